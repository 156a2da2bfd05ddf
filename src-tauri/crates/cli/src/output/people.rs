//! The people of the office.

use desk::people::Member;

use super::table::Table;
use crate::words::Words;

/// People, a line each.
pub fn list(words: &Words, people: &[Member]) -> String {
    let head = ["name", "login", "standing", "roles", "fingerprint"]
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
            one.fingerprint.clone().unwrap_or_default(),
        ]);
    }
    table.lines()
}
