//! Worked examples, each with its law; `naive` holds the sums against another count.

use chrono::TimeDelta;
use chrono_tz::Tz;

use super::*;

mod naive;

const CN: &str = include_str!("../../../../../../assets/calendars/cn.toml");
const IE: &str = include_str!("../../../../../../assets/calendars/ie.toml");
const UK: &str = include_str!("../../../../../../assets/calendars/uk.toml");
const US: &str = include_str!("../../../../../../assets/calendars/us.toml");
const GBT: &str = include_str!("../../../../../../assets/regimes/gbt35273.toml");
const GDPR: &str = include_str!("../../../../../../assets/regimes/gdpr.toml");

const UK_LAW: &str = include_str!("../../../../../../assets/regimes/uk.toml");
const CCPA: &str = include_str!("../../../../../../assets/regimes/ccpa.toml");

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn amount(amount: u16) -> NonZeroU16 {
    NonZeroU16::new(amount).unwrap()
}

fn input(ask: AskKind, received_at: &str) -> ClockInput {
    ClockInput {
        ask,
        kind: ClockKind::Answer,
        received_at: at(received_at),
        identity_verified_at: None,
        pauses: Vec::new(),
        extension: None,
        letter_limit: None,
        met_at: None,
    }
}

fn clock(pack: &str, calendar: &str, tz: Tz, input: &ClockInput) -> Clock {
    let pack = RegimePack::parse(pack).unwrap();
    let calendar = Calendar::parse(calendar).unwrap();
    run(&pack, &calendar, tz, input).unwrap()
}

fn course(pack: &str, calendar: &str, tz: Tz, input: &ClockInput) -> Course {
    clock(pack, calendar, tz, input).course.unwrap()
}

/// GDPR 12(3) with Regulation 1182/71, article 3(2)(c): February has no 31st.
#[test]
fn a_month_from_31_january_ends_with_february() {
    let course = course(
        GDPR,
        IE,
        Tz::Europe__Dublin,
        &input(AskKind::View, "2025-01-31T09:14:00Z"),
    );
    assert_eq!(course.due_date, date("2025-02-28"));
    assert_eq!(course.due_at, at("2025-02-28T23:59:59.999999Z"));
    assert!(course.rolled.is_empty());
}

/// Regulation 1182/71, article 3(4): Sunday 15 June 2025 rolls to Monday; 31 August 2026
/// is a bank holiday in England, so that the period ends on 1 September, in summer time.
#[test]
fn an_end_on_a_day_off_rolls() {
    let sunday = course(
        GDPR,
        IE,
        Tz::Europe__Dublin,
        &input(AskKind::Delete, "2025-05-15T12:00:00Z"),
    );
    assert_eq!(
        (sunday.end_date, sunday.due_date),
        (date("2025-06-15"), date("2025-06-16"))
    );

    let holiday = course(
        GDPR,
        UK,
        Tz::Europe__London,
        &input(AskKind::View, "2026-07-31T08:14:00Z"),
    );
    assert_eq!(holiday.due_at, at("2026-09-01T22:59:59.999999Z"));
    assert!(matches!(
        &holiday.rolled[..],
        [PassedDay { day: DayKind::Holiday { holiday }, .. }] if holiday.en == "Summer bank holiday"
    ));
}

/// UK GDPR, article 12A: to the corresponding date; a short month ends on its last day, and
/// Easter Monday 2027 rolls on.
#[test]
fn a_uk_month_rolls_over_easter() {
    let due = |received: &str| {
        let ask = input(AskKind::View, received);
        course(UK_LAW, UK, Tz::Europe__London, &ask).due_date
    };
    assert_eq!(
        due("2027-01-31T12:00:00Z"),
        date("2027-03-01"),
        "28 February is a Sunday"
    );
    assert_eq!(
        due("2027-02-26T12:00:00Z"),
        date("2027-03-30"),
        "Good Friday to Easter Monday"
    );
    assert_eq!(
        due("2026-11-25T12:00:00Z"),
        date("2026-12-29"),
        "Boxing Day's substitute"
    );
}

