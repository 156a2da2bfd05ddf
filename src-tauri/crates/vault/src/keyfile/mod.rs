//! The file `keys` of a workspace: the database's key and the person's private keys,
//! wrapped by a passphrase and, apart from that, by a recovery code.
//!
//! It lies in two copies, each written atomically, the second after the first. The
//! newer valid one counts; the other is renewed by [`KeyFile::repair`].
//!
//! A new passphrase renews the wrap and not what is wrapped: an old copy of the file,
//! in a backup for example, still opens with the old passphrase.

mod disk;
mod format;

use std::io;
use std::path::Path;

use uuid::Uuid;

use crate::kdf::{self, KdfParams};
use crate::keys::{DatabaseKey, NoRandomness, SecretKey, SigningKey, random};
use crate::recovery::RecoveryCode;
pub use disk::{COPY_NAME, Health, NAME};
use format::{Body, Slot};

/// Why a key file was not made, read or opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// The file is sound; the passphrase or the code is another one.
    #[error("the passphrase or recovery code is not this workspace's")]
    WrongPassphrase,
    /// No copy is sound.
    #[error("both copies of the workspace's keys are damaged")]
    Damaged,
    /// There is no copy at all.
    #[error("the workspace's keys are missing")]
    Missing,
    /// Written by a newer version of the program; nothing was changed.
    #[error("the workspace's keys have format {found}, this program knows up to {known}")]
    Newer {
        /// The format that they have.
        found: u32,
        /// The newest format known here.
        known: u32,
    },
    /// The costs are outside what Argon2id and this program take.
    #[error("these Argon2id costs are not possible")]
    ImpossibleCosts,
    /// The file system refused: full, read-only, no permission …
    #[error("the workspace's keys could not be read or written: {kind}")]
    Io {
        /// What the file system said.
        kind: io::ErrorKind,
    },
    /// See [`NoRandomness`].
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

impl From<io::Error> for KeyFileError {
    fn from(error: io::Error) -> Self {
        Self::Io { kind: error.kind() }
    }
}

/// What the key file guards.
pub struct Secrets {
    /// The database's key.
    pub database: DatabaseKey,
    /// Whose keys these are.
    pub person: Uuid,
    /// The person's key for what is wrapped to them.
    pub agreement: SecretKey,
    /// The person's key for what they sign.
    pub signing: SigningKey,
}

impl Secrets {
    /// Fresh keys for a person.
    fn random(person: Uuid) -> Result<Self, NoRandomness> {
        Ok(Self {
            database: DatabaseKey::random()?,
            person,
            agreement: SecretKey::random()?,
            signing: SigningKey::random()?,
        })
    }
}

/// A workspace's keys, locked.
#[derive(Debug, Clone)]
pub struct KeyFile {
    body: Body,
    health: Health,
}

/// What [`KeyFile::create`] gives.
pub struct Created {
    /// To be written into the new workspace's folder.
    pub file: KeyFile,
    /// Already open.
    pub secrets: Secrets,
    /// To be shown once and typed back.
    pub recovery: RecoveryCode,
}

impl KeyFile {
    /// Makes fresh keys for a workspace and its first person. Nothing is written:
    /// write it into the folder that [`crate::publish_folder`] later gives its name.
    ///
    /// Takes as long as `kdf` costs. Whether the passphrase is good enough is
    /// [`crate::strength()`]'s to say, before.
    pub fn create(
        workspace: Uuid,
        person: Uuid,
        passphrase: &str,
        kdf: KdfParams,
    ) -> Result<Created, KeyFileError> {
        let secrets = Secrets::random(person)?;
        let recovery = RecoveryCode::random()?;
        let by_passphrase = by_passphrase(workspace, passphrase, kdf, &secrets)?;
        let by_recovery = by_recovery(workspace, &recovery, &secrets)?;
        let body = Body {
            generation: 1,
            workspace,
            kdf,
            by_passphrase,
            by_recovery,
        };
        Ok(Created {
            file: Self {
                body,
                health: Health::Sound,
            },
            secrets,
            recovery,
        })
    }

    /// The workspace that the keys belong to.
    pub fn workspace(&self) -> Uuid {
        self.body.workspace
    }

    /// What the passphrase costs to try.
    pub fn kdf(&self) -> KdfParams {
        self.body.kdf
    }

    /// The state of the two copies when they were read.
    pub fn health(&self) -> Health {
        self.health
    }

    /// Reads the newer sound copy in a workspace's folder; changes nothing there.
    pub fn read(folder: &Path) -> Result<Self, KeyFileError> {
        let (body, health) = disk::read(folder)?;
        Ok(Self { body, health })
    }

