//! Messages from files and folders: single messages (.eml, Outlook's .msg, Apple Mail's .emlx),
//! mbox, Maildir, profiles of Thunderbird and Apple Mail, and folders of those.
//!
//! # What is read
//! - A path that is given by name is always read, whatever it is called.
//! - Inside a folder, files are taken in the order of their names (bytes), folders in place.
//!   Taken without a look: names that end in `.eml`, `.emlx`, `.mbox`, `.mbx` or `.mboxrd`, names
//!   without an ending, those that Thunderbird keeps an index (`.msf`) of, and everything in a folder called `cur` or `new`, unless they are hidden. Any
//!   other file is taken when it begins as mail does. [`Source::passed_over`] lists the rest.
//! - A file is an mbox when its name ends in `.mbox`, `.mbx` or `.mboxrd`, or when it begins
//!   with a `From ` separator and is neither an `.eml` nor in a Maildir. Any other file is one
//!   message, however broken, even an empty one.
//! - Of an .emlx its message is read, without the length before it and the property list after
//!   it; where the length is none, the whole file. One that is called `.partial.emlx` lacks its
//!   attachments, which Apple Mail keeps elsewhere: they show as empty.
//! - A message that was deleted in Thunderbird, and stands in its mbox until that is compacted, is
//!   passed over, as it is there.
//! - Not read: Thunderbird's copies for the system's search (`.mozmsgs`), the attachments that
//!   Apple Mail takes out of messages; the servers' own index files, the `tmp` folder of a Maildir (half-delivered by
//!   definition), hidden folders that are no Maildir, links to other folders, a workspace of
//!   this program.

mod emlx;
mod mbox;
mod walk;

use chrono::{DateTime, Utc};
use mbox::Mbox;
use std::collections::VecDeque;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use walk::Form;

/// A larger message is reported, not read: 64 MiB.
pub const SIZE_LIMIT: u64 = 64 << 20;

/// One message as it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The file.
    pub path: PathBuf,
    /// Where the message starts in it, in bytes (in an mbox, after its separator line).
    pub offset: u64,
    /// Its bytes. From an mboxrd, without the quoting of `From ` lines.
    pub raw: Vec<u8>,
    /// The time in the mbox separator, taken as UTC.
    pub mbox_date: Option<DateTime<Utc>>,
}

/// A message that could not be read. Iteration goes on after it.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The file or folder could not be read.
    #[error("{} can't be read: {error}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// Larger than the limit, so it was left where it is.
    #[error("the message at byte {offset} of {} is {size} bytes long, and {limit} is the most", path.display())]
    Oversize {
        /// The file.
        path: PathBuf,
        /// Where the message starts.
        offset: u64,
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
}

impl SourceError {
    fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Unreadable { path, error }
    }
}

/// How much there is to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// Messages; in mboxes extrapolated from the first megabytes.
    pub messages: u64,
    /// Bytes of all files.
    pub bytes: u64,
    /// Whether `messages` is counted rather than extrapolated.
    pub exact: bool,
}

/// An iterator over the messages at a path. Holds one message in memory at a time.
#[derive(Debug)]
pub struct Source {
    files: VecDeque<walk::Found>,
    broken: VecDeque<SourceError>,
    passed_over: Vec<PathBuf>,
    current: Option<Mbox>,
    /// The current one is Thunderbird's.
    thunderbird: bool,
    deleted: u64,
    limit: u64,
}

impl Source {
    /// Lists the files at `path`; their content is read while iterating.
    ///
    /// # Errors
    /// [`SourceError::Unreadable`] when the path itself can't be read. What can't be read
    /// below it is reported while iterating.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, SourceError> {
        let walked = walk::walk(path.as_ref())?;
        Ok(Self {
            files: walked.files.into(),
            broken: walked.broken.into(),
            passed_over: walked.passed_over,
            current: None,
            thunderbird: false,
            deleted: 0,
            limit: SIZE_LIMIT,
        })
    }

    /// The same with another size limit per message, in bytes.
    #[must_use]
    pub fn with_limit(mut self, limit: u64) -> Self {
        self.limit = limit;
        self
    }

    /// How much is left to read. Reads at most the first 4 MiB of each mbox.
    pub fn estimate(&self) -> Estimate {
        let mut estimate = Estimate {
            messages: 0,
            bytes: 0,
            exact: true,
        };
        for file in &self.files {
            let (messages, exact) = match file.form {
                Form::Mbox => mbox::estimate(&file.path, file.size),
                Form::Thunderbird => (mbox::estimate(&file.path, file.size).0, file.size == 0),
                Form::One | Form::Emlx => (1, true),
            };
            estimate.messages += messages;
            estimate.bytes += file.size;
            estimate.exact &= exact;
        }
        estimate
    }

    /// The files in the folders that are no mail.
    pub fn passed_over(&self) -> &[PathBuf] {
        &self.passed_over
    }

    /// How many messages were met so far that Thunderbird has as deleted: they still stand in its
    /// file, and are no item.
    pub const fn deleted(&self) -> u64 {
        self.deleted
    }

    fn single(&self, file: &walk::Found) -> Result<Item, SourceError> {
        let opened = fs::File::open(&file.path).map_err(SourceError::unreadable(&file.path))?;
        let mut raw = Vec::new();
        opened
            .take(self.limit + 1)
            .read_to_end(&mut raw)
            .map_err(SourceError::unreadable(&file.path))?;
        if raw.len() as u64 > self.limit {
            return Err(SourceError::Oversize {
                path: file.path.clone(),
                offset: 0,
                size: file.size,
                limit: self.limit,
            });
        }
        let mut offset = 0;
        if file.form == Form::Emlx {
            let message = emlx::message(&raw);
            offset = message.start;
            raw.truncate(message.end);
            drop(raw.drain(..message.start));
        }
        Ok(Item {
            path: file.path.clone(),
            offset: offset as u64,
            raw,
            mbox_date: None,
        })
    }
}

impl Iterator for Source {
    type Item = Result<Item, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(mbox) = &mut self.current {
                match mbox.next() {
                    Some(Ok(item)) if self.thunderbird && mbox::is_expunged(&item.raw) => {
                        self.deleted += 1;
                        continue;
                    }
                    Some(item) => return Some(item),
                    None => self.current = None,
                }
            }
            let Some(file) = self.files.pop_front() else {
                return self.broken.pop_front().map(Err);
            };
            if matches!(file.form, Form::One | Form::Emlx) {
                return Some(self.single(&file));
            }
            self.thunderbird = file.form == Form::Thunderbird;
            match Mbox::open(&file.path, self.limit) {
                Ok(mbox) => self.current = Some(mbox),
                Err(error) => return Some(Err(SourceError::unreadable(&file.path)(error))),
            }
        }
    }
}
