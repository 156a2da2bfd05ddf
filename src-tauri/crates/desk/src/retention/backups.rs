//! Which backups there are, where they lie, and until when the office keeps them.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Days, Utc};
use store::retention::BackupRow;
use uuid::Uuid;

use super::{BackupView, beside};
use crate::door::{Act, Entry, Sealer};
use crate::workspace::{backup_id, io_error, show};
use crate::{Desk, Error, Result, fields};

/// The longest that a backup is kept: ten years.
const LONGEST: u32 = 3_660;

impl Desk {
    /// Sets for how many days the office keeps a backup; those that were made keep their day.
    ///
    /// # Errors
    /// [`Error::Invalid`] for none, or more than ten years; [`Error::NotAllowed`].
    pub async fn set_backup_days(&self, days: u32) -> Result<()> {
        self.ring().complaints()?;
        let stored = i32::try_from(days)
            .ok()
            .filter(|_| (1..=LONGEST).contains(&days))
            .ok_or_else(|| Error::Invalid {
                field: "days".to_owned(),
            })?;
        let mut act = self.act().await?;
        store::workspace::set_backup_days(&mut act.tx, stored).await?;
        let entry = Entry::workspace("retention.backup-days-set", self.ring().workspace);
        act.log(entry.with("days", days));
        act.commit().await?;
        self.inner
            .row
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .keep_backups_days = stored;
        Ok(())
    }

    /// Enters a backup that is complete, and has everything as of a time, in the act that says so.
    pub(crate) async fn enter_backup(
        &self,
        act: &mut Act<'_>,
        id: Uuid,
        as_of: DateTime<Utc>,
        path: &Path,
    ) -> Result<()> {
        let ring = self.ring();
        let (key, row) = Sealer::to(ring.complaints()?)?.key(id)?;
        let days = u64::try_from(self.row().keep_backups_days).unwrap_or(0);
        let day = self.day(as_of);
        let path = fs::canonicalize(path).map_or_else(|_| show(path), |path| show(&path));
        let backup = BackupRow {
            id,
            made_at: as_of,
            made_by: self.inner.me.id,
            keep_until: day.checked_add_days(Days::new(days)).unwrap_or(day),
            destroyed_at: None,
            sealed: ring.seal_text(&key, fields::BACKUP, id, &path)?,
        };
        store::workspace::add_data_keys(&mut act.tx, &[row]).await?;
        Ok(store::retention::add_backup(&mut act.tx, &backup).await?)
    }

    /// Enters the backup that a workspace was just restored from. An earlier one, without an id, is
    /// entered each time.
    pub(crate) async fn enter_restored(
        &self,
        act: &mut Act<'_>,
        from: &Path,
        as_of: DateTime<Utc>,
    ) -> Result<()> {
        let scope = self.ring().complaints()?.id;
        let id = backup_id(from).unwrap_or_else(|| self.id());
        let known = store::retention::backups(&mut act.tx, scope).await?;
        if known.iter().any(|row| row.backup.id == id) {
            return Ok(());
        }
        self.enter_backup(act, id, as_of, from).await
    }

    /// The backups that were made, newest first.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for who is no officer.
    pub async fn backup_list(&self) -> Result<Vec<BackupView>> {
        let ring = self.ring();
        let scope = ring.complaints()?.id;
        let mut tx = self.read().await?;
        let rows = store::retention::backups(&mut tx, scope).await?;
        let people = self.people_in(&mut tx).await?;
        drop(tx);
        let today = self.today();
        rows.into_iter()
            .map(|row| {
                let b = row.backup;
                let key = ring.data_key(b.id, &row.wrapped, row.generation)?;
                let path = ring.open_text(&key, fields::BACKUP, b.id, &b.sealed)?;
                Ok(BackupView {
                    id: b.id,
                    made_at: b.made_at,
                    made_by: people.iter().find(|p| p.id == b.made_by).cloned(),
                    here: b.destroyed_at.is_none() && backup_id(Path::new(&path)) == Some(b.id),
                    path,
                    keep_until: b.keep_until,
                    overdue: b.destroyed_at.is_none() && b.keep_until < today,
                    destroyed_at: b.destroyed_at,
                })
            })
            .collect()
    }

    /// Says that a backup is destroyed, and deletes its file where it can be reached from here.
    ///
    /// # Errors
    /// [`Error::BackupNotFound`]; [`Error::Io`] where the file can't be deleted: then nothing is
    /// said of it.
    pub async fn destroy_backup(&self, id: Uuid) -> Result<()> {
        let known = self.backup_list().await?;
        let backup = known
            .iter()
            .find(|b| b.id == id)
            .ok_or(Error::BackupNotFound)?;
        if backup.here {
            let path = Path::new(&backup.path);
            fs::remove_file(path).map_err(|e| io_error(path, &e))?;
            let _ = fs::remove_file(beside(path));
        }
        let mut act = self.act().await?;
        if !store::retention::set_destroyed(&mut act.tx, id, act.now).await? {
            return Err(Error::BackupNotFound);
        }
        act.log(
            Entry::workspace("retention.backup-destroyed", self.ring().workspace)
                .with("made", backup.made_at.date_naive())
                .with("deleted", backup.here),
        );
        act.commit().await.map(drop)
    }
}
