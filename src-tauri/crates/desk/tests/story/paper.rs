//! A case on paper, and what the desktop is told.

use chrono::TimeDelta;
use desk::audit::AuditFilter;
use desk::complaints::{Notices, Triage};
use domain::complaints::Priority;

use crate::office::{mail, on, tell};

#[test]
fn a_case_is_printed_whole_and_the_log_keeps_that_it_was() {
    tell(|office| async move {
        let desk = &office.desk;
        let mails: Vec<String> = (0..25)
            .map(|n| {
                let reply = if n == 0 {
                    String::new()
                } else {
                    "In-Reply-To: <p0@example.com>\n".into()
                };
                let id = format!("p{n}@example.com");
                mail(
                    "Ada <ada@example.com>",
                    "A long story",
                    &id,
                    &reply,
                    &format!("Part {n}."),
                )
            })
            .collect();
        office
            .receive(&mails.iter().map(String::as_str).collect::<Vec<_>>())
            .await;
        let case = office.case(1).await;
        desk.case_note(on(&case), "For the office alone.")
            .await
            .expect("note");

        let printed = desk.case_print(case.id, false).await.expect("printed");
        assert_eq!(printed.case.messages.len(), 25);
        assert!(
            printed
                .case
                .messages
                .iter()
                .all(|m| !m.folded && m.blocks[0].text.starts_with("Part "))
        );
        assert!(printed.case.notes.is_empty());
        assert_eq!(
            (printed.by.name.as_str(), printed.at),
            ("Li Wen", office.now())
        );
        assert_eq!(
            desk.case_print(case.id, true)
                .await
                .expect("printed")
                .case
                .notes
                .len(),
            1
        );

        let filter = AuditFilter {
            case: Some(case.id),
            limit: 100,
            ..AuditFilter::default()
        };
        let log = desk.audit_list(&filter).await.expect("log").entries;
        let notes: Vec<&str> = log
            .iter()
            .filter(|entry| entry.act == "case.printed")
            .map(|entry| entry.detail["notes"].as_str())
            .collect();
        assert_eq!(notes, ["true", "false"]);
        // What stands on the paper is held against the log, and has the entry of its printing.
        let line = serde_json::json!({ "checkpoint": printed.checkpoint, "key": "" }).to_string();
        let verdict = desk.audit_verify_since(&line).await.expect("verdict");
        assert!(verdict.sound, "{verdict:?}");
        let size: i64 = printed
            .checkpoint
            .lines()
            .nth(1)
            .expect("size")
            .parse()
            .expect("number");
        let first = log
            .iter()
            .filter(|entry| entry.act == "case.printed")
            .map(|e| e.seq)
            .min();
        assert!(first.expect("entry") <= size, "{first:?} of {size}");
    });
}

#[test]
fn the_desktop_is_told_of_urgent_mail_and_of_what_falls_due_today() {
    tell(|office| async move {
        let desk = &office.desk;
        let nothing = Notices {
            urgent: Vec::new(),
            due_today: 0,
        };
        assert_eq!(desk.notices(office.now()).await.expect("notices"), nothing);
        let urgent = Triage {
            priority: Some(Priority::High),
            ..Triage::default()
        };
        let asks = mail(
            "Ada <ada@example.com>",
            "My replays",
            "u1@example.com",
            "",
            "I complain.",
        );
        office.receive(&[&asks]).await;
        desk.case_triage(on(&office.case(1).await), urgent)
            .await
            .expect("triage");
        let call = office.call("Calm", "I complain.").await;
        office.pass(TimeDelta::hours(1));
        let since = office.now();
        assert_eq!(desk.notices(since).await.expect("notices"), nothing);
        let reply = "In-Reply-To: <u1@example.com>\n";
        let again = mail(
            "Ada <ada@example.com>",
            "My replays",
            "u2@example.com",
            reply,
            "And?",
        );
        let other = mail(
            "Bo <bo@example.com>",
            "Calm",
            "c1@example.com",
            "",
            "I complain.",
        );
        office.receive(&[&again, &other]).await;
        let found = desk.notices(since).await.expect("notices");
        assert_eq!((found.urgent.len(), found.due_today), (1, 0));

        // The office's own date is one too; what was due yesterday is late, and not told here.
        let today = Triage {
            due_on: Some(Some(office.now().date_naive())),
            ..Triage::default()
        };
        desk.case_triage(on(&call), today).await.expect("triage");
        assert_eq!(desk.notices(since).await.expect("notices").due_today, 1);
        office.pass(TimeDelta::days(1));
        assert_eq!(desk.notices(since).await.expect("notices").due_today, 0);
    });
}
