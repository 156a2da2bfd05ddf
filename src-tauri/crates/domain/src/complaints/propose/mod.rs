//! Proposing what a message asks for, from its text, by rules that people can read.
//!
//! The rules are data: phrases in both languages, grouped by what they speak for. A kind is
//! proposed once the phrases for it add up; where nothing does, nothing is proposed, and the
//! officer's word is final in any case. The time taken grows with the text's length alone.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{AskKind, Priority};

mod file;
mod pattern;
mod text;

pub use file::RulesError;
pub use pattern::PhraseError;

use pattern::Pattern;

/// What a certain phrase counts.
const CERTAIN: u32 = 2;
/// What a hint counts: it takes two different ones.
const HINT: u32 = 1;
/// Bytes of a text that are read. Nobody says after more than that what they want, and a text
/// made for it costs a hundred times what its length would.
const READ: usize = 64 << 10;
/// From here on a kind is proposed.
const PROPOSED_FROM: u32 = 2;

/// A kind that a message seems to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The kind.
    pub kind: AskKind,
    /// What was found for it: the words of the rules as they stand in the text, and `…` for
    /// those between. In the order of the text.
    pub because: Vec<String>,
    /// How much speaks for it; 2 or more.
    pub score: u32,
}

/// A priority that a message seems to need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pressing {
    /// The priority.
    pub priority: Priority,
    /// What was found for it, as in [`Proposal`].
    pub because: Vec<String>,
}

/// A law that a message seems to fall under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderLaw {
    /// The id of its pack.
    pub regime: String,
    /// What was found for it, as in [`Proposal`].
    pub because: Vec<String>,
}

/// What the rules find in a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// What it asks for, what speaks most for first; empty where that is not clear.
    pub proposals: Vec<Proposal>,
    /// The highest priority that it gives a reason for.
    pub pressing: Option<Pressing>,
    /// The law that it names; of several the one that the rules name first.
    pub regime: Option<UnderLaw>,
    /// What in it says that it is about a minor; empty: nothing.
    pub minor: Vec<String>,
}

/// The rules.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    phrases: Vec<Phrase>,
    /// Phrases by the word they begin with.
    by_word: HashMap<String, Vec<usize>>,
    /// Phrases that begin with a stem, by its first character.
    by_stem: HashMap<char, Vec<(String, usize)>>,
    /// For a kind, the kinds that it gives way to.
    yields: BTreeMap<AskKind, Vec<AskKind>>,
    /// Laws, by the order in which they are proposed.
    regimes: Vec<String>,
}

#[derive(Debug, Clone)]
struct Phrase {
    pattern: Pattern,
    /// How many words a gap of it spans at most.
    gap: usize,
    speaks: Speaks,
}

/// What a phrase speaks for, or against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speaks {
    Certain(AskKind),
    Hint(AskKind),
    /// Against a kind, in the same clause.
    Unless(AskKind),
    /// Against every kind, in the whole message.
    Quiet,
    Priority(Priority),
    Minor,
    /// For the law at this place.
    Regime(usize),
}

struct Hit {
    clause: usize,
    speaks: Speaks,
    phrase: usize,
    found: String,
}

impl Rules {
    /// Reads the rules from TOML.
    ///
    /// # Errors
    /// [`RulesError`] with the place of what is wrong.
    pub fn parse(source: &str) -> Result<Self, RulesError> {
        file::read(source)
    }

    /// Reads a message: its subject and the first 64 KiB of its body, which comes without what it
    /// quotes of earlier messages.
    pub fn read(&self, subject: &str, body: &str) -> Reading {
        let [subject, body] = [subject, body].map(|text| &text[..text.floor_char_boundary(READ)]);
        let hits = self.hits(subject, body);
        let proposals = self.proposals(&hits);
        let minor = because(&hits, |speaks| speaks == Speaks::Minor);
        Reading {
            pressing: pressing(&hits, &proposals, &minor),
            regime: self.under_law(&hits),
            proposals,
            minor,
        }
    }

    /// The ids of the packs that can be proposed.
    pub fn regimes(&self) -> impl Iterator<Item = &str> {
        self.regimes.iter().map(String::as_str)
    }

