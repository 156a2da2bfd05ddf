import { mailboxes as ask, on, type MailboxView } from '../backend';

class Mailboxes {
  all = $state.raw<MailboxView[]>([]);
  /** Set once the shell has answered. */
  begun = $state(false);
  failure = $state.raw<unknown>();
  #round = 0;

  /** One that could not be read. */
  get failed(): MailboxView | undefined {
    return this.all.find((mailbox) => mailbox.state.is === 'failed');
  }

  /** How much of how much comes in now, over all of them. */
  get syncing(): { seen: number; total: number } | undefined {
    const states = this.all.flatMap(({ state }) => (state.is === 'syncing' ? [state] : []));
    if (states.length === 0) return undefined;
    const sum = (of: 'seen' | 'total') => states.reduce((all, state) => all + state[of], 0);
    return { seen: sum('seen'), total: sum('total') };
  }

  /** Hears the shell; gives the way to stop. */
  listen(): () => void {
    void this.load();
    return on('changed', ({ desk }) => {
      if (desk === 'mailbox') void this.load();
    });
  }

  async load(): Promise<void> {
    const round = ++this.#round;
    try {
      const all = await ask();
      if (round !== this.#round) return;
      this.all = all;
      this.failure = undefined;
    } catch (thrown) {
      if (round !== this.#round) return;
      this.failure = thrown;
    }
    this.begun = true;
  }

  forget(): void {
    this.#round += 1;
    this.all = [];
    this.begun = false;
    this.failure = undefined;
  }
}

/** The mailboxes on servers, and what they are doing. */
export const mailboxes = new Mailboxes();
