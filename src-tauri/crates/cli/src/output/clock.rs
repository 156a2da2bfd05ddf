//! A clock, and how it came to its due date.

use chrono_tz::Tz;
use desk::complaints::ClockView;
use domain::calendar::{CalendarVersion, DayKind};
use domain::clock::{Clock, Course, Limit, NoExtension, State, Warning};
use domain::regime::{Period, TimeUnit};

use super::{indented, when};
use crate::words::{Words, wire};

/// Its due date, how it stands, and the sum that made it.
pub fn explained(words: &Words, view: &ClockView, zone: Tz) -> String {
    let clock = &view.clock;
    let name = words.say(
        "clock-of",
        &[
            ("clock", words.word("clock", clock.kind).into()),
            ("kind", words.word("kind", clock.ask).into()),
        ],
    );
    let stands = state(words, &view.state);
    let head = match &clock.course {
        Some(course) => format!("{name}  {} ({stands})", when::date(course.due_date)),
        None => format!("{name}  ({stands})"),
    };
    let mut lines: Vec<String> = [
        ("clause", clause(words, clock)),
        ("start", start(words, clock, zone)),
        ("sum", sum(words, clock)),
        ("roll", roll(words, clock)),
        ("extension", extension(words, view, zone)),
        ("pause", pauses(words, clock, zone)),
        ("calendar", calendar(words, clock)),
    ]
    .into_iter()
    .map(|(label, text)| format!("{}: {text}", words.word("clock", label)))
    .collect();
    lines.extend(clock.warnings.iter().map(|warning| {
        let (id, param) = match warning {
            Warning::YearNotCovered {
                year,
                decides: true,
                ..
            } => ("year-decides", ("year", year.to_string())),
            Warning::YearNotCovered { year, .. } => {
                ("year-not-covered", ("year", year.to_string()))
            }
            Warning::OtherVersion { began_under } => {
                ("other-version", ("version", began_under.clone()))
            }
        };
        words.say(id, &[(param.0, param.1.into())])
    }));
    lines.push(format!("id: {}", view.id));
    format!("{head}\n{}", indented(&lines.join("\n")))
}

fn state(words: &Words, state: &State) -> String {
    let days = |id: &str, days: i64| words.say(id, &[("days", days.into())]);
    match *state {
        State::NotStarted { waits_for } => words.word("due-waits", waits_for),
        State::Running { days_left, .. } => days("due-running", days_left),
        State::Soon { days_left, .. } => days("due-soon", days_left),
        State::Overdue { days_over } => days("due-overdue", days_over),
        State::Paused { days_left, .. } => days("due-paused", days_left),
        State::Met { late: false, .. } => words.plain("due-met"),
        State::Met { days_over, .. } => days("due-met-late", days_over),
    }
}

/// The calendar that it rests on, in which form.
fn calendar(words: &Words, clock: &Clock) -> String {
    let CalendarVersion {
        title,
        version,
        added,
        ..
    } = &clock.calendar;
    let title = words.text(title);
    match added {
        Some(added) if version.is_empty() => words.say(
            "calendar-of-office",
            &[("title", title.into()), ("added", (*added).into())],
        ),
        Some(added) => words.say(
            "calendar-added",
            &[
                ("title", title.into()),
                ("version", version.as_str().into()),
                ("added", (*added).into()),
            ],
        ),
        None => format!("{title} {version}"),
    }
}

pub fn length(words: &Words, unit: TimeUnit, amount: u16) -> String {
    words.say(&format!("period-{unit}"), &[("amount", amount.into())])
}

fn limit(words: &Words, limit: Option<Limit>) -> String {
    match limit {
        None => words.plain("limit-of-letter"),
        Some(Limit::Period(Period { amount, unit })) => length(words, unit, amount.get()),
        Some(Limit::Date { date, time }) => {
            let date = match time {
                Some(time) => format!("{} {}", when::date(date), time.format("%H:%M")),
                None => when::date(date),
            };
            words.say("limit-date", &[("date", date.into())])
        }
    }
}

