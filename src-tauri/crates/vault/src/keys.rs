//! The kinds of keys. Each wipes itself when dropped; none can be printed.

use ed25519_dalek::{Signer, Verifier};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The operating system gave no random bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct NoRandomness;

/// Bytes that are no key of the kind that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no valid key")]
pub struct MalformedKey;

/// Fresh random bytes: salts, nonces.
pub fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// The 32-byte key of one sealed object (a message, a note, an attachment …).
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DataKey([u8; 32]);

impl DataKey {
    /// A fresh random key.
    pub fn random() -> Result<Self, NoRandomness> {
        random().map(Self)
    }

    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The raw 32-byte key of the SQLCipher database.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DatabaseKey([u8; 32]);

impl DatabaseKey {
    /// A fresh random key.
    pub fn random() -> Result<Self, NoRandomness> {
        random().map(Self)
    }

    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key as 64 hex digits, as `PRAGMA key = "x'…'"` wants it.
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(data_encoding::HEXLOWER.encode(&self.0))
    }
}

/// The private half of an X25519 pair: a person's, or a scope's.
#[derive(Clone, ZeroizeOnDrop)]
pub struct SecretKey {
    secret: x25519_dalek::StaticSecret,
    /// Kept: every wrap that is opened is bound to it, and to work it out costs as much as to agree.
    #[zeroize(skip)]
    public: PublicKey,
}

impl SecretKey {
    /// A fresh pair.
    pub fn random() -> Result<Self, NoRandomness> {
        let bytes = Zeroizing::new(random::<32>()?);
        Ok(Self::from_bytes(*bytes))
    }

    /// The half that everyone may know and seal to.
    pub fn public(&self) -> PublicKey {
        self.public
    }

    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        let secret = x25519_dalek::StaticSecret::from(bytes);
        let public = PublicKey(x25519_dalek::PublicKey::from(&secret).to_bytes());
        Self { secret, public }
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        self.secret.as_bytes()
    }

    /// The shared secret with `other`; `None` for a low-order point, with which
    /// anyone could know it (RFC 7748, section 6.1).
    pub(crate) fn agree(&self, other: &PublicKey) -> Option<x25519_dalek::SharedSecret> {
        let shared = self.secret.diffie_hellman(&other.0.into());
        shared.was_contributory().then_some(shared)
    }
}

/// The public half of an X25519 pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// Any 32 bytes; a useless point is refused when it is used ([`crate::Wrapper::new`]).
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, as they are stored.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0
    }
}

/// What two people compare by eye or by voice: 80 bits of SHA-256, in five groups of four hexadecimal
/// digits.
pub fn fingerprint(bytes: &[u8]) -> String {
    let digits = data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)[..10]);
    digits
        .as_bytes()
        .chunks(4)
        .map(String::from_utf8_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

impl TryFrom<&[u8]> for PublicKey {
    type Error = MalformedKey;

    fn try_from(bytes: &[u8]) -> Result<Self, MalformedKey> {
        bytes.try_into().map(Self).map_err(|_| MalformedKey)
    }
}

/// The private half of an Ed25519 pair.
#[derive(Clone, ZeroizeOnDrop)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// A fresh pair.
    pub fn random() -> Result<Self, NoRandomness> {
        let bytes = Zeroizing::new(random::<32>()?);
        Ok(Self::from_bytes(&bytes))
    }

    /// The half that checks signatures.
    pub fn verifying(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }

    /// The 64-byte signature of `message` (RFC 8032).
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    pub(crate) fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

/// The public half of an Ed25519 pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl VerifyingKey {
    /// The 32 bytes, as they are stored.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Whether `signature` is this key's for `message`.
    pub fn verify(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        self.0.verify(message, &signature).is_ok()
    }
}

impl TryFrom<&[u8]> for VerifyingKey {
    type Error = MalformedKey;

    fn try_from(bytes: &[u8]) -> Result<Self, MalformedKey> {
        let bytes = bytes.try_into().map_err(|_| MalformedKey)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| MalformedKey)?;
        // A weak key accepts one signature for many messages.
        if key.is_weak() {
            Err(MalformedKey)
        } else {
            Ok(Self(key))
        }
    }
}
