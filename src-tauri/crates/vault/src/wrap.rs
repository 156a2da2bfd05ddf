//! Wrapping keys to the holder of an X25519 key.
//!
//! `wrap = version (1) · ephemeral public key (32) · nonce (24) · ciphertext (32) · tag (16)`.
//! The wrapping key is HKDF-SHA256 (RFC 5869) of the X25519 secret (RFC 7748) between
//! an ephemeral pair and the recipient, bound to both public keys, the kind of key
//! that is wrapped, the scope, its generation and the object.

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::keys::{DataKey, NoRandomness, PublicKey, SecretKey, random};
use crate::search::SearchKey;

const VERSION: u8 = 1;
const SALT: &[u8] = b"privacy-desk wrap 1";
const WRAP: usize = 1 + 32 + 24 + 32 + 16;

/// Why a key was not wrapped or unwrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WrapError {
    /// The public key is a point with which anyone could know the shared secret.
    #[error("the public key is not usable")]
    UnusableKey,
    /// Not of a wrap's shape.
    #[error("the wrap is cut short or misshapen")]
    Malformed,
    /// Written by a newer version of the program.
    #[error("the wrap has format {found}, this program knows up to {known}")]
    Newer {
        /// The format that it has.
        found: u8,
        /// The newest format known here.
        known: u8,
    },
    /// Another recipient, object, scope or kind of key, or changed bytes.
    #[error("the wrap does not open: another key, another object, or changed bytes")]
    Refused,
    /// See [`NoRandomness`].
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

/// A kind of key that can be wrapped. A wrap of one kind never opens as another.
pub trait Wrappable: Sized + sealed::Raw {}

mod sealed {
    pub trait Raw {
        /// Names the kind inside the derivation; permanent.
        const LABEL: &'static [u8; 6];
        fn raw(&self) -> &[u8; 32];
        fn from_raw(bytes: &[u8; 32]) -> Self;
    }
}

macro_rules! wrappable {
    ($kind:ident, $label:literal, $from:expr) => {
        impl Wrappable for $kind {}
        impl sealed::Raw for $kind {
            const LABEL: &'static [u8; 6] = $label;
            fn raw(&self) -> &[u8; 32] {
                self.bytes()
            }
            fn from_raw(bytes: &[u8; 32]) -> Self {
                $from(bytes)
            }
        }
    };
}
wrappable!(DataKey, b"object", |bytes: &[u8; 32]| DataKey::from_bytes(
    *bytes
));
wrappable!(SecretKey, b"scope ", |bytes: &[u8; 32]| {
    SecretKey::from_bytes(*bytes)
});
wrappable!(SearchKey, b"search", |bytes: &[u8; 32]| {
    SearchKey::from_bytes(bytes)
});

/// Wraps keys to one recipient for one scope and generation; make one per batch.
///
/// The agreement, which costs far more than the rest, is done once. That is safe:
/// each object has a wrapping key of its own, because HKDF-Expand gives independent
/// keys for different object ids; and should one object be wrapped twice in a batch,
/// the two random 192-bit nonces differ. The ephemeral private key is gone when
/// `new` returns, the agreed secret when the wrapper is dropped. What sharing it
/// costs: the wraps of one batch show that they belong together (their rows' dates
/// do so too), and a batch's secret, if it leaked from memory, opens that batch,
/// whose plain texts lay in the same memory.
#[derive(ZeroizeOnDrop)]
pub struct Wrapper {
    derivation: Derivation,
}

/// What both sides know of a wrap but its object.
#[derive(Zeroize, ZeroizeOnDrop)]
struct Derivation {
    agreed: [u8; 32],
    ephemeral: [u8; 32],
    recipient: [u8; 32],
    scope: [u8; 16],
    generation: u32,
}

impl Derivation {
    fn key<T: Wrappable>(&self, object: Uuid) -> Result<Zeroizing<[u8; 32]>, WrapError> {
        let info: [&[u8]; 6] = [
            T::LABEL,
            &self.ephemeral,
            &self.recipient,
            &self.scope,
            &self.generation.to_be_bytes(),
            object.as_bytes(),
        ];
        let mut key = Zeroizing::new([0; 32]);
        let hkdf = Hkdf::<Sha256>::new(Some(SALT), &self.agreed);
        // 32 bytes are within HKDF's limit of 255 blocks, the only error there is.
        hkdf.expand_multi_info(&info, &mut *key)
            .map_err(|_| WrapError::Malformed)?;
        Ok(key)
    }
}

impl Wrapper {
    /// Agrees with the recipient `to`: a scope's public key for data keys, a
    /// person's for the keys of a scope.
    pub fn new(to: &PublicKey, scope: Uuid, generation: u32) -> Result<Self, WrapError> {
        let ephemeral = SecretKey::random()?;
        let agreed = ephemeral.agree(to).ok_or(WrapError::UnusableKey)?;
        Ok(Self {
            derivation: Derivation {
                agreed: agreed.to_bytes(),
                ephemeral: ephemeral.public().to_bytes(),
                recipient: to.to_bytes(),
                scope: scope.into_bytes(),
                generation,
            },
        })
    }

    /// Wraps a key. `object` is the sealed object's id for a [`DataKey`], the
    /// person's id for a scope's [`SecretKey`] or [`SearchKey`].
    pub fn wrap<T: Wrappable>(&self, key: &T, object: Uuid) -> Result<Vec<u8>, WrapError> {
        let nonce = random::<24>()?;
        let wrapping = self.derivation.key::<T>(object)?;
        let ciphertext = XChaCha20Poly1305::new((&*wrapping).into())
            .encrypt(XNonce::from_slice(&nonce), key.raw().as_slice())
            .map_err(|_| WrapError::Malformed)?;
        Ok([
            &[VERSION],
            self.derivation.ephemeral.as_slice(),
            &nonce,
            &ciphertext,
        ]
        .concat())
    }
}

/// Opens what [`Wrapper::wrap`] made for the holder of `with`, given the same scope,
/// generation and object.
pub fn unwrap<T: Wrappable>(
    wrapped: &[u8],
    scope: Uuid,
    generation: u32,
    object: Uuid,
    with: &SecretKey,
) -> Result<T, WrapError> {
    match wrapped.first() {
        Some(&VERSION) if wrapped.len() == WRAP => {}
        Some(&found) if found > VERSION => {
            return Err(WrapError::Newer {
                found,
                known: VERSION,
            });
        }
        _ => return Err(WrapError::Malformed),
    }
    let (ephemeral, rest) = wrapped[1..]
        .split_first_chunk()
        .ok_or(WrapError::Malformed)?;
    let (nonce, ciphertext) = rest.split_at(24);
    let agreed = with
        .agree(&PublicKey::from_bytes(*ephemeral))
        .ok_or(WrapError::UnusableKey)?;
    let derivation = Derivation {
        agreed: agreed.to_bytes(),
        ephemeral: *ephemeral,
        recipient: with.public().to_bytes(),
        scope: scope.into_bytes(),
        generation,
    };
    let plain = XChaCha20Poly1305::new((&*derivation.key::<T>(object)?).into())
        .decrypt(XNonce::from_slice(nonce), ciphertext)
        .map(Zeroizing::new)
        .map_err(|_| WrapError::Refused)?;
    let bytes = plain
        .as_slice()
        .try_into()
        .map_err(|_| WrapError::Malformed)?;
    Ok(T::from_raw(bytes))
}
