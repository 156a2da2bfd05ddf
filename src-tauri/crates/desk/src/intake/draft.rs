//! A message as found, made ready before a transaction waits for it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::complaints::propose::Reading;
use domain::complaints::{Disposition, ReceivedSource};
use mail::sender::{Evidence, Verdict};
use mail::{Parsed, Unreadable};
use serde::{Deserialize, Serialize};
use store::Word;
use store::mail::MessageRow;
use store::workspace::DataKeyRow;
use uuid::Uuid;
use vault::DataKey;

use super::tokens::message_tokens;
use crate::door::{Ring, Sealer};
use crate::workspace::OWN_NAMES;
use crate::{Desk, Error, Result, fields};

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
    /// What there is to go by in judging its sender.
    #[serde(default)]
    pub evidence: Option<Evidence>,
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
}

/// A message as found in its place: parsed, and sealed, before any transaction waits for it.
pub struct Incoming {
    pub id: Uuid,
    pub size: u64,
    pub place: Place,
    /// `None` where it stays where it is.
    pub parsed: Option<std::result::Result<Parsed, Unreadable>>,
    /// Why it stays there.
    pub held: &'static str,
    /// The look-up key of its bytes; of its size, where they were not read.
    pub content_key: Vec<u8>,
    /// The look-up key of a place on disk with what was found there. The ledger knows the
    /// server's.
    pub source_key: Option<Vec<u8>>,
    pub message_id_key: Option<Vec<u8>>,
    /// Those of [`Incoming::references`] that we made ourselves.
    pub own: Vec<Vec<u8>>,
    /// The keys of the Message-IDs that it refers to, nearest first.
    pub references: Vec<Vec<u8>>,
    sender_key: Option<Vec<u8>>,
    text_key: Option<Vec<u8>>,
    pub head: Head,
    pub key_row: DataKeyRow,
    sealed_head: Vec<u8>,
    /// Its text as far as search looks.
    pub body: Option<Vec<u8>>,
    /// Its raw bytes.
    pub chunks: Vec<Vec<u8>>,
    pub tokens: Vec<i64>,
    /// What the rules find in what its sender wrote, without what they quote.
    pub reading: Reading,
}

/// Whose results and names count when a sender is weighed.
#[derive(Debug, Clone, Default)]
pub struct Trusted {
    /// The names by which the mailbox's own server signs its results.
    pub authserv_ids: Vec<String>,
    /// Our own addresses.
    pub own: Vec<String>,
}

/// Messages whose keys are wrapped under one agreed secret.
const UNDER_ONE_SECRET: u32 = 250;
/// Message-IDs that are looked at of those which a message refers to.
const REFERENCES: usize = 100;

/// Makes what comes in ready, on a thread where nobody waits.
pub struct Preparer {
    desk: Desk,
    sealer: Sealer,
    sealed: u32,
    authserv_ids: Vec<String>,
    own_domains: Vec<String>,
}

impl Preparer {
    /// One for messages whose senders are weighed by the names and addresses in `trusted`.
    pub fn new(desk: &Desk, trusted: &Trusted) -> Result<Self> {
        let domains = trusted.own.iter().filter_map(|own| own.rsplit_once('@'));
        Ok(Self {
            desk: desk.clone(),
            sealer: Sealer::to(desk.ring().complaints()?)?,
            sealed: 0,
            authserv_ids: trusted.authserv_ids.clone(),
            own_domains: domains.map(|(_, domain)| domain.to_owned()).collect(),
        })
    }

    fn head(&self, parsed: &Parsed) -> Head {
        let trust = mail::sender::Trust {
            authserv_ids: &self.authserv_ids,
            own_domains: &self.own_domains,
            own_names: &OWN_NAMES.map(str::to_owned),
            known_domains: &[],
        };
        Head {
            evidence: Some(mail::sender::evidence(parsed, &trust)),
            ..Head::of(parsed)
        }
    }

    /// A message with its bytes.
    pub fn message(&mut self, place: Place, raw: &[u8]) -> Result<Incoming> {
        let desk = self.desk.clone();
        let ring = desk.ring();
        let parsed = mail::parse(raw);
        let head = parsed.as_ref().map(|parsed| self.head(parsed));
        let head = head.unwrap_or_default();
        let mut mail = self.sealed(place, head, |id, key| {
            let chunks = ring.seal_blob(key, fields::MESSAGE_RAW, id, raw);
            let chunks = chunks.collect::<Result<_>>()?;
            let text = parsed.as_ref().ok().map(|p| searched(&p.text));
            let body = text.map(|text| ring.seal_text(key, fields::MESSAGE_BODY, id, text));
            Ok((chunks, body.transpose()?))
        })?;
        mail.size = raw.len() as u64;
        mail.content_key = ring.content_key(raw)?;
        mail.source_key = source_key(&ring, &mail.place, &mail.content_key)?;
        if let Ok(parsed) = &parsed {
            let id = parsed.message_id.as_ref();
            mail.message_id_key = id.map(|id| ring.message_id_key(id)).transpose()?;
            (mail.references, mail.own) = references(&ring, parsed)?;
            mail.sender_key = sender(parsed)
                .map(|address| ring.address_key(address))
                .transpose()?;
            mail.tokens = message_tokens(&desk, &mail.head, searched(&parsed.text))?;
            let words = mail::quote::own_words(&parsed.text);
            mail.text_key = ring.said_key(&words)?;
            mail.reading = desk.packs().rules.read(&parsed.subject, &words);
        }
        mail.parsed = Some(parsed);
        Ok(mail)
    }

