//! NFKC and lower case, with the way back to the original.

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// One character after NFKC and lowercase, and the original bytes that it comes from.
/// Characters of one original sequence share their range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unit {
    pub c: char,
    pub start: usize,
    pub end: usize,
}

/// Normalises characters with where they stand, piece by piece, where pieces are cut so that no
/// character composes across a cut: the pieces put together are the whole text's normal form.
pub(crate) fn units(text: impl Iterator<Item = (usize, char)>) -> Vec<Unit> {
    let mut units = Vec::with_capacity(text.size_hint().1.unwrap_or(0));
    let mut piece = String::new();
    let (mut start, mut end) = (0, 0);
    let mut text = text.peekable();
    while let Some((at, c)) = text.next() {
        if begins_piece(c) {
            if !piece.is_empty() {
                push_piece(&piece, start, end, &mut units);
                piece.clear();
            }
            // Before a plain one a plain one is a piece by itself.
            let next = text.peek().map(|(_, next)| *next);
            let alone = next.is_none_or(|next| plain(next).is_some());
            if let Some(normal) = plain(c).filter(|_| alone) {
                units.push(Unit {
                    c: normal,
                    start: at,
                    end: at + c.len_utf8(),
                });
                continue;
            }
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
    let normal = piece.nfkc().flat_map(char::to_lowercase);
    units.extend(normal.map(|c| Unit { c, start, end }));
}

/// The normal form of the commonest characters, of which none composes with what stands before
/// it: ASCII, Han, their punctuation, and full-width ASCII.
fn plain(c: char) -> Option<char> {
    match c {
        _ if c.is_ascii() => Some(c.to_ascii_lowercase()),
        '\u{4E00}'..='\u{9FFF}' | '\u{3001}' | '\u{3002}' | '\u{3008}'..='\u{3011}' => Some(c),
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(c) - 0xFEE0).map(|c| c.to_ascii_lowercase())
        }
        _ => None,
    }
}

/// Whether `c` never composes or swaps places with what stands before it.
fn begins_piece(c: char) -> bool {
    if plain(c).is_some() {
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
