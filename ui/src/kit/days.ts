import { addDays, today } from './l10n';

/**
 * A day as typed (`2026-11-24`, `2026/1/5`, `2026年1月5日`, or `+7` for a week from today), as
 * `2026-01-05`. Empty stays empty; null is what can't be read.
 */
export function readDay(typed: string): string | null {
  const text = typed.normalize('NFKC').trim();
  if (!text) return '';
  if (/^\+\d{1,3}$/.test(text)) return addDays(today(), Number(text));
  const [, year, month, day] = /^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?$/.exec(text) ?? [];
  if (!year || !month || !day) return null;
  const read = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${read}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(read) ? read : null;
}

/** A day and a time as typed (`2026-11-24 18:40`), as `2026-11-24T18:40`. */
export function readMoment(typed: string): string | null {
  const text = typed.normalize('NFKC').trim();
  if (!text) return '';
  const [, date, hour, minute] = /^(.+?)[\sT]+(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  const read = date && readDay(date);
  if (!read || !hour || !minute || Number(hour) > 23 || Number(minute) > 59) return null;
  return `${read}T${hour.padStart(2, '0')}:${minute}`;
}
