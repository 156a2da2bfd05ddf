import type { MailboxView, View } from '../backend';

/** The desks that work, in the order of the rail. */
export const DESKS = ['complaints', 'mailbox', 'people', 'retention', 'audit', 'settings'] as const;
export type DeskName = (typeof DESKS)[number];

export const VIEWS: readonly View[] = [
  'needs-me',
  'new',
  'all-open',
  'overdue',
  'due-soon',
  'awaiting',
  'answered',
  'automated',
  'quarantined',
  'all',
];

class Place {
  desk = $state<DeskName>('complaints');
  view = $state<View>('all-open');
  /** The id of the kept view that is shown in its stead. */
  kept = $state<string | null>(null);
  /** The folder whose ledger the mailbox desk shows. */
  folder = $state<string | null>(null);
  /** A case or a message that another desk asked to see; the complaints desk takes it. */
  wanted = $state<{ is: 'case' | 'message'; id: string } | null>(null);

  /** What the palette asked for in the settings; that desk takes it. */
  setting = $state<{ section: string; name: string | undefined } | null>(null);

  /** Where one is in a word, for the next time: no case, nothing that anyone wrote. */
  get word(): string {
    if (this.desk !== 'complaints') return this.desk;
    return `complaints/${this.kept ? `kept/${this.kept}` : this.view}`;
  }

  /** Goes where the word says; to the beginning where it says nothing known. */
  goTo(word: string): void {
    const [desk, view, id] = word.split('/');
    this.kept = view === 'kept' ? (id ?? null) : null;
    this.desk = DESKS.find((known) => known === desk) ?? 'complaints';
    this.view = VIEWS.find((known) => known === view) ?? 'all-open';
  }

  go(desk: DeskName): void {
    this.desk = desk;
  }

  goView(view: View): void {
    this.desk = 'complaints';
    this.view = view;
    this.kept = null;
  }

  /** Shows a kept view. */
  goKept(id: string): void {
    this.desk = 'complaints';
    this.kept = id;
  }

  /** Shows a mailbox: the ledger of its first folder. */
  goMailbox(mailbox: MailboxView): void {
    this.desk = 'mailbox';
    this.folder = mailbox.folders[0]?.id ?? null;
  }

  /** Goes to a section of the settings, or to what has this name in it. */
  goSetting(section: string, name?: string): void {
    this.desk = 'settings';
    this.setting = { section, name };
  }

  /** Opens a case from anywhere. */
  goCase(id: string): void {
    this.desk = 'complaints';
    this.wanted = { is: 'case', id };
  }

  /** Opens a message that is in no case. */
  goMessage(id: string): void {
    this.desk = 'complaints';
    this.wanted = { is: 'message', id };
  }
}

/** Where in the window one is. It keeps its place while the keys are locked. */
export const place = new Place();
