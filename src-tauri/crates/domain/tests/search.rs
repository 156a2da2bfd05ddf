//! Search against a naive reading of its rule.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use domain::search::*;
use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const INVISIBLE: [char; 4] = ['\u{AD}', '\u{200B}', '\u{FE0F}', '\u{E0100}'];

/// Pieces that touch: full-width forms, ligatures, marks that compose and that don't,
/// three ways to write one kana and one syllable, one character that stands for four.
const PIECES: &[&str] = &[
    "a",
    "b",
    "A",
    "Ａ",
    "ab",
    "li",
    "fi",
    "ﬁ",
    "é",
    "e\u{301}",
    "\u{301}",
    "\u{316}",
    "\u{323}",
    "İ",
    "ß",
    "Σ",
    "ς",
    "Å",
    "1",
    "１",
    "½",
    "①",
    "㎏",
    "合",
    "同",
    "合同",
    "个人",
    "人",
    "豈",
    "が",
    "か\u{3099}",
    "ｶﾞ",
    "ガ",
    "カ",
    "ー",
    "한",
    "\u{1112}\u{1161}\u{11AB}",
    "\u{1112}",
    "\u{1161}",
    "㍿",
    "式",
    "会",
    "𠮷",
    "葛\u{E0100}",
    "\u{AD}",
    "\u{200B}",
    " ",
    " ",
    " ",
    "\u{3000}",
    "\n",
    ",",
    "。",
    "@",
    ".",
    "-",
    "_",
    "'",
    "🙂",
    "हि",
    "न्",
    "ไท",
];

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(PIECES), 0..12).prop_map(|pieces| pieces.concat())
}

fn normal(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !INVISIBLE.contains(c)).collect();
    seen.nfkc().flat_map(char::to_lowercase).collect()
}

fn is_cjk(c: char) -> bool {
    "合同个人豈更式会社株𠮷葛がかガカー한".contains(c)
        || ('\u{1100}'..='\u{11FF}').contains(&c)
        || ('가'..='힣').contains(&c)
        || c == '豈'
}

/// Cut into CJK runs and words.
fn cut(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before = 0;
    for c in normal(text).chars() {
        let kind = if is_cjk(c) {
            1
        } else if c.is_alphanumeric() || is_combining_mark(c) {
            2
        } else {
            0
        };
        match out.last_mut() {
            Some(run) if kind != 0 && kind == before => run.push(c),
            _ if kind != 0 => out.push(c.to_string()),
            _ => {}
        }
        before = kind;
    }
    out
}

/// The rule, read aloud.
fn naive(typed: &str, doc: &Doc<'_>, from: bool) -> bool {
    let short: Vec<&str> = doc.names.iter().chain(doc.addresses).copied().collect();
    let (mut short, mut long) = (short, Vec::new());
    if !from {
        short.push(doc.subject);
        long.push(doc.body);
    }
    let wanted = cut(typed);
    wanted.iter().enumerate().all(|(at, run)| {
        if is_cjk(run.chars().next().unwrap()) {
            short
                .iter()
                .chain(&long)
                .any(|text| normal(text).contains(run))
        } else {
            let last = at + 1 == wanted.len();
            short
                .iter()
                .chain(&long)
                .any(|text| cut(text).contains(run))
                || last
                    && short
                        .iter()
                        .any(|text| cut(text).iter().any(|word| word.starts_with(run.as_str())))
        }
    })
}

fn index_terms(doc: &Doc<'_>) -> BTreeSet<Term> {
    let mut all = BTreeSet::new();
    terms(doc, |field, text| {
        all.insert(Term {
            field,
            text: text.to_owned(),
        });
    });
    all
}

fn looked_up(query: &Query, doc: &Doc<'_>) -> bool {
    let terms = index_terms(doc);
    query.groups().iter().any(|group| {
        group
            .clauses()
            .iter()
            .all(|clause| clause.iter().any(|term| terms.contains(term)))
    })
}

