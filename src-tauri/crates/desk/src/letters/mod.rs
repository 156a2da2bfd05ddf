//! Letters: the program's, as the office words them, filled in from a case.

mod fill;
mod offered;
mod types;

pub(crate) use fill::written;
pub(crate) use offered::offered;

pub use types::*;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use domain::complaints::AskKind;
use domain::data::{Language, Text};
use domain::letters::{Field, Letter, LetterKind, Wording};
use serde::{Deserialize, Serialize};
use store::Tx;
use store::letters::{LetterRow, ListedLetterRow};

use crate::complaints::Person;
use crate::door::{Entry, Sealer};
use crate::{Desk, Error, Result, fields};

macro_rules! asset {
    ($name:literal) => {
        include_str!(concat!("../../../../../assets/letters/", $name, ".toml"))
    };
}

const LETTERS: &[&str] = &[
    asset!("acknowledgement"),
    asset!("identity-request"),
    asset!("extension"),
    asset!("partial"),
    asset!("refusal"),
    asset!("view"),
    asset!("copy"),
    asset!("migrate"),
    asset!("correct"),
    asset!("delete"),
    asset!("withdraw"),
    asset!("closing"),
];
const WORDS: &str = asset!("words");
const EXAMPLE: &str = asset!("example");

/// The program's letters, how they say what is asked, and what a case could fill them in with. A
/// test reads every file.
struct Shipped {
    letters: Vec<Letter>,
    words: BTreeMap<String, Text>,
    example: BTreeMap<String, Text>,
}

fn shipped() -> &'static Shipped {
    static SHIPPED: OnceLock<Shipped> = OnceLock::new();
    SHIPPED.get_or_init(|| Shipped {
        letters: LETTERS
            .iter()
            .filter_map(|text| Letter::parse(text).ok())
            .collect(),
        words: toml::from_str(WORDS).unwrap_or_default(),
        example: toml::from_str(EXAMPLE).unwrap_or_default(),
    })
}

/// A letter of the program.
fn own(kind: LetterKind, language: Language) -> Option<&'static Wording> {
    let letter = shipped().letters.iter().find(|one| one.kind == kind)?;
    Some(match language {
        Language::English => &letter.en,
        Language::Chinese => &letter.zh,
    })
}

/// The language in which a case's people are written to: the one that they wrote in, else Chinese.
pub(crate) fn language_of(case: Option<&str>) -> Language {
    match case {
        Some("en") => Language::English,
        _ => Language::Chinese,
    }
}

/// What is asked, as a letter says it.
fn asked(kind: AskKind, language: Language) -> Option<&'static str> {
    let words = shipped().words.get(kind.as_str())?;
    Some(words.text(language))
}

/// What a case could tell of a field.
fn example(field: Field, language: Language) -> Option<&'static str> {
    let words = shipped().example.get(field.as_str())?;
    Some(words.text(language))
}

/// What is sealed of a version.
#[derive(Serialize, Deserialize)]
struct Kept {
    subject: String,
    text: String,
}

impl Desk {
    /// Every letter in each language, as it is worded now.
    pub async fn letters(&self) -> Result<Vec<LetterView>> {
        let mut tx = self.read().await?;
        let people = self.people_in(&mut tx).await?;
        let kept = self.letter_rows(&mut tx).await?;
        let mut all = Vec::new();
        for kind in LetterKind::ALL {
            for language in Language::ALL {
                let newest = kept.iter().find(|row| is(&row.letter, *kind, *language));
                all.push(match newest {
                    Some(row) => self.letter_view(row, &people)?,
                    None => program(*kind, *language)?,
                });
            }
        }
        Ok(all)
    }

    /// The versions of a letter, newest first; the program's is the last.
    pub async fn letter_versions(
        &self,
        kind: LetterKind,
        language: Language,
    ) -> Result<Vec<LetterView>> {
        let mut tx = self.read().await?;
        let people = self.people_in(&mut tx).await?;
        let mut versions = Vec::new();
        for row in self.letter_rows(&mut tx).await? {
            if is(&row.letter, kind, language) {
                versions.push(self.letter_view(&row, &people)?);
            }
        }
        versions.push(program(kind, language)?);
        Ok(versions)
    }

