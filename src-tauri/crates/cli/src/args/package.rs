//! The arguments of `pdesk cases package`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use uuid::Uuid;

use super::acts::{CaseArg, day};

/// What is given, and to where.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("to").required(true))]
pub struct PackageArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
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
