//! What the acts on a case take.

use std::path::PathBuf;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, ValueEnum};
use domain::complaints::{
    AskKind, Channel, Identity, IdentityMethod, Outcome, PartyRole, Priority, Status,
};
use domain::retention::Because;
use uuid::Uuid;

use super::word_of;

/// A case alone.
#[derive(Debug, Args)]
pub struct CaseArg {
    /// Its number (C-402, 402) or its id.
    pub case: String,
}

/// A text, as it is or in a file.
#[derive(Debug, Args)]
#[group(id = "words", multiple = false)]
pub struct TextArgs {
    /// The text.
    #[arg(long)]
    pub text: Option<String>,
    /// A file that holds the text; `-` is stdin.
    #[arg(long, value_name = "FILE")]
    pub text_file: Option<PathBuf>,
}

/// A case that was told by a person.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// By which way it came.
    #[arg(long, value_parser = word_of!(Channel))]
    pub channel: Channel,
    /// What it is about, in a line.
    #[arg(long)]
    pub subject: String,
    #[command(flatten)]
    pub words: TextArgs,
    /// What is asked; without it, it is proposed from the text.
    #[arg(long = "kind", value_name = "KIND", value_parser = word_of!(AskKind))]
    pub kinds: Vec<AskKind>,
    /// Who asks.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub name: String,
    /// Their e-mail address.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub address: String,
    /// Account number, telephone number and the like.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub detail: String,
    /// When it arrived; without it now.
    #[arg(long, value_name = "TIME")]
    pub received_at: Option<Moment>,
}

/// What an officer makes of a case.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("said").required(true).multiple(true).args([
    "kinds", "priority", "department", "tags", "no_tags", "add_tags", "regime", "minor", "representative",
    "due", "no_due", "letter_due",
]))]
pub struct TriageFields {
    /// What is asked, once for each thing. What is not named is not asked.
    #[arg(long = "kind", value_name = "KIND", value_parser = word_of!(AskKind))]
    pub kinds: Vec<AskKind>,
    /// How pressing it is.
    #[arg(long, value_parser = word_of!(Priority))]
    pub priority: Option<Priority>,
    /// The department it concerns; an empty one for none.
    #[arg(long)]
    pub department: Option<String>,
    /// A tag, once for each. Those that are not named are taken away.
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// Take every tag away.
    #[arg(long, conflicts_with = "tags")]
    pub no_tags: bool,
    /// A tag beside those that it has, once for each.
    #[arg(long = "add-tag", value_name = "TAG", conflicts_with_all = ["tags", "no_tags"])]
    pub add_tags: Vec<String>,
    /// The law that it is counted by, as `pdesk choices` names it.
    #[arg(long)]
    pub regime: Option<String>,
    /// Whether a minor is concerned.
    #[arg(long, value_name = "true|false")]
    pub minor: Option<bool>,
    /// Whether somebody acts for the person.
    #[arg(long, value_name = "true|false")]
    pub representative: Option<bool>,
    /// The office's own date.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub due: Option<NaiveDate>,
    /// Take the office's own date away.
    #[arg(long, conflicts_with = "due")]
    pub no_due: bool,
    /// The date that an authority's letter sets, or the time on it, where the workspace is.
    #[arg(long, value_name = "DAY|TIME")]
    pub letter_due: Option<LetterDue>,
}

/// What an officer makes of a case.
#[derive(Debug, Args)]
pub struct TriageArgs {
    #[command(flatten)]
    pub case: CaseArg,
    #[command(flatten)]
    pub fields: TriageFields,
}

/// What is erased, and why.
#[derive(Debug, Args)]
pub struct EraseArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Why: its period is over, the person asked for it, or it should never have been stored.
    #[arg(long, value_parser = word_of!(Because))]
    pub because: Because,
    /// The case's number once more.
    #[arg(long, value_name = "NUMBER")]
    pub confirm: u32,
}

/// Who does it.
#[derive(Debug, Args)]
pub struct AssignArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// A person of the office: a name, an id, `me` or `nobody`.
    pub person: String,
}

