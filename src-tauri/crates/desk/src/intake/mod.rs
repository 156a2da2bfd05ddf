//! Mail comes in: files are read, every message gets its one disposition, and what was read is
//! kept byte for byte.

mod batches;
mod draft;
mod ingest;
mod messages;
mod run;
mod types;

pub(crate) use batches::{BATCH, BATCH_BYTES, Batches};
pub(crate) use draft::{Head, Incoming, Place, Preparer, Trusted, message_tokens, tokens};
pub(crate) use messages::{View, address_line};
pub use types::*;
