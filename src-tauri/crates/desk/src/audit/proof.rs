//! What is taken out of the log beside the whole of it: one entry proven, a checkpoint, a table.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use domain::audit::{Hash, inclusion};
use serde_json::{Value, json};

use super::AuditFilter;
use super::log::hex;
use crate::door::Entry;
use crate::workspace::{io_error, show};
use crate::{Desk, Error, Result};

impl Desk {
    /// Proves one entry: it, the hashes beside its way to the root (RFC 6962, section 2.1.1), and a
    /// signed checkpoint with that root. Who has the file needs nothing else of the log. An act.
    ///
    /// # Errors
    /// [`Error::NoEntry`], [`Error::AuditNotSound`].
    pub async fn audit_prove(&self, seq: i64) -> Result<Value> {
        self.keep_checkpoint().await?;
        let (head, people) = {
            let mut tx = self.read().await?;
            (
                store::audit::head(&mut tx).await?,
                self.people_in(&mut tx).await?,
            )
        };
        let mut leaves: Vec<Hash> = Vec::new();
        let mut entry = None;
        let mut next = 1;
        while next <= head.size {
            let rows = self.entries(next, head.size).await?;
            let Some(last) = rows.last() else { break };
            next = last.seq + 1;
            for row in &rows {
                let leaf = row.leaf_hash.as_slice().try_into();
                leaves.push(leaf.map_err(|_| Error::AuditNotSound { seq: row.seq })?);
                if row.seq == seq {
                    entry = Some(self.told(row, &people));
                }
            }
        }
        let entry = entry.ok_or(Error::NoEntry { seq })?;
        let index = usize::try_from(seq - 1).map_err(Error::internal)?;
        let path = inclusion(&leaves, index).ok_or(Error::NoEntry { seq })?;
        let path: Vec<String> = path.iter().map(|hash| hex(hash)).collect();
        let mut proof = self.signed(&head)?;
        proof["entry"] = entry;
        proof["path"] = json!(path);
        self.note_act(Entry::workspace("audit.proven", self.ring().workspace).with("seq", seq))
            .await?;
        Ok(proof)
    }

    /// As [`Desk::audit_prove`], to a file.
    ///
    /// # Errors
    /// As [`Desk::audit_prove`], and [`Error::ExportExists`], [`Error::DiskFull`].
    pub async fn audit_prove_to(&self, seq: i64, to: &Path) -> Result<()> {
        if to.exists() {
            return Err(Error::ExportExists { path: show(to) });
        }
        let proof = self.audit_prove(seq).await?;
        write_new(to, format!("{proof:#}\n").as_bytes())
    }

    /// The checkpoint of now, signed by this person's key, to be kept by somebody else: its text.
    ///
    /// # Errors
    /// [`Error::AuditInconsistent`].
    pub async fn audit_checkpoint(&self) -> Result<Value> {
        self.keep_checkpoint().await?;
        let mut tx = self.read().await?;
        let head = store::audit::head(&mut tx).await?;
        self.signed(&head)
    }

    /// Writes the entries that a filter lets through as a table (CSV, RFC 4180; UTF-8), newest
    /// first. Gives how many. An act.
    ///
    /// # Errors
    /// [`Error::ExportExists`], [`Error::DiskFull`]: then nothing is left at `to`.
    pub async fn audit_table(&self, filter: &AuditFilter, to: &Path) -> Result<u32> {
        if to.exists() {
            return Err(Error::ExportExists { path: show(to) });
        }
        self.note_act(Entry::workspace(
            "audit.table-written",
            self.ring().workspace,
        ))
        .await?;
        let (bytes, rows) = self.table(filter).await?;
        write_new(to, &bytes)?;
        Ok(rows)
    }

    async fn table(&self, filter: &AuditFilter) -> Result<(Vec<u8>, u32)> {
        let mut table = csv::Writer::from_writer(Vec::new());
        let row = |table: &mut csv::Writer<Vec<u8>>, cells: &[String]| {
            table.write_record(cells).map_err(Error::internal)
        };
        let head = [
            "seq",
            "at",
            "login",
            "person",
            "act",
            "object_kind",
            "object",
            "case",
            "detail",
            "leaf",
        ];
        row(&mut table, &head.map(str::to_owned))?;
        let mut filter = AuditFilter {
            limit: 1000,
            ..filter.clone()
        };
        let mut rows = 0;
        loop {
            let page = self.audit_list(&filter).await?;
            for entry in &page.entries {
                let detail = serde_json::to_string(&entry.detail)?;
                row(
                    &mut table,
                    &[
                        entry.seq.to_string(),
                        entry.at.to_rfc3339(),
                        inert(&entry.login),
                        inert(entry.person.as_ref().map_or("", |person| &person.name)),
                        inert(&entry.act),
                        inert(&entry.object_kind),
                        entry.object.to_string(),
                        entry.case_number.map_or(String::new(), |n| n.to_string()),
                        detail,
                        entry.leaf.clone(),
                    ],
                )?;
                rows += 1;
            }
            filter.before = page.next;
            if page.next.is_none() {
                return Ok((table.into_inner().map_err(Error::internal)?, rows));
            }
        }
    }
}

/// Writes a file that was not there: whole, or not at all.
fn write_new(to: &Path, bytes: &[u8]) -> Result<()> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(to)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .map_err(|error| {
            let _ = std::fs::remove_file(to);
            io_error(to, &error)
        })
}

/// Text of people, as no spreadsheet takes it for a formula.
fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
