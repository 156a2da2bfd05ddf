//! Stretches of days: `<7d`, `2026-11`, `today`, `2026-01-05..2026-02`.

use std::ops::Range;

use chrono::{Days, NaiveDate};

/// A day, fixed or counted from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    On(NaiveDate),
    /// So many days after today.
    In(i64),
}

/// A stretch of days, from the first to before the last; open where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    from: Option<Day>,
    until: Option<Day>,
}

/// Which way a number of days counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Toward {
    /// `<7d` is within the next seven days, or past.
    Future,
    /// `<7d` is within the last seven days.
    Past,
}

/// So far from today one may ask.
const FARTHEST: i64 = 36_500;

impl Span {
    /// Reads a stretch; nothing where it is none.
    ///
    /// A point is `today`, `tomorrow`, `yesterday`, a day (`2026-11-05`), a month, a year, or a
    /// number of days or weeks from today (`7d`, `2w`). `<`, `<=`, `>`, `>=` stand before one,
    /// `..` between two. A number alone is as far as that.
    pub(super) fn parse(typed: &str, toward: Toward) -> Option<Self> {
        if let Some((from, until)) = typed.split_once("..") {
            return Some(Self {
                from: Some(point(from)?.start),
                until: Some(point(until)?.end),
            });
        }
        let (operator, rest) = ["<=", ">=", "<", ">"]
            .into_iter()
            .find_map(|op| typed.strip_prefix(op).map(|rest| (op, rest)))
            .unwrap_or(("", typed));
        if let Some(days) = number_of_days(rest) {
            return Some(Self::within(operator, days, toward));
        }
        let Range { start, end } = point(rest)?;
        let (from, until) = match operator {
            "<" => (None, Some(start)),
            "<=" => (None, Some(end)),
            ">" => (Some(end), None),
            ">=" => (Some(start), None),
            _ => (Some(start), Some(end)),
        };
        Some(Self { from, until })
    }

    fn within(operator: &str, days: i64, toward: Toward) -> Self {
        // How far it reaches, the day itself counted or not.
        let reach = match operator {
            "<" | ">=" => days - 1,
            _ => days,
        };
        let nearer = matches!(operator, "" | "<" | "<=");
        let (from, until) = match (toward, nearer) {
            (Toward::Future, true) => (None, Some(reach + 1)),
            (Toward::Future, false) => (Some(reach + 1), None),
            (Toward::Past, true) => (Some(-reach), None),
            (Toward::Past, false) => (None, Some(-reach)),
        };
        Self {
            from: from.map(Day::In),
            until: until.map(Day::In),
        }
    }

    /// The first day, and the one after the last.
    pub fn days(&self, today: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let date = |day: Day| match day {
            Day::On(date) => Some(date),
            Day::In(days) if days < 0 => today.checked_sub_days(Days::new(days.unsigned_abs())),
            Day::In(days) => today.checked_add_days(Days::new(days.unsigned_abs())),
        };
        (self.from.and_then(date), self.until.and_then(date))
    }
}

fn number_of_days(typed: &str) -> Option<i64> {
    let (digits, of) = match typed.strip_suffix(['d', 'D', '天']) {
        Some(digits) => (digits, 1),
        None => (typed.strip_suffix(['w', 'W', '周'])?, 7),
    };
    let days = digits.parse::<u16>().ok().map(|n| i64::from(n) * of)?;
    (days <= FARTHEST).then_some(days)
}

/// The days of a point: its first, and the one after its last.
fn point(typed: &str) -> Option<Range<Day>> {
    let near = |days: i64| Day::In(days)..Day::In(days + 1);
    match typed {
        "today" | "今天" => return Some(near(0)),
        "tomorrow" | "明天" => return Some(near(1)),
        "yesterday" | "昨天" => return Some(near(-1)),
        _ => {}
    }
    let mut parts = typed.split('-');
    let digits = |part: &str, count: usize| {
        let right = part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        right.then(|| part.parse::<u32>().ok()).flatten()
    };
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map(|part| digits(part, 2));
    let day = parts.next().map(|part| digits(part, 2));
    if parts.next().is_some() {
        return None;
    }
    let date = |year: u32, month, day| NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day);
    let (start, end) = match (month, day) {
        (Some(month), Some(day)) => {
            let start = date(year, month?, day?)?;
            (start, start.succ_opt()?)
        }
        (Some(month), None) => {
            let month = month?;
            let start = date(year, month, 1)?;
            (start, start.checked_add_months(chrono::Months::new(1))?)
        }
        _ => (date(year, 1, 1)?, date(year + 1, 1, 1)?),
    };
    Some(Day::On(start)..Day::On(end))
}
