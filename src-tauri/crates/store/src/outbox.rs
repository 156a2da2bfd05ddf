//! What is being written to people, and what is on its way to them.

use chrono::{DateTime, Utc};
use domain::complaints::Sending;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::news::tell;
use crate::{Result, Tx, Word, on};

/// Under which name others hear of drafts.
const DRAFTS: &str = "drafts";

/// What somebody is writing. `sealed` holds all that it says.
#[derive(Debug, Clone, FromRow)]
pub struct DraftRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub author: Uuid,
    pub version: i32,
    pub saved_at: DateTime<Utc>,
    /// Its key, wrapped to this generation of the complaints' scope.
    pub generation: i32,
    pub wrapped: Vec<u8>,
    pub sealed: Vec<u8>,
}

/// A file that goes with a draft; its bytes are in pieces, as a message's are.
#[derive(Debug, Clone, FromRow)]
pub struct DraftFileRow {
    pub id: Uuid,
    pub draft: Uuid,
    pub place: i32,
    pub size: i64,
    pub sealed: Vec<u8>,
}

/// What becomes of a message that is to be sent. `next_at`: when something is to be done about it,
/// by nobody's word.
#[derive(Debug, Clone, FromRow)]
pub struct OutboxRow {
    pub message: Uuid,
    pub act: Uuid,
    pub mailbox: Uuid,
    /// What it was written as, until it goes.
    pub draft: Option<Uuid>,
    pub state: Word<Sending>,
    pub attempts: i32,
    pub next_at: Option<DateTime<Utc>>,
    pub queued_by: Uuid,
    pub queued_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
    /// When a copy was put with the mailbox's sent mail.
    pub filed_at: Option<DateTime<Utc>>,
    pub sealed: Vec<u8>,
}

/// A message on its way, with its case and what opens it.
#[derive(Debug, Clone, FromRow)]
pub struct ListedOutboxRow {
    #[sqlx(flatten)]
    pub outbox: OutboxRow,
    pub case_id: Uuid,
    pub number: i64,
    pub head: Vec<u8>,
    pub wrapped: Vec<u8>,
    pub generation: i32,
}

/// The drafts on a case that are not in the outbox, newest first.
pub async fn drafts(tx: &mut Tx, case: Uuid) -> Result<Vec<DraftRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select * from draft where case_id = $1
            and id not in (select draft from outbox where draft is not null)
         order by saved_at desc, id desc")
        .bind(case).fetch_all(c).await?))
}

/// One draft that is not in the outbox.
pub async fn draft(tx: &mut Tx, id: Uuid) -> Result<Option<DraftRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select * from draft where id = $1
            and id not in (select draft from outbox where draft is not null)")
        .bind(id).fetch_optional(c).await?))
}

/// Keeps a draft: a new one, or one as it is now, if it is of the version before.
pub async fn save_draft(tx: &mut Tx, d: &DraftRow) -> Result<bool> {
    let done = on!(&mut *tx, c => sqlx::query(
        "insert into draft (id, case_id, author, version, saved_at, generation, wrapped, sealed)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (id) do update set version = excluded.version, saved_at = excluded.saved_at,
            author = excluded.author, sealed = excluded.sealed
         where draft.version = excluded.version - 1")
        .bind(d.id).bind(d.case_id).bind(d.author).bind(d.version).bind(d.saved_at)
        .bind(d.generation).bind(&d.wrapped).bind(&d.sealed)
        .execute(c).await?.rows_affected());
    tell(tx, DRAFTS).await?;
    Ok(done == 1)
}

/// The files of a draft, in order.
pub async fn draft_files(tx: &mut Tx, draft: Uuid) -> Result<Vec<DraftFileRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from draft_file where draft = $1 order by place")
        .bind(draft).fetch_all(c).await?),
    )
}

/// Adds a file to a draft.
pub async fn add_draft_file(tx: &mut Tx, f: &DraftFileRow, pieces: &[Vec<u8>]) -> Result<()> {
    on!(&mut *tx, c => sqlx::query(
        "insert into draft_file (id, draft, place, size, sealed) values ($1, $2, $3, $4, $5)")
        .bind(f.id).bind(f.draft).bind(f.place).bind(f.size).bind(&f.sealed)
        .execute(c).await.map(drop)?);
    for (place, bytes) in (0_i32..).zip(pieces) {
        on!(&mut *tx, c => sqlx::query(
            "insert into draft_piece (file, place, bytes) values ($1, $2, $3)")
            .bind(f.id).bind(place).bind(bytes).execute(c).await.map(drop)?);
    }
    Ok(())
}

/// The pieces of a file's bytes, in order.
pub async fn draft_pieces(tx: &mut Tx, file: Uuid) -> Result<Vec<Vec<u8>>> {
    Ok(
        on!(tx, c => sqlx::query_scalar("select bytes from draft_piece where file = $1 order by place")
        .bind(file).fetch_all(c).await?),
    )
}

/// Takes a file from a draft, with its bytes.
pub async fn remove_draft_file(tx: &mut Tx, id: Uuid) -> Result<()> {
    for sql in [
        "delete from draft_piece where file = $1",
        "delete from draft_file where id = $1",
    ] {
        on!(&mut *tx, c => sqlx::query(sql).bind(id).execute(c).await.map(drop)?);
    }
    Ok(())
}

/// Keeps a draft no longer, nor its files.
pub async fn remove_draft(tx: &mut Tx, id: Uuid) -> Result<()> {
    for sql in [
        "delete from draft_piece where file in (select id from draft_file where draft = $1)",
        "delete from draft_file where draft = $1",
        "delete from draft where id = $1",
    ] {
        on!(&mut *tx, c => sqlx::query(sql).bind(id).execute(c).await.map(drop)?);
    }
    tell(tx, DRAFTS).await
}

