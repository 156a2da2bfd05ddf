//! Letters: what is told to people again and again, with fields that are filled in from the case.
//!
//! A letter is a template of minijinja. It may name the fields of [`Field`] and no others, so that
//! what it says can be checked before anybody sends it. A field that nothing is known for stands in
//! the text between [`UNFILLED`], and what has such a mark is not sent; `has_due` tells whether `due` is
//! known, for a letter that says otherwise what to say.

use std::collections::BTreeMap;

use minijinja::{Environment, UndefinedBehavior, Value};
use serde::Deserialize;

use crate::complaints::{AskKind, Outcome};
use crate::vocabulary::vocabulary;

/// How a field stands in a text until somebody fills it in.
pub const UNFILLED: (char, char) = ('⟦', '⟧');

/// Before a field's name: whether it is known.
const HAS: &str = "has_";

vocabulary! {
    /// What a letter is for.
    LetterKind {
        /// It has arrived.
        Acknowledgement = "acknowledgement",
        /// We have to know who asks.
        IdentityRequest = "identity-request",
        /// It takes longer, and why.
        Extension = "extension",
        /// It was done in part.
        Partial = "partial",
        /// It is refused, on which ground, and where to complain.
        Refusal = "refusal",
        /// What was asked to be seen.
        View = "view",
        /// A copy.
        Copy = "copy",
        /// A copy to take elsewhere.
        Migrate = "migrate",
        /// It was put right.
        Correct = "correct",
        /// It was deleted.
        Delete = "delete",
        /// Consent was withdrawn.
        Withdraw = "withdraw",
        /// The case is closed.
        Closing = "closing",
    }
}

impl LetterKind {
    /// What it tells that came of what is asked; none where it tells nothing of it.
    pub const fn outcome(self) -> Option<Outcome> {
        Some(match self {
            Self::View
            | Self::Copy
            | Self::Migrate
            | Self::Correct
            | Self::Delete
            | Self::Withdraw => Outcome::Fulfilled,
            Self::Partial => Outcome::Partly,
            Self::Refusal => Outcome::Refused,
            Self::Acknowledgement | Self::IdentityRequest | Self::Extension | Self::Closing => {
                return None;
            }
        })
    }

    /// Whether it can tell what came of an ask of this kind.
    pub const fn answers(self, ask: AskKind) -> bool {
        match self {
            Self::View => matches!(ask, AskKind::View),
            Self::Copy => matches!(ask, AskKind::Copy),
            Self::Migrate => matches!(ask, AskKind::Migrate),
            Self::Correct => matches!(ask, AskKind::Correct | AskKind::Complete),
            Self::Delete => matches!(ask, AskKind::Delete),
            Self::Withdraw => matches!(ask, AskKind::WithdrawConsent),
            _ => self.outcome().is_some(),
        }
    }
}

vocabulary! {
    /// What a letter may name.
    Field {
        /// The requester's name.
        Name = "name",
        /// The case's number.
        Number = "number",
        /// The day on which it arrived.
        Received = "received",
        /// What is asked, in words.
        Asks = "asks",
        /// The day by which it is answered.
        Due = "due",
        /// The day by which it was to be answered before it was extended.
        DueBefore = "due_before",
        /// Why.
        Reason = "reason",
        /// The ground of a refusal, in words.
        Ground = "ground",
        /// Where the person can complain.
        Route = "route",
        /// A code that shows who answers.
        Code = "code",
        /// Until when something is there.
        Until = "until",
        /// Today.
        Today = "today",
        /// The officer's name.
        Officer = "officer",
        /// The office's name.
        Office = "office",
    }
}

/// A letter as it is written, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    pub subject: String,
    pub text: String,
}

/// A letter of the program, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    pub kind: LetterKind,
    pub en: Wording,
    pub zh: Wording,
}

vocabulary! {
    /// A part of a letter.
    Part { Subject = "subject", Text = "text" }
}

/// Why a letter can't be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It is no template: at which line of which part, and what is wrong there.
    #[error("{part}, line {line}: {said}")]
    Template {
        part: Part,
        line: usize,
        said: String,
    },
    /// It names a field that there is none of.
    #[error("{part}: there is no field {field}")]
    Field { part: Part, field: String },
    /// A part is empty.
    #[error("{0}: it says nothing")]
    Empty(Part),
}

