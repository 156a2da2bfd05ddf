import { on, unsentCount, windowLeave } from '../backend';
import { app } from './session.svelte';

class Closing {
  /** What is typed in so many windows would be lost by this. */
  asked = $state.raw<{ count: number; go: () => Promise<void> } | null>(null);

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

  /** Asks first where something typed would be lost. */
  async #before(go: () => Promise<void>): Promise<void> {
    const count = await unsentCount();
    if (count) this.asked = { count, go };
    else await go();
  }
}

/** Whether a window closes over what is typed and not sent. */
export const closing = new Closing();