/// Has others hear of what was said of a draft.
pub(crate) async fn tell_of_draft(tx: &mut Tx) -> Result<()> {
    tell(tx, DRAFTS).await
}

/// Holds a draft for a message that is made of it; false where it is of another version by now, or
/// in the outbox.
pub async fn leaves(tx: &mut Tx, id: Uuid, version: i32) -> Result<bool> {
    let done = on!(tx, c => sqlx::query(
        "update draft set version = version where id = $1 and version = $2
            and id not in (select draft from outbox where draft is not null)")
        .bind(id).bind(version).execute(c).await?.rows_affected());
    Ok(done == 1)
}

/// Puts a message into the outbox.
pub async fn queue(tx: &mut Tx, o: &OutboxRow) -> Result<()> {
    on!(tx, c => sqlx::query(
        "insert into outbox (message, act, mailbox, draft, state, attempts, next_at, queued_by,
         queued_at, sent_at, filed_at, sealed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
        .bind(o.message).bind(o.act).bind(o.mailbox).bind(o.draft).bind(o.state).bind(o.attempts).bind(o.next_at)
        .bind(o.queued_by).bind(o.queued_at).bind(o.sent_at).bind(o.filed_at).bind(&o.sealed)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// What stands in the outbox of a message, if it is as it was: in that state, after so many
/// attempts. Nothing is kept otherwise.
pub async fn advance(tx: &mut Tx, o: &OutboxRow, was: Sending, attempts: i32) -> Result<bool> {
    let done = on!(&mut *tx, c => sqlx::query(
        "update outbox set state = $2, attempts = $3, next_at = $4, sent_at = $5, filed_at = $6,
            sealed = $7, draft = $8 where message = $1 and state = $9 and attempts = $10")
        .bind(o.message).bind(o.state).bind(o.attempts).bind(o.next_at).bind(o.sent_at)
        .bind(o.filed_at).bind(&o.sealed).bind(o.draft).bind(Word(was)).bind(attempts)
        .execute(c).await?.rows_affected());
    // How far it has come shows with its case.
    tell(tx, "complaints").await?;
    Ok(done == 1)
}

macro_rules! listed {
    ($where:literal) => {
        concat!(
            "select o.*, m.case_id, k.number, m.sealed as head, d.wrapped, d.generation
             from outbox o join message m on m.id = o.message
             join cases k on k.id = m.case_id
             join data_key d on d.object = coalesce(m.id, m.id) and d.scope = $1 where ",
            $where
        )
    };
}

/// One message of the outbox.
pub async fn one(tx: &mut Tx, scope: Uuid, message: Uuid) -> Result<Option<ListedOutboxRow>> {
    Ok(on!(tx, c => sqlx::query_as(listed!("o.message = $2"))
        .bind(scope).bind(message).fetch_optional(c).await?))
}

/// What an act put into the outbox.
pub async fn of_act(tx: &mut Tx, scope: Uuid, act: Uuid) -> Result<Option<ListedOutboxRow>> {
    Ok(on!(tx, c => sqlx::query_as(listed!("o.act = $2"))
        .bind(scope).bind(act).fetch_optional(c).await?))
}

/// The messages of these states, oldest first, at most `limit`.
pub async fn listed(
    tx: &mut Tx,
    scope: Uuid,
    states: &[Sending],
    limit: i64,
) -> Result<Vec<ListedOutboxRow>> {
    let mut found = Vec::new();
    for state in states {
        let rows: Vec<ListedOutboxRow> = on!(&mut *tx, c => sqlx::query_as(listed!(
            "o.state = $2 order by o.queued_at, o.message limit $3"))
            .bind(scope).bind(Word(*state)).bind(limit).fetch_all(c).await?);
        found.extend(rows);
    }
    found.sort_by_key(|row| (row.outbox.queued_at, row.outbox.message));
    Ok(found)
}

/// The messages of a case that are or were in the outbox.
pub async fn of_case(tx: &mut Tx, case: Uuid) -> Result<Vec<OutboxRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select o.* from message m join outbox o on o.message = m.id where m.case_id = $1")
        .bind(case).fetch_all(c).await?))
}

/// The messages about which something is to be done by `now`.
pub async fn due(tx: &mut Tx, scope: Uuid, now: DateTime<Utc>) -> Result<Vec<ListedOutboxRow>> {
    Ok(on!(tx, c => sqlx::query_as(listed!(
        "o.next_at <= $2 order by o.next_at limit 100"))
        .bind(scope).bind(now).fetch_all(c).await?))
}

/// When something is to be done next.
pub async fn next(tx: &mut Tx) -> Result<Option<DateTime<Utc>>> {
    Ok(
        on!(tx, c => sqlx::query_scalar("select min(next_at) from outbox where next_at is not null")
        .fetch_one(c).await?),
    )
}

/// Takes a message that was never sent back out: it, its bytes, its words and its key.
pub async fn take_back(tx: &mut Tx, message: Uuid) -> Result<()> {
    for sql in [
        "delete from outbox where message = $1",
        "delete from blob_chunk where object = $1",
        "delete from message_reference where message = $1",
        "delete from message where id = $1",
        "delete from data_key where object = $1",
    ] {
        on!(&mut *tx, c => sqlx::query(sql).bind(message).execute(c).await.map(drop)?);
    }
    crate::search::forget(tx, message).await
}
