//! The workspace: where it lies, how it is made, opened, backed up and restored.

mod backup;
mod create;
mod demo;
mod open;
mod place;
mod settings;
mod types;

pub use backup::restore;
pub use create::Creation;
pub use demo::DEMO_PASSPHRASE;
pub use open::Recovery;
pub(crate) use open::person;
pub use place::Place;
pub(crate) use place::{io_error, show};
pub use settings::strength;
pub use types::*;
pub use vault::KdfParams;

/// The office's own address: mail from it is not a complaint.
pub const OWN_ADDRESS: &str = "service@minglives.com";
/// What the company is called: a sender of that name from elsewhere is told.
pub(crate) const OWN_NAMES: [&str; 2] = ["Ming Live", "MingLive"];
