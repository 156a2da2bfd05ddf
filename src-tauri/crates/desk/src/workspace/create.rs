//! Making a workspace. It appears whole under its name, and only after the recovery code was
//! typed back.

use std::fs;
use std::path::{Path, PathBuf};

use domain::audit::Frontier;
use domain::data::Language;
use domain::people::{Role, Standing};
use store::audit::HeadRow;
use store::workspace::{PersonRow, WorkspaceRow};
use uuid::Uuid;
use vault::{Created, KdfParams, KeyFile};

use super::place::{Place, io_error, key_error, make_folder, show};
use super::{NewWorkspace, RecoveryGroups, undertaken};
use crate::door::{Entry, Now, Scope, Sealer, system_clock};
use crate::packs::Packs;
use crate::people::{Keys, RoleView, Root, role_rows};
use crate::team::first_login;
use crate::{Desk, Error, Result, fields};

/// A workspace about to be made. Nothing is on disk before [`Creation::finish`].
pub struct Creation {
    place: Place,
    input: NewWorkspace,
    id: Uuid,
    created: Created,
    now: Now,
    demo: bool,
}

/// The departments that a company of this kind has, in both languages; the office adds its own.
const DEPARTMENTS: &[(&str, &str)] = &[
    ("Customer service", "客户服务部"),
    ("Finance", "财务部"),
    ("Legal", "法务部"),
    ("Marketing", "市场部"),
    ("Platform", "平台部"),
    ("Product", "产品部"),
    ("Trust and safety", "信任与安全部"),
];

/// What the first person is: who alone has a workspace is everything in it.
pub(crate) const FIRST_ROLES: [Role; 2] = [Role::Officer, Role::Administrator];

/// The tags to begin with.
const TAGS: &[&str] = &[
    "account",
    "follow-up",
    "live-room",
    "location",
    "payment",
    "press",
    "recommendation",
];

impl Creation {
    /// Checks what was entered, and makes the keys. Takes as long as `kdf` costs.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::WeakPassphrase`], [`Error::UnknownTimeZone`],
    /// [`Error::UnknownRegime`], [`Error::Invalid`], [`Error::NotUndertaken`].
    pub fn begin(
        place: Place,
        passphrase: &str,
        input: NewWorkspace,
        kdf: KdfParams,
    ) -> Result<Self> {
        check(&place, passphrase, &input)?;
        Self::keys(place, passphrase, input, kdf, false, system_clock())
    }

    /// As [`Creation::begin`], with another clock.
    #[doc(hidden)]
    pub fn begin_at(
        place: Place,
        passphrase: &str,
        input: NewWorkspace,
        kdf: KdfParams,
        now: Now,
    ) -> Result<Self> {
        check(&place, passphrase, &input)?;
        Self::keys(place, passphrase, input, kdf, false, now)
    }

