//! A mailbox on a server, over IMAP (RFC 3501): read, and never changed but for what was sent from
//! here.
//!
//! async-imap carries commands and parses responses; what a response *means* is read here. Its
//! own `fetch` and `search` end at the tagged line without looking whether it said OK, and at
//! the end of the stream as if that line had come: a connection cut between two messages would
//! look like a mailbox that has no more of them.

mod connect;
mod filing;
mod name;
mod session;

pub use connect::connect;
pub use name::{decode as folder_name, encode as folder_wire_name};
pub use session::{Folder, Listed, Session};
