//! Acknowledgements, proposed laws, and what each law has kept.

use chrono::TimeDelta;
use desk::Error;
use desk::complaints::*;
use domain::clock::State;
use domain::complaints::{AskKind, Outcome};
use domain::regime::ClockKind;

use crate::office::{Office, on, tell};

fn clock(case: &CaseDetail, kind: ClockKind) -> &ClockView {
    let mut clocks = case.clocks.iter();
    clocks.find(|one| one.clock.kind == kind).expect("clock")
}

async fn reopened(office: &Office, case: &CaseDetail) -> CaseDetail {
    office.desk.case_open(case.id).await.expect("case")
}

fn kinds(kinds: &[AskKind]) -> Triage {
    Triage {
        kinds: Some(kinds.to_vec()),
        ..Triage::default()
    }
}

#[test]
fn a_californian_request_is_confirmed_and_then_answered() {
    tell(|office| async move {
        let text = "I am a California resident. Under the CCPA, delete my personal information.";
        let case = office.call("My data", text).await;
        assert_eq!(case.regime, "ccpa");
        assert_eq!(
            case.regime_because,
            ["california resident", "ccpa"].map(String::from)
        );
        office
            .desk
            .case_triage(on(&case), kinds(&[AskKind::Delete]))
            .await
            .expect("triage");
        let case = reopened(&office, &case).await;
        let confirm = clock(&case, ClockKind::Acknowledge);
        assert_eq!(
            confirm.clock.calendar.id, "us",
            "whatever the office counts by"
        );
        let by = confirm.clock.course.as_ref().expect("course").due_at;
        let row = office.list(View::AllOpen, "").await.remove(0);
        assert_eq!(
            (row.acknowledge_by, row.due_at),
            (Some(by), Some(by)),
            "the nearer of the two"
        );

        let long_ago = AcknowledgeInput {
            sent_at: Some(case.received_at - TimeDelta::days(1)),
            ..AcknowledgeInput::default()
        };
        let refused = office.desk.case_acknowledge(on(&case), long_ago).await;
        assert_eq!(
            refused.err(),
            Some(Error::Invalid {
                field: "sent_at".into()
            })
        );
        office.pass(TimeDelta::days(2));
        let told = AcknowledgeInput {
            sent_at: Some(office.now() - TimeDelta::days(1)),
            text: "We have your request.".into(),
            eml: None,
        };
        office
            .desk
            .case_acknowledge(on(&case), told)
            .await
            .expect("acknowledged");
        let case = reopened(&office, &case).await;
        assert_eq!(
            case.asks[0].acknowledged_at,
            Some(office.now() - TimeDelta::days(1))
        );
        let state = clock(&case, ClockKind::Acknowledge).state;
        assert!(matches!(state, State::Met { late: false, .. }));
        assert!(case.messages[0].outgoing);
        let answer = clock(&case, ClockKind::Answer)
            .clock
            .course
            .clone()
            .expect("course");
        let row = office.list(View::AllOpen, "").await.remove(0);
        assert_eq!(
            (row.acknowledge_by, row.due_at),
            (None, Some(answer.due_at))
        );
        // What is asked with it was acknowledged with it.
        let both = kinds(&[AskKind::Delete, AskKind::Copy]);
        office
            .desk
            .case_triage(on(&case), both)
            .await
            .expect("triage");
        let case = reopened(&office, &case).await;
        assert!(case.asks.iter().all(|ask| ask.acknowledged_at.is_some()));
        let again = office
            .desk
            .case_acknowledge(on(&case), AcknowledgeInput::default())
            .await;
        let missing = "acknowledgement-open".to_owned();
        assert_eq!(again.err(), Some(Error::Blocked { missing }));
    });
}

#[test]
fn an_acknowledgement_is_undone_and_an_answer_is_one() {
    tell(|office| async move {
        let case = office.call("A request", "Under the CCPA.").await;
        office
            .desk
            .case_triage(on(&case), kinds(&[AskKind::Correct]))
            .await
            .expect("triage");
        let case = reopened(&office, &case).await;
        let done = office
            .desk
            .case_acknowledge(on(&case), AcknowledgeInput::default())
            .await;
        office
            .desk
            .undo(done.expect("told").undo.expect("undo"))
            .await
            .expect("undone");
        let case = reopened(&office, &case).await;
        assert_eq!(case.asks[0].acknowledged_at, None);

        let outcome = OutcomeInput {
            ask: case.asks[0].id,
            outcome: Outcome::Withdrawn,
            reason: String::new(),
            recipients_to_tell: Vec::new(),
        };
        let answer = AnswerInput {
            text: "As you wish.".into(),
            eml: None,
            sent_at: None,
            outcomes: vec![outcome],
        };
        office
            .desk
            .case_answer(on(&case), answer)
            .await
            .expect("answer");
        let case = reopened(&office, &case).await;
        assert!(
            case.clocks
                .iter()
                .all(|one| matches!(one.state, State::Met { late: false, .. }))
        );
    });
}

