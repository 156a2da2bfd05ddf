//! The schema and its two engines, SQLite in SQLCipher and PostgreSQL; the audit log.
//!
//! All SQL of the program is here. A statement is one text for both engines wherever they
//! agree; what differs stands side by side. What comes in is sealed already: this crate
//! knows no key but the one that opens the SQLite file.

pub mod acts;
pub mod approvals;
pub mod audit;
pub mod complaints;
mod engine;
mod error;
pub mod lease;
pub mod letters;
pub mod mail;
pub mod mailbox;
pub mod outbox;
pub mod package;
pub mod presence;
pub mod register;
pub mod replies;
pub mod retention;
mod rows;
pub mod search;
pub mod seen;
mod sql;
pub mod team;
mod word;
pub mod workspace;

pub use engine::news::{Listener, News};
pub use engine::{SCHEMA, Store, Tx, backup};
pub use error::Error;
pub use word::Word;

/// What this crate's functions give.
pub type Result<T> = std::result::Result<T, Error>;

/// Runs one body on the connection of whichever engine the transaction is on.
macro_rules! on {
    ($tx:expr, $conn:ident => $body:expr) => {
        match $tx {
            $crate::Tx::Lite(tx) => {
                let $conn = &mut **tx;
                $body
            }
            $crate::Tx::Pg(tx) => {
                let $conn = &mut **tx;
                $body
            }
        }
    };
}
pub(crate) use on;
pub(crate) use rows::insert;
