//! What there is to go by in judging who sent a message.

use mail::sender::{Evidence, Outcome};

use super::{SenderReason, SenderView};

/// Earlier messages from an address are counted so far.
pub(super) const EARLIER: i64 = 99;

/// What there is to go by, as it is shown.
pub(super) fn sender_view(evidence: &Evidence, before: i64) -> SenderView {
    let found = &evidence.results;
    let word = |method: &str, outcome: Option<Outcome>| {
        outcome.map(|outcome| (method.to_owned(), outcome.to_string()))
    };
    let signed = found.dkim.iter().find(|s| s.aligned).or(found.dkim.first());
    SenderView {
        verdict: evidence.verdict.to_string(),
        results: [
            word("spf", found.spf),
            word("dkim", signed.map(|signature| signature.outcome)),
            word("dmarc", found.dmarc),
        ]
        .into_iter()
        .flatten()
        .collect(),
        reasons: evidence
            .reasons
            .iter()
            .map(|reason| SenderReason {
                code: reason.code.to_string(),
                shows: reason.shows.clone(),
                really: reason.really.clone(),
            })
            .collect(),
        before: u32::try_from(before).unwrap_or(0),
    }
}
