//! Cases are merged, split, and taken apart again.

use chrono::TimeDelta;
use desk::Error;
use desk::complaints::*;
use domain::complaints::merge::Beware;
use domain::complaints::{AskKind, Disposition, Identity, IdentityMethod, Outcome, Status};
use uuid::Uuid;

use crate::office::{Office, mail, on, tell};

const ADA: &str = "Ada Quill <ada@example.com>";
const BO: &str = "Bo Reed <bo@example.org>";

fn into(case: &CaseDetail) -> MergeInput {
    MergeInput {
        into: case.id,
        other_person: false,
    }
}

fn messages(ids: &[Uuid]) -> SplitInput {
    SplitInput {
        messages: ids.to_vec(),
        asks: Vec::new(),
    }
}

fn verified() -> IdentityInput {
    IdentityInput {
        state: Identity::Verified,
        method: Some(IdentityMethod::Code),
        note: "code typed back".into(),
    }
}

/// Ada asks for a deletion, and two days later, in a mail of its own, for a copy.
async fn ada_twice(office: &Office) {
    office
        .receive(&[&mail(
            ADA,
            "Please delete my account",
            "a1@example.com",
            "",
            "Please delete my account and all of my data.",
        )])
        .await;
    office.pass(TimeDelta::days(2));
    office
        .receive(&[&mail(
            ADA,
            "A copy, please",
            "a2@example.com",
            "Received: from x by y; Wed, 4 Mar 2026 09:00:00 +0800\n",
            "Please send me a copy of my data about the heron.",
        )])
        .await;
}

async fn triaged(office: &Office, number: u32, kind: AskKind) -> CaseDetail {
    let case = office.case(number).await;
    let triage = Triage {
        kinds: Some(vec![kind]),
        ..Triage::default()
    };
    office
        .desk
        .case_triage(on(&case), triage)
        .await
        .expect("triage");
    office.case(number).await
}

fn due(case: &CaseDetail, ask: Uuid) -> Vec<String> {
    let clocks = case.clocks.iter().filter(|view| view.ask == Some(ask));
    let mut due: Vec<String> = clocks
        .map(|view| {
            format!(
                "{} {:?}",
                view.clock.kind,
                view.clock.course.as_ref().map(|c| c.due_at)
            )
        })
        .collect();
    due.sort();
    due
}

#[test]
fn two_cases_of_one_person_become_one_and_two_again() {
    tell(|office| async move {
        let desk = &office.desk;
        ada_twice(&office).await;
        let (first, second) = (office.case(1).await, office.case(2).await);
        let alike: Vec<_> = first
            .alike
            .iter()
            .map(|one| (one.number, one.because.clone()))
            .collect();
        assert_eq!(alike, [(2, vec!["same-address".to_owned()])]);
        let before = (first.asks.clone(), due(&second, second.asks[0].id));

        let view = desk
            .merge_preview(second.id, first.id)
            .await
            .expect("preview");
        assert_eq!((view.from.number, view.into.number), (2, 1));
        assert_eq!(
            (view.messages, view.asks.len(), view.confirm),
            (1, 1, false)
        );
        assert_eq!(view.asks[0].received_at, second.received_at);
        // Nothing was done by looking.
        assert_eq!(office.list(View::New, "").await.len(), 2);

        let done = desk
            .case_merge(on(&second), into(&first))
            .await
            .expect("merge");
        assert_eq!(done.number, 1);
        let merged = office.case(1).await;
        assert_eq!(merged.messages.len(), 2);
        assert_eq!(merged.asks.len(), 2);
        // What she asked second has the clock that it had.
        assert_eq!(due(&merged, second.asks[0].id), before.1);
        assert_eq!(merged.parties.len(), 1, "she is one person");
        assert_eq!(merged.merged[0].number, 2);
        // What became of a message when it came in stays.
        assert!(
            merged
                .messages
                .iter()
                .all(|m| m.disposition == Disposition::Opened)
        );
        assert_eq!(office.list(View::New, "").await.len(), 1);
        // Its number leads on, its page says where, and its words are found there.
        assert_eq!(office.case(2).await.id, first.id);
        let gone = desk.case_open(second.id).await.expect("merged case");
        assert_eq!(gone.merged_into, Some((first.id, 1)));
        assert!(gone.offers.is_empty() && gone.messages.is_empty());
        assert_eq!(office.list(View::New, "heron").await[0].number, Some(1));
        assert_eq!(office.list(View::New, "C-2").await[0].number, Some(1));
        let note = desk.case_note(on(&gone), "A note.").await;
        assert_eq!(note.expect_err("merged"), Error::CaseMerged { number: 1 });
        let again = desk.case_merge(on(&gone), into(&first)).await;
        assert_eq!(again.expect_err("merged"), Error::CaseMerged { number: 1 });
        // An answer to what was in the other case comes here.
        let report = office
            .receive(&[&mail(
                ADA,
                "Re: A copy, please",
                "a3@example.com",
                "In-Reply-To: <a2@example.com>\n",
                "Any news?",
            )])
            .await;
        assert_eq!(report.joined, 1);
        assert_eq!(office.case(1).await.messages.len(), 3);
        // Now an undo would lose that.
        let late = desk.undo(done.undo.expect("undo")).await;
        assert_eq!(late.expect_err("late"), Error::UndoSince { number: 1 });
        desk.case_unmerge(on(&gone)).await.expect("unmerge");
        let (one, two) = (office.case(1).await, office.case(2).await);
        assert_eq!((one.messages.len(), two.messages.len()), (2, 1));
        assert_eq!(two.id, second.id);
        assert_eq!(two.asks[0].id, second.asks[0].id);
        assert_eq!(due(&two, two.asks[0].id), before.1);
        assert_eq!(one.asks[0].id, before.0[0].id);
        assert_eq!(two.parties[0].address, "ada@example.com");
        assert_eq!(office.list(View::New, "heron").await[0].number, Some(2));
        assert!(desk.audit_verify().await.expect("verify").sound);
    });
}

