/** A day as typed (`2026-11-24`, `2026/1/5`, `2026年1月5日`), as `2026-01-05`; empty stays empty. */
export function readDay(typed: string): string | undefined {
  const text = typed.normalize('NFKC').trim();
  if (!text) return '';
  const [, year, month, day] = /^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?$/.exec(text) ?? [];
  if (!year || !month || !day) return undefined;
  const read = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${read}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(read) ? read : undefined;
}
