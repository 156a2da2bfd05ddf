//! The IMAP server and the proxy, seen by the client that the program uses.

// A test says no by panicking, in its own functions too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod client;
mod dovecot;
mod proxy;
