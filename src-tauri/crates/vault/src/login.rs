//! Passwords for a database's logins. Nobody chooses or types one: they are derived from keys, and
//! the server is given a verifier alone.

use data_encoding::{BASE64, HEXLOWER};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::kdf::derive;
use crate::keys::{DatabaseKey, NoRandomness, random};
use crate::recovery::RecoveryCode;

/// A secret of full strength needs no stretching: the least that RFC 7677 (section 4) asks for.
const ITERATIONS: u32 = 4096;
/// What is derived from is a random key already, and of one use per label.
const SALT: [u8; 16] = *b"privacy-desk 1\0\0";

fn password(secret: &[u8], label: &[u8]) -> Zeroizing<String> {
    // 32 bytes are within what HKDF gives.
    let key = derive(secret, &SALT, label).unwrap_or_default();
    Zeroizing::new(HEXLOWER.encode(&*key))
}

impl DatabaseKey {
    /// The password of its holder's login: 64 hexadecimal digits.
    pub fn password(&self) -> Zeroizing<String> {
        password(self.bytes(), b"database password")
    }
}

impl RecoveryCode {
    /// The password that an invitation's code gives until its person has joined.
    pub fn password(&self) -> Zeroizing<String> {
        password(self.secret(), b"invitation password")
    }

    /// Ties a text to the code: who does not know the code can't make it (HMAC-SHA-256).
    pub fn anchor(&self, text: &[u8]) -> [u8; 32] {
        let key = derive(self.secret(), &SALT, b"invitation anchor").unwrap_or_default();
        mac(&key, text)
    }
}

/// The verifier that PostgreSQL keeps of a password (RFC 5802; RFC 7677):
/// `SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey`.
pub fn scram_verifier(password: &str) -> Result<String, NoRandomness> {
    let salt: [u8; 16] = random()?;
    let mut salted = Zeroizing::new([0; 32]);
    pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), &salt, ITERATIONS, &mut *salted);
    let stored = Sha256::digest(mac(&salted, b"Client Key"));
    let server = mac(&salted, b"Server Key");
    Ok(format!(
        "SCRAM-SHA-256${ITERATIONS}:{}${}:{}",
        BASE64.encode(&salt),
        BASE64.encode(&stored),
        BASE64.encode(&server)
    ))
}

fn mac(key: &[u8; 32], text: &[u8]) -> [u8; 32] {
    // HMAC takes keys of any length.
    Hmac::<Sha256>::new_from_slice(key)
        .map(|mac| mac.chain_update(text).finalize().into_bytes().into())
        .unwrap_or_default()
}
