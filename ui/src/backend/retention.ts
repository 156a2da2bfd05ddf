import { command, question } from './call';
import type { BackupView, DuePage, ErasedMany, RetentionView } from './types';

export const retention = question<RetentionView>('retention');
export const retentionDue = command<{ after: string | null }, DuePage>('retention_due');
/** No months: kept until somebody decides. */
export const retentionPeriod = command<{ class: string; months: number | null }, RetentionView>(
  'retention_period',
);
export const retentionBackupDays = command<{ days: number }, null>('retention_backup_days');
export const retentionErase = command<{ cases: string[]; confirm: number }, ErasedMany>(
  'retention_erase',
);
export const retentionEraseAutomated = question<ErasedMany>('retention_erase_automated');
export const backups = question<BackupView[]>('backups');
export const backupDestroy = command<{ backup: string }, null>('backup_destroy');
