//! The list: views, narrowed and sorted, paged by key, and their counts.

use chrono::{DateTime, NaiveDate, Utc};
use domain::complaints::{Identity, Priority, SortBy, Status};
use sqlx::FromRow;
use uuid::Uuid;

use super::CaseRow;
use super::conditions::{Condition, Group, Onlooker, View, any, bits};
use crate::sql::{Sql, Value, run};
use crate::{Result, Tx};

/// What is listed.
#[derive(Debug, Clone)]
pub struct Listing {
    pub view: View,
    pub by: Onlooker,
    /// The alternatives of a query, at most 31; none is every case of the view.
    pub groups: Vec<Group>,
    pub sort: SortBy,
    /// The other way round than [`SortBy`] goes by itself.
    pub reverse: bool,
}

/// Where a page begins: what the last row before it is sorted by, and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    pub at: SortValue,
    pub id: Uuid,
}

/// What a row is sorted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SortValue {
    Time(DateTime<Utc>),
    Number(i64),
    Text(String),
}

/// A case as listed, with its data key's wrap.
#[derive(Debug, Clone, FromRow)]
pub struct ListedRow {
    #[sqlx(flatten)]
    pub case: CaseRow,
    pub unread: bool,
    /// The nearest day of its open tasks.
    pub task_due: Option<NaiveDate>,
    pub wrapped: Vec<u8>,
    pub generation: i32,
    /// Which of the query's alternatives its columns allow, as bits.
    pub groups: i64,
}

/// The place of a word in its vocabulary.
fn rank<T: PartialEq>(all: &[T], word: &T) -> SortValue {
    let place = all.iter().position(|one| one == word).unwrap_or(all.len());
    SortValue::Number(i64::try_from(place).unwrap_or(i64::MAX))
}

/// The same as SQL.
fn rank_sql(column: &str, words: impl Iterator<Item = &'static str>) -> String {
    let mut sql = format!("case {column}");
    let mut count = 0;
    for word in words {
        sql.push_str(&format!(" when '{word}' then {count}"));
        count += 1;
    }
    sql.push_str(&format!(" else {count} end"));
    sql
}

/// What a list is sorted by, as SQL. Text is compared byte by byte on both engines.
fn sort_sql(sort: SortBy, server: bool) -> String {
    let text = |column: &str| {
        let collation = if server { " collate \"C\"" } else { "" };
        format!("coalesce({column}, ''){collation}")
    };
    match sort {
        SortBy::Due => "k.due_sort".to_owned(),
        SortBy::Received => "k.received_at".to_owned(),
        SortBy::Changed => "k.last_message_at".to_owned(),
        SortBy::Number => "k.number".to_owned(),
        SortBy::Priority => rank_sql("k.priority", Priority::ALL.iter().map(|p| p.as_str())),
        SortBy::Status => rank_sql("k.status", Status::ALL.iter().map(|s| s.as_str())),
        SortBy::Identity => rank_sql("k.identity", Identity::ALL.iter().map(|i| i.as_str())),
        SortBy::Kind => text("k.kinds"),
        SortBy::Department => text("k.department"),
        SortBy::Regime => text("k.regime"),
        SortBy::Assignee if server => text("replace(k.assignee::text, '-', '')"),
        SortBy::Assignee => text("lower(hex(k.assignee))"),
        SortBy::Messages => "k.messages".to_owned(),
        SortBy::Attachments => "k.attachments".to_owned(),
    }
}

impl ListedRow {
    /// Where the page after this row begins.
    pub fn key(&self, sort: SortBy) -> Key {
        let k = &self.case;
        let at = match sort {
            SortBy::Due => SortValue::Time(k.due_sort),
            SortBy::Received => SortValue::Time(k.received_at),
            SortBy::Changed => SortValue::Time(k.last_message_at),
            SortBy::Number => SortValue::Number(k.number),
            SortBy::Priority => rank(Priority::ALL, &k.priority.0),
            SortBy::Status => rank(Status::ALL, &k.status.0),
            SortBy::Identity => rank(Identity::ALL, &k.identity.0),
            SortBy::Kind => SortValue::Text(k.kinds.clone()),
            SortBy::Department => SortValue::Text(k.department.clone().unwrap_or_default()),
            SortBy::Regime => SortValue::Text(k.regime.clone()),
            SortBy::Assignee => SortValue::Text(
                k.assignee
                    .map(|id| id.simple().to_string())
                    .unwrap_or_default(),
            ),
            SortBy::Messages => SortValue::Number(k.messages.into()),
            SortBy::Attachments => SortValue::Number(k.attachments.into()),
        };
        Key { at, id: k.id }
    }
}

/// Up to so many cases are fetched and sorted, rather than met in the list's order.
const FEW: i64 = 4_000;

impl Listing {
    /// In the file, a condition that holds for few cases is where a list begins: SQLite knows no
    /// numbers and would go through every case. The server knows them.
    async fn settled(&self, tx: &mut Tx) -> Result<Self> {
        let mut settled = self.clone();
        if matches!(tx, Tx::Pg(_)) {
            return Ok(settled);
        }
        for condition in settled.groups.iter_mut().flat_map(|group| &mut group.must) {
            if condition.is_beside() && self.holds_for_few(tx, condition).await? {
                *condition = Condition::OfFew(Box::new(condition.clone()));
            }
        }
        Ok(settled)
    }

