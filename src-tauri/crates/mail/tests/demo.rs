//! The demonstration's mailbox comes in through the same parser as any mail.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use chrono::NaiveDate;
use mail::{AutomatedKind, Lang, UnreadableReason, parse};
use std::collections::HashSet;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_mail_in_order_and_none_twice() {
    let mails = mail::demo::mailbox(7, today(), 300);
    assert_eq!(mails, mail::demo::mailbox(7, today(), 300));
    assert_ne!(mails, mail::demo::mailbox(8, today(), 300));
    let times: Vec<_> = mails
        .iter()
        .filter_map(|raw| parse(raw).ok()?.received)
        .collect();
    assert!(times.is_sorted());
    assert!(times.last().unwrap().date_naive() < today());
    assert!((today() - times[0].date_naive()).num_days() <= 60);
    let texts: HashSet<_> = mails
        .iter()
        .filter(|m| !m.trim_ascii().is_empty())
        .collect();
    assert_eq!(
        texts.len(),
        mails.iter().filter(|m| !m.trim_ascii().is_empty()).count()
    );
    assert_eq!(mail::demo::mailbox(1, today(), 0).len(), 0);
    assert_eq!(mail::demo::mailbox(1, today(), 3).len(), 3);
}

#[test]
fn it_holds_what_an_office_receives() {
    let mails = mail::demo::mailbox(1, today(), 150);
    let read: Vec<_> = mails.iter().map(|raw| parse(raw)).collect();
    let good: Vec<_> = read.iter().flatten().collect();
    for parsed in &good {
        let shown = format!("{:?}", (&parsed.subject, &parsed.text, &parsed.headers));
        assert!(
            !shown.contains('\u{fffd}') && !shown.contains('{') && !shown.contains("=?"),
            "{shown}"
        );
        assert!(
            !parsed.from.is_empty() && parsed.received.is_some() && parsed.message_id.is_some()
        );
        assert!(
            parsed
                .from
                .iter()
                .all(|a| a.address.ends_with(".example") || a.address.ends_with("@example.com")),
            "{:?}",
            parsed.from
        );
    }
    for reason in [
        UnreadableReason::Empty,
        UnreadableReason::NoHeader,
        UnreadableReason::TooDeep,
        UnreadableReason::HeaderTooLarge,
    ] {
        assert!(
            read.iter()
                .any(|r| matches!(r, Err(e) if e.reason == reason)),
            "{reason}"
        );
    }
    for kind in [
        AutomatedKind::Bounce,
        AutomatedKind::AutoReply,
        AutomatedKind::Bulk,
    ] {
        assert!(
            good.iter()
                .any(|p| p.automated.as_ref().is_some_and(|a| a.kind == kind)),
            "{kind}"
        );
    }
    for language in [Lang::Chinese, Lang::English, Lang::Japanese] {
        assert!(
            good.iter().any(|p| p.language == Some(language)),
            "{language}"
        );
    }
    assert!(
        good.iter().filter(|p| p.bounce.is_some()).all(|p| p
            .bounce
            .as_ref()
            .unwrap()
            .original_message_id
            .is_some())
    );
    assert!(
        good.iter()
            .any(|p| p.html.as_ref().is_some_and(|h| h.remote_images > 0))
    );
    assert!(good.iter().any(|p| !p.references.is_empty()));
    let plain = good
        .iter()
        .flat_map(|p| &p.attachments)
        .filter(|a| a.warnings.is_empty())
        .count();
    let warned = good
        .iter()
        .flat_map(|p| &p.attachments)
        .filter(|a| !a.warnings.is_empty())
        .count();
    assert!(plain > 0 && warned > 0);
    let people = good.iter().filter(|p| p.automated.is_none()).count();
    assert!(people * 10 > mails.len() * 7, "{people} of {}", mails.len());
}
