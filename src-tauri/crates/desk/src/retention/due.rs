//! What has fallen due: closed cases whose period is over, and automated mail of no case.

use chrono::{DateTime, Months, Utc};
use domain::complaints::AskKind;
use domain::retention::{Class, Period, over_on};
use store::complaints::Image;
use uuid::Uuid;

use super::{DuePage, DueRow, periods};
use crate::complaints::{Head, number, parse_key, write_key};
use crate::{Desk, Error, Result, fields};

/// Rows of a page.
const PAGE: usize = 100;
/// Cases that are looked at together, and for one page at most; `next` goes on.
const LOOK: i64 = 100;
const MOST: usize = 2_000;
/// Automated mail is counted so far.
const EXACT: i64 = 999;

impl Desk {
    /// A page of what has fallen due: nothing is erased by looking.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an `after` that no page gave; [`Error::NotAllowed`] for who is no
    /// officer.
    pub async fn retention_due(&self, after: Option<&str>) -> Result<DuePage> {
        self.ring().complaints()?;
        let mut after = after.map(parse_key).transpose()?;
        let mut tx = self.snapshot().await?;
        let periods = periods(&mut tx).await?;
        let automated = self.automated_due(&mut tx, &periods, EXACT).await?;
        let automated = u32::try_from(automated.len()).unwrap_or(u32::MAX);
        // Of these nothing ever falls due.
        let kept: Vec<&str> = Class::all()
            .filter(|class| periods.iter().all(|period| period.class != *class))
            .map(Class::as_str)
            .collect();
        let mut rows = Vec::new();
        let mut looked = 0;
        let mut next = None;
        if let Some(until) = self.closed_until(&periods) {
            loop {
                let from = after.unwrap_or((DateTime::UNIX_EPOCH, Uuid::nil()));
                let closed =
                    store::retention::closed_before(&mut tx, until, from, &kept, LOOK).await?;
                let Some(last) = closed.last() else { break };
                after = Some((last.status_since, last.id));
                looked += closed.len();
                for case in closed {
                    let asks = store::complaints::asks(&mut tx, case.id).await?;
                    let image = bare(case, asks);
                    rows.extend(self.due_row(&mut tx, &image, &periods).await?);
                }
                if rows.len() >= PAGE || looked >= MOST {
                    next = after.map(|(at, id)| write_key(at, id));
                    break;
                }
            }
        }
        Ok(DuePage {
            rows,
            next,
            automated,
        })
    }

    /// Nothing that was closed after this can be due: the shortest period is not over.
    fn closed_until(&self, periods: &[Period]) -> Option<DateTime<Utc>> {
        let cases = periods.iter().filter(|p| p.class != Class::Automated);
        self.months_ago(cases.map(|period| period.months.get()).min()?)
    }

    /// Automated mail of no case that is due, at most so many.
    pub(super) async fn automated_due(
        &self,
        tx: &mut store::Tx,
        periods: &[Period],
        limit: i64,
    ) -> Result<Vec<Uuid>> {
        let Some(period) = periods.iter().find(|p| p.class == Class::Automated) else {
            return Ok(Vec::new());
        };
        let Some(until) = self.months_ago(period.months.get()) else {
            return Ok(Vec::new());
        };
        let today = self.today();
        let rows = store::retention::automated_before(tx, until, limit).await?;
        let is_due = |row: &store::retention::ArrivedRow| {
            let came = self.day(row.received_at.max(row.arrived_at));
            over_on(came, period.months.get().into()) <= today
        };
        Ok(rows
            .iter()
            .filter(|row| is_due(row))
            .map(|row| row.id)
            .collect())
    }

    /// The end of the day that was so many months ago. A day that a month does not have is taken
    /// for its last: then a case is looked at too early, and found not to be due.
    fn months_ago(&self, months: u16) -> Option<DateTime<Utc>> {
        let day = self
            .today()
            .checked_sub_months(Months::new(months.into()))?;
        // Days up to 31 January all end their month on 28 February.
        let day = day.checked_add_days(chrono::Days::new(4))?;
        day.and_hms_opt(0, 0, 0)?
            .and_local_timezone(self.zone())
            .earliest()
            .map(|at| at.to_utc())
    }

    /// A case as due; none where it is not.
    async fn due_row(
        &self,
        tx: &mut store::Tx,
        image: &Image,
        periods: &[Period],
    ) -> Result<Option<DueRow>> {
        let today = self.today();
        let due = self.due_on(image, periods).filter(|due| *due <= today);
        let (Some(due_on), Some(closed_on)) = (due, self.closed_on(image)) else {
            return Ok(None);
        };
        let case = &image.case;
        let wraps = store::workspace::data_keys(tx, case.id).await?;
        let wrap = wraps.first().ok_or_else(|| Error::internal("case key"))?;
        let key = self
            .ring()
            .data_key(case.id, &wrap.wrapped, wrap.generation)?;
        let head: Head = self
            .ring()
            .open_json(&key, fields::CASE_HEAD, case.id, &case.sealed)?;
        let kinds: Vec<AskKind> = image
            .asks
            .iter()
            .filter_map(|a| a.kind.map(|k| k.0))
            .collect();
        Ok(Some(DueRow {
            case: case.id,
            number: number(case.number),
            name: head.name,
            subject: head.subject,
            kinds,
            closed_on,
            due_on,
            held: case.held_at.is_some(),
            duty: self.duty(image).filter(|duty| today < duty.until),
        }))
    }
}

/// As much of a case as keeping it goes by.
fn bare(case: store::complaints::CaseRow, asks: Vec<store::complaints::AskRow>) -> Image {
    Image {
        case,
        asks,
        parties: Vec::new(),
        clocks: Vec::new(),
        tasks: Vec::new(),
        tags: Vec::new(),
        links: Vec::new(),
    }
}
