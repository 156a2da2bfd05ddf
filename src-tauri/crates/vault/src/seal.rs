//! Sealing one value: zstd, then XChaCha20-Poly1305, bound to its place.
//!
//! A sealed value is
//! `version (1) · key id (4, big-endian) · nonce (24) · ciphertext · tag (16)`;
//! the plain side of the ciphertext is a codec byte, for zstd the length of the
//! text (4, big-endian), and the text. The additional data names the place, so a
//! value that is moved to another row or field does not open.
//!
//! Nonces are random: 192 bits leave no realistic chance of a repeat under one
//! object's key.

use std::cell::RefCell;

use chacha20poly1305::aead::{AeadInPlace, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::keys::{DataKey, NoRandomness, random};

const VERSION: u8 = 1;
const HEADER: usize = 5;
const NONCE: usize = 24;
const TAG: usize = 16;
const STORED: u8 = 0;
const ZSTD: u8 = 1;
/// Shorter texts never shrink by more than zstd's own frame.
const WORTH_COMPRESSING: usize = 64;

/// Where a sealed value lives. None of it may ever change for a value: the field's
/// number is permanent, unlike the names of tables and columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The workspace.
    pub workspace: Uuid,
    /// The permanent number of the field.
    pub field: u16,
    /// The row.
    pub row: Uuid,
}

impl Place {
    pub(crate) fn bytes(&self) -> [u8; 34] {
        let mut out = [0; 34];
        out[..16].copy_from_slice(self.workspace.as_bytes());
        out[16..18].copy_from_slice(&self.field.to_be_bytes());
        out[18..].copy_from_slice(self.row.as_bytes());
        out
    }
}

/// Why a value was not sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Shorter than any sealed value, or not of its shape.
    #[error("the sealed value is cut short or misshapen")]
    Malformed,
    /// Written by a newer version of the program.
    #[error("the sealed value has format {found}, this program knows up to {known}")]
    Newer {
        /// The format that it has.
        found: u8,
        /// The newest format known here.
        known: u8,
    },
    /// The wrong key, the wrong place, or changed bytes: these can't be told apart.
    #[error("the sealed value does not open: another key, another place, or changed bytes")]
    Refused,
    /// The text would be longer than the caller takes.
    #[error("the sealed value holds more than the {limit} bytes that are taken here")]
    TooLong {
        /// The caller's limit in bytes.
        limit: usize,
    },
    /// A blob has chunks missing, too many, or in another order.
    #[error("the blob's chunks are not complete and in order")]
    Incomplete,
    /// A blob is longer than its chunks can be numbered.
    #[error("the blob has too many chunks")]
    TooManyChunks,
    /// See [`NoRandomness`].
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

/// Seals `plain` under an object's key for one place.
///
/// `key_id` tells which of the object's keys this is (see [`key_id()`]).
/// Fails only when the operating system gives no random bytes.
pub fn seal(key: &DataKey, place: &Place, key_id: u32, plain: &[u8]) -> Result<Vec<u8>, SealError> {
    seal_as(key, key_id, plain, |header| value_aad(place, header))
}

/// Opens what [`seal()`] made.
///
/// `limit` is the longest text in bytes that is taken; a value that states more is
/// refused before anything is decompressed.
pub fn open(
    key: &DataKey,
    place: &Place,
    sealed: &[u8],
    limit: usize,
) -> Result<Zeroizing<Vec<u8>>, SealError> {
    open_as(key, sealed, limit, |header| value_aad(place, header))
}

/// Which of an object's keys sealed this value.
pub fn key_id(sealed: &[u8]) -> Result<u32, SealError> {
    let (header, _) = split(sealed)?;
    let [_, id @ ..] = *header;
    Ok(u32::from_be_bytes(id))
}

fn value_aad(place: &Place, header: &[u8; HEADER]) -> Vec<u8> {
    [b"value".as_slice(), &place.bytes(), header].concat()
}

