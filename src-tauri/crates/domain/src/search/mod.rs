//! Search: what a text is found by, what was asked for, and where it stands.
//!
//! The rule: Chinese, Japanese and Korean are found by substring, from one character;
//! other text by whole word, and the last word typed by prefix in short fields (names,
//! addresses, subjects). All of it after NFKC and lowercase.
//!
//! An index holds the [`terms`] of each document as a set (their keyed tokens
//! where it must not be readable); [`Query::clauses`] finds candidates in it, among
//! them every match, and [`Query::matches`] decides on the opened text.

mod doc;
mod index;
mod matching;
mod query;
mod text;

pub use doc::{Doc, Highlight, Part};
pub use index::{Clause, Field, Term, terms};
pub use query::{Filter, Flag, Query, QueryError};
