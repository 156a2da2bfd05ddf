//! The arguments of `pdesk calendar`.

use std::path::PathBuf;

use clap::Subcommand;

/// What to do with calendars.
#[derive(Debug, Subcommand)]
pub enum CalendarCommand {
    /// The calendars, with the years whose holidays each knows.
    ///
    /// JSON: an array of `CalendarView`.
    List,
    /// Add the days of a file to a calendar, and count every open clock anew.
    ///
    /// A file is iCalendar (.ics: events of whole days; one that is a working day says 班, or
    /// \"working day\", or is marked as Apple marks them) or a table (.csv: the columns `date`,
    /// `kind`, which is `off` or `worked`, and `name`). A year with at least five days off counts as
    /// known from then on, and takes the place of what was added of it before; days of other
    /// years are added to them. A file that does not fit is refused whole, with the line and the
    /// reason.
    ///
    /// JSON: an array of `CalendarView`.
    Add {
        /// The file.
        file: PathBuf,
        /// The calendar, as `list` names it; another name makes one that is the office's alone.
        #[arg(long = "to", value_name = "CALENDAR")]
        calendar: String,
        /// Say only what the file has of each year.
        ///
        /// JSON: an array of `CalendarYear`.
        #[arg(long)]
        dry_run: bool,
    },
    /// Take away what was added to a calendar, and count every open clock anew.
    ///
    /// JSON: an array of `CalendarView`.
    Remove {
        /// The calendar.
        calendar: String,
    },
}
