//! Quarters of the calendar year.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

/// A quarter: written as `2026-Q4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    first: NaiveDate,
}

impl Quarter {
    /// The quarter of a day.
    pub fn of(day: NaiveDate) -> Self {
        let first = day
            .with_day(1)
            .and_then(|day| day.with_month0(day.month0() / 3 * 3));
        Self {
            first: first.unwrap_or(day),
        }
    }

    /// Its first day.
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    pub fn last(self) -> NaiveDate {
        let next = self.first.checked_add_months(Months::new(3));
        next.and_then(|day| day.checked_sub_days(Days::new(1)))
            .unwrap_or(NaiveDate::MAX)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-Q{}", self.first.year(), self.first.month0() / 3 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_goes_from_its_first_day_to_its_last() {
        for (day, named, first, last) in [
            ("2026-01-01", "2026-Q1", "2026-01-01", "2026-03-31"),
            ("2028-02-29", "2028-Q1", "2028-01-01", "2028-03-31"),
            ("2026-08-31", "2026-Q3", "2026-07-01", "2026-09-30"),
            ("2026-12-31", "2026-Q4", "2026-10-01", "2026-12-31"),
        ] {
            let quarter = Quarter::of(day.parse().expect("day"));
            assert_eq!(quarter.to_string(), named);
            assert_eq!(quarter.first().to_string(), first);
            assert_eq!(quarter.last().to_string(), last);
        }
    }
}
