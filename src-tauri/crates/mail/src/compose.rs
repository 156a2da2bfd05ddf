//! Writing a message (RFC 5322): headers, text, its HTML alternative, attachments. 7-bit on the
//! wire, whatever it says.

use std::time::SystemTime;

use lettre::Message;
use lettre::message::header::{
    ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue,
};
use lettre::message::{Attachment, Body, Mailbox, MessageBuilder, MultiPart, SinglePart};

use crate::parse::Address;

/// References that are named, at most: the first, and the newest (RFC 5322, 3.6.4 sets no limit;
/// a header of thousands is refused by servers).
const REFERENCES: usize = 20;

/// A message to be written.
#[derive(Debug, Clone, Default)]
pub struct Letter {
    pub from: Address,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    pub subject: String,
    pub text: String,
    /// Whether the text goes along as HTML too.
    pub html: bool,
    /// Its own Message-ID, without angle brackets.
    pub message_id: String,
    /// The Message-ID that it answers, without angle brackets.
    pub in_reply_to: Option<String>,
    /// The conversation before it, oldest first, without angle brackets.
    pub references: Vec<String>,
    /// Sent by a rule, not by a person (RFC 3834, 5): nobody's auto-responder is to answer it.
    pub automatic: bool,
    pub attachments: Vec<File>,
}

/// A file that goes along.
#[derive(Debug, Clone)]
pub struct File {
    pub name: String,
    /// Such as `application/pdf`.
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// What can't be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    #[error("{0} is no address")]
    Address(String),
    #[error("nobody to send it to")]
    Nobody,
    #[error("{0}")]
    Other(String),
}

/// Writes a message, dated `at`.
///
/// # Errors
/// [`Unwritable`]: no recipient, or what is no address.
pub fn write(letter: &Letter, at: SystemTime) -> Result<Vec<u8>, Unwritable> {
    if letter.to.is_empty() {
        return Err(Unwritable::Nobody);
    }
    let mut builder = Message::builder()
        .from(mailbox(&letter.from)?)
        .subject(one_line(&letter.subject))
        .message_id(Some(bracketed(&letter.message_id)))
        .date(at);
    for one in &letter.to {
        builder = builder.to(mailbox(one)?);
    }
    for one in &letter.cc {
        builder = builder.cc(mailbox(one)?);
    }
    let message = body(threaded(builder, letter), letter);
    Ok(message
        .map_err(|e| Unwritable::Other(e.to_string()))?
        .formatted())
}

fn threaded(mut builder: MessageBuilder, letter: &Letter) -> MessageBuilder {
    if let Some(id) = &letter.in_reply_to {
        builder = builder.in_reply_to(bracketed(id));
    }
    let all = &letter.references;
    let newest = all
        .len()
        .saturating_sub(REFERENCES - 1)
        .max(1)
        .min(all.len());
    let named: Vec<String> = all
        .iter()
        .take(1)
        .chain(&all[newest..])
        .map(|id| bracketed(id))
        .collect();
    if !named.is_empty() {
        builder = builder.references(named.join(" "));
    }
    if letter.automatic {
        builder = builder.header(AutoSubmitted).raw_header(suppress("All"));
    }
    builder
}

fn body(builder: MessageBuilder, letter: &Letter) -> Result<Message, lettre::error::Error> {
    let text = crlf(&letter.text);
    let alternative = letter
        .html
        .then(|| MultiPart::alternative_plain_html(text.clone(), page(&letter.text)));
    if letter.attachments.is_empty() {
        return match alternative {
            Some(both) => builder.multipart(both),
            None => builder.singlepart(SinglePart::plain(text)),
        };
    }
    let mut mixed = match alternative {
        Some(both) => MultiPart::mixed().multipart(both),
        None => MultiPart::mixed().singlepart(SinglePart::plain(text)),
    };
    for file in &letter.attachments {
        let kind = ContentType::parse(&file.media_type);
        let kind = kind.unwrap_or(ContentType::TEXT_PLAIN);
        let named = Attachment::new(one_line(&file.name));
        // Whatever lines it has: they are not ours to change.
        let bytes = Body::new_with_encoding(file.bytes.clone(), ContentTransferEncoding::Base64);
        mixed = mixed.singlepart(named.body(bytes.unwrap_or_else(Body::new), kind));
    }
    builder.multipart(mixed)
}

/// With the line ends that mail has, whatever it had: a lone CR or LF is one to some servers and
/// none to others (RFC 5321, 2.3.8).
fn crlf(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.replace('\n', "\r\n")
}

