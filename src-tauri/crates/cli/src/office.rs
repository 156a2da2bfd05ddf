//! What a run works with: the workspace and passphrase it was given, its language, its zone.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use desk::Desk;
use desk::workspace::Place;
use serde::Serialize;

use crate::args::{Global, Moment};
use crate::error::Failure;
use crate::output::Said;
use crate::terminal;
use crate::words::Words;

/// What a run fails with.
pub type Result<T> = std::result::Result<T, Failure>;

/// What every command is given.
pub struct Office {
    workspace: Option<PathBuf>,
    passphrase_file: Option<PathBuf>,
    /// Whether one JSON value is wanted.
    pub json: bool,
    /// The person's language.
    pub words: Words,
}

impl Office {
    pub fn new(global: &Global) -> Self {
        Self {
            workspace: global.workspace.clone(),
            passphrase_file: global.passphrase_file.clone(),
            json: global.json,
            words: Words::of(global.language.unwrap_or_else(Words::environment)),
        }
    }

    /// The workspace that is named.
    pub fn folder(&self) -> Result<PathBuf> {
        self.workspace.clone().ok_or(Failure::NoWorkspace)
    }

    /// The workspace that is named, as a place.
    pub fn place(&self) -> Result<Place> {
        Ok(Place::folder(self.folder()?))
    }

    /// The passphrase that opens it.
    pub fn passphrase(&self) -> Result<terminal::Secret> {
        terminal::passphrase(
            self.passphrase_file.as_deref(),
            &self.words.plain("cli-passphrase"),
        )
    }

    /// A passphrase to set: typed twice where it is typed.
    pub fn new_passphrase(&self, file: Option<&std::path::Path>) -> Result<terminal::Secret> {
        terminal::new_passphrase(
            file,
            &self.words.plain("cli-passphrase-new"),
            &self.words.plain("cli-passphrase-again"),
        )
    }

    /// A passphrase for a new workspace.
    pub fn first_passphrase(&self) -> Result<terminal::Secret> {
        self.new_passphrase(self.passphrase_file.as_deref())
    }

    /// Signs in.
    pub async fn open(&self) -> Result<Desk> {
        let place = self.place()?;
        Ok(Desk::open(place, &self.passphrase()?).await?)
    }

    /// What a command gives: one JSON value, or a text.
    pub fn say(&self, value: &impl Serialize, text: impl FnOnce(&Words) -> String) -> Result<Said> {
        let bytes = if self.json {
            let mut bytes = serde_json::to_vec_pretty(value).map_err(|_| {
                Failure::Desk(desk::Error::Internal {
                    place: "cli: json".to_owned(),
                })
            })?;
            bytes.push(b'\n');
            bytes
        } else {
            let mut text = crate::output::clean(&text(&self.words));
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.into_bytes()
        };
        Ok(Said::of(bytes))
    }
}

/// The zone whose days the workspace counts. What is stored was checked, so UTC is never met.
pub fn zone(desk: &Desk) -> Tz {
    desk.session().settings.time_zone.parse().unwrap_or(Tz::UTC)
}

/// Today, there.
pub fn today(zone: Tz) -> NaiveDate {
    Utc::now().with_timezone(&zone).date_naive()
}

/// A moment as an instant.
pub fn instant(moment: Moment, zone: Tz) -> DateTime<Utc> {
    match moment {
        Moment::Instant(at) => at,
        Moment::Local(at) => local(at, zone),
    }
}

fn local(at: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    zone.from_local_datetime(&at)
        .earliest()
        // In the gap of a summer time there is no such time; the offset before it is meant.
        .or_else(|| {
            let before = at - chrono::TimeDelta::hours(2);
            let start = zone.from_local_datetime(&before).earliest()?;
            Some(start + chrono::TimeDelta::hours(2))
        })
        .map_or_else(|| at.and_utc(), |at| at.to_utc())
}
