//! What a merge or a split would do.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use desk::complaints::{CaseName, MergeView, MovedAsk, SplitView};
use domain::complaints::merge::Beware;
use domain::threading::CaseNumber;

use super::{indented, when};
use crate::words::Words;

pub fn merge(words: &Words, view: &MergeView, zone: Tz) -> String {
    let lead = words.say(
        "cli-merge-would",
        &[
            ("from", called(&view.from).into()),
            ("into", called(&view.into).into()),
            ("messages", view.messages.into()),
        ],
    );
    let status = words.say(
        "merge-becomes",
        &[
            ("status", words.word("status", view.status).into()),
            ("identity", words.word("identity", view.identity).into()),
        ],
    );
    let due = limit(words, "merge-due", view.due_at, zone);
    page(
        lead,
        [
            asks(words, &view.asks, zone),
            vec![status, due],
            beware(words, &view.says),
        ],
    )
}

pub fn split(words: &Words, view: &SplitView, zone: Tz) -> String {
    let lead = words.say(
        "cli-split-would",
        &[
            ("from", called(&view.from).into()),
            ("name", view.name.clone().into()),
            ("subject", view.subject.clone().into()),
            ("messages", view.messages.into()),
        ],
    );
    let counted = words.say(
        "split-counts",
        &[("date", when::minute(view.received_at, zone).into())],
    );
    let due = limit(words, "split-due", view.due_at, zone);
    let rest = words.say(
        "split-rest",
        &[
            ("messages", view.rest_messages.into()),
            ("asks", view.rest_asks.into()),
        ],
    );
    page(
        lead,
        [
            asks(words, &view.asks, zone),
            vec![counted, due, rest],
            beware(words, &view.says),
        ],
    )
}

fn page(lead: String, parts: [Vec<String>; 3]) -> String {
    let lines = parts.into_iter().flatten().map(|line| indented(&line));
    std::iter::once(lead)
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n")
}

fn called(case: &CaseName) -> String {
    format!(
        "{}  {} ({})",
        CaseNumber(case.number),
        case.subject,
        case.name
    )
}

fn asks(words: &Words, asks: &[MovedAsk], zone: Tz) -> Vec<String> {
    let ask = |ask: &MovedAsk| {
        let kind = match ask.kind {
            Some(kind) => words.word("kind", kind),
            None => words.plain("kind-unset"),
        };
        let asked = words.say(
            "moved-ask",
            &[
                ("kind", kind.into()),
                ("date", when::minute(ask.received_at, zone).into()),
            ],
        );
        format!("{asked} {}", limit(words, "moved-due", ask.due_at, zone))
    };
    asks.iter().map(ask).collect()
}

fn limit(words: &Words, id: &str, due: Option<DateTime<Utc>>, zone: Tz) -> String {
    match due {
        Some(due) => words.say(id, &[("date", when::minute(due, zone).into())]),
        None => words.plain(&format!("{id}-none")),
    }
}

fn beware(words: &Words, says: &[Beware]) -> Vec<String> {
    says.iter().map(|one| words.word("beware", one)).collect()
}