/// The text as a page: its lines and paragraphs, and nothing that it does not say.
fn page(text: &str) -> String {
    let mut html = String::from("<!doctype html>\r\n<html><body>");
    for paragraph in crlf(text).replace("\r\n", "\n").split("\n\n") {
        let lines: Vec<String> = paragraph
            .trim_matches('\n')
            .split('\n')
            .map(escaped)
            .collect();
        html.push_str("\r\n<p>");
        html.push_str(&lines.join("<br>\r\n"));
        html.push_str("</p>");
    }
    html.push_str("\r\n</body></html>\r\n");
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Reads a recipient: a bare address, or `Name <address>`.
///
/// # Errors
/// [`Unwritable::Address`].
pub fn recipient(line: &str) -> Result<Address, Unwritable> {
    let read: Mailbox = line
        .trim()
        .parse()
        .map_err(|_| Unwritable::Address(line.to_owned()))?;
    Ok(Address {
        name: read.name,
        address: read.email.to_string(),
    })
}

fn mailbox(address: &Address) -> Result<Mailbox, Unwritable> {
    let parsed = address.address.trim().parse();
    let email = parsed.map_err(|_| Unwritable::Address(address.address.clone()))?;
    let name = address.name.as_deref().map(one_line);
    Ok(Mailbox::new(name.filter(|name| !name.is_empty()), email))
}

/// A line end in a header would begin another header; and of several blanks readers keep one, or
/// none (RFC 2047, 6.2).
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

fn bracketed(id: &str) -> String {
    let id: String = id
        .chars()
        .filter(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>'))
        .collect();
    format!("<{id}>")
}

/// `Auto-Submitted: auto-replied` (RFC 3834, 5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-replied".to_owned())
    }
}

/// `X-Auto-Response-Suppress` ([MS-OXCMAIL] 2.2.3.2.14): what Exchange heeds.
fn suppress(what: &str) -> HeaderValue {
    let name = HeaderName::new_from_ascii_str("X-Auto-Response-Suppress");
    HeaderValue::new(name, what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn person(name: &str, address: &str) -> Address {
        Address {
            name: Some(name.to_owned()),
            address: address.to_owned(),
        }
    }

    fn letter() -> Letter {
        Letter {
            from: person("Privacy Office", "service@minglives.com"),
            to: vec![person("Ada Quill", "ada@example.com")],
            subject: "About your request [C-1 abcdefgh]".to_owned(),
            text: "Dear Ada,\n\nHere it is.\n".to_owned(),
            message_id: "1.abc@minglives.com".to_owned(),
            ..Letter::default()
        }
    }

    proptest! {
        /// Whatever is written is read again as it was, and no text becomes a header.
        #[test]
        fn what_is_written_is_read_again(
            subject in "[ -~\u{80}-\u{2ff}一-龥\r\n\t]{0,90}",
            name in "[ -~一-龥\r\n]{0,40}",
            text in "([ -~一-龥]{0,80}(\n|\r|\r\n)){0,12}",
            file in "[a-z一-龥 ]{1,20}\\.pdf",
            html in any::<bool>(),
            bytes in prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..300),
                "[ -~\r\n]{0,300}".prop_map(String::into_bytes),
            ],
        ) {
            let mut letter = letter();
            letter.subject = subject.clone();
            letter.to[0].name = Some(name.clone());
            letter.text = text.clone();
            letter.html = html;
            letter.attachments = vec![File { name: file.clone(), media_type: "application/pdf".to_owned(), bytes: bytes.clone() }];
            let raw = write(&letter, SystemTime::UNIX_EPOCH).unwrap();
            prop_assert!(raw.is_ascii());
            prop_assert!(crate::smtp::has_whole_line_ends(&raw));
            prop_assert!(raw.split(|b| *b == b'\n').all(|line| line.len() <= 999));
            let read = crate::parse(&raw).unwrap();
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(words(&read.subject), words(&one_line(&subject)));
            prop_assert_eq!(words(read.to[0].name.as_deref().unwrap_or("")), words(&one_line(&name)));
            prop_assert_eq!(&read.to[0].address, "ada@example.com");
            prop_assert_eq!(read.to.len(), 1);
            prop_assert_eq!(words(&read.text), words(&text));
            prop_assert_eq!(read.attachments.len(), 1);
            prop_assert_eq!(words(&read.attachments[0].name), words(&file));
            let given = crate::attachment(&raw, read.attachments[0].part);
            prop_assert_eq!(given, Some(bytes));
        }
    }

    #[test]
    fn a_conversation_is_named_from_its_ends() {
        let mut letter = letter();
        letter.in_reply_to = Some("99@example.com".to_owned());
        letter.references = (0..100).map(|n| format!("{n}@example.com")).collect();
        letter.automatic = true;
        let raw = write(&letter, SystemTime::UNIX_EPOCH).unwrap();
        let read = crate::parse(&raw).unwrap();
        assert_eq!(read.in_reply_to, ["99@example.com"]);
        assert_eq!(read.references.len(), REFERENCES);
        assert_eq!(read.references[0], "0@example.com");
        assert_eq!(read.references[REFERENCES - 1], "99@example.com");
        assert!(crate::automated(&read, &[]).is_some());
    }
}
