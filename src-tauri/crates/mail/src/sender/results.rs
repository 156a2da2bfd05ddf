//! Authentication-Results (RFC 8601): one field, taken apart.
//!
//! mail-parser knows the field's name and nothing of its form; mail-auth writes the field and
//! does not read it.

use crate::words::words;

words! {
    /// What a check came to (RFC 8601, section 2.7, and the words of older servers).
    Outcome {
        /// It holds.
        Pass = "pass",
        /// It does not hold (`hardfail` too).
        Fail = "fail",
        /// SPF: probably not, says the domain.
        SoftFail = "softfail",
        /// Nothing can be said.
        Neutral = "neutral",
        /// There was nothing to check.
        None = "none",
        /// It could not be checked just then.
        TempError = "temperror",
        /// What there is to check is broken.
        PermError = "permerror",
        /// It holds, but not by the server's own rules.
        Policy = "policy",
        /// A word that the registry does not have.
        Other = "other",
    }
}

impl Outcome {
    fn of(word: &str) -> Self {
        let word = word.to_ascii_lowercase();
        let known = Self::ALL.iter().find(|outcome| outcome.as_str() == word);
        match (known, word.as_str()) {
            (Some(known), _) => *known,
            (None, "hardfail") => Self::Fail,
            (None, "error") => Self::TempError,
            _ => Self::Other,
        }
    }
}

/// One result in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The method in lower case, without its version: `spf`, `dkim`, `dmarc`.
    pub method: String,
    /// What it came to.
    pub outcome: Outcome,
    /// `reason` and what was looked at, such as `header.from`, names in lower case, values as written.
    pub properties: Vec<(String, String)>,
}

impl Found {
    /// The property of the first of these names that is there. One that is there twice with
    /// other values is nobody's word: a server writes each once.
    pub fn property(&self, names: &[&str]) -> Option<&str> {
        self.said(names).flatten()
    }

    /// As [`Found::property`]; `None` where no such name is there at all.
    pub fn said(&self, names: &[&str]) -> Option<Option<&str>> {
        let values = |wanted: &&str| {
            let named = self.properties.iter().filter(|(name, _)| name == wanted);
            let mut values = named.map(|(_, value)| value.as_str());
            let first = values.next()?;
            Some(values.all(|other| other == first).then_some(first))
        };
        names.iter().find_map(values)
    }
}

/// A field: who says it, and what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// The authserv-id as written; empty where the field begins with a result at once, as
    /// Exchange Online writes it.
    pub id: String,
    /// The results in order.
    pub found: Vec<Found>,
}

/// Reads a field. What does not fit the form is passed over; nothing is made up for it.
pub fn read(value: &str) -> Field {
    let (tokens, whole) = tokens(value);
    let mut field = Field::default();
    for (index, statement) in tokens.split(|t| t.kind == Kind::Semicolon).enumerate() {
        let pairs = pairs(statement);
        if index == 0 && pairs.is_empty() {
            // What may follow the id is the form's version.
            let id = statement.first();
            field.id = id.map(|id| id.text.clone()).unwrap_or_default();
            continue;
        }
        let mut pairs = pairs.into_iter();
        if let Some((method, outcome)) = pairs.next() {
            let method = method.split('/').next().unwrap_or_default();
            field.found.push(Found {
                method: method.to_owned(),
                outcome: Outcome::of(&outcome),
                properties: pairs.collect(),
            });
        }
    }
    if !whole {
        // Somebody's words may have opened what has no end, and closed another: nothing speaks well.
        field.found.retain(|found| found.outcome == Outcome::Fail);
    }
    field
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Equals,
    Semicolon,
}

#[derive(Debug)]
struct Token {
    kind: Kind,
    text: String,
    /// It follows the token before it without a blank or a comment.
    glued: bool,
}

/// Cuts a field into tokens, and tells whether every comment and quoted string ended. Comments nest
/// and may hold quoted pairs (RFC 5322, 3.2.2); one that never ends takes the rest of the field with
/// it.
fn tokens(value: &str) -> (Vec<Token>, bool) {
    let mut out: Vec<Token> = Vec::new();
    let mut chars = value.chars().peekable();
    let mut glued = false;
    let mut whole = true;
    let mut push = |kind, text: String, glued: &mut bool| {
        out.push(Token {
            kind,
            text,
            glued: *glued,
        });
        *glued = true;
    };
    while let Some(c) = chars.next() {
        match c {
            c if c.is_whitespace() => glued = false,
            '(' => {
                glued = false;
                whole &= skip_comment(&mut chars);
            }
            ';' => push(Kind::Semicolon, String::new(), &mut glued),
            '=' => push(Kind::Equals, "=".to_owned(), &mut glued),
            '"' => {
                let (text, ended) = quoted(&mut chars);
                whole &= ended;
                push(Kind::Word, text, &mut glued);
            }
            c => {
                let mut word = String::from(c);
                let ends = |c: &char| c.is_whitespace() || matches!(c, '(' | ';' | '=' | '"');
                while let Some(next) = chars.next_if(|c| !ends(c)) {
                    word.push(next);
                }
                push(Kind::Word, word, &mut glued);
            }
        }
    }
    (out, whole)
}

/// Passes over a comment; false where it does not end.
fn skip_comment(chars: &mut impl Iterator<Item = char>) -> bool {
    let mut depth = 1usize;
    while let Some(c) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return true;
        }
    }
    false
}

/// What is quoted, and whether it ends.
fn quoted(chars: &mut impl Iterator<Item = char>) -> (String, bool) {
    let mut out = String::new();
    while let Some(c) = chars.next() {
        match c {
            '"' => return (out, true),
            '\\' => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    (out, false)
}

/// The `name=value` in a statement. Blanks may stand around the dot and the slash of a name;
/// a value goes on as long as nothing separates it (`"a b"@example.com`, `header.b=abc==`).
fn pairs(statement: &[Token]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut name = String::new();
    let mut tokens = statement.iter().peekable();
    while let Some(token) = tokens.next() {
        if token.kind == Kind::Word {
            let joins = name.ends_with(['.', '/']) || token.text.starts_with(['.', '/']);
            if !joins {
                name.clear();
            }
            name.push_str(&token.text.to_ascii_lowercase());
        } else if let Some(first) = tokens.next_if(|t| t.kind == Kind::Word) {
            let mut value = first.text.clone();
            while let Some(more) = tokens.next_if(|t| t.glued) {
                value.push_str(&more.text);
            }
            if !name.is_empty() {
                out.push((std::mem::take(&mut name), value));
            }
        }
    }
    out
}
