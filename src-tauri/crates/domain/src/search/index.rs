//! What an index holds.

use super::doc::Doc;
use super::text::{Class, Unit, normalise, runs};

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

/// Gives every term of a document to `each`, as often as it stands there.
pub fn terms(doc: &Doc<'_>, mut each: impl FnMut(Field, &str)) {
    let mut text = String::new();
    for (part, whole) in doc.parts() {
        for (class, run) in runs(&normalise(whole)) {
            let short = part.is_short();
            push_run(
                (Field::Text, Field::Prefix),
                class,
                run,
                short,
                &mut text,
                &mut each,
            );
            if part.is_sender() {
                let fields = (Field::Sender, Field::SenderPrefix);
                push_run(fields, class, run, true, &mut text, &mut each);
            }
        }
    }
}

fn push_run(
    (whole, prefix): (Field, Field),
    class: Class,
    run: &[Unit],
    short: bool,
    text: &mut String,
    each: &mut impl FnMut(Field, &str),
) {
    match class {
        Class::Cjk => {
            for at in 0..run.len() {
                text.clear();
                text.push(run[at].c);
                each(whole, text);
                if let Some(next) = run.get(at + 1) {
                    text.push(next.c);
                    each(whole, text);
                }
            }
        }
        Class::Word => {
            text.clear();
            text.extend(run.iter().take(LONGEST_WORD).map(|unit| unit.c));
            each(whole, text);
            if short {
                let ends = text.char_indices().skip(1).map(|(at, _)| at);
                for end in ends.chain([text.len()]).take(LONGEST_PREFIX) {
                    each(prefix, &text[..end]);
                }
            }
        }
        Class::Between => {}
    }
}
