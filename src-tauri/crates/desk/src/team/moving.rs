//! Moving a workspace: from this computer to a team's server, and back, with everything in it.

use std::fs;
use std::path::Path;

use domain::people::Standing;
use serde::Serialize;
use store::team::Shapes;
use store::{Store, Tx};
use vault::KeyFile;

use super::{Address, first_login, without_password};
use crate::door::{COMPLAINTS, Entry, PEOPLE, Sealer};
use crate::people::{Keys, Root};
use crate::types::dto_out;
use crate::workspace::{
    FIRST_ROLES, Migrator, check_free, clear_partials, io_error, key_error, make_folder, partial_of,
};
use crate::{Desk, Error, Result};

/// What comes along where it is there: what this client last saw of the log.
const CHECKPOINT: &str = "checkpoint";

dto_out! {
    /// What was moved of a table, the same on both sides.
    pub struct Moved {
        pub table: String,
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub rows: u64,
        /// A sum over the hashes of its rows, hexadecimal.
        pub hash: String,
    }
}

impl Desk {
    /// Moves this workspace to a team's server, where this person is the first officer, who signs the
    /// undertaking of confidentiality (`undertake`) or has done so. The folder that it was in stays as
    /// it was, and is to be put away.
    ///
    /// # Errors
    /// [`Error::NotUndertaken`], [`Error::Exists`], [`Error::TeamExists`], [`Error::AlreadyTeam`], [`Error::NotMoved`], and
    /// those of setting up a team.
    pub async fn move_to_team(
        &self,
        migrator: &Migrator,
        to: &Path,
        undertake: bool,
    ) -> Result<Vec<Moved>> {
        if !self.is_embedded() {
            return Err(Error::AlreadyTeam);
        }
        if !undertake && !self.has_undertaken().await? {
            return Err(Error::NotUndertaken);
        }
        check_free(to)?;
        self.undertake().await?;
        let workspace = self.ring().workspace;
        // The last entry here is the one from which the log goes on there.
        self.note_act(Entry::workspace("workspace.moved", workspace))
            .await?;
        let server = store::team::init(&migrator.url, migrator.plain).await?;
        let moved = self.fill_server(&server, migrator, to).await;
        server.close().await;
        moved
    }

    async fn fill_server(
        &self,
        server: &Store,
        migrator: &Migrator,
        to: &Path,
    ) -> Result<Vec<Moved>> {
        let mut there = server.begin().await?;
        store::team::hold(&mut there).await?;
        if store::workspace::get(&mut there).await.is_ok() {
            return Err(Error::TeamExists);
        }
        let shapes = Shapes::of(&self.inner.store).await?;
        let mut here = self.snapshot().await?;
        let sums = copied(&shapes, &mut here, &mut there).await?;
        let me = self.inner.me.id;
        let database = store::team::database(&mut there).await?;
        let login = first_login(&database, migrator.login.as_deref());
        store::workspace::set_login(&mut there, me, &login).await?;
        self.index_all(&mut here, &mut there).await?;
        self.vouch_for_all(&mut there).await?;
        let secrets = &self.inner.secrets;
        let verifier = vault::scram_verifier(&secrets.database.password())?;
        let groups = FIRST_ROLES.map(|role| role.to_string());
        store::team::found(&mut there, &login, &verifier, &groups).await?;
        let mut address = without_password(&migrator.url)?;
        address.url = address.url_for(&login);
        address.plain = migrator.plain;
        address.root = Some(Root {
            person: me,
            keys: Keys::of(
                &secrets.agreement.public().to_bytes(),
                &secrets.signing.verifying().to_bytes(),
            ),
        });
        self.publish(to, Some(&address), None).await?;
        // Dropped first: a file's one connection is needed again.
        drop(here);
        let committed = there.commit().await;
        if committed.as_ref().is_err_and(|e| !e.is_lost()) {
            let _ = fs::remove_dir_all(to);
        }
        committed?;
        Ok(sums)
    }

    /// Signs what nobody had to vouch for where one person has the workspace alone; gives the scopes
    /// new keys, which nobody knows who was of it before; and has everyone of the team open the
    /// log's details.
    async fn vouch_for_all(&self, there: &mut Tx) -> Result<()> {
        let ring = self.ring();
        let me = self.inner.me.id;
        let to = self.inner.secrets.agreement.public();
        for (scope, kind) in [(ring.complaints()?, COMPLAINTS), (&ring.people, PEOPLE)] {
            for (generation, public) in scope.publics() {
                let row = self.generation(scope.id, kind, generation, public);
                store::workspace::sign_generation(there, &row).await?;
            }
            let next = scope.next(&[(me, to)])?;
            let row = self.generation(scope.id, kind, next.generation, next.public);
            store::workspace::add_generation(there, &row, self.now()).await?;
            store::workspace::add_members(there, &next.members).await?;
        }
        let wraps = store::workspace::data_keys(there, ring.workspace).await?;
        if wraps.iter().all(|wrap| wrap.scope != ring.people.id) {
            let row = Sealer::to(&ring.people)?.wrap(&ring.office, ring.workspace)?;
            store::workspace::add_data_keys(there, &[row]).await?;
        }
        Ok(())
    }

