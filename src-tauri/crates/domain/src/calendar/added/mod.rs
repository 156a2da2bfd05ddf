//! Days that the office adds to a calendar, or a calendar of its own, from a file in one of the
//! two forms in which they are to be had: iCalendar (RFC 5545) and a table.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Calendar, is_weekend};
use crate::data::Text;
use crate::vocabulary::vocabulary;

mod ics;
mod table;
#[cfg(test)]
mod tests;

/// The bytes of a file, at most.
const LARGEST: usize = 4 << 20;
/// The days of a file, at most.
const MOST: usize = 10_000;
/// A year of which so many days off are listed counts as known. Fewer are strays of the year
/// beside it, such as the New Year's Day at the end of a list of December.
const KNOWN_FROM: usize = 5;

vocabulary! {
    /// In which form a file lists days.
    Form {
        /// iCalendar, RFC 5545.
        Ics = "ics",
        /// A table with the columns `date`, `kind` (`off` or `worked`) and `name`.
        Csv = "csv",
    }
}

vocabulary! {
    /// What is wrong with a file of days.
    Fault {
        /// It is larger than 4 MiB, or lists more than 10,000 days.
        TooLarge = "too-large",
        /// It is not UTF-8.
        Encoding = "encoding",
        /// It does not begin with BEGIN:VCALENDAR.
        NotCalendar = "not-calendar",
        /// It ends within an event.
        CutOff = "cut-off",
        /// A date is missing or is none.
        Date = "date",
        /// An event ends before it begins, or is longer than two months.
        Span = "span",
        /// An event repeats by a rule: each day has to be listed.
        Repeats = "repeats",
        /// A column is missing.
        Columns = "columns",
        /// A kind is neither off nor worked.
        Kind = "kind",
        /// The same day is off here and worked there.
        Both = "both",
        /// It lists no day.
        Empty = "empty",
    }
}

/// What is wrong with a file, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct FaultAt {
    /// The line, counted from 1.
    pub line: usize,
    /// What.
    pub fault: Fault,
}

/// A day as listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedDay {
    /// The day.
    pub date: NaiveDate,
    /// Worked, though it is a weekend or was a holiday; otherwise it is off.
    pub worked: bool,
    /// What it is for.
    pub name: String,
}

/// The days of a file, each once, in order; never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedDays(Vec<AddedDay>);

/// What a file says of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearOf {
    /// The year.
    pub year: i32,
    /// Days off.
    pub off: usize,
    /// Days worked though they would be off.
    pub worked: usize,
    /// Enough are listed for the year to count as known.
    pub known: bool,
}

impl AddedDays {
    /// Reads a file.
    ///
    /// # Errors
    /// [`FaultAt`] with the line of what does not fit. Nothing of such a file is taken.
    pub fn read(form: Form, bytes: &[u8]) -> Result<Self, FaultAt> {
        if bytes.len() > LARGEST {
            return Err(at(1, Fault::TooLarge));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            at(line_of(before), Fault::Encoding)
        })?;
        let text = text.trim_start_matches('\u{feff}');
        let listed = match form {
            Form::Ics => ics::read(text),
            Form::Csv => table::read(text),
        }?;
        collect(listed)
    }

    /// The days, in order.
    pub fn days(&self) -> &[AddedDay] {
        &self.0
    }

    /// These days, with those of an earlier list beside them: of a year that this one knows none
    /// of the earlier stay.
    #[must_use]
    pub fn over(self, before: &Self) -> Self {
        let years = self.years();
        let said = |day: &AddedDay| {
            let known = years
                .iter()
                .any(|one| one.known && one.year == day.date.year());
            known || self.0.iter().any(|one| one.date == day.date)
        };
        let stay: Vec<_> = before.0.iter().filter(|day| !said(day)).cloned().collect();
        let mut days = self.0;
        days.extend(stay);
        days.sort_by_key(|day| day.date);
        Self(days)
    }

    /// What it says of each year, in order.
    pub fn years(&self) -> Vec<YearOf> {
        let mut years: BTreeMap<i32, (usize, usize)> = BTreeMap::new();
        for day in &self.0 {
            let (off, worked) = years.entry(day.date.year()).or_default();
            *if day.worked { worked } else { off } += 1;
        }
        years
            .into_iter()
            .map(|(year, (off, worked))| YearOf {
                year,
                off,
                worked,
                known: off >= KNOWN_FROM,
            })
            .collect()
    }
}

impl Calendar {
    /// This calendar with what the office added: its word on a day counts before the program's.
    #[must_use]
    pub fn with(mut self, added: &AddedDays, version: u32) -> Self {
        self.added = Some(version);
        for year in added.years().iter().filter(|year| year.known) {
            self.sources.entry(year.year).or_default();
        }
        for day in added.days() {
            let name = Text {
                en: day.name.clone(),
                zh: day.name.clone(),
            };
            self.holidays.remove(&day.date);
            self.worked.remove(&day.date);
            match (day.worked, is_weekend(day.date)) {
                (true, true) => drop(self.worked.insert(day.date, name)),
                // A working day like any other.
                (true, false) => {}
                (false, _) => drop(self.holidays.insert(day.date, name)),
            }
        }
        self
    }

    /// A calendar that is the office's alone, by its name: weekends, and what is added to it.
    pub fn own(name: &str) -> Self {
        Self {
            id: name.to_owned(),
            version: String::new(),
            added: None,
            title: Text {
                en: name.to_owned(),
                zh: name.to_owned(),
            },
            every_year: false,
            sources: BTreeMap::new(),
            holidays: BTreeMap::new(),
            worked: BTreeMap::new(),
        }
    }
}

/// A day with the line that lists it.
struct Listed {
    line: usize,
    day: AddedDay,
}

const fn at(line: usize, fault: Fault) -> FaultAt {
    FaultAt { line, fault }
}

fn line_of(before: &[u8]) -> usize {
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

/// Each day once. One that several holidays fall on has all their names.
fn collect(listed: Vec<Listed>) -> Result<AddedDays, FaultAt> {
    let mut days: BTreeMap<NaiveDate, AddedDay> = BTreeMap::new();
    for Listed { line, day } in listed {
        let full = days.len() == MOST;
        match days.get_mut(&day.date) {
            Some(known) if known.worked != day.worked => return Err(at(line, Fault::Both)),
            Some(known) if known.name.contains(&day.name) => {}
            Some(known) => known.name = format!("{}, {}", known.name, day.name),
            None if full => return Err(at(line, Fault::TooLarge)),
            None => drop(days.insert(day.date, day)),
        }
    }
    if days.is_empty() {
        return Err(at(1, Fault::Empty));
    }
    Ok(AddedDays(days.into_values().collect()))
}

/// A name as it is kept: a line of at most 80 characters.
fn name(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    line.trim().chars().take(80).collect()
}
