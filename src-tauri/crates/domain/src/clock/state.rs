//! How a clock stands at a moment.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::pauses::Paused;
use super::zone::local_date;
use super::{Clock, Course, WaitsFor};

/// A clock with so many days left, or fewer, is due soon.
pub const SOON_DAYS: i64 = 7;

/// How a clock stands. Days are differences of local dates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum State {
    /// It has no due date yet.
    NotStarted {
        /// What it waits for.
        waits_for: WaitsFor,
    },
    /// It runs.
    Running {
        /// Days until the due date.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        days_left: i64,
        /// The share of its time that has run, 0 to 1.
        share_run: f64,
    },
    /// It runs, and at most [`SOON_DAYS`] are left.
    Soon {
        /// Days until the due date; 0 on the day itself.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        days_left: i64,
        /// The share of its time that has run, 0 to 1.
        share_run: f64,
    },
    /// The last moment is past.
    Overdue {
        /// Days since the due date; 0 for a clock in hours that ended today.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        days_over: i64,
    },
    /// It stands still.
    Paused {
        /// Since when.
        since: DateTime<Utc>,
        /// The days that were left when it stopped.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        days_left: i64,
        /// The share of its time that has run, 0 to 1.
        share_run: f64,
    },
    /// Its aim was reached.
    Met {
        /// Whether that was after the last moment.
        late: bool,
        /// Days after the due date; 0 if in time.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        days_over: i64,
    },
}

impl Clock {
    /// How it stands at `now`.
    pub fn state_at(&self, now: DateTime<Utc>) -> State {
        let Some((course, start)) = self.course.as_ref().zip(self.start.at) else {
            return self.without_course();
        };
        let days_over = |at| (local_date(self.time_zone, at) - course.due_date).num_days();
        if let Some(met_at) = self.met_at {
            return State::Met {
                late: met_at > course.due_at,
                days_over: days_over(met_at).max(0),
            };
        }
        let paused = Paused::of(&self.pauses, start);
        if let Some(state) = self.paused_state(course, start, &paused, now) {
            return state;
        }
        if now > course.due_at {
            return State::Overdue {
                days_over: days_over(now).max(0),
            };
        }
        let days_left = -days_over(now);
        let share_run = share(&paused, start, now, course.due_at);
        if days_left <= SOON_DAYS {
            State::Soon {
                days_left,
                share_run,
            }
        } else {
            State::Running {
                days_left,
                share_run,
            }
        }
    }

    fn without_course(&self) -> State {
        match (self.met_at, self.waits_for) {
            (None, Some(waits_for)) => State::NotStarted { waits_for },
            _ => State::Met {
                late: false,
                days_over: 0,
            },
        }
    }

    /// A pause stops a clock only if it began before the last moment.
    fn paused_state(
        &self,
        course: &Course,
        start: DateTime<Utc>,
        paused: &Paused,
        now: DateTime<Utc>,
    ) -> Option<State> {
        let open = paused.open_since.map(|since| (since, since));
        let closed = paused.closed.iter().copied().filter(|(_, to)| now < *to);
        let (since, resumes) = closed
            .chain(open)
            .find(|(since, _)| *since <= now && *since <= course.due_at)?;
        let days_left = course.due_date - local_date(self.time_zone, resumes);
        Some(State::Paused {
            since,
            days_left: days_left.num_days(),
            share_run: share(paused, start, since, course.due_at),
        })
    }
}

fn share(paused: &Paused, start: DateTime<Utc>, now: DateTime<Utc>, due_at: DateTime<Utc>) -> f64 {
    let run_by = |at: DateTime<Utc>| seconds(at - start - paused.time_before(at));
    let whole = run_by(due_at);
    if whole > 0.0 {
        (run_by(now) / whole).clamp(0.0, 1.0)
    } else {
        1.0
    }
}

fn seconds(delta: TimeDelta) -> f64 {
    delta.as_seconds_f64()
}
