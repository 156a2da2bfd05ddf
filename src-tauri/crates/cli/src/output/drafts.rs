//! Answers that are kept before they go.

use chrono_tz::Tz;
use desk::answers::{Decisions, DraftView, WaitingDraft};
use domain::complaints::{Approval, Outcome};
use domain::threading::CaseNumber;

use super::table::Table;
use super::when;
use crate::words::Words;

/// The drafts that wait, a line each.
pub fn waiting(words: &Words, all: &[WaitingDraft], zone: Tz) -> String {
    if all.is_empty() {
        return words.plain("approvals-none");
    }
    let columns = ["draft", "case", "to", "state"];
    let mut table = Table::new(&columns.map(|c| words.word("cli-column", c)));
    for one in all {
        table.row([
            one.draft.id.to_string(),
            CaseNumber(one.case_number).to_string(),
            words.row(one.draft.writing.to.iter().cloned()),
            approval(words, &one.draft, zone).unwrap_or_default(),
        ]);
    }
    table.lines()
}

/// A draft as it would go, below what it is.
pub fn draft(words: &Words, draft: &DraftView, zone: Tz) -> String {
    let writing = &draft.writing;
    let mut lines = vec![words.say(
        "draft-version",
        &[
            ("draft", draft.id.to_string().into()),
            ("version", draft.version.into()),
            ("name", draft.author.name.as_str().into()),
            ("at", when::minute(draft.saved_at, zone).into()),
        ],
    )];
    lines.extend(approval(words, draft, zone));
    lines.extend(draft.approval.as_ref().and_then(|one| one.reason.clone()));
    for (name, value) in [
        ("reply-to", words.row(writing.to.iter().cloned())),
        ("reply-cc", words.row(writing.cc.iter().cloned())),
        ("reply-subject", writing.subject.clone()),
    ] {
        if !value.is_empty() {
            lines.push(format!("{}: {value}", words.plain(name)));
        }
    }
    for file in &draft.files {
        lines.push(format!("{} ({} B)", file.name, file.size));
    }
    lines.extend(decided(words, &writing.decides));
    for text in [&writing.text, &writing.quoted] {
        lines.push(String::new());
        lines.push(text.trim_end().to_owned());
    }
    lines.join("\n").trim_end().to_owned()
}

/// What it decides when it goes, a line each.
fn decided(words: &Words, decides: &Decisions) -> Vec<String> {
    let reason = |said: String, reason: &str| match reason.trim() {
        "" => said,
        reason => format!("{said} ({reason})"),
    };
    let outcomes = decides.outcomes.iter();
    let mut lines: Vec<String> = outcomes
        .map(|one| reason(words.word("outcome", one.outcome), &one.reason))
        .collect();
    lines.extend(decides.refusals.iter().map(|one| {
        let refused = words.word("outcome", Outcome::Refused);
        reason(format!("{refused}: {}", one.ground), &one.reason)
    }));
    if decides.acknowledges {
        lines.push(words.plain("reply-acknowledges"));
    }
    if let Some(extends) = &decides.extends {
        lines.push(reason(words.plain("reply-extends"), &extends.reason));
    }
    lines.extend(decides.awaits.map(|status| words.word("status", status)));
    let decides = words.plain("reply-decides");
    lines
        .iter()
        .map(|line| format!("{decides} {line}"))
        .collect()
}

/// How its approval stands, in a sentence.
fn approval(words: &Words, draft: &DraftView, zone: Tz) -> Option<String> {
    let one = draft.approval.as_ref()?;
    let who = one.decided_by.as_ref().unwrap_or(&one.asked_by);
    let at = one.decided_at.unwrap_or(one.asked_at);
    let id = match one.state {
        Approval::Returned => "approval-returned",
        _ if !one.holds => "approval-changed",
        Approval::Waiting if !one.mine => "approval-asks",
        Approval::Waiting => "approval-waiting",
        Approval::Approved => "approval-approved",
    };
    let at = when::minute(at, zone);
    Some(words.say(id, &[("name", who.name.as_str().into()), ("at", at.into())]))
}
