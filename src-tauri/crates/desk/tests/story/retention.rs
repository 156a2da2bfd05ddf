//! Keeping and erasing: periods, holds, duties, the erasure itself, and what a restore does.

use chrono::{Days, TimeDelta};
use desk::Error;
use desk::complaints::*;
use desk::workspace::{Place, restore};
use domain::complaints::{AskKind, Outcome, Status};
use domain::retention::Because;
use uuid::Uuid;

use crate::office::{Engine, Office, PASSPHRASE, mail, on, psql, tell};

const ADA: &str = "Ada Quill <ada@example.com>";

fn letter() -> String {
    mail(
        ADA,
        "A streamer shows my flat",
        "flat-1@example.com",
        "",
        "The zanzibar stream shows my flat. Please do something about it.",
    )
}

/// What came by mail as C-1, noted on, answered and closed.
async fn closed(office: &Office) -> CaseDetail {
    let desk = &office.desk;
    office.receive(&[&letter()]).await;
    let triage = Triage {
        kinds: Some(vec![AskKind::Complaint]),
        tags: Some(vec!["press".to_owned()]),
        ..Triage::default()
    };
    let act = desk.case_triage(on(&office.case(1).await), triage).await;
    act.expect("triage");
    let act = desk
        .case_note(on(&office.case(1).await), "Her landlord is called Quentin.")
        .await;
    act.expect("note");
    let case = office.case(1).await;
    let answer = AnswerInput {
        text: "The stream was ended.".into(),
        eml: None,
        sent_at: None,
        outcomes: vec![OutcomeInput {
            ask: case.asks[0].id,
            outcome: Outcome::Fulfilled,
            reason: String::new(),
            recipients_to_tell: Vec::new(),
        }],
    };
    desk.case_answer(on(&case), answer).await.expect("answer");
    desk.case_close(on(&office.case(1).await))
        .await
        .expect("close");
    office.case(1).await
}

fn missing(done: Result<Done, Error>) -> String {
    match done {
        Err(Error::Blocked { missing }) => missing,
        other => panic!("{other:?}"),
    }
}

/// Everything that is found with a word, anywhere.
async fn found(office: &Office, word: &str) -> usize {
    office.list(View::AllOpen, word).await.len() + office.list(View::Answered, word).await.len()
}

#[test]
fn a_case_goes_when_its_period_is_over_and_nothing_keeps_it() {
    tell(|office| async move {
        let desk = &office.desk;
        let case = closed(&office).await;
        assert_eq!(case.keeping.due_on, None, "no period, no end");
        let none = desk.retention_due(None).await.expect("due");
        assert!(none.rows.is_empty());

        for wrong in [0, 1_201] {
            let set = desk.set_period("complaint", Some(wrong)).await;
            assert_eq!(set.err(), Some(Error::PeriodLength));
        }
        let view = desk.set_period("complaint", Some(6)).await.expect("period");
        let set = view.periods.iter().find(|p| p.class == "complaint");
        assert_eq!(set.and_then(|p| p.months), Some(6));
        let case = office.case(1).await;
        let closed_on = case.status_since.date_naive();
        assert_eq!(
            case.keeping.due_on,
            closed_on.checked_add_months(chrono::Months::new(6))
        );
        let law = case.keeping.duty.as_ref().expect("PIPL 56");
        assert_eq!(
            Some(law.until),
            closed_on.checked_add_months(chrono::Months::new(36))
        );

        // Closed, and yet: neither the office's period nor the law's is over.
        let erase = |because| desk.case_erase(on(&case), because, 1);
        assert_eq!(missing(erase(Because::Retention).await), "duty-over");
        assert_eq!(missing(erase(Because::Request).await), "duty-over");
        office.pass(TimeDelta::days(190));
        let due = desk.retention_due(None).await.expect("due");
        assert_eq!(due.rows.len(), 1, "its own period is over");
        assert_eq!(due.rows[0].name, "Ada Quill");
        assert!(due.rows[0].duty.is_some() && !due.rows[0].held);
        let many = desk.retention_erase(&[case.id], 1).await.expect("erase");
        assert_eq!((many.cases, many.kept), (0, vec![1]), "the law has it kept");

        // A hold outlasts both, and is seen.
        office.pass(TimeDelta::days(3 * 366));
        let held = desk
            .case_hold(on(&case), "Case 88 at the district court")
            .await;
        held.expect("hold");
        let case = office.case(1).await;
        let hold = case.hold.as_ref().expect("hold");
        assert_eq!(hold.reason, "Case 88 at the district court");
        assert_eq!(
            missing(desk.case_erase(on(&case), Because::Request, 1).await),
            "not-held"
        );
        assert!(desk.retention_due(None).await.expect("due").rows[0].held);
        assert!(office.list(View::Answered, "").await[0].held);
        assert_eq!(
            missing(desk.case_hold(on(&case), "Another").await),
            "not-held"
        );
        desk.case_release(on(&case)).await.expect("release");

        let case = office.case(1).await;
        let typed_wrong = desk.case_erase(on(&case), Because::Retention, 2).await;
        let wanted = "1".to_owned();
        assert_eq!(
            typed_wrong.err(),
            Some(Error::NotConfirmedErasure { wanted })
        );
        assert_eq!(found(&office, "zanzibar").await, 1);
        desk.case_erase(on(&case), Because::Retention, 1)
            .await
            .expect("erase");
        assert!(desk.retention_due(None).await.expect("due").rows.is_empty());
        assert_eq!(desk.retention().await.expect("view").erased, 1);
    });
}

