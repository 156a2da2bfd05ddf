//! Merging many cases at once: in batches, with one undo for all of them.

use desk::complaints::*;
use domain::complaints::{AskKind, Priority, Status};
use domain::people::Role;
use domain::retention::Because;
use uuid::Uuid;

use crate::bulk::{calls, every, some};
use crate::office::{Engine, Office, on, runtime, tell};
use crate::team::{as_role, comes};

const MERGE: Deed = Deed::Merge {
    other_person: false,
};

/// Subject, asks, parties and tags of the cases of these numbers, as each is now.
async fn made_of(office: &Office, numbers: std::ops::RangeInclusive<u32>) -> Vec<String> {
    let mut all = Vec::new();
    for number in numbers {
        let case = office.case(number).await;
        let asks: Vec<_> = case.asks.iter().map(|ask| (ask.id, ask.kind)).collect();
        let parties: Vec<_> = case.parties.iter().map(|party| party.id).collect();
        all.push(format!(
            "{} {} {asks:?} {parties:?} {:?} {:?}",
            case.number,
            case.subject,
            case.tags,
            case.clocks.len()
        ));
    }
    all
}

#[test]
fn a_merge_of_many_goes_in_batches_stops_goes_on_and_is_undone_as_one() {
    tell(|office| async move {
        calls(&office, 120).await;
        let desk = &office.desk;
        let before = made_of(&office, 1..=120).await;
        let preview = desk
            .bulk_preview(&every("heron"), MERGE)
            .await
            .expect("preview");
        assert_eq!((preview.total, preview.possible), (119, 119));
        assert_eq!(preview.merged.expect("what comes of it").asks, 120);

        let key = Uuid::from_u128(31);
        let mut heard = Vec::new();
        let stop = |done, total| {
            heard.push((done, total));
            done < 50
        };
        let done = desk.bulk(&every("heron"), MERGE, key, stop).await;
        let done = done.expect("begun");
        assert_eq!((done.done, done.stopped, done.undoable), (50, true, true));
        assert_eq!(heard, [(0, 119), (50, 119), (50, 119)]);
        assert_eq!(office.case(1).await.asks.len(), 51);

        // Sent again it goes on, and once more it says what was done, although no list has them.
        for _ in 0..2 {
            let done = desk.bulk(&every("heron"), MERGE, key, |_, _| true).await;
            let done = done.expect("merged");
            assert_eq!((done.done, done.stopped, done.undoable), (119, false, true));
            assert!(done.refused.is_empty(), "{:?}", done.refused);
        }
        let first = office.case(1).await;
        assert_eq!((first.asks.len(), first.merged.len()), (120, 119));
        assert_eq!(office.list(View::All, "heron").await.len(), 1);

        let undone = desk.bulk_undo(key).await.expect("undone");
        assert_eq!((undone.done, undone.refused.len()), (119, 0));
        assert_eq!(made_of(&office, 1..=120).await, before);
        assert!(desk.audit_verify().await.expect("verify").sound);
    });
}

#[test]
fn one_of_many_is_taken_out_again_and_what_stays_is_erased_whole() {
    tell(|office| async move {
        calls(&office, 6).await;
        let desk = &office.desk;
        let third = office.case(3).await;
        let key = Uuid::from_u128(32);
        desk.bulk(&every(""), MERGE, key, |_, _| true)
            .await
            .expect("merged");
        let gone = desk.case_open(third.id).await.expect("merged");
        desk.case_unmerge(on(&gone)).await.expect("taken out");
        let out = office.case(3).await;
        assert_eq!((out.id, out.asks.len()), (third.id, 1));
        assert_eq!(out.asks[0].id, third.asks[0].id);
        assert_eq!(office.case(1).await.asks.len(), 5);
        // What was done since keeps all of the batch as it is.
        let undone = desk.bulk_undo(key).await.expect("told");
        assert_eq!((undone.done, undone.refused[0].count), (0, 5));

        let first = office.case(1).await;
        desk.case_not_ours(on(&first), "Another company's.")
            .await
            .expect("closed");
        let first = office.case(1).await;
        desk.case_erase(on(&first), Because::Unlawful, 1)
            .await
            .expect("erased");
        for merged in &office.case(1).await.merged {
            let case = desk.case_open(merged.case).await.expect("erased");
            assert!(case.keeping.erased.is_some(), "C-{}", merged.number);
            assert_eq!((case.subject.as_str(), &merged.text), ("", &None));
        }
        assert_eq!(office.case(3).await.subject, "Call 3");
        assert!(desk.bulk_undo(key).await.expect("told").done == 0);
        // Its key tells what was done, and nothing is done with it again.
        let again = desk.bulk(&every(""), MERGE, key, |_, _| true).await;
        assert_eq!(again.expect("told").done, 5);
        assert!(desk.audit_verify().await.expect("verify").sound);
    });
}

