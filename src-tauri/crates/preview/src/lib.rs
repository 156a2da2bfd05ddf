//! Pictures and pages of strangers' files, drawn in a process that can do nothing else.
//!
//! Decoders are where files attack. So a file is never decoded where the keys are: the program
//! starts itself anew with [`ASK`], gives the file on stdin, and takes a PNG from stdout that the
//! child wrote itself ([`draw`]). The child ([`child`]) gives up beforehand what it could do harm
//! with: it can open no file and no connection, has little memory and little time, and knows
//! nothing, its environment included. All that is drawn is decoded by Rust without unsafe code
//! of its own.

mod child;
mod drawing;
mod parent;

pub use child::child;
pub use parent::{Drawn, draw};

/// The program's argument that makes it the child; behind it the page, counted from 0.
pub const ASK: &str = "draw-a-strangers-file";
/// The longest file that is drawn, in bytes: as long as a message may be.
pub const LONGEST: usize = 64 << 20;

/// Why a file was not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no picture and no PDF.
    #[error("neither a picture nor a PDF")]
    Unknown,
    /// Its bytes are not what they begin as, it is locked, or it has no such page.
    #[error("damaged, locked, or without that page")]
    Broken,
    /// It took more memory or time than a file may have.
    #[error("more memory or time than a file may have")]
    Limit,
}
