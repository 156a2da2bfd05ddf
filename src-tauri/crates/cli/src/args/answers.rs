//! The arguments of `pdesk cases reply` and `pdesk outbox`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use domain::complaints::Stop;
use uuid::Uuid;

use super::acts::{Awaited, CaseArg, Decided, Recipient};
use super::{TextArgs, word_of};

/// An answer that is written here.
#[derive(Debug, Args)]
pub struct ReplyArgs {
    #[command(flatten)]
    pub case: CaseArg,
    #[command(flatten)]
    pub words: TextArgs,
    /// The message that it answers, by its id; without it the newest that came in.
    #[arg(long, value_name = "MESSAGE")]
    pub answers: Option<Uuid>,
    /// Who gets it, once for each; without it whoever sent that message.
    #[arg(long, value_name = "ADDRESS")]
    pub to: Vec<String>,
    /// Who gets a copy, once for each.
    #[arg(long, value_name = "ADDRESS")]
    pub cc: Vec<String>,
    /// What it is about; the case's tag belongs in it. Without it that of the message.
    #[arg(long)]
    pub subject: Option<String>,
    /// A file that goes along, once for each.
    #[arg(long = "attach", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Send it as HTML too.
    #[arg(long)]
    pub html: bool,
    /// Leave out what is answered.
    #[arg(long)]
    pub no_quote: bool,
    /// The mailbox that sends it, by name or id; without it the first that can.
    #[arg(long, value_name = "MAILBOX")]
    pub from: Option<String>,
    /// What came of one thing that is asked, as `answer` takes it.
    #[arg(long = "outcome", value_name = "[KIND=]OUTCOME")]
    pub outcomes: Vec<Decided>,
    /// Why; needed for `partly`.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub reason: String,
    /// After a deletion, who received the data and must be told of it.
    #[arg(long = "tell", value_name = "NAME[=DAY]")]
    pub tell: Vec<Recipient>,
    /// It tells that what is asked has arrived.
    #[arg(long)]
    pub acknowledges: bool,
    /// What is waited for then.
    #[arg(long = "await", value_name = "WHAT")]
    pub awaits: Option<Awaited>,
    /// What stops it and was looked at, once for each.
    #[arg(long = "confirm", value_name = "STOP", value_parser = word_of!(Stop))]
    pub confirmed: Vec<Stop>,
    /// Say what would stop it; nothing is sent.
    #[arg(long)]
    pub check: bool,
    /// Leave it in the outbox: the window, or `outbox flush`, sends it.
    #[arg(long, conflicts_with = "check")]
    pub queue: bool,
    /// Keep it as a draft; nothing is sent.
    #[arg(long, conflicts_with_all = ["check", "queue"])]
    pub draft: bool,
}

/// Who asks, by a code.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The code that they said; without it one is made, and the letter that asks for it is sent.
    #[arg(long)]
    pub code: Option<String>,
    /// The address on record that it goes to; without it the first party's.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "code")]
    pub to: Option<String>,
    /// The account on record to which you pass it on in the company's app: it is said here, once.
    #[arg(long, conflicts_with_all = ["code", "to"])]
    pub account: Option<String>,
}

/// What is on its way.
#[derive(Debug, Subcommand)]
pub enum OutboxCommand {
    /// What is not sent, or not known to be.
    ///
    /// JSON: an array of `OutboxView`.
    List,
    /// Send what waits, now.
    ///
    /// JSON: a `Flushed`.
    Flush,
    /// Send a message again that was refused or came back, or of which nobody knows whether it
    /// arrived.
    ///
    /// JSON: an array of `OutboxView`.
    Retry {
        /// The message's id.
        message: Uuid,
    },
    /// Write a message again that was refused or came back, as a draft to those whom it did not
    /// reach; once that is sent, the message is given up.
    ///
    /// JSON: a `DraftView`.
    Again {
        /// The message's id.
        message: Uuid,
        /// Who gets it instead, once for each.
        #[arg(long, value_name = "ADDRESS")]
        to: Vec<String>,
    },
    /// Give a message up that did not go.
    ///
    /// JSON: an array of `OutboxView`.
    Cancel {
        /// The message's id.
        message: Uuid,
    },
    /// Say that a message of which nobody knew did arrive.
    ///
    /// JSON: an array of `OutboxView`.
    Arrived {
        /// The message's id.
        message: Uuid,
    },
}
