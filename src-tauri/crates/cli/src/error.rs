//! What a run fails with: what the desk refuses, and what the command line itself can't do.

use std::collections::BTreeMap;
use std::path::Path;

use crate::words::Words;

/// Why a run did not end well.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The desk refused, or failed.
    #[error(transparent)]
    Desk(#[from] desk::Error),
    /// No workspace is named.
    #[error("no workspace")]
    NoWorkspace,
    /// No passphrase, and no terminal to ask for it.
    #[error("no passphrase")]
    NoPassphrase,
    /// A new passphrase was typed in two ways.
    #[error("passphrases differ")]
    PassphrasesDiffer,
    /// No place for the recovery code, and no terminal to show it.
    #[error("no recovery file")]
    NoRecoveryFile,
    /// The undertaking of confidentiality was not accepted.
    #[error("not undertaken")]
    NotUndertaken,
    /// A file can't be read.
    #[error("unreadable")]
    Unreadable { path: String, why: String },
    /// A file can't be written.
    #[error("unwritable")]
    Unwritable { path: String, why: String },
    /// A file is there already.
    #[error("exists")]
    FileExists { path: String },
    /// More than one thing is asked, or none, and none was named.
    #[error("which ask")]
    WhichAsk { asks: String },
    /// Nothing of that kind is asked.
    #[error("no such ask")]
    NoSuchAsk { ask: String, asks: String },
    /// More than one clock can be extended.
    #[error("which clock")]
    WhichClock { clocks: String },
    /// Nobody of the office has that name.
    #[error("no such person")]
    NoSuchPerson { person: String, people: String },
    /// More than one recipient is to be told, or none of that name.
    #[error("which recipient")]
    WhichRecipient { recipients: String },
    /// Recipients are told of deletions, and nothing was deleted.
    #[error("nothing to tell")]
    NothingToTell,
    /// The import was stopped.
    #[error("stopped")]
    ImportStopped,
    /// Some files could not be read.
    #[error("incomplete")]
    ImportIncomplete { failed: u32 },
    /// The program could not start.
    #[error("start")]
    Start { why: String },
}

impl Failure {
    /// What the system said of a file that was to be read.
    pub fn reading(path: &Path, error: &std::io::Error) -> Self {
        Self::Unreadable {
            path: path.display().to_string(),
            why: error.kind().to_string(),
        }
    }

    /// What the system said of a file that was to be written.
    pub fn writing(path: &Path, error: &std::io::Error) -> Self {
        let path = path.display().to_string();
        match error.kind() {
            std::io::ErrorKind::AlreadyExists => Self::FileExists { path },
            kind => Self::Unwritable {
                path,
                why: kind.to_string(),
            },
        }
    }

    /// The permanent code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Desk(error) => error.code(),
            Self::NoWorkspace => "cli.workspace.not-named",
            Self::NoPassphrase => "cli.passphrase.not-given",
            Self::PassphrasesDiffer => "cli.passphrase.differ",
            Self::NoRecoveryFile => "cli.recovery.not-given",
            Self::NotUndertaken => "cli.team.not-undertaken",
            Self::Unreadable { .. } => "cli.file.unreadable",
            Self::Unwritable { .. } => "cli.file.unwritable",
            Self::FileExists { .. } => "cli.file.exists",
            Self::WhichAsk { .. } => "cli.ask.which",
            Self::NoSuchAsk { .. } => "cli.ask.unknown",
            Self::WhichClock { .. } => "cli.clock.which",
            Self::NoSuchPerson { .. } => "cli.person.unknown",
            Self::WhichRecipient { .. } => "cli.recipient.which",
            Self::NothingToTell => "cli.answer.nothing-to-tell",
            Self::ImportStopped => "cli.import.stopped",
            Self::ImportIncomplete { .. } => "cli.import.incomplete",
            Self::Start { .. } => "cli.start",
        }
    }

    /// Whether the command was called wrongly, not refused.
    pub const fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::NoWorkspace
                | Self::NoPassphrase
                | Self::NoRecoveryFile
                | Self::NotUndertaken
                | Self::WhichAsk { .. }
                | Self::NoSuchAsk { .. }
                | Self::WhichClock { .. }
                | Self::WhichRecipient { .. }
                | Self::NothingToTell
        )
    }

    /// The parameters of its sentence.
    pub fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::Desk(error) => error.params(),
            Self::Unreadable { path, why } | Self::Unwritable { path, why } => {
                BTreeMap::from([("path", path.clone()), ("why", why.clone())])
            }
            Self::FileExists { path } => BTreeMap::from([("path", path.clone())]),
            Self::WhichAsk { asks } => BTreeMap::from([("asks", asks.clone())]),
            Self::NoSuchAsk { ask, asks } => {
                BTreeMap::from([("ask", ask.clone()), ("asks", asks.clone())])
            }
            Self::WhichClock { clocks } => BTreeMap::from([("clocks", clocks.clone())]),
            Self::WhichRecipient { recipients } => {
                BTreeMap::from([("recipients", recipients.clone())])
            }
            Self::NoSuchPerson { person, people } => {
                BTreeMap::from([("person", person.clone()), ("people", people.clone())])
            }
            Self::ImportIncomplete { failed } => BTreeMap::from([("failed", failed.to_string())]),
            Self::Start { why } => BTreeMap::from([("why", why.clone())]),
            _ => BTreeMap::new(),
        }
    }

    /// What a person is told.
    pub fn sentence(&self, words: &Words) -> String {
        let params = self.params();
        sentence(words, self.code(), params.iter().map(|(n, v)| (*n, v)))
    }
}

/// The sentence of an error's code.
pub fn sentence<'p>(
    words: &Words,
    code: &str,
    params: impl Iterator<Item = (&'p str, &'p String)>,
) -> String {
    let params: Vec<_> = params
        .map(|(name, value)| {
            let value = match name {
                "missing" => missing(words, value),
                // Here an entry is an option.
                "field" => format!("--{}", value.replace('_', "-")),
                _ => value.clone(),
            };
            (name, value.into())
        })
        .collect();
    words.say(&format!("error-{}", code.replace('.', "-")), &params)
}

/// What an act lacks: the workflow's words, or the status that rules it out.
fn missing(words: &Words, missing: &str) -> String {
    words.row(
        missing
            .split(',')
            .map(|word| match word.strip_prefix("status-") {
                Some(status) => {
                    let status = words.word("status", status);
                    words.say("cli-missing-status", &[("status", status.into())])
                }
                None => words.word("missing", word),
            }),
    )
}
