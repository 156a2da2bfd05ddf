//! Access reviews: who was confirmed in which quarter, and which quarters are finished.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Result, Tx, on};

/// That a person still needs what they have.
#[derive(Debug, Clone, FromRow)]
pub struct ConfirmationRow {
    /// The first day of the quarter.
    pub begins: NaiveDate,
    pub reviewed: Uuid,
    pub signer: Uuid,
    pub at: DateTime<Utc>,
}

/// A review that is finished, and who confirmed the last of it.
#[derive(Debug, Clone, FromRow)]
pub struct ReviewRow {
    pub begins: NaiveDate,
    pub signer: Uuid,
    pub at: DateTime<Utc>,
}

/// Who was confirmed in a quarter.
pub async fn confirmations(tx: &mut Tx, begins: NaiveDate) -> Result<Vec<ConfirmationRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from access_confirmation where begins = $1 order by at")
        .bind(begins).fetch_all(c).await?),
    )
}

/// Keeps a confirmation.
///
/// # Errors
/// [`crate::Error::NotAllowed`] on a server for one's own, where somebody else could confirm it.
pub async fn confirm(tx: &mut Tx, row: &ConfirmationRow) -> Result<()> {
    on!(tx, c => sqlx::query(
        "insert into access_confirmation (begins, reviewed, signer, at) values ($1, $2, $3, $4)")
        .bind(row.begins).bind(row.reviewed).bind(row.signer).bind(row.at)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// A quarter's review, where it is finished.
pub async fn review(tx: &mut Tx, begins: NaiveDate) -> Result<Option<ReviewRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from access_review where begins = $1")
        .bind(begins).fetch_optional(c).await?),
    )
}

/// Keeps that a review is finished.
pub async fn finish_review(tx: &mut Tx, row: &ReviewRow) -> Result<()> {
    on!(tx, c => sqlx::query("insert into access_review (begins, signer, at) values ($1, $2, $3)")
        .bind(row.begins).bind(row.signer).bind(row.at)
        .execute(c).await.map(drop)?);
    Ok(())
}
