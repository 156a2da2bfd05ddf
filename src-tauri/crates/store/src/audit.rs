//! The audit log's rows. What a leaf is, and how the tree grows, is `domain::audit`'s.

use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Error, Result, Tx, insert, on};

/// An entry: the leaf's fields, its salt, and beside it the sealed detail for people.
#[derive(Debug, Clone, FromRow)]
pub struct EntryRow {
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub login: String,
    pub person: Option<Uuid>,
    pub act: String,
    pub object_kind: String,
    pub object: Uuid,
    pub case_id: Option<Uuid>,
    pub change_hash: Vec<u8>,
    pub leaf_hash: Vec<u8>,
    pub salt: Vec<u8>,
    pub sealed: Vec<u8>,
}

/// The tree's head.
#[derive(Debug, Clone, FromRow)]
pub struct HeadRow {
    pub log: Uuid,
    pub size: i64,
    pub frontier: Vec<u8>,
    pub root: Vec<u8>,
}

/// An entry as listed, with what opens its detail.
#[derive(Debug, Clone, FromRow)]
pub struct ListedRow {
    #[sqlx(flatten)]
    pub entry: EntryRow,
    pub case_number: Option<i64>,
}

/// Which entries to list; `None` does not narrow.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub before: Option<i64>,
    /// An act's word, or its beginning with a `%`.
    pub act: Option<String>,
    pub person: Option<Uuid>,
    pub case: Option<Uuid>,
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
    pub limit: i64,
}

/// Makes the head of an empty log.
pub async fn create(tx: &mut Tx, head: &HeadRow) -> Result<()> {
    on!(tx, c => sqlx::query("insert into audit_head (log, size, frontier, root) values ($1, $2, $3, $4)")
        .bind(head.log).bind(head.size).bind(&head.frontier).bind(&head.root)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// Locks the head, so that entries follow one another.
pub async fn lock_head(tx: &mut Tx) -> Result<HeadRow> {
    let row: Option<HeadRow> = match tx {
        // The connection is the only one.
        Tx::Lite(t) => {
            sqlx::query_as("select * from audit_head")
                .fetch_optional(&mut **t)
                .await?
        }
        Tx::Pg(t) => {
            sqlx::query_as("select * from audit_head for update")
                .fetch_optional(&mut **t)
                .await?
        }
    };
    row.ok_or(Error::AuditHead)
}

/// The head, unlocked.
pub async fn head(tx: &mut Tx) -> Result<HeadRow> {
    on!(tx, c => sqlx::query_as("select * from audit_head").fetch_optional(c).await?)
        .ok_or(Error::AuditHead)
}

/// Appends entries and moves the head over them.
pub async fn append(tx: &mut Tx, entries: &[EntryRow], head: &HeadRow) -> Result<()> {
    insert!(tx, "insert into audit_entry (seq, at, login, person, act, object_kind, object, case_id,
         change_hash, leaf_hash, salt, sealed)", entries,
        e => [e.seq, e.at, &e.login, e.person, &e.act, &e.object_kind, e.object, e.case_id, &e.change_hash,
            &e.leaf_hash, &e.salt, &e.sealed]);
    on!(tx, c => sqlx::query("update audit_head set size = $1, frontier = $2, root = $3")
        .bind(head.size).bind(&head.frontier).bind(&head.root).execute(c).await.map(drop)?);
    Ok(())
}

/// Entries from `seq` on, oldest first, at most `limit`: how verification and export read.
pub async fn from(tx: &mut Tx, seq: i64, limit: i64) -> Result<Vec<EntryRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from audit_entry where seq >= $1 order by seq limit $2")
        .bind(seq).bind(limit).fetch_all(c).await?),
    )
}

macro_rules! list_sql {
    ($narrowed:literal) => {
        concat!(
            "select e.*, k.number as case_number from audit_entry e left join cases k on k.id = e.case_id
             where e.seq < $1
               and ($2 is null or e.act like $2)
               and ($3 is null or e.person = $3)
               and e.at >= $4 and e.at < $5",
            $narrowed,
            " order by e.seq desc limit $6"
        )
    };
}

/// Entries newest first. Those of one case are found by its index, however long the log is.
pub async fn list(tx: &mut Tx, f: &Filter) -> Result<Vec<ListedRow>> {
    let before = f.before.unwrap_or(i64::MAX);
    let from = f.from.unwrap_or(DateTime::UNIX_EPOCH);
    let until = f.until.unwrap_or_else(far_future);
    Ok(match f.case {
        Some(case) => on!(tx, c => sqlx::query_as(list_sql!(" and e.case_id = $7"))
            .bind(before).bind(&f.act).bind(f.person).bind(from).bind(until).bind(f.limit).bind(case)
            .fetch_all(c).await?),
        None => on!(tx, c => sqlx::query_as(list_sql!(""))
            .bind(before).bind(&f.act).bind(f.person).bind(from).bind(until).bind(f.limit)
            .fetch_all(c).await?),
    })
}

/// A time after every other: 9999-12-31.
pub fn far_future() -> DateTime<Utc> {
    // The number of seconds is a constant within chrono's range.
    DateTime::from_timestamp(253_402_214_400, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
