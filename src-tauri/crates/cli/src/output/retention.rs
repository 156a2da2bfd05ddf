//! Keeping and erasing, as text.

use chrono_tz::Tz;
use desk::retention::{BackupView, DuePage, Duty, ErasedMany, ErasedView, RetentionView};
use domain::retention::Class;
use domain::threading::CaseNumber;

use super::table::Table;
use super::when;
use crate::words::Words;

/// The office's periods, and the duties of law.
pub fn periods(words: &Words, view: &RetentionView) -> String {
    let mut table = Table::new(&["kind", "kept"].map(|column| words.word("cli-column", column)));
    for period in &view.periods {
        // A case is counted from its end; automated mail has none.
        let id = match period.class.parse() {
            Ok(Class::Automated) => "kept-months-in",
            _ => "kept-months",
        };
        let kept = period.months.map_or_else(
            || words.plain("kept-none"),
            |months| words.say(id, &[("months", months.into())]),
        );
        table.row([class(words, &period.class), kept]);
    }
    let mut lines = vec![table.lines()];
    for duty in &view.duties {
        let params = [
            ("regime", words.text(&duty.regime).into()),
            ("years", duty.years.into()),
            ("cite", words.text(&duty.cite).into()),
        ];
        lines.push(words.say("duty-rule", &params));
    }
    let days = ("days", view.keep_backups_days.into());
    lines.push(words.say("backups-kept", &[days]));
    lines.push(words.say("erased-so-far", &[("count", view.erased.into())]));
    lines.join("\n")
}

fn class(words: &Words, class: &str) -> String {
    match class.parse() {
        Ok(Class::Ask(kind)) => words.word("kind", kind),
        _ => words.word("class", class),
    }
}

/// What has fallen due.
pub fn due(words: &Words, due: &DuePage) -> String {
    let head = ["number", "name", "subject", "closed", "due", "keeps"];
    let mut table = Table::new(&head.map(|column| words.word("cli-column", column)));
    for row in &due.rows {
        let keeps = if row.held {
            words.plain("held")
        } else {
            let law = row.duty.as_ref();
            law.map_or_else(String::new, |law| duty(words, law))
        };
        table.row([
            CaseNumber(row.number).to_string(),
            row.name.clone(),
            row.subject.clone(),
            when::date(row.closed_on),
            when::date(row.due_on),
            keeps,
        ]);
    }
    let free = due
        .rows
        .iter()
        .filter(|r| !r.held && r.duty.is_none())
        .count();
    let sum = words.say(
        "due-sum",
        &[("free", free.into()), ("all", due.rows.len().into())],
    );
    let mut lines = vec![table.lines(), sum];
    if due.automated > 0 {
        lines.push(words.say("due-automated", &[("count", due.automated.into())]));
    }
    lines.join("\n")
}

/// What came of erasing several.
pub fn erased_many(words: &Words, many: &ErasedMany) -> String {
    let counts = [
        ("cases", many.cases.into()),
        ("messages", many.messages.into()),
    ];
    let mut lines = vec![words.say("erased-many", &counts)];
    if !many.kept.is_empty() {
        let numbers = many
            .kept
            .iter()
            .map(|number| CaseNumber(*number).to_string());
        lines.push(words.say("erased-kept", &[("cases", words.row(numbers).into())]));
    }
    lines.join("\n")
}

/// The backups.
pub fn backups(words: &Words, backups: &[BackupView], zone: Tz) -> String {
    let head = ["id", "made", "kept-until", "state", "path"];
    let mut table = Table::new(&head.map(|column| words.word("cli-column", column)));
    for backup in backups {
        let state = match backup.destroyed_at {
            Some(at) => words.say(
                "backup-destroyed",
                &[("date", when::minute(at, zone).into())],
            ),
            None if backup.overdue => words.plain("backup-overdue"),
            None if backup.here => words.plain("backup-here"),
            None => words.plain("backup-elsewhere"),
        };
        table.row([
            backup.id.to_string(),
            when::minute(backup.made_at, zone),
            when::date(backup.keep_until),
            state,
            backup.path.clone(),
        ]);
    }
    table.lines()
}

/// That a law has a case kept.
pub fn duty(words: &Words, duty: &Duty) -> String {
    let params = [
        ("date", when::date(duty.until).into()),
        ("cite", words.text(&duty.cite).into()),
    ];
    words.say("duty-until", &params)
}

/// That a case was erased, and where what it said may still be.
pub fn erased(words: &Words, erased: &ErasedView, zone: Tz) -> Vec<String> {
    let at = ("date", when::minute(erased.at, zone).into());
    let because = ("because", words.word("because", erased.because).into());
    let mut lines = vec![words.say("erased-on", &[at, because])];
    lines.push(match erased.backups_until {
        Some(day) => words.say(
            "erased-backups",
            &[
                ("count", erased.backups.into()),
                ("date", when::date(day).into()),
            ],
        ),
        None => words.plain("erased-no-backups"),
    });
    if erased.on_servers > 0 {
        lines.push(words.say("erased-on-servers", &[("count", erased.on_servers.into())]));
    }
    lines
}
