//! Personal data in a text before it goes out: so that nobody sends one person's number to
//! another unseen.
//!
//! A finding is a question to whoever sends, not a verdict. What has a checksum is found by it
//! wherever it stands; what has none needs its own form, or a word beside it. Digits may be
//! full-width or Chinese, and parted by spaces, dashes, dots and what can't be seen. The time
//! taken grows with the text's length alone.

mod card;
mod email;
mod identity;
mod name;
mod number;
mod phone;
mod text;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::vocabulary::vocabulary;

use text::Read;

vocabulary! {
    /// What personal data is found as. Of two that are equally long the earlier is surer.
    Kind {
        /// An e-mail address.
        Email = "email",
        /// A resident identity card's number of the People's Republic of China, or that of a
        /// residence permit for people of Hong Kong, Macau and Taiwan.
        ResidentId = "resident-id",
        /// A Hong Kong identity card's number.
        HongKongId = "hong-kong-id",
        /// A travel permit's number of people of Hong Kong, Macau or Taiwan.
        TravelPermit = "travel-permit",
        /// A passport's number.
        Passport = "passport",
        /// A bank card's number.
        BankCard = "bank-card",
        /// A National Insurance number of the United Kingdom.
        NationalInsurance = "national-insurance",
        /// A Social Security number of the United States.
        SocialSecurity = "social-security",
        /// A telephone number.
        Phone = "phone",
        /// A person's name.
        Name = "name",
    }
}

/// Personal data in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, in bytes of the text.
    pub range: Range<usize>,
    /// Its value in one form, however it was written: digits and capital letters without what
    /// parts them, addresses and names in lower case.
    pub said: String,
}

/// What looks like personal data, in the order of the text. Findings don't overlap: the longer
/// one stands, and of equally long ones the surer.
pub fn find(text: &str) -> Vec<Finding> {
    let read = Read::new(text);
    let mut found = number::find(&read);
    found.extend(email::find(&read));
    found.extend(identity::lettered(&read));
    found.extend(name::find(&read));
    apart(found)
        .into_iter()
        .map(|Found { kind, at, said }| Finding {
            kind,
            range: read.bytes(&at),
            said,
        })
        .collect()
}

/// The findings that are of others than those whose own data is `known`. Each is compared in the
/// form of [`Finding::said`]; a telephone number is the same with and without its country's or
/// area's digits, and of a name each word has to be known.
pub fn of_others(findings: Vec<Finding>, known: &[&str]) -> Vec<Finding> {
    let own: Vec<Own> = known.iter().map(|known| Own::new(known)).collect();
    findings
        .into_iter()
        .filter(|finding| !own.iter().any(|own| own.is(finding)))
        .collect()
}

/// Something that is known of somebody.
struct Own {
    /// Its forms, if it is what is looked for.
    said: Vec<String>,
    /// Without what parts it, if it is a number.
    plain: String,
    /// As words, if it is a name.
    words: Vec<String>,
}

impl Own {
    fn new(known: &str) -> Self {
        let read = Read::new(known);
        let spelt: String = read.signs.iter().map(|sign| sign.spelt()).collect();
        let written = read.chars(0..read.signs.len());
        Self {
            said: find(known)
                .into_iter()
                .map(|finding| finding.said)
                .collect(),
            plain: plain(&spelt),
            words: words(&written),
        }
    }

    fn is(&self, finding: &Finding) -> bool {
        let said = plain(&finding.said);
        let numbers = || self.said.iter().map(|said| plain(said));
        match finding.kind {
            Kind::Email => self.said.contains(&finding.said),
            Kind::Phone => {
                let mut numbers = numbers().chain([self.plain.clone()]);
                numbers.any(|own| phone::same(&own, &said))
            }
            Kind::Name => words(&finding.said)
                .iter()
                .all(|word| self.words.contains(word)),
            _ => self.plain == said,
        }
    }
}

fn plain(text: &str) -> String {
    let signs = text.chars().filter(|c| c.is_alphanumeric());
    signs.collect::<String>().to_uppercase()
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Something found, where signs are counted.
#[derive(Debug)]
struct Found {
    kind: Kind,
    at: Range<usize>,
    said: String,
}

/// The findings that are left where none may overlap, in the order of the text.
fn apart(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|one| (std::cmp::Reverse(one.at.len()), one.kind, one.at.start));
    let mut taken: BTreeMap<usize, Found> = BTreeMap::new();
    for one in found {
        // Those that stand do not overlap: only the last that begins before its end can.
        let before = taken.range(..one.at.end).next_back();
        if before.is_none_or(|(_, before)| before.at.end <= one.at.start) {
            taken.insert(one.at.start, one);
        }
    }
    taken.into_values().collect()
}
