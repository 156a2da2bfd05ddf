//! The people of the office.

use chrono_tz::Tz;
use desk::people::Member;
use domain::people::Standing;

use super::table::Table;
use super::when;
use crate::words::Words;

/// People, a line each.
pub fn list(words: &Words, people: &[Member], zone: Tz) -> String {
    let head = [
        "name",
        "login",
        "standing",
        "roles",
        "undertaking",
        "fingerprint",
    ]
    .map(|column| words.word("cli-column", column));
    let mut table = Table::new(&head);
    for one in people {
        let roles = one.roles.iter().map(|held| {
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
        });
        table.row([
            one.name.clone(),
            one.login.clone(),
            words.word("standing", one.standing),
            words.row(roles),
            match (one.undertaken_at, one.standing) {
                (Some(at), _) => when::day(at, zone),
                (None, Standing::Invited) => String::new(),
                (None, _) => words.plain("cli-undertaking-none"),
            },
            one.fingerprint.clone().unwrap_or_default(),
        ]);
    }
    table.lines()
}
