//! Acts that were done: their idempotency keys, and what undoing them needs.

use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Result, Tx, on};

/// An act. `sealed` holds the image of the case before it, where it can be undone.
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
}

/// Keeps an act. The image of the one before it on the same case is let go: only the newest act
/// can be undone.
pub async fn add(tx: &mut Tx, row: &ActRow) -> Result<()> {
    on!(tx, c => sqlx::query("update act set sealed = null where case_id = $1 and sealed is not null")
        .bind(row.case_id).execute(c).await.map(drop)?);
    on!(tx, c => sqlx::query(
        "insert into act (id, act, seq, case_id, version_after, at, undone, sealed)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(row.id).bind(&row.act).bind(row.seq).bind(row.case_id).bind(row.version_after)
        .bind(row.at).bind(row.undone).bind(&row.sealed)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// The act that was done under a key.
pub async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<ActRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from act where id = $1").bind(id).fetch_optional(c).await?),
    )
}

/// The newest act on a case.
pub async fn last_on(tx: &mut Tx, case: Uuid) -> Result<Option<ActRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from act where case_id = $1 order by seq desc limit 1")
        .bind(case).fetch_optional(c).await?),
    )
}

/// Marks an act as undone; the image is no longer needed.
pub async fn set_undone(tx: &mut Tx, id: Uuid) -> Result<()> {
    on!(tx, c => sqlx::query("update act set undone = true, sealed = null where id = $1")
        .bind(id).execute(c).await.map(drop)?);
    Ok(())
}
