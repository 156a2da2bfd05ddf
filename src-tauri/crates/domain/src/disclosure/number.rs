//! Numbers as they are written: groups of digits, and what parts them.

use std::ops::Range;

use super::text::{Read, Sign};
use super::{Found, Kind, card, identity, phone};

/// The least digits of a number that means something here.
const LEAST: usize = 7;
/// The most digits of a number that means something here.
const MOST: usize = 19;
/// The most signs between two groups of one number.
pub(super) const BETWEEN: usize = 3;

/// Digits that may be a number: whole groups, next to each other.
pub(super) struct Number<'a> {
    pub read: &'a Read<'a>,
    /// The values.
    pub digits: &'a [u8],
    /// How many digits each group has.
    pub groups: &'a [usize],
    /// The signs from the first digit to behind the last.
    pub at: Range<usize>,
    /// Whether every digit is one of ASCII's, once normalised.
    pub arabic: bool,
}

impl Number<'_> {
    pub fn said(&self) -> String {
        said(self.digits)
    }

    pub fn found(&self, kind: Kind) -> Found {
        Found {
            kind,
            at: self.at.clone(),
            said: self.said(),
        }
    }

    /// Whether it is written in one of these ways: whole, digit by digit, or in groups of so
    /// many.
    pub fn written(&self, ways: &[&[usize]]) -> bool {
        let one_by_one = self.groups.iter().all(|group| *group == 1);
        self.groups.len() == 1 || one_by_one || ways.contains(&self.groups)
    }

    /// Whether it stands for itself: no letter touches it, and no digit but after a space.
    pub fn apart(&self) -> bool {
        self.apart_before() && self.apart_after(self.at.end)
    }

    pub fn apart_before(&self) -> bool {
        let joins = |sign: Sign| sign.is_letter() || "_@#/\\=".contains(sign.c);
        let Some(before) = self.read.before(self.at.start) else {
            return true;
        };
        let further = self
            .at
            .start
            .checked_sub(1)
            .and_then(|at| self.read.before(at));
        // Two numbers of one person.
        let second = before.c == '/' && further.is_some_and(Sign::is_arabic);
        let named = dash(before.c) && further.is_some_and(Sign::is_letter);
        if joins(before) && !second || named {
            return self.read.says(self.at.start, phone::WORDS);
        }
        !(tight(before.c) && further.is_some_and(Sign::is_arabic))
    }

    pub fn apart_after(&self, end: usize) -> bool {
        let Some(after) = self.read.sign(end) else {
            return true;
        };
        let further = self.read.sign(end + 1);
        let goes_on = tight(after.c) && further.is_some_and(Sign::is_arabic);
        !after.is_letter() && after.c != '_' && !goes_on
    }
}

pub(super) fn said(digits: &[u8]) -> String {
    digits
        .iter()
        .map(|digit| char::from(b'0' + digit))
        .collect()
}

/// Whether digits on both sides of it are of one number: a date's, a version's, a time's.
fn tight(c: char) -> bool {
    matches!(c, '.' | ':') || dash(c)
}

fn dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '~')
}

/// What may stand between the groups of a number.
pub(super) fn parts(c: char) -> bool {
    dash(c) && c != '~'
        || matches!(c, '.' | '·' | '•' | '(' | ')')
        || c.is_whitespace() && c != '\n'
}

/// Every number of the text that means something.
pub(super) fn find(read: &Read<'_>) -> Vec<Found> {
    let groups = groups(read);
    let mut found = Vec::new();
    let (mut digits, mut sizes) = (Vec::new(), Vec::new());
    for first in 0..groups.len() {
        digits.clear();
        sizes.clear();
        let mut arabic = true;
        for (place, group) in groups.iter().enumerate().skip(first) {
            let joined = place == first || joined(read, &groups, place);
            if !joined || digits.len() + group.len() > MOST {
                break;
            }
            let signs = read.signs.get(group.clone()).unwrap_or_default();
            digits.extend(signs.iter().filter_map(|sign| sign.digit));
            sizes.push(group.len());
            arabic &= signs.iter().all(|sign| sign.is_arabic());
            let start = groups.get(first).map_or(0, |group| group.start);
            let number = Number {
                read,
                digits: &digits,
                groups: &sizes,
                at: start..group.end,
                arabic,
            };
            if number.digits.len() >= LEAST {
                found.extend(meant(&number));
            }
        }
    }
    found
}

fn meant(number: &Number<'_>) -> impl Iterator<Item = Found> {
    let card = card::card(number);
    // Of fifteen digits a card's sum says more than a day of birth.
    let resident =
        identity::resident(number).filter(|_| card.is_none() || number.digits.len() > 15);
    let others = [phone::phone(number), identity::numbered(number)];
    [resident, card].into_iter().chain(others).flatten()
}

/// The runs of digits of one script; a long one is no number, and is passed over as a whole.
fn groups(read: &Read<'_>) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    let mut at = 0;
    while let Some(sign) = read.sign(at) {
        let same = |other: &Sign| other.digit.is_some() && other.is_arabic() == sign.is_arabic();
        let rest = read.signs.get(at..).unwrap_or_default();
        let length = rest.iter().take_while(|other| same(other)).count();
        if length > 0 {
            groups.push(at..at + length);
        }
        at += length.max(1);
    }
    groups
}

/// Whether a group goes on with the number of the one before it.
fn joined(read: &Read<'_>, groups: &[Range<usize>], place: usize) -> bool {
    let before = place.checked_sub(1).and_then(|place| groups.get(place));
    let (Some(before), Some(group)) = (before, groups.get(place)) else {
        return false;
    };
    let between = read.signs.get(before.end..group.start).unwrap_or_default();
    between.len() <= BETWEEN && between.iter().all(|sign| parts(sign.c))
}
