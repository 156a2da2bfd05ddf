//! The keys of a session: scopes, their search keys, and how values are sealed.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;
use store::workspace::{DataKeyRow, MemberRow, ScopeRow};
use uuid::Uuid;
use vault::{DataKey, Place, PublicKey, SearchKey, SecretKey, Wrapper};

use crate::{Error, Result};

/// The longest text that is opened at once: 64 MiB.
const LIMIT: usize = 64 << 20;

/// The one key that an object has had so far; rotation counts up.
const KEY_ID: u32 = 1;

/// The scope of cases and messages.
pub const COMPLAINTS: &str = "complaints";
/// The scope that every person of the office is a member of.
pub const PEOPLE: &str = "people";

/// A scope that this person holds: its newest keys, and the earlier private ones. The search key
/// stays the same through all.
pub struct Scope {
    pub id: Uuid,
    generation: u32,
    public: PublicKey,
    secrets: BTreeMap<u32, SecretKey>,
    pub search: SearchKey,
}

/// A scope as it is made: its rows, and the scope itself.
pub struct NewScope {
    pub row: ScopeRow,
    pub scope: Scope,
}

impl Scope {
    /// Makes a scope and wraps it to its first member, who vouches for it.
    pub fn make(
        id: Uuid,
        kind: &str,
        person: Uuid,
        to: &PublicKey,
        signed: impl FnOnce(&GenerationStatement<'_>) -> Vec<u8>,
    ) -> Result<NewScope> {
        let secret = SecretKey::random()?;
        let search = SearchKey::random()?;
        let public = secret.public();
        let wrapper = Wrapper::new(to, id, 1)?;
        let public_key = public.to_bytes().to_vec();
        let signature = signed(&GenerationStatement {
            scope: id,
            kind,
            generation: 1,
            public_key: &public_key,
        });
        let row = ScopeRow {
            scope: id,
            kind: kind.to_owned(),
            generation: 1,
            public_key,
            wrapped: wrapper.wrap(&secret, person)?,
            search_wrapped: wrapper.wrap(&search, person)?,
            signer: Some(person),
            signature: Some(signature),
        };
        Ok(NewScope {
            row,
            scope: Self {
                id,
                generation: 1,
                public,
                secrets: BTreeMap::from([(1, secret)]),
                search,
            },
        })
    }

    /// Opens a scope with its member's key, from its generations in order; none where this person
    /// is no member.
    ///
    /// # Errors
    /// [`Error::KeySwapped`] where a public key is not the one that the members hold.
    pub fn open<'r>(
        rows: impl Iterator<Item = &'r ScopeRow>,
        person: Uuid,
        with: &SecretKey,
    ) -> Result<Option<Self>> {
        let mut scope: Option<Self> = None;
        for row in rows {
            let generation = u32::try_from(row.generation).map_err(Error::internal)?;
            let secret: SecretKey =
                vault::unwrap(&row.wrapped, row.scope, generation, person, with)?;
            let public = secret.public();
            if public.to_bytes().as_slice() != row.public_key {
                return Err(Error::KeySwapped {
                    whose: row.kind.clone(),
                });
            }
            match &mut scope {
                None => {
                    let search =
                        vault::unwrap(&row.search_wrapped, row.scope, generation, person, with)?;
                    scope = Some(Self {
                        id: row.scope,
                        generation,
                        public,
                        secrets: BTreeMap::from([(generation, secret)]),
                        search,
                    });
                }
                Some(scope) => {
                    scope.generation = generation;
                    scope.public = public;
                    scope.secrets.insert(generation, secret);
                }
            }
        }
        Ok(scope)
    }

    /// The public keys of every generation.
    pub fn publics(&self) -> Vec<(i32, Vec<u8>)> {
        let public = |(generation, secret): (&u32, &SecretKey)| {
            let key = secret.public().to_bytes().to_vec();
            Some((i32::try_from(*generation).ok()?, key))
        };
        self.secrets.iter().filter_map(public).collect()
    }

    /// Every generation, wrapped to another member.
    pub fn wrapped_to(&self, person: Uuid, to: &PublicKey) -> Result<Vec<MemberRow>> {
        self.secrets
            .iter()
            .map(|(generation, secret)| {
                let wrapper = Wrapper::new(to, self.id, *generation)?;
                Ok(MemberRow {
                    scope: self.id,
                    generation: i32::try_from(*generation).map_err(Error::internal)?,
                    person,
                    wrapped: wrapper.wrap(secret, person)?,
                    search_wrapped: wrapper.wrap(&self.search, person)?,
                })
            })
            .collect()
    }

    /// The next generation: its public key, and its keys for each of the members who stay.
    pub fn next(&self, members: &[(Uuid, PublicKey)]) -> Result<NextGeneration> {
        let generation = self.generation + 1;
        let secret = SecretKey::random()?;
        let number = i32::try_from(generation).map_err(Error::internal)?;
        let rows = members.iter().map(|(person, to)| {
            let wrapper = Wrapper::new(to, self.id, generation)?;
            Ok(MemberRow {
                scope: self.id,
                generation: number,
                person: *person,
                wrapped: wrapper.wrap(&secret, *person)?,
                search_wrapped: wrapper.wrap(&self.search, *person)?,
            })
        });
        Ok(NextGeneration {
            generation: number,
            public: secret.public().to_bytes().to_vec(),
            members: rows.collect::<Result<_>>()?,
        })
    }
}

