//! Outlook's .msg ([MS-OXMSG]): a message as properties in a compound file.
//!
//! What is kept is the file, byte for byte. To be read it is written as the MIME message that it
//! would have been, the same each time, so that text, addresses and attachments are found by the
//! one reader there is, with its limits.

mod compose;
mod properties;
mod rtf;

use std::borrow::Cow;
use std::io::{Cursor, Read};

use crate::parse::{Unreadable, UnreadableReason};

/// How every compound file begins ([MS-CFB], 2.2).
const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// How deep messages lie in messages.
const DEEPEST: usize = 5;
/// Attachments and recipients of one message, at most.
const MANY: usize = 1000;
/// Bytes that are written of one file, at most: base64 in base64 in base64 grows with each.
const ROOM: usize = 256 << 20;

type File<'a> = cfb::CompoundFile<Cursor<&'a [u8]>>;

/// Whether the bytes are a compound file.
pub fn is_compound(raw: &[u8]) -> bool {
    raw.starts_with(MAGIC)
}

/// A message as MIME: as it is, or written so where it is Outlook's.
///
/// # Errors
/// [`Unreadable`] for a compound file that is broken or no message.
pub fn as_mime(raw: &[u8]) -> Result<Cow<'_, [u8]>, Unreadable> {
    if !is_compound(raw) {
        return Ok(Cow::Borrowed(raw));
    }
    let file = File::open(Cursor::new(raw)).map_err(|_| UnreadableReason::ParserFailed)?;
    // Every message has it ([MS-OXMSG], 2.4); a workbook does not.
    if !file.is_stream("/__properties_version1.0") {
        return Err(UnreadableReason::NoHeader.into());
    }
    let mut reader = Reader {
        file,
        // Several names may lead to the same sectors: no more is read than there is, twice over.
        left: 2 * raw.len() + (1 << 16),
        room: (16 * raw.len() + (1 << 20)).min(ROOM),
    };
    let message = compose::message(&mut reader, "", 0)?;
    Ok(Cow::Owned(message))
}

/// Reads streams until they have come to more than the file can hold.
struct Reader<'a> {
    file: File<'a>,
    left: usize,
    /// What may still be written, all messages in messages together.
    room: usize,
}

impl Reader<'_> {
    /// Takes room for what is about to be written.
    fn take(&mut self, bytes: usize) -> Result<(), Unreadable> {
        let left = self.room.checked_sub(bytes);
        self.room = left.ok_or(UnreadableReason::TooManyParts)?;
        Ok(())
    }

    /// A stream's bytes; none where it is not there.
    fn stream(&mut self, path: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        if !self.file.is_stream(path) {
            return Ok(None);
        }
        let failed = |_| UnreadableReason::ParserFailed;
        let stream = self.file.open_stream(path).map_err(failed)?;
        let mut bytes = Vec::new();
        let limit = u64::try_from(self.left).unwrap_or(u64::MAX);
        let read = stream.take(limit + 1).read_to_end(&mut bytes);
        read.map_err(failed)?;
        self.left = self
            .left
            .checked_sub(bytes.len())
            .ok_or(UnreadableReason::TooManyParts)?;
        Ok(Some(bytes))
    }

    /// The names of the storages in one that begin so, in order.
    fn storages(&self, within: &str, beginning: &str) -> Result<Vec<String>, Unreadable> {
        let path = if within.is_empty() { "/" } else { within };
        let entries = self.file.read_storage(path);
        let entries = entries.map_err(|_| UnreadableReason::ParserFailed)?;
        let mut names: Vec<String> = entries
            .filter(|entry| entry.is_storage() && entry.name().starts_with(beginning))
            .map(|entry| format!("{within}/{}", entry.name()))
            .take(MANY + 1)
            .collect();
        if names.len() > MANY {
            return Err(UnreadableReason::TooManyParts.into());
        }
        names.sort();
        Ok(names)
    }
}
