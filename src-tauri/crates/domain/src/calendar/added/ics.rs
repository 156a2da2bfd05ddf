//! iCalendar, as far as days off need it: the dates and summaries of events.
//!
//! The parsers that there are give no line of what they refuse, and read a rule of repetition as
//! any other property: a holiday would silently be off in one year alone.

use chrono::{NaiveDate, TimeDelta};

use super::{AddedDay, Fault, FaultAt, Listed, MOST, at, name};

/// An event of more days is none that a holiday has.
const LONGEST: i64 = 62;

/// A property of an event: its line, its parameters, its value.
#[derive(Default)]
struct Event {
    begins: usize,
    start: Option<(usize, NaiveDate)>,
    end: Option<(usize, NaiveDate)>,
    summary: String,
    worked: bool,
    cancelled: bool,
}

pub(super) fn read(text: &str) -> Result<Vec<Listed>, FaultAt> {
    let lines = unfolded(text);
    if !lines
        .first()
        .is_some_and(|(_, line)| is(line, "BEGIN:VCALENDAR"))
    {
        return Err(at(1, Fault::NotCalendar));
    }
    let mut days = Vec::new();
    let mut event: Option<Event> = None;
    // How deep in a part of an event, such as its alarm.
    let mut within = 0_usize;
    for (number, line) in &lines {
        let Some(open) = event.as_mut() else {
            if is(line, "BEGIN:VEVENT") {
                event = Some(Event {
                    begins: *number,
                    ..Event::default()
                });
            }
            continue;
        };
        if within == 0 && is(line, "END:VEVENT") {
            days.extend(
                event
                    .take()
                    .map(Event::days)
                    .transpose()?
                    .unwrap_or_default(),
            );
            if days.len() > MOST {
                return Err(at(*number, Fault::TooLarge));
            }
        } else if starts(line, "BEGIN:") {
            within += 1;
        } else if starts(line, "END:") {
            within = within.saturating_sub(1);
        } else if within == 0 {
            open.take(*number, line)?;
        }
    }
    match event {
        Some(open) => Err(at(open.begins, Fault::CutOff)),
        None => Ok(days),
    }
}

impl Event {
    fn take(&mut self, number: usize, line: &str) -> Result<(), FaultAt> {
        let Some((key, value)) = property(line) else {
            return Ok(());
        };
        match key.to_ascii_uppercase().as_str() {
            "DTSTART" => self.start = Some((number, date(number, value)?)),
            "DTEND" => self.end = Some((number, date(number, value)?)),
            "SUMMARY" => {
                self.summary = name(&unescaped(value));
                // What the lists of China's days call a weekend day that is worked.
                let text = self.summary.to_lowercase();
                let words = ["班", "working day", "workday"];
                let not = [
                    "non-working",
                    "nonworking",
                    "non working",
                    "not a working",
                    "非工作日",
                ];
                self.worked |= words.iter().any(|word| text.contains(word))
                    && !not.iter().any(|word| text.contains(word));
            }
            "X-APPLE-SPECIAL-DAY" => self.worked |= is(value, "ALTERNATE-WORKDAY"),
            "STATUS" => self.cancelled = is(value, "CANCELLED"),
            "RRULE" | "RDATE" | "DURATION" => return Err(at(number, Fault::Repeats)),
            _ => {}
        }
        Ok(())
    }

    /// Its days. The end is the day after the last (RFC 5545, section 3.6.1).
    fn days(self) -> Result<Vec<Listed>, FaultAt> {
        if self.cancelled {
            return Ok(Vec::new());
        }
        let (line, first) = self.start.ok_or(at(self.begins, Fault::Date))?;
        let (line, count) = match self.end {
            Some((line, end)) => (line, (end - first).num_days().max(i64::from(end == first))),
            None => (line, 1),
        };
        if !(1..=LONGEST).contains(&count) {
            return Err(at(line, Fault::Span));
        }
        let day = |offset| {
            let date = first.checked_add_signed(TimeDelta::days(offset))?;
            Some(Listed {
                line,
                day: AddedDay {
                    date,
                    worked: self.worked,
                    name: self.summary.clone(),
                },
            })
        };
        Ok((0..count).filter_map(day).collect())
    }
}

/// The logical lines, each with the number of its first (RFC 5545, section 3.1).
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some((_, last))) => last.push_str(more),
            _ if line.trim().is_empty() => {}
            _ => lines.push((index + 1, line.to_owned())),
        }
    }
    lines
}

/// The name and the value of a property; its parameters are left out, quoted colons among them.
fn property(line: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    let colon = line.char_indices().find_map(|(index, c)| {
        quoted ^= c == '"';
        (c == ':' && !quoted).then_some(index)
    })?;
    let (head, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    Some((head.split(';').next()?, value))
}

/// A date, or the date of a time where it is; one in UTC may be another day here.
fn date(line: usize, value: &str) -> Result<NaiveDate, FaultAt> {
    if value.trim().ends_with(['Z', 'z']) {
        return Err(at(line, Fault::Date));
    }
    let day = value.trim().split('T').next().unwrap_or_default();
    Some(day)
        .filter(|day| day.len() == 8)
        .and_then(|day| NaiveDate::parse_from_str(day, "%Y%m%d").ok())
        .ok_or(at(line, Fault::Date))
}

fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => text.push(' '),
                other => text.extend(other),
            },
            c => text.push(c),
        }
    }
    text
}

fn is(line: &str, wanted: &str) -> bool {
    line.trim().eq_ignore_ascii_case(wanted)
}

fn starts(line: &str, wanted: &str) -> bool {
    line.get(..wanted.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(wanted))
}
