//! The list of what was erased: a file in the workspace's folder, and beside every backup that can
//! be reached. A restored backup is erased again by it, before anybody sees it, and mail that was
//! erased is known when it comes in once more. It names ids, days, outcomes and keyed hashes alone,
//! under a keyed hash that only members of the workspace can make.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use data_encoding::BASE64;
use domain::complaints::{Disposition, Outcome, ReceivedSource};
use domain::retention::Because;
use serde::{Deserialize, Serialize};
use store::Word;
use store::mail::MessageRow;
use uuid::Uuid;

use crate::door::{Entry, Sealer};
use crate::workspace::{io_error, show};
use crate::{Desk, Error, Result};

/// The file's name in a workspace's folder.
pub(crate) const NAME: &str = "erased";
/// More than this is no list: a million erasures are less.
const LARGEST: u64 = 512 << 20;

/// Where a backup's own list lies.
pub(crate) fn beside(backup: &Path) -> PathBuf {
    let mut name = backup.as_os_str().to_owned();
    name.push(".");
    name.push(NAME);
    PathBuf::from(name)
}

#[derive(Serialize, Deserialize)]
struct List {
    workspace: Uuid,
    erased: BTreeMap<Uuid, Line>,
    /// The keyed hashes of the bytes of what was erased, in base64.
    contents: Vec<String>,
    /// In base64.
    mac: String,
}

#[derive(Clone, Serialize, Deserialize)]
struct Line {
    at: DateTime<Utc>,
    /// Of a case; a message has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    because: Option<Because>,
    /// What came of its asks.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    outcomes: BTreeMap<Uuid, Outcome>,
}

impl Desk {
    /// Writes the list wherever it belongs, if anything was erased. What can't be written now is
    /// written when the workspace is opened next, and with the next erasure or backup.
    pub(crate) async fn write_erasures_if_any(&self) {
        let written = async {
            let mut tx = self.read().await?;
            let any = store::retention::erased_any(&mut tx).await?;
            drop(tx);
            if !any && !self.inner.folder.join(NAME).exists() {
                return Ok(());
            }
            self.write_erasures().await
        };
        if let Err(error) = written.await {
            tracing::warn!(code = error.code(), "the list of erasures was not written");
        }
    }

    /// Writes the list into the workspace's folder, and beside its backups as far as they can be
    /// reached from here.
    pub(super) async fn write_erasures(&self) -> Result<()> {
        self.write_erasures_to(&self.inner.folder.join(NAME))
            .await?;
        for backup in self.backup_list().await? {
            if backup.here {
                self.write_erasures_to(&beside(Path::new(&backup.path)))
                    .await?;
            }
        }
        Ok(())
    }

    /// Writes the list to a file, to be kept with a backup that lies elsewhere. What an earlier list
    /// of this workspace there has more stays in it: nothing that was erased is erased no longer.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for who is no officer; [`Error::DiskFull`], [`Error::Io`].
    pub async fn write_erasures_to(&self, to: &Path) -> Result<u32> {
        let mut list = self.erasures().await?;
        if let Ok(Some(before)) = self.read_list(to) {
            list.contents.extend(before.contents);
            for (id, line) in before.erased {
                list.erased.entry(id).or_insert(line);
            }
        }
        list.contents.sort();
        list.contents.dedup();
        list.mac = self.mac(&list)?;
        let (folder, name) = to
            .parent()
            .zip(to.file_name())
            .ok_or_else(|| Error::Place {
                path: show(to),
                why: "no name".to_owned(),
            })?;
        // A name alone is in this folder.
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        vault::write_atomically(folder, &name.to_string_lossy(), &serde_json::to_vec(&list)?)
            .map_err(|e| io_error(to, &e))?;
        Ok(u32::try_from(list.erased.len()).unwrap_or(u32::MAX))
    }

    async fn erasures(&self) -> Result<List> {
        let mut tx = self.read().await?;
        let line = |row: store::retention::ErasedRow| {
            let line = Line {
                at: row.erased_at,
                because: row.erased_because.and_then(|word| word.parse().ok()),
                outcomes: BTreeMap::new(),
            };
            (row.id, line)
        };
        let rows = store::retention::erased(&mut tx).await?;
        let mut erased: BTreeMap<Uuid, Line> = rows.into_iter().map(line).collect();
        for (case, ask, outcome) in store::retention::erased_outcomes(&mut tx).await? {
            let outcome = outcome.and_then(|word| word.parse().ok());
            if let (Some(line), Some(outcome)) = (erased.get_mut(&case), outcome) {
                line.outcomes.insert(ask, outcome);
            }
        }
        let contents = store::retention::erased_contents(&mut tx).await?;
        Ok(List {
            workspace: self.ring().workspace,
            erased,
            contents: contents.iter().map(|key| BASE64.encode(key)).collect(),
            mac: String::new(),
        })
    }