/// What to note.
#[derive(Debug, Args)]
pub struct NoteArgs {
    #[command(flatten)]
    pub case: CaseArg,
    #[command(flatten)]
    pub words: TextArgs,
    /// An officer who is to see it, once for each: a name, an id or `me`.
    #[arg(long = "mention", value_name = "PERSON")]
    pub mentions: Vec<String>,
}

/// Who asks.
#[derive(Debug, Args)]
pub struct IdentityArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// What is known.
    #[arg(value_parser = word_of!(Identity))]
    pub state: Identity,
    /// How it was established; needed for `verified`.
    #[arg(long, required_if_eq("state", "verified"), value_parser = word_of!(IdentityMethod))]
    pub method: Option<IdentityMethod>,
    /// What there is to say about it.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub note: String,
}

/// Somebody the case is about.
#[derive(Debug, Args)]
pub struct PartyArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The party to change, by the id that `show` tells; without it a new one is entered.
    #[arg(long, value_name = "ID")]
    pub party: Option<Uuid>,
    /// Who they are to the case.
    #[arg(long, value_parser = word_of!(PartyRole), required_unless_present = "party")]
    pub role: Option<PartyRole>,
    /// Their name.
    #[arg(long)]
    pub name: Option<String>,
    /// Their e-mail address.
    #[arg(long)]
    pub address: Option<String>,
    /// Account number, telephone number and the like.
    #[arg(long)]
    pub detail: Option<String>,
    /// Whether they are a minor.
    #[arg(long, value_name = "true|false")]
    pub minor: Option<bool>,
}

/// What to wait for.
#[derive(Debug, Args)]
pub struct AwaitArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// For what.
    pub what: Awaited,
}

/// Whom a case can wait for.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Awaited {
    /// Proof of who asks.
    Identity,
    /// Something that the requester must tell.
    Requester,
}

impl Awaited {
    /// Where the case stands meanwhile.
    pub const fn status(self) -> Status {
        match self {
            Self::Identity => Status::AwaitingIdentity,
            Self::Requester => Status::AwaitingRequester,
        }
    }
}

/// That it arrived, as the requester was told.
#[derive(Debug, Args)]
pub struct AcknowledgeArgs {
    #[command(flatten)]
    pub case: CaseArg,
    #[command(flatten)]
    pub words: TextArgs,
    /// The mail that was sent, as a file.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["text", "text_file"])]
    pub eml: Option<PathBuf>,
    /// When it was sent; without it the mail's date, or now.
    #[arg(long, value_name = "TIME")]
    pub sent_at: Option<Moment>,
}

/// An answer that was sent.
#[derive(Debug, Args)]
pub struct AnswerArgs {
    #[command(flatten)]
    pub case: CaseArg,
    #[command(flatten)]
    pub words: TextArgs,
    /// The mail that was sent, as a file.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["text", "text_file"])]
    pub eml: Option<PathBuf>,
    /// What came of one thing that is asked, once for each: `fulfilled`, `partly`, `withdrawn`,
    /// `duplicate` or `not-ours`; where more than one thing is open `delete=fulfilled`, by the
    /// words of `triage --kind`. A refusal has its own command.
    #[arg(long = "outcome", value_name = "[KIND=]OUTCOME", required = true)]
    pub outcomes: Vec<Decided>,
    /// Why; needed for `partly`.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub reason: String,
    /// After a deletion, who received the data and must be told of it; with a day, who was told.
    #[arg(long = "tell", value_name = "NAME[=DAY]")]
    pub tell: Vec<Recipient>,
    /// When it was sent; without it the mail's date, or now.
    #[arg(long, value_name = "TIME")]
    pub sent_at: Option<Moment>,
}

/// A refusal.
#[derive(Debug, Args)]
pub struct RefuseArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// What is refused, by its kind or its id; without it the one thing that is open.
    #[arg(long, value_name = "KIND")]
    pub ask: Option<String>,
    /// The ground, as `pdesk choices` names it.
    #[arg(long)]
    pub ground: String,
    /// The reason, as the person is told it.
    #[arg(long)]
    pub reason: String,
    /// Where the person can complain; without it what the law has us name.
    #[arg(long)]
    pub route: Option<String>,
    #[command(flatten)]
    pub words: TextArgs,
}

