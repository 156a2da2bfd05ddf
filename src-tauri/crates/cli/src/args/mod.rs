//! The arguments. Their documentation is the program's help, its man page and `docs/cli.md`.

mod acts;
mod answers;
mod bulk;
mod calendar;
mod cases;
mod drafts;
mod joining;
mod letters;
mod mailbox;
mod messages;
mod package;
mod retention;
mod tasks;
mod team;
mod templates;
mod views;
mod workspace;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use domain::data::Language;

pub use acts::*;
pub use answers::*;
pub use bulk::*;
pub use calendar::*;
pub use cases::*;
pub use drafts::*;
pub use joining::*;
pub use letters::*;
pub use mailbox::*;
pub use messages::*;
pub use package::*;
pub use retention::*;
pub use tasks::*;
pub use team::*;
pub use templates::*;
pub use views::*;
pub use workspace::*;

/// A parser of a closed vocabulary's words, which the help then lists.
macro_rules! word_of {
    ($vocabulary:ty) => {
        PossibleValuesParser::new(<$vocabulary>::ALL.iter().map(|word| word.as_str()))
            .try_map(|word| word.parse::<$vocabulary>())
    };
}
pub(crate) use word_of;

/// The privacy office's desk on the command line.
///
/// Works on one workspace at a time, with the same use cases as the window. What it does is in
/// the workspace's audit log, reading included.
#[derive(Debug, Parser)]
#[command(name = "pdesk", version, arg_required_else_help = true)]
#[command(
    after_help = "To look around: `pdesk demo FOLDER`, then `pdesk --workspace FOLDER cases list`. `cases show` \
                  tells of a case what can be done with it now, and what comes next.\n\n\
                  Exit codes: 0 fine; 1 refused or failed, and stderr says why; 2 called wrongly."
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "For every command")]
pub struct Global {
    /// The workspace's folder.
    #[arg(
        long,
        global = true,
        value_name = "FOLDER",
        env = "PRIVACY_DESK_WORKSPACE",
        hide_env_values = true
    )]
    pub workspace: Option<PathBuf>,
    /// A file that holds the passphrase; without it a terminal is asked.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "PRIVACY_DESK_PASSPHRASE_FILE",
        hide_env_values = true
    )]
    pub passphrase_file: Option<PathBuf>,
    /// Print one JSON value instead of text; an error is one on stderr.
    #[arg(long, global = true)]
    pub json: bool,
    /// The language of text and messages; without it that of the environment.
    #[arg(long, global = true, value_parser = word_of!(Language))]
    pub language: Option<Language>,
}

/// The groups of commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make, look at, back up, restore a workspace, and change its keys.
    #[command(subcommand)]
    Workspace(WorkspaceCommand),
    /// Set up a team's workspace on the company's PostgreSQL, or join one.
    #[command(subcommand)]
    Team(TeamCommand),
    /// The people of a team: invite, confirm, change, let go.
    #[command(subcommand)]
    People(PeopleCommand),
    /// Bring mail in: .eml, Outlook's .msg, Apple Mail's .emlx, mbox files, Maildirs, profiles of
    /// Thunderbird and Apple Mail, and folders of those.
    ///
    /// What came in by an earlier run is passed over, so an import that was stopped is simply run
    /// again, and goes on. What Thunderbird has as deleted is passed over too. Exits with 1 if it was stopped or a file could not be read; the rest is in.
    ///
    /// JSON: an `ImportReport`.
    Import(ImportArgs),
    /// Mailboxes on a server: set up, try, read.
    #[command(subcommand)]
    Mailbox(MailboxCommand),
    /// What became of every message on the server: each has one place, and the sums are right.
    ///
    /// JSON: an array of `FolderLedger`; with --folder an array of `LedgerEntry`.
    Ledger(LedgerArgs),
    /// Look at messages, and take them out byte for byte.
    #[command(subcommand)]
    Messages(MessagesCommand),
    /// Look at cases, and work on them.
    #[command(subcommand)]
    Cases(CasesCommand),
    /// Answers that are kept before they go, and a second person's approval of them.
    #[command(subcommand)]
    Drafts(DraftsCommand),
    /// What is on its way to people, and what did not arrive.
    #[command(subcommand)]
    Outbox(OutboxCommand),
    /// Views that are kept: a query with its order, for oneself or for every officer.
    #[command(subcommand)]
    Views(ViewsCommand),
    /// Templates for notes: the office's own texts, by name.
    #[command(subcommand)]
    Templates(TemplatesCommand),
    /// Letters to people: how they are worded, and filled in from a case.
    #[command(subcommand)]
    Letters(LettersCommand),
    /// How long things are kept, what has fallen due, what was erased, and which backups hold it.
    #[command(subcommand)]
    Retention(RetentionCommand),
    /// Which days are off: the program's calendars, and what the office adds to them.
    #[command(subcommand)]
    Calendar(CalendarCommand),
    /// Who did what: the log, its verification, and a copy for an auditor.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// The words to choose from: laws and their grounds for refusal, departments, tags, people.
    ///
    /// JSON: `Choices`.
    Choices,
    /// Make a demonstration and fill it with mail that the program writes, or open it again.
    ///
    /// JSON: `{"path", "passphrase", "cases", "messages"}`.
    Demo(DemoArgs),
    /// Which act leads a case from where to where: the workflow's table, as Markdown.
    ///
    /// JSON: `{"markdown"}`.
    Workflow,
    /// The completions for a shell.
    ///
    /// JSON: `{"completions"}`.
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// The man page; with options all of them, or the reference as Markdown.
    ///
    /// JSON: `{"man"}`, or `{"path"}` with --to.
    Man(ManArgs),
}

