//! Merging, splitting, and cases that may be the same, as they cross the door.

use chrono::{DateTime, Utc};
use domain::complaints::merge::Beware;
use domain::complaints::{AskKind, Channel, Identity, Status};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::types::dto;

dto! {
    /// Into which case another is merged.
    #[derive(Copy)]
    pub struct MergeInput {
        pub into: Uuid,
        /// Whoever merges knows that the requesters may be two people.
        #[serde(default)]
        pub other_person: bool,
    }
}

dto! {
    /// What is taken out of a case.
    pub struct SplitInput {
        #[serde(default)]
        pub messages: Vec<Uuid>,
        /// Empty: those that came with the messages.
        #[serde(default)]
        pub asks: Vec<Uuid>,
    }
}

dto! {
    /// A case as a preview names it.
    pub struct CaseName {
        pub case: Uuid,
        pub number: u32,
        pub name: String,
        pub subject: String,
    }
}

dto! {
    /// An ask that goes to another case, with its limit there.
    pub struct MovedAsk {
        pub ask: Uuid,
        pub kind: Option<AskKind>,
        pub received_at: DateTime<Utc>,
        pub due_at: Option<DateTime<Utc>>,
    }
}

dto! {
    /// What a merge would do.
    pub struct MergeView {
        pub from: CaseName,
        pub into: CaseName,
        /// How many messages move.
        pub messages: u32,
        /// The asks that move.
        pub asks: Vec<MovedAsk>,
        /// Of the merged case.
        pub status: Status,
        pub identity_from: Identity,
        pub identity_into: Identity,
        /// Of the merged case.
        pub identity: Identity,
        /// The next limit of the merged case.
        pub due_at: Option<DateTime<Utc>>,
        /// The requesters may be two people: it has to be confirmed.
        pub confirm: bool,
        /// What to beware of; words that the locales translate.
        pub says: Vec<Beware>,
    }
}

dto! {
    /// What a split would do.
    pub struct SplitView {
        pub from: CaseName,
        /// Who the new case is of, and what about.
        pub name: String,
        pub subject: String,
        /// How many messages move.
        pub messages: u32,
        /// What the new case asks: what moves, or what the rules propose.
        pub asks: Vec<MovedAsk>,
        /// What its clocks count from.
        pub received_at: DateTime<Utc>,
        pub identity: Identity,
        pub due_at: Option<DateTime<Utc>>,
        pub rest_messages: u32,
        pub rest_asks: u32,
        pub rest_due_at: Option<DateTime<Utc>>,
        /// What to beware of; words that the locales translate.
        pub says: Vec<Beware>,
    }
}

dto! {
    /// A case that was merged into the one that is open.
    pub struct MergedView {
        pub case: Uuid,
        pub number: u32,
        pub channel: Channel,
        pub received_at: DateTime<Utc>,
        /// What was said, where no message opened it.
        pub text: Option<String>,
    }
}

dto! {
    /// An open case that may be the same as the one that is open.
    pub struct AlikeView {
        pub case: Uuid,
        pub number: u32,
        pub name: String,
        pub subject: String,
        pub status: Status,
        /// Why: `same-address`, `same-text`, `conversation`.
        pub because: Vec<String>,
    }
}
