import { tick } from 'svelte';
import { casePrint, paperPrint, type PrintedCase } from '../../../backend';

class Paper {
  /** What goes to the printer; it stands in the page, and on no screen, until the next one or
   * until the keys are closed: printing goes on after its dialog has closed. */
  printed = $state.raw<PrintedCase | null>(null);

  /** Prints a case, by the computer's own dialog. */
  async print(id: string, notes: boolean): Promise<void> {
    this.printed = await casePrint({ case: id, notes });
    await tick();
    await paperPrint();
  }
}

/** A case on its way to paper. */
export const paper = new Paper();
