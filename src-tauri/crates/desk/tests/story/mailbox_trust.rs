//! Who a server is, and that a secret is told to no other, and to nobody on the way.

use desk::mailbox::{MailboxInput, Tls};
use testbed::{Certificate, Dovecot, Options, Proxy};

use crate::mailbox::{PASSWORD, USER, input, server, sync};
use crate::mailbox_faults::{add, deliver, exact, failing};
use crate::office::{Engine, Office, runtime};

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
