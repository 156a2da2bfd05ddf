//! The list: views, paged by key, and their counts.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use super::CaseRow;
use crate::{Result, Tx, on};

/// A view over cases. Each has one condition, which its list and its count share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    NeedsMe,
    New,
    AllOpen,
    Overdue,
    DueSoon,
    Awaiting,
    Answered,
    Quarantined,
    /// Every case: what a search looks through.
    Every,
}

/// Where a page begins: the sort key and the id of the last row before it.
pub type Key = (DateTime<Utc>, Uuid);

/// What a view is seen by: whose, and when.
#[derive(Debug, Clone, Default)]
pub struct Narrow {
    pub person: Uuid,
    pub now: DateTime<Utc>,
    /// The end of 'within 7 days'.
    pub soon: DateTime<Utc>,
    pub today: NaiveDate,
    /// Of this kind only.
    pub kind: Option<&'static str>,
    /// Only (or only not) assigned to this person.
    pub mine: Option<bool>,
    /// Only what this person has not seen, or has.
    pub unread: Option<bool>,
    /// Only this status.
    pub status: Option<&'static str>,
    /// Only what still needs work, or is done.
    pub open: Option<bool>,
    /// Only what is past a limit, or is not.
    pub overdue: Option<bool>,
}

/// A case as listed, with its data key's wrap.
#[derive(Debug, Clone, FromRow)]
pub struct ListedRow {
    #[sqlx(flatten)]
    pub case: CaseRow,
    pub unread: bool,
    pub wrapped: Vec<u8>,
    pub generation: i32,
}

// Parameters, the same in every statement: $1 person, $2 now, $3 soon, $4 today, $5 kind
// (between commas and per cents), $6 status, $7 mine, $8 unread, $9 open, $10 overdue; 1 and
// 0 for true and false.
macro_rules! where_view {
    ("needs-me") => {
        "k.status in ('new', 'triaged', 'in-progress') and (k.assignee = $1 or k.assignee is null)
         and (k.snoozed_until is null or k.snoozed_until <= $4)"
    };
    ("new") => { "k.status = 'new'" };
    ("all-open") => { "k.status in ('new', 'triaged', 'in-progress', 'awaiting-identity', 'awaiting-requester')" };
    ("overdue") => { "k.status in ('new', 'triaged', 'in-progress', 'awaiting-identity', 'awaiting-requester') and k.due_at < $2 and not k.clock_paused" };
    ("due-soon") => {
        "k.status in ('new', 'triaged', 'in-progress', 'awaiting-identity', 'awaiting-requester') and k.due_at >= $2 and k.due_at < $3 and not k.clock_paused"
    };
    ("awaiting") => { "k.status in ('awaiting-identity', 'awaiting-requester')" };
    ("answered") => { "k.status in ('answered', 'closed')" };
    ("quarantined") => { "k.quarantined and k.status in ('new', 'triaged', 'in-progress', 'awaiting-identity', 'awaiting-requester')" };
    ("every") => { "k.id is not null" };
}

// The last line is true of every call: it names the parameters that a view may not use, for both
// engines want each one named.
macro_rules! narrowed {
    ($view:tt) => {
        concat!(
            " left join case_seen s on s.case_id = k.id and s.person = $1 where ",
            where_view!($view),
            " and k.merged_into is null
              and ($5 is null or k.kinds like $5)
              and ($6 is null or k.status = $6)
              and ($7 is null or (k.assignee is not null and k.assignee = $1) = ($7 = 1))
              and ($8 is null or (s.seen_at is null or s.seen_at < k.last_message_at) = ($8 = 1))
              and ($9 is null or (k.status not in ('answered', 'closed')) = ($9 = 1))
              and ($10 is null or (k.status not in ('answered', 'closed') and k.due_at is not null
                   and k.due_at < $2) = ($10 = 1))
              and $2 < $3 and $4 is not null"
        )
    };
}

macro_rules! list_sql {
    ($view:tt, $order:literal) => {
        concat!(
            "select k.*, (s.seen_at is null or s.seen_at < k.last_message_at) as unread, d.wrapped, d.generation
             from cases k join data_key d on d.object = k.id and d.scope = $11",
            narrowed!($view),
            $order
        )
    };
}

macro_rules! count_sql {
    ($view:tt) => {
        concat!(
            "select count(*) from (select 1 from cases k",
            narrowed!($view),
            " limit $11) counted"
        )
    };
}

impl View {
    /// Whether the list is sorted by limit, the nearest first; otherwise newest first.
    pub const fn by_due(self) -> bool {
        !matches!(self, Self::Answered | Self::Quarantined | Self::Every)
    }

