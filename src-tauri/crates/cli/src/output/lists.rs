//! Lists: cases, counts, words to choose from.

use chrono_tz::Tz;
use desk::complaints::{
    CaseRow, Choices, Count, Done, NoteTemplate, RegimeView, RowClock, SavedView, Total,
};
use domain::regime::Period;
use domain::threading::CaseNumber;

use super::table::Table;
use super::when;
use crate::words::{Words, wire};

/// Cases, a line each.
pub fn cases(words: &Words, rows: &[CaseRow], zone: Tz) -> String {
    if rows.is_empty() {
        return words.plain("cli-cases-none");
    }
    let head = ["case", "due", "status", "asked", "from", "subject"]
        .map(|column| words.word("cli-column", column));
    let mut table = Table::new(&head);
    for row in rows {
        let asked = if row.kinds.is_empty() {
            row.reason
                .as_deref()
                .map_or_else(|| words.plain("kind-unset"), |r| words.word("reason", r))
        } else {
            words.words("kind", &row.kinds)
        };
        table.row([
            row.number
                .map_or_else(|| row.id.to_string(), |n| CaseNumber(n).to_string()),
            clock(words, row, zone),
            row.status
                .map_or_else(String::new, |status| words.word("status", status)),
            asked,
            row.name.clone(),
            row.subject.clone(),
        ]);
    }
    table.lines()
}

/// When a row is due, or how its clock stands.
fn clock(words: &Words, row: &CaseRow, zone: Tz) -> String {
    let days = |id: &str, days: i32| words.say(id, &[("days", days.into())]);
    let stands = match row.clock {
        RowClock::None => return String::new(),
        RowClock::NotStarted { waits_for } => words.word("due-waits", waits_for),
        RowClock::Running { days_left, .. } => days("due-running", days_left),
        RowClock::Soon { days_left, .. } => days("due-soon", days_left),
        RowClock::Overdue { days: over } => days("due-overdue", over),
        RowClock::Paused { days_left, .. } => days("due-paused", days_left),
    };
    let due = match row.due_at {
        Some(due) => format!("{} ({stands})", when::day(due, zone)),
        None => stands,
    };
    match row.acknowledge_by {
        Some(by) => {
            let by = words.say("acknowledge-by", &[("date", when::day(by, zone).into())]);
            format!("{due}, {by}")
        }
        None => due,
    }
}

/// Kept views, a line each.
pub fn saved_views(words: &Words, views: &[SavedView]) -> String {
    let head = ["name", "cases", "view", "query", "order", "whose"];
    let mut table = Table::new(&head.map(|column| words.word("cli-column", column)));
    for view in views {
        let whose = if view.shared { "shared" } else { "own" };
        table.row([
            view.name.clone(),
            view.total.map_or_else(String::new, |t| number(words, t)),
            words.word("view", wire(&view.shows.view)),
            view.shows.query.clone(),
            view.shows
                .sort
                .map_or_else(String::new, |sort| words.word("sort", sort)),
            words.word("view-whose", whose),
        ]);
    }
    table.lines()
}

/// Templates for notes, a line each.
pub fn note_templates(words: &Words, templates: &[NoteTemplate]) -> String {
    let head = ["name", "text"].map(|column| words.word("cli-column", column));
    let mut table = Table::new(&head);
    for template in templates {
        let line = template.text.split_whitespace().collect::<Vec<_>>();
        table.row([template.name.clone(), line.join(" ")]);
    }
    table.lines()
}

/// What a law has run for which ask.
fn rules(words: &Words, regime: &RegimeView) -> String {
    let head = ["clock", "period", "clause", "asked"].map(|one| words.word("cli-column", one));
    let mut table = Table::new(&head);
    for rule in &regime.clocks {
        let mut period = match rule.limit {
            Some(Period { amount, unit }) => super::clock::length(words, unit, amount.get()),
            None => words.plain("limit-of-letter"),
        };
        if let (Some(more), Some(Period { unit, .. })) = (rule.extension, rule.limit) {
            period = format!("{period} (+ {})", super::clock::length(words, unit, more));
        }
        if rule.own_target {
            period = format!("{period}, {}", words.plain("own-target"));
        }
        if let Some(since) = rule.in_force {
            let since = words.say("since", &[("date", when::date(since).into())]);
            period = format!("{period}, {since}");
        }
        table.row([
            words.word("clock", rule.kind),
            period,
            words.text(&rule.cite).to_owned(),
            words.words("kind", &rule.asks),
        ]);
    }
    table.lines()
}

fn number(words: &Words, total: Total) -> String {
    if total.more {
        words.say("count-more", &[("count", total.count.into())])
    } else {
        total.count.to_string()
    }
}

/// How many each view holds.
pub fn counts(words: &Words, counts: &[Count]) -> String {
    let mut table = Table::new(&["view", "cases", "word"].map(|c| words.word("cli-column", c)));
    for count in counts {
        let view = wire(&count.view);
        let total = Total {
            count: count.count,
            more: count.more,
        };
        table.row([words.word("view", &view), number(words, total), view]);
    }
    table.lines()
}

/// What an act has made of a case.
pub fn done(words: &Words, done: &Done) -> String {
    let said = words.say(
        "cli-done",
        &[
            ("case", CaseNumber(done.number).to_string().into()),
            ("act", words.act(&done.act).into()),
            ("status", words.word("status", done.status).into()),
        ],
    );
    match done.undo {
        Some(_) => {
            let command = format!("pdesk cases undo {}", CaseNumber(done.number));
            let undo = words.say("cli-done-undo", &[("command", command.into())]);
            format!("{said}\n{undo}")
        }
        None => said,
    }
}

/// The words to choose from.
pub fn choices(words: &Words, choices: &Choices) -> String {
    let mut text = String::new();
    for regime in &choices.regimes {
        text.push_str(&format!(
            "{}  {}, {}\n",
            regime.id,
            words.text(&regime.title),
            regime.version
        ));
        text.push_str(&super::indented(&rules(words, regime)));
        text.push_str("\n\n");
        let mut table = Table::new(
            &["ground", "clause", "meaning"].map(|column| words.word("cli-column", column)),
        );
        for ground in &regime.grounds {
            let mut meaning = words.text(&ground.title).to_owned();
            if !ground.asks.is_empty() {
                let kinds = words.words("kind", &ground.asks);
                meaning = format!("{meaning} ({kinds})");
            }
            table.row([
                ground.id.clone(),
                words.text(&ground.cite).to_owned(),
                meaning,
            ]);
        }
        text.push_str(&super::indented(&table.lines()));
        text.push_str("\n\n");
    }
    let departments = choices.departments.iter().map(|one| one.name.clone());
    let people = choices.people.iter().map(|person| person.name.clone());
    for (id, list) in [
        ("departments", words.row(departments)),
        ("tags", words.row(choices.tags.clone())),
        ("people", words.row(people)),
    ] {
        let title = words.word("cli-choices", id);
        text.push_str(&format!("{title}: {list}\n"));
    }
    text
}
