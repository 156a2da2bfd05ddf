import { on, unsentCount, windowLeave } from '../backend';
import { outbox } from './outbox.svelte';
import { app } from './session.svelte';

class Closing {
  /** What is typed in so many windows would be lost by this, and so many answers would wait. */
  asked = $state.raw<{ count: number; queued: number; go: () => Promise<void> } | null>(null);

  /** Hears the shell; gives the way to stop. */
  listen(): () => void {
    return on('closing', (closing) => {
      if (closing.case === (app.start?.case ?? null)) void this.#before(windowLeave);
    });
  }

  /** Leaves the workspace. */
  leave(): Promise<void> {
    return this.#before(() => app.leave());
  }

  /** Asks first where something typed would be lost, or something sent has not gone. */
  async #before(go: () => Promise<void>): Promise<void> {
    const count = await unsentCount();
    // On a team's server another desktop sends it.
    const queued = app.session?.team ? 0 : outbox.queued;
    if (count || queued) this.asked = { count, queued, go };
    else await go();
  }
}

/** Whether a window closes over what is typed and not sent. */
export const closing = new Closing();
