//! The clocks of a case: which there must be, what they count with, and what its row shows.

use std::num::NonZeroU16;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use domain::clock::{Clock, ClockInput, Extension, Limit, Pause, State, WaitsFor, Warning};
use domain::complaints::{AskKind, Identity, Status};
use domain::regime::{ClockKind, PauseReason};
use serde::{Deserialize, Serialize};
use store::complaints::{AskRow, CaseRow, ClockRow, Image};
use uuid::Uuid;

use super::{Group, RowClock};
use crate::calendars::Calendars;
use crate::packs::Packs;
use crate::{Error, Result};

/// What a clock counts with, beside what its case says.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Seed {
    pub pauses: Vec<(PauseReason, DateTime<Utc>, Option<DateTime<Utc>>)>,
    pub extension: Option<(NonZeroU16, DateTime<Utc>)>,
    /// For a letter from an authority: the date that it sets.
    pub letter_due: Option<NaiveDate>,
    /// Since when the identity is established that it counts from, where its case says so no longer:
    /// its ask came from another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_at: Option<DateTime<Utc>>,
    /// It goes on while its case waits: it ran when that was merged with one that did.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub runs_on: bool,
    /// And the time on it, where it sets one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter_time: Option<NaiveTime>,
}

/// What counting rests on: packs, calendar, time zone, and now.
pub struct Ground<'a> {
    pub packs: &'a Packs,
    pub added: &'a Calendars,
    /// The office's own, for laws that name none.
    pub calendar: &'a str,
    pub zone: Tz,
    pub now: DateTime<Utc>,
}