/// DPA 2018, section 164A, is law since 19 June 2026.
#[test]
fn a_british_complaint_is_acknowledged_once_that_is_law() {
    tell(|office| async move {
        let early = office
            .call("A complaint", "I complain under the UK GDPR.")
            .await;
        office
            .desk
            .case_triage(on(&early), kinds(&[AskKind::Complaint]))
            .await
            .expect("triage");
        let early = reopened(&office, &early).await;
        assert_eq!(early.regime, "uk");
        assert_eq!(early.clocks.len(), 1);
        let offer = early
            .offers
            .iter()
            .find(|one| one.act == "acknowledge")
            .expect("offer");
        assert_eq!(offer.missing, ["acknowledgement-open"]);

        office.pass(TimeDelta::days(120));
        let late = office
            .call("A complaint", "I complain under the UK GDPR.")
            .await;
        office
            .desk
            .case_triage(on(&late), kinds(&[AskKind::Complaint]))
            .await
            .expect("triage");
        let late = reopened(&office, &late).await;
        let clock = clock(&late, ClockKind::Acknowledge);
        assert_eq!(clock.clock.clause.id, "164a");
        assert!(clock.clock.course.is_some());
        // Another law has none of it; what was told stays known.
        office
            .desk
            .case_acknowledge(on(&late), AcknowledgeInput::default())
            .await
            .expect("told");
        for regime in ["gdpr", "uk"] {
            let to = Triage {
                regime: Some(regime.into()),
                ..Triage::default()
            };
            let late = reopened(&office, &late).await;
            office
                .desk
                .case_triage(on(&late), to)
                .await
                .expect("triage");
        }
        let late = reopened(&office, &late).await;
        assert!(late.regime_because.is_empty(), "a person said which");
        assert!(late.asks[0].acknowledged_at.is_some());
        assert_eq!(office.list(View::AllOpen, "").await[0].acknowledge_by, None);
    });
}

#[test]
fn a_letter_sets_a_time_of_day() {
    tell(|office| async move {
        let case = office.call("Notice", "From an authority.").await;
        let letter = Triage {
            letter_due: Some("2026-03-04".parse().expect("day")),
            letter_time: Some("17:00:00".parse().expect("time")),
            ..kinds(&[AskKind::AuthorityLetter])
        };
        office
            .desk
            .case_triage(on(&case), letter)
            .await
            .expect("triage");
        let case = reopened(&office, &case).await;
        let due = case.clocks[0].clock.course.as_ref().expect("course").due_at;
        assert_eq!(
            due.to_rfc3339(),
            "2026-03-04T09:00:00+00:00",
            "17:00 in Shanghai"
        );
        assert_eq!(office.list(View::DueSoon, "").await.len(), 1);
        office.pass(due - office.now() + TimeDelta::minutes(1));
        assert_eq!(office.list(View::Overdue, "").await.len(), 1);
        let mut said = case
            .timeline
            .iter()
            .filter_map(|one| one.detail.get("letter_due"));
        assert_eq!(said.next().map(String::as_str), Some("2026-03-04 17:00"));
    });
}

/// 11 CCR 7101: the record of a request is kept for 24 months after it was closed.
#[test]
fn a_californian_record_is_kept_for_two_years() {
    tell(|office| async move {
        let case = office.call("A request", "Under the CCPA.").await;
        office
            .desk
            .case_triage(on(&case), kinds(&[AskKind::Objection]))
            .await
            .expect("triage");
        let case = reopened(&office, &case).await;
        let outcome = OutcomeInput {
            ask: case.asks[0].id,
            outcome: Outcome::Fulfilled,
            reason: String::new(),
            recipients_to_tell: Vec::new(),
        };
        let answer = AnswerInput {
            text: "Done.".into(),
            eml: None,
            sent_at: None,
            outcomes: vec![outcome],
        };
        office
            .desk
            .case_answer(on(&case), answer)
            .await
            .expect("answer");
        let case = reopened(&office, &case).await;
        office.desk.case_close(on(&case)).await.expect("closed");
        let case = reopened(&office, &case).await;
        let duty = case.keeping.duty.expect("duty");
        assert_eq!(duty.cite.en, "11 CCR 7101");
        let today = office.now().date_naive();
        assert_eq!(duty.until, today + chrono::Months::new(24));
    });
}
