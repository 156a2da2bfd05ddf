//! Keys, sealing, passphrases, blobs.
//!
//! * [`seal()`]/[`open()`]: one text or value under an object's [`DataKey`], bound to its
//!   [`Place`]; [`seal_blob`]/[`BlobReader`] the same for what is stored in chunks.
//! * [`Wrapper`]/[`unwrap()`]: keys given to the holder of an X25519 key.
//! * [`SearchKey`]: keyed tokens and look-up keys.
//! * [`KeyFile`]: the file `keys` of a workspace, opened by a passphrase or a
//!   [`RecoveryCode`].
//! * [`sign_checkpoint`]/[`open_checkpoint`]: the audit log's signed notes.
//!
//! Secrets are wiped when dropped and have no `Debug`.

mod blob;
mod files;
mod kdf;
mod keyfile;
mod keys;
mod login;
mod note;
mod process;
mod recovery;
mod seal;
mod search;
mod strength;
mod wrap;

pub use blob::{BlobReader, CHUNK, open_chunk, seal_blob, seal_chunk};
pub use files::{publish_folder, write_atomically};
pub use kdf::KdfParams;
pub use keyfile::{COPY_NAME, Created, Health, KeyFile, KeyFileError, NAME, Secrets};
pub use keys::{
    DataKey, DatabaseKey, MalformedKey, NoRandomness, PublicKey, SecretKey, SigningKey,
    VerifyingKey, fingerprint, random,
};
pub use login::scram_verifier;
pub use note::{NoteError, open_checkpoint, sign_checkpoint, verifier_key};
pub use process::keep_private;
pub use recovery::{RecoveryCode, RecoveryCodeError, random_passphrase};
pub use seal::{Place, SealError, key_id, open, seal};
pub use search::SearchKey;
pub use strength::{Advice, MIN_BITS, Strength, strength};
pub use wrap::{WrapError, Wrappable, Wrapper, unwrap};

/// Wiped when dropped.
pub use zeroize::Zeroizing;