/// DPA 2018, section 164A: thirty days from the day after receipt, to the next working day. The
/// clock for the outcome runs beside it, and has no number of its own.
#[test]
fn a_uk_complaint_is_acknowledged() {
    let mut ask = input(AskKind::Complaint, "2026-07-30T09:00:00Z");
    let answer = clock(UK_LAW, UK, Tz::Europe__London, &ask);
    assert!(answer.own_target);
    ask.kind = ClockKind::Acknowledge;
    let sum = course(UK_LAW, UK, Tz::Europe__London, &ask);
    // Saturday, and Monday is the summer bank holiday.
    assert_eq!(
        (sum.end_date, sum.due_date),
        (date("2026-08-29"), date("2026-09-01"))
    );
    assert_eq!(sum.rolled.len(), 3);
}

/// 11 CCR 7021: ten business days to confirm, over Thanksgiving; 45 calendar days to answer, which
/// neither roll nor wait for the verification; 45 more if the person is told in time.
#[test]
fn a_californian_request_has_two_clocks() {
    let mut ask = input(AskKind::Delete, "2026-11-20T20:00:00Z");
    ask.pauses = vec![Pause {
        reason: PauseReason::Identity,
        from: at("2026-11-21T20:00:00Z"),
        to: None,
    }];
    let zone = Tz::America__Los_Angeles;
    let answer = clock(CCPA, US, zone, &ask);
    assert!(!answer.pauses[0].counts && answer.roll.is_none());
    assert_eq!(answer.course.unwrap().due_date, date("2027-01-04"));
    ask.extension = Some(Extension {
        amount: amount(45),
        told_at: at("2027-01-04T20:00:00Z"),
    });
    let longer = course(CCPA, US, zone, &ask);
    assert_eq!(longer.due_date, date("2027-02-18"));

    ask.kind = ClockKind::Acknowledge;
    let confirm = course(CCPA, US, zone, &ask);
    assert_eq!(confirm.due_date, date("2026-12-07"));
    let off: Vec<_> = confirm
        .skipped
        .iter()
        .filter(|day| day.day != DayKind::Weekend)
        .collect();
    assert_eq!(off.len(), 1);

    // 11 CCR 7026(f): to opt out takes at most 15 business days.
    let opt_out = input(AskKind::Objection, "2026-11-20T20:00:00Z");
    assert_eq!(
        course(CCPA, US, zone, &opt_out).due_date,
        date("2026-12-14")
    );
}

/// A letter's limit may be a time of day; it neither rolls nor pauses, and is late a minute after.
#[test]
fn a_letter_sets_a_day_or_a_time() {
    let mut letter = input(AskKind::AuthorityLetter, "2026-09-18T02:00:00Z");
    letter.letter_limit = Some(Limit::Date {
        date: date("2026-10-01"),
        time: Some("17:00:00".parse().unwrap()),
    });
    for (pack, calendar) in [(GBT, CN), (GDPR, IE), (UK_LAW, UK), (CCPA, US)] {
        let clock = clock(pack, calendar, Tz::Asia__Shanghai, &letter);
        let sum = clock.course.as_ref().unwrap();
        assert_eq!(
            (sum.due_date, sum.due_at),
            (date("2026-10-01"), at("2026-10-01T09:00:00Z"))
        );
        assert!(matches!(
            clock.state_at(at("2026-10-01T09:00:00Z")),
            State::Soon { .. }
        ));
        let after = clock.state_at(at("2026-10-01T09:01:00Z"));
        assert_eq!(after, State::Overdue { days_over: 0 });
    }
    // A time that summer time skips is taken where the clock goes on.
    letter.letter_limit = Some(Limit::Date {
        date: date("2027-03-28"),
        time: Some("01:30:00".parse().unwrap()),
    });
    let skipped = course(UK_LAW, UK, Tz::Europe__London, &letter);
    assert_eq!(skipped.due_at, at("2027-03-28T01:00:00Z"));
}

