//! The departments of the company: named, put under one another, called something else.

use domain::departments::{Department, in_order, lies_in};
use domain::people::{Role, Standing};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::door::{Act, Entry};
use crate::people::{Keys, RoleView};
use crate::types::dto;
use crate::{Desk, Error, Result};

/// The most characters of a department's name.
const LONGEST: usize = 80;

dto! {
    /// A department. Lists of them are in the order of the tree: what lies under one follows it.
    #[derive(PartialEq, Eq)]
    pub struct DepartmentView {
        pub name: String,
        /// None: it stands at the top.
        pub parent: Option<String>,
        /// How many it lies under.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub depth: usize,
    }
}

impl Desk {
    /// Names a department that triage may then give a case to, under another or at the top, and
    /// gives all there are. One that is there already, in capitals or not, stays as it is.
    ///
    /// # Errors
    /// [`Error::DepartmentName`], [`Error::NoSuchDepartment`], [`Error::NotAllowed`].
    pub async fn add_department(
        &self,
        name: &str,
        under: Option<&str>,
    ) -> Result<Vec<DepartmentView>> {
        let name = checked(name)?;
        let mut act = self.act().await?;
        let known = store::workspace::departments(&mut act.tx).await?;
        if let Some(under) = under {
            known_as(&known, under)?;
        }
        if same(&known, name).is_none() {
            store::workspace::add_department(&mut act.tx, name, under).await?;
            act.log(
                Entry::workspace("workspace.department-added", self.ring().workspace)
                    .with("department", name)
                    .with("under", under.unwrap_or_default()),
            );
            return changed(act).await;
        }
        Ok(views(&known))
    }

    /// Puts a department, with what lies under it, under another or at the top.
    ///
    /// # Errors
    /// [`Error::NoSuchDepartment`], [`Error::DepartmentCircle`], [`Error::NotAllowed`].
    pub async fn move_department(
        &self,
        name: &str,
        under: Option<&str>,
    ) -> Result<Vec<DepartmentView>> {
        let mut act = self.act().await?;
        // Two moves at once could make a circle that neither would alone.
        store::team::hold(&mut act.tx).await?;
        let known = store::workspace::departments(&mut act.tx).await?;
        let now = known_as(&known, name)?.parent.as_deref();
        if let Some(under) = under {
            known_as(&known, under)?;
            if lies_in(&known, under, name) {
                return Err(Error::DepartmentCircle {
                    department: name.to_owned(),
                    under: under.to_owned(),
                });
            }
        }
        if now == under {
            return Ok(views(&known));
        }
        store::workspace::move_department(&mut act.tx, name, under).await?;
        act.log(
            Entry::workspace("workspace.department-moved", self.ring().workspace)
                .with("department", name)
                .with("under", under.unwrap_or_default()),
        );
        changed(act).await
    }

    /// Calls a department something else. Cases, roles and what lies under it follow, and whoever
    /// has a role in it is vouched for anew.
    ///
    /// # Errors
    /// [`Error::NoSuchDepartment`], [`Error::DepartmentName`], [`Error::DepartmentExists`],
    /// [`Error::NotAllowed`] for who is no officer: cases are theirs.
    pub async fn rename_department(&self, name: &str, to: &str) -> Result<Vec<DepartmentView>> {
        if !self.is_any(&[Role::Officer]) {
            return Err(Error::NotAllowed);
        }
        let to = checked(to)?;
        let mut act = self.act().await?;
        store::team::hold(&mut act.tx).await?;
        let known = store::workspace::departments(&mut act.tx).await?;
        known_as(&known, name)?;
        if let Some(other) = same(&known, to).filter(|other| *other != name) {
            return Err(Error::DepartmentExists {
                department: other.to_owned(),
            });
        }
        if to == name {
            return Ok(views(&known));
        }
        store::workspace::rename_department(&mut act.tx, name, to).await?;
        self.vouch_for_renamed(&mut act, to).await?;
        act.log(
            Entry::workspace("workspace.department-renamed", self.ring().workspace)
                .with("department", name)
                .with("to", to),
        );
        changed(act).await
    }

    /// What was signed of a person names their departments: it is signed again as they are now.
    async fn vouch_for_renamed(&self, act: &mut Act<'_>, name: &str) -> Result<()> {
        if self.is_embedded() {
            return Ok(());
        }
        let holds = |role: &RoleView| role.department.as_deref() == Some(name);
        let rows = store::workspace::person_rows(&mut act.tx).await?;
        for member in self.members(&mut act.tx).await? {
            if member.standing != Standing::Active || !member.roles.iter().any(holds) {
                continue;
            }
            let row = rows.iter().find(|row| row.id == member.id);
            let row = row.ok_or_else(|| Error::internal("person"))?;
            let keys = Keys::of(&row.public_key, &row.verify_key);
            let vouched = self.vouched(&mut act.tx).await?;
            if vouched.get(&member.id).is_none_or(|one| one.keys != keys) {
                return Err(Error::KeySwapped {
                    whose: member.login,
                });
            }
            self.endorse(act, member.id, keys, &member.roles, false)
                .await?;
        }
        Ok(())
    }

    /// The departments, in the order of the tree.
    pub(crate) async fn departments(&self, tx: &mut Tx) -> Result<Vec<DepartmentView>> {
        Ok(views(&store::workspace::departments(tx).await?))
    }
}

/// Commits, and gives the departments as they are then.
async fn changed(mut act: Act<'_>) -> Result<Vec<DepartmentView>> {
    let known = store::workspace::departments(&mut act.tx).await?;
    act.commit().await?;
    Ok(views(&known))
}

fn views(all: &[Department]) -> Vec<DepartmentView> {
    in_order(all)
        .into_iter()
        .map(|(one, depth)| DepartmentView {
            name: one.name.clone(),
            parent: one.parent.clone(),
            depth,
        })
        .collect()
}

fn checked(name: &str) -> Result<&str> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        return Err(Error::DepartmentName);
    }
    Ok(name)
}

fn known_as<'a>(known: &'a [Department], name: &str) -> Result<&'a Department> {
    let found = known.iter().find(|one| one.name == name);
    found.ok_or_else(|| Error::NoSuchDepartment {
        department: name.to_owned(),
    })
}

/// The one that is called so, in capitals or not.
fn same<'a>(known: &'a [Department], name: &str) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let mut names = known.iter().map(|one| one.name.as_str());
    names.find(|one| one.to_lowercase() == lower)
}