    const fn list_sql(self) -> &'static str {
        macro_rules! due {
            ($v:tt) => {
                list_sql!(
                    $v,
                    " and (k.due_sort, k.id) > ($12, $13) order by k.due_sort, k.id limit $14"
                )
            };
        }
        macro_rules! newest {
            ($v:tt) => {
                list_sql!($v, " and (k.received_at, k.id) < ($12, $13) order by k.received_at desc, k.id desc limit $14")
            };
        }
        match self {
            Self::NeedsMe => due!("needs-me"),
            Self::New => due!("new"),
            Self::AllOpen => due!("all-open"),
            Self::Overdue => due!("overdue"),
            Self::DueSoon => due!("due-soon"),
            Self::Awaiting => due!("awaiting"),
            Self::Answered => newest!("answered"),
            Self::Quarantined => newest!("quarantined"),
            Self::Every => newest!("every"),
        }
    }

    const fn find_sql(self) -> &'static str {
        macro_rules! one {
            ($v:tt) => {
                list_sql!($v, " and k.id = $12")
            };
        }
        match self {
            Self::NeedsMe => one!("needs-me"),
            Self::New => one!("new"),
            Self::AllOpen => one!("all-open"),
            Self::Overdue => one!("overdue"),
            Self::DueSoon => one!("due-soon"),
            Self::Awaiting => one!("awaiting"),
            Self::Answered => one!("answered"),
            Self::Quarantined => one!("quarantined"),
            Self::Every => one!("every"),
        }
    }

    const fn count_sql(self) -> &'static str {
        match self {
            Self::NeedsMe => count_sql!("needs-me"),
            Self::New => count_sql!("new"),
            Self::AllOpen => count_sql!("all-open"),
            Self::Overdue => count_sql!("overdue"),
            Self::DueSoon => count_sql!("due-soon"),
            Self::Awaiting => count_sql!("awaiting"),
            Self::Answered => count_sql!("answered"),
            Self::Quarantined => count_sql!("quarantined"),
            Self::Every => count_sql!("every"),
        }
    }
}

impl ListedRow {
    /// Where the page after this row begins.
    pub fn key(&self, view: View) -> Key {
        let at = if view.by_due() {
            self.case.due_sort
        } else {
            self.case.received_at
        };
        (at, self.case.id)
    }
}

fn flag(value: Option<bool>) -> Option<i32> {
    value.map(i32::from)
}

/// A page of a view: at most `limit` cases after the key.
pub async fn list(
    tx: &mut Tx,
    view: View,
    n: &Narrow,
    after: Option<Key>,
    limit: i64,
    scope: Uuid,
) -> Result<Vec<ListedRow>> {
    let start = if view.by_due() {
        (DateTime::UNIX_EPOCH, Uuid::nil())
    } else {
        (crate::audit::far_future(), Uuid::max())
    };
    let (at, id) = after.unwrap_or(start);
    Ok(on!(tx, c => sqlx::query_as(view.list_sql())
        .bind(n.person).bind(n.now).bind(n.soon).bind(n.today)
        .bind(n.kind.map(|k| format!("%,{k},%"))).bind(n.status).bind(flag(n.mine)).bind(flag(n.unread))
        .bind(flag(n.open)).bind(flag(n.overdue))
        .bind(scope).bind(at).bind(id).bind(limit)
        .fetch_all(c).await?))
}

/// How many cases a view has, counted up to `limit`.
pub async fn count(tx: &mut Tx, view: View, n: &Narrow, limit: i64) -> Result<i64> {
    Ok(on!(tx, c => sqlx::query_scalar(view.count_sql())
        .bind(n.person).bind(n.now).bind(n.soon).bind(n.today)
        .bind(n.kind.map(|k| format!("%,{k},%"))).bind(n.status).bind(flag(n.mine)).bind(flag(n.unread))
        .bind(flag(n.open)).bind(flag(n.overdue))
        .bind(limit)
        .fetch_one(c).await?))
}

/// One case as listed, if the view has it.
pub async fn find(
    tx: &mut Tx,
    view: View,
    case: Uuid,
    n: &Narrow,
    scope: Uuid,
) -> Result<Option<ListedRow>> {
    Ok(on!(tx, c => sqlx::query_as(view.find_sql())
        .bind(n.person).bind(n.now).bind(n.soon).bind(n.today)
        .bind(n.kind.map(|k| format!("%,{k},%"))).bind(n.status).bind(flag(n.mine)).bind(flag(n.unread))
        .bind(flag(n.open)).bind(flag(n.overdue))
        .bind(scope).bind(case)
        .fetch_optional(c).await?))
}
