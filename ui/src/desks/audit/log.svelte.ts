import { auditList, type AuditEntry, type AuditFilter } from '../../backend';

/** What of the log to show; empty fields do not narrow. */
export interface Narrowing {
  act: string;
  person: string;
  /** A case and the number that it is known by. */
  case: { id: string; number: number } | null;
  from: string;
  to: string;
}

export const EVERYTHING: Readonly<Narrowing> = {
  act: '',
  person: '',
  case: null,
  from: '',
  to: '',
};

/** Entries fetched at a time. */
const PAGE = 100;

/** The part of the log that is loaded: newest first, without gaps under its filter. */
export class Log {
  entries = $state.raw<AuditEntry[]>([]);
  /** Where older ones go on; null at the beginning of the log. */
  next = $state<number | null>(null);
  loading = $state(true);
  failure = $state.raw<unknown>();
  narrowing = $state.raw<Narrowing>({ ...EVERYTHING });
  private asked = 0;

  get narrowed(): boolean {
    const { act, person, case: of, from, to } = this.narrowing;
    return !!(act || person || of || from || to);
  }

  /** Shows another part of the log, from its newest entry, or from below `before`. */
  async show(narrowing: Narrowing, before: number | null = null): Promise<void> {
    this.narrowing = narrowing;
    await this.fetch(before, (found) => found);
  }

  /** Adds older entries. */
  async older(): Promise<void> {
    if (this.loading || this.next === null) return;
    await this.fetch(this.next, (found) => [...this.entries, ...found]);
  }

  /** Adds what came in meanwhile; tells how many entries came on top. */
  async newer(): Promise<number> {
    const top = this.entries[0]?.seq ?? 0;
    const bottom = this.next;
    const held = this.entries;
    let added = 0;
    await this.fetch(null, (found, next) => {
      const fresh = found.filter((entry) => entry.seq > top);
      added = fresh.length;
      // More came than a page holds: what is there no longer follows on.
      if (fresh.length === found.length && next !== null) return found;
      this.next = bottom;
      return [...fresh, ...held];
    });
    return added;
  }

  private async fetch(
    before: number | null,
    join: (found: AuditEntry[], next: number | null) => AuditEntry[],
  ): Promise<void> {
    const mine = ++this.asked;
    this.loading = true;
    try {
      const page = await auditList({ filter: this.filter(before) });
      if (mine !== this.asked) return;
      this.next = page.next;
      this.entries = join(page.entries, page.next);
      this.failure = undefined;
    } catch (thrown) {
      if (mine === this.asked) this.failure = thrown;
    } finally {
      if (mine === this.asked) this.loading = false;
    }
  }

  filter(before: number | null): AuditFilter {
    const { act, person, case: of, from, to } = this.narrowing;
    return {
      act: act || null,
      person: person || null,
      case: of?.id ?? null,
      from: from || null,
      to: to || null,
      before,
      limit: PAGE,
    };
  }
}