    fn mac(&self, list: &List) -> Result<String> {
        let said = serde_json::to_vec(&(list.workspace, &list.erased, &list.contents))?;
        Ok(BASE64.encode(&self.ring().erasures_mac(&said)?))
    }

    /// A list of this workspace; none where it is another's.
    ///
    /// # Errors
    /// [`Error::ErasureList`] for what is no list, or was changed since it was written.
    fn read_list(&self, from: &Path) -> Result<Option<List>> {
        let not_ours = || Error::ErasureList { path: show(from) };
        let length = fs::metadata(from).map_err(|e| io_error(from, &e))?.len();
        if length > LARGEST {
            return Err(not_ours());
        }
        let bytes = fs::read(from).map_err(|e| io_error(from, &e))?;
        let list: List = serde_json::from_slice(&bytes).map_err(|_| not_ours())?;
        if list.workspace != self.ring().workspace {
            return Ok(None);
        }
        if list.mac != self.mac(&list)? {
            return Err(not_ours());
        }
        Ok(Some(list))
    }

    /// Erases again what a list that was found nearby has. Another workspace's is passed over, and so
    /// is what can't be read at all.
    ///
    /// # Errors
    /// [`Error::ErasureList`] for a list that lies in this workspace's own place and is not whole:
    /// without it what was erased would be back.
    pub(crate) async fn replay_near(&self, from: &Path) -> Result<u32> {
        match self.replay_erasures(from).await {
            Ok(again) => Ok(again.unwrap_or(0)),
            Err(Error::Io { .. } | Error::ReadOnly { .. }) => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// Erases again what a list has. Gives how many cases and messages that were; none where it is
    /// another workspace's.
    ///
    /// # Errors
    /// [`Error::ErasureList`] for a file that is no list, or was changed.
    pub(crate) async fn replay_erasures(&self, from: &Path) -> Result<Option<u32>> {
        let Some(list) = self.read_list(from)? else {
            return Ok(None);
        };
        let mut again = 0;
        // A case takes its messages along; those are left that were in another when the backup was
        // made.
        let (cases, messages): (Vec<_>, Vec<_>) = list
            .erased
            .iter()
            .partition(|(_, line)| line.because.is_some());
        for (id, line) in cases.into_iter().chain(messages) {
            let erased = match line.because {
                Some(because) => {
                    self.erase_again(*id, because, line.at, &line.outcomes)
                        .await?
                }
                None => self.erase_message_again(*id, line.at).await?,
            };
            again += u32::from(erased);
        }
        self.know_again(&list.contents).await?;
        Ok(Some(again))
    }

    /// Leaves of mail that came in and was erased after the backup was made what there was left of
    /// it: that it is known.
    async fn know_again(&self, contents: &[String]) -> Result<()> {
        let mut act = self.act().await?;
        let sealer = Sealer::to(self.ring().complaints()?)?;
        let mut known = 0;
        for content in contents {
            let key = BASE64.decode(content.as_bytes()).map_err(Error::internal)?;
            if store::mail::by_content(&mut act.tx, &key).await?.is_some() {
                continue;
            }
            let emptied = self.emptied_one(&sealer, self.id())?;
            let row = MessageRow {
                id: emptied.id,
                case_id: None,
                disposition: Word(Disposition::Duplicate),
                reason: None,
                outgoing: false,
                history: true,
                content_key: Some(key),
                source_key: None,
                message_id_key: None,
                sender_key: None,
                text_key: None,
                duplicate_of: None,
                answers: None,
                suggested_case: None,
                received_at: act.now,
                received_source: Word(ReceivedSource::Arrival),
                arrived_at: act.now,
                size: 0,
                attachments: 0,
                language: None,
                sealed: emptied.sealed,
                body: None,
                erased_at: Some(act.now),
            };
            store::workspace::add_data_keys(&mut act.tx, &[emptied.key]).await?;
            store::mail::add(&mut act.tx, &[row]).await?;
            known += 1;
        }
        if known == 0 {
            return Ok(());
        }
        let entry = Entry::workspace("retention.known-again", self.ring().workspace);
        act.log(entry.with("messages", known));
        act.commit().await.map(drop)
    }
}
