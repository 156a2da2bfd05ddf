//! Clocks on a case.

use chrono::TimeDelta;
use desk::Error;
use desk::complaints::*;
use domain::clock::{State, WaitsFor, Warning};
use domain::complaints::{AskKind, Identity, IdentityMethod, Status};

use crate::office::{Office, on, psql, tell};

async fn triaged(office: &Office, kind: AskKind, regime: &str) -> CaseDetail {
    let case = office.call("A request", "About my data.").await;
    let triage = Triage {
        kinds: Some(vec![kind]),
        regime: Some(regime.into()),
        ..Triage::default()
    };
    office
        .desk
        .case_triage(on(&case), triage)
        .await
        .expect("triage");
    office.desk.case_open(case.id).await.expect("case")
}

#[test]
fn under_gbt_35273_the_time_starts_with_the_identity() {
    tell(|office| async move {
        let case = triaged(&office, AskKind::Copy, "gbt35273").await;
        assert!(matches!(case.clocks[0].state, State::NotStarted { .. }));
        let row = office.list(View::AllOpen, "").await.remove(0);
        let waits_for = WaitsFor::Identity;
        assert_eq!(row.clock, RowClock::NotStarted { waits_for });
        office.pass(TimeDelta::days(2));
        let identity = IdentityInput {
            state: Identity::Verified,
            method: Some(IdentityMethod::Account),
            note: String::new(),
        };
        office
            .desk
            .case_identity(on(&case), identity)
            .await
            .expect("identity");
        let case = office.desk.case_open(case.id).await.expect("case");
        let course = case.clocks[0].clock.course.as_ref().expect("course");
        // Verified on 4 March in Shanghai; 30 days after.
        assert_eq!(course.due_date.to_string(), "2026-04-03");
    });
}

#[test]
fn a_gdpr_request_is_extended_once_and_in_time() {
    tell(|office| async move {
        let case = triaged(&office, AskKind::View, "gdpr").await;
        let clock = case.clocks[0].id;
        let first = case.clocks[0]
            .clock
            .course
            .as_ref()
            .expect("course")
            .due_date;
        assert_eq!(
            office.desk.case_extend(on(&case), clock, " ").await.err(),
            Some(Error::Invalid {
                field: "reason".into()
            })
        );
        office
            .desk
            .case_extend(on(&case), clock, "Numerous requests.")
            .await
            .expect("extension");
        let case = office.desk.case_open(case.id).await.expect("case");
        let later = case.clocks[0]
            .clock
            .course
            .as_ref()
            .expect("course")
            .due_date;
        assert!(later > first + chrono::Days::new(55));
        assert_eq!(
            case.clocks[0].extension_reason.as_deref(),
            Some("Numerous requests.")
        );
        assert!(matches!(
            office.desk.case_extend(on(&case), clock, "Again.").await,
            Err(Error::Blocked { .. })
        ));

        let late = triaged(&office, AskKind::View, "gdpr").await;
        office.pass(TimeDelta::days(40));
        let clock = late.clocks[0].id;
        assert!(matches!(
            office.desk.case_extend(on(&late), clock, "Too late.").await,
            Err(Error::Blocked { .. })
        ));
        let overdue = office.list(View::Overdue, "").await;
        assert!(
            overdue
                .iter()
                .any(|row| row.id == late.id && matches!(row.clock, RowClock::Overdue { .. }))
        );
    });
}

#[test]
fn a_letter_from_an_authority_has_the_limit_that_it_sets() {
    tell(|office| async move {
        let case = triaged(&office, AskKind::AuthorityLetter, "gbt35273").await;
        assert!(matches!(case.clocks[0].state, State::NotStarted { .. }));
        let waits_for = WaitsFor::LetterLimit;
        for query in ["", "request"] {
            let row = office.list(View::AllOpen, query).await.remove(0);
            assert_eq!(row.clock, RowClock::NotStarted { waits_for });
        }
        let day = office.now().date_naive() + chrono::Days::new(5);
        let triage = Triage {
            letter_due: Some(day),
            ..Triage::default()
        };
        office
            .desk
            .case_triage(on(&case), triage)
            .await
            .expect("triage");
        let case = office.desk.case_open(case.id).await.expect("case");
        assert_eq!(
            case.clocks[0].clock.course.as_ref().map(|c| c.due_date),
            Some(day)
        );
        assert_eq!(office.list(View::DueSoon, "").await.len(), 1);
    });
}

#[test]
fn a_case_of_unknown_kind_still_has_a_limit() {
    tell(|office| async move {
        let case = office.call("hello", "hm").await;
        assert_eq!(case.asks[0].kind, None);
        assert!(case.clocks[0].clock.course.is_some());
    });
}

