//! A message as people and rules read it.

use crate::attachment::{self, AttachmentInfo};
use crate::automated::{self, Automated};
use crate::bounce::{self, Bounce};
use crate::display::{visible, visible_line};
use crate::html::{self, HtmlSummary};
use crate::language::{Lang, language};
use crate::mime::header::{self, Field};
use crate::mime::{self, Refusal, Structure};
use crate::words::words;
use chrono::{DateTime, Utc};
use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};

/// A name and an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The name shown, decoded.
    pub name: Option<String>,
    /// The address as written; empty when the field holds none.
    pub address: String,
}

/// What a message says. Everything is text fit to be shown (see [`crate::visible`]).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parsed {
    /// Message-ID, without the angle brackets.
    pub message_id: Option<String>,
    /// In-Reply-To, without brackets.
    pub in_reply_to: Vec<String>,
    /// References, oldest first, without brackets; of more than 1,000 the newest.
    pub references: Vec<String>,
    /// From.
    pub from: Vec<Address>,
    /// Sender.
    pub sender: Option<Address>,
    /// Reply-To.
    pub reply_to: Vec<Address>,
    /// To; at most 1,000 addresses, as in every field.
    pub to: Vec<Address>,
    /// Cc.
    pub cc: Vec<Address>,
    /// Date, as the sender claims it.
    pub date: Option<DateTime<Utc>>,
    /// The time in the topmost Received field: set by the last server.
    pub received: Option<DateTime<Utc>>,
    /// Subject.
    pub subject: String,
    /// The text shown: the plain parts, else HTML as text with its links as notes. At most
    /// 1 MiB: a part that is longer is among the attachments too.
    pub text: String,
    /// What the HTML body holds, if there is one.
    pub html: Option<HtmlSummary>,
    /// The parts that are not the text.
    pub attachments: Vec<AttachmentInfo>,
    /// Why no person wrote this, if so. Mail from our own addresses is found by [`crate::automated`].
    pub automated: Option<Automated>,
    /// What bounced, if this is a bounce.
    pub bounce: Option<Bounce>,
    /// The language of the text.
    pub language: Option<Lang>,
    /// Every field of the header in order, decoded.
    pub headers: Vec<(String, String)>,
    /// Return-Path: Some("") is the empty path `<>` of a bounce (RFC 5321, 4.5.5).
    pub return_path: Option<String>,
}

words! {
    /// Why a message can't be read.
    UnreadableReason {
        /// There are no bytes, or blanks alone.
        Empty = "empty",
        /// There is no header field that mail has.
        NoHeader = "no-header",
        /// Parts nest deeper than 50.
        TooDeep = "too-deep",
        /// More than 1,000 parts.
        TooManyParts = "too-many-parts",
        /// A header of more than 1 MiB, or of more than 10,000 fields.
        HeaderTooLarge = "header-too-large",
        /// The parser gave up.
        ParserFailed = "parser-failed",
    }
}

/// A message that can't be read. Its raw bytes are all there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the message can't be read: {reason}")]
pub struct Unreadable {
    /// Why.
    pub reason: UnreadableReason,
}

impl From<UnreadableReason> for Unreadable {
    fn from(reason: UnreadableReason) -> Self {
        Self { reason }
    }
}

impl From<Refusal> for UnreadableReason {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TooDeep => Self::TooDeep,
            Refusal::TooManyParts => Self::TooManyParts,
            Refusal::HeaderTooLarge => Self::HeaderTooLarge,
        }
    }
}

/// Fields of which mail has at least one.
const MAIL_FIELDS: &[&str] = &[
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "received",
    "return-path",
    "sender",
    "reply-to",
    "delivered-to",
    "mime-version",
    "content-type",
    "in-reply-to",
    "references",
    "resent-from",
    "x-original-to",
];

/// Reads a message. Uses little stack whatever the bytes, and needs no guard around it:
/// a panic inside a library is caught.
///
/// # Errors
/// [`Unreadable`] with its reason; the raw bytes then are all there is to show.
pub fn parse(raw: &[u8]) -> Result<Parsed, Unreadable> {
    std::panic::catch_unwind(|| read(raw)).unwrap_or(Err(UnreadableReason::ParserFailed.into()))
}

fn read(raw: &[u8]) -> Result<Parsed, Unreadable> {
    if raw.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(UnreadableReason::Empty.into());
    }
    let raw = crate::msg::as_mime(raw)?;
    let message = mime::structure(&raw).map_err(UnreadableReason::from)?;
    let hint = message.hint;
    let fields = message.fields(0);
    if !fields
        .iter()
        .any(|f| MAIL_FIELDS.iter().any(|name| f.is(name)))
    {
        return Err(UnreadableReason::NoHeader.into());
    }
    let header = Header { fields, hint };
    let body = body(&message);
    let mut parsed = header.parsed();
    parsed.language = language(&format!(
        "{}\n{}",
        parsed.subject,
        crate::quote::own_words(&body.text)
    ));
    parsed.attachments = attachment::list(&message, &body.shown);
    parsed.text = body.text;
    parsed.html = body.html;
    parsed.bounce = bounce::find(&message, &parsed);
    parsed.automated = automated::by_headers(&parsed, &message.parts[0].content_type);
    Ok(parsed)
}

