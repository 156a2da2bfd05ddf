//! A text as it is looked at: sign by sign, normalised, without what can't be seen.

use std::ops::Range;

use crate::normal::{Unit, units};

/// How far before a number the words are that say what it is, in signs.
const BESIDE: usize = 40;
/// How far behind it.
const BEHIND: usize = 12;

/// A sign of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    /// The character, after NFKC and in lower case.
    pub c: char,
    /// Its value, where it is a digit of any script that is read here.
    pub digit: Option<u8>,
    start: usize,
    end: usize,
}

impl Sign {
    /// The character, where a digit is an ASCII one.
    pub fn spelt(self) -> char {
        match self.digit {
            Some(digit) => char::from(b'0' + digit),
            None => self.c,
        }
    }

    pub fn is_letter(self) -> bool {
        self.c.is_ascii_alphabetic()
    }

    /// Whether the digit is one of ASCII's, once normalised.
    pub fn is_arabic(self) -> bool {
        self.c.is_ascii_digit()
    }
}

/// A text that has been read.
pub(super) struct Read<'a> {
    pub text: &'a str,
    pub signs: Vec<Sign>,
}

impl<'a> Read<'a> {
    pub fn new(text: &'a str) -> Self {
        let seen = text.char_indices().filter(|(_, c)| !hides(*c));
        let signs = units(seen)
            .into_iter()
            .map(|Unit { c, start, end }| Sign {
                c,
                digit: digit(c),
                start,
                end,
            })
            .collect();
        Self { text, signs }
    }

    pub fn sign(&self, at: usize) -> Option<Sign> {
        self.signs.get(at).copied()
    }

    pub fn before(&self, at: usize) -> Option<Sign> {
        at.checked_sub(1).and_then(|at| self.sign(at))
    }

    /// The bytes of some signs. Signs of one character share its bytes.
    pub fn bytes(&self, at: &Range<usize>) -> Range<usize> {
        let start = self.sign(at.start).map_or(0, |sign| sign.start);
        let end = self.before(at.end).map_or(start, |sign| sign.end);
        start..end.max(start)
    }

    /// The characters of some signs.
    pub fn chars(&self, at: Range<usize>) -> String {
        let signs = self.signs.get(at).unwrap_or_default();
        signs.iter().map(|sign| sign.c).collect()
    }

    /// The first character of the original that a sign comes from.
    pub fn written(&self, at: usize) -> Option<char> {
        let sign = self.sign(at)?;
        self.text.get(sign.start..)?.chars().next()
    }

    /// What stands before a place on its line and says what comes: back to the number before it.
    pub fn beside(&self, at: usize) -> String {
        let ends = |sign: &&Sign| sign.is_arabic() || sign.c == '\n';
        let back = self.signs.get(..at).unwrap_or_default().iter().rev();
        let mut said: Vec<char> = back
            .take_while(|sign| !ends(sign))
            .take(BESIDE)
            .map(|sign| sign.c)
            .collect();
        said.reverse();
        said.into_iter().collect()
    }

    /// Whether one of `words` is said beside a place: whole where it is of ASCII letters.
    pub fn says(&self, at: usize, words: &[&str]) -> bool {
        says(&self.beside(at), words)
    }

    /// Whether one of `words` is said beside a number or behind it.
    pub fn says_around(&self, at: Range<usize>, words: &[&str]) -> bool {
        let behind = self.signs.get(at.end..).unwrap_or_default().iter();
        let behind = behind.map(|sign| sign.c).take(BEHIND);
        let behind: String = behind.take_while(|c| *c != '\n').collect();
        self.says(at.start, words) || says(&behind, words)
    }
}

/// Whether one of `words` stands in a text, whole where it is of ASCII letters.
pub(super) fn says(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
            !word.is_ascii() || !letter(before) && !letter(after)
        })
    })
}

/// What is in a text and can't be seen: zero-width signs, soft hyphens, marks of direction.
fn hides(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{180e}')
}

fn digit(c: char) -> Option<u8> {
    Some(match c {
        '0'..='9' => c as u8 - b'0',
        '〇' | '零' | '洞' => 0,
        '一' | '壹' | '幺' => 1,
        '二' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' | '拐' => 7,
        '八' | '捌' => 8,
        '九' | '玖' | '勾' => 9,
        _ => return None,
    })
}