impl Ground<'_> {
    /// The clock of a row, with its sum.
    pub fn run(&self, case: &CaseRow, ask: Option<&AskRow>, row: &ClockRow) -> Result<Clock> {
        let seed: Seed = serde_json::from_str(&row.input)?;
        let input = ClockInput {
            ask: counted_as(ask),
            kind: row.kind.parse().map_err(Error::internal)?,
            received_at: ask.map_or(case.received_at, |ask| ask.received_at),
            identity_verified_at: seed.identity_at.or(case
                .identity_at
                .filter(|_| case.identity.0 == Identity::Verified)),
            pauses: seed
                .pauses
                .iter()
                .map(|(reason, from, to)| Pause {
                    reason: *reason,
                    from: *from,
                    to: *to,
                })
                .collect(),
            extension: seed
                .extension
                .map(|(amount, told_at)| Extension { amount, told_at }),
            letter_limit: seed.letter_due.map(|date| Limit::Date {
                date,
                time: seed.letter_time,
            }),
            met_at: row.met_at,
        };
        let began_under = self.packs.version(&row.regime, &row.pack_version);
        let pack = match began_under {
            Some(pack) => pack,
            None => self.packs.regime(&row.regime)?,
        };
        let calendar = self
            .added
            .get(self.packs, pack.calendar().unwrap_or(self.calendar))?;
        let mut clock =
            domain::clock::run(pack, calendar, self.zone, &input).map_err(Error::internal)?;
        if began_under.is_none() {
            clock.warnings.push(Warning::OtherVersion {
                began_under: row.pack_version.clone(),
            });
        }
        Ok(clock)
    }

    /// What a case without a due date waits for. Where it is more than one thing, the date of a
    /// letter: it is the office's to enter, and may pass unseen.
    pub fn waits_for(&self, image: &Image) -> Result<WaitsFor> {
        for row in image.clocks.iter().filter(|row| row.met_at.is_none()) {
            let ask = image.asks.iter().find(|a| Some(a.id) == row.ask_id);
            if self.run(&image.case, ask, row)?.waits_for == Some(WaitsFor::LetterLimit) {
                return Ok(WaitsFor::LetterLimit);
            }
        }
        Ok(WaitsFor::Identity)
    }

    /// Makes the clocks of a case what its asks, status and identity call for, and its row what
    /// the clocks say. To be called after every change.
    pub fn refresh(&self, image: &mut Image, id: impl Fn() -> Uuid) -> Result<()> {
        let mut clocks = self.wanted(image, id)?;
        let mut limits = Vec::new();
        let mut waits = false;
        let mut acknowledge_by = None;
        for row in &mut clocks {
            let ask = image.asks.iter().find(|a| Some(a.id) == row.ask_id);
            row.met_at = ask.and_then(|ask| met_at(ask, &row.kind));
            self.pause(&image.case, row)?;
            let clock = self.run(&image.case, ask, row)?;
            row.due_at = clock.course.as_ref().map(|c| c.due_at);
            if row.met_at.is_some() {
                continue;
            }
            let state = clock.state_at(self.now);
            waits |= matches!(state, State::NotStarted { .. });
            if row.kind == ClockKind::Acknowledge.as_str() {
                acknowledge_by = acknowledge_by.into_iter().chain(row.due_at).min();
            }
            if let Some(due) = row.due_at {
                // A clock that stands still never hides one that runs.
                limits.push((matches!(state, State::Paused { .. }), due, clock.start.at));
            }
        }
        image.clocks = clocks;
        if let Some(own) = image
            .case
            .due_on
            .and_then(|date| end_of_day(self.zone, date))
        {
            limits.push((false, own, Some(image.case.received_at)));
        }
        image.case.acknowledge_by = acknowledge_by.filter(|_| image.case.status.0.is_open());
        self.show(&mut image.case, limits.into_iter().min(), waits);
        Ok(())
    }

    fn show(
        &self,
        case: &mut CaseRow,
        nearest: Option<(bool, DateTime<Utc>, Option<DateTime<Utc>>)>,
        waits: bool,
    ) {
        let nearest = nearest.filter(|_| case.status.0.is_open());
        case.due_at = nearest.map(|(_, due, _)| due);
        case.due_sort = case.due_at.unwrap_or_else(store::audit::far_future);
        case.clock_started_at = nearest.and_then(|(.., start)| start);
        case.clock_paused = nearest.is_some_and(|(paused, ..)| paused);
        case.clock_waits = waits && case.status.0.is_open();
    }

    /// The clocks that the regime calls for; those that run already stay.
    fn wanted(&self, image: &Image, id: impl Fn() -> Uuid) -> Result<Vec<ClockRow>> {
        let case = &image.case;
        let current = self.packs.regime(&case.regime)?;
        let mut clocks = Vec::new();
        for ask in image.asks.iter().filter(|ask| !ask.history) {
            let of_ask = || image.clocks.iter().filter(|row| row.ask_id == Some(ask.id));
            // What began under an older version of the law goes on by it.
            let pack = of_ask()
                .find(|row| row.regime == case.regime)
                .and_then(|row| self.packs.version(&row.regime, &row.pack_version))
                .unwrap_or(current);
            let asked_on = ask.received_at.with_timezone(&self.zone).date_naive();
            let rules = pack.clocks_for(counted_as(Some(ask)));
            for rule in rules.filter(|rule| rule.holds_on(asked_on)) {
                let mut known = of_ask().filter(|row| row.kind == rule.kind.as_str());
                let row = match known.clone().find(|row| row.regime == case.regime) {
                    Some(running) => running.clone(),
                    None => self.begin(
                        case,
                        ask,
                        rule.kind,
                        pack.version(),
                        known.next_back(),
                        id(),
                    )?,
                };
                clocks.push(row);
            }
        }
        Ok(clocks)
    }

    /// A new clock. One that ran under another regime leaves it its pauses and the date of a
    /// letter; an extension was that regime's to give.
    fn begin(
        &self,
        case: &CaseRow,
        ask: &AskRow,
        kind: ClockKind,
        version: &str,
        before: Option<&ClockRow>,
        id: Uuid,
    ) -> Result<ClockRow> {
        let seed: Seed = match before {
            Some(row) => Seed {
                extension: None,
                ..serde_json::from_str(&row.input)?
            },
            None => Seed::default(),
        };
        Ok(ClockRow {
            id,
            case_id: case.id,
            ask_id: Some(ask.id),
            kind: kind.to_string(),
            regime: case.regime.clone(),
            pack_version: version.to_owned(),
            input: serde_json::to_string(&seed)?,
            due_at: None,
            met_at: None,
            sealed: None,
        })
    }

    /// A clock pauses while the case waits for somebody; whether that counts is the pack's to say.
    fn pause(&self, case: &CaseRow, row: &mut ClockRow) -> Result<()> {
        let mut seed: Seed = serde_json::from_str(&row.input)?;
        let reason = match case.status.0 {
            Status::AwaitingIdentity => Some(PauseReason::Identity),
            Status::AwaitingRequester => Some(PauseReason::Requester),
            _ => None,
        };
        seed.runs_on &= reason.is_some();
        let reason = reason.filter(|_| !seed.runs_on);
        let open = seed.pauses.last_mut().filter(|(.., to)| to.is_none());
        let goes_on = match open {
            Some((why, ..)) if Some(*why) == reason => true,
            Some((.., to)) => {
                *to = Some(self.now);
                false
            }
            None => false,
        };
        if let (Some(reason), false) = (reason, goes_on) {
            seed.pauses.push((reason, self.now, None));
        }
        row.input = serde_json::to_string(&seed)?;
        Ok(())
    }
}