#[test]
fn what_is_erased_is_gone_and_the_record_that_it_was_stays() {
    tell(|office| async move {
        let desk = &office.desk;
        desk.set_period("complaint", Some(1)).await.expect("period");
        let before = closed(&office).await;
        let message = before.messages[0].id;
        office.pass(TimeDelta::days(4 * 366));
        assert_eq!(found(&office, "Quentin").await, 1);
        let size = desk.audit_verify().await.expect("verify").entries;
        let key = Uuid::now_v7();
        let once = On {
            key: Some(key),
            ..on(&office.case(1).await)
        };
        let done = desk
            .case_erase(once, Because::Retention, 1)
            .await
            .expect("erase");
        let again = desk
            .case_erase(once, Because::Retention, 1)
            .await
            .expect("the same");
        assert_eq!(done.version, again.version, "asked for twice, done once");

        let case = office.case(1).await;
        let erased = case.keeping.erased.as_ref().expect("erased");
        assert_eq!(erased.because, Because::Retention);
        assert_eq!(
            (case.number, case.status, case.asks.len()),
            (1, Status::Closed, 1)
        );
        assert_eq!(case.asks[0].kind, Some(AskKind::Complaint));
        assert_eq!(case.asks[0].outcome, Some(Outcome::Fulfilled));
        assert_eq!(case.received_at, before.received_at);
        assert_eq!(case.subject, "");
        assert!(case.messages.is_empty() && case.notes.is_empty() && case.parties.is_empty());
        assert!(case.tags.is_empty() && case.offers.is_empty() && case.undo.is_none());
        let row = &office.list(View::Answered, "").await[0];
        assert!(row.erased && row.name.is_empty() && row.subject.is_empty());
        for word in ["zanzibar", "Quentin", "Ada", "from:ada@example.com"] {
            assert_eq!(found(&office, word).await, 0, "{word}");
        }
        assert_eq!(desk.raw(message).await.err(), Some(Error::CaseErased));
        let noted = desk.case_note(on(&case), "Once more").await;
        assert_eq!(noted.err(), Some(Error::CaseErased));
        assert_eq!(desk.undo_last(case.id).await.err(), Some(Error::CaseErased));

        // The log has every entry that it had, and says nothing of this case any more.
        let verdict = desk.audit_verify().await.expect("verify");
        assert!(verdict.sound, "{verdict:?}");
        assert!(verdict.entries > size);
        let filter = desk::audit::AuditFilter {
            case: Some(case.id),
            act: Some("case.triage".into()),
            ..Default::default()
        };
        let triaged = desk.audit_list(&filter).await.expect("log").entries;
        assert!(triaged[0].erased && triaged[0].sound && triaged[0].detail.is_empty());

        // The same mail once more is known, and not taken in; an answer begins a case of its own.
        let report = office.receive(&[&letter()]).await;
        assert_eq!((report.duplicate, report.opened), (1, 0));
        assert_eq!(found(&office, "zanzibar").await, 0);
        let reference = format!("Re: A streamer shows my flat {}", before.reference);
        let answer = mail(
            ADA,
            &reference,
            "flat-2@example.com",
            "In-Reply-To: <flat-1@example.com>\n",
            "It is there again.",
        );
        let report = office.receive(&[&answer]).await;
        assert_eq!((report.opened, report.joined), (1, 0));
        assert!(desk.audit_verify().await.expect("verify").sound);
    });
}

