import {
  startState,
  workspaceClose,
  workspaceLock,
  workspaceSession,
  type Role,
  type Session,
  type Settings,
  type StartState,
} from '../backend';
import { desk as complaints } from '../desks/complaints/desk.svelte';
import { setTimeZone } from '../kit';
import { mailboxes } from './mailboxes.svelte';
import { outbox } from './outbox.svelte';
import { place, type DeskName } from './place.svelte';
import { adoptPrefs } from './prefs.svelte';
import { tour } from './tour';

/** A workspace whose keys were closed and that can be opened again on the spot. */
export interface Locked {
  name: string;
  path: string;
  demo: boolean;
  /** Mailboxes were read, and rest now. */
  mail: boolean;
  /** So many answers wait to be sent. */
  sends: number;
}

class App {
  /** Unset until the shell has answered. */
  start = $state<StartState>();
  session = $state<Session | null>(null);
  /** Set after a lock: the start screen then asks for this passphrase first. */
  locked = $state<Locked | null>(null);

  async begin(): Promise<void> {
    const [start, session] = await Promise.all([startState(), workspaceSession()]);
    adoptPrefs(start.prefs);
    place.goTo(start.prefs.place);
    this.start = start;
    if (session) this.enter(session);
    if (start.begin?.how === 'tour' && session) {
      await tour(session, (shown) => (this.session = shown));
    }
  }

  enter(session: Session): void {
    setTimeZone(session.settings.time_zone);
    this.locked = null;
    this.session = session;
    if (this.uses(place.desk)) return;
    if (this.uses('complaints')) place.go('complaints');
    else place.go(this.is('auditor') ? 'audit' : 'people');
  }

  /** Whether this person is one of these. Whoever has a workspace alone is everything in it. */
  is(...roles: Role[]): boolean {
    const { session } = this;
    if (!session) return false;
    return !session.team || session.roles.some((held) => roles.includes(held.role));
  }

  /** Whether there is something on a desk for this person. */
  uses(desk: DeskName): boolean {
    if (desk === 'settings') return true;
    if (desk === 'people') return this.session?.team ?? false;
    return desk === 'audit' ? this.is('officer', 'auditor', 'administrator') : this.is('officer');
  }

  /** Somebody has opened a workspace in the other window: true if it is the one that this window
   * is about. */
  async follow(): Promise<boolean> {
    const session = await workspaceSession();
    if (session && session.path !== this.locked?.path) return false;
    if (session) this.enter(session);
    return true;
  }

  /** After the settings of the workspace were changed. */
  settle(settings: Settings): void {
    setTimeZone(settings.time_zone);
    if (this.session) this.session = { ...this.session, settings };
  }

  /** Somebody may have changed the settings. */
  async catchUp(): Promise<void> {
    const now = await workspaceSession();
    if (now && now.workspace === this.session?.workspace) this.settle(now.settings);
  }

  /** The shell closed the keys, or is about to. */
  shut(): void {
    if (!this.session) return;
    const { name, path, demo, team } = this.session;
    this.locked = {
      name,
      path,
      demo,
      mail: mailboxes.all.length > 0,
      sends: team ? 0 : outbox.queued,
    };
    this.session = null;
  }

  async lock(): Promise<void> {
    await complaints.leaveReply();
    await workspaceLock();
    this.shut();
  }

  async leave(): Promise<void> {
    await complaints.leaveReply();
    await workspaceClose();
    // Another workspace begins at its own beginning.
    complaints.openId = null;
    place.folder = null;
    place.goTo('');
    this.session = null;
    this.locked = null;
    this.start = await startState();
  }
}

/** Who is at work on what. */
export const app = new App();
