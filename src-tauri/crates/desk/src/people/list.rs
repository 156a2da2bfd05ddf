//! Who is in the office.

use std::collections::BTreeMap;

use super::{Keys, Member, RoleView, Statement, fingerprint, vouched};
use domain::departments::{Department, in_order, lies_in};
use domain::people::Role;

use crate::door::{Ring, open_key};
use crate::workspace::initials;
use crate::{Desk, Error, Result, fields};
use store::Tx;
use store::team::RoleRow;
use store::workspace::{NamedRow, PersonRow};
use uuid::Uuid;

impl Desk {
    /// Everybody who is or was of the office, in the order in which they came.
    pub async fn office(&self) -> Result<Vec<Member>> {
        let mut tx = self.read().await?;
        self.members(&mut tx).await
    }

    pub(crate) async fn members(&self, tx: &mut Tx) -> Result<Vec<Member>> {
        let roles = store::team::roles_of_all(tx).await?;
        let invitations = store::team::invitations(tx).await?;
        let undertakings = store::team::undertakings(tx).await?;
        let departments = store::workspace::departments(tx).await?;
        let rows = store::workspace::people(tx).await?;
        rows.iter()
            .map(|row| {
                let id = row.person.id;
                let (name, email) = name_and_email(&self.ring(), row)?;
                let has_keys = !row.person.public_key.is_empty();
                let keys = Keys::of(&row.person.public_key, &row.person.verify_key);
                let read_out = || fingerprint(&self.inner.root, self.ring().workspace, id, &keys);
                let roles = roles_of(&roles, id)?;
                Ok(Member {
                    id,
                    initials: initials(&name),
                    name,
                    email,
                    login: row.person.login.clone(),
                    standing: standing(&row.person)?,
                    manages: managed(&roles, &departments),
                    roles,
                    fingerprint: has_keys.then(read_out),
                    invited_until: invitations
                        .iter()
                        .find(|i| i.person == id)
                        .map(|i| i.expires_at),
                    undertaken_at: undertakings.iter().rfind(|u| u.person == id).map(|u| u.at),
                    since: row.person.created_at,
                })
            })
            .collect()
    }

    /// One person by login (or its end), id, or whole name.
    ///
    /// # Errors
    /// [`Error::PersonNotFound`], also where several fit.
    pub async fn person(&self, who: &str) -> Result<Member> {
        let mut tx = self.read().await?;
        self.member(&mut tx, who).await
    }

    pub(super) async fn member(&self, tx: &mut Tx, who: &str) -> Result<Member> {
        let not_found = || Error::PersonNotFound {
            who: who.to_owned(),
        };
        let fits = |one: &Member| {
            one.login == who
                || one.login.rsplit('.').next() == Some(who)
                || one.id.to_string() == who
                || one.name == who
        };
        let mut found = self.members(tx).await?.into_iter().filter(fits);
        let one = found.next().ok_or_else(not_found)?;
        if found.next().is_some() {
            return Err(not_found());
        }
        Ok(one)
    }

    /// Everyone who is vouched for.
    pub(crate) async fn vouched(&self, tx: &mut Tx) -> Result<BTreeMap<Uuid, Statement>> {
        let rows = store::team::endorsements(tx).await?;
        Ok(vouched(&self.inner.root, self.ring().workspace, &rows))
    }
}

/// Refuses rows whose keys are not those that somebody who is trusted has signed.
///
/// # Errors
/// [`Error::KeySwapped`].
pub(crate) fn check_keys(rows: &[NamedRow], known: &BTreeMap<Uuid, Statement>) -> Result<()> {
    for row in rows.iter().map(|row| &row.person) {
        if row.state != "active" {
            continue;
        }
        let keys = super::Keys::of(&row.public_key, &row.verify_key);
        let vouched_for = known
            .get(&row.id)
            .is_some_and(|s| !s.left && s.keys == keys);
        if !vouched_for {
            return Err(Error::KeySwapped {
                whose: row.login.clone(),
            });
        }
    }
    Ok(())
}

fn standing(row: &PersonRow) -> Result<domain::people::Standing> {
    row.state.parse().map_err(Error::internal)
}

pub(crate) fn roles_of(rows: &[RoleRow], person: Uuid) -> Result<Vec<RoleView>> {
    rows.iter()
        .filter(|row| row.person == person)
        .map(|row| {
            Ok(RoleView {
                role: row.role.parse().map_err(Error::internal)?,
                department: Some(row.department.clone()).filter(|name| !name.is_empty()),
            })
        })
        .collect()
}

/// The departments that a manager is one of: those that are named, and what lies under them.
fn managed(roles: &[RoleView], departments: &[Department]) -> Vec<String> {
    let manages = |name: &str| {
        roles.iter().any(|held| {
            let top = held.department.as_deref();
            held.role == Role::Manager && top.is_none_or(|top| lies_in(departments, name, top))
        })
    };
    let names = in_order(departments).into_iter().map(|(one, _)| &one.name);
    names.filter(|name| manages(name)).cloned().collect()
}

/// Opens a person's name and e-mail address.
pub(crate) fn name_and_email(ring: &Ring, row: &NamedRow) -> Result<(String, String)> {
    let id = row.person.id;
    let key = open_key(&ring.people, id, &row.key_wrapped, row.key_generation)?;
    let text = ring.open_text(&key, fields::PERSON, id, &row.person.sealed)?;
    let (name, email) = text.split_once('\n').unwrap_or((&text, ""));
    Ok((name.to_owned(), email.to_owned()))
}
