//! The words: both languages say the same things with the same parameters, nothing is missing and
//! nothing is left over, and every error has its sentence.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};
use regex::Regex;
use tests::repository::{SourceFile, files};

use crate::none;

const LANGUAGES: [&str; 2] = ["en", "zh-CN"];

/// The parameters of each message of a language.
type Messages = BTreeMap<String, BTreeSet<String>>;

fn messages(language: &str, found: &mut Vec<String>) -> Messages {
    let mut messages = Messages::new();
    for file in files(&format!("assets/locales/{language}"), &[".ftl"]) {
        let resource = match fluent_syntax::parser::parse(file.text.as_str()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                found.extend(errors.iter().map(|error| format!("{}: {error}", file.path)));
                resource
            }
        };
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let id = message.id.name.to_owned();
            let mut parameters = BTreeSet::new();
            for pattern in message
                .value
                .iter()
                .chain(message.attributes.iter().map(|attribute| &attribute.value))
            {
                of_pattern(pattern, &mut parameters);
            }
            if messages.insert(id.clone(), parameters).is_some() {
                found.push(format!("{}: {id} a second time", file.path));
            }
        }
    }
    assert!(!messages.is_empty(), "{language} is looked at");
    messages
}

fn of_pattern(pattern: &Pattern<&str>, into: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, into);
        }
    }
}

fn of_expression(expression: &Expression<&str>, into: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, into),
        Expression::Select { selector, variants } => {
            of_inline(selector, into);
            for variant in variants {
                of_pattern(&variant.value, into);
            }
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>, into: &mut BTreeSet<String>) {
    let of_arguments = |arguments: &CallArguments<&str>, into: &mut BTreeSet<String>| {
        for argument in &arguments.positional {
            of_inline(argument, into);
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            into.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => of_arguments(arguments, into),
        InlineExpression::Placeable { expression } => of_expression(expression, into),
        _ => {}
    }
}

/// The sources that may say something.
fn speakers() -> Vec<SourceFile> {
    let mut all = files("ui/src", &[".ts", ".svelte"]);
    all.extend(files("src-tauri", &[".rs"]));
    all
}

/// What is between the parenthesis after `open` and its own end.
fn arguments(text: &str, open: usize) -> &str {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate().skip(open) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[open + 1..at];
        }
    }
    ""
}

