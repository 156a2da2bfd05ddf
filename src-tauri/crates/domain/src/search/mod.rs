//! Search: what a text is found by, what was asked for, and where it stands.
//!
//! The rule: Chinese, Japanese and Korean are found by substring, from one character;
//! other text by whole word, and the last word typed by prefix in short fields (names,
//! addresses, subjects); a phrase in quotation marks word for word, one after the other. All
//! of it after NFKC and lowercase.
//!
//! An index holds the [`terms`] of each document as a set (their keyed tokens
//! where it must not be readable); [`Group::clauses`] finds candidates in it, among
//! them every match, and [`Group::has_all`] and [`Group::has_none`] decide on the opened text.

mod doc;
mod filter;
mod index;
mod matching;
mod query;
mod span;
mod text;
mod typed;

pub use doc::{Doc, Highlight, Part};
pub use filter::{Filter, Flag, TaskIs, Thing, Who, values};
pub use index::{Clause, Field, Term, terms};
pub use query::{Group, MOST_GROUPS, Query, QueryError, keys};
pub use span::Span;
