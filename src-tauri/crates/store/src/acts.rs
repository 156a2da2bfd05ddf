//! Acts that were done: their idempotency keys, and what undoing them needs.

use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Result, Tx, on};

/// The newest acts of a case that can be undone, one after the other.
const UNDOABLE: i64 = 20;

/// An act. `sealed` holds the image of its cases before it, where it can be undone.
#[derive(Debug, Clone, FromRow)]
pub struct ActRow {
    pub id: Uuid,
    pub act: String,
    pub seq: i64,
    pub case_id: Option<Uuid>,
    pub version_after: i32,
    pub at: DateTime<Utc>,
    pub undone: bool,
    pub sealed: Option<Vec<u8>>,
    /// What it was done as a part of, to many cases.
    pub bulk: Option<Uuid>,
}

/// A case that an act changed beside the one it was done on, and its version then.
pub type Further = (Uuid, i32);

/// Keeps an act. The images of all but the newest on the same case are let go.
pub async fn add(tx: &mut Tx, row: &ActRow, further: &[Further]) -> Result<()> {
    on!(tx, c => sqlx::query(
        "insert into act (id, act, seq, case_id, version_after, at, undone, sealed, bulk)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(row.id).bind(&row.act).bind(row.seq).bind(row.case_id).bind(row.version_after)
        .bind(row.at).bind(row.undone).bind(&row.sealed).bind(row.bulk)
        .execute(c).await.map(drop)?);
    for (case, version) in further {
        on!(tx, c => sqlx::query(
            "insert into act_further (act, case_id, version_after) values ($1, $2, $3)")
            .bind(row.id).bind(case).bind(version).execute(c).await.map(drop)?);
    }
    on!(tx, c => sqlx::query(
        "update act set sealed = null where case_id = $1 and sealed is not null and seq <= (
             select seq from act where case_id = $1 and sealed is not null
             order by seq desc limit 1 offset $2)")
        .bind(row.case_id).bind(UNDOABLE).execute(c).await.map(drop)?);
    Ok(())
}

/// The act that was done under a key.
pub async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<ActRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from act where id = $1").bind(id).fetch_optional(c).await?),
    )
}

/// Whether an act of that moment added a note or a message to a case.
pub async fn added(tx: &mut Tx, case: Uuid, at: DateTime<Utc>) -> Result<bool> {
    Ok(on!(tx, c => sqlx::query_scalar(
        "select exists (select 1 from note where case_id = $1 and at = $2)
             or exists (select 1 from message where case_id = $1 and arrived_at = $2)")
        .bind(case).bind(at).fetch_one(c).await?))
}

/// The cases that an act changed beside the one it was done on.
pub async fn further(tx: &mut Tx, id: Uuid) -> Result<Vec<Further>> {
    Ok(
        on!(tx, c => sqlx::query_as("select case_id, version_after from act_further where act = $1 order by case_id")
        .bind(id).fetch_all(c).await?),
    )
}

/// The newest act on a case that was not undone. `version_after` is this case's.
pub async fn last_on(tx: &mut Tx, case: Uuid) -> Result<Option<ActRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select a.id, a.act, a.seq, a.case_id, coalesce(f.version_after, a.version_after) as version_after,
             a.at, a.undone, a.sealed, a.bulk
         from act a left join act_further f on f.act = a.id and f.case_id = $1
         where not a.undone and a.id in (
             select id from act where case_id = $1 union select act from act_further where case_id = $1)
         order by a.seq desc, version_after desc limit 1")
        .bind(case).fetch_optional(c).await?))
}

/// The acts of a bulk that were not undone, by their cases; those on several cases from the last to
/// the first, as each can be undone after the next alone. Each with whether it is on several.
pub async fn of_bulk(tx: &mut Tx, bulk: Uuid) -> Result<Vec<(Uuid, bool)>> {
    // Merges that are older than merging in batches have all one place in the log.
    Ok(on!(tx, c => sqlx::query_as(
        "select id, several from (
             select a.id, a.seq, a.case_id,
                 exists (select 1 from act_further f where f.act = a.id) as several,
                 (select max(f.version_after) from act_further f where f.act = a.id) as version
             from act a where a.bulk = $1 and not a.undone) done
         order by case when several then seq else 0 end desc, coalesce(version, 0) desc, case_id")
        .bind(bulk).fetch_all(c).await?))
}

/// The cases to which something was done as a part of a bulk, also where it was undone since, each
/// with the act's word.
pub async fn cases_of_bulk(tx: &mut Tx, bulk: Uuid) -> Result<Vec<(Uuid, String)>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select case_id, act from act where bulk = $1 and case_id is not null
         union select f.case_id, a.act from act a join act_further f on f.act = a.id where a.bulk = $1")
        .bind(bulk).fetch_all(c).await?))
}

/// Marks an act as undone; the image is no longer needed.
pub async fn set_undone(tx: &mut Tx, id: Uuid) -> Result<()> {
    on!(tx, c => sqlx::query("update act set undone = true, sealed = null where id = $1")
        .bind(id).execute(c).await.map(drop)?);
    Ok(())
}

/// A case is again as it was at version `then`, and its version now is another: the act that led
/// there can be undone next.
pub async fn again_at(tx: &mut Tx, case: Uuid, then: i32, now: i32) -> Result<()> {
    for again in [
        "update act set version_after = $3 where case_id = $1 and version_after = $2 and not undone",
        "update act_further set version_after = $3 where case_id = $1 and version_after = $2
         and exists (select 1 from act a where a.id = act_further.act and not a.undone)",
    ] {
        on!(&mut *tx, c => sqlx::query(again).bind(case).bind(then).bind(now)
            .execute(c).await.map(drop)?);
    }
    Ok(())
}
