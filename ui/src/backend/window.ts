import type { ImportReport } from './bindings/ImportReport';
import type { Recent } from './bindings/Recent';

/** What this computer remembers of the window; nothing of a workspace. */
export interface Prefs {
  language: 'system' | 'en' | 'zh-CN';
  theme: 'system' | 'light' | 'dark';
  /** Single letters act; otherwise only the palette, the menus and Tab do. */
  single_keys: boolean;
}

/** What the start screen shows. */
export interface StartState {
  recent: Recent[];
  demo_path: string;
  suggested_folder: string;
  prefs: Prefs;
  version: string;
}

/** How a long task goes. */
export interface TaskReport {
  task: 'backup' | 'demo' | 'restore';
  done: number;
  total: number | null;
  finished: boolean;
  error?: { code: string; params: Record<string, string | number> };
}

/** What the shell tells without being asked. */
export interface WindowEvents {
  changed: { desk: 'complaints' | 'audit' | 'workspace' };
  import: ImportReport;
  task: TaskReport;
  locked: Record<string, never>;
  dropped: { paths: string[] };
  dragging: { over: boolean };
}