/// `aad` gives the additional data for a header (version and key id).
pub(crate) fn seal_as(
    key: &DataKey,
    key_id: u32,
    plain: &[u8],
    aad: impl Fn(&[u8; HEADER]) -> Vec<u8>,
) -> Result<Vec<u8>, SealError> {
    let mut header = [VERSION; HEADER];
    header[1..].copy_from_slice(&key_id.to_be_bytes());
    let nonce = random::<NONCE>()?;

    let mut out = Vec::with_capacity(HEADER + NONCE + 1 + plain.len() + TAG);
    out.extend_from_slice(&header);
    out.extend_from_slice(&nonce);
    push_body(plain, &mut out);

    let tag = XChaCha20Poly1305::new(key.bytes().into())
        .encrypt_in_place_detached(
            XNonce::from_slice(&nonce),
            &aad(&header),
            &mut out[HEADER + NONCE..],
        )
        // The cipher refuses only texts of 256 GiB and more.
        .map_err(|_| SealError::Malformed)?;
    out.extend_from_slice(&tag);
    Ok(out)
}

pub(crate) fn open_as(
    key: &DataKey,
    sealed: &[u8],
    limit: usize,
    aad: impl Fn(&[u8; HEADER]) -> Vec<u8>,
) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let (header, rest) = split(sealed)?;
    let (nonce, rest) = rest.split_at(NONCE);
    let (body, tag) = rest.split_at(rest.len() - TAG);
    let mut body = Zeroizing::new(body.to_vec());
    XChaCha20Poly1305::new(key.bytes().into())
        .decrypt_in_place_detached(
            XNonce::from_slice(nonce),
            &aad(header),
            &mut body,
            tag.into(),
        )
        .map_err(|_| SealError::Refused)?;
    take_body(body, limit)
}

/// The header and what follows it, of which there is at least a nonce, a codec
/// byte and a tag.
fn split(sealed: &[u8]) -> Result<(&[u8; HEADER], &[u8]), SealError> {
    let (header, rest) = sealed
        .split_first_chunk::<HEADER>()
        .ok_or(SealError::Malformed)?;
    match header[0] {
        VERSION if rest.len() > NONCE + TAG => Ok((header, rest)),
        found if found > VERSION => Err(SealError::Newer {
            found,
            known: VERSION,
        }),
        _ => Err(SealError::Malformed),
    }
}

/// Appends codec, length and text; compressed where that is shorter.
fn push_body(plain: &[u8], out: &mut Vec<u8>) {
    if let Some(packed) = compress(plain) {
        out.push(ZSTD);
        out.extend_from_slice(&(plain.len() as u32).to_be_bytes());
        out.extend_from_slice(&packed);
    } else {
        out.push(STORED);
        out.extend_from_slice(plain);
    }
}

fn take_body(mut body: Zeroizing<Vec<u8>>, limit: usize) -> Result<Zeroizing<Vec<u8>>, SealError> {
    match body.first() {
        Some(&STORED) if body.len() - 1 > limit => Err(SealError::TooLong { limit }),
        Some(&STORED) => {
            // Moves the text down by one byte instead of copying it out.
            body.copy_within(1.., 0);
            body.pop();
            Ok(body)
        }
        Some(&ZSTD) => {
            let (length, packed) = body[1..].split_first_chunk().ok_or(SealError::Malformed)?;
            let length = u32::from_be_bytes(*length) as usize;
            if length > limit {
                return Err(SealError::TooLong { limit });
            }
            decompress(packed, length)
        }
        _ => Err(SealError::Malformed),
    }
}

thread_local! {
    // Setting a zstd context up costs more than a short text's compression.
    static COMPRESSOR: RefCell<Option<zstd::bulk::Compressor<'static>>> =
        RefCell::new(zstd::bulk::Compressor::new(1).ok());
    static DECOMPRESSOR: RefCell<Option<zstd::bulk::Decompressor<'static>>> =
        RefCell::new(zstd::bulk::Decompressor::new().ok());
}

/// `None` when the text is better stored as it is.
fn compress(plain: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if plain.len() < WORTH_COMPRESSING || u32::try_from(plain.len()).is_err() {
        return None;
    }
    COMPRESSOR.with_borrow_mut(|compressor| {
        let packed = Zeroizing::new(compressor.as_mut()?.compress(plain).ok()?);
        (packed.len() + 4 < plain.len()).then_some(packed)
    })
}

/// Writes at most `length` bytes, and takes nothing but exactly `length`.
fn decompress(packed: &[u8], length: usize) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let mut plain = Zeroizing::new(Vec::with_capacity(length));
    let written = DECOMPRESSOR.with_borrow_mut(|decompressor| {
        decompressor
            .as_mut()?
            .decompress_to_buffer(packed, &mut *plain)
            .ok()
    });
    if written == Some(length) {
        Ok(plain)
    } else {
        Err(SealError::Malformed)
    }
}
