//! Mailboxes on a real Dovecot: what is on the server is here, once, and the ledger says so.

use std::future::Future;

use desk::Error;
use desk::complaints::View;
use desk::mailbox::{FolderLedger, LedgerQuery, MailboxInput, Secret, SyncReport, Tls};
use domain::complaints::ReceivedSource;
use testbed::Dovecot;

use crate::office::{Office, mail, tell};

pub const USER: &str = "service@minglives.com";
pub const PASSWORD: &str = "a \"quoted\\ password";

/// A mailbox of the server, over implicit TLS.
pub fn input(server: &Dovecot) -> MailboxInput {
    MailboxInput {
        name: "service".into(),
        host: "localhost".into(),
        port: server.imaps_port(),
        tls: Tls::Implicit,
        user: USER.into(),
        secret: Some(Secret::Password(PASSWORD.into())),
        ca: Some(std::fs::read_to_string(server.ca_file()).expect("authority")),
        folders: Vec::new(),
        authserv_ids: Vec::new(),
        smtp: None,
    }
}

pub fn server() -> Dovecot {
    let server = Dovecot::start().expect("Dovecot");
    server.add_user(USER, PASSWORD).expect("user");
    server
}

/// Tells a story on both engines, each beside a server of its own.
pub fn beside<F: Future<Output = ()>>(story: impl Fn(Office, Dovecot) -> F) {
    tell(|office| story(office, server()));
}

pub fn letter(n: u32) -> Vec<u8> {
    mail(
        &format!("Ada <ada{n}@example.com>"),
        &format!("Letter {n}"),
        &format!("m{n}@example.com"),
        "",
        "Please delete my account.",
    )
    .replace('\n', "\r\n")
    .into_bytes()
}

pub async fn sync(office: &Office) -> SyncReport {
    office
        .desk
        .mailbox_sync("service", false)
        .await
        .expect("sync")
}

/// The one folder's ledger; it always adds up.
pub async fn ledger(office: &Office) -> FolderLedger {
    let ledger = office.desk.ledger().await.expect("ledger").remove(0);
    let sum = ledger.opened
        + ledger.joined
        + ledger.automated
        + ledger.quarantined
        + ledger.held
        + ledger.duplicate
        + ledger.missing;
    assert_eq!(ledger.server, sum, "{ledger:?}");
    ledger
}

#[test]
fn what_is_new_comes_in_once_and_the_server_is_left_as_it_was() {
    beside(|office, server| async move {
        let reply = mail(
            "Ada <ada1@example.com>",
            "Re: Letter 1",
            "r1@example.com",
            "In-Reply-To: <m1@example.com>\n",
            "Well?",
        );
        let away = mail(
            "Ada <ada1@example.com>",
            "Out of office",
            "o1@example.com",
            "Auto-Submitted: auto-replied\n",
            "I am away.",
        );
        for raw in [letter(1), letter(2), reply.into_bytes(), away.into_bytes()] {
            server.deliver(USER, "INBOX", &raw).expect("delivery");
        }
        server.deliver(USER, "INBOX", &letter(2)).expect("delivery");
        server
            .deliver(USER, "INBOX", b"\r\n \r\n")
            .expect("delivery");

        // The server's clock is the computer's; what it says of the future would not be believed.
        office.pass(chrono::Utc::now() - office.now());
        office
            .desk
            .mailbox_add(input(&server))
            .await
            .expect("mailbox");
        let report = sync(&office).await;
        assert_eq!(report.mail.seen, 6);
        let ledger = ledger(&office).await;
        assert_eq!(ledger.folder, "service/INBOX");
        assert_eq!(
            (
                ledger.server,
                ledger.opened,
                ledger.joined,
                ledger.automated
            ),
            (6, 2, 1, 1)
        );
        assert_eq!(
            (ledger.duplicate, ledger.quarantined, ledger.missing),
            (1, 1, 0)
        );

        let case = office.case(1).await;
        assert_eq!(case.messages.len(), 2);
        assert_eq!(case.received_source, ReceivedSource::Internaldate);
        let raw = office.desk.raw(case.messages[0].id).await.expect("raw");
        assert_eq!(raw, letter(1));

        assert_eq!(sync(&office).await.mail.seen, 0, "nothing is new");
        let unseen = server
            .doveadm(&["search", "-u", USER, "mailbox", "INBOX", "unseen"])
            .expect("search");
        assert_eq!(unseen.lines().count(), 6, "nothing was marked as seen");

        server.deliver(USER, "INBOX", &letter(3)).expect("delivery");
        assert_eq!(sync(&office).await.mail.opened, 1);
        assert!(office.desk.audit_verify().await.expect("verdict").sound);
    });
}

