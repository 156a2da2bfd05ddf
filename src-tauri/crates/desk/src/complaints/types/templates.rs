//! Templates for notes, as they cross the door.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::types::dto;

dto! {
    /// A template to keep: a new one, or a change of the one with this id and version.
    pub struct SaveNoteTemplate {
        #[serde(default)]
        pub id: Option<Uuid>,
        #[serde(default)]
        pub version: Option<i32>,
        pub name: String,
        pub text: String,
    }
}

dto! {
    /// A text that every officer can begin a note with.
    pub struct NoteTemplate {
        pub id: Uuid,
        pub version: i32,
        pub name: String,
        pub text: String,
    }
}
