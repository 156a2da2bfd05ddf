//! What stops an answer, and what is on its way.

use chrono_tz::Tz;
use desk::answers::{Flushed, HandedCode, OutboxView, StopView};
use domain::threading::CaseNumber;

use super::table::Table;
use super::when;
use crate::words::Words;

/// What stops an answer, a line each.
pub fn stops(words: &Words, stops: &[StopView]) -> String {
    if stops.is_empty() {
        return words.plain("stops-none");
    }
    let mut table = Table::new(&["stop", "passable", "about"].map(|c| words.word("cli-column", c)));
    for one in stops {
        table.row([
            format!("{}: {}", one.stop, words.word("stop", one.stop)),
            words.say(
                "stop-passable",
                &[("passable", one.passable.to_string().into())],
            ),
            words.row(one.about.iter().cloned()),
        ]);
    }
    table.lines()
}

/// A code that is passed on by hand.
pub fn handed(words: &Words, handed: &HandedCode, zone: Tz) -> String {
    let params = [
        ("account", handed.account.as_str().into()),
        ("code", handed.code.as_str().into()),
        ("until", when::minute(handed.until, zone).into()),
        ("left", handed.left.into()),
    ];
    words.say("identity-handed", &params)
}

/// What is on its way, a line each.
pub fn outbox(words: &Words, all: &[OutboxView], zone: Tz) -> String {
    if all.is_empty() {
        return words.plain("outbox-none");
    }
    let columns = ["message", "case", "to", "state", "since", "next", "said"];
    let mut table = Table::new(&columns.map(|c| words.word("cli-column", c)));
    for one in all {
        let said = one.failure.as_ref().map(|failure| {
            let said = match failure.said.trim() {
                "" => "none",
                said => said,
            };
            let params = [("why", failure.why.as_str().into()), ("said", said.into())];
            words.say("sending-failure", &params)
        });
        table.row([
            one.message.to_string(),
            CaseNumber(one.case_number).to_string(),
            words.row(one.to.iter().cloned()),
            words.word("sending", one.state),
            when::minute(one.queued_at, zone),
            one.next_at
                .map_or_else(String::new, |at| when::minute(at, zone)),
            said.unwrap_or_default(),
        ]);
    }
    table.lines()
}

/// What became of what was to be sent.
pub fn flushed(words: &Words, flushed: &Flushed) -> String {
    words.say(
        "outbox-flushed",
        &[
            ("sent", flushed.sent.into()),
            ("waiting", flushed.waiting.into()),
            ("unknown", flushed.unknown.into()),
            ("refused", flushed.refused.into()),
        ],
    )
}