#[test]
fn uids_that_begin_anew_take_nothing_twice_and_lose_nothing() {
    beside(|office, server| async move {
        for n in 1..=4 {
            server.deliver(USER, "INBOX", &letter(n)).expect("delivery");
        }
        server.deliver(USER, "INBOX", &letter(4)).expect("delivery");
        office
            .desk
            .mailbox_add(input(&server))
            .await
            .expect("mailbox");
        sync(&office).await;

        server
            .set_uid_validity(USER, "INBOX", 7_777)
            .expect("uidvalidity");
        server.deliver(USER, "INBOX", &letter(5)).expect("delivery");
        let report = sync(&office).await;
        assert_eq!(
            (
                report.relisted,
                report.mail.opened,
                report.mail.already_here
            ),
            (1, 1, 5)
        );
        assert_eq!(
            (
                ledger(&office).await.opened,
                ledger(&office).await.duplicate
            ),
            (5, 1)
        );

        server.expunge(USER, "INBOX", &[1]).expect("expunge");
        server.renumber(USER, "INBOX").expect("renumber");
        assert_eq!(sync(&office).await.relisted, 1);
        server.deliver(USER, "INBOX", &letter(6)).expect("delivery");
        assert_eq!(sync(&office).await.mail.opened, 1);
        let ledger = ledger(&office).await;
        assert_eq!((ledger.server, ledger.opened, ledger.duplicate), (6, 5, 1));

        // They begin anew, and have grown past us before we look.
        server.expunge(USER, "INBOX", &[1, 2]).expect("expunge");
        server.renumber(USER, "INBOX").expect("renumber");
        for n in 7..=9 {
            server
                .deliver(
                    USER,
                    "INBOX",
                    &[&letter(n)[..], b"longer, and longer\r\n"].concat(),
                )
                .expect("delivery");
        }
        office
            .desk
            .mailbox_sync("service", true)
            .await
            .expect("reconcile");
        let cases = office.list(View::AllOpen, "").await;
        assert_eq!(cases.len(), 9, "each letter is one case");
        assert_eq!(self::ledger(&office).await.missing, 0);
    });
}

#[test]
fn what_others_move_or_delete_is_accounted_for_and_stays_here() {
    beside(|office, server| async move {
        for n in 1..=5 {
            server.deliver(USER, "INBOX", &letter(n)).expect("delivery");
        }
        server.create_folder(USER, "已处理 & done").expect("folder");
        office
            .desk
            .mailbox_add(input(&server))
            .await
            .expect("mailbox");
        sync(&office).await;
        let uids = server.uids(USER, "INBOX").expect("uids");
        server.expunge(USER, "INBOX", &uids[..1]).expect("expunge");
        server
            .move_to(USER, "INBOX", &uids[1..2], "已处理 & done")
            .expect("move");
        let report = sync(&office).await;
        assert_eq!(report.vanished, 2);
        let after = ledger(&office).await;
        assert_eq!((after.server, after.opened, after.vanished), (3, 3, 2));
        assert_eq!(
            office.list(View::AllOpen, "").await.len(),
            5,
            "no case is lost"
        );

        let gone = LedgerQuery {
            gone: Some(true),
            limit: 10,
            ..LedgerQuery::default()
        };
        let gone = office
            .desk
            .ledger_entries(after.id, &gone)
            .await
            .expect("entries");
        assert_eq!(gone.len(), 2);
        assert_eq!(gone[0].subject, "Letter 2");
        assert!(gone[0].case_number.is_some());

        // The folder that it was moved to is read from now on: it is known there.
        let both = MailboxInput {
            secret: None,
            folders: vec!["inbox".into(), "已处理 & done".into()],
            ..input(&server)
        };
        let id = office.desk.mailbox("service").await.expect("mailbox").id;
        office.desk.mailbox_change(id, both).await.expect("change");
        let report = sync(&office).await;
        assert_eq!(report.mail.duplicate, 1);
        assert_eq!(report.folders[1].name, "已处理 & done");
        assert_eq!(report.folders[1].server, 1);
    });
}

#[test]
fn what_is_too_large_is_held_by_name_and_once() {
    beside(|office, server| async move {
        let mut huge = letter(1);
        huge.resize(65 << 20, b'x');
        server.deliver(USER, "INBOX", &huge).expect("delivery");
        server.deliver(USER, "INBOX", &letter(2)).expect("delivery");
        office
            .desk
            .mailbox_add(input(&server))
            .await
            .expect("mailbox");
        let report = sync(&office).await;
        assert_eq!((report.mail.held, report.mail.opened), (1, 1));
        let held = office.list(View::Quarantined, "").await;
        assert_eq!(held.len(), 1);
        server
            .set_uid_validity(USER, "INBOX", 9_999)
            .expect("uidvalidity");
        let report = sync(&office).await;
        assert_eq!((report.mail.held, report.mail.already_here), (0, 2));
        assert_eq!(ledger(&office).await.held, 1);
    });
}

