//! What may stand in which source file.

use regex::Regex;
use tests::repository::{SourceFile, files};

use crate::none;

/// Files that do one thing and still need more lines than [`LINES`].
const LONG: [&str; 0] = [];
/// The most lines of a source file.
const LINES: usize = 500;

/// Every line of `files` that `pattern` finds, as `path:line: text`.
fn hits(files: &[SourceFile], pattern: &str, exempt: impl Fn(&str) -> bool) -> Vec<String> {
    let pattern = Regex::new(pattern).unwrap();
    files
        .iter()
        .filter(|file| !exempt(&file.path))
        .flat_map(|file| {
            file.text
                .lines()
                .enumerate()
                .filter(|(_, line)| pattern.is_match(line))
                .map(|(at, line)| format!("{}:{}: {}", file.path, at + 1, line.trim()))
        })
        .collect()
}

fn rust() -> Vec<SourceFile> {
    let found = files("src-tauri", &[".rs"]);
    assert!(found.len() > 10, "the sources are looked at");
    found
}

fn ui() -> Vec<SourceFile> {
    let found = files("ui/src", &[".ts", ".svelte", ".css"]);
    assert!(found.len() > 10, "the sources are looked at");
    found
}

/// Whether the pattern of SQL below tells SQL from prose.
const SQL: &str = r"(?i)\b(insert\s+into|delete\s+from|create\s+(table|index|trigger|role|policy)|update\s+\w+\s+set|select\s+[\w*$'(),. ]+\s+from\s+\w)\b|\bpragma\s+\w+";

#[test]
fn sql_is_in_the_store_alone() {
    let mut code = rust();
    for file in &mut code {
        // Prose may speak of SQL.
        let lines: Vec<&str> = file
            .text
            .lines()
            .map(|line| match line.trim_start().starts_with("//") {
                true => "",
                false => line,
            })
            .collect();
        file.text = lines.join("\n");
    }
    let at_home = |path: &str| {
        ["store", "sources", "testbed"]
            .iter()
            .any(|home| path.starts_with(&format!("src-tauri/crates/{home}/")))
            // Stories in which the database's administrator meddles.
            || path.starts_with("src-tauri/crates/desk/tests/")
    };
    none("SQL outside store", &hits(&code, SQL, at_home));
    assert!(!hits(&code, SQL, |path| !at_home(path)).is_empty());
}

#[test]
fn only_the_backend_folder_knows_tauri() {
    let found = hits(&ui(), r"@tauri-apps|__TAURI", |path| {
        path.starts_with("ui/src/backend/")
    });
    none("Tauri outside ui/src/backend", &found);
}

#[test]
fn colours_sizes_of_type_and_radii_are_tokens() {
    const LITERALS: [&str; 4] = [
        r#"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})['";,)\s]"#,
        r"\b(rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch)\(",
        r"(font-size|line-height)\s*:\s*[\d.]+(px|r?em|pt)|border(-\w+)*-radius\s*:\s*[1-9.][\d.]*(px|r?em)",
        r"(color|background|border|outline|fill|stroke|shadow)\b[\w-]*\s*:[^;]*\b(white|black|red|green|blue|gray|grey|orange|yellow)\b",
    ];
    let ui = ui();
    let found: Vec<String> = LITERALS
        .iter()
        .flat_map(|literal| hits(&ui, literal, |path| path.ends_with("/tokens.css")))
        .collect();
    none("written where a token belongs", &found);
}

#[test]
fn no_file_is_too_long() {
    let found: Vec<String> = rust()
        .into_iter()
        .chain(ui())
        .chain(files("tests", &[".rs"]))
        .map(|file| (file.text.lines().count(), file.path))
        .filter(|(lines, path)| *lines > LINES && !LONG.contains(&path.as_str()))
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    none("longer than a file should be", &found);
}

#[test]
fn nothing_is_left_undone() {
    let found = hits(
        &rust().into_iter().chain(ui()).collect::<Vec<_>>(),
        r"\b(TODO|FIXME|XXX|HACK)\b|\b(todo|unimplemented)!\(|#\[ignore",
        |_| false,
    );
    none("left undone", &found);
}

#[test]
fn nothing_points_into_somebodys_own_computer() {
    let all = files(
        "",
        &[
            ".rs", ".ts", ".svelte", ".css", ".js", ".json", ".toml", ".lock", ".md", ".ftl",
            ".html", ".py", "Makefile", "run", "install", "test",
        ],
    );
    let found = hits(&all, r"/(?:home|root|Users|work|mnt)/[\w.]", |_| false);
    none("paths of one computer", &found);
}
