import { casesCounts, type Count, type View } from '../backend';
import { kept } from './kept.svelte';

class Counts {
  #all = $state.raw<Count[]>([]);

  of(view: View): Count | undefined {
    return this.#all.find((count) => count.view === view);
  }

  forget(): void {
    this.#all = [];
    kept.forget();
  }

  async load(): Promise<void> {
    const [counts] = await Promise.all([casesCounts(), kept.load()]);
    this.#all = counts;
  }
}

/** How many each view holds, the kept ones too. */
export const counts = new Counts();
