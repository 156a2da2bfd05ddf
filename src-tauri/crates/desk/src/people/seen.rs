//! What this client has seen of people and scopes: who can delete the newest statement about a
//! person, or the newest generation of a scope, must not put everybody back to the one before.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use store::workspace::ScopeRow;
use uuid::Uuid;

use super::Statement;
use crate::workspace::{io_error, show};
use crate::{Error, Result};

/// The file's name in a workspace's folder.
const NAME: &str = "seen";

/// The highest numbers so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    /// Of the statements about each person.
    people: BTreeMap<Uuid, u64>,
    /// Of each scope's generations, as far as this person holds them.
    scopes: BTreeMap<Uuid, i32>,
}

/// Holds what the database says now against what was seen before, and remembers it.
///
/// # Errors
/// [`Error::KeySwapped`] where it says less; [`Error::SeenDamaged`] where the file can't be read.
pub fn hold(folder: &Path, known: &BTreeMap<Uuid, Statement>, held: &[ScopeRow]) -> Result<()> {
    let path = folder.join(NAME);
    let before: Seen = match fs::read(&path) {
        Ok(bytes) => {
            serde_json::from_slice(&bytes).map_err(|_| Error::SeenDamaged { path: show(&path) })?
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Seen::default(),
        Err(e) => return Err(io_error(&path, &e)),
    };
    let mut now = before.clone();
    for (person, number) in &now.people {
        if known.get(person).is_none_or(|one| one.number < *number) {
            let whose = "people".to_owned();
            return Err(Error::KeySwapped { whose });
        }
    }
    now.people = known.iter().map(|(id, one)| (*id, one.number)).collect();
    // In order of their generations.
    let newest: BTreeMap<Uuid, &ScopeRow> = held.iter().map(|row| (row.scope, row)).collect();
    for (scope, row) in newest {
        let last = now.scopes.entry(scope).or_insert(row.generation);
        if row.generation < *last {
            let whose = row.kind.clone();
            return Err(Error::KeySwapped { whose });
        }
        *last = row.generation;
    }
    if now == before {
        return Ok(());
    }
    vault::write_atomically(folder, NAME, &serde_json::to_vec(&now)?)
        .map_err(|e| io_error(&path, &e))
}
