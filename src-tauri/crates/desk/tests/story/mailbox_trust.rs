//! Who a server is, and that a secret is told to no other, and to nobody on the way.

use desk::Error;
use desk::complaints::View;
use desk::mailbox::{MailboxInput, Tls};
use testbed::{Certificate, Dovecot, Options, Proxy};

use crate::mailbox::{PASSWORD, USER, input, ledger, letter, server, sync};
use crate::mailbox_faults::{add, deliver, exact, failing};
use crate::office::{Engine, Office, runtime, tell};

#[test]
fn who_a_server_is_comes_before_what_it_is_told() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let mut server = server();
        deliver(&server, 1..=2);
        add(&office, input(&server)).await;
        for (certificate, why) in [
            (Certificate::Expired, "certificate-expired"),
            (Certificate::OtherName, "certificate-name"),
        ] {
            server.certify(certificate).expect("certificate");
            let ended = failing(&office).await;
            assert_eq!(ended, Err(("tls".into(), why.into())));
            let log = server.log().expect("log");
            assert!(!log.contains(USER), "{log}");
        }
        server.certify(Certificate::Good).expect("certificate");
        sync(&office).await;
        exact(&office, &server, 2).await;
    });
}

#[test]
fn a_password_never_goes_in_the_clear() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let server = server();
        let test = async |input: MailboxInput| {
            let report = office.desk.mailbox_test(input, None).await.expect("report");
            let step = report.steps.last().expect("a step").clone();
            (step.step, step.why.unwrap_or_default())
        };
        let plain = MailboxInput {
            tls: Tls::None,
            port: server.imap_port(),
            ..input(&server)
        };
        let elsewhere = MailboxInput {
            // Documentation's own (RFC 5737): nobody is there.
            host: "192.0.2.1".into(),
            ..plain.clone()
        };
        let ended = test(elsewhere).await;
        assert_eq!(ended, ("connect".into(), "not-loopback".into()));
        let far = MailboxInput {
            host: Dovecot::FAR.into(),
            ..plain.clone()
        };
        let ended = test(far).await;
        assert_eq!(ended, ("login".into(), "no-tls".into()));
        let log = server.log().expect("log");
        assert!(!log.contains(USER) && !log.contains("plaintext"), "{log}");

        // A server, or somebody on the way, that will not encrypt.
        let bare = Dovecot::start_with(Options {
            settings: "ssl = no",
            ..Options::default()
        })
        .expect("Dovecot");
        bare.add_user(USER, PASSWORD).expect("user");
        let proxy = Proxy::start(bare.imap_port()).expect("proxy");
        let starttls = MailboxInput {
            tls: Tls::Starttls,
            port: proxy.port(),
            ..input(&bare)
        };
        let ended = test(starttls).await;
        assert_eq!(ended, ("tls".into(), "no-tls".into()));
        let said = proxy.connections().remove(0).client;
        assert_eq!(said.lines.len(), 1, "{said:?}");
        assert!(said.lines[0].ends_with("STARTTLS"), "{said:?}");
        assert!(said.bytes < 20, "{said:?}");
    });
}

#[test]
fn a_secret_is_for_the_server_that_it_was_given_for() {
    tell(|office| async move {
        let server = server();
        deliver(&server, 1..=2);
        add(&office, input(&server)).await;
        sync(&office).await;
        let kept = MailboxInput {
            secret: None,
            ..input(&server)
        };
        let id = office.desk.mailbox("service").await.expect("mailbox").id;
        for elsewhere in [
            MailboxInput {
                host: "127.0.0.1".into(),
                ..kept.clone()
            },
            MailboxInput {
                port: server.imap_port(),
                ..kept.clone()
            },
            MailboxInput {
                tls: Tls::Starttls,
                ..kept.clone()
            },
        ] {
            let asked = office.desk.mailbox_change(id, elsewhere.clone()).await;
            assert!(is_for_secret(&asked.map(drop)), "{elsewhere:?}");
            let asked = office.desk.mailbox_test(elsewhere, Some("service")).await;
            assert!(is_for_secret(&asked.map(drop)));
        }
        // Nothing of it was kept.
        assert_eq!(sync(&office).await.mail.seen, 0);

        server.create_folder(USER, "Done").expect("folder");
        let other = MailboxInput {
            name: "desk of service".into(),
            folders: vec!["INBOX".into(), "Done".into()],
            ..kept
        };
        let changed = office.desk.mailbox_change(id, other.clone()).await;
        changed.expect("no secret is asked for");
        let tested = office.desk.mailbox_test(other, Some("desk of service"));
        assert!(tested.await.expect("report").ok);
        deliver(&server, 3..=3);
        let report = office.desk.mailbox_sync("desk of service", false).await;
        let mail = report.expect("sync").mail;
        assert_eq!((mail.opened, mail.already_here), (1, 0), "as before");
    });
}

