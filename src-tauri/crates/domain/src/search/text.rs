//! Text in the form in which it is compared: runs of words and of CJK.

use unicode_normalization::char::is_combining_mark;

use crate::normal;
pub(super) use crate::normal::Unit;

/// The scripts that are found by substring, and the words of all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Cjk,
    Word,
    Between,
}

/// A text's normal form, without what is not seen in it.
pub(super) fn normalise(text: &str) -> Vec<Unit> {
    normal::units(text.char_indices().filter(|(_, c)| !is_ignorable(*c)))
}

/// What is not seen and stands inside words: soft hyphens, zero-width characters,
/// variation selectors. It is passed over, before anything else.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// The class of a normalised character. Han, kana, bopomofo and Hangul are CJK;
/// letters, digits and marks are words; everything else stands between.
pub(super) fn class(c: char) -> Class {
    match c {
        _ if c.is_ascii_alphanumeric() => Class::Word,
        _ if c.is_ascii() => Class::Between,
        '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}'
        | '\u{3031}'..='\u{3035}'
        | '\u{3038}'..='\u{303C}'
        | '\u{3041}'..='\u{3096}'
        | '\u{3099}'..='\u{309F}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{30FC}'..='\u{318F}'
        | '\u{31A0}'..='\u{31BF}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{1100}'..='\u{11FF}'
        | '\u{A960}'..='\u{A97F}'
        | '\u{AC00}'..='\u{D7FF}'
        | '\u{2E80}'..='\u{2FDF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{1B000}'..='\u{1B16F}'
        | '\u{20000}'..='\u{3FFFD}' => Class::Cjk,
        _ if c.is_alphanumeric() || is_combining_mark(c) => Class::Word,
        _ => Class::Between,
    }
}

/// The longest stretches of one class, without what stands between.
pub(super) fn runs(units: &[Unit]) -> impl Iterator<Item = (Class, &[Unit])> {
    units
        .chunk_by(|a, b| class(a.c) == class(b.c))
        .map(|run| (class(run[0].c), run))
        .filter(|(class, _)| *class != Class::Between)
}

pub(super) fn chars(units: &[Unit]) -> Vec<char> {
    units.iter().map(|unit| unit.c).collect()
}
