//! `pdesk cases merge`, `split`, and the ways back.

use clap::Args;
use uuid::Uuid;

use super::acts::CaseArg;

/// Which case goes into which.
#[derive(Debug, Args)]
pub struct MergeArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The case that it goes into.
    #[arg(long, value_name = "CASE")]
    pub into: String,
    /// The requesters may be two people, and it is to be done all the same.
    #[arg(long)]
    pub other_person: bool,
    /// Say what it would do, and do nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// What is taken out.
#[derive(Debug, Args)]
pub struct SplitArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The id of a message that goes, once for each.
    #[arg(long = "message", value_name = "ID")]
    pub messages: Vec<Uuid>,
    /// The kind or id of something asked that goes, once for each; without it what came with the
    /// messages.
    #[arg(long = "ask", value_name = "ASK")]
    pub asks: Vec<String>,
    /// Say what it would do, and do nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// A case that was taken out of another.
#[derive(Debug, Args)]
pub struct UnsplitArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The requesters may be two people, and it is to be done all the same.
    #[arg(long)]
    pub other_person: bool,
}

/// Two cases that look the same.
#[derive(Debug, Args)]
pub struct DistinctArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The other one.
    pub other: String,
    /// Leave it open again.
    #[arg(long)]
    pub remove: bool,
}
