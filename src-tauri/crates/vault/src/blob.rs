//! Blobs: raw mail and attachments, sealed in chunks.
//!
//! Each chunk is sealed like a value; its additional data also holds its index and
//! whether it is the last, so that a chunk left out, added, swapped or taken from
//! another blob is found (the idea of STREAM, Hoang et al. 2015). A chunk stores its
//! final flag in front: the flag is authenticated, not secret.

use zeroize::Zeroizing;

use crate::keys::DataKey;
use crate::seal::{Place, SealError, open_as, seal_as};

/// Plain bytes in every chunk but the last, which may have fewer: 256 KiB.
pub const CHUNK: usize = 256 * 1024;

/// Seals one chunk; `index` counts from 0, `last` marks the final one.
pub fn seal_chunk(
    key: &DataKey,
    place: &Place,
    key_id: u32,
    index: u32,
    last: bool,
    plain: &[u8],
) -> Result<Vec<u8>, SealError> {
    let mut out = vec![u8::from(last)];
    out.extend(seal_as(key, key_id, plain, |header| {
        chunk_aad(place, index, last, header)
    })?);
    Ok(out)
}

/// Opens one chunk at its index; gives its bytes and whether it is the last.
///
/// Whether all chunks are there is [`BlobReader`]'s to say.
pub fn open_chunk(
    key: &DataKey,
    place: &Place,
    index: u32,
    sealed: &[u8],
) -> Result<(Zeroizing<Vec<u8>>, bool), SealError> {
    let (last, sealed) = match sealed {
        [0, rest @ ..] => (false, rest),
        [1, rest @ ..] => (true, rest),
        _ => return Err(SealError::Malformed),
    };
    let plain = open_as(key, sealed, CHUNK, |header| {
        chunk_aad(place, index, last, header)
    })?;
    Ok((plain, last))
}

/// Seals `plain` chunk by chunk, in order. An empty blob is one empty last chunk.
pub fn seal_blob<'a>(
    key: &'a DataKey,
    place: Place,
    key_id: u32,
    plain: &'a [u8],
) -> impl Iterator<Item = Result<Vec<u8>, SealError>> + 'a {
    let count = plain.len().div_ceil(CHUNK).max(1);
    (0..count).map(move |at| {
        let index = u32::try_from(at).map_err(|_| SealError::TooManyChunks)?;
        let from = at * CHUNK;
        let to = plain.len().min(from + CHUNK);
        seal_chunk(
            key,
            &place,
            key_id,
            index,
            at + 1 == count,
            &plain[from..to],
        )
    })
}

/// Opens a blob's chunks in order and sees that none is missing or added.
///
/// ```
/// # use vault::*;
/// # let place = Place { workspace: uuid::Uuid::nil(), field: 1, row: uuid::Uuid::nil() };
/// # let key = DataKey::random()?;
/// # let stored: Vec<Vec<u8>> = seal_blob(&key, place, 0, b"raw").collect::<Result<_, _>>()?;
/// let mut reader = BlobReader::new(&key, place);
/// let mut raw = Vec::new();
/// for chunk in &stored {
///     raw.extend_from_slice(&reader.next(chunk)?);
/// }
/// reader.finish()?;
/// # assert_eq!(raw, b"raw");
/// # Ok::<(), SealError>(())
/// ```
pub struct BlobReader<'a> {
    key: &'a DataKey,
    place: Place,
    next: u32,
    ended: bool,
}

impl<'a> BlobReader<'a> {
    /// Starts before the first chunk.
    pub fn new(key: &'a DataKey, place: Place) -> Self {
        Self {
            key,
            place,
            next: 0,
            ended: false,
        }
    }

    /// Opens the next chunk. [`SealError::Incomplete`] after the last one.
    pub fn next(&mut self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        if self.ended {
            return Err(SealError::Incomplete);
        }
        let (plain, last) = open_chunk(self.key, &self.place, self.next, sealed)?;
        if !last && plain.len() != CHUNK {
            return Err(SealError::Malformed);
        }
        self.next = self.next.checked_add(1).ok_or(SealError::TooManyChunks)?;
        self.ended = last;
        Ok(plain)
    }

    /// [`SealError::Incomplete`] unless the last chunk has been read. What was read
    /// before must not be used when this fails.
    pub fn finish(self) -> Result<(), SealError> {
        if self.ended {
            Ok(())
        } else {
            Err(SealError::Incomplete)
        }
    }
}

fn chunk_aad(place: &Place, index: u32, last: bool, header: &[u8]) -> Vec<u8> {
    [
        b"chunk".as_slice(),
        &place.bytes(),
        &index.to_be_bytes(),
        &[u8::from(last)],
        header,
    ]
    .concat()
}
