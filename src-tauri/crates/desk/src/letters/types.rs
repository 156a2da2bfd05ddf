//! What crosses the door about letters.

use chrono::{DateTime, Utc};
use domain::data::Language;
use domain::letters::LetterKind;
use serde::{Deserialize, Serialize};

use crate::answers::Decisions;
use crate::complaints::Person;
use crate::types::{dto, dto_out};

dto_out! {
    /// A letter in one language, as it is worded in one version.
    pub struct LetterView {
        pub kind: LetterKind,
        pub language: Language,
        /// 0: the program's own.
        pub version: i32,
        pub subject: String,
        pub text: String,
        pub saved_by: Option<Person>,
        pub saved_at: Option<DateTime<Utc>>,
    }
}

dto! {
    /// A letter, worded anew over the version that was read.
    pub struct SaveLetter {
        pub kind: LetterKind,
        pub language: Language,
        pub version: i32,
        pub subject: String,
        pub text: String,
    }
}

dto_out! {
    /// A letter, filled in from a case.
    pub struct FilledLetter {
        pub subject: String,
        pub text: String,
        /// The fields that nothing is known for; they stand marked in the text.
        pub unfilled: Vec<String>,
        /// What it tells that came of the case, as far as there is no question of what that is.
        pub decides: Decisions,
    }
}
