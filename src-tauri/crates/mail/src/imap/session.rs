//! A session: folders are examined, messages listed and fetched, news waited for.

use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use async_imap::imap_proto::{
    AttributeValue, MailboxDatum, NameAttribute, RequestId, Response, ResponseCode, Status,
    StatusAttribute,
};
use chrono::{DateTime, Utc};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::{Instant, timeout_at};

use super::connect::Stream;
use super::name;
use crate::server::{Failure, HUNG_UP, Step, Why, within};

/// How long the end of IDLE is waited for.
const DONE: Duration = Duration::from_secs(10);

/// Bytes of an answer that is passed over.
const LONGEST_ANSWER: usize = 64 << 10;

/// An open session.
#[derive(Debug)]
pub struct Session {
    pub(super) inner: async_imap::Session<Stream>,
    /// Whether the server tells news by itself (RFC 2177).
    pub can_idle: bool,
    /// Messages in the open folder, as the server last said.
    pub exists: u32,
    silence: Duration,
}

/// A folder as EXAMINE shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Folder {
    pub uid_validity: u32,
    /// The UID that the next message gets, where the server says so.
    pub uid_next: Option<u32>,
}

/// A message as listed, before it is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    pub uid: u32,
    /// RFC822.SIZE, in bytes; 0 where the server did not say.
    pub size: u32,
    /// INTERNALDATE: when the server received it.
    pub internal_date: Option<DateTime<Utc>>,
}

impl Session {
    pub(super) fn new(inner: async_imap::Session<Stream>, silence: Duration) -> Self {
        Self {
            inner,
            can_idle: false,
            exists: 0,
            silence,
        }
    }

