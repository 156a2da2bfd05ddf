//! Joining a team: with a code from somebody who is in it, on one's own computer.

use std::fs;
use std::path::PathBuf;

use store::Store;
use store::team::InvitationRow;
use store::workspace::{PersonRow, WorkspaceRow};
use uuid::Uuid;
use vault::{Created, KdfParams, KeyFile, RecoveryCode};

use super::Address;
use crate::people::{Keys, Root, fingerprint};
use crate::workspace::{
    RecoveryGroups, check_free, clear_partials, groups, io_error, key_error, make_folder,
    partial_of, undertaken,
};
use crate::{Error, Result};

/// A person about to join. Nothing is written, here or on the server, before [`Joining::finish`].
pub struct Joining {
    folder: PathBuf,
    address: Address,
    store: Store,
    workspace: WorkspaceRow,
    person: Uuid,
    created: Created,
}

impl Joining {
    /// Signs in with the code, finds out from it whose keys are to be trusted, and makes this
    /// person's own. Takes as long as `kdf` costs.
    ///
    /// # Errors
    /// [`Error::WrongInvitation`], [`Error::NotInvited`], [`Error::WeakPassphrase`],
    /// [`Error::Exists`], [`Error::NotATeam`], [`Error::NoTls`], [`Error::Unavailable`],
    /// [`Error::Older`], [`Error::Newer`].
    pub async fn begin(
        url: &str,
        plain: bool,
        code: &str,
        folder: PathBuf,
        passphrase: &str,
        kdf: KdfParams,
    ) -> Result<Self> {
        let mut address = super::without_password(url)?;
        address.plain = plain;
        check_free(&folder)?;
        if !vault::strength(passphrase, &[]).enough {
            return Err(Error::WeakPassphrase);
        }
        let code = RecoveryCode::parse(code).map_err(|_| Error::WrongInvitation)?;
        let store = Store::open_server(&address.url, &code.password(), plain)
            .await
            .map_err(|e| match e {
                store::Error::Refused => Error::WrongInvitation,
                other => other.into(),
            })?;
        let found = invited(&store, &code).await;
        let (workspace, person, root) = match found {
            Ok(found) => found,
            Err(error) => {
                store.close().await;
                return Err(error);
            }
        };
        address.root = Some(root);
        let created = KeyFile::create(workspace.id, person, passphrase, kdf)
            .map_err(|e| key_error(&folder, e))?;
        Ok(Self {
            folder,
            address,
            store,
            workspace,
            person,
            created,
        })
    }

    /// The recovery code, to be put on paper.
    pub fn recovery(&self) -> RecoveryGroups {
        groups(&self.created)
    }

    /// Which groups of the code, as typed so far, are right.
    pub fn matches(&self, typed: &str) -> Vec<bool> {
        self.created.recovery.matches(typed).to_vec()
    }

    /// The workspace's name.
    pub fn workspace(&self) -> &str {
        &self.workspace.name
    }

    /// What is read out to whoever confirms: the fingerprint of this person's new key.
    pub fn fingerprint(&self) -> String {
        let root = self.address.root.as_ref();
        root.map(|root| {
            let keys = Keys::of(
                &self.created.secrets.agreement.public().to_bytes(),
                &self.created.secrets.signing.verifying().to_bytes(),
            );
            fingerprint(root, self.workspace.id, self.person, &keys)
        })
        .unwrap_or_default()
    }

    /// Joins, having undertaken to keep confidential what one learns. Gives the fingerprint.
    ///
    /// # Errors
    /// [`Error::CodeMismatch`], [`Error::NotInvited`], and those of the disk and the server.
    pub async fn finish(self, typed: &str) -> Result<String> {
        if !self.matches(typed).iter().all(|right| *right) {
            return Err(Error::CodeMismatch);
        }
        self.finish_unchecked().await
    }

    /// As [`Joining::finish`], where the recovery code was written to a file.
    pub async fn finish_unchecked(self) -> Result<String> {
        let done = self.join().await;
        self.store.close().await;
        done.map(|()| self.fingerprint())
    }

    /// The folder gets its name first: keys that the server knows of and nobody has are worse than a
    /// folder that the server does not know of.
    async fn join(&self) -> Result<()> {
        clear_partials(&self.folder);
        let partial = partial_of(&self.folder, Uuid::now_v7())?;
        make_folder(&partial).map_err(|e| io_error(&self.folder, &e))?;
        let written = self
            .created
            .file
            .write(&partial)
            .map(drop)
            .map_err(|e| key_error(&self.folder, e))
            .and_then(|()| self.address.write(&partial))
            .and_then(|()| {
                vault::publish_folder(&partial, &self.folder)
                    .map_err(|e| io_error(&self.folder, &e))
            });
        if let Err(error) = written {
            let _ = fs::remove_dir_all(&partial);
            return Err(error);
        }
        match self.tell().await {
            Ok(()) => Ok(()),
            // Perhaps it was heard: then these keys are the person's.
            Err(error) if error.is_lost() => Err(error.into()),
            Err(error) => {
                let _ = fs::remove_dir_all(&self.folder);
                Err(match error {
                    store::Error::NotAllowed(_) => Error::NotInvited,
                    other => other.into(),
                })
            }
        }
    }

    /// Tells the server the new keys and the new password.
    async fn tell(&self) -> std::result::Result<(), store::Error> {
        let secrets = &self.created.secrets;
        let verifier = vault::scram_verifier(&secrets.database.password())
            .map_err(|_| store::Error::NotFound("randomness"))?;
        let mut tx = self.store.begin().await?;
        let undertaken = undertaken(self.workspace.id, secrets, chrono::Utc::now());
        store::team::undertake(&mut tx, &undertaken).await?;
        store::team::join(
            &mut tx,
            &secrets.agreement.public().to_bytes(),
            &secrets.signing.verifying().to_bytes(),
            &verifier,
        )
        .await?;
        tx.commit().await
    }
}

/// The workspace, the invited person, and the one whose keys the code vouches for.
async fn invited(store: &Store, code: &RecoveryCode) -> Result<(WorkspaceRow, Uuid, Root)> {
    let mut tx = store.begin().await?;
    let workspace = store::workspace::get(&mut tx).await?;
    let me = store::team::me(&mut tx).await?.ok_or(Error::NotInvited)?;
    let invitations = store::team::invitations(&mut tx).await?;
    let mine: &InvitationRow = invitations
        .iter()
        .find(|one| one.person == me)
        .ok_or(Error::NotInvited)?;
    let rows = store::workspace::person_rows(&mut tx).await?;
    let root = rows
        .iter()
        .map(root_of)
        .find(|root| code.anchor(&root.anchored(workspace.id)).as_slice() == mine.anchor)
        .ok_or(Error::KeySwapped {
            whose: workspace.name.clone(),
        })?;
    Ok((workspace, me, root))
}

fn root_of(row: &PersonRow) -> Root {
    Root {
        person: row.id,
        keys: Keys::of(&row.public_key, &row.verify_key),
    }
}
