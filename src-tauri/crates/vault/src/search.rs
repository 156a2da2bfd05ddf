//! Keyed tokens: what the database may compare without being able to read it.
//!
//! Equal terms have equal tokens under one key: who reads the database sees which
//! rows share a term, and how often, though not which term it is.

use std::hash::Hasher as _;

use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use siphasher::sip::SipHasher24;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::keys::{NoRandomness, random};

/// Characters in a reference: 40 bits.
const REFERENCE: usize = 8;

/// A scope's 32-byte key for search tokens and look-up keys.
///
/// The keyed hash states beside the bytes are derived and can't be wiped by their
/// library; they live as long as the key and are overwritten with the memory.
pub struct SearchKey {
    bytes: Wiped,
    tokens: SipHasher24,
    lookups: Hmac<Sha256>,
    references: Hmac<Sha256>,
}

#[derive(Zeroize, ZeroizeOnDrop)]
struct Wiped([u8; 32]);

impl SearchKey {
    /// A fresh random key.
    pub fn random() -> Result<Self, NoRandomness> {
        random().map(|bytes| Self::from_bytes(&bytes))
    }

    pub(crate) fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self {
            bytes: Wiped(*bytes),
            tokens: SipHasher24::new_with_key(&first(&expanded(bytes, b"tokens"))),
            lookups: derived(bytes, b"lookups"),
            references: derived(bytes, b"references"),
        }
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.bytes.0
    }

    /// The 64-bit token of a term in a field of the search index: SipHash-2-4, which is made
    /// to be a pseudorandom function of just this length, of short texts, under 128 bits of key
    /// (Aumasson and Bernstein, 2012). A message has a thousand terms; HMAC would be ten times
    /// as slow.
    pub fn token(&self, field: u8, term: &str) -> i64 {
        let mut token = self.tokens;
        token.write_u8(field);
        token.write(term.as_bytes());
        token.finish().cast_signed()
    }

    /// The look-up key of exact bytes (a Message-ID, an address, a content hash) in
    /// a domain, which keeps equal bytes of different kinds apart.
    pub fn keyed(&self, domain: &str, bytes: &[u8]) -> [u8; 16] {
        let mac = self
            .lookups
            .clone()
            // The length keeps ("a", "bc") and ("ab", "c") apart.
            .chain_update((domain.len() as u64).to_be_bytes())
            .chain_update(domain)
            .chain_update(bytes)
            .finalize();
        first(&mac.into_bytes())
    }

    /// The eight letters and digits that prove a case number in a subject line to be
    /// ours.
    pub fn reference_mac(&self, case: &str) -> String {
        let mac = self.references.clone().chain_update(case).finalize();
        let mut text = data_encoding::BASE32_NOPAD.encode(&first::<5>(&mac.into_bytes()));
        text.make_ascii_lowercase();
        text
    }

    /// Whether `reference` is [`Self::reference_mac`] of `case`, in time that does not
    /// tell how much of it is right. Case is ignored: mail programs change it.
    pub fn is_reference_of(&self, case: &str, reference: &str) -> bool {
        reference.len() == REFERENCE
            && data_encoding::BASE32_NOPAD_NOCASE
                .decode(reference.as_bytes())
                .is_ok_and(|bytes| {
                    self.references
                        .clone()
                        .chain_update(case)
                        .verify_truncated_left(&bytes)
                        .is_ok()
                })
    }
}

/// A hash state keyed for one use.
fn derived(bytes: &[u8; 32], label: &[u8]) -> Hmac<Sha256> {
    keyed(&expanded(bytes, label))
}

/// A key for one use: HKDF-Expand's first block (RFC 5869, section 2.3).
fn expanded(bytes: &[u8; 32], label: &[u8]) -> [u8; 32] {
    let block = keyed(bytes)
        .chain_update(label)
        .chain_update([1])
        .finalize();
    block.into_bytes().into()
}

/// HMAC pads short keys with zeros to its block (RFC 2104); giving it the padded key
/// has no failing case.
fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    let mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    block.zeroize();
    mac
}

fn first<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&bytes[..N]);
    out
}
