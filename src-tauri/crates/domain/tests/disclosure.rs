//! Personal data in what goes out: what is found, and what is not.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use domain::disclosure::{Finding, Kind, find, of_others};
use proptest::prelude::*;

fn said(text: &str) -> Vec<(Kind, String)> {
    find(text)
        .into_iter()
        .map(|finding| (finding.kind, finding.said))
        .collect()
}

/// A text, and what is found in it.
const FOUND: &[(&str, Kind, &str)] = &[
    // Addresses.
    (
        "请回复 Ann.Lee+desk@Example.com。",
        Kind::Email,
        "ann.lee+desk@example.com",
    ),
    (
        "邮箱是ann＠example．com谢谢",
        Kind::Email,
        "ann@example.com",
    ),
    (
        "<mailto:ann@mail.example.co.uk>",
        Kind::Email,
        "ann@mail.example.co.uk",
    ),
    ("ann\u{200b}@example.com", Kind::Email, "ann@example.com"),
    // Telephones of China.
    ("我的手机13812345678，谢谢", Kind::Phone, "13812345678"),
    ("+86 138-1234-5678", Kind::Phone, "+8613812345678"),
    ("(+86)13812345678", Kind::Phone, "+8613812345678"),
    ("0086 13812345678", Kind::Phone, "+8613812345678"),
    ("8613812345678", Kind::Phone, "+8613812345678"),
    ("１３８１２３４５６７８", Kind::Phone, "13812345678"),
    ("138\u{a0}1234\u{a0}5678", Kind::Phone, "13812345678"),
    ("138.1234.5678", Kind::Phone, "13812345678"),
    ("1\u{200b}3812\u{2060}345678", Kind::Phone, "13812345678"),
    ("1 3 8 1 2 3 4 5 6 7 8", Kind::Phone, "13812345678"),
    ("一三八一二三四五六七八", Kind::Phone, "13812345678"),
    ("幺三八零零一二三四五六", Kind::Phone, "13800123456"),
    ("电话是一三八 一二三四 五六七八", Kind::Phone, "13812345678"),
    ("13812345678/13912345678", Kind::Phone, "13812345678"),
    ("010-62551234", Kind::Phone, "01062551234"),
    ("（0755）8655 1234", Kind::Phone, "075586551234"),
    ("020-87551234-801", Kind::Phone, "02087551234"),
    ("电话：62551234", Kind::Phone, "62551234"),
    // Telephones of elsewhere.
    ("+44 (0)20 7946 0958", Kind::Phone, "+442079460958"),
    ("07911 123456", Kind::Phone, "07911123456"),
    ("020 7946 0958", Kind::Phone, "02079460958"),
    ("(415) 555-2671", Kind::Phone, "4155552671"),
    ("1-415-555-2671", Kind::Phone, "14155552671"),
    ("Call 4155552671 please", Kind::Phone, "4155552671"),
    ("+852 9123 4567", Kind::Phone, "+85291234567"),
    ("+353 86 123 4567", Kind::Phone, "+353861234567"),
    // Papers.
    (
        "身份证11010519491231002X",
        Kind::ResidentId,
        "11010519491231002X",
    ),
    (
        "110105 19491231 002x.",
        Kind::ResidentId,
        "11010519491231002X",
    ),
    (
        "44052419800101001 3",
        Kind::ResidentId,
        "440524198001010013",
    ),
    ("旧证130503670401001", Kind::ResidentId, "130503670401001"),
    ("HKID: A123456(3)", Kind::HongKongId, "A1234563"),
    ("香港身份证 A1234563", Kind::HongKongId, "A1234563"),
    ("a123456（3）", Kind::HongKongId, "A1234563"),
    ("回乡证 H12345678", Kind::TravelPermit, "H12345678"),
    ("台胞证号码：12345678", Kind::TravelPermit, "12345678"),
    ("护照号：E12345678", Kind::Passport, "E12345678"),
    ("her passport (no. 533401372)", Kind::Passport, "533401372"),
    (
        "National Insurance number: AB 12 34 56 C",
        Kind::NationalInsurance,
        "AB123456C",
    ),
    ("SSN 123-45-6789", Kind::SocialSecurity, "123456789"),
    ("E12345678（护照）", Kind::Passport, "E12345678"),
    // Cards.
    ("4111 1111 1111 1111", Kind::BankCard, "4111111111111111"),
    ("3782-822463-10005", Kind::BankCard, "378282246310005"),
    (
        "5555\u{2013}5555\u{2013}5555\u{2013}4444",
        Kind::BankCard,
        "5555555555554444",
    ),
    // Names.
    ("姓名：王小明，性别：男", Kind::Name, "王小明"),
    ("姓　名: 欧阳修", Kind::Name, "欧阳修"),
    ("尊敬的王小明先生：", Kind::Name, "王小明"),
    ("请联系欧阳娜女士。", Kind::Name, "欧阳娜"),
    ("我叫李雷。", Kind::Name, "李雷"),
    ("申请人：买买提·艾力", Kind::Name, "买买提·艾力"),
    ("Dear Mr. John Smith,", Kind::Name, "john smith"),
    (
        "Full name: Anne-Marie O'Neill",
        Kind::Name,
        "anne-marie o'neill",
    ),
    ("陳嘉雯女士", Kind::Name, "陳嘉雯"),
    ("Dear Mr J. Smith", Kind::Name, "j. smith"),
    ("Ms Maria de la Cruz agreed", Kind::Name, "maria de la cruz"),
    // A telephone by its form, whatever is said before it.
    ("My no:13812345678", Kind::Phone, "13812345678"),
    ("壹叁捌-壹贰叁肆-伍陆柒捌", Kind::Phone, "13812345678"),
    ("+86 (0)10 6255 1234", Kind::Phone, "+861062551234"),
    ("01632 960001", Kind::Phone, "01632960001"),
];

