//! The list, as it crosses the door.

use chrono::{DateTime, NaiveDate, Utc};
use domain::clock::WaitsFor;
use domain::complaints::{AskKind, Channel, Disposition, Identity, Priority, SortBy, Status};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::types::dto;

dto! {
    /// A view of the list. Each has a count in [`Counts`].
    #[derive(Copy, PartialEq, Eq, Hash)]
    #[serde(rename_all = "kebab-case")]
    pub enum View {
        NeedsMe,
        New,
        AllOpen,
        Overdue,
        DueSoon,
        Awaiting,
        Answered,
        Automated,
        Quarantined,
        /// Every case.
        All,
    }
}

dto! {
    /// How many a view holds: exact to 999, then `more` is set and the count is 999.
    #[derive(Copy, PartialEq, Eq)]
    pub struct Count {
        pub view: View,
        pub count: u32,
        pub more: bool,
    }
}

dto! {
    /// Which group of the list a row stands under.
    #[derive(Copy, PartialEq, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Group { Overdue, DueSoon, Later, NoClock, Done }
}

dto! {
    /// How the clock of a row is shown.
    #[derive(Copy, PartialEq)]
    #[serde(tag = "state", rename_all = "kebab-case")]
    pub enum RowClock {
        /// It has no clock (history, automated, answered).
        None,
        /// It has no date yet.
        NotStarted { waits_for: WaitsFor },
        /// Days left, and the share of the time that has run (0 to 1).
        Running { days_left: i32, share_run: f32 },
        /// As running, and due within 7 days.
        Soon { days_left: i32, share_run: f32 },
        /// Past its limit by so many days (0 = since today).
        Overdue { days: i32 },
        /// Stopped while somebody else must act.
        Paused { days_left: i32, share_run: f32 },
    }
}

dto! {
    /// A row of the list: a case, or (in the automated view) a message without one.
    pub struct CaseRow {
        /// The case's id, or the message's where `number` is absent.
        pub id: Uuid,
        pub number: Option<u32>,
        /// How often the case was changed: who has it open sees by it that somebody else did.
        pub version: Option<i32>,
        /// The requester's name, else their address.
        pub name: String,
        pub subject: String,
        /// Byte ranges of the search hits in `name` and `subject`; empty without a search.
        pub name_hits: Vec<(u32, u32)>,
        pub subject_hits: Vec<(u32, u32)>,
        pub status: Option<Status>,
        pub kinds: Vec<AskKind>,
        /// Set while the kinds are proposed and nobody has confirmed them.
        pub proposed: bool,
        pub priority: Priority,
        pub identity: Identity,
        pub disposition: Option<Disposition>,
        /// Of an automated message: its kind, a word.
        pub reason: Option<String>,
        pub assignee: Option<Person>,
        pub department: Option<String>,
        /// A pack's id.
        pub regime: Option<String>,
        pub channel: Option<Channel>,
        pub attachments: u32,
        pub messages: u32,
        pub minor: bool,
        pub unread: bool,
        /// A legal hold is on it.
        pub held: bool,
        /// What it said of people was erased.
        pub erased: bool,
        pub clock: RowClock,
        pub group: Group,
        pub received_at: DateTime<Utc>,
        pub due_at: Option<DateTime<Utc>>,
        /// Until when the requester must be told that it has arrived, while nobody has.
        pub acknowledge_by: Option<DateTime<Utc>>,
        /// The nearest day of the tasks that departments have still to answer.
        pub task_due: Option<NaiveDate>,
        /// `zh` or `en`: the language of the subject, where it is known.
        pub language: Option<String>,
    }
}

dto! {
    /// A page of the list. Pass `next` to get the following one.
    pub struct CasePage {
        pub rows: Vec<CaseRow>,
        pub next: Option<String>,
        /// How many the whole view holds (exact to 999).
        pub total: Total,
        /// For a search: candidates looked at, of how many.
        pub looked_at: Option<(u32, u32)>,
    }
}

dto! {
    /// A count that is exact to 999.
    #[derive(Copy, PartialEq, Eq)]
    pub struct Total { pub count: u32, pub more: bool }
}

dto! {
    /// What to list: a view, narrowed by a query in the search language.
    pub struct ListQuery {
        pub view: View,
        #[serde(default)]
        pub query: String,
        /// The order; without one the view's own, and the newest first for a search.
        #[serde(default)]
        pub sort: Option<SortBy>,
        /// The other way round.
        #[serde(default)]
        pub reverse: bool,
        #[serde(default)]
        pub after: Option<String>,
        #[serde(default = "ListQuery::page")]
        pub limit: u32,
    }
}

impl Default for ListQuery {
    fn default() -> Self {
        Self {
            view: View::AllOpen,
            query: String::new(),
            sort: None,
            reverse: false,
            after: None,
            limit: Self::page(),
        }
    }
}

impl ListQuery {
    /// The rows of a page where the caller names no number.
    pub const fn page() -> u32 {
        60
    }
}

dto! {
    /// A person of the office, as named beside what they did.
    pub struct Person {
        pub id: Uuid,
        pub name: String,
        /// Two letters, or one character, for the face.
        pub initials: String,
    }
}

impl Person {
    /// The one of these people with an id; without a name where there is none.
    pub(crate) fn among(people: &[Self], id: Uuid) -> Self {
        let known = people.iter().find(|person| person.id == id);
        known.cloned().unwrap_or(Self {
            id,
            name: String::new(),
            initials: String::new(),
        })
    }
}
