//! What was given to people as files: the record of each archive.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Result, Tx, on};

/// An archive that was made. `sealed` holds what was in it.
#[derive(Debug, Clone, FromRow)]
pub struct PackageRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub at: DateTime<Utc>,
    pub by: Uuid,
    /// The last day on which it is to be fetched.
    pub expires_on: NaiveDate,
    /// Its key, wrapped to this generation of the complaints' scope.
    pub generation: i32,
    pub wrapped: Vec<u8>,
    pub sealed: Vec<u8>,
}

/// Keeps the record of one. Its transaction must append the entry that says so.
pub async fn add(tx: &mut Tx, p: &PackageRow) -> Result<()> {
    on!(tx, c => sqlx::query(
        "insert into package (id, case_id, at, by, expires_on, generation, wrapped, sealed)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(p.id).bind(p.case_id).bind(p.at).bind(p.by).bind(p.expires_on)
        .bind(p.generation).bind(&p.wrapped).bind(&p.sealed)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// Those of a case, oldest first.
pub async fn of_case(tx: &mut Tx, case: Uuid) -> Result<Vec<PackageRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from package where case_id = $1 order by at, id")
        .bind(case).fetch_all(c).await?),
    )
}
