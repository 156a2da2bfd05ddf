//! The texts of the demonstration.

use serde::Deserialize;

/// One language's texts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    pub given: Vec<String>,
    #[serde(default)]
    pub given_latin: Vec<String>,
    pub family: Vec<String>,
    #[serde(default)]
    pub family_latin: Vec<String>,
    pub devices: Vec<String>,
    pub cities: Vec<String>,
    pub openings: Vec<String>,
    pub asides: Vec<String>,
    pub closings: Vec<String>,
    pub mail: Vec<Template>,
    pub replies: Replies,
    pub newsletter: Newsletter,
}

/// A mail that a person might write.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    pub subjects: Vec<String>,
    pub text: String,
    /// A fixed writer.
    pub sender: Option<String>,
    /// A charset that its text needs.
    pub charset: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replies {
    pub same: Vec<String>,
    /// For answers to mail that is more than two weeks old.
    pub late: Vec<String>,
    pub stranger: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Newsletter {
    pub subjects: Vec<String>,
    pub text: String,
}

/// English and Chinese. Both files are part of the program and a test reads them, so neither
/// can be missing or broken in a build that passed.
pub fn scripts() -> Vec<Script> {
    let files = [include_str!("english.toml"), include_str!("chinese.toml")];
    files
        .into_iter()
        .filter_map(|file| toml::from_str(file).ok())
        .collect()
}
