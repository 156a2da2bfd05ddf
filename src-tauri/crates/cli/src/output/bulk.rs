//! What an act does to many cases.

use desk::complaints::{BulkDone, BulkPreview, Refused};
use domain::threading::CaseNumber;

use super::indented;
use crate::error::sentence;
use crate::words::Words;

pub fn preview(words: &Words, preview: &BulkPreview) -> String {
    let mut lead = words.say(
        "bulk-would",
        &[
            ("possible", preview.possible.into()),
            ("total", preview.total.into()),
        ],
    );
    if let Some(merged) = &preview.merged {
        let into = CaseNumber(merged.into.number);
        lead = format!("{lead}\n{} {into}", words.plain("bulk-into"));
    }
    page(words, lead, &preview.refused)
}

pub fn done(words: &Words, done: &BulkDone) -> String {
    let refused: u32 = done.refused.iter().map(|one| one.count).sum();
    let mut lead = words.say(
        "bulk-done",
        &[("done", done.done.into()), ("left", refused.into())],
    );
    if done.undoable {
        let id = done.id.to_string();
        lead.push('\n');
        lead.push_str(&words.say("cli-bulk-undo", &[("id", id.into())]));
    }
    page(words, lead, &done.refused)
}

fn page(words: &Words, lead: String, refused: &[Refused]) -> String {
    let line = |one: &Refused| {
        let numbers: Vec<String> = one
            .numbers
            .iter()
            .map(|number| CaseNumber(*number).to_string())
            .collect();
        let why = sentence(
            words,
            &one.code,
            one.params
                .iter()
                .map(|(name, value)| (name.as_str(), value)),
        );
        let said = words.say(
            "bulk-not",
            &[
                ("count", one.count.into()),
                ("cases", numbers.join(", ").into()),
                ("why", why.into()),
            ],
        );
        indented(&said)
    };
    std::iter::once(lead)
        .chain(refused.iter().map(line))
        .collect::<Vec<_>>()
        .join("\n")
}