#[test]
fn nobody_is_taken_for_another() {
    tell(|office| async move {
        let desk = &office.desk;
        let ada = mail(
            ADA,
            "Delete",
            "a1@example.com",
            "",
            "Please delete my account.",
        );
        let bo = mail(
            BO,
            "A copy",
            "b1@example.org",
            "",
            "Please send me a copy of my data.",
        );
        office.receive(&[&ada, &bo]).await;
        let first = triaged(&office, 1, AskKind::Delete).await;
        let second = triaged(&office, 2, AskKind::Copy).await;
        desk.case_identity(on(&first), verified())
            .await
            .expect("identity");
        let first = office.case(1).await;
        let running = due(&first, first.asks[0].id);

        let view = desk
            .merge_preview(second.id, first.id)
            .await
            .expect("preview");
        assert!(view.confirm);
        assert_eq!(view.identity, Identity::Claimed);
        assert!(view.says.contains(&Beware::OtherPerson));
        assert!(view.says.contains(&Beware::IdentityNotCarried));
        let unasked = desk.case_merge(on(&second), into(&first)).await;
        assert_eq!(
            unasked.expect_err("other person"),
            Error::MergeOtherPerson { from: 2, into: 1 }
        );
        let sure = MergeInput {
            other_person: true,
            ..into(&first)
        };
        desk.case_merge(on(&second), sure).await.expect("merge");
        let merged = office.case(1).await;
        assert_eq!(merged.identity.state, Identity::Claimed);
        assert!(merged.identity.by.is_none());
        let names: Vec<&str> = merged.parties.iter().map(|p| p.name.as_str()).collect();
        assert!(names.contains(&"Ada Quill") && names.contains(&"Bo Reed"));
        // What ran for her runs on; what waits for him waits.
        assert_eq!(due(&merged, first.asks[0].id), running);
        // Done for somebody who was not identified, it can't be closed.
        let outcomes = merged.asks.iter().map(|ask| OutcomeInput {
            ask: ask.id,
            outcome: Outcome::Fulfilled,
            reason: String::new(),
            recipients_to_tell: Vec::new(),
        });
        let answer = AnswerInput {
            text: "Done.".into(),
            eml: None,
            sent_at: None,
            outcomes: outcomes.collect(),
        };
        let early = desk.case_answer(on(&merged), answer).await;
        assert!(
            matches!(early, Err(Error::Blocked { missing }) if missing.contains("identity-checked"))
        );
        desk.undo_last(merged.id).await.expect("undo");
        let first = office.case(1).await;
        assert_eq!(first.identity.state, Identity::Verified);
        assert_eq!(office.case(2).await.parties[0].name, "Bo Reed");
    });
}

#[test]
fn a_case_that_waits_stops_no_clock_of_the_other() {
    tell(|office| async move {
        let desk = &office.desk;
        ada_twice(&office).await;
        let first = triaged(&office, 1, AskKind::Complaint).await;
        let second = triaged(&office, 2, AskKind::Delete).await;
        desk.case_await(on(&second), Status::AwaitingIdentity)
            .await
            .expect("await");
        let second = office.case(2).await;
        let running = due(&first, first.asks[0].id);
        desk.case_merge(on(&second), into(&first))
            .await
            .expect("merge");
        office.pass(TimeDelta::days(3));
        let merged = office.case(1).await;
        assert_eq!(merged.status, Status::AwaitingIdentity);
        assert_eq!(due(&merged, first.asks[0].id), running);
        let of = |ask: Uuid| {
            merged
                .clocks
                .iter()
                .filter(move |view| view.ask == Some(ask))
        };
        assert!(
            of(first.asks[0].id).all(|view| !format!("{:?}", view.state).starts_with("Paused"))
        );
        // Once it goes on, it can wait again, with everything in it.
        desk.case_identity(on(&merged), verified())
            .await
            .expect("identity");
        assert_eq!(office.case(1).await.status, Status::InProgress);
    });
}

