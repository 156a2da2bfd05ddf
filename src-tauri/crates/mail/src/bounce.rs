//! Bounces: which message came back, for whom, and why.

use crate::mime::{Structure, header};
use crate::parse::{Parsed, ids};
use serde::{Deserialize, Serialize};

/// What a bounce tells of the message that bounced.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounce {
    /// The Message-ID of the message that bounced, without brackets.
    pub original_message_id: Option<String>,
    /// To whom it could not be delivered.
    pub recipients: Vec<String>,
    /// The first status code, such as `5.1.1` (RFC 3463).
    pub status: Option<String>,
    /// Whether it failed for one recipient at least, where the report says what was done (RFC 3464,
    /// 2.3.3): a delay, a relay and a delivery are no failure.
    pub failed: Option<bool>,
    /// What the server that would not take it said (RFC 3464, 2.3.6).
    #[serde(default)]
    pub said: Option<String>,
}

/// So much of a report is read, in bytes.
const REPORT: usize = 1 << 20;
/// So many recipients are kept.
const MAX_RECIPIENTS: usize = 200;

/// Reads the report, the returned message or its headers, and at last the text of a server's own form.
pub fn find(message: &Structure<'_>, parsed: &Parsed) -> Option<Bounce> {
    let mut found = Bounce::default();
    let is_report = message.parts[0].content_type.word == "multipart/report";
    for (index, part) in message.parts.iter().enumerate().skip(1) {
        let embedded_in_message = part.parent.is_some_and(|p| message.parts[p].is_message());
        match part.content_type.word.as_str() {
            "message/delivery-status" if !part.embedded => {
                read_status(&mut found, &message.text(index, REPORT).0)
            }
            "text/rfc822-headers" if !part.embedded => {
                take_id(&mut found, &message.start(index, REPORT).0)
            }
            _ if embedded_in_message
                && (is_report || is_server(parsed))
                && found.original_message_id.is_none() =>
            {
                found.original_message_id = id_of(&message.fields(index));
            }
            _ => {}
        }
    }
    if is_server(parsed) {
        take_from_text(&mut found, parsed);
    }
    let feedback = message.parts[0]
        .content_type
        .parameter("report-type")
        .is_some_and(|t| t.eq_ignore_ascii_case("feedback-report"));
    let told = !found.recipients.is_empty()
        || found.status.is_some()
        || found.original_message_id.is_some();
    (told && !feedback).then_some(found)
}

/// Only servers may send with an empty path; with a server's name it is one as well.
fn is_server(parsed: &Parsed) -> bool {
    let from = parsed
        .from
        .first()
        .map(|a| a.address.to_lowercase())
        .unwrap_or_default();
    parsed.return_path.as_deref() == Some("")
        || ["mailer-daemon", "postmaster", "mail-daemon"]
            .iter()
            .any(|name| from.starts_with(name))
}

fn id_of(fields: &[header::Field<'_>]) -> Option<String> {
    let field = fields.iter().find(|f| f.is("Message-ID"))?;
    ids(&header::text(field.raw, None)).into_iter().next()
}

fn take_id(found: &mut Bounce, block: &[u8]) {
    if found.original_message_id.is_none() {
        found.original_message_id = id_of(&header::fields(block));
    }
}

/// The fields of message/delivery-status (RFC 3464, 2.3): a group for each recipient, of which those
/// count that it failed for.
fn read_status(found: &mut Bounce, report: &str) {
    let (mut group, mut over) = (found.recipients.len(), false);
    for field in header::fields(report.as_bytes()) {
        let value = header::text(field.raw, None);
        if field.is("Final-Recipient") || field.is("Original-Recipient") {
            let address = value.rsplit(';').next().unwrap_or(&value).trim();
            if std::mem::take(&mut over) {
                group = found.recipients.len();
            }
            push_recipient(found, address);
        } else if field.is("Action") {
            let failed = value.trim().eq_ignore_ascii_case("failed");
            over = true;
            if !failed {
                found.recipients.truncate(group);
            }
            found.failed = Some(failed || found.failed == Some(true));
        } else if field.is("Diagnostic-Code") && found.said.is_none() {
            let said = value
                .split_once(';')
                .map_or(value.as_str(), |(_, said)| said);
            found.said = Some(said.split_whitespace().collect::<Vec<_>>().join(" "));
        } else if field.is("Status") {
            // Of several the one that is for good.
            let status = status_code(&value);
            let lasting =
                |code: &Option<String>| code.as_deref().is_some_and(|c| c.starts_with('5'));
            if found.status.is_none() || (lasting(&status) && !lasting(&found.status)) {
                found.status = status.or(found.status.take());
            }
        }
    }
}

fn push_recipient(found: &mut Bounce, address: &str) {
    let address = address.trim_matches(['<', '>', '"', ' ']);
    if address.contains('@')
        && found.recipients.len() < MAX_RECIPIENTS
        && !found
            .recipients
            .iter()
            .any(|r| r.eq_ignore_ascii_case(address))
    {
        found.recipients.push(address.to_owned());
    }
}

/// `5.1.1` at a word's start: class 2, 4 or 5 and two numbers (RFC 3463, section 2).
fn status_code(text: &str) -> Option<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map(|word| word.trim_matches('.'))
        .find(|word| {
            let parts: Vec<&str> = word.split('.').collect();
            parts.len() == 3
                && matches!(parts[0], "4" | "5")
                && parts[1..].iter().all(|p| !p.is_empty() && p.len() <= 3)
        })
        .map(str::to_owned)
}

/// Server's own forms quote the message or its headers in the text.
fn take_from_text(found: &mut Bounce, parsed: &Parsed) {
    if let Some((_, failed)) = parsed
        .headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("X-Failed-Recipients"))
    {
        failed
            .split(',')
            .for_each(|address| push_recipient(found, address));
    }
    let lines = || {
        parsed
            .text
            .lines()
            .map(|line| line.trim_start_matches(['>', ' ', '\t', '|']))
    };
    if found.original_message_id.is_none() {
        let mut after =
            lines().skip_while(|line| !line.to_ascii_lowercase().starts_with("message-id:"));
        let quoted: String = after.by_ref().take(2).collect::<Vec<_>>().join(" ");
        found.original_message_id = ids(&quoted).into_iter().next();
    }
    if found.recipients.is_empty()
        && let Some(address) = lines()
            .filter(|line| line.starts_with('<'))
            .find_map(|line| line[1..].split_once('>'))
            .map(|(a, _)| a)
    {
        push_recipient(found, address);
    }
    if found.status.is_none() {
        found.status = lines()
            .filter(|line| line.contains('#') || line.contains("55") || line.contains("status"))
            .find_map(status_code);
    }
}
