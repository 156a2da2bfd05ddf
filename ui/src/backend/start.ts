import { command, question } from './call';
import type { NewWorkspace, RecoveryGroups, Session, Strength } from './types';
import type { Prefs, Restored, Server, StartState } from './window';

export const startState = question<StartState>('start_state');
export const prefsSet = command<{ prefs: Prefs }, void>('prefs_set');
/** The window hears the tour's events; or is where the last one sent it. */
export const tourReady = question<void>('tour_ready');
export const passphraseStrength = command<{ text: string }, Strength>('passphrase_strength');
export const workspaceCreateBegin = command<
  { path: string; passphrase: string; workspace: NewWorkspace; server: Server | null },
  RecoveryGroups
>('workspace_create_begin');
export const workspaceCreateCheck = command<{ typed: string }, boolean[]>('workspace_create_check');
export const workspaceCreateFinish = command<{ typed: string }, Session>('workspace_create_finish');
export const workspaceCreateCancel = question<void>('workspace_create_cancel');
export const workspaceOpen = command<{ path: string; passphrase: string }, Session>(
  'workspace_open',
);
export const workspaceDemo = question<Session>('workspace_demo');
export const workspaceRecover = command<
  { path: string; code: string; new_passphrase: string },
  RecoveryGroups
>('workspace_recover');
export const workspaceRestore = command<
  { from: string; to: string; passphrase: string; erased: string | null },
  Restored
>('workspace_restore');
export const workspaceLock = question<void>('workspace_lock');
export const workspaceClose = question<void>('workspace_close');
export const workspaceSession = question<Session | null>('workspace_session');
