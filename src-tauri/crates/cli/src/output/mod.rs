//! What goes to stdout.

pub mod answers;
pub mod audit;
pub mod bulk;
pub mod calendar;
pub mod case;
pub mod clock;
pub mod drafts;
pub mod joining;
pub mod letters;
pub mod lists;
pub mod mail;
pub mod mailbox;
pub mod people;
pub mod retention;
pub mod stats;
pub mod table;
pub mod when;
pub mod workspace;

use crate::error::Failure;

/// What a command gives.
pub struct Said {
    /// For stdout.
    pub bytes: Vec<u8>,
    /// What is wrong all the same, such as a log that is not sound.
    pub failure: Option<Failure>,
}

impl Said {
    /// All is fine.
    pub const fn of(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            failure: None,
        }
    }

    /// Something is wrong, though it was said.
    pub fn but(self, failure: Option<Failure>) -> Self {
        Self { failure, ..self }
    }
}

/// Takes from a text what would steer a terminal: text of strangers stands in it.
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|char| match char {
            '\n' | '\t' => char,
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                char::REPLACEMENT_CHARACTER
            }
            char if char.is_control() => char::REPLACEMENT_CHARACTER,
            char => char,
        })
        .collect()
}

/// The lines of a text, each set in.
pub fn indented(text: &str) -> String {
    text.lines()
        .map(|line| format!("  {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_not_steered() {
        let said = clean("a\u{1b}[2Jb\r\u{9b}c\u{202e}d\n\te\u{e9}");
        assert_eq!(said, "a\u{fffd}[2Jb\u{fffd}\u{fffd}c\u{fffd}d\n\teé");
    }
}
