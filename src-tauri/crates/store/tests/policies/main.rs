//! Row-level security as the server has it, tried with real logins.

// A test says no by panicking, in its own functions too.
#![allow(clippy::expect_used, clippy::panic)]

mod catalog;
mod idle;
mod leaks;
mod matrix;
mod plans;
mod team;
