//! What is erased stays erased, whatever comes in, whoever restores, and whoever meddles.

use std::time::Duration;

use chrono::TimeDelta;
use desk::Error;
use desk::complaints::*;
use desk::workspace::{Place, restore};
use domain::complaints::{AskKind, Outcome};
use domain::people::Role;
use domain::retention::Because;

use crate::office::{Engine, Office, PASSPHRASE, mail, on, psql, runtime, tell};
use crate::team::{as_role, comes};

const ADA: &str = "Ada Quill <ada@example.com>";

fn letter(id: &str, extra: &str) -> String {
    let id = format!("{id}@example.com");
    mail(
        ADA,
        "A streamer shows my flat",
        &id,
        extra,
        "The zanzibar stream shows my flat.",
    )
}

/// The first case, closed as another company's: no law keeps it.
async fn not_ours(office: &Office, number: u32) -> CaseDetail {
    let desk = &office.desk;
    let case = office.case(number).await;
    desk.case_not_ours(on(&case), "Another company's.")
        .await
        .expect("not ours");
    office.case(number).await
}

async fn erase(office: &Office, number: u32) -> Result<Done, Error> {
    let case = office.case(number).await;
    office
        .desk
        .case_erase(on(&case), Because::Unlawful, number)
        .await
}

fn outcome(case: &CaseDetail, outcome: Outcome) -> AnswerInput {
    AnswerInput {
        text: "As it was told.".into(),
        eml: None,
        sent_at: None,
        outcomes: vec![OutcomeInput {
            ask: case.asks[0].id,
            outcome,
            reason: "It is another company's after all.".into(),
            recipients_to_tell: Vec::new(),
        }],
    }
}

#[test]
fn what_was_handled_is_kept_whatever_is_made_of_it_later() {
    tell(|office| async move {
        let desk = &office.desk;
        let triage = |kind, regime: Option<&str>| Triage {
            kinds: Some(vec![kind]),
            regime: regime.map(str::to_owned),
            ..Triage::default()
        };
        for number in [1, 2] {
            let case = office.call("About my flat", "It is shown.").await;
            let act = desk
                .case_triage(on(&case), triage(AskKind::Complaint, None))
                .await;
            act.expect("triage");
            let case = office.case(number).await;
            let done = outcome(&case, Outcome::Fulfilled);
            desk.case_answer(on(&case), done).await.expect("answer");
        }
        // One is opened again, and counted by another law.
        desk.case_close(on(&office.case(1).await))
            .await
            .expect("close");
        let again = desk
            .case_reopen(on(&office.case(1).await), "Once more.")
            .await;
        again.expect("reopen");
        let case = office.case(1).await;
        let act = desk
            .case_triage(on(&case), triage(AskKind::Complaint, Some("gdpr")))
            .await;
        act.expect("triage");
        let case = office.case(1).await;
        let open = case.asks.iter().find(|ask| ask.outcome.is_none());
        if let Some(ask) = open.map(|ask| ask.id) {
            let mut done = outcome(&case, Outcome::NotOurs);
            done.outcomes[0].ask = ask;
            desk.case_answer(on(&case), done).await.expect("answer");
        }
        desk.case_close(on(&office.case(1).await))
            .await
            .expect("close");
        // The other becomes another company's after all.
        let case = office.case(2).await;
        let other = outcome(&case, Outcome::NotOurs);
        desk.case_answer(on(&case), other).await.expect("answer");
        desk.case_close(on(&office.case(2).await))
            .await
            .expect("close");
        for number in [1, 2] {
            let erased = erase(&office, number).await.err();
            let missing = "duty-over".to_owned();
            assert_eq!(erased, Some(Error::Blocked { missing }), "C-{number}");
        }
        office.pass(TimeDelta::days(3 * 366));
        for number in [1, 2] {
            erase(&office, number).await.expect("in time");
        }
    });
}

