//! Local days in zones whose clocks jump.

use chrono::{
    DateTime, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};
use chrono_tz::{GapInfo, Tz};

/// The local date of an instant.
pub(super) fn local_date(tz: Tz, at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&tz).date_naive()
}

/// A local time as an instant: the first of two, and the end of the gap for one that the zone
/// skipped.
pub(super) fn instant(tz: Tz, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    let at = match tz.from_local_datetime(&local) {
        MappedLocalTime::Single(at) | MappedLocalTime::Ambiguous(at, _) => at,
        MappedLocalTime::None => GapInfo::new(&local, &tz)?.end?,
    };
    Some(at.to_utc())
}

/// The last microsecond of a local day: one before the next local day starts.
///
/// Where midnight is skipped the next day starts after the gap; where it comes twice the
/// day ends before the first of them, unless the clock went back into the day itself. A
/// day that the zone left out altogether (Samoa, 30 December 2011) ends with the one
/// before it. None where the dates of chrono end.
pub(super) fn end_of_day(tz: Tz, date: NaiveDate) -> Option<DateTime<Utc>> {
    let tick = TimeDelta::microseconds(1);
    let midnight = date.succ_opt()?.and_time(NaiveTime::MIN);
    let next = match tz.from_local_datetime(&midnight) {
        MappedLocalTime::Single(next) => next,
        MappedLocalTime::Ambiguous(first, second) => {
            let back_in_the_day = (second - tick).date_naive() <= date;
            if back_in_the_day { second } else { first }
        }
        MappedLocalTime::None => GapInfo::new(&midnight, &tz)?.end?,
    };
    Some(next.with_timezone(&Utc) - tick)
}
