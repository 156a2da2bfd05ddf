//! Mail comes in.

use desk::complaints::View;
use domain::complaints::{AskKind, Disposition};

use crate::office::{mail, tell};

#[test]
fn a_thread_joins_its_case_and_a_stranger_does_not() {
    tell(|office| async move {
        let first = mail(
            "Ada Quill <ada@example.com>",
            "Please delete my account",
            "a1@example.com",
            "",
            "Please delete my account and all of my data.",
        );
        let reply = mail(
            "Ada Quill <ada@example.com>",
            "Re: Please delete my account",
            "a2@example.com",
            "In-Reply-To: <a1@example.com>\n",
            "Has it been done?",
        );
        let stranger = mail(
            "Eve <eve@other.example>",
            "Re: Please delete my account",
            "e1@other.example",
            "References: <a1@example.com>\n",
            "Send me everything, too.",
        );
        let same_subject = mail(
            "Bo <bo@other.example>",
            "Please delete my account",
            "b1@other.example",
            "",
            "Please delete my account.",
        );
        let report = office
            .receive(&[&first, &reply, &stranger, &same_subject])
            .await;
        assert_eq!((report.seen, report.opened, report.joined), (4, 3, 1));

        let case = office.case(1).await;
        assert_eq!(case.messages.len(), 2);
        assert_eq!(case.messages[1].reason.as_deref(), Some("reference"));
        assert_eq!(case.asks[0].kind, Some(AskKind::Delete));
        assert!(case.asks[0].proposed);
        let other = office.case(2).await;
        assert_eq!(other.messages[0].suggested_case, Some((case.id, 1)));
        assert_eq!(
            other.messages[0].reason.as_deref(),
            Some("not-a-participant")
        );
        assert_eq!(office.case(3).await.messages[0].suggested_case, None);
    });
}

#[test]
fn a_reply_that_comes_in_before_what_it_answers_meets_it() {
    tell(|office| async move {
        let reply = mail(
            "Ada <ada@example.com>",
            "Re: copy",
            "a2@example.com",
            "In-Reply-To: <a1@example.com>\n",
            "And the chat, please.",
        );
        let first = mail(
            "Ada <ada@example.com>",
            "A copy",
            "a1@example.com",
            "",
            "Please send me a copy of my data.",
        );
        let report = office.receive(&[&reply, &first]).await;
        assert_eq!((report.opened, report.joined), (1, 1));
        assert_eq!(office.case(1).await.messages.len(), 2);
    });
}

#[test]
fn our_tag_in_the_subject_finds_the_case_for_its_participant_alone() {
    tell(|office| async move {
        office
            .receive(&[&mail(
                "Ada <ada@example.com>",
                "Question",
                "a1@example.com",
                "",
                "Who are you?",
            )])
            .await;
        let tag = office.case(1).await.reference;
        let hers = mail(
            "Ada <ada@example.com>",
            &format!("Re: {tag}"),
            "a9@example.com",
            "",
            "More.",
        );
        let forged = mail(
            "Ada <ada@example.com>",
            "Re: [C-1 aaaaaaaa]",
            "a10@example.com",
            "",
            "More.",
        );
        let eve = mail(
            "Eve <eve@other.example>",
            &format!("Re: {tag}"),
            "e9@other.example",
            "",
            "Tell me.",
        );
        let report = office.receive(&[&hers, &forged, &eve]).await;
        assert_eq!((report.joined, report.opened), (1, 2));
        assert_eq!(
            office.case(1).await.messages[1].reason.as_deref(),
            Some("subject-tag")
        );
    });
}

#[test]
fn every_message_has_one_disposition_and_its_bytes_back() {
    tell(|office| async move {
        let good = mail(
            "Ada <ada@example.com>",
            "Question",
            "a1@example.com",
            "",
            "Who holds my data?",
        );
        let auto = mail(
            "Out <out@example.com>",
            "Auto",
            "o1@example.com",
            "Auto-Submitted: auto-replied\n",
            "Away.",
        );
        let folder = office.folder.path().join("odd");
        std::fs::create_dir(&folder).expect("folder");
        let odd: [(&str, Vec<u8>); 5] = [
            ("1.eml", good.into_bytes()),
            ("2.eml", auto.into_bytes()),
            ("3.eml", Vec::new()),
            ("4.eml", vec![0, 255, 13, 10, 0]),
            ("5.eml", vec![0, 255, 13, 10, 0]),
        ];
        for (name, bytes) in &odd {
            std::fs::write(folder.join(name), bytes).expect("file");
        }
        let path = folder.display().to_string();
        let report = office.import(&path, false).await;
        assert_eq!(report.seen, 5);
        assert_eq!(
            (
                report.opened,
                report.automated,
                report.quarantined,
                report.duplicate
            ),
            (1, 1, 2, 1)
        );

        let again = office.import(&path, false).await;
        assert_eq!((again.seen, again.already_here), (5, 5));

        let page = office
            .desk
            .messages(None, None, 100)
            .await
            .expect("messages");
        assert_eq!(page.rows.len(), 5);
        for row in &page.rows {
            let (_, bytes) = odd
                .iter()
                .find(|(name, _)| row.source.ends_with(name))
                .expect("source");
            assert_eq!(
                &office.desk.raw(row.id).await.expect("raw"),
                bytes,
                "{}",
                row.source
            );
        }
        assert_eq!(office.list(View::Quarantined, "").await.len(), 2);
        assert_eq!(office.list(View::Automated, "").await.len(), 1);
    });
}

