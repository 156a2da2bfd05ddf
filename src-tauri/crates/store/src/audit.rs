//! The audit log's rows. What a leaf is, and how the tree grows, is `domain::audit`'s; on a server
//! its own function stamps, hashes and appends (`schema/functions.sql`), and nobody else can.

use chrono::{DateTime, Utc};
use domain::audit::{Frontier, Leaf};
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
    /// Made before its number is known.
    pub id: Option<Uuid>,
}

/// An entry to be appended.
#[derive(Debug, Clone)]
pub struct NewEntry {
    pub id: Uuid,
    pub act: &'static str,
    pub object_kind: &'static str,
    pub object: Uuid,
    pub case_id: Option<Uuid>,
    pub change_hash: [u8; 32],
    pub salt: [u8; 16],
    pub sealed: Vec<u8>,
}

/// What the embedded engine stamps an entry with. A server has its own clock, and knows the login.
#[derive(Debug, Clone, Copy)]
pub struct Stamp<'a> {
    pub at: DateTime<Utc>,
    pub login: &'a str,
    pub person: Uuid,
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

/// The head.
pub async fn head(tx: &mut Tx) -> Result<HeadRow> {
    on!(tx, c => sqlx::query_as("select * from audit_head").fetch_optional(c).await?)
        .ok_or(Error::AuditHead)
}

/// Appends entries and moves the head over them; gives the number of the last. This must be the
/// last thing that a transaction does: the head stays locked until it ends, and on a server what is
/// changed afterwards counts as changed by hand.
///
/// # Errors
/// [`Error::AuditHead`].
pub async fn append(tx: &mut Tx, stamp: &Stamp<'_>, entries: &[NewEntry]) -> Result<i64> {
    if entries.is_empty() {
        return Ok(head(tx).await?.size);
    }
    match tx {
        Tx::Pg(t) => {
            let each =
                |bytes: fn(&NewEntry) -> Vec<u8>| entries.iter().map(bytes).collect::<Vec<_>>();
            let ids: Vec<Uuid> = entries.iter().map(|e| e.id).collect();
            let acts: Vec<&str> = entries.iter().map(|e| e.act).collect();
            let kinds: Vec<&str> = entries.iter().map(|e| e.object_kind).collect();
            let objects: Vec<Uuid> = entries.iter().map(|e| e.object).collect();
            let cases: Vec<Option<Uuid>> = entries.iter().map(|e| e.case_id).collect();
            Ok(
                sqlx::query_scalar("select audit_append($1, $2, $3, $4, $5, $6, $7, $8)")
                    .bind(ids)
                    .bind(acts)
                    .bind(kinds)
                    .bind(objects)
                    .bind(cases)
                    .bind(each(|e| e.change_hash.to_vec()))
                    .bind(each(|e| e.salt.to_vec()))
                    .bind(each(|e| e.sealed.clone()))
                    .fetch_one(&mut **t)
                    .await?,
            )
        }
        Tx::Lite(_) => append_here(tx, stamp, entries).await,
    }
}

async fn append_here(tx: &mut Tx, stamp: &Stamp<'_>, entries: &[NewEntry]) -> Result<i64> {
    let head = head(tx).await?;
    let mut frontier =
        Frontier::try_from(head.frontier.as_slice()).map_err(|_| Error::AuditHead)?;
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let sequence = frontier.size() + 1;
        let leaf = Leaf {
            log: head.log,
            sequence,
            micros: stamp.at.timestamp_micros(),
            login: stamp.login,
            person: Some(stamp.person),
            act: entry.act,
            object_kind: entry.object_kind,
            object: Some(entry.object),
            change: entry.change_hash,
        };
        let hash = leaf.hash();
        frontier.append(hash);
        rows.push((sequence.cast_signed(), hash, entry));
    }
    insert!(tx, "insert into audit_entry (seq, at, login, person, act, object_kind, object, case_id,
         change_hash, leaf_hash, salt, sealed, id)", &rows,
        (seq, hash, e) => [*seq, stamp.at, stamp.login, stamp.person, e.act, e.object_kind, e.object,
            e.case_id, e.change_hash.as_slice(), hash.as_slice(), e.salt.as_slice(), &e.sealed, e.id]);
    let size = frontier.size().cast_signed();
    on!(tx, c => sqlx::query("update audit_head set size = $1, frontier = $2, root = $3")
        .bind(size).bind(frontier.to_bytes()).bind(frontier.root().as_slice())
        .execute(c).await.map(drop)?);
    Ok(size)
}

/// The number of the entry with this id, once whoever is appending has ended: how a commit whose
/// answer was lost is found out.
pub async fn number_of(tx: &mut Tx, id: Uuid) -> Result<Option<i64>> {
    Ok(match tx {
        Tx::Lite(t) => {
            sqlx::query_scalar("select seq from audit_entry where id = $1")
                .bind(id)
                .fetch_optional(&mut **t)
                .await?
        }
        Tx::Pg(t) => {
            sqlx::query_scalar("select audit_has($1)")
                .bind(id)
                .fetch_one(&mut **t)
                .await?
        }
    })
}

/// When a person's last entry was written.
pub async fn last_of(tx: &mut Tx, person: Uuid) -> Result<Option<DateTime<Utc>>> {
    Ok(
        on!(tx, c => sqlx::query_scalar("select at from audit_entry where person = $1 order by seq desc limit 1")
        .bind(person).fetch_optional(c).await?),
    )
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