fn slice<'a>(doc: &Doc<'a>, found: &Highlight) -> &'a str {
    let text = match found.part {
        Part::Subject => doc.subject,
        Part::Body => doc.body,
        Part::Name(at) => doc.names[at],
        Part::Address(at) => doc.addresses[at],
    };
    &text[found.start..found.end]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn index_and_check_are_the_rule(
        typed in text(), subject in text(), name in text(), address in text(), body in text(), from in any::<bool>(),
    ) {
        let doc = Doc { subject: &subject, names: &["Li", &name], addresses: &[&address], body: &body };
        // At a word's beginning it says that the word must not be there.
        let typed = typed.replace('-', "_");
        // A filter's value has no space in it.
        let typed: String = if from { typed.nfkc().filter(|c| !c.is_whitespace()).collect() } else { typed };
        let query = Query::parse(&if from { format!("from:{typed}") } else { typed.clone() });
        let Ok(query) = query else {
            prop_assert!(cut(&typed).is_empty());
            return Ok(());
        };
        let found = query.matches(&doc);
        prop_assert_eq!(found.is_some(), naive(&typed, &doc, from));
        prop_assert!(found.is_none() || looked_up(&query, &doc));
    }

    #[test]
    fn highlights_are_true_and_complete(typed in select(PIECES), body in text()) {
        let doc = Doc { body: &body, ..Doc::default() };
        let wanted = cut(typed);
        prop_assume!(wanted.len() == 1);
        let query = Query::parse(typed).unwrap();
        let found = query.matches(&doc).unwrap_or_default();
        prop_assert!(found.windows(2).all(|two| two[0].end <= two[1].start));
        for highlight in &found {
            prop_assert!(normal(slice(&doc, highlight)).contains(&wanted[0]));
        }
        // With what is highlighted painted over, nothing is left to find. (One character
        // that is two words would leave half of a word.)
        prop_assume!(!body.contains('½'));
        let mut painted = body.clone();
        for highlight in found.iter().rev() {
            painted.replace_range(highlight.start..highlight.end, " ; ");
        }
        prop_assert_eq!(query.matches(&Doc { body: &painted, ..Doc::default() }), None);
    }

    #[test]
    fn any_text_at_all(typed in any::<String>(), body in any::<String>()) {
        let doc = Doc { subject: &typed, body: &body, ..Doc::default() };
        if let Ok(query) = Query::parse(&typed)
            && query.groups().iter().all(|group| group.filters().is_empty())
        {
            for highlight in query.matches(&doc).unwrap_or_default() {
                prop_assert!(!slice(&doc, &highlight).is_empty());
            }
            prop_assert!(query.matches(&doc).is_none() || looked_up(&query, &doc));
        }
    }
}

fn highlighted<'a>(typed: &str, doc: &Doc<'a>) -> Option<Vec<&'a str>> {
    let found = Query::parse(typed).unwrap().matches(doc)?;
    Some(
        found
            .iter()
            .map(|highlight| slice(doc, highlight))
            .collect(),
    )
}

#[test]
fn what_people_type() {
    let doc = Doc {
        subject: "Please DELETE my Ａccount",
        names: &["王小明", "Zoë Lindqvist"],
        addresses: &["zoe.lindqvist@example.com"],
        body: "我想删除我的iPhone手机里的个人信息。The oﬃce replied.\n㍿ミング, ﾐﾝｸﾞ",
    };
    assert_eq!(
        highlighted("delete account", &doc),
        Some(vec!["DELETE", "Ａccount"])
    );
    assert_eq!(
        highlighted("acc", &doc),
        Some(vec!["Ａcc"]),
        "the last word by prefix in the subject"
    );
    assert_eq!(highlighted("acc delete", &doc), None, "the others whole");
    assert_eq!(highlighted("repl", &doc), None, "in the body whole words");
    assert_eq!(highlighted("OFFICE", &doc), Some(vec!["oﬃce"]));
    assert_eq!(highlighted("信", &doc), Some(vec!["信"]));
    assert_eq!(highlighted("人信 删除", &doc), Some(vec!["删除", "人信"]));
    assert_eq!(
        highlighted("iphone手机", &doc),
        Some(vec!["iPhone", "手机"])
    );
    assert_eq!(highlighted("株式会社", &doc), Some(vec!["㍿"]));
    assert_eq!(highlighted("ミング", &doc), Some(vec!["ミング", "ﾐﾝｸﾞ"]));
    assert_eq!(highlighted("from:小明", &doc), Some(vec!["小明"]));
    assert_eq!(highlighted("FROM：ｚｏｅ\u{308}", &doc), Some(vec!["Zoë"]));
    let whole = vec!["Lindqvist", "zoe", "lindqvist", "exam"];
    assert_eq!(highlighted("from:zoe.lindqvist@exam", &doc), Some(whole));
    assert_eq!(highlighted("from:delete", &doc), None);
}

/// A word, a phrase, or one of them that must not be there.
#[derive(Debug, Clone)]
struct Piece {
    text: String,
    quoted: bool,
    negated: bool,
}

fn piece() -> impl Strategy<Value = Piece> {
    let word = proptest::collection::vec(select(PIECES), 1..5).prop_map(|all| all.concat());
    (word, any::<bool>(), proptest::bool::weighted(0.2)).prop_map(|(text, quoted, negated)| {
        // A word ends at a space.
        let text: String = text
            .nfkc()
            .map(|c| if c == '-' { '_' } else { c })
            .collect();
        let text = if quoted {
            text
        } else {
            text.split_whitespace().collect()
        };
        Piece {
            text,
            quoted,
            negated,
        }
    })
}

