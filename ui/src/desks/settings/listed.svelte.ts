import { on } from '../../backend';
import { errorText } from '../../kit';

/** What a section lists, kept as the workspace has it while the calling component stands. */
export class Listed<T> {
  all = $state.raw<T[]>([]);
  problem = $state<string>();

  constructor(readonly ask: () => Promise<T[]>) {
    void this.#load();
    $effect(() =>
      on('changed', ({ desk }) => {
        if (desk === 'workspace') void this.#load();
      }),
    );
  }

  async #load(): Promise<void> {
    try {
      this.all = await this.ask();
    } catch (thrown) {
      this.problem = errorText(thrown);
    }
  }

  /** Does something to it; what goes wrong is shown with it. */
  async attempt(work: () => Promise<void>): Promise<void> {
    this.problem = undefined;
    try {
      await work();
    } catch (thrown) {
      this.problem = errorText(thrown);
    }
  }
}
