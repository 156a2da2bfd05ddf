//! Text as the rules see it: clauses of words.

use crate::normal;

/// Ends a clause, beside a blank line; a full stop only before white space, so that it does
/// not tear an address or a number apart.
const CLAUSE_ENDS: &[char] = &[',', ';', ':', '!', '?', '。', '—'];
/// Stands as a word of its own at the end of a clause that asks.
pub(super) const QUESTION: &str = "?";

/// NFKC and lower case, with one kind of apostrophe.
pub(super) fn normalised(text: &str) -> String {
    let units = normal::units(text.char_indices()).into_iter();
    units
        .map(|unit| if unit.c == '’' { '\'' } else { unit.c })
        .collect()
}

/// Characters written without spaces between words: each is a word here.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A character of a word written with letters.
pub(super) fn is_letter(c: char) -> bool {
    (c.is_alphanumeric() || c == '\'') && !is_han(c)
}

/// Splits normalised text into clauses of words.
pub(super) fn clauses(text: &str) -> Vec<Vec<&str>> {
    let mut clauses = Vec::new();
    let mut clause = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if is_letter(first) {
            rest.find(|c| !is_letter(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        if is_letter(first) || is_han(first) || first == '?' {
            clause.push(token);
        }
        if ends_clause(first, after) {
            clauses.push(std::mem::take(&mut clause));
        }
        rest = after;
    }
    clauses.push(clause);
    clauses.retain(|clause| !clause.is_empty());
    clauses
}

fn ends_clause(c: char, after: &str) -> bool {
    match c {
        '.' => after.chars().next().is_none_or(char::is_whitespace),
        '\n' => after
            .trim_start_matches([' ', '\t', '\r'])
            .starts_with('\n'),
        _ => CLAUSE_ENDS.contains(&c),
    }
}