/// Sunday 20 September 2026 is worked in China for National Day: a roll stops there, and
/// a count of working days includes it.
#[test]
fn a_made_up_day_is_a_working_day() {
    let rolled = course(
        GDPR,
        CN,
        Tz::Asia__Shanghai,
        &input(AskKind::View, "2026-08-19T02:00:00Z"),
    );
    assert_eq!(
        (rolled.end_date, rolled.due_date),
        (date("2026-09-19"), date("2026-09-20"))
    );
    assert!(matches!(rolled.due_day, DayKind::MadeUp { .. }));

    let mut letter = input(AskKind::AuthorityLetter, "2026-09-18T02:00:00Z");
    letter.letter_limit = Some(Limit::Period(Period {
        amount: amount(3),
        unit: TimeUnit::WorkingDays,
    }));
    let letter = course(GBT, CN, Tz::Asia__Shanghai, &letter);
    assert_eq!(letter.due_date, date("2026-09-22"));
    assert_eq!(letter.skipped.len(), 1);
}

/// GB/T 35273-2020 8.7 a): thirty days after verification, and no roll, even on National
/// Day. Before verification the clock says what it waits for.
#[test]
fn thirty_days_run_from_verification_and_do_not_roll() {
    let mut ask = input(AskKind::Copy, "2026-08-20T02:00:00Z");
    let waiting = clock(GBT, CN, Tz::Asia__Shanghai, &ask);
    let now = at("2026-08-21T00:00:00Z");
    assert_eq!(
        waiting.state_at(now),
        State::NotStarted {
            waits_for: WaitsFor::Identity
        }
    );

    // 1 September in Shanghai, still 31 August in UTC.
    ask.identity_verified_at = Some(at("2026-08-31T18:00:00Z"));
    let running = course(GBT, CN, Tz::Asia__Shanghai, &ask);
    assert_eq!(running.due_date, date("2026-10-01"));
    assert_eq!(running.due_at, at("2026-10-01T15:59:59.999999Z"));
    assert!(matches!(running.due_day, DayKind::Holiday { .. }));
}

/// GDPR 12(3): two further months, counted from the receipt with the first; the person is
/// told within the first period, which ends on Friday 28 February.
#[test]
fn an_extension_counts_if_told_in_time_and_allowed() {
    let mut ask = input(AskKind::View, "2025-01-31T09:00:00Z");
    let extended = |ask: &ClockInput| clock(GDPR, IE, Tz::Europe__Dublin, ask);
    let two = |told_at: &str| {
        Some(Extension {
            amount: amount(2),
            told_at: at(told_at),
        })
    };

    ask.extension = two("2025-02-28T23:00:00Z");
    let in_time = extended(&ask);
    assert_eq!(in_time.course.unwrap().due_date, date("2025-04-30"));
    assert_eq!(in_time.extension.granted, ask.extension);

    ask.extension = two("2025-03-01T00:00:00Z");
    let late = extended(&ask);
    assert_eq!(late.course.unwrap().due_date, date("2025-02-28"));
    assert!(matches!(
        late.extension.not_counted,
        Some(NoExtension::Late { .. })
    ));

    ask.extension = Some(Extension {
        amount: amount(3),
        told_at: at("2025-02-01T00:00:00Z"),
    });
    let too_long = extended(&ask).extension.not_counted;
    assert_eq!(too_long, Some(NoExtension::TooLong { most: amount(2) }));

    ask.identity_verified_at = Some(ask.received_at);
    let none = clock(GBT, CN, Tz::Asia__Shanghai, &ask)
        .extension
        .not_counted;
    assert_eq!(none, Some(NoExtension::NotAllowed));
}

/// EDPB Guidelines 01/2022, section 5.3: the month stands still while proof of identity is
/// awaited. GB/T 35273 has no such rule for its thirty days.
#[test]
fn a_pause_counts_where_the_regime_has_one() {
    let mut ask = input(AskKind::View, "2025-03-03T09:00:00Z");
    let pause = |to: Option<&str>| Pause {
        reason: PauseReason::Identity,
        from: at("2025-03-05T09:00:00Z"),
        to: to.map(at),
    };
    ask.pauses = vec![pause(Some("2025-03-12T09:00:00Z"))];
    let closed = clock(GDPR, IE, Tz::Europe__Dublin, &ask);
    let sum = closed.course.clone().unwrap();
    assert_eq!((sum.paused_days, sum.due_date), (7, date("2025-04-10")));
    let during = closed.state_at(at("2025-03-10T00:00:00Z"));
    assert!(matches!(during, State::Paused { days_left: 29, .. }));

    ask.pauses = vec![pause(None)];
    let open = clock(GDPR, IE, Tz::Europe__Dublin, &ask);
    let later = open.state_at(at("2026-01-01T00:00:00Z"));
    assert!(matches!(later, State::Paused { days_left: 29, .. }));

    ask.identity_verified_at = Some(ask.received_at);
    let gbt = clock(GBT, CN, Tz::Asia__Shanghai, &ask);
    assert!(!gbt.pauses[0].counts);
    let later = gbt.state_at(at("2026-01-01T00:00:00Z"));
    assert!(matches!(later, State::Overdue { .. }));
}

