//! Times and days, where the workspace is.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// A time of day, to the minute.
pub fn minute(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
}

/// The day on which something happened.
pub fn day(at: DateTime<Utc>, zone: Tz) -> String {
    date(at.with_timezone(&zone).date_naive())
}

/// A day.
pub fn date(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}
