//! What is said, in the language of the person: the same Fluent files as the window's.

use desk::complaints::AskView;
use domain::data::{Language, Text};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::Serialize;
use unic_langid::LanguageIdentifier;

macro_rules! locale {
    ($language:literal) => {
        [
            include_str!(concat!(
                "../../../../assets/locales/",
                $language,
                "/words.ftl"
            )),
            include_str!(concat!(
                "../../../../assets/locales/",
                $language,
                "/errors.ftl"
            )),
            include_str!(concat!(
                "../../../../assets/locales/",
                $language,
                "/kit.ftl"
            )),
            include_str!(concat!(
                "../../../../assets/locales/",
                $language,
                "/complaints.ftl"
            )),
            include_str!(concat!(
                "../../../../assets/locales/",
                $language,
                "/mailbox.ftl"
            )),
            include_str!(concat!(
                "../../../../assets/locales/",
                $language,
                "/audit.ftl"
            )),
            include_str!(concat!(
                "../../../../assets/locales/",
                $language,
                "/retention.ftl"
            )),
            include_str!(concat!(
                "../../../../assets/locales/",
                $language,
                "/views.ftl"
            )),
            include_str!(concat!(
                "../../../../assets/locales/",
                $language,
                "/answers.ftl"
            )),
            include_str!(concat!(
                "../../../../assets/locales/",
                $language,
                "/tasks.ftl"
            )),
            include_str!(concat!(
                "../../../../assets/locales/",
                $language,
                "/cli.ftl"
            )),
        ]
    };
}

/// The word by which a value crosses into JSON.
pub fn wire(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A parameter of a sentence.
pub type Params<'a> = &'a [(&'a str, FluentValue<'a>)];

/// The sentences and words of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    /// Which.
    pub language: Language,
}

impl Words {
    /// The words of a language. A test reads the files, so nothing of them is missing.
    pub fn of(language: Language) -> Self {
        let files = match language {
            Language::English => locale!("en"),
            Language::Chinese => locale!("zh-CN"),
        };
        // Its word is the locale's name.
        let locale: LanguageIdentifier = language.as_str().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Terminals and files have no use for the marks that isolate directions.
        bundle.set_use_isolating(false);
        // Adding fails only where a name is taken, and this one is not.
        let _ = bundle.add_builtins();
        for file in files {
            let resource = FluentResource::try_new(file.to_owned());
            bundle.add_resource_overriding(resource.unwrap_or_else(|(whole, _)| whole));
        }
        Self { bundle, language }
    }

    /// The language that the environment asks for (`LC_ALL`, `LC_MESSAGES`, `LANG`).
    pub fn environment() -> Language {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty());
        match set {
            Some(value) if value.starts_with("zh") => Language::Chinese,
            _ => Language::English,
        }
    }

    /// A sentence; its id where there is none.
    /// The language.
    pub const fn language(&self) -> Language {
        self.language
    }

    pub fn say(&self, id: &str, params: Params<'_>) -> String {
        self.find(id, params).unwrap_or_else(|| id.to_owned())
    }

    /// A sentence without parameters.
    pub fn plain(&self, id: &str) -> String {
        self.say(id, &[])
    }

    /// A sentence, if there is one.
    pub fn find(&self, id: &str, params: Params<'_>) -> Option<String> {
        let message = self.bundle.get_message(id)?.value()?;
        let args: FluentArgs<'_> = params.iter().cloned().collect();
        let said = self
            .bundle
            .format_pattern(message, Some(&args), &mut Vec::new());
        Some(said.into_owned())
    }

    /// A vocabulary's word as people say it; the word itself where nobody does.
    pub fn word(&self, vocabulary: &str, word: impl ToString) -> String {
        let word = word.to_string();
        self.find(&format!("{vocabulary}-{word}"), &[])
            .unwrap_or(word)
    }

    /// Several of them, in a row.
    pub fn words(
        &self,
        vocabulary: &str,
        words: impl IntoIterator<Item = impl ToString>,
    ) -> String {
        let words = words.into_iter().map(|word| self.word(vocabulary, word));
        self.row(words)
    }

    /// Puts words in a row, as the language does.
    pub fn row(&self, words: impl IntoIterator<Item = String>) -> String {
        let words: Vec<String> = words.into_iter().collect();
        words.join(match self.language {
            Language::English => ", ",
            Language::Chinese => "、",
        })
    }

    /// Wording of the data files.
    pub fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.text(self.language)
    }

    /// What an ask is called.
    pub fn ask(&self, ask: &AskView) -> String {
        match ask.kind {
            Some(kind) => self.word("kind", kind),
            None => self.plain("kind-unset"),
        }
    }

    /// An act as the log names it (`case.refuse`), or as the workflow does (`refuse`).
    pub fn act(&self, act: &str) -> String {
        let whole = act.replace('.', "-");
        let alone = act.split_once('.').map_or(act, |(_, alone)| alone);
        [
            format!("audit-act-{whole}"),
            format!("act-{whole}"),
            format!("act-{alone}"),
        ]
        .iter()
        .find_map(|id| self.find(id, &[]))
        .unwrap_or_else(|| act.to_owned())
    }

    /// The parameters of a logged act, in words where there are any.
    pub fn detail(&self, detail: &std::collections::BTreeMap<String, String>) -> String {
        let parts = detail
            .iter()
            // Ids are for programs.
            .filter(|(_, value)| value.parse::<uuid::Uuid>().is_err())
            .map(|(part, value)| {
                let part = part.replace('_', "-");
                let value = match part.as_str() {
                    "undone" => self.act(value),
                    "kinds" => self.words("kind", value.split(',').map(str::trim)),
                    _ => self
                        .find(&format!("{part}-{value}"), &[])
                        .unwrap_or_else(|| match value.as_str() {
                            "true" => self.plain("audit-true"),
                            "false" => self.plain("audit-false"),
                            _ => value.clone(),
                        }),
                };
                let part = self.word("audit-detail", &part);
                self.say(
                    "audit-detail",
                    &[("part", part.into()), ("value", value.into())],
                )
            });
        self.row(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_speak() {
        let [en, zh] = [Language::English, Language::Chinese].map(Words::of);
        for code in desk::Error::CODES {
            let id = format!("error-{}", code.replace('.', "-"));
            assert!(en.find(&id, &[]).is_some(), "{id}");
            assert!(zh.find(&id, &[]).is_some(), "{id}");
        }
        assert_eq!(en.word("status", "new"), "New");
        assert_eq!(zh.word("status", "new"), "新到");
        assert_eq!(en.act("case.refuse"), "Refused");
        let seen = en.say("due-soon", &[("days", 0.into())]);
        assert_eq!(seen, "due today");
    }
}