/// Of addresses and ids in a field no more are kept: each is looked up in the workspace.
const MANY: usize = 1000;
/// A subject or a name is no longer, in bytes: lists show a hundred of them at once.
const LONGEST_LINE: usize = 4096;

fn short(mut line: String) -> String {
    line.truncate(line.floor_char_boundary(LONGEST_LINE));
    line
}

struct Header<'a> {
    fields: Vec<Field<'a>>,
    hint: Option<&'static Encoding>,
}

impl Header<'_> {
    fn parsed(&self) -> Parsed {
        Parsed {
            message_id: self.ids("Message-ID").into_iter().next(),
            in_reply_to: self.ids("In-Reply-To"),
            references: self.ids("References"),
            from: self.addresses("From"),
            sender: self.addresses("Sender").into_iter().next(),
            reply_to: self.addresses("Reply-To"),
            to: self.addresses("To"),
            cc: self.addresses("Cc"),
            date: self.text("Date").as_deref().and_then(time),
            received: self.text("Received").as_deref().and_then(received_time),
            subject: short(self.text("Subject").unwrap_or_default()),
            headers: self
                .fields
                .iter()
                .map(|f| (f.name.to_owned(), self.value(f)))
                .collect(),
            return_path: self
                .text("Return-Path")
                .map(|path| path.trim_matches(['<', '>', ' ']).to_owned()),
            ..Parsed::default()
        }
    }

    fn value(&self, field: &Field<'_>) -> String {
        visible_line(&header::text(field.raw, self.hint))
    }

    fn text(&self, name: &str) -> Option<String> {
        self.fields
            .iter()
            .find(|f| f.is(name))
            .map(|f| self.value(f))
    }

    fn ids(&self, name: &str) -> Vec<String> {
        let mut ids = self.text(name).map(|text| ids(&text)).unwrap_or_default();
        ids.drain(..ids.len().saturating_sub(MANY));
        ids
    }

    fn addresses(&self, name: &str) -> Vec<Address> {
        let found = self.fields.iter().filter(|f| f.is(name));
        found
            .flat_map(|f| addresses(&header::rewritten_phrases(f.raw, self.hint)))
            .take(MANY)
            .collect()
    }
}

/// The ids in a field: what stands in angle brackets; without any, what looks like an id.
pub fn ids(text: &str) -> Vec<String> {
    let bracketed: Vec<&str> = text
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(id, _)| id)
        .collect();
    let found = match bracketed.is_empty() {
        true => text
            .split_whitespace()
            .filter(|word| word.contains('@'))
            .collect(),
        false => bracketed,
    };
    found
        .into_iter()
        .map(|id| id.split_whitespace().collect::<String>())
        .filter(|id| !id.is_empty())
        .collect()
}

/// Reads a field of addresses whose encoded words are gone. A field that holds no address
/// comes back as a name, so that nothing written there is lost.
fn addresses(field: &str) -> Vec<Address> {
    use mail_parser::{Addr, Address as Found, MessageParser};
    let one = |addr: &Addr<'_>| Address {
        name: addr
            .name
            .as_deref()
            .map(visible_line)
            .map(short)
            .filter(|name| !name.is_empty()),
        address: addr
            .address
            .as_deref()
            .map(visible_line)
            .map(short)
            .unwrap_or_default(),
    };
    let block = format!("From: {}\r\n\r\n", field.replace('\0', ""));
    let message = MessageParser::new()
        .with_address_headers()
        .parse_headers(block.as_bytes());
    let found: Vec<Address> = match message.as_ref().and_then(|m| m.from()) {
        Some(Found::List(list)) => list.iter().map(one).collect(),
        Some(Found::Group(groups)) => groups
            .iter()
            .flat_map(|g| g.addresses.iter())
            .map(one)
            .collect(),
        None => Vec::new(),
    };
    let found: Vec<Address> = found
        .into_iter()
        .map(repaired)
        .filter(|a| a.name.is_some() || !a.address.is_empty())
        .collect();
    let text = visible_line(field);
    match found.is_empty() && !text.is_empty() {
        true => vec![Address {
            name: Some(short(text)),
            address: String::new(),
        }],
        false => found,
    }
}

/// `Big Bug bb@bug.example` without brackets: the word with the @ is the address.
fn repaired(address: Address) -> Address {
    if let Some((name, last)) = address.address.rsplit_once(' ')
        && last.contains('@')
    {
        let name = address.name.unwrap_or_else(|| name.trim().to_owned());
        return Address {
            name: Some(name),
            address: last.to_owned(),
        };
    }
    match &address.name {
        Some(name) if address.address.is_empty() && name.contains('@') && !name.contains(' ') => {
            Address {
                name: None,
                address: name.clone(),
            }
        }
        _ => address,
    }
}

