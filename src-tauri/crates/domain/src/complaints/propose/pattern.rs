//! One phrase of the rules, and where it occurs in a clause.

use std::collections::HashMap;

use super::text::{QUESTION, is_han, is_letter, normalised};

/// Words of which phrases are made, by the name they have in the file.
pub(super) type Sets = HashMap<String, Vec<Vec<Word>>>;

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    /// Whether any ending may follow.
    pub(super) stem: bool,
}

impl Word {
    fn is(&self, token: &str) -> bool {
        if self.stem {
            token.starts_with(&self.text)
        } else {
            token == self.text
        }
    }
}

#[derive(Debug, Clone)]
enum Element {
    /// One of these runs of words; a word by itself is a run of one.
    OneOf(Vec<Vec<Word>>),
    /// A few words, or none.
    Gap,
}

/// A phrase as the file has it:
/// `word`, `stem*`, `{set}`, `...` (a few words), `^` and `$` (the clause's ends), `?`.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    elements: Vec<Element>,
    from_start: bool,
    to_end: bool,
}

/// What is wrong with a phrase.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// No word in it.
    #[error("a phrase needs a word")]
    Empty,
    /// A gap at its beginning or its end, or one after another.
    #[error("\"...\" stands between words")]
    LooseGap,
    /// A set that its language does not have.
    #[error("there is no set {0:?}")]
    UnknownSet(String),
    /// A sign that means nothing here.
    #[error("{0:?} has no meaning in a phrase")]
    UnknownSign(char),
}

impl Pattern {
    /// Reads a phrase.
    pub(super) fn parse(phrase: &str, sets: &Sets) -> Result<Self, PhraseError> {
        let phrase = normalised(phrase);
        let (phrase, from_start) = strip(phrase.trim(), |text| text.strip_prefix('^'));
        let (mut rest, to_end) = strip(phrase, |text| text.strip_suffix('$'));
        let mut elements = Vec::new();
        while !rest.is_empty() {
            let (element, after) = element(rest, sets)?;
            elements.push(element);
            rest = after.trim_start();
        }
        let is_gap = |element: Option<&Element>| matches!(element, Some(Element::Gap));
        if elements.is_empty() {
            return Err(PhraseError::Empty);
        }
        let doubled = elements
            .windows(2)
            .any(|pair| is_gap(pair.first()) && is_gap(pair.last()));
        if doubled || is_gap(elements.first()) || is_gap(elements.last()) {
            return Err(PhraseError::LooseGap);
        }
        Ok(Self {
            elements,
            from_start,
            to_end,
        })
    }

    /// The words with which it can begin.
    pub(super) fn beginnings(&self) -> impl Iterator<Item = &Word> {
        let first = self.elements.first();
        let runs = first.into_iter().flat_map(|element| match element {
            Element::OneOf(runs) => runs.as_slice(),
            Element::Gap => &[],
        });
        runs.filter_map(|run| run.first())
    }

    /// What of the clause it matches from the word at `start`, gaps as `…`.
    pub(super) fn found(&self, clause: &[&str], start: usize, gap: usize) -> Option<String> {
        if self.from_start && start > 0 {
            return None;
        }
        let mut spans = Vec::new();
        self.matches(&self.elements, clause, start, gap, &mut spans)
            .then(|| shown(clause, &spans))
    }

    /// Bounded by the phrase and the gap, whatever the clause's length.
    fn matches(
        &self,
        elements: &[Element],
        clause: &[&str],
        at: usize,
        gap: usize,
        spans: &mut Vec<(usize, usize)>,
    ) -> bool {
        let Some((first, others)) = elements.split_first() else {
            let at_end = at == clause.len() || clause.get(at..) == Some(&[QUESTION]);
            return at_end || !self.to_end;
        };
        match first {
            Element::Gap => {
                (at..=at + gap).any(|next| self.matches(others, clause, next, gap, spans))
            }
            Element::OneOf(runs) => runs.iter().any(|run| {
                let end = at + run.len();
                let fits = clause.get(at..end).is_some_and(|tokens| {
                    tokens.iter().zip(run).all(|(token, word)| word.is(token))
                });
                if !fits {
                    return false;
                }
                spans.push((at, end));
                let whole = self.matches(others, clause, end, gap, spans);
                if !whole {
                    spans.pop();
                }
                whole
            }),
        }
    }
}

fn strip<'a>(text: &'a str, strip: impl Fn(&'a str) -> Option<&'a str>) -> (&'a str, bool) {
    strip(text).map_or((text, false), |rest| (rest.trim(), true))
}

fn element<'a>(rest: &'a str, sets: &Sets) -> Result<(Element, &'a str), PhraseError> {
    if let Some(after) = rest.strip_prefix("...") {
        return Ok((Element::Gap, after));
    }
    if let Some((name, after)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        let runs = sets.get(name).cloned();
        let runs = runs.ok_or_else(|| PhraseError::UnknownSet(name.to_owned()))?;
        return Ok((Element::OneOf(runs), after));
    }
    let (word, after) = word(rest)?;
    Ok((Element::OneOf(vec![vec![word]]), after))
}

fn word(rest: &str) -> Result<(Word, &str), PhraseError> {
    let first = rest.chars().next().ok_or(PhraseError::Empty)?;
    let length = match first {
        c if is_han(c) || c == '?' => c.len_utf8(),
        c if is_letter(c) => rest.find(|c| !is_letter(c)).unwrap_or(rest.len()),
        c => return Err(PhraseError::UnknownSign(c)),
    };
    let (text, after) = rest.split_at(length);
    let (after, stem) = after
        .strip_prefix('*')
        .map_or((after, false), |after| (after, true));
    let text = text.to_owned();
    Ok((Word { text, stem }, after))
}

/// Reads a phrase of a set: words alone.
pub(super) fn words(phrase: &str) -> Result<Vec<Word>, PhraseError> {
    let phrase = normalised(phrase);
    let mut rest = phrase.trim();
    let mut words = Vec::new();
    while !rest.is_empty() {
        let (next, after) = word(rest)?;
        words.push(next);
        rest = after.trim_start();
    }
    if words.is_empty() {
        return Err(PhraseError::Empty);
    }
    Ok(words)
}

/// Only what the phrase names is shown, so nothing else of the text gets out this way.
fn shown(clause: &[&str], spans: &[(usize, usize)]) -> String {
    let mut shown = String::new();
    let mut last_end = None;
    for &(start, end) in spans {
        if last_end.is_some_and(|last| last < start) {
            shown.push_str(" … ");
        }
        for token in clause.iter().take(end).skip(start) {
            let spaced = token.starts_with(is_letter);
            if spaced && !shown.is_empty() && !shown.ends_with(' ') {
                shown.push(' ');
            }
            shown.push_str(token);
        }
        last_end = Some(end);
    }
    shown
}
