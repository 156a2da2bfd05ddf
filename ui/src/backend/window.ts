import type { ImportReport } from './bindings/ImportReport';
import type { PageLink } from './bindings/PageLink';
import type { Recent } from './bindings/Recent';
import type { Session } from './bindings/Session';

/** How wide panes are, in pixels; 0: what they are by themselves. */
export interface Panes {
  rail: number;
  list: number;
  side: number;
}

/** What this computer remembers of the window; nothing of a workspace. */
export interface Prefs {
  language: 'system' | 'en' | 'zh-CN';
  theme: 'system' | 'light' | 'dark';
  /** Single letters act; otherwise only the palette, the menus and Tab do. */
  single_keys: boolean;
  /** The desktop hears of urgent mail and of what falls due today. */
  notify: boolean;
  /** Where in the window one was; the window's own word, empty at first. */
  place: string;
  panes: Panes;
}

/** What the program was asked to begin with. */
export type Opening = { how: 'demo' } | { how: 'workspace'; path: string } | { how: 'tour' };

/** A team's database: its address, and whether it may be reached without TLS. */
export type Server = { url: string; plain: boolean };

/** What the start screen shows. */
export interface StartState {
  recent: Recent[];
  demo_path: string;
  suggested_folder: string;
  prefs: Prefs;
  version: string;
  /** The case that this window shows alone. */
  case: string | null;
  /** Told once. */
  begin: Opening | null;
}

/** A message as its sender laid it out. */
export interface Letter {
  /** Where a frame finds it. */
  url: string;
  /** What it would have loaded from elsewhere. */
  blocked: number;
  /** Pictures that came with it and can't be shown. */
  pictures_left_out: number;
  /** How many of them because the virus scanner found something in them, or did not scan them. */
  pictures_infected: number;
  pictures_not_scanned: number;
  links: PageLink[];
}

/** A page of a file, drawn. */
export interface Look {
  /** What to ask for other pages with. */
  file: string;
  pages: number;
  /** A `data:` address. */
  picture: string;
}

/** A workspace that was made from a backup. */
export interface Restored {
  session: Session;
  /** Cases and messages that the backup still had, and that were erased again. */
  erased_again: number;
  /** The first entry of its log that somebody has meddled with. */
  unsound: number | null;
}

/** How a long task goes; whoever began it hears from its command how it ended. */
export interface TaskReport {
  task: 'backup' | 'bulk' | 'demo' | 'restore';
  done: number;
  total: number | null;
  finished: boolean;
}

/** How an import goes; with an error it is the last that is told. */
export type ImportProgress = ImportReport & {
  error?: { code: string; params: Record<string, string | number> };
};

/** A screen to be shown for its picture. */
export interface TourStop {
  screen:
    | 'start'
    | 'start-team'
    | 'start-join'
    | 'complaints'
    | 'case'
    | 'palette'
    | 'keys'
    | 'triage'
    | 'note'
    | 'bulk'
    | 'mailbox'
    | 'mailbox-form'
    | 'retention'
    | 'audit'
    | 'settings';
  theme: 'light' | 'dark';
  language: 'en' | 'zh-CN';
}

/** What the shell tells without being asked. */
export interface WindowEvents {
  /** Audit alone where something was only read. */
  changed: {
    desk:
      | 'complaints'
      | 'drafts'
      | 'mailbox'
      | 'audit'
      | 'people'
      | 'presence'
      | 'retention'
      | 'workspace';
  };
  /** Whether the team's server is reached. */
  reached: { reached: boolean };
  import: ImportProgress;
  task: TaskReport;
  locked: Record<string, never>;
  /** Somebody has opened a workspace. */
  entered: Record<string, never>;
  prefs: Prefs;
  dropped: { paths: string[] };
  dragging: { over: boolean };
  /** A window is about to close in which something is typed; the main one: or in another. */
  closing: { case: string | null };
  tour: TourStop;
}
