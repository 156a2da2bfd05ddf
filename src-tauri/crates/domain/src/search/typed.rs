//! Cuts what was typed into words, phrases and keys with their values.

use unicode_normalization::UnicodeNormalization;

use super::filter::NUMBER;
use super::query::keys;

/// A piece of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Token {
    /// After a `-`.
    pub negated: bool,
    /// Where quotation marks began: at 0 it is a phrase, later the value of a key.
    pub quoted: Option<usize>,
    /// What was typed, without them.
    pub text: String,
}

impl Token {
    /// `or` between two alternatives; in quotation marks it is a word.
    pub fn is_or(&self) -> bool {
        !self.negated
            && self.quoted.is_none()
            && matches!(self.text.as_str(), "or" | "OR" | "Or" | "或")
    }

    /// A case's number as it is shown: `C-402`.
    fn is_number(&self) -> bool {
        let digits = self
            .text
            .strip_prefix("C-")
            .or(self.text.strip_prefix("c-"));
        digits.is_some_and(|digits| {
            !digits.is_empty() && digits.len() < 10 && digits.bytes().all(|b| b.is_ascii_digit())
        })
    }

    /// A key that is known, and its value.
    pub fn key(&self) -> Option<(&'static str, &str)> {
        if self.quoted == Some(0) {
            return None;
        }
        if self.is_number() {
            return Some((NUMBER, &self.text));
        }
        let (key, value) = self.text.split_once(':')?;
        let known = keys().find(|known| key.eq_ignore_ascii_case(known))?;
        Some((known, value))
    }
}

/// Cuts at spaces outside quotation marks. One that is not closed reaches to the end.
pub(super) fn tokens(typed: &str) -> Vec<Token> {
    let mut made = Vec::new();
    let mut token = Token::default();
    let mut inside = false;
    // Input methods for Chinese give full-width colons and spaces, and curly quotation marks.
    for c in typed.nfkc() {
        match c {
            '"' | '“' | '”' => {
                // Within a word it is what stands between words.
                let opens = token.text.is_empty() || token.key().is_some_and(|(_, v)| v.is_empty());
                if inside || opens {
                    inside = !inside;
                    token.quoted = token.quoted.or(Some(token.text.len()));
                } else {
                    token.text.push(' ');
                }
            }
            _ if c.is_whitespace() && !inside => {
                made.extend(end(&mut token));
            }
            '-' if token == Token::default() && !inside => token.negated = true,
            _ => token.text.push(c),
        }
    }
    made.extend(end(&mut token));
    made
}

/// The token, unless nothing of it was typed. A `-` alone says nothing.
fn end(token: &mut Token) -> Option<Token> {
    let token = std::mem::take(token);
    (token.quoted.is_some() || !token.text.is_empty()).then_some(token)
}
