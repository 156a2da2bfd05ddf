//! A look at one folder: what is new is fetched and taken in, and the ledger is held against the
//! server's own list.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::complaints::Disposition;
use mail::imap::{Folder, Listed, Session, Why};
use store::Word;
use store::mailbox::{FolderRow, LedgerRow};
use uuid::Uuid;

use super::account::Mailbox;
use super::sync::{Halt, Line};
use super::{SyncReport, SyncState};
use crate::door::Entry;
use crate::intake::{BATCH, BATCH_BYTES, Batches, Incoming, Place, Preparer, Trusted};
use crate::{Desk, Error};

type Result<T> = std::result::Result<T, Halt>;

/// Messages whose sizes are asked for at once.
const CHUNK: usize = 500;
/// The largest message that is fetched, as for files.
const LARGEST: u64 = mail::source::SIZE_LIMIT;
/// A message that weighs so much in broken connections is left on the server.
const TOO_OFTEN: u32 = 6;

/// A look at folders over one session.
pub(super) struct Pass<'p> {
    desk: &'p Desk,
    line: &'p Line,
    mailbox: &'p Mailbox,
    session: &'p mut Session,
    report: &'p mut SyncReport,
    vanished: u32,
}

/// Where in which folder messages are taken in from.
struct At<'a> {
    row: &'a FolderRow,
    called: Arc<str>,
}

impl At<'_> {
    fn place(&self, listed: &Listed) -> Place {
        Place::Server {
            folder: self.row.id,
            epoch: self.row.epoch,
            uid: listed.uid,
            size: listed.size,
            internal_date: listed.internal_date,
            called: Arc::clone(&self.called),
        }
    }
}

impl<'p> Pass<'p> {
    pub fn new(
        desk: &'p Desk,
        line: &'p Line,
        mailbox: &'p Mailbox,
        session: &'p mut Session,
        report: &'p mut SyncReport,
    ) -> Self {
        Self {
            desk,
            line,
            mailbox,
            session,
            report,
            vanished: 0,
        }
    }

    /// Looks at a folder. Where the counts differ, or `all` is asked for, every message on the
    /// server is compared with the ledger.
    pub async fn run(&mut self, folder: Uuid, name: &str, all: bool) -> Result<()> {
        let seen = self.line.net(self.session.examine(name)).await?;
        let row = {
            let mut tx = self.desk.read().await?;
            store::mailbox::folder(&mut tx, folder).await?
        };
        let row = self.epoch(row, &seen).await?;
        let at = At {
            row: &row,
            called: format!("{}/{name}", self.mailbox.kept.name).into(),
        };
        let first = u32::try_from(row.uid_next).unwrap_or(u32::MAX);
        if seen.uid_next.is_none_or(|next| next > first) {
            let new = self.line.net(self.session.uids(first)).await?;
            self.take_in(&at, new.into_iter().collect()).await?;
        }
        let on_server = i64::from(self.session.exists);
        if all || on_server != self.accounted(&row).await? {
            return self.reconcile(&at, name).await;
        }
        let mut tx = self.desk.read().await?;
        store::mailbox::looked_at(&mut tx, folder, on_server, self.desk.now(), false).await?;
        Ok(tx.commit().await?)
    }

    async fn accounted(&self, row: &FolderRow) -> Result<i64> {
        let mut tx = self.desk.read().await?;
        let counts = store::mailbox::counts(&mut tx, row.id, row.epoch).await?;
        let settled = counts
            .iter()
            .filter(|count| count.disposition.0 != Disposition::Vanished);
        Ok(settled.map(|count| count.here).sum())
    }

    /// A UID means one message as long as UIDVALIDITY stays (RFC 3501, 2.3.1.1) and UIDs grow.
    /// Where either is over, an epoch begins: everything is listed again, what is known by its
    /// bytes is known again, and nothing is deleted.
    async fn epoch(&mut self, row: FolderRow, seen: &Folder) -> Result<FolderRow> {
        let validity = i64::from(seen.uid_validity);
        let because = match row.uid_validity {
            None => "first",
            Some(before) if before != validity => "uid-validity",
            Some(_)
                if seen
                    .uid_next
                    .is_some_and(|next| i64::from(next) < row.uid_next) =>
            {
                "uids-shrank"
            }
            Some(_) => return Ok(row),
        };
        self.begin_epoch(row, validity, because).await
    }

    async fn begin_epoch(
        &mut self,
        row: FolderRow,
        validity: i64,
        because: &str,
    ) -> Result<FolderRow> {
        let mut act = self.desk.act().await?;
        let epoch = row.epoch + 1;
        store::mailbox::begin_epoch(&mut act.tx, row.id, epoch, validity).await?;
        act.log(
            Entry::mailbox("mailbox.epoch", self.mailbox.id)
                .with("folder", row.id)
                .with("because", because),
        );
        act.commit().await?;
        if because != "first" {
            self.report.relisted += 1;
        }
        Ok(FolderRow {
            epoch,
            uid_validity: Some(validity),
            uid_next: 1,
            ..row
        })
    }