#[test]
fn a_restored_backup_is_erased_again_before_anybody_sees_it() {
    tell(|office| async move {
        let desk = &office.desk;
        closed(&office).await;
        let kept = office.call("Kept", "This one stays.").await;
        let folder = office.folder.path().to_owned();
        let file = folder.join("b.deskbackup");
        desk.backup(&file, |_, _| true).await.expect("backup");
        let backups = desk.backup_list().await.expect("backups");
        assert!(backups[0].here && !backups[0].overdue);
        let last = office.now().date_naive().checked_add_days(Days::new(90));
        assert_eq!(Some(backups[0].keep_until), last);

        office.pass(TimeDelta::days(4 * 366));
        let erased = desk
            .case_erase(on(&office.case(1).await), Because::Request, 1)
            .await;
        erased.expect("erase");
        let case = office.case(1).await;
        let still = case.keeping.erased.as_ref().expect("erased");
        assert_eq!(
            (still.backups, still.backups_until),
            (1, last),
            "and it says so"
        );
        assert!(desk.backup_list().await.expect("backups")[0].overdue);

        // The list lies beside the backup by itself. Elsewhere, with none, the case is back.
        let list = folder.join("b.deskbackup.erased");
        let away = tempfile::tempdir().expect("folder");
        let copy = away.path().join("copy.deskbackup");
        std::fs::copy(&file, &copy).expect("copy");
        let here = Place::folder(away.path().join("bare.desk"));
        let bare = restore(&copy, here, PASSPHRASE, None)
            .await
            .expect("restored");
        assert_eq!(bare.erased_again, 0);
        let id = bare.desk.case_id("1").await.expect("case");
        let back = bare.desk.case_open(id).await.expect("case");
        assert_eq!(back.subject, "A streamer shows my flat");
        bare.desk.close().await;

        let here = Place::folder(away.path().join("again.desk"));
        let again = restore(&copy, here.clone(), PASSPHRASE, Some(&list))
            .await
            .expect("restored");
        assert_eq!(again.erased_again, 1);
        let back = again.desk.case_open(id).await.expect("case");
        assert!(back.keeping.erased.is_some() && back.messages.is_empty());
        let stays = again.desk.case_open(kept.id).await.expect("case");
        assert_eq!(stays.subject, "Kept");
        assert!(again.desk.audit_verify().await.expect("verify").sound);
        again.desk.close().await;
        std::fs::remove_dir_all(&here.folder).expect("folder");

        // Another list than the workspace's own restores nothing.
        let bent = std::fs::read_to_string(&list)
            .expect("list")
            .replace("request", "unlawful");
        std::fs::write(&list, bent).expect("list");
        let wrong = restore(&copy, here.clone(), PASSPHRASE, Some(&list)).await;
        assert!(matches!(wrong.err(), Some(Error::ErasureList { .. })));
        assert!(!here.folder.exists());

        let id = desk.backup_list().await.expect("backups")[0].id;
        desk.destroy_backup(id).await.expect("destroyed");
        assert!(!file.exists() && !list.exists());
        assert_eq!(
            desk.destroy_backup(id).await.err(),
            Some(Error::BackupNotFound)
        );
        let case = office.case(1).await;
        assert_eq!(case.keeping.erased.expect("erased").backups, 0);
    });
}

#[test]
fn automated_mail_of_no_case_goes_by_its_own_period() {
    tell(|office| async move {
        let away = mail(
            "Away <away@example.org>",
            "Out of office: xylophone",
            "away-1@example.org",
            "Auto-Submitted: auto-replied\n",
            "I am away.",
        );
        assert_eq!(office.receive(&[&away]).await.automated, 1);
        let desk = &office.desk;
        desk.set_period("automated", Some(2)).await.expect("period");
        let none = desk.retention_erase_automated().await.expect("none");
        assert_eq!(none.messages, 0);
        office.pass(TimeDelta::days(70));
        assert_eq!(desk.retention_due(None).await.expect("due").automated, 1);
        assert_eq!(
            desk.retention_erase_automated()
                .await
                .expect("erase")
                .messages,
            1
        );
        assert_eq!(desk.retention_due(None).await.expect("due").automated, 0);
        let page = desk.messages(None, None, 10).await.expect("messages");
        assert!(page.rows[0].erased && page.rows[0].subject.is_empty());
        assert_eq!(office.receive(&[&away]).await.duplicate, 1);
        assert!(desk.audit_verify().await.expect("verify").sound);
    });
}

#[test]
fn a_detail_that_no_erasure_took_is_missed() {
    crate::office::runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let database = office.database.clone().expect("database");
        let case = closed(&office).await;
        // Whoever runs the server may lift the trigger. The count gives it away.
        let bare = format!(
            "alter table desk.audit_entry disable trigger audit_entry_keep;
             update desk.audit_entry set salt = '', sealed = ''
             where case_id = '{}' and act = 'case.note';
             alter table desk.audit_entry enable trigger audit_entry_keep;
             select seq from desk.audit_entry where act = 'case.note'",
            case.id
        );
        let seq: i64 = psql(&database, &bare)
            .lines()
            .last()
            .expect("seq")
            .parse()
            .expect("seq");
        let verdict = office.desk.audit_verify().await.expect("verify");
        assert_eq!((verdict.sound, verdict.first_bad), (false, Some(seq)));
    });
}