/// Splits at the commas that are in no bracket.
fn parts(text: &str) -> Vec<&str> {
    let (mut depth, mut from, mut parts) = (0, 0, Vec::new());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            b',' if depth == 0 => {
                parts.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[from..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// A call `t(…)` of the UI.
struct Call {
    place: String,
    /// The ids it names outright (two where it chooses).
    ids: Vec<String>,
    /// The names of its parameters; none where they are not written out.
    parameters: Option<BTreeSet<String>>,
}

fn calls() -> Vec<Call> {
    let call = Regex::new(r"\bt\(").unwrap();
    let quoted = Regex::new(r#"(?:^|[?:]\s*)['"]([a-z][a-z0-9-]+)['"]"#).unwrap();
    let mut calls = Vec::new();
    for file in files("ui/src", &[".ts", ".svelte"]) {
        for found in call.find_iter(&file.text) {
            let given = parts(arguments(&file.text, found.end() - 1));
            let Some(id) = given.first() else { continue };
            let line = file.text[..found.start()].lines().count();
            calls.push(Call {
                place: format!("{}:{line}", file.path),
                // An id that is put together is nobody's to look up.
                ids: quoted
                    .captures_iter(if id.contains('`') { "" } else { id })
                    .map(|found| found[1].to_owned())
                    .collect(),
                parameters: named(given.get(1).copied()),
            });
        }
    }
    assert!(calls.len() > 10, "the calls are found");
    calls
}

/// The keys of an object that is written out in place.
fn named(object: Option<&str>) -> Option<BTreeSet<String>> {
    let Some(object) = object else {
        return Some(BTreeSet::new());
    };
    let inside = object.strip_prefix('{')?.strip_suffix('}')?;
    parts(inside)
        .into_iter()
        .map(|part| {
            let key = part.split(':').next().unwrap_or_default().trim();
            (!key.starts_with("...")).then(|| key.to_owned())
        })
        .collect()
}

#[test]
fn both_languages_say_the_same_with_the_same_parameters() {
    let mut found = Vec::new();
    let [en, zh] = LANGUAGES.map(|language| messages(language, &mut found));
    for (id, parameters) in &en {
        match zh.get(id) {
            None => found.push(format!("zh-CN lacks {id}")),
            Some(theirs) if theirs != parameters => {
                found.push(format!("{id}: {parameters:?} and {theirs:?}"));
            }
            Some(_) => {}
        }
    }
    found.extend(
        zh.keys()
            .filter(|id| !en.contains_key(*id))
            .map(|id| format!("en lacks {id}")),
    );
    none("the languages differ", &found);
}

#[test]
fn what_the_window_says_exists_and_gets_its_parameters() {
    let en = messages("en", &mut Vec::new());
    let mut found = Vec::new();
    for call in calls() {
        for id in &call.ids {
            let Some(wanted) = en.get(id) else {
                found.push(format!("{}: there is no {id}", call.place));
                continue;
            };
            if let Some(given) = &call.parameters {
                found.extend(
                    wanted
                        .difference(given)
                        .map(|lacking| format!("{}: {id} lacks {lacking}", call.place)),
                );
            }
        }
    }
    none("said wrongly", &found);
}

#[test]
fn no_sentence_is_left_over() {
    let en = messages("en", &mut Vec::new());
    let quoted = Regex::new(r#"['"`]([a-z][a-z0-9-]+)['"`]"#).unwrap();
    // t(`view-${…}`), id={`view-${…}`}, format!("view-{…}"), word('view', …), words.word("view", …)
    let begun = Regex::new(r#"[`"]([a-z][a-z0-9-]*-)\$?\{|\bword\(\s*['"]([a-z-]+)['"]"#).unwrap();
    let (mut whole, mut beginnings) = (BTreeSet::new(), BTreeSet::from(["error-".to_owned()]));
    for file in speakers() {
        whole.extend(
            quoted
                .captures_iter(&file.text)
                .map(|found| found[1].to_owned()),
        );
        beginnings.extend(
            begun
                .captures_iter(&file.text)
                .map(|found| match found.get(1) {
                    Some(prefix) => prefix.as_str().to_owned(),
                    None => format!("{}-", &found[2]),
                }),
        );
    }
    let found: Vec<String> = en
        .into_keys()
        .filter(|id| !whole.contains(id))
        .filter(|id| !beginnings.iter().any(|begin| id.starts_with(begin)))
        .collect();
    none("said nowhere", &found);
}

#[test]
fn every_error_has_its_sentence_and_every_sentence_its_error() {
    let en = messages("en", &mut Vec::new());
    let code = Regex::new(r#"['"]([a-z]+\.[a-z-]+\.[a-z-]+|[a-z]+\.[a-z-]+)['"]"#).unwrap();
    let mut codes = BTreeSet::new();
    for file in speakers() {
        let declares = file.path.contains("error") || file.path.ends_with("backend/call.ts");
        if declares {
            codes.extend(
                code.captures_iter(&file.text)
                    .map(|found| format!("error-{}", found[1].replace('.', "-"))),
            );
        }
    }
    assert!(codes.len() > 10, "the codes are found: {codes:?}");
    let sentences: BTreeSet<String> = en
        .into_keys()
        .filter(|id| id.starts_with("error-") && id != "error-unknown")
        .collect();
    let mut found: Vec<String> = codes
        .difference(&sentences)
        .map(|id| format!("no sentence {id}"))
        .collect();
    found.extend(
        sentences
            .difference(&codes)
            .map(|id| format!("no error for {id}")),
    );
    none("errors and their sentences", &found);
}
