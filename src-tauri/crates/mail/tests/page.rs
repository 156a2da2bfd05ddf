//! A message as its sender laid it out: what is written of it is harmless by its form alone, whatever it
//! was; and what is harmless stays.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, StartTag, Token, TokenSink, TokenSinkResult, Tokenizer};
use mail::{Page, page};
use proptest::prelude::*;
use testbed::hostile::{letters, payloads};

/// Elements that a page may have. None of them runs, loads or asks by itself.
const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "meta",
    "style",
    "body",
    "div",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "br",
    "hr",
    "li",
    "dt",
    "dd",
    "tr",
    "td",
    "th",
    "thead",
    "tbody",
    "tfoot",
    "caption",
    "img",
    "a",
    "b",
    "i",
    "u",
    "s",
    "em",
    "strong",
    "small",
    "big",
    "sub",
    "sup",
    "span",
    "font",
    "code",
    "tt",
    "kbd",
    "samp",
    "mark",
    "ins",
    "del",
    "strike",
    "abbr",
    "cite",
    "q",
    "center",
];
const ATTRIBUTES: &[&str] = &[
    "src",
    "background",
    "alt",
    "style",
    "class",
    "id",
    "dir",
    "lang",
    "title",
    "align",
    "valign",
    "width",
    "height",
    "bgcolor",
    "color",
    "face",
    "size",
    "border",
    "cellpadding",
    "cellspacing",
    "colspan",
    "rowspan",
    "nowrap",
    "start",
    "type",
];

/// Reads a page as a browser does, and keeps what may not be there.
#[derive(Default)]
struct Judge {
    wrong: RefCell<Vec<String>>,
    metas: RefCell<usize>,
    styles: RefCell<usize>,
}

impl TokenSink for Judge {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else {
            return TokenSinkResult::Continue;
        };
        let name = &*tag.name;
        if !ELEMENTS.contains(&name) {
            self.wrong.borrow_mut().push(format!("<{name}>"));
        }
        *self.metas.borrow_mut() += usize::from(name == "meta");
        *self.styles.borrow_mut() += usize::from(name == "style" && tag.kind == StartTag);
        for attribute in tag.attrs.iter().filter(|_| name != "meta") {
            let (key, value) = (&*attribute.name.local, &*attribute.value);
            let loads = matches!(key, "src" | "background");
            if !ATTRIBUTES.contains(&key) || loads && !value.starts_with("data:image/png;base64,") {
                self.wrong
                    .borrow_mut()
                    .push(format!("<{name} {key}={value}>"));
            }
        }
        match name == "style" && tag.kind == StartTag {
            true => TokenSinkResult::RawData(RawKind::Rawtext),
            false => TokenSinkResult::Continue,
        }
    }
}

fn judged(page: &Page) -> Vec<String> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page.html.as_str()));
    let tokenizer = Tokenizer::new(Judge::default(), Default::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let Judge {
        wrong,
        metas,
        styles,
    } = tokenizer.sink;
    // The page's own, and one for each part that has one, which nobody could end.
    let ends = page.html.matches("</style>").count();
    assert_eq!(
        (metas.into_inner(), styles.into_inner()),
        (2, ends),
        "{}",
        page.html
    );
    wrong.into_inner()
}

fn of(html: &str) -> Page {
    let raw =
        format!("From: a@example.com\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}");
    page(raw.as_bytes(), &["minglives.com"], &mut |bytes| {
        Some(bytes.to_vec())
    })
    .unwrap()
}

#[test]
fn no_attack_leaves_more_than_text_and_its_look() {
    let mut pages = 0;
    for letter in letters("http://127.0.0.1:1") {
        if let Some(page) = page(&letter.raw, &[], &mut |bytes| Some(bytes.to_vec())) {
            assert_eq!(judged(&page), Vec::<String>::new(), "{}", letter.subject);
            pages += 1;
        }
    }
    assert!(pages > 30);
}

#[test]
fn what_is_harmless_stays_and_what_is_blocked_is_counted() {
    let page = of(
        "<style>p{color:red}@import 'http://a.example/x';</style><link rel=stylesheet href=http://a.example/y>\
         <body bgcolor=\"#eee\"><p class=a style=\"margin:0;background:url(https://a.example/p)\">One <b>two</b>\
         <img src=//a.example/i alt=three><img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\">\
         <a href=\"https://minglives.com/a?b&amp;c\">four</a> <a href='#x'>five</a>",
    );
    assert_eq!(page.blocked, 4, "{}", page.html);
    for kept in [
        "p{color:red}",
        "<div bgcolor=\"#eee\">",
        "<p class=\"a\" style=\"margin:0;background: \">One <b>two</b>",
        "<img alt=\"three\">",
        "<img src=\"data:image/png;base64,R0lGODlhAQABAAAAACw=\">",
        "four</a><sup class=\"link-number\">[1]</sup>",
    ] {
        assert!(page.html.contains(kept), "{kept} is not in {}", page.html);
    }
    assert_eq!(page.links.len(), 1);
    assert_eq!(page.links[0].target, "https://minglives.com/a?b&c");
}

/// A picture that leads to several places leads nowhere, and each of them is told.
#[test]
fn the_places_of_an_image_map_are_listed_as_links_are() {
    let page = of(
        "<img usemap='#m' alt=Menu><map name=m><area shape=rect coords='0,0,9,9' href='https://minglives.com.evil.example/in' \
         alt='minglives.com'><area href='#top' alt=Up><area nohref><AREA HREF=\"https://example.org/b\"></map> after",
    );
    let targets: Vec<&str> = page.links.iter().map(|one| &*one.target).collect();
    assert_eq!(
        targets,
        [
            "https://minglives.com.evil.example/in",
            "https://example.org/b"
        ]
    );
    assert!(!page.links[0].warnings.is_empty(), "{:?}", page.links);
    assert!(
        page.html
            .contains("minglives.com</a><sup class=\"link-number\">[1]</sup>"),
        "{}",
        page.html
    );
    assert!(!page.html.contains("href"), "{}", page.html);
    assert_eq!(judged(&page), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Attacks, and pieces of them, on end of each other.
    #[test]
    fn no_mixture_of_attacks_does_either(
        pieces in prop::collection::vec((0..400_usize, 0..60_usize, 0..60_usize), 1..8)
    ) {
        let payloads = payloads("http://127.0.0.1:1");
        let mixed: String = pieces
            .iter()
            .map(|(which, from, more)| {
                let html: Vec<char> = payloads[which % payloads.len()].html.chars().collect();
                let from = from % html.len();
                html[from..html.len().min(from + more + 1)].iter().collect::<String>()
            })
            .collect();
        prop_assert_eq!(judged(&of(&mixed)), Vec::<String>::new(), "{}", mixed);
    }
}