/// Somebody who was told of a deletion.
#[derive(Debug, Args)]
pub struct ToldArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Who, as `show` lists them; without it the one who is still to be told.
    pub name: Option<String>,
    /// The day on which they were told; without it today.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub told_on: Option<NaiveDate>,
}

/// A case and a reason.
#[derive(Debug, Args)]
pub struct ReasonArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Why.
    #[arg(long)]
    pub reason: String,
}

/// An extension.
#[derive(Debug, Args)]
pub struct ExtendArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The reason, as the person is told it.
    #[arg(long)]
    pub reason: String,
    /// The clock, by the id that `show` tells; without it the one that can be extended.
    #[arg(long, value_name = "ID")]
    pub clock: Option<Uuid>,
    /// Draft the letter that tells them; the clock is extended when it is sent.
    #[arg(long)]
    pub draft: bool,
}

/// Until when.
#[derive(Debug, Args)]
pub struct SnoozeArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The day on which it is back.
    #[arg(value_name = "DAY", required_unless_present = "wake", value_parser = day)]
    pub until: Option<NaiveDate>,
    /// Bring it back now.
    #[arg(long, conflicts_with = "until")]
    pub wake: bool,
}

/// Two cases.
#[derive(Debug, Args)]
pub struct LinkArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The other one.
    pub other: String,
    /// Part them.
    #[arg(long)]
    pub remove: bool,
}

/// A moment: an instant, or a time of day where the workspace is.
#[derive(Debug, Clone, Copy)]
pub enum Moment {
    /// `2026-08-03T11:00:00+08:00` (RFC 3339).
    Instant(DateTime<Utc>),
    /// `2026-08-03 11:00`.
    Local(NaiveDateTime),
}

impl FromStr for Moment {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(at) = DateTime::parse_from_rfc3339(text) {
            return Ok(Self::Instant(at.to_utc()));
        }
        ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
            .map(Self::Local)
            .ok_or("write it as 2026-08-03 11:00 or 2026-08-03T11:00:00+08:00")
    }
}

/// The limit that a letter sets: a day, or a time on it.
#[derive(Debug, Clone, Copy)]
pub struct LetterDue {
    /// The day.
    pub date: NaiveDate,
    /// The time of day; none: the day's end.
    pub time: Option<NaiveTime>,
}

impl FromStr for LetterDue {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(date) = text.parse() {
            return Ok(Self { date, time: None });
        }
        let at = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
            .ok_or("write it as 2026-08-03 or 2026-08-03 17:00")?;
        Ok(Self {
            date: at.date(),
            time: Some(at.time()),
        })
    }
}

/// A day.
pub fn day(text: &str) -> Result<NaiveDate, &'static str> {
    text.parse().map_err(|_| "write a day as 2026-08-03")
}

/// What came of an ask, and of which.
#[derive(Debug, Clone)]
pub struct Decided {
    /// Its kind or id; none: the one that is open.
    pub ask: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
}

impl FromStr for Decided {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (ask, outcome) = match text.split_once('=') {
            Some((ask, outcome)) => (Some(ask.to_owned()), outcome),
            None => (None, text),
        };
        match outcome.parse() {
            // It can't do without ground, reason and route.
            Ok(Outcome::Refused) => Err("a refusal has its own command: cases refuse".to_owned()),
            Ok(outcome) => Ok(Self { ask, outcome }),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// Somebody who received data that was deleted.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// Who.
    pub name: String,
    /// When they were told.
    pub told_on: Option<NaiveDate>,
}

impl FromStr for Recipient {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, told_on) = match text.rsplit_once('=') {
            Some((name, told_on)) => (name, Some(day(told_on)?)),
            None => (text, None),
        };
        Ok(Self {
            name: name.to_owned(),
            told_on,
        })
    }
}
