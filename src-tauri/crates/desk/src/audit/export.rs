//! Taking the log out: JSON lines, the last of them a signed checkpoint.

use std::fs::{self, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::Path;

use domain::audit::Checkpoint;
use serde_json::{Value, json};
use store::audit::{EntryRow, HeadRow};

use super::log::hex;
use crate::complaints::Person;
use crate::door::Entry;
use crate::workspace::{io_error, show};
use crate::{Desk, Error, Result};

impl Desk {
    /// Writes the whole log to a file, one entry a line, and a checkpoint that this person's key
    /// signs (C2SP signed note) as the last. The entry of the export itself is the last in it.
    /// Gives the number of entries.
    ///
    /// # Errors
    /// [`Error::ExportExists`], [`Error::DiskFull`]: then nothing is left at `to`.
    pub async fn audit_export(&self, to: &Path) -> Result<i64> {
        if to.exists() {
            return Err(Error::ExportExists { path: show(to) });
        }
        self.note_act(Entry::workspace("audit.exported", self.ring().workspace))
            .await?;
        self.keep_checkpoint().await?;
        let written = self.write_log(to).await;
        if written.is_err() {
            let _ = fs::remove_file(to);
        }
        written
    }

    async fn write_log(&self, to: &Path) -> Result<i64> {
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(to)
            .map_err(|e| io_error(to, &e))?;
        let mut out = BufWriter::new(file);
        let (head, people) = {
            let mut tx = self.read().await?;
            (
                store::audit::head(&mut tx).await?,
                self.people_in(&mut tx).await?,
            )
        };
        let mut seq = 1;
        while seq <= head.size {
            let rows = self.entries(seq, head.size).await?;
            let Some(last) = rows.last() else { break };
            seq = last.seq + 1;
            for row in &rows {
                let line = self.told(row, &people);
                writeln!(out, "{line}").map_err(|e| io_error(to, &e))?;
            }
        }
        let last = self.signed(&head)?;
        writeln!(out, "{last}").map_err(|e| io_error(to, &e))?;
        let file = out.into_inner().map_err(|e| io_error(to, e.error()))?;
        file.sync_all().map_err(|e| io_error(to, &e))?;
        Ok(head.size)
    }

    /// An entry with all that its leaf is made of.
    pub(super) fn told(&self, row: &EntryRow, people: &[Person]) -> Value {
        let entry = self.audit_entry(row, None, people);
        json!({
            "log": self.inner.log, "seq": row.seq, "micros": row.at.timestamp_micros(),
            "at": row.at, "login": row.login, "person": row.person, "act": row.act,
            "object_kind": row.object_kind, "object": row.object,
            "change": hex(&row.change_hash), "leaf": entry.leaf, "detail": entry.detail,
        })
    }

    /// A checkpoint, and the key that it is proven by.
    pub(super) fn signed(&self, head: &HeadRow) -> Result<Value> {
        let key = vault::verifier_key(&self.signer(), &self.inner.secrets.signing.verifying());
        Ok(json!({ "checkpoint": self.checkpoint(head)?, "key": key }))
    }

    pub(super) fn checkpoint(&self, head: &store::audit::HeadRow) -> Result<String> {
        let checkpoint = Checkpoint {
            origin: self.log_origin(),
            size: u64::try_from(head.size).map_err(Error::internal)?,
            root: head.root.as_slice().try_into().map_err(Error::internal)?,
        };
        vault::sign_checkpoint(&checkpoint, &self.signer(), &self.inner.secrets.signing)
            .map_err(Error::internal)
    }

    /// Which log a checkpoint is of.
    pub(super) fn log_origin(&self) -> String {
        format!("privacy-desk/{}", self.inner.log)
    }

    /// Who signs it.
    pub(super) fn signer(&self) -> String {
        format!("privacy-desk/{}", self.inner.me.id)
    }
}
