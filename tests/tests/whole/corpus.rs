//! Mail that is good, odd and broken comes in: each message with its one disposition, kept byte
//! for byte.
//!
//! `PRIVACY_DESK_CORPUS` names a folder with more of it, which then has to come in as well.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use tests::pdesk::Office;
use tests::samples;

const DISPOSITIONS: [&str; 7] = [
    "opened",
    "joined",
    "automated",
    "quarantined",
    "held",
    "duplicate",
    "vanished",
];

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

/// The report's ledger adds up, and nothing failed.
fn adds_up(report: &Value) {
    let count = |field: &str| report[field].as_u64().unwrap_or_default();
    let told: u64 = [
        "opened",
        "joined",
        "automated",
        "quarantined",
        "held",
        "duplicate",
        "already_here",
    ]
    .iter()
    .map(|field| count(field))
    .sum();
    assert_eq!(told, count("seen"), "{report}");
    assert_eq!(count("failed"), 0, "{report}");
}

/// The messages of a workspace: by where they came from, which is different for each.
fn by_source(office: &Office) -> BTreeMap<String, Value> {
    let rows = office.list(&["messages", "list"]).unwrap();
    let many = rows.len();
    let by_source: BTreeMap<_, _> = rows
        .into_iter()
        .map(|row| {
            assert!(DISPOSITIONS.contains(&text(&row, "disposition")), "{row}");
            (text(&row, "source").to_owned(), row)
        })
        .collect();
    assert_eq!(by_source.len(), many, "a source twice");
    by_source
}

/// The message that came from a file.
fn from<'a>(rows: &'a BTreeMap<String, Value>, file: &Path) -> &'a Value {
    let file = file.to_string_lossy();
    rows.iter()
        .find(|(source, _)| source.ends_with(&*file))
        .unwrap_or_else(|| panic!("nothing came from {file}: {:#?}", rows.keys()))
        .1
}

#[test]
fn each_sample_has_its_disposition_and_its_bytes() {
    let office = Office::new().unwrap();
    let inbox = office.folder().join("inbox");
    let samples = samples::files();
    samples::write(&inbox, &samples).unwrap();
    let report = office.json(&["import", &inbox.to_string_lossy()]).unwrap();
    adds_up(&report);
    assert_eq!(report["seen"], samples.len());

    let rows = by_source(&office);
    assert_eq!(rows.len(), samples.len());
    for sample in &samples {
        let row = from(&rows, &inbox.join(sample.file));
        if let Some(disposition) = sample.disposition {
            assert_eq!(text(row, "disposition"), disposition, "{}", sample.file);
        }
        let raw = office.fine(&["messages", "raw", text(row, "id")]).unwrap();
        assert_eq!(raw, sample.raw, "{}", sample.file);
    }
    let original = from(&rows, &inbox.join("plain.eml"));
    let copy = from(&rows, &inbox.join("seen/plain-copy.eml"));
    let ids = BTreeSet::from([text(original, "id"), text(copy, "id")]);
    let of = [text(original, "duplicate_of"), text(copy, "duplicate_of")];
    assert!(
        of.iter().any(|id| ids.contains(id)),
        "a copy knows its original"
    );
    assert_eq!(
        from(&rows, &inbox.join("reply.eml"))["case"],
        from(&rows, &inbox.join("plain.eml"))["case"],
        "an answer joins the case"
    );
    assert_eq!(
        text(from(&rows, &inbox.join("gb18030.eml")), "subject"),
        "撤回同意"
    );
    assert_eq!(
        text(from(&rows, &inbox.join("chinese.eml")), "subject"),
        "请删除我的账号"
    );

    let again = office.json(&["import", &inbox.to_string_lossy()]).unwrap();
    assert_eq!(again["already_here"], samples.len(), "{again}");
    assert_eq!(by_source(&office).len(), samples.len());
}

#[test]
fn an_mbox_and_a_maildir_come_in_message_by_message() {
    let office = Office::new().unwrap();
    let bodies = ["One.", "From here on it is quoted.\n>From there too.", "三"];
    let messages: Vec<Vec<u8>> = bodies
        .iter()
        .enumerate()
        .map(|(at, body)| {
            let from = format!("Sender {at} <s{at}@example.com>");
            samples::message(100 + at, &from, "Please correct my name", body)
        })
        .collect();
    let mbox = office.folder().join("inbox.mbox");
    std::fs::write(&mbox, samples::mbox(messages.iter().map(Vec::as_slice))).unwrap();
    let maildir = office.folder().join("Maildir");
    for folder in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(maildir.join(folder)).unwrap();
    }
    let mut all: BTreeSet<Vec<u8>> = messages.into_iter().collect();
    for (folder, number) in [("cur", 200), ("new", 201)] {
        let raw = samples::message(number, "m@example.com", "Explain this", "Why?");
        let name = format!("17542.{number}.host:2,S");
        std::fs::write(maildir.join(folder).join(name), &raw).unwrap();
        all.insert(raw);
    }
    // Still being written by whoever delivers it.
    std::fs::write(maildir.join("tmp/17542.202.host"), "From: x").unwrap();
    let report = office
        .json(&[
            "import",
            &mbox.to_string_lossy(),
            &maildir.to_string_lossy(),
        ])
        .unwrap();
    adds_up(&report);
    let kept: BTreeSet<Vec<u8>> = by_source(&office)
        .values()
        .map(|row| office.fine(&["messages", "raw", text(row, "id")]).unwrap())
        .collect();
    assert_eq!(kept, all);
}

#[test]
fn a_corpus_comes_in_whole() {
    let Some(corpus) = std::env::var_os("PRIVACY_DESK_CORPUS").map(PathBuf::from) else {
        return;
    };
    let office = Office::new().unwrap();
    let report = office.json(&["import", &corpus.to_string_lossy()]).unwrap();
    adds_up(&report);
    println!("{report}");
    let rows = by_source(&office);
    assert_eq!(Some(rows.len() as u64), report["seen"].as_u64());
    // Each run opens the workspace anew, so a message in ten has to do.
    for (source, row) in rows.iter().step_by(10) {
        let raw = office.fine(&["messages", "raw", text(row, "id")]).unwrap();
        if let Ok(file) = std::fs::read(source) {
            assert_eq!(raw, file, "{source}");
        }
    }
    assert_eq!(office.json(&["audit", "verify"]).unwrap()["sound"], true);
}
