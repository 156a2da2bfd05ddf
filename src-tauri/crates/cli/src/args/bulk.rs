//! `pdesk cases bulk`

use chrono::NaiveDate;
use clap::{ArgGroup, Args, Subcommand};
use uuid::Uuid;

use super::acts::*;
use super::{Listed, day};

/// One act on many cases.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("which").required(true).args(["cases", "all"]))]
#[command(subcommand_value_name = "ACT", subcommand_help_heading = "Acts")]
pub struct BulkArgs {
    /// A case, once for each.
    #[arg(long = "case", value_name = "CASE")]
    pub cases: Vec<String>,
    /// Every case that --view and --query list.
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub listed: Listed,
    /// But for this case, once for each.
    #[arg(long = "except", value_name = "CASE", requires = "all")]
    pub except: Vec<String>,
    /// Say what would be done, and what not and why, and do nothing.
    #[arg(long)]
    pub dry_run: bool,
    #[command(subcommand)]
    pub act: BulkAct,
}

/// What is done to each.
#[derive(Debug, Subcommand)]
pub enum BulkAct {
    /// Say what is asked, and what else triage knows.
    Triage(TriageFields),
    /// Give them to somebody.
    Assign {
        /// A person of the office: a name, an id, `me` or `nobody`.
        person: String,
    },
    /// Write an internal note.
    Note(TextArgs),
    /// Wait for the requester.
    Await {
        /// For what.
        what: Awaited,
    },
    /// Take up the work again.
    Resume,
    /// Put them out of sight.
    Snooze {
        /// The day on which they are back; without it now.
        #[arg(value_name = "DAY", value_parser = day)]
        until: Option<NaiveDate>,
    },
    /// Close them as not for this company.
    NotOurs(WhyArgs),
    /// Close them.
    Close,
    /// Open them again.
    Reopen(WhyArgs),
    /// Keep them from being erased.
    Hold(WhyArgs),
    /// Lift the legal hold on them.
    Release,
}

/// A reason.
#[derive(Debug, Args)]
pub struct WhyArgs {
    /// Why.
    #[arg(long)]
    pub reason: String,
}

/// What was done to many.
#[derive(Debug, Args)]
pub struct UndoBulkArgs {
    /// The `id` that `cases bulk` gave.
    pub id: Uuid,
}
