//! Messages.

use chrono_tz::Tz;
use desk::complaints::{AttachmentView, Block, BlockKind};
use desk::intake::{ImportReport, MessageDetail, MessageRow};
use domain::threading::CaseNumber;

use super::table::Table;
use super::{indented, when};
use crate::words::Words;

/// Messages, a line each.
pub fn messages(words: &Words, rows: &[MessageRow], zone: Tz) -> String {
    if rows.is_empty() {
        return words.plain("cli-messages-none");
    }
    let head = ["id", "received", "became", "case", "from", "subject"]
        .map(|column| words.word("cli-column", column));
    let mut table = Table::new(&head);
    for row in rows {
        table.row([
            row.id.to_string(),
            when::minute(row.received_at, zone),
            words.word("disposition", row.disposition),
            case(row.case_number),
            sender(&row.from_name, &row.from_address),
            row.subject.clone(),
        ]);
    }
    table.lines()
}

fn case(number: Option<u32>) -> String {
    number.map_or_else(String::new, |number| CaseNumber(number).to_string())
}

/// Name and address, or whichever there is.
pub fn sender(name: &str, address: &str) -> String {
    match (name, address) {
        ("", address) => address.to_owned(),
        (name, "") => name.to_owned(),
        (name, address) if name == address => name.to_owned(),
        (name, address) => format!("{name} <{address}>"),
    }
}

/// A message whole.
pub fn message(words: &Words, message: &MessageDetail, zone: Tz) -> String {
    let row = &message.row;
    let mut became = words.word("disposition", row.disposition);
    if let Some(number) = row.case_number {
        became = format!("{became} ({})", CaseNumber(number));
    }
    if let Some(reason) = &row.reason {
        became = format!("{became}: {}", words.word("reason", reason));
    }
    let mut lines = Vec::new();
    for (label, value) in [
        ("from", sender(&row.from_name, &row.from_address)),
        ("to", words.row(message.to.clone())),
        ("cc", words.row(message.cc.clone())),
        ("subject", row.subject.clone()),
        ("received", when::minute(row.received_at, zone)),
        ("time-source", words.word("received", row.received_source)),
        ("became", became),
        ("source", row.source.clone()),
        (
            "answers",
            message
                .answers
                .map_or_else(String::new, |id| id.to_string()),
        ),
    ] {
        if !value.is_empty() {
            lines.push(format!("{}: {value}", words.word("cli-column", label)));
        }
    }
    let text = text(words, &message.blocks);
    if !text.is_empty() {
        lines.push(format!("\n{text}"));
    }
    let files = attachments(words, &message.attachments);
    if !files.is_empty() {
        lines.push(format!("\n{files}"));
    }
    lines.join("\n")
}

/// The text of a message; what is quoted is set off.
pub fn text(words: &Words, blocks: &[Block]) -> String {
    blocks
        .iter()
        .map(|block| match block.kind {
            BlockKind::Text | BlockKind::Signature => block.text.trim_end().to_owned(),
            BlockKind::Quoted => {
                let lines = block.text.lines().count();
                words.say("cli-quoted", &[("lines", lines.into())])
            }
        })
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// What is attached, with what is odd about it.
pub fn attachments(words: &Words, attachments: &[AttachmentView]) -> String {
    let lines: Vec<String> = attachments
        .iter()
        .map(|file| {
            let size = words.say("size-bytes", &[("n", file.size.into())]);
            let kind = [&file.sniffed_type, &file.claimed_type]
                .into_iter()
                .find(|kind| !kind.is_empty())
                .cloned()
                .unwrap_or_default();
            let mut line = format!("{}. {} ({kind}, {size})", file.part, file.name);
            for warning in &file.warnings {
                let said = words.find(
                    &format!("warning-{warning}"),
                    &[
                        ("claimed", file.claimed_type.as_str().into()),
                        ("sniffed", file.sniffed_type.as_str().into()),
                    ],
                );
                let said = said.unwrap_or_else(|| warning.clone());
                line.push_str(&format!("\n   ! {said}"));
            }
            line
        })
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    let title = words.plain("cli-attached");
    format!("{title}\n{}", indented(&lines.join("\n")))
}

/// How an import went.
pub fn report(words: &Words, report: &ImportReport) -> String {
    if report.dry_run && !report.cancelled {
        return would(words, report);
    }
    let id = if report.cancelled {
        "import-cancelled"
    } else {
        "import-finished"
    };
    let said = words.say(
        id,
        &[
            ("seen", report.seen.into()),
            ("opened", report.opened.into()),
            ("joined", report.joined.into()),
            ("automated", report.automated.into()),
            ("quarantined", (report.quarantined + report.held).into()),
            ("same", (report.duplicate + report.already_here).into()),
            ("failed", report.failed.into()),
        ],
    );
    said + &counted(words, &left_out(report))
}

/// What was met and is none of the mail that was seen.
const fn left_out(report: &ImportReport) -> [(&'static str, u32); 2] {
    [
        ("passed-over", report.passed_over),
        ("deleted", report.deleted),
    ]
}

/// A line for each of what there was.
fn counted(words: &Words, counts: &[(&str, u32)]) -> String {
    let there = counts.iter().filter(|(_, count)| *count > 0);
    let line = |(what, count): &(&str, u32)| {
        let what = words.word("import-would", what);
        format!("\n{count:>8} {what}")
    };
    there.map(line).collect()
}

/// What would become of mail, a line for each.
fn would(words: &Words, report: &ImportReport) -> String {
    let counts = [
        ("opened", report.opened),
        ("joined", report.joined),
        ("automated", report.automated),
        ("duplicate", report.duplicate),
        ("quarantined", report.quarantined),
        ("held", report.held),
        ("already-here", report.already_here),
        ("failed", report.failed),
    ];
    let mut text = words.say("import-looked", &[("count", report.seen.into())]);
    text += &counted(words, &counts);
    text += &counted(words, &left_out(report));
    if report.already_here > 0 {
        text.push_str(&format!("\n{}", words.plain("import-goes-on")));
    }
    text
}

/// How an import goes.
pub fn progress(words: &Words, report: &ImportReport) -> String {
    let seen = ("seen", report.seen.into());
    let rate = ("rate", report.rate.into());
    match report.total {
        Some(total) => words.say("import-count-of", &[seen, rate, ("total", total.into())]),
        None => words.say("import-count", &[seen, rate]),
    }
}
