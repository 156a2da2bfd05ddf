//! Calendars, and the years that they know.

use desk::calendars::{CalendarView, CalendarYear};

use super::table::Table;
use crate::words::Words;

/// Calendars, a line each.
pub fn calendars(words: &Words, all: &[CalendarView]) -> String {
    let head = ["calendar", "meaning", "version", "years", "counts"];
    let mut table = Table::new(&head.map(|column| words.word("cli-column", column)));
    for one in all {
        let added = one.added.map(|added| {
            let by = one.added_by.as_ref().map_or("", |by| by.name.as_str());
            words.say(
                "cli-calendar-added",
                &[("added", added.into()), ("name", by.into())],
            )
        });
        let version = one.version.clone();
        let version = [Some(version), added].into_iter().flatten();
        let version: Vec<String> = version.filter(|part| !part.is_empty()).collect();
        let own = one.own.then(|| words.plain("cli-calendar-own"));
        table.row([
            one.id.clone(),
            words.text(&one.title).to_owned(),
            version.join(" "),
            span(&one.years),
            words.row(own.into_iter().chain(one.regimes.clone())),
        ]);
    }
    table.lines()
}

/// The first and the last year, and what is missing between them.
fn span(years: &[CalendarYear]) -> String {
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if first.year < last.year => {
            let missing = (first.year..=last.year)
                .filter(|year| years.iter().all(|one| one.year != *year))
                .map(|year| format!(" −{year}"));
            format!(
                "{}–{}{}",
                first.year,
                last.year,
                missing.collect::<String>()
            )
        }
        (Some(only), _) => only.year.to_string(),
        _ => String::new(),
    }
}

/// What a file says of each year.
pub fn years(words: &Words, years: &[CalendarYear]) -> String {
    let line = |one: &CalendarYear| {
        let id = if one.known {
            "calendar-year"
        } else {
            "calendar-year-strays"
        };
        words.say(
            id,
            &[
                ("year", one.year.to_string().into()),
                ("off", one.off.into()),
                ("worked", one.worked.into()),
            ],
        ) + "\n"
    };
    years.iter().map(line).collect()
}