    /// Writes both copies. An error means that nothing was written and the old ones
    /// count; [`Health::Renew`] that this file counts and only its copy could not be
    /// written.
    pub fn write(&self, folder: &Path) -> Result<Health, KeyFileError> {
        disk::write_one(folder, NAME, &self.body)?;
        let copied = disk::write_one(folder, COPY_NAME, &self.body);
        Ok(if copied.is_ok() {
            Health::Sound
        } else {
            Health::Renew(COPY_NAME)
        })
    }

    /// Renews a copy that was missing, damaged or older, and takes away what a write that was
    /// cut off has left. To be called by the one process that holds the workspace. On an error
    /// the good copy is still there.
    pub fn repair(&mut self, folder: &Path) -> Result<(), KeyFileError> {
        disk::clear(folder)?;
        if let Health::Renew(name) = self.health {
            disk::write_one(folder, name, &self.body)?;
            self.health = Health::Sound;
        }
        Ok(())
    }

    /// Opens with the passphrase; takes as long as [`Self::kdf`] costs.
    pub fn open_with_passphrase(&self, passphrase: &str) -> Result<Secrets, KeyFileError> {
        let Body {
            workspace,
            kdf,
            by_passphrase,
            ..
        } = &self.body;
        let key = kdf::passphrase_key(passphrase, &by_passphrase.salt, kdf, PASSPHRASE)
            .ok_or(KeyFileError::ImpossibleCosts)?;
        by_passphrase.open(&key, *workspace, PASSPHRASE)
    }

    /// Opens with the recovery code.
    pub fn open_with_recovery(&self, code: &RecoveryCode) -> Result<Secrets, KeyFileError> {
        let Body {
            workspace,
            by_recovery,
            ..
        } = &self.body;
        let key =
            kdf::derive(code.secret(), &by_recovery.salt, RECOVERY).ok_or(KeyFileError::Damaged)?;
        by_recovery.open(&key, *workspace, RECOVERY)
    }

    /// The file with another passphrase, to be written; the recovery code stays.
    /// [`KeyFileError::WrongPassphrase`] when `old` is not the present one.
    pub fn change_passphrase(
        &self,
        old: &str,
        new: &str,
        kdf: KdfParams,
    ) -> Result<Self, KeyFileError> {
        let secrets = self.open_with_passphrase(old)?;
        self.with_passphrase(new, kdf, &secrets)
    }

    /// The file with a new passphrase set through the recovery code, to be written,
    /// and a new code in place of the one that has now been used.
    pub fn set_passphrase_after_recovery(
        &self,
        code: &RecoveryCode,
        new: &str,
        kdf: KdfParams,
    ) -> Result<Created, KeyFileError> {
        let secrets = self.open_with_recovery(code)?;
        let mut file = self.with_passphrase(new, kdf, &secrets)?;
        let recovery = RecoveryCode::random()?;
        file.body.by_recovery = by_recovery(self.body.workspace, &recovery, &secrets)?;
        Ok(Created {
            file,
            secrets,
            recovery,
        })
    }

    fn with_passphrase(
        &self,
        new: &str,
        kdf: KdfParams,
        secrets: &Secrets,
    ) -> Result<Self, KeyFileError> {
        let mut file = self.clone();
        file.body.by_passphrase = by_passphrase(self.body.workspace, new, kdf, secrets)?;
        file.body.kdf = kdf;
        file.body.generation += 1;
        Ok(file)
    }
}

const PASSPHRASE: &[u8] = b"privacy-desk wrap by passphrase";
const RECOVERY: &[u8] = b"privacy-desk wrap by recovery code";

fn by_passphrase(
    workspace: Uuid,
    passphrase: &str,
    kdf: KdfParams,
    secrets: &Secrets,
) -> Result<Slot, KeyFileError> {
    if !kdf.is_plausible() {
        return Err(KeyFileError::ImpossibleCosts);
    }
    let salt = random()?;
    let key = kdf::passphrase_key(passphrase, &salt, &kdf, PASSPHRASE)
        .ok_or(KeyFileError::ImpossibleCosts)?;
    Slot::seal(salt, &key, workspace, PASSPHRASE, secrets)
}

/// The code has 128 random bits: there is nothing to stretch.
fn by_recovery(
    workspace: Uuid,
    code: &RecoveryCode,
    secrets: &Secrets,
) -> Result<Slot, KeyFileError> {
    let salt = random()?;
    let key = kdf::derive(code.secret(), &salt, RECOVERY).ok_or(KeyFileError::Damaged)?;
    Slot::seal(salt, &key, workspace, RECOVERY, secrets)
}
