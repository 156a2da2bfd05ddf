//! The workspace: where it lies, how it is made, opened, backed up and restored.

mod backup;
mod create;
mod demo;
mod departments;
mod open;
mod place;
mod settings;
mod types;
mod undertaking;

pub(crate) use backup::backup_id;
pub use backup::{Restored, restore};
pub use create::Creation;
pub(crate) use create::{FIRST_ROLES, check_free, clear_partials, groups, partial_of};
pub use demo::DEMO_PASSPHRASE;
pub use departments::DepartmentView;
pub use open::Recovery;
pub(crate) use open::{initials, person};
pub use place::{Migrator, Place};
pub(crate) use place::{io_error, key_error, make_folder, show};
pub use settings::strength;
pub use types::*;
pub(crate) use undertaking::undertaken;
pub use undertaking::{UNDERTAKING_EDITION, undertaking_in};
pub use vault::KdfParams;

/// The office's own address: mail from it is not a complaint.
pub const OWN_ADDRESS: &str = "service@minglives.com";
/// What the company is called: a sender of that name from elsewhere is told.
pub(crate) const OWN_NAMES: [&str; 2] = ["Ming Live", "MingLive"];
