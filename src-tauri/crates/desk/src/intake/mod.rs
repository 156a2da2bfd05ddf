//! Mail comes in: files are read, every message gets its one disposition, and what was read is
//! kept byte for byte.

mod batches;
mod cases;
mod draft;
mod ingest;
mod messages;
mod pending;
mod run;
mod texts;
mod tokens;
mod types;

pub(crate) use batches::{BATCH, BATCH_BYTES, Batches};
/// What a page of a message is to be shown under.
pub use mail::POLICY as PAGE_POLICY;

pub(crate) use draft::{Head, Incoming, Place, Preparer, Trusted};
pub(crate) use messages::{View, address_line};
pub(crate) use run::BETWEEN;
pub(crate) use tokens::{message_tokens, tokens};
pub use types::*;
