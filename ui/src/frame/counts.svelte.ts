import { casesCounts, mentionsUnread, type Count, type Total, type View } from '../backend';
import { kept } from './kept.svelte';

class Counts {
  #all = $state.raw<Count[]>([]);
  /** Notes that mention one and were not seen yet. */
  mentions = $state.raw<Total>({ count: 0, more: false });

  of(view: View): Count | undefined {
    return this.#all.find((count) => count.view === view);
  }

  forget(): void {
    this.#all = [];
    this.mentions = { count: 0, more: false };
    kept.forget();
  }

  async load(): Promise<void> {
    const [counts, mentions] = await Promise.all([casesCounts(), mentionsUnread(), kept.load()]);
    this.#all = counts;
    this.mentions = mentions;
  }
}

/** How many each view holds, the kept ones too. */
export const counts = new Counts();
