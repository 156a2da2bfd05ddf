//! Messages of a folder are fetched and taken in. One that the server can't give, or that breaks
//! the connection again and again, ends as held: it never blocks what lies behind it.

use std::collections::BTreeMap;
use std::sync::Arc;

use mail::imap::{Listed, Session};
use mail::server::Why;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::JoinHandle;

use super::SyncState;
use super::folder::{At, Pass, Result};
use super::sync::{Halt, is_refusal};
use crate::Error;
use crate::intake::{BATCH, BATCH_BYTES, BETWEEN, Batches, Incoming, Place, Preparer, Trusted};

/// Messages whose sizes are asked for at once.
const CHUNK: usize = 500;
/// The largest message that is fetched, as for files.
const LARGEST: u64 = mail::source::SIZE_LIMIT;
/// A message at which looks failed so often is left on the server.
const TOO_OFTEN: i32 = 6;
/// One that can't even be listed is no longer asked about.
const UNLISTED: i32 = 2 * TOO_OFTEN;
/// How many of those the server is asked for once more in a look: each may take its time.
const AGAIN: usize = 10;
/// What a failure weighs that is the message's, more likely than the connection's.
const HEAVY: i32 = 3;
/// Words by which a server says no to everything for a while (RFC 5530, 3; RFC 9051, 7.1; Gmail).
const PASSING: [&str; 4] = ["UNAVAILABLE", "INUSE", "LIMIT", "OVERQUOTA"];

impl At<'_> {
    fn trouble(&self, uid: u32) -> i32 {
        self.troubles.get(&uid).copied().unwrap_or(0)
    }
}

/// Messages on their way from the server into the workspace, in order.
enum Found {
    /// Being made ready; with the room that they take.
    Mail(
        JoinHandle<crate::Result<Vec<Incoming>>>,
        Option<OwnedSemaphorePermit>,
    ),
    /// Everything before this UID has been given.
    ReadTo(u32),
}

