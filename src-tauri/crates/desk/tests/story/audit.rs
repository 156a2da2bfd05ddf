//! The log.

use desk::Error;
use desk::audit::AuditFilter;

use crate::office::{Engine, mail, psql, tell};

#[test]
fn every_act_is_in_it_and_it_verifies() {
    tell(|office| async move {
        let desk = &office.desk;
        office
            .receive(&[&mail(
                "Ada <ada@example.com>",
                "Hello",
                "a1@example.com",
                "",
                "Who are you?",
            )])
            .await;
        let case = office.case(1).await;
        desk.source(case.messages[0].id).await.expect("source");
        desk.raw(case.messages[0].id).await.expect("raw");
        let page = desk
            .audit_list(&AuditFilter {
                limit: 100,
                ..AuditFilter::default()
            })
            .await
            .expect("log");
        let acts: Vec<&str> = page.entries.iter().rev().map(|e| e.act.as_str()).collect();
        assert_eq!(
            acts,
            [
                "workspace.created",
                "message.received",
                "case.opened",
                "message.source-opened",
                "message.exported"
            ]
        );
        let verdict = desk.audit_verify().await.expect("verify");
        assert!(verdict.sound);
        assert_eq!(verdict.entries, 5);
        let narrowed = desk
            .audit_list(&AuditFilter {
                act: Some("message.".into()),
                limit: 2,
                ..AuditFilter::default()
            })
            .await
            .expect("log");
        assert_eq!(narrowed.entries.len(), 2);
        assert!(
            narrowed
                .entries
                .iter()
                .all(|e| e.act.starts_with("message."))
        );

        let file = office.folder.path().join("log.jsonl");
        let count = desk.audit_export(&file).await.expect("export");
        let text = std::fs::read_to_string(&file).expect("file");
        assert_eq!(text.lines().count() as i64, count + 1);
        assert!(text.lines().last().expect("line").contains("checkpoint"));
        assert!(
            desk.audit_export(&file).await.is_err(),
            "nothing is written over"
        );
        // The log has grown from what it was then.
        office.case(1).await;
        let last = text.lines().last().expect("line");
        let verdict = desk.audit_verify_since(last).await.expect("verify");
        assert!(verdict.sound && verdict.entries > count);
        let bent = last.replacen('\u{2014}', "-", 1);
        for other in [text.lines().next().expect("line"), bent.as_str(), ""] {
            let refused = desk.audit_verify_since(other).await;
            assert_eq!(refused.err(), Some(Error::NoCheckpoint), "{other}");
        }
    });
}

#[test]
fn a_hand_in_the_log_is_found() {
    tell(|office| async move {
        if office.engine == Engine::Lite {
            // The file has one door, and its triggers stand in it: see the store's own test.
            return;
        }
        office.call("A question", "Who?").await;
        let database = office.database.clone().expect("database");
        let change = "update desk.audit_entry set act = 'x' where seq = 2";
        let server = testbed::Postgres::shared().expect("server");
        assert!(server.psql(&database, change).is_err());
        psql(
            &database,
            &format!("set session_replication_role = replica; {change}"),
        );
        let verdict = office.desk.audit_verify().await.expect("verify");
        assert_eq!((verdict.sound, verdict.first_bad), (false, Some(2)));
    });
}
