//! What crosses the door about keeping and erasing.

use chrono::{DateTime, NaiveDate, Utc};
use domain::complaints::AskKind;
use domain::data::Text;
use domain::retention::Because;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::types::{dto, dto_out};

dto! {
    /// How many months a class is kept after its end.
    pub struct PeriodView {
        /// A kind of ask, `unknown`, or `automated`.
        pub class: String,
        /// None: kept until somebody decides.
        pub months: Option<u32>,
    }
}

dto! {
    /// What a law has closed cases kept for.
    pub struct DutyRule {
        pub regime: Text,
        pub years: u16,
        pub cite: Text,
    }
}

dto! {
    /// The office's periods, the duties of law beside them, and what was erased.
    pub struct RetentionView {
        pub periods: Vec<PeriodView>,
        pub duties: Vec<DutyRule>,
        pub keep_backups_days: u32,
        pub erased: u32,
        pub last_erased_at: Option<DateTime<Utc>>,
    }
}

dto! {
    /// That a law has a case kept until a day; on that day it no longer does.
    pub struct Duty {
        pub until: NaiveDate,
        pub cite: Text,
    }
}

dto! {
    /// That a case was erased, and where what it said may still be.
    pub struct ErasedView {
        pub at: DateTime<Utc>,
        pub because: Because,
        /// Backups that were made while it was here, and are not known to be destroyed.
        pub backups: u32,
        /// The last day on which one of them may be there.
        pub backups_until: Option<NaiveDate>,
        /// Its messages that lie in a mailbox on a server still.
        pub on_servers: u32,
    }
}

dto! {
    /// What keeps a case, or what became of it.
    pub struct KeepingView {
        /// When its period is over; none where it has none, or is not closed.
        pub due_on: Option<NaiveDate>,
        pub duty: Option<Duty>,
        pub erased: Option<ErasedView>,
    }
}

dto! {
    /// That a legal hold is on a case.
    pub struct HoldView {
        pub reason: String,
        pub by: crate::complaints::Person,
        pub at: DateTime<Utc>,
    }
}

dto! {
    /// A case whose period is over.
    pub struct DueRow {
        pub case: Uuid,
        pub number: u32,
        pub name: String,
        pub subject: String,
        pub kinds: Vec<AskKind>,
        pub closed_on: NaiveDate,
        pub due_on: NaiveDate,
        /// It can't be erased: a legal hold is on it.
        pub held: bool,
        /// It can't be erased yet: this law has it kept.
        pub duty: Option<Duty>,
    }
}

dto! {
    /// What has fallen due, the longest closed first. Pass `next` to get what follows.
    pub struct DuePage {
        pub rows: Vec<DueRow>,
        pub next: Option<String>,
        /// Automated mail of no case whose period is over, counted to 999.
        pub automated: u32,
    }
}

dto! {
    /// What came of erasing several.
    #[derive(Default)]
    pub struct ErasedMany {
        pub cases: u32,
        pub messages: u32,
        /// Numbers of cases that stay, because something keeps them now.
        pub kept: Vec<u32>,
    }
}

dto_out! {
    /// A backup that was made.
    pub struct BackupView {
        pub id: Uuid,
        pub made_at: DateTime<Utc>,
        pub made_by: Option<crate::complaints::Person>,
        /// Where it was written.
        pub path: String,
        /// A file is there, as seen from this computer.
        pub here: bool,
        pub keep_until: NaiveDate,
        /// Its day is over, and nobody has said that it is destroyed.
        pub overdue: bool,
        pub destroyed_at: Option<DateTime<Utc>>,
    }
}
