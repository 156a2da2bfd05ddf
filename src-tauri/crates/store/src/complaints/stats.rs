//! What the office's figures are counted from. What went into another case, and old mail that was
//! brought in, is in none of them.

use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use super::conditions::OPEN;
use crate::{Result, Tx, on};

/// From, and before.
pub type Period = (DateTime<Utc>, DateTime<Utc>);

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

/// The cases that were received in a period, the oldest first.
pub async fn courses(tx: &mut Tx, (from, before): Period) -> Result<Vec<CourseRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select k.received_at,
            (select min(a.decided_at) from ask a
             where a.case_id = k.id and a.outcome is not null and not a.history) as answered_at,
            case when k.status = 'closed' then k.status_since end as closed_at
         from cases k
         where k.received_at >= $1 and k.received_at < $2 and k.merged_into is null and not k.history
         order by k.received_at, k.id")
        .bind(from).bind(before).fetch_all(c).await?))
}

/// The clocks towards an answer of the cases that were received in a period, as they are at `now`.
/// One that stands still is not late.
pub async fn on_time(
    tx: &mut Tx,
    (from, before): Period,
    now: DateTime<Utc>,
) -> Result<Vec<OnTimeRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select a.kind, c.regime,
            sum(case when c.met_at <= c.due_at then 1 else 0 end) as on_time,
            sum(case when c.met_at > c.due_at
                or (c.met_at is null and c.due_at < $3 and not k.clock_paused) then 1 else 0 end) as late,
            sum(case when c.met_at is null
                and (c.due_at is null or c.due_at >= $3 or k.clock_paused) then 1 else 0 end) as running
         from cases k
         join clock c on c.case_id = k.id and c.kind = 'answer'
         join ask a on a.id = c.ask_id
         where k.received_at >= $1 and k.received_at < $2 and k.merged_into is null and not k.history
         group by a.kind, c.regime")
        .bind(from).bind(before).bind(now).fetch_all(c).await?))
}

/// How many open cases were received since each of four moments, the latest first, and no later
/// one; the fifth number is of those that are older than all.
pub async fn open_since(tx: &mut Tx, bounds: [DateTime<Utc>; 4]) -> Result<[i64; 5]> {
    let sql = format!(
        "select case when k.received_at >= $1 then 0 when k.received_at >= $2 then 1
            when k.received_at >= $3 then 2 when k.received_at >= $4 then 3 else 4 end as band, count(*)
         from cases k where {OPEN} and k.merged_into is null and not k.history group by 1"
    );
    let [first, second, third, fourth] = bounds;
    let found: Vec<(i32, i64)> = on!(tx, c => sqlx::query_as(sqlx::AssertSqlSafe(sql))
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

/// The messages that have arrived since, in open cases of high or severe priority.
pub async fn urgent_since(tx: &mut Tx, since: DateTime<Utc>) -> Result<Vec<Uuid>> {
    let sql = format!(
        "select m.id from cases k join message m on m.case_id = k.id
         where {OPEN} and k.priority in ('high', 'severe') and k.merged_into is null and not k.history
            and m.arrived_at >= $1 and not m.outgoing and not m.history"
    );
    Ok(on!(tx, c => sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(since).fetch_all(c).await?))
}
