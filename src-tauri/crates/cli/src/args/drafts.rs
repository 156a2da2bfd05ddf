//! The arguments of `pdesk drafts`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use domain::complaints::Stop;
use uuid::Uuid;

use super::word_of;

/// Answers that are kept before they go.
#[derive(Debug, Subcommand)]
pub enum DraftsCommand {
    /// The drafts that wait for a second person's approval.
    ///
    /// JSON: an array of `WaitingDraft`.
    Waiting,
    /// A draft as it would go; its files are written into a folder where one is named.
    ///
    /// JSON: a `DraftView`.
    Show {
        /// The draft's id.
        draft: Uuid,
        /// Where its files are written to.
        #[arg(long, value_name = "FOLDER")]
        files: Option<PathBuf>,
    },
    /// Ask that somebody else approve it as it is.
    ///
    /// JSON: a `DraftView`.
    Ask {
        /// The draft's id.
        draft: Uuid,
    },
    /// Say that it may go as it is.
    ///
    /// JSON: a `DraftView`.
    Approve(LookedAt),
    /// Say that it may not go as it is, and why.
    ///
    /// JSON: a `DraftView`.
    Return {
        #[command(flatten)]
        looked_at: LookedAt,
        /// What has to be changed.
        #[arg(long)]
        reason: String,
    },
    /// Have it go.
    ///
    /// JSON: a `Done`.
    Send(SendArgs),
    /// Throw it away, with its files.
    ///
    /// JSON: `{"draft"}`.
    Discard {
        /// The draft's id.
        draft: Uuid,
    },
}

/// A draft that somebody looked at.
#[derive(Debug, Args)]
pub struct LookedAt {
    /// The draft's id.
    pub draft: Uuid,
    /// The version that was looked at, as `show` tells it.
    #[arg(long)]
    pub version: i32,
}

/// A draft that goes.
#[derive(Debug, Args)]
pub struct SendArgs {
    #[command(flatten)]
    pub looked_at: LookedAt,
    /// What stops it and was looked at, once for each.
    #[arg(long = "confirm", value_name = "STOP", value_parser = word_of!(Stop))]
    pub confirmed: Vec<Stop>,
    /// Leave it in the outbox: the window, or `outbox flush`, sends it.
    #[arg(long)]
    pub queue: bool,
}
