//! The office's figures, as text.

use desk::complaints::{CaseStats, OnTime, Spread};

use super::table::Table;
use super::when;
use crate::words::Words;

const HOUR: f64 = 3_600.0;
const DAY: f64 = 24.0 * HOUR;

/// The figures, one table after the other.
pub fn figures(words: &Words, stats: &CaseStats) -> String {
    let period = [
        ("from", when::date(stats.from).into()),
        ("to", when::date(stats.to).into()),
        ("count", stats.received.into()),
    ];
    let mut weeks = table(words, &["week", "arrived"]);
    for week in &stats.weeks {
        weeks.row([when::date(week.day), week.count.to_string()]);
    }
    let mut open = table(words, &["age", "open"]);
    for band in &stats.open {
        let days = match band.to_days {
            Some(to) => (
                "figures-age",
                vec![("from", band.from_days.into()), ("to", to.into())],
            ),
            None => (
                "figures-age-over",
                vec![("days", (band.from_days - 1).into())],
            ),
        };
        open.row([words.say(days.0, &days.1), band.count.to_string()]);
    }
    let mut took = table(words, &["until", "cases", "median", "p90"]);
    for (what, spread) in [
        ("figures-first-answer", &stats.first_answer),
        ("figures-closing", &stats.closing),
    ] {
        let [median, p90] = lengths(words, spread);
        took.row([words.plain(what), spread.count.to_string(), median, p90]);
    }
    [
        words.say("figures-received", &period) + "\n",
        weeks.lines(),
        open.lines(),
        took.lines(),
        on_time(words, "asked", &stats.by_kind),
        on_time(words, "law", &stats.by_regime),
    ]
    .join("\n")
}

fn table(words: &Words, head: &[&str]) -> Table {
    let head: Vec<String> = head
        .iter()
        .map(|one| words.word("cli-column", one))
        .collect();
    Table::new(&head)
}

fn lengths(words: &Words, spread: &Spread) -> [String; 2] {
    [spread.median_seconds, spread.p90_seconds].map(|seconds| {
        let Some(seconds) = seconds.map(|seconds| seconds as f64) else {
            return words.plain("figures-none");
        };
        if seconds < HOUR {
            return words.plain("figures-hour");
        }
        // Beyond two days nobody counts hours.
        if seconds < 2.0 * DAY {
            words.say("figures-hours", &[("n", (seconds / HOUR).round().into())])
        } else {
            words.say("figures-days", &[("n", (seconds / DAY).round().into())])
        }
    })
}

fn on_time(words: &Words, of: &str, sums: &[OnTime]) -> String {
    let mut table = table(words, &[of, "on-time", "late", "running"]);
    for sum in sums {
        let name = match &sum.of {
            Some(word) if of == "asked" => words.word("kind", word),
            Some(id) => id.clone(),
            None => words.plain("kind-unset"),
        };
        table.row([
            name,
            sum.on_time.to_string(),
            sum.late.to_string(),
            sum.running.to_string(),
        ]);
    }
    table.lines()
}
