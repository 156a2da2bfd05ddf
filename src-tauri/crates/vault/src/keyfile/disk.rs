//! The two copies in a workspace's folder.

use std::io::{self, Read};
use std::path::Path;

use super::KeyFileError;
use super::format::{Body, decode, encode};
use crate::files::{remove_temporary, write_atomically};

/// The key file's name in a workspace's folder.
pub const NAME: &str = "keys";
/// Its copy's name.
pub const COPY_NAME: &str = "keys.copy";

/// Far above what any version writes.
const LARGEST: u64 = 64 * 1024;

/// The state of the two copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// Both are sound and the same.
    Sound,
    /// This one is missing, damaged, unreadable or older, and should be renewed.
    Renew(&'static str),
}

pub(super) fn read(folder: &Path) -> Result<(Body, Health), KeyFileError> {
    let first = read_one(folder, NAME);
    let second = read_one(folder, COPY_NAME);
    match (first, second) {
        // A newer program's keys are not to be passed over for an older copy.
        (Err(newer @ KeyFileError::Newer { .. }), _)
        | (_, Err(newer @ KeyFileError::Newer { .. })) => Err(newer),
        (Ok(first), Ok(second)) if first == second => Ok((first, Health::Sound)),
        (Ok(first), Ok(second)) if first.generation < second.generation => {
            Ok((second, Health::Renew(NAME)))
        }
        (Ok(first), _) => Ok((first, Health::Renew(COPY_NAME))),
        (Err(_), Ok(second)) => Ok((second, Health::Renew(NAME))),
        (Err(first), Err(second)) => Err(worse(first, second)),
    }
}

/// Of two copies that don't read: what to tell. One that is refused may be sound, so
/// that goes before damage, and missing is told only of both.
fn worse(first: KeyFileError, second: KeyFileError) -> KeyFileError {
    let rank = |error: &KeyFileError| match error {
        KeyFileError::Io { .. } => 2,
        KeyFileError::Damaged => 1,
        _ => 0,
    };
    if rank(&second) > rank(&first) {
        second
    } else {
        first
    }
}

fn read_one(folder: &Path, name: &str) -> Result<Body, KeyFileError> {
    let mut bytes = Vec::new();
    match std::fs::File::open(folder.join(name)) {
        Ok(file) => file.take(LARGEST).read_to_end(&mut bytes)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(KeyFileError::Missing),
        Err(error) => return Err(error.into()),
    };
    decode(&bytes)
}

/// Takes away what a write that was cut off has left.
pub(super) fn clear(folder: &Path) -> Result<(), KeyFileError> {
    for name in [NAME, COPY_NAME] {
        remove_temporary(folder, name)?;
    }
    Ok(())
}

pub(super) fn write_one(folder: &Path, name: &str, body: &Body) -> Result<(), KeyFileError> {
    Ok(write_atomically(folder, name, &encode(body)?)?)
}
