//! The workspace itself.

use chrono_tz::Tz;
use desk::scan::{Scanner, ScannerTest};
use desk::workspace::{Restored, Settings, WorkspaceInfo};

use super::when;
use crate::words::Words;

/// What there is to know about it.
pub fn info(words: &Words, info: &WorkspaceInfo, zone: Tz) -> String {
    let backup = info.last_backup_at.map_or_else(
        || words.plain("cli-info-no-backup"),
        |at| when::minute(at, zone),
    );
    let size = words.say("size-bytes", &[("n", info.size.into())]);
    lines(
        words,
        &[
            ("name", info.name.clone()),
            ("path", info.path.clone()),
            ("id", info.id.to_string()),
            ("engine", format!("{} ({})", info.engine, info.schema)),
            ("created", when::minute(info.created_at, zone)),
            ("size", size),
            ("cases", info.cases.to_string()),
            ("messages", info.messages.to_string()),
            ("entries", info.audit_entries.to_string()),
            ("fingerprint", info.fingerprint.clone()),
            ("backup", backup),
        ],
    )
}

/// Its settings.
pub fn settings(words: &Words, settings: &Settings) -> String {
    lines(
        words,
        &[
            ("time-zone", settings.time_zone.clone()),
            ("regime", settings.regime.clone()),
            ("calendar", settings.calendar.clone()),
            ("lock-after", settings.lock_after_minutes.to_string()),
            ("approve-refusals", settings.approve_refusals.to_string()),
            (
                "approve-disclosures",
                settings.approve_disclosures.to_string(),
            ),
        ],
    )
}

/// Where the virus scanner is, and what it is good for.
pub fn scanner(words: &Words, scanner: Option<&Scanner>, test: Option<&ScannerTest>) -> String {
    let place = match scanner {
        None => return words.plain("scanner-none"),
        Some(Scanner::Socket(path)) => path.clone(),
        Some(Scanner::Port { host, port }) => format!("{host}:{port}"),
    };
    let mut text = words.say("scanner-at", &[("place", place.into())]);
    if let Some(test) = test {
        let params = [
            ("version", test.version.as_str().into()),
            ("finds", test.finds.to_string().into()),
            ("tells", test.tells.to_string().into()),
        ];
        text.push('\n');
        text += &words.say("scanner-tried", &params);
    }
    text
}

fn lines(words: &Words, lines: &[(&str, String)]) -> String {
    lines
        .iter()
        .map(|(label, value)| format!("{}: {value}\n", words.word("cli-info", label)))
        .collect()
}

/// What there is to know of a restore beside the workspace.
pub fn restored(words: &Words, restored: &Restored) -> String {
    let mut said = String::new();
    if restored.erased_again > 0 {
        said += &words.say("erased-again", &[("count", restored.erased_again.into())]);
        said.push('\n');
    }
    if let Some(seq) = restored.unsound {
        said += &words.say("restored-unsound", &[("seq", seq.into())]);
        said.push('\n');
    }
    said
}