    /// Takes these messages in, in order: sizes first, then bodies, a transaction for each batch.
    async fn take_in(&mut self, at: &At<'_>, uids: Vec<u32>) -> Result<()> {
        let desk = self.desk;
        let mut batches = Batches::new(desk, false);
        let counted = self.report.mail;
        let total = u32::try_from(uids.len()).unwrap_or(u32::MAX);
        for chunk in uids.chunks(CHUNK) {
            let (Some(first), Some(last)) = (chunk.first(), chunk.last()) else {
                continue;
            };
            let settled = {
                let mut tx = desk.read().await?;
                let (first, last) = (i64::from(*first), i64::from(*last));
                store::mailbox::settled(&mut tx, at.row.id, at.row.epoch, first, last).await?
            };
            let todo: Vec<u32> = chunk
                .iter()
                .copied()
                .filter(|uid| !settled.contains(uid))
                .collect();
            if !todo.is_empty() {
                self.take_chunk(at, &todo, &mut batches, counted.seen + total)
                    .await?;
            }
            let next = last.saturating_add(1);
            batches.write(Some((at.row.id, at.row.epoch, next))).await?;
        }
        self.report.mail = counted.plus(&batches.finish().await?);
        Ok(())
    }

    async fn take_chunk(
        &mut self,
        at: &At<'_>,
        todo: &[u32],
        batches: &mut Batches<'_>,
        total: u32,
    ) -> Result<()> {
        let desk = self.desk;
        let sizes = self.line.net(self.session.sizes(todo)).await?;
        let listed: BTreeSet<u32> = sizes.iter().map(|listed| listed.uid).collect();
        let gone = todo.iter().filter(|uid| !listed.contains(uid));
        self.vanish(at, gone.copied().collect()).await?;
        for group in groups(&sizes, self.line.is_careful()) {
            let mails = match group {
                [one] if u64::from(one.size) > LARGEST => held(desk, at, &[*one], "too-large")?,
                [one] if self.line.broken(at.row.id, one.uid) >= TOO_OFTEN => {
                    held(desk, at, &[*one], "not-given")?
                }
                group => self.fetch(at, group).await?,
            };
            for mail in mails {
                batches.push(mail).await?;
            }
            batches.write(None).await?;
            self.tell(batches, total);
        }
        Ok(())
    }

    fn tell(&self, batches: &Batches<'_>, total: u32) {
        let state = SyncState::Syncing {
            seen: self.report.mail.seen + batches.report.seen,
            total,
            rate: batches.report.rate,
        };
        self.desk.inner.syncs.set(self.line, state);
    }

    /// Fetches a group and parses it off the thread that others wait on.
    async fn fetch(&mut self, at: &At<'_>, group: &[Listed]) -> Result<Vec<Incoming>> {
        let uids: Vec<u32> = group.iter().map(|listed| listed.uid).collect();
        let mut bodies = BTreeMap::new();
        let fetched = self.line.net(self.session.fetch(&uids)).await;
        match fetched {
            Ok(found) => bodies.extend(found),
            // The server would not give one of them: which?
            Err(Halt::Failed(Error::Mailbox { why, .. })) if why == Why::Refused.as_str() => {
                for uid in &uids {
                    match self.line.net(self.session.fetch(&[*uid])).await {
                        Ok(found) => bodies.extend(found),
                        Err(Halt::Failed(Error::Mailbox { why, .. }))
                            if why == Why::Refused.as_str() => {}
                        Err(halt) => return Err(halt),
                    }
                }
            }
            Err(Halt::Failed(error)) => {
                self.remember(at, &uids, &error);
                return Err(error.into());
            }
            Err(halt) => return Err(halt),
        }
        let lacking: Vec<u32> = uids
            .iter()
            .copied()
            .filter(|uid| !bodies.contains_key(uid))
            .collect();
        let still = match lacking.is_empty() {
            true => Vec::new(),
            false => self.line.net(self.session.sizes(&lacking)).await?,
        };
        let gone = lacking
            .iter()
            .filter(|uid| !still.iter().any(|listed| listed.uid == **uid));
        self.vanish(at, gone.copied().collect()).await?;
        let mut mails = held(self.desk, at, &still, "not-given")?;
        let places: Vec<(Place, Vec<u8>)> = group
            .iter()
            .filter_map(|listed| Some((at.place(listed), bodies.remove(&listed.uid)?)))
            .collect();
        let desk = self.desk.clone();
        let trusted = Trusted {
            authserv_ids: self.mailbox.kept.authserv_ids.clone(),
            own: desk.own_addresses(&mut desk.read().await?).await?,
        };
        let ready = tokio::task::spawn_blocking(move || {
            let preparer = Preparer::new(&desk, &trusted)?;
            let ready = places
                .into_iter()
                .map(|(place, raw)| preparer.message(place, &raw));
            ready.collect::<crate::Result<Vec<_>>>()
        });
        mails.extend(ready.await.map_err(|_| Error::internal("sync: parser"))??);
        Ok(mails)
    }

