//! What the whole program holds to, whatever comes in and whoever dies: no window is needed for it.
// A test says no by panicking, in its own functions too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod canaries;
mod corpus;
#[cfg(target_os = "linux")]
mod hostile;
mod kill;
#[cfg(target_os = "linux")]
mod preview;
mod schemas;
