//! Mailboxes, their folders, and the ledger: what became of each UID.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::complaints::Disposition;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Error, Result, Tx, Word, on};

/// A mailbox. `sealed` holds its name, how it is reached, and its secret.
#[derive(Debug, Clone, FromRow)]
pub struct MailboxRow {
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub removed_at: Option<DateTime<Utc>>,
    pub sealed: Vec<u8>,
}

/// A mailbox with the wrap of its data key.
#[derive(Debug, Clone, FromRow)]
pub struct ListedRow {
    #[sqlx(flatten)]
    pub mailbox: MailboxRow,
    pub wrapped: Vec<u8>,
    pub generation: i32,
}

/// A folder that is read. `sealed` holds its name.
#[derive(Debug, Clone, FromRow)]
pub struct FolderRow {
    pub id: Uuid,
    pub mailbox: Uuid,
    pub place: i32,
    /// Counts the times in which a UID means one message.
    pub epoch: i32,
    pub uid_validity: Option<i64>,
    /// Every UID of this epoch below it is in the ledger.
    pub uid_next: i64,
    /// Messages on the server when it was last looked at.
    pub on_server: Option<i64>,
    pub synced_at: Option<DateTime<Utc>>,
    pub reconciled_at: Option<DateTime<Utc>>,
    pub removed_at: Option<DateTime<Utc>>,
    pub sealed: Vec<u8>,
}

/// What became of a UID. `gone_at`: since when the server no longer has it.
#[derive(Debug, Clone, FromRow)]
pub struct LedgerRow {
    pub folder: Uuid,
    pub epoch: i32,
    pub uid: i64,
    pub disposition: Word<Disposition>,
    pub message: Option<Uuid>,
    pub size: i64,
    pub internal_date: Option<DateTime<Utc>>,
    pub entered_at: DateTime<Utc>,
    pub gone_at: Option<DateTime<Utc>>,
}

/// Adds a mailbox.
pub async fn add(tx: &mut Tx, m: &MailboxRow) -> Result<()> {
    on!(tx, c => sqlx::query("insert into mailbox (id, version, created_at, sealed) values ($1, $2, $3, $4)")
        .bind(m.id).bind(m.version).bind(m.created_at).bind(&m.sealed)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// Replaces what is sealed of a mailbox.
pub async fn set_sealed(tx: &mut Tx, id: Uuid, sealed: &[u8]) -> Result<()> {
    on!(tx, c => sqlx::query("update mailbox set sealed = $2, version = version + 1 where id = $1")
        .bind(id).bind(sealed).execute(c).await.map(drop)?);
    Ok(())
}

/// Marks a mailbox and its folders as no longer read.
pub async fn remove(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    on!(&mut *tx, c => sqlx::query("update mailbox set removed_at = $2, version = version + 1 where id = $1")
        .bind(id).bind(at).execute(c).await.map(drop)?);
    on!(tx, c => sqlx::query("update mailbox_folder set removed_at = $2 where mailbox = $1 and removed_at is null")
        .bind(id).bind(at).execute(c).await.map(drop)?);
    Ok(())
}

/// The mailboxes that are read, oldest first.
pub async fn list(tx: &mut Tx, scope: Uuid) -> Result<Vec<ListedRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select m.*, d.wrapped, d.generation from mailbox m
         join data_key d on d.object = coalesce(m.id, m.id) and d.scope = $1
         where m.removed_at is null order by m.created_at, m.id")
        .bind(scope).fetch_all(c).await?))
}

/// Adds a folder.
pub async fn add_folder(tx: &mut Tx, f: &FolderRow) -> Result<()> {
    on!(tx, c => sqlx::query(
        "insert into mailbox_folder (id, mailbox, place, epoch, uid_next, sealed) values ($1, $2, $3, $4, $5, $6)")
        .bind(f.id).bind(f.mailbox).bind(f.place).bind(f.epoch).bind(f.uid_next).bind(&f.sealed)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// Marks a folder as no longer read; a folder that comes back is read on from where it was.
pub async fn set_folder_removed(
    tx: &mut Tx,
    id: Uuid,
    at: Option<DateTime<Utc>>,
    place: i32,
) -> Result<()> {
    on!(tx, c => sqlx::query("update mailbox_folder set removed_at = $2, place = $3 where id = $1")
        .bind(id).bind(at).bind(place).execute(c).await.map(drop)?);
    Ok(())
}

/// A mailbox's folders, those no longer read included.
pub async fn folders(tx: &mut Tx, mailbox: Uuid) -> Result<Vec<FolderRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from mailbox_folder where mailbox = $1 order by place, id")
        .bind(mailbox).fetch_all(c).await?),
    )
}

