//! Acts and what they take, as they cross the door.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::complaints::{
    AskKind, Channel, Identity, IdentityMethod, Outcome, PartyRole, Priority, Status,
};
use domain::data::Text;
use domain::regime::{ClockKind, Period, StartEvent};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Person;
use crate::types::{dto, dto_out};
use crate::workspace::DepartmentView;

dto! {
    /// What can be taken back.
    pub struct UndoView {
        /// Pass it to `undo`.
        pub id: Uuid,
        /// The act, a word.
        pub act: String,
    }
}

dto! {
    /// The answer to an act: the case as it is now, and the way back.
    pub struct Done {
        pub case: Uuid,
        pub number: u32,
        pub version: i32,
        pub status: Status,
        pub act: String,
        pub undo: Option<Uuid>,
    }
}

dto! {
    /// Which case, at which version, and the key that makes a repeat harmless.
    #[derive(Copy)]
    pub struct On {
        pub case: Uuid,
        /// Absent: whatever version it has (the command line).
        #[serde(default)]
        pub version: Option<i32>,
        /// Absent: made here.
        #[serde(default)]
        pub key: Option<Uuid>,
    }
}

dto! {
    /// A case that did not come by mail.
    pub struct NewCase {
        pub channel: Channel,
        /// Absent: now.
        #[serde(default)]
        pub received_at: Option<DateTime<Utc>>,
        pub subject: String,
        #[serde(default)]
        pub text: String,
        /// Empty: proposed from the text.
        #[serde(default)]
        pub kinds: Vec<AskKind>,
        #[serde(default)]
        pub name: String,
        #[serde(default)]
        pub address: String,
        #[serde(default)]
        pub detail: String,
    }
}

dto! {
    /// What an officer makes of a case. Absent fields stay as they are.
    #[derive(Default)]
    pub struct Triage {
        /// The kinds of the asks, in order; kinds that stay keep their ask.
        #[serde(default)]
        pub kinds: Option<Vec<AskKind>>,
        #[serde(default)]
        pub priority: Option<Priority>,
        /// Empty string: none.
        #[serde(default)]
        pub department: Option<String>,
        #[serde(default)]
        pub tags: Option<Vec<String>>,
        /// Beside those that it has.
        #[serde(default)]
        pub add_tags: Option<Vec<String>>,
        #[serde(default)]
        pub regime: Option<String>,
        #[serde(default)]
        pub minor: Option<bool>,
        #[serde(default)]
        pub representative: Option<bool>,
        /// The officer's own date; `Some(None)` takes it away.
        #[serde(default, deserialize_with = "crate::types::present")]
        #[cfg_attr(feature = "ts", ts(optional, type = "string | null"))]
        pub due_on: Option<Option<NaiveDate>>,
        /// For a letter from an authority: the date that the letter sets.
        #[serde(default)]
        pub letter_due: Option<NaiveDate>,
        /// The time of day on that date, where the workspace is; absent: its end.
        #[serde(default)]
        pub letter_time: Option<NaiveTime>,
    }
}

dto! {
    /// That the requester was told that what they ask has arrived; with what they were told, as a
    /// text or as the mail itself, if that is to be kept.
    #[derive(Default)]
    pub struct AcknowledgeInput {
        /// Absent: the mail's date, else now.
        #[serde(default)]
        pub sent_at: Option<DateTime<Utc>>,
        #[serde(default)]
        pub text: String,
        /// Path of an .eml.
        #[serde(default)]
        pub eml: Option<String>,
    }
}

dto! {
    /// An identity as an officer established it.
    pub struct IdentityInput {
        pub state: Identity,
        /// Needed where the state is `verified`.
        #[serde(default)]
        pub method: Option<IdentityMethod>,
        #[serde(default)]
        pub note: String,
    }
}

dto! {
    /// What came out of one ask. A refusal has its own act.
    pub struct OutcomeInput {
        pub ask: Uuid,
        pub outcome: Outcome,
        #[serde(default)]
        pub reason: String,
        #[serde(default)]
        pub recipients_to_tell: Vec<RecipientTold>,
    }
}

dto! {
    /// An answer that was sent elsewhere: its text, or the mail as a file's path.
    pub struct AnswerInput {
        #[serde(default)]
        pub text: String,
        /// Path of an .eml.
        #[serde(default)]
        pub eml: Option<String>,
        #[serde(default)]
        pub sent_at: Option<DateTime<Utc>>,
        pub outcomes: Vec<OutcomeInput>,
    }
}

dto! {
    /// A refusal of one ask.
    pub struct RefusalInput {
        pub ask: Uuid,
        /// `pack/ground`.
        pub ground: String,
        pub reason: String,
        /// Where the person can complain.
        pub route: String,
        /// What was sent, if it is to be kept.
        #[serde(default)]
        pub text: String,
    }
}

dto! {
    /// A ground for refusing, as offered.
    pub struct GroundView {
        /// `pack/ground`.
        pub id: String,
        pub title: Text,
        pub clause: String,
        /// How the clause is cited.
        pub cite: Text,
        /// The asks that it is good for; empty: all.
        pub asks: Vec<AskKind>,
    }
}

dto_out! {
    /// The words that the complaints desk offers: regimes, grounds, departments, tags, people.
    pub struct Choices {
        pub regimes: Vec<RegimeView>,
        pub departments: Vec<DepartmentView>,
        pub tags: Vec<String>,
        pub people: Vec<Person>,
        /// The keys of the search language.
        pub search: Vec<SearchKey>,
    }
}

dto! {
    /// A key of the search language, and the words that it may be given.
    pub struct SearchKey {
        pub key: String,
        /// Some, where it takes more; none where it takes any word.
        pub values: Vec<String>,
    }
}

dto_out! {
    /// A regime pack, as offered.
    pub struct RegimeView {
        pub id: String,
        pub version: String,
        pub title: Text,
        /// The calendar by which it counts; absent: the workspace's own.
        pub calendar: Option<String>,
        /// What runs for which ask.
        pub clocks: Vec<ClockRuleView>,
        pub grounds: Vec<GroundView>,
        /// The complaint route that is filled in to begin with.
        pub route: Text,
    }
}

dto_out! {
    /// What a law has run for an ask.
    pub struct ClockRuleView {
        pub kind: ClockKind,
        pub asks: Vec<AskKind>,
        pub cite: Text,
        /// The law sets no number: the office asks it of itself.
        pub own_target: bool,
        /// Law from this day on.
        pub in_force: Option<NaiveDate>,
        pub start: StartEvent,
        /// None: an authority's letter sets it.
        pub limit: Option<Period>,
        /// By how many of the same unit it can be extended.
        pub extension: Option<u16>,
    }
}

dto! {
    /// A recipient of shared data that has to be told of a deletion.
    pub struct RecipientTold {
        pub name: String,
        pub told_on: Option<NaiveDate>,
    }
}

dto! {
    /// That a recipient, named as it is listed, was told of a deletion.
    pub struct ToldInput {
        pub ask: Uuid,
        pub name: String,
        pub told_on: NaiveDate,
    }
}

dto! {
    /// A party as entered; `id` is absent for a new one.
    pub struct PartyInput {
        #[serde(default)]
        pub id: Option<Uuid>,
        pub role: PartyRole,
        #[serde(default)]
        pub name: String,
        #[serde(default)]
        pub address: String,
        #[serde(default)]
        pub detail: String,
        #[serde(default)]
        pub minor: bool,
    }
}
