//! How long cases are kept: the office's own periods, the duties of law that keep them longer,
//! and what an erasure waits for.

use std::fmt;
use std::num::NonZeroU16;
use std::str::FromStr;

use chrono::{Months, NaiveDate};

use crate::UnknownWord;
use crate::complaints::{AskKind, Outcome};
use crate::regime::{Keep, Kept};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Why something was erased.
    Because {
        /// Its period was over (PIPL 19 and 47, GDPR 5(1)(e)).
        Retention = "retention",
        /// The person asked for it, and nothing keeps it (PIPL 47, GDPR 17).
        Request = "request",
        /// It should never have been stored.
        Unlawful = "unlawful",
    }
}

/// What a period is set for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Cases with an ask of this kind.
    Ask(AskKind),
    /// Cases with an ask of which nobody could say what it is.
    Unknown,
    /// Automated mail that belongs to no case.
    Automated,
}

impl Class {
    /// Every class, in the order in which people are shown them.
    pub fn all() -> impl Iterator<Item = Self> {
        let asks = AskKind::ALL.iter().map(|kind| Self::Ask(*kind));
        asks.chain([Self::Unknown, Self::Automated])
    }

    /// The class of an ask.
    pub const fn of(kind: Option<AskKind>) -> Self {
        match kind {
            Some(kind) => Self::Ask(kind),
            None => Self::Unknown,
        }
    }

    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ask(kind) => kind.as_str(),
            Self::Unknown => "unknown",
            Self::Automated => "automated",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Class {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        match word {
            "unknown" => Ok(Self::Unknown),
            "automated" => Ok(Self::Automated),
            word => word.parse().map(Self::Ask),
        }
    }
}

/// How long one class is kept after its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// What.
    pub class: Class,
    /// So many months.
    pub months: NonZeroU16,
}

/// An ask, as far as keeping it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Its kind, if it is known.
    pub kind: Option<AskKind>,
    /// What came out of it.
    pub outcome: Option<Outcome>,
}

/// The first day on which a period that began on `day` is over. A month without that day ends on
/// its last; a day beyond the calendar's end is its end.
pub fn over_on(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

/// The day on which a case that was closed on `closed` falls due for erasure: the longest period
/// of its asks counts. None where an ask has no period: then it is kept until somebody decides.
pub fn due_on(asks: &[Asked], periods: &[Period], closed: NaiveDate) -> Option<NaiveDate> {
    let months = |ask: &Asked| {
        let class = Class::of(ask.kind);
        let period = periods.iter().find(|period| period.class == class)?;
        Some(u32::from(period.months.get()))
    };
    let longest = asks
        .iter()
        .map(months)
        .collect::<Option<Vec<_>>>()?
        .into_iter()
        .max()?;
    Some(over_on(closed, longest))
}

/// Whether something that a case asks was handled, so that it is part of the record of the handling
/// of personal data (PIPL 56). What was not for this company, or is here twice, is not.
pub fn is_handled(asks: &[Asked]) -> bool {
    asks.iter().any(|ask| {
        !matches!(
            ask.outcome,
            None | Some(Outcome::NotOurs | Outcome::Duplicate)
        )
    })
}

/// What a law has a closed case kept for that was handled under it, with the first day on which it
/// no longer does: the record of the handling (PIPL 56), of which a complaint and how it was met are
/// part.
pub fn duty(keeps: &[Keep], closed: NaiveDate) -> Option<(NaiveDate, &Keep)> {
    keeps
        .iter()
        .filter(|keep| keep.what == Kept::HandlingRecord)
        .map(|keep| (over_on(closed, 12 * u32::from(keep.years.get())), keep))
        .max_by_key(|(until, _)| *until)
}
