//! The office's figures, as they cross the door.

use chrono::NaiveDate;
use serde::Serialize;

use crate::types::dto_out;

dto_out! {
    /// The figures of the cases that were received from one day to another, in the workspace's time
    /// zone. A case that went into another counts as that one; old mail (`history`) does not count.
    pub struct CaseStats {
        /// The first day of the period.
        pub from: NaiveDate,
        /// Its last day.
        pub to: NaiveDate,
        /// How many cases were received.
        pub received: u32,
        /// On every day of the period, one without any too.
        pub days: Vec<Arrivals>,
        /// The same by weeks, each named by its Monday; the first and the last may be cut by the
        /// period.
        pub weeks: Vec<Arrivals>,
        /// All cases that are open now, whenever they were received, the youngest first.
        pub open: Vec<AgeBand>,
        /// From the receipt to the first answer: to the earliest moment at which one of the case's
        /// asks was decided, which is when the answer that decided it was sent. An acknowledgement
        /// is none. Cases without an answer yet are not in it.
        pub first_answer: Spread,
        /// From the receipt to the (last) closing, of those that are closed now.
        pub closing: Spread,
        /// How many answers came before their limit, by what was asked; the commonest first. The
        /// limit is that of the law, with pauses and extension, not a date that the office set.
        pub by_kind: Vec<OnTime>,
        /// The same by the law that the limit rests on.
        pub by_regime: Vec<OnTime>,
    }
}

dto_out! {
    /// Cases received on a day, or in the week that begins on it.
    pub struct Arrivals { pub day: NaiveDate, pub count: u32 }
}

dto_out! {
    /// Open cases that were received so many days ago: as local dates differ.
    pub struct AgeBand {
        pub from_days: u32,
        /// None for the oldest.
        pub to_days: Option<u32>,
        pub count: u32,
    }
}

dto_out! {
    /// How long it took, in seconds. The median of an even number is the lower of the middle two,
    /// and nine of ten took no longer than `p90_seconds` (nearest rank); both are null of none.
    pub struct Spread {
        /// Of how many cases.
        pub count: u32,
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub median_seconds: Option<i64>,
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub p90_seconds: Option<i64>,
    }
}

dto_out! {
    /// Asks with a clock towards their answer.
    pub struct OnTime {
        /// The kind's word, or the law's id; null for asks whose kind nobody could tell.
        pub of: Option<String>,
        /// Decided no later than their limit.
        pub on_time: u32,
        /// Decided later, or not decided although the limit is past and the clock runs.
        pub late: u32,
        /// Not decided, and their limit is not past, not known yet, or stands still.
        pub running: u32,
    }
}

/// What somebody at another window should hear of: counts are all that is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notices {
    /// Messages that came into an open case of high or severe priority.
    pub urgent: Vec<uuid::Uuid>,
    /// Open cases whose next limit is later today, exact to 999. A clock that stands still has none.
    pub due_today: u32,
}
