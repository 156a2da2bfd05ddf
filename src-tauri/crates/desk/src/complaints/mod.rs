//! Complaints and requests: the list, a case, and every act on it.

mod acts;
mod added;
mod answer;
mod bulk;
mod by_hand;
mod clocks;
mod deeds;
mod detail;
mod engine;
mod joining;
mod link_all;
mod list;
mod merge;
mod merge_all;
mod narrow;
mod notices;
mod opening;
mod printing;
mod search;
mod sender;
mod several;
mod split;
mod stats;
mod tasks;
mod templates;
mod triage;
mod types;
mod undo;
mod unsent;
mod views;

pub(crate) use added::Added;
pub(crate) use engine::{Work, blocked, facts};
pub(crate) use list::{parse_key, write_key};
pub(crate) use opening::{Arrival, Opening, number};
pub use types::*;
pub use unsent::Unsent;

use serde::{Deserialize, Serialize};

/// What a list shows of a case; sealed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Head {
    pub name: String,
    pub subject: String,
    /// Why the priority was proposed.
    pub priority_because: Vec<String>,
    /// Why the law was proposed; empty once a person said which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regime_because: Vec<String>,
    /// It was proposed because so many messages had come and nothing was decided; 0 where not.
    #[serde(default)]
    pub priority_repeated: u32,
    /// An officer said it: nothing is proposed any more.
    #[serde(default)]
    pub priority_by_hand: bool,
    /// What was noted with the identity.
    pub identity_note: String,
    /// The code that was made last for whoever asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<crate::answers::CodeKept>,
    /// Why a legal hold is on it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub held_because: String,
}

/// What is sealed of an ask.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct AskText {
    pub because: Vec<String>,
    pub reason: String,
    pub route: String,
    pub recipients: Vec<RecipientTold>,
}

/// What is sealed of a party.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PartyText {
    pub name: String,
    pub address: String,
    pub detail: String,
}

/// The kinds of a case's asks as its row has them: between commas, so that one can be looked for.
pub(crate) fn kinds_column(asks: &[store::complaints::AskRow]) -> String {
    let kinds: Vec<&str> = asks
        .iter()
        .filter_map(|a| a.kind.map(|k| k.0.as_str()))
        .collect();
    if kinds.is_empty() {
        String::new()
    } else {
        format!(",{},", kinds.join(","))
    }
}
