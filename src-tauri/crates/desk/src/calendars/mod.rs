//! Calendars: the program's, what the office adds to them, and the office's own.

use std::path::Path;

use chrono::{DateTime, Utc};
use domain::calendar::{AddedDays, Calendar, Form};
use domain::data::Text;
use serde::{Deserialize, Serialize};
use store::workspace::CalendarRow;

use crate::complaints::Person;
use crate::door::Entry;
use crate::packs::Packs;
use crate::types::dto;
use crate::{Desk, Error, Result};

/// The calendar of weekends alone, to which nothing is added.
const WEEKENDS: &str = "none";
/// The most characters of a calendar's name.
const LONGEST: usize = 40;

dto! {
    /// A calendar that clocks can be counted by.
    pub struct CalendarView {
        /// The word by which it is chosen.
        pub id: String,
        pub title: Text,
        /// Of the program's list; empty for a calendar that is the office's alone.
        pub version: String,
        /// The version of what the office added to it; it only grows.
        pub added: Option<u32>,
        pub added_at: Option<DateTime<Utc>>,
        pub added_by: Option<Person>,
        /// The years whose holidays it knows, in order.
        pub years: Vec<CalendarYear>,
        /// The workspace counts by it where a law names no calendar.
        pub own: bool,
        /// The laws that count by it, by id.
        pub regimes: Vec<String>,
    }
}

dto! {
    /// A year of a calendar, or of a file of days.
    #[derive(Copy, PartialEq, Eq)]
    pub struct CalendarYear {
        pub year: i32,
        /// Days off beside weekends, or on them.
        pub off: u32,
        /// Weekend days that are worked; in a file also holidays that are none any more.
        pub worked: u32,
        /// Its holidays count as known.
        pub known: bool,
    }
}

/// What the office added, over the program's calendars.
#[derive(Debug, Default)]
pub struct Calendars(Vec<Calendar>);

impl Calendars {
    /// From every version that the database has. What can't be read counts as not added: the year
    /// is then said not to be covered.
    pub fn of(packs: &Packs, rows: &[CalendarRow]) -> Self {
        let live = current(rows).into_iter();
        Self(live.filter_map(|row| merged(packs, row)).collect())
    }

    /// The calendar by its id, with what was added to it.
    ///
    /// # Errors
    /// [`Error::Invalid`] where there is none.
    pub fn get<'a>(&'a self, packs: &'a Packs, id: &str) -> Result<&'a Calendar> {
        match self.0.iter().find(|calendar| calendar.id() == id) {
            Some(calendar) => Ok(calendar),
            None => packs.calendar(id),
        }
    }
}

/// The newest version of each that was not taken away.
fn current(rows: &[CalendarRow]) -> Vec<&CalendarRow> {
    let newest = |row: &&CalendarRow| {
        let mut later = rows.iter().filter(|other| other.id == row.id);
        row.removed_at.is_none() && later.all(|other| other.version <= row.version)
    };
    rows.iter().filter(newest).collect()
}

fn merged(packs: &Packs, row: &CalendarRow) -> Option<Calendar> {
    let days: AddedDays = serde_json::from_str(&row.days).ok()?;
    let base = packs.calendar(&row.id).ok().cloned();
    let base = base.unwrap_or_else(|| Calendar::own(&row.id));
    Some(base.with(&days, u32::try_from(row.version).ok()?))
}

impl Desk {
    /// The calendars, the program's first.
    pub async fn calendars_list(&self) -> Result<Vec<CalendarView>> {
        let mut tx = self.read().await?;
        let rows = store::workspace::calendars(&mut tx).await?;
        let people = self.people_in(&mut tx).await?;
        drop(tx);
        let live = current(&rows);
        let packs = self.packs();
        let added = Calendars::of(packs, &rows);
        let shipped = packs.calendars.iter().map(Calendar::id);
        let own = live.iter().map(|row| row.id.as_str());
        let own = own.filter(|id| packs.calendar(id).is_err());
        let chosen = self.row().calendar;
        let view = |id: &str| {
            let calendar = added.get(packs, id)?;
            let row = live.iter().find(|row| row.id == id);
            let version = calendar.version();
            Ok(CalendarView {
                id: version.id,
                title: version.title,
                version: version.version,
                added: version.added,
                added_at: row.map(|row| row.added_at),
                added_by: row.and_then(|row| people.iter().find(|p| p.id == row.added_by).cloned()),
                years: calendar.years().into_iter().map(year).collect(),
                own: chosen == id,
                regimes: packs.counting_by(id),
            })
        };
        shipped.chain(own).map(view).collect()
    }

