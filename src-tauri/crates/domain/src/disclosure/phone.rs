//! Telephone numbers: of China as they are written there, of the United Kingdom and the United
//! States by their usual groups, and of anywhere with a plus (ITU-T E.164).

use super::number::{Number, said};
use super::{Found, Kind};

/// Words beside a telephone number.
pub(super) const WORDS: &[&str] = &[
    "电话",
    "手机",
    "座机",
    "固话",
    "联系方式",
    "致电",
    "拨打",
    "来电",
    "热线",
    "传真",
    "微信",
    "tel",
    "telephone",
    "phone",
    "mobile",
    "cell",
    "call",
    "fax",
    "whatsapp",
];
/// Words beside a number that is of something else.
pub(super) const OTHERS: &[&str] = &[
    "订单",
    "单号",
    "编号",
    "流水",
    "工单",
    "快递",
    "运单",
    "房间",
    "直播间",
    "用户id",
    "版本",
    "order",
    "invoice",
    "tracking",
    "ref",
    "reference",
    "ticket",
    "uid",
    "id",
    "version",
];

/// Countries, and how many digits follow.
const COUNTRIES: &[(&str, usize, usize)] = &[
    ("1", 10, 10),
    ("7", 10, 10),
    ("31", 9, 9),
    ("33", 9, 9),
    ("34", 9, 9),
    ("39", 8, 11),
    ("44", 9, 10),
    ("49", 7, 11),
    ("61", 9, 9),
    ("65", 8, 8),
    ("81", 9, 10),
    ("82", 8, 10),
    ("86", 10, 11),
    ("91", 10, 10),
    ("353", 7, 9),
    ("852", 8, 8),
    ("853", 8, 8),
    ("886", 8, 9),
];
/// How many digits a number of another country has, with the country's.
const ELSEWHERE: std::ops::RangeInclusive<usize> = 9..=12;

const MOBILE: &[&[usize]] = &[
    &[3, 4, 4],
    &[4, 3, 4],
    &[4, 4, 3],
    &[3, 3, 5],
    &[3, 8],
    &[7, 4],
    &[5, 6],
    &[6, 5],
    &[3, 4, 2, 2],
    &[3, 2, 2, 2, 2],
    &[2, 3, 3, 3],
    &[1, 2, 4, 4],
];
const LANDLINE: &[&[usize]] = &[
    &[3, 8],
    &[3, 4, 4],
    &[4, 8],
    &[4, 7],
    &[4, 4, 4],
    &[4, 3, 4],
    &[4, 4, 3],
];
const BRITISH: &[&[usize]] = &[&[5, 6], &[5, 3, 3], &[3, 4, 4], &[4, 3, 4], &[5, 5]];
const LOCAL: &[&[usize]] = &[&[4, 4], &[3, 4]];

pub(super) fn phone(number: &Number<'_>) -> Option<Found> {
    // Most of what comes here is no number at all.
    if !(7..=17).contains(&number.digits.len()) {
        return None;
    }
    let start = number.at.start;
    if number.read.before(start).is_some_and(|sign| sign.c == '+') {
        let further = start.checked_sub(1).and_then(|at| number.read.before(at));
        let alone = further.is_none_or(|sign| !sign.is_letter() && sign.digit.is_none());
        let international = international(number)?;
        return (alone && number.apart_after(number.at.end)).then(|| Found {
            kind: Kind::Phone,
            at: start - 1..number.at.end,
            said: international,
        });
    }
    let said = of_country(number)?;
    let said_so = || number.read.says(start, WORDS);
    let of_other = || number.read.says(start, OTHERS) && !said_so();
    (!of_other()).then(|| Found {
        kind: Kind::Phone,
        at: number.at.clone(),
        said,
    })
}

/// A number that begins with its country, as its digits after a plus.
fn international(number: &Number<'_>) -> Option<String> {
    // +44 (0)20: dialled from abroad without the 0.
    let zero = number
        .groups
        .first()
        .filter(|_| number.groups.get(1) == Some(&1));
    let zero = zero.filter(|at| number.digits.get(**at) == Some(&0));
    let mut digits = number.digits.to_vec();
    if let Some(at) = zero {
        digits.remove(*at);
    }
    abroad(&said(&digits))
}

