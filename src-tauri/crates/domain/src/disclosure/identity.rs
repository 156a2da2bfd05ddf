//! Numbers of papers.

use super::number::{BETWEEN, Number, parts};
use super::text::{Read, Sign};
use super::{Found, Kind};

const TRAVEL: &[&str] = &[
    "通行证",
    "回乡证",
    "台胞证",
    "台湾居民",
    "港澳居民",
    "travel permit",
    "home return permit",
];
const PASSPORT: &[&str] = &["护照", "passport"];
const INSURANCE: &[&str] = &["national insurance", "nino", "ni number", "ni no"];
const SECURITY: &[&str] = &["social security", "ssn", "社会安全号", "社安号"];
const HONG_KONG: &[&str] = &[
    "香港身份证",
    "香港居民身份证",
    "hkid",
    "hong kong identity",
    "hong kong id",
];

/// The first two digits: the provinces by GB/T 2260, and 81 to 83 of residence permits for people
/// of Hong Kong, Macau and Taiwan.
const PROVINCES: &[u32] = &[
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83,
];

/// A resident identity card's number (GB 11643-1999): place, day of birth, a number of the day, and
/// a digit that checks them (ISO 7064, MOD 11-2). Until 1999 it had two digits of the year, and
/// none that checks.
pub(super) fn resident(number: &Number<'_>) -> Option<Found> {
    let digits = number.digits;
    let value = |from: usize, length: usize| {
        let digits = digits.get(from..from + length).unwrap_or_default();
        digits
            .iter()
            .fold(0, |sum, digit| sum * 10 + u32::from(*digit))
    };
    if !matches!(digits.len(), 15 | 17 | 18) || !PROVINCES.contains(&value(0, 2)) {
        return None;
    }
    if digits.len() == 15 {
        let dated = day(1900 + value(6, 2), value(8, 2), value(10, 2));
        let written = matches!(number.groups, [15] | [6, 6, 3]);
        let found = dated && written && number.apart();
        return found.then(|| number.found(Kind::ResidentId));
    }
    let year = value(6, 4);
    if !(1900..2100).contains(&year) || !day(year, value(10, 2), value(12, 2)) {
        return None;
    }
    let sum: u32 = (0..17)
        .map(|place| value(place, 1) * (1 << (17 - place)) % 11)
        .sum();
    let check = (12 - sum % 11) % 11;
    match (digits.len(), check) {
        (18, 0..=9) if value(17, 1) == check => Some(number.found(Kind::ResidentId)),
        (17, 10) => {
            let end = behind_x(number.read, number.at.end)?;
            Some(Found {
                kind: Kind::ResidentId,
                at: number.at.start..end,
                said: number.said() + "X",
            })
        }
        _ => None,
    }
}

/// Behind the X that comes after a place, parted as the digits are.
fn behind_x(read: &Read<'_>, at: usize) -> Option<usize> {
    let rest = read.signs.get(at..)?.iter();
    let at = at + rest.take(BETWEEN).take_while(|sign| parts(sign.c)).count();
    let is_x = read
        .sign(at)
        .is_some_and(|sign| matches!(sign.c, 'x' | '×' | 'х'));
    let next = read.sign(at + 1);
    let goes_on = next.is_some_and(|sign| sign.is_letter() || sign.is_arabic());
    (is_x && !goes_on).then_some(at + 1)
}

fn day(year: u32, month: u32, day: u32) -> bool {
    i32::try_from(year)
        .ok()
        .and_then(|year| chrono::NaiveDate::from_ymd_opt(year, month, day))
        .is_some()
}

/// Numbers of digits alone that mean something by the word beside them: a permit of people of
/// Taiwan, an American Social Security number.
pub(super) fn numbered(number: &Number<'_>) -> Option<Found> {
    let says = |words| number.read.says_around(number.at.clone(), words) && number.apart();
    match number.digits {
        [_, _, _, _, _, _, _, _] if number.groups.len() == 1 && says(TRAVEL) => {
            Some(number.found(Kind::TravelPermit))
        }
        [_, _, _, _, _, _, _, _, _] if number.groups.len() == 1 && says(PASSPORT) => {
            Some(number.found(Kind::Passport))
        }
        // Not all of them are given (Social Security Administration, randomization of 2011).
        [a, b, c, d, e, rest @ ..] if rest.len() == 4 => {
            let given = !matches!((a, b, c), (0, 0, 0) | (6, 6, 6) | (9, _, _))
                && (*d, *e) != (0, 0)
                && rest != [0; 4];
            let found = given && number.written(&[&[3, 2, 4]]) && says(SECURITY);
            found.then(|| number.found(Kind::SocialSecurity))
        }
        _ => None,
    }
}

/// Numbers that begin with letters.
pub(super) fn lettered(read: &Read<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for at in 0..read.signs.len() {
        let inside = read
            .before(at)
            .is_some_and(|s| s.is_letter() || s.is_arabic() || s.c == '_');
        if inside || !read.sign(at).is_some_and(Sign::is_letter) {
            continue;
        }
        let token = Token::at(read, at);
        let [hong_kong, insurance] = [token.hong_kong(read), token.insurance(read)];
        found.extend(
            [hong_kong, insurance, token.worded(read)]
                .into_iter()
                .flatten(),
        );
    }
    found
}

