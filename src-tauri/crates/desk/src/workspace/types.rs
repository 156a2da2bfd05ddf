//! What crosses the door about the workspace itself.

use chrono::{DateTime, Utc};
use domain::data::Language;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::complaints::Person;
use crate::people::RoleView;
use crate::types::dto;

dto! {
    /// What a new workspace is called and begins with.
    pub struct NewWorkspace {
        pub name: String,
        /// The officer who makes it.
        pub person: String,
        /// IANA name.
        #[serde(default = "NewWorkspace::shanghai")]
        pub time_zone: String,
        /// Id of the regime pack for new cases.
        #[serde(default = "NewWorkspace::gbt35273")]
        pub regime: String,
        /// In which its departments are named at first.
        #[serde(default = "NewWorkspace::english")]
        pub language: Language,
        /// The officer signs the undertaking of confidentiality; a team's first one has to.
        #[serde(default)]
        pub undertake: bool,
    }
}

impl Default for NewWorkspace {
    fn default() -> Self {
        Self {
            name: String::new(),
            person: String::new(),
            time_zone: Self::shanghai(),
            regime: Self::gbt35273(),
            language: Self::english(),
            undertake: false,
        }
    }
}

impl NewWorkspace {
    fn shanghai() -> String {
        "Asia/Shanghai".to_owned()
    }
    fn english() -> Language {
        Language::English
    }
    fn gbt35273() -> String {
        "gbt35273".to_owned()
    }
}

dto! {
    /// Who is at work on what.
    pub struct Session {
        pub workspace: Uuid,
        pub name: String,
        pub path: String,
        pub person: Person,
        pub settings: Settings,
        /// A demonstration, not the office's own.
        pub demo: bool,
        /// Several people work here, each with what their roles reach; else one with all of it.
        pub team: bool,
        pub roles: Vec<RoleView>,
    }
}

dto! {
    /// Settings of the workspace; all plain.
    pub struct Settings {
        pub time_zone: String,
        pub regime: String,
        pub calendar: String,
        /// Lock when nobody has touched the window for so many minutes; 0: never.
        pub lock_after_minutes: u32,
        /// A second person approves what refuses.
        #[serde(default)]
        pub approve_refusals: bool,
        /// A second person approves what gives personal data out.
        #[serde(default)]
        pub approve_disclosures: bool,
    }
}

dto! {
    /// Settings that are to be others; the rest stays as it is, whoever changed it meanwhile.
    #[derive(Default, PartialEq, Eq)]
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(optional_fields))]
    pub struct SettingsChange {
        pub time_zone: Option<String>,
        pub regime: Option<String>,
        pub calendar: Option<String>,
        pub lock_after_minutes: Option<u32>,
        pub approve_refusals: Option<bool>,
        pub approve_disclosures: Option<bool>,
    }
}

dto! {
    /// What `workspace info` tells.
    pub struct WorkspaceInfo {
        pub id: Uuid,
        pub name: String,
        pub path: String,
        /// `sqlite` or `postgresql`.
        pub engine: String,
        pub schema: i32,
        pub created_at: DateTime<Utc>,
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub size: u64,
        /// This and the next: 0 where this person may not count them.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub cases: i64,
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub messages: i64,
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub audit_entries: i64,
        /// Fingerprint of the person's public key.
        pub fingerprint: String,
        pub last_backup_at: Option<DateTime<Utc>>,
        /// Where the virus scanner listens, where there is one.
        #[serde(default)]
        pub scanner: Option<crate::scan::Scanner>,
    }
}

dto! {
    /// How good a passphrase is.
    pub struct Strength {
        pub bits: f64,
        pub enough: bool,
        /// Words that the locales translate.
        pub advice: Vec<String>,
    }
}

dto! {
    /// A workspace that was open on this computer before.
    pub struct Recent {
        pub name: String,
        pub path: String,
        pub opened_at: DateTime<Utc>,
        /// Its folder can't be found now.
        pub missing: bool,
    }
}

dto! {
    /// A recovery code as shown: eight groups of four characters.
    pub struct RecoveryGroups { pub groups: Vec<String> }
}