/// Whether a phrase's runs follow each other in one of the document's texts.
fn has_phrase(typed: &str, doc: &Doc<'_>) -> bool {
    let wanted = cut(typed);
    let texts = doc
        .names
        .iter()
        .chain(doc.addresses)
        .copied()
        .chain([doc.subject, doc.body]);
    texts.map(cut).any(|runs| {
        (0..runs.len()).any(|from| {
            wanted.iter().enumerate().all(|(at, want)| {
                let Some(run) = runs.get(from + at) else {
                    return false;
                };
                let cjk = is_cjk(want.chars().next().unwrap());
                let last = at + 1 == wanted.len();
                match (cjk, at == 0, last) {
                    (true, true, true) => {
                        is_cjk(run.chars().next().unwrap()) && run.contains(want.as_str())
                    }
                    (true, true, false) => run.ends_with(want.as_str()),
                    (true, false, true) => run.starts_with(want.as_str()),
                    _ => run == want,
                }
            })
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn alternatives_phrases_and_what_must_not_be(
        groups in proptest::collection::vec(proptest::collection::vec(piece(), 1..4), 1..4),
        subject in text(), name in text(), body in text(),
    ) {
        let doc = Doc { subject: &subject, names: &[&name], addresses: &[], body: &body };
        prop_assume!(groups.iter().flatten().all(|piece| !cut(&piece.text).is_empty()));
        let write = |piece: &Piece| format!(
            "{}{}", if piece.negated { "-" } else { "" },
            if piece.quoted { format!("\"{}\"", piece.text) } else { piece.text.clone() });
        let typed: Vec<String> = groups.iter()
            .map(|group| group.iter().map(write).collect::<Vec<_>>().join(" ")).collect();
        let query = Query::parse(&typed.join(" or ")).unwrap();
        let holds = |group: &Vec<Piece>| {
            let words: Vec<&str> = group.iter().filter(|p| !p.quoted && !p.negated).map(|p| p.text.as_str()).collect();
            (words.is_empty() || naive(&words.join(" "), &doc, false))
                && group.iter().filter(|p| p.quoted || p.negated)
                    .all(|p| has_phrase(&p.text, &doc) != p.negated)
        };
        prop_assert_eq!(query.matches(&doc).is_some(), groups.iter().any(holds), "{}", typed.join(" or "));
        prop_assert!(query.matches(&doc).is_none() || looked_up(&query, &doc));
    }
}

#[test]
fn phrases_and_what_must_not_be() {
    let doc = Doc {
        subject: "The right to erasure",
        body: "请删除 iPhone 手机里的信息, to the right",
        ..Doc::default()
    };
    assert_eq!(highlighted("\"right to\"", &doc), Some(vec!["right to"]));
    assert_eq!(
        highlighted("\"to right\"", &doc),
        None,
        "not across parts, not in any order"
    );
    assert_eq!(
        highlighted("“除iphone手”", &doc),
        Some(vec!["除 iPhone 手"])
    );
    assert_eq!(
        highlighted("\"eras\"", &doc),
        None,
        "a phrase's words are whole"
    );
    assert_eq!(highlighted("erasure -right", &doc), None);
    assert_eq!(highlighted("erasure -rights", &doc), Some(vec!["erasure"]));
    assert_eq!(highlighted("lost or erasure", &doc), Some(vec!["erasure"]));
    assert_eq!(highlighted("lost or -right", &doc), None);
    assert_eq!(
        highlighted("\"or\"", &doc),
        None,
        "a word in quotation marks"
    );
    assert_eq!(
        highlighted("erasure or", &doc),
        Some(vec!["erasure"]),
        "still being typed"
    );
    assert_eq!(Query::parse("or"), Err(QueryError::NothingToFind));
    let many = vec!["a"; MOST_GROUPS + 1].join(" or ");
    assert_eq!(Query::parse(&many), Err(QueryError::TooManyAlternatives));
}

/// A prefix term is never a word's: `del` in a body does not find `delete` in a subject.
#[test]
fn terms_are_few_and_apart() {
    let doc = Doc {
        subject: "delete",
        body: "个人信息 个人",
        ..Doc::default()
    };
    let terms = index_terms(&doc);
    let of = |field| terms.iter().filter(|term| term.field == field).count();
    assert_eq!(
        (of(Field::Text), of(Field::Prefix), of(Field::Sender)),
        (1 + 4 + 3, 6, 0)
    );
    let long = "x".repeat(500);
    let doc = Doc {
        subject: &long,
        ..Doc::default()
    };
    assert_eq!(index_terms(&doc).len(), 1 + 20);
    assert!(looked_up(&Query::parse(&long).unwrap(), &doc));
    assert!(Query::parse(&long[1..]).unwrap().matches(&doc).is_some());
    assert!(
        Query::parse(&format!("{long}x"))
            .unwrap()
            .matches(&doc)
            .is_none()
    );
}

/// Marks in another order are the same letter.
#[test]
fn marks_in_any_order() {
    let doc = Doc {
        body: "a cafe\u{316}\u{301}!",
        ..Doc::default()
    };
    assert_eq!(
        highlighted("cafe\u{301}\u{316}", &doc),
        Some(vec!["cafe\u{316}\u{301}"])
    );
}
