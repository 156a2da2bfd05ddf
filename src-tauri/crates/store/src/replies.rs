//! What is told by rule, and the codes that show who answers.

use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Result, Tx, on};

/// That a message was looked at for an acknowledgement by rule: `why` is `sent`, or a word for why
/// not.
#[derive(Debug, Clone, FromRow)]
pub struct AutoReplyRow {
    pub message: Uuid,
    pub sender_key: Option<Vec<u8>>,
    pub at: DateTime<Utc>,
    pub why: String,
}

/// A message that opened a case and was not looked at yet.
#[derive(Debug, Clone, FromRow)]
pub struct UnansweredRow {
    pub message: Uuid,
    pub case_id: Uuid,
    pub sender_key: Option<Vec<u8>>,
}

/// What opened a case, came in by a mailbox since a time, and was not looked at for an
/// acknowledgement; oldest first.
pub async fn unanswered(
    tx: &mut Tx,
    mailbox: Uuid,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<UnansweredRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select m.id as message, m.case_id, m.sender_key from message m
         where m.disposition = 'opened' and m.received_at >= $2 and m.case_id is not null
            and m.erased_at is null
            and exists (select 1 from ledger l join mailbox_folder f on f.id = l.folder
                where l.message = m.id and f.mailbox = $1)
            and not exists (select 1 from auto_reply a where a.message = m.id)
         order by m.received_at, m.id limit $3")
        .bind(mailbox).bind(since).bind(limit).fetch_all(c).await?))
}

/// Notes that a message was looked at, once; false where it was before.
pub async fn add_auto_reply(tx: &mut Tx, a: &AutoReplyRow) -> Result<bool> {
    let done = on!(tx, c => sqlx::query(
        "insert into auto_reply (message, sender_key, at, why) values ($1, $2, $3, $4)
         on conflict (message) do nothing")
        .bind(a.message).bind(&a.sender_key).bind(a.at).bind(&a.why)
        .execute(c).await?.rows_affected());
    Ok(done == 1)
}

/// Whether somebody was told by rule since a time.
pub async fn told_since(tx: &mut Tx, sender: &[u8], since: DateTime<Utc>) -> Result<bool> {
    let found: Option<Uuid> = on!(tx, c => sqlx::query_scalar(
        "select message from auto_reply where sender_key = $1 and at >= $2 and why = 'sent' limit 1")
        .bind(sender).bind(since).fetch_optional(c).await?);
    Ok(found.is_some())
}

/// How many were told by rule since a time.
pub async fn auto_replies_since(tx: &mut Tx, since: DateTime<Utc>) -> Result<i64> {
    Ok(
        on!(tx, c => sqlx::query_scalar("select count(*) from auto_reply where why = 'sent' and at >= $1")
        .bind(since).fetch_one(c).await?),
    )
}

/// The code that shows who answers, as a keyed hash, with that of the address that it went to.
#[derive(Debug, Clone, FromRow)]
pub struct CodeRow {
    pub case_id: Uuid,
    pub code_key: Vec<u8>,
    pub address_key: Vec<u8>,
    pub made_at: DateTime<Utc>,
    pub attempts: i32,
}

/// Keeps a case's code, in place of the one before.
pub async fn set_code(tx: &mut Tx, c: &CodeRow) -> Result<()> {
    on!(tx, db => sqlx::query(
        "insert into identity_code (case_id, code_key, address_key, made_at, attempts)
         values ($1, $2, $3, $4, $5)
         on conflict (case_id) do update set code_key = excluded.code_key,
            address_key = excluded.address_key, made_at = excluded.made_at,
            attempts = excluded.attempts")
        .bind(c.case_id).bind(&c.code_key).bind(&c.address_key).bind(c.made_at).bind(c.attempts)
        .execute(db).await.map(drop)?);
    Ok(())
}

/// A case's code.
pub async fn code(tx: &mut Tx, case: Uuid) -> Result<Option<CodeRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from identity_code where case_id = $1")
        .bind(case).fetch_optional(c).await?),
    )
}

/// Counts a wrong code.
pub async fn count_attempt(tx: &mut Tx, case: Uuid) -> Result<()> {
    on!(tx, c => sqlx::query("update identity_code set attempts = attempts + 1 where case_id = $1")
        .bind(case).execute(c).await.map(drop)?);
    Ok(())
}

/// Keeps the code of this key no longer; false where there is none.
pub async fn use_code(tx: &mut Tx, code: &[u8]) -> Result<bool> {
    let done = on!(tx, c => sqlx::query("delete from identity_code where code_key = $1")
        .bind(code).execute(c).await?.rows_affected());
    Ok(done == 1)
}
