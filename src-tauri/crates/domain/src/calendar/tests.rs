use super::*;

const CN: &str = include_str!("../../../../../assets/calendars/cn.toml");
const OTHERS: [&str; 4] = [
    include_str!("../../../../../assets/calendars/ie.toml"),
    include_str!("../../../../../assets/calendars/uk.toml"),
    include_str!("../../../../../assets/calendars/us.toml"),
    include_str!("../../../../../assets/calendars/none.toml"),
];

fn day(calendar: &Calendar, date: &str) -> DayKind {
    calendar.day(date.parse().unwrap())
}

/// The State Council's arrangement for National Day 2026: off from 1 to 7 October, with
/// Sunday 20 September and Saturday 10 October worked for it.
#[test]
fn china_works_weekends_for_its_holidays() {
    let cn = Calendar::parse(CN).unwrap();
    assert!(day(&cn, "2026-09-20").is_working());
    assert!(!day(&cn, "2026-10-01").is_working());
    assert!(!day(&cn, "2026-10-07").is_working());
    assert_eq!(day(&cn, "2026-10-08"), DayKind::Working);
    assert!(matches!(
        day(&cn, "2026-10-10"),
        DayKind::MadeUp { holiday } if holiday.zh == "国庆节"
    ));
    assert_eq!(day(&cn, "2026-10-11"), DayKind::Weekend);
}

#[test]
fn a_year_not_listed_is_not_covered_and_keeps_its_weekends() {
    let cn = Calendar::parse(CN).unwrap();
    assert!((2018..=2026).all(|year| cn.covers(year)));
    assert!(!cn.covers(2028));
    assert_eq!(day(&cn, "2028-10-01"), DayKind::Weekend);
    assert_eq!(day(&cn, "2028-10-02"), DayKind::Working);
}

#[test]
fn every_shipped_calendar_is_read_and_names_its_sources() {
    for source in OTHERS {
        let calendar = Calendar::parse(source).unwrap();
        assert!(calendar.covers(2026));
        assert!(calendar.sources().all(|(_, source)| !source.is_empty()));
    }
}

#[test]
fn a_mistake_is_pointed_at() {
    let file = |days: &str| {
        format!(
            "id = \"x\"\nversion = \"1\"\ntitle = {{ en = \"X\", zh = \"X\" }}\nnames = {{ a = {{ en = \"A\", zh = \"A\" }} }}\n\
             [[years]]\nyear = 2026\nsource = \"s\"\n[years.holidays]\n{days}\n"
        )
    };
    let error = |days: &str| Calendar::parse(&file(days)).unwrap_err();
    assert!(matches!(
        error("2026-01-01 = \"b\""),
        CalendarError::UnknownName {
            at: Position {
                line: 9,
                column: 14
            },
            ..
        }
    ));
    assert!(matches!(
        error("2025-01-01 = \"a\""),
        CalendarError::OtherYear {
            at: Position { line: 9, .. },
            ..
        }
    ));
    assert!(matches!(
        error("[years.worked]\n2026-01-05 = \"a\""),
        CalendarError::NotMadeUp {
            at: Position { line: 10, .. },
            ..
        }
    ));
    assert!(matches!(
        error("tomorrow = \"a\""),
        CalendarError::Shape(ShapeError {
            at: Position { line: 9, .. },
            ..
        })
    ));
    let twice = "[[years]]\nyear = 2026\nsource = \"s\"\nholidays = {}";
    assert!(matches!(
        error(twice),
        CalendarError::YearTwice {
            at: Position { line: 9, .. },
            year: 2026
        }
    ));
}
