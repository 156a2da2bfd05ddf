//! The keyed tokens by which a document is found.

use domain::search::{Doc, terms};

use super::Head;
use crate::{Desk, Result};

/// The tokens of a document, each once. Their order tells nothing of the text's.
pub fn tokens(desk: &Desk, doc: &Doc<'_>) -> Result<Vec<i64>> {
    let ring = desk.ring();
    let key = &ring.complaints()?.search;
    let mut tokens = Vec::new();
    terms(doc, |field, text| {
        tokens.push(key.token(field.number(), text))
    });
    tokens.sort_unstable();
    tokens.dedup();
    // It waits in a batch; where words come again and again, most of it is room.
    tokens.shrink_to_fit();
    Ok(tokens)
}

/// The tokens of a message.
pub fn message_tokens(desk: &Desk, head: &Head, text: &str) -> Result<Vec<i64>> {
    let doc = Doc {
        subject: &head.subject,
        names: &[&head.from_name],
        addresses: &[&head.from_address],
        body: text,
    };
    tokens(desk, &doc)
}