/// Letters and digits from a place on, without what parts them.
struct Token {
    start: usize,
    /// As capital letters and digits, each with the place behind it.
    signs: Vec<(char, usize)>,
}

impl Token {
    /// More signs than any of these numbers has.
    const MOST: usize = 12;

    fn at(read: &Read<'_>, start: usize) -> Self {
        let mut signs = Vec::new();
        let mut gap = false;
        for at in start..read.signs.len().min(start + 2 * Self::MOST) {
            match read.sign(at) {
                Some(sign) if sign.is_letter() || sign.is_arabic() => {
                    signs.push((sign.c.to_ascii_uppercase(), at + 1));
                    gap = false;
                }
                Some(sign) if !gap && matches!(sign.c, ' ' | '-' | '(' | ')') => gap = true,
                _ => break,
            }
        }
        Self { start, signs }
    }

    fn letters(&self) -> usize {
        self.signs
            .iter()
            .take_while(|(c, _)| c.is_ascii_alphabetic())
            .count()
    }

    /// The first `length` signs, where the number ends with them.
    fn said(&self, read: &Read<'_>, length: usize) -> Option<(String, usize)> {
        let (_, end) = self.signs.get(length.checked_sub(1)?)?;
        let next = read.sign(*end);
        let goes_on = next.is_some_and(|sign| sign.is_letter() || sign.is_arabic());
        let said = self.signs.iter().take(length).map(|(c, _)| c);
        (!goes_on).then(|| (said.collect(), *end))
    }

    fn found(&self, kind: Kind, (said, end): (String, usize)) -> Found {
        Found {
            kind,
            at: self.start..end,
            said,
        }
    }

    /// One or two letters, six digits, and in brackets what checks them: with a space for a letter
    /// that is not there the sum of values (A is 10, a space 36) times 9 to 1 is divided by 11
    /// without a remainder.
    fn hong_kong(&self, read: &Read<'_>) -> Option<Found> {
        let letters = self.letters();
        if !matches!(letters, 1 | 2) {
            return None;
        }
        let (said, end) = self.said(read, letters + 7)?;
        let (body, check) = said.split_at(letters + 6);
        if !body.get(letters..)?.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let value = |c: char| c.to_digit(36).unwrap_or_default();
        let space = 36 * 9 * u32::from(letters == 1);
        let weights = (2..=8 + letters as u32 - 1).rev();
        let sum: u32 = body
            .chars()
            .zip(weights)
            .map(|(c, weight)| value(c) * weight)
            .sum();
        let valid = check.chars().all(|c| c.is_ascii_digit() || c == 'A')
            && (space + sum + value(check.chars().next()?)).is_multiple_of(11);
        let closed = read.sign(end).is_some_and(|sign| sign.c == ')')
            && end
                .checked_sub(2)
                .and_then(|at| read.sign(at))
                .is_some_and(|s| s.c == '(');
        if !valid || !closed && !read.says_around(self.start..end, HONG_KONG) {
            return None;
        }
        let end = end + usize::from(closed);
        Some(self.found(Kind::HongKongId, (said, end)))
    }

    /// Two letters, six digits and a letter from A to D (HMRC, National Insurance Manual
    /// NIM39110).
    fn insurance(&self, read: &Read<'_>) -> Option<Found> {
        let (said, end) = self.said(read, 9)?;
        let signs: Vec<char> = said.chars().collect();
        let [first, second, digits @ .., last] = &signs[..] else {
            return None;
        };
        let given = !"DFIQUV".contains(*first)
            && !"DFIOQUV".contains(*second)
            && !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains(&said.get(..2)?);
        let formed = second.is_ascii_alphabetic()
            && digits.iter().all(char::is_ascii_digit)
            && ('A'..='D').contains(last);
        (formed && given && read.says_around(self.start..end, INSURANCE))
            .then(|| self.found(Kind::NationalInsurance, (said, end)))
    }

    /// What is a number of a paper by the word beside it alone.
    fn worded(&self, read: &Read<'_>) -> Option<Found> {
        let letters = self.letters();
        // Its signs up to the first that parts them.
        let together = self.signs.iter().enumerate();
        let length = together
            .take_while(|(n, (_, end))| *end == self.start + n + 1)
            .count();
        let digits = self.signs.get(letters..length)?;
        if !digits.iter().all(|(c, _)| c.is_ascii_digit()) {
            return None;
        }
        let said = self.said(read, length)?;
        let says = |words| read.says_around(self.start..said.1, words);
        let kind = match (letters, digits.len()) {
            (1, 8 | 10) if says(TRAVEL) => Kind::TravelPermit,
            (1 | 2, 6..=8) if says(PASSPORT) => Kind::Passport,
            _ => return None,
        };
        Some(self.found(kind, said))
    }
}
