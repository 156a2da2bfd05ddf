use async_imap::Client;
use async_imap::extensions::idle::IdleResponse;
use testbed::{Certificate, Dovecot, Options};

use crate::client::{Result, bodies, greeted, login, tcp, tls};

const MESSAGE: &[u8] =
    b"From: Ann <ann@example.com>\r\nSubject: My data\r\n\r\nPlease delete it.\r\n";

#[tokio::test]
async fn who_trusts_the_authority_gets_in_with_the_password() -> Result<()> {
    let server = Dovecot::start()?;
    server.add_user("ann", "secret")?;

    let mut session = login(server.imaps_port(), server.ca_file(), "ann").await?;
    session.logout().await?;

    let mut client = Client::new(tcp(server.imap_port()).await?);
    client.read_response().await?;
    client.run_command_and_check_ok("STARTTLS", None).await?;
    let client = Client::new(tls(client.into_inner(), server.ca_file()).await?);
    let (refused, client) = client.login("ann", "wrong").await.unwrap_err();
    assert!(refused.to_string().contains("AUTHENTICATIONFAILED"));
    client.login("ann", "secret").await.map_err(|(e, _)| e)?;

    // Without TLS from this computer alone.
    for (address, allowed) in [("127.0.0.1", true), (Dovecot::FAR, false)] {
        let stream = tokio::net::TcpStream::connect((address, server.imap_port())).await?;
        let mut client = Client::new(stream);
        client.read_response().await?;
        assert_eq!(client.login("ann", "secret").await.is_ok(), allowed);
    }

    // Another password, of the same length and within the same second.
    server.add_user("ann", "tecret")?;
    let refused = login(server.imaps_port(), server.ca_file(), "ann").await;
    assert!(refused.is_err());
    Ok(())
}

#[tokio::test]
async fn a_certificate_that_is_not_good_is_refused() -> Result<()> {
    for (certificate, why) in [
        (Certificate::Expired, "expired"),
        (Certificate::OtherName, "not valid for name"),
    ] {
        let server = Dovecot::start_with(Options {
            certificate,
            ..Options::default()
        })?;
        let refused = tls(tcp(server.imaps_port()).await?, server.ca_file()).await;
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains(why), "{refused}");
    }
    let (one, two) = (Dovecot::start()?, Dovecot::start()?);
    let refused = tls(tcp(one.imaps_port()).await?, two.ca_file()).await;
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("invalid peer certificate"), "{refused}");
    Ok(())
}

/// XOAUTH2, as its vendors describe it: an answer, and nothing more after the refusal's reason.
struct XOauth2(Option<String>);

impl async_imap::Authenticator for XOauth2 {
    type Response = String;

    fn process(&mut self, _: &[u8]) -> String {
        self.0.take().unwrap_or_default()
    }
}

#[tokio::test]
async fn a_token_lets_in_until_it_expires() -> Result<()> {
    let server = Dovecot::start()?;
    server.add_user("ann", "secret")?;
    for (token, good) in [
        (server.token("ann", 60)?, true),
        (server.token("ann", -60)?, false),
        (server.token("bob", 60)?, false),
        (Dovecot::start()?.token("ann", 60)?, false),
    ] {
        let client = greeted(tls(tcp(server.imaps_port()).await?, server.ca_file()).await?).await?;
        let answer = XOauth2(Some(format!("user=ann\x01auth=Bearer {token}\x01\x01")));
        let session = client.authenticate("XOAUTH2", answer).await;
        assert_eq!(session.is_ok(), good);
    }
    Ok(())
}

#[tokio::test]
async fn a_poor_server_lacks_what_it_is_told_to() -> Result<()> {
    let server = Dovecot::start_with(Options {
        settings: "imap_capability = IMAP4rev1",
        ..Options::default()
    })?;
    server.add_user("ann", "secret")?;
    let mut session = login(server.imaps_port(), server.ca_file(), "ann").await?;
    assert!(!session.capabilities().await?.has_str("IDLE"));

    let server = Dovecot::start_with(Options {
        settings: "ssl = no",
        ..Options::default()
    })?;
    let mut client = Client::new(tcp(server.imap_port()).await?);
    client.read_response().await?;
    let refused = client.run_command_and_check_ok("STARTTLS", None).await;
    assert!(refused.is_err());
    Ok(())
}