/// What has nothing of anybody's in it.
const NOTHING: &[&str] = &[
    "",
    "订单号 13812345678901234567890",
    "订单号：13812345678",
    "order 13812345678",
    "Order no. 4155552671",
    "UID 13812345678，等级 12",
    "直播间号 13812345678",
    "2024-01-13 13:45:22",
    "2024年01月13日至2024年02月12日",
    "二〇二四年一月十三日",
    "13.05.2024",
    "20240113 134522",
    "Re: [C-402 k3f9x2ab] your data",
    "[C-13812345678 k3f9x2ab]",
    "￥1,381,234,567.00",
    "$4155552.67",
    "0.13812345678",
    "192.168.10.123",
    "10.0.0.1:5432",
    "138.12.34.56",
    "version 1.38.1234.5678",
    "v2.13812345678",
    "ISBN 978-7-111-12345-6",
    "GB/T 35273-2020, 8.7",
    "一二三四五六七，全部",
    "a13812345678b",
    "sha256 4111111111111111aa",
    "https://example.com/13812345678",
    "1381234567",
    "138123456789",
    "4111 1111 1111 1112",
    "110105194912310021",
    "11010519491331002X",
    "991010194912310021",
    "A123456(4)",
    "AB 12 34 56 C",
    "123-45-6789",
    "E12345678",
    "15 December 2024, 30 days, Article 12(3)",
    "@example.com",
    "ann@example",
    "meet @ 10.30",
    "感谢方先生",
    "谢谢老师",
    "姓名：无",
    "姓名和地址",
    "Dear Sir or Madam,",
    "Dr. and Mrs.",
    "The name: of the file",
    "各位同学，老师们好",
    "请联系项目经理或客户经理",
    "全体女士、单身先生",
    "客服热线 400-820-8820，免费 800-555-2671",
    "Don't miss Christmas",
    "Contact: Privacy Office",
    "1712345678901 ms, 1712345678 s",
];

