//! The office's figures. What each means is told with its type.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use store::complaints::stats::{self, Among, CourseRow, OnTimeRow};
use uuid::Uuid;

use super::acts::invalid;
use super::{AgeBand, Arrivals, CaseStats, OnTime, Spread};
use crate::{Desk, Error, Result};

/// The period where none is named: twelve weeks up to today.
const USUAL: Days = Days::new(12 * 7 - 1);
/// The longest, in days: ten years.
const LONGEST: i64 = 3_660;
/// The last day of each age but the oldest's.
const AGES: [u32; 4] = [7, 14, 21, 30];
/// Cases that are counted at a time. Whoever waits for the database has it between two slices: on the
/// embedded engine there is one connection. So the figures are of no single moment.
const SLICE: i64 = 500;

#[derive(Default)]
struct Counted {
    courses: Vec<CourseRow>,
    clocks: Vec<OnTimeRow>,
}

impl Desk {
    /// The figures of the cases received from a day to another, both included; without them of the
    /// last twelve weeks up to today, or up to `to`.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a period that ends before it begins, or is longer than ten years;
    /// [`Error::NotAllowed`] for who is no officer.
    pub async fn cases_stats(
        &self,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    ) -> Result<CaseStats> {
        self.ring().complaints()?;
        let to = to.unwrap_or_else(|| self.today());
        let from = from
            .or_else(|| to.checked_sub_days(USUAL))
            .ok_or_else(|| invalid("from"))?;
        if !(0..LONGEST).contains(&(to - from).num_days()) {
            return Err(invalid("from"));
        }
        let begins = |day| self.day_begins(day).ok_or_else(|| invalid("from"));
        let after = to.succ_opt().ok_or_else(|| invalid("to"))?;
        let period = begins(from)?..begins(after)?;
        let mut bounds = [self.now(); 4];
        for (bound, age) in bounds.iter_mut().zip(AGES) {
            *bound = begins(self.today() - Days::new(age.into()))?;
        }

        let Counted { courses, clocks } = self.counted(period).await?;
        let open = self.open_since(bounds).await?;

        let (days, weeks) = self.arrivals(&courses, from, to);
        let took = |end: fn(&CourseRow) -> Option<DateTime<Utc>>| {
            spread(courses.iter().filter_map(|c| Some(end(c)? - c.received_at)))
        };
        Ok(CaseStats {
            from,
            to,
            received: u32::try_from(courses.len()).map_err(Error::internal)?,
            days,
            weeks,
            open: ages(open),
            first_answer: took(|course| course.answered_at),
            closing: took(|course| course.closed_at),
            by_kind: on_time(&clocks, |row| row.kind.clone()),
            by_regime: on_time(&clocks, |row| Some(row.regime.clone())),
        })
    }

    /// What the figures of a period are made of.
    async fn counted(&self, period: Range<DateTime<Utc>>) -> Result<Counted> {
        let mut counted = Counted::default();
        let mut behind = (period.start, Uuid::nil());
        loop {
            let mut tx = self.read().await?;
            let received = Among::Received(period.end);
            let slice = stats::slice(&mut tx, received, behind, SLICE).await?;
            let Some(slice) = slice else {
                return Ok(counted);
            };
            counted
                .courses
                .extend(stats::courses(&mut tx, slice).await?);
            let clocks = stats::on_time(&mut tx, slice, self.now()).await?;
            counted.clocks.extend(clocks);
            behind = slice.1;
        }
    }

    /// How many cases are open, by their ages.
    async fn open_since(&self, bounds: [DateTime<Utc>; 4]) -> Result<[i64; 5]> {
        let mut sums = [0; 5];
        let mut behind = (DateTime::UNIX_EPOCH, Uuid::nil());
        loop {
            let mut tx = self.read().await?;
            let slice = stats::slice(&mut tx, Among::Open, behind, SLICE).await?;
            let Some(slice) = slice else {
                return Ok(sums);
            };
            let counts = stats::open_since(&mut tx, slice, bounds).await?;
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += count;
            }
            behind = slice.1;
        }
    }

    /// By days and by weeks.
    fn arrivals(
        &self,
        courses: &[CourseRow],
        from: NaiveDate,
        to: NaiveDate,
    ) -> (Vec<Arrivals>, Vec<Arrivals>) {
        let mut days: BTreeMap<NaiveDate, u32> = from
            .iter_days()
            .take_while(|day| *day <= to)
            .map(|day| (day, 0))
            .collect();
        for course in courses {
            *days.entry(self.day(course.received_at)).or_default() += 1;
        }
        let mut weeks = BTreeMap::new();
        for (day, count) in &days {
            let monday = *day - Days::new(day.weekday().num_days_from_monday().into());
            *weeks.entry(monday).or_default() += *count;
        }
        let told = |counts: BTreeMap<NaiveDate, u32>| {
            let counts = counts.into_iter();
            counts.map(|(day, count)| Arrivals { day, count }).collect()
        };
        (told(days), told(weeks))
    }
}

fn ages(counts: [i64; 5]) -> Vec<AgeBand> {
    let from = std::iter::once(0).chain(AGES.map(|age| age + 1));
    let to = AGES.into_iter().map(Some).chain([None]);
    from.zip(to)
        .zip(counts)
        .map(|((from_days, to_days), count)| AgeBand {
            from_days,
            to_days,
            count: whole(count),
        })
        .collect()
}

fn spread(times: impl Iterator<Item = TimeDelta>) -> Spread {
    let mut seconds: Vec<i64> = times.map(|time| time.num_seconds().max(0)).collect();
    seconds.sort_unstable();
    // The nearest rank: the least value that so many hundredths do not exceed.
    let rank = |hundredths: usize| {
        let rank = (seconds.len() * hundredths).div_ceil(100);
        rank.checked_sub(1).and_then(|at| seconds.get(at).copied())
    };
    Spread {
        count: u32::try_from(seconds.len()).unwrap_or(u32::MAX),
        median_seconds: rank(50),
        p90_seconds: rank(90),
    }
}

fn on_time(rows: &[OnTimeRow], of: impl Fn(&OnTimeRow) -> Option<String>) -> Vec<OnTime> {
    let mut sums: BTreeMap<Option<String>, OnTime> = BTreeMap::new();
    for row in rows {
        let of = of(row);
        let sum = sums.entry(of.clone()).or_insert(OnTime {
            of,
            on_time: 0,
            late: 0,
            running: 0,
        });
        sum.on_time += whole(row.on_time);
        sum.late += whole(row.late);
        sum.running += whole(row.running);
    }
    let mut sums: Vec<OnTime> = sums.into_values().collect();
    sums.sort_by_key(|sum| std::cmp::Reverse(sum.on_time + sum.late + sum.running));
    // A clock without a limit that was met is none of the three.
    sums.retain(|sum| sum.on_time + sum.late + sum.running > 0);
    sums
}

fn whole(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
