//! Who may know whom: `commands, cli → desk → store, mail, sources, report, vault → domain`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tests::repository::metadata;

use crate::none;

/// Of each of our packages, those of ours that it may be built on.
const ARROWS: [(&str, &[&str]); 10] = [
    ("domain", &[]),
    ("vault", &["domain"]),
    ("store", &["domain"]),
    ("mail", &["domain"]),
    ("sources", &["domain"]),
    ("report", &["domain"]),
    (
        "desk",
        &["domain", "vault", "store", "mail", "sources", "report"],
    ),
    ("preview", &[]),
    ("cli", &["desk", "domain"]),
    ("privacy-desk", &["cli", "desk", "domain", "preview"]),
];
/// Only what tests are made of.
const OF_TESTS: [&str; 2] = ["testbed", "tests"];

/// Crates, and the only packages of ours that may name them.
const KEPT_TO: [(&str, &[&str]); 10] = [
    ("anyhow", &["cli", "privacy-desk", "tests"]),
    ("sqlx", &["store", "sources"]),
    ("libsqlite3-sys", &["store"]),
    ("tauri", &["privacy-desk"]),
    ("rfd", &["privacy-desk"]),
    ("mail-parser", &["mail"]),
    ("hayro", &["preview"]),
    ("image", &["preview"]),
    ("argon2", &["vault"]),
    ("chacha20poly1305", &["vault"]),
];

/// What must not be linked, however deep.
const NEVER_IN: [(&str, &[&str]); 2] = [
    (
        "domain",
        &["tokio", "async-std", "sqlx", "sqlx-core", "tauri"],
    ),
    (
        "cli",
        &[
            "tauri",
            "wry",
            "tao",
            "webkit2gtk",
            "webkit2gtk-sys",
            "gtk",
            "gtk-sys",
            "rfd",
        ],
    ),
];

/// What `cargo metadata` tells, as graph.
struct Graph {
    /// Names of packages by id.
    names: BTreeMap<String, String>,
    /// Ids of ours, by name.
    ours: BTreeMap<String, String>,
    /// What a package links: ids by id, without dev- and build-dependencies.
    links: BTreeMap<String, Vec<String>>,
}

impl Graph {
    fn read() -> Self {
        let metadata = metadata();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let list = |value: &Value| value.as_array().unwrap().clone();
        let names: BTreeMap<_, _> = list(&metadata["packages"])
            .iter()
            .map(|package| (text(&package["id"]), text(&package["name"])))
            .collect();
        let ours = list(&metadata["workspace_members"])
            .iter()
            .map(|id| (names[id.as_str().unwrap()].clone(), text(id)))
            .collect();
        let links = list(&metadata["resolve"]["nodes"])
            .iter()
            .map(|node| {
                let linked = list(&node["deps"])
                    .iter()
                    .filter(|dep| {
                        list(&dep["dep_kinds"])
                            .iter()
                            .any(|kind| kind["kind"].is_null())
                    })
                    .map(|dep| text(&dep["pkg"]))
                    .collect();
                (text(&node["id"]), linked)
            })
            .collect();
        Self { names, ours, links }
    }

    /// The names that a package of ours links itself.
    fn direct(&self, package: &str) -> BTreeSet<&str> {
        self.links[&self.ours[package]]
            .iter()
            .map(|id| self.names[id].as_str())
            .collect()
    }

    /// The names of all that a package of ours links, however deep.
    fn whole(&self, package: &str) -> BTreeSet<&str> {
        let mut seen = BTreeSet::new();
        let mut left = vec![&self.ours[package]];
        while let Some(id) = left.pop() {
            if seen.insert(id) {
                left.extend(&self.links[id]);
            }
        }
        seen.iter().map(|id| self.names[*id].as_str()).collect()
    }
}

#[test]
fn the_arrows_point_one_way() {
    let graph = Graph::read();
    let allowed = BTreeMap::from(ARROWS);
    let mut found = Vec::new();
    for package in graph.ours.keys().map(String::as_str) {
        if OF_TESTS.contains(&package) {
            continue;
        }
        let Some(allowed) = allowed.get(package) else {
            found.push(format!("{package} has no place in the house"));
            continue;
        };
        for other in graph.direct(package) {
            if graph.ours.contains_key(other) && !allowed.contains(&other) {
                found.push(format!("{package} → {other}"));
            }
        }
    }
    none("arrows that are not drawn", &found);
}

#[test]
fn some_crates_are_kept_to_one_floor() {
    let graph = Graph::read();
    let mut found = Vec::new();
    for package in graph.ours.keys() {
        let direct = graph.direct(package);
        for (krate, owners) in KEPT_TO {
            if direct.contains(krate) && !owners.contains(&package.as_str()) {
                found.push(format!("{package} uses {krate}"));
            }
        }
    }
    none("crates on the wrong floor", &found);
}

#[test]
fn the_rules_have_no_io_and_the_command_line_no_webkit() {
    let graph = Graph::read();
    let mut found = Vec::new();
    for (package, never) in NEVER_IN {
        let whole = graph.whole(package);
        found.extend(
            never
                .iter()
                .filter(|krate| whole.contains(*krate))
                .map(|krate| format!("{package} links {krate}")),
        );
    }
    none("links that must not be", &found);
    // The graph is the real one: the window does link it.
    assert!(graph.whole("privacy-desk").contains("webkit2gtk"));
}