    /// Words a letter anew; the versions before it are kept.
    ///
    /// # Errors
    /// [`Error::LetterEmpty`], [`Error::LetterField`] and [`Error::LetterTemplate`] saying where it
    /// can't be filled in; [`Error::Conflict`] where another has worded it meanwhile.
    pub async fn letter_save(&self, input: SaveLetter) -> Result<LetterView> {
        let wording = worded(&input)?;
        let mut act = self.act().await?;
        let id = self.id();
        let (key, wrap) = Sealer::to(self.ring().complaints()?)?.key(id)?;
        store::workspace::add_data_keys(&mut act.tx, std::slice::from_ref(&wrap)).await?;
        let kept = Kept {
            subject: wording.subject,
            text: wording.text,
        };
        let row = LetterRow {
            id,
            kind: input.kind.to_string(),
            language: input.language.to_string(),
            version: input.version + 1,
            saved_at: act.now,
            saved_by: self.inner.me.id,
            sealed: self.ring().seal_json(&key, fields::LETTER, id, &kept)?,
        };
        if !store::letters::add(&mut act.tx, &row).await? {
            return Err(Error::Conflict);
        }
        let people = self.people_in(&mut act.tx).await?;
        let view = LetterView {
            kind: input.kind,
            language: input.language,
            version: row.version,
            subject: kept.subject,
            text: kept.text,
            saved_by: Some(Person::among(&people, row.saved_by)),
            saved_at: Some(row.saved_at),
        };
        act.log(
            Entry::of("letter", "letter.saved", id)
                .with("letter", input.kind)
                .with("version", row.version),
        );
        act.commit().await?;
        Ok(view)
    }

    async fn letter_rows(&self, tx: &mut Tx) -> Result<Vec<ListedLetterRow>> {
        let scope = self.ring().complaints()?.id;
        Ok(store::letters::all(tx, scope).await?)
    }

    fn letter_view(&self, row: &ListedLetterRow, people: &[Person]) -> Result<LetterView> {
        let letter = &row.letter;
        let key = self
            .ring()
            .data_key(letter.id, &row.wrapped, row.generation)?;
        let kept: Kept = self
            .ring()
            .open_json(&key, fields::LETTER, letter.id, &letter.sealed)?;
        let unknown = |_| Error::internal("letter");
        Ok(LetterView {
            kind: letter.kind.parse().map_err(unknown)?,
            language: letter.language.parse().map_err(unknown)?,
            version: letter.version,
            subject: kept.subject,
            text: kept.text,
            saved_by: Some(Person::among(people, letter.saved_by)),
            saved_at: Some(letter.saved_at),
        })
    }

    /// A letter as it is worded now.
    async fn wording(&self, tx: &mut Tx, kind: LetterKind, language: Language) -> Result<Wording> {
        let kept = self.letter_rows(tx).await?;
        let view = match kept.iter().find(|row| is(&row.letter, kind, language)) {
            Some(row) => self.letter_view(row, &[])?,
            None => program(kind, language)?,
        };
        Ok(Wording {
            subject: view.subject,
            text: view.text,
        })
    }
}

/// A letter as it is to be kept, if it can be filled in whatever is known.
fn worded(input: &SaveLetter) -> Result<Wording> {
    let wording = Wording {
        subject: input.subject.trim().to_owned(),
        text: format!("{}\n", input.text.trim()),
    };
    wording.check()?;
    Ok(wording)
}

fn is(row: &LetterRow, kind: LetterKind, language: Language) -> bool {
    row.kind == kind.as_str() && row.language == language.as_str()
}

/// A letter as the program words it.
fn program(kind: LetterKind, language: Language) -> Result<LetterView> {
    let wording = own(kind, language).ok_or_else(|| Error::internal("letters"))?;
    Ok(LetterView {
        kind,
        language,
        version: 0,
        subject: wording.subject.clone(),
        text: wording.text.clone(),
        saved_by: None,
        saved_at: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_there_in_both_languages_and_can_be_filled_in() {
        assert_eq!(shipped().letters.len(), LetterKind::ALL.len());
        for kind in LetterKind::ALL {
            for language in Language::ALL {
                let wording = own(*kind, *language).expect("letter");
                wording.check().expect("fit");
            }
        }
        for kind in AskKind::ALL {
            for language in Language::ALL {
                assert!(asked(*kind, *language).is_some(), "{kind}");
            }
        }
        // What stands there of the day, the officer and the office is their own.
        let own = [Field::Today, Field::Officer, Field::Office];
        for field in Field::ALL.iter().filter(|field| !own.contains(field)) {
            for language in Language::ALL {
                assert!(example(*field, *language).is_some(), "{field}");
            }
        }
    }
}