    pub(super) fn keys(
        place: Place,
        passphrase: &str,
        input: NewWorkspace,
        kdf: KdfParams,
        demo: bool,
        now: Now,
    ) -> Result<Self> {
        let (id, person) = (Uuid::now_v7(), Uuid::now_v7());
        let created = KeyFile::create(id, person, passphrase, kdf)
            .map_err(|e| key_error(&place.folder, e))?;
        Ok(Self {
            place,
            input,
            id,
            created,
            now,
            demo,
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

    /// Makes the workspace, and signs in.
    ///
    /// # Errors
    /// [`Error::CodeMismatch`]; [`Error::Place`], [`Error::DiskFull`], [`Error::ReadOnly`]: then
    /// nothing is left behind.
    pub async fn finish(self, typed: &str) -> Result<Desk> {
        if !self.matches(typed).iter().all(|right| *right) {
            return Err(Error::CodeMismatch);
        }
        self.make().await
    }

    /// As [`Creation::finish`], where the code was written to a file or is of no use.
    pub async fn finish_unchecked(self) -> Result<Desk> {
        self.make().await
    }

    async fn make(self) -> Result<Desk> {
        let target = self.place.folder.clone();
        clear_partials(&target);
        let partial = partial_of(&target, self.id)?;
        make_folder(&partial).map_err(|e| place_error(&target, &e))?;
        let place = Place {
            folder: partial.clone(),
            server: self.place.server.clone(),
        };
        let lock = place.lock()?;
        let made = self.fill(&place, &target).await;
        if let Err(error) = made {
            // What is left of it is of no use to anyone.
            let _ = fs::remove_dir_all(&partial);
            return Err(error);
        }
        drop(lock);
        Desk::signed_in(self.place, self.created.secrets, self.now).await
    }

    /// Writes keys and first rows into a folder that nobody knows yet, and gives it its name.
    async fn fill(&self, place: &Place, target: &Path) -> Result<()> {
        self.created
            .file
            .write(&place.folder)
            .map_err(|e| key_error(&place.folder, e))?;
        let store = place.create_store(&self.created.secrets.database).await?;
        let made = self.found(&store, place, target).await;
        store.close().await;
        made
    }

    /// A folder on this computer gets its name with everything in it. A server's rows are committed
    /// after that: rows whose keys nobody has would be worse than keys without rows.
    async fn found(&self, store: &store::Store, place: &Place, target: &Path) -> Result<()> {
        let publish =
            || vault::publish_folder(&place.folder, target).map_err(|e| io_error(target, &e));
        let mut tx = store.begin().await?;
        let Some(migrator) = &place.server else {
            self.rows(&mut tx, "local").await?;
            tx.commit().await?;
            store.close().await;
            return publish();
        };
        store::team::hold(&mut tx).await?;
        if store::workspace::get(&mut tx).await.is_ok() {
            return Err(Error::TeamExists);
        }
        let database = store::team::database(&mut tx).await?;
        let login = first_login(&database, migrator.login.as_deref());
        self.rows(&mut tx, &login).await?;
        let secrets = &self.created.secrets;
        let verifier = vault::scram_verifier(&secrets.database.password())?;
        let groups = FIRST_ROLES.map(|role| role.to_string());
        store::team::found(&mut tx, &login, &verifier, &groups).await?;
        let mut address = crate::team::without_password(&migrator.url)?;
        address.url = address.url_for(&login);
        address.plain = migrator.plain;
        address.root = Some(Root {
            person: secrets.person,
            keys: Keys::of(
                &secrets.agreement.public().to_bytes(),
                &secrets.signing.verifying().to_bytes(),
            ),
        });
        address.write(&place.folder)?;
        publish()?;
        let committed = tx.commit().await;
        if committed.as_ref().is_err_and(|e| !e.is_lost()) {
            let _ = fs::remove_dir_all(target);
        }
        Ok(committed?)
    }

    async fn rows(&self, tx: &mut store::Tx, login: &str) -> Result<()> {
        let now = (self.now)();
        let secrets = &self.created.secrets;
        let row = WorkspaceRow {
            id: self.id,
            name: self.input.name.trim().to_owned(),
            created_at: now,
            demo: self.demo,
            time_zone: self.input.time_zone.clone(),
            regime: self.input.regime.clone(),
            calendar: match self.input.regime.as_str() {
                "gdpr" => "ie",
                "uk" => "uk",
                "ccpa" => "us",
                _ => "cn",
            }
            .to_owned(),
            lock_after_minutes: 15,
            last_backup_at: None,
            keep_backups_days: 90,
            scanner: None,
            approve_refusals: false,
            approve_disclosures: false,
        };
        store::workspace::create(tx, &row).await?;
        let to = secrets.agreement.public();
        let make = |kind| {
            Scope::make(Uuid::now_v7(), kind, secrets.person, &to, |statement| {
                let text = statement.text(self.id);
                secrets.signing.sign(text.as_bytes()).to_vec()
            })
        };
        let (complaints, people) = (make(crate::door::COMPLAINTS)?, make(crate::door::PEOPLE)?);
        for new in [&complaints, &people] {
            store::workspace::add_scope(tx, &new.row, secrets.person, now).await?;
        }
        let (office, office_row) = Sealer::to(&people.scope)?.key(self.id)?;
        let (person_key, person_row) = Sealer::to(&people.scope)?.key(secrets.person)?;
        store::workspace::add_data_keys(tx, &[office_row, person_row]).await?;
        let ring = crate::door::Ring {
            workspace: self.id,
            complaints: Some(complaints.scope),
            people: people.scope,
            office,
            opened: crate::door::Opened::default(),
        };
        let name = self.input.person.trim();
        store::workspace::add_person(
            tx,
            &PersonRow {
                id: secrets.person,
                login: login.to_owned(),
                public_key: to.to_bytes().to_vec(),
                verify_key: secrets.signing.verifying().to_bytes().to_vec(),
                state: Standing::Active.to_string(),
                created_at: now,
                sealed: ring.seal_text(&person_key, fields::PERSON, secrets.person, name)?,
            },
        )
        .await?;
        let roles = FIRST_ROLES.map(|role| RoleView {
            role,
            department: None,
        });
        store::team::set_roles(tx, secrets.person, &role_rows(secrets.person, &roles)).await?;
        if self.input.undertake {
            store::team::undertake(tx, &undertaken(self.id, secrets, now)).await?;
        }
        for (english, chinese) in DEPARTMENTS {
            let name = match self.input.language {
                Language::English => english,
                Language::Chinese => chinese,
            };
            store::workspace::add_department(tx, name, None).await?;
        }
        for name in TAGS {
            store::workspace::add_tag(tx, name).await?;
        }
        let empty = Frontier::default();
        let head = HeadRow {
            log: Uuid::now_v7(),
            size: 0,
            frontier: empty.to_bytes(),
            root: empty.root().to_vec(),
        };
        Ok(store::audit::create(tx, &head).await?)
    }
}

pub(crate) fn groups(created: &Created) -> RecoveryGroups {
    let text = created.recovery.to_text();
    RecoveryGroups {
        groups: text.split(['-', ' ']).map(str::to_owned).collect(),
    }
}

fn check(place: &Place, passphrase: &str, input: &NewWorkspace) -> Result<()> {
    if place.server.is_some() && !input.undertake {
        return Err(Error::NotUndertaken);
    }
    for (field, text) in [("name", &input.name), ("person", &input.person)] {
        if text.trim().is_empty() {
            return Err(Error::Invalid {
                field: field.to_owned(),
            });
        }
    }
    if input.time_zone.parse::<chrono_tz::Tz>().is_err() {
        return Err(Error::UnknownTimeZone {
            zone: input.time_zone.clone(),
        });
    }
    Packs::get().regime(&input.regime)?;
    check_free(&place.folder)?;
    let strength = vault::strength(passphrase, &[&input.name, &input.person]);
    if strength.enough {
        Ok(())
    } else {
        Err(Error::WeakPassphrase)
    }
}

/// Refuses a folder in which something is.
pub(crate) fn check_free(folder: &Path) -> Result<()> {
    if folder.exists() && fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_some())
    {
        return Err(Error::Exists { path: show(folder) });
    }
    Ok(())
}

/// The name under which a workspace, or a backup, is made, beside its own.
pub(crate) fn partial_of(target: &Path, id: Uuid) -> Result<PathBuf> {
    let name = target
        .file_name()
        .ok_or_else(|| Error::Place {
            path: show(target),
            why: "no name".to_owned(),
        })?
        .to_string_lossy();
    Ok(target.with_file_name(format!(".{name}.{}", id.simple())))
}

/// Takes away what was being made for `target` when the process was killed. What is still being
/// made is locked, and stays.
pub(crate) fn clear_partials(target: &Path) {
    let Some(name) = target.file_name().map(|name| name.to_string_lossy()) else {
        return;
    };
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let before = format!(".{name}.");
    // Where it can't be looked through, what comes next says why.
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let found = entry.file_name();
        let is_partial = found
            .to_str()
            .and_then(|found| found.strip_prefix(&before))
            // SQLite keeps journals beside its file.
            .map(|id| id.split('-').next().unwrap_or(id))
            .is_some_and(|id| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()));
        if !is_partial {
            continue;
        }
        let path = entry.path();
        if path.is_file() {
            let _ = fs::remove_file(path);
        } else if Place::folder(&path).lock().is_ok() {
            let _ = fs::remove_dir_all(path);
        }
    }
}

fn place_error(path: &Path, error: &std::io::Error) -> Error {
    match io_error(path, error) {
        Error::Io { path, why } => Error::Place { path, why },
        other => other,
    }
}

impl Desk {
    /// Logs that the workspace was made: its first entry.
    pub(super) async fn log_creation(&self) -> Result<()> {
        self.note_act(Entry::workspace("workspace.created", self.ring().workspace))
            .await
    }
}
