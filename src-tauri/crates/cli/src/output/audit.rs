//! The audit log.

use chrono_tz::Tz;
use desk::audit::{AuditEntry, AuditVerdict};
use domain::threading::CaseNumber;

use super::table::Table;
use super::when;
use crate::words::Words;

/// Entries, a line each.
pub fn log(words: &Words, entries: &[AuditEntry], zone: Tz) -> String {
    if entries.is_empty() {
        return words.plain("audit-empty-filtered");
    }
    let head = ["seq", "time", "person", "act", "object"]
        .map(|column| words.word("audit-column", column))
        .into_iter()
        .chain([words.plain("audit-entry-detail")])
        .collect::<Vec<_>>();
    let mut table = Table::new(&head);
    for entry in entries {
        let object = entry.case_number.map_or_else(
            || words.word("audit-object", &entry.object_kind),
            |number| CaseNumber(number).to_string(),
        );
        let person = entry
            .person
            .as_ref()
            .map_or_else(|| words.plain("audit-program"), |p| p.name.clone());
        table.row([
            entry.seq.to_string(),
            when::minute(entry.at, zone),
            person,
            words.act(&entry.act),
            object,
            words.detail(&entry.detail),
        ]);
    }
    table.lines()
}

/// What verification found.
pub fn verdict(words: &Words, verdict: &AuditVerdict, zone: Tz) -> String {
    let checked = when::minute(verdict.checked_at, zone);
    let mut lines = if verdict.sound {
        vec![
            words.plain("audit-sound"),
            words.say(
                "audit-sound-text",
                &[
                    ("count", verdict.entries.into()),
                    ("when", checked.as_str().into()),
                ],
            ),
        ]
    } else {
        let problem = verdict.problem.as_deref().unwrap_or_default();
        vec![
            words.plain("audit-unsound"),
            words.say(
                "audit-unsound-text",
                &[
                    ("seq", verdict.first_bad.unwrap_or(0).into()),
                    ("when", checked.as_str().into()),
                ],
            ),
            words.word("audit-problem", problem),
            words.plain("audit-unsound-do"),
        ]
    };
    lines.push(format!("{}: {}", words.plain("audit-root"), verdict.root));
    lines.join("\n")
}
