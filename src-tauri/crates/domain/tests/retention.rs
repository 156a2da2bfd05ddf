//! How long cases are kept.

// A test says no by panicking, in its own functions too.
#![allow(clippy::unwrap_used)]

use std::num::NonZeroU16;

use chrono::{Datelike, Days, NaiveDate};
use domain::complaints::{AskKind, Outcome};
use domain::regime::RegimePack;
use domain::retention::{Asked, Class, Period, due_on, duty, is_handled, over_on};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn day() -> impl Strategy<Value = NaiveDate> {
    (0u64..20_000).prop_map(|days| NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + Days::new(days))
}

fn asks() -> impl Strategy<Value = Vec<Asked>> {
    let one = (
        prop::option::of(select(AskKind::ALL)),
        prop::option::of(select(Outcome::ALL)),
    );
    prop::collection::vec(
        one.prop_map(|(kind, outcome)| Asked { kind, outcome }),
        1..4,
    )
}

fn periods() -> impl Strategy<Value = Vec<Period>> {
    let classes: Vec<Class> = Class::all().collect();
    (subsequence(classes.clone(), 0..=classes.len()), 1u16..240).prop_map(|(classes, months)| {
        let period = |(more, class)| Period {
            class,
            months: NonZeroU16::new(months + more).unwrap(),
        };
        (0u16..).zip(classes).map(period).collect()
    })
}

/// Months counted one at a time, on a calendar of one's own.
fn naive(day: NaiveDate, months: u32) -> NaiveDate {
    let (mut year, mut month) = (day.year(), day.month());
    for _ in 0..months {
        (year, month) = if month == 12 {
            (year + 1, 1)
        } else {
            (year, month + 1)
        };
    }
    let last = (28..=31)
        .rev()
        .find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some())
        .unwrap();
    NaiveDate::from_ymd_opt(year, month, day.day().min(last)).unwrap()
}

proptest! {
    #[test]
    fn months_are_counted_as_one_counts_them(day in day(), months in 0u32..400) {
        prop_assert_eq!(over_on(day, months), naive(day, months));
    }

    #[test]
    fn a_case_is_due_when_the_longest_period_of_its_asks_is_over(
        asks in asks(), periods in periods(), closed in day(),
    ) {
        let months = |ask: &Asked| periods
            .iter()
            .find(|p| p.class == Class::of(ask.kind))
            .map(|p| u32::from(p.months.get()));
        let due = due_on(&asks, &periods, closed);
        if asks.iter().any(|ask| months(ask).is_none()) {
            prop_assert_eq!(due, None);
        } else {
            for ask in &asks {
                prop_assert!(due.unwrap() >= naive(closed, months(ask).unwrap()));
            }
            prop_assert!(asks.iter().any(|a| due == Some(naive(closed, months(a).unwrap()))));
        }
    }

    #[test]
    fn the_record_of_what_was_handled_is_kept_three_years(asks in asks(), closed in day()) {
        let pack = RegimePack::parse(include_str!("../../../../assets/regimes/gbt35273.toml")).unwrap();
        let handled = asks.iter().any(|a| {
            a.outcome.is_some_and(|o| !matches!(o, Outcome::NotOurs | Outcome::Duplicate))
        });
        prop_assert_eq!(is_handled(&asks), handled);
        let kept = duty(pack.keeps(), closed);
        prop_assert_eq!(kept.map(|(until, _)| until), Some(naive(closed, 36)));
    }
}

#[test]
fn a_class_has_one_word() {
    for class in Class::all() {
        assert_eq!(class.as_str().parse::<Class>().unwrap(), class);
    }
    assert!("lunch".parse::<Class>().is_err());
}
