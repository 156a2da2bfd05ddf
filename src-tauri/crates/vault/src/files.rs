//! Files that are whole or not there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Replaces `folder/name` by `bytes`, readable by its owner alone: a temporary file
/// beside it, flushed, renamed over it, and the folder flushed. Whatever happens, the
/// name holds the old bytes or the new ones.
pub fn write_atomically(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    // Left behind by an interrupted run; its permissions are not to be trusted.
    remove_temporary(folder, name)?;
    let temporary = temporary(folder, name);
    let written = write_new(&temporary, bytes)
        .and_then(|()| fs::rename(&temporary, folder.join(name)))
        .and_then(|()| sync_folder(folder));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn temporary(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.new"))
}

/// Takes away the temporary file of an interrupted run, if there is one.
pub(crate) fn remove_temporary(folder: &Path, name: &str) -> io::Result<()> {
    match fs::remove_file(temporary(folder, name)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Flushes a folder's list of names to disk.
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Gives a finished folder its name: a workspace is made under a temporary name
/// beside `target`, and appears there complete or not at all.
///
/// Fails (`AlreadyExists`, `DirectoryNotEmpty`, `NotADirectory` …) and changes
/// nothing when `target` is there already, unless it is an empty folder.
pub fn publish_folder(temporary: &Path, target: &Path) -> io::Result<()> {
    sync_folder(temporary)?;
    fs::rename(temporary, target)?;
    match target.parent() {
        Some(parent) if parent.as_os_str().is_empty() => sync_folder(Path::new(".")),
        Some(parent) => sync_folder(parent),
        None => Ok(()),
    }
}
