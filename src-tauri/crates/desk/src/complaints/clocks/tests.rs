//! A clock goes by the version of the law under which it began.

use domain::calendar::Calendar;
use domain::complaints::{Channel, Outcome, Priority, ReceivedSource};
use domain::regime::RegimePack;
use store::Word;

use super::*;

const OLD: &str = include_str!("../../../../../../assets/regimes/gbt35273.toml");

/// The packs of a program whose newest version gives complaints another time.
fn packs(regimes: &[&str]) -> Packs {
    Packs {
        regimes: regimes
            .iter()
            .map(|text| RegimePack::parse(text).expect("pack"))
            .collect(),
        policy: None,
        calendars: vec![
            Calendar::parse(include_str!("../../../../../../assets/calendars/none.toml"))
                .expect("calendar"),
        ],
        rules: domain::complaints::propose::Rules::default(),
    }
}

fn newer() -> String {
    let text = OLD.replace("\"2026.1\"", "\"2027.1\"");
    let text = text.replace("amount = 30", "amount = 20");
    assert_eq!(
        text.matches("amount = 20").count(),
        OLD.matches("amount = 30").count()
    );
    text
}

fn case(received_at: DateTime<Utc>) -> Image {
    let id = Uuid::from_u128(1);
    let case = CaseRow {
        id,
        number: 1,
        version: 1,
        status: Word(Status::New),
        status_since: received_at,
        channel: Word(Channel::Phone),
        history: false,
        quarantined: false,
        received_at,
        received_source: Word(ReceivedSource::Entered),
        created_at: received_at,
        regime: "gbt35273".into(),
        kinds: String::new(),
        kinds_proposed: false,
        priority: Word(Priority::Normal),
        assignee: None,
        department: None,
        due_on: None,
        snoozed_until: None,
        minor: false,
        representative: false,
        identity: Word(Identity::None),
        identity_method: None,
        identity_by: None,
        identity_at: None,
        due_at: None,
        due_sort: received_at,
        clock_started_at: None,
        clock_waits: false,
        clock_paused: false,
        attachments: 0,
        messages: 0,
        last_message_at: received_at,
        language: None,
        merged_into: None,
        split_from: None,
        held_at: None,
        held_by: None,
        erased_at: None,
        erased_because: None,
        acknowledge_by: None,
        handled_under: String::new(),
        sealed: Vec::new(),
        body: None,
    };
    Image {
        case,
        asks: vec![ask(2, received_at)],
        parties: Vec::new(),
        clocks: Vec::new(),
        tasks: Vec::new(),
        tags: Vec::new(),
        links: Vec::new(),
    }
}

fn ask(id: u128, received_at: DateTime<Utc>) -> AskRow {
    AskRow {
        id: Uuid::from_u128(id),
        case_id: Uuid::from_u128(1),
        place: 0,
        kind: Some(Word(AskKind::Complaint)),
        proposed: false,
        received_at,
        history: false,
        outcome: None::<Word<Outcome>>,
        ground: None,
        decided_at: None,
        decided_by: None,
        acknowledged_at: None,
        sealed: Vec::new(),
    }
}

#[test]
fn what_began_under_the_old_version_is_counted_by_it_to_its_end() {
    let now: DateTime<Utc> = "2026-03-02T01:00:00Z".parse().expect("time");
    let days = |packs: &Packs, image: &mut Image| -> Vec<(String, i64, usize)> {
        let ground = Ground {
            packs,
            added: &Calendars::default(),
            calendar: "none",
            zone: Tz::UTC,
            now,
        };
        ground.refresh(image, Uuid::now_v7).expect("clocks");
        let run = |row: &ClockRow| {
            let ask = image.asks.iter().find(|a| Some(a.id) == row.ask_id);
            let clock = ground.run(&image.case, ask, row).expect("clock");
            let due = clock.course.expect("course").due_date;
            (
                clock.regime_version,
                (due - now.date_naive()).num_days(),
                clock.warnings.len(),
            )
        };
        image.clocks.iter().map(run).collect()
    };
    let mut image = case(now);
    let old = |warnings| ("2026.1".to_owned(), 30, warnings);
    let new = |warnings| ("2027.1".to_owned(), 20, warnings);
    assert_eq!(days(&packs(&[OLD]), &mut image), [old(0)]);

    let both = packs(&[&newer(), OLD]);
    assert_eq!(days(&both, &mut image), [old(0)]);
    // What is asked from now on goes by the new one.
    image.asks.push(ask(3, now));
    assert_eq!(days(&both, &mut image), [old(0), new(0)]);
    assert_eq!(both.views().len(), 1, "the old one is not offered");
    // Where the old version is not at hand, it is said.
    assert_eq!(days(&packs(&[&newer()]), &mut image), [new(1), new(0)]);
}
