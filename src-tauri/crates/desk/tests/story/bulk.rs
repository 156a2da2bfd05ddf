//! One act on many cases: what is not possible is told and left, and one undo takes all back.

use chrono::TimeDelta;
use desk::Error;
use desk::complaints::*;
use domain::complaints::{AskKind, Outcome, Priority, SortBy, Status};
use uuid::Uuid;

use crate::office::{Office, on, tell};

pub fn every(query: &str) -> Marked {
    Marked {
        all: Some(Arrangement {
            view: View::All,
            query: query.to_owned(),
            sort: Some(SortBy::Number),
            reverse: false,
            grouped: false,
            columns: Vec::new(),
        }),
        ..Marked::default()
    }
}

pub async fn some(office: &Office, numbers: &[u32]) -> Marked {
    let mut marked = Marked::default();
    for number in numbers {
        marked.cases.push(office.case(*number).await.id);
    }
    marked
}

async fn statuses(office: &Office) -> Vec<Status> {
    let query = ListQuery {
        view: View::All,
        sort: Some(SortBy::Number),
        reverse: true,
        limit: 500,
        ..ListQuery::default()
    };
    let page = office.desk.cases_list(&query).await.expect("list");
    page.rows.iter().filter_map(|row| row.status).collect()
}

pub async fn calls(office: &Office, count: u32) {
    for n in 1..=count {
        office.call(&format!("Call {n}"), "About the heron.").await;
    }
}

fn severe() -> Deed {
    Deed::Triage {
        triage: Triage {
            kinds: Some(vec![AskKind::Question]),
            priority: Some(Priority::Severe),
            add_tags: Some(vec!["heron".to_owned()]),
            ..Triage::default()
        },
    }
}

#[test]
fn what_is_possible_is_done_and_the_rest_is_told_beforehand() {
    tell(|office| async move {
        calls(&office, 4).await;
        let desk = &office.desk;
        let third = office.case(3).await;
        desk.case_not_ours(on(&third), "Another company's.")
            .await
            .expect("set aside");
        let close = || Deed::NotOurs {
            reason: "All of them.".to_owned(),
        };
        let preview = desk
            .bulk_preview(&every(""), close())
            .await
            .expect("preview");
        assert_eq!(
            (preview.total, preview.possible, preview.undoable),
            (4, 3, true)
        );
        let [refused] = preview.refused.as_slice() else {
            panic!("one reason: {:?}", preview.refused)
        };
        assert_eq!(
            (refused.code.as_str(), refused.count),
            ("case.act.blocked", 1)
        );
        assert_eq!(refused.numbers, [3]);
        assert_eq!(
            statuses(&office).await[0],
            Status::New,
            "a preview changes nothing"
        );

        let mut heard = Vec::new();
        let key = Uuid::from_u128(7);
        let hear = |done, total| {
            heard.push((done, total));
            true
        };
        let done = desk
            .bulk(&every(""), close(), key, hear)
            .await
            .expect("bulk");
        assert_eq!((done.done, done.stopped), (3, false));
        assert_eq!(done.refused, preview.refused);
        assert_eq!(heard, [(0, 4), (4, 4)]);
        assert_eq!(statuses(&office).await, [Status::Closed; 4]);
        // Its answer was lost, and it is sent again.
        let again = desk
            .bulk(&every(""), close(), key, |_, _| true)
            .await
            .expect("again");
        assert_eq!((again.done, again.refused.len()), (3, 1));
        // By now the view that it was done to shows none of them.
        let mut open = every("");
        open.all.as_mut().expect("listed").view = View::AllOpen;
        let again = desk.bulk(&open, close(), key, |_, _| true).await;
        assert_eq!(again.expect("again").done, 3);

        let undone = desk.bulk_undo(done.id).await.expect("undo");
        assert_eq!((undone.done, undone.refused.len()), (3, 0));
        let expected = [Status::New, Status::New, Status::Closed, Status::New];
        assert_eq!(statuses(&office).await, expected);
        assert_eq!(
            desk.bulk_undo(done.id).await.err(),
            Some(Error::UndoNothing)
        );
        assert!(desk.audit_verify().await.expect("verify").sound);
    });
}

#[test]
fn an_undo_leaves_what_was_worked_on_since() {
    tell(|office| async move {
        calls(&office, 3).await;
        let desk = &office.desk;
        let key = Uuid::from_u128(8);
        let done = desk
            .bulk(&every(""), severe(), key, |_, _| true)
            .await
            .expect("bulk");
        assert_eq!(done.done, 3);
        let second = office.case(2).await;
        assert_eq!(
            (second.priority, second.tags.as_slice()),
            (Priority::Severe, ["heron".to_owned()].as_slice())
        );
        desk.case_snooze(
            on(&second),
            Some(office.now().date_naive() + TimeDelta::days(9)),
        )
        .await
        .expect("snooze");
        let undone = desk.bulk_undo(key).await.expect("undo");
        assert_eq!(undone.done, 2);
        assert_eq!(undone.refused[0].numbers, [2]);
        assert_eq!(office.case(1).await.priority, Priority::Normal);
        assert_eq!(office.case(2).await.priority, Priority::Severe);
    });
}

