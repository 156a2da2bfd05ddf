//! Letters.

use chrono_tz::Tz;
use desk::letters::{FilledLetter, LetterView};
use domain::letters::Field;

use super::table::Table;
use super::when;
use crate::words::Words;

/// Letters, a line each.
pub fn list(words: &Words, all: &[LetterView], zone: Tz) -> String {
    let columns = ["word", "language", "version", "made", "subject"];
    let mut table = Table::new(&columns.map(|column| words.word("cli-column", column)));
    for letter in all {
        table.row([
            letter.kind.to_string(),
            letter.language.to_string(),
            letter.version.to_string(),
            letter
                .saved_at
                .map_or_else(String::new, |at| when::minute(at, zone)),
            letter.subject.clone(),
        ]);
    }
    table.lines()
}

/// A letter with what it may name.
pub fn letter(words: &Words, letter: &LetterView) -> String {
    let fields = words.row(Field::ALL.iter().map(ToString::to_string));
    let fields = words.say("letter-fields", &[("fields", fields.into())]);
    format!("{}\n\n{}\n{fields}", letter.subject, letter.text)
}

/// A letter, filled in.
pub fn filled(words: &Words, filled: &FilledLetter) -> String {
    let mut text = format!("{}\n\n{}", filled.subject, filled.text);
    if !filled.unfilled.is_empty() {
        let fields = words.row(filled.unfilled.iter().cloned());
        text.push('\n');
        text.push_str(&words.say("letter-unfilled", &[("fields", fields.into())]));
    }
    text
}
