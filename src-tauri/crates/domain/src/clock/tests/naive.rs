//! The engine against a count that walks: day by day, minute by minute, with the
//! calendar's lines read by hand and months told by their numbers.

use std::collections::HashMap;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

/// Days listed by a calendar file: whether each is worked.
type Listed = HashMap<String, bool>;

static CALENDARS: LazyLock<Vec<(Calendar, Listed)>> = LazyLock::new(|| {
    let none = include_str!("../../../../../../assets/calendars/none.toml");
    [CN, IE, UK, none, US]
        .map(|source| (Calendar::parse(source).unwrap(), listed(source)))
        .into()
});

fn listed(source: &str) -> Listed {
    let mut worked = false;
    let mut days = Listed::new();
    for line in source.lines() {
        if line.starts_with('[') {
            worked = line == "[years.worked]";
        } else if let Some((day, _)) = line.split_once(" = ") {
            days.insert(day.to_owned(), worked);
        }
    }
    days
}

fn is_worked(listed: &Listed, day: NaiveDate) -> bool {
    // 1 January 1970 was a Thursday.
    let since_thursday = (day - date("1970-01-01")).num_days().rem_euclid(7);
    let weekend = since_thursday == 2 || since_thursday == 3;
    listed.get(&day.to_string()).copied().unwrap_or(!weekend)
}

fn next(day: NaiveDate) -> NaiveDate {
    day + TimeDelta::days(1)
}

/// One random case.
#[derive(Debug, Clone)]
struct Case {
    calendar: usize,
    tz: Tz,
    start: DateTime<Utc>,
    period: Period,
    rolls: bool,
    pauses: Vec<Pause>,
}

impl Case {
    fn pack(&self, extension: u16) -> RegimePack {
        let roll = if self.rolls { "roll = \"c\"" } else { "" };
        let extension = match extension {
            0 => String::new(),
            amount => format!(
                "extension = {{ amount = {amount}, reasons_required = true, clause = \"c\" }}"
            ),
        };
        RegimePack::parse(&format!(
            r#"
            id = "x"
            version = "1"
            title = {{ en = "X", zh = "X" }}
            clauses = [{{ id = "c", cite = {{ en = "C", zh = "C" }}, summary = {{ en = "C", zh = "C" }} }}]
            [[clocks]]
            kind = "answer"
            asks = ["view"]
            clause = "c"
            start = "receipt"
            limit = {{ amount = {}, unit = "{}" }}
            pause = {{ reasons = ["identity"], clause = "c" }}
            {roll}
            {extension}
            "#,
            self.period.amount, self.period.unit
        ))
        .unwrap()
    }

    fn run(&self, extension: u16, noted: Option<Extension>) -> Clock {
        let mut facts = input(AskKind::View, "2000-01-01T00:00:00Z");
        facts.received_at = self.start;
        facts.pauses = self.pauses.clone();
        facts.extension = noted;
        run(
            &self.pack(extension),
            &CALENDARS[self.calendar].0,
            self.tz,
            &facts,
        )
        .unwrap()
    }

    fn local(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.tz).date_naive()
    }

    /// The spans in which the clock stands still: nothing after an open pause moves it.
    fn still(&self) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
        let counted = || {
            self.pauses
                .iter()
                .filter(|pause| pause.reason == PauseReason::Identity)
        };
        let open = counted()
            .filter(|pause| pause.to.is_none())
            .map(|pause| pause.from.max(self.start))
            .min();
        counted()
            .filter_map(|pause| {
                let to = pause.to?;
                let from = pause.from.max(self.start);
                Some((from, open.map_or(to, |open| to.min(open))))
            })
            .filter(|(from, to)| from < to)
            .collect()
    }

    fn naive_due_date(&self) -> NaiveDate {
        let listed = &CALENDARS[self.calendar].1;
        let still: Vec<_> = self
            .still()
            .into_iter()
            .map(|(from, to)| (self.local(from), self.local(to)))
            .collect();
        let paused = |day: NaiveDate| still.iter().any(|(from, to)| *from <= day && day < *to);
        let start = self.local(self.start);
        let amount: u32 = u32::from(self.period.amount.get());
        let (wanted, only_worked) = match self.period.unit {
            TimeUnit::Months => (days_in_months(start, amount), false),
            TimeUnit::WorkingDays => (amount, true),
            _ => (amount, false),
        };
        // Midnights that the clock passes while it runs: one ends the day it started on,
        // the last one ends the period.
        let mut day = start;
        let mut passed = 0;
        loop {
            if !paused(day) && (!only_worked || passed == 0 || is_worked(listed, day)) {
                if passed == wanted {
                    break;
                }
                passed += 1;
            }
            day = next(day);
        }
        while self.rolls && (paused(day) || !is_worked(listed, day)) {
            day = next(day);
        }
        day
    }

    fn naive_due_at_by_hours(&self) -> DateTime<Utc> {
        let still = self.still();
        let mut now = self.start;
        let mut minutes = u32::from(self.period.amount.get()) * 60;
        while minutes > 0 {
            if !still.iter().any(|(from, to)| *from <= now && now < *to) {
                minutes -= 1;
            }
            now += TimeDelta::minutes(1);
        }
        now
    }
}

