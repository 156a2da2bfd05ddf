//! Tasks of departments, as they cross the door.

use chrono::{DateTime, NaiveDate, Utc};
use domain::complaints::TaskState;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Person;
use crate::types::dto;

dto! {
    /// What a department is to do.
    pub struct TaskInput {
        pub department: String,
        /// By the end of this day; not one that is over.
        pub due_on: NaiveDate,
        pub text: String,
        /// What of the case the department may see for it; nothing else.
        #[serde(default)]
        pub excerpt: String,
    }
}

dto! {
    /// A task of a department.
    pub struct TaskView {
        pub id: Uuid,
        pub department: String,
        pub due_on: NaiveDate,
        pub state: TaskState,
        /// Open, and past its day.
        pub overdue: bool,
        pub text: String,
        pub excerpt: String,
        /// What was answered, or why it was withdrawn.
        pub outcome: String,
        pub given_at: DateTime<Utc>,
        pub given_by: Person,
        pub ended_at: Option<DateTime<Utc>>,
        pub ended_by: Option<Person>,
    }
}
