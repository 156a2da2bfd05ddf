//! Stories at the door, each told on SQLite and on a real PostgreSQL.

// A story ends by panicking, in what it is told with too.
#![allow(clippy::expect_used, clippy::panic)]

mod audit;
mod audit_kept;
mod bulk;
mod by_hand;
mod calendars;
mod cases;
mod clocks;
mod cuts;
mod departments;
mod erased;
mod logins;
mod mail_batches;
mod mail_in;
mod mailbox;
mod mailbox_faults;
mod mailbox_ledger;
mod mailbox_odd;
mod mailbox_trust;
mod mailbox_watch;
mod mentions;
mod merge;
mod merge_kept;
mod merge_undone;
mod moving;
mod office;
mod pages;
mod paper;
mod priorities;
mod regimes;
mod reply;
mod retention;
mod reviews;
mod search;
mod stats;
mod tasks;
mod team;
mod templates;
mod together;
mod told;
mod trust;
mod views;
mod workspace;