impl Pass<'_> {
    /// Takes these messages in, in order: sizes first, then bodies, a transaction for each batch.
    /// While messages are written, the next are made ready, and the ones after them fetched.
    pub async fn take_in(&mut self, at: &At<'_>, uids: Vec<u32>) -> Result<()> {
        if uids.is_empty() {
            return Ok(());
        }
        let (desk, line) = (self.desk, self.line);
        let before = self.report.mail;
        let total = before.seen + u32::try_from(uids.len()).unwrap_or(u32::MAX);
        let mut batches = Batches::new(desk, false);
        let (sender, receiver) = mpsc::channel(1);
        // Takes the receiver along: when it ends, nothing more is fetched.
        let writing = async {
            let mut receiver = receiver;
            while let Some(found) = receiver.recv().await {
                write(at, &mut batches, found).await?;
                if receiver.is_empty() {
                    // Nothing else waits to be written with it.
                    batches.write(None).await?;
                }
                let state = SyncState::Syncing {
                    seen: before.seen + batches.report.seen,
                    total,
                    rate: batches.report.rate,
                };
                desk.inner.syncs.set(line, state);
            }
            Ok(())
        };
        let (fetched, written) = tokio::join!(self.take_chunks(at, &uids, sender), writing);
        // Also where it ended early: that much is in.
        self.report.mail = before.plus(&batches.report);
        written.and(fetched)
    }

    /// Gives messages to `to`; ends when nobody takes them any more.
    async fn take_chunks(
        &mut self,
        at: &At<'_>,
        uids: &[u32],
        to: mpsc::Sender<Found>,
    ) -> Result<()> {
        let trusted = Arc::new(self.trusted().await?);
        let room = Arc::new(Semaphore::new(BETWEEN));
        let settled = {
            let ends = uids.first().zip(uids.last());
            let (first, last) = ends.map_or((0, 0), |(a, b)| (i64::from(*a), i64::from(*b)));
            let mut tx = self.desk.read().await?;
            store::mailbox::settled(&mut tx, at.row.id, at.row.epoch, first, last).await?
        };
        for chunk in uids.chunks(CHUNK) {
            let todo: Vec<u32> = chunk
                .iter()
                .copied()
                .filter(|uid| !settled.contains(uid))
                .collect();
            let listed = match todo.as_slice() {
                [] => Vec::new(),
                todo => self.sizes(at, todo).await?,
            };
            self.vanish(at, lacking(&todo, &listed)).await?;
            for group in groups(at, &listed) {
                let room = room.clone().acquire_many_owned(room_for(group));
                let room = room.await.map_err(Error::internal)?;
                let mail = self.group(at, group, &trusted).await?;
                if to.send(Found::Mail(mail, Some(room))).await.is_err() {
                    return Ok(());
                }
            }
            let next = chunk.last().map_or(0, |last| last.saturating_add(1));
            if to.send(Found::ReadTo(next)).await.is_err() {
                return Ok(());
            }
        }
        Ok(())
    }

    /// A group of messages, being made ready off the thread that others wait on.
    async fn group(
        &mut self,
        at: &At<'_>,
        group: &[Listed],
        trusted: &Arc<Trusted>,
    ) -> Result<JoinHandle<crate::Result<Vec<Incoming>>>> {
        let why = match group {
            [one] if u64::from(one.size) > LARGEST => Some("too-large"),
            [one] if at.trouble(one.uid) >= TOO_OFTEN => Some("not-given"),
            _ => None,
        };
        // What stays on the server has a size and no bytes.
        let found: Vec<(Place, u64, Option<Vec<u8>>)> = match why {
            Some(_) => group
                .iter()
                .map(|one| (at.place(one), one.size.into(), None))
                .collect(),
            None => self.fetch(at, group).await?,
        };
        Ok(self.prepare(found, why, trusted))
    }

    /// Makes messages ready, off the thread that others wait on. What has no bytes, or too many,
    /// stays on the server.
    fn prepare(
        &self,
        found: Vec<(Place, u64, Option<Vec<u8>>)>,
        why: Option<&'static str>,
        trusted: &Arc<Trusted>,
    ) -> JoinHandle<crate::Result<Vec<Incoming>>> {
        let (desk, trusted) = (self.desk.clone(), Arc::clone(trusted));
        tokio::task::spawn_blocking(move || {
            let mut preparer = Preparer::new(&desk, &trusted)?;
            let ready = found.into_iter().map(|(place, size, raw)| match raw {
                Some(raw) if size <= LARGEST => preparer.message(place, &raw),
                _ => preparer.held(place, size, why.unwrap_or("too-large")),
            });
            ready.collect()
        })
    }

    /// Whose results and names count here.
    async fn trusted(&self) -> Result<Trusted> {
        let mut tx = self.desk.read().await?;
        let ids = self.mailbox.kept.authserv_ids.iter();
        Ok(Trusted {
            // A dash stands for a server that writes none (Exchange Online).
            authserv_ids: ids
                .map(|id| if id == "-" { String::new() } else { id.clone() })
                .collect(),
            own: self.desk.own_addresses(&mut tx).await?,
        })
    }

    /// Sizes and times of messages, in order; those that are gone are missing. What made trouble
    /// before is asked for alone.
    pub async fn sizes(&mut self, at: &At<'_>, uids: &[u32]) -> Result<Vec<Listed>> {
        let (alone, together): (Vec<u32>, Vec<u32>) =
            uids.iter().partition(|uid| at.troubles.contains_key(*uid));
        let mut listed = Vec::with_capacity(uids.len());
        for chunk in together.chunks(CHUNK).chain(alone.chunks(1)) {
            match chunk {
                [one] if at.trouble(*one) >= UNLISTED => listed.push(Listed {
                    uid: *one,
                    size: 0,
                    internal_date: None,
                }),
                chunk => match self.line.net(self.session.sizes(chunk)).await {
                    Ok(found) => listed.extend(found),
                    Err(halt) => return Err(self.failed_at(at, chunk, halt).await?),
                },
            }
        }
        listed.sort_unstable_by_key(|listed| listed.uid);
        Ok(listed)
    }

    /// Fetches a group: of each message its place, size and bytes.
    async fn fetch(
        &mut self,
        at: &At<'_>,
        group: &[Listed],
    ) -> Result<Vec<(Place, u64, Option<Vec<u8>>)>> {
        let uids: Vec<u32> = group.iter().map(|listed| listed.uid).collect();
        let mut bodies = BTreeMap::new();
        let mut refused = self.fetch_into(at, &uids, &mut bodies).await?;
        if refused.is_some() && uids.len() > 1 {
            // Which of them would the server not give?
            for uid in &uids {
                self.fetch_into(at, &[*uid], &mut bodies).await?;
            }
        }
        let without: Vec<u32> = uids
            .into_iter()
            .filter(|uid| !bodies.contains_key(uid))
            .collect();
        if !without.is_empty() {
            let still = self.sizes(at, &without).await?;
            self.vanish(at, lacking(&without, &still)).await?;
            self.not_given.extend(still.iter().map(|listed| listed.uid));
            // A server that gives none at all has a trouble of its own, more likely.
            let weight = if bodies.is_empty() { 1 } else { HEAVY };
            self.remember(at, still.iter().map(|listed| listed.uid), weight)
                .await?;
            refused = refused.filter(|_| bodies.is_empty() && still.len() > 1);
            if let Some(error) = refused {
                return Err(error.into());
            }
        }
        Ok(group
            .iter()
            .filter_map(|listed| {
                let raw = bodies.remove(&listed.uid)?;
                Some((at.place(listed), raw.len() as u64, Some(raw)))
            })
            .collect())
    }

    /// What the server did not give is asked for once more, over a connection of its own: it may
    /// end at it, and with it the look at all the others.
    pub async fn ask_again(&mut self, at: &At<'_>, name: &str) -> Result<()> {
        let held = {
            let mut tx = self.desk.read().await?;
            store::mailbox::not_given(&mut tx, at.row.id, at.row.epoch).await?
        };
        let mut session = None;
        let uids = held.into_iter().filter_map(|uid| u32::try_from(uid).ok());
        for uid in uids.take(AGAIN) {
            match self.ask_for(&mut session, at, name, uid).await {
                // Who is not let in does not knock for each of them.
                Err(Halt::Failed(Error::Mailbox { .. })) if session.is_none() => break,
                Err(Halt::Failed(error)) if is_refusal(&error) => {}
                Err(Halt::Failed(Error::Mailbox { .. })) => session = None,
                done => done?,
            }
        }
        if let Some(session) = session {
            session.logout().await;
        }
        Ok(())
    }

    async fn ask_for(
        &mut self,
        session: &mut Option<Session>,
        at: &At<'_>,
        name: &str,
        uid: u32,
    ) -> Result<()> {
        let session = match session {
            Some(session) => session,
            None => {
                let account = self.mailbox.kept.account(self.desk.inner.syncs.silence());
                let account = self.line.net(account).await?;
                session.insert(self.line.net(mail::imap::connect(&account)).await?)
            }
        };
        // Each time: what is not the folder's any more is no longer its UID.
        let seen = self.line.net(session.examine(name)).await?;
        if Some(i64::from(seen.uid_validity)) != at.row.uid_validity {
            return Ok(());
        }
        let listed = self.line.net(session.sizes(&[uid])).await?;
        let Some(one) = listed.first().filter(|one| u64::from(one.size) <= LARGEST) else {
            return Ok(());
        };
        let found = self.line.net(session.fetch(&[uid])).await?;
        let found = found
            .into_iter()
            .map(|(_, raw)| (at.place(one), raw.len() as u64, Some(raw)));
        let trusted = Arc::new(self.trusted().await?);
        let mut batches = Batches::new(self.desk, false);
        let ready = self.prepare(found.collect(), None, &trusted);
        write(at, &mut batches, Found::Mail(ready, None)).await?;
        batches.write(None).await?;
        self.report.mail = self.report.mail.plus(&batches.report);
        Ok(())
    }

    /// Fetches messages. Gives what the server said where it gives not all of them.
    async fn fetch_into(
        &mut self,
        at: &At<'_>,
        uids: &[u32],
        bodies: &mut BTreeMap<u32, Vec<u8>>,
    ) -> Result<Option<Error>> {
        match self.line.net(self.session.fetch(uids)).await {
            Ok(found) => bodies.extend(found),
            Err(Halt::Failed(error)) if is_refusal(&error) && !is_passing(&error) => {
                return Ok(Some(error));
            }
            Err(halt) => return Err(self.failed_at(at, uids, halt).await?),
        }
        Ok(None)
    }

    /// Remembers at which messages a look failed, and gives the failure back. Of several nobody
    /// knows which it was: the next look takes them one by one.
    async fn failed_at(&mut self, at: &At<'_>, uids: &[u32], halt: Halt) -> Result<Halt> {
        if let Halt::Failed(error @ Error::Mailbox { why, .. }) = &halt
            && !is_passing(error)
        {
            let connection = [Why::Closed, Why::Timeout]
                .iter()
                .any(|of| why == of.as_str());
            let weight = match uids {
                [_] if connection => 1,
                [_] => HEAVY,
                // To list so many one by one costs more than one connection that ended.
                many if connection && many.len() > BATCH => return Ok(halt),
                _ => 0,
            };
            self.remember(at, uids.iter().copied(), weight).await?;
        }
        Ok(halt)
    }

    async fn remember(
        &self,
        at: &At<'_>,
        uids: impl Iterator<Item = u32>,
        weight: i32,
    ) -> Result<()> {
        let mut tx = self.desk.read().await?;
        for uid in uids {
            store::mailbox::add_trouble(&mut tx, at.row.id, at.row.epoch, uid.into(), weight)
                .await?;
        }
        Ok(tx.commit().await?)
    }
}

