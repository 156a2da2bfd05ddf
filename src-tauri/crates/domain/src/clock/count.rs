//! The arithmetic of a period.

use chrono::{DateTime, Days, Months, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::pauses::Paused;
use super::zone::{end_of_day, instant, local_date};
use super::{ClockError, Course, Limit, PassedDay};
use crate::calendar::{Calendar, DayKind};
use crate::regime::{Period, TimeUnit};

/// What a period is counted by.
pub(super) struct Counting<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) tz: Tz,
    pub(super) rolls: bool,
    pub(super) start: DateTime<Utc>,
    pub(super) paused: Paused,
}

impl Counting<'_> {
    /// Counts a limit from the start.
    pub(super) fn course(&self, limit: Limit) -> Result<Course, ClockError> {
        match limit {
            Limit::Date { date, time } => {
                let day = self.ends_on(date, date, Vec::new(), Vec::new(), 0);
                day.and_then(|day| {
                    Some(Course {
                        due_at: match time {
                            Some(time) => instant(self.tz, date.and_time(time))?,
                            None => day.due_at,
                        },
                        ..day
                    })
                })
            }
            Limit::Period(period) => self.period(period),
        }
        .ok_or(ClockError::OutOfRange)
    }

    fn period(&self, period: Period) -> Option<Course> {
        let start = local_date(self.tz, self.start);
        let paused = self.paused.days(self.tz);
        let amount = period.amount.get();
        let (end, skipped) = match period.unit {
            TimeUnit::Hours => return self.hours(amount),
            TimeUnit::CalendarDays => {
                let end = start.checked_add_days(Days::new(amount.into()))?;
                (push_on(end, &paused)?, Vec::new())
            }
            TimeUnit::Months => {
                let end = start.checked_add_months(Months::new(amount.into()))?;
                (push_on(end, &paused)?, Vec::new())
            }
            TimeUnit::WorkingDays => self.working_days(start, amount, &paused)?,
        };
        let (due, rolled) = if self.rolls {
            self.roll(end, &paused)?
        } else {
            (end, Vec::new())
        };
        let paused_days = paused
            .iter()
            .filter(|(from, _)| *from <= due)
            .map(|(from, to)| (*to - *from).num_days())
            .sum();
        self.ends_on(end, due, skipped, rolled, paused_days)
    }

    fn ends_on(
        &self,
        end_date: NaiveDate,
        due_date: NaiveDate,
        skipped: Vec<PassedDay>,
        rolled: Vec<PassedDay>,
        paused_days: i64,
    ) -> Option<Course> {
        Some(Course {
            end_date,
            skipped,
            rolled,
            paused_days,
            due_date,
            due_day: self.calendar.day(due_date),
            due_at: end_of_day(self.tz, due_date)?,
        })
    }

    /// A period in hours neither rounds to days nor rolls (Regulation 1182/71, article 3(4)).
    fn hours(&self, amount: u16) -> Option<Course> {
        let mut due_at = self
            .start
            .checked_add_signed(TimeDelta::hours(amount.into()))?;
        for (from, to) in &self.paused.closed {
            if *from < due_at {
                due_at = due_at.checked_add_signed(*to - *from)?;
            }
        }
        let date = local_date(self.tz, due_at);
        Some(Course {
            end_date: date,
            skipped: Vec::new(),
            rolled: Vec::new(),
            paused_days: 0,
            due_date: date,
            due_day: self.calendar.day(date),
            due_at,
        })
    }

    fn working_days(
        &self,
        start: NaiveDate,
        amount: u16,
        paused: &[(NaiveDate, NaiveDate)],
    ) -> Option<(NaiveDate, Vec<PassedDay>)> {
        let mut skipped = Vec::new();
        let mut date = push_on(start, paused)?;
        let mut left = amount;
        while left > 0 {
            date = date.succ_opt()?;
            if is_paused(date, paused) {
                continue;
            }
            let day = self.calendar.day(date);
            if day.is_working() {
                left -= 1;
            } else {
                skipped.push(PassedDay { date, day });
            }
        }
        Some((date, skipped))
    }

    /// Moves an end on a day off to the next day that is worked and not paused.
    fn roll(
        &self,
        end: NaiveDate,
        paused: &[(NaiveDate, NaiveDate)],
    ) -> Option<(NaiveDate, Vec<PassedDay>)> {
        let mut rolled = Vec::new();
        let mut date = end;
        loop {
            let day: DayKind = self.calendar.day(date);
            if day.is_working() && !is_paused(date, paused) {
                return Some((date, rolled));
            }
            rolled.push(PassedDay { date, day });
            date = date.succ_opt()?;
        }
    }
}

/// Moves the end of a count of days on by the days of every pause that began by then.
fn push_on(end: NaiveDate, paused: &[(NaiveDate, NaiveDate)]) -> Option<NaiveDate> {
    paused.iter().try_fold(end, |end, (from, to)| {
        if *from <= end {
            end.checked_add_signed(*to - *from)
        } else {
            Some(end)
        }
    })
}

fn is_paused(date: NaiveDate, paused: &[(NaiveDate, NaiveDate)]) -> bool {
    paused.iter().any(|(from, to)| *from <= date && date < *to)
}
