import { viewsList, type SavedView } from '../backend';

class KeptViews {
  all = $state.raw<SavedView[]>([]);

  of(id: string | null): SavedView | undefined {
    return this.all.find((view) => view.id === id);
  }

  forget(): void {
    this.all = [];
  }

  async load(): Promise<void> {
    this.all = await viewsList();
  }
}

/** The views that are everyone's, and one's own. */
export const kept = new KeptViews();
