//! The checkpoint that this client keeps: what the log was when it last looked. Who can rewrite the
//! database, head and all, can't rewrite a file on everybody's own computer.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use chrono::TimeDelta;
use data_encoding::BASE64;
use domain::audit::{Checkpoint, Frontier};
use serde::{Deserialize, Serialize};
use store::audit::HeadRow;

use super::verify::leaf;
use crate::workspace::io_error;
use crate::{Desk, Error, Result};

/// The file's name in a workspace's folder.
const NAME: &str = "checkpoint";
/// So many entries later, or so much later, the next one is kept.
const EVERY: i64 = 100;
const AFTER: TimeDelta = TimeDelta::minutes(15);

/// A checkpoint that this person has signed (C2SP signed note), and the tree as it was then, from
/// which its growth is followed without reading it from the beginning.
#[derive(Serialize, Deserialize)]
struct Kept {
    note: String,
    /// In base64; none for who may not read the entries, and so follows the log's size alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    frontier: Option<String>,
}

impl Desk {
    /// Proves that the log goes on from where this client saw it last, and keeps what it is now.
    ///
    /// # Errors
    /// [`Error::AuditInconsistent`] where it does not: nothing is opened any more until somebody has
    /// looked into it.
    pub(crate) async fn keep_checkpoint(&self) -> Result<()> {
        let head = {
            let mut tx = self.read().await?;
            store::audit::head(&mut tx).await?
        };
        let before = self.read_kept()?;
        if let Some((kept, _)) = &before {
            not_shrunk(kept, &head)?;
        }
        // The first time there is nothing to hold it against, but itself; and where the log's size
        // alone was kept, it is read from its beginning.
        let (kept, from) = before.map_or((None, None), |(kept, from)| (Some(kept), from));
        let had_frontier = from.is_some();
        let grown = self.grown(from.unwrap_or_default(), kept.as_ref(), &head);
        let frontier = match grown.await {
            Ok(frontier) => Some(BASE64.encode(&frontier.to_bytes())),
            // What was seen whole once is not given up for what is seen from outside.
            Err(Error::NotAllowed) if had_frontier => return Ok(()),
            Err(Error::NotAllowed) => None,
            Err(error) => return Err(error),
        };
        let kept = Kept {
            note: self.checkpoint(&head)?,
            frontier,
        };
        let path = self.checkpoint_path();
        let partial = path.with_extension("new");
        fs::write(&partial, serde_json::to_vec(&kept)?)
            .and_then(|()| fs::rename(&partial, &path))
            .map_err(|e| io_error(&path, &e))?;
        self.inner.kept_size.store(head.size, Ordering::Relaxed);
        let now = self.now().timestamp();
        self.inner.kept_at.store(now, Ordering::Relaxed);
        Ok(())
    }

    /// After an act: keeps the next checkpoint if it is time. What is wrong with the log is told to
    /// whoever asks for anything next; this act is done.
    pub(crate) async fn checkpoint_if_due(&self, size: i64) {
        let inner = &self.inner;
        let since = self.now().timestamp() - inner.kept_at.load(Ordering::Relaxed);
        let due =
            size - inner.kept_size.load(Ordering::Relaxed) >= EVERY || since >= AFTER.num_seconds();
        if !due || inner.importing.load(Ordering::Relaxed) {
            return;
        }
        if let Err(Error::AuditInconsistent { seq }) = self.keep_checkpoint().await {
            inner.inconsistent.store(seq, Ordering::Relaxed);
        }
    }

    /// The checkpoint that is kept, if there is one.
    ///
    /// # Errors
    /// [`Error::AuditInconsistent`] where it is not what this person has signed of this log.
    pub(super) fn kept_checkpoint(&self) -> Result<Option<Checkpoint>> {
        Ok(self.read_kept()?.map(|(checkpoint, _)| checkpoint))
    }

    fn read_kept(&self) -> Result<Option<(Checkpoint, Option<Frontier>)>> {
        let path = self.checkpoint_path();
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(io_error(&path, &e)),
        };
        self.parse_kept(&bytes)
            .map(Some)
            .ok_or(Error::AuditInconsistent { seq: 0 })
    }

    fn parse_kept(&self, bytes: &[u8]) -> Option<(Checkpoint, Option<Frontier>)> {
        let kept: Kept = serde_json::from_slice(bytes).ok()?;
        let key = self.inner.secrets.signing.verifying();
        let checkpoint = vault::open_checkpoint(&kept.note, &self.signer(), &key).ok()?;
        if checkpoint.origin != self.log_origin() {
            return None;
        }
        let Some(frontier) = kept.frontier else {
            return Some((checkpoint, None));
        };
        let bytes = BASE64.decode(frontier.as_bytes()).ok()?;
        let frontier = Frontier::try_from(bytes.as_slice()).ok()?;
        let fits = frontier.size() == checkpoint.size && frontier.root() == checkpoint.root;
        fits.then_some((checkpoint, Some(frontier)))
    }

    fn checkpoint_path(&self) -> PathBuf {
        self.inner.folder.join(NAME)
    }

    /// The tree with the entries that came since, which must be what the head says.
    async fn grown(
        &self,
        mut frontier: Frontier,
        kept: Option<&Checkpoint>,
        head: &HeadRow,
    ) -> Result<Frontier> {
        let from = i64::try_from(frontier.size()).map_err(Error::internal)? + 1;
        let mut seq = from;
        while seq <= head.size {
            let rows = self.entries(seq, head.size).await?;
            for row in &rows {
                let change = row.change_hash.as_slice().try_into();
                let hash = change.map(|change| leaf(self.inner.log, row, change).hash());
                match hash {
                    Ok(hash) if row.seq == seq && hash.as_slice() == row.leaf_hash => {
                        frontier.append(hash);
                        let at_kept = kept.filter(|kept| kept.size == frontier.size());
                        if at_kept.is_some_and(|kept| kept.root != frontier.root()) {
                            return Err(Error::AuditInconsistent { seq: from });
                        }
                    }
                    _ => return Err(Error::AuditInconsistent { seq }),
                }
                seq += 1;
            }
            if rows.is_empty() {
                return Err(Error::AuditInconsistent { seq });
            }
        }
        let same = i64::try_from(frontier.size()) == Ok(head.size)
            && frontier.root().as_slice() == head.root;
        if same {
            Ok(frontier)
        } else {
            Err(Error::AuditInconsistent {
                seq: from.min(head.size + 1),
            })
        }
    }
}

/// What everyone can see of a log: it only grows, and is the same while it does not.
fn not_shrunk(kept: &Checkpoint, head: &HeadRow) -> Result<()> {
    let size = u64::try_from(head.size).map_err(Error::internal)?;
    let same = size > kept.size || (size == kept.size && kept.root.as_slice() == head.root);
    if same {
        Ok(())
    } else {
        Err(Error::AuditInconsistent {
            seq: head.size.min(i64::try_from(kept.size).unwrap_or(i64::MAX)) + 1,
        })
    }
}