/// Walks until the month's number is right and the day corresponds, or the month is over.
fn days_in_months(start: NaiveDate, months: u32) -> u32 {
    let number = |day: NaiveDate| day.year() * 12 + day.month() as i32;
    let mut day = start;
    let mut walked = 0;
    loop {
        day = next(day);
        walked += 1;
        let corresponds = day.day() == start.day() || next(day).month() != day.month();
        if number(day) == number(start) + months as i32 && corresponds {
            return walked;
        }
    }
}

fn periods() -> impl Strategy<Value = Period> {
    prop_oneof![
        (1..120u16, Just(TimeUnit::CalendarDays)),
        (1..60u16, Just(TimeUnit::WorkingDays)),
        (1..5u16, Just(TimeUnit::Months)),
        (1..100u16, Just(TimeUnit::Hours)),
    ]
    .prop_map(|(count, unit)| Period {
        amount: amount(count),
        unit,
    })
}

fn pauses(start: DateTime<Utc>) -> impl Strategy<Value = Vec<Pause>> {
    let minutes = |range: std::ops::Range<i64>| range.prop_map(TimeDelta::minutes);
    let one = (
        minutes(-9_000..90_000),
        prop::option::weighted(0.85, minutes(-600..30_000)),
        prop::bool::weighted(0.8),
    );
    prop::collection::vec(one, 0..4).prop_map(move |spans| {
        spans
            .into_iter()
            .map(|(offset, length, identity)| Pause {
                reason: if identity {
                    PauseReason::Identity
                } else {
                    PauseReason::Requester
                },
                from: start + offset,
                to: length.map(|length| start + offset + length),
            })
            .collect()
    })
}

fn cases() -> impl Strategy<Value = Case> {
    // From 1900, when many zones still changed their clocks for good, to 2040, in minutes.
    let starts = (-36_800_000i64..36_800_000)
        .prop_map(|minutes| at("1970-01-01T00:00:00Z") + TimeDelta::minutes(minutes));
    // Half of them where calendars have something to say.
    let recent = (18_934_560i64..29_979_360)
        .prop_map(|minutes| at("1970-01-01T00:00:00Z") + TimeDelta::minutes(minutes));
    let zones = prop::sample::select(chrono_tz::TZ_VARIANTS.to_vec());
    (
        0..5usize,
        zones,
        prop_oneof![starts, recent],
        periods(),
        any::<bool>(),
    )
        .prop_flat_map(|(calendar, tz, start, period, rolls)| {
            pauses(start).prop_map(move |pauses| Case {
                calendar,
                tz,
                start,
                period,
                rolls,
                pauses,
            })
        })
}

