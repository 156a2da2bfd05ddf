//! Periods, what has fallen due, erasing, and the backups that still hold it.
//!
//! What is erased keeps its row, under a new data key that seals nothing: that a case was, and that
//! a message was accounted for, stays; what they said goes, with everything that could open or find
//! it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::retention::Because;
use sqlx::FromRow;
use uuid::Uuid;

use crate::complaints::CaseRow;
use crate::engine::news::tell;
use crate::workspace::{DataKeyRow, add_data_keys};
use crate::{Result, Tx, on, search};

/// How long a class is kept.
#[derive(Debug, Clone, FromRow)]
pub struct PeriodRow {
    pub class: String,
    pub months: i32,
}

/// Something with a row that is emptied: its id, its new key, and an empty head sealed with that.
pub struct Emptied {
    pub id: Uuid,
    pub key: DataKeyRow,
    pub sealed: Vec<u8>,
}

/// A case to be erased, with the messages that go with it.
pub struct Erasure {
    pub case: Emptied,
    /// The id and the empty text of each of its asks.
    pub asks: Vec<(Uuid, Vec<u8>)>,
    pub messages: Vec<Emptied>,
    pub because: Because,
    pub at: DateTime<Utc>,
}

/// What went with a case: how many notes, and which entries of the log lost their details.
#[derive(Debug, Clone)]
pub struct Gone {
    pub notes: u64,
    pub entries: Vec<i64>,
}

/// A backup that was made.
#[derive(Debug, Clone, FromRow)]
pub struct BackupRow {
    pub id: Uuid,
    pub made_at: DateTime<Utc>,
    pub made_by: Uuid,
    pub keep_until: NaiveDate,
    pub destroyed_at: Option<DateTime<Utc>>,
    pub sealed: Vec<u8>,
}

/// A backup with what opens it.
#[derive(Debug, Clone, FromRow)]
pub struct ListedBackup {
    #[sqlx(flatten)]
    pub backup: BackupRow,
    pub wrapped: Vec<u8>,
    pub generation: i32,
}

/// Something that was erased, as the list of erasures has it.
#[derive(Debug, Clone, FromRow)]
pub struct ErasedRow {
    pub id: Uuid,
    pub erased_at: DateTime<Utc>,
    /// Of a case; none for a message.
    pub erased_because: Option<String>,
}

/// The periods that are set.
pub async fn periods(tx: &mut Tx) -> Result<Vec<PeriodRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select class, months from retention_period order by class")
        .fetch_all(c).await?),
    )
}

/// Sets a class's period, or takes it away.
pub async fn set_period(tx: &mut Tx, class: &str, months: Option<i32>) -> Result<()> {
    match months {
        Some(months) => on!(tx, c => sqlx::query(
            "insert into retention_period (class, months) values ($1, $2)
             on conflict (class) do update set months = excluded.months")
            .bind(class).bind(months).execute(c).await.map(drop)?),
        None => on!(tx, c => sqlx::query("delete from retention_period where class = $1")
            .bind(class).execute(c).await.map(drop)?),
    }
    Ok(())
}

/// Cases that were closed before a time and are not erased, the longest closed first, after a key.
/// Those that ask something of a class in `kept`, which has no period, are left out.
pub async fn closed_before(
    tx: &mut Tx,
    before: DateTime<Utc>,
    after: (DateTime<Utc>, Uuid),
    kept: &[&str],
    limit: i64,
) -> Result<Vec<CaseRow>> {
    Ok(on!(tx, c => {
        let mut query = sqlx::QueryBuilder::new(
            "select * from cases where status = 'closed' and erased_at is null and merged_into is null
             and status_since < ");
        query.push_bind(before).push(" and (status_since, id) > (").push_bind(after.0).push(", ")
            .push_bind(after.1).push(")");
        for class in kept {
            query.push(" and kinds not like ").push_bind(format!("%,{class},%"));
        }
        query.push(" order by status_since, id limit ").push_bind(limit);
        query.build_query_as().fetch_all(c).await?
    }))
}

// Of messages `m` those that an erasure of the case $1 takes along.
macro_rules! goes_along {
    ($select:literal, $then:literal) => {
        concat!(
            "with own as (select id from message where case_id = $1),
                  tied as (select id from own union
                           select id from message where case_id is null and answers in (select id from own)) ",
            $select,
            " and (m.id in (select id from tied)
                   or (m.case_id is null and m.duplicate_of in (select id from tied)))",
            $then
        )
    };
}

/// The messages that an erasure of a case takes along: its own, automated mail about one of them,
/// and whatever repeats one of those.
pub async fn messages_of(tx: &mut Tx, case: Uuid) -> Result<Vec<Uuid>> {
    Ok(on!(tx, c => sqlx::query_scalar(
        goes_along!("select m.id from message m where m.erased_at is null", " order by m.id"))
        .bind(case).fetch_all(c).await?))
}

/// A message, and when it came in: the later of what its mail says and when it was fetched.
#[derive(Debug, Clone, FromRow)]
pub struct ArrivedRow {
    pub id: Uuid,
    pub received_at: DateTime<Utc>,
    pub arrived_at: DateTime<Utc>,
}

/// Automated mail of no case that came in before a time and is not erased. What is tied to a case's
/// mail goes with that case. What came in first comes first.
pub async fn automated_before(
    tx: &mut Tx,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<ArrivedRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select m.id, m.received_at, m.arrived_at from message m left join message a on a.id = m.answers
         where m.disposition = 'automated' and m.case_id is null and m.erased_at is null
           and m.received_at < $1 and m.arrived_at < $1
           and (a.id is null or a.case_id is null or a.erased_at is not null)
         order by case when m.received_at > m.arrived_at then m.received_at else m.arrived_at end, m.id
         limit $2")
        .bind(before).bind(limit).fetch_all(c).await?))
}

