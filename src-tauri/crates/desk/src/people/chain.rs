//! Who vouches for whose keys. The first officer's are known to every client from the beginning;
//! everybody else's were signed by somebody whose own were. So a database's administrator who
//! exchanges a key in its row is found out by every client.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use domain::people::Role;
use serde::{Deserialize, Serialize};
use store::team::EndorsementRow;
use uuid::Uuid;
use vault::{PublicKey, SigningKey, VerifyingKey};

/// A role, of one department or (the empty name) of all.
pub type Held = (Role, String);

/// Keys as they are written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    /// X25519, in base64.
    pub agreement: String,
    /// Ed25519, in base64.
    pub signing: String,
}

impl Keys {
    pub fn of(agreement: &[u8], signing: &[u8]) -> Self {
        Self {
            agreement: BASE64.encode(agreement),
            signing: BASE64.encode(signing),
        }
    }

    pub fn public(&self) -> Option<PublicKey> {
        let bytes = BASE64.decode(self.agreement.as_bytes()).ok()?;
        PublicKey::try_from(bytes.as_slice()).ok()
    }

    fn verifying(&self) -> Option<VerifyingKey> {
        let bytes = BASE64.decode(self.signing.as_bytes()).ok()?;
        VerifyingKey::try_from(bytes.as_slice()).ok()
    }
}

/// Whether these keys' holder signed a text.
pub fn is_signed(statement: &Statement, text: &str, signature: &[u8]) -> bool {
    let key = statement.keys.verifying();
    let signature = signature.try_into().ok();
    key.zip(signature)
        .is_some_and(|(key, signature)| key.verify(text.as_bytes(), signature))
}

/// What two people compare by eye or by voice before one vouches for the other: 80 bits of SHA-256
/// over both keys of the one, and over whom the other trusts from the beginning. Five groups of four
/// hexadecimal digits.
pub fn fingerprint(root: &Root, workspace: Uuid, person: Uuid, keys: &Keys) -> String {
    let text = format!(
        "{}{person}\n{}\n{}\n",
        String::from_utf8_lossy(&root.anchored(workspace)),
        keys.agreement,
        keys.signing
    );
    vault::fingerprint(text.as_bytes())
}

/// The one whose keys need nobody's word: the workspace's first officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    pub person: Uuid,
    #[serde(flatten)]
    pub keys: Keys,
}

impl Root {
    /// What an invitation's anchor is made of.
    pub fn anchored(&self, workspace: Uuid) -> Vec<u8> {
        format!(
            "privacy-desk root 1\n{workspace}\n{}\n{}\n{}\n",
            self.person, self.keys.agreement, self.keys.signing
        )
        .into_bytes()
    }
}

/// What is signed of a person: seven lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Counts up with every statement about this person: an earlier one is not believed again.
    pub number: u64,
    pub workspace: Uuid,
    pub person: Uuid,
    pub keys: Keys,
    pub roles: Vec<Held>,
    /// No longer one of the team.
    pub left: bool,
}

const FIRST_LINE: &str = "privacy-desk endorsement 1";

impl Statement {
    pub fn text(&self) -> String {
        let roles: Vec<String> = self
            .roles
            .iter()
            .map(|(role, department)| format!("{role}@{department}"))
            .collect();
        let standing = if self.left { "left" } else { "active" };
        // Names of departments are on one line, and a tab is in none.
        format!(
            "{FIRST_LINE}\n{}\n{}\n{}\n{} {}\n{}\n{standing}\n",
            self.number,
            self.workspace,
            self.person,
            self.keys.agreement,
            self.keys.signing,
            roles.join("\t")
        )
    }