fn is_for_secret(asked: &Result<(), Error>) -> bool {
    matches!(asked, Err(Error::Invalid { field }) if field == "secret")
}

#[test]
fn another_account_is_read_anew_and_the_first_one_again() {
    tell(|office| async move {
        const OTHER: &str = "office@minglives.com";
        let server = server();
        server.add_user(OTHER, PASSWORD).expect("user");
        deliver(&server, 1..=3);
        // As many messages, under the same UIDs; one of them is in both.
        let others = [letter(3), letter(4), letter(5)];
        server
            .deliver_many(OTHER, "INBOX", others)
            .expect("delivery");
        for user in [USER, OTHER] {
            server
                .set_uid_validity(user, "INBOX", 4_711)
                .expect("uidvalidity");
        }
        let plain = MailboxInput {
            tls: Tls::None,
            port: server.imap_port(),
            ..input(&server)
        };
        add(&office, plain.clone()).await;
        assert_eq!(sync(&office).await.mail.opened, 3);
        let id = office.desk.mailbox("service").await.expect("mailbox").id;
        for (host, user, opened, here) in [
            ("localhost", OTHER, 2, 1),
            ("127.0.0.1", OTHER, 0, 3),
            ("127.0.0.1", USER, 0, 3),
        ] {
            let account = MailboxInput {
                host: host.into(),
                user: user.into(),
                ..plain.clone()
            };
            office
                .desk
                .mailbox_change(id, account)
                .await
                .expect("change");
            let mail = sync(&office).await.mail;
            let became = (mail.seen, mail.opened, mail.already_here);
            assert_eq!(became, (3, opened, here), "{host} {user}");
            let counted = ledger(&office).await;
            assert_eq!((counted.server, counted.missing), (3, 0));
            assert_eq!(office.list(View::AllOpen, "").await.len(), 5);
        }
        exact(&office, &server, 5).await;
    });
}

/// Exchange Online signs its results with no name.
#[test]
fn a_server_without_a_name_is_trusted_by_a_dash() {
    tell(|office| async move {
        let server = server();
        let with = |n: u32, results: &str| {
            let raw = String::from_utf8(letter(n)).expect("text");
            format!("Authentication-Results: {results}\r\n{raw}").into_bytes()
        };
        let mails = [
            with(
                1,
                "spf=pass smtp.mailfrom=example.com; dmarc=pass header.from=example.com",
            ),
            with(
                2,
                "spf=fail smtp.mailfrom=example.com; dmarc=fail header.from=example.com",
            ),
            with(
                3,
                "mx.elsewhere.example; dmarc=pass header.from=example.com",
            ),
            with(4, "-; dmarc=pass header.from=example.com"),
        ];
        server.deliver_many(USER, "INBOX", mails).expect("delivery");
        let dash = MailboxInput {
            authserv_ids: vec!["-".into()],
            ..input(&server)
        };
        add(&office, dash).await;
        sync(&office).await;
        for (number, verdict) in (1..).zip(["aligned", "failed", "unknown", "unknown"]) {
            let case = office.case(number).await;
            let sender = case.messages[0].sender.as_ref().expect("evidence");
            assert_eq!(sender.verdict, verdict, "{number}");
        }
    });
}
