//! `pdesk cases …`

use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use desk::complaints::View;

use super::acts::*;
use super::joining::*;
use super::{
    BulkArgs, Listed, PackageArgs, Part, ReplyArgs, TaskCommand, UndoBulkArgs, VerifyArgs,
};
use crate::words::wire;

/// What to do with cases.
///
/// A CASE is named by its number (C-402, 402) or its id.
#[derive(Debug, Subcommand)]
pub enum CasesCommand {
    /// The cases of a view, in the window's order.
    ///
    /// JSON: an array of `CaseRow`; where more follow, the last one carries `next`.
    List(ListArgs),
    /// How many cases each view holds.
    ///
    /// JSON: an array of `Count`, each with its `view` as `id`.
    Counts,
    /// The office's figures: what arrived, how old what is open is, how long answers took, and how
    /// many came in time.
    ///
    /// They are of the cases received in a period, by default of the last twelve weeks; what went
    /// into another case and old mail do not count. JSON: a `CaseStats`.
    Stats(StatsArgs),
    /// Find cases by words in their names, addresses, subjects, texts and notes: open ones first,
    /// then those that are answered and closed.
    ///
    /// Chinese is found by any part of it, other text by whole words. `from:`, `kind:` and `is:`
    /// narrow: `is:overdue kind:delete from:example.com account`.
    ///
    /// JSON: an array of `CaseRow`.
    Search(SearchArgs),
    /// A case whole: its asks and clocks, how each due date was counted, its mail, its timeline.
    ///
    /// JSON: a `CaseDetail`.
    Show(CaseArg),
    /// Enter a case that did not come by mail.
    ///
    /// JSON: `Done`.
    New(NewArgs),
    /// Say what is asked, and what else is known. What is not named stays.
    ///
    /// JSON: `Done`.
    Triage(TriageArgs),
    /// Give a case to somebody.
    ///
    /// JSON: `Done`.
    Assign(AssignArgs),
    /// Write an internal note.
    ///
    /// JSON: `Done`.
    Note(NoteArgs),
    /// Tasks of departments.
    #[command(subcommand)]
    Task(TaskCommand),
    /// Record what is known of who asks.
    ///
    /// JSON: `Done`.
    Identity(IdentityArgs),
    /// Enter somebody the case is about, or change them.
    ///
    /// JSON: `Done`.
    Party(PartyArgs),
    /// Wait for proof of who asks, or for the requester.
    ///
    /// JSON: `Done`.
    Await(AwaitArgs),
    /// Take the work up, or up again.
    ///
    /// JSON: `Done`.
    Resume(CaseArg),
    /// Record that the requester was told that what they ask has arrived: it stops the clocks that
    /// run until then.
    ///
    /// JSON: `Done`.
    Acknowledge(AcknowledgeArgs),
    /// Write to the people of a case, and send it by the mailbox's server.
    ///
    /// What stops it is said by --check, and is passed with --confirm once it was looked at. JSON:
    /// `Done`; with --check an array of `StopView`, with --draft a `DraftView`. Exits with 1 where it did not go at once: it is
    /// in the outbox then.
    Reply(ReplyArgs),
    /// Establish who asks by a code that goes to their address on record, or by you to their account
    /// in the company's app.
    ///
    /// JSON: `Done`; with --account a `HandedCode`.
    VerifyIdentity(VerifyArgs),
    /// Put files that somebody is given into one encrypted archive (ZIP, AES-256), with a list of
    /// what is in it.
    ///
    /// Without a passphrase of yours the program makes one, and says it once: it is kept nowhere.
    /// Tell it on another way than the archive goes. The files' names can be read without it. JSON:
    /// a `Packed`.
    Package(PackageArgs),
    /// Record an answer that was sent, and what came out of what was asked.
    ///
    /// JSON: `Done`.
    Answer(AnswerArgs),
    /// Refuse one thing that is asked: with a ground, a reason and where to complain.
    ///
    /// JSON: `Done`.
    Refuse(RefuseArgs),
    /// Record that somebody who received deleted data has now been told of the deletion.
    ///
    /// JSON: `Done`.
    Told(ToldArgs),
    /// Close a case as not for this company.
    ///
    /// JSON: `Done`.
    NotOurs(ReasonArgs),
    /// Extend a clock, with the reason that the person is told.
    ///
    /// JSON: `Done`; with --draft a `DraftView`.
    Extend(ExtendArgs),
    /// Put a case out of sight until a day. Its clocks go on.
    ///
    /// JSON: `Done`.
    Snooze(SnoozeArgs),
    /// Tie a case to another of the same person, or part them.
    ///
    /// JSON: `Done`.
    Link(LinkArgs),
    /// Merge a case into another: its messages, asks and parties go there, and its number leads there.
    ///
    /// Asks keep their clocks; of everything else the stricter counts, and nobody is verified by the
    /// proof of somebody else. Where the requesters may be two people, `--other-person` says that
    /// this is known. JSON: `Done`; with `--dry-run` a `MergeView`.
    Merge(MergeArgs),
    /// Take messages or asks out of a case, into one of their own.
    ///
    /// Its clocks count from when they were received; the rest stays. JSON: `Done`; with `--dry-run`
    /// a `SplitView`.
    Split(SplitArgs),
    /// Take a case that was merged out again, with what came with it, as it has become since.
    ///
    /// `cases undo` is more exact, as long as nothing else has happened. JSON: `Done`.
    Unmerge(CaseArg),
    /// Put a case that was split off back where it came from.
    ///
    /// JSON: `Done`.
    Unsplit(UnsplitArgs),
    /// Say that two cases are not the same, although they look it.
    ///
    /// They are no longer shown to each other as such. JSON: `{"case", "other", "distinct"}`.
    Distinct(DistinctArgs),
    /// Close a case; says what that leaves open.
    ///
    /// JSON: `Done` with `still_open`, an array of words.
    Close(CaseArg),
    /// Open a case again.
    ///
    /// JSON: `Done`.
    Reopen(ReasonArgs),
    /// Keep a case from being erased, whatever its period says.
    ///
    /// JSON: `Done`.
    Hold(ReasonArgs),
    /// Lift the legal hold on a case.
    ///
    /// JSON: `Done`.
    Release(CaseArg),
    /// Erase what a closed case says of people. It can't be undone.
    ///
    /// Its number, kinds, dates and outcomes stay, and the log still verifies. `cases show` then
    /// tells which backups hold it, and until when. JSON: `Done`.
    Erase(EraseArgs),
    /// Do one act to many cases. What it is not open to is told and left as it was.
    ///
    /// JSON: a `BulkDone`; with --dry-run a `BulkPreview`.
    Bulk(BulkArgs),
    /// Take back what was done to many cases, wherever nothing happened to the case since.
    ///
    /// JSON: a `BulkDone`.
    UndoBulk(UndoBulkArgs),
    /// Take the last act on a case back. The log keeps both.
    ///
    /// JSON: `Done`.
    Undo(CaseArg),
}

/// Which cases.
#[derive(Debug, Args)]
pub struct ListArgs {
    #[command(flatten)]
    pub listed: Listed,
    #[command(flatten)]
    pub part: Part,
}

/// Which period.
#[derive(Debug, Args)]
pub struct StatsArgs {
    /// Its first day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub from: Option<NaiveDate>,
    /// Its last day; without it, today.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub to: Option<NaiveDate>,
}

/// What to find.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Words, and whatever else `cases list --query` takes; after `--` also what begins with `-`.
    #[arg(required = true, value_name = "WORD")]
    pub words: Vec<String>,
    /// So many at most; without it all.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
}

pub(super) fn view() -> impl TypedValueParser<Value = View> {
    PossibleValuesParser::new(View::ALL.iter().map(wire))
        .try_map(|word| serde_json::from_value::<View>(serde_json::Value::String(word)))
}
