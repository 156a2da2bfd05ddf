//! The list of what was erased: a file in the workspace's folder, and beside every backup that can
//! be reached. A restored backup is erased again by it, before anybody sees it. It names ids and
//! days alone, under a keyed hash that only members of the workspace can make.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use data_encoding::BASE64;
use domain::retention::Because;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::workspace::{io_error, show};
use crate::{Desk, Error, Result};

/// The file's name in a workspace's folder.
pub(crate) const NAME: &str = "erased";

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
    erased: Vec<Line>,
    /// In base64.
    mac: String,
}

#[derive(Serialize, Deserialize)]
struct Line {
    id: Uuid,
    at: DateTime<Utc>,
    /// Of a case; a message of no case has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    because: Option<Because>,
}

impl Desk {
    /// Writes the list into the workspace's folder, and beside its backups as far as they can be
    /// reached from here.
    pub(crate) async fn write_erasures(&self) -> Result<()> {
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

    /// Writes the list to a file, in place of what is there: to be kept with a backup that lies
    /// elsewhere.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for who is no officer; [`Error::DiskFull`], [`Error::Io`].
    pub async fn write_erasures_to(&self, to: &Path) -> Result<u32> {
        let rows = {
            let mut tx = self.read().await?;
            store::retention::erased(&mut tx).await?
        };
        let line = |row: store::retention::ErasedRow| Line {
            id: row.id,
            at: row.erased_at,
            because: row.erased_because.and_then(|word| word.parse().ok()),
        };
        let mut list = List {
            workspace: self.ring().workspace,
            erased: rows.into_iter().map(line).collect(),
            mac: String::new(),
        };
        list.mac = self.mac(&list)?;
        let mut partial = to.as_os_str().to_owned();
        partial.push(".new");
        let written =
            fs::write(&partial, serde_json::to_vec(&list)?).and_then(|()| fs::rename(&partial, to));
        written.map_err(|e| io_error(to, &e))?;
        Ok(u32::try_from(list.erased.len()).unwrap_or(u32::MAX))
    }

    fn mac(&self, list: &List) -> Result<String> {
        let said = serde_json::to_vec(&(list.workspace, &list.erased))?;
        Ok(BASE64.encode(&self.ring().erasures_mac(&said)?))
    }

    /// Erases again what a list has. Gives how many cases and messages that were.
    ///
    /// # Errors
    /// [`Error::ErasureList`] for a file that is no list of this workspace.
    pub(crate) async fn replay_erasures(&self, from: &Path) -> Result<u32> {
        let not_ours = || Error::ErasureList { path: show(from) };
        let bytes = fs::read(from).map_err(|e| io_error(from, &e))?;
        let list: List = serde_json::from_slice(&bytes).map_err(|_| not_ours())?;
        if list.workspace != self.ring().workspace || list.mac != self.mac(&list)? {
            return Err(not_ours());
        }
        let mut again = 0;
        for line in &list.erased {
            let erased = match line.because {
                Some(because) => self.erase_again(line.id, because, line.at).await?,
                None => self.erase_message_again(line.id, line.at).await?,
            };
            again += u32::from(erased);
        }
        Ok(again)
    }
}
