//! What was typed into the search box: alternatives of words, phrases and filters.

use super::filter::{FROM, Filter, KEYS, parse_filter};
use super::index::{Clause, Field, Term};
use super::text::{Class, chars, normalise, runs};
use super::typed::{Token, tokens};

/// So many alternatives a query may have.
pub const MOST_GROUPS: usize = 16;

/// So many filters an alternative may have.
const MOST_FILTERS: usize = 64;

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
    /// More alternatives than [`MOST_GROUPS`], or more filters than 64 in one.
    #[error("too many alternatives or filters")]
    TooManyAlternatives,
}

/// One thing that a document must contain, or must not: a word, or a phrase of several
/// runs that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub scope: Scope,
    pub runs: Vec<Run>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
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

/// What must hold together: words and filters, and what must not be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    pub(super) items: Vec<Item>,
    pub(super) without: Vec<Item>,
    filters: Vec<Filter>,
    unless: Vec<Filter>,
}

/// A parsed query: alternatives, of which one must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    pub(super) groups: Vec<Group>,
}

impl Query {
    /// Reads what was typed: words; phrases in quotation marks; [`KEYS`] with a value; `-`
    /// before what must not be; `or` between alternatives, which binds less than the space.
    /// Anything else with a colon is words. Nothing typed is a query that all documents match.
    pub fn parse(typed: &str) -> Result<Self, QueryError> {
        let mut groups = Vec::new();
        let tokens = tokens(typed);
        for tokens in tokens.split(Token::is_or) {
            if !tokens.is_empty() {
                groups.push(Group::parse(tokens)?);
            }
        }
        if groups.is_empty() {
            if !tokens.is_empty() {
                return Err(QueryError::NothingToFind);
            }
            groups.push(Group::default());
        }
        if groups.len() > MOST_GROUPS {
            return Err(QueryError::TooManyAlternatives);
        }
        Ok(Self { groups })
    }

    /// The alternatives; one at least.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Whether there is text to look at; without it the filters alone decide.
    pub fn has_text(&self) -> bool {
        self.groups.iter().any(Group::has_text)
    }
}

impl Group {
    fn parse(tokens: &[Token]) -> Result<Self, QueryError> {
        let mut group = Self::default();
        let mut words = Vec::new();
        for token in tokens {
            let (scope, value) = match token.key() {
                Some((key, "")) => return Err(QueryError::NoValue { filter: key }),
                Some((FROM, value)) => (Scope::Sender, value),
                Some((key, value)) => {
                    let filters = if token.negated {
                        &mut group.unless
                    } else {
                        &mut group.filters
                    };
                    filters.push(parse_filter(key, value)?);
                    continue;
                }
                None => (Scope::Anywhere, token.text.as_str()),
            };
            if token.negated {
                group.without.push(phrase(scope, value)?);
            } else if token.quoted.is_some() {
                group.items.push(phrase(scope, value)?);
            } else if scope == Scope::Sender {
                group.items.extend(items(scope, value)?);
            } else {
                words.push(value);
            }
        }
        if group.filters.len() + group.unless.len() > MOST_FILTERS {
            return Err(QueryError::TooManyAlternatives);
        }
        if !words.is_empty() {
            group
                .items
                .extend(items(Scope::Anywhere, &words.join(" "))?);
        }
        Ok(group)
    }

    /// The conditions on plain columns that must hold.
    pub fn filters(&self) -> &[Filter] {
        &self.filters
    }

    /// Those that must not.
    pub fn unless(&self) -> &[Filter] {
        &self.unless
    }

    /// Whether there are words that must be there.
    pub fn has_words(&self) -> bool {
        !self.items.is_empty()
    }

    /// Whether opened text has a say.
    pub fn has_text(&self) -> bool {
        !self.items.is_empty() || !self.without.is_empty()
    }

    /// What to look up: candidates have a term of each clause. Every document that
    /// [`Self::has_all`] is among them. At most one clause has several terms.
    pub fn clauses(&self) -> Vec<Clause> {
        self.items.iter().flat_map(Item::clauses).collect()
    }
}

impl Item {
    fn clauses(&self) -> Vec<Clause> {
        let clauses = |run: &Run| run.clauses(self.scope);
        self.runs.iter().flat_map(clauses).collect()
    }
}

impl Run {
    fn clauses(&self, scope: Scope) -> Vec<Clause> {
        let (whole, prefix) = match scope {
            Scope::Anywhere => (Field::Text, Field::Prefix),
            Scope::Sender => (Field::Sender, Field::SenderPrefix),
        };
        let word = Term::word(whole, &self.text);
        match (self.how, scope) {
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

fn parsed(typed: &str) -> Result<Vec<Run>, QueryError> {
    let units = normalise(typed);
    let made: Vec<Run> = runs(&units)
        .map(|(class, run)| {
            let how = if class == Class::Cjk {
                How::Substring
            } else {
                How::Word
            };
            Run {
                text: chars(run),
                how,
            }
        })
        .collect();
    if made.is_empty() {
        return Err(QueryError::NothingToFind);
    }
    Ok(made)
}

/// What stands together as it was typed, word for word.
fn phrase(scope: Scope, typed: &str) -> Result<Item, QueryError> {
    let runs = parsed(typed)?;
    Ok(Item { scope, runs })
}

/// Words, each anywhere; the last of them may still be being typed.
fn items(scope: Scope, typed: &str) -> Result<Vec<Item>, QueryError> {
    let mut made = parsed(typed)?;
    if let Some(last) = made.last_mut()
        && last.how == How::Word
    {
        last.how = How::LastWord;
    }
    let item = |run| Item {
        scope,
        runs: vec![run],
    };
    Ok(made.into_iter().map(item).collect())
}

/// The keys that a query knows, `from:` among them.
pub fn keys() -> impl Iterator<Item = &'static str> {
    std::iter::once(FROM).chain(KEYS.iter().copied())
}
