//! A message as read, and its row while it is decided what it is.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::complaints::{Disposition, ReceivedSource};
use domain::search::{Doc, index_terms};
use mail::{Parsed, Unreadable};
use serde::{Deserialize, Serialize};
use store::Word;
use store::mail::MessageRow;
use store::workspace::DataKeyRow;
use uuid::Uuid;
use vault::DataKey;

use crate::door::Sealer;
use crate::{Desk, Error, Result};

/// What a list shows of a message; sealed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Head {
    pub from_name: String,
    pub from_address: String,
    pub to: Vec<String>,
    pub cc: Vec<String>,
    pub subject: String,
    /// Where it came from: path, and offset in an mbox; or mailbox, folder and UID.
    pub source: String,
}

/// Where a message was found.
#[derive(Debug, Clone)]
pub enum Place {
    /// A file; in an mbox, so many bytes into it.
    File {
        path: String,
        offset: u64,
        mbox_date: Option<DateTime<Utc>>,
    },
    /// A mailbox's folder on a server.
    Server {
        folder: Uuid,
        epoch: i32,
        uid: u32,
        /// As the server listed it.
        size: u32,
        internal_date: Option<DateTime<Utc>>,
        /// Mailbox and folder, as people call them.
        called: Arc<str>,
    },
}

impl Place {
    fn shown(&self) -> String {
        match self {
            Self::File {
                path, offset: 0, ..
            } => path.clone(),
            Self::File { path, offset, .. } => format!("{path}:{offset}"),
            Self::Server { called, uid, .. } => format!("{called}:{uid}"),
        }
    }

    /// The look-up key of a place on disk with what was found there. The ledger knows the
    /// server's.
    pub fn key(&self, desk: &Desk, content: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::File { path, offset, .. } => Some(desk.ring().source_key(path, *offset, content)),
            Self::Server { .. } => None,
        }
    }
}

/// A message as read from its place, parsed.
pub struct Incoming {
    pub raw: Vec<u8>,
    pub size: u64,
    pub place: Place,
    /// `None` where it stays where it is.
    pub parsed: Option<std::result::Result<Parsed, Unreadable>>,
    /// Why it stays there.
    pub held: &'static str,
}

impl Incoming {
    /// Parses what was found.
    pub fn read(place: Place, raw: Vec<u8>) -> Self {
        Self {
            size: raw.len() as u64,
            parsed: Some(mail::parse(&raw)),
            held: "",
            place,
            raw,
        }
    }

    /// A message that stays where it is: `too-large`, or `not-given` by the server.
    pub fn held(place: Place, size: u64, why: &'static str) -> Self {
        Self {
            raw: Vec::new(),
            size,
            place,
            parsed: None,
            held: why,
        }
    }
}

/// The search tokens of a message.
pub fn message_tokens(desk: &Desk, head: &Head, text: &str) -> Vec<i64> {
    let doc = Doc {
        subject: &head.subject,
        names: &[&head.from_name],
        addresses: &[&head.from_address],
        body: text,
    };
    tokens(desk, &doc)
}

/// The keyed tokens of a document.
pub fn tokens(desk: &Desk, doc: &Doc<'_>) -> Vec<i64> {
    let search = &desk.ring().complaints.search;
    index_terms(doc)
        .iter()
        .map(|term| search.token(term.field.number(), &term.text))
        .collect()
}

/// A message's row while it is decided what it is.
pub struct Draft {
    pub row: MessageRow,
    pub head: Head,
    pub key: DataKey,
    pub key_row: DataKeyRow,
    pub references: Vec<Vec<u8>>,
}

impl Draft {
    /// The row as far as the message alone tells, with a key of its own.
    pub fn new(
        desk: &Desk,
        sealer: &Sealer,
        mail: &Incoming,
        content: Vec<u8>,
        now: DateTime<Utc>,
        history: bool,
    ) -> Result<Self> {
        let id = desk.id();
        let (key, key_row) = sealer.key(id)?;
        let parsed = mail.parsed.as_ref().and_then(|p| p.as_ref().ok());
        let (received_at, received_source) = received(parsed, &mail.place, now);
        let head = parsed.map_or_else(Head::default, Head::of);
        let row = MessageRow {
            id,
            case_id: None,
            disposition: Word(Disposition::Opened),
            reason: None,
            outgoing: false,
            history,
            source_key: mail.place.key(desk, &content),
            content_key: Some(content),
            message_id_key: parsed
                .and_then(|p| p.message_id.as_deref())
                .map(|message_id| desk.ring().message_id_key(message_id)),
            sender_key: parsed
                .and_then(|p| sender(p))
                .map(|address| desk.ring().address_key(address)),
            duplicate_of: None,
            answers: None,
            suggested_case: None,
            received_at,
            received_source: Word(received_source),
            arrived_at: now,
            size: i64::try_from(mail.size).map_err(Error::internal)?,
            attachments: parsed.map_or(0, |p| {
                i32::try_from(p.attachments.len()).unwrap_or(i32::MAX)
            }),
            language: parsed.and_then(|p| p.language).map(|l| l.to_string()),
            sealed: Vec::new(),
            body: None,
        };
        let head = Head {
            source: mail.place.shown(),
            ..head
        };
        Ok(Self {
            row,
            head,
            key,
            key_row,
            references: Vec::new(),
        })
    }
}

impl Head {
    /// What a list shows of a parsed message.
    pub fn of(parsed: &Parsed) -> Self {
        let from = parsed.from.first().or(parsed.sender.as_ref());
        Self {
            from_name: from.and_then(|a| a.name.clone()).unwrap_or_default(),
            from_address: from.map(|a| a.address.clone()).unwrap_or_default(),
            to: parsed.to.iter().map(super::address_line).collect(),
            cc: parsed.cc.iter().map(super::address_line).collect(),
            subject: parsed.subject.clone(),
            source: String::new(),
        }
    }
}

/// The one address that a message says it is from.
fn sender(parsed: &Parsed) -> Option<&str> {
    match parsed.from.as_slice() {
        [one] if !one.address.is_empty() => Some(&one.address),
        _ => None,
    }
}

/// When a message was received, by what is trusted most. A time in the future is not believed.
fn received(
    parsed: Option<&Parsed>,
    place: &Place,
    now: DateTime<Utc>,
) -> (DateTime<Utc>, ReceivedSource) {
    let (internal_date, mbox) = match place {
        Place::Server { internal_date, .. } => (*internal_date, None),
        Place::File { mbox_date, .. } => (None, *mbox_date),
    };
    let candidates = [
        (internal_date, ReceivedSource::Internaldate),
        (parsed.and_then(|p| p.received), ReceivedSource::Received),
        (mbox, ReceivedSource::Mbox),
        (parsed.and_then(|p| p.date), ReceivedSource::Date),
    ];
    candidates
        .into_iter()
        .filter_map(|(at, source)| Some((at?, source)))
        .find(|(at, _)| *at <= now && at.timestamp() > 0)
        .unwrap_or((now, ReceivedSource::Arrival))
}
