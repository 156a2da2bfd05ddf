//! What a query's filters mean to the person who asks, now: people by their names, days by the
//! workspace's zone.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::complaints::SortBy;
use domain::search::{Filter, Flag, Group, Query, QueryError, Span, TaskIs, Thing, Who};
use store::complaints::{
    Condition, Group as Narrowed, Key, Listing, Onlooker, SortValue, Stretch, View as Stored,
};
use uuid::Uuid;

use super::clocks::end_of_day;
use super::{Choices, ListQuery, Person, SearchKey};
use crate::{Desk, Error, Result};

impl Desk {
    fn onlooker(&self) -> Onlooker {
        let (now, today) = (self.now(), self.today());
        let last = today + chrono::Days::new(domain::clock::SOON_DAYS.unsigned_abs());
        Onlooker {
            person: self.inner.me.id,
            now,
            soon: end_of_day(self.zone(), last).unwrap_or(now) + TimeDelta::microseconds(1),
            today,
        }
    }

    /// All of a view.
    pub(crate) fn all_of(&self, view: Stored) -> Listing {
        let sort = if view.by_due() {
            SortBy::Due
        } else {
            SortBy::Received
        };
        Listing {
            view,
            by: self.onlooker(),
            groups: Vec::new(),
            sort,
            reverse: false,
        }
    }

    /// What a query lists. A search looks through the view's cases; where the view holds none of
    /// them, through every case. It gives the newest first, unless another order is asked for.
    ///
    /// # Errors
    /// [`Error::UnknownWord`] for a name that nobody here has.
    pub(super) async fn listing(
        &self,
        tx: &mut store::Tx,
        query: &ListQuery,
        parsed: &Query,
    ) -> Result<Listing> {
        let mut listing = self.all_of(query.view.stored().unwrap_or(Stored::Every));
        if parsed.has_text() {
            listing.sort = SortBy::Received;
        }
        listing.sort = query.sort.unwrap_or(listing.sort);
        listing.reverse = query.reverse;
        let people = self.people_in(tx).await?;
        for group in parsed.groups() {
            let found = if group.clauses().is_empty() {
                None
            } else {
                Some(store::search::look(tx, self.wanted(group)?).await?)
            };
            listing.groups.push(Narrowed {
                must: self.conditions(group.filters(), &people)?,
                must_not: self.conditions(group.unless(), &people)?,
                found,
            });
        }
        Ok(listing)
    }

    fn conditions(&self, filters: &[Filter], people: &[Person]) -> Result<Vec<Condition>> {
        filters
            .iter()
            .map(|filter| self.condition(filter, people))
            .collect()
    }

    fn condition(&self, filter: &Filter, people: &[Person]) -> Result<Condition> {
        Ok(match filter {
            Filter::Kind(kind) => Condition::Kind(kind.as_str()),
            Filter::Status(status) => Condition::Status(status.as_str()),
            Filter::Flag(flag) => self.flag(*flag),
            Filter::Has(Thing::Attachment) => Condition::Attachment,
            Filter::Has(Thing::Note) => Condition::Note,
            Filter::Has(Thing::Due) => Condition::HasDue,
            Filter::Assignee(who) => Condition::Assignee(self.whom("assignee", who, people)?),
            Filter::Has(Thing::Task) => Condition::HasTask,
            Filter::Task(TaskIs::Overdue) => Condition::TaskOverdue,
            Filter::Task(state) => Condition::Task(state.as_str()),
            Filter::Mentions(who) => Condition::Mentions(self.whom("mentions", who, people)?),
            Filter::Due(span) => Condition::Due(self.stretch(span)),
            Filter::Received(span) => Condition::Received(self.stretch(span)),
            Filter::Changed(span) => Condition::Changed(self.stretch(span)),
            Filter::Tag(tag) => Condition::Tag(tag.clone()),
            Filter::Department(name) => Condition::Department(name.clone()),
            Filter::Priority(priority) => Condition::Priority(priority.as_str()),
            Filter::Regime(regime) => Condition::Regime(regime.clone()),
            Filter::Channel(channel) => Condition::Channel(channel.as_str()),
            Filter::Identity(identity) => Condition::Identity(identity.as_str()),
            Filter::Language(language) => Condition::Language(language.clone()),
            Filter::Number(number) => Condition::Number((*number).into()),
        })
    }

    fn flag(&self, flag: Flag) -> Condition {
        match flag {
            Flag::Open => Condition::Open,
            Flag::Overdue => Condition::Overdue,
            Flag::Unread => Condition::Unread,
            Flag::Mine => Condition::Assignee(vec![self.inner.me.id]),
            Flag::Snoozed => Condition::Snoozed,
            Flag::Minor => Condition::Minor,
            Flag::Held => Condition::Held,
            Flag::Quarantined => Condition::Quarantined,
            Flag::History => Condition::History,
            Flag::Erased => Condition::Erased,
        }
    }