    /// Takes a copy of the team's workspace to this computer, for this person alone. What is on the
    /// server stays there.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::NotATeam`], [`Error::NotAllowed`] for who is no officer,
    /// [`Error::NotMoved`].
    pub async fn move_here(&self, to: &Path) -> Result<Vec<Moved>> {
        if self.is_embedded() {
            return Err(Error::NotATeam);
        }
        self.ring().complaints()?;
        check_free(to)?;
        let workspace = self.ring().workspace;
        self.note_act(Entry::workspace("workspace.taken-home", workspace))
            .await?;
        let mut moved = Vec::new();
        self.publish(to, None, Some(&mut moved)).await?;
        Ok(moved)
    }

    /// Makes the folder of a workspace with this person's keys: for a team's server, or (with
    /// `moved`) filled with what is there.
    async fn publish(
        &self,
        to: &Path,
        address: Option<&Address>,
        moved: Option<&mut Vec<Moved>>,
    ) -> Result<()> {
        clear_partials(to);
        let partial = partial_of(to, self.id())?;
        make_folder(&partial).map_err(|e| io_error(to, &e))?;
        let made = async {
            let keys = KeyFile::read(&self.inner.folder).map_err(|e| key_error(to, e))?;
            keys.write(&partial).map_err(|e| key_error(to, e))?;
            let kept = self.inner.folder.join(CHECKPOINT);
            if kept.exists() {
                fs::copy(&kept, partial.join(CHECKPOINT)).map_err(|e| io_error(to, &e))?;
            }
            if let Some(address) = address {
                address.write(&partial)?;
            }
            if let Some(moved) = moved {
                *moved = self.fill_file(&partial.join("desk.db")).await?;
            }
            vault::publish_folder(&partial, to).map_err(|e| io_error(to, &e))
        }
        .await;
        if made.is_err() {
            let _ = fs::remove_dir_all(&partial);
        }
        made
    }

    /// Makes a file with everything that is on the server, for this person alone.
    pub(crate) async fn fill_file(&self, to: &Path) -> Result<Vec<Moved>> {
        let key = self.inner.secrets.database.to_hex();
        let file = Store::create_file(to, &key).await?;
        let filled = async {
            let shapes = Shapes::of(&file).await?;
            let mut there = self.snapshot().await?;
            let mut here = file.begin().await?;
            let sums = copied(&shapes, &mut there, &mut here).await?;
            let me = self.inner.me.id;
            // Who is not here any more opens nothing here.
            for row in store::workspace::person_rows(&mut here).await? {
                if row.id != me {
                    store::team::unwrap_all(&mut here, row.id).await?;
                    store::team::set_state(&mut here, row.id, Standing::Left.as_str()).await?;
                }
            }
            store::workspace::set_login(&mut here, me, "local").await?;
            self.index_all(&mut there, &mut here).await?;
            here.commit().await?;
            Ok(sums)
        }
        .await;
        file.close().await;
        filled
    }

    /// Indexes everything anew in another database, from what is opened here.
    async fn index_all(&self, from: &mut Tx, to: &mut Tx) -> Result<()> {
        let mut after = 0;
        loop {
            let docs = store::search::all(from, after, 200).await?;
            let Some((last, _)) = docs.last() else {
                return Ok(());
            };
            after = *last;
            let mut tokens = Vec::with_capacity(docs.len());
            for (_, doc) in docs {
                if let Some(found) = self.doc_tokens(from, &doc).await? {
                    tokens.push((doc, found));
                }
            }
            store::search::add(to, &tokens).await?;
        }
    }
}

/// Copies everything, and proves that what is there is what was here.
async fn copied(shapes: &Shapes, from: &mut Tx, to: &mut Tx) -> Result<Vec<Moved>> {
    let sums = store::team::copy(shapes, from, to).await?;
    let there = store::team::sums(shapes, to).await?;
    let differs = sums.iter().zip(&there).find(|(a, b)| a != b);
    if let Some((sum, _)) = differs {
        return Err(Error::NotMoved {
            table: sum.table.to_owned(),
        });
    }
    Ok(sums
        .into_iter()
        .map(|sum| Moved {
            table: sum.table.to_owned(),
            rows: sum.rows,
            hash: sum.hash,
        })
        .collect())
}
