//! The arguments of `pdesk views`.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use desk::complaints::{Arrangement, View};
use domain::complaints::{Column, SortBy};

use super::{Part, view, word_of};

/// Kept views.
#[derive(Debug, Subcommand)]
pub enum ViewsCommand {
    /// The views that are everyone's, and your own, with their counts.
    ///
    /// JSON: an array of `SavedView`.
    List,
    /// Keep a view under a name, in place of the one that has it.
    ///
    /// JSON: a `SavedView`.
    Save(SaveViewArgs),
    /// The cases of a kept view.
    ///
    /// JSON: an array of `CaseRow`; with --limit as `cases list`.
    Show {
        /// Its name.
        name: String,
        #[command(flatten)]
        part: Part,
    },
    /// Keep a view no longer.
    ///
    /// JSON: an array of `SavedView`.
    Remove {
        /// Its name.
        name: String,
    },
}

/// A view to keep.
#[derive(Debug, Args)]
pub struct SaveViewArgs {
    /// Its name.
    pub name: String,
    /// Every officer has it.
    #[arg(long)]
    pub shared: bool,
    /// Rows stand under what they are sorted by.
    #[arg(long)]
    pub grouped: bool,
    /// What a row says beside name and subject, in the window.
    #[arg(long, value_name = "COLUMN", value_parser = word_of!(Column))]
    pub column: Vec<Column>,
    #[command(flatten)]
    pub listed: Listed,
}

/// What is listed, and in which order.
#[derive(Debug, Args)]
pub struct Listed {
    /// The view.
    #[arg(long, default_value = "all-open", value_parser = view())]
    pub view: View,
    /// Narrow it: words, "phrases", `-` before what must not be, `or`, and keys with a value:
    /// `from:` `kind:` `is:` `has:` `assignee:` `mentions:` `task:` `due:` `received:` `changed:` `tag:` `department:`
    /// `priority:` `regime:` `channel:` `identity:` `language:`.
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    pub query: String,
    /// The order; without one the view's own, and the newest first for a search.
    #[arg(long, value_name = "COLUMN", value_parser = word_of!(SortBy))]
    pub sort: Option<SortBy>,
    /// The other way round.
    #[arg(long)]
    pub reverse: bool,
}

impl Listed {
    /// As a view keeps it.
    pub fn arrangement(self) -> Arrangement {
        Arrangement {
            view: self.view,
            query: self.query,
            sort: self.sort,
            reverse: self.reverse,
            grouped: false,
            columns: Vec::new(),
        }
    }
}