/// What repeats one of these messages and belongs to no case.
pub async fn repeated(tx: &mut Tx, messages: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut found = Vec::new();
    for message in messages {
        let more: Vec<Uuid> = on!(&mut *tx, c => sqlx::query_scalar(
            "select id from message where duplicate_of = $1 and case_id is null and erased_at is null")
            .bind(message).fetch_all(c).await?);
        found.extend(more);
    }
    Ok(found)
}

/// Erases a case. Its transaction must append the entry that says so.
pub async fn erase(tx: &mut Tx, erasure: &Erasure) -> Result<Gone> {
    overwrite_deleted(tx).await?;
    let id = erasure.case.id;
    let notes: Vec<Uuid> = on!(&mut *tx, c => sqlx::query_scalar("select id from note where case_id = $1")
        .bind(id).fetch_all(c).await?);
    for note in &notes {
        search::forget(tx, *note).await?;
        forget_key(tx, *note).await?;
    }
    for task in crate::complaints::tasks(tx, id).await? {
        search::forget(tx, task.id).await?;
        forget_key(tx, task.id).await?;
    }
    search::forget(tx, id).await?;
    for gone in [
        "delete from identity_code where case_id = $1",
        "delete from auto_reply where message in (select id from message where case_id = $1)",
        "delete from outbox where message in (select id from message where case_id = $1)",
        "delete from draft_piece where file in (
            select f.id from draft_file f join draft d on d.id = f.draft where d.case_id = $1)",
        "delete from draft_file where draft in (select id from draft where case_id = $1)",
        "delete from approval where draft in (select id from draft where case_id = $1)",
        "delete from draft where case_id = $1",
        "delete from package where case_id = $1",
        "delete from note_mention where note in (select id from note where case_id = $1)",
        "delete from note where case_id = $1",
        "delete from task where case_id = $1",
        "delete from party where case_id = $1",
        "delete from case_participant where case_id = $1",
        "delete from case_tag where case_id = $1",
        "delete from said where object = $1",
        "delete from case_link where case_id = $1 or other = $1",
        "delete from case_distinct where case_id = $1 or other = $1",
        // Images of every case that it was ever one with may hold what it said.
        "update act set sealed = null where case_id in (
            with recursive pair(a, b) as (
                select a.case_id, f.case_id from act a join act_further f on f.act = a.id),
            way(a, b) as (select a, b from pair union select b, a from pair),
            one(id) as (select id from cases where id = $1
                union select way.b from way join one on way.a = one.id)
            select id from one)
         or id in (select act from act_further where case_id = $1)",
        "update clock set sealed = null where case_id = $1",
    ] {
        on!(&mut *tx, c => sqlx::query(gone).bind(id).execute(c).await.map(drop)?);
    }
    for (ask, sealed) in &erasure.asks {
        empty_ask(tx, *ask, sealed).await?;
    }
    empty_messages(tx, &erasure.messages, erasure.at).await?;
    change_key(tx, &erasure.case.key).await?;
    on!(&mut *tx, c => sqlx::query(
        "update cases set sealed = $2, body = null, erased_at = $3, erased_because = $4,
         snoozed_until = null, attachments = 0, version = version + 1 where id = $1")
        .bind(id).bind(&erasure.case.sealed).bind(erasure.at).bind(erasure.because.as_str())
        .execute(c).await.map(drop)?);
    Ok(Gone {
        notes: notes.len() as u64,
        entries: forget_details(tx, id).await?,
    })
}

