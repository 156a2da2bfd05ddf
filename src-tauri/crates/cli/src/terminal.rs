//! Passphrases and codes: from files, or asked on a terminal without echo.

use std::fs::{self, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use zeroize::Zeroizing;

use crate::error::Failure;
use crate::office::Result;

/// A text that is wiped when it is dropped.
pub type Secret = Zeroizing<String>;

/// Whether somebody sits at stdin.
pub fn is_there() -> bool {
    io::stdin().is_terminal()
}

/// The first line of a file.
pub fn secret_file(path: &Path) -> Result<Secret> {
    let whole = Secret::new(fs::read_to_string(path).map_err(|e| Failure::reading(path, &e))?);
    Ok(Secret::new(
        whole.lines().next().unwrap_or_default().to_owned(),
    ))
}

/// The lines of a file with recovery codes, the empty ones left out.
pub fn secret_lines(path: &Path) -> Result<Vec<Secret>> {
    let whole = Secret::new(fs::read_to_string(path).map_err(|e| Failure::reading(path, &e))?);
    let lines = whole.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(|line| Secret::new(line.to_owned())).collect())
}

/// Asks on the terminal, without echo.
pub fn ask(prompt: &str) -> Result<Secret> {
    rpassword::prompt_password(format!("{prompt} "))
        .map(Secret::new)
        .map_err(|e| Failure::reading(Path::new("/dev/tty"), &e))
}

/// A passphrase from a file, or asked for.
pub fn passphrase(file: Option<&Path>, prompt: &str) -> Result<Secret> {
    match file {
        Some(file) => secret_file(file),
        None if is_there() => ask(prompt),
        None => Err(Failure::NoPassphrase),
    }
}

/// A passphrase that is to be set: where it is typed, it is typed twice.
pub fn new_passphrase(file: Option<&Path>, prompt: &str, again: &str) -> Result<Secret> {
    let first = passphrase(file, prompt)?;
    if file.is_none() && *ask(again)? != *first {
        return Err(Failure::PassphrasesDiffer);
    }
    Ok(first)
}

/// Shows a text on the terminal.
pub fn show(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Puts a text in the place of a file, readable by its owner alone: whatever happens, the old
/// text is there or the new one.
pub fn replace(path: &Path, text: &str) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let partial = path.with_file_name(format!(".{name}.partial"));
    // Of a run that was cut off.
    let _ = fs::remove_file(&partial);
    write_new(&partial, text.as_bytes())?;
    fs::rename(&partial, path).map_err(|e| Failure::writing(path, &e))
}

/// Writes a file that its owner alone can read, and that was not there before.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(|e| Failure::writing(path, &e))?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|e| {
        // Half a file is worse than none.
        let _ = fs::remove_file(path);
        Failure::writing(path, &e)
    })
}
