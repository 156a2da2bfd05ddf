import type { BackupView, DueRow } from '../../backend';
import { bilingual, day, dayLong, has, t, word } from '../../kit';

/** What a period is set for, in words. */
export function classText(name: string): string {
  return has(`class-${name}`) ? t(`class-${name}`) : word('kind', name);
}

/** What keeps a case that is due; empty where nothing does. */
export function keptBy(row: DueRow): string {
  if (row.held) return t('held');
  const law = row.duty;
  return law ? t('duty-until', { date: day(law.until), cite: bilingual(law.cite) }) : '';
}

/** Automatic messages are counted so far. */
const COUNTED = 999;

/** How many automatic messages are due. */
export function automatedText(count: number): string {
  return t(count < COUNTED ? 'automated-due' : 'automated-due-more', { count });
}

/** Where a backup stands. */
export function backupText(backup: BackupView): string {
  if (backup.destroyed_at) return t('backup-destroyed', { date: day(backup.destroyed_at) });
  if (backup.overdue) return t('backup-overdue');
  return t('backup-until', { date: dayLong(backup.keep_until) });
}
