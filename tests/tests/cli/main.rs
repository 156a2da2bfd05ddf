//! `pdesk`, run as a person or a script runs it: one file for each group of its commands.
// A test says no by panicking, in its own functions too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod audit;
mod contract;
mod identity;
mod laws;
mod mailbox;
mod merge;
mod package;
mod retention;
mod scanner;
mod tasks;
mod team;
