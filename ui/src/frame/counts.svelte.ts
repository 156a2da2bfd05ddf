import { casesCounts, type Count, type View } from '../backend';

class Counts {
  #all = $state.raw<Count[]>([]);

  of(view: View): Count | undefined {
    return this.#all.find((count) => count.view === view);
  }

  forget(): void {
    this.#all = [];
  }

  async load(): Promise<void> {
    this.#all = await casesCounts();
  }
}

/** How many each view holds. */
export const counts = new Counts();
