//! Style without what it would load.

use cssparser::{ParseError, Parser, ParserInput, Token};

/// Deeper nesting than any style sheet has; what is deeper is left out.
const MAX_NESTING: usize = 24;
/// Functions that load what they name.
const LOADS: &[&str] = &[
    "src",
    "image",
    "image-set",
    "-webkit-image-set",
    "expression",
];

/// A style sheet, or what a `style` attribute holds, without anything that would be loaded; each
/// such thing is added to `blocked`. The token is what counts, however it was written (CSS Syntax
/// Level 3, 4.3). No `<` is left that could end the element around it.
pub fn clean(css: &str, blocked: &mut usize) -> String {
    let mut input = ParserInput::new(css);
    let mut cleaner = Cleaner {
        out: String::with_capacity(css.len()),
        blocked,
    };
    cleaner.tokens(&mut Parser::new(&mut input), 0);
    cleaner.out
}

struct Cleaner<'a> {
    out: String,
    blocked: &'a mut usize,
}

impl Cleaner<'_> {
    fn tokens(&mut self, parser: &mut Parser<'_, '_>, depth: usize) {
        loop {
            let start = parser.position();
            let Ok(token) = parser.next_including_whitespace_and_comments() else {
                return;
            };
            // What goes leaves a blank: its neighbours must not become one token.
            let end = match token {
                Token::UnquotedUrl(url) => {
                    let url = url.clone();
                    self.block(&url);
                    continue;
                }
                Token::Function(name) if name.eq_ignore_ascii_case("url") => {
                    let url = parser.parse_nested_block(|inner| {
                        Ok::<_, ParseError<'_, ()>>(inner.expect_string()?.clone())
                    });
                    self.block(url.as_deref().unwrap_or_default());
                    continue;
                }
                Token::BadUrl(_) => {
                    self.block("");
                    continue;
                }
                Token::Function(name) if LOADS.iter().any(|f| name.eq_ignore_ascii_case(f)) => {
                    pass_over(parser);
                    self.block("");
                    continue;
                }
                Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") => {
                    self.block("");
                    skip_statement(parser);
                    continue;
                }
                Token::Comment(_) | Token::CDO | Token::CDC | Token::BadString(_) => {
                    self.out.push(' ');
                    continue;
                }
                Token::Function(_) | Token::ParenthesisBlock => ")",
                Token::SquareBracketBlock => "]",
                Token::CurlyBracketBlock => "}",
                Token::Delim('<') => {
                    self.out.push_str("< ");
                    continue;
                }
                _ => "",
            };
            let written = without_less_than(parser.slice_from(start));
            if end.is_empty() {
                self.out.push_str(&written);
            } else if depth < MAX_NESTING {
                self.out.push_str(&written);
                // It takes every token of the block, so it can't say no.
                let _ = parser.parse_nested_block(|inner| {
                    self.tokens(inner, depth + 1);
                    Ok::<_, ParseError<'_, ()>>(())
                });
                self.out.push_str(end);
            } else {
                pass_over(parser);
            }
        }
    }

    /// What stands in the message itself is left out, but it is not from elsewhere.
    fn block(&mut self, url: &str) {
        *self.blocked += usize::from(!super::is_here(url));
        self.out.push(' ');
    }
}

/// A token in which `<` is written as its number; an escape that is there stays whole.
fn without_less_than(token: &str) -> String {
    let mut out = String::with_capacity(token.len());
    let mut chars = token.chars();
    while let Some(c) = chars.next() {
        let escaped = if c == '\\' { chars.next() } else { None };
        if c == '<' || escaped == Some('<') {
            out.push_str("\\3c ");
        } else {
            out.push(c);
            out.extend(escaped);
        }
    }
    out
}

/// Passes over the block that was just begun: otherwise the next token would be taken to begin here.
fn pass_over(parser: &mut Parser<'_, '_>) {
    let _ = parser.parse_nested_block(|_| Ok::<_, ParseError<'_, ()>>(()));
}

/// Passes over the rest of a statement (CSS Syntax Level 3, 5.4.2).
fn skip_statement(parser: &mut Parser<'_, '_>) {
    while let Ok(token) = parser.next() {
        match token {
            Token::Semicolon => return,
            Token::CurlyBracketBlock => return pass_over(parser),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::clean;

    /// What style is made of, and what breaks it.
    const PIECES: &[&str] = &[
        "url(",
        "u\\72l(",
        "URL",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        "'",
        "\"",
        "\\",
        "\n",
        "/*",
        "*/",
        "/",
        "*",
        "<!--",
        "-->",
        "</style>",
        "<",
        "@import",
        "@\\69mport",
        "@media",
        "@font-face",
        "@",
        ";",
        ":",
        ",",
        " ",
        "http://a.example",
        "//a",
        "data:x",
        "cid:x",
        "image-set(",
        "src(",
        "image(",
        "var(",
        "--a",
        "background",
        "expression(",
        "x",
        "0",
        "#",
        "!",
        "\0",
        "\u{c}",
        "\u{fffd}",
        "é",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        /// What was cleaned holds nothing to clean: nothing that goes makes its neighbours one.
        #[test]
        fn nothing_that_loads_is_left(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
            let once = clean(&pieces.concat(), &mut 0);
            let mut left = 0;
            clean(&once, &mut left);
            prop_assert_eq!(left, 0, "{}", once);
            prop_assert!(!once.contains("</"), "{}", once);
        }
    }
}