impl Wording {
    /// Holds that it can be filled in, whatever is known of a case.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        let environment = environment();
        for (part, text) in [(Part::Subject, &self.subject), (Part::Text, &self.text)] {
            if text.trim().is_empty() {
                return Err(Unfit::Empty(part));
            }
            let template = environment.template_from_str(text);
            let template = template.map_err(|e| unfit(part, &e))?;
            let named = template.undeclared_variables(false);
            let mut named: Vec<String> = named.into_iter().collect();
            named.sort();
            let known = |name: &String| {
                let field = name.strip_prefix(HAS).unwrap_or(name);
                Field::ALL.iter().any(|known| known.as_str() == field)
            };
            if let Some(field) = named.into_iter().find(|name| !known(name)) {
                return Err(Unfit::Field { part, field });
            }
        }
        self.fill(&BTreeMap::new()).map(drop)
    }

    /// Fills it in. What nothing is known for stands marked.
    ///
    /// # Errors
    /// [`Unfit::Template`].
    pub fn fill(&self, known: &BTreeMap<Field, String>) -> Result<Wording, Unfit> {
        let mut values: BTreeMap<String, Value> = BTreeMap::new();
        for field in Field::ALL {
            let text = known.get(field).map(|text| text.trim());
            let text = text.filter(|text| !text.is_empty());
            let marked = || format!("{}{field}{}", UNFILLED.0, UNFILLED.1);
            let filled = text.map_or_else(marked, str::to_owned);
            values.insert(field.to_string(), filled.into());
            values.insert(format!("{HAS}{field}"), text.is_some().into());
        }
        let environment = environment();
        let render = |part, text: &str| {
            let filled = environment.render_str(text, &values);
            filled.map_err(|e| unfit(part, &e))
        };
        Ok(Wording {
            subject: render(Part::Subject, &self.subject)?,
            text: render(Part::Text, &self.text)?,
        })
    }
}

/// The fields in a text that are not filled in, by what stands between their marks.
pub fn unfilled(text: &str) -> impl Iterator<Item = &str> {
    text.split(UNFILLED.0)
        .skip(1)
        .filter_map(|rest| rest.split_once(UNFILLED.1))
        .map(|(name, _)| name)
}

/// Nothing of the program, of files or of other templates can be reached from a letter, and one
/// that never ends is ended.
fn environment() -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_keep_trailing_newline(true);
    environment.set_fuel(Some(50_000));
    environment
}

fn unfit(part: Part, error: &minijinja::Error) -> Unfit {
    let said = error
        .detail()
        .map_or_else(|| error.kind().to_string(), str::to_owned);
    Unfit::Template {
        part,
        line: error.line().unwrap_or(1),
        said,
    }
}

impl Letter {
    /// Reads a letter of the program.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn parse(source: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wording(text: &str) -> Wording {
        Wording {
            subject: "About {{ number }}".to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn what_is_not_known_stands_marked() {
        let known = BTreeMap::from([(Field::Number, "C-4".to_owned())]);
        let filled = wording("Dear {{ name }}, until {{ due }}.\n").fill(&known);
        let filled = filled.expect("filled");
        assert_eq!(filled.subject, "About C-4");
        assert_eq!(filled.text, "Dear ⟦name⟧, until ⟦due⟧.\n");
        assert_eq!(unfilled(&filled.text).collect::<Vec<_>>(), ["name", "due"]);
    }

    #[test]
    fn a_letter_can_say_something_else_where_nothing_is_known() {
        let text = "{% if has_due %}By {{ due }}.{% else %}Soon.{% endif %}";
        let filled = wording(text).fill(&BTreeMap::new()).expect("filled");
        assert_eq!(filled.text, "Soon.");
        let known = BTreeMap::from([(Field::Due, "1 May 2026".to_owned())]);
        assert_eq!(
            wording(text).fill(&known).expect("filled").text,
            "By 1 May 2026."
        );
        assert!(wording("{% if has_dew %}x{% endif %}").check().is_err());
    }

    #[test]
    fn a_letter_reaches_nothing_but_its_fields() {
        for (text, said) in [
            ("{{ person }}", "there is no field person"),
            ("{{ name", "line 1"),
            ("{% include 'x' %}", "line 1"),
            (
                "{% for i in range(1000000000) %}{{ name }}{% endfor %}",
                "range",
            ),
            ("", "it says nothing"),
        ] {
            let error = wording(text).check().expect_err(text).to_string();
            assert!(error.contains(said), "{text}: {error}");
        }
    }

    proptest! {
        /// What a person is called, or writes as a reason, is text, whatever it looks like.
        #[test]
        fn what_is_filled_in_is_never_read_as_a_letter(name in "[ -~一-龥⟦⟧]{1,60}") {
            let known = BTreeMap::from([(Field::Name, name.clone())]);
            let filled = wording("Dear {{ name }},").fill(&known).unwrap();
            let expected = match name.trim() {
                "" => "Dear ⟦name⟧,".to_owned(),
                name => format!("Dear {name},"),
            };
            prop_assert_eq!(filled.text, expected);
        }
    }
}
