//! Mailboxes on a server: set up, read, and accounted for UID by UID.

mod account;
mod fetch;
mod folder;
mod ledger;
mod providers;
mod setup;
mod sync;
mod test;
mod types;
mod watch;

pub use providers::providers;
pub use sync::News;
pub use types::*;

pub(crate) use account::Mailbox;
pub(crate) use sync::Syncs;
