//! Files and folders of mail: nothing is lost, nothing comes twice, bytes stay as they are.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use mail::source::{Source, SourceError};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

fn raws(path: &Path) -> Vec<Vec<u8>> {
    Source::open(path)
        .unwrap()
        .map(|item| item.unwrap().raw)
        .collect()
}

/// Writes an mboxrd: a separator, every `>*From ` line quoted once more, an empty line.
fn mboxrd(messages: &[Vec<u8>], end: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for message in messages {
        out.extend_from_slice(b"From someone@example.com Tue Nov 24 03:15:47 2026");
        out.extend_from_slice(end);
        for line in message.split_inclusive(|b| *b == b'\n') {
            let marks = line.iter().take_while(|b| **b == b'>').count();
            if line[marks..].starts_with(b"From ") {
                out.push(b'>');
            }
            out.extend_from_slice(line);
        }
        out.extend_from_slice(end);
    }
    out
}

proptest! {
    #[test]
    fn mboxrd_gives_back_what_was_put_in(
        bodies in prop::collection::vec(prop::collection::vec("(>{0,3}From [a-z]{0,3}( Tue Nov 24 03:15:47 2026)?|[a-z\u{4e00}-\u{4e20}: >]{0,9}|)", 0..12), 1..6),
        crlf: bool,
    ) {
        let end: &[u8] = if crlf { b"\r\n" } else { b"\n" };
        let messages: Vec<Vec<u8>> = bodies.iter().map(|lines| {
            let mut message = [b"Subject: x".as_slice(), end, end].concat();
            for line in lines {
                message.extend_from_slice(line.as_bytes());
                message.extend_from_slice(end);
            }
            message
        }).collect();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("box.mboxrd");
        fs::write(&path, mboxrd(&messages, end)).unwrap();
        prop_assert_eq!(raws(&path), messages.clone());
        let estimate = Source::open(&path).unwrap().estimate();
        prop_assert_eq!((estimate.messages, estimate.exact), (messages.len() as u64, true));
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>, header in "(From|To|Subject|Content-Type|Date): [ -~]{0,60}\r\n") {
        let _ = mail::parse(&bytes);
        let _ = mail::parse(&[header.as_bytes(), &bytes].concat());
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.mbox"), [b"From x Tue Nov 24 03:15:47 2026\n".as_slice(), &bytes].concat()).unwrap();
        let total: usize = raws(folder.path()).iter().map(Vec::len).sum();
        prop_assert!(total <= bytes.len());
    }
}

#[test]
fn mboxo_keeps_its_quoting_and_its_dates_and_offsets() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Inbox");
    let text = "From a@example.com Tue Nov 24 03:15:47 2026\nSubject: 1\n\n>From here on\n\nFrom b@example.com Tue Nov 24 04:15:47 2026 +0100\nSubject: 2\n\nFrom the start, no separator\n";
    fs::write(&path, text).unwrap();
    let items: Vec<_> = Source::open(&path).unwrap().map(Result::unwrap).collect();
    assert_eq!(items.len(), 2);
    assert_eq!(items[0].raw, b"Subject: 1\n\n>From here on\n");
    assert_eq!(&text.as_bytes()[items[1].offset as usize..], items[1].raw);
    assert_eq!(items[0].mbox_date, items[1].mbox_date);
    assert_eq!(
        items[0].mbox_date.unwrap().to_rfc3339(),
        "2026-11-24T03:15:47+00:00"
    );
}

#[test]
fn content_length_is_believed_where_it_fits_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cl.mbox");
    let body = "one\n\nFrom x Tue Nov 24 03:15:47 2026\ntwo\n";
    let first = format!("Content-Length: {}\n\n{body}", body.len());
    let second = format!("Content-Length: 7777\n\n{}", "short\n");
    let separator = "From x Tue Nov 24 03:15:47 2026\n";
    fs::write(&path, format!("{separator}{first}\n{separator}{second}")).unwrap();
    assert_eq!(raws(&path), [first.into_bytes(), second.into_bytes()]);
}

#[test]
fn folders_give_every_message_once_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let mail = |n: u32| format!("Subject: {n}\nFrom: a@example.com\n\n");
    write("a.eml", &mail(1));
    write("b/empty.eml", "");
    write("b/without-ending", &mail(2));
    write("c.txt", &mail(3));
    write("d/notes.txt", "Buy milk: today\n");
    write("d/.DS_Store", "x");
    write("d/.hidden", &mail(7));
    write("m/cur/1.M1P1.host:2,S", &mail(4));
    write(
        "m/new/2.M1P1.host",
        "From a Tue Nov 24 03:15:47 2026\nbroken",
    );
    write("m/tmp/3.M1P1.host", &mail(9));
    write("m/dovecot.index.log", "x");
    write("m/.Sent/cur/4.host:2,", &mail(5));
    fs::create_dir_all(folder.path().join("m/.Sent/new")).unwrap();
    write("tmp/z.eml", &mail(6));
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path(), folder.path().join("z-loop")).unwrap();
    write("office.desk/keys", "x");
    write("office.desk/lock", "");
    let source = Source::open(folder.path()).unwrap();
    assert_eq!(source.estimate().messages, 9);
    // Among them the link and the workspace.
    assert_eq!(source.passed_over().len(), 5);
    let found: Vec<String> = source
        .map(|i| String::from_utf8(i.unwrap().raw).unwrap())
        .collect();
    let broken = "From a Tue Nov 24 03:15:47 2026\nbroken".to_owned();
    assert_eq!(
        found,
        [
            mail(1),
            String::new(),
            mail(2),
            mail(3),
            mail(7),
            mail(5),
            mail(4),
            broken,
            mail(6)
        ]
        .to_vec()
    );
}

#[test]
fn what_is_too_large_is_reported_and_the_rest_comes() {
    let folder = tempfile::tempdir().unwrap();
    let separator = "From x Tue Nov 24 03:15:47 2026\n";
    fs::write(
        folder.path().join("a.mbox"),
        format!("{separator}{}\n\n{separator}small\n", "y".repeat(5000)),
    )
    .unwrap();
    fs::write(folder.path().join("b.eml"), "z".repeat(1001)).unwrap();
    let found: Vec<_> = Source::open(folder.path())
        .unwrap()
        .with_limit(1000)
        .collect();
    assert!(matches!(
        found[0],
        Err(SourceError::Oversize {
            size: 5001,
            offset: 32,
            limit: 1000,
            ..
        })
    ));
    assert_eq!(found[1].as_ref().unwrap().raw, b"small\n");
    assert!(matches!(
        found[2],
        Err(SourceError::Oversize { size: 1001, .. })
    ));
    assert_eq!(found.len(), 3);
    assert!(Source::open(folder.path().join("nowhere")).is_err());
}
