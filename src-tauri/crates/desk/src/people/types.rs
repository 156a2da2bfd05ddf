//! What crosses the door about the people of the office.

use chrono::{DateTime, Utc};
use domain::people::{Role, Standing};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::types::{dto, dto_out};

dto! {
    /// A role, of one department or of all.
    #[derive(PartialEq, Eq)]
    pub struct RoleView {
        pub role: Role,
        /// None: of all.
        pub department: Option<String>,
    }
}

dto_out! {
    /// A person of the office, as the office keeps them.
    pub struct Member {
        pub id: Uuid,
        pub name: String,
        pub initials: String,
        pub email: String,
        pub login: String,
        pub standing: Standing,
        pub roles: Vec<RoleView>,
        /// The departments that they are a manager of, with what lies under those that are named.
        pub manages: Vec<String>,
        /// Of their public key; none before they have joined.
        pub fingerprint: Option<String>,
        /// Until when their code is good.
        pub invited_until: Option<DateTime<Utc>>,
        /// When they undertook to keep confidential what they learn.
        pub undertaken_at: Option<DateTime<Utc>>,
        pub since: DateTime<Utc>,
    }
}

dto! {
    /// Who is to be invited.
    pub struct Invitee {
        pub name: String,
        #[serde(default)]
        pub email: String,
        pub roles: Vec<RoleView>,
        /// The end of their login's name; none: taken from the e-mail address or the name.
        #[serde(default)]
        pub login: Option<String>,
    }
}

dto_out! {
    /// What the invited person needs, and nobody else may see.
    pub struct Invited {
        pub person: Uuid,
        pub login: String,
        /// The team's address for this login.
        pub url: String,
        pub code: String,
        pub expires_at: DateTime<Utc>,
    }
}