/// The month ended on Saturday 14 June 2025 and would roll to Monday; from Sunday to
/// Wednesday the answer waits for the requester.
#[test]
fn a_roll_passes_over_a_pause() {
    let mut ask = input(AskKind::View, "2025-05-14T09:00:00Z");
    ask.pauses = vec![Pause {
        reason: PauseReason::Requester,
        from: at("2025-06-15T09:00:00Z"),
        to: Some(at("2025-06-18T09:00:00Z")),
    }];
    let sum = course(GDPR, IE, Tz::Europe__Dublin, &ask);
    assert_eq!(
        (sum.end_date, sum.due_date),
        (date("2025-06-14"), date("2025-06-18"))
    );
    assert_eq!(sum.rolled.last().unwrap().day, DayKind::Working);
}

#[test]
fn a_year_the_calendar_lacks_is_said() {
    let not_covered = |decides| Warning::YearNotCovered {
        calendar: "cn".into(),
        year: 2028,
        decides,
    };
    let mut ask = input(AskKind::View, "2028-03-01T00:00:00Z");
    let gdpr = clock(GDPR, CN, Tz::Asia__Shanghai, &ask);
    assert_eq!(gdpr.warnings, [not_covered(true)]);
    ask.identity_verified_at = Some(ask.received_at);
    let gbt = clock(GBT, CN, Tz::Asia__Shanghai, &ask);
    assert_eq!(gbt.warnings, [not_covered(false)]);
}

/// Zones whose midnight is missing, comes twice, or whose whole day is missing.
#[test]
fn a_day_ends_where_the_next_begins() {
    let end = |tz, day: &str| zone::end_of_day(tz, date(day)).unwrap();
    // São Paulo went from 0:00 to 1:00 on 4 November 2018.
    assert_eq!(
        end(Tz::America__Sao_Paulo, "2018-11-03"),
        at("2018-11-04T02:59:59.999999Z")
    );
    // Havana goes from 1:00 back to 0:00: the day before has ended by then.
    assert_eq!(
        end(Tz::America__Havana, "2024-11-02"),
        at("2024-11-03T03:59:59.999999Z")
    );
    // St John's went from 0:01 back to 23:01 of the day before.
    assert_eq!(
        end(Tz::America__St_Johns, "2006-10-28"),
        at("2006-10-29T03:29:59.999999Z")
    );
    // Samoa had no 30 December 2011.
    assert_eq!(
        end(Tz::Pacific__Apia, "2011-12-30"),
        end(Tz::Pacific__Apia, "2011-12-29")
    );
}

#[test]
fn the_state_follows_local_dates() {
    let mut ask = input(AskKind::View, "2025-03-03T09:00:00Z");
    let running = clock(GDPR, IE, Tz::Europe__Dublin, &ask);
    let due_at = running.course.clone().unwrap().due_at;
    let state = |now| running.state_at(now);
    assert!(matches!(
        state(at("2025-03-26T23:59:59Z")),
        State::Running { days_left: 8, .. }
    ));
    assert!(matches!(
        state(at("2025-03-27T00:00:00Z")),
        State::Soon { days_left: 7, .. }
    ));
    assert!(matches!(state(due_at), State::Soon { days_left: 0, share_run } if share_run == 1.0));
    let after = due_at + TimeDelta::microseconds(1);
    assert_eq!(state(after), State::Overdue { days_over: 1 });

    ask.met_at = Some(after);
    let met = clock(GDPR, IE, Tz::Europe__Dublin, &ask).state_at(after);
    assert_eq!(
        met,
        State::Met {
            late: true,
            days_over: 1
        }
    );
}
