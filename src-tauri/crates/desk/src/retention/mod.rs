//! Keeping and erasing: the office's periods, the duties of law and the legal holds that keep a
//! case longer, what has fallen due, the erasure itself, and the backups that still hold what it
//! took away.

mod backups;
mod due;
mod erase;
mod list;
mod types;

pub(crate) use list::{NAME as LIST, beside};
pub use types::*;

use std::num::NonZeroU16;

use chrono::{DateTime, NaiveDate, Utc};
use domain::complaints::{Outcome, Status};
use domain::retention::{self, Asked, Class, Period};
use store::complaints::Image;

use crate::door::Entry;
use crate::{Desk, Error, Result};

/// The longest period: a hundred years.
const LONGEST: u32 = 1_200;

impl Desk {
    /// The periods, and what else there is to know about keeping and erasing.
    pub async fn retention(&self) -> Result<RetentionView> {
        let mut tx = self.read().await?;
        let periods = periods(&mut tx).await?;
        let (erased, last_erased_at) = store::retention::erased_count(&mut tx).await?;
        drop(tx);
        let months = |class| {
            let period = periods.iter().find(|period| period.class == class);
            period.map(|period| u32::from(period.months.get()))
        };
        Ok(RetentionView {
            periods: Class::all()
                .map(|class| PeriodView {
                    class: class.to_string(),
                    months: months(class),
                })
                .collect(),
            duties: self.packs().duties(),
            keep_backups_days: u32::try_from(self.row().keep_backups_days).unwrap_or(0),
            erased: u32::try_from(erased).unwrap_or(u32::MAX),
            last_erased_at,
        })
    }

    /// Sets how many months a class is kept after its end; with none it is kept until somebody
    /// decides.
    ///
    /// # Errors
    /// [`Error::PeriodLength`] for less than one month or more than 1200; [`Error::Invalid`] for
    /// another class; [`Error::NotAllowed`] for who is no officer.
    pub async fn set_period(&self, class: &str, months: Option<u32>) -> Result<RetentionView> {
        self.ring().complaints()?;
        let class: Class = class.parse().map_err(|_| Error::Invalid {
            field: "class".to_owned(),
        })?;
        if months.is_some_and(|months| !(1..=LONGEST).contains(&months)) {
            return Err(Error::PeriodLength);
        }
        let stored = months.and_then(|months| i32::try_from(months).ok());
        let mut act = self.act().await?;
        store::retention::set_period(&mut act.tx, class.as_str(), stored).await?;
        let entry = Entry::workspace("retention.period-set", self.ring().workspace);
        let months = months.map_or_else(|| "none".to_owned(), |months| months.to_string());
        act.log(entry.with("class", class).with("months", months));
        act.commit().await?;
        self.retention().await
    }

    /// What the law has this case kept for, still or no longer; none where it is not closed, or
    /// nothing that it asked was ever handled. Of several laws the one that keeps it longest.
    pub(crate) fn duty(&self, image: &Image) -> Option<Duty> {
        let closed = self.closed_on(image)?;
        let under = image.case.handled_under.split(',');
        let packs = under.filter_map(|regime| self.packs().regime(regime).ok());
        let duties = packs.filter_map(|pack| retention::duty(pack.keeps(), closed));
        let (until, keep) = duties.max_by_key(|(until, _)| *until)?;
        Some(Duty {
            until,
            cite: keep.clause.cite.clone(),
        })
    }

    /// The day on which a case was closed, where the workspace is.
    fn closed_on(&self, image: &Image) -> Option<NaiveDate> {
        (image.case.status.0 == Status::Closed).then(|| self.day(image.case.status_since))
    }

    /// The day of a moment, where the workspace is.
    pub(crate) fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone()).date_naive()
    }

    /// The day on which a case falls due for erasure by its period, where it does.
    fn due_on(&self, image: &Image, periods: &[Period]) -> Option<NaiveDate> {
        retention::due_on(&asked(image), periods, self.closed_on(image)?)
    }

    /// What keeps a case, or what became of it.
    pub(crate) async fn keeping(&self, tx: &mut store::Tx, image: &Image) -> Result<KeepingView> {
        let case = &image.case;
        let erased = match (case.erased_at, case.erased_because) {
            (Some(at), Some(because)) => {
                let (backups, backups_until) =
                    store::retention::backups_holding(tx, case.created_at, at).await?;
                let on_servers = store::retention::on_servers(tx, case.id).await?;
                Some(ErasedView {
                    at,
                    because: because.0,
                    backups: u32::try_from(backups).unwrap_or(u32::MAX),
                    backups_until,
                    on_servers: u32::try_from(on_servers).unwrap_or(u32::MAX),
                })
            }
            _ => None,
        };
        Ok(KeepingView {
            due_on: self.due_on(image, &periods(tx).await?),
            duty: self.duty(image),
            erased,
        })
    }
}

/// The periods as the rules know them. What a later program wrote and this one can't read sets
/// none.
async fn periods(tx: &mut store::Tx) -> Result<Vec<Period>> {
    let rows = store::retention::periods(tx).await?;
    let period = |row: &store::retention::PeriodRow| {
        Some(Period {
            class: row.class.parse().ok()?,
            months: NonZeroU16::new(u16::try_from(row.months).ok()?)?,
        })
    };
    Ok(rows.iter().filter_map(period).collect())
}

/// Remembers the law of a case of which something was handled: neither another outcome nor another
/// law takes it from its record again.
pub(crate) fn remember_handling(image: &mut Image) {
    let case = &mut image.case;
    let law = format!(",{},", case.regime);
    if case.handled_under.contains(&law) || !retention::is_handled(&asked_of(&image.asks)) {
        return;
    }
    let before = case.handled_under.trim_end_matches(',');
    case.handled_under = format!("{before}{law}");
}

fn asked(image: &Image) -> Vec<Asked> {
    asked_of(&image.asks)
}

fn asked_of(asks: &[store::complaints::AskRow]) -> Vec<Asked> {
    let asked = |ask: &store::complaints::AskRow| Asked {
        kind: ask.kind.map(|kind| kind.0),
        outcome: ask.outcome.map(|outcome: store::Word<Outcome>| outcome.0),
    };
    asks.iter().map(asked).collect()
}
