//! A folder of mail that attacks its reader comes in: each message with one disposition and all
//! its bytes, in little memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use testbed::hostile::{Becomes, Hostile, hostile};
use tests::pdesk::Office;
use tests::samples;

/// By how much the peak of an import may be above that of an import of one plain mail, in KiB.
const GROWTH: u64 = 256 << 10;
/// Of the messages that are as long as a message may be these come in; that each of them can be
/// read is tested where mail is read.
const LONG: [&str; 3] = ["base64-attached", "carriage-returns", "empty-lines"];

/// Imports `folder`; the report, and the most memory that the program had, in KiB.
fn import(office: &Office, folder: &Path) -> (Value, u64) {
    let mut child = office
        .command(&["import", &folder.to_string_lossy(), "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.split_ascii_whitespace().next()?.parse().ok());
        peak = peak.max(now.unwrap_or_default());
        std::thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    (serde_json::from_slice(&output.stdout).unwrap(), peak)
}

fn plain() -> Vec<u8> {
    samples::message(1, "Ada Roe <ada@example.com>", "A copy", "Send me a copy.")
}

/// Writes the mail below `folder`; what is to be kept, by file.
fn write(folder: &Path) -> BTreeMap<String, (Hostile, Vec<u8>)> {
    let mails = hostile().map(|one| (one, (one.make)()));
    mails
        .filter(|(one, raw)| raw.len() < 8 << 20 || LONG.contains(&one.name))
        .map(|(one, raw)| {
            let file = folder.join(format!("{}.eml", one.name));
            fs::write(&file, &raw).unwrap();
            (file.to_string_lossy().into_owned(), (one, raw))
        })
        .collect()
}

/// Messages of a pile.
const PILE: usize = 60;

#[test]
fn each_hostile_message_is_kept_and_the_rest_comes_in() {
    let office = Office::new().unwrap();
    let folder = office.folder().join("plain");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("plain.eml"), plain()).unwrap();
    let (_, usual) = import(&office, &folder);

    let office = Office::new().unwrap();
    let folder = office.folder().join("inbox");
    fs::create_dir(&folder).unwrap();
    let mails = write(&folder);
    // 200 MB that take no place on the disk.
    let huge = fs::File::create(folder.join("huge.eml")).unwrap();
    huge.set_len(200_000_000).unwrap();
    let long = samples::message(2, "long@example.com", "Long", &"word\n".repeat(12_000_000));
    fs::write(folder.join("long.mbox"), samples::mbox([long.as_slice()])).unwrap();
    fs::write(folder.join("zz-last.eml"), plain()).unwrap();
    // So much text that a batch of it would fill the memory, and that packs into nothing.
    let pile = folder.join("pile.eml");
    fs::write(
        &pile,
        samples::message(3, "pile@example.com", "Pile", &"word\n".repeat(200_000)),
    )
    .unwrap();
    for n in 1..PILE {
        fs::hard_link(&pile, folder.join(format!("pile-{n}.eml"))).unwrap();
    }

    let (report, peak) = import(&office, &folder);
    println!("{report}; {} MiB, usually {} MiB", peak >> 10, usual >> 10);
    assert_eq!(report["seen"], mails.len() + 3 + PILE, "{report}");
    assert_eq!(report["duplicate"], PILE - 1, "{report}");
    assert_eq!(report["failed"], 0, "{report}");
    assert_eq!(report["held"], 1, "{report}");
    assert!(peak <= usual + GROWTH, "{peak} KiB, usually {usual} KiB");

    let mut rows: BTreeMap<String, Value> = BTreeMap::new();
    for row in office.list(&["messages", "list"]).unwrap() {
        let source = row["source"].as_str().unwrap().to_owned();
        assert!(rows.insert(source.clone(), row).is_none(), "{source} twice");
    }
    assert_eq!(rows.len(), mails.len() + 3 + PILE);
    let raw = |row: &Value| {
        office
            .fine(&["messages", "raw", row["id"].as_str().unwrap()])
            .unwrap()
    };
    for (file, (one, bytes)) in &mails {
        let row = &rows[file];
        let became = row["disposition"].as_str().unwrap();
        match one.becomes {
            Becomes::Refused(_) => assert_eq!(became, "quarantined", "{file}"),
            Becomes::Read => assert!(["opened", "automated"].contains(&became), "{file}: {row}"),
            Becomes::Holds(_) | Becomes::Says(..) => assert_eq!(became, "opened", "{file}"),
        }
        assert!(raw(row) == *bytes, "{file} is kept with other bytes");
    }
    let ends_with = |end: &str| {
        rows.iter()
            .find(|(source, _)| source.contains(end))
            .unwrap()
            .1
    };
    let held = ends_with("huge.eml");
    assert_eq!(
        (&held["disposition"], &held["size"]),
        (&"held".into(), &200_000_000.into())
    );
    assert!(raw(ends_with("long.mbox")) == long);
    assert_eq!(ends_with("zz-last.eml")["disposition"], "opened");
    assert_eq!(office.json(&["audit", "verify"]).unwrap()["sound"], true);
}
