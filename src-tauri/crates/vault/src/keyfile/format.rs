//! The bytes of a key file: a line with magic, format version and the SHA-256 of the
//! rest, then the rest as JSON. The checksum tells a damaged file from a wrong
//! passphrase; it is no protection against people, the wraps are.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{KeyFileError, Secrets};
use crate::kdf::KdfParams;
use crate::keys::{DatabaseKey, SecretKey, SigningKey, random};

const MAGIC: &str = "privacy-desk-keys";
const VERSION: u32 = 1;
/// Database key, person, agreement key, signing key.
const SECRETS: usize = 32 + 16 + 32 + 32;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Body {
    /// Counts up with every change: of two sound copies the higher one counts.
    pub generation: u64,
    pub workspace: Uuid,
    pub kdf: KdfParams,
    pub by_passphrase: Slot,
    pub by_recovery: Slot,
}

/// The secrets under one key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slot {
    #[serde(with = "hex")]
    pub salt: [u8; 16],
    #[serde(with = "hex")]
    nonce: [u8; 24],
    #[serde(with = "hex")]
    sealed: [u8; SECRETS + 16],
}

impl Slot {
    pub fn seal(
        salt: [u8; 16],
        key: &[u8; 32],
        workspace: Uuid,
        label: &[u8],
        secrets: &Secrets,
    ) -> Result<Self, KeyFileError> {
        let nonce = random()?;
        let sealed = XChaCha20Poly1305::new(key.into())
            .encrypt(
                XNonce::from_slice(&nonce),
                Payload {
                    msg: &secrets_to_bytes(secrets),
                    aad: &aad(workspace, label),
                },
            )
            .ok()
            .and_then(|sealed| sealed.try_into().ok())
            .ok_or(KeyFileError::Damaged)?;
        Ok(Self {
            salt,
            nonce,
            sealed,
        })
    }

    pub fn open(
        &self,
        key: &[u8; 32],
        workspace: Uuid,
        label: &[u8],
    ) -> Result<Secrets, KeyFileError> {
        let plain = XChaCha20Poly1305::new(key.into())
            .decrypt(
                XNonce::from_slice(&self.nonce),
                Payload {
                    msg: &self.sealed,
                    aad: &aad(workspace, label),
                },
            )
            .map(Zeroizing::new)
            .map_err(|_| KeyFileError::WrongPassphrase)?;
        secrets_from_bytes(&plain).ok_or(KeyFileError::Damaged)
    }
}

fn aad(workspace: Uuid, label: &[u8]) -> Vec<u8> {
    [
        &VERSION.to_be_bytes(),
        workspace.as_bytes().as_slice(),
        label,
    ]
    .concat()
}

fn secrets_to_bytes(secrets: &Secrets) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(SECRETS));
    bytes.extend_from_slice(secrets.database.bytes());
    bytes.extend_from_slice(secrets.person.as_bytes());
    bytes.extend_from_slice(secrets.agreement.bytes());
    bytes.extend_from_slice(secrets.signing.bytes());
    bytes
}

fn secrets_from_bytes(bytes: &[u8]) -> Option<Secrets> {
    let (database, rest) = bytes.split_first_chunk()?;
    let (person, rest) = rest.split_first_chunk()?;
    let (agreement, signing) = rest.split_first_chunk()?;
    Some(Secrets {
        database: DatabaseKey::from_bytes(*database),
        person: Uuid::from_bytes(*person),
        agreement: SecretKey::from_bytes(*agreement),
        signing: SigningKey::from_bytes(signing.try_into().ok()?),
    })
}

pub(super) fn encode(body: &Body) -> Result<Vec<u8>, KeyFileError> {
    let json = serde_json::to_string_pretty(body).map_err(|_| KeyFileError::Damaged)?;
    Ok(format!(
        "{MAGIC} {VERSION} {}\n{json}\n",
        header_digest(VERSION, &json)
    )
    .into_bytes())
}

/// [`KeyFileError::Damaged`] or [`KeyFileError::Newer`] for what is no sound file of
/// this version.
pub(super) fn decode(bytes: &[u8]) -> Result<Body, KeyFileError> {
    let text = std::str::from_utf8(bytes).map_err(|_| KeyFileError::Damaged)?;
    let (header, rest) = text.split_once('\n').ok_or(KeyFileError::Damaged)?;
    let mut words = header.split(' ');
    let version: u32 = match (words.next(), words.next().map(str::parse)) {
        (Some(MAGIC), Some(Ok(version))) => version,
        _ => return Err(KeyFileError::Damaged),
    };
    let json = rest.strip_suffix('\n').ok_or(KeyFileError::Damaged)?;
    // Every version keeps the header line and its checksum, so that a flipped bit in
    // the version is not taken for a newer program's file.
    if words.next() != Some(&header_digest(version, json)) || words.next().is_some() {
        return Err(KeyFileError::Damaged);
    }
    if version > VERSION {
        return Err(KeyFileError::Newer {
            found: version,
            known: VERSION,
        });
    }
    let body: Body = serde_json::from_str(json).map_err(|_| KeyFileError::Damaged)?;
    if body.kdf.is_plausible() {
        Ok(body)
    } else {
        Err(KeyFileError::Damaged)
    }
}

fn header_digest(version: u32, json: &str) -> String {
    let hash = Sha256::new_with_prefix(version.to_be_bytes()).chain_update(json);
    HEXLOWER.encode(&hash.finalize())
}

mod hex {
    use data_encoding::HEXLOWER;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer, const N: usize>(
        bytes: &[u8; N],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&HEXLOWER.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(
        deserializer: D,
    ) -> Result<[u8; N], D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(D::Error::custom)?;
        bytes
            .try_into()
            .map_err(|_| D::Error::custom("another length"))
    }
}
