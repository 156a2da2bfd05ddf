//! The arguments of `pdesk letters`.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use domain::data::Language;
use domain::letters::LetterKind;

use super::acts::CaseArg;
use super::{TextArgs, word_of};

/// What is told to people again and again.
#[derive(Debug, Subcommand)]
pub enum LettersCommand {
    /// Every letter in each language.
    ///
    /// JSON: an array of `LetterView`.
    List,
    /// A letter as it is worded now, with the fields that it may name.
    ///
    /// JSON: a `LetterView`; with --versions an array of them, newest first.
    Show(ShowLetterArgs),
    /// Word a letter anew; the versions before it are kept.
    ///
    /// A field stands between double braces: `{{ name }}`. JSON: a `LetterView`.
    Edit(EditLetterArgs),
    /// Fill a letter in from a case. What nothing is known for stands marked, and is not sent.
    ///
    /// JSON: a `FilledLetter`.
    Fill(FillLetterArgs),
}

/// Which letter.
#[derive(Debug, Args)]
pub struct LetterArg {
    /// What it is for.
    #[arg(value_parser = word_of!(LetterKind))]
    pub letter: LetterKind,
    /// In which language.
    #[arg(long, value_parser = word_of!(Language), default_value = "zh-CN")]
    pub language: Language,
}

/// Which letter, and of which versions.
#[derive(Debug, Args)]
pub struct ShowLetterArgs {
    #[command(flatten)]
    pub letter: LetterArg,
    /// Every version.
    #[arg(long)]
    pub versions: bool,
}

/// A letter, worded anew.
#[derive(Debug, Args)]
pub struct EditLetterArgs {
    #[command(flatten)]
    pub letter: LetterArg,
    /// What it is about; without it as before.
    #[arg(long)]
    pub subject: Option<String>,
    #[command(flatten)]
    pub words: TextArgs,
}

/// A letter, and the case that it is about.
#[derive(Debug, Args)]
pub struct FillLetterArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// What it is for.
    #[arg(value_parser = word_of!(LetterKind))]
    pub letter: LetterKind,
    /// In which language; without it the case's.
    #[arg(long, value_parser = word_of!(Language))]
    pub language: Option<Language>,
}
