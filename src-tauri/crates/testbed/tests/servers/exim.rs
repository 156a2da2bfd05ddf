use std::time::{Duration, Instant};

use data_encoding::BASE64;
use testbed::{Certificate, Dovecot, Exim, Responder};
use tokio::net::TcpStream;

use crate::client::{Result, tcp, tls};
use crate::smtp::Smtp;

const MESSAGE: &str = "From: ann@example.com\r\nTo: bob@example.org\r\nSubject: Your \
    request\r\n\r\nWe have deleted it.\r\n..Yours";

/// Both servers, and two users of them.
fn office() -> Result<(Dovecot, Exim)> {
    let dovecot = Dovecot::start()?;
    dovecot.add_user("ann@example.com", "secret")?;
    dovecot.add_user("bob", "secret")?;
    let exim = Exim::before(&dovecot)?;
    Ok((dovecot, exim))
}

async fn ann(exim: &Exim) -> Result<Smtp<TcpStream>> {
    let (mut client, _) = Smtp::greet(tcp(exim.smtp_port()).await?).await?;
    let answer = client.plain("ann@example.com", "secret").await?;
    assert!(answer.starts_with("235"), "{answer}");
    Ok(client)
}

fn inbox(dovecot: &Dovecot, user: &str) -> Result<Vec<String>> {
    let messages = dovecot.messages(user, "INBOX")?;
    let texts = messages.iter().map(|raw| String::from_utf8_lossy(raw));
    Ok(texts.map(|text| text.into_owned()).collect())
}

#[tokio::test]
async fn who_may_read_may_send_and_the_message_arrives() -> Result<()> {
    let (dovecot, exim) = office()?;
    let stream = tls(tcp(exim.smtps_port()).await?, exim.ca_file()).await?;
    let (mut client, offers) = Smtp::greet(stream).await?;
    assert!(offers.contains("AUTH PLAIN LOGIN XOAUTH2"), "{offers}");
    let answer = client.send("ann@example.com", "bob@example.org", MESSAGE);
    assert!(answer.await?.starts_with("530"), "only who has logged in");
    client.ask("RSET").await?;
    for (user, password, code) in [
        ("ann@example.com", "wrong", "535"),
        ("nobody", "secret", "535"),
        ("ann@example.com", "secret", "235"),
    ] {
        let answer = client.plain(user, password).await?;
        assert!(answer.starts_with(code), "{user}: {answer}");
    }
    let answer = client.send("ann@example.com", "bob@example.org", MESSAGE);
    assert!(answer.await?.starts_with("250"));
    exim.settle()?;
    let [raw] = &inbox(&dovecot, "bob")?[..] else {
        panic!("one message");
    };
    for part in [
        "Return-path: <ann@example.com>",
        "Authentication-Results: mail.example.com; auth=pass smtp.auth=ann@example.com",
        "Received: from",
        "Message-Id: <",
        "\n\nWe have deleted it.\n.Yours",
    ] {
        assert!(raw.contains(part), "{part} in {raw}");
    }
    assert_eq!(dovecot.uids("bob", "INBOX")?.len(), 1, "by IMAP too");
    Ok(())
}

#[tokio::test]
async fn each_way_to_log_in_is_there_after_tls_and_from_this_computer() -> Result<()> {
    let (dovecot, exim) = office()?;
    // As another computer.
    let stream = TcpStream::connect((Dovecot::FAR, exim.smtp_port())).await?;
    let (mut client, offers) = Smtp::greet(stream).await?;
    assert!(!offers.contains("AUTH") && offers.contains("STARTTLS"));
    let answer = client.plain("ann@example.com", "secret").await?;
    assert!(answer.starts_with("503"), "{answer}");
    assert!(client.ask("STARTTLS").await?.starts_with("220"));
    let stream = tls(client.into_inner(), exim.ca_file()).await?;
    let (mut client, offers) = Smtp::again(stream).await?;
    assert!(offers.contains("AUTH"), "{offers}");

    let bad = dovecot.token("ann@example.com", -60)?;
    let good = dovecot.token("ann@example.com", 60)?;
    for (token, code) in [(&bad, "535"), (&good, "235")] {
        let text = format!("user=ann@example.com\u{1}auth=Bearer {token}\u{1}\u{1}");
        let line = format!("AUTH XOAUTH2 {}", BASE64.encode(text.as_bytes()));
        let answer = client.ask(&line).await?;
        assert!(answer.starts_with(code), "{answer}");
    }
    client
        .send("ann@example.com", "bob@example.org", MESSAGE)
        .await?;
    exim.settle()?;
    let messages = inbox(&dovecot, "bob")?;
    assert!(
        messages[0].contains("smtp.auth=ann@example.com\n"),
        "{messages:?}"
    );

    let (mut client, _) = Smtp::greet(tcp(exim.smtp_port()).await?).await?;
    assert_eq!(client.ask("AUTH LOGIN").await?, "334 VXNlcm5hbWU6\r\n");
    assert_eq!(
        client.ask(&BASE64.encode(b"bob")).await?,
        "334 UGFzc3dvcmQ6\r\n"
    );
    let answer = client.ask(&BASE64.encode(b"secret")).await?;
    assert!(answer.starts_with("235"), "{answer}");
    Ok(())
}

