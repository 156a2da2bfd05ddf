use proptest::prelude::*;

use super::*;
use crate::calendar::DayKind;

const CN: &str = include_str!("../../../../../../assets/calendars/cn.toml");

fn ics(events: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n")
}

fn read(form: Form, text: &str) -> Result<AddedDays, FaultAt> {
    AddedDays::read(form, text.as_bytes())
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// As the calendars that telephones subscribe to have China's days: the end is exclusive, long
/// lines are folded, a weekend day that is worked says so.
#[test]
fn a_year_of_chinas_days_is_added_to_its_calendar() {
    let file = ics(
        "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270206\r\nDTEND;VALUE=DATE:20270213\r\nSUMMARY:春节\r\n  假期\r\n\
         BEGIN:VALARM\r\nTRIGGER:-P1D\r\nDURATION:PT1H\r\nEND:VALARM\r\nEND:VEVENT\r\n\
         BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270220\r\nSUMMARY:春节补班\r\nEND:VEVENT\r\n\
         BEGIN:VEVENT\r\nDTSTART;TZID=\"a:b\":20280101T000000\r\nSUMMARY:元旦\r\nEND:VEVENT\r\n",
    );
    let days = read(Form::Ics, &file).unwrap();
    let years = days.years();
    assert_eq!((years[0].year, years[0].off, years[0].worked), (2027, 7, 1));
    assert!(years[0].known && !years[1].known);

    let calendar = Calendar::parse(CN).unwrap();
    assert!(!calendar.covers(2027));
    let calendar = calendar.with(&days, 3);
    assert!(calendar.covers(2027) && !calendar.covers(2028) && calendar.covers(2026));
    assert!(matches!(
        calendar.day(date("2027-02-12")),
        DayKind::Holiday { holiday } if holiday.zh == "春节 假期"
    ));
    assert_eq!(calendar.day(date("2027-02-13")), DayKind::Weekend);
    assert!(matches!(
        calendar.day(date("2027-02-20")),
        DayKind::MadeUp { .. }
    ));
    assert!(!calendar.day(date("2028-01-01")).is_working());
    assert_eq!(calendar.version().added, Some(3));
}

/// In 2020 England's early May holiday was moved to Friday the 8th.
#[test]
fn a_holiday_is_moved() {
    let uk = include_str!("../../../../../../assets/calendars/uk.toml");
    let table = "\u{feff}date,kind,name\n2027-05-03,worked,\n2027-05-07,off,\"Moved, once\"\n";
    let days = read(Form::Csv, table).unwrap();
    let calendar = Calendar::parse(uk).unwrap();
    assert!(!calendar.day(date("2027-05-03")).is_working());
    let calendar = calendar.with(&days, 1);
    assert_eq!(calendar.day(date("2027-05-03")), DayKind::Working);
    assert!(!calendar.day(date("2027-05-07")).is_working());
    assert!(
        !calendar.day(date("2027-08-30")).is_working(),
        "the others stay"
    );
}

#[test]
fn what_does_not_fit_is_named_with_its_line() {
    let event = |lines: &str| ics(&format!("BEGIN:VEVENT\r\n{lines}END:VEVENT\r\n"));
    for (form, text, line, fault) in [
        (Form::Ics, "date,kind\n".to_owned(), 1, Fault::NotCalendar),
        (Form::Ics, ics(""), 1, Fault::Empty),
        (Form::Ics, event("SUMMARY:A\r\n"), 3, Fault::Date),
        (Form::Ics, event("DTSTART:20270230\r\n"), 4, Fault::Date),
        (
            Form::Ics,
            event("DTSTART:20270201\r\nRRULE:FREQ=YEARLY\r\n"),
            5,
            Fault::Repeats,
        ),
        (
            Form::Ics,
            event("DTSTART:20270201\r\nDTEND:20270101\r\n"),
            5,
            Fault::Span,
        ),
        (
            Form::Ics,
            event("DTSTART:20270201\r\nDTEND:20290101\r\n"),
            5,
            Fault::Span,
        ),
        (
            Form::Ics,
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270201\n".to_owned(),
            2,
            Fault::CutOff,
        ),
        (
            Form::Csv,
            "day,kind\n2027-01-01,off\n".to_owned(),
            1,
            Fault::Columns,
        ),
        (
            Form::Csv,
            "date,kind\n2027-01-01,off\n2027-13-01,off\n".to_owned(),
            3,
            Fault::Date,
        ),
        (
            Form::Csv,
            "date,kind\n2027-01-01,maybe\n".to_owned(),
            2,
            Fault::Kind,
        ),
        (
            Form::Csv,
            "date,kind\n2027-01-02,off\n2027-01-02,worked\n".to_owned(),
            3,
            Fault::Both,
        ),
    ] {
        assert_eq!(read(form, &text), Err(FaultAt { line, fault }), "{text}");
    }
    let torn = AddedDays::read(Form::Csv, b"date,name\n2027-01-01,\xff\n");
    assert_eq!(torn, Err(at(2, Fault::Encoding)));
    let large = AddedDays::read(Form::Csv, &vec![b'a'; LARGEST + 1]);
    assert_eq!(large, Err(at(1, Fault::TooLarge)));
}

proptest! {
    /// A day is what the list says last of it, and what the calendar said of the others.
    #[test]
    fn a_calendar_says_what_was_added(
        offsets in prop::collection::btree_map(0i64..1500, any::<bool>(), 1..60),
    ) {
        let first = date("2025-01-01");
        let mut table = "date,kind\n".to_owned();
        for (offset, worked) in &offsets {
            let day = first + chrono::TimeDelta::days(*offset);
            table += &format!("{day},{}\n", if *worked { "worked" } else { "off" });
        }
        let days = read(Form::Csv, &table).unwrap();
        let before = Calendar::parse(CN).unwrap();
        let after = before.clone().with(&days, 1);
        for offset in 0..1500 {
            let day = first + chrono::TimeDelta::days(offset);
            let wanted = offsets.get(&offset).copied();
            let works = wanted.unwrap_or_else(|| before.day(day).is_working());
            prop_assert_eq!(after.day(day).is_working(), works, "{}", day);
        }
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400), ics in any::<bool>()) {
        let _ = AddedDays::read(if ics { Form::Ics } else { Form::Csv }, &bytes);
    }
}
