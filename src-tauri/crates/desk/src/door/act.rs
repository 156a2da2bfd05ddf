//! How an act is done: one transaction, its audit entries appended last.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::audit::{Frontier, Leaf, change_hash};
use serde::{Deserialize, Serialize};
use store::Tx;
use store::acts::ActRow;
use store::audit::{EntryRow, HeadRow};
use uuid::Uuid;

use super::Desk;
use crate::{Error, Result, fields};

/// What an audit entry tells: the act's word, what it was done to, and parameters of its
/// sentence (words, numbers, ids; never personal text).
pub struct Entry {
    pub act: &'static str,
    pub object_kind: &'static str,
    pub object: Uuid,
    pub case: Option<Uuid>,
    pub detail: BTreeMap<String, String>,
}

impl Entry {
    /// An entry about a case.
    pub fn case(act: &'static str, case: Uuid) -> Self {
        Self {
            act,
            object_kind: "case",
            object: case,
            case: Some(case),
            detail: BTreeMap::new(),
        }
    }

    /// An entry about the workspace.
    pub fn workspace(act: &'static str, id: Uuid) -> Self {
        Self {
            act,
            object_kind: "workspace",
            object: id,
            case: None,
            detail: BTreeMap::new(),
        }
    }

    /// An entry about a mailbox.
    pub fn mailbox(act: &'static str, id: Uuid) -> Self {
        Self {
            act,
            object_kind: "mailbox",
            object: id,
            case: None,
            detail: BTreeMap::new(),
        }
    }

    /// An entry about a message.
    pub fn message(act: &'static str, message: Uuid, case: Option<Uuid>) -> Self {
        Self {
            act,
            object_kind: "message",
            object: message,
            case,
            detail: BTreeMap::new(),
        }
    }

    /// Adds a parameter.
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.detail.insert(name.to_owned(), value.to_string());
        self
    }
}

/// What is sealed of an entry: its detail, and what ties the row to it. Whoever can write the
/// database but holds no key can't make another.
#[derive(Serialize, Deserialize)]
pub struct Kept {
    pub detail: BTreeMap<String, String>,
    pub leaf: [u8; 32],
    pub case: Option<Uuid>,
}

/// An act under way. Dropped before [`Act::commit`], nothing of it stays.
pub struct Act<'d> {
    desk: &'d Desk,
    pub tx: Tx,
    pub now: DateTime<Utc>,
    entries: Vec<Entry>,
    kept: Option<ActRow>,
}

impl Desk {
    /// Begins an act.
    pub(crate) async fn act(&self) -> Result<Act<'_>> {
        Ok(Act {
            desk: self,
            tx: self.read().await?,
            now: self.now(),
            entries: Vec::new(),
            kept: None,
        })
    }

    /// Does an act that changes nothing but the log: opening, exporting, verifying.
    pub(crate) async fn note_act(&self, entry: Entry) -> Result<()> {
        let mut act = self.act().await?;
        act.log(entry);
        act.commit().await.map(drop)
    }
}

impl Act<'_> {
    /// Adds an entry; it is written by [`Act::commit`].
    pub fn log(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Keeps the act itself, for its idempotency key and its undo. Its `seq` is set by
    /// [`Act::commit`].
    pub fn keep(&mut self, row: ActRow) {
        self.kept = Some(row);
    }

    /// Appends the entries, and commits. Gives the sequence number of the last one.
    pub async fn commit(self) -> Result<i64> {
        let folder = &self.desk.inner.folder;
        self.append_and_commit().await.map_err(|e| e.at(folder))
    }

    async fn append_and_commit(mut self) -> Result<i64> {
        let seq = append(self.desk, &mut self.tx, self.now, &self.entries).await?;
        if let Some(row) = self.kept {
            store::acts::add(&mut self.tx, &ActRow { seq, ..row }).await?;
        }
        self.tx.commit().await?;
        Ok(seq)
    }
}

/// Appends entries to the log in the transaction. This must be the last thing it does: the head
/// stays locked until it ends.
async fn append(desk: &Desk, tx: &mut Tx, now: DateTime<Utc>, entries: &[Entry]) -> Result<i64> {
    let head = store::audit::lock_head(tx).await?;
    let mut frontier = Frontier::try_from(head.frontier.as_slice())
        .map_err(|_| Error::AuditNotSound { seq: head.size })?;
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let seq = frontier.size() + 1;
        let row = entry_row(desk, head.log, seq, now, entry)?;
        frontier.append(hash_of(&row)?);
        rows.push(row);
    }
    let size = i64::try_from(frontier.size()).map_err(Error::internal)?;
    let head = HeadRow {
        log: head.log,
        size,
        frontier: frontier.to_bytes(),
        root: frontier.root().to_vec(),
    };
    store::audit::append(tx, &rows, &head).await?;
    Ok(size)
}

fn hash_of(row: &EntryRow) -> Result<[u8; 32]> {
    row.leaf_hash.as_slice().try_into().map_err(Error::internal)
}

fn entry_row(
    desk: &Desk,
    log: Uuid,
    seq: u64,
    now: DateTime<Utc>,
    entry: &Entry,
) -> Result<EntryRow> {
    let salt: [u8; 16] = vault::random()?;
    let detail = serde_json::to_vec(&entry.detail)?;
    let change = change_hash(&salt, &detail);
    let leaf = Leaf {
        log,
        sequence: seq,
        micros: now.timestamp_micros(),
        login: &desk.inner.login,
        person: Some(desk.inner.me.id),
        act: entry.act,
        object_kind: entry.object_kind,
        object: Some(entry.object),
        change,
    };
    let row = Uuid::from_u128(u128::from(seq));
    let kept = Kept {
        detail: entry.detail.clone(),
        leaf: leaf.hash(),
        case: entry.case,
    };
    Ok(EntryRow {
        seq: i64::try_from(seq).map_err(Error::internal)?,
        at: now,
        login: desk.inner.login.clone(),
        person: Some(desk.inner.me.id),
        act: entry.act.to_owned(),
        object_kind: entry.object_kind.to_owned(),
        object: entry.object,
        case_id: entry.case,
        change_hash: change.to_vec(),
        leaf_hash: leaf.hash().to_vec(),
        salt: salt.to_vec(),
        sealed: desk
            .ring()
            .seal_json(&desk.ring().office, fields::AUDIT_DETAIL, row, &kept)?,
    })
}
