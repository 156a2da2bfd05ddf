import { casesStats, type CaseStats } from '../../../backend';

/** Of all the time, counting takes no more than one part in so many. */
const SHARE = 10;

class Figures {
  /** As they were counted last. */
  stats = $state.raw<CaseStats>();
  #counting = false;
  #stale = false;

  /** Counts them, or as soon as that was rested from. */
  async load(): Promise<void> {
    this.#stale = true;
    if (this.#counting) return;
    this.#counting = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        const began = performance.now();
        this.stats = await casesStats();
        const rest = (SHARE - 1) * (performance.now() - began);
        await new Promise((rested) => setTimeout(rested, rest));
      }
    } finally {
      this.#counting = false;
    }
  }

  forget(): void {
    this.stats = undefined;
    this.#stale = false;
  }
}

/** The office's figures. They stay while a case is open, and go with the keys. */
export const figures = new Figures();