/// One folder.
pub async fn folder(tx: &mut Tx, id: Uuid) -> Result<FolderRow> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from mailbox_folder where id = $1")
        .bind(id).fetch_one(c).await?),
    )
}

/// Begins an epoch: the folder is read from its first UID again.
pub async fn begin_epoch(tx: &mut Tx, id: Uuid, epoch: i32, uid_validity: i64) -> Result<()> {
    on!(tx, c => sqlx::query("update mailbox_folder set epoch = $2, uid_validity = $3, uid_next = 1 where id = $1")
        .bind(id).bind(epoch).bind(uid_validity).execute(c).await.map(drop)?);
    Ok(())
}

/// Has a mailbox's folders listed anew: they are another account's.
pub async fn forget_validity(tx: &mut Tx, mailbox: Uuid) -> Result<()> {
    on!(tx, c => sqlx::query("update mailbox_folder set uid_validity = null where mailbox = $1")
        .bind(mailbox).execute(c).await.map(drop)?);
    Ok(())
}

/// Remembers how many messages the server has in a folder.
pub async fn set_on_server(tx: &mut Tx, id: Uuid, on_server: i64) -> Result<()> {
    on!(tx, c => sqlx::query("update mailbox_folder set on_server = $2 where id = $1")
        .bind(id).bind(on_server).execute(c).await.map(drop)?);
    Ok(())
}

/// Remembers that every UID of the epoch below this one is in the ledger.
pub async fn advance(tx: &mut Tx, id: Uuid, epoch: i32, uid_next: i64) -> Result<()> {
    on!(tx, c => sqlx::query(
        "update mailbox_folder set uid_next = $3 where id = $1 and epoch = $2 and uid_next < $3")
        .bind(id).bind(epoch).bind(uid_next).execute(c).await.map(drop)?);
    Ok(())
}

