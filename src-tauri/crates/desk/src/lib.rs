//! The use cases: the one door to the data, and the types that cross it.
//!
//! A signed-in [`Desk`] is the only way in. Every use case is a method on it and works in one
//! transaction; every act leaves its audit entry in that transaction, appended last. Not acts,
//! and so without an entry, are reading lists and counts and what is technical or a person's own:
//! which cases are read, drafts being typed, where the window stood.

pub mod answers;
pub mod audit;
pub mod calendars;
pub mod complaints;
mod door;
mod error;
mod fields;
pub mod intake;
pub mod letters;
pub mod mailbox;
pub mod package;
mod packs;
pub mod people;
pub mod retention;
pub mod scan;
pub mod team;
mod types;
pub mod workspace;

pub use door::{Desk, Now, system_clock};
pub use error::{Error, Result};
pub use vault::keep_private;
