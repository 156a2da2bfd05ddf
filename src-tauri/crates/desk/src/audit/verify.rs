//! Verifying the log: every leaf from its fields, the tree from its leaves.

use std::collections::{BTreeMap, HashSet};

use domain::audit::{Checkpoint, Fault, Leaf, Walk};
use store::audit::{EntryRow, HeadRow};

use super::AuditVerdict;
use super::log::{Forgotten, hex};
use crate::door::Entry;
use crate::{Desk, Error, Result};

impl Desk {
    /// Goes through the whole log: an act. What does not fit is a verdict, not an error.
    pub async fn audit_verify(&self) -> Result<AuditVerdict> {
        self.verify(None).await
    }

    /// As [`Desk::audit_verify`], and whether the log still begins with what it was when it was
    /// exported. `line` is the last one of an export: who can rewrite the database, head and all,
    /// can't rewrite a file that lies elsewhere.
    ///
    /// # Errors
    /// [`Error::NoCheckpoint`].
    pub async fn audit_verify_since(&self, line: &str) -> Result<AuditVerdict> {
        let note = serde_json::from_str::<Exported>(line).map_err(|_| Error::NoCheckpoint)?;
        let key = self.inner.secrets.signing.verifying();
        let checkpoint = vault::open_checkpoint(&note.checkpoint, &self.signer(), &key)
            .map_err(|_| Error::NoCheckpoint)?;
        if checkpoint.origin != self.log_origin() {
            return Err(Error::NoCheckpoint);
        }
        self.verify(Some(checkpoint)).await
    }

    async fn verify(&self, since: Option<Checkpoint>) -> Result<AuditVerdict> {
        let (head, fault) = self.walk(since.as_ref()).await?;
        let mut entry = Entry::workspace("audit.verified", self.ring().workspace)
            .with("sound", fault.is_none())
            .with("entries", head.size);
        if let Some(since) = since {
            entry = entry.with("since", since.size);
        }
        self.note_act(entry).await?;
        Ok(AuditVerdict {
            sound: fault.is_none(),
            entries: head.size,
            root: hex(&head.root),
            first_bad: fault.map(|fault| fault.0),
            problem: fault.map(|fault| fault.1.to_owned()),
            checked_at: self.now(),
        })
    }

    async fn walk(
        &self,
        since: Option<&Checkpoint>,
    ) -> Result<(HeadRow, Option<(i64, &'static str)>)> {
        let head = {
            // As of one moment: nothing is appended between the two.
            let mut tx = self.snapshot().await?;
            let head = store::audit::head(&mut tx).await?;
            if let Some(row) = store::audit::from(&mut tx, head.size + 1, 1).await?.first() {
                return Ok((head, Some((row.seq, "beyond"))));
            }
            head
        };
        // Beside the one that is given, the one that this client keeps.
        let kept = self.kept_checkpoint()?;
        let trusted = since.into_iter().chain(&kept).map(|c| (c.size, c.root));
        let mut walk = Walk::new(self.inner.log, trusted);
        let mut seen = HashSet::new();
        let mut forgotten = Forgotten::default();
        let mut seq = 1;
        loop {
            // What was appended since the head was read is the next verification's.
            let rows = self.entries(seq, head.size).await?;
            let Some(last) = rows.last() else { break };
            seq = last.seq + 1;
            for row in &rows {
                match self.step(&mut walk, row) {
                    Ok(detail) => forgotten.step(row, &detail),
                    Err(fault) => return Ok((head, Some(fault))),
                }
                // A sealed detail fits its own entry alone.
                if !row.id.is_some_and(|id| seen.insert(id)) {
                    return Ok((head, Some((row.seq, "changed"))));
                }
            }
        }
        let root: [u8; 32] = head
            .root
            .as_slice()
            .try_into()
            .map_err(|_| Error::AuditNotSound { seq: head.size })?;
        let size = u64::try_from(head.size).map_err(Error::internal)?;
        let fault = walk.finish((size, root)).err().map(told);
        let bare = forgotten.fault().map(|seq| (seq, "changed"));
        Ok((head, fault.or(bare)))
    }

    /// An entry's detail, if it is what was logged.
    fn step(
        &self,
        walk: &mut Walk,
        row: &EntryRow,
    ) -> std::result::Result<BTreeMap<String, String>, (i64, &'static str)> {
        let changed = (row.seq, "changed");
        let (Ok(change), Ok(stored)) = (
            row.change_hash.as_slice().try_into(),
            row.leaf_hash.as_slice().try_into(),
        ) else {
            return Err(changed);
        };
        walk.step(&leaf(self.inner.log, row, change), &stored)
            .map_err(told)?;
        self.audit_detail(row).map_err(|_| changed)
    }
}

/// The last line of an export.
#[derive(serde::Deserialize)]
struct Exported {
    checkpoint: String,
}

pub(super) fn leaf(log: uuid::Uuid, row: &EntryRow, change: [u8; 32]) -> Leaf<'_> {
    Leaf {
        log,
        sequence: u64::try_from(row.seq).unwrap_or(0),
        micros: row.at.timestamp_micros(),
        login: &row.login,
        person: row.person,
        act: &row.act,
        object_kind: &row.object_kind,
        object: Some(row.object),
        change,
    }
}

/// The first bad sequence number, and a word for what is wrong.
fn told(fault: Fault) -> (i64, &'static str) {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    match fault {
        Fault::Sequence { expected, .. } => (number(expected), "missing"),
        Fault::OtherLog { sequence } => (number(sequence), "other-log"),
        Fault::Changed { sequence } => (number(sequence), "changed"),
        Fault::Rewritten { from, .. } => (number(from), "rewritten"),
        Fault::Cut { size, .. } => (number(size + 1), "cut"),
        Fault::Beyond { expected, .. } => (number(expected + 1), "beyond"),
    }
}