    /// Sends a command, gives every response before its end to `each`, and holds the server to
    /// saying OK in the end.
    ///
    /// # Errors
    /// [`Why::Refused`] for NO and BAD, [`Why::Closed`] where the stream ends first,
    /// [`Why::Timeout`] where the server falls silent. After anything but `Refused` the session
    /// is of no more use.
    pub(super) async fn command(
        &mut self,
        step: Step,
        command: &str,
        each: impl FnMut(&Response<'_>) + Send,
    ) -> Result<(), Failure> {
        let sent = self.inner.run_command(command).await;
        let id = sent.map_err(|e| Failure::imap(step, &e))?;
        self.until_done(step, &id, each).await
    }

    /// Reads on to the end of a command that was sent.
    pub(super) async fn until_done(
        &mut self,
        step: Step,
        id: &RequestId,
        mut each: impl FnMut(&Response<'_>) + Send,
    ) -> Result<(), Failure> {
        loop {
            let response = read(step, self.inner.read_response()).await?;
            self.count(response.parsed());
            match response.parsed() {
                Response::Done {
                    tag,
                    status,
                    outcome,
                } if tag == id => {
                    let said = outcome.information.as_deref().unwrap_or_default();
                    return match status {
                        Status::Ok => {
                            each(response.parsed());
                            Ok(())
                        }
                        _ => Err(Failure::new(step, Why::Refused, said)),
                    };
                }
                Response::Data {
                    status: Status::Bye,
                    outcome,
                } => {
                    let said = outcome.information.as_deref().unwrap_or_default();
                    return Err(Failure::new(step, Why::Closed, said));
                }
                other => each(other),
            }
        }
    }

    /// Sends a command whose answer does not matter, not even whether it is OK.
    ///
    /// imap-proto can't read the answer to ID where it comes in two pieces: it is passed over
    /// here, line by line.
    ///
    /// # Errors
    /// [`Why::Closed`], [`Why::Timeout`]; [`Why::Protocol`] where the answer has no end.
    pub(super) async fn tell(&mut self, step: Step, command: &str) -> Result<(), Failure> {
        const TAG: &str = "T0 ";
        let wire = self.inner.get_mut();
        let told = async {
            wire.write_all(format!("{TAG}{command}\r\n").as_bytes())
                .await?;
            wire.flush().await?;
            let mut line = Vec::new();
            // Byte by byte: what comes behind the answer is not ours to read.
            for _ in 0..LONGEST_ANSWER {
                line.push(wire.read_u8().await?);
                if line.ends_with(b"\n") {
                    if line.starts_with(TAG.as_bytes()) {
                        return Ok(());
                    }
                    line.clear();
                }
            }
            Err(std::io::ErrorKind::InvalidData.into())
        };
        told.await
            .map_err(|e: std::io::Error| Failure::io(step, &e))
    }

    /// The server tells in any answer how many messages there are by now (RFC 3501, 7.3.1).
    pub(super) fn count(&mut self, response: &Response<'_>) {
        match response {
            Response::MailboxData(MailboxDatum::Exists(n)) => self.exists = *n,
            Response::Expunge(_) => self.exists = self.exists.saturating_sub(1),
            _ => {}
        }
    }

    /// The folders that can be opened, by name.
    ///
    /// # Errors
    /// As [`Session::command`].
    pub async fn folders(&mut self) -> Result<Vec<String>, Failure> {
        let mut found = BTreeSet::new();
        self.command(Step::Folder, "LIST \"\" \"*\"", |response| {
            if let Response::MailboxData(MailboxDatum::List(list)) = response
                && !list.name_attributes.contains(&NameAttribute::NoSelect)
            {
                found.insert(name::decode(&list.name));
            }
        })
        .await?;
        Ok(found.into_iter().collect())
    }

    /// Opens a folder for reading alone: nothing that is fetched counts as seen.
    ///
    /// # Errors
    /// [`Why::Refused`] where there is no such folder; [`Why::Protocol`] where the server keeps
    /// no UIDs, or does not say how many messages there are.
    pub async fn examine(&mut self, folder: &str) -> Result<Folder, Failure> {
        let lacks = |what| Failure::new(Step::Folder, Why::Protocol, what);
        let mut validity = None;
        let mut uid_next = None;
        let mut counted = false;
        let command = format!("EXAMINE {}", quoted(&name::encode(folder)));
        self.command(Step::Folder, &command, |response| match response {
            Response::MailboxData(MailboxDatum::Exists(_)) => counted = true,
            Response::Data { outcome, .. } | Response::Done { outcome, .. } => match outcome.code {
                Some(ResponseCode::UidValidity(n)) => validity = Some(n),
                Some(ResponseCode::UidNext(n)) => uid_next = Some(n),
                _ => {}
            },
            _ => {}
        })
        .await?;
        // What is known otherwise is how many the folder before had.
        if !counted {
            return Err(lacks("no EXISTS"));
        }
        if uid_next.is_none() {
            uid_next = self.status_uid_next(folder).await?;
        }
        Ok(Folder {
            uid_validity: validity.ok_or_else(|| lacks("no UIDVALIDITY"))?,
            uid_next,
        })
    }

    /// Some servers keep UIDNEXT for STATUS, and mail.163.com tells it nowhere.
    async fn status_uid_next(&mut self, folder: &str) -> Result<Option<u32>, Failure> {
        let mut uid_next = None;
        let command = format!("STATUS {} (UIDNEXT)", quoted(&name::encode(folder)));
        let asked = self.command(Step::Folder, &command, |response| {
            if let Response::MailboxData(MailboxDatum::Status { status, .. }) = response {
                for one in status {
                    if let StatusAttribute::UidNext(n) = one {
                        uid_next = Some(*n);
                    }
                }
            }
        });
        match asked.await {
            // Not every server answers STATUS for the folder that is open (RFC 3501, 6.3.10).
            Err(failure) if failure.why != Why::Refused => Err(failure),
            _ => Ok(uid_next),
        }
    }

    /// The UIDs in the open folder from `first` on, in order. A server answers `n:*` with its
    /// last message even where that lies below `n`; that one is left out.
    ///
    /// # Errors
    /// As [`Session::command`].
    pub async fn uids(&mut self, first: u32) -> Result<BTreeSet<u32>, Failure> {
        let mut found = BTreeSet::new();
        if self.exists == 0 {
            // An empty folder has no `*`; some servers say so with BAD.
            return Ok(found);
        }
        let command = match first {
            0 | 1 => "UID SEARCH ALL".to_owned(),
            first => format!("UID SEARCH UID {first}:*"),
        };
        self.command(Step::Fetch, &command, |response| {
            if let Response::MailboxData(MailboxDatum::Search(uids)) = response {
                found.extend(uids.iter().filter(|uid| **uid >= first));
            }
        })
        .await?;
        Ok(found)
    }

    /// Sizes and times of messages, before any is fetched. ENVELOPE and BODYSTRUCTURE are left
    /// alone: servers get them wrong. A message that is gone is missing in the answer.
    ///
    /// # Errors
    /// As [`Session::command`].
    pub async fn sizes(&mut self, uids: &[u32]) -> Result<Vec<Listed>, Failure> {
        let mut found: BTreeMap<u32, Listed> = BTreeMap::new();
        let command = format!("UID FETCH {} (UID RFC822.SIZE INTERNALDATE)", set(uids));
        self.command(Step::Fetch, &command, |response| {
            if let Response::Fetch(_, attributes) = response
                && let Some(listed) = listed(attributes)
                && uids.binary_search(&listed.uid).is_ok()
            {
                // A server tells of flags too, in a response of its own (RFC 3501, 7.4.2).
                let known = found.entry(listed.uid).or_insert(listed);
                known.size = known.size.max(listed.size);
                known.internal_date = known.internal_date.or(listed.internal_date);
            }
        })
        .await?;
        Ok(found.into_values().collect())
    }

    /// Fetches messages whole, without marking them as seen. Gives UID and bytes of those that
    /// are still there; the caller asks for few enough to hold.
    ///
    /// # Errors
    /// As [`Session::command`].
    pub async fn fetch(&mut self, uids: &[u32]) -> Result<Vec<(u32, Vec<u8>)>, Failure> {
        let mut found = Vec::with_capacity(uids.len());
        let command = format!("UID FETCH {} (UID BODY.PEEK[])", set(uids));
        self.command(Step::Fetch, &command, |response| {
            if let Response::Fetch(_, attributes) = response
                && let Some((uid, body)) = body(attributes)
                && uids.binary_search(&uid).is_ok()
            {
                found.push((uid, body.to_vec()));
            }
        })
        .await?;
        Ok(found)
    }

    /// Waits for news in the open folder, at most `limit`. Gives whether there was any.
    ///
    /// # Errors
    /// As [`Session::command`]; [`Why::Timeout`] where IDLE's end is not answered.
    pub async fn idle(&mut self, limit: Duration) -> Result<bool, Failure> {
        let step = Step::Fetch;
        let until = Instant::now() + limit;
        let sent = self.inner.run_command("IDLE").await;
        let id = sent.map_err(|e| Failure::imap(step, &e))?;
        let before = self.exists;
        // Silence is what is waited in here.
        self.inner.get_mut().as_mut().set_read_timeout_pinned(None);
        // A limit of our own: async-imap's begins anew with every 'still here' of the server.
        while self.exists == before {
            let Ok(response) = timeout_at(until, read(step, self.inner.read_response())).await
            else {
                break;
            };
            let response = response?;
            self.count(response.parsed());
            match response.parsed() {
                // It says that it can, and does not listen: asked again at once, for ever.
                Response::Done { tag, .. } if *tag == id => {
                    self.can_idle = false;
                    return Ok(false);
                }
                Response::Data {
                    status: Status::Bye,
                    ..
                } => return Err(Failure::new(step, Why::Closed, HUNG_UP)),
                _ => {}
            }
        }
        self.inner
            .get_mut()
            .as_mut()
            .set_read_timeout_pinned(Some(self.silence));
        within(step, DONE, async {
            let sent = self.inner.run_command_untagged("DONE").await;
            sent.map_err(|e| Failure::imap(step, &e))?;
            loop {
                let response = read(step, self.inner.read_response()).await?;
                if let Response::Done { tag, .. } = response.parsed()
                    && *tag == id
                {
                    return Ok(());
                }
            }
        })
        .await?;
        Ok(self.exists != before)
    }

    /// Says goodbye; what the server answers no longer matters.
    pub async fn logout(mut self) {
        let _ = tokio::time::timeout(DONE, self.inner.logout()).await;
    }
}

/// The next response, where the stream does not end before it.
///
/// imap-proto falls over some that it can't read (`INTERNALDATE NIL`); one bad answer must end
/// no more than its connection.
pub(super) async fn read<T>(
    step: Step,
    reading: impl Future<Output = std::io::Result<Option<T>>>,
) -> Result<T, Failure> {
    let mut reading = pin!(reading);
    let read = poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| reading.as_mut().poll(context)));
        polled.unwrap_or_else(|_| Poll::Ready(Err(std::io::ErrorKind::InvalidData.into())))
    });
    read.await
        .map_err(|e| Failure::io(step, &e))?
        .ok_or_else(|| Failure::new(step, Why::Closed, HUNG_UP))
}

