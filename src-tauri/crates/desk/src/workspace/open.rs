//! Opening a workspace with its passphrase or its recovery code, and changing the passphrase.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, RwLock};

use domain::people::{Role, Standing};
use store::workspace::NamedRow;
use uuid::Uuid;
use vault::{Created, KdfParams, KeyFile, KeyFileError, RecoveryCode, Secrets};

use super::create::groups;
use super::place::{Place, key_error, show};
use super::{RecoveryGroups, Session, Settings};
use crate::calendars::Calendars;
use crate::complaints::Person;
use crate::door::{
    COMPLAINTS, Entry, GenerationStatement, Inner, Now, Opened, PEOPLE, Ring, Scope, open_key,
    system_clock,
};
use crate::packs::Packs;
use crate::people::{
    Keys, Root, check_keys, fingerprint, is_signed, name_and_email, roles_of, seen, vouched,
};
use crate::team::Address;
use crate::{Desk, Error, Result};

impl Desk {
    /// Opens a workspace with its passphrase. Takes as long as the keys' Argon2id costs.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::KeysMissing`], [`Error::KeysDamaged`],
    /// [`Error::WrongPassphrase`], [`Error::Damaged`], [`Error::Newer`], [`Error::InUse`],
    /// [`Error::ReadOnly`].
    pub async fn open(place: Place, passphrase: &str) -> Result<Self> {
        Self::open_at(place, passphrase, system_clock()).await
    }

    /// As [`Desk::open`], with another clock.
    #[doc(hidden)]
    pub async fn open_at(place: Place, passphrase: &str, now: Now) -> Result<Self> {
        let keys = read_keys(&place)?;
        let secrets = keys
            .open_with_passphrase(passphrase)
            .map_err(|e| key_error(&place.folder, e))?;
        let desk = Self::signed_in(place, secrets, now).await?;
        desk.note_act(Entry::workspace("workspace.opened", desk.ring().workspace))
            .await?;
        desk.keep_checkpoint().await?;
        Ok(desk)
    }

    /// Takes the lock, opens the database and every scope that the person holds.
    pub(super) async fn signed_in(place: Place, secrets: Secrets, now: Now) -> Result<Self> {
        let lock = place.lock()?;
        let address = Address::read(&place.folder)?;
        let store = place
            .open_store(&secrets.database, address.as_ref())
            .await?;
        let inner = match Inner::load(&place, address, store.clone(), secrets, now, lock).await {
            Ok(inner) => inner,
            Err(error) => {
                store.close().await;
                return Err(error.at(&place.folder));
            }
        };
        // With the lock in hand, and the keys proven: a missing or torn copy is made good.
        if let Ok(mut keys) = KeyFile::read(&place.folder) {
            keys.repair(&place.folder)
                .map_err(|e| key_error(&place.folder, e))?;
        }
        let desk = Self {
            inner: Arc::new(inner),
        };
        if let Err(error) = desk.looked_after().await {
            desk.close().await;
            return Err(error);
        }
        Ok(desk)
    }

    /// Its first entry is there, and its log goes on from where this client saw it last.
    async fn looked_after(&self) -> Result<()> {
        if self.audit_size().await? == 0 {
            self.log_creation().await?;
        }
        self.keep_checkpoint().await?;
        if self.ring().complaints.is_some() {
            self.write_erasures_if_any().await;
        }
        Ok(())
    }

    async fn audit_size(&self) -> Result<i64> {
        let mut tx = self.read().await?;
        Ok(store::audit::head(&mut tx).await?.size)
    }

    /// Changes the passphrase; the recovery code stays.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`], [`Error::WeakPassphrase`], [`Error::DiskFull`].
    pub async fn change_passphrase(&self, old: &str, new: &str, kdf: KdfParams) -> Result<()> {
        let folder = &self.inner.folder;
        let row = self.row();
        if !vault::strength(new, &[&row.name, &self.inner.me.name]).enough {
            return Err(Error::WeakPassphrase);
        }
        let keys = KeyFile::read(folder).map_err(|e| key_error(folder, e))?;
        let changed = keys
            .change_passphrase(old, new, kdf)
            .map_err(|e| key_error(folder, e))?;
        // Logged first: cut off between the two, the log has it and the old passphrase holds.
        self.note_act(Entry::workspace("workspace.passphrase-changed", row.id))
            .await?;
        changed
            .write(folder)
            .map(drop)
            .map_err(|e| key_error(folder, e))
    }

    /// Who is at work on what.
    pub fn session(&self) -> Session {
        let row = self.row();
        Session {
            workspace: row.id,
            name: row.name.clone(),
            path: show(&self.inner.folder),
            person: self.inner.me.clone(),
            settings: Settings::of(&row),
            demo: row.demo,
            team: self.inner.address.is_some(),
            roles: self.inner.roles.clone(),
        }
    }

    /// Whether this person is one of these; whoever has a workspace alone is everything in it.
    pub(crate) fn is_any(&self, roles: &[Role]) -> bool {
        self.inner.address.is_none() || self.inner.roles.iter().any(|one| roles.contains(&one.role))
    }
}

