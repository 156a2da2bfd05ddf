//! Files that leave the workspace: whole or not there, and for their owner alone.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use desk::{Error, Result};
use uuid::Uuid;

/// The name under which a file is written, beside its own.
pub fn partial_of(target: &Path) -> PathBuf {
    target.with_file_name(format!(".{}.part", Uuid::new_v4().simple()))
}

/// Writes a file, in place of one of its name.
///
/// # Errors
/// [`Error::DiskFull`], [`Error::ReadOnly`], [`Error::Io`]: then what was there is still there.
pub fn write(target: &Path, bytes: &[u8]) -> Result<()> {
    let partial = partial_of(target);
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&partial)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .map_err(|error| failed(target, &error))
        .and_then(|()| publish(&partial, target))
        .inspect_err(|_| discard(&partial))
}

/// Gives a file that was written its name, in place of one of that name.
///
/// # Errors
/// As [`write`].
pub fn publish(partial: &Path, target: &Path) -> Result<()> {
    fs::rename(partial, target).map_err(|error| failed(target, &error))
}

/// Removes what was begun.
pub fn discard(partial: &Path) {
    // Where it was never made, there is nothing to remove.
    let _ = fs::remove_file(partial);
}

/// A name for a file that came with a mail: no folder, nothing hidden, nothing unseen.
pub fn proper_name(given: &str) -> String {
    let name: String = given
        .chars()
        .map(|c| if c == '/' || c == '\\' { '-' } else { c })
        .filter(|c| !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .take(120)
        .collect();
    name.trim().trim_start_matches('.').to_owned()
}

fn failed(path: &Path, error: &io::Error) -> Error {
    let path = path.display().to_string();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::DiskFull { path },
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Error::ReadOnly { path }
        }
        kind => Error::Io {
            path,
            why: kind.to_string(),
        },
    }
}
