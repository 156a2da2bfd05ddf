//! What the data files under `assets/` share: wording in both languages, and the place
//! in the file that an error points at.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// The languages the program speaks, by the names of its locales.
    Language {
        /// English.
        English = "en",
        /// Simplified Chinese.
        Chinese = "zh-CN",
    }
}

/// Wording in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

impl Text {
    /// The wording in one language.
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Chinese => &self.zh,
        }
    }
}

/// A place in a data file, both counted from 1; columns are characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl Position {
    /// The place of a byte offset; an offset past the end, or inside a character, is
    /// taken back to the nearest character before it.
    pub(crate) fn of(source: &str, offset: usize) -> Self {
        let before = &source[..source.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Text that is not TOML, or not the shape that is wanted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {message}")]
pub struct ShapeError {
    /// Where.
    pub at: Position,
    /// What the TOML reader says of it.
    pub message: String,
}

/// Reads TOML into `T`.
///
/// # Errors
/// [`ShapeError`] with the place of the first thing that does not fit.
pub(crate) fn from_toml<T: serde::de::DeserializeOwned>(source: &str) -> Result<T, ShapeError> {
    toml::from_str(source).map_err(|error| ShapeError {
        at: Position::of(source, error.span().map_or(0, |span| span.start)),
        message: error.message().trim().to_owned(),
    })
}

/// A word of the file that refers to something named elsewhere in it, and remembers
/// where it stands so that an error can point at it.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "toml::Spanned<String>")]
pub(crate) struct Reference {
    pub(crate) word: String,
    span: Range<usize>,
}

impl Reference {
    /// Where it stands in the file it was read from.
    pub(crate) fn position(&self, source: &str) -> Position {
        Position::of(source, self.span.start)
    }
}

impl From<toml::Spanned<String>> for Reference {
    fn from(spanned: toml::Spanned<String>) -> Self {
        Self {
            span: spanned.span(),
            word: spanned.into_inner(),
        }
    }
}
