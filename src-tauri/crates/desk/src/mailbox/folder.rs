//! A look at one folder: what is new is taken in, and the ledger is held against the server's own
//! list.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::complaints::Disposition;
use mail::imap::{Folder, Listed, Session};
use store::Word;
use store::mailbox::{FolderRow, LedgerRow, UidRow};
use uuid::Uuid;

use super::SyncReport;
use super::account::Mailbox;
use super::sync::{Halt, Line};
use crate::Desk;
use crate::door::Entry;
use crate::intake::{BATCH, Place};

pub(super) type Result<T> = std::result::Result<T, Halt>;

/// A look at a folder over a session.
pub(super) struct Pass<'p> {
    pub desk: &'p Desk,
    pub line: &'p Line,
    pub mailbox: &'p Mailbox,
    pub session: &'p mut Session,
    pub report: &'p mut SyncReport,
    vanished: u32,
    /// UIDs that the server did not give in this look.
    pub not_given: BTreeSet<u32>,
    /// Whether everything was listed again already.
    relisted: bool,
}

/// Where in which folder messages are taken in from.
pub(super) struct At<'a> {
    pub row: &'a FolderRow,
    called: Arc<str>,
    /// UIDs at which looks failed, and what that weighs.
    pub troubles: BTreeMap<u32, i32>,
}

impl At<'_> {
    pub fn place(&self, listed: &Listed) -> Place {
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
            not_given: BTreeSet::new(),
            relisted: false,
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
            troubles: {
                let mut tx = self.desk.read().await?;
                store::mailbox::troubles(&mut tx, folder, row.epoch).await?
            },
        };
        {
            // What is still to come is missing from now on.
            let mut tx = self.desk.read().await?;
            store::mailbox::set_on_server(&mut tx, folder, self.session.exists.into()).await?;
            tx.commit().await?;
        }
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
            Entry::of("mailbox", "mailbox.epoch", self.mailbox.id)
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

    /// Enters UIDs that are gone before they could be fetched.
    pub async fn vanish(&mut self, at: &At<'_>, uids: Vec<u32>) -> Result<()> {
        if uids.is_empty() {
            return Ok(());
        }
        let now = self.desk.now();
        let rows = uids.iter().map(|uid| LedgerRow {
            folder: at.row.id,
            epoch: at.row.epoch,
            uid: (*uid).into(),
            disposition: Word(Disposition::Vanished),
            message: None,
            size: 0,
            internal_date: None,
            entered_at: now,
            gone_at: Some(now),
        });
        let mut tx = self.desk.read().await?;
        store::mailbox::enter(&mut tx, &rows.collect::<Vec<_>>()).await?;
        tx.commit().await?;
        let count = u32::try_from(uids.len()).unwrap_or(u32::MAX);
        self.vanished += count;
        self.report.vanished += count;
        Ok(())
    }

    /// Compares every message on the server with the ledger. What is missing is taken in, what
    /// is gone is marked, what is there again is marked too: an act.
    async fn reconcile(&mut self, at: &At<'_>, name: &str) -> Result<()> {
        let uids = self.line.net(self.session.uids(1)).await?;
        let known: BTreeMap<u32, UidRow> = {
            let mut tx = self.desk.read().await?;
            let rows = store::mailbox::uids(&mut tx, at.row.id, at.row.epoch).await?;
            rows.into_iter()
                .filter_map(|row| Some((u32::try_from(row.uid).ok()?, row)))
                .collect()
        };
        if !self.relisted && self.is_other(at, &uids, &known).await? {
            // The same UID with another message: they began anew, and grew past us unseen.
            let validity = at.row.uid_validity.unwrap_or(0);
            let row = self
                .begin_epoch(at.row.clone(), validity, "uids-shrank")
                .await?;
            self.relisted = true;
            self.not_given.clear();
            return Box::pin(self.run(row.id, name, true)).await;
        }
        let missing: Vec<u32> = uids
            .iter()
            .copied()
            .filter(|uid| known.get(uid).is_none_or(|row| !row.settled))
            .filter(|uid| !self.not_given.contains(uid))
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
        self.mark(at, &moved).await?;
        let mut act = self.desk.act().await?;
        let gone = moved.iter().filter(|(_, gone)| *gone).count();
        self.report.vanished += u32::try_from(gone).unwrap_or(u32::MAX);
        let on_server =
            i64::try_from(uids.len()).unwrap_or(i64::MAX) - i64::from(self.vanished - vanished);
        store::mailbox::looked_at(&mut act.tx, at.row.id, on_server, act.now, true).await?;
        act.log(
            Entry::of("mailbox", "mailbox.reconciled", self.mailbox.id)
                .with("folder", at.row.id)
                .with("server", on_server)
                .with("missing", found)
                .with("gone", gone),
        );
        act.commit().await?;
        self.ask_again(at, name).await
    }

    /// Marks UIDs as gone, or as there again, in short transactions.
    async fn mark(&self, at: &At<'_>, moved: &[(u32, bool)]) -> Result<()> {
        for chunk in moved.chunks(BATCH) {
            let mut tx = self.desk.read().await?;
            let now = self.desk.now();
            for (uid, gone) in chunk {
                let since = gone.then_some(now);
                let uid = (*uid).into();
                store::mailbox::set_gone(&mut tx, at.row.id, at.row.epoch, uid, since).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    /// Whether a UID that is known is another message's by now: of another size, or received at
    /// another time.
    async fn is_other(
        &mut self,
        at: &At<'_>,
        uids: &BTreeSet<u32>,
        known: &BTreeMap<u32, UidRow>,
    ) -> Result<bool> {
        let settled: Vec<u32> = known
            .iter()
            // What could never be listed is not asked for again.
            .filter(|(uid, row)| row.settled && row.size > 0 && uids.contains(uid))
            .map(|(uid, _)| *uid)
            .collect();
        let listed = self.sizes(at, &settled).await?;
        Ok(listed.iter().any(|listed| {
            known.get(&listed.uid).is_some_and(|row| {
                let dates = row.internal_date.zip(listed.internal_date);
                listed.size > 0 && i64::from(listed.size) != row.size
                    || dates.is_some_and(|(before, now)| before != now)
            })
        }))
    }
}