#[test]
fn a_wrong_join_is_taken_out_and_its_thread_follows() {
    tell(|office| async move {
        let desk = &office.desk;
        ada_twice(&office).await;
        let reply = mail(
            ADA,
            "The advertising",
            "a4@example.com",
            "In-Reply-To: <a1@example.com>\nReceived: from x by y; Wed, 4 Mar 2026 09:10:00 +0800\n",
            "One more thing: a complaint about the quince in your advertising.",
        );
        office.receive(&[&reply]).await;
        let case = office.case(1).await;
        let joined = &case.messages[1];
        assert_eq!(joined.reason.as_deref(), Some("reference"));
        let view = desk
            .split_preview(case.id, &messages(&[joined.id]))
            .await
            .expect("preview");
        assert_eq!((view.messages, view.rest_messages), (1, 1));
        assert_eq!(view.received_at, joined.received_at);
        let done = desk
            .case_split(on(&case), &messages(&[joined.id]))
            .await
            .expect("split");
        let (rest, own) = (office.case(1).await, office.case(3).await);
        assert_eq!((rest.messages.len(), own.messages.len()), (1, 1));
        assert_eq!(own.split_from, Some((case.id, 1)));
        assert_eq!(own.received_at, joined.received_at);
        assert_eq!(own.asks[0].kind, Some(AskKind::Complaint));
        assert!(!own.clocks.is_empty());
        assert_eq!(own.identity.state, Identity::Claimed);
        assert_eq!(own.messages[0].reason.as_deref(), Some("by-hand"));
        assert_eq!(own.messages[0].disposition, Disposition::Joined);
        assert_eq!(rest.asks[0].id, case.asks[0].id);
        assert_eq!(office.list(View::New, "quince").await[0].number, Some(3));

        desk.undo(done.undo.expect("undo")).await.expect("undo");
        let case = office.case(1).await;
        assert_eq!(case.messages[1].reason.as_deref(), Some("reference"));
        assert_eq!(office.case(3).await.id, case.id, "its number leads back");
        assert_eq!(office.list(View::New, "quince").await[0].number, Some(1));

        desk.case_split(on(&case), &messages(&[joined.id]))
            .await
            .expect("split");
        let next = mail(
            ADA,
            "Re: Please delete my account",
            "a5@example.com",
            "In-Reply-To: <a4@example.com>\nReferences: <a1@example.com> <a4@example.com>\n",
            "And the quince?",
        );
        office.receive(&[&next]).await;
        let own = office.case(4).await;
        assert_eq!(own.messages.len(), 2);
        assert_eq!(office.case(1).await.messages.len(), 1);
        // Nothing is left, or nothing named: then nothing is done.
        let all: Vec<Uuid> = own.messages.iter().map(|m| m.id).collect();
        let all = desk.case_split(on(&own), &messages(&all)).await;
        assert_eq!(all.expect_err("all"), Error::SplitAll);
        let nothing = desk.case_split(on(&own), &messages(&[])).await;
        assert_eq!(nothing.expect_err("nothing"), Error::SplitNothing);
        // It belonged there after all.
        desk.case_unsplit(on(&own), false).await.expect("unsplit");
        assert_eq!(office.case(4).await.messages.len(), 3);
        let first = office.case(1).await;
        let not = desk.case_unsplit(on(&first), false).await;
        assert_eq!(not.expect_err("never split"), Error::NotSplit);
    });
}

#[test]
fn an_ask_is_split_off_with_its_clock() {
    tell(|office| async move {
        let desk = &office.desk;
        ada_twice(&office).await;
        let case = office.case(1).await;
        let triage = Triage {
            kinds: Some(vec![AskKind::Delete, AskKind::Complaint]),
            ..Triage::default()
        };
        desk.case_triage(on(&case), triage).await.expect("triage");
        let case = office.case(1).await;
        desk.case_identity(on(&case), verified())
            .await
            .expect("identity");
        let case = office.case(1).await;
        let (deletion, complaint) = (&case.asks[0], &case.asks[1]);
        let running = due(&case, deletion.id);
        let split = SplitInput {
            messages: Vec::new(),
            asks: vec![deletion.id],
        };
        desk.case_split(on(&case), &split).await.expect("split");
        let (rest, own) = (office.case(1).await, office.case(3).await);
        assert_eq!(own.asks[0].id, deletion.id);
        assert_eq!(due(&own, deletion.id), running);
        // Whoever is asked for it has to be identified for it, and the clock goes on meanwhile.
        assert_eq!(own.identity.state, Identity::Claimed);
        assert_eq!(rest.identity.state, Identity::Verified);
        assert_eq!(rest.asks[0].id, complaint.id);
        assert_eq!(own.parties[0].address, rest.parties[0].address);
        assert_ne!(own.parties[0].id, rest.parties[0].id);
        let last = SplitInput {
            messages: Vec::new(),
            asks: vec![complaint.id],
        };
        let last = desk.case_split(on(&rest), &last).await;
        assert_eq!(last.expect_err("last"), Error::SplitAll);
        desk.undo_last(own.id).await.expect("undo from either");
        assert_eq!(office.case(1).await.asks.len(), 2);
    });
}
