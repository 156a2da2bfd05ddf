import type { LetterView } from '../../backend';
import { dateTime, t } from '../../kit';

/** The names of what a letter may name, in the order in which they are offered. */
export const FIELDS = [
  'name',
  'number',
  'received',
  'asks',
  'due',
  'due_before',
  'reason',
  'ground',
  'route',
  'code',
  'until',
  'today',
  'officer',
  'office',
] as const;

/** Which version it is, by whom and when. */
export function versionOf({ version, saved_by, saved_at }: LetterView): string {
  if (!version || !saved_at) return t('letter-own');
  return t('letter-version', { version, name: saved_by?.name ?? '', at: dateTime(saved_at) });
}
