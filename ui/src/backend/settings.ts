import { command, question } from './call';
import type { Settings, WorkspaceInfo } from './types';

export const workspaceInfo = question<WorkspaceInfo>('workspace_info');
export const workspaceSettings = command<{ settings: Settings }, Settings>('workspace_settings');
/** Gives every department there is. */
export const departmentAdd = command<{ name: string }, string[]>('department_add');
export const workspacePassphrase = command<{ old: string; new: string }, void>(
  'workspace_passphrase',
);
export const workspaceBackup = command<{ to: string }, void>('workspace_backup');
export const taskCancel = question<void>('task_cancel');

/** The native dialogs. */
export const pickSave = command<{ suggested: string; title: string }, string | null>('pick_save');
export const pickFolder = command<{ title: string }, string | null>('pick_folder');
export const pickBackup = command<{ title: string; backups: string; any: string }, string | null>(
  'pick_backup',
);
export const pickMail = command<{ title: string }, string[]>('pick_mail');
export const pickMailFolder = command<{ title: string }, string | null>('pick_mail_folder');
