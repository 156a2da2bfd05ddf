//! The people of an office: what each is, and where each stands.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a person is; one may be several things.
    Role {
        /// Works on complaints and requests.
        Officer = "officer",
        /// Completes assessments for departments.
        Manager = "manager",
        /// Logs training, reports incidents.
        Staff = "staff",
        /// Reads everything but the personal text, and proves the log.
        Auditor = "auditor",
        /// Sets up the database, people and backups.
        Administrator = "administrator",
    }
}

vocabulary! {
    /// Where a person stands in a team.
    Standing {
        /// Was given a code.
        Invited = "invited",
        /// Has made keys; nobody has confirmed them yet.
        Joined = "joined",
        /// At work.
        Active = "active",
        /// Gone: no login, no keys.
        Left = "left",
    }
}
