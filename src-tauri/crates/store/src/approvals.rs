//! That a second person is asked to approve an answer, and what they said.

use chrono::{DateTime, Utc};
use domain::complaints::Approval;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Result, Tx, Word, on};

/// Somebody asks for the approval of a version of a draft, or says whether it is approved. The one
/// of the highest `place` holds.
#[derive(Debug, Clone, FromRow)]
pub struct ApprovalRow {
    pub draft: Uuid,
    pub version: i32,
    pub place: i32,
    pub state: Word<Approval>,
    pub person: Uuid,
    pub at: DateTime<Utc>,
    /// Why it was returned.
    pub sealed: Option<Vec<u8>>,
}

/// Adds what comes next; false where another has said something meanwhile. Its transaction must
/// append the entry that says so.
pub async fn add(tx: &mut Tx, a: &ApprovalRow) -> Result<bool> {
    let done = on!(tx, c => sqlx::query(
        "insert into approval (draft, version, place, state, person, at, sealed)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing")
        .bind(a.draft).bind(a.version).bind(a.place).bind(a.state).bind(a.person).bind(a.at)
        .bind(&a.sealed)
        .execute(c).await?.rows_affected());
    crate::outbox::tell_of_draft(tx).await?;
    Ok(done == 1)
}

/// All that was asked and said of the newest version of a draft that anything was asked of, in order.
pub async fn newest(tx: &mut Tx, draft: Uuid) -> Result<Vec<ApprovalRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select * from approval where draft = $1
            and version = (select max(version) from approval where draft = $1)
         order by place")
        .bind(draft).fetch_all(c).await?))
}

/// The drafts that wait for somebody's approval as they are now, oldest first.
pub async fn waiting(tx: &mut Tx, limit: i64) -> Result<Vec<Uuid>> {
    Ok(on!(tx, c => sqlx::query_scalar(
        "select d.id from draft d join approval a on a.draft = d.id and a.version = d.version
         where a.state = 'waiting' and d.id not in (select draft from outbox where draft is not null)
            and not exists (select 1 from approval n
                where n.draft = a.draft and n.version = a.version and n.place > a.place)
         order by a.at, d.id limit $1")
        .bind(limit).fetch_all(c).await?))
}
