//! Letters as the office words them.

use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Result, Tx, on};

/// A version of a letter in one language.
#[derive(Debug, Clone, FromRow)]
pub struct LetterRow {
    pub id: Uuid,
    pub kind: String,
    pub language: String,
    pub version: i32,
    pub saved_at: DateTime<Utc>,
    pub saved_by: Uuid,
    pub sealed: Vec<u8>,
}

/// A version with what opens it.
#[derive(Debug, Clone, FromRow)]
pub struct ListedLetterRow {
    #[sqlx(flatten)]
    pub letter: LetterRow,
    pub wrapped: Vec<u8>,
    pub generation: i32,
}

/// Every version of every letter, the newest of each first.
pub async fn all(tx: &mut Tx, scope: Uuid) -> Result<Vec<ListedLetterRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select t.*, d.wrapped, d.generation from letter t
         join data_key d on d.object = coalesce(t.id, t.id) and d.scope = $1
         order by t.kind, t.language, t.version desc")
        .bind(scope).fetch_all(c).await?))
}

/// Keeps a version, if it is the next one: nobody has kept another meanwhile.
pub async fn add(tx: &mut Tx, l: &LetterRow) -> Result<bool> {
    let done = on!(tx, c => sqlx::query(
        "insert into letter (id, kind, language, version, saved_at, saved_by, sealed)
         select $1, $2, $3, $4, $5, $6, $7
         where $4 = 1 + coalesce((select max(version) from letter where kind = $2 and language = $3), 0)
         on conflict (kind, language, version) do nothing")
        .bind(l.id).bind(&l.kind).bind(&l.language).bind(l.version).bind(l.saved_at)
        .bind(l.saved_by).bind(&l.sealed)
        .execute(c).await?.rows_affected());
    Ok(done == 1)
}
