//! What the office's figures are counted from. What went into another case, and old mail that was
//! brought in, is in none of them.

use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use super::conditions::OPEN;
use crate::{Result, Tx, on};

/// When a case was received, and its id: its place among all of them.
pub type Place = (DateTime<Utc>, Uuid);

/// Cases that come one after the other: those behind a place, as far as another one.
pub type Slice = (Place, Place);

/// What became of a case that was received in a period.
#[derive(Debug, Clone, FromRow)]
pub struct CourseRow {
    pub received_at: DateTime<Utc>,
    /// When the first of its asks was decided.
    pub answered_at: Option<DateTime<Utc>>,
    /// When it was closed, if it is.
    pub closed_at: Option<DateTime<Utc>>,
}

/// How many answers of a kind, under a law, came in time.
#[derive(Debug, Clone, FromRow)]
pub struct OnTimeRow {
    pub kind: Option<String>,
    pub regime: String,
    pub on_time: i64,
    pub late: i64,
    pub running: i64,
}

/// The slice of at most `length` cases behind a place that were received before a moment; none where
/// there is none.
pub async fn slice(
    tx: &mut Tx,
    behind: Place,
    before: DateTime<Utc>,
    length: i64,
) -> Result<Option<Slice>> {
    let last: Option<Place> = on!(tx, c => sqlx::query_as(
        "select received_at, id from (select received_at, id from cases
            where (received_at, id) > ($1, $2) and received_at < $3 order by received_at, id limit $4) s
         order by received_at desc, id desc limit 1")
        .bind(behind.0).bind(behind.1).bind(before).bind(length).fetch_optional(c).await?);
    Ok(last.map(|last| (behind, last)))
}

/// The cases of a slice, the oldest first.
pub async fn courses(tx: &mut Tx, (behind, last): Slice) -> Result<Vec<CourseRow>> {
    let sql = courses_sql();
    Ok(on!(tx, c => sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(behind.0).bind(behind.1).bind(last.0).bind(last.1).fetch_all(c).await?))
}

pub(super) fn courses_sql() -> String {
    format!(
        "select k.received_at,
            (select min(a.decided_at) from ask a
             where a.case_id = k.id and a.outcome is not null and not a.history) as answered_at,
            case when k.status = 'closed' then k.status_since end as closed_at
         from cases k where {COUNTED} order by k.received_at, k.id"
    )
}

/// The clocks towards an answer of the cases of a slice, as they are at `now`. One that stands still
/// is not late.
pub async fn on_time(
    tx: &mut Tx,
    (behind, last): Slice,
    now: DateTime<Utc>,
) -> Result<Vec<OnTimeRow>> {
    let sql = on_time_sql(tx);
    Ok(on!(tx, c => sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(behind.0).bind(behind.1).bind(last.0).bind(last.1).bind(now).fetch_all(c).await?))
}

pub(super) fn on_time_sql(tx: &Tx) -> String {
    let by = by(tx, "ask_case");
    format!(
        "select a.kind, c.regime,
            sum(case when c.met_at <= c.due_at then 1 else 0 end) as on_time,
            sum(case when c.met_at > c.due_at
                or (c.met_at is null and c.due_at < $5 and not k.clock_paused) then 1 else 0 end) as late,
            sum(case when c.met_at is null
                and (c.due_at is null or c.due_at >= $5 or k.clock_paused) then 1 else 0 end) as running
         from cases k
         join clock c on c.case_id = k.id and c.kind = 'answer'
         join ask a {by} on a.case_id = k.id and a.id = c.ask_id
         where {COUNTED}
         group by a.kind, c.regime"
    )
}

/// How many open cases of a slice were received since each of four moments, the latest first, and no
/// later one; the fifth number is of those that are older than all.
pub async fn open_since(
    tx: &mut Tx,
    (behind, last): Slice,
    bounds: [DateTime<Utc>; 4],
) -> Result<[i64; 5]> {
    let sql = open_since_sql(tx);
    let [first, second, third, fourth] = bounds;
    let found: Vec<(i32, i64)> = on!(tx, c => sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(behind.0).bind(behind.1).bind(last.0).bind(last.1)
        .bind(first).bind(second).bind(third).bind(fourth).fetch_all(c).await?);
    let mut bands = [0; 5];
    for (band, count) in found {
        if let Some(slot) = usize::try_from(band)
            .ok()
            .and_then(|band| bands.get_mut(band))
        {
            *slot = count;
        }
    }
    Ok(bands)
}

pub(super) fn open_since_sql(tx: &Tx) -> String {
    let by = by(tx, "cases_received");
    format!(
        "select case when k.received_at >= $5 then 0 when k.received_at >= $6 then 1
            when k.received_at >= $7 then 2 when k.received_at >= $8 then 3 else 4 end as band, count(*)
         from cases k {by} where {COUNTED} and {OPEN} group by 1"
    )
}

/// SQLite would go by another index, and then by the row, which holds what is sealed too.
fn by(tx: &Tx, index: &str) -> String {
    match tx {
        Tx::Pg(_) => String::new(),
        Tx::Lite(_) => format!("indexed by {index}"),
    }
}

/// The cases of a slice that are counted.
const COUNTED: &str = "(k.received_at, k.id) > ($1, $2) and (k.received_at, k.id) <= ($3, $4)
    and k.merged_into is null and not k.history";

/// The messages that have arrived since, in open cases of high or severe priority. SQLite joins in the
/// order of `cross join`: what has arrived is little, what is open may be much.
pub async fn urgent_since(tx: &mut Tx, since: DateTime<Utc>) -> Result<Vec<Uuid>> {
    let sql = format!(
        "select m.id from message m cross join cases k
         where m.arrived_at >= $1 and not m.outgoing and not m.history and k.id = m.case_id
            and {OPEN} and k.priority in ('high', 'severe') and k.merged_into is null and not k.history"
    );
    Ok(on!(tx, c => sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(since).fetch_all(c).await?))
}
