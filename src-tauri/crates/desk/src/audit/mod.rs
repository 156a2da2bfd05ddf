//! The audit desk: who did what, verified, and taken out.

mod export;
mod kept;
mod log;
mod proof;
mod types;
mod verify;

pub(crate) use log::which;
pub use types::*;
