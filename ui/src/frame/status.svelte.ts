import { bulkUndo, undo as takeBack, type BulkDone, type Done } from '../backend';
import { errorText, t, word } from '../kit';

interface Said {
  text: string;
  /** Undo's id, while what was done can be taken back. */
  undo: string | null;
  /** It was done to many: the undo is of all. */
  many?: boolean;
  failed: boolean;
}

/** How long an answer can be taken back, in ms; the desk waits as long. */
const UNDO = 10_000;

class Status {
  said = $state<Said | null>(null);

  say(text: string): void {
    this.said = { text, undo: null, failed: false };
  }

  /** An act was done: say so, and offer the way back. */
  done(done: Done): void {
    const text = t('said-done', { number: done.number, act: word('done', done.act) });
    this.said = { text, undo: done.undo, failed: false };
  }

  /** An answer waits its time, and can be taken back until then. */
  goes(done: Done): void {
    const text = t('reply-goes', { number: done.number, seconds: UNDO / 1000 });
    const said = { text, undo: done.undo, failed: false };
    this.said = said;
    setTimeout(() => {
      if (this.said?.undo === said.undo) this.said = null;
    }, UNDO);
  }

  /** As `done`, of an act on many cases. */
  doneToMany(done: BulkDone): void {
    const left = done.refused.reduce((sum, one) => sum + one.count, 0);
    const text = done.stopped
      ? t('bulk-stopped', { done: done.done })
      : t('bulk-done', { done: done.done, left });
    const undo = done.undoable && done.done ? done.id : null;
    this.said = { text, undo, many: true, failed: false };
  }

  fail(thrown: unknown): void {
    this.said = { text: errorText(thrown), undo: null, failed: true };
  }

  /** Takes back what the line says, or `other`. False when there is nothing to take back. */
  async undo(other?: string): Promise<boolean> {
    const id = this.said?.undo ?? other;
    const many = this.said?.undo === id && this.said?.many;
    if (!id) return false;
    if (this.said) this.said = { ...this.said, undo: null };
    try {
      if (many) {
        const done = await bulkUndo({ bulk: id });
        const left = done.refused.reduce((sum, one) => sum + one.count, 0);
        this.say(t('bulk-undone', { done: done.done, left }));
      } else {
        const done = await takeBack({ id });
        this.say(t('said-undone', { number: done.number }));
      }
      return true;
    } catch (thrown) {
      this.fail(thrown);
      return false;
    }
  }
}

/** The status line at the foot of the list: what was just done, and Undo. */
export const status = new Status();
