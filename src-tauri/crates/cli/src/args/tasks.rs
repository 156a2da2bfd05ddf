//! The arguments of `pdesk cases task`.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use uuid::Uuid;

use super::acts::{CaseArg, TextArgs, day};

/// Tasks of departments.
#[derive(Debug, Subcommand)]
pub enum TaskCommand {
    /// Give a department something to do.
    ///
    /// It is told the text and the excerpt, and nothing else of the case. JSON: `Done`.
    Give(GiveArgs),
    /// Record what a department answered.
    ///
    /// JSON: `Done`.
    Answer(AnswerTaskArgs),
    /// Take a task back that is not needed any more.
    ///
    /// JSON: `Done`.
    Withdraw(WithdrawArgs),
    /// The tasks of a case.
    ///
    /// Cases with tasks are found by `cases list --query has:task`, or `task:overdue`.
    ///
    /// JSON: an array of `TaskView`.
    List(CaseArg),
}

/// What a department is to do.
#[derive(Debug, Args)]
pub struct GiveArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The department.
    #[arg(long)]
    pub department: String,
    /// The last day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub due: NaiveDate,
    #[command(flatten)]
    pub words: TextArgs,
    /// What of the case the department may see for it.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub excerpt: String,
}

/// A task that was answered.
#[derive(Debug, Args)]
pub struct AnswerTaskArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The task, by the id that `task list` tells.
    pub task: Uuid,
    #[command(flatten)]
    pub words: TextArgs,
}

/// A task that is not needed any more.
#[derive(Debug, Args)]
pub struct WithdrawArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The task, by the id that `task list` tells.
    pub task: Uuid,
    /// Why.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub reason: String,
}