/// A scope's next generation, as its rows.
pub struct NextGeneration {
    pub generation: i32,
    pub public: Vec<u8>,
    pub members: Vec<MemberRow>,
}

/// What is signed of a generation of a scope: five lines.
pub struct GenerationStatement<'a> {
    pub scope: Uuid,
    pub kind: &'a str,
    pub generation: i32,
    pub public_key: &'a [u8],
}

impl GenerationStatement<'_> {
    pub fn text(&self, workspace: Uuid) -> String {
        let key: String = self
            .public_key
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!(
            "privacy-desk scope 1\n{workspace}\n{} {}\n{}\n{key}\n",
            self.scope, self.kind, self.generation
        )
    }
}

/// Everything that this person can open.
pub struct Ring {
    pub workspace: Uuid,
    /// Of officers alone.
    pub complaints: Option<Scope>,
    pub people: Scope,
    /// Seals what belongs to no case: details of the audit log.
    pub office: DataKey,
    pub opened: Opened,
}

/// Data keys that were unwrapped lately, by their object and wrap. To agree on a secret is the
/// dearest part of showing a row, and a list shows the same rows after every act. They are in memory
/// no longer than the scope's key, which opens them all, and until something is erased.
#[derive(Default)]
pub struct Opened(Mutex<HashMap<(Uuid, Vec<u8>), DataKey>>);

impl Opened {
    /// Lists of some dozen pages.
    const MOST: usize = 4_096;

    fn get(
        &self,
        object: Uuid,
        wrapped: &[u8],
        open: impl FnOnce() -> Result<DataKey>,
    ) -> Result<DataKey> {
        let at = (object, wrapped.to_vec());
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = lock().get(&at) {
            return Ok(key.clone());
        }
        let key = open()?;
        let mut kept = lock();
        if kept.len() >= Self::MOST {
            kept.clear();
        }
        kept.insert(at, key.clone());
        Ok(key)
    }

