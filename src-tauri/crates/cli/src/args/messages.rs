//! `pdesk messages …`

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use domain::complaints::Disposition;
use uuid::Uuid;

use super::{Part, word_of};

/// What to do with messages.
#[derive(Debug, Subcommand)]
pub enum MessagesCommand {
    /// Messages, newest first.
    ///
    /// JSON: an array of `MessageRow`; where more follow, the last one carries `next`.
    List(MessagesArgs),
    /// A message: who wrote it, its text and what is attached.
    ///
    /// JSON: a `MessageDetail`; the id is in its `row`.
    Show {
        /// Its id.
        id: Uuid,
    },
    /// A message as its sender laid it out, on stdout: a document that loads nothing, with its links
    /// numbered. Pictures are left out.
    ///
    /// JSON: a `PageView`, with where each link leads and what it would have loaded.
    Html {
        /// Its id.
        id: Uuid,
    },
    /// A message's bytes as they came in, on stdout.
    ///
    /// JSON: `{"id", "base64"}`.
    Raw {
        /// Its id.
        id: Uuid,
    },
    /// Write messages to a folder, each as it came in, in a file called by its id.
    ///
    /// JSON: an array of `{"id", "part", "path", "size", "scan"}`; `part` is null for the message itself,
    /// `scan` where nothing was asked, else a `ScanView`. Exits with 1 where the virus scanner found
    /// something in a file: it is not written, and the rest is.
    Export(ExportArgs),
    /// Give an automated message to a new case: it is a complaint after all.
    ///
    /// JSON: `Done`.
    ToCase {
        /// The message's id.
        id: Uuid,
    },
}

/// Which messages.
#[derive(Debug, Args)]
pub struct MessagesArgs {
    /// Only those that became this.
    #[arg(long, value_parser = word_of!(Disposition))]
    pub disposition: Option<Disposition>,
    #[command(flatten)]
    pub part: Part,
}

/// Which messages, and where to.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Ids of messages.
    #[arg(value_name = "ID", required_unless_present = "all")]
    pub ids: Vec<Uuid>,
    /// Every message that has its bytes here.
    #[arg(long, conflicts_with = "ids")]
    pub all: bool,
    /// The folder; it is made if it is not there. No file in it is replaced.
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
    /// Write what is attached as well. It may be harmful: it is not opened here.
    #[arg(long)]
    pub attachments: bool,
}
