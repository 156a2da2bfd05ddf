//! The clock engine: what is due when under a regime, and why.
//!
//! Pure functions from facts (times, pauses, an extension) and data (a pack, a calendar)
//! to a [`Clock`] that explains itself. How a period is counted:
//!
//! - Days are counted after the day of the start event, by the workspace's local dates:
//!   the day after is day 1. The last one runs to its end.
//! - Months run to the date that corresponds to the start's; where the month is too short
//!   for it, to the month's last day (Regulation 1182/71, article 3(2)(c)).
//! - Working days leave out what the calendar has off, and count weekend days made up.
//! - Hours are exact.
//! - A pause takes out the days from the one on which it began to the one before it
//!   ended: as many as lie between the two dates. A roll passes over them too.
//! - An extension adds to the first period, and the sum is counted from the start at once.

use std::num::NonZeroU16;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use crate::calendar::{Calendar, CalendarVersion, DayKind};
use crate::complaints::AskKind;
use crate::regime::{
    Clause, ClockKind, ClockRule, PauseReason, PauseRule, Period, RegimePack, StartEvent, TimeUnit,
};
use crate::vocabulary::vocabulary;

mod count;
mod extension;
mod pauses;
mod state;
#[cfg(test)]
mod tests;
mod zone;

pub use extension::{ExtensionLine, ExtensionOffer, NoExtension};
pub use state::{SOON_DAYS, State};

use count::Counting;
use pauses::Paused;

vocabulary! {
    /// What a clock needs before it can say when it is due.
    WaitsFor {
        /// Somebody must establish who asks.
        Identity = "identity",
        /// The officer must enter the limit that the authority's letter sets.
        LetterLimit = "letter-limit",
    }
}

/// The facts of one clock.
#[derive(Debug, Clone)]
pub struct ClockInput {
    /// What is asked.
    pub ask: AskKind,
    /// What the clock counts towards.
    pub kind: ClockKind,
    /// When the request arrived.
    pub received_at: DateTime<Utc>,
    /// When it was established who asks. A time before the receipt counts as the receipt.
    pub identity_verified_at: Option<DateTime<Utc>>,
    /// Times in which the case waited. They may overlap and come in any order; those that
    /// the rule does not recognise are shown and not counted.
    pub pauses: Vec<Pause>,
    /// An extension that the person was told of.
    pub extension: Option<Extension>,
    /// The limit that an authority's letter sets; read only where the rule leaves the
    /// limit to the letter.
    pub letter_limit: Option<Limit>,
    /// When the clock's aim was reached.
    pub met_at: Option<DateTime<Utc>>,
}

/// A time in which a case waited for somebody outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// For what.
    pub reason: PauseReason,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; still waiting without it. An end before `from` makes the pause empty.
    pub to: Option<DateTime<Utc>>,
}

/// An extension that the person was told of; its reason is kept with the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Extension {
    /// By how many of the clock's own unit.
    pub amount: NonZeroU16,
    /// When the person was told.
    pub told_at: DateTime<Utc>,
}

/// How long a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Limit {
    /// For a period.
    Period(Period),
    /// Until the end of a day that the letter names, or a time on it. It neither rolls nor moves
    /// with pauses.
    Date {
        /// The day.
        date: NaiveDate,
        /// The time of day, where the workspace is, to the minute; none: the day's end.
        time: Option<NaiveTime>,
    },
}

