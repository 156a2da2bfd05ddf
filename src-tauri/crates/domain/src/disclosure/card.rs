//! Bank cards: their issuers' first digits, and the digit that checks them (ISO/IEC 7812-1,
//! annex B).

use super::number::Number;
use super::{Found, Kind, phone};

/// How cards print their numbers.
const WAYS: &[&[usize]] = &[
    &[4, 4, 4, 1],
    &[4, 4, 4, 2],
    &[4, 4, 4, 3],
    &[4, 4, 4, 4],
    &[4, 4, 4, 4, 1],
    &[4, 4, 4, 4, 2],
    &[4, 4, 4, 4, 3],
    &[4, 6, 4],
    &[4, 6, 5],
    &[6, 10],
    &[6, 13],
    &[8, 8],
];
const WORDS: &[&str] = &[
    "卡号",
    "银行卡",
    "储蓄卡",
    "信用卡",
    "借记卡",
    "账号",
    "账户",
    "card",
    "account",
    "visa",
    "mastercard",
];

pub(super) fn card(number: &Number<'_>) -> Option<Found> {
    let first = number.digits.iter().take(6);
    if number.digits.len() < 13 {
        return None;
    }
    let first = first.fold(0u32, |sum, digit| sum * 10 + u32::from(*digit));
    if !issued(first, number.digits.len()) || !checks(number.digits) || !number.written(WAYS) {
        return None;
    }
    let start = number.at.start;
    let words = number.read.says(start, WORDS);
    // Numbers this short are of barcodes, too.
    let long = number.digits.len() > 14;
    let of_other = number.read.says(start, phone::OTHERS);
    ((words || long && !of_other) && number.apart()).then(|| number.found(Kind::BankCard))
}

/// Whether cards of this length begin with these six digits.
fn issued(first: u32, length: usize) -> bool {
    match first {
        // UnionPay, and cards of Chinese banks from before it.
        620_000..=629_999 | 810_000..=817_199 => (16..=19).contains(&length),
        955_800..=955_999 | 601_382 | 601_428 | 603_000..=603_999 => (16..=19).contains(&length),
        // Visa; cards of the China Construction Bank have 19 digits.
        400_000..=499_999 => matches!(length, 13 | 16 | 18 | 19),
        // Mastercard.
        510_000..=559_999 | 222_100..=272_099 => length == 16,
        // American Express.
        340_000..=349_999 | 370_000..=379_999 => length == 15,
        // Diners Club.
        300_000..=305_999 | 360_000..=369_999 | 380_000..=399_999 => (14..=19).contains(&length),
        // Discover, JCB.
        601_100..=601_199 | 644_000..=659_999 | 352_800..=358_999 => (16..=19).contains(&length),
        _ => false,
    }
}

/// Luhn's sum: from the last digit on, every second one doubled, with its digits added up.
fn checks(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, u32::from(*digit)) {
            (0, digit) => digit,
            (_, digit) => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}
