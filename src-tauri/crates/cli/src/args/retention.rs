//! The arguments of `pdesk retention`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Subcommand};
use domain::retention::Class;
use uuid::Uuid;

/// Keeping and erasing.
#[derive(Debug, Subcommand)]
pub enum RetentionCommand {
    /// How long each kind of case is kept after it was closed, and what the law says beside.
    ///
    /// JSON: a `RetentionView`.
    Show,
    /// Set how long a kind is kept, or backups.
    ///
    /// JSON: a `RetentionView`.
    Set(SetPeriodArgs),
    /// What has fallen due: cases whose period is over, and what keeps them still. Erases nothing.
    ///
    /// JSON: a `DuePage` with every row.
    Due,
    /// Erase every case that has fallen due and that nothing keeps, and automated mail. It can't
    /// be undone.
    ///
    /// JSON: an `ErasedMany`.
    Erase {
        /// How many cases that are, as `retention due` counts them.
        #[arg(long, value_name = "COUNT")]
        confirm: u32,
    },
    /// Write the list of what was erased, to be kept with a backup that lies elsewhere.
    ///
    /// JSON: `{"path", "erased"}`.
    List {
        /// The file; what is there is replaced.
        file: PathBuf,
    },
    /// The backups that were made, and until when each is kept.
    ///
    /// JSON: an array of `BackupView`.
    Backups,
    /// Say that a backup is destroyed. Where its file can be reached from here it is deleted.
    ///
    /// JSON: an array of `BackupView`.
    Destroy {
        /// The backup's id.
        backup: Uuid,
    },
}

/// What to set.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("period").required(true).args(["months", "none", "backup_days"]))]
pub struct SetPeriodArgs {
    /// A kind of ask; `unknown` for cases of which nobody could say; `automated` for automated
    /// mail of no case.
    #[arg(value_parser = class(), required_unless_present = "backup_days")]
    pub class: Option<Class>,
    /// So many months after it was closed.
    #[arg(long)]
    pub months: Option<u32>,
    /// No period: kept until somebody decides.
    #[arg(long)]
    pub none: bool,
    /// So many days a backup is kept from now on.
    #[arg(long, value_name = "DAYS", conflicts_with = "class")]
    pub backup_days: Option<u32>,
}

fn class() -> impl TypedValueParser<Value = Class> {
    PossibleValuesParser::new(Class::all().map(Class::as_str)).try_map(|word| word.parse::<Class>())
}
