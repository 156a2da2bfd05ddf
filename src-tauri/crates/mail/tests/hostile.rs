//! Mail that attacks its reader: the process lives, its memory stays small, and what is shown
//! is text that hides nothing.
//!
//! All in one test: the peak of memory is the process's.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::time::{Duration, Instant};

use mail::{Parsed, attachment, parse};
use testbed::hostile::{Becomes, Hostile, hostile};

/// By how much memory may grow over what the process had before, in KiB.
const GROWTH: usize = 256 << 10;
/// What takes longer hangs. A debug build on a busy machine takes a few seconds at most.
const HANGS: Duration = Duration::from_secs(60);

/// A line of `/proc/self/status`, in KiB.
fn status(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_ascii_whitespace()
        .nth(1)
        .unwrap()
        .parse()
        .unwrap()
}

/// Starts the peak anew (proc(5), clear_refs).
fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
}

fn hides(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || c.is_control() && !matches!(c, '\n' | '\t')
}

fn shows_everything(parsed: &Parsed) {
    let people = parsed.from.iter().chain(&parsed.to).chain(&parsed.cc);
    let people = people.flat_map(|a| [a.name.as_deref().unwrap_or(""), &a.address]);
    let files = parsed.attachments.iter().map(|a| a.name.as_str());
    let headers = parsed.headers.iter().map(|(_, value)| value.as_str());
    let all = people.chain(files).chain(headers);
    for shown in all.chain([parsed.subject.as_str(), &parsed.text]) {
        assert!(!shown.contains(hides));
    }
}

fn is_right(one: &Hostile, raw: &[u8]) {
    let parsed = parse(raw);
    if let Becomes::Refused(reason) = one.becomes {
        assert_eq!(parsed.unwrap_err().reason.as_str(), reason);
        return;
    }
    let parsed = parsed.unwrap();
    match one.becomes {
        Becomes::Holds(words) => assert!(parsed.text.contains(words), "{:.300}", parsed.text),
        Becomes::Says(subject, text) => {
            assert_eq!(
                (parsed.subject.as_str(), parsed.text.as_str()),
                (subject, text)
            );
        }
        Becomes::Read | Becomes::Refused(_) => {}
    }
    shows_everything(&parsed);
    if let Some(page) = mail::page(raw, &[], &mut |_| None) {
        assert!(!page.html.contains(hides));
    }
    // Each is cut out of the whole message, so a few have to do.
    for found in parsed.attachments.iter().rev().take(3) {
        let bytes = attachment(raw, found.part).unwrap();
        assert_eq!(bytes.len() as u64, found.size, "{}", found.name);
    }
}

#[test]
fn hostile_mail_costs_little_and_hides_nothing() {
    let before = status("VmRSS");
    let mut too_large = Vec::new();
    for one in hostile() {
        // A thread of the size that the intake reads on.
        let read = move || {
            let raw = (one.make)();
            forget_peak();
            let start = Instant::now();
            is_right(&one, &raw);
            (raw.len(), start.elapsed())
        };
        let thread = std::thread::Builder::new().name(one.name.to_owned());
        let (size, took) = thread
            .stack_size(2 << 20)
            .spawn(read)
            .unwrap()
            .join()
            .unwrap();
        let grown = status("VmHWM").saturating_sub(before);
        let (size, mib) = (size >> 20, grown >> 10);
        println!(
            "{:>6} ms {mib:>4} MiB  {} ({size} MiB)",
            took.as_millis(),
            one.name
        );
        assert!(took < HANGS, "{} took {took:?}", one.name);
        if grown > GROWTH {
            too_large.push((one.name, mib));
        }
    }
    assert!(too_large.is_empty(), "MiB taken: {too_large:?}");
}
