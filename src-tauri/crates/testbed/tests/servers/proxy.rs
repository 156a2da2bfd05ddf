use std::time::Duration;

use testbed::{Connection, Cut, Dovecot, Proxy};

use crate::client::{Result, bodies, greeted, login, tcp, tls};

/// Two messages in ann's INBOX, and what a client goes through who fetches them.
fn server() -> Result<Dovecot> {
    let server = Dovecot::start()?;
    server.add_user("ann", "secret")?;
    let message = format!("Subject: My data\r\n\r\n{}\r\n", "x".repeat(50_000));
    server.deliver_many("ann", "INBOX", [&message, &message])?;
    Ok(server)
}

async fn fetch(proxy: &Proxy, server: &Dovecot) -> Result<usize> {
    let mut session = login(proxy.port(), server.ca_file(), "ann").await?;
    session.select("INBOX").await?;
    let found = bodies(&mut session).await?.len();
    session.logout().await?;
    Ok(found)
}

fn last(proxy: &Proxy) -> Connection {
    proxy.connections().pop().unwrap()
}

#[tokio::test]
async fn a_session_is_cut_at_each_of_its_lines_and_literals() -> Result<()> {
    let server = server()?;
    let proxy = Proxy::tls(&server)?;
    // The first goes through, to tell what there is to cut.
    assert_eq!(fetch(&proxy, &server).await?, 2);
    let whole = last(&proxy);
    assert_eq!(whole.server.literals, 2);
    let commands: Vec<&str> = whole
        .client
        .lines
        .iter()
        .filter_map(|line| line.split(' ').nth(1))
        .collect();
    assert_eq!(commands, ["LOGIN", "SELECT", "UID", "LOGOUT"]);

    let lines = |of: &[String]| 1..=of.len() as u64;
    let cuts = lines(&whole.client.lines)
        .map(Cut::BeforeClientLine)
        .chain(lines(&whole.server.lines).map(Cut::BeforeServerLine))
        .chain([1, 2].map(Cut::InServerLiteral))
        .chain([0, 1, 60_000].map(Cut::AfterServerBytes));
    for cut in cuts {
        proxy.cut_next(cut);
        let end = fetch(&proxy, &server).await;
        let cut_off = last(&proxy);
        assert!(!cut_off.open, "{cut:?}");
        let (client, server) = (cut_off.client, cut_off.server);
        assert!(server.lines.len() < whole.server.lines.len(), "{cut:?}");
        match cut {
            Cut::BeforeClientLine(n) => assert_eq!(client.lines.len() as u64, n - 1),
            Cut::BeforeServerLine(n) => assert_eq!(server.lines.len() as u64, n - 1),
            Cut::AfterServerBytes(n) => assert_eq!(server.bytes, n),
            _ => {
                assert!(end.is_err(), "{cut:?}");
                assert_eq!(Cut::InServerLiteral(server.literals), cut);
            }
        }
    }
    assert_eq!(fetch(&proxy, &server).await?, 2);
    Ok(())
}

#[tokio::test]
async fn an_append_is_cut_inside_and_leaves_nothing() -> Result<()> {
    let server = server()?;
    let proxy = Proxy::tls(&server)?;
    proxy.cut_next(Cut::InClientLiteral(1));
    let mut session = login(proxy.port(), server.ca_file(), "ann").await?;
    let message = "Subject: x\r\n\r\nx\r\n";
    assert!(session.append("Sent", None, None, message).await.is_err());
    assert_eq!(last(&proxy).client.literals, 1);
    assert!(server.uids("ann", "Sent")?.is_empty());

    // Of an append that was done, and whose answer was lost, the client knows as much.
    let mut session = login(proxy.port(), server.ca_file(), "ann").await?;
    let answers = last(&proxy).server.lines.len() as u64;
    drop(session);
    // The greeting, the login's answer, `+ OK`; then the tagged answer.
    proxy.cut_next(Cut::BeforeServerLine(answers + 2));
    session = login(proxy.port(), server.ca_file(), "ann").await?;
    assert!(session.append("Sent", None, None, message).await.is_err());
    assert_eq!(server.uids("ann", "Sent")?, [1]);
    Ok(())
}

#[tokio::test]
async fn a_connection_stalls_is_refused_or_goes_down_with_all_others() -> Result<()> {
    let server = server()?;
    let proxy = Proxy::tls(&server)?;
    proxy.stall_next(Cut::InServerLiteral(1));
    proxy.refuse_next();
    proxy.pass_next();
    proxy.cut_next(Cut::AfterClientBytes(3));

    let began = async {
        while proxy
            .connections()
            .first()
            .is_none_or(|it| it.server.literals == 0)
        {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        // What comes by then comes never.
        tokio::time::sleep(Duration::from_millis(200)).await;
    };
    tokio::select! {
        end = fetch(&proxy, &server) => panic!("it did not stall: {end:?}"),
        () = began => {}
    }
    assert!(fetch(&proxy, &server).await.is_err());
    let mut waits = login(proxy.port(), server.ca_file(), "ann").await?;
    assert!(fetch(&proxy, &server).await.is_err());
    let seen = proxy.connections();
    assert_eq!(seen.len(), 4);
    assert_eq!(seen[0].server.literals, 1);
    assert_eq!(seen[1].server.bytes, 0);
    assert!(seen[2].open);
    assert_eq!(seen[3].client.bytes, 3);

    waits.noop().await?;
    proxy.cut_all();
    assert!(waits.noop().await.is_err());
    assert_eq!(fetch(&proxy, &server).await?, 2);
    Ok(())
}

#[tokio::test]
async fn tls_goes_through_as_bytes() -> Result<()> {
    let server = server()?;
    let proxy = Proxy::start(server.imaps_port())?;
    let stream = tls(tcp(proxy.port()).await?, server.ca_file()).await?;
    greeted(stream).await?;
    proxy.cut_next(Cut::AfterServerBytes(100));
    let refused = tls(tcp(proxy.port()).await?, server.ca_file()).await;
    assert!(refused.is_err());
    Ok(())
}
