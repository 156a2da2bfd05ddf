//! A log's root at a size, as text to be signed (C2SP tlog-checkpoint).

use data_encoding::BASE64;

use super::tree::Hash;

/// What a log states of itself at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: unique, one line.
    pub origin: String,
    /// The number of entries.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// Why a text is no checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The first line is empty or missing.
    #[error("the checkpoint names no log")]
    Origin,
    /// The second line is no plain decimal number.
    #[error("the checkpoint has no size")]
    Size,
    /// The third line is no base64 of 32 bytes.
    #[error("the checkpoint has no root")]
    Root,
    /// The last line is not ended, or an empty line is among the lines.
    #[error("the checkpoint's lines are not whole")]
    Lines,
}

impl Checkpoint {
    /// The text that is signed: three lines, each ended.
    /// An origin with line breaks would be another checkpoint: they become spaces.
    pub fn signed_text(&self) -> String {
        let origin = self.origin.replace(['\n', '\r'], " ");
        format!("{origin}\n{}\n{}\n", self.size, BASE64.encode(&self.root))
    }

    /// Reads a signed text. Lines after the third, which a later format may add, are
    /// passed over.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text
            .strip_suffix('\n')
            .ok_or(CheckpointError::Lines)?
            .split('\n');
        let origin = lines
            .next()
            .filter(|line| !line.is_empty())
            .ok_or(CheckpointError::Origin)?;
        let size = lines.next().ok_or(CheckpointError::Size)?;
        let parsed: u64 = size.parse().map_err(|_| CheckpointError::Size)?;
        // No sign, no leading zeros: one number has one text.
        if parsed.to_string() != size {
            return Err(CheckpointError::Size);
        }
        let root = lines.next().ok_or(CheckpointError::Root)?;
        let root = BASE64
            .decode(root.as_bytes())
            .map_err(|_| CheckpointError::Root)?;
        if lines.any(str::is_empty) {
            return Err(CheckpointError::Lines);
        }
        Ok(Self {
            origin: origin.to_owned(),
            size: parsed,
            root: root.try_into().map_err(|_| CheckpointError::Root)?,
        })
    }
}
