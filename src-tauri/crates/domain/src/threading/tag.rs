//! A case's number, and the tag that a subject carries so that an answer finds its case.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The shortest code that a tag may carry, in characters.
const SHORTEST_CODE: usize = 8;

/// The number by which people call a case; counted from 1, without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CaseNumber(pub u32);

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "C-{}", self.0)
    }
}

/// Text that is no case number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is not a case number such as C-402")]
pub struct BadCaseNumber {
    /// What was given.
    pub given: String,
}

impl FromStr for CaseNumber {
    type Err = BadCaseNumber;

    /// Reads `C-402`, `c402` or `402`.
    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let text = given.trim();
        let digits = match text.strip_prefix(['C', 'c']) {
            Some(rest) => rest.strip_prefix('-').unwrap_or(rest),
            None => text,
        };
        // `parse` alone would take a plus sign.
        let number = digits
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| digits.parse().ok())
            .flatten()
            .filter(|number| *number > 0);
        number.map(Self).ok_or_else(|| BadCaseNumber {
            given: given.to_owned(),
        })
    }
}

/// The tag of a case: `[C-402 k3f9x2ab]`. `code` is what proves that we made it, at least
/// eight ASCII letters and digits.
pub fn format_tag(number: CaseNumber, code: &str) -> String {
    format!("[{number} {code}]")
}

/// Every tag in a subject, from left to right, with its code as it stands there. Nothing is
/// verified; a mail program may have changed the case of the letters.
pub fn parse_tags(subject: &str) -> Vec<(CaseNumber, &str)> {
    subject
        .split('[')
        .skip(1)
        .filter_map(|rest| rest.split_once(']'))
        .filter_map(|(inside, _)| {
            let (number, code) = inside.split_once(char::is_whitespace)?;
            let code = code.trim();
            let written_out = number.starts_with(['C', 'c']);
            let is_code = code.len() >= SHORTEST_CODE
                && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
            let number = number.parse().ok()?;
            (written_out && is_code).then_some((number, code))
        })
        .collect()
}

/// Every case number in a text that is written out with its letter: `C-402`.
pub fn case_numbers(text: &str) -> Vec<CaseNumber> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices("C-") {
        let alone = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        let digits = bytes[at + 2..].iter().take_while(|b| b.is_ascii_digit());
        let end = at + 2 + digits.count();
        let ends = bytes.get(end).is_none_or(|b| !b.is_ascii_alphanumeric());
        if let Ok(number) = text[at..end].parse()
            && alone
            && ends
            && !found.contains(&number)
        {
            found.push(number);
        }
    }
    found
}
