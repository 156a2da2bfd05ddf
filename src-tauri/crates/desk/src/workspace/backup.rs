//! A backup is one file: the database as it is (encrypted), the keys (wrapped), and at the end
//! how long each is.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};
use uuid::Uuid;
use vault::{KeyFile, KeyFileError};

use super::create::{clear_partials, partial_of};
use super::place::{Place, io_error, key_error, make_folder, show};
use crate::door::{Entry, system_clock};
use crate::{Desk, Error, Result, retention};

/// Ends every backup: its id (16 bytes), the length of the database, the length of the keys (each 8
/// bytes, big-endian), and these bytes. Earlier ones have no id.
const MAGIC: &[u8; 8] = b"PDBACK02";
const EARLIER: &[u8; 8] = b"PDBACK01";
/// The end that both have.
const TRAILER: u64 = 24;
const ID: u64 = 16;

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
        let (id, began) = (self.id(), self.now());
        let partial = partial_of(to, id)?;
        let goes_on = |done, all| !self.inner.cancel.load(Ordering::SeqCst) && progress(done, all);
        let made = self.write_backup(&partial, id, goes_on).await;
        let made = made.and_then(|()| fs::rename(&partial, to).map_err(|e| io_error(to, &e)));
        if made.is_err() {
            // Without its end it is no backup.
            let _ = fs::remove_file(&partial);
        }
        made?;
        let mut act = self.act().await?;
        store::workspace::set_backup(&mut act.tx, act.now).await?;
        // A file's copy has what is written while it is made; a server's is as of its beginning.
        let as_of = if self.is_embedded() { act.now } else { began };
        self.enter_backup(&mut act, id, as_of, to).await?;
        act.log(Entry::workspace(
            "workspace.backed-up",
            self.ring().workspace,
        ));
        act.commit().await?;
        // What is erased while it is made, or was, is erased of it again.
        self.write_erasures_if_any().await;
        Ok(())
    }

    async fn write_backup(
        &self,
        to: &Path,
        id: Uuid,
        progress: impl FnMut(u32, u32) -> bool + Send,
    ) -> Result<()> {
        if !self.is_embedded() {
            self.ring().complaints()?;
            self.fill_file(to).await.map_err(|e| e.at(to))?;
            return self.add_keys(to, id);
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
        self.add_keys(to, id)
    }

    fn add_keys(&self, to: &Path, id: Uuid) -> Result<()> {
        let keys = fs::read(self.inner.folder.join(vault::NAME))
            .map_err(|e| io_error(&self.inner.folder, &e))?;
        append_keys(to, &keys, id).map_err(|e| io_error(to, &e))
    }
}

fn append_keys(to: &Path, keys: &[u8], id: Uuid) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).open(to)?;
    let database = file.metadata()?.len();
    file.write_all(keys)?;
    file.write_all(id.as_bytes())?;
    file.write_all(&database.to_be_bytes())?;
    file.write_all(&(keys.len() as u64).to_be_bytes())?;
    file.write_all(MAGIC)?;
    file.sync_all()
}

/// The id of the backup that a file is; none where it is no backup, or an earlier one.
pub(crate) fn backup_id(path: &Path) -> Option<Uuid> {
    let mut file = File::open(path).ok()?;
    let mut end = [0; (ID + TRAILER) as usize];
    let length = i64::try_from(end.len()).ok()?;
    file.seek(SeekFrom::End(-length)).ok()?;
    file.read_exact(&mut end).ok()?;
    let (id, rest) = end.split_at(ID as usize);
    (rest.ends_with(MAGIC)).then(|| Uuid::from_slice(id).ok())?
}

/// A workspace made from a backup.
pub struct Restored {
    pub desk: Desk,
    /// Cases and messages that the backup still had, and that were erased again.
    pub erased_again: u32,
    /// The first entry of its log that is not what was logged: somebody meddled with the workspace
    /// before it was backed up. It is restored all the same.
    pub unsound: Option<i64>,
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
    let made = made.and_then(|proven| {
        let published = vault::publish_folder(&partial, &to.folder);
        published
            .map_err(|e| io_error(&to.folder, &e))
            .map(|()| proven)
    });
    let Proven {
        erased_again,
        unsound,
        as_of,
    } = match made {
        Ok(proven) => proven,
        Err(error) => {
            let _ = fs::remove_dir_all(&partial);
            return Err(error);
        }
    };
    let desk = Desk::open(to, passphrase).await?;
    let mut act = desk.act().await?;
    // It does not know of itself.
    desk.enter_restored(&mut act, from, as_of).await?;
    let entry = Entry::workspace("workspace.restored", desk.ring().workspace);
    act.log(entry.with("erased", erased_again));
    act.commit().await?;
    desk.write_erasures_if_any().await;
    Ok(Restored {
        desk,
        erased_again,
        unsound,
    })
}

/// Lists of erasures that may be this workspace's: beside the backup, and in the folders of
/// workspaces beside it or beside `to`.
fn lists_near(from: &Path, to: &Path) -> Vec<PathBuf> {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (from, to) = (whole(from), whole(to));
    let folders = [&from, &to].into_iter().filter_map(|path| path.parent());
    let workspaces =
        folders.flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
    let lists = workspaces.map(|entry| entry.path().join(retention::LIST));
    let mut all: Vec<PathBuf> = lists.chain([retention::beside(&from)]).collect();
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
    let id = match &trailer[16..] {
        magic if magic == MAGIC => ID,
        magic if magic == EARLIER => 0,
        _ => return Err(not_a_backup()),
    };
    let stated = database
        .checked_add(keys)
        .and_then(|sum| sum.checked_add(id + TRAILER));
    if stated != Some(length) {
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

/// What was found of a backup before it gets the workspace's name.
struct Proven {
    erased_again: u32,
    unsound: Option<i64>,
    /// When its log ends.
    as_of: DateTime<Utc>,
}

/// Opens what was unpacked, has its pages checked and its log verified, and erases again what was
/// erased since: a backup that is damaged is found before it gets the workspace's name.
async fn prove(
    place: &Place,
    passphrase: &str,
    erased: Option<&Path>,
    lists: &[PathBuf],
) -> Result<Proven> {
    let desk = Desk::open_at(place.clone(), passphrase, system_clock()).await?;
    let proven = async {
        let pages = desk.inner.store.check_pages().await;
        pages.map_err(|e| Error::from(e).at(&place.folder))?;
        let as_of = desk.last_logged_at().await?;
        let verdict = desk.audit_verify().await?;
        let mut erased_again = 0;
        if let Some(list) = erased {
            erased_again += desk.replay_erasures(list).await?.unwrap_or(0);
        }
        for list in lists {
            erased_again += desk.replay_near(list).await?;
        }
        if erased_again > 0 {
            desk.after_erasing().await;
        }
        Ok(Proven {
            erased_again,
            unsound: verdict.first_bad,
            as_of,
        })
    };
    let proven = proven.await;
    desk.close().await;
    proven
}