/// Puts an empty text in the place of an ask's.
pub async fn empty_ask(tx: &mut Tx, ask: Uuid, sealed: &[u8]) -> Result<()> {
    on!(tx, c => sqlx::query("update ask set sealed = $2 where id = $1")
        .bind(ask).bind(sealed).execute(c).await.map(drop)?);
    Ok(())
}

/// The case that an ask is in.
pub async fn case_of_ask(tx: &mut Tx, ask: Uuid) -> Result<Option<Uuid>> {
    Ok(
        on!(tx, c => sqlx::query_scalar("select case_id from ask where id = $1")
        .bind(ask).fetch_optional(c).await?),
    )
}

/// Erases what messages said. Their rows, and the keyed hash of their bytes, stay: what is fetched
/// once more is known again, and not taken in.
pub async fn empty_messages(tx: &mut Tx, messages: &[Emptied], at: DateTime<Utc>) -> Result<()> {
    overwrite_deleted(tx).await?;
    tell(tx, "retention").await?;
    for message in messages {
        search::forget(tx, message.id).await?;
        for gone in [
            "delete from blob_chunk where object = $1",
            "delete from message_reference where message = $1",
        ] {
            on!(&mut *tx, c => sqlx::query(gone).bind(message.id).execute(c).await.map(drop)?);
        }
        change_key(tx, &message.key).await?;
        on!(&mut *tx, c => sqlx::query(
            "update message set sealed = $2, body = null, message_id_key = null, sender_key = null,
             text_key = null, suggested_case = null, language = null, attachments = 0, erased_at = $3 where id = $1")
            .bind(message.id).bind(&message.sealed).bind(at).execute(c).await.map(drop)?);
        // Now that the row is held, nobody gives it another key.
        on!(&mut *tx, c => sqlx::query("delete from said where object = $1").bind(message.id)
            .execute(c).await.map(drop)?);
    }
    Ok(())
}

async fn forget_key(tx: &mut Tx, object: Uuid) -> Result<()> {
    on!(tx, c => sqlx::query("delete from data_key where object = $1").bind(object)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// Gives an object another key. Nothing opens what was sealed with the one before.
async fn change_key(tx: &mut Tx, key: &DataKeyRow) -> Result<()> {
    forget_key(tx, key.object).await?;
    add_data_keys(tx, std::slice::from_ref(key)).await
}

/// Takes salt and detail from the case's entries; their hashes stay, and the log still verifies.
async fn forget_details(tx: &mut Tx, case: Uuid) -> Result<Vec<i64>> {
    let mut gone: Vec<i64> =
        match tx {
            Tx::Lite(t) => sqlx::query_scalar(
                "update audit_entry set salt = x'', sealed = x'' where case_id = $1 and salt <> x''
                 returning seq",
            )
            .bind(case)
            .fetch_all(&mut **t)
            .await?,
            Tx::Pg(t) => {
                sqlx::query_scalar("select audit_forget($1)")
                    .bind(case)
                    .fetch_one(&mut **t)
                    .await?
            }
        };
    gone.sort_unstable();
    Ok(gone)
}

/// Has SQLite write zeros over what is deleted. A server frees its rows by VACUUM, when it runs.
async fn overwrite_deleted(tx: &mut Tx) -> Result<()> {
    if let Tx::Lite(t) = tx {
        sqlx::raw_sql("pragma secure_delete = on")
            .execute(&mut **t)
            .await?;
    }
    Ok(())
}

/// Everything that was erased, in the order in which it was.
pub async fn erased(tx: &mut Tx) -> Result<Vec<ErasedRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select id, erased_at, erased_because from cases where erased_at is not null
         union all
         select id, erased_at, null from message where erased_at is not null
         order by 2, 1").fetch_all(c).await?))
}

/// What came of the asks of erased cases: case, ask, and the outcome's word.
pub async fn erased_outcomes(tx: &mut Tx) -> Result<Vec<(Uuid, Uuid, Option<String>)>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select a.case_id, a.id, a.outcome from ask a join cases k on k.id = a.case_id
         where k.erased_at is not null order by a.case_id, a.place").fetch_all(c).await?))
}

/// The keyed hashes of the bytes of what was erased.
pub async fn erased_contents(tx: &mut Tx) -> Result<Vec<Vec<u8>>> {
    Ok(on!(tx, c => sqlx::query_scalar(
        "select distinct content_key from message where erased_at is not null and content_key is not null
         order by content_key").fetch_all(c).await?))
}

/// How many cases were erased, and when the last one was.
pub async fn erased_count(tx: &mut Tx) -> Result<(i64, Option<DateTime<Utc>>)> {
    Ok(on!(tx, c => sqlx::query_as(
        "select count(*), max(erased_at) from cases where erased_at is not null").fetch_one(c).await?))
}

/// Whether anything was erased.
pub async fn erased_any(tx: &mut Tx) -> Result<bool> {
    let found: Option<i32> = on!(tx, c => sqlx::query_scalar(
        "select 1 where exists (select 1 from cases where erased_at is not null)
            or exists (select 1 from message where erased_at is not null)")
        .fetch_optional(c).await?);
    Ok(found.is_some())
}

/// Remembers a backup.
pub async fn add_backup(tx: &mut Tx, row: &BackupRow) -> Result<()> {
    on!(tx, c => sqlx::query(
        "insert into backup (id, made_at, made_by, keep_until, destroyed_at, sealed)
         values ($1, $2, $3, $4, $5, $6)")
        .bind(row.id).bind(row.made_at).bind(row.made_by).bind(row.keep_until)
        .bind(row.destroyed_at).bind(&row.sealed).execute(c).await.map(drop)?);
    Ok(())
}

/// The backups that were made, newest first.
pub async fn backups(tx: &mut Tx, scope: Uuid) -> Result<Vec<ListedBackup>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select b.*, d.wrapped, d.generation from backup b
         join data_key d on d.object = coalesce(b.id, b.id) and d.scope = $1 order by b.made_at desc, b.id")
        .bind(scope).fetch_all(c).await?))
}

/// The backups that hold what was here from one time to another and are not destroyed: how many,
/// and the last day on which one of them may be there.
pub async fn backups_holding(
    tx: &mut Tx,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<(i64, Option<NaiveDate>)> {
    Ok(on!(tx, c => sqlx::query_as(
        "select count(*), max(keep_until) from backup
         where destroyed_at is null and made_at >= $1 and made_at <= $2")
        .bind(from).bind(until).fetch_one(c).await?))
}

/// Says that a backup was destroyed. Gives whether there was one to be.
pub async fn set_destroyed(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<bool> {
    let rows = on!(tx, c => sqlx::query(
        "update backup set destroyed_at = $2 where id = $1 and destroyed_at is null")
        .bind(id).bind(at).execute(c).await?.rows_affected());
    Ok(rows == 1)
}

/// How many messages that went with a case lie on a server still, by what is known of it.
pub async fn on_servers(tx: &mut Tx, case: Uuid) -> Result<i64> {
    Ok(on!(tx, c => sqlx::query_scalar(
        goes_along!("select count(*) from ledger l join message m on m.id = l.message where l.gone_at is null", ""))
        .bind(case).fetch_one(c).await?))
}

impl crate::Store {
    /// Clears the file of what was erased: the index is merged, without the tokens of what it no
    /// longer has, and the write-ahead log cut. A piece at a time, as long as `goes_on` says;
    /// gives whether it came to the end. Does nothing on a server.
    pub async fn sweep(&self, goes_on: impl Fn() -> bool) -> Result<bool> {
        let Self::Lite(pool) = self else {
            return Ok(true);
        };
        // The first call puts all pieces of the index on one level, the following merge them
        // (sqlite.org/fts5.html, 'merge').
        let mut pages = -PAGES;
        let mut done = false;
        while !done && goes_on() {
            let mut connection = pool.acquire().await?;
            sqlx::raw_sql("pragma secure_delete = on")
                .execute(&mut *connection)
                .await?;
            let before: i64 = sqlx::query_scalar("select total_changes()")
                .fetch_one(&mut *connection)
                .await?;
            sqlx::query("insert into search_index (search_index, rank) values ('merge', $1)")
                .bind(pages)
                .execute(&mut *connection)
                .await?;
            let after: i64 = sqlx::query_scalar("select total_changes()")
                .fetch_one(&mut *connection)
                .await?;
            done = after - before < 2;
            pages = PAGES;
        }
        let mut connection = pool.acquire().await?;
        sqlx::raw_sql("pragma wal_checkpoint(truncate); pragma secure_delete = off")
            .execute(&mut *connection)
            .await?;
        Ok(done)
    }
}

/// Pages of the index that are merged before others get the connection.
const PAGES: i64 = 500;