/// A date by RFC 5322, with its old forms. Years that no mail has are no date.
pub fn time(text: &str) -> Option<DateTime<Utc>> {
    let parsed = mail_parser::DateTime::parse_rfc822(text).filter(|d| d.is_valid())?;
    DateTime::from_timestamp(parsed.to_timestamp(), 0)
        .filter(|t| (1970..2200).contains(&chrono::Datelike::year(t)))
}

/// A Received field ends in its time, after the last semicolon.
fn received_time(field: &str) -> Option<DateTime<Utc>> {
    time(field.rsplit_once(';')?.1.trim())
}

/// The most of the text that is shown, and of HTML that is turned into text, in bytes of a
/// whole message: a text of so many pages is a file to be saved.
pub(crate) const MAX_TEXT: usize = 1 << 20;
pub(crate) const MAX_HTML: usize = 16 << 20;

struct Body {
    text: String,
    html: Option<HtmlSummary>,
    /// The parts that are shown whole, or stand beside what is shown.
    shown: Vec<usize>,
}

/// Gathers the text parts in order. Of alternatives the plain one is shown, unless it is empty.
fn body(message: &Structure<'_>) -> Body {
    let mut out = Body {
        text: String::new(),
        html: None,
        shown: Vec::new(),
    };
    let is_html = |index: usize| message.parts[index].content_type.word == "text/html";
    let candidates: Vec<usize> = (0..message.parts.len())
        .filter(|i| attachment::is_body_text(message, *i))
        .collect();
    let mut plain_in: Vec<usize> = Vec::new();
    for index in candidates.iter().copied().filter(|i| !is_html(*i)) {
        if !message.start(index, MAX_TEXT).0.trim_ascii().is_empty() {
            plain_in.extend(alternative(message, index));
        }
    }
    let (mut html_left, mut tags_left) = (MAX_HTML, html::MAX_TAGS);
    for index in candidates {
        let room = MAX_TEXT - out.text.len();
        if !is_html(index) {
            let (text, whole) = message.text(index, room);
            if append(&mut out.text, &unflowed(message, index, &visible(&text))) && whole {
                out.shown.push(index);
            }
            continue;
        }
        let (decoded, whole) = message.text(index, html_left);
        html_left -= decoded.len().min(html_left);
        let all = out.html.get_or_insert_default();
        let Some((text, summary, all_read)) = html::read(&decoded, &mut tags_left) else {
            continue;
        };
        all.add(summary);
        let beside = alternative(message, index).is_some_and(|a| plain_in.contains(&a));
        if beside || append(&mut out.text, &visible(&text)) && whole && all_read {
            out.shown.push(index);
        }
    }
    out
}

/// The nearest multipart/alternative around a part.
pub(crate) fn alternative(message: &Structure<'_>, index: usize) -> Option<usize> {
    let up = |index: &usize| message.parts[*index].parent;
    std::iter::successors(up(&index), up)
        .find(|i| message.parts[*i].content_type.word == "multipart/alternative")
}

/// Adds a part's text below what is there; says whether all of it had room.
fn append(text: &mut String, more: &str) -> bool {
    let more = more.trim_end().trim_start_matches('\n');
    if !text.is_empty() && !more.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(more);
    let whole = text.len() <= MAX_TEXT;
    text.truncate(text.floor_char_boundary(MAX_TEXT));
    whole
}

/// Joins the lines of format=flowed text (RFC 3676, 4.1): a line that ends in a blank goes on.
fn unflowed(message: &Structure<'_>, index: usize, text: &str) -> String {
    let kind = &message.parts[index].content_type;
    if !kind
        .parameter("format")
        .is_some_and(|f| f.eq_ignore_ascii_case("flowed"))
    {
        return text.to_owned();
    }
    let drop_blank = kind
        .parameter("delsp")
        .is_some_and(|d| d.eq_ignore_ascii_case("yes"));
    let depth = |line: &str| line.chars().take_while(|c| *c == '>').count();
    let mut out: Vec<String> = Vec::new();
    let mut flows = None;
    for line in text.lines() {
        let quotes = depth(line);
        let content = line[quotes..].strip_prefix(' ').unwrap_or(&line[quotes..]);
        let goes_on = content.ends_with(' ') && content != "-- ";
        let content = if goes_on && drop_blank {
            &content[..content.len() - 1]
        } else {
            content
        };
        match out.last_mut() {
            Some(last) if flows == Some(quotes) && content != "-- " => last.push_str(content),
            _ if quotes > 0 => out.push(format!("{} {content}", &line[..quotes])),
            _ => out.push(content.to_owned()),
        }
        flows = goes_on.then_some(quotes);
    }
    out.join("\n")
}
