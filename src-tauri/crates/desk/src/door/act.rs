//! How an act is done: one transaction, its audit entries appended last.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::audit::change_hash;
use serde::{Deserialize, Serialize};
use store::Tx;
use store::acts::{ActRow, Further};
use store::audit::{NewEntry, Stamp};
use uuid::Uuid;

use super::Desk;
use crate::{Result, fields};

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

    /// An entry about a person of the office.
    pub fn person(act: &'static str, id: Uuid) -> Self {
        Self {
            act,
            object_kind: "person",
            object: id,
            case: None,
            detail: BTreeMap::new(),
        }
    }

    /// An entry about something that is no case's.
    pub fn of(object_kind: &'static str, act: &'static str, object: Uuid) -> Self {
        Self {
            act,
            object_kind,
            object,
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
    pub case: Option<Uuid>,
    /// The act's word, and what it was done to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<(String, Uuid)>,
    /// Of entries that were numbered before they were sealed, in place of `act`: the leaf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaf: Option<[u8; 32]>,
}

/// An act under way. Dropped before [`Act::commit`], nothing of it stays.
pub struct Act<'d> {
    desk: &'d Desk,
    pub tx: Tx,
    pub now: DateTime<Utc>,
    entries: Vec<Entry>,
    kept: Vec<(ActRow, Vec<Further>)>,
}

impl Desk {
    /// Begins an act.
    pub(crate) async fn act(&self) -> Result<Act<'_>> {
        Ok(Act {
            desk: self,
            tx: self.read().await?,
            now: self.now(),
            entries: Vec::new(),
            kept: Vec::new(),
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
        self.keep_with(row, Vec::new());
    }

    /// As [`Act::keep`], of an act that changed further cases.
    pub fn keep_with(&mut self, row: ActRow, further: Vec<Further>) {
        self.kept.push((row, further));
    }

    /// Appends the entries, and commits. Gives the sequence number of the last one.
    pub async fn commit(self) -> Result<i64> {
        let desk = self.desk;
        let done = self.append_and_commit().await;
        let seq = done.map_err(|e| e.at(&desk.inner.folder))?;
        desk.checkpoint_if_due(seq).await;
        Ok(seq)
    }

    async fn append_and_commit(mut self) -> Result<i64> {
        let entries = self
            .entries
            .iter()
            .map(|entry| sealed(self.desk, entry))
            .collect::<Result<Vec<_>>>()?;
        let stamp = Stamp {
            at: self.now,
            login: &self.desk.inner.login,
            person: self.desk.inner.me.id,
        };
        let seq = store::audit::append(&mut self.tx, &stamp, &entries).await?;
        for (row, further) in self.kept {
            store::acts::add(&mut self.tx, &ActRow { seq, ..row }, &further).await?;
        }
        match self.tx.commit().await {
            Ok(()) => Ok(seq),
            Err(error) if error.is_lost() => self.desk.outcome(&entries, error).await,
            Err(error) => Err(error.into()),
        }
    }
}

impl Desk {
    /// What became of a commit whose answer was lost: its entries are there, or it never was.
    ///
    /// # Errors
    /// The one of the commit, where it never was, or where the server does not come back.
    async fn outcome(&self, entries: &[NewEntry], lost: store::Error) -> Result<i64> {
        let Some(last) = entries.last() else {
            return Err(lost.into());
        };
        for wait in [0, 100, 400, 1_000, 2_000, 4_000, 8_000] {
            tokio::time::sleep(Duration::from_millis(wait)).await;
            let Ok(mut tx) = self.inner.store.begin().await else {
                continue;
            };
            match store::audit::number_of(&mut tx, last.id).await {
                Ok(Some(seq)) => return Ok(seq),
                Ok(None) => return Err(lost.into()),
                Err(_) => {}
            }
        }
        Err(lost.into())
    }
}

fn sealed(desk: &Desk, entry: &Entry) -> Result<NewEntry> {
    let (id, salt) = (desk.id(), vault::random()?);
    let kept = Kept {
        detail: entry.detail.clone(),
        case: entry.case,
        act: Some((entry.act.to_owned(), entry.object)),
        leaf: None,
    };
    let ring = desk.ring();
    Ok(NewEntry {
        id,
        act: entry.act,
        object_kind: entry.object_kind,
        object: entry.object,
        case_id: entry.case,
        change_hash: change_hash(&salt, &serde_json::to_vec(&entry.detail)?),
        salt,
        sealed: ring.seal_json(&ring.office, fields::AUDIT_DETAIL, id, &kept)?,
    })
}
