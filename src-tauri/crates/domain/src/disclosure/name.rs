//! People's names, by the words beside them: a label, a title, and for Chinese names a surname.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::text::Read;
use super::{Found, Kind};

const WORDS: &str = include_str!("../../../../../assets/rules/names.txt");

/// The most signs of a Chinese name.
const HAN: usize = 4;
/// The most words of another name.
const LATIN: usize = 4;
/// What has no capital letter within a name.
const WITHIN: &[&str] = &[
    "al", "bin", "da", "de", "den", "der", "di", "el", "la", "van", "von",
];

#[derive(Default)]
struct Words {
    label: HashSet<&'static str>,
    before: HashSet<&'static str>,
    after: HashSet<&'static str>,
    title: HashSet<&'static str>,
    not: HashSet<&'static str>,
    surname: HashSet<&'static str>,
}

static READ: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for line in WORDS.lines() {
        let (kind, rest) = line.split_once(' ').unwrap_or_default();
        let set = match kind {
            "label" => &mut words.label,
            "before" => &mut words.before,
            "after" => &mut words.after,
            "title" => &mut words.title,
            "not" => &mut words.not,
            "surname" => &mut words.surname,
            _ => continue,
        };
        set.extend(rest.split_whitespace());
    }
    words
});

pub(super) fn find(read: &Read<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for at in 0..read.signs.len() {
        found.extend(titled_han(read, at));
        let start = match read.sign(at).map(|sign| sign.c) {
            Some(':') if labelled(read, at) => at + 1,
            _ if introduced(read, at) || titled(read, at) => at,
            _ => continue,
        };
        let start = start + spaces(read, start);
        found.extend(han(read, start).or_else(|| latin(read, start)));
    }
    found
}

fn spaces(read: &Read<'_>, start: usize) -> usize {
    let signs = read.signs.get(start..).unwrap_or_default();
    signs
        .iter()
        .take(4)
        .take_while(|sign| matches!(sign.c, ' ' | '\t' | '.'))
        .count()
}

/// Whether a label ends before the colon at a place; blanks in it don't count (`姓　名`).
fn labelled(read: &Read<'_>, at: usize) -> bool {
    let line = read.signs.get(..at).unwrap_or_default().iter().rev();
    let mut label: Vec<char> = line
        .take_while(|sign| sign.c.is_alphabetic() || sign.c == ' ')
        .take(20)
        .map(|sign| sign.c)
        .collect();
    label.reverse();
    let label: String = label.into_iter().collect();
    let words: Vec<&str> = label.split(' ').filter(|word| !word.is_empty()).collect();
    let together = words.concat();
    let tail = |length: usize| {
        words
            .get(words.len().saturating_sub(length)..)
            .unwrap_or_default()
    };
    let english = [1, 2]
        .iter()
        .any(|length| READ.label.contains(tail(*length).join("_").as_str()));
    english || ends(&together, 6, |word| READ.label.contains(word))
}

/// Whether a text ends with a word of at most so many characters, of Han alone.
fn ends(text: &str, most: usize, known: impl Fn(&str) -> bool) -> bool {
    let starts = text.char_indices().rev().take(most);
    let mut tails = starts.map_while(|(at, c)| text.get(at..).filter(|_| is_han(c)));
    tails.any(known)
}

/// Whether words that introduce a name end before a place.
fn introduced(read: &Read<'_>, at: usize) -> bool {
    let before = read.chars(at.saturating_sub(3)..at);
    read.before(at).is_some_and(|sign| is_han(sign.c))
        && (ends(&before, 3, |word| READ.before.contains(word)))
}

/// Whether an English title ends before a place. To miss is no title.
fn titled(read: &Read<'_>, at: usize) -> bool {
    if !read
        .before(at)
        .is_some_and(|sign| matches!(sign.c, ' ' | '.'))
    {
        return false;
    }
    let before = read.chars(at.saturating_sub(7)..at);
    let title = before.trim_end_matches([' ', '.']);
    let title = title
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let behind = before
        .chars()
        .rev()
        .take_while(|c| !c.is_alphabetic())
        .count();
    let start = at.checked_sub(behind + title.chars().count());
    let capital = start
        .and_then(|start| read.written(start))
        .is_some_and(char::is_uppercase);
    capital && READ.title.contains(title)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// A Chinese name that begins at a place and ends where its Han do, or by the length of most.
fn han(read: &Read<'_>, start: usize) -> Option<Found> {
    let signs = read.signs.get(start..)?.iter();
    let length = signs
        .take(12)
        .take_while(|sign| is_han(sign.c) || sign.c == '·')
        .count();
    let name = read.chars(start..start + length);
    if name.contains('·') {
        return (length > 3).then(|| found(read, start, start + length));
    }
    let surname = surname(&name)?;
    let length = if length > HAN { surname + 2 } else { length };
    let name = read.chars(start..start + length);
    let named = length > surname && !READ.not.iter().any(|word| name.starts_with(word));
    named.then(|| found(read, start, start + length))
}

/// How many characters of a name are the surname.
fn surname(name: &str) -> Option<usize> {
    let known = |length: usize| {
        let end = name
            .char_indices()
            .nth(length)
            .map_or(name.len(), |(at, _)| at);
        name.get(..end)
            .is_some_and(|part| READ.surname.contains(part))
    };
    [2, 1].into_iter().find(|length| known(*length))
}

/// The Chinese name before the title that begins at a place.
fn titled_han(read: &Read<'_>, at: usize) -> Option<Found> {
    let title = read.chars(at..(at + 2).min(read.signs.len()));
    if !READ.after.contains(title.as_str()) {
        return None;
    }
    let named = |length: usize| {
        let start = at.checked_sub(length)?;
        let name = read.chars(start..at);
        let surname = name.chars().all(is_han).then(|| surname(&name))??;
        // A word and its last character may look like a surname and a name.
        let wider = read.chars(start.saturating_sub(1)..at);
        let no_name = READ.not.iter().any(|word| wider.contains(word));
        let fits = length > surname && length <= surname + 2;
        (fits && !no_name).then(|| found(read, start, at))
    };
    [4, 3, 2].into_iter().find_map(named)
}

/// Words with capital letters from a place on, with initials and what stands within a name.
fn latin(read: &Read<'_>, start: usize) -> Option<Found> {
    let mut end = start;
    let mut at = start;
    for _ in 0..LATIN {
        let signs = read.signs.get(at..)?.iter();
        let word = |c: char| c.is_alphabetic() && !is_han(c) || matches!(c, '\'' | '’' | '-');
        let length = signs.take(40).take_while(|sign| word(sign.c)).count();
        let capital = read.written(at).is_some_and(char::is_uppercase);
        let said = read.chars(at..at + length);
        let initial = capital && length == 1;
        let possible = capital && length > 0 || WITHIN.contains(&said.as_str());
        if !possible || READ.not.contains(said.as_str()) {
            break;
        }
        if capital && !initial {
            end = at + length;
        }
        at += length;
        at += usize::from(initial && read.sign(at).is_some_and(|sign| sign.c == '.'));
        if read.sign(at).is_none_or(|sign| sign.c != ' ') {
            break;
        }
        at += 1;
    }
    (end > start).then(|| found(read, start, end))
}

fn found(read: &Read<'_>, start: usize, end: usize) -> Found {
    Found {
        kind: Kind::Name,
        at: start..end,
        said: read.chars(start..end),
    }
}