    /// What a file of days says of each year; nothing is changed.
    ///
    /// # Errors
    /// [`Error::PathMissing`], [`Error::CalendarFile`].
    pub async fn calendar_look(&self, path: &str) -> Result<Vec<CalendarYear>> {
        let days = read(path).await?;
        Ok(days.years().into_iter().map(year).collect())
    }

    /// Adds the days of a file to a calendar, or makes one of that name, and counts every open
    /// clock anew. Years that the file knows take the place of what was added of them before.
    ///
    /// # Errors
    /// [`Error::PathMissing`], [`Error::CalendarFile`] with line and reason, [`Error::CalendarName`],
    /// [`Error::NotAllowed`] for who could not count the cases anew.
    pub async fn calendar_add(&self, path: &str, id: &str) -> Result<Vec<CalendarView>> {
        self.ring().complaints()?;
        let id = checked(id)?;
        let days = read(path).await?;
        let mut act = self.act().await?;
        let rows = store::workspace::calendars(&mut act.tx).await?;
        let before = current(&rows).into_iter().find(|row| row.id == id);
        let days = match before {
            Some(row) => days.over(&serde_json::from_str(&row.days)?),
            None => days,
        };
        let last = rows
            .iter()
            .filter(|row| row.id == id)
            .map(|row| row.version);
        let row = CalendarRow {
            id: id.to_owned(),
            version: last.max().unwrap_or(0) + 1,
            days: serde_json::to_string(&days)?,
            added_at: act.now,
            added_by: self.inner.me.id,
            removed_at: None,
        };
        store::workspace::add_calendar(&mut act.tx, &row).await?;
        let known: Vec<String> = days
            .years()
            .iter()
            .map(|year| year.year.to_string())
            .collect();
        act.log(
            Entry::workspace("workspace.calendar-added", self.ring().workspace)
                .with("calendar", id)
                .with("version", row.version)
                .with("years", known.join(", ")),
        );
        act.commit().await?;
        self.counted_anew().await
    }

    /// Takes away what was added to a calendar, and counts every open clock anew.
    ///
    /// # Errors
    /// [`Error::Invalid`] where nothing was added to it; [`Error::CalendarInUse`] for the office's
    /// own by which the workspace counts.
    pub async fn calendar_remove(&self, id: &str) -> Result<Vec<CalendarView>> {
        self.ring().complaints()?;
        let mut act = self.act().await?;
        let rows = store::workspace::calendars(&mut act.tx).await?;
        if !current(&rows).iter().any(|row| row.id == id) {
            return Err(Error::Invalid {
                field: "calendar".to_owned(),
            });
        }
        let chosen = store::workspace::get(&mut act.tx).await?.calendar;
        if chosen == id && self.packs().calendar(id).is_err() {
            return Err(Error::CalendarInUse {
                calendar: id.to_owned(),
            });
        }
        store::workspace::remove_calendar(&mut act.tx, id, act.now).await?;
        act.log(
            Entry::workspace("workspace.calendar-removed", self.ring().workspace)
                .with("calendar", id),
        );
        act.commit().await?;
        self.counted_anew().await
    }

    async fn counted_anew(&self) -> Result<Vec<CalendarView>> {
        self.renew_settings().await?;
        self.recount().await?;
        self.calendars_list().await
    }
}

fn checked(id: &str) -> Result<&str> {
    let id = id.trim();
    let fits = !id.is_empty() && id.chars().count() <= LONGEST && id != WEEKENDS;
    if fits && !id.chars().any(char::is_control) {
        Ok(id)
    } else {
        Err(Error::CalendarName)
    }
}

fn year(of: domain::calendar::YearOf) -> CalendarYear {
    let count = |days: usize| u32::try_from(days).unwrap_or(u32::MAX);
    CalendarYear {
        year: of.year,
        off: count(of.off),
        worked: count(of.worked),
        known: of.known,
    }
}

async fn read(path: &str) -> Result<AddedDays> {
    let table = Path::new(path)
        .extension()
        .is_some_and(|ext| ext.eq_ignore_ascii_case("csv"));
    let form = if table { Form::Csv } else { Form::Ics };
    let bytes = tokio::fs::read(path)
        .await
        .map_err(|_| Error::PathMissing {
            path: path.to_owned(),
        })?;
    AddedDays::read(form, &bytes).map_err(|wrong| Error::CalendarFile {
        path: path.to_owned(),
        line: wrong.line,
        why: wrong.fault.to_string(),
    })
}
