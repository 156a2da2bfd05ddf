//! Mail that attacks its reader, or that no reader was made for: what it is called, its bytes,
//! and what is to become of it. Nobody in it exists.

mod bombs;
mod charsets;
mod disguises;
mod letters;
mod payloads;
mod scripts;

pub use letters::{Letter, letters};
pub use payloads::{Payload, payloads};

/// What is to become of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Becomes {
    /// It is refused, for this reason.
    Refused(&'static str),
    /// It is read.
    Read,
    /// It is read, and its text holds this.
    Holds(&'static str),
    /// It is read, with this subject and this text.
    Says(&'static str, &'static str),
}

/// A message of [`hostile`].
#[derive(Debug, Clone, Copy)]
pub struct Hostile {
    /// What it is called; different for each.
    pub name: &'static str,
    /// Its bytes, made when they are wanted: some are as long as a message may be.
    pub make: fn() -> Vec<u8>,
    /// What is to become of it.
    pub becomes: Becomes,
}

/// All of them. No one is longer than the 64 MiB that a message may have.
pub fn hostile() -> impl Iterator<Item = Hostile> {
    let all = [bombs::NESTED, bombs::HEADERS, bombs::BODIES, bombs::HTML];
    let rest = [charsets::UNDECLARED, charsets::BROKEN, disguises::ALL];
    all.into_iter().chain(rest).flatten().copied()
}

const fn it(name: &'static str, becomes: Becomes, make: fn() -> Vec<u8>) -> Hostile {
    Hostile {
        name,
        make,
        becomes,
    }
}

/// A message of a header and a body.
fn mail(header: &[u8], body: &[u8]) -> Vec<u8> {
    let sender: &[u8] = b"From: mallory@example.com\r\n";
    [sender, header, b"\r\n\r\n", body].concat()
}
