//! Stories at the door, each told on SQLite and on a real PostgreSQL.

mod audit;
mod cases;
mod clocks;
mod mail_in;
mod office;
mod search;
mod workspace;
