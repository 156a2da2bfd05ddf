//! Signed notes (C2SP signed-note) around the audit log's checkpoints.
//!
//! A note is the text, an empty line, and a line `— name base64(key id · signature)`
//! for every signature. The key id is the first four bytes of
//! SHA-256(name · 0x0A · 0x01 · public key), where 0x01 stands for Ed25519.

use data_encoding::BASE64;
use domain::audit::{Checkpoint, CheckpointError};
use sha2::{Digest, Sha256};

use crate::keys::{SigningKey, VerifyingKey};

const ED25519: u8 = 1;
const DASH: &str = "\u{2014} ";

/// Why a note was not made, or not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// A name is empty, or has spaces, line breaks or a plus sign.
    #[error("this name can't stand in a signed note")]
    Name,
    /// Not of a signed note's shape.
    #[error("this is no signed note")]
    Malformed,
    /// No signature is by this name and key.
    #[error("the note is not signed by this key")]
    NotSigned,
    /// A signature claims to be this key's, and is not for this text.
    #[error("the note's signature is false")]
    FalseSignature,
    /// The signature is good, the text is no checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

/// The signed note of a checkpoint. `name` is the signer's, commonly the origin.
pub fn sign_checkpoint(
    checkpoint: &Checkpoint,
    name: &str,
    key: &SigningKey,
) -> Result<String, NoteError> {
    check_name(name)?;
    let text = checkpoint.signed_text();
    let signature = key.sign(text.as_bytes());
    let line = BASE64.encode(&[key_id(name, &key.verifying()).as_slice(), &signature].concat());
    Ok(format!("{text}\n{DASH}{name} {line}\n"))
}

/// What others check `name`'s signatures by: a C2SP verifier key, in one line.
pub fn verifier_key(name: &str, key: &VerifyingKey) -> String {
    let id = data_encoding::HEXLOWER.encode(&key_id(name, key));
    let bytes = [&[ED25519], key.to_bytes().as_slice()].concat();
    format!("{name}+{id}+{}", BASE64.encode(&bytes))
}

/// The checkpoint of a note that `name` signed with `key`. Signatures by others are
/// passed over, as the format asks.
pub fn open_checkpoint(
    note: &str,
    name: &str,
    key: &VerifyingKey,
) -> Result<Checkpoint, NoteError> {
    check_name(name)?;
    let (text, signatures) = note.rsplit_once("\n\n").ok_or(NoteError::Malformed)?;
    let text = format!("{text}\n");
    let mut signed = false;
    for line in signatures
        .strip_suffix('\n')
        .ok_or(NoteError::Malformed)?
        .split('\n')
    {
        let (signer, signature) = line
            .strip_prefix(DASH)
            .and_then(|line| line.split_once(' '))
            .ok_or(NoteError::Malformed)?;
        let bytes = BASE64
            .decode(signature.as_bytes())
            .map_err(|_| NoteError::Malformed)?;
        let (id, signature) = bytes.split_first_chunk().ok_or(NoteError::Malformed)?;
        if signer == name && *id == key_id(name, key) {
            let signature = signature.try_into().map_err(|_| NoteError::Malformed)?;
            if !key.verify(text.as_bytes(), signature) {
                return Err(NoteError::FalseSignature);
            }
            signed = true;
        }
    }
    if signed {
        Ok(Checkpoint::parse(&text)?)
    } else {
        Err(NoteError::NotSigned)
    }
}

fn check_name(name: &str) -> Result<(), NoteError> {
    let bad = name.is_empty() || name.contains(|c: char| c.is_whitespace() || c == '+');
    if bad { Err(NoteError::Name) } else { Ok(()) }
}

fn key_id(name: &str, key: &VerifyingKey) -> [u8; 4] {
    let hash = Sha256::new_with_prefix(name).chain_update([b'\n', ED25519]);
    let hash: [u8; 32] = hash.chain_update(key.to_bytes()).finalize().into();
    [hash[0], hash[1], hash[2], hash[3]]
}
