import { importCancel, importStart, on, type ImportProgress } from '../backend';
import { status } from './status.svelte';

class Imports {
  report = $state.raw<ImportProgress | null>(null);
  /** Paths that wait for a word on how to bring them in. */
  offered = $state.raw<string[] | null>(null);
  /** Files are held over the window. */
  over = $state(false);

  get running(): boolean {
    return this.report !== null && !this.report.finished;
  }

  /** Hears the shell; gives the way to stop. */
  listen(): () => void {
    const stops = [
      on('import', (report) => this.#hear(report)),
      on('dragging', ({ over }) => (this.over = over)),
      on('dropped', ({ paths }) => {
        this.over = false;
        if (paths.length) this.offered = paths;
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  #hear(report: ImportProgress): void {
    this.report = report.error ? null : report;
    if (report.error) status.fail(report.error);
  }

  async start(paths: string[], history: boolean): Promise<void> {
    await importStart({ input: { paths, history, dry_run: false } });
    this.offered = null;
  }

  async cancel(): Promise<void> {
    try {
      await importCancel();
    } catch (thrown) {
      status.fail(thrown);
    }
  }

  dismiss(): void {
    this.report = null;
  }
}

/** Mail coming in from files. */
export const imports = new Imports();
