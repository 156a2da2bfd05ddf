//! Which days are worked: weekends, public holidays, and the weekend days that China
//! works in exchange for longer holidays (调休).

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::data::{Position, Reference, ShapeError, Text, from_toml};

mod added;
#[cfg(test)]
mod tests;

pub use added::{AddedDay, AddedDays, Fault, FaultAt, Form, YearOf};

/// What kind of day a date is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum DayKind {
    /// An ordinary working day.
    Working,
    /// A Saturday or Sunday that is worked in exchange for a day off at a holiday.
    MadeUp {
        /// The holiday it is worked for.
        holiday: Text,
    },
    /// A Saturday or Sunday.
    Weekend,
    /// A public holiday, or a day off that belongs to one.
    Holiday {
        /// Its name.
        holiday: Text,
    },
}

impl DayKind {
    /// Whether it is worked.
    pub const fn is_working(&self) -> bool {
        matches!(self, Self::Working | Self::MadeUp { .. })
    }
}

/// Which calendar, in which form: what a count by it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CalendarVersion {
    /// Its id.
    pub id: String,
    /// What people are shown.
    pub title: Text,
    /// The version of the program's list; empty for a calendar that is the office's alone.
    pub version: String,
    /// The version of what the office added; none: nothing.
    pub added: Option<u32>,
}

/// The days off and the days made up of one country, for the years it covers.
#[derive(Debug, Clone)]
pub struct Calendar {
    id: String,
    version: String,
    added: Option<u32>,
    title: Text,
    every_year: bool,
    sources: BTreeMap<i32, String>,
    holidays: BTreeMap<NaiveDate, Text>,
    worked: BTreeMap<NaiveDate, Text>,
}

impl Calendar {
    /// Reads a calendar file.
    ///
    /// # Errors
    /// [`CalendarError`] with the place in the file.
    pub fn parse(source: &str) -> Result<Self, CalendarError> {
        File::into_calendar(from_toml(source)?, source)
    }

    /// The word by which a workspace chooses it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What people are shown.
    pub const fn title(&self) -> &Text {
        &self.title
    }

    /// Which it is, in which form.
    pub fn version(&self) -> CalendarVersion {
        CalendarVersion {
            id: self.id.clone(),
            title: self.title.clone(),
            version: self.version.clone(),
            added: self.added,
        }
    }

    /// Whether the year's holidays are known. Weekends are known in every year.
    pub fn covers(&self, year: i32) -> bool {
        self.every_year || self.sources.contains_key(&year)
    }

    /// Where each covered year's days come from, in order; empty for a calendar of weekends alone.
    pub fn sources(&self) -> impl Iterator<Item = (i32, &str)> {
        self.sources
            .iter()
            .map(|(year, source)| (*year, source.as_str()))
    }

    /// The days of each covered year, in order.
    pub fn years(&self) -> Vec<YearOf> {
        let of = |days: &BTreeMap<NaiveDate, Text>, year: i32| {
            days.keys().filter(|day| day.year() == year).count()
        };
        let years = self.sources.keys().map(|year| YearOf {
            year: *year,
            off: of(&self.holidays, *year),
            worked: of(&self.worked, *year),
            known: true,
        });
        years.collect()
    }

    /// What kind of day a date is. In a year not covered only weekends are days off.
    pub fn day(&self, date: NaiveDate) -> DayKind {
        if let Some(holiday) = self.worked.get(&date) {
            return DayKind::MadeUp {
                holiday: holiday.clone(),
            };
        }
        if let Some(holiday) = self.holidays.get(&date) {
            return DayKind::Holiday {
                holiday: holiday.clone(),
            };
        }
        if is_weekend(date) {
            DayKind::Weekend
        } else {
            DayKind::Working
        }
    }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Why a calendar file was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Not TOML, or not the shape of a calendar.
    #[error(transparent)]
    Shape(#[from] ShapeError),
    /// A day refers to a holiday that `names` does not have.
    #[error("{at}: no holiday is named {name:?}")]
    UnknownName {
        /// Where the day stands.
        at: Position,
        /// What it refers to.
        name: String,
    },
    /// A day stands under another year than its own.
    #[error("{at}: {date} is not in {year}")]
    OtherYear {
        /// Where the day stands.
        at: Position,
        /// The day.
        date: NaiveDate,
        /// The year it stands under.
        year: i32,
    },
    /// A day is said to be worked that no weekend would have taken off, or is listed as a holiday too.
    #[error("{at}: {date} can't be a weekend day that is worked")]
    NotMadeUp {
        /// Where the day stands.
        at: Position,
        /// The day.
        date: NaiveDate,
    },
    /// The file lists years and says that it needs none, or lists none and does not say so.
    #[error("list the years, or say `every_year = true`")]
    Years,
    /// A year is listed twice.
    #[error("{at}: {year} is already listed")]
    YearTwice {
        /// Where the second list begins.
        at: Position,
        /// The year.
        year: i32,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    version: String,
    title: Text,
    /// Weekends alone: nothing to cover, so no year is missing.
    #[serde(default)]
    every_year: bool,
    #[serde(default)]
    names: BTreeMap<String, Text>,
    #[serde(default)]
    years: Vec<Spanned<Year>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    year: i32,
    source: String,
    holidays: BTreeMap<NaiveDate, Reference>,
    #[serde(default)]
    worked: BTreeMap<NaiveDate, Reference>,
}

impl File {
    fn into_calendar(self, source: &str) -> Result<Calendar, CalendarError> {
        if self.every_year != self.years.is_empty() {
            return Err(CalendarError::Years);
        }
        let mut calendar = Calendar {
            every_year: self.every_year,
            id: self.id,
            version: self.version,
            added: None,
            title: self.title,
            sources: BTreeMap::new(),
            holidays: BTreeMap::new(),
            worked: BTreeMap::new(),
        };
        for year in self.years {
            calendar.take_year(year, &self.names, source)?;
        }
        Ok(calendar)
    }
}

impl Calendar {
    fn take_year(
        &mut self,
        year: Spanned<Year>,
        names: &BTreeMap<String, Text>,
        source: &str,
    ) -> Result<(), CalendarError> {
        let at = Position::of(source, year.span().start);
        let year = year.into_inner();
        if self.sources.insert(year.year, year.source).is_some() {
            return Err(CalendarError::YearTwice {
                at,
                year: year.year,
            });
        }
        for (date, name) in &year.holidays {
            self.holidays
                .insert(*date, named(*date, name, year.year, names, source)?);
        }
        for (date, name) in &year.worked {
            if !is_weekend(*date) || year.holidays.contains_key(date) {
                return Err(CalendarError::NotMadeUp {
                    at: name.position(source),
                    date: *date,
                });
            }
            self.worked
                .insert(*date, named(*date, name, year.year, names, source)?);
        }
        Ok(())
    }
}

fn named(
    date: NaiveDate,
    name: &Reference,
    year: i32,
    names: &BTreeMap<String, Text>,
    source: &str,
) -> Result<Text, CalendarError> {
    if date.year() != year {
        return Err(CalendarError::OtherYear {
            at: name.position(source),
            date,
            year,
        });
    }
    names
        .get(&name.word)
        .cloned()
        .ok_or_else(|| CalendarError::UnknownName {
            at: name.position(source),
            name: name.word.clone(),
        })
}