/// Gathers what was found, and writes it, a transaction for each batch.
async fn write(at: &At<'_>, batches: &mut Batches<'_>, found: Found) -> Result<()> {
    match found {
        Found::Mail(ready, _room) => {
            let ready = ready.await.map_err(|_| Error::internal("sync: parser"))?;
            for mail in ready? {
                batches.push(mail).await?;
            }
        }
        Found::ReadTo(next) => {
            let read_to = (at.row.id, at.row.epoch, next);
            batches.write(Some(read_to)).await?;
        }
    }
    Ok(())
}

/// Whether the server says no to everything for a while.
pub(super) fn is_passing(error: &Error) -> bool {
    is_refusal(error)
        && matches!(error, Error::Mailbox { said, .. }
            if PASSING.iter().any(|word| said.contains(word)))
}

/// The room that a group takes; all of it where the server does not say.
fn room_for(group: &[Listed]) -> u32 {
    let bytes = group.iter().map(|one| match one.size {
        0 => BETWEEN,
        size => size as usize,
    });
    let bytes = bytes.fold(0, usize::saturating_add).min(BETWEEN);
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// The UIDs that were not listed.
fn lacking(uids: &[u32], listed: &[Listed]) -> Vec<u32> {
    let is_listed = |uid: &u32| listed.binary_search_by_key(uid, |one| one.uid).is_ok();
    uids.iter().copied().filter(|uid| !is_listed(uid)).collect()
}

/// Splits what is listed into groups to fetch at once: small enough to hold; what is too large,
/// or made trouble, alone.
fn groups<'l>(at: &At<'_>, listed: &'l [Listed]) -> Vec<&'l [Listed]> {
    let mut groups = Vec::new();
    let mut start = 0;
    let mut bytes = 0;
    for (end, one) in listed.iter().enumerate() {
        let size = one.size as usize;
        let alone = |listed: &Listed| at.troubles.contains_key(&listed.uid);
        let full = end - start >= BATCH
            || bytes + size > BATCH_BYTES
            // What the server says no size of may be of any.
            || one.size == 0
            || listed[start].size == 0
            || alone(one)
            || alone(&listed[start]);
        if end > start && full {
            groups.push(&listed[start..end]);
            (start, bytes) = (end, 0);
        }
        bytes += size;
    }
    if start < listed.len() {
        groups.push(&listed[start..]);
    }
    groups
}
