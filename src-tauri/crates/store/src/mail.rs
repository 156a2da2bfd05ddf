//! Messages, their raw bytes, and what threads them.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::complaints::{Disposition, ReceivedSource};
use sqlx::FromRow;
use uuid::Uuid;

use crate::sql::{Sql, run};
use crate::{Result, Tx, Word, insert, on};

/// A message. `sealed` holds what a list shows, `body` the text that was found in it.
#[derive(Debug, Clone, FromRow)]
pub struct MessageRow {
    pub id: Uuid,
    pub case_id: Option<Uuid>,
    pub disposition: Word<Disposition>,
    pub reason: Option<String>,
    pub outgoing: bool,
    pub history: bool,
    pub content_key: Option<Vec<u8>>,
    pub source_key: Option<Vec<u8>>,
    pub message_id_key: Option<Vec<u8>>,
    pub sender_key: Option<Vec<u8>>,
    /// Of what it says in its own words.
    pub text_key: Option<Vec<u8>>,
    pub duplicate_of: Option<Uuid>,
    pub answers: Option<Uuid>,
    pub suggested_case: Option<Uuid>,
    pub received_at: DateTime<Utc>,
    pub received_source: Word<ReceivedSource>,
    pub arrived_at: DateTime<Utc>,
    pub size: i64,
    pub attachments: i32,
    pub language: Option<String>,
    pub sealed: Vec<u8>,
    pub body: Option<Vec<u8>>,
    /// When what it said was erased.
    pub erased_at: Option<DateTime<Utc>>,
}

/// A message as listed: with its case's number and its data key's wrap.
#[derive(Debug, Clone, FromRow)]
pub struct ListedRow {
    #[sqlx(flatten)]
    pub message: MessageRow,
    pub case_number: Option<i64>,
    pub wrapped: Vec<u8>,
    pub generation: i32,
}

/// A case that a message may belong to.
#[derive(Debug, Clone, FromRow)]
pub struct ThreadRow {
    pub case_id: Uuid,
    pub number: i64,
    pub reference_key: Vec<u8>,
    pub received_at: DateTime<Utc>,
}

/// Adds messages.
pub async fn add(tx: &mut Tx, messages: &[MessageRow]) -> Result<()> {
    insert!(tx, "insert into message (id, case_id, disposition, reason, outgoing, history, content_key, source_key,
         message_id_key, sender_key, text_key, duplicate_of, answers, suggested_case, received_at, received_source,
         arrived_at, size, attachments, language, sealed, body, erased_at)", messages,
        m => [m.id, m.case_id, m.disposition, &m.reason, m.outgoing, m.history, &m.content_key, &m.source_key,
            &m.message_id_key, &m.sender_key, &m.text_key, m.duplicate_of, m.answers, m.suggested_case, m.received_at,
            m.received_source, m.arrived_at, m.size, m.attachments, &m.language, &m.sealed, &m.body,
            m.erased_at]);
    Ok(())
}

/// Raw bytes of objects, in pieces.
pub type Chunks<'a> = [(Uuid, &'a [Vec<u8>])];

/// Adds the pieces of objects' raw bytes.
pub async fn add_chunks(tx: &mut Tx, objects: &Chunks<'_>) -> Result<()> {
    let rows: Vec<(Uuid, i32, bool, &[u8])> = objects
        .iter()
        .flat_map(|(object, chunks)| {
            let last = chunks.len().saturating_sub(1);
            let places = (0_i32..).zip(chunks.iter()).enumerate();
            places.map(move |(at, (place, bytes))| (*object, place, at == last, bytes.as_slice()))
        })
        .collect();
    // A statement has copies of all that it writes.
    for rows in by_bytes(&rows, |row| row.3.len()) {
        insert!(tx, "insert into blob_chunk (object, place, last, bytes)", rows,
            (object, place, last, bytes) => [*object, *place, *last, *bytes]);
    }
    Ok(())
}

/// Cuts rows where their bytes come to more than 1 MiB.
fn by_bytes<T>(mut rows: &[T], bytes: impl Fn(&T) -> usize) -> impl Iterator<Item = &[T]> {
    const MOST: usize = 1 << 20;
    std::iter::from_fn(move || {
        let mut sum = 0;
        let fits = rows.iter().take_while(|row| {
            sum += bytes(row);
            sum <= MOST
        });
        let count = fits.count().max(1).min(rows.len());
        let (piece, rest) = rows.split_at(count);
        rows = rest;
        (!piece.is_empty()).then_some(piece)
    })
}

