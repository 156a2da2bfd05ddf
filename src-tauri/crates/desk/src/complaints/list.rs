//! The list: rows of a view, counts, and the words to choose from.

use chrono::{DateTime, Utc};
use domain::clock::WaitsFor;
use domain::complaints::{AskKind, Disposition, Identity, Priority};
use domain::people::Role;
use domain::search::Query;
use store::complaints::{Image, ListedRow, View as Stored};
use uuid::Uuid;

use super::clocks::row_clock;
use super::narrow::{parse_list_key, unknown, write_list_key};
use super::opening::number;
use super::{
    CasePage, CaseRow, Choices, Count, Group, Head, ListQuery, Person, RowClock, Total, View,
};
use crate::{Desk, Error, Result, fields};

/// Counts are exact up to here.
pub(super) const EXACT: i64 = 999;

impl View {
    /// Every view, in the order of the rail.
    pub const ALL: &'static [Self] = &[
        Self::NeedsMe,
        Self::New,
        Self::AllOpen,
        Self::Overdue,
        Self::DueSoon,
        Self::Awaiting,
        Self::Answered,
        Self::Automated,
        Self::Quarantined,
        Self::All,
    ];

    /// The view over cases; none for the one that lists messages.
    pub(super) const fn stored(self) -> Option<Stored> {
        Some(match self {
            Self::NeedsMe => Stored::NeedsMe,
            Self::New => Stored::New,
            Self::AllOpen => Stored::AllOpen,
            Self::Overdue => Stored::Overdue,
            Self::DueSoon => Stored::DueSoon,
            Self::Awaiting => Stored::Awaiting,
            Self::Answered => Stored::Answered,
            Self::Quarantined => Stored::Quarantined,
            Self::All => Stored::Every,
            Self::Automated => return None,
        })
    }
}

pub(super) fn total(count: i64) -> Total {
    Total {
        count: u32::try_from(count.min(EXACT)).unwrap_or(0),
        more: count > EXACT,
    }
}

impl Desk {
    /// How many cases each view holds.
    pub async fn cases_counts(&self) -> Result<Vec<Count>> {
        let mut tx = self.read().await?;
        let mut counts = Vec::with_capacity(View::ALL.len());
        for view in View::ALL {
            let count = match view.stored() {
                Some(stored) => {
                    let listing = self.all_of(stored);
                    store::complaints::count(&mut tx, &listing, EXACT + 1).await?
                }
                None => store::mail::count(&mut tx, Disposition::Automated, EXACT + 1).await?,
            };
            let Total { count, more } = total(count);
            counts.push(Count {
                view: *view,
                count,
                more,
            });
        }
        Ok(counts)
    }

    /// A page of a view, narrowed by a query. With words to find, pages are filled as far as
    /// looking goes; `next` goes on.
    ///
    /// # Errors
    /// [`Error::UnknownWord`] for a query that can't be understood; [`Error::Invalid`] for an
    /// `after` that no page gave.
    pub async fn cases_list(&self, query: &ListQuery) -> Result<CasePage> {
        let parsed = Query::parse(&query.query).map_err(unknown)?;
        let limit = query.limit.clamp(1, 500);
        if query.view.stored().is_none() && !parsed.has_text() {
            return self.automated(query).await;
        }
        let mut tx = self.read().await?;
        let listing = self.listing(&mut tx, query, &parsed).await?;
        let after = query
            .after
            .as_deref()
            .map(|text| parse_list_key(text, listing.sort))
            .transpose()?;
        if parsed.has_text() {
            return self.search(tx, &listing, &parsed, after, limit).await;
        }
        let scope = self.ring().complaints()?.id;
        let rows =
            store::complaints::list(&mut tx, &listing, after.as_ref(), limit.into(), scope).await?;
        let count = store::complaints::count(&mut tx, &listing, EXACT + 1).await?;
        let people = self.people_in(&mut tx).await?;
        let mut waits = Vec::with_capacity(rows.len());
        for row in &rows {
            waits.push(self.waits_for(&mut tx, &row.case).await?);
        }
        drop(tx);
        let next = (rows.len() == limit as usize)
            .then(|| rows.last().map(|r| r.key(listing.sort)))
            .flatten();
        let rows = rows
            .iter()
            .zip(waits)
            .map(|(row, waits_for)| self.case_row(row, waits_for, &people))
            .collect::<Result<_>>()?;
        Ok(CasePage {
            rows,
            next: next.as_ref().map(write_list_key),
            total: total(count),
            looked_at: None,
        })
    }

