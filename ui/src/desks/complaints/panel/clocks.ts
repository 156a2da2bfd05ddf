import type { Clock, ClockView, Course, Limit } from '../../../backend';
import {
  bilingual,
  dateTime,
  daysBetween,
  sentenceList,
  t,
  weekdayShort,
  weekdayLong,
  word,
} from '../../../kit';

const URGENCY = ['overdue', 'soon', 'running', 'paused', 'not-started', 'met'] as const;

/** The clock that a case is judged by: the most pressing one. */
export function mainClock(clocks: ClockView[]): ClockView | undefined {
  return byUrgency(clocks)[0];
}

export function byUrgency(clocks: ClockView[]): ClockView[] {
  const due = ({ clock }: ClockView) => clock.course?.due_at ?? '9999';
  return clocks.toSorted(
    (a, b) =>
      URGENCY.indexOf(a.state.is) - URGENCY.indexOf(b.state.is) || due(a).localeCompare(due(b)),
  );
}

/** The calendar that it rests on, in which form. */
function calendar({ calendar: { title, version, added } }: Clock): string {
  const name = bilingual(title);
  if (added === null) return `${name} ${version}`;
  return version
    ? t('calendar-added', { title: name, version, added })
    : t('calendar-of-office', { title: name, added });
}

/** One line of how a clock explains itself. */
interface Line {
  name: string;
  text: string;
  /** Said more fully. */
  title?: string;
}

function period(limit: Limit | null): string {
  if (!limit) return t('limit-of-letter');
  if (limit.is === 'date') {
    const date = weekdayShort(limit.date);
    return t('limit-date', { date: limit.time ? `${date} ${limit.time.slice(0, 5)}` : date });
  }
  return t(`period-${limit.unit}`, { amount: limit.amount });
}

function rolls(clock: Clock, course: Course): string {
  if (!clock.roll) return t('roll-none');
  if (course.rolled.length === 0) return t('roll-not-needed');
  const names = course.rolled.map((passed) =>
    passed.day.is === 'holiday' ? bilingual(passed.day.holiday) : t(`day-${passed.day.is}`),
  );
  return t('roll-to', {
    over: sentenceList([...new Set(names)]),
    date: weekdayShort(course.due_date),
  });
}

function extension({ clock, extension_reason }: ClockView): string {
  const { rule, granted, offer, not_counted } = clock.extension;
  const unit = clock.limit?.is === 'period' ? clock.limit.unit : 'calendar-days';
  if (granted) {
    const by = t(`period-${unit}`, { amount: granted.amount });
    return t('extension-granted', { by, reason: extension_reason ?? '' });
  }
  if (!rule) return t('extension-none');
  const upTo = t(`period-${unit}`, { amount: rule.amount });
  if (not_counted) return t(`extension-not-${not_counted.is}`, { upTo });
  if (!offer) return t('extension-later', { upTo });
  return t('extension-up-to', { upTo, date: weekdayShort(offer.tell_by) });
}

function pauses(clock: Clock): string {
  if (!clock.pause) return t('pause-none');
  const counted = clock.pauses.filter((pause) => pause.counts);
  const open = counted.find((pause) => pause.to === null);
  if (open) {
    return t('pause-open', { reason: word('pause', open.reason), date: weekdayShort(open.from) });
  }
  const days = clock.course?.paused_days ?? 0;
  return counted.length ? t('pause-days', { days }) : t('pause-not-yet');
}

/** The seven lines: clause, start, sum, roll, extension, pauses, calendar. What does not apply says so. */
export function explain(view: ClockView): Line[] {
  const { clock } = view;
  const { course, start } = clock;
  const cite = bilingual(clock.clause.cite);
  const length = period(clock.limit);
  // The packs call the clause that no law has `office`.
  const own = clock.clause.id === 'office' ? 'clause-office' : 'clause-own';
  return [
    {
      name: t('clock-clause'),
      text: t(clock.own_target ? own : 'clause-law', { cite, period: length }),
      title: bilingual(clock.clause.summary),
    },
    {
      name: t('clock-start'),
      text: start.at
        ? t(`start-${start.event}`, { date: dateTime(start.at) })
        : t(`start-waits-${start.event}`),
    },
    {
      name: t('clock-sum'),
      text: course
        ? t('sum', { period: length, date: weekdayShort(course.end_date) })
        : t('sum-none'),
    },
    { name: t('clock-roll'), text: course ? rolls(clock, course) : t('sum-none') },
    { name: t('clock-extension'), text: extension(view) },
    { name: t('clock-pause'), text: pauses(clock) },
    { name: t('clock-calendar'), text: calendar(clock) },
  ];
}

/** What the reader should know of the sum. */
export function warnings({ clock }: ClockView): string[] {
  return clock.warnings.map((warning) =>
    warning.is === 'other-version'
      ? t('other-version', { version: warning.began_under })
      : t(warning.decides ? 'year-decides' : 'year-not-covered', { year: String(warning.year) }),
  );
}

export function dueTitle({ clock }: ClockView): string {
  if (clock.course) return weekdayLong(clock.course.due_date);
  return t(`due-waits-${clock.waits_for ?? 'identity'}`);
}

/** The line of days: from the start to the due day, as shares of its length. */
export interface DayLine {
  start: string;
  due: string;
  /** Where the sum ends and the roll begins. */
  end: number;
  /** Null where today lies outside. */
  now: number | null;
  run: number;
  total: number;
  ran: number;
}

export function dayLine({ clock, state }: ClockView, now: string): DayLine | null {
  const { course, start } = clock;
  if (!course || !start.date) return null;
  const total = Math.max(1, daysBetween(start.date, course.due_date));
  const share = (date: string) =>
    Math.min(1, Math.max(0, daysBetween(start.date ?? date, date) / total));
  const ran = Math.min(total, Math.max(0, daysBetween(start.date, now)));
  const ended = state.is === 'met';
  return {
    start: start.date,
    due: course.due_date,
    end: share(course.end_date),
    now: ended || now > course.due_date ? null : share(now),
    run: ran / total,
    total,
    ran,
  };
}
