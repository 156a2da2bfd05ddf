import type { View } from '../backend';

/** The desks that work, in the order of the rail. */
export type DeskName = 'complaints' | 'audit' | 'settings';

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
];

class Place {
  desk = $state<DeskName>('complaints');
  view = $state<View>('all-open');
  /** A case that another desk asked to see; the complaints desk takes it. */
  wanted = $state<string | null>(null);

  /** Where one is in a word, for the next time: no case, nothing that anyone wrote. */
  get word(): string {
    return this.desk === 'complaints' ? `complaints/${this.view}` : this.desk;
  }

  /** Goes where the word says; to the beginning where it says nothing known. */
  goTo(word: string): void {
    const [desk, view] = word.split('/');
    this.desk = desk === 'audit' || desk === 'settings' ? desk : 'complaints';
    this.view = VIEWS.find((known) => known === view) ?? 'all-open';
  }

  go(desk: DeskName): void {
    this.desk = desk;
  }

  goView(view: View): void {
    this.desk = 'complaints';
    this.view = view;
  }

  /** Opens a case from anywhere. */
  goCase(id: string): void {
    this.desk = 'complaints';
    this.wanted = id;
  }
}

/** Where in the window one is. It keeps its place while the keys are locked. */
export const place = new Place();
