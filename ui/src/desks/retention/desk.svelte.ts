import {
  backups as askBackups,
  on,
  retention as ask,
  retentionDue,
  type BackupView,
  type DueRow,
  type RetentionView,
} from '../../backend';
import { settled } from '../../frame/later';

/** What is asked for; what is to be erased stays as it was when it was asked. */
type Form =
  | { is: 'periods' }
  | { is: 'erase'; rows: DueRow[] }
  | { is: 'erase-automated'; count: number }
  | { is: 'destroy'; backup: BackupView };

class RetentionDesk {
  /** Cases whose period is over, as far as they were fetched. */
  due = $state.raw<DueRow[]>([]);
  /** Where the rest goes on. */
  next = $state.raw<string | null>(null);
  /** Automated messages of no case that are due. */
  automated = $state(0);
  /** Unset until the shell has answered. */
  view = $state.raw<RetentionView>();
  backups = $state.raw<BackupView[]>([]);
  failure = $state.raw<unknown>();
  form = $state.raw<Form | null>(null);
  /** Everything that is due is being fetched. */
  gathering = $state(false);
  #round = 0;
  #saving = false;
  #fetching: Promise<void> | null = null;
  #reload = settled(() => void this.load(), 250);

  /** What nothing keeps, of what was fetched. */
  get free(): DueRow[] {
    return this.due.filter((row) => !row.held && !row.duty);
  }

  /** Hears the shell; gives the way to stop. */
  listen(): () => void {
    void this.load();
    return on('changed', ({ desk }) => {
      if (desk === 'retention' && !this.#saving) this.#reload();
    });
  }

  /** Saves several things, and loads once what has become of them. */
  async save(work: () => Promise<void>): Promise<void> {
    this.#saving = true;
    try {
      await work();
    } finally {
      this.#saving = false;
      this.#reload();
    }
  }

  /** Asks whether all that nothing keeps is to be erased, once all of it is known. */
  async askErase(): Promise<void> {
    if (this.gathering) return;
    this.gathering = true;
    this.failure = undefined;
    while (this.next && this.failure === undefined) await this.more();
    this.gathering = false;
    if (this.failure === undefined && this.free.length)
      this.form = { is: 'erase', rows: this.free };
  }

  async load(): Promise<void> {
    const round = ++this.#round;
    try {
      const [view, backups, page] = await Promise.all([
        ask(),
        askBackups(),
        retentionDue({ after: null }),
      ]);
      if (round !== this.#round) return;
      this.view = view;
      this.backups = backups;
      this.due = page.rows;
      this.next = page.next;
      this.automated = page.automated;
      this.failure = undefined;
      // A whole page can be kept by law, and what follows it not.
      while (this.next && !this.free.length && this.failure === undefined) await this.more();
    } catch (thrown) {
      if (round === this.#round) this.failure = thrown;
    }
  }

  /** Fetches what follows. */
  more(): Promise<void> {
    this.#fetching ??= this.#fetch().finally(() => (this.#fetching = null));
    return this.#fetching;
  }

  async #fetch(): Promise<void> {
    const after = this.next;
    if (!after) return;
    const round = this.#round;
    try {
      const page = await retentionDue({ after });
      if (round !== this.#round) return;
      this.due = [...this.due, ...page.rows];
      this.next = page.next;
    } catch (thrown) {
      if (round === this.#round) this.failure = thrown;
    }
  }

  forget(): void {
    this.#round += 1;
    this.due = [];
    this.next = null;
    this.automated = 0;
    this.view = undefined;
    this.backups = [];
    this.failure = undefined;
    this.form = null;
  }
}

/** The retention desk: what has fallen due, the periods, the backups. */
export const desk = new RetentionDesk();