/// How many messages of a case the office sent.
pub async fn sent(tx: &mut Tx, case: Uuid) -> Result<i32> {
    let count: i64 = on!(tx, c => sqlx::query_scalar(
        "select count(*) from message where case_id = $1 and outgoing")
        .bind(case).fetch_one(c).await?);
    Ok(i32::try_from(count).unwrap_or(i32::MAX))
}

/// The newest message that somebody sent to a case; automated ones are nobody's.
pub async fn newest_incoming(tx: &mut Tx, case: Uuid) -> Result<Option<Uuid>> {
    Ok(on!(tx, c => sqlx::query_scalar(
        "select id from message where case_id = $1 and not outgoing
            and disposition in ('opened', 'joined') and size > 0
         order by received_at desc, id desc limit 1")
        .bind(case).fetch_optional(c).await?))
}

/// The pieces of an object's raw bytes, in order.
pub async fn chunks(tx: &mut Tx, object: Uuid) -> Result<Vec<Vec<u8>>> {
    Ok(
        on!(tx, c => sqlx::query_scalar("select bytes from blob_chunk where object = $1 order by place")
        .bind(object).fetch_all(c).await?),
    )
}

/// Keeps the Message-IDs that messages refer to.
pub async fn add_references(tx: &mut Tx, references: &[(Uuid, Vec<u8>)]) -> Result<()> {
    insert!(tx, "insert into message_reference (message, reference_key)", references,
        (message, key) => [*message, key], "on conflict do nothing");
    Ok(())
}

/// Look-up keys of messages that may be here.
#[derive(Debug, Default)]
pub struct Keys<'a> {
    /// Of messages' bytes.
    pub contents: Vec<&'a [u8]>,
    /// Of Message-IDs.
    pub ids: Vec<&'a [u8]>,
}

/// Which of these keys a message has; of Message-IDs, or refers to.
pub async fn met(tx: &mut Tx, keys: &Keys<'_>) -> Result<HashSet<Vec<u8>>> {
    let mut met = HashSet::new();
    for (keys, column) in [
        (
            &keys.contents,
            "select content_key from message where content_key in (",
        ),
        (
            &keys.ids,
            "select message_id_key from message where message_id_key in (",
        ),
        (
            &keys.ids,
            "select reference_key from message_reference where reference_key in (",
        ),
    ] {
        for piece in crate::rows::pieces(keys) {
            let found: Vec<Vec<u8>> = on!(&mut *tx, c => {
                let mut query = sqlx::QueryBuilder::new(column);
                let mut list = query.separated(", ");
                for key in piece {
                    list.push_bind(*key);
                }
                query.push(")");
                query.build_query_scalar().fetch_all(c).await?
            });
            met.extend(found);
        }
    }
    Ok(met)
}

/// Whether a message came from this place on disk before, with these bytes; where it stayed
/// there, with none.
pub async fn came_from(tx: &mut Tx, source: &[u8], content: Option<&[u8]>) -> Result<bool> {
    let found: Option<Uuid> = match content {
        Some(content) => on!(tx, c => sqlx::query_scalar(
            "select id from message where content_key = $1 and source_key = $2 limit 1")
            .bind(content).bind(source).fetch_optional(c).await?),
        None => on!(tx, c => sqlx::query_scalar(
            "select id from message where content_key is null and source_key = $1 limit 1")
            .bind(source).fetch_optional(c).await?),
    };
    Ok(found.is_some())
}

/// The first message with these bytes, and whether it was erased.
pub async fn by_content(tx: &mut Tx, key: &[u8]) -> Result<Option<(Uuid, bool)>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select id, erased_at is not null from message where content_key = $1 and duplicate_of is null limit 1")
        .bind(key).fetch_optional(c).await?))
}

/// The newest message with this Message-ID.
pub async fn by_message_id(tx: &mut Tx, key: &[u8]) -> Result<Option<Uuid>> {
    Ok(on!(tx, c => sqlx::query_scalar(
        "select id from message where message_id_key = $1 and duplicate_of is null
         order by received_at desc, id desc limit 1")
        .bind(key).fetch_optional(c).await?))
}

/// Cases with a message of this Message-ID, newest first.
pub async fn cases_with_message_id(tx: &mut Tx, key: &[u8]) -> Result<Vec<ThreadRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select m.case_id, k.number, m.message_id_key as reference_key, m.received_at
         from message m join cases k on k.id = m.case_id
         where m.message_id_key = $1 order by m.received_at desc, m.id desc limit 20")
        .bind(key).fetch_all(c).await?))
}