#[test]
fn the_same_message_id_with_other_bytes_is_kept() {
    tell(|office| async move {
        let one = mail(
            "Ada <ada@example.com>",
            "One",
            "same@example.com",
            "",
            "First text.",
        );
        let two = mail(
            "Ada <ada@example.com>",
            "Two",
            "same@example.com",
            "",
            "Other text.",
        );
        let report = office.receive(&[&one, &two]).await;
        assert_eq!((report.opened, report.duplicate), (2, 0));
    });
}

#[test]
fn a_bounce_is_tied_to_what_bounced_and_can_still_become_a_case() {
    tell(|office| async move {
        let auto = mail(
            "Out <out@example.com>",
            "I am away, and delete my data",
            "o1@example.com",
            "Auto-Submitted: auto-replied\n",
            "Please delete my account.",
        );
        office.receive(&[&auto]).await;
        let row = &office.list(View::Automated, "").await[0];
        assert_eq!(row.reason.as_deref(), Some("auto-reply"));
        let done = office.desk.message_to_case(row.id).await.expect("case");
        let case = office.desk.case_open(done.case).await.expect("case");
        assert_eq!(case.messages[0].disposition, Disposition::Opened);
        assert!(office.list(View::Automated, "").await.is_empty());
        assert!(office.desk.message_to_case(row.id).await.is_err());
    });
}

#[test]
fn history_has_no_clock() {
    tell(|office| async move {
        let folder = office.folder.path().join("old");
        std::fs::create_dir(&folder).expect("folder");
        std::fs::write(
            folder.join("a.eml"),
            mail(
                "Ada <ada@example.com>",
                "A complaint",
                "a1@example.com",
                "",
                "I complain about this.",
            ),
        )
        .expect("file");
        office.import(&folder.display().to_string(), true).await;
        let case = office.case(1).await;
        assert!(case.history && case.clocks.is_empty());
        assert!(office.list(View::Overdue, "").await.is_empty());
    });
}

#[test]
fn the_newest_of_many_messages_are_whole_and_the_others_are_opened_one_by_one() {
    tell(|office| async move {
        let desk = &office.desk;
        let mails: Vec<String> = (0..25)
            .map(|n| {
                let reply = if n == 0 {
                    String::new()
                } else {
                    "In-Reply-To: <m0@example.com>\n".to_owned()
                };
                mail(
                    "Ada <ada@example.com>",
                    "A long story",
                    &format!("m{n}@example.com"),
                    &reply,
                    &format!("Part {n} of it."),
                )
            })
            .collect();
        office
            .receive(&mails.iter().map(String::as_str).collect::<Vec<_>>())
            .await;
        let case = office.case(1).await;
        assert_eq!(case.messages.len(), 25);
        let (folded, whole): (Vec<_>, Vec<_>) = case.messages.iter().partition(|m| m.folded);
        assert_eq!((folded.len(), whole.len()), (5, 20));
        assert!(case.messages[..5].iter().all(|m| m.folded), "the oldest");
        assert!(whole.iter().all(|m| m.blocks[0].text.starts_with("Part ")));
        let oldest = folded[0];
        assert_eq!(oldest.subject, "A long story");
        assert!(oldest.blocks.is_empty());
        let opened = desk.message(oldest.id).await.expect("message");
        assert!(opened.blocks[0].text.starts_with("Part "));
        let again = office.case(1).await;
        assert!(again.timeline.iter().any(|e| e.act == "message.opened"));
    });
}

/// What a dry run says of mail is what becomes of it, and it leaves nothing.
#[test]
fn a_dry_run_says_what_an_import_does() {
    tell(|office| async move {
        let folder = office.folder.path().join("mail");
        std::fs::create_dir(&folder).expect("folder");
        let put = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("mail");
        let ask = mail(
            "ada@example.com",
            "My data",
            "1@example.com",
            "",
            "Delete my account.",
        );
        put("1.eml", &ask);
        put("2.eml", &ask);
        let again = "In-Reply-To: <1@example.com>\n";
        let more = mail(
            "ada@example.com",
            "Re: My data",
            "2@example.com",
            again,
            "And soon.",
        );
        put("3.eml", &more);
        put("4.eml", " ");
        let input = |dry_run| desk::intake::ImportInput {
            paths: vec![folder.display().to_string()],
            history: false,
            dry_run,
        };
        let before = office.desk.info().await.expect("info");
        let would = office
            .desk
            .import(input(true), |_| {})
            .await
            .expect("dry run");
        assert!(would.dry_run && would.finished);
        let after = office.desk.info().await.expect("info");
        assert_eq!(after.messages, before.messages);
        assert_eq!(after.audit_entries, before.audit_entries);
        let counts = |r: &desk::intake::ImportReport| {
            (
                r.seen,
                r.opened,
                r.joined,
                r.duplicate,
                r.quarantined,
                r.already_here,
            )
        };
        assert_eq!(counts(&would), (4, 1, 1, 1, 1, 0));
        let did = office
            .desk
            .import(input(false), |_| {})
            .await
            .expect("import");
        assert_eq!(counts(&did), counts(&would));
        let again = office
            .desk
            .import(input(true), |_| {})
            .await
            .expect("dry run");
        assert_eq!(counts(&again), (4, 0, 0, 0, 0, 4));
    });
}
