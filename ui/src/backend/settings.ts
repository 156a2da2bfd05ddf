import { command, question } from './call';
import type {
  CalendarView,
  CalendarYear,
  DepartmentView,
  Scanner,
  ScannerTest,
  Settings,
  SettingsChange,
  WorkspaceInfo,
} from './types';

export const workspaceInfo = question<WorkspaceInfo>('workspace_info');
export const workspaceSettings = command<{ change: SettingsChange }, Settings>(
  'workspace_settings',
);
/** This and the next two give every department there is, in the order of the tree. */
export const departmentAdd = command<{ name: string; under: string | null }, DepartmentView[]>(
  'department_add',
);
export const departmentMove = command<{ name: string; under: string | null }, DepartmentView[]>(
  'department_move',
);
export const departmentRename = command<{ name: string; to: string }, DepartmentView[]>(
  'department_rename',
);
/** This and the two that change it give every calendar there is. */
export const calendars = question<CalendarView[]>('calendars');
export const calendarAdd = command<{ path: string; calendar: string }, CalendarView[]>(
  'calendar_add',
);
export const calendarRemove = command<{ calendar: string }, CalendarView[]>('calendar_remove');
/** What a file says of each year; nothing is changed. */
export const calendarLook = command<{ path: string }, CalendarYear[]>('calendar_look');
export const scannerSet = command<{ scanner: Scanner | null }, void>('scanner_set');
export const scannerTest = question<ScannerTest>('scanner_test');
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
export const pickFile = command<{ title: string }, string | null>('pick_file');
export const pickMail = command<{ title: string }, string[]>('pick_mail');
export const pickMailFolder = command<{ title: string }, string | null>('pick_mail_folder');