#[test]
fn waiting_pauses_where_the_law_says_so() {
    tell(|office| async move {
        let case = triaged(&office, AskKind::View, "gdpr").await;
        office
            .desk
            .case_await(on(&case), Status::AwaitingIdentity)
            .await
            .expect("await");
        office.pass(TimeDelta::days(10));
        let paused = office.desk.case_open(case.id).await.expect("case");
        assert!(matches!(paused.clocks[0].state, State::Paused { .. }));
        office.desk.case_resume(on(&paused)).await.expect("resume");
        let on_again = office.desk.case_open(case.id).await.expect("case");
        assert!(matches!(on_again.clocks[0].state, State::Running { .. }));
        assert!(
            on_again.clocks[0]
                .clock
                .course
                .as_ref()
                .expect("course")
                .paused_days
                >= 9
        );
    });
}

#[test]
fn a_clock_that_stands_still_hides_none_that_runs() {
    tell(|office| async move {
        let desk = &office.desk;
        let case = office.call("Two things", "About my data.").await;
        let kinds = Some(vec![AskKind::Complaint, AskKind::Delete]);
        let triage = Triage {
            kinds,
            ..Triage::default()
        };
        desk.case_triage(on(&case), triage).await.expect("triage");
        let case = desk.case_open(case.id).await.expect("case");
        let verified = IdentityInput {
            state: Identity::Verified,
            method: Some(IdentityMethod::Account),
            note: String::new(),
        };
        desk.case_identity(on(&case), verified)
            .await
            .expect("identity");
        let case = desk.case_open(case.id).await.expect("case");
        desk.case_await(on(&case), Status::AwaitingRequester)
            .await
            .expect("await");
        let case = desk.case_open(case.id).await.expect("case");
        assert!(matches!(case.clocks[0].state, State::Paused { .. }));
        assert!(matches!(case.clocks[1].state, State::Running { .. }));
        office.pass(TimeDelta::days(60));
        let overdue = office.list(View::Overdue, "").await;
        let due = case.clocks[1].clock.course.as_ref().map(|c| c.due_at);
        assert!(
            overdue
                .iter()
                .any(|row| row.id == case.id && row.due_at == due)
        );
    });
}

#[test]
fn saying_again_who_asks_starts_no_period_anew() {
    tell(|office| async move {
        let case = triaged(&office, AskKind::Copy, "gbt35273").await;
        let verified = IdentityInput {
            state: Identity::Verified,
            method: Some(IdentityMethod::Account),
            note: String::new(),
        };
        office
            .desk
            .case_identity(on(&case), verified.clone())
            .await
            .expect("identity");
        let first = office.desk.case_open(case.id).await.expect("case");
        office.pass(TimeDelta::days(25));
        office
            .desk
            .case_identity(on(&first), verified)
            .await
            .expect("identity");
        let again = office.desk.case_open(case.id).await.expect("case");
        let due = |c: &CaseDetail| c.clocks[0].clock.course.as_ref().map(|c| c.due_date);
        assert_eq!(due(&first), due(&again));
    });
}

#[test]
fn other_settings_count_every_open_case_anew() {
    tell(|office| async move {
        let case = office.call("A complaint", "I complain about this.").await;
        let before = office.list(View::AllOpen, "").await.remove(0).due_at;
        let change = desk::workspace::SettingsChange {
            time_zone: Some("America/New_York".into()),
            ..Default::default()
        };
        office.desk.set_settings(change).await.expect("settings");
        let row = office.list(View::AllOpen, "").await.remove(0);
        let case = office.desk.case_open(case.id).await.expect("case");
        assert_eq!(
            row.due_at,
            case.clocks[0].clock.course.as_ref().map(|c| c.due_at)
        );
        assert_ne!(row.due_at, before);
    });
}

#[test]
fn a_clock_of_a_version_that_is_not_here_says_so() {
    tell(|office| async move {
        let Some(database) = &office.database else {
            // The file has one door; how versions are told apart is tested beside the clocks.
            return;
        };
        let case = triaged(&office, AskKind::Complaint, "gbt35273").await;
        assert!(case.clocks[0].clock.warnings.is_empty());
        psql(
            database,
            "set session_replication_role = replica; update desk.clock set pack_version = '2025.9'",
        );
        let me = office.desk.session().person.id;
        office
            .desk
            .case_assign(on(&case), Some(me))
            .await
            .expect("an act counts anew");
        let after = office.desk.case_open(case.id).await.expect("case");
        let began_under = "2025.9".to_owned();
        assert_eq!(
            after.clocks[0].clock.warnings,
            [Warning::OtherVersion { began_under }]
        );
        assert_eq!(after.clocks[0].clock.course, case.clocks[0].clock.course);
    });
}