fn listed(attributes: &[AttributeValue<'_>]) -> Option<Listed> {
    let mut uid = None;
    let mut size = 0;
    let mut internal_date = None;
    for attribute in attributes {
        match attribute {
            AttributeValue::Uid(n) => uid = Some(*n),
            AttributeValue::Rfc822Size(n) => size = *n,
            AttributeValue::InternalDate(text) => {
                internal_date = DateTime::parse_from_str(text.trim(), "%d-%b-%Y %H:%M:%S %z")
                    .ok()
                    .map(|at| at.to_utc());
            }
            _ => {}
        }
    }
    Some(Listed {
        uid: uid?,
        size,
        internal_date,
    })
}

fn body<'a>(attributes: &'a [AttributeValue<'_>]) -> Option<(u32, &'a [u8])> {
    let mut uid = None;
    let mut bytes = None;
    for attribute in attributes {
        match attribute {
            AttributeValue::Uid(n) => uid = Some(*n),
            AttributeValue::BodySection {
                section: None,
                data: Some(data),
                ..
            } => bytes = Some(data.as_ref()),
            _ => {}
        }
    }
    Some((uid?, bytes?))
}

/// A set of UIDs in order as IMAP writes it: `1:3,7`.
fn set(uids: &[u32]) -> String {
    let runs = uids.chunk_by(|a, b| a + 1 == *b);
    let runs: Vec<String> = runs
        .map(|run| match run {
            [one] => one.to_string(),
            [first, .., last] => format!("{first}:{last}"),
            [] => String::new(),
        })
        .collect();
    runs.join(",")
}

/// A string as IMAP quotes it. What can't be quoted can't be a folder's name either.
pub(super) fn quoted(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, '\r' | '\n' | '\0'))
        .collect();
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
