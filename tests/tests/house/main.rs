//! The house's invariants, as far as they can be read off the sources: see ARCHITECTURE.md.

// A test says no by panicking, in its own functions too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod arrows;
mod fluent;
mod text;

/// Fails with all that was found, a line each.
#[track_caller]
fn none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}
