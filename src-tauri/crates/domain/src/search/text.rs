//! Text in the form in which it is compared, with the way back to the original.

use unicode_normalization::char::{
    canonical_combining_class, decompose_compatible, is_combining_mark,
};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// One character after NFKC and lowercase, and the original bytes that it comes from.
/// Characters of one original sequence share their range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    pub c: char,
    pub start: usize,
    pub end: usize,
}

/// The scripts that are found by substring, and the words of all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Cjk,
    Word,
    Between,
}

/// Normalises piece by piece, where pieces are cut so that no character composes
/// across a cut: the pieces put together are the whole text's normal form.
pub(super) fn normalise(text: &str) -> Vec<Unit> {
    let mut units = Vec::with_capacity(text.len());
    let mut piece = String::new();
    let (mut start, mut end) = (0, 0);
    for (at, c) in text.char_indices().filter(|(_, c)| !is_ignorable(*c)) {
        if begins_piece(c) {
            push_piece(&piece, start, end, &mut units);
            piece.clear();
            start = at;
        } else if piece.is_empty() {
            start = at;
        }
        piece.push(c);
        end = at + c.len_utf8();
    }
    push_piece(&piece, start, end, &mut units);
    units
}

fn push_piece(piece: &str, start: usize, end: usize, units: &mut Vec<Unit>) {
    let mut chars = piece.chars();
    match (chars.next(), chars.next()) {
        (None, _) => {}
        (Some(c), None) if is_plain(c) => {
            units.push(Unit {
                c: c.to_ascii_lowercase(),
                start,
                end,
            });
        }
        _ => {
            units.extend(
                piece
                    .nfkc()
                    .flat_map(char::to_lowercase)
                    .map(|c| Unit { c, start, end }),
            )
        }
    }
}

/// What NFKC leaves alone and nothing composes with on its left: the common case.
fn is_plain(c: char) -> bool {
    c.is_ascii() || ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Whether `c` never composes or swaps places with what stands before it.
fn begins_piece(c: char) -> bool {
    if is_plain(c) {
        return true;
    }
    let mut first = None;
    decompose_compatible(c, |part| {
        first.get_or_insert(part);
    });
    first.is_none_or(|first| {
        canonical_combining_class(first) == 0
            && is_nfkc_quick(std::iter::once(first)) != IsNormalized::Maybe
    })
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