/// Remembers that a folder was looked at, how many messages it had then, and whether every one
/// of them was compared with the ledger. What made trouble and is in the ledger by now is forgotten.
pub async fn looked_at(
    tx: &mut Tx,
    id: Uuid,
    on_server: i64,
    at: DateTime<Utc>,
    reconciled: bool,
) -> Result<()> {
    on!(&mut *tx, c => sqlx::query(
        "update mailbox_folder set on_server = $2, synced_at = $3,
         reconciled_at = case when $4 then $3 else reconciled_at end where id = $1")
        .bind(id).bind(on_server).bind(at).bind(reconciled).execute(c).await.map(drop)?);
    on!(tx, c => sqlx::query(
        "delete from mailbox_trouble where folder = $1 and exists
         (select 1 from ledger l where l.folder = mailbox_trouble.folder
         and l.epoch = mailbox_trouble.epoch and l.uid = mailbox_trouble.uid)")
        .bind(id).execute(c).await.map(drop)?);
    Ok(())
}

/// Remembers that a look failed at a UID, and adds what that weighs.
pub async fn add_trouble(
    tx: &mut Tx,
    folder: Uuid,
    epoch: i32,
    uid: i64,
    weight: i32,
) -> Result<()> {
    on!(tx, c => sqlx::query(
        "insert into mailbox_trouble (folder, epoch, uid, weight) values ($1, $2, $3, $4)
         on conflict (folder, epoch, uid) do update set weight = mailbox_trouble.weight + excluded.weight")
        .bind(folder).bind(epoch).bind(uid).bind(weight).execute(c).await.map(drop)?);
    Ok(())
}

/// The UIDs at which looks failed, with what that weighs by now.
pub async fn troubles(tx: &mut Tx, folder: Uuid, epoch: i32) -> Result<BTreeMap<u32, i32>> {
    let rows: Vec<(i64, i32)> = on!(tx, c => sqlx::query_as(
        "select uid, weight from mailbox_trouble where folder = $1 and epoch = $2")
        .bind(folder).bind(epoch).fetch_all(c).await?);
    Ok(rows
        .into_iter()
        .filter_map(|(uid, weight)| Some((u32::try_from(uid).ok()?, weight)))
        .collect())
}

/// Enters UIDs; one that had vanished, and is here after all, is entered anew.
///
/// # Errors
/// [`Error::Conflict`] where somebody else entered one meanwhile.
pub async fn enter(tx: &mut Tx, rows: &[LedgerRow]) -> Result<()> {
    for piece in crate::rows::pieces(rows) {
        let entered = on!(&mut *tx, c => {
            let mut query = sqlx::QueryBuilder::new(
                "insert into ledger (folder, epoch, uid, disposition, message, size, internal_date,
                 entered_at, gone_at) ");
            query.push_values(piece, |mut values, row| {
                values.push_bind(row.folder).push_bind(row.epoch).push_bind(row.uid)
                    .push_bind(row.disposition).push_bind(row.message).push_bind(row.size)
                    .push_bind(row.internal_date).push_bind(row.entered_at).push_bind(row.gone_at);
            });
            query.push(
                " on conflict (folder, epoch, uid) do update set disposition = excluded.disposition,
                 message = excluded.message, size = excluded.size, internal_date = excluded.internal_date,
                 entered_at = excluded.entered_at, gone_at = excluded.gone_at
                 where ledger.disposition = 'vanished'");
            query.build().execute(c).await?.rows_affected()
        });
        let are_here = |row: &&LedgerRow| row.disposition.0 != Disposition::Vanished;
        if entered < piece.iter().filter(are_here).count() as u64 {
            return Err(Error::Conflict);
        }
    }
    Ok(())
}

/// The UIDs from `first` to `last` that are settled: entered, and not as vanished.
pub async fn settled(
    tx: &mut Tx,
    folder: Uuid,
    epoch: i32,
    first: i64,
    last: i64,
) -> Result<BTreeSet<u32>> {
    let uids: Vec<i64> = on!(tx, c => sqlx::query_scalar(
        "select uid from ledger where folder = $1 and epoch = $2 and uid between $3 and $4
         and disposition <> 'vanished'")
        .bind(folder).bind(epoch).bind(first).bind(last).fetch_all(c).await?);
    Ok(uids
        .into_iter()
        .filter_map(|uid| u32::try_from(uid).ok())
        .collect())
}

/// UIDs of a folder that are held because the server did not give them, and still are there.
pub async fn not_given(tx: &mut Tx, folder: Uuid, epoch: i32) -> Result<Vec<i64>> {
    Ok(on!(tx, c => sqlx::query_scalar(
        "select l.uid from ledger l join message m on m.id = l.message
         where l.folder = $1 and l.epoch = $2 and l.disposition = 'held' and l.gone_at is null
         and m.reason = 'not-given' and m.erased_at is null order by l.uid")
        .bind(folder).bind(epoch).fetch_all(c).await?))
}

/// What stands for a message that the server did not give.
#[derive(Debug, Clone, Copy, FromRow)]
pub struct StandIn {
    pub message: Uuid,
    pub case_id: Uuid,
}

/// What stands for this UID, where the server did not give it.
pub async fn stand_in(tx: &mut Tx, folder: Uuid, epoch: i32, uid: i64) -> Result<Option<StandIn>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select l.message, m.case_id from ledger l join message m on m.id = l.message
         where l.folder = $1 and l.epoch = $2 and l.uid = $3 and l.disposition = 'held'
         and m.reason = 'not-given' and m.case_id is not null and m.erased_at is null")
        .bind(folder).bind(epoch).bind(uid).fetch_optional(c).await?))
}

/// Puts a message in the place of what stood for it, which goes.
///
/// # Errors
/// [`Error::Conflict`] where somebody else did so meanwhile.
pub async fn replace(
    tx: &mut Tx,
    before: Uuid,
    message: Uuid,
    disposition: Disposition,
) -> Result<()> {
    let rows = on!(&mut *tx, c => sqlx::query(
        "update ledger set message = $2, disposition = $3 where message = $1")
        .bind(before).bind(message).bind(Word(disposition)).execute(c).await?.rows_affected());
    if rows == 0 {
        return Err(Error::Conflict);
    }
    on!(&mut *tx, c => sqlx::query("delete from message where id = $1")
        .bind(before).execute(c).await.map(drop)?);
    on!(tx, c => sqlx::query("delete from data_key where object = $1")
        .bind(before).execute(c).await.map(drop)?);
    Ok(())
}

/// A message that an earlier epoch of this folder has under another UID, and this one not yet.
#[derive(Debug, Clone, Copy, FromRow)]
pub struct Before {
    pub message: Uuid,
    pub disposition: Word<Disposition>,
}

/// The message with these bytes that was in this folder before its UIDs began anew.
pub async fn listed_before(
    tx: &mut Tx,
    folder: Uuid,
    epoch: i32,
    content: &[u8],
) -> Result<Option<Before>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select l.message, l.disposition from message m join ledger l on l.message = m.id
         where m.content_key = $3 and l.folder = $1 and l.epoch < $2 and not exists
         (select 1 from ledger n where n.folder = $1 and n.epoch = $2 and n.message = l.message)
         order by l.epoch desc, l.uid limit 1")
        .bind(folder).bind(epoch).bind(content).fetch_optional(c).await?))
}

