import { casesStats, type CaseStats } from '../../../backend';

/** Of all the time, counting takes no more than one part in so many. */
const SHARE = 10;

class Figures {
  /** As they were counted last. */
  stats = $state.raw<CaseStats>();
  #counting = false;
  #stale = false;
  /** Grows when the keys are closed: what was asked before is of no use then. */
  #round = 0;

  /** Counts them, or as soon as that was rested from. */
  async load(): Promise<void> {
    this.#stale = true;
    if (this.#counting) return;
    const round = this.#round;
    this.#counting = true;
    try {
      while (this.#stale && round === this.#round) await this.#count(round);
    } catch (thrown) {
      if (round === this.#round) throw thrown;
    } finally {
      if (round === this.#round) this.#counting = false;
    }
  }

  async #count(round: number): Promise<void> {
    this.#stale = false;
    const began = performance.now();
    const counted = await casesStats();
    if (round !== this.#round) return;
    this.stats = counted;
    const rest = (SHARE - 1) * (performance.now() - began);
    await new Promise((rested) => setTimeout(rested, rest));
  }

  forget(): void {
    this.#round += 1;
    this.stats = undefined;
    this.#counting = false;
    this.#stale = false;
  }
}

/** The office's figures. They stay while a case is open, and go with the keys. */
export const figures = new Figures();
