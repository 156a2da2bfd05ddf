import { outbox as ask, type OutboxView, type Sending } from '../backend';

/** What somebody has to do something about. */
const WRONG: readonly Sending[] = ['unknown', 'refused', 'bounced'];

export const isWrong = (state: Sending) => WRONG.includes(state);

class Outbox {
  all = $state.raw<OutboxView[]>([]);
  /** The list of it is open. */
  shown = $state(false);
  wrong = $derived(this.all.filter((one) => isWrong(one.state)).length);

  async load(): Promise<void> {
    this.all = await ask();
  }

  forget(): void {
    this.all = [];
    this.shown = false;
  }
}

/** What is sent from here and has not arrived, as far as is known. */
export const outbox = new Outbox();
