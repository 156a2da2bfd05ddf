//! Views that people keep, as they cross the door.

use domain::complaints::{Column, SortBy};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Total, View};
use crate::types::dto;

dto! {
    /// What is listed in a kept view, and how.
    #[derive(PartialEq, Eq)]
    pub struct Arrangement {
        /// Where it looks.
        pub view: View,
        /// A query in the search language.
        #[serde(default)]
        pub query: String,
        /// The order; without one the view's own, and the newest first for a search.
        #[serde(default)]
        pub sort: Option<SortBy>,
        /// The other way round.
        #[serde(default)]
        pub reverse: bool,
        /// Rows stand under what they are sorted by.
        #[serde(default)]
        pub grouped: bool,
        /// What a row says beside name and subject.
        #[serde(default)]
        pub columns: Vec<Column>,
    }
}

dto! {
    /// A view to keep: a new one, or a change of the one with this id and version.
    pub struct SaveView {
        #[serde(default)]
        pub id: Option<Uuid>,
        #[serde(default)]
        pub version: Option<i32>,
        pub name: String,
        /// Every officer has it.
        #[serde(default)]
        pub shared: bool,
        pub shows: Arrangement,
    }
}

dto! {
    /// A kept view.
    pub struct SavedView {
        pub id: Uuid,
        pub version: i32,
        pub name: String,
        pub shared: bool,
        /// Who asks has made it.
        pub mine: bool,
        pub shows: Arrangement,
        /// How many cases it has; none where text has to be opened to know.
        pub total: Option<Total>,
    }
}