fn read_keys(place: &Place) -> Result<KeyFile> {
    if !place.folder.is_dir() {
        return Err(Error::NotFound {
            path: show(&place.folder),
        });
    }
    KeyFile::read(&place.folder).map_err(|e| match e {
        // Without keys and without cases it is some folder, not a workspace.
        KeyFileError::Missing if !place.database().exists() => Error::NotFound {
            path: show(&place.folder),
        },
        other => key_error(&place.folder, other),
    })
}

impl Inner {
    async fn load(
        place: &Place,
        address: Option<Address>,
        store: store::Store,
        secrets: Secrets,
        now: Now,
        lock: std::fs::File,
    ) -> Result<Self> {
        let mut tx = store.begin().await?;
        let row = store::workspace::get(&mut tx).await?;
        let mine = store::workspace::person_rows(&mut tx)
            .await?
            .into_iter()
            .find(|p| p.id == secrets.person)
            .ok_or_else(|| Error::internal("person"))?;
        let own = Root {
            person: secrets.person,
            keys: Keys::of(
                &secrets.agreement.public().to_bytes(),
                &secrets.signing.verifying().to_bytes(),
            ),
        };
        if Keys::of(&mine.public_key, &mine.verify_key) != own.keys {
            return Err(Error::KeySwapped { whose: mine.login });
        }
        // Who has the workspace alone is whom it trusts.
        let root = match &address {
            Some(at) => at.root.clone().ok_or_else(|| Error::internal("root"))?,
            None => own.clone(),
        };
        let fingerprint = fingerprint(&root, row.id, secrets.person, &own.keys);
        if mine.state == Standing::Joined.as_str() {
            return Err(Error::NotConfirmed { fingerprint });
        }
        let trusted = address.is_some().then_some(&root);
        let ring = load_ring(&mut tx, row.id, &secrets, trusted, &place.folder).await?;
        let everybody = store::workspace::people(&mut tx).await?;
        let endorsements = store::team::endorsements(&mut tx).await?;
        check_keys(&everybody, &vouched(&root, row.id, &endorsements))?;
        let me = everybody
            .iter()
            .find(|p| p.person.id == secrets.person)
            .ok_or_else(|| Error::internal("person key"))?;
        let me = person(&ring, me)?;
        let roles = roles_of(&store::team::roles_of_all(&mut tx).await?, secrets.person)?;
        let log = store::audit::head(&mut tx).await?.log;
        let calendars = calendars(&mut tx).await?;
        Ok(Self {
            store,
            ring: RwLock::new(Arc::new(ring)),
            row: RwLock::new(row),
            calendars: RwLock::new(calendars),
            me,
            roles,
            login: mine.login,
            log,
            session: Uuid::now_v7(),
            folder: place.folder.clone(),
            address,
            root,
            fingerprint,
            secrets,
            now,
            ids: Mutex::new(uuid::ContextV7::new()),
            begun: Default::default(),
            importing: AtomicBool::new(false),
            scans: Default::default(),
            kept_size: Default::default(),
            kept_at: Default::default(),
            inconsistent: Default::default(),
            cancel: AtomicBool::new(false),
            syncs: crate::mailbox::Syncs::default(),
            backing_up: tokio::sync::Mutex::new(()),
            _lock: lock,
        })
    }
}

/// The calendars with what the office added to them.
async fn calendars(tx: &mut store::Tx) -> Result<Arc<Calendars>> {
    let rows = store::workspace::calendars(tx).await?;
    Ok(Arc::new(Calendars::of(Packs::get(), &rows)))
}

/// Opens every scope that the person holds. In a team (`root`) each generation of its keys has to be
/// signed by somebody who may give it: officers the complaints', and administrators the others too; and
/// nothing may have been taken away that this client (`folder`) saw before.
async fn load_ring(
    tx: &mut store::Tx,
    workspace: Uuid,
    secrets: &Secrets,
    root: Option<&Root>,
    folder: &Path,
) -> Result<Ring> {
    let held = store::workspace::scopes_of(tx, secrets.person).await?;
    if let Some(root) = root {
        let endorsements = store::team::endorsements(tx).await?;
        let known = vouched(root, workspace, &endorsements);
        for row in &held {
            let text = GenerationStatement {
                scope: row.scope,
                kind: &row.kind,
                generation: row.generation,
                public_key: &row.public_key,
            }
            .text(workspace);
            let signer = row.signer.and_then(|signer| known.get(&signer));
            let signature = row.signature.as_deref().unwrap_or_default();
            let is_newest = |scope| {
                let newest = held.iter().rfind(|one| one.scope == scope);
                newest.is_some_and(|one| one.generation == row.generation)
            };
            // Who has left gave earlier ones, and none after that.
            let good = signer.is_some_and(|signer| {
                signer.may_give(&row.kind)
                    && is_signed(signer, &text, signature)
                    && !(signer.left && is_newest(row.scope))
            });
            if !good {
                return Err(Error::KeySwapped {
                    whose: row.kind.clone(),
                });
            }
        }
        seen::hold(folder, &known, &held)?;
    }
    let scope = |kind: &str| {
        let rows = held.iter().filter(|s| s.kind == kind);
        Scope::open(rows, secrets.person, &secrets.agreement)
    };
    let complaints = scope(COMPLAINTS)?;
    let people = scope(PEOPLE)?.ok_or(Error::NotAllowed)?;
    // In workspaces of one person it may be wrapped to the complaints.
    let wraps = store::workspace::data_keys(tx, workspace).await?;
    let office = wraps
        .iter()
        .find_map(|wrap| {
            let scopes = [Some(&people), complaints.as_ref()];
            let scope = scopes.into_iter().flatten().find(|s| s.id == wrap.scope)?;
            Some(open_key(scope, workspace, &wrap.wrapped, wrap.generation))
        })
        .ok_or_else(|| Error::internal("office key"))??;
    Ok(Ring {
        workspace,
        complaints,
        people,
        office,
        opened: Opened::default(),
    })
}

