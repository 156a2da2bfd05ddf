//! Where a workspace lies: a folder `name.desk/` with `keys`, its copy, and `desk.db`.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use store::Store;
use vault::{DatabaseKey, KeyFileError};

use crate::team::Address;
use crate::{Error, Result};

/// Who sets up a team's database.
#[derive(Debug, Clone)]
pub struct Migrator {
    /// With a login that may make roles.
    pub url: String,
    /// The server may go without TLS.
    pub plain: bool,
    /// The end of the first officer's login.
    pub login: Option<String>,
}

/// A workspace's folder and, for a team's, the server that holds the rows.
#[derive(Debug, Clone)]
pub struct Place {
    /// The folder.
    pub folder: PathBuf,
    /// Where a team's is yet to be set up: the migrator's URL of the database. One that is set up
    /// has its address in the folder.
    pub server: Option<Migrator>,
}

impl Place {
    /// A workspace on this computer.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self {
            folder: path.into(),
            server: None,
        }
    }

    /// A team's workspace that is to be set up on a server.
    pub fn server(path: impl Into<PathBuf>, migrator: Migrator) -> Self {
        Self {
            folder: path.into(),
            server: Some(migrator),
        }
    }

    pub(super) fn database(&self) -> PathBuf {
        self.folder.join("desk.db")
    }

    /// Keeps other processes out until the file is dropped. The system lets go of it even when
    /// the process is killed.
    pub(super) fn lock(&self) -> Result<File> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.folder.join("lock"))
            .map_err(|e| io_error(&self.folder, &e))?;
        // A process that this one is starting holds a copy of a lock that was just let go, until
        // it runs its own program.
        let mut tries = 10;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if tries > 0 => tries -= 1,
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::InUse {
                        path: show(&self.folder),
                    });
                }
                Err(TryLockError::Error(e)) => return Err(io_error(&self.folder, &e)),
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(super) async fn open_store(
        &self,
        key: &DatabaseKey,
        address: Option<&Address>,
    ) -> Result<Store> {
        let store = match address {
            Some(at) => Store::open_server(&at.url, &key.password(), at.plain).await,
            None if !self.database().is_file() => {
                return Err(Error::Damaged {
                    path: show(&self.database()),
                });
            }
            None => Store::open_file(&self.database(), &key.to_hex()).await,
        };
        store.map_err(|e| Error::from(e).at(&self.folder))
    }

    pub(super) async fn create_store(&self, key: &DatabaseKey) -> Result<Store> {
        let store = match &self.server {
            Some(migrator) => store::team::init(&migrator.url, migrator.plain).await,
            None => Store::create_file(&self.database(), &key.to_hex()).await,
        };
        store.map_err(|e| Error::from(e).at(&self.folder))
    }
}

/// Makes a folder, and those above it, that its owner alone can look into.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
}

pub(crate) fn show(path: &Path) -> String {
    path.display().to_string()
}

/// What the file system said, as an error that tells what to do.
pub(crate) fn io_error(path: &Path, error: &io::Error) -> Error {
    let path = show(path);
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            Error::DiskFull { path }
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Error::ReadOnly { path }
        }
        io::ErrorKind::NotFound => Error::NotFound { path },
        io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty => Error::Exists { path },
        kind => Error::Io {
            path,
            why: kind.to_string(),
        },
    }
}

/// What the key file said, as an error that tells what to do.
pub(crate) fn key_error(folder: &Path, error: KeyFileError) -> Error {
    let path = show(folder);
    match error {
        KeyFileError::WrongPassphrase => Error::WrongPassphrase,
        KeyFileError::Damaged => Error::KeysDamaged { path },
        KeyFileError::Missing => Error::KeysMissing { path },
        KeyFileError::Newer { found, known } => Error::Newer {
            found: found.cast_signed(),
            known: known.cast_signed(),
        },
        KeyFileError::Io { kind } => io_error(folder, &kind.into()),
        other => Error::internal(other),
    }
}
