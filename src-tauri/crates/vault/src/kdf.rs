//! From a passphrase to a key.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

/// The cost of Argon2id (RFC 9106). Stored in the key file, so that later versions
/// can raise it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KdfParams {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl KdfParams {
    /// What new passphrases get: the second recommended option of RFC 9106,
    /// section 4 (64 MiB, 3 passes, 4 lanes). `cargo run -p vault --example argon2`
    /// measures it.
    pub const RECOMMENDED: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 4,
    };

    /// More than any version would write: a damaged or doctored file must not make
    /// the program take all memory or run for hours.
    const MOST: Self = Self {
        memory_kib: 2 * 1024 * 1024,
        passes: 64,
        lanes: 64,
    };

    pub(crate) fn is_plausible(&self) -> bool {
        self.memory_kib <= Self::MOST.memory_kib
            && self.passes <= Self::MOST.passes
            && self.lanes <= Self::MOST.lanes
            && self.argon2().is_some()
    }

    fn argon2(&self) -> Option<Params> {
        Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).ok()
    }
}

/// The key that a passphrase gives for one use: Argon2id, then HKDF-SHA256 with
/// `label`, so that other uses of the same passphrase get unrelated keys.
///
/// The passphrase is taken as RFC 8265 (OpaqueString) prepares it: NFC, and every
/// space a plain one, so that another keyboard or input method gives the same key.
/// `None` for parameters that Argon2id refuses.
pub(crate) fn passphrase_key(
    passphrase: &str,
    salt: &[u8; 16],
    params: &KdfParams,
    label: &[u8],
) -> Option<Zeroizing<[u8; 32]>> {
    let prepared: Zeroizing<String> = Zeroizing::new(
        passphrase
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .nfc()
            .collect(),
    );
    let params = params.argon2()?;
    let mut memory = vec![Block::default(); params.block_count()];
    let mut stretched = Zeroizing::new([0; 32]);
    let done = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(prepared.as_bytes(), salt, &mut *stretched, &mut memory);
    memory.iter_mut().for_each(Zeroize::zeroize);
    done.ok()?;
    derive(&*stretched, salt, label)
}

/// HKDF-SHA256 of what is already as hard to guess as a key.
pub(crate) fn derive(secret: &[u8], salt: &[u8; 16], label: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), secret)
        .expand(label, &mut *key)
        .ok()?;
    Some(key)
}