impl Desk {
    /// Reads the settings anew, after somebody has changed them.
    pub(crate) async fn renew_settings(&self) -> Result<()> {
        let mut tx = self.read().await?;
        let row = store::workspace::get(&mut tx).await?;
        let calendars = calendars(&mut tx).await?;
        let another_scanner = row.scanner != self.row().scanner;
        *self
            .inner
            .row
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = row;
        if another_scanner {
            self.forget_scans();
        }
        *self
            .inner
            .calendars
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = calendars;
        Ok(())
    }

    /// Opens the scopes anew, after somebody has changed them.
    pub(crate) async fn renew_keys(&self) -> Result<()> {
        let workspace = self.ring().workspace;
        let mut tx = self.read().await?;
        let root = self.inner.address.is_some().then_some(&self.inner.root);
        let ring = load_ring(
            &mut tx,
            workspace,
            &self.inner.secrets,
            root,
            &self.inner.folder,
        )
        .await?;
        *self
            .inner
            .ring
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(ring);
        Ok(())
    }
}

/// Opens a person's name.
pub(crate) fn person(ring: &Ring, row: &NamedRow) -> Result<Person> {
    let (name, _) = name_and_email(ring, row)?;
    Ok(Person {
        id: row.person.id,
        initials: initials(&name),
        name,
    })
}

/// Two letters of a name in Latin letters, the last two characters of a Chinese one.
pub(crate) fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    match (words.next(), words.next_back()) {
        (Some(first), Some(last)) => first.chars().take(1).chain(last.chars().take(1)).collect(),
        (Some(only), None) if only.is_ascii() => only.chars().take(2).collect(),
        (Some(only), None) => {
            let chars: Vec<char> = only.chars().collect();
            chars[chars.len().saturating_sub(2)..].iter().collect()
        }
        _ => String::new(),
    }
    .to_uppercase()
}

/// A new passphrase set through the recovery code. Nothing changes before
/// [`Recovery::finish`]: the new code has to be typed back first.
pub struct Recovery {
    place: Place,
    renewed: Created,
}

impl Recovery {
    /// Opens the keys with the recovery code.
    ///
    /// # Errors
    /// [`Error::WrongRecoveryCode`], [`Error::WeakPassphrase`], and those of [`Desk::open`].
    pub fn begin(place: Place, code: &str, passphrase: &str, kdf: KdfParams) -> Result<Self> {
        let code = RecoveryCode::parse(code).map_err(|_| Error::WrongRecoveryCode)?;
        if !vault::strength(passphrase, &[]).enough {
            return Err(Error::WeakPassphrase);
        }
        let renewed = read_keys(&place)?
            .set_passphrase_after_recovery(&code, passphrase, kdf)
            .map_err(|e| match key_error(&place.folder, e) {
                Error::WrongPassphrase => Error::WrongRecoveryCode,
                other => other,
            })?;
        Ok(Self { place, renewed })
    }

    /// The new code, to be put on paper.
    pub fn recovery(&self) -> RecoveryGroups {
        groups(&self.renewed)
    }

    /// Which groups of the new code, as typed so far, are right.
    pub fn matches(&self, typed: &str) -> Vec<bool> {
        self.renewed.recovery.matches(typed).to_vec()
    }

    /// Sets the passphrase and the new code, and signs in.
    ///
    /// # Errors
    /// [`Error::CodeMismatch`], and those of [`Desk::open`].
    pub async fn finish(self, typed: &str) -> Result<Desk> {
        if !self.matches(typed).iter().all(|right| *right) {
            return Err(Error::CodeMismatch);
        }
        self.finish_unchecked().await
    }

    /// As [`Recovery::finish`], where the code was written to a file. After an error the old
    /// passphrase and the old code hold.
    pub async fn finish_unchecked(self) -> Result<Desk> {
        let folder = self.place.folder.clone();
        let desk = Desk::signed_in(self.place, self.renewed.secrets, system_clock()).await?;
        // Logged first, as in [`Desk::change_passphrase`].
        desk.note_act(Entry::workspace(
            "workspace.recovered",
            desk.ring().workspace,
        ))
        .await?;
        self.renewed
            .file
            .write(&folder)
            .map_err(|e| key_error(&folder, e))?;
        Ok(desk)
    }
}
