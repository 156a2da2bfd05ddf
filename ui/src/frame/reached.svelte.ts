import { on } from '../backend';

class Reached {
  /** Whether the team's server answers; a workspace of this computer always does. */
  now = $state(true);

  /** Hears the shell; gives the way to stop. */
  listen(): () => void {
    this.now = true;
    return on('reached', ({ reached }) => (this.now = reached));
  }
}

/** Whether the team's server is reached; it is tried again by itself. */
export const reached = new Reached();