    /// Whether this person's roles let them give a scope's keys to others. One who has left did
    /// while they had them.
    pub fn may_give(&self, scope: &str) -> bool {
        let is = |role| self.roles.iter().any(|(held, _)| *held == role);
        is(Role::Officer) || (scope != crate::door::COMPLAINTS && is(Role::Administrator))
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        if lines.next()? != FIRST_LINE {
            return None;
        }
        let number = lines.next()?.parse().ok()?;
        let workspace = lines.next()?.parse().ok()?;
        let person = lines.next()?.parse().ok()?;
        let (agreement, signing) = lines.next()?.split_once(' ')?;
        let keys = Keys {
            agreement: agreement.to_owned(),
            signing: signing.to_owned(),
        };
        let held = |text: &str| {
            let (role, department) = text.split_once('@')?;
            Some((role.parse().ok()?, department.to_owned()))
        };
        let roles = lines.next()?.split('\t').filter(|role| !role.is_empty());
        let roles = roles.map(held).collect::<Option<_>>()?;
        let left = match lines.next()? {
            "active" => false,
            "left" => true,
            _ => return None,
        };
        lines.next().is_none().then_some(Self {
            number,
            workspace,
            person,
            keys,
            roles,
            left,
        })
    }

    /// The text and its signature; `None` where it would be read as something else.
    pub fn sign(&self, by: &SigningKey) -> Option<(String, Vec<u8>)> {
        let text = self.text();
        let signature = by.sign(text.as_bytes()).to_vec();
        (Self::parse(&text).as_ref() == Some(self)).then_some((text, signature))
    }
}

/// Everyone for whom somebody vouches, as the newest statement has them.
pub fn vouched(root: &Root, workspace: Uuid, rows: &[EndorsementRow]) -> BTreeMap<Uuid, Statement> {
    let first = Statement {
        number: 0,
        workspace,
        person: root.person,
        keys: root.keys.clone(),
        roles: vec![
            (Role::Officer, String::new()),
            (Role::Administrator, String::new()),
        ],
        left: false,
    };
    let mut known = BTreeMap::from([(root.person, first)]);
    // Oldest first: who signs was vouched for before.
    for row in rows {
        if let Some(statement) = believed(&known, workspace, row) {
            known.insert(statement.person, statement);
        }
    }
    known
}

fn believed(
    known: &BTreeMap<Uuid, Statement>,
    workspace: Uuid,
    row: &EndorsementRow,
) -> Option<Statement> {
    let signer = known.get(&row.signer).filter(|signer| !signer.left)?;
    let signature = row.signature.as_slice().try_into().ok()?;
    let signed = signer
        .keys
        .verifying()?
        .verify(row.statement.as_bytes(), signature);
    let statement = Statement::parse(&row.statement)?;
    let before = known.get(&row.person);
    let is_newer = before.is_none_or(|before| statement.number > before.number);
    let fits = is_newer && statement.workspace == workspace && statement.person == row.person;
    let entitled = may_vouch(signer, before, &statement);
    (signed && fits && entitled).then_some(statement)
}

/// Officers vouch for everyone; administrators for those who read no complaints.
fn may_vouch(signer: &Statement, before: Option<&Statement>, after: &Statement) -> bool {
    let is = |one: &Statement, role| one.roles.iter().any(|(held, _)| *held == role);
    let touches_officer = is(after, Role::Officer) || before.is_some_and(|b| is(b, Role::Officer));
    is(signer, Role::Officer) || (is(signer, Role::Administrator) && !touches_officer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_read_as_it_was_written() {
        let statement = Statement {
            number: 3,
            workspace: Uuid::from_u128(1),
            person: Uuid::from_u128(2),
            keys: Keys::of(&[3; 32], &[4; 32]),
            roles: vec![
                (Role::Manager, "Trust and safety".to_owned()),
                (Role::Staff, String::new()),
            ],
            left: false,
        };
        assert_eq!(
            Statement::parse(&statement.text()).as_ref(),
            Some(&statement)
        );
        assert_eq!(Statement::parse("privacy-desk endorsement 1\n"), None);
        let key = SigningKey::random().expect("key");
        let hidden = Statement {
            roles: vec![(Role::Staff, "Legal\tofficer@".to_owned())],
            ..statement
        };
        assert_eq!(hidden.sign(&key), None, "a role that hides in a department");
    }
}