    fn under_law(&self, hits: &[Hit]) -> Option<UnderLaw> {
        let mut laws = self.regimes.iter().enumerate().map(|(place, regime)| {
            let found = because(hits, |speaks| speaks == Speaks::Regime(place));
            UnderLaw {
                regime: regime.clone(),
                because: found,
            }
        });
        laws.find(|law| !law.because.is_empty())
    }

    fn proposals(&self, hits: &[Hit]) -> Vec<Proposal> {
        if hits.iter().any(|hit| hit.speaks == Speaks::Quiet) {
            return Vec::new();
        }
        let mut proposals: Vec<_> = AskKind::ALL
            .iter()
            .map(|&kind| proposal(kind, hits))
            .filter(|proposal| proposal.score >= PROPOSED_FROM)
            .collect();
        let kinds: Vec<_> = proposals.iter().map(|proposal| proposal.kind).collect();
        proposals.retain(|proposal| {
            let to = self.yields.get(&proposal.kind);
            !to.is_some_and(|to| kinds.iter().any(|kind| to.contains(kind)))
        });
        proposals.sort_by_key(|proposal| std::cmp::Reverse(proposal.score));
        proposals
    }

    /// Every phrase in the subject and the body.
    fn hits(&self, subject: &str, body: &str) -> Vec<Hit> {
        let (subject, body) = (text::normalised(subject), text::normalised(body));
        let clauses = text::clauses(&subject)
            .into_iter()
            .chain(text::clauses(&body));
        let mut hits = Vec::new();
        for (clause, tokens) in clauses.enumerate() {
            for start in 0..tokens.len() {
                let here = self.beginning_with(tokens.get(start).copied().unwrap_or_default());
                hits.extend(here.filter_map(|index| {
                    let phrase = self.phrases.get(index)?;
                    let found = phrase.pattern.found(&tokens, start, phrase.gap)?;
                    Some(Hit {
                        clause,
                        speaks: phrase.speaks,
                        phrase: index,
                        found,
                    })
                }));
            }
        }
        hits
    }

    fn beginning_with<'a>(&'a self, token: &'a str) -> impl Iterator<Item = usize> + 'a {
        let words = self.by_word.get(token).into_iter().flatten().copied();
        let first = token.chars().next().unwrap_or_default();
        let stems = self.by_stem.get(&first).into_iter().flatten();
        let stems = stems.filter(move |(stem, _)| token.starts_with(stem.as_str()));
        words.chain(stems.map(|(_, index)| *index))
    }
}

fn proposal(kind: AskKind, hits: &[Hit]) -> Proposal {
    let blocked: HashSet<_> = hits
        .iter()
        .filter(|hit| hit.speaks == Speaks::Unless(kind))
        .map(|hit| hit.clause)
        .collect();
    let mut seen = HashSet::new();
    let mut found = Proposal {
        kind,
        because: Vec::new(),
        score: 0,
    };
    for hit in hits {
        let weight = match hit.speaks {
            Speaks::Certain(of) if of == kind => CERTAIN,
            Speaks::Hint(of) if of == kind => HINT,
            _ => continue,
        };
        if blocked.contains(&hit.clause) || !seen.insert(hit.phrase) {
            continue;
        }
        found.score += weight;
        if !found.because.contains(&hit.found) {
            found.because.push(hit.found.clone());
        }
    }
    found
}

/// What authorities write, and what is about a minor, presses by itself.
fn pressing(hits: &[Hit], proposals: &[Proposal], minor: &[String]) -> Option<Pressing> {
    let letters = proposals
        .iter()
        .filter(|one| one.kind == AskKind::AuthorityLetter);
    let found = |wanted| {
        let mut found = because(hits, |speaks| speaks == Speaks::Priority(wanted));
        if wanted == Priority::High {
            let by_itself = letters.clone().flat_map(|one| &one.because).chain(minor);
            for phrase in by_itself {
                if !found.contains(phrase) {
                    found.push(phrase.clone());
                }
            }
        }
        found
    };
    let by_urgency = Priority::ALL.iter().rev().copied();
    by_urgency
        .map(|priority| Pressing {
            priority,
            because: found(priority),
        })
        .find(|pressing| !pressing.because.is_empty())
}

fn because(hits: &[Hit], speaks: impl Fn(Speaks) -> bool) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for hit in hits.iter().filter(|hit| speaks(hit.speaks)) {
        if !found.contains(&hit.found) {
            found.push(hit.found.clone());
        }
    }
    found
}
