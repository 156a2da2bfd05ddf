//! Profiles of mail programs: what they show is what is read.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::Path;

use mail::source::Source;

fn put(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn subjects(root: &Path) -> Vec<String> {
    let items = Source::open(root).unwrap();
    let subject = |item: Result<mail::source::Item, _>| {
        let parsed = mail::parse(&item.unwrap().raw);
        parsed.map_or_else(|error| error.reason.to_string(), |mail| mail.subject)
    };
    items.map(subject).collect()
}

fn stored(status: &str, subject: &str) -> String {
    format!(
        "From - Tue Mar  3 10:00:00 2026\r\nX-Mozilla-Status: {status}\r\n\
         X-Mozilla-Status2: 00000000\r\nFrom: ada@example.com\r\nSubject: {subject}\r\n\r\nHello.\r\n\r\n"
    )
}

#[test]
fn a_profile_of_thunderbirds() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let inbox = stored("0001", "first") + &stored("0009", "deleted") + &stored("0000", "second");
    put(root, "Mail/Local Folders/Inbox", inbox);
    put(
        root,
        "Mail/Local Folders/Inbox.msf",
        "// <!-- <mdb:mork:z v=\"1.4\"/> -->\n",
    );
    put(root, "Mail/Local Folders/Trash", "");
    put(
        root,
        "Mail/Local Folders/Trash.msf",
        "// <!-- <mdb:mork:z v=\"1.4\"/> -->\n",
    );
    put(
        root,
        "Mail/Local Folders/Inbox.sbd/Old.2024",
        stored("0001", "third"),
    );
    put(
        root,
        "Mail/Local Folders/Inbox.sbd/Old.2024.msf",
        "// mork\n",
    );
    put(
        root,
        "Mail/Local Folders/Inbox.mozmsgs/1.wdseml",
        "From: a@example.com\r\nSubject: copy\r\n\r\n",
    );
    put(
        root,
        "Mail/Local Folders/msgFilterRules.dat",
        "version=\"9\"\nlogging=\"no\"\n",
    );
    put(root, "prefs.js", "user_pref(\"mail.server\", \"local\");\n");
    // Newer ones keep a file for each message.
    put(
        root,
        "ImapMail/mail.example.com/INBOX/cur/1.eml",
        "From: a@example.com\r\nSubject: fourth\r\n\r\n",
    );
    put(
        root,
        "ImapMail/mail.example.com/INBOX/tmp/2.eml",
        "From: a@example.com\r\nSubject: half\r\n\r\n",
    );
    let mut found = subjects(root);
    found.sort();
    assert_eq!(found, ["first", "fourth", "second", "third"]);
    let mut source = Source::open(root).unwrap();
    assert_eq!(source.by_ref().count(), 4);
    assert_eq!(source.deleted(), 1);
    let source = Source::open(root).unwrap();
    let estimate = source.estimate();
    assert_eq!(
        (estimate.messages, estimate.exact),
        (5, false),
        "with what is deleted"
    );
    assert!(
        source
            .passed_over()
            .iter()
            .any(|path| path.ends_with("prefs.js"))
    );
}

fn emlx(message: &str) -> String {
    let list =
        "<?xml version=\"1.0\"?><plist><dict><key>flags</key><integer>1</integer></dict></plist>\n";
    format!("{:<10}\n{message}{list}", message.len())
}

#[test]
fn a_profile_of_apple_mails() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let message = |subject: &str| format!("From: ada@example.com\nSubject: {subject}\n\nHello.\n");
    let inbox = "V10/6F1A/INBOX.mbox/9C2B/Data/1/2";
    put(
        root,
        &format!("{inbox}/Messages/1.emlx"),
        emlx(&message("first")),
    );
    put(
        root,
        &format!("{inbox}/Messages/2.partial.emlx"),
        emlx(&message("second")),
    );
    put(
        root,
        &format!("{inbox}/Attachments/2/2/scan"),
        "not a message",
    );
    put(
        root,
        "V10/6F1A/INBOX.mbox/Info.plist",
        "<?xml version=\"1.0\"?><plist/>\n",
    );
    put(root, "V10/MailData/Envelope Index", "SQLite format 3\0");
    // A length that leads nowhere: everything there is, rather than nothing.
    put(
        root,
        "V10/6F1A/Sent.mbox/Messages/3.emlx",
        format!("999999\n{}", message("third")),
    );
    // As it exports a mailbox.
    let mbox = format!(
        "From ada@example.com Tue Mar  3 10:00:00 2026\n{}\n",
        message("fourth")
    );
    put(root, "Exported.mbox/mbox", mbox);
    put(root, "Exported.mbox/table_of_contents", b"\0\0\0\x01binary");
    let found = subjects(root);
    for subject in ["first", "second", "fourth"] {
        assert!(
            found.iter().any(|one| one == subject),
            "{subject} in {found:?}"
        );
    }
    assert_eq!(found.len(), 4, "{found:?}");
    let first = Source::open(root.join(inbox).join("Messages/1.emlx"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    assert_eq!(first.raw, message("first").as_bytes());
    assert_eq!(first.offset, 11);
}

#[test]
fn outlooks_files_are_taken_by_name_and_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    let subject: Vec<u8> = "first".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::io::Write::write_all(
        &mut file.create_stream("/__substg1.0_0037001F").unwrap(),
        &subject,
    )
    .unwrap();
    file.create_stream("/__properties_version1.0").unwrap();
    file.flush().unwrap();
    let raw = file.into_inner().into_inner();
    put(root, "1.MSG", &raw);
    put(root, "2.doc", &raw);
    put(root, "3.msg", "a text that is called so");
    let items: Vec<_> = Source::open(root).unwrap().map(Result::unwrap).collect();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0].raw, raw, "byte for byte");
    assert_eq!(subjects(root), ["first"]);
}
