import { locale, t } from './l10n.svelte';
import { timeZone } from './zone.svelte';

// Making a format costs more than using it a hundred times, and a list uses many.
const formats = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

function made<Format>(all: Map<string, Format>, key: string, make: () => Format): Format {
  const known = all.get(key) ?? make();
  all.set(key, known);
  return known;
}

function formatOf(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${tag} ${JSON.stringify(options)}`;
  return made(formats, key, () => new Intl.DateTimeFormat(tag, options));
}

function format(options: Intl.DateTimeFormatOptions, at: Date, where: string): string {
  const tag = locale() === 'en' ? 'en-GB' : 'zh-CN';
  return formatOf(tag, { ...options, timeZone: where }).format(at);
}

/** A moment (RFC 3339) or a calendar day (`2026-08-31`); a day belongs to no zone. */
type When = string | Date;

function moment(when: When): { at: Date; where: string } {
  if (typeof when === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(when)) {
    return { at: new Date(`${when}T12:00:00Z`), where: 'UTC' };
  }
  return { at: new Date(when), where: timeZone() };
}

/** The calendar day of a moment in the workspace's zone, as `2026-08-31`. */
export function dayOf(when: When): string {
  const { at, where } = moment(when);
  const parts = formatOf('en-CA', {
    timeZone: where,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

export function today(): string {
  return dayOf(new Date());
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000);
}

function yearShown(when: When): Intl.DateTimeFormatOptions {
  return dayOf(when).slice(0, 4) === today().slice(0, 4) ? {} : { year: 'numeric' };
}

/** `31 Jul`, `7月31日`; with the year when it is not this one. */
export function day(when: When): string {
  const { at, where } = moment(when);
  return format({ day: 'numeric', month: 'short', ...yearShown(when) }, at, where);
}

/** `3 August`, `8月3日`. */
export function dayLong(when: When): string {
  const { at, where } = moment(when);
  return format({ day: 'numeric', month: 'long', ...yearShown(when) }, at, where);
}

function weekday(when: When): string {
  const { at, where } = moment(when);
  return format({ weekday: 'short' }, at, where);
}

/** `Tue 1 September`, `9月1日 周二`. */
export function weekdayLong(when: When): string {
  return t('date-weekday', { weekday: weekday(when), date: dayLong(when) });
}

/** `Mon 31 Aug`, `8月31日 周一`. */
export function weekdayShort(when: When): string {
  return t('date-weekday', { weekday: weekday(when), date: day(when) });
}

/** `09:14`. */
export function time(when: When): string {
  const { at, where } = moment(when);
  return format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, at, where);
}

/** `Wed 26 Aug, 18:40`, `8月26日 周三 18:40`. */
export function dateTime(when: When): string {
  return t('date-time', { date: weekdayShort(when), time: time(when) });
}

/** A number as the language writes it. */
export function number(value: number, options?: Intl.NumberFormatOptions): string {
  const key = `${locale()} ${JSON.stringify(options)}`;
  return made(numbers, key, () => new Intl.NumberFormat(locale(), options)).format(value);
}

/** A count that is exact to 999: `999+` beyond. */
export function count(value: { count: number; more: boolean }): string {
  return value.more ? t('count-more', { count: number(value.count) }) : number(value.count);
}

/** Bytes: `41 KB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return t('size-bytes', { n: bytes });
  if (bytes < 1_000_000) return t('size-kb', { n: number(Math.round(bytes / 1000)) });
  const mega = number(bytes / 1_000_000, { maximumFractionDigits: 1 });
  return t('size-mb', { n: mega });
}

/** How far the workspace's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(at: number): number {
  const parts = formatOf('en-US', {
    timeZone: timeZone(),
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value);
  const [y, mo, d] = [part('year'), part('month'), part('day')];
  const wall = Date.UTC(y, mo - 1, d, part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
}

/** A wall-clock time of the workspace (`2026-08-31T18:40`, as an input gives it) as RFC 3339. */
export function fromWallClock(local: string): string {
  const wall = Date.parse(`${local}:00Z`);
  const guess = wall - offsetAt(wall);
  return new Date(wall - offsetAt(guess)).toISOString();
}

/** A moment as an input of type `datetime-local` wants it, in the workspace's zone. */
export function toWallClock(when: Date): string {
  return new Date(when.getTime() + offsetAt(when.getTime())).toISOString().slice(0, 16);
}

/** The day so many days after another. */
export function addDays(from: string, days: number): string {
  return new Date(Date.parse(`${from}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
