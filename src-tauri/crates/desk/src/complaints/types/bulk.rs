//! One act on many cases, as it crosses the door.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::complaints::merge::Beware;
use domain::complaints::{Identity, Outcome, Status};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Arrangement, CaseName, Triage};
use crate::types::dto;

dto! {
    /// An act that is the same for one case as for many.
    #[serde(tag = "act", rename_all = "kebab-case")]
    pub enum Deed {
        Triage { triage: Triage },
        /// To somebody, or to nobody.
        Assign { person: Option<Uuid> },
        Note {
            text: String,
            /// Officers who are to see it.
            #[serde(default)]
            #[cfg_attr(feature = "ts", ts(optional, as = "Option<Vec<Uuid>>"))]
            mentions: Vec<Uuid>,
        },
        /// `awaiting-identity` or `awaiting-requester`.
        Await { what: Status },
        Resume,
        /// Until a day, or no more.
        Snooze { until: Option<NaiveDate> },
        NotOurs { reason: String },
        Close,
        Reopen { reason: String },
        Hold { reason: String },
        Release,
        /// Records that each requester was told that what they ask has arrived.
        Acknowledge {
            #[serde(default)]
            text: String,
            /// Absent: now.
            #[serde(default)]
            sent_at: Option<DateTime<Utc>>,
        },
        /// Records that the same was answered to each, and what came of all that is open.
        Answer {
            text: String,
            outcome: Outcome,
            #[serde(default)]
            reason: String,
            /// Absent: now.
            #[serde(default)]
            sent_at: Option<DateTime<Utc>>,
        },
        /// Refuses all that is open, on one ground.
        Refuse {
            /// `pack/ground`.
            ground: String,
            reason: String,
            /// Where the person can complain; empty: what the law of each case has us name.
            #[serde(default)]
            route: String,
            /// What was sent, if it is to be kept.
            #[serde(default)]
            text: String,
        },
        /// Links them to one case, or to one another.
        Link {
            #[serde(default)]
            to: Option<Uuid>,
        },
        /// Merges them into the one of the lowest number; of many only.
        Merge {
            /// Whoever merges knows that the requesters may be several people.
            #[serde(default)]
            other_person: bool,
        },
    }
}

dto! {
    /// Cases to which one act is to be done.
    #[derive(Default)]
    pub struct Marked {
        #[serde(default)]
        pub cases: Vec<Uuid>,
        /// All that this lists, too.
        #[serde(default)]
        pub all: Option<Arrangement>,
        /// But for these.
        #[serde(default)]
        pub except: Vec<Uuid>,
        /// And for what has a higher number: it came after the preview.
        #[serde(default)]
        pub up_to: Option<u32>,
    }
}

dto! {
    /// Cases that an act is not open to, for one reason.
    #[derive(PartialEq, Eq)]
    pub struct Refused {
        /// An error's code and parameters.
        pub code: String,
        pub params: BTreeMap<String, String>,
        pub count: u32,
        /// The numbers of the first of them.
        pub numbers: Vec<u32>,
    }
}

dto! {
    /// What an act would do to the marked cases.
    pub struct BulkPreview {
        pub total: u32,
        pub possible: u32,
        pub refused: Vec<Refused>,
        /// It can be taken back at once.
        pub undoable: bool,
        /// The highest number of those that were looked at.
        pub up_to: u32,
        /// What comes of them where they are merged.
        pub merged: Option<MergedPreview>,
    }
}

dto! {
    /// The case that comes of merging many.
    pub struct MergedPreview {
        pub into: CaseName,
        pub messages: u32,
        pub asks: u32,
        pub status: Status,
        pub identity: Identity,
        /// Its next limit.
        pub due_at: Option<DateTime<Utc>>,
        /// Some of them may be other people's.
        pub confirm: bool,
        pub says: Vec<Beware>,
    }
}

dto! {
    /// What an act did to the marked cases.
    pub struct BulkDone {
        /// Pass it to `bulk_undo`.
        pub id: Uuid,
        pub done: u32,
        /// Those that are as they were.
        pub refused: Vec<Refused>,
        /// It was ended before its time; what was done stays done.
        pub stopped: bool,
        pub undoable: bool,
    }
}
