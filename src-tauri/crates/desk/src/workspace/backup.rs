//! A backup is one file: the database as it is (encrypted), the keys (wrapped), and at the end
//! how long each is.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use std::sync::atomic::Ordering;

use vault::{KeyFile, KeyFileError};

use super::create::{clear_partials, partial_of};
use super::place::{Place, io_error, key_error, make_folder, show};
use crate::door::{Entry, system_clock};
use crate::{Desk, Error, Result};

/// Ends every backup: the length of the database, the length of the keys (each 8 bytes,
/// big-endian), and these bytes.
const MAGIC: &[u8; 8] = b"PDBACK01";
const TRAILER: u64 = 24;

impl Desk {
    /// Copies the open workspace into one file; work goes on meanwhile. `progress` hears pages
    /// done and in all, and cancels by giving `false`.
    ///
    /// Of a team's workspace it holds what this person alone needs: restored, it is a workspace on
    /// this computer, which can move to a server again.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for who is no officer of a team;
    /// [`Error::BackupExists`], [`Error::BackupCancelled`], [`Error::DiskFull`],
    /// [`Error::ReadOnly`]: then nothing is left at `to`.
    pub async fn backup(
        &self,
        to: &Path,
        mut progress: impl FnMut(u32, u32) -> bool + Send,
    ) -> Result<()> {
        if to.exists() {
            return Err(Error::BackupExists { path: show(to) });
        }
        let _one = self.inner.backing_up.lock().await;
        self.inner.cancel.store(false, Ordering::SeqCst);
        clear_partials(to);
        let partial = partial_of(to, self.id())?;
        let goes_on = |done, all| !self.inner.cancel.load(Ordering::SeqCst) && progress(done, all);
        let made = self.write_backup(&partial, goes_on).await;
        let made = made.and_then(|()| fs::rename(&partial, to).map_err(|e| io_error(to, &e)));
        if made.is_err() {
            // Without its end it is no backup.
            let _ = fs::remove_file(&partial);
        }
        made?;
        let mut act = self.act().await?;
        store::workspace::set_backup(&mut act.tx, act.now).await?;
        act.log(Entry::workspace(
            "workspace.backed-up",
            self.ring().workspace,
        ));
        act.commit().await.map(drop)
    }

    async fn write_backup(
        &self,
        to: &Path,
        progress: impl FnMut(u32, u32) -> bool + Send,
    ) -> Result<()> {
        if !self.is_embedded() {
            self.ring().complaints()?;
            self.fill_file(to).await.map_err(|e| e.at(to))?;
            return self.add_keys(to);
        }
        let key = self.inner.secrets.database.to_hex();
        let whole = store::backup::copy(&self.inner.store, to, &key, progress)
            .await
            .map_err(|e| match e {
                // Only what is read can be damaged.
                store::Error::Damaged => Error::from(e).at(&self.inner.folder),
                _ => Error::from(e).at(to),
            })?;
        if !whole {
            return Err(Error::BackupCancelled);
        }
        self.add_keys(to)
    }

    fn add_keys(&self, to: &Path) -> Result<()> {
        let keys = fs::read(self.inner.folder.join(vault::NAME))
            .map_err(|e| io_error(&self.inner.folder, &e))?;
        append_keys(to, &keys).map_err(|e| io_error(to, &e))
    }
}

fn append_keys(to: &Path, keys: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).open(to)?;
    let database = file.metadata()?.len();
    file.write_all(keys)?;
    file.write_all(&database.to_be_bytes())?;
    file.write_all(&(keys.len() as u64).to_be_bytes())?;
    file.write_all(MAGIC)?;
    file.sync_all()
}

/// Makes a workspace at `to` from a backup, and opens it. What is there is whole or not there.
///
/// # Errors
/// [`Error::NotABackup`], [`Error::BackupMissing`], [`Error::BackupDamaged`], [`Error::Exists`],
/// [`Error::WrongPassphrase`], [`Error::DiskFull`].
pub async fn restore(from: &Path, to: Place, passphrase: &str) -> Result<Desk> {
    if to.folder.exists() {
        return Err(Error::Exists {
            path: show(&to.folder),
        });
    }
    clear_partials(&to.folder);
    let partial = partial_of(&to.folder, uuid::Uuid::now_v7())?;
    let place = Place {
        folder: partial.clone(),
        server: None,
    };
    let made = unpack(from, &place);
    let made = match made {
        Ok(()) => prove(&place, passphrase).await.map_err(|e| match e {
            Error::Damaged { .. } => Error::BackupDamaged { path: show(from) },
            other => other,
        }),
        Err(error) => Err(error),
    };
    let made = made.and_then(|()| {
        vault::publish_folder(&partial, &to.folder).map_err(|e| io_error(&to.folder, &e))
    });
    if let Err(error) = made {
        let _ = fs::remove_dir_all(&partial);
        return Err(error);
    }
    let desk = Desk::open(to, passphrase).await?;
    desk.note_act(Entry::workspace(
        "workspace.restored",
        desk.ring().workspace,
    ))
    .await?;
    Ok(desk)
}

fn unpack(from: &Path, place: &Place) -> Result<()> {
    let not_a_backup = || Error::NotABackup { path: show(from) };
    let mut file = File::open(from).map_err(|e| match io_error(from, &e) {
        Error::NotFound { path } => Error::BackupMissing { path },
        other => other,
    })?;
    let length = file.metadata().map_err(|e| io_error(from, &e))?.len();
    if length < TRAILER {
        return Err(not_a_backup());
    }
    let mut trailer = [0; TRAILER as usize];
    file.seek(SeekFrom::End(-(TRAILER as i64)))
        .and_then(|_| file.read_exact(&mut trailer))
        .and_then(|()| file.rewind())
        .map_err(|e| io_error(from, &e))?;
    let number = |at: usize| {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&trailer[at..at + 8]);
        u64::from_be_bytes(bytes)
    };
    let (database, keys) = (number(0), number(8));
    let stated = database
        .checked_add(keys)
        .and_then(|sum| sum.checked_add(TRAILER));
    if &trailer[16..] != MAGIC || stated != Some(length) {
        return Err(not_a_backup());
    }
    make_folder(&place.folder).map_err(|e| io_error(&place.folder, &e))?;
    let _lock = place.lock()?;
    write_part(&mut file, &place.database(), database)?;
    write_part(&mut file, &place.folder.join(vault::NAME), keys)?;
    let mut keys = KeyFile::read(&place.folder).map_err(|e| match e {
        KeyFileError::Damaged => Error::BackupDamaged { path: show(from) },
        other => key_error(&place.folder, other),
    })?;
    keys.repair(&place.folder)
        .map_err(|e| key_error(&place.folder, e))
}

fn write_part(from: &mut File, to: &Path, length: u64) -> Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(to)
        .and_then(|mut file| {
            io::copy(&mut from.take(length), &mut file)?;
            file.sync_all()
        });
    written.map_err(|e| io_error(to, &e))
}

/// Opens what was unpacked, and has its log verified: a backup that was damaged is found before
/// it gets the workspace's name.
async fn prove(place: &Place, passphrase: &str) -> Result<()> {
    let desk = Desk::open_at(place.clone(), passphrase, system_clock()).await?;
    let pages = desk.inner.store.check_pages().await;
    let verdict = desk.audit_verify().await;
    desk.close().await;
    pages.map_err(|e| Error::from(e).at(&place.folder))?;
    let verdict = verdict?;
    if verdict.sound {
        Ok(())
    } else {
        Err(Error::AuditNotSound {
            seq: verdict.first_bad.unwrap_or(0),
        })
    }
}