/// In which form.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Write a man page for every command to this folder.
    #[arg(long, value_name = "FOLDER")]
    pub to: Option<PathBuf>,
    /// Print the reference in Markdown: every command, and the values of --json.
    #[arg(long, conflicts_with = "to")]
    pub markdown: bool,
}

/// What to bring in.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Files and folders.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Old mail: its cases get no clocks.
    #[arg(long)]
    pub history: bool,
    /// Say only what would become of it; nothing comes in. Of more than 5,000 messages, a
    /// conversation that goes on beyond them may count as opened twice.
    #[arg(long)]
    pub dry_run: bool,
}

/// Where the demonstration lies.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Its folder.
    pub path: PathBuf,
    /// Another number writes other mail.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// The audit log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// The entries, newest first.
    ///
    /// JSON: an array of `AuditEntry`, each with its `seq` as `id`.
    Log(LogArgs),
    /// Prove that the log is whole and unchanged; exits with 1 if it is not.
    ///
    /// JSON: an `AuditVerdict`.
    Verify {
        /// A file that `audit export` wrote earlier: the log must still begin with what it was
        /// then. Keep it where nobody who can write the workspace can.
        #[arg(long, value_name = "FILE")]
        checkpoint: Option<PathBuf>,
        /// Prove this file, which `audit export` wrote, instead of the workspace's log: with no
        /// workspace and no passphrase, and by other code.
        #[arg(long, value_name = "FILE")]
        export: Option<PathBuf>,
        /// The key that must have signed the export, from its last line or from elsewhere
        /// (default: the one that the export names).
        #[arg(long, value_name = "KEY")]
        key: Option<String>,
        /// Prove this file, which `audit prove` wrote: one entry, with nothing else of the log.
        #[arg(long, value_name = "FILE", conflicts_with_all = ["export", "checkpoint"])]
        proof: Option<PathBuf>,
    },
    /// Prove one entry to somebody who has nothing else of the log.
    ///
    /// Prints the entry, the hashes beside its way to the root, and a signed checkpoint with that
    /// root. JSON: the same.
    Prove {
        /// The entry's number.
        seq: i64,
    },
    /// The log's size and root as of now, signed with your key: to be kept by somebody else.
    ///
    /// Whoever has it can prove later that nothing before it was changed (`audit verify
    /// --checkpoint`). JSON: `{"checkpoint", "key", "path"}`; the last is null where it was printed.
    Checkpoint {
        /// A file, which must not be there yet, or a folder; without it the text is printed.
        #[arg(long, value_name = "PATH")]
        to: Option<PathBuf>,
    },
    /// Write entries as a table (CSV), newest first.
    ///
    /// JSON: `{"path", "entries"}`.
    Table {
        /// The file, which must not be there yet.
        file: PathBuf,
        #[command(flatten)]
        which: LogArgs,
    },
    /// Write the whole log to a file: an entry a line, and a signed checkpoint as the last.
    ///
    /// JSON: `{"path", "entries"}`.
    Export {
        /// The file, which must not be there yet.
        file: PathBuf,
    },
}

/// Which entries.
#[derive(Debug, Args)]
pub struct LogArgs {
    /// An act's word, or its beginning up to a dot: `case.refuse`, `case.`.
    #[arg(long)]
    pub act: Option<String>,
    /// A person of the office: a name, an id, or `me`.
    #[arg(long)]
    pub person: Option<String>,
    /// A case: its number (C-402, 402) or its id.
    #[arg(long)]
    pub case: Option<String>,
    /// The first day, in the workspace's time zone.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub from: Option<NaiveDate>,
    /// The last day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub to: Option<NaiveDate>,
    /// So many at most; without it all.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
    /// Only entries below this number.
    #[arg(long, value_name = "SEQ")]
    pub before: Option<i64>,
}

/// A part of a long list.
#[derive(Debug, Args)]
pub struct Part {
    /// So many at most; without it all.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
    /// Go on where a list with --limit ended: the `next` that it gave.
    #[arg(long, value_name = "NEXT")]
    pub after: Option<String>,
}
