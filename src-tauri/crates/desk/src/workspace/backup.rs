//! A backup is one file: the database as it is (encrypted), the keys (wrapped), and at the end
//! how long each is.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use std::sync::atomic::Ordering;

use vault::{KeyFile, KeyFileError};

use super::create::{clear_partials, partial_of};
use super::place::{Place, io_error, key_error, make_folder, show};
use crate::door::{Entry, system_clock};
use crate::{Desk, Error, Result, retention};

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
        self.enter_backup(&mut act, to).await?;
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

/// Whether a file ends as a backup does.
pub(crate) fn is_backup(path: &Path) -> bool {
    let magic = || -> io::Result<bool> {
        let mut file = File::open(path)?;
        let mut last = [0; MAGIC.len()];
        file.seek(SeekFrom::End(-(MAGIC.len() as i64)))?;
        file.read_exact(&mut last)?;
        Ok(&last == MAGIC)
    };
    magic().unwrap_or(false)
}

/// A workspace made from a backup.
pub struct Restored {
    pub desk: Desk,
    /// Cases and messages that the backup still had, and that were erased again.
    pub erased_again: u32,
}

/// Makes a workspace at `to` from a backup, and opens it. What is there is whole or not there.
///
/// What was erased since the backup was made is erased again before anybody sees it: by the list
/// `erased`, where one is given, and by those that lie beside the backup, or in the folder of this
/// workspace beside it or beside `to`.
///
/// # Errors
/// [`Error::NotABackup`], [`Error::BackupMissing`], [`Error::BackupDamaged`], [`Error::Exists`],
/// [`Error::WrongPassphrase`], [`Error::DiskFull`]; [`Error::ErasureList`] for a list of another
/// workspace in `erased`.
pub async fn restore(
    from: &Path,
    to: Place,
    passphrase: &str,
    erased: Option<&Path>,
) -> Result<Restored> {
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
    let lists = lists_near(from, &to.folder);
    let made = match made {
        Ok(()) => prove(&place, passphrase, erased, &lists)
            .await
            .map_err(|e| match e {
                Error::Damaged { .. } => Error::BackupDamaged { path: show(from) },
                other => other,
            }),
        Err(error) => Err(error),
    };
    let made = made.and_then(|again| {
        let published = vault::publish_folder(&partial, &to.folder);
        published
            .map_err(|e| io_error(&to.folder, &e))
            .map(|()| again)
    });
    let erased_again = match made {
        Ok(again) => again,
        Err(error) => {
            let _ = fs::remove_dir_all(&partial);
            return Err(error);
        }
    };
    let desk = Desk::open(to, passphrase).await?;
    let entry = Entry::workspace("workspace.restored", desk.ring().workspace);
    desk.note_act(entry.with("erased", erased_again)).await?;
    Ok(Restored { desk, erased_again })
}

/// Lists of erasures that may be this workspace's: beside the backup, and in the folders of
/// workspaces beside it or beside `to`.
fn lists_near(from: &Path, to: &Path) -> Vec<PathBuf> {
    let folders = [from, to].into_iter().filter_map(Path::parent);
    let workspaces =
        folders.flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
    let lists = workspaces.map(|entry| entry.path().join(retention::LIST));
    let mut all: Vec<PathBuf> = lists.chain([retention::beside(from)]).collect();
    all.retain(|path| path.is_file());
    all.sort();
    all.dedup();
    all
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

/// Opens what was unpacked, has its log verified, and erases again what was erased since: a backup
/// that was damaged is found before it gets the workspace's name. Gives how much that was.
async fn prove(
    place: &Place,
    passphrase: &str,
    erased: Option<&Path>,
    lists: &[PathBuf],
) -> Result<u32> {
    let desk = Desk::open_at(place.clone(), passphrase, system_clock()).await?;
    let proven = async {
        let pages = desk.inner.store.check_pages().await;
        pages.map_err(|e| Error::from(e).at(&place.folder))?;
        let verdict = desk.audit_verify().await?;
        if !verdict.sound {
            return Err(Error::AuditNotSound {
                seq: verdict.first_bad.unwrap_or(0),
            });
        }
        let mut again = 0;
        if let Some(list) = erased {
            again += desk.replay_erasures(list).await?;
        }
        for list in lists {
            again += match desk.replay_erasures(list).await {
                // Another workspace's, which only happens to lie there.
                Err(Error::ErasureList { .. }) => 0,
                other => other?,
            };
        }
        if again > 0 {
            desk.after_erasing().await;
        }
        Ok(again)
    };
    let proven = proven.await;
    desk.close().await;
    proven
}
