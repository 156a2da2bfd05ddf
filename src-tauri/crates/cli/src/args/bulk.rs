//! `pdesk cases bulk`

use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Subcommand};
use domain::complaints::Outcome;
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
    /// Record that the same acknowledgement was sent to each.
    Acknowledge(SentArgs),
    /// Record that the same answer was sent to each, with what came of all that is open.
    Answer(AnswerAllArgs),
    /// Refuse all that is open, on one ground.
    Refuse(RefuseAllArgs),
    /// Link them with one another, or with one case.
    Link {
        /// The case that they are linked to; without it they are linked with one another.
        #[arg(long, value_name = "CASE")]
        to: Option<String>,
    },
    /// Merge them into the one of the lowest number.
    Merge {
        /// It is known that their requesters may be several people.
        #[arg(long)]
        other_person: bool,
    },
}

/// What was sent to each.
#[derive(Debug, Args)]
pub struct SentArgs {
    #[command(flatten)]
    pub words: TextArgs,
    /// When it was sent; without it now.
    #[arg(long, value_name = "TIME")]
    pub sent_at: Option<Moment>,
}

/// An answer to many.
#[derive(Debug, Args)]
pub struct AnswerAllArgs {
    #[command(flatten)]
    pub sent: SentArgs,
    /// What came of it: `fulfilled`, `partly`, `withdrawn`, `duplicate` or `not-ours`.
    #[arg(long, value_parser = answers())]
    pub outcome: Outcome,
    /// Why; needed for `partly`.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub reason: String,
}

/// A refusal has its own act, which asks for its ground.
fn answers() -> impl TypedValueParser<Value = Outcome> {
    let all = Outcome::ALL.iter().filter(|one| **one != Outcome::Refused);
    PossibleValuesParser::new(all.map(|one| one.as_str())).try_map(|word| word.parse::<Outcome>())
}

/// A refusal of many.
#[derive(Debug, Args)]
pub struct RefuseAllArgs {
    /// The ground, as `pdesk choices` names it.
    #[arg(long)]
    pub ground: String,
    /// The reason, as the people are told it.
    #[arg(long)]
    pub reason: String,
    /// Where they can complain; without it what the law of each case has us name.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub route: String,
    #[command(flatten)]
    pub words: TextArgs,
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
