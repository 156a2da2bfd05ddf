//! What crosses the door of the audit desk.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::complaints::Person;
use crate::types::dto;

dto! {
    /// Which entries to show. Absent fields do not narrow.
    #[derive(Default)]
    pub struct AuditFilter {
        /// An act's word, or its beginning (`case.`).
        #[serde(default)]
        pub act: Option<String>,
        #[serde(default)]
        pub person: Option<Uuid>,
        #[serde(default)]
        pub case: Option<Uuid>,
        #[serde(default)]
        pub from: Option<NaiveDate>,
        #[serde(default)]
        pub to: Option<NaiveDate>,
        /// Continue below this sequence number.
        #[serde(default)]
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub before: Option<i64>,
        #[serde(default = "AuditFilter::page")]
        pub limit: u32,
    }
}

impl AuditFilter {
    /// The entries of a page where the caller names no number.
    pub const fn page() -> u32 {
        100
    }
}

dto! {
    /// One act.
    pub struct AuditEntry {
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub seq: i64,
        pub at: DateTime<Utc>,
        pub person: Option<Person>,
        pub login: String,
        pub act: String,
        pub object_kind: String,
        pub object: Uuid,
        pub case: Option<Uuid>,
        pub case_number: Option<u32>,
        pub detail: BTreeMap<String, String>,
        /// The detail is what was logged.
        pub sound: bool,
        /// Its detail went with an erased case.
        pub erased: bool,
        /// Hex of the leaf's hash.
        pub leaf: String,
    }
}

dto! {
    /// A page of the log, newest first.
    pub struct AuditPage {
        pub entries: Vec<AuditEntry>,
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub next: Option<i64>,
    }
}

dto! {
    /// What verification found.
    pub struct AuditVerdict {
        pub sound: bool,
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub entries: i64,
        /// Hex of the tree's root.
        pub root: String,
        /// The first entry that does not fit, if one does not.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        pub first_bad: Option<i64>,
        /// A word that the locales translate.
        pub problem: Option<String>,
        pub checked_at: DateTime<Utc>,
    }
}
