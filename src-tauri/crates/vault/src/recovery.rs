//! The recovery code: the way in when the passphrase is forgotten.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::keys::{NoRandomness, random};

/// Letters and digits that can't be taken for one another: no 0, 1, I, O.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const GROUPS: usize = 8;
const GROUP: usize = 4;
const SECRET: usize = 16;
const CODE: usize = 20;

/// 128 random bits and a 32-bit checksum, written as eight groups of four.
#[derive(Clone, ZeroizeOnDrop)]
pub struct RecoveryCode([u8; CODE]);

/// Why a typed text is no recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryCodeError {
    /// Too few or too many letters.
    #[error("a recovery code has 32 letters and digits, not {found}")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// A character that no code has.
    #[error("group {group} holds {character:?}, which no recovery code has")]
    Character {
        /// The group it is in, counted from 1.
        group: usize,
        /// The character.
        character: char,
    },
    /// All letters are possible, but the code was mistyped somewhere.
    #[error("the recovery code is mistyped")]
    Checksum,
}

impl RecoveryCode {
    /// A fresh code.
    pub fn random() -> Result<Self, NoRandomness> {
        Ok(Self::of(&Zeroizing::new(random()?)))
    }

    fn of(secret: &[u8; SECRET]) -> Self {
        let mut code = [0; CODE];
        code[..SECRET].copy_from_slice(secret);
        code[SECRET..].copy_from_slice(&checksum(secret));
        Self(code)
    }

    pub(crate) fn secret(&self) -> &[u8] {
        &self.0[..SECRET]
    }

    /// As it is shown and printed: `ABCD-EFGH-…`.
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.groups().join("-"))
    }

    /// Reads a typed code. Case, spaces, dashes and full-width forms don't matter.
    pub fn parse(typed: &str) -> Result<Self, RecoveryCodeError> {
        let typed = letters(typed);
        let found = typed.chars().count();
        let mut code = [0; CODE];
        for (at, character) in typed.chars().enumerate() {
            let Some(value) = ALPHABET
                .iter()
                .position(|&letter| char::from(letter) == character)
            else {
                return Err(RecoveryCodeError::Character {
                    group: at / GROUP + 1,
                    character,
                });
            };
            // Five bits each, the first letter in the highest.
            for bit in 0..5 {
                let to = at * 5 + bit;
                if let Some(byte) = code.get_mut(to / 8) {
                    *byte |= ((value >> (4 - bit) & 1) as u8) << (7 - to % 8);
                }
            }
        }
        if found != GROUPS * GROUP {
            return Err(RecoveryCodeError::Length { found });
        }
        let code = Self(code);
        let (secret, sum) = code.0.split_at(SECRET);
        if checksum(secret) == sum {
            Ok(code)
        } else {
            Err(RecoveryCodeError::Checksum)
        }
    }

    /// For a code that is typed back: which of the eight groups are right. A text
    /// with spaces or dashes is compared group by group, so that a letter too few in
    /// one does not spoil those after it.
    pub fn matches(&self, typed: &str) -> [bool; GROUPS] {
        let parts: Vec<_> = typed
            .split(separates)
            .map(letters)
            .filter(|part| !part.is_empty())
            .collect();
        let typed: Vec<String> = match parts.as_slice() {
            [whole] => {
                let all: Vec<char> = whole.chars().collect();
                all.chunks(GROUP)
                    .map(|group| group.iter().collect())
                    .collect()
            }
            _ => parts.iter().map(|part| part.to_string()).collect(),
        };
        let groups = self.groups();
        std::array::from_fn(|at| typed.get(at) == Some(&groups[at]))
    }

    fn groups(&self) -> [String; GROUPS] {
        std::array::from_fn(|group| {
            (group * GROUP..(group + 1) * GROUP)
                .map(|at| self.letter(at))
                .collect()
        })
    }

    fn letter(&self, at: usize) -> char {
        let value = (0..5).fold(0, |value, bit| {
            let from = at * 5 + bit;
            value << 1 | usize::from(self.0[from / 8] >> (7 - from % 8) & 1)
        });
        char::from(ALPHABET[value])
    }
}

/// A passphrase that a person types once, from a letter or the telephone: five groups of four, of
/// letters and digits that can't be taken for one another. That is 100 random bits, out of reach of
/// guessing however little each guess costs.
pub fn random_passphrase() -> Result<Zeroizing<String>, NoRandomness> {
    let bytes = Zeroizing::new(random::<20>()?);
    let mut text = Zeroizing::new(String::with_capacity(24));
    for (at, byte) in bytes.iter().enumerate() {
        if at > 0 && at % GROUP == 0 {
            text.push('-');
        }
        // 32 divides 256: every letter is as likely.
        text.push(char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]));
    }
    Ok(text)
}

fn checksum(secret: &[u8]) -> [u8; CODE - SECRET] {
    let hash = Sha256::new_with_prefix(b"privacy-desk recovery code").chain_update(secret);
    let hash: [u8; 32] = hash.finalize().into();
    [hash[0], hash[1], hash[2], hash[3]]
}

fn separates(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '—' | '－' | '_')
}

/// What was typed, without its separators, in the forms of the alphabet.
fn letters(typed: &str) -> Zeroizing<String> {
    Zeroizing::new(
        typed
            .chars()
            .filter(|&c| !separates(c))
            .nfkc()
            .flat_map(char::to_uppercase)
            .collect(),
    )
}