#[tokio::test]
async fn addresses_are_refused_at_their_own_step_and_what_bounces_is_reported() -> Result<()> {
    let (dovecot, exim) = office()?;
    let mut client = ann(&exim).await?;
    for (to, step) in [
        ("refused-1@example.org", "550 5.1.1"),
        ("later-1@example.org", "451 4.3.0"),
        ("full-1@example.org", "452 4.2.2"),
        ("spam-1@example.org", "550 5.7.1"),
        ("stranger@example.org", "550"),
        ("bounces-1@example.org", "250"),
    ] {
        let answer = client.send("ann@example.com", to, MESSAGE).await?;
        assert!(answer.starts_with(step), "{to}: {answer}");
    }
    exim.settle()?;
    let reports = inbox(&dovecot, "ann@example.com")?;
    let [report] = &reports[..] else {
        panic!("{reports:?}");
    };
    for part in [
        "Return-path: <>",
        "Content-Type: multipart/report; report-type=delivery-status",
        "Final-Recipient: rfc822;bounces-1@example.org",
        "We have deleted it.",
    ] {
        assert!(report.contains(part), "{part} in {report}");
    }
    assert_eq!(exim.queue_len()?, 0);
    assert!(exim.log()?.contains("** bounces-1@example.org"));
    Ok(())
}

#[tokio::test]
async fn a_careful_responder_answers_once_and_no_program() -> Result<()> {
    let (dovecot, exim) = office()?;
    exim.answer("bob", Some(Responder::Careful))?;
    let mut client = ann(&exim).await?;
    let automatic = format!("Auto-Submitted: auto-replied\r\n{MESSAGE}");
    for message in [&automatic, MESSAGE, MESSAGE] {
        client
            .send("ann@example.com", "bob@example.org", message)
            .await?;
        exim.settle()?;
    }
    assert_eq!(inbox(&dovecot, "bob")?.len(), 3);
    let answers = inbox(&dovecot, "ann@example.com")?;
    let [answer] = &answers[..] else {
        panic!("{answers:?}");
    };
    for part in [
        "Return-path: <>",
        "From: bob@example.org",
        "Subject: Automatic reply: Your request\n",
        "Auto-Submitted: auto-replied",
        "In-Reply-To: <",
    ] {
        assert!(answer.contains(part), "{part} in {answer}");
    }
    Ok(())
}

#[tokio::test]
async fn careless_responders_never_end() -> Result<()> {
    let (dovecot, exim) = office()?;
    for user in ["ann@example.com", "bob"] {
        exim.answer(user, Some(Responder::Careless))?;
    }
    let mut client = ann(&exim).await?;
    client
        .send("ann@example.com", "bob@example.org", MESSAGE)
        .await?;
    let started = Instant::now();
    while dovecot.messages("ann@example.com", "INBOX")?.len() < 5 {
        assert!(
            started.elapsed() < Duration::from_secs(60),
            "{}",
            exim.log()?
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    for user in ["ann@example.com", "bob"] {
        exim.answer(user, None)?;
    }
    exim.settle()?;
    let answers = inbox(&dovecot, "ann@example.com")?;
    assert!(
        answers[0].contains("Return-path: <bob@example.com>"),
        "{}",
        answers[0]
    );
    assert!(answers[0].contains("\nSubject: Automatic reply: Your request\n"));
    assert!(!answers.iter().any(|raw| raw.contains("Auto-Submitted")));
    Ok(())
}

#[tokio::test]
async fn a_queue_outlives_the_server_and_a_bad_certificate_is_shown() -> Result<()> {
    let (dovecot, mut exim) = office()?;
    let mut client = ann(&exim).await?;
    client
        .send("ann@example.com", "bob@example.org", MESSAGE)
        .await?;
    exim.kill();
    assert!(tcp(exim.smtp_port()).await.is_err());
    exim.certify(Certificate::Expired)?;
    exim.settle()?;
    assert_eq!(inbox(&dovecot, "bob")?.len(), 1);
    let refused = tls(tcp(exim.smtps_port()).await?, exim.ca_file()).await;
    assert!(refused.unwrap_err().to_string().contains("expired"));
    Ok(())
}
