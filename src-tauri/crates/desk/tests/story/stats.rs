//! The office's figures, held against what was counted by hand.

use chrono::{NaiveDate, TimeDelta};
use desk::Error;
use desk::complaints::*;
use domain::complaints::{AskKind, Channel, Outcome};

use crate::office::{Office, mail, on, tell};

const DAY: i64 = 24 * 60 * 60;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("day")
}

async fn asked(office: &Office, kind: AskKind) {
    let input = NewCase {
        channel: Channel::Phone,
        received_at: None,
        subject: kind.to_string(),
        text: "By phone.".into(),
        kinds: vec![kind],
        name: "Ada Quill".into(),
        address: "ada@example.com".into(),
        detail: String::new(),
    };
    office.desk.case_new(input).await.expect("case");
}

async fn answered(office: &Office, number: u32) {
    let case = office.case(number).await;
    let kinds = case.asks.iter().filter_map(|ask| ask.kind).collect();
    let triage = Triage {
        kinds: Some(kinds),
        ..Triage::default()
    };
    office
        .desk
        .case_triage(on(&case), triage)
        .await
        .expect("triage");
    let case = office.case(number).await;
    let outcomes = case.asks.iter().map(|ask| OutcomeInput {
        ask: ask.id,
        outcome: Outcome::Fulfilled,
        reason: String::new(),
        recipients_to_tell: Vec::new(),
    });
    let answer = AnswerInput {
        text: "It is done.".into(),
        eml: None,
        sent_at: None,
        outcomes: outcomes.collect(),
    };
    office
        .desk
        .case_answer(on(&case), answer)
        .await
        .expect("answer");
}

fn told(sums: &[OnTime]) -> Vec<(&str, u32, u32, u32)> {
    sums.iter()
        .map(|sum| {
            (
                sum.of.as_deref().unwrap_or(""),
                sum.on_time,
                sum.late,
                sum.running,
            )
        })
        .collect()
}

fn some(all: &[Arrivals]) -> Vec<(NaiveDate, u32)> {
    let some = all.iter().filter(|one| one.count > 0);
    some.map(|one| (one.day, one.count)).collect()
}

#[test]
fn the_figures_are_those_that_one_counts_by_hand() {
    tell(|office| async move {
        let desk = &office.desk;
        // Monday 2 March: two; Thursday one more, and the first is answered after three days.
        asked(&office, AskKind::Suggestion).await;
        asked(&office, AskKind::Suggestion).await;
        office.pass(TimeDelta::days(3));
        asked(&office, AskKind::Complaint).await;
        answered(&office, 1).await;
        // Monday 9 March: the first is closed after seven days; a fourth goes into the third.
        office.pass(TimeDelta::days(4));
        desk.case_close(on(&office.case(1).await))
            .await
            .expect("close");
        asked(&office, AskKind::Question).await;
        let (third, fourth) = (office.case(3).await, office.case(4).await);
        let into = MergeInput {
            into: third.id,
            other_person: false,
        };
        desk.case_merge(on(&fourth), into).await.expect("merge");
        // Old mail is no arrival, and opens nothing that could be late.
        let old = mail(
            "Old <old@example.com>",
            "Old",
            "o@example.com",
            "",
            "I complain.",
        );
        let file = office.folder.path().join("old.eml");
        std::fs::write(&file, old).expect("file");
        office.import(&file.display().to_string(), true).await;
        // Thursday 9 April: the second is answered on its 38th day, limits are 30; a fifth comes.
        office.pass(TimeDelta::days(31));
        answered(&office, 2).await;
        asked(&office, AskKind::Complaint).await;

        let stats = desk.cases_stats(None, None).await.expect("stats");
        assert_eq!(
            (stats.from, stats.to),
            (day("2026-01-16"), day("2026-04-09"))
        );
        assert_eq!(stats.received, 4);
        assert_eq!(stats.days.len(), 84);
        assert_eq!(
            some(&stats.days),
            [
                (day("2026-03-02"), 2),
                (day("2026-03-05"), 1),
                (day("2026-04-09"), 1)
            ]
        );
        assert_eq!(stats.weeks.len(), 13);
        assert_eq!(
            some(&stats.weeks),
            [(day("2026-03-02"), 3), (day("2026-04-06"), 1)]
        );
        // The third has 35 days, the fifth none.
        let ages: Vec<(u32, Option<u32>, u32)> = stats
            .open
            .iter()
            .map(|age| (age.from_days, age.to_days, age.count))
            .collect();
        assert_eq!(
            ages,
            [
                (0, Some(7), 1),
                (8, Some(14), 0),
                (15, Some(21), 0),
                (22, Some(30), 0),
                (31, None, 1)
            ]
        );
        let spread = |one: &Spread| (one.count, one.median_seconds, one.p90_seconds);
        assert_eq!(
            spread(&stats.first_answer),
            (2, Some(3 * DAY), Some(38 * DAY))
        );
        assert_eq!(spread(&stats.closing), (1, Some(7 * DAY), Some(7 * DAY)));
        assert_eq!(
            told(&stats.by_kind),
            [
                ("complaint", 0, 1, 1),
                ("suggestion", 1, 1, 0),
                ("question", 0, 1, 0)
            ]
        );
        assert_eq!(told(&stats.by_regime), [("gbt35273", 1, 3, 1)]);

        // A day is that of the workspace: what came at 09:30 in Shanghai is of the same day.
        let thursday = day("2026-03-05");
        let stats = desk
            .cases_stats(Some(thursday), Some(thursday))
            .await
            .expect("stats");
        assert_eq!(
            (stats.received, stats.days.len(), stats.weeks.len()),
            (1, 1, 1)
        );
        assert_eq!(stats.weeks[0].day, day("2026-03-02"));
        assert_eq!(spread(&stats.first_answer), (0, None, None));
        let turned = desk
            .cases_stats(Some(day("2026-03-06")), Some(thursday))
            .await;
        assert!(matches!(turned.err(), Some(Error::Invalid { field }) if field == "from"));
    });
}