/// Cases with a message that refers to this Message-ID, newest first: a reply that came in
/// before what it answers.
pub async fn cases_referring_to(tx: &mut Tx, key: &[u8]) -> Result<Vec<ThreadRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select m.case_id, k.number, r.reference_key, m.received_at
         from message_reference r join message m on m.id = r.message join cases k on k.id = m.case_id
         where r.reference_key = $1 order by m.received_at desc, m.id desc limit 20")
        .bind(key).fetch_all(c).await?))
}

/// Keeps that people take part in cases: a case and a keyed address each.
pub async fn add_participants(tx: &mut Tx, participants: &[(Uuid, Vec<u8>)]) -> Result<()> {
    insert!(tx, "insert into case_participant (case_id, address_key)", participants,
        (case, key) => [*case, key], "on conflict do nothing");
    Ok(())
}

/// The keyed addresses of those who take part in a case: in its mail and that of the cases that were
/// merged into it, and its parties.
pub async fn participants(tx: &mut Tx, case: Uuid) -> Result<Vec<Vec<u8>>> {
    Ok(on!(tx, c => sqlx::query_scalar(
        "with recursive one(id) as (
             select id from cases where id = $1
             union select k.id from cases k join one on k.merged_into = one.id)
         select address_key from case_participant where case_id in (select id from one)
         union select address_key from party where case_id = $1 and address_key is not null")
        .bind(case).fetch_all(c).await?))
}

/// One message.
pub async fn get(tx: &mut Tx, id: Uuid, scope: Uuid) -> Result<Option<ListedRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select m.*, k.number as case_number, d.wrapped, d.generation from message m
         left join cases k on k.id = m.case_id
         join data_key d on d.object = m.id and d.scope = $2
         where m.id = $1")
        .bind(id).bind(scope).fetch_optional(c).await?))
}

/// Those of these messages that are there.
pub async fn get_many(tx: &mut Tx, ids: &[Uuid], scope: Uuid) -> Result<Vec<ListedRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        tx,
        "select m.*, k.number as case_number, d.wrapped, d.generation from message m
         left join cases k on k.id = m.case_id
         join data_key d on d.object = m.id and d.scope = ",
    );
    sql.bind(scope).push(" where m.id in ").bind_all(ids);
    Ok(run!(tx, sql, query_as, fetch_all))
}

/// A case's messages, oldest first.
pub async fn of_case(tx: &mut Tx, case: Uuid, scope: Uuid) -> Result<Vec<ListedRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select m.*, k.number as case_number, d.wrapped, d.generation from message m
         join cases k on k.id = m.case_id
         join data_key d on d.object = m.id and d.scope = $2
         where m.case_id = $1 order by m.received_at, m.id")
        .bind(case).bind(scope).fetch_all(c).await?))
}

/// What says something that has no look-up key yet, with what opens it.
#[derive(Debug, FromRow)]
pub struct UnkeyedRow {
    pub id: Uuid,
    pub body: Vec<u8>,
    pub wrapped: Vec<u8>,
    pub generation: i32,
}

macro_rules! texts_sql {
    ($of_cases:expr, $before:literal, $after:literal) => {
        match $of_cases {
            true => concat!(
                $before,
                " cases o where o.body is not null and o.erased_at is null and ",
                $after
            ),
            false => concat!(
                $before,
                " message o where o.text_key is null and o.body is not null and o.case_id is not null
                   and not o.outgoing and o.erased_at is null and ",
                $after
            ),
        }
    };
}

pub(crate) const fn until_sql(of_cases: bool) -> &'static str {
    texts_sql!(
        of_cases,
        "select n.id from (select o.id from",
        "o.id > $1 order by o.id limit $2) n order by n.id desc limit 1"
    )
}

pub(crate) const fn unkeyed_sql(of_cases: bool) -> &'static str {
    texts_sql!(
        of_cases,
        "select o.id, o.body, d.wrapped, d.generation from data_key d,",
        "not exists (select 1 from said s where s.object = o.id) and o.id > $2 and o.id <= $3
           and d.object = coalesce(o.id, o.id) and d.scope = $1 order by o.id limit $4"
    )
}

/// The last of the next `limit` messages of cases whose text has no look-up key by itself, or of the
/// next cases that came by telephone or letter, after one.
pub async fn texts_until(
    tx: &mut Tx,
    of_cases: bool,
    after: Uuid,
    limit: i64,
) -> Result<Option<Uuid>> {
    let sql = until_sql(of_cases);
    Ok(on!(tx, c => sqlx::query_scalar(sql).bind(after).bind(limit).fetch_optional(c).await?))
}