fn clause(words: &Words, clock: &Clock) -> String {
    let id = match (clock.own_target, clock.clause.id.as_str()) {
        // The packs call the clause that no law has `office`.
        (true, "office") => "clause-office",
        (true, _) => "clause-own",
        (false, _) => "clause-law",
    };
    words.say(
        id,
        &[
            ("cite", words.text(&clock.clause.cite).into()),
            ("period", limit(words, clock.limit).into()),
        ],
    )
}

fn start(words: &Words, clock: &Clock, zone: Tz) -> String {
    let event = clock.start.event;
    match clock.start.at {
        Some(at) => words.say(
            &format!("start-{event}"),
            &[("date", when::minute(at, zone).into())],
        ),
        None => words.word("start-waits", event),
    }
}

fn sum(words: &Words, clock: &Clock) -> String {
    match &clock.course {
        None => words.plain("sum-none"),
        Some(course) => words.say(
            "sum",
            &[
                ("period", limit(words, clock.limit).into()),
                ("date", when::date(course.end_date).into()),
            ],
        ),
    }
}

fn roll(words: &Words, clock: &Clock) -> String {
    match &clock.course {
        None => words.plain("sum-none"),
        Some(_) if clock.roll.is_none() => words.plain("roll-none"),
        Some(course) if course.rolled.is_empty() => words.plain("roll-not-needed"),
        Some(course) => words.say(
            "roll-to",
            &[
                ("over", over(words, course).into()),
                ("date", when::date(course.due_date).into()),
            ],
        ),
    }
}

/// What the end rolled over, each once.
fn over(words: &Words, course: &Course) -> String {
    let mut names: Vec<String> = Vec::new();
    for passed in &course.rolled {
        let name = match &passed.day {
            DayKind::Holiday { holiday } => words.text(holiday).to_owned(),
            DayKind::MadeUp { .. } => words.plain("day-made-up"),
            DayKind::Weekend => words.plain("day-weekend"),
            DayKind::Working => words.plain("day-working"),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    words.row(names)
}

fn extension(words: &Words, view: &ClockView, zone: Tz) -> String {
    let line = &view.clock.extension;
    let unit = match view.clock.limit {
        Some(Limit::Period(period)) => period.unit,
        _ => TimeUnit::CalendarDays,
    };
    if let Some(granted) = line.granted {
        let reason = view.extension_reason.as_deref().unwrap_or_default();
        return words.say(
            "extension-granted",
            &[
                ("by", length(words, unit, granted.amount.get()).into()),
                ("reason", reason.into()),
            ],
        );
    }
    let Some(rule) = &line.rule else {
        return words.plain("extension-none");
    };
    let up_to = ("upTo", length(words, unit, rule.amount.get()).into());
    if let Some(why) = &line.not_counted {
        return words.say(&format!("extension-not-{}", word(why)), &[up_to]);
    }
    match line.offer {
        None => words.say("extension-later", &[up_to]),
        Some(offer) => words.say(
            "extension-up-to",
            &[up_to, ("date", when::minute(offer.tell_by, zone).into())],
        ),
    }
}

/// The word of a value that carries more than its word.
fn word(why: &NoExtension) -> String {
    serde_json::to_value(why)
        .ok()
        .and_then(|value| value.get("is").map(wire))
        .unwrap_or_default()
}

fn pauses(words: &Words, clock: &Clock, zone: Tz) -> String {
    if clock.pause.is_none() {
        return words.plain("pause-none");
    }
    let counted: Vec<_> = clock.pauses.iter().filter(|pause| pause.counts).collect();
    if let Some(open) = counted.iter().find(|pause| pause.to.is_none()) {
        return words.say(
            "pause-open",
            &[
                ("reason", words.word("pause", open.reason).into()),
                ("date", when::day(open.from, zone).into()),
            ],
        );
    }
    if counted.is_empty() {
        return words.plain("pause-not-yet");
    }
    let days = clock.course.as_ref().map_or(0, |c| c.paused_days);
    words.say("pause-days", &[("days", days.into())])
}