fn abroad(digits: &str) -> Option<String> {
    let country = COUNTRIES
        .iter()
        .find_map(|(code, least, most)| Some((digits.strip_prefix(code)?, *least..=*most)));
    let possible = match country {
        Some((rest, lengths)) => lengths.contains(&rest.len()) && !rest.starts_with('0'),
        None => ELSEWHERE.contains(&digits.len()) && !digits.starts_with('0'),
    };
    possible.then(|| format!("+{digits}"))
}

/// A number as it is written in its own country, or with 00 or 86 before it.
fn of_country(number: &Number<'_>) -> Option<String> {
    let digits = number.digits;
    let whole = number.groups.len() == 1;
    let words = || number.read.says(number.at.start, WORDS);
    let apart = || number.apart();
    let is = |possible: bool| possible.then(|| number.said());
    match digits {
        [1, rest @ ..] if number.groups == [1, 3, 3, 4] && american(rest) => {
            is(number.arabic && apart())
        }
        [1, 3..=9, ..] if digits.len() == 11 => is(number.written(MOBILE) && apart()),
        [8, 6, 1, 3..=9, ..] if digits.len() == 13 => {
            let groups = match number.groups {
                [2, rest @ ..] => rest,
                groups => groups,
            };
            let written = groups.len() == 1 || number.written(&[]) || MOBILE.contains(&groups);
            is(written && apart()).map(|said| format!("+{said}"))
        }
        [0, 0, rest @ ..] if digits.len() > 10 => {
            let mobile = matches!(rest, [8, 6, 1, 3..=9, ..]) && rest.len() == 13;
            let possible = mobile || !whole && number.groups != [1; 19] || words();
            abroad(&said(rest)).filter(|_| possible && apart())
        }
        // What follows a landline's number may be an extension.
        [0, ..] if landline(digits) && LANDLINE.contains(&number.groups) => {
            is(number.arabic && number.apart_before())
        }
        [0, ..] if landline(digits) && whole && words() => is(apart()),
        [0, 7, 1..=9, ..] if digits.len() == 11 && whole => is(number.arabic && apart()),
        [0, 1..=3 | 7, ..] if matches!(digits.len(), 10 | 11) => {
            is(number.arabic && BRITISH.contains(&number.groups) && apart())
        }
        [2..=9, ..] if american(digits) => {
            let written = number.arabic && number.groups == [3, 3, 4];
            is((written || whole && words()) && apart())
        }
        [2..=9, ..] if digits.len() <= 8 && (whole || LOCAL.contains(&number.groups)) => {
            is(!date(digits) && words() && apart())
        }
        _ => None,
    }
}

/// Whether it begins with an area of China: 010, 02x, 03xx to 09xx.
fn landline(digits: &[u8]) -> bool {
    let local = match digits {
        [0, 1, 0, local @ ..] | [0, 2, _, local @ ..] => Some(local).filter(|l| l.len() == 8),
        [0, 3..=9, _, _, local @ ..] => Some(local).filter(|l| matches!(l.len(), 7 | 8)),
        _ => None,
    };
    local
        .and_then(<[u8]>::first)
        .is_some_and(|first| (2..=8).contains(first))
}

/// Whether it is of an area of North America where people live: not 411, nor 800 and the others
/// that a company pays for (so is 400 in China).
fn american(digits: &[u8]) -> bool {
    match digits {
        [_, 0, 0, ..] | [_, 1, 1, ..] | [8, 3..=8, _, ..] if digits.get(1) == digits.get(2) => {
            false
        }
        [2..=9, _, _, 2..=9, rest @ ..] => rest.len() == 6,
        _ => false,
    }
}

/// Whether it is a day, as year, month and day.
fn date(digits: &[u8]) -> bool {
    matches!(digits, [2, 0, _, _, 0 | 1, _, 0..=3, _])
}

/// Whether two numbers are one: one of them may have the country's or the area's digits before.
pub(super) fn same(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|number| number.trim_start_matches('0'));
    let digits = |text: &str| text.len() >= 7 && text.bytes().all(|b| b.is_ascii_digit());
    digits(one) && digits(other) && (one.ends_with(other) || other.ends_with(one))
}