#[test]
fn copies_and_what_answers_it_go_along_and_are_held_along() {
    tell(|office| async move {
        let desk = &office.desk;
        // An answer by a machine that came first, and again; then what it answers.
        let away = mail(
            "Away <away@example.org>",
            "Out of office: xylophone",
            "away-1@example.org",
            "Auto-Submitted: auto-replied\nIn-Reply-To: <flat-1@example.com>\n",
            "I am away.",
        );
        office.receive(&[&away, &away]).await;
        office.receive(&[&letter("flat-1", "")]).await;
        let case = not_ours(&office, 1).await;
        desk.case_hold(on(&case), "A court asks for it")
            .await
            .expect("hold");
        desk.set_period("automated", Some(1)).await.expect("period");
        office.pass(TimeDelta::days(62));
        let none = desk.retention_erase_automated().await.expect("none");
        assert_eq!(
            none.messages, 0,
            "it is held with the case that it is about"
        );
        desk.case_release(on(&office.case(1).await))
            .await
            .expect("release");
        erase(&office, 1).await.expect("erase");
        let page = desk.messages(None, None, 10).await.expect("messages");
        assert_eq!(page.rows.len(), 3);
        assert!(
            page.rows
                .iter()
                .all(|row| row.erased && row.subject.is_empty())
        );

        let other = office.call("Another", "Text.").await;
        let linked = desk.case_link(on(&other), case.id, true).await;
        assert_eq!(linked.err(), Some(Error::CaseErased));
    });
}

#[test]
fn automated_mail_is_kept_to_the_last_day_of_its_period() {
    tell(|office| async move {
        let desk = &office.desk;
        let away = mail(
            "Away <away@example.org>",
            "Out of office",
            "away-1@example.org",
            "Auto-Submitted: auto-replied\n",
            "I am away.",
        );
        // It says that it is of 2 March, when it also came in.
        office.receive(&[&away]).await;
        desk.set_period("automated", Some(1)).await.expect("period");
        office.pass(TimeDelta::days(30));
        assert_eq!(
            desk.retention_erase_automated()
                .await
                .expect("none")
                .messages,
            0
        );
        office.pass(TimeDelta::days(1));
        assert_eq!(
            desk.retention_erase_automated()
                .await
                .expect("due")
                .messages,
            1
        );
    });
}

#[test]
fn an_answer_that_comes_while_its_case_is_erased_begins_a_new_one() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let database = office.database.clone().expect("database");
        let other = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        office.receive(&[&letter("flat-1", "")]).await;
        let case = not_ours(&office, 1).await;
        // Somebody stands in the way of both: the erasure waits first, then the answer.
        let hold = format!(
            "begin; select 1 from desk.cases where id = '{}' for update; select pg_sleep(2); commit",
            case.id
        );
        let held = std::thread::spawn(move || psql(&database, &hold));
        tokio::time::sleep(Duration::from_millis(500)).await;
        let (desk, row) = (office.desk.clone(), on(&case));
        let erasing = tokio::spawn(async move { desk.case_erase(row, Because::Unlawful, 1).await });
        tokio::time::sleep(Duration::from_millis(500)).await;
        let folder = office.folder.path().join("answer");
        std::fs::create_dir(&folder).expect("folder");
        let answer = letter("flat-2", "In-Reply-To: <flat-1@example.com>\n");
        std::fs::write(folder.join("1.eml"), answer.replace('\n', "\r\n")).expect("file");
        let input = desk::intake::ImportInput {
            paths: vec![folder.display().to_string()],
            history: false,
            dry_run: false,
        };
        let report = other.import(input, |_| {}).await.expect("import");
        erasing.await.expect("ended").expect("erased");
        held.join().expect("held");
        assert_eq!((report.opened, report.joined), (1, 0));
        let erased = office.case(1).await;
        assert!(erased.messages.is_empty() && erased.keeping.erased.is_some());
        other.close().await;
    });
}

#[test]
fn mail_that_was_erased_after_the_backup_is_known_after_the_restore() {
    tell(|office| async move {
        let desk = &office.desk;
        office.call("Kept", "This one stays.").await;
        let folder = office.folder.path().to_owned();
        let file = folder.join("b.deskbackup");
        desk.backup(&file, |_, _| true).await.expect("backup");
        office.receive(&[&letter("flat-1", "")]).await;
        not_ours(&office, 2).await;
        erase(&office, 2).await.expect("erase");
        let here = Place::folder(folder.join("again.desk"));
        let again = restore(&file, here, PASSPHRASE, None)
            .await
            .expect("restored");
        assert_eq!((again.erased_again, again.unsound), (0, None));
        let backups = again.desk.backup_list().await.expect("backups");
        assert!(backups[0].here, "what it came from is known");
        let inbox = folder.join("inbox");
        std::fs::create_dir(&inbox).expect("folder");
        let raw = letter("flat-1", "").replace('\n', "\r\n");
        std::fs::write(inbox.join("1.eml"), raw).expect("file");
        let input = desk::intake::ImportInput {
            paths: vec![inbox.display().to_string()],
            history: false,
            dry_run: false,
        };
        let report = again.desk.import(input, |_| {}).await.expect("import");
        assert_eq!((report.duplicate, report.opened), (1, 0));
        assert!(again.desk.audit_verify().await.expect("verify").sound);
        again.desk.close().await;
    });
}

