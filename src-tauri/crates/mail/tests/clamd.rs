//! The virus scanner's client, asking a real one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::Duration;

use mail::clamd::{Clamd, LARGEST, PATIENCE, Place, Unscanned, Verdict};

type Result = std::result::Result<(), Box<dyn std::error::Error>>;

fn at(port: u16) -> Clamd {
    let host = "127.0.0.1".to_owned();
    Clamd {
        place: Place::Tcp { host, port },
        largest: LARGEST,
        patience: PATIENCE,
    }
}

const fn not(why: Unscanned) -> Verdict {
    Verdict::NotScanned { why }
}

/// A ZIP archive of these files.
fn zip(folder: &std::path::Path, files: &[(String, Vec<u8>)], password: bool) -> Vec<u8> {
    let archive = folder.join("archive.zip");
    let _ = std::fs::remove_file(&archive);
    for (name, content) in files {
        std::fs::write(folder.join(name), content).unwrap();
    }
    // What Python writes; it can't encrypt, so the flag that says so is set by hand.
    let script = "import sys, zipfile\n\
        with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:\n \
        for name in sys.argv[2:]: z.write(name, name)";
    let done = std::process::Command::new("/usr/bin/python3")
        .args(["-c", script])
        .arg(&archive)
        .args(files.iter().map(|(name, _)| name))
        .current_dir(folder)
        .status()
        .unwrap();
    assert!(done.success());
    let mut bytes = std::fs::read(&archive).unwrap();
    if password {
        bytes[6] |= 1;
        let central = bytes.windows(4).position(|part| part == b"PK\x01\x02");
        bytes[central.unwrap() + 8] |= 1;
    }
    bytes
}

#[tokio::test]
async fn what_the_scanner_knows_is_found_and_all_else_is_clean() -> Result {
    let server = testbed::Clamd::start()?;
    let folder = tempfile::tempdir()?;
    let scanner = at(server.port());
    let eicar = testbed::Clamd::eicar();
    let found = Verdict::Found {
        name: testbed::Clamd::KNOWN.to_owned(),
    };
    for (what, verdict) in [
        (Vec::new(), &Verdict::Clean),
        (b"Please delete my account.".to_vec(), &Verdict::Clean),
        // Many pieces.
        (vec![7; 3 << 20], &Verdict::Clean),
        (eicar.clone(), &found),
        (
            zip(folder.path(), &[("a".to_owned(), eicar)], false),
            &found,
        ),
    ] {
        assert_eq!(&scanner.scan(&what).await, verdict, "{} bytes", what.len());
    }
    let local = Clamd {
        place: Place::Unix(server.socket()),
        ..scanner
    };
    assert_eq!(local.scan(&testbed::Clamd::eicar()).await, found);
    Ok(())
}

#[tokio::test]
async fn what_was_not_read_whole_is_not_clean() -> Result {
    let server = testbed::Clamd::start_with("StreamMaxLength 1M\nMaxFiles 10")?;
    let folder = tempfile::tempdir()?;
    let mut scanner = at(server.port());
    // Over the scanner's own limit; the last of it meets a connection that is gone.
    for length in [(1 << 20) + 1, 20 << 20] {
        assert_eq!(
            scanner.scan(&vec![7; length]).await,
            not(Unscanned::TooLarge)
        );
    }
    let files: Vec<_> = (0..20)
        .map(|number| (format!("{number}.txt"), b"Nothing.".to_vec()))
        .collect();
    let many = zip(folder.path(), &files, false);
    assert_eq!(scanner.scan(&many).await, not(Unscanned::Limits));
    let locked = zip(folder.path(), &files[..1], true);
    assert_eq!(scanner.scan(&locked).await, not(Unscanned::Encrypted));
    // Over ours: nothing is sent.
    scanner.largest = 3;
    drop(server);
    assert_eq!(scanner.scan(b"four").await, not(Unscanned::TooLarge));
    Ok(())
}

#[tokio::test]
async fn a_scanner_that_does_not_answer_calls_nothing_clean() -> Result {
    let mut server = testbed::Clamd::start()?;
    let mut scanner = at(server.port());
    scanner.patience = Duration::from_millis(500);
    server.hang()?;
    assert_eq!(scanner.scan(b"text").await, not(Unscanned::Timeout));
    server.go_on()?;
    scanner.patience = PATIENCE;
    assert_eq!(scanner.scan(b"text").await, Verdict::Clean);
    server.stop();
    assert_eq!(scanner.scan(b"text").await, not(Unscanned::Unreachable));
    assert_eq!(scanner.try_out().await, Err(Unscanned::Unreachable));
    server.restart()?;
    assert_eq!(scanner.scan(b"text").await, Verdict::Clean);

    scanner.place = Place::Unix(server.socket().with_file_name("none"));
    assert_eq!(scanner.scan(b"text").await, not(Unscanned::Unreachable));
    // An address for documentation (RFC 5737): nobody is asked there, or the text would be on
    // the wire.
    scanner.place = Place::Tcp {
        host: "192.0.2.1".to_owned(),
        port: 3310,
    };
    assert_eq!(scanner.scan(b"text").await, not(Unscanned::NotLoopback));
    Ok(())
}

#[tokio::test]
async fn an_answer_that_is_cut_or_unknown_calls_nothing_clean() -> Result {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let scanner = at(listener.local_addr()?.port());
    let answers: [(&[u8], Unscanned); 7] = [
        (b"", Unscanned::Closed),
        (b"stream: OK", Unscanned::Closed),
        (b"stream: OK\n\0", Unscanned::Protocol),
        (b"OK\0", Unscanned::Protocol),
        (b"\xff\0", Unscanned::Protocol),
        (b"UNKNOWN COMMAND\0", Unscanned::Protocol),
        (b"stream: Can't allocate memory ERROR\0", Unscanned::Refused),
    ];
    let served = std::thread::spawn(move || {
        for (answer, _) in answers {
            let (mut stream, _) = listener.accept().unwrap();
            // The command, one piece and the end.
            stream.read_exact(&mut [0; 10 + 4 + 4 + 4]).unwrap();
            stream.write_all(answer).unwrap();
        }
    });
    for (answer, why) in answers {
        assert_eq!(scanner.scan(b"text").await, not(why), "{answer:?}");
    }
    served.join().unwrap();
    Ok(())
}

#[tokio::test]
async fn a_scanner_is_tried_out_before_it_is_relied_on() -> Result {
    let server = testbed::Clamd::start()?;
    let fitness = at(server.port()).try_out().await.unwrap();
    assert!(fitness.version.starts_with("ClamAV "), "{fitness:?}");
    assert!(fitness.finds && fitness.tells, "{fitness:?}");

    let server = testbed::Clamd::start_with("AlertExceedsMax no")?;
    let fitness = at(server.port()).try_out().await.unwrap();
    assert!(fitness.finds && !fitness.tells, "{fitness:?}");

    // An IMAP server is none, and waits for the end of a line.
    let mut other = at(testbed::OddServer::start([])?.port());
    other.patience = Duration::from_millis(500);
    assert_eq!(other.try_out().await, Err(Unscanned::Timeout));
    Ok(())
}
