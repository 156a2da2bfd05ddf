//! How the window is asked to open.

use std::ffi::OsString;
use std::path::PathBuf;

use serde::Serialize;

/// What to begin with, other than with the start screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "how", rename_all = "kebab-case")]
pub enum Opening {
    /// With the demonstration.
    Demo,
    /// With the passphrase of this workspace.
    Workspace { path: PathBuf },
    /// To leave pictures in a folder; the page then goes where it is told.
    Tour {
        #[serde(skip)]
        folder: PathBuf,
    },
}

/// How it is called, for who called it wrongly.
pub const USAGE: &str = "usage: privacy-desk [--demo | --workspace PATH | tour FOLDER]\n       \
                         privacy-desk --help tells of the subcommands that need no window";

/// Reads the arguments, the program's name first.
///
/// # Errors
/// With nothing to tell but [`USAGE`].
pub fn read(args: impl IntoIterator<Item = OsString>) -> Result<Option<Opening>, ()> {
    let mut args = args.into_iter().skip(1);
    let Some(first) = args.next() else {
        return Ok(None);
    };
    let path = |given: Option<OsString>| {
        given
            .filter(|path| !path.is_empty())
            .and_then(|path| std::path::absolute(path).ok())
            .ok_or(())
    };
    let opening = match first.to_str() {
        Some("--demo") => Opening::Demo,
        Some("--workspace") => Opening::Workspace {
            path: path(args.next())?,
        },
        Some("tour") => Opening::Tour {
            folder: path(args.next())?,
        },
        _ => return Err(()),
    };
    match args.next() {
        Some(_) => Err(()),
        None => Ok(Some(opening)),
    }
}