    /// Keeps none: something was erased, and its key opens a copy of what it said.
    pub fn forget(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

/// Seals new objects of one scope. Make one per act or batch: it agrees on a secret once.
pub struct Sealer {
    wrapper: Wrapper,
    scope: Uuid,
    generation: u32,
}

impl Sealer {
    /// A sealer to a scope's public key.
    pub fn to(scope: &Scope) -> Result<Self> {
        Ok(Self {
            wrapper: Wrapper::new(&scope.public, scope.id, scope.generation)?,
            scope: scope.id,
            generation: scope.generation,
        })
    }

    /// A key that an object has already, for this scope too.
    pub fn wrap(&self, key: &DataKey, object: Uuid) -> Result<DataKeyRow> {
        Ok(DataKeyRow {
            object,
            scope: self.scope,
            generation: i32::try_from(self.generation).map_err(Error::internal)?,
            wrapped: self.wrapper.wrap(key, object)?,
        })
    }

    /// A fresh data key for an object, and the row that keeps it.
    pub fn key(&self, object: Uuid) -> Result<(DataKey, DataKeyRow)> {
        let key = DataKey::random()?;
        let row = self.wrap(&key, object)?;
        Ok((key, row))
    }
}

impl Ring {
    const fn place(&self, field: u16, row: Uuid) -> Place {
        Place {
            workspace: self.workspace,
            field,
            row,
        }
    }

    /// Seals bytes for a field of a row.
    pub fn seal(&self, key: &DataKey, field: u16, row: Uuid, plain: &[u8]) -> Result<Vec<u8>> {
        Ok(vault::seal(key, &self.place(field, row), KEY_ID, plain)?)
    }

    /// Opens what [`Ring::seal`] made.
    pub fn open(
        &self,
        key: &DataKey,
        field: u16,
        row: Uuid,
        sealed: &[u8],
    ) -> Result<vault::Zeroizing<Vec<u8>>> {
        Ok(vault::open(key, &self.place(field, row), sealed, LIMIT)?)
    }

    /// Seals a value as JSON.
    pub fn seal_json<T: Serialize>(
        &self,
        key: &DataKey,
        field: u16,
        row: Uuid,
        value: &T,
    ) -> Result<Vec<u8>> {
        self.seal(
            key,
            field,
            row,
            &vault::Zeroizing::new(serde_json::to_vec(value)?),
        )
    }

    /// Opens what [`Ring::seal_json`] made.
    pub fn open_json<T: DeserializeOwned>(
        &self,
        key: &DataKey,
        field: u16,
        row: Uuid,
        sealed: &[u8],
    ) -> Result<T> {
        Ok(serde_json::from_slice(
            &self.open(key, field, row, sealed)?,
        )?)
    }

    /// Seals text.
    pub fn seal_text(&self, key: &DataKey, field: u16, row: Uuid, text: &str) -> Result<Vec<u8>> {
        self.seal(key, field, row, text.as_bytes())
    }

    /// Opens text.
    pub fn open_text(&self, key: &DataKey, field: u16, row: Uuid, sealed: &[u8]) -> Result<String> {
        let bytes = self.open(key, field, row, sealed)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Seals raw bytes piece by piece: they need not be in memory twice.
    pub fn seal_blob<'a>(
        &self,
        key: &'a DataKey,
        field: u16,
        row: Uuid,
        plain: &'a [u8],
    ) -> impl Iterator<Item = Result<Vec<u8>>> + 'a {
        let place = self.place(field, row);
        vault::seal_blob(key, place, KEY_ID, plain).map(|chunk| chunk.map_err(Error::from))
    }

    /// Opens the pieces of raw bytes; none may be missing.
    pub fn open_blob(
        &self,
        key: &DataKey,
        field: u16,
        row: Uuid,
        chunks: &[Vec<u8>],
    ) -> Result<Vec<u8>> {
        let mut reader = vault::BlobReader::new(key, self.place(field, row));
        let mut raw = Vec::new();
        for chunk in chunks {
            raw.extend_from_slice(&reader.next(chunk)?);
        }
        reader.finish()?;
        Ok(raw)
    }

    /// The scope of cases and messages.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for who is no officer.
    pub fn complaints(&self) -> Result<&Scope> {
        self.complaints.as_ref().ok_or(Error::NotAllowed)
    }

    /// Opens the data key of an object of the complaints scope.
    pub fn data_key(&self, object: Uuid, wrapped: &[u8], generation: i32) -> Result<DataKey> {
        let scope = self.complaints()?;
        let open = || open_key(scope, object, wrapped, generation);
        self.opened.get(object, wrapped, open)
    }

    fn keyed(&self, label: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        Ok(self.complaints()?.search.keyed(label, bytes).to_vec())
    }

    /// The look-up key of an address: trimmed and in lower case.
    pub fn address_key(&self, address: &str) -> Result<Vec<u8>> {
        self.keyed("address", address.trim().to_lowercase().as_bytes())
    }

    /// What proves a list of erasures: everybody who can open complaints can make it, in every
    /// generation of their keys.
    pub fn erasures_mac(&self, said: &[u8]) -> Result<Vec<u8>> {
        self.keyed("erasures", said)
    }

    /// The look-up key of a Message-ID, without its angle brackets.
    pub fn message_id_key(&self, id: &str) -> Result<Vec<u8>> {
        self.keyed("message-id", id.trim().as_bytes())
    }

    /// The Message-ID of a message that we send: nobody else can make one (RFC 5322, 3.6.4).
    pub fn own_message_id(&self, message: Uuid, from: &str) -> Result<String> {
        let domain = from
            .rsplit_once('@')
            .map_or("localhost", |(_, domain)| domain);
        let code = self.own_code(message)?;
        Ok(format!("{}.{code}@{domain}", message.simple()))
    }

    /// Whether a Message-ID (without angle brackets) is one that we made.
    pub fn is_own_message_id(&self, id: &str) -> Result<bool> {
        let made = id
            .trim()
            .split_once('@')
            .and_then(|(local, _)| local.split_once('.'))
            .and_then(|(message, code)| Some((Uuid::try_parse(message).ok()?, code)));
        match made {
            Some((message, code)) => Ok(self.own_code(message)? == code),
            None => Ok(false),
        }
    }

    fn own_code(&self, message: Uuid) -> Result<String> {
        let code = self.keyed("own-message-id", message.as_bytes())?;
        Ok(data_encoding::HEXLOWER.encode(&code))
    }

    /// The look-up key of a code that shows who answers.
    pub fn identity_code_key(&self, case: Uuid, code: &str) -> Result<Vec<u8>> {
        self.keyed("identity-code", format!("{case} {code}").as_bytes())
    }

    /// The look-up key of what somebody says in their own words; none where that is too little.
    pub fn said_key(&self, words: &str) -> Result<Option<Vec<u8>>> {
        domain::complaints::merge::said(words)
            .map(|said| self.keyed("text", said.as_bytes()))
            .transpose()
    }

    /// The look-up key of a message's exact bytes.
    pub fn content_key(&self, raw: &[u8]) -> Result<Vec<u8>> {
        self.keyed("content", raw)
    }

    /// The look-up key of a place on disk with what was found there.
    pub fn source_key(&self, path: &str, offset: u64, content_key: &[u8]) -> Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(path.len() + 25);
        bytes.extend_from_slice(&offset.to_be_bytes());
        bytes.extend_from_slice(content_key);
        bytes.extend_from_slice(path.as_bytes());
        self.keyed("source", &bytes)
    }
}

/// Opens a data key that was wrapped to a scope.
pub fn open_key(scope: &Scope, object: Uuid, wrapped: &[u8], generation: i32) -> Result<DataKey> {
    let generation = u32::try_from(generation).map_err(Error::internal)?;
    let secret = scope
        .secrets
        .get(&generation)
        .ok_or_else(|| Error::internal("scope: a generation is missing"))?;
    Ok(vault::unwrap(
        wrapped, scope.id, generation, object, secret,
    )?)
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests;