#[test]
fn a_search_marks_what_it_finds_but_for_some_and_stops_when_told() {
    tell(|office| async move {
        calls(&office, 60).await;
        office.call("A lathe", "About the lathe.").await;
        let desk = &office.desk;
        let first = office.case(1).await.id;
        let mut marked = every("heron");
        marked.except = vec![first];
        let note = |text: &str| Deed::Note {
            text: text.to_owned(),
            mentions: Vec::new(),
        };
        let empty = desk.bulk_preview(&marked, note(" ")).await;
        assert!(matches!(empty.err(), Some(Error::Invalid { .. })));
        let preview = desk
            .bulk_preview(&marked, note("All alike."))
            .await
            .expect("preview");
        assert_eq!(
            (preview.total, preview.possible, preview.undoable),
            (59, 59, false)
        );
        // After the first batch it is told to stop.
        let stop = |done, _| done == 0;
        let key = Uuid::from_u128(9);
        let done = desk
            .bulk(&marked, note("All alike."), key, stop)
            .await
            .expect("bulk");
        assert_eq!((done.done, done.stopped), (50, true));
        let done = desk
            .bulk(&marked, note("All alike."), key, |_, _| true)
            .await
            .expect("rest");
        assert_eq!((done.done, done.stopped), (59, false));
        let noted = office.list(View::All, "has:note").await;
        assert_eq!(noted.len(), 59);
        let mut texts = 0;
        for row in noted {
            texts += desk.case_open(row.id).await.expect("open").notes.len();
        }
        assert_eq!(texts, 59, "each has it once");
        let undo = desk.bulk_undo(key).await.expect("undo");
        assert_eq!((undo.done, undo.refused[0].count), (0, 59));
    });
}

#[test]
fn the_same_is_acknowledged_answered_and_refused_for_many() {
    tell(|office| async move {
        calls(&office, 5).await;
        let desk = &office.desk;
        desk.bulk(&every(""), severe(), Uuid::from_u128(11), |_, _| true)
            .await
            .expect("triaged");
        let done = office.case(5).await;
        desk.case_not_ours(on(&done), "Another company's.")
            .await
            .expect("set aside");
        let answer = |outcome| Deed::Answer {
            text: "The heron is gone. 苍鹭已飞走。".to_owned(),
            outcome,
            reason: String::new(),
            sent_at: None,
        };
        let marked = some(&office, &[1, 2, 5]).await;
        let partly = desk
            .bulk_preview(&marked, answer(Outcome::Partly))
            .await
            .expect("preview");
        assert_eq!(partly.possible, 0, "partly of what, it has to say");
        let key = Uuid::from_u128(12);
        let answered = desk
            .bulk(&marked, answer(Outcome::Fulfilled), key, |_, _| true)
            .await
            .expect("answered");
        assert_eq!((answered.done, answered.undoable), (2, false));
        assert_eq!(answered.refused[0].numbers, [5]);
        let first = office.case(1).await;
        assert_eq!(first.status, Status::Answered);
        assert_eq!(first.asks[0].outcome, Some(Outcome::Fulfilled));
        assert!(first.messages[0].outgoing);

        let grounds = &desk.choices().await.expect("choices").regimes;
        let law = grounds.iter().find(|one| one.id == first.regime);
        let law = law.expect("its law");
        let ground = law.grounds.iter().find(|one| one.asks.is_empty());
        let refuse = |ground: &str| Deed::Refuse {
            ground: ground.to_owned(),
            reason: "Three times in a row.".to_owned(),
            route: String::new(),
            text: String::new(),
        };
        let marked = some(&office, &[3, 4]).await;
        let unknown = desk
            .bulk_preview(&marked, refuse("no/such"))
            .await
            .expect("preview");
        assert_eq!(unknown.refused[0].code, "case.refuse.unknown-ground");
        let ground = &ground.expect("for all").id;
        let key = Uuid::from_u128(13);
        let refused = desk
            .bulk(&marked, refuse(ground), key, |_, _| true)
            .await
            .expect("refused");
        assert_eq!((refused.done, refused.undoable), (2, true));
        let third = office.case(3).await;
        assert_eq!(third.asks[0].outcome, Some(Outcome::Refused));
        assert_eq!(third.asks[0].route.as_deref(), Some(&*law.route.zh));
        desk.bulk_undo(key).await.expect("undone");
        assert_eq!(office.case(3).await.asks[0].outcome, None);

        // No law of these cases has it acknowledged.
        let told = Deed::Acknowledge {
            text: String::new(),
            sent_at: None,
        };
        let preview = desk.bulk_preview(&marked, told).await.expect("preview");
        assert_eq!(preview.possible, 0);
        assert_eq!(preview.refused[0].code, "case.act.blocked");
    });
}

#[test]
fn all_that_are_marked_are_merged_into_the_oldest_and_taken_apart_at_once() {
    tell(|office| async move {
        calls(&office, 4).await;
        let desk = &office.desk;
        let merge = |other_person| Deed::Merge { other_person };
        let preview = desk
            .bulk_preview(&every(""), merge(true))
            .await
            .expect("preview");
        assert_eq!((preview.total, preview.possible), (3, 3));
        let merged = preview.merged.expect("what comes of it");
        assert_eq!((merged.into.number, merged.asks), (1, 4));
        assert_eq!(statuses(&office).await.len(), 4, "nothing is changed");

        let key = Uuid::from_u128(14);
        let marked = some(&office, &[1, 2, 3, 4]).await;
        for _ in 0..2 {
            let done = desk
                .bulk(&marked, merge(true), key, |_, _| true)
                .await
                .expect("merged");
            assert_eq!(done.done, 3, "once, however often it is sent");
            let first = office.case(1).await;
            assert_eq!((first.asks.len(), first.merged.len()), (4, 3));
            assert_eq!(office.case(4).await.id, first.id);
        }
        let undone = desk.bulk_undo(key).await.expect("undone");
        assert_eq!((undone.done, undone.refused.len()), (3, 0));
        for number in 1..=4 {
            let case = office.case(number).await;
            assert_eq!((case.number, case.asks.len()), (number, 1));
        }
        assert!(desk.audit_verify().await.expect("verify").sound);
    });
}
