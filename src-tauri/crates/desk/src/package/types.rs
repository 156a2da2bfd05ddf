//! What crosses the door about packages.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::complaints::Person;
use crate::types::{dto, dto_out};

dto! {
    /// Files that are to be given to somebody, as one archive.
    pub struct PackageInput {
        /// Paths of files on this computer.
        pub files: Vec<String>,
        /// Files that came with messages of the case.
        #[serde(default)]
        pub attached: Vec<AttachedFile>,
        pub protect: Protect,
        /// The last day on which it is to be fetched.
        pub expires_on: NaiveDate,
        pub to: PackageTo,
    }
}

dto! {
    /// A file that came with a message.
    #[derive(Copy, PartialEq, Eq)]
    pub struct AttachedFile {
        pub message: Uuid,
        /// Its number within the message.
        pub part: u32,
    }
}

dto! {
    /// What opens an archive.
    #[serde(rename_all = "kebab-case")]
    pub enum Protect {
        /// What the office and the person have agreed on.
        Passphrase(String),
        /// One that the program makes, and tells once.
        Made,
    }
}

dto! {
    /// Where an archive goes.
    #[serde(rename_all = "kebab-case")]
    pub enum PackageTo {
        /// A file that is not there yet.
        Path(String),
        /// It goes with this draft.
        Draft(Uuid),
    }
}

dto! {
    /// A file in an archive.
    #[derive(PartialEq, Eq)]
    pub struct PackedFile {
        /// Its name in the archive.
        pub name: String,
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub size: u64,
        /// In hexadecimal digits.
        pub sha256: String,
    }
}

dto_out! {
    /// The record of what was given.
    pub struct PackageView {
        pub id: Uuid,
        pub at: DateTime<Utc>,
        pub by: Person,
        /// The last day on which it is to be fetched.
        pub expires_on: NaiveDate,
        pub files: Vec<PackedFile>,
        /// Of the archive.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        pub size: u64,
        pub sha256: String,
    }
}

dto_out! {
    /// An archive that was made.
    pub struct Packed {
        pub package: PackageView,
        /// The passphrase that the program made: it is kept nowhere, and told here alone.
        pub passphrase: Option<String>,
    }
}
