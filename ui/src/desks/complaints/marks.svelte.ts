import { SvelteSet } from 'svelte/reactivity';
import type { Arrangement, CaseRow, Marked } from '../../backend';

/** The rows that are marked: some, or all of a list but for some. */
export class Marks {
  readonly #ids = new SvelteSet<string>();
  /** What lists them, where all of it are marked: then `#ids` are not. */
  #all = $state.raw<Arrangement | null>(null);
  /** Where a run begins. */
  #anchor: string | null = null;

  /** Whether something is marked. */
  get any(): boolean {
    return this.#all !== null || this.#ids.size > 0;
  }

  /** How many; null where only the list knows. */
  get count(): number | null {
    return this.#all ? null : this.#ids.size;
  }

  /** How many of all are not. */
  get except(): number {
    return this.#all ? this.#ids.size : 0;
  }

  has(id: string): boolean {
    return this.#ids.has(id) !== (this.#all !== null);
  }

  toggle(row: CaseRow): void {
    if (row.number === null) return;
    if (!this.#ids.delete(row.id)) this.#ids.add(row.id);
    this.#anchor = row.id;
  }

  /** Marks from where it was marked last as far as a row. */
  run(to: CaseRow, between: (from: string, to: string) => CaseRow[]): void {
    const rows = this.#anchor ? between(this.#anchor, to.id) : [to];
    for (const row of rows.filter((one) => one.number !== null)) {
      if (this.#all) this.#ids.delete(row.id);
      else this.#ids.add(row.id);
    }
    this.#anchor = to.id;
  }

  markAll(shows: Arrangement): void {
    this.#all = shows;
    this.#ids.clear();
  }

  clear(): void {
    this.#all = null;
    this.#ids.clear();
    this.#anchor = null;
  }

  /** Marks what was marked before. */
  restore({ cases, all, except }: Marked): void {
    this.clear();
    this.#all = all;
    for (const id of all ? except : cases) this.#ids.add(id);
  }

  /** As the desk takes them. */
  get marked(): Marked {
    return this.#all
      ? { cases: [], all: this.#all, except: [...this.#ids], up_to: null }
      : { cases: [...this.#ids], all: null, except: [], up_to: null };
  }
}