    async fn holds_for_few(&self, tx: &mut Tx, condition: &Condition) -> Result<bool> {
        let mut sql = Sql::new(tx, "select count(*) from (select 1");
        condition.beside(&mut sql, &self.by);
        sql.push(" limit ").bind(FEW + 1).push(") counted");
        let rows: i64 = run!(tx, sql, query_scalar, fetch_one);
        Ok(rows <= FEW)
    }

    /// The cases, in the file by the index to go by: SQLite knows no numbers, and would rather find
    /// every case of a view and sort them all. Without an order they are only counted.
    fn from(&self, sql: &mut Sql, sort: Option<SortBy>) {
        sql.push(" from cases k");
        if sql.server {
            return;
        }
        let index = match &self.groups[..] {
            [group] if group.is_of_few() => Some("sqlite_autoindex_cases_1"),
            _ => self.view.index(sort),
        };
        if let Some(index) = index {
            sql.push(" indexed by ").push(index);
        }
    }

    fn narrow(&self, sql: &mut Sql) {
        sql.push(" left join case_seen s on s.case_id = k.id and s.person = ")
            .bind(self.by.person)
            .push(" where ");
        self.view.narrow(sql, &self.by);
        sql.push(" and k.merged_into is null");
        any(sql, &self.groups, &self.by);
    }

    /// Orders, and leaves out what comes before the page.
    fn page(&self, sql: &mut Sql, after: Option<&Key>, limit: i64) {
        let by = sort_sql(self.sort, sql.server);
        if let Some(Key { at, id }) = after {
            let (at, operator) = (at.clone(), if self.descends() { "<" } else { ">" });
            sql.push(&format!(" and ({by}, k.id) {operator} ("))
                .bind(match at {
                    SortValue::Time(time) => Value::Time(time),
                    SortValue::Number(number) => Value::Number(number),
                    SortValue::Text(text) => Value::Text(text),
                })
                .push(", ")
                .bind(*id)
                .push(")");
        }
        self.order(sql);
        sql.push(" limit ").bind(limit);
    }

    fn descends(&self) -> bool {
        self.sort.descends() != self.reverse
    }

    fn order(&self, sql: &mut Sql) {
        let by = sort_sql(self.sort, sql.server);
        let way = if self.descends() { " desc" } else { "" };
        sql.push(&format!(" order by {by}{way}, k.id{way}"));
    }
}

/// A page: at most `limit` cases after the key.
pub async fn list(
    tx: &mut Tx,
    listing: &Listing,
    after: Option<&Key>,
    limit: i64,
    scope: Uuid,
) -> Result<Vec<ListedRow>> {
    let listing = &listing.settled(tx).await?;
    let sql = listed(tx, listing, after, limit, scope);
    Ok(run!(tx, sql, query_as, fetch_all))
}

pub(super) fn listed(
    tx: &Tx,
    listing: &Listing,
    after: Option<&Key>,
    limit: i64,
    scope: Uuid,
) -> Sql {
    // The page first, and then its keys: no planner goes by the keys.
    let mut sql = Sql::new(
        tx,
        "select k.*, d.wrapped, d.generation,
         (select min(t.due_on) from task t where t.case_id = k.id and t.state = 'open') as task_due from (
         select k.*, (s.seen_at is null or s.seen_at < k.last_message_at) as unread, ",
    );
    bits(&mut sql, &listing.groups, &listing.by);
    sql.push(" as groups");
    listing.from(&mut sql, Some(listing.sort));
    listing.narrow(&mut sql);
    listing.page(&mut sql, after, limit);
    sql.push(") k join data_key d on d.object = k.id and d.scope = ")
        .bind(scope);
    listing.order(&mut sql);
    sql
}

/// The ids alone, and each case's number, in the list's order.
pub async fn ids(tx: &mut Tx, listing: &Listing, limit: i64) -> Result<Vec<(Uuid, i64)>> {
    let listing = &listing.settled(tx).await?;
    let mut sql = Sql::new(tx, "select k.id, k.number");
    listing.from(&mut sql, Some(listing.sort));
    listing.narrow(&mut sql);
    listing.page(&mut sql, None, limit);
    Ok(run!(tx, sql, query_as, fetch_all))
}

/// How many cases there are, counted up to `limit`.
pub async fn count(tx: &mut Tx, listing: &Listing, limit: i64) -> Result<i64> {
    let listing = &listing.settled(tx).await?;
    let sql = counted(tx, listing, limit);
    Ok(run!(tx, sql, query_scalar, fetch_one))
}

pub(super) fn counted(tx: &Tx, listing: &Listing, limit: i64) -> Sql {
    let mut sql = Sql::new(tx, "select count(*) from (select 1");
    listing.from(&mut sql, None);
    listing.narrow(&mut sql);
    sql.push(" limit ").bind(limit).push(") counted");
    sql
}