/// Of the messages and cases of [`texts_until`], after one and up to another, some that were not
/// looked at for a key.
pub async fn unkeyed(
    tx: &mut Tx,
    (scope, of_cases): (Uuid, bool),
    (after, until): (Uuid, Uuid),
    limit: i64,
) -> Result<Vec<UnkeyedRow>> {
    let sql = unkeyed_sql(of_cases);
    Ok(
        on!(tx, c => sqlx::query_as(sql).bind(scope).bind(after).bind(until).bind(limit)
        .fetch_all(c).await?),
    )
}

macro_rules! said_sql {
    ($held:literal) => {
        concat!(
            "with m as (select id from message where id = $1 and erased_at is null",
            $held,
            "), k as (select id from cases where id = $1 and erased_at is null",
            $held,
            ") insert into said (object, text_key)
               select one.id, $2 from (select id from m union all select id from k) one
               where true on conflict do nothing"
        )
    };
}

/// Keeps the look-up keys of what cases and messages say; none for what says too little. What was
/// erased meanwhile gets none, nor what somebody else writes just now, who may be erasing it; and
/// nobody erases what got one until the transaction ends.
pub async fn add_said(tx: &mut Tx, said: &[(Uuid, Option<Vec<u8>>)]) -> Result<()> {
    let sql = match tx {
        // The connection is the only one.
        Tx::Lite(_) => said_sql!(""),
        Tx::Pg(_) => said_sql!(" for update skip locked"),
    };
    for (object, key) in said {
        on!(&mut *tx, c => sqlx::query(sql).bind(object).bind(key).execute(c).await.map(drop)?);
    }
    Ok(())
}

macro_rules! list_sql {
    ($narrowed:literal) => {
        concat!(
            "select m.*, k.number as case_number, d.wrapped, d.generation from message m
             left join cases k on k.id = m.case_id
             join data_key d on d.object = m.id and d.scope = $1
             where (m.received_at, m.id) < ($2, $3)",
            $narrowed,
            " order by m.received_at desc, m.id desc limit $4"
        )
    };
}

/// Messages newest first below a key, of one disposition or of all.
pub async fn list(
    tx: &mut Tx,
    disposition: Option<Disposition>,
    after: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
    scope: Uuid,
) -> Result<Vec<ListedRow>> {
    let (at, id) = after.unwrap_or((crate::audit::far_future(), Uuid::max()));
    Ok(match disposition {
        Some(disposition) => on!(tx, c => sqlx::query_as(list_sql!(" and m.disposition = $5"))
            .bind(scope).bind(at).bind(id).bind(limit).bind(disposition.as_str()).fetch_all(c).await?),
        None => on!(tx, c => sqlx::query_as(list_sql!(""))
            .bind(scope).bind(at).bind(id).bind(limit).fetch_all(c).await?),
    })
}

/// How many messages have this disposition, counted up to `limit`.
pub async fn count(tx: &mut Tx, disposition: Disposition, limit: i64) -> Result<i64> {
    Ok(on!(tx, c => sqlx::query_scalar(
        "select count(*) from (select 1 from message where disposition = $1 limit $2) counted")
        .bind(disposition.as_str()).bind(limit).fetch_one(c).await?))
}

/// How many messages came from an address before a time, counted up to `limit`.
pub async fn count_from_before(
    tx: &mut Tx,
    sender: &[u8],
    at: DateTime<Utc>,
    limit: i64,
) -> Result<i64> {
    Ok(on!(tx, c => sqlx::query_scalar(
        "select count(*) from (select 1 from message where sender_key = $1 and received_at < $2
         and duplicate_of is null limit $3) counted")
        .bind(sender).bind(at).bind(limit).fetch_one(c).await?))
}

/// How many messages there are.
pub async fn count_all(tx: &mut Tx) -> Result<i64> {
    Ok(on!(tx, c => sqlx::query_scalar("select count(*) from message").fetch_one(c).await?))
}

/// Gives a message to a case, and says why.
pub async fn set_case(
    tx: &mut Tx,
    id: Uuid,
    case: Uuid,
    disposition: Disposition,
    reason: Option<&str>,
) -> Result<()> {
    on!(tx, c => sqlx::query("update message set case_id = $2, disposition = $3, reason = $4 where id = $1")
        .bind(id).bind(case).bind(disposition.as_str()).bind(reason).execute(c).await.map(drop)?);
    Ok(())
}

/// Ties automated mail that came in before what it answers.
pub async fn tie_answers(tx: &mut Tx, key: &[u8], message: Uuid) -> Result<()> {
    on!(tx, c => sqlx::query(
        "update message set answers = $2 where answers is null and disposition = 'automated' and id in
         (select r.message from message_reference r where r.reference_key = $1)")
        .bind(key).bind(message).execute(c).await.map(drop)?);
    Ok(())
}