/// When a clock's aim was reached. An answer says, too, that the ask has arrived.
fn met_at(ask: &AskRow, kind: &str) -> Option<DateTime<Utc>> {
    let answered = ask.decided_at.filter(|_| ask.outcome.is_some());
    if kind == ClockKind::Acknowledge.as_str() {
        return answered.into_iter().chain(ask.acknowledged_at).min();
    }
    answered
}

/// The kind that an ask is counted as. One that nobody could tell is counted as a complaint:
/// that clock runs from receipt, so it can't be late unseen.
pub fn counted_as(ask: Option<&AskRow>) -> AskKind {
    ask.and_then(|a| a.kind)
        .map_or(AskKind::Complaint, |kind| kind.0)
}

/// The last microsecond of a local day.
pub fn end_of_day(zone: Tz, date: NaiveDate) -> Option<DateTime<Utc>> {
    let next = date.succ_opt()?.and_hms_opt(0, 0, 0)?;
    // At a gap in local time the day ends where the gap begins.
    let next = next
        .and_local_timezone(zone)
        .earliest()
        .map_or_else(|| next.and_utc(), |at| at.to_utc());
    Some(next - chrono::TimeDelta::microseconds(1))
}

/// How a row shows its clock, and under which group it stands.
pub fn row_clock(
    case: &CaseRow,
    waits_for: WaitsFor,
    zone: Tz,
    now: DateTime<Utc>,
) -> (RowClock, Group) {
    if !case.status.0.is_open() {
        return (RowClock::None, Group::Done);
    }
    let Some(due) = case.due_at else {
        let clock = if case.clock_waits {
            RowClock::NotStarted { waits_for }
        } else {
            RowClock::None
        };
        return (clock, Group::NoClock);
    };
    let date = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    let days_left = i32::try_from((date(due) - date(now)).num_days()).unwrap_or(i32::MAX);
    let start = case.clock_started_at.unwrap_or(case.received_at);
    let whole = (due - start).num_seconds().max(1) as f32;
    let share_run = ((now - start).num_seconds() as f32 / whole).clamp(0.0, 1.0);
    let soon = i64::from(days_left) <= domain::clock::SOON_DAYS;
    if case.clock_paused {
        (
            RowClock::Paused {
                days_left,
                share_run,
            },
            Group::Later,
        )
    } else if due < now {
        (RowClock::Overdue { days: -days_left }, Group::Overdue)
    } else if soon {
        (
            RowClock::Soon {
                days_left,
                share_run,
            },
            Group::DueSoon,
        )
    } else {
        (
            RowClock::Running {
                days_left,
                share_run,
            },
            Group::Later,
        )
    }
}

/// Marks the kinds of asks that a case's row shows as proposed or confirmed.
pub fn any_proposed(asks: &[AskRow]) -> bool {
    asks.iter().any(|ask| ask.proposed)
}

#[cfg(test)]
mod tests;
