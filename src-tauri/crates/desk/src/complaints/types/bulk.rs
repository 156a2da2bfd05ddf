//! One act on many cases, as it crosses the door.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::complaints::Status;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Arrangement, Triage};
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
