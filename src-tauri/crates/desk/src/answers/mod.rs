//! Answers: what is written to people, what stops it, and its way to them.
//!
//! An answer is written as a draft, which is kept as it grows. Sending it is an act on its case: the
//! message, with its Message-ID and all of its bytes, what it decides, and its place in the outbox
//! come in one transaction. From the outbox it goes to a server; what is known of that is written
//! down before and after, so that nothing is sent twice, and nothing is lost, wherever the program
//! ends.

mod again;
mod approval;
mod automatic;
mod begin;
mod check;
mod drafts;
mod extension;
mod identity;
mod outbox;
mod reply;
mod sending;
mod types;

pub(crate) use drafts::{LARGEST, drafts_of, too_large};
pub(crate) use identity::CodeKept;
pub(crate) use outbox::{Returned, returned};
pub(crate) use reply::Outgoing;
pub use types::*;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is sealed of a message in the outbox.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Envelope {
    /// None for what no bounce is to answer (RFC 3834, 3).
    pub from: Option<String>,
    pub to: Vec<String>,
    /// Without angle brackets.
    pub message_id: String,
    #[serde(default)]
    pub failure: Option<SendingFailure>,
    /// Those whom it did not reach, as reports of it say.
    #[serde(default)]
    pub missed: Vec<String>,
    /// The second person who approved it.
    #[serde(default)]
    pub approved_by: Option<Uuid>,
    /// The message that did not arrive, in whose place this one goes.
    #[serde(default)]
    pub again: Option<Uuid>,
}
