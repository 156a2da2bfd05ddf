use std::time::{Duration, Instant};

use testbed::{OddSmtpServer, SmtpOddity};

use crate::client::{Result, tcp};
use crate::smtp::Smtp;

const MESSAGE: &str = "Subject: Your request\r\n\r\nDone.\r\n..";

async fn send(server: &OddSmtpServer) -> Result<String> {
    let (mut client, _) = Smtp::greet(tcp(server.port()).await?).await?;
    assert!(client.plain("ann", "secret").await?.starts_with("235"));
    client
        .send("ann@example.com", "bob@example.org", MESSAGE)
        .await
}

#[tokio::test]
async fn what_was_kept_is_known_whatever_was_said_of_it() -> Result<()> {
    let server = OddSmtpServer::start(None)?;
    assert!(send(&server).await?.starts_with("250"));
    let kept = server.kept();
    assert_eq!(kept[0].from, "<ann@example.com>");
    assert_eq!(kept[0].to, ["<bob@example.org>"]);
    assert_eq!(
        kept[0].content,
        b"Subject: Your request\r\n\r\nDone.\r\n.\r\n"
    );
    let mut count = 1;
    for (odd, keeps) in [
        (SmtpOddity::HangsUpAtData, false),
        (SmtpOddity::LosesAndHangsUp, false),
        (SmtpOddity::KeepsAndHangsUp, true),
    ] {
        server.become_odd(Some(odd));
        let failed = send(&server).await.unwrap_err();
        assert_eq!(failed.to_string(), "hung up", "{odd:?}");
        count += usize::from(keeps);
        assert_eq!(server.kept().len(), count, "{odd:?}");
    }
    assert!(server.heard().contains(&"DATA".to_owned()));
    Ok(())
}

#[tokio::test]
async fn silence_does_not_end_and_time_is_taken() -> Result<()> {
    let server = OddSmtpServer::start(Some(SmtpOddity::KeepsInSilence))?;
    let time = Duration::from_millis(300);
    let waited = tokio::time::timeout(time, send(&server)).await;
    assert!(waited.is_err(), "{waited:?}");
    server.become_odd(Some(SmtpOddity::LosesInSilence));
    assert!(tokio::time::timeout(time, send(&server)).await.is_err());
    server.become_odd(Some(SmtpOddity::TakesItsTime(time)));
    let started = Instant::now();
    assert!(send(&server).await?.starts_with("250"));
    assert!(started.elapsed() >= time);
    assert_eq!(server.kept().len(), 2);
    Ok(())
}
