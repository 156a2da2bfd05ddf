//! The language of a message, as far as its script and commonest words tell.

use crate::words::words;

words! {
    /// The languages that are told apart.
    Lang {
        /// Chinese.
        Chinese = "zh",
        /// English.
        English = "en",
        /// Japanese.
        Japanese = "ja",
        /// Korean.
        Korean = "ko",
    }
}

const ENGLISH: &[&str] = &[
    "the", "and", "you", "to", "of", "is", "my", "your", "please", "i", "for", "have", "in",
    "that", "not",
];

/// The language of `text`; None when nothing tells.
pub fn language(text: &str) -> Option<Lang> {
    let (mut han, mut kana, mut hangul) = (0, 0, 0);
    for c in text.chars() {
        match c {
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' => han += 1,
            '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' => hangul += 1,
            _ => {}
        }
    }
    if kana > 0 && kana * 8 >= han {
        return Some(Lang::Japanese);
    }
    if hangul > han {
        return Some(Lang::Korean);
    }
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    let english = words
        .iter()
        .filter(|w| ENGLISH.contains(&w.as_str()))
        .count();
    // A Chinese character carries about as much as half a word.
    if han > 0 && han >= english * 2 {
        return Some(Lang::Chinese);
    }
    (english >= 2 && english * 12 >= words.len()).then_some(Lang::English)
}