/// A clock, and everything that explains it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Clock {
    /// What it counts towards.
    pub kind: ClockKind,
    /// What was asked.
    pub ask: AskKind,
    /// The pack's id.
    pub regime: String,
    /// The pack's version.
    pub regime_version: String,
    /// The clause it rests on.
    pub clause: Clause,
    /// The law sets no number: the amount is what the office asks of itself.
    pub own_target: bool,
    /// What it starts from.
    pub start: Start,
    /// How long it runs, before any extension. None: the letter's limit is not entered yet.
    pub limit: Option<Limit>,
    /// What must be known before it has a due date.
    pub waits_for: Option<WaitsFor>,
    /// The arithmetic and the due date; none while it waits for something. While a pause
    /// is open this is the date that would hold if the pause ended at once on its first day.
    pub course: Option<Course>,
    /// The clause by which an end on a day off rolls to the next working day; none: it stays.
    pub roll: Option<Clause>,
    /// For what it may pause; none: for nothing.
    pub pause: Option<PauseRule>,
    /// Every pause given, in the order given.
    pub pauses: Vec<PauseLine>,
    /// Whether and until when it can be extended, and what was.
    pub extension: ExtensionLine,
    /// What the reader should know of the sum.
    pub warnings: Vec<Warning>,
    /// When its aim was reached.
    pub met_at: Option<DateTime<Utc>>,
    /// The calendar whose days were counted.
    pub calendar: CalendarVersion,
    /// The time zone whose days were counted.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub time_zone: Tz,
}

/// From when a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Start {
    /// The event.
    pub event: StartEvent,
    /// When it happened; none: not yet.
    pub at: Option<DateTime<Utc>>,
    /// On which local date.
    pub date: Option<NaiveDate>,
}

/// How a clock comes to its due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Course {
    /// The last day of the period, before any roll.
    pub end_date: NaiveDate,
    /// Days off that a count of working days left out, in order.
    pub skipped: Vec<PassedDay>,
    /// Days that the end rolled over, in order.
    pub rolled: Vec<PassedDay>,
    /// How many days pauses added; a clock in hours carries its pauses in `due_at` alone.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub paused_days: i64,
    /// The day on which it is due.
    pub due_date: NaiveDate,
    /// What kind of day that is: a weekend where the law does not roll, or one made up.
    pub due_day: DayKind,
    /// The last moment in time: the last microsecond of the due day, or the exact end in hours.
    pub due_at: DateTime<Utc>,
}

/// A day that was not counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PassedDay {
    /// The day.
    pub date: NaiveDate,
    /// Why: what kind of day it is. A working day was passed because the clock was paused.
    pub day: DayKind,
}

/// A pause as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PauseLine {
    /// For what.
    pub reason: PauseReason,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; still waiting without it.
    pub to: Option<DateTime<Utc>>,
    /// Whether the regime lets the clock stand still for it.
    pub counts: bool,
}

/// What the reader should know of a sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Warning {
    /// The clock runs in a year whose holidays the calendar does not know; weekends were kept.
    YearNotCovered {
        /// The calendar's id.
        calendar: String,
        /// The year.
        year: i32,
        /// Whether the due date could be another with that year's holidays; if not, only
        /// the kind of the due day could.
        decides: bool,
    },
    /// The clock began under a version of the pack that this program does not have: it is
    /// counted by the one it has.
    OtherVersion {
        /// The version that it began under.
        began_under: String,
    },
}

/// Why there is no clock.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// The regime has no such clock for such an ask.
    #[error("{regime} has no {kind} clock for {ask}")]
    NoClock {
        /// The pack's id.
        regime: String,
        /// The ask.
        ask: AskKind,
        /// The kind of clock.
        kind: ClockKind,
    },
    /// A time is outside the years 1 to 9999.
    #[error("a time is outside the years 1 to 9999")]
    OutOfRange,
}

