//! What has to be told of a deletion, and what can't be taken back.

use chrono::Days;
use desk::Error;
use desk::complaints::*;
use domain::complaints::{AskKind, Identity, IdentityMethod, Outcome, Status};

use crate::office::{Office, on, tell};

/// A deletion that was answered, with two who received the data.
async fn deleted(office: &Office) -> CaseDetail {
    let desk = &office.desk;
    let case = office.call("Delete me", "Please delete my account.").await;
    let triage = Triage {
        kinds: Some(vec![AskKind::Delete]),
        ..Triage::default()
    };
    desk.case_triage(on(&case), triage).await.expect("triage");
    let case = desk.case_open(case.id).await.expect("case");
    let verified = IdentityInput {
        state: Identity::Verified,
        method: Some(IdentityMethod::Code),
        note: String::new(),
    };
    desk.case_identity(on(&case), verified)
        .await
        .expect("identity");
    let case = desk.case_open(case.id).await.expect("case");
    let told = offered(&case);
    assert_eq!(told, ["recipient-untold"], "nobody received anything yet");
    let recipient = |name: &str| RecipientTold {
        name: name.into(),
        told_on: None,
    };
    let answer = AnswerInput {
        text: "Your account is deleted.".into(),
        eml: None,
        sent_at: None,
        outcomes: vec![OutcomeInput {
            ask: case.asks[0].id,
            outcome: Outcome::Fulfilled,
            reason: String::new(),
            recipients_to_tell: vec![recipient("Push provider"), recipient("Payment house")],
        }],
    };
    desk.case_answer(on(&case), answer).await.expect("answer");
    desk.case_open(case.id).await.expect("case")
}

/// What the act lacks.
fn offered(case: &CaseDetail) -> Vec<String> {
    let offer = case.offers.iter().find(|offer| offer.act == "told");
    offer.expect("offered").missing.clone()
}

#[test]
fn a_recipient_is_told_later_also_of_a_closed_case() {
    tell(|office| async move {
        let desk = &office.desk;
        let case = deleted(&office).await;
        assert!(offered(&case).is_empty());
        desk.case_close(on(&case)).await.expect("close");
        let case = desk.case_open(case.id).await.expect("case");
        let today = office.now().date_naive();
        let told = |name: &str, told_on| ToldInput {
            ask: case.asks[0].id,
            name: name.into(),
            told_on,
        };
        let tomorrow = told("Push provider", today + Days::new(1));
        let wrong = [(tomorrow, "told_on"), (told("Nobody", today), "recipient")];
        for (input, field) in wrong {
            let field = field.into();
            assert_eq!(
                desk.case_told(on(&case), input).await.err(),
                Some(Error::Invalid { field })
            );
        }
        let done = desk
            .case_told(on(&case), told("Push provider", today))
            .await
            .expect("told");
        assert_eq!(done.status, Status::Closed);
        let after = desk.case_open(case.id).await.expect("case");
        let days = |case: &CaseDetail| -> Vec<_> {
            let all = case.asks[0].recipients_to_tell.iter();
            all.map(|one| one.told_on).collect()
        };
        assert_eq!(days(&after), [Some(today), None]);
        assert!(after.still_open.contains(&"recipient-not-told".into()));
        let entry = after.timeline.iter().find(|entry| entry.act == "case.told");
        let detail = &entry.expect("in the log").detail;
        assert_eq!(
            detail.iter().collect::<Vec<_>>(),
            [(&"told_on".to_owned(), &today.to_string())],
            "no name in the log"
        );

        desk.undo(done.undo.expect("undo")).await.expect("undone");
        let back = desk.case_open(case.id).await.expect("case");
        assert_eq!(days(&back), [None, None]);
        for name in ["Push provider", "Payment house"] {
            let case = desk.case_open(case.id).await.expect("case");
            desk.case_told(on(&case), told(name, today))
                .await
                .expect("told");
        }
        let done = desk.case_open(case.id).await.expect("case");
        assert!(done.still_open.is_empty());
        assert_eq!(offered(&done), ["recipient-untold"]);
        assert!(matches!(
            desk.case_told(on(&done), told("Push provider", today))
                .await,
            Err(Error::Invalid { .. })
        ));
        assert!(desk.audit_verify().await.expect("verify").sound);
    });
}

#[test]
fn an_answer_stays_and_the_error_says_why() {
    tell(|office| async move {
        let desk = &office.desk;
        let case = deleted(&office).await;
        assert!(case.undo.is_none());
        assert_eq!(desk.undo_last(case.id).await.err(), Some(Error::UndoAdded));
        desk.case_note(on(&case), "Asked the platform.")
            .await
            .expect("note");
        assert_eq!(desk.undo_last(case.id).await.err(), Some(Error::UndoAdded));
        let answered = desk.case_open(case.id).await.expect("case");
        assert_eq!(answered.status, Status::Answered);
    });
}

#[test]
fn what_is_kept_no_more_says_so() {
    tell(|office| async move {
        let desk = &office.desk;
        let case = office.call("Chat", "Somebody reads my chat.").await;
        let me = desk.choices().await.expect("choices").people[0].id;
        // The newest twenty can be undone, one after the other.
        for n in 0..21 {
            let person = (n % 2 == 0).then_some(me);
            let on = On {
                version: None,
                ..on(&case)
            };
            desk.case_assign(on, person).await.expect("assigned");
        }
        for _ in 0..20 {
            desk.undo_last(case.id).await.expect("undone");
        }
        assert_eq!(desk.undo_last(case.id).await.err(), Some(Error::UndoGone));
    });
}
