//! The rules as their file has them.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::pattern::{Pattern, PhraseError, Sets, words};
use super::{Phrase, Rules, Speaks};
use crate::complaints::{AskKind, Priority};
use crate::data::{Position, Reference, ShapeError, from_toml};

/// Why rules were not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// Not TOML, or not the shape of rules.
    #[error(transparent)]
    Shape(#[from] ShapeError),
    /// A phrase that can't be read.
    #[error("{at}: {phrase:?}: {error}")]
    Phrase {
        /// Where it stands.
        at: Position,
        /// The phrase.
        phrase: String,
        /// What is wrong with it.
        error: PhraseError,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// How many words a gap spans at most.
    gap: Gap,
    sets: FileSets,
    ask: Vec<FileAsk>,
    quiet: Phrases,
    priority: Vec<FilePriority>,
    minor: Phrases,
    #[serde(default)]
    regime: Vec<FileRegime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gap {
    en: usize,
    zh: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSets {
    en: BTreeMap<String, Vec<Reference>>,
    zh: BTreeMap<String, Vec<Reference>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    #[serde(default)]
    en: Vec<Reference>,
    #[serde(default)]
    zh: Vec<Reference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileAsk {
    kind: AskKind,
    #[serde(default)]
    certain: Phrases,
    #[serde(default)]
    hint: Phrases,
    #[serde(default)]
    unless: Phrases,
    #[serde(default)]
    yields_to: Vec<AskKind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePriority {
    priority: Priority,
    #[serde(default)]
    en: Vec<Reference>,
    #[serde(default)]
    zh: Vec<Reference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRegime {
    /// The id of its pack.
    id: String,
    #[serde(default)]
    en: Vec<Reference>,
    #[serde(default)]
    zh: Vec<Reference>,
}

pub(super) fn read(source: &str) -> Result<Rules, RulesError> {
    let file: File = from_toml(source)?;
    let mut reading = Reading {
        source,
        en: sets(&file.sets.en, source)?,
        zh: sets(&file.sets.zh, source)?,
        gap: file.gap,
        phrases: Vec::new(),
    };
    let mut yields = BTreeMap::new();
    for ask in file.ask {
        reading.take(&ask.certain, Speaks::Certain(ask.kind))?;
        reading.take(&ask.hint, Speaks::Hint(ask.kind))?;
        reading.take(&ask.unless, Speaks::Unless(ask.kind))?;
        yields.insert(ask.kind, ask.yields_to);
    }
    reading.take(&file.quiet, Speaks::Quiet)?;
    for FilePriority { priority, en, zh } in file.priority {
        reading.take(&Phrases { en, zh }, Speaks::Priority(priority))?;
    }
    reading.take(&file.minor, Speaks::Minor)?;
    let mut regimes = Vec::new();
    for FileRegime { id, en, zh } in file.regime {
        reading.take(&Phrases { en, zh }, Speaks::Regime(regimes.len()))?;
        regimes.push(id);
    }
    Ok(Rules {
        regimes,
        ..indexed(reading.phrases, yields)
    })
}

struct Reading<'a> {
    source: &'a str,
    en: Sets,
    zh: Sets,
    gap: Gap,
    phrases: Vec<Phrase>,
}

impl Reading<'_> {
    fn take(&mut self, phrases: &Phrases, speaks: Speaks) -> Result<(), RulesError> {
        let languages = [
            (&phrases.en, &self.en, self.gap.en),
            (&phrases.zh, &self.zh, self.gap.zh),
        ];
        for (written, sets, gap) in languages {
            for phrase in written {
                let pattern = Pattern::parse(&phrase.word, sets)
                    .map_err(|error| wrong(phrase, error, self.source))?;
                self.phrases.push(Phrase {
                    pattern,
                    gap,
                    speaks,
                });
            }
        }
        Ok(())
    }
}

fn sets(file: &BTreeMap<String, Vec<Reference>>, source: &str) -> Result<Sets, RulesError> {
    let read =
        |phrase: &Reference| words(&phrase.word).map_err(|error| wrong(phrase, error, source));
    file.iter()
        .map(|(name, phrases)| {
            let runs = phrases.iter().map(read).collect::<Result<_, _>>()?;
            Ok((name.clone(), runs))
        })
        .collect()
}

fn wrong(phrase: &Reference, error: PhraseError, source: &str) -> RulesError {
    RulesError::Phrase {
        at: phrase.position(source),
        phrase: phrase.word.clone(),
        error,
    }
}

fn indexed(phrases: Vec<Phrase>, yields: BTreeMap<AskKind, Vec<AskKind>>) -> Rules {
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_stem: HashMap<char, Vec<(String, usize)>> = HashMap::new();
    for (index, phrase) in phrases.iter().enumerate() {
        for word in phrase.pattern.beginnings() {
            if word.stem {
                let first = word.text.chars().next().unwrap_or_default();
                let stems = by_stem.entry(first).or_default();
                stems.push((word.text.clone(), index));
            } else {
                by_word.entry(word.text.clone()).or_default().push(index);
            }
        }
    }
    // A phrase is tried once where several of its beginnings are the same word.
    by_word.values_mut().for_each(|indexes| indexes.dedup());
    by_stem.values_mut().for_each(Vec::dedup);
    Rules {
        phrases,
        by_word,
        by_stem,
        yields,
        regimes: Vec::new(),
    }
}