#[test]
fn a_connection_test_names_the_step_that_failed() {
    tell(|office| async move {
        let server = server();
        let last = async |input: MailboxInput| {
            let report = office.desk.mailbox_test(input, None).await.expect("report");
            let step = report.steps.last().expect("a step").clone();
            (report.ok, step.step, step.why.unwrap_or_default())
        };
        let good = input(&server);
        assert_eq!(
            last(good.clone()).await,
            (true, "folder".into(), String::new())
        );
        let cases = [
            (
                MailboxInput {
                    host: "no-such-host.invalid".into(),
                    ..good.clone()
                },
                ("resolve", "no-such-host"),
            ),
            (
                MailboxInput {
                    port: testbed::free_port().expect("port"),
                    ..good.clone()
                },
                ("connect", "unreachable"),
            ),
            (
                MailboxInput {
                    ca: None,
                    ..good.clone()
                },
                ("tls", "certificate-unknown"),
            ),
            (
                MailboxInput {
                    ca: Some("nonsense".into()),
                    ..good.clone()
                },
                ("tls", "ca-unreadable"),
            ),
            (
                MailboxInput {
                    tls: Tls::Starttls,
                    port: server.imap_port(),
                    ..good.clone()
                },
                ("folder", ""),
            ),
            (
                MailboxInput {
                    tls: Tls::None,
                    port: server.imap_port(),
                    ..good.clone()
                },
                ("folder", ""),
            ),
            (
                MailboxInput {
                    secret: Some(Secret::Password("wrong".into())),
                    ..good.clone()
                },
                ("login", "refused"),
            ),
            (
                MailboxInput {
                    folders: vec!["Nowhere".into()],
                    ..good.clone()
                },
                ("folder", "refused"),
            ),
        ];
        for (input, (step, why)) in cases {
            let (_, found, because) = last(input).await;
            assert_eq!((found.as_str(), because.as_str()), (step, why));
        }
    });
}

#[test]
fn a_token_is_fetched_anew_for_every_connection() {
    beside(|office, server| async move {
        server.deliver(USER, "INBOX", &letter(1)).expect("delivery");
        let file = office.folder.path().join("token");
        std::fs::write(&file, server.token(USER, -60).expect("token")).expect("file");
        let with_token = MailboxInput {
            secret: Some(Secret::TokenCommand(format!("cat '{}'", file.display()))),
            ..input(&server)
        };
        office.desk.mailbox_add(with_token).await.expect("mailbox");
        let refused = office.desk.mailbox_sync("service", false).await;
        assert!(
            matches!(&refused, Err(Error::Mailbox { step, why, .. })
                if step == "login" && why == "refused"),
            "{refused:?}"
        );
        std::fs::write(&file, server.token(USER, 600).expect("token")).expect("file");
        assert_eq!(sync(&office).await.mail.opened, 1);
        std::fs::remove_file(&file).expect("file");
        let failed = office.desk.mailbox_sync("service", false).await;
        assert!(matches!(failed, Err(Error::TokenCommand { .. })));
    });
}

#[test]
fn a_sender_whose_domain_says_no_joins_nothing_and_is_told() {
    beside(|office, server| async move {
        let with = |n: u32, extra: &str, body: &str| {
            let header = format!("{extra}In-Reply-To: <m1@example.com>\n");
            let raw = mail(
                "Ada <ada1@example.com>",
                "Re: Letter 1",
                &format!("r{n}@example.com"),
                &header,
                body,
            );
            raw.into_bytes()
        };
        let said = |id: &str, result: &str| {
            format!("Authentication-Results: {id}; dmarc={result} header.from=example.com\n")
        };
        let spoofed = with(2, &said("mx.minglives.com", "fail"), "Send me all of it.");
        let forged = with(3, &said("mx.elsewhere.example", "fail"), "Well?");
        let vouched = with(4, &said("mx.minglives.com", "pass"), "Thank you.");
        for raw in [&letter(1), &spoofed, &forged, &vouched] {
            server.deliver(USER, "INBOX", raw).expect("delivery");
        }
        let input = MailboxInput {
            authserv_ids: vec!["mx.minglives.com".into()],
            ..input(&server)
        };
        office.desk.mailbox_add(input).await.expect("mailbox");
        let report = sync(&office).await;
        assert_eq!((report.mail.opened, report.mail.joined), (2, 2));

        let case = office.case(1).await;
        assert_eq!(case.messages.len(), 3);
        let verdict = |message: &desk::complaints::MessageView| {
            message.sender.as_ref().expect("evidence").verdict.clone()
        };
        let mut verdicts: Vec<String> = case.messages.iter().map(verdict).collect();
        verdicts.sort();
        assert_eq!(verdicts, ["aligned", "unknown", "unknown"]);
        let other = office.case(2).await;
        let message = &other.messages[0];
        assert_eq!(verdict(message), "failed");
        assert_eq!(message.suggested_case, Some((case.id, 1)));
        assert_eq!(message.reason.as_deref(), Some("sender-failed"));
    });
}
