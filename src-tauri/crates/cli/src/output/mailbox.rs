//! Mailboxes and their ledgers.

use chrono_tz::Tz;
use desk::mailbox::{
    FolderLedger, LedgerEntry, MailboxView, Provider, SyncReport, SyncState, TestReport,
};
use domain::threading::CaseNumber;

use super::table::Table;
use super::when;
use crate::words::{Params, Words, wire};

/// Mailboxes, a line each.
pub fn list(words: &Words, all: &[MailboxView], zone: Tz) -> String {
    if all.is_empty() {
        return words.plain("mailbox-none");
    }
    let head = ["name", "server", "user", "folders", "looked"]
        .map(|column| words.word("mailbox-column", column));
    let mut table = Table::new(&head);
    for mailbox in all {
        let folders = mailbox.folders.iter().map(|f| f.name.clone());
        // Not before every folder was looked at.
        let looked = mailbox.folders.iter().map(|f| f.synced_at).min().flatten();
        table.row([
            mailbox.name.clone(),
            format!("{}:{} ({})", mailbox.host, mailbox.port, wire(&mailbox.tls)),
            mailbox.user.clone(),
            words.row(folders),
            looked.map_or_else(|| words.plain("mailbox-never"), |at| when::minute(at, zone)),
        ]);
    }
    table.lines()
}

/// A connection test, a line for each step.
pub fn test(words: &Words, report: &TestReport) -> String {
    let mut lines: Vec<String> = report
        .steps
        .iter()
        .map(|step| {
            let name = words.word("mailbox-step", &step.step);
            let found = if step.why.is_some() { "✗" } else { "✓" };
            format!("{found} {name}")
        })
        .collect();
    if report.ok {
        let folders = words.row(report.folders.clone());
        lines.push(words.say("mailbox-test-folders", &[("folders", folders.into())]));
    }
    lines.join("\n")
}

/// What looks at mailboxes brought, and the ledger after them.
pub fn synced(words: &Words, reports: &[SyncReport]) -> String {
    if reports.is_empty() {
        return words.plain("mailbox-none");
    }
    let mut lines = Vec::new();
    for report in reports {
        let mail = &report.mail;
        let params: Params<'_> = &[
            ("name", report.name.as_str().into()),
            ("seen", mail.seen.into()),
            ("opened", mail.opened.into()),
            ("joined", mail.joined.into()),
            ("rate", mail.rate.into()),
        ];
        lines.push(words.say("mailbox-synced", params));
        lines.push(ledger(words, &report.folders));
    }
    lines.join("\n")
}

/// The ledger, a line for each folder, and what it does not account for.
pub fn ledger(words: &Words, folders: &[FolderLedger]) -> String {
    let mut lines = Vec::new();
    for folder in folders {
        let params: Params<'_> = &[
            ("folder", folder.folder.as_str().into()),
            ("server", folder.server.into()),
            ("cases", (folder.opened + folder.joined).into()),
            ("automated", folder.automated.into()),
            ("quarantined", folder.quarantined.into()),
            ("held", folder.held.into()),
            ("duplicate", folder.duplicate.into()),
            ("missing", folder.missing.into()),
        ];
        lines.push(words.say("mailbox-ledger-line", params));
        if folder.vanished > 0 {
            lines.push(words.say(
                "mailbox-ledger-vanished",
                &[("vanished", folder.vanished.into())],
            ));
        }
    }
    if lines.is_empty() {
        lines.push(words.plain("mailbox-none"));
    }
    lines.join("\n")
}

/// UIDs and what became of them.
pub fn entries(words: &Words, entries: &[LedgerEntry], zone: Tz) -> String {
    if entries.is_empty() {
        return words.plain("cli-messages-none");
    }
    let head =
        ["uid", "received", "became", "case", "from", "subject"].map(|column| match column {
            "uid" => words.word("mailbox-column", column),
            _ => words.word("cli-column", column),
        });
    let mut table = Table::new(&head);
    for entry in entries {
        table.row([
            entry.uid.to_string(),
            entry
                .received_at
                .map_or_else(String::new, |at| when::minute(at, zone)),
            words.word("disposition", entry.disposition),
            entry
                .case_number
                .map_or_else(String::new, |number| CaseNumber(number).to_string()),
            entry.from_name.clone(),
            entry.subject.clone(),
        ]);
    }
    table.lines()
}

/// What a mailbox is doing.
pub fn state(words: &Words, name: &str, state: &SyncState) -> String {
    let said = match state {
        SyncState::Failed { code, params, .. } => {
            let params: Vec<_> = params
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str().into()))
                .collect();
            words.say(&format!("error-{}", code.replace('.', "-")), &params)
        }
        SyncState::Syncing { seen, total, .. } => words.say(
            "mailbox-state-syncing",
            &[("seen", (*seen).into()), ("total", (*total).into())],
        ),
        SyncState::Elsewhere { by } => {
            words.say("mailbox-state-elsewhere", &[("by", by.as_str().into())])
        }
        SyncState::Off => words.plain("mailbox-state-off"),
        SyncState::Connecting => words.plain("mailbox-state-connecting"),
        SyncState::Waiting => words.plain("mailbox-state-waiting"),
        SyncState::Stopped => words.plain("mailbox-state-stopped"),
    };
    format!("{name}: {said}")
}

/// Providers, and what has to be done there.
pub fn providers(words: &Words, all: &[Provider]) -> String {
    let line = |provider: &Provider| {
        format!(
            "{}\n  {}:{} ({})\n  {}",
            provider.name,
            provider.host,
            provider.port,
            wire(&provider.tls),
            provider.note.text(words.language)
        )
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}
