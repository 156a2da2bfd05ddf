import type { RowClock, State } from '../backend';

/** How a clock stands, as `Due` shows it. */
export interface DueView {
  state: 'none' | 'not-started' | 'running' | 'soon' | 'overdue' | 'paused' | 'met';
  days: number;
  share: number;
  waitsFor?: string;
  late?: boolean;
}

/** From the clock of a row. */
export function dueOfRow(clock: RowClock): DueView {
  switch (clock.state) {
    case 'none':
      return { state: 'none', days: 0, share: 0 };
    case 'not-started':
      return { state: 'not-started', days: 0, share: 0, waitsFor: clock.waits_for };
    case 'overdue':
      return { state: 'overdue', days: clock.days, share: 1 };
    default:
      return { state: clock.state, days: clock.days_left, share: clock.share_run };
  }
}

/** From the state of a case's clock. */
export function dueOfState(state: State): DueView {
  switch (state.is) {
    case 'not-started':
      return { state: 'not-started', days: 0, share: 0, waitsFor: state.waits_for };
    case 'overdue':
      return { state: 'overdue', days: state.days_over, share: 1 };
    case 'met':
      return { state: 'met', days: state.days_over, share: 1, late: state.late };
    default:
      return { state: state.is, days: state.days_left, share: state.share_run };
  }
}
