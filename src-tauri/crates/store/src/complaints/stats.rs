//! What the office's figures are counted from. What went into another case, and old mail that was
//! brought in, is in none of them.

use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use super::conditions::OPEN;
use crate::sql::{Sql, run};
use crate::{Result, Tx, on};

/// A case's place in an order of them: when it was received, or is due, and its id.
pub type Place = (DateTime<Utc>, Uuid);

/// Cases that come one after the other: those behind a place, as far as another one.
pub type Slice = (Place, Place);

/// Which cases are cut into slices.
#[derive(Debug, Clone, Copy)]
pub enum Among {
    /// Those that were received before a moment, in that order.
    Received(DateTime<Utc>),
    /// Those that are open, in the order in which they are due.
    Open,
}

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

/// The slice of at most `length` cases behind a place; none where there is none.
pub async fn slice(tx: &mut Tx, among: Among, behind: Place, length: i64) -> Result<Option<Slice>> {
    let sql = slice_sql(tx, among, behind, length);
    let last: Option<Place> = run!(tx, sql, query_as, fetch_optional);
    Ok(last.map(|last| (behind, last)))
}

pub(super) fn slice_sql(tx: &Tx, among: Among, behind: Place, length: i64) -> Sql {
    let (order, by) = match among {
        Among::Received(_) => ("received_at", by(tx, "cases_received")),
        Among::Open => ("due_sort", by(tx, "cases_open")),
    };
    let mut sql = Sql::new(tx, "");
    sql.push(&format!(
        "select at, id from (select k.{order} as at, k.id from cases k {by} where (k.{order}, k.id) > ("
    ));
    sql.bind(behind.0).push(", ").bind(behind.1).push(") and ");
    match among {
        Among::Received(before) => sql.push("k.received_at < ").bind(before),
        Among::Open => sql.push(OPEN),
    };
    sql.push(&format!(" order by k.{order}, k.id limit "));
    sql.bind(length);
    sql.push(") slice order by at desc, id desc limit 1");
    sql
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

/// How many cases of a slice of the open ones were received since each of four moments, the latest first, and no
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
    let by = by(tx, "cases_open");
    format!(
        "select case when k.received_at >= $5 then 0 when k.received_at >= $6 then 1
            when k.received_at >= $7 then 2 when k.received_at >= $8 then 3 else 4 end as band, count(*)
         from cases k {by} where (k.due_sort, k.id) > ($1, $2) and (k.due_sort, k.id) <= ($3, $4)
            and {OPEN} and k.merged_into is null and not k.history group by 1"
    )
}

/// SQLite would go by another index, and then by the row, which holds what is sealed too.
fn by(tx: &Tx, index: &str) -> String {
    match tx {
        Tx::Pg(_) => String::new(),
        Tx::Lite(_) => format!("indexed by {index}"),
    }
}

/// The cases of a slice of those received that are counted.
const COUNTED: &str = "(k.received_at, k.id) > ($1, $2) and (k.received_at, k.id) <= ($3, $4)
    and k.merged_into is null and not k.history";

/// The messages that have arrived since, in open cases of high or severe priority. SQLite joins in the
/// order of `cross join`: what has arrived is little, what is open may be much.
pub async fn urgent_since(tx: &mut Tx, since: DateTime<Utc>) -> Result<Vec<Uuid>> {
    let sql = urgent_sql();
    Ok(on!(tx, c => sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(since).fetch_all(c).await?))
}

pub(super) fn urgent_sql() -> String {
    format!(
        "select m.id from message m cross join cases k
         where m.arrived_at >= $1 and not m.outgoing and not m.history and k.id = m.case_id
            and {OPEN} and k.priority in ('high', 'severe') and k.merged_into is null and not k.history"
    )
}

#[cfg(test)]
mod tests {
    // A test says no by panicking, in its own functions too.
    #![allow(clippy::unwrap_used, clippy::panic)]

    use chrono::TimeDelta;

    use super::*;
    use crate::Store;

    async fn add(tx: &mut Tx, number: i64, received: DateTime<Utc>, status: &str) {
        on!(tx, c => sqlx::query(
            "insert into cases (id, number, status, status_since, channel, history, quarantined,
                received_at, received_source, created_at, regime, kinds, kinds_proposed, priority, minor,
                representative, identity, due_sort, clock_waits, clock_paused, attachments, messages,
                last_message_at, sealed)
             values ($1, $2, $3, $4, 'phone', false, false, $4, 'told', $4, 'pipl', '', false, 'normal',
                false, false, 'none', $4, false, false, 0, 0, $4, x'')")
            .bind(Uuid::from_u128(number.unsigned_abs().into())).bind(number).bind(status).bind(received)
            .execute(c).await.map(drop).unwrap());
    }

    /// Where each slice of at most `length` ends, and how many cases, and open ones, there were.
    async fn cut(
        tx: &mut Tx,
        among: Among,
        length: i64,
        now: DateTime<Utc>,
    ) -> (usize, usize, i64) {
        let (mut slices, mut courses, mut open) = (0, 0, 0);
        let mut behind = (DateTime::UNIX_EPOCH, Uuid::nil());
        while let Some(cut) = slice(tx, among, behind, length).await.unwrap() {
            slices += 1;
            match among {
                Among::Received(_) => courses += super::courses(tx, cut).await.unwrap().len(),
                Among::Open => {
                    let bounds = [now - TimeDelta::days(1); 4];
                    open += open_since(tx, cut, bounds)
                        .await
                        .unwrap()
                        .iter()
                        .sum::<i64>();
                }
            }
            behind = cut.1;
        }
        (slices, courses, open)
    }

    #[tokio::test]
    async fn slices_come_to_the_whole() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("desk.db");
        let store = Store::create_file(&file, &"22".repeat(32)).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let now = Utc::now();
        let before = now - TimeDelta::hours(1);
        // Three of one moment, one after the period, one that is closed.
        for (number, at, status) in [
            (1, before, "new"),
            (2, before, "closed"),
            (3, before, "new"),
            (4, before - TimeDelta::days(40), "new"),
            (5, now, "new"),
        ] {
            add(&mut tx, number, at, status).await;
        }
        for length in 1..=6 {
            let slices = |cases: usize| cases.div_ceil(usize::try_from(length).unwrap());
            let received = cut(&mut tx, Among::Received(now), length, now).await;
            assert_eq!(received, (slices(4), 4, 0), "{length}");
            let open = cut(&mut tx, Among::Open, length, now).await;
            assert_eq!(open, (slices(4), 0, 4), "{length}");
        }
    }
}
