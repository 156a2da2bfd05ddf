import { tick } from 'svelte';
import { casePrint, type PrintedCase } from '../../../backend';

class Paper {
  /** What goes to the printer; it stands in the page as long as it is printed, and on no screen. */
  printed = $state.raw<PrintedCase | null>(null);

  /** Prints a case, by the computer's own dialog. */
  async print(id: string, notes: boolean): Promise<void> {
    this.printed = await casePrint({ case: id, notes });
    await tick();
    addEventListener('afterprint', () => (this.printed = null), { once: true });
    window.print();
  }
}

/** A case on its way to paper. */
export const paper = new Paper();