#[test]
fn what_can_t_be_merged_is_told_and_left() {
    tell(|office| async move {
        calls(&office, 3).await;
        let desk = &office.desk;
        let other = NewCase {
            name: "Bo Fenn".into(),
            address: "bo@example.org".into(),
            ..call("Another's")
        };
        desk.case_new(other).await.expect("case");
        let second = office.case(2).await;
        let law = Triage {
            kinds: Some(vec![AskKind::Question]),
            regime: Some("gdpr".into()),
            ..Triage::default()
        };
        desk.case_triage(on(&second), law).await.expect("law");
        let preview = desk.bulk_preview(&every(""), MERGE).await.expect("preview");
        assert_eq!((preview.total, preview.possible), (3, 1));
        assert!(preview.merged.expect("what comes of it").confirm);
        let done = desk
            .bulk(&every(""), MERGE, Uuid::from_u128(33), |_, _| true)
            .await
            .expect("merged");
        assert_eq!((done.done, &done.refused), (1, &preview.refused));
        let reasons: Vec<_> = done
            .refused
            .iter()
            .map(|one| (one.code.as_str(), one.numbers[0]))
            .collect();
        assert_eq!(
            reasons,
            [("case.merge.other-law", 2), ("case.merge.other-person", 4)]
        );
    });
}

fn call(subject: &str) -> NewCase {
    NewCase {
        channel: domain::complaints::Channel::Phone,
        received_at: None,
        subject: subject.into(),
        text: "About the heron.".into(),
        kinds: Vec::new(),
        name: String::new(),
        address: String::new(),
        detail: String::new(),
    }
}

#[test]
fn acts_on_the_same_cases_at_once_wait_for_each_other() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let other = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        calls(&office, 110).await;
        let numbers: Vec<u32> = (1..=110).collect();
        let all = some(&office, &numbers).await;
        let later = some(&office, &numbers[1..]).await;
        let severe = Deed::Triage {
            triage: Triage {
                priority: Some(Priority::Severe),
                ..Triage::default()
            },
        };
        let [merge, triage, second] = [41, 42, 43].map(Uuid::from_u128);
        let (merged, triaged, merged_too) = tokio::join!(
            office.desk.bulk(&all, MERGE, merge, |_, _| true),
            other.bulk(&all, severe, triage, |_, _| true),
            other.bulk(&later, MERGE, second, |_, _| true),
        );
        let (merged, triaged) = (merged.expect("merged"), triaged.expect("triaged"));
        let merged_too = merged_too.expect("merged");
        // Each case was done to or told, by each.
        let told = |done: &BulkDone| done.refused.iter().map(|one| one.count).sum::<u32>();
        assert_eq!(merged.done + told(&merged), 109, "{merged:?}");
        assert_eq!(triaged.done + told(&triaged), 110, "{triaged:?}");
        assert_eq!(merged_too.done + told(&merged_too), 108, "{merged_too:?}");
        // Every ask is in a case that is there, once.
        let mut asks = Vec::new();
        for row in office.list(View::All, "").await {
            assert_eq!(row.status.map(Status::is_open), Some(true));
            let case = office.desk.case_open(row.id).await.expect("case");
            asks.extend(case.asks.iter().map(|ask| ask.id));
        }
        assert_eq!(asks.len(), 110);
        asks.sort_unstable();
        asks.dedup();
        assert_eq!(asks.len(), 110);
        assert!(office.desk.audit_verify().await.expect("verify").sound);
    });
}
