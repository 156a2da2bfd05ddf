//! Real mail that is not part of the project: bounces, auto-replies and broken messages.
//! Looked for in `PRIVACY_DESK_CORPUS`, else in `../shared/corpus` beside the repository.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use mail::source::Source;
use std::path::{Path, PathBuf};

fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    let folder = std::env::var_os("PRIVACY_DESK_CORPUS").map_or(beside, PathBuf::from);
    let found = folder.is_dir().then_some(folder);
    if found.is_none() {
        println!("skipped: no corpus (set PRIVACY_DESK_CORPUS)");
    }
    found
}

fn suspicious(text: &str) -> bool {
    let double_decoded = ["Ã©", "Ã¼", "â€™", "ä¸", "ï¼", "锟斤拷", "ã\u{81}"];
    text.contains('\u{fffd}')
        || text.contains("$B")
        || double_decoded.iter().any(|m| text.contains(m))
}

#[test]
fn every_file_is_one_message_that_is_read_or_refused() {
    let Some(folder) = corpus() else { return };
    let mails = walk(&folder).into_iter().filter(|p| {
        !matches!(
            p.extension().and_then(|e| e.to_str()),
            Some("md" | "json" | "gitattributes")
        ) && !p.ends_with(".gitattributes")
    });
    let mut expected: Vec<PathBuf> = mails.collect();
    expected.sort();
    let source = Source::open(&folder).unwrap();
    assert_eq!(source.estimate().messages, expected.len() as u64);
    let mut seen = Vec::new();
    let (mut refused, mut automated, mut bounces, mut with_id) = (0, 0, 0, 0);
    let mut odd = Vec::new();
    for item in source {
        let item = item.unwrap();
        assert_eq!(
            item.raw,
            std::fs::read(&item.path).unwrap(),
            "{}",
            item.path.display()
        );
        match mail::parse(&item.raw) {
            Err(error) => {
                println!("{error}: {}", item.path.display());
                refused += 1;
            }
            Ok(parsed) => {
                automated += usize::from(parsed.automated.is_some());
                bounces += usize::from(parsed.bounce.is_some());
                with_id += usize::from(
                    parsed
                        .bounce
                        .as_ref()
                        .is_some_and(|b| b.original_message_id.is_some()),
                );
                let in_bounces = item.path.components().any(|c| c.as_os_str() == "bsd");
                if in_bounces && parsed.automated.is_none() {
                    println!(
                        "taken for a person's: {} | {:?} | {}",
                        item.path.display(),
                        parsed.from,
                        parsed.subject
                    );
                }
                let shown = everything(&parsed);
                // What was lost before it was sent can't be found again.
                let lost_before = item.raw.windows(3).any(|w| w == "\u{fffd}".as_bytes());
                if suspicious(&shown) && !lost_before {
                    odd.push(item.path.clone());
                }
                for attachment in &parsed.attachments {
                    let bytes = mail::attachment(&item.raw, attachment.part).unwrap();
                    assert_eq!(bytes.len() as u64, attachment.size);
                }
            }
        }
        seen.push(item.path);
    }
    println!(
        "{} messages, {refused} unreadable, {automated} automated, {bounces} bounces, {with_id} with the id of what bounced",
        seen.len()
    );
    assert!(
        odd.is_empty(),
        "with characters that could not be read: {odd:#?}"
    );
    seen.sort();
    assert_eq!(seen, expected);
}

/// Everything that is shown of a message.
fn everything(parsed: &mail::Parsed) -> String {
    format!(
        "{}\n{}\n{:?}\n{:?}\n{:?}",
        parsed.subject, parsed.text, parsed.headers, parsed.from, parsed.attachments
    )
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path());
    entries
        .flat_map(|p| if p.is_dir() { walk(&p) } else { vec![p] })
        .collect()
}

/// The same messages are there with carriage return and line feed, and with carriage returns alone.
#[test]
fn line_ends_make_no_difference() {
    let Some(folder) = corpus() else { return };
    let bounces = folder.join("bounce-maildirs");
    let mut compared = 0;
    for path in walk(&bounces.join("dos")) {
        let read = |kind: &str| {
            let raw = std::fs::read(bounces.join(kind).join(path.file_name().unwrap())).ok()?;
            let parsed = mail::parse(&raw).unwrap();
            let kinds: Vec<_> = parsed
                .attachments
                .into_iter()
                .map(|a| (a.name, a.claimed_type))
                .collect();
            Some((
                parsed.subject,
                parsed.text,
                parsed.from,
                kinds,
                parsed.automated.map(|a| a.kind),
            ))
        };
        if let (Some(dos), Some(mac)) = (read("dos"), read("mac")) {
            compared += 1;
            assert_eq!(dos, mac, "{}", path.display());
        }
    }
    assert!(compared > 50, "{compared}");
}
