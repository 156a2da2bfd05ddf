/** A page of rows, and the key of the one after it. */
export interface PageOf<Row> {
  rows: Row[];
  next: string | null;
}

interface Page<Row> {
  /** The key that it comes after; null for the first. */
  after: string | null;
  next: string | null;
  count: number;
  /** How many rows of which group, in order. */
  runs: { group: string; count: number }[];
  /** Forgotten once far out of view; the count and the runs stay. */
  rows: Row[] | null;
  /** Something changed: fetch it again when it is seen. */
  stale: boolean;
}

export interface Source<Row> {
  fetch: (after: string | null) => Promise<PageOf<Row>>;
  key: (row: Row) => string;
  group?: (row: Row) => string;
}

/** Rows kept ready beyond what is in view. */
const AHEAD = 40;
/** Pages on either side of the view whose rows are kept. */
const KEPT = 3;

/**
 * A list that is paged by key, of which only the pages about the view are held. Pages are
 * fetched one after the other; what is shown stays until its successor has arrived.
 */
export class Paged<Row> {
  pages = $state.raw<Page<Row>[]>([]);
  /** Set once the first page is there. */
  begun = $state(false);
  failure = $state.raw<unknown>(undefined);
  #source: Source<Row>;
  #round = 0;
  #changes = 0;
  #pumping = false;
  #view: [number, number] = [0, 0];

  constructor(source: Source<Row>) {
    this.#source = source;
  }

  /** Rows known so far. */
  get known(): number {
    return this.pages.reduce((sum, page) => sum + page.count, 0);
  }

  /** Whether every page is known. */
  get whole(): boolean {
    return this.begun && (this.pages.at(-1)?.next ?? null) === null;
  }

  /** The row at a place, if it is held. */
  row(index: number): Row | undefined {
    let before = 0;
    for (const page of this.pages) {
      if (index < before + page.count) return page.rows?.[index - before];
      before += page.count;
    }
    return undefined;
  }

  /** Where a row stands, if it is held; -1 otherwise. */
  indexOf(key: string): number {
    let before = 0;
    for (const page of this.pages) {
      const at = page.rows?.findIndex((row) => this.#source.key(row) === key) ?? -1;
      if (at >= 0) return before + at;
      before += page.count;
    }
    return -1;
  }

  key(row: Row): string {
    return this.#source.key(row);
  }

  /** Begins anew from another source. What is there stays until the first page comes. */
  async restart(source: Source<Row>): Promise<void> {
    this.#source = source;
    this.#view = [0, 0];
    const round = ++this.#round;
    this.failure = undefined;
    try {
      const page = this.#made(null, await source.fetch(null));
      if (round !== this.#round) return;
      this.pages = [page];
      this.begun = true;
    } catch (thrown) {
      if (round !== this.#round) return;
      this.begun = true;
      this.failure = thrown;
    }
  }

  /** Something changed: what is in view is fetched again, the rest when it is seen. */
  refresh(): Promise<void> {
    if (!this.begun || this.failure) return this.restart(this.#source);
    this.#changes += 1;
    this.pages = this.pages.map((page) => ({ ...page, stale: true }));
    return this.#pump();
  }

  /** Changes one row in place, until the list is fetched again. */
  amend(key: string, change: (row: Row) => Row): void {
    this.pages = this.pages.map((page) => ({
      ...page,
      rows: page.rows?.map((row) => (this.#source.key(row) === key ? change(row) : row)) ?? null,
    }));
  }

  /** Says which rows are in view, so that they and their neighbours are fetched. */
  see(first: number, last: number): Promise<void> {
    this.#view = [first, last];
    return this.#pump();
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      for (let at = this.#wanted(); at !== undefined; at = this.#wanted()) await this.#load(at);
      this.#forget();
    } catch (thrown) {
      this.failure = thrown;
    } finally {
      this.#pumping = false;
    }
  }

  /** The next page to fetch: one in view that is not held, or the one after the last. */
  #wanted(): number | undefined {
    const [first, last] = [this.#view[0] - AHEAD, this.#view[1] + AHEAD];
    let before = 0;
    for (const [at, page] of this.pages.entries()) {
      const inView = before <= last && before + page.count > first;
      if (inView && (page.stale || page.rows === null)) return at;
      before += page.count;
    }
    return before <= last && this.pages.at(-1)?.next ? this.pages.length : undefined;
  }

  async #load(at: number): Promise<void> {
    const [round, changes] = [this.#round, this.#changes];
    const after = at === 0 ? null : (this.pages[at - 1]?.next ?? null);
    const page = this.#made(after, await this.#source.fetch(after));
    if (round !== this.#round) return;
    page.stale = changes !== this.#changes;
    const rest = page.next === null ? [] : this.pages.slice(at + 1);
    const [following] = rest;
    if (following && following.after !== page.next) {
      rest[0] = { ...following, after: page.next, stale: true };
    }
    this.pages = [...this.pages.slice(0, at), page, ...rest];
  }

  #forget(): void {
    let before = 0;
    const near = this.pages.map((page) => {
      const from = before;
      before += page.count;
      const span = KEPT * 60;
      return from <= this.#view[1] + span && before > this.#view[0] - span;
    });
    if (this.pages.some((page, at) => page.rows && !near[at])) {
      this.pages = this.pages.map((page, at) => (near[at] ? page : { ...page, rows: null }));
    }
  }

  #made(after: string | null, got: PageOf<Row>): Page<Row> {
    const runs: { group: string; count: number }[] = [];
    for (const row of got.rows) {
      const group = this.#source.group?.(row) ?? '';
      const run = runs.at(-1);
      if (run?.group === group) run.count += 1;
      else runs.push({ group, count: 1 });
    }
    return { after, next: got.next, count: got.rows.length, runs, rows: got.rows, stale: false };
  }
}