/// As [`listed_before`], in any folder, for a message that was never fetched: by size and time
/// of receipt.
pub async fn held_before(
    tx: &mut Tx,
    folder: Uuid,
    epoch: i32,
    size: i64,
    internal_date: Option<DateTime<Utc>>,
) -> Result<Option<Before>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select l.message, l.disposition from ledger l
         where (l.folder <> $1 or l.epoch < $2) and l.disposition = 'held' and l.size = $3
         and (l.internal_date = $4 or $4 is null and l.internal_date is null and l.folder = $1) and not exists
         (select 1 from ledger n where n.folder = $1 and n.epoch = $2 and n.message = l.message and n.gone_at is null)
         order by l.epoch desc, l.uid limit 1")
        .bind(folder).bind(epoch).bind(size).bind(internal_date).fetch_optional(c).await?))
}

/// How many UIDs of the epoch became what; `gone` counts those the server no longer has.
#[derive(Debug, Clone, FromRow)]
pub struct CountRow {
    pub disposition: Word<Disposition>,
    pub here: i64,
    pub gone: i64,
}

/// The folder's UIDs counted by what became of them.
pub async fn counts(tx: &mut Tx, folder: Uuid, epoch: i32) -> Result<Vec<CountRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select disposition, count(*) - count(gone_at) as here, count(gone_at) as gone
         from ledger where folder = $1 and epoch = $2 group by disposition")
        .bind(folder).bind(epoch).fetch_all(c).await?))
}

/// A UID as it is compared with the server's list.
#[derive(Debug, Clone, Copy, FromRow)]
pub struct UidRow {
    pub uid: i64,
    /// As the server listed it; 0 where it did not.
    pub size: i64,
    pub internal_date: Option<DateTime<Utc>>,
    /// Entered, and not as vanished.
    pub settled: bool,
    /// The server has it, as far as is known.
    pub here: bool,
}

/// Every UID of the epoch.
pub async fn uids(tx: &mut Tx, folder: Uuid, epoch: i32) -> Result<Vec<UidRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select uid, size, internal_date, disposition <> 'vanished' as settled, gone_at is null as here
         from ledger where folder = $1 and epoch = $2")
        .bind(folder).bind(epoch).fetch_all(c).await?))
}

/// Marks a UID as gone from the server, or as there again.
pub async fn set_gone(
    tx: &mut Tx,
    folder: Uuid,
    epoch: i32,
    uid: i64,
    at: Option<DateTime<Utc>>,
) -> Result<()> {
    on!(tx, c => sqlx::query("update ledger set gone_at = $4 where folder = $1 and epoch = $2 and uid = $3")
        .bind(folder).bind(epoch).bind(uid).bind(at).execute(c).await.map(drop)?);
    Ok(())
}

/// Which of a folder's UIDs to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    pub disposition: Option<Disposition>,
    /// Only those that the server has, or no longer has.
    pub gone: Option<bool>,
}

/// A folder's UIDs of its epoch, highest first, below one.
pub async fn entries(
    tx: &mut Tx,
    folder: &FolderRow,
    filter: Filter,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<LedgerRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select * from ledger where folder = $1 and epoch = $2 and uid < $3
         and ($4 is null or disposition = $4) and ($5 is null or (gone_at is not null) = $5)
         order by uid desc limit $6")
        .bind(folder.id).bind(folder.epoch).bind(before.unwrap_or(i64::MAX))
        .bind(filter.disposition.map(|d| d.as_str())).bind(filter.gone).bind(limit)
        .fetch_all(c).await?))
}
