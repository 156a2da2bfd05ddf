import {
  approvals,
  outbox as ask,
  type OutboxView,
  type Sending,
  type WaitingDraft,
} from '../backend';

/** What somebody has to do something about. */
const WRONG: readonly Sending[] = ['unknown', 'refused', 'bounced'];

export const isWrong = (state: Sending) => WRONG.includes(state);

class Outbox {
  all = $state.raw<OutboxView[]>([]);
  /** What a second person is to approve before it goes. */
  waiting = $state.raw<WaitingDraft[]>([]);
  /** The list of it is open. */
  shown = $state(false);
  wrong = $derived(this.all.filter((one) => isWrong(one.state)).length);
  /** How what is sent from a case stands, while not all of it has gone: first what did not arrive. */
  ofCase(id: string): Sending | undefined {
    const states = this.all.filter((one) => one.case === id).map((one) => one.state);
    return states.find(isWrong) ?? states[0];
  }

  /** What goes by itself, now or later. */
  queued = $derived(this.all.filter((one) => one.state === 'queued').length);
  count = $derived(this.all.length + this.waiting.length);

  async load(): Promise<void> {
    [this.all, this.waiting] = await Promise.all([ask(), approvals()]);
  }

  forget(): void {
    this.all = [];
    this.waiting = [];
    this.shown = false;
  }
}

/** What is sent from here and has not arrived, as far as is known. */
export const outbox = new Outbox();