#[test]
fn what_is_of_somebody_is_found_where_it_stands() {
    let wrong: Vec<_> = FOUND
        .iter()
        .map(|(text, kind, value)| (text, find(text), kind, value))
        .filter(|(_, found, kind, value)| {
            let first = found.first().map(|one| (&one.kind, one.said.as_str()));
            let own = of_others(found.clone(), &[value]).len() + 1 == found.len();
            first != Some((kind, value)) || !own
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_of_nobody_is_not_found() {
    let found: Vec<_> = NOTHING.iter().map(|text| (text, find(text))).collect();
    let wrong: Vec<_> = found
        .iter()
        .filter(|(_, found)| !found.is_empty())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn findings_stand_side_by_side_in_their_order() {
    let text = "姓名：王小明\n手机：138 1234 5678；备用13912345678\n身份证：11010519491231002X\n\
        卡号 4111 1111 1111 1111，邮箱 13812345678@example.com";
    let found = find(text);
    let kinds: Vec<Kind> = found.iter().map(|one| one.kind).collect();
    use Kind::*;
    assert_eq!(kinds, [Name, Phone, Phone, ResidentId, BankCard, Email]);
    assert_eq!(&text[found[1].range.clone()], "138 1234 5678");
    assert_eq!(&text[found[3].range.clone()], "11010519491231002X");
    assert!(said("我们会在30天内答复您。").is_empty());
}

#[test]
fn what_is_the_recipients_own_goes_out_without_a_question() {
    let text = "Dear Ms Lee, we have ann@example.com, +86 138 1234 5678 and 010-62551234, and \
        bob@example.com, 13912345678. Mr Bob Ray asks too.";
    let known = [
        "Ann Lee",
        "ANN@example.com",
        "１３８１２３４５６７８",
        "62551234",
    ];
    let left: Vec<String> = of_others(find(text), &known)
        .into_iter()
        .map(|finding| finding.said)
        .collect();
    assert_eq!(left, ["bob@example.com", "13912345678", "bob ray"]);
    // A dot more is another address, and another first digit another telephone.
    let others = find("a.nn@example.com 15812345678");
    assert_eq!(of_others(others.clone(), &known), others);
}

/// Digits in one of the ways in which people write them, and what stands around them.
fn spelt(digits: String, sizes: &'static [&'static [usize]]) -> impl Strategy<Value = String> {
    let way = prop::sample::select(sizes);
    let between = prop::sample::select(vec![
        " ", "-", "\u{a0}", ".", "\u{3000}", "–", "\u{2011}", "－", "·", " - ",
    ]);
    let script = 0..3u8;
    let hidden = prop::option::of(0..digits.len());
    let around = prop::sample::select(vec![
        ("", ""),
        ("请记：", "。"),
        ("(", ")"),
        ("is ", ", ok"),
        ("\n", "\n"),
    ]);
    (way, between, script, hidden, around).prop_map(
        move |(way, between, script, hidden, around)| {
            let mut written = String::from(around.0);
            let mut ends: Vec<usize> = way
                .iter()
                .scan(0, |sum, size| {
                    *sum += size;
                    Some(*sum)
                })
                .collect();
            ends.pop();
            for (at, c) in digits.chars().enumerate() {
                if ends.contains(&at) {
                    written.push_str(between);
                }
                written.push(match (script, c.to_digit(10)) {
                    (1, Some(digit)) => char::from_u32(0xFF10 + digit).unwrap(),
                    (2, Some(digit)) => "〇一二三四五六七八九".chars().nth(digit as usize).unwrap(),
                    _ => c,
                });
                if hidden == Some(at) {
                    written.push('\u{200b}');
                }
            }
            written + around.1
        },
    )
}

fn mobile() -> impl Strategy<Value = (String, String)> {
    "1[3-9][0-9]{9}".prop_flat_map(|digits| {
        const WAYS: &[&[usize]] = &[
            &[11],
            &[3, 4, 4],
            &[4, 3, 4],
            &[3, 8],
            &[7, 4],
            &[3, 3, 5],
            &[1; 11],
        ];
        (Just(digits.clone()), spelt(digits, WAYS))
    })
}

/// A number with its last digit by ISO 7064, MOD 11-2, counted as the standard's recursion does:
/// otherwise than the program.
fn resident() -> impl Strategy<Value = String> {
    let place = prop::sample::select(vec![
        "110105", "310101", "440524", "650102", "810000", "830000",
    ]);
    let day = (1900i32..2020, 0u32..365);
    (place, day, 0..1000u32).prop_map(|(place, (year, day), of_day)| {
        let first = chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let day = first + chrono::Days::new(u64::from(day));
        let body = format!("{place}{}{of_day:03}", day.format("%Y%m%d"));
        let rest = body
            .chars()
            .fold(0, |rest, c| (rest + c.to_digit(10).unwrap()) * 2 % 11);
        match (12 - rest) % 11 {
            10 => body + "X",
            check => format!("{body}{check}"),
        }
    })
}

/// A number with its last digit by Luhn, found by trying all.
fn card() -> impl Strategy<Value = String> {
    "(62[0-9]{13}|62[0-9]{16}|4[0-9]{14}|5[1-5][0-9]{13}|3[47][0-9]{12})".prop_map(|body| {
        let doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
        let sum: u32 = body
            .bytes()
            .rev()
            .enumerate()
            .map(|(at, byte)| match at % 2 {
                0 => doubled[usize::from(byte - b'0')],
                _ => u32::from(byte - b'0'),
            })
            .sum();
        let check = (0..10)
            .find(|check| (sum + check).is_multiple_of(10))
            .unwrap();
        format!("{body}{check}")
    })
}

/// The number with its last digit another.
fn broken(number: &str, by: u32) -> String {
    let (body, last) = number.split_at(number.len() - 1);
    let last = last
        .chars()
        .next()
        .and_then(|c| c.to_digit(10))
        .unwrap_or(10);
    format!("{body}{}", (last + by) % 10)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_mobile_number_is_found_in_every_spelling((digits, text) in mobile()) {
        prop_assert_eq!(said(&text), [(Kind::Phone, digits)]);
    }

    #[test]
    fn a_resident_number_is_found_in_every_spelling(
        (number, text) in resident().prop_flat_map(|number| {
            const WAYS: &[&[usize]] = &[&[18], &[6, 8, 4], &[6, 4, 4, 4], &[3, 3, 4, 4, 4], &[1; 18]];
            (Just(number.clone()), spelt(number, WAYS))
        })
    ) {
            let found = said(&text);
        let longest = found.iter().find(|(kind, _)| *kind == Kind::ResidentId);
        prop_assert_eq!(longest.map(|(_, said)| said.clone()), Some(number), "{} {:?}", text, found);
    }

    #[test]
    fn a_card_is_found_in_every_spelling(
        (number, text) in card().prop_flat_map(|number| {
            const WHOLE: &[&[usize]] = &[&[19], &[1; 19]];
            const FOURS: &[&[usize]] = &[&[16], &[4, 4, 4, 4], &[1; 16]];
            let ways = if number.len() == 16 { FOURS } else { WHOLE };
            (Just(number.clone()), spelt(number, ways))
        })
    ) {
        prop_assert!(said(&text).contains(&(Kind::BankCard, number)), "{} {:?}", text, said(&text));
    }

    #[test]
    fn what_does_not_check_is_not_found(resident in resident(), card in card(), by in 1..9u32) {
        let [resident, card] = [broken(&resident, by), broken(&card, by)];
        prop_assert!(!said(&resident).iter().any(|(kind, _)| *kind == Kind::ResidentId), "{resident}");
        prop_assert!(!said(&card).iter().any(|(kind, _)| *kind == Kind::BankCard), "{card}");
    }

    #[test]
    fn findings_lie_in_the_text_and_apart(
        text in "([0-9０-９一二三xXаA-F@. \\-()+:：王先生Mr护照电话ﬁ①\u{200b}\n]|\\PC){0,120}"
    ) {
        let found = find(&text);
        let mut end = 0;
        for Finding { range, .. } in &found {
            prop_assert!(range.start >= end && range.start < range.end);
            prop_assert!(text.get(range.clone()).is_some(), "{text:?} {range:?}");
            end = range.end;
        }
        prop_assert_eq!(of_others(found, &[]), find(&text));
    }
}

/// What grows faster than its text does not come to an end here.
#[test]
fn a_text_made_to_be_slow_is_not() {
    let parts = [
        "1",
        "1 ",
        "1-",
        "13812345678 ",
        "一",
        "一 ",
        "@",
        "a@",
        "a.",
        "a1",
        "(",
        "+1 ",
        "姓名：",
        "王",
        "王先生",
        "Mr A",
        "护照",
        "4111 ",
        "x",
        "1x ",
        "\u{200b}",
        "e\u{301}",
    ];
    let texts = parts.map(|part| part.repeat((64 << 10) / part.len()));
    for text in [&"1".repeat(1 << 20)].into_iter().chain(&texts) {
        let found = find(text);
        assert!(found.len() < text.len() / 5, "{:?}", text.chars().next());
    }
}
