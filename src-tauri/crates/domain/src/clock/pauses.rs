//! The times in which a clock stands still.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::PauseLine;
use super::zone::local_date;

/// The pauses that count, after the start, joined where they overlap, in order.
#[derive(Debug, Clone)]
pub(super) struct Paused {
    /// Those that have ended.
    pub(super) closed: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    /// Since when one is still open. What was noted later is part of it.
    pub(super) open_since: Option<DateTime<Utc>>,
}

impl Paused {
    pub(super) fn of(lines: &[PauseLine], start: DateTime<Utc>) -> Self {
        let counted = || lines.iter().filter(|line| line.counts);
        let open_since = counted()
            .filter(|line| line.to.is_none())
            .map(|line| line.from.max(start))
            .min();
        let last = open_since.unwrap_or(DateTime::<Utc>::MAX_UTC);
        let mut spans: Vec<_> = counted()
            .filter_map(|line| Some((line.from.max(start), line.to?.min(last))))
            .filter(|(from, to)| from < to)
            .collect();
        spans.sort_unstable();
        let mut closed: Vec<(DateTime<Utc>, DateTime<Utc>)> = Vec::new();
        for (from, to) in spans {
            match closed.last_mut() {
                Some(previous) if from <= previous.1 => previous.1 = previous.1.max(to),
                _ => closed.push((from, to)),
            }
        }
        Self { closed, open_since }
    }

    /// The days taken out, as spans from the first date to the one before the second.
    pub(super) fn days(&self, tz: Tz) -> Vec<(NaiveDate, NaiveDate)> {
        let mut days: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        for (from, to) in &self.closed {
            // Where a clock goes back over midnight a later instant can have an earlier date.
            let reached = days.last().map_or(NaiveDate::MIN, |last| last.1);
            let (from, to) = (local_date(tz, *from).max(reached), local_date(tz, *to));
            if from < to {
                days.push((from, to));
            }
        }
        days
    }

    /// How long it stood still before an instant.
    pub(super) fn time_before(&self, at: DateTime<Utc>) -> TimeDelta {
        self.closed
            .iter()
            .filter(|(from, _)| *from < at)
            .map(|(from, to)| (*to).min(at) - *from)
            .sum()
    }
}
