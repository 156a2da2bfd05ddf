//! Complaints and requests: what a case is made of, and what may be done with it.

pub mod merge;
pub mod propose;
mod refusal;
mod words;
pub mod workflow;

pub use refusal::{Refusal, RefusalIncomplete, RefusalPart};
pub use words::*;
pub use workflow::{CaseAct, CaseFacts};