proptest! {
    #[test]
    fn the_due_date_is_the_one_a_walk_finds(case in cases()) {
        let course = case.run(0, None).course.unwrap();
        if case.period.unit == TimeUnit::Hours {
            prop_assert_eq!(course.due_at, case.naive_due_at_by_hours());
            prop_assert_eq!(course.due_date, case.local(course.due_at));
        } else {
            prop_assert_eq!(course.due_date, case.naive_due_date());
            let rolled = course.rolled.len() as i64;
            prop_assert_eq!((course.due_date - course.end_date).num_days(), rolled);
        }
    }

    /// Every clock of every law that is shipped, by the calendar that the law names or another.
    #[test]
    fn a_laws_own_clock_ends_where_a_walk_does(
        case in cases(),
        law in prop::sample::select(vec![GBT, GDPR, UK_LAW, CCPA]),
        which in any::<prop::sample::Index>(),
    ) {
        let pack = RegimePack::parse(law).unwrap();
        let counted: Vec<_> = pack.clocks().iter().filter(|rule| rule.limit.is_some()).collect();
        let rule = *which.get(&counted);
        let own = pack.calendar().and_then(|id| CALENDARS.iter().position(|(c, _)| c.id() == id));
        let case = Case {
            calendar: own.unwrap_or(case.calendar),
            period: rule.limit.unwrap(),
            rolls: rule.roll.is_some(),
            // The walk knows one reason; a rule that pauses for it pauses for both.
            pauses: if rule.pause.is_some() { case.pauses.clone() } else { Vec::new() },
            ..case
        };
        let mut facts = input(rule.asks[0], "2000-01-01T00:00:00Z");
        facts.kind = rule.kind;
        facts.received_at = case.start;
        facts.identity_verified_at = Some(case.start);
        facts.pauses = case.pauses.clone();
        for pause in &mut facts.pauses {
            if pause.reason == PauseReason::Requester {
                pause.to = Some(pause.from);
            }
        }
        let clock = run(&pack, &CALENDARS[case.calendar].0, case.tz, &facts).unwrap();
        prop_assert_eq!(clock.calendar.id.as_str(), CALENDARS[case.calendar].0.id());
        prop_assert_eq!(clock.course.unwrap().due_date, case.naive_due_date(), "{} {:?}", pack.id(), rule.kind);
    }

    #[test]
    fn a_day_lasts_to_its_last_microsecond(
        days in -25_000..25_000i64,
        tz in prop::sample::select(chrono_tz::TZ_VARIANTS.to_vec()),
    ) {
        let day = date("1970-01-01") + TimeDelta::days(days);
        let local = |at: DateTime<Utc>| at.with_timezone(&tz).date_naive();
        let end = zone::end_of_day(tz, day).unwrap();
        prop_assert!(local(end) <= day);
        prop_assert!(local(end + TimeDelta::microseconds(1)) > day);
        for minutes in 1..2_000 {
            prop_assert!(local(end + TimeDelta::minutes(minutes)) > day);
        }
    }

    #[test]
    fn an_extension_is_the_longer_period(case in cases(), more in 1..40u16) {
        let longer = Case {
            period: Period { amount: amount(case.period.amount.get() + more), ..case.period },
            ..case.clone()
        };
        let told = Extension { amount: amount(more), told_at: case.start };
        let extended = case.run(more, Some(told));
        prop_assert_eq!(&extended.course, &longer.run(0, None).course);
        let offer = extended.extension.offer.unwrap();
        prop_assert_eq!(Some(offer.tell_by), case.run(0, None).course.map(|course| course.due_at));
        prop_assert_eq!(Some(offer.longest_due_date), extended.course.map(|course| course.due_date));
    }

    #[test]
    fn a_state_agrees_with_the_due_moment(case in cases(), minutes in -9_000i64..300_000) {
        let clock = case.run(0, None);
        let course = clock.course.clone().unwrap();
        let now = case.start + TimeDelta::minutes(minutes);
        let days = (course.due_date - case.local(now)).num_days();
        match clock.state_at(now) {
            State::Running { days_left, share_run } => {
                prop_assert!(days_left > SOON_DAYS && days_left == days);
                prop_assert!((0.0..=1.0).contains(&share_run));
            }
            State::Soon { days_left, share_run } => {
                prop_assert!((0..=SOON_DAYS).contains(&days_left) && days_left == days);
                prop_assert!((0.0..=1.0).contains(&share_run) && now <= course.due_at);
            }
            State::Overdue { days_over } => {
                prop_assert!(now > course.due_at && days_over == (-days).max(0));
            }
            State::Paused { since, days_left, .. } => {
                prop_assert!(since <= now && days_left >= 0);
                let waits = case.pauses.iter().any(|pause| {
                    pause.from <= now && pause.to.is_none_or(|to| now < to)
                });
                prop_assert!(waits);
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }
}