    /// Remembers which message the connection broke at. An answer that can't be read weighs more
    /// than a connection that ended.
    fn remember(&self, at: &At<'_>, uids: &[u32], error: &Error) {
        let Error::Mailbox { why, .. } = error else {
            return;
        };
        let weight = if why == Why::Protocol.as_str() { 3 } else { 1 };
        let [first, ..] = uids else { return };
        // Of several nobody knows which: the next look takes them one by one.
        let weight = if uids.len() == 1 { weight } else { 0 };
        self.line.broke(at.row.id, *first, weight);
    }

    /// Enters UIDs that are gone before they could be fetched.
    async fn vanish(&mut self, at: &At<'_>, uids: Vec<u32>) -> Result<()> {
        if uids.is_empty() {
            return Ok(());
        }
        let now = self.desk.now();
        let mut tx = self.desk.read().await?;
        for uid in &uids {
            let row = LedgerRow {
                folder: at.row.id,
                epoch: at.row.epoch,
                uid: (*uid).into(),
                disposition: Word(Disposition::Vanished),
                message: None,
                size: 0,
                internal_date: None,
                entered_at: now,
                gone_at: Some(now),
            };
            store::mailbox::enter(&mut tx, &row).await?;
        }
        tx.commit().await?;
        let count = u32::try_from(uids.len()).unwrap_or(u32::MAX);
        self.vanished += count;
        self.report.vanished += count;
        Ok(())
    }

    /// Compares every message on the server with the ledger. What is missing is taken in, what
    /// is gone is marked, what is there again is marked too: an act.
    async fn reconcile(&mut self, at: &At<'_>, name: &str) -> Result<()> {
        let server = self.line.net(self.session.list()).await?;
        let known: BTreeMap<u32, store::mailbox::UidRow> = {
            let mut tx = self.desk.read().await?;
            let rows = store::mailbox::uids(&mut tx, at.row.id, at.row.epoch).await?;
            rows.into_iter()
                .filter_map(|row| Some((u32::try_from(row.uid).ok()?, row)))
                .collect()
        };
        let other = server.iter().any(|listed| {
            known
                .get(&listed.uid)
                .is_some_and(|row| row.settled && row.size != i64::from(listed.size))
        });
        if other {
            // The same UID with another message: they began anew, and grew past us unseen.
            let validity = at.row.uid_validity.unwrap_or(0);
            let row = self
                .begin_epoch(at.row.clone(), validity, "uids-shrank")
                .await?;
            return Box::pin(self.run(row.id, name, true)).await;
        }
        let uids: BTreeSet<u32> = server.iter().map(|listed| listed.uid).collect();
        let missing: Vec<u32> = uids
            .iter()
            .copied()
            .filter(|uid| known.get(uid).is_none_or(|row| !row.settled))
            .collect();
        let moved: Vec<(u32, bool)> = known
            .iter()
            .filter(|(_, row)| row.settled)
            .filter(|(uid, row)| row.here != uids.contains(uid))
            .map(|(uid, row)| (*uid, row.here))
            .collect();
        let found = missing.len();
        let vanished = self.vanished;
        self.take_in(at, missing).await?;
        let mut act = self.desk.act().await?;
        for (uid, gone) in &moved {
            let at_time = gone.then_some(act.now);
            store::mailbox::set_gone(&mut act.tx, at.row.id, at.row.epoch, (*uid).into(), at_time)
                .await?;
        }
        let gone = moved.iter().filter(|(_, gone)| *gone).count();
        self.report.vanished += u32::try_from(gone).unwrap_or(u32::MAX);
        let on_server =
            i64::try_from(uids.len()).unwrap_or(i64::MAX) - i64::from(self.vanished - vanished);
        store::mailbox::looked_at(&mut act.tx, at.row.id, on_server, act.now, true).await?;
        act.log(
            Entry::mailbox("mailbox.reconciled", self.mailbox.id)
                .with("folder", at.row.id)
                .with("server", on_server)
                .with("missing", found)
                .with("gone", gone),
        );
        act.commit().await?;
        Ok(())
    }
}

/// Messages that stay on the server.
fn held(
    desk: &Desk,
    at: &At<'_>,
    listed: &[Listed],
    why: &'static str,
) -> crate::Result<Vec<Incoming>> {
    let preparer = Preparer::new(desk, &Trusted::default())?;
    let one = |listed: &Listed| preparer.held(at.place(listed), listed.size.into(), why);
    listed.iter().map(one).collect()
}

/// Splits what is listed into groups to fetch at once: small enough to hold, and what is too
/// large alone.
fn groups(listed: &[Listed], one_by_one: bool) -> Vec<&[Listed]> {
    let mut groups = Vec::new();
    let mut start = 0;
    let mut bytes = 0;
    for (end, one) in listed.iter().enumerate() {
        let size = one.size as usize;
        let full = end - start >= BATCH || bytes + size > BATCH_BYTES || one_by_one;
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
