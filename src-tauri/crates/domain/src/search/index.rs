//! What an index holds.

use std::collections::BTreeSet;

use super::doc::Doc;
use super::text::{Class, chars, normalise, runs};

/// Words are indexed by their first characters; the check on the opened text compares
/// all of them.
pub(super) const LONGEST_WORD: usize = 64;
/// Prefixes are indexed up to this many characters.
pub(super) const LONGEST_PREFIX: usize = 20;

/// The fields of the index. Their numbers are part of the keyed tokens: permanent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Field {
    /// Words, single CJK characters and pairs of them, from every part.
    Text = 1,
    /// Beginnings of words, from the short parts.
    Prefix = 2,
    /// As `Text`, from names and addresses alone.
    Sender = 3,
    /// As `Prefix`, from names and addresses alone.
    SenderPrefix = 4,
}

impl Field {
    /// The permanent number.
    pub const fn number(self) -> u8 {
        self as u8
    }
}

/// One entry of the index.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// The field; equal texts in different fields are different terms.
    pub field: Field,
    /// A word, a word's beginning, or one or two CJK characters.
    pub text: String,
}

impl Term {
    pub(super) fn word(field: Field, word: &[char]) -> Self {
        Self {
            field,
            text: word.iter().take(LONGEST_WORD).collect(),
        }
    }

    pub(super) fn prefix(field: Field, word: &[char]) -> Self {
        Self {
            field,
            text: word.iter().take(LONGEST_PREFIX).collect(),
        }
    }
}

/// Terms of which a candidate has at least one. A candidate satisfies all clauses.
pub type Clause = Vec<Term>;

/// All terms of a document, each once.
pub fn index_terms(doc: &Doc<'_>) -> BTreeSet<Term> {
    let mut terms = BTreeSet::new();
    for (part, text) in doc.parts() {
        for (class, run) in runs(&normalise(text)) {
            let run = chars(run);
            push_run(
                Field::Text,
                Field::Prefix,
                class,
                &run,
                part.is_short(),
                &mut terms,
            );
            if part.is_sender() {
                push_run(
                    Field::Sender,
                    Field::SenderPrefix,
                    class,
                    &run,
                    true,
                    &mut terms,
                );
            }
        }
    }
    terms
}

fn push_run(
    whole: Field,
    prefix: Field,
    class: Class,
    run: &[char],
    short: bool,
    terms: &mut BTreeSet<Term>,
) {
    match class {
        Class::Cjk => {
            let grams = run.chunks(1).chain(run.windows(2));
            terms.extend(grams.map(|gram| Term::word(whole, gram)));
        }
        Class::Word => {
            terms.insert(Term::word(whole, run));
            if short {
                let longest = run.len().min(LONGEST_PREFIX);
                terms.extend((1..=longest).map(|end| Term::prefix(prefix, &run[..end])));
            }
        }
        Class::Between => {}
    }
}
