//! One entry of the log, as it is hashed.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::tree::{Hash, leaf_hash};

/// The first byte of a leaf. Another order or set of fields is another version.
const VERSION: u8 = 1;

/// An entry. It holds no personal text: erasing a person's data breaks no proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf<'a> {
    /// The log, so that an entry of one workspace proves nothing in another.
    pub log: Uuid,
    /// Counts from 1 without gaps; the leaf's index in the tree is one less.
    pub sequence: u64,
    /// Microseconds since 1970, UTC.
    pub micros: i64,
    /// The database login that wrote it.
    pub login: &'a str,
    /// The person who acted; none when the program did by itself.
    pub person: Option<Uuid>,
    /// The act's word.
    pub act: &'a str,
    /// The word for the kind of thing acted on.
    pub object_kind: &'a str,
    /// The thing acted on; none when it is the workspace as a whole.
    pub object: Option<Uuid>,
    /// [`change_hash`] of what was changed.
    pub change: Hash,
}

impl Leaf<'_> {
    /// The canonical bytes: the version byte, then every field as a 4-byte big-endian
    /// length and its bytes. Numbers have 8 bytes, big-endian; an absent id has none.
    ///
    /// In PostgreSQL a field is `int4send(octet_length(f)) || f` with `uuid_send`,
    /// `int8send` and `convert_to(…, 'UTF8')` for f.
    pub fn encode(&self) -> Vec<u8> {
        let id = |id: &Option<Uuid>| id.map(|id| id.into_bytes().to_vec()).unwrap_or_default();
        let fields: [&[u8]; 9] = [
            self.log.as_bytes(),
            &self.sequence.to_be_bytes(),
            &self.micros.to_be_bytes(),
            self.login.as_bytes(),
            &id(&self.person),
            self.act.as_bytes(),
            self.object_kind.as_bytes(),
            &id(&self.object),
            &self.change,
        ];
        let mut bytes = vec![VERSION];
        for field in fields {
            // A field is a word, a login or an id: far below 4 GiB.
            bytes.extend_from_slice(&(field.len() as u32).to_be_bytes());
            bytes.extend_from_slice(field);
        }
        bytes
    }

    /// The leaf hash of [`Self::encode`].
    pub fn hash(&self) -> Hash {
        leaf_hash(&self.encode())
    }
}

/// SHA-256 of a secret salt and the canonical bytes of a change. The salt keeps short
/// changes from being guessed; with its erasure the hash says nothing any more.
pub fn change_hash(salt: &[u8; 16], change: &[u8]) -> Hash {
    Sha256::new_with_prefix(salt)
        .chain_update(change)
        .finalize()
        .into()
}
