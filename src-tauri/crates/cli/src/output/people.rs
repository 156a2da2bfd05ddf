//! The people of the office.

use chrono_tz::Tz;
use desk::people::{AccessReview, Member};
use domain::people::Standing;

use super::table::Table;
use super::when;
use crate::words::Words;

/// People, a line each.
pub fn list(words: &Words, people: &[Member], zone: Tz) -> String {
    let mut table = Table::new(&heads(
        words,
        &[
            "name",
            "login",
            "standing",
            "roles",
            "undertaking",
            "fingerprint",
        ],
    ));
    for one in people {
        table.row([
            one.name.clone(),
            one.login.clone(),
            words.word("standing", one.standing),
            roles(words, one),
            undertaking(words, one, zone),
            one.fingerprint.clone().unwrap_or_default(),
        ]);
    }
    table.lines()
}

/// An access review: how far it has come, and everyone at work.
pub fn review(words: &Words, review: &AccessReview, zone: Tz) -> String {
    let mut text = match &review.finished {
        Some(done) => words.say(
            "cli-review-finished",
            &[
                ("quarter", review.quarter.as_str().into()),
                ("name", done.by.name.as_str().into()),
                ("at", when::minute(done.at, zone).into()),
            ],
        ),
        None => words.say(
            "cli-review",
            &[
                ("quarter", review.quarter.as_str().into()),
                ("done", (review.confirmed as u64).into()),
                ("all", (review.people.len() as u64).into()),
                ("due", when::date(review.due).into()),
            ],
        ),
    };
    text.push_str("\n\n");
    let mut table = Table::new(&heads(
        words,
        &[
            "name",
            "login",
            "roles",
            "undertaking",
            "last-seen",
            "confirmed",
        ],
    ));
    for one in &review.people {
        let confirmed = match &one.confirmed {
            Some(by) => words.say(
                "cli-review-confirmed",
                &[
                    ("name", by.by.name.as_str().into()),
                    ("day", when::day(by.at, zone).into()),
                ],
            ),
            None if one.another => words.plain("cli-review-another"),
            None => String::new(),
        };
        let last_seen = one.last_seen.map(|at| when::minute(at, zone));
        table.row([
            one.member.name.clone(),
            one.member.login.clone(),
            roles(words, &one.member),
            undertaking(words, &one.member, zone),
            last_seen.unwrap_or_default(),
            confirmed,
        ]);
    }
    text.push_str(&table.lines());
    if review.alone && review.finished.is_none() {
        text.push_str("\n\n");
        text.push_str(&words.plain("cli-review-alone"));
    }
    text
}

fn heads(words: &Words, columns: &[&str]) -> Vec<String> {
    columns
        .iter()
        .map(|column| words.word("cli-column", column))
        .collect()
}

fn roles(words: &Words, one: &Member) -> String {
    words.row(one.roles.iter().map(|held| {
        let role = words.word("role", held.role);
        match &held.department {
            Some(department) => words.say(
                "role-of",
                &[
                    ("role", role.into()),
                    ("department", department.as_str().into()),
                ],
            ),
            None => role,
        }
    }))
}

fn undertaking(words: &Words, one: &Member, zone: Tz) -> String {
    match (one.undertaken_at, one.standing) {
        (Some(at), _) => when::day(at, zone),
        (None, Standing::Invited) => String::new(),
        (None, _) => words.plain("cli-undertaking-none"),
    }
}
