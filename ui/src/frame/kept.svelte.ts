import { viewsList, viewsOrder, type SavedView } from '../backend';

class KeptViews {
  #round = 0;
  #moving = 0;
  #placed: Promise<void> = Promise.resolve();
  all = $state.raw<SavedView[]>([]);

  of(id: string | null): SavedView | undefined {
    return this.all.find((view) => view.id === id);
  }

  /** All of them, with this one at another place. */
  with(id: string, to: number): SavedView[] {
    const one = this.of(id);
    const others = this.all.filter((view) => view.id !== id);
    return one ? others.toSpliced(to, 0, one) : others;
  }

  /** Puts one at another place, for everyone who has it. */
  async move(id: string, to: number): Promise<void> {
    const ids = this.with(id, to).map((view) => view.id);
    if (ids.every((one, at) => one === this.all[at]?.id)) return;
    this.all = this.with(id, to);
    this.#round += 1;
    this.#moving += 1;
    // One after the other: the last one counts, and what is on its way before it is not shown.
    this.#placed = this.#placed.catch(() => undefined).then(() => viewsOrder({ ids }));
    try {
      await this.#placed;
    } finally {
      this.#moving -= 1;
      if (this.#moving === 0) await this.load();
    }
  }

  forget(): void {
    this.all = [];
  }

  async load(): Promise<void> {
    const round = this.#round;
    const all = await viewsList();
    // What was asked before a move, or while one is on its way, would put it back.
    if (round === this.#round && this.#moving === 0) this.all = all;
  }
}

/** The views that are everyone's, and one's own. */
export const kept = new KeptViews();
