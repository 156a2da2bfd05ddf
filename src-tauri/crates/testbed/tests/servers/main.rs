//! The servers and the proxy, seen by clients: for IMAP the one that the program uses.

// A test says no by panicking, in its own functions too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod client;
mod dovecot;
mod exim;
mod odd_smtp;
mod proxy;
mod smtp;
