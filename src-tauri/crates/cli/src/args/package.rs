//! The arguments of `pdesk cases package`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use desk::package::AttachedFile;
use uuid::Uuid;

use super::acts::{CaseArg, day};

/// What is given, and to where.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("to").required(true))]
pub struct PackageArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The files.
    #[arg(required_unless_present = "attached", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// A file that came with a message of the case, by the message's id and the file's part; once for
    /// each.
    #[arg(long, value_name = "MESSAGE/PART", value_parser = attached)]
    pub attached: Vec<AttachedFile>,
    /// The file to write, which is not there yet.
    #[arg(long, value_name = "PATH", group = "to")]
    pub out: Option<PathBuf>,
    /// The draft that it goes with, by its id.
    #[arg(long, value_name = "ID", group = "to")]
    pub draft: Option<Uuid>,
    /// A file that holds the passphrase of the archive.
    #[arg(long, value_name = "FILE")]
    pub protect_with: Option<PathBuf>,
    /// The last day on which it is to be fetched; without it in thirty days.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub expires: Option<NaiveDate>,
}

fn attached(text: &str) -> Result<AttachedFile, String> {
    let parts = text.split_once('/');
    let read = parts.and_then(|(message, part)| {
        Some(AttachedFile {
            message: message.parse().ok()?,
            part: part.parse().ok()?,
        })
    });
    read.ok_or_else(|| "a message’s id, a slash, and the number of a part".to_owned())
}