/// Runs one clock.
///
/// Facts that the regime does not recognise (a pause, an extension) never make it fail:
/// they are left out and said.
///
/// # Errors
/// [`ClockError`]: the pack has no such clock, or a time is out of range.
pub fn run(
    pack: &RegimePack,
    calendar: &Calendar,
    tz: Tz,
    input: &ClockInput,
) -> Result<Clock, ClockError> {
    check_range(input)?;
    let rule = pack
        .clock_for(input.ask, input.kind)
        .ok_or_else(|| ClockError::NoClock {
            regime: pack.id().to_owned(),
            ask: input.ask,
            kind: input.kind,
        })?;
    let limit = rule.limit.map(Limit::Period).or(input.letter_limit);
    let start = start(rule, input, tz);
    let pauses = pause_lines(rule, limit, &input.pauses);
    let counting = start.at.map(|at| Counting {
        calendar,
        tz,
        rolls: rule.roll.is_some(),
        start: at,
        paused: Paused::of(&pauses, at),
    });
    let (course, extension) = match (&counting, limit) {
        (Some(counting), Some(limit)) => {
            extension::count(counting, limit, rule.extension.as_ref(), input.extension)?
        }
        _ => (
            None,
            ExtensionLine::new(rule.extension.as_ref(), None, input.extension),
        ),
    };
    Ok(Clock {
        kind: rule.kind,
        ask: input.ask,
        regime: pack.id().to_owned(),
        regime_version: pack.version().to_owned(),
        clause: rule.clause.clone(),
        own_target: rule.own_target,
        waits_for: match (start.at, limit) {
            (None, _) => Some(WaitsFor::Identity),
            (_, None) => Some(WaitsFor::LetterLimit),
            _ => None,
        },
        warnings: course
            .as_ref()
            .map(|course| uncovered_years(calendar, start, course, rule, limit))
            .unwrap_or_default(),
        start,
        limit,
        course,
        roll: rule.roll.clone(),
        pause: rule.pause.clone(),
        pauses,
        extension,
        met_at: input.met_at,
        calendar: calendar.version(),
        time_zone: tz,
    })
}

fn check_range(input: &ClockInput) -> Result<(), ClockError> {
    let pauses = input.pauses.iter();
    let times = [Some(input.received_at), input.identity_verified_at]
        .into_iter()
        .chain(pauses.flat_map(|pause| [Some(pause.from), pause.to]));
    if times.flatten().all(|at| (1..=9999).contains(&at.year())) {
        Ok(())
    } else {
        Err(ClockError::OutOfRange)
    }
}

fn start(rule: &ClockRule, input: &ClockInput, tz: Tz) -> Start {
    let at = match rule.start {
        StartEvent::Receipt => Some(input.received_at),
        StartEvent::IdentityVerified => input
            .identity_verified_at
            .map(|verified| verified.max(input.received_at)),
    };
    Start {
        event: rule.start,
        at,
        date: at.map(|at| zone::local_date(tz, at)),
    }
}

fn pause_lines(rule: &ClockRule, limit: Option<Limit>, pauses: &[Pause]) -> Vec<PauseLine> {
    let on_a_named_day = matches!(limit, Some(Limit::Date { .. }));
    pauses
        .iter()
        .map(|pause| PauseLine {
            reason: pause.reason,
            from: pause.from,
            to: pause.to,
            counts: rule.pauses_for(pause.reason) && !on_a_named_day,
        })
        .collect()
}

fn uncovered_years(
    calendar: &Calendar,
    start: Start,
    course: &Course,
    rule: &ClockRule,
    limit: Option<Limit>,
) -> Vec<Warning> {
    let unit = match limit {
        Some(Limit::Period(period)) => Some(period.unit),
        _ => None,
    };
    // A count of working days asks the calendar all along its way, a roll only at its end.
    let (first, decides) = match unit {
        Some(TimeUnit::WorkingDays) => (start.date.unwrap_or(course.end_date), true),
        Some(TimeUnit::CalendarDays | TimeUnit::Months) => (course.end_date, rule.roll.is_some()),
        Some(TimeUnit::Hours) | None => (course.due_date, false),
    };
    (first.year()..=course.due_date.year())
        .filter(|year| !calendar.covers(*year))
        .map(|year| Warning::YearNotCovered {
            calendar: calendar.id().to_owned(),
            year,
            decides,
        })
        .collect()
}
