//! What was typed into the search box.

use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

use super::index::{Clause, Field, Term};
use super::text::{Class, chars, normalise, runs};
use crate::complaints::{AskKind, Status};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What `is:` takes beside the words of [`Status`].
    Flag {
        /// Still needs work.
        Open = "open",
        /// A clock has run out.
        Overdue = "overdue",
        /// Not yet read by who asks.
        Unread = "unread",
        /// Assigned to who asks.
        Mine = "mine",
    }
}

/// A condition on a case's plain columns; the index and [`Query::matches`] don't know
/// these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// `kind:`: one of the asks is of this kind.
    Kind(AskKind),
    /// `is:` and a status.
    Status(Status),
    /// `is:` and a flag.
    Flag(Flag),
}

/// Why a query can't be run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// A filter without its value, as in `from:`.
    #[error("{filter}: needs a word after it")]
    NoValue {
        /// The filter.
        filter: &'static str,
    },
    /// A filter with a value that it does not know.
    #[error("{filter}: does not know {value:?}")]
    UnknownValue {
        /// The filter.
        filter: &'static str,
        /// What was typed.
        value: String,
    },
    /// Something was typed, but nothing that can be looked up: `?!`.
    #[error("there is no letter or digit to look for")]
    NothingToFind,
}

/// One thing that a document must contain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub scope: Scope,
    pub text: Vec<char>,
    pub how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Every part.
    Anywhere,
    /// Names and addresses.
    Sender,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// CJK characters, anywhere in a run of them.
    Substring,
    /// A whole word.
    Word,
    /// A word, or in the short parts its beginning.
    LastWord,
}

/// A parsed query: all of its words and filters must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    pub(super) items: Vec<Item>,
    filters: Vec<Filter>,
}

impl Query {
    /// Reads what was typed: words, and `from:`, `kind:`, `is:` with a value. Anything
    /// else with a colon is words. Nothing typed is a query that all documents match.
    pub fn parse(typed: &str) -> Result<Self, QueryError> {
        let mut query = Self::default();
        let mut words = Vec::new();
        // Input methods for Chinese give full-width colons and spaces.
        let typed: String = typed.nfkc().collect();
        for word in typed.split_whitespace() {
            match filter(word) {
                Some((filter, "")) => return Err(QueryError::NoValue { filter }),
                Some((FROM, value)) => query.items.extend(items(Scope::Sender, value)?),
                Some((filter, value)) => query.filters.push(parse_filter(filter, value)?),
                None => words.push(word),
            }
        }
        if !words.is_empty() {
            query
                .items
                .extend(items(Scope::Anywhere, &words.join(" "))?);
        }
        Ok(query)
    }

    /// The conditions on plain columns.
    pub fn filters(&self) -> &[Filter] {
        &self.filters
    }

    /// Whether there is text to find; without it the filters alone decide.
    pub fn has_text(&self) -> bool {
        !self.items.is_empty()
    }

    /// What to look up: candidates have a term of each clause. Every document that
    /// [`Self::matches`] is among them.
    pub fn clauses(&self) -> Vec<Clause> {
        self.items.iter().flat_map(Item::clauses).collect()
    }
}

impl Item {
    fn clauses(&self) -> Vec<Clause> {
        let (whole, prefix) = match self.scope {
            Scope::Anywhere => (Field::Text, Field::Prefix),
            Scope::Sender => (Field::Sender, Field::SenderPrefix),
        };
        let word = Term::word(whole, &self.text);
        match (self.how, self.scope) {
            (How::Word, _) => vec![vec![word]],
            // Names and addresses have every word's beginnings, the whole word too.
            (How::LastWord, Scope::Sender) => vec![vec![Term::prefix(prefix, &self.text)]],
            (How::LastWord, Scope::Anywhere) => {
                vec![vec![word, Term::prefix(prefix, &self.text)]]
            }
            (How::Substring, _) => {
                let size = self.text.len().min(2);
                self.text
                    .windows(size)
                    .map(|gram| vec![Term::word(whole, gram)])
                    .collect()
            }
        }
    }
}

const FROM: &str = "from";
const KIND: &str = "kind";
const IS: &str = "is";

fn filter(word: &str) -> Option<(&'static str, &str)> {
    let (key, value) = word.split_once(':')?;
    let known = [FROM, KIND, IS]
        .into_iter()
        .find(|known| key.eq_ignore_ascii_case(known))?;
    Some((known, value))
}

fn parse_filter(filter: &'static str, value: &str) -> Result<Filter, QueryError> {
    let word = value.to_lowercase();
    let found = if filter == KIND {
        AskKind::from_str(&word).map(Filter::Kind)
    } else {
        Flag::from_str(&word)
            .map(Filter::Flag)
            .or_else(|_| Status::from_str(&word).map(Filter::Status))
    };
    found.map_err(|_| QueryError::UnknownValue {
        filter,
        value: value.to_owned(),
    })
}

/// The runs of a text, the last of which may still be being typed.
fn items(scope: Scope, typed: &str) -> Result<Vec<Item>, QueryError> {
    let units = normalise(typed);
    let mut items: Vec<Item> = runs(&units)
        .map(|(class, run)| {
            let how = if class == Class::Cjk {
                How::Substring
            } else {
                How::Word
            };
            Item {
                scope,
                text: chars(run),
                how,
            }
        })
        .collect();
    let last = items.last_mut().ok_or(QueryError::NothingToFind)?;
    if last.how == How::Word {
        last.how = How::LastWord;
    }
    Ok(items)
}