#[tokio::test]
async fn a_delivery_is_there_in_its_order_and_survives_a_restart() -> Result<()> {
    let mut server = Dovecot::start()?;
    server.add_user("ann", "secret")?;
    server.create_folder("ann", "Anfragen/投诉")?;
    let messages = (0..30).map(|n| format!("Subject: {n}\r\n\r\n{n}\r\n"));
    server.deliver_many("ann", "Anfragen/投诉", messages)?;
    server.deliver("ann", "INBOX", MESSAGE)?;
    assert!(server.deliver("ann", "No such", MESSAGE).is_err());

    let mut session = login(server.imaps_port(), server.ca_file(), "ann").await?;
    // Modified UTF-7 (RFC 3501, section 5.1.3).
    let mailbox = session.select("Anfragen/&YpWLyQ-").await?;
    assert_eq!(mailbox.exists, 30);
    let found = bodies(&mut session).await?;
    for (n, body) in found.iter().enumerate() {
        assert!(body.ends_with(format!("\r\n{n}\r\n").as_bytes()));
    }
    server.move_to("ann", "Anfragen/投诉", &[1, 2], "INBOX")?;
    server.expunge("ann", "Anfragen/投诉", &[30])?;
    let uids = server.uids("ann", "Anfragen/投诉")?;
    assert_eq!(uids, (3..30).collect::<Vec<u32>>());

    server.stop();
    assert!(tcp(server.imaps_port()).await.is_err());
    server.restart()?;
    assert!(session.noop().await.is_err());
    let mut session = login(server.imaps_port(), server.ca_file(), "ann").await?;
    assert_eq!(session.select("INBOX").await?.exists, 3);

    server.kill();
    assert!(session.noop().await.is_err());
    server.restart()?;
    assert_eq!(server.uids("ann", "INBOX")?.len(), 3);
    Ok(())
}

#[tokio::test]
async fn the_numbers_of_a_folder_change_as_they_never_should() -> Result<()> {
    let server = Dovecot::start()?;
    server.add_user("ann", "secret")?;
    for folder in ["INBOX", "Requests"] {
        if folder != "INBOX" {
            server.create_folder("ann", folder)?;
        }
        server.deliver_many("ann", folder, [MESSAGE; 5])?;
        let look = async || -> Result<_> {
            let mut session = login(server.imaps_port(), server.ca_file(), "ann").await?;
            let mailbox = session.select(folder).await?;
            session.logout().await?;
            Ok((
                mailbox.uid_validity.unwrap(),
                mailbox.uid_next.unwrap(),
                mailbox.exists,
            ))
        };
        let (validity, next, exists) = look().await?;
        assert_eq!((next, exists), (6, 5));

        server.set_uid_validity("ann", folder, validity + 10)?;
        assert_eq!(look().await?, (validity + 10, 6, 5));

        server.expunge("ann", folder, &[1, 2])?;
        assert_eq!(look().await?, (validity + 10, 6, 3));
        server.renumber("ann", folder)?;
        assert_eq!(look().await?, (validity + 10, 4, 3));
        let status = server.status("ann", folder)?;
        assert_eq!((status.uid_next, status.messages), (4, 3));
        assert_eq!(server.uids("ann", folder)?, [1, 2, 3]);
    }
    Ok(())
}

/// The processes that were started with something in `folder`. (That nobody
/// listens on the server's port any more would say less: a free port is
/// anybody's, a test's beside this one, too.)
fn running_in(folder: &std::path::Path) -> Result<usize> {
    let folder = folder.to_str().unwrap().as_bytes();
    let names = |entry: std::io::Result<std::fs::DirEntry>| {
        let line = std::fs::read(entry.ok()?.path().join("cmdline")).ok()?;
        line.windows(folder.len())
            .any(|part| part == folder)
            .then_some(())
    };
    Ok(std::fs::read_dir("/proc")?.filter_map(names).count())
}

#[test]
fn nothing_is_left_of_a_server() -> Result<()> {
    for stopped in [false, true] {
        let mut server = Dovecot::start()?;
        let folder = server.ca_file().parent().unwrap().to_owned();
        assert!(folder.join("dovecot.conf").exists());
        assert_ne!(running_in(&folder)?, 0);
        if stopped {
            server.stop();
        }
        drop(server);
        assert!(!folder.exists());
        assert_eq!(running_in(&folder)?, 0);
    }
    Ok(())
}

#[tokio::test]
async fn who_waits_is_told_of_a_delivery() -> Result<()> {
    let server = Dovecot::start()?;
    server.add_user("ann", "secret")?;
    let mut session = login(server.imaps_port(), server.ca_file(), "ann").await?;
    session.select("INBOX").await?;
    let mut idle = session.idle();
    idle.init().await?;
    let (told, _stop) = idle.wait();
    server.deliver("ann", "INBOX", MESSAGE)?;
    assert!(matches!(told.await?, IdleResponse::NewData(_)));
    Ok(())
}