    /// The people of whom a filter speaks; none where it speaks of what is nobody's.
    fn whom(&self, key: &str, who: &Who, people: &[Person]) -> Result<Vec<Uuid>> {
        let part = match who {
            Who::Me => return Ok(vec![self.inner.me.id]),
            Who::Nobody => return Ok(Vec::new()),
            Who::Named(part) => part,
        };
        let of = |fits: fn(&Person, &str) -> bool| -> Vec<Uuid> {
            let fitting = people.iter().filter(|person| fits(person, part));
            fitting.map(|person| person.id).collect()
        };
        // A whole name is theirs alone who have it, and not what is a part of another's. Where two
        // are called the same, an id tells them apart.
        let mut named =
            of(|one, part| one.name.to_lowercase() == part || one.id.to_string() == part);
        if named.is_empty() {
            named = of(|one, part| one.name.to_lowercase().contains(part));
        }
        if named.is_empty() {
            return Err(Error::UnknownWord {
                word: format!("{key}:{part}"),
            });
        }
        Ok(named)
    }

    fn stretch(&self, span: &Span) -> Stretch {
        let (from, until) = span.days(self.today());
        let begins = |day| self.day_begins(day);
        (from.and_then(begins), until.and_then(begins))
    }

    /// A day begins where the one before it has ended.
    pub(super) fn day_begins(&self, day: NaiveDate) -> Option<DateTime<Utc>> {
        Some(end_of_day(self.zone(), day.pred_opt()?)? + TimeDelta::microseconds(1))
    }

    /// The tokens of a group: clauses with one term must all be there, the one with several is
    /// met by any of them.
    fn wanted(&self, group: &Group) -> Result<store::search::Wanted> {
        let ring = self.ring();
        let search = &ring.complaints()?.search;
        let mut wanted = store::search::Wanted::default();
        for clause in group.clauses() {
            let tokens: Vec<i64> = clause
                .iter()
                .map(|term| search.token(term.field.number(), &term.text))
                .collect();
            match tokens.as_slice() {
                [one] => wanted.all.push(*one),
                several => wanted.any = several.to_vec(),
            }
        }
        Ok(wanted)
    }
}

/// The keys of the search language, with what each may be given here.
pub(super) fn search_keys(choices: &Choices) -> Vec<SearchKey> {
    let own = |key: &str| -> Vec<String> {
        let names = |names: &mut dyn Iterator<Item = &String>| names.cloned().collect();
        match key {
            "tag" => names(&mut choices.tags.iter()),
            "department" => names(&mut choices.departments.iter().map(|one| &one.name)),
            "assignee" | "mentions" => names(&mut choices.people.iter().map(|one| &one.name)),
            "regime" => names(&mut choices.regimes.iter().map(|one| &one.id)),
            _ => Vec::new(),
        }
    };
    domain::search::keys()
        .map(|key| SearchKey {
            key: key.to_owned(),
            values: domain::search::values(key)
                .into_iter()
                .map(str::to_owned)
                .chain(own(key))
                .collect(),
        })
        .collect()
}

/// What of a query is not understood.
pub(super) fn unknown(error: QueryError) -> Error {
    let word = match error {
        QueryError::NoValue { filter } => format!("{filter}:"),
        QueryError::UnknownValue { filter, value } => format!("{filter}:{value}"),
        QueryError::NothingToFind => String::new(),
        QueryError::TooManyAlternatives => "or".to_owned(),
    };
    Error::UnknownWord { word }
}

/// A list's key as text: what it is sorted by, and the last row's id.
pub(super) fn write_list_key(key: &Key) -> String {
    let at = match &key.at {
        SortValue::Time(time) => time.timestamp_micros().to_string(),
        SortValue::Number(number) => number.to_string(),
        SortValue::Text(text) => text.clone(),
    };
    format!("{at}.{}", key.id.simple())
}

/// Reads what [`write_list_key`] wrote for the same order.
pub(super) fn parse_list_key(text: &str, sort: SortBy) -> Result<Key> {
    let read = || {
        let (at, id) = text.rsplit_once('.')?;
        let at = match sort {
            SortBy::Due | SortBy::Received | SortBy::Changed => {
                SortValue::Time(DateTime::from_timestamp_micros(at.parse().ok()?)?)
            }
            SortBy::Kind | SortBy::Assignee | SortBy::Department | SortBy::Regime => {
                SortValue::Text(at.to_owned())
            }
            _ => SortValue::Number(at.parse().ok()?),
        };
        let id = id.parse().ok()?;
        Some(Key { at, id })
    };
    read().ok_or_else(|| Error::Invalid {
        field: "after".to_owned(),
    })
}
