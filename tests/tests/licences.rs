//! What the program is built from, against deny.toml: licences of crates and npm packages, crates
//! that are banned, and where they may come from. (cargo-deny reads the same file; building it
//! takes longer than building the program, and this is all of it that is used here.)

// A test says no by panicking, in its own functions too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use tests::repository::{metadata, read, root};

/// deny.toml, as far as it is held here.
struct Rules {
    licences: Vec<spdx::Licensee>,
    banned: Vec<String>,
    registries: Vec<String>,
}

impl Rules {
    fn read() -> Self {
        let file: toml::Table = toml::from_str(&read("deny.toml")).unwrap();
        let words = |section: &str, key: &str| -> Vec<String> {
            file[section][key]
                .as_array()
                .unwrap()
                .iter()
                .map(|word| match word.get("crate") {
                    Some(name) => name.as_str().unwrap().to_owned(),
                    None => word.as_str().unwrap().to_owned(),
                })
                .collect()
        };
        Self {
            licences: words("licenses", "allow")
                .iter()
                .map(|word| spdx::Licensee::parse(word).unwrap())
                .collect(),
            banned: words("bans", "deny"),
            registries: words("sources", "allow-registry"),
        }
    }

    /// Whether a licence expression can be met with what is allowed.
    fn allow(&self, expression: &str) -> bool {
        spdx::Expression::parse_mode(expression, spdx::ParseMode::LAX).is_ok_and(|expression| {
            expression.evaluate(|wanted| self.licences.iter().any(|have| have.satisfies(wanted)))
        })
    }
}

fn packages() -> Vec<Value> {
    metadata()["packages"].as_array().unwrap().clone()
}

#[test]
fn the_rules_tell_allowed_from_not() {
    let rules = Rules::read();
    for good in [
        "MIT",
        "MIT/Apache-2.0",
        "Apache-2.0 OR GPL-2.0-only",
        "MIT AND ISC",
    ] {
        assert!(rules.allow(good), "{good}");
    }
    for bad in ["GPL-3.0-or-later", "MIT AND GPL-2.0-only", "SSPL-1.0", ""] {
        assert!(!rules.allow(bad), "{bad}");
    }
}

#[test]
fn every_crate_has_a_licence_that_is_allowed() {
    let rules = Rules::read();
    let refused: Vec<String> = packages()
        .iter()
        .filter(|package| !rules.allow(package["license"].as_str().unwrap_or_default()))
        .map(|package| format!("{}: {}", package["name"], package["license"]))
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn no_crate_is_banned_and_all_come_from_the_registry() {
    let rules = Rules::read();
    let mut refused = Vec::new();
    for package in packages() {
        let name = package["name"].as_str().unwrap();
        if rules.banned.iter().any(|banned| banned == name) {
            refused.push(format!("{name} is banned"));
        }
        match package["source"].as_str() {
            // Our own, and then below this repository.
            None => {
                let manifest = package["manifest_path"].as_str().unwrap();
                if !Path::new(manifest).starts_with(root()) {
                    refused.push(format!("{name} lies outside: {manifest}"));
                }
            }
            Some(source) => {
                let place = source.trim_start_matches("registry+");
                if !rules.registries.iter().any(|allowed| allowed == place) {
                    refused.push(format!("{name} comes from {source}"));
                }
            }
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn every_npm_package_has_a_licence_that_is_allowed() {
    let rules = Rules::read();
    let lock: Value = serde_json::from_str(&read("ui/package-lock.json")).unwrap();
    let packages: BTreeMap<String, Value> =
        serde_json::from_value(lock["packages"].clone()).unwrap();
    assert!(packages.len() > 10, "the lock file lists what is installed");
    let refused: Vec<String> = packages
        .iter()
        .filter(|(_, package)| {
            let elsewhere = package["resolved"]
                .as_str()
                .is_some_and(|from| !from.starts_with("https://registry.npmjs.org/"));
            elsewhere || !rules.allow(package["license"].as_str().unwrap_or_default())
        })
        .map(|(name, package)| {
            format!(
                "{name}: {} from {}",
                package["license"], package["resolved"]
            )
        })
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}
