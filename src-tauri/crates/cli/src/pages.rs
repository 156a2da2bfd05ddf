//! What is written from the arguments themselves: man pages, completions, `docs/cli.md`.

use std::fs;
use std::io;
use std::path::Path;

use clap::{Arg, Command, CommandFactory};

use crate::args::Cli;

/// The values of `--json`. A test holds their fields against the types that cross the door.
const VALUES: &str = include_str!("values.md");

/// The workflow's table, as Markdown.
pub fn workflow() -> String {
    domain::complaints::workflow::markdown()
}

/// The completions for a shell.
pub fn completions(shell: clap_complete::Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "pdesk", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The man page of the program.
pub fn man() -> String {
    let mut page = Vec::new();
    // Writing to memory does not fail.
    let _ = clap_mangen::Man::new(Cli::command()).render(&mut page);
    String::from_utf8_lossy(&page).into_owned()
}

/// Writes a man page for every command.
pub fn write_man(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(Cli::command(), folder)
}

/// `docs/cli.md`: every command with its arguments, and the values of `--json`.
pub fn reference() -> String {
    let mut root = Cli::command();
    root.build();
    let mut page = String::from(
        "# pdesk\n\nWritten by `pdesk man --markdown`; a test keeps the two alike.\n\n",
    );
    page.push_str(&told(&root));
    page.push_str(&arguments(&root));
    for group in root.get_subcommands().filter(|c| c.get_name() != "help") {
        command(&mut page, group, "pdesk");
    }
    page.push_str(VALUES);
    page
}

fn command(page: &mut String, command_: &Command, before: &str) {
    let name = format!("{before} {}", command_.get_name());
    let inner: Vec<_> = command_
        .get_subcommands()
        .filter(|c| c.get_name() != "help")
        .collect();
    let mark = if before == "pdesk" { "##" } else { "###" };
    page.push_str(&format!("{mark} {name}\n\n"));
    page.push_str(&told(command_));
    if inner.is_empty() {
        let usage = command_.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ");
        page.push_str(&format!("```\n{usage}\n```\n\n"));
        page.push_str(&arguments(command_));
    }
    for one in inner {
        command(page, one, &name);
    }
}

/// What it says of itself.
fn told(command: &Command) -> String {
    let told = command.get_long_about().or_else(|| command.get_about());
    let mut text = told.map_or_else(String::new, |told| format!("{}\n\n", sentence(told)));
    if let Some(after) = command.get_after_help() {
        text.push_str(&format!("{after}\n\n"));
    }
    text
}

/// Its arguments; those that every command has stand with the program alone.
fn arguments(command: &Command) -> String {
    let root = command.get_name() == "pdesk";
    let mut list = String::new();
    for arg in command.get_arguments() {
        let common = matches!(arg.get_id().as_str(), "help" | "version");
        if !common && (root || !arg.is_global_set()) {
            list.push_str(&argument(arg));
        }
    }
    if !list.is_empty() {
        list.push('\n');
    }
    list
}

fn argument(arg: &Arg) -> String {
    let help = arg.get_help().map(sentence).unwrap_or_default();
    let mut line = format!("- `{}`: {help}", shape(arg));
    let words: Vec<String> = arg
        .get_possible_values()
        .iter()
        .map(|word| format!("`{}`", word.get_name()))
        .collect();
    if !words.is_empty() && arg.get_action().takes_values() {
        line.push_str(&format!(" One of {}.", words.join(", ")));
    }
    let defaults: Vec<_> = arg
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy())
        .filter(|value| !value.is_empty())
        .collect();
    if !defaults.is_empty() && arg.get_action().takes_values() {
        line.push_str(&format!(" Default: `{}`.", defaults.join(" ")));
    }
    if let Some(variable) = arg.get_env() {
        line.push_str(&format!(" Also `{}`.", variable.to_string_lossy()));
    }
    line.push('\n');
    line
}

/// A help text with its last stop, which clap takes away.
fn sentence(help: &clap::builder::StyledStr) -> String {
    let text = help.to_string();
    if text.ends_with(['.', ']', '`']) {
        text
    } else {
        format!("{text}.")
    }
}

fn shape(arg: &Arg) -> String {
    let values: Vec<&str> = arg
        .get_value_names()
        .into_iter()
        .flatten()
        .map(clap::builder::Str::as_str)
        .collect();
    let value = values.join(" ");
    match arg.get_long() {
        None => value,
        Some(long) if arg.get_action().takes_values() => format!("--{long} {value}"),
        Some(long) => format!("--{long}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::PathBuf;

    use super::*;

    fn repository(path: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../..")
            .join(path)
    }

    #[test]
    fn the_documentation_is_what_the_program_says() {
        let kept = fs::read_to_string(repository("docs/cli.md")).expect("docs/cli.md");
        assert!(
            kept == reference(),
            "run: pdesk man --markdown > docs/cli.md"
        );
    }

    /// The fields of a TypeScript object type, as the desk's types are written for the window.
    fn fields(name: &str) -> BTreeSet<String> {
        let path = repository("ui/src/backend/bindings").join(format!("{name}.ts"));
        let text = fs::read_to_string(&path).expect(name);
        let mut body = text.split_once(" = {").expect(name).1.to_owned();
        while let Some((before, rest)) = body.split_once("/**") {
            let after = rest.split_once("*/").expect("a comment's end").1;
            body = format!("{before}{after}");
        }
        let mut depth = 0_i32;
        let mut flat = String::new();
        for char in body.chars() {
            depth += match char {
                '{' | '[' | '<' | '(' => 1,
                '}' | ']' | '>' | ')' => -1,
                _ => 0,
            };
            if depth == 0 {
                flat.push(char);
            }
        }
        flat.split([',', ';'])
            .filter_map(|part| part.split_once(':'))
            .map(|(field, _)| field.trim().trim_end_matches('?').to_owned())
            .collect()
    }

    #[test]
    fn the_values_have_the_fields_that_are_documented() {
        let mut documented: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut current = None;
        for line in VALUES.lines() {
            if let Some(name) = line.strip_prefix("### ") {
                current = Some(name);
                documented.insert(name, BTreeSet::new());
            } else if let (Some(name), Some(field)) = (current, line.strip_prefix("- `")) {
                let names = field.split_once(':').expect("a colon").0;
                let names = names.split([',', ' ', '`']).filter(|name| !name.is_empty());
                let known = documented.get_mut(name).expect("a heading");
                known.extend(names.map(str::to_owned));
            }
        }
        assert!(documented.len() > 10, "{documented:?}");
        for (name, told) in documented {
            assert_eq!(told, fields(name), "{name}");
        }
    }
}
