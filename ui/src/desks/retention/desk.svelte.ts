import {
  backups as askBackups,
  on,
  retention as ask,
  retentionDue,
  type BackupView,
  type DueRow,
  type RetentionView,
} from '../../backend';

/** What is asked for. */
type Form = { is: 'periods' | 'erase' | 'erase-automated' } | { is: 'destroy'; backup: BackupView };

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
  #round = 0;

  /** What nothing keeps, of what was fetched. */
  get free(): DueRow[] {
    return this.due.filter((row) => !row.held && !row.duty);
  }

  /** Hears the shell; gives the way to stop. */
  listen(): () => void {
    void this.load();
    return on('changed', ({ desk }) => {
      if (desk === 'retention') void this.load();
    });
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
    } catch (thrown) {
      if (round === this.#round) this.failure = thrown;
    }
  }

  /** Fetches what follows. */
  async more(): Promise<void> {
    const after = this.next;
    if (!after) return;
    const round = this.#round;
    this.next = null;
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