    /// A message that stays where it is: `too-large`, or `not-given` by the server.
    pub fn held(&mut self, place: Place, size: u64, why: &'static str) -> Result<Incoming> {
        let mut mail = self.sealed(place, Head::default(), |_, _| Ok((Vec::new(), None)))?;
        mail.size = size;
        mail.content_key = size.to_be_bytes().to_vec();
        mail.source_key = source_key(&self.desk.ring(), &mail.place, &mail.content_key)?;
        mail.held = why;
        Ok(mail)
    }

    fn sealed(
        &mut self,
        place: Place,
        head: Head,
        rest: impl FnOnce(Uuid, &DataKey) -> Result<(Vec<Vec<u8>>, Option<Vec<u8>>)>,
    ) -> Result<Incoming> {
        let ring = self.desk.ring();
        if self.sealed == UNDER_ONE_SECRET {
            self.sealer = Sealer::to(ring.complaints()?)?;
            self.sealed = 0;
        }
        self.sealed += 1;
        let id = self.desk.id();
        let (key, key_row) = self.sealer.key(id)?;
        let head = Head {
            source: place.shown(),
            ..head
        };
        let sealed_head = ring.seal_json(&key, fields::MESSAGE_HEAD, id, &head)?;
        let (chunks, body) = rest(id, &key)?;
        Ok(Incoming {
            id,
            size: 0,
            place,
            parsed: None,
            held: "",
            content_key: Vec::new(),
            source_key: None,
            message_id_key: None,
            references: Vec::new(),
            own: Vec::new(),
            sender_key: None,
            text_key: None,
            head,
            key_row,
            sealed_head,
            body,
            chunks,
            tokens: Vec::new(),
            reading: Reading::default(),
        })
    }
}

impl Incoming {
    /// What was read of it, where it could be.
    pub fn read(&self) -> Option<&Parsed> {
        self.parsed.as_ref()?.as_ref().ok()
    }

    /// Whether the domain that it says it is from does not stand for it.
    pub fn sender_failed(&self) -> bool {
        self.head
            .evidence
            .as_ref()
            .is_some_and(|evidence| evidence.verdict == Verdict::Failed)
    }

    /// Its row as far as the message alone tells.
    pub fn row(&self, now: DateTime<Utc>, history: bool) -> Result<MessageRow> {
        let parsed = self.read();
        let (received_at, received_source) = received(parsed, &self.place, now);
        Ok(MessageRow {
            id: self.id,
            case_id: None,
            disposition: Word(Disposition::Opened),
            reason: None,
            outgoing: false,
            history,
            source_key: self.source_key.clone(),
            content_key: self.parsed.is_some().then(|| self.content_key.clone()),
            message_id_key: self.message_id_key.clone(),
            sender_key: self.sender_key.clone(),
            text_key: self.text_key.clone(),
            duplicate_of: None,
            answers: None,
            suggested_case: None,
            received_at,
            received_source: Word(received_source),
            arrived_at: now,
            size: i64::try_from(self.size).map_err(Error::internal)?,
            attachments: parsed.map_or(0, |p| {
                i32::try_from(p.attachments.len()).unwrap_or(i32::MAX)
            }),
            language: parsed.and_then(|p| p.language).map(|l| l.to_string()),
            sealed: self.sealed_head.clone(),
            body: None,
            erased_at: None,
        })
    }
}

/// What of a text is kept for search: its first MiB. The raw message has the rest.
fn searched(text: &str) -> &str {
    &text[..text.floor_char_boundary(1 << 20)]
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
            evidence: None,
        }
    }
}

fn source_key(ring: &Ring, place: &Place, content: &[u8]) -> Result<Option<Vec<u8>>> {
    match place {
        Place::File { path, offset, .. } => ring.source_key(path, *offset, content).map(Some),
        Place::Server { .. } => Ok(None),
    }
}

/// Look-up keys.
type Keys = Vec<Vec<u8>>;

/// The keys of the Message-IDs that a message refers to, nearest first; of a report, also of what
/// it is about. And of these, those that are ours.
fn references(ring: &Ring, parsed: &Parsed) -> Result<(Keys, Keys)> {
    let reported = parsed
        .bounce
        .iter()
        .filter_map(|b| b.original_message_id.as_ref());
    let nearest_first = parsed
        .in_reply_to
        .iter()
        .chain(parsed.references.iter().rev());
    let (mut keys, mut own) = (Vec::new(), Vec::new());
    for id in nearest_first.chain(reported).take(REFERENCES) {
        let key = ring.message_id_key(id)?;
        if ring.is_own_message_id(id)? {
            own.push(key.clone());
        }
        keys.push(key);
    }
    Ok((keys, own))
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