    /// The ids of all open cases.
    pub(crate) async fn every_open_case(&self) -> Result<Vec<Uuid>> {
        let mut tx = self.read().await?;
        let open = store::complaints::ids(&mut tx, &self.all_of(Stored::AllOpen), i64::MAX).await?;
        Ok(open.into_iter().map(|(id, _)| id).collect())
    }

    /// Automated messages as rows.
    async fn automated(&self, query: &ListQuery) -> Result<CasePage> {
        let after = query.after.as_deref();
        let page = self
            .messages(
                Some(Disposition::Automated),
                after,
                query.limit.clamp(1, 500),
            )
            .await?;
        let mut tx = self.read().await?;
        let count = store::mail::count(&mut tx, Disposition::Automated, EXACT + 1).await?;
        let rows = page
            .rows
            .into_iter()
            .map(|m| CaseRow {
                id: m.id,
                number: None,
                version: None,
                name: if m.from_name.is_empty() {
                    m.from_address
                } else {
                    m.from_name
                },
                subject: m.subject,
                name_hits: Vec::new(),
                subject_hits: Vec::new(),
                status: None,
                kinds: Vec::new(),
                proposed: false,
                priority: Priority::Normal,
                identity: Identity::None,
                disposition: Some(m.disposition),
                reason: m.reason,
                assignee: None,
                department: None,
                regime: None,
                channel: None,
                attachments: 0,
                messages: 1,
                minor: false,
                unread: false,
                held: false,
                erased: m.erased,
                clock: RowClock::None,
                group: Group::Done,
                received_at: m.received_at,
                due_at: None,
                acknowledge_by: None,
                task_due: None,
                language: None,
            })
            .collect();
        Ok(CasePage {
            rows,
            next: page.next,
            total: total(count),
            looked_at: None,
        })
    }

    /// What a case waits for, if it has no due date. Only a letter leaves its date open: other
    /// cases need not be read for it.
    pub(super) async fn waits_for(
        &self,
        tx: &mut store::Tx,
        case: &store::complaints::CaseRow,
    ) -> Result<WaitsFor> {
        let letter = format!(",{},", AskKind::AuthorityLetter);
        if !case.clock_waits || case.due_at.is_some() || !case.kinds.contains(&letter) {
            return Ok(WaitsFor::Identity);
        }
        let image = Image::of(tx, case.id).await?;
        self.ground(self.now()).borrow().waits_for(&image)
    }

    /// A case's row, opened.
    pub(super) fn case_row(
        &self,
        row: &ListedRow,
        waits_for: WaitsFor,
        people: &[Person],
    ) -> Result<CaseRow> {
        let case = &row.case;
        // A row that can't be opened must not hide the others: it is listed by its number.
        let head: Head = self
            .ring()
            .data_key(case.id, &row.wrapped, row.generation)
            .and_then(|key| {
                self.ring()
                    .open_json(&key, fields::CASE_HEAD, case.id, &case.sealed)
            })
            .unwrap_or_default();
        let (clock, group) = row_clock(case, waits_for, self.zone(), self.now());
        Ok(CaseRow {
            id: case.id,
            number: Some(number(case.number)),
            version: Some(case.version),
            name: head.name,
            subject: head.subject,
            name_hits: Vec::new(),
            subject_hits: Vec::new(),
            status: Some(case.status.0),
            kinds: case
                .kinds
                .split(',')
                .filter_map(|word| word.parse().ok())
                .collect(),
            proposed: case.kinds_proposed,
            priority: case.priority.0,
            identity: case.identity.0,
            disposition: case.quarantined.then_some(Disposition::Quarantined),
            reason: None,
            assignee: case
                .assignee
                .and_then(|id| people.iter().find(|p| p.id == id).cloned()),
            department: case.department.clone(),
            regime: Some(case.regime.clone()),
            channel: Some(case.channel.0),
            attachments: u32::try_from(case.attachments).unwrap_or(0),
            messages: u32::try_from(case.messages).unwrap_or(0),
            minor: case.minor,
            unread: row.unread,
            held: row.case.held_at.is_some(),
            erased: row.case.erased_at.is_some(),
            clock,
            group,
            received_at: case.received_at,
            due_at: case.due_at,
            acknowledge_by: case.acknowledge_by,
            task_due: row.task_due,
            language: case.language.clone(),
        })
    }

