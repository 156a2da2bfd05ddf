//! What a person's roles let them open: who vouches for whom, and whom the scopes are wrapped to.

use std::collections::BTreeMap;

use domain::people::{Role, Standing};
use store::team::EndorsementRow;
use store::workspace::GenerationRow;
use uuid::Uuid;
use vault::PublicKey;

use super::acts::{invalid, is_officer};
use super::{Keys, Member, RoleView, Statement};
use crate::door::{Act, COMPLAINTS, GenerationStatement, PEOPLE, Scope};
use crate::{Desk, Result};

impl Desk {
    pub(crate) async fn endorse(
        &self,
        act: &mut Act<'_>,
        person: Uuid,
        keys: Keys,
        roles: &[RoleView],
        left: bool,
    ) -> Result<()> {
        let before = self.vouched(&mut act.tx).await?;
        let statement = Statement {
            number: before.get(&person).map_or(0, |before| before.number) + 1,
            workspace: self.ring().workspace,
            person,
            keys,
            roles: roles
                .iter()
                .map(|r| (r.role, r.department.clone().unwrap_or_default()))
                .collect(),
            left,
        };
        let (statement, signature) = statement
            .sign(&self.inner.secrets.signing)
            .ok_or_else(|| invalid("department"))?;
        Ok(store::team::endorse(
            &mut act.tx,
            &EndorsementRow {
                id: self.id(),
                person,
                signer: self.inner.me.id,
                at: act.now,
                statement,
                signature,
            },
        )
        .await?)
    }

    pub(super) async fn wrap(
        &self,
        act: &mut Act<'_>,
        person: Uuid,
        to: &PublicKey,
        roles: &[RoleView],
    ) -> Result<()> {
        let ring = self.ring();
        let mut rows = ring.people.wrapped_to(person, to)?;
        if is_officer(roles) {
            rows.extend(ring.complaints()?.wrapped_to(person, to)?);
        }
        Ok(store::workspace::add_members(&mut act.tx, &rows).await?)
    }

    /// Gives new keys to the scopes that a person held.
    pub(super) async fn rotate_for(&self, act: &mut Act<'_>, member: &Member) -> Result<()> {
        let ring = self.ring();
        if is_officer(&member.roles) {
            self.rotate(act, ring.complaints()?).await?;
        }
        self.rotate(act, &ring.people).await
    }

    /// Gives a scope new keys, wrapped to everyone at work whose roles need it and for whom somebody
    /// vouches: what the table of members says, others can write.
    pub(super) async fn rotate(&self, act: &mut Act<'_>, scope: &Scope) -> Result<()> {
        let vouched: BTreeMap<Uuid, Statement> = self.vouched(&mut act.tx).await?;
        let ring = self.ring();
        let kind = if scope.id == ring.people.id {
            PEOPLE
        } else {
            COMPLAINTS
        };
        let needs = |one: &Statement| {
            let is_officer = one.roles.iter().any(|(role, _)| *role == Role::Officer);
            !one.left && (kind == PEOPLE || is_officer)
        };
        let rows = store::workspace::person_rows(&mut act.tx).await?;
        let at_work = rows
            .iter()
            .filter(|row| row.state == Standing::Active.as_str());
        let stay: Vec<(Uuid, PublicKey)> = at_work
            .filter_map(|row| vouched.get(&row.id))
            .filter(|statement| needs(statement))
            .filter_map(|statement| Some((statement.person, statement.keys.public()?)))
            .collect();
        let next = scope.next(&stay)?;
        let row = self.generation(scope.id, kind, next.generation, next.public);
        store::workspace::add_generation(&mut act.tx, &row, act.now).await?;
        Ok(store::workspace::add_members(&mut act.tx, &next.members).await?)
    }

    /// A generation of a scope's public key, for which this person vouches.
    pub(crate) fn generation(
        &self,
        scope: Uuid,
        kind: &str,
        generation: i32,
        public_key: Vec<u8>,
    ) -> GenerationRow {
        let text = GenerationStatement {
            scope,
            kind,
            generation,
            public_key: &public_key,
        }
        .text(self.ring().workspace);
        GenerationRow {
            scope,
            generation,
            public_key,
            signer: self.inner.me.id,
            signature: self.inner.secrets.signing.sign(text.as_bytes()).to_vec(),
        }
    }
}
