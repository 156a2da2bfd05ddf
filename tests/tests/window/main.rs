//! The real window, driven as a person drives it: one file for each thing that people do there.
// A test says no by panicking, in its own functions too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod approval;
mod around;
mod bulk;
mod bulk_link;
mod case;
mod conflict;
mod deeds;
mod files;
mod hostile;
mod identity;
mod idle;
mod inbox;
mod journey;
mod laws;
mod left;
mod letter;
mod letters;
mod mailbox;
mod merge;
mod pace;
mod package;
mod palette;
mod promise;
mod reply;
mod retention;
mod review;
mod sender;
mod tasks;
mod team;
mod templates;
mod together;
mod views;
mod ways;