#[test]
fn another_backup_in_the_same_place_is_not_the_one_that_was_there() {
    tell(|office| async move {
        let desk = &office.desk;
        let file = office.folder.path().join("b.deskbackup");
        desk.backup(&file, |_, _| true).await.expect("backup");
        std::fs::remove_file(&file).expect("moved away");
        office.pass(TimeDelta::days(1));
        desk.backup(&file, |_, _| true).await.expect("backup");
        let known = desk.backup_list().await.expect("backups");
        let here: Vec<bool> = known.iter().map(|backup| backup.here).collect();
        assert_eq!(here, [true, false]);
        desk.destroy_backup(known[1].id)
            .await
            .expect("the older one");
        assert!(file.exists());
        desk.destroy_backup(known[0].id)
            .await
            .expect("the newer one");
        assert!(!file.exists());
    });
}

#[test]
fn a_colleagues_erasure_is_on_the_list_beside_ones_own_backup() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let other = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        office.receive(&[&letter("flat-1", "")]).await;
        not_ours(&office, 1).await;
        let file = office.folder.path().join("theirs.deskbackup");
        other.backup(&file, |_, _| true).await.expect("backup");
        // On another computer one's own files would not be reached from there.
        let listener = other.clone();
        let listening = tokio::spawn(async move { listener.listen(|_| ()).await });
        tokio::time::sleep(Duration::from_millis(300)).await;
        let list = office.folder.path().join("theirs.deskbackup.erased");
        erase(&office, 1).await.expect("erase");
        let _ = std::fs::remove_file(&list);
        office
            .desk
            .set_period("question", Some(3))
            .await
            .expect("news");
        for _ in 0..1_200 {
            if list.exists() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        assert!(list.exists());
        other.close().await;
        listening.await.expect("ended");
    });
}

#[test]
fn nobody_takes_details_of_what_is_not_being_erased_or_brings_it_back() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let database = office.database.clone().expect("database");
        comes(&office, as_role("Ann Roe", Role::Auditor))
            .await
            .close()
            .await;
        office.receive(&[&letter("flat-1", "")]).await;
        let gone = not_ours(&office, 1).await;
        let live = office.call("Live", "Text.").await;
        erase(&office, 1).await.expect("erase");
        let as_login = |login: &str, sql: &str| {
            let server = testbed::Postgres::shared().expect("PostgreSQL");
            let login = format!("{database}.{login}");
            server.psql(
                &database,
                &format!("set session authorization \"{login}\"; {sql}"),
            )
        };
        for (login, case) in [
            ("ann-roe", gone.id),
            ("founder", gone.id),
            ("founder", live.id),
        ] {
            let taken = as_login(login, &format!("select desk.audit_forget('{case}')"));
            assert!(taken.is_err(), "{login}");
        }
        let there_and_back = format!(
            "begin; update desk.cases set erased_at = now() where id = '{0}';
             select desk.audit_forget('{0}');
             update desk.cases set erased_at = null where id = '{0}'; commit",
            live.id
        );
        assert!(as_login("founder", &there_and_back).is_err());
        assert!(office.desk.audit_verify().await.expect("verify").sound);

        // An old detail given back, and another taken in its place: as many, but not the same.
        let swapped = format!(
            "alter table desk.audit_entry disable trigger audit_entry_keep;
             update desk.audit_entry set salt = substr(sha256('old'), 1, 16), sealed = 'old'
             where seq = (select min(seq) from desk.audit_entry where case_id = '{0}');
             update desk.audit_entry set salt = '', sealed = '', case_id = '{0}'
             where case_id = '{1}' and act = 'case.new';
             alter table desk.audit_entry enable trigger audit_entry_keep",
            gone.id, live.id
        );
        psql(&database, &swapped);
        assert!(!office.desk.audit_verify().await.expect("verify").sound);
    });
}