    /// The people to whom a case can be given: officers who are at work.
    pub(super) async fn assignable(&self, tx: &mut store::Tx) -> Result<Vec<Person>> {
        let mut people = self.people_in(tx).await?;
        let at_work = store::workspace::at_work(tx, Role::Officer.as_str()).await?;
        people.retain(|one| at_work.contains(&one.id));
        Ok(people)
    }

    /// Everybody who is or was of the office.
    pub(crate) async fn people_in(&self, tx: &mut store::Tx) -> Result<Vec<Person>> {
        let rows = store::workspace::people(tx).await?;
        let mut people = Vec::with_capacity(rows.len());
        let ring = self.ring();
        for row in &rows {
            people.push(crate::workspace::person(&ring, row)?);
        }
        Ok(people)
    }

    /// The words that the complaints desk offers.
    pub async fn choices(&self) -> Result<Choices> {
        let mut tx = self.read().await?;
        let mut choices = Choices {
            regimes: self.packs().views(),
            departments: self.departments(&mut tx).await?,
            tags: store::workspace::tags(&mut tx).await?,
            people: self.assignable(&mut tx).await?,
            search: Vec::new(),
        };
        choices.search = super::narrow::search_keys(&choices);
        Ok(choices)
    }

    /// How many notes mention this person in cases that they have not seen since.
    pub async fn mentions_unread(&self) -> Result<Total> {
        let mut tx = self.read().await?;
        Ok(total(
            store::complaints::unread_mentions(&mut tx, self.inner.me.id).await?,
        ))
    }

    /// Marks a case as read or unread, for this person. Not an act.
    pub async fn case_unread(&self, case: Uuid, unread: bool) -> Result<()> {
        let mut tx = self.read().await?;
        let at = (!unread).then(|| self.now());
        store::seen::set(&mut tx, self.inner.me.id, case, at).await?;
        Ok(tx.commit().await?)
    }

    /// The id of a case, by its id or its number (`C-402`, `402`).
    ///
    /// # Errors
    /// [`Error::CaseNotFound`].
    pub async fn case_id(&self, typed: &str) -> Result<Uuid> {
        if let Ok(id) = typed.parse::<Uuid>() {
            return Ok(id);
        }
        let number: domain::threading::CaseNumber =
            typed.parse().map_err(|_| Error::CaseNotFound)?;
        let mut tx = self.read().await?;
        store::complaints::by_number(&mut tx, number.0.into())
            .await?
            .ok_or(Error::CaseNotFound)
    }

    /// As [`Desk::case_id`], of the very case that the number was given to: it may have gone into
    /// another.
    ///
    /// # Errors
    /// [`Error::CaseNotFound`].
    pub async fn case_itself(&self, typed: &str) -> Result<Uuid> {
        let Ok(number) = typed.parse::<domain::threading::CaseNumber>() else {
            return self.case_id(typed).await;
        };
        let mut tx = self.read().await?;
        store::complaints::numbered(&mut tx, number.0.into())
            .await?
            .ok_or(Error::CaseNotFound)
    }
}

/// A page key as text: microseconds and id.
pub fn write_key(at: DateTime<Utc>, id: Uuid) -> String {
    format!("{}.{}", at.timestamp_micros(), id.simple())
}

/// Reads what [`write_key`] wrote.
pub fn parse_key(text: &str) -> Result<(DateTime<Utc>, Uuid)> {
    let invalid = || Error::Invalid {
        field: "after".to_owned(),
    };
    let (at, id) = text.split_once('.').ok_or_else(invalid)?;
    let at = at
        .parse()
        .ok()
        .and_then(DateTime::from_timestamp_micros)
        .ok_or_else(invalid)?;
    Ok((at, id.parse().map_err(|_| invalid())?))
}
