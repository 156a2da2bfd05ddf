import {
  ledgerEntries,
  type FolderLedger,
  type LedgerEntry,
  type LedgerQuery,
} from '../../backend';

/** What the server has is the sum of these. */
export const TERMS = [
  'opened',
  'joined',
  'automated',
  'quarantined',
  'held',
  'duplicate',
  'missing',
] as const;

/** A number of the ledger: all that the server has, a term of that sum, or what it no longer has. */
export type Term = (typeof TERMS)[number] | 'server' | 'vanished';

/** Entries fetched at a time. */
const PAGE = 100;
/** The most that the desk gives at once. */
const MOST = 500;

function meant(term: Term): Pick<LedgerQuery, 'disposition' | 'gone'> {
  if (term === 'server' || term === 'missing') return { disposition: null, gone: false };
  if (term === 'vanished') return { disposition: null, gone: true };
  return { disposition: term, gone: false };
}

/** The part of a folder's ledger that is loaded: the highest UID first, without gaps. */
export class Entries {
  rows = $state.raw<LedgerEntry[]>([]);
  more = $state(false);
  loading = $state(true);
  failure = $state.raw<unknown>();
  #folder = '';
  #term: Term = 'server';
  #round = 0;

  /** Lists what a number of a folder counts. */
  async show(folder: FolderLedger, term: Term): Promise<void> {
    this.#folder = folder.id;
    this.#term = term;
    // What is missing here is not in the ledger: that is what it means.
    if (term === 'missing') {
      this.#round += 1;
      this.rows = [];
      this.loading = false;
      this.failure = undefined;
      return;
    }
    await this.#fetch(null, PAGE, (found) => found);
    if (this.failure !== undefined) this.rows = [];
  }

  /** Adds lower UIDs. */
  async further(): Promise<void> {
    const last = this.rows.at(-1);
    if (this.loading || !this.more || !last) return;
    await this.#fetch(last.uid, PAGE, (found) => [...this.rows, ...found]);
  }

  /** Fetches again what may have changed. Gives how many rows came on top. */
  async again(): Promise<number> {
    if (this.#term === 'missing') return 0;
    const before = this.rows;
    const top = before[0]?.uid ?? 0;
    const limit = Math.min(MOST, Math.max(PAGE, before.length));
    await this.#fetch(null, limit, (found) => {
      const lowest = found.at(-1)?.uid ?? 0;
      return found.length < limit ? found : [...found, ...before.filter((r) => r.uid < lowest)];
    });
    return this.rows === before ? 0 : this.rows.filter((row) => row.uid > top).length;
  }

  async #fetch(
    before: number | null,
    limit: number,
    join: (found: LedgerEntry[]) => LedgerEntry[],
  ): Promise<void> {
    const round = ++this.#round;
    const query = { ...meant(this.#term), before, limit };
    this.loading = true;
    try {
      const found = await ledgerEntries({ folder: this.#folder, query });
      if (round !== this.#round) return;
      this.rows = join(found);
      // Rows that stand below those that were fetched again are followed by what followed them.
      if (this.rows.at(-1)?.uid === found.at(-1)?.uid) this.more = found.length === limit;
      this.failure = undefined;
    } catch (thrown) {
      if (round === this.#round) this.failure = thrown;
    } finally {
      if (round === this.#round) this.loading = false;
    }
  }
}
