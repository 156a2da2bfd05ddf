//! Cases that went into another: where their numbers lead, and what moves with them.

use chrono::{DateTime, Utc};
use domain::complaints::Disposition;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::rows::pieces;
use crate::{Result, Tx, Word, on};

/// A message of a case, as far as moving it goes.
#[derive(Debug, Clone, FromRow)]
pub struct MovingRow {
    pub id: Uuid,
    pub disposition: Word<Disposition>,
    pub outgoing: bool,
    pub reason: Option<String>,
    pub attachments: i32,
    pub received_at: DateTime<Utc>,
    pub sender_key: Option<Vec<u8>>,
}

/// A case that may be the same as another, and why: a word.
#[derive(Debug, Clone, FromRow)]
pub struct AlikeRow {
    pub case_id: Uuid,
    pub because: String,
}

macro_rules! root_sql {
    ($begins:literal) => {
        concat!(
            "with recursive up(id, onward) as (
                 select id, merged_into from cases where ",
            $begins,
            " union select k.id, k.merged_into from cases k join up on k.id = up.onward)
             select id from up where onward is null"
        )
    };
}

/// The id behind a case number; a merged case's number gives the one it went into in the end.
pub async fn by_number(tx: &mut Tx, number: i64) -> Result<Option<Uuid>> {
    Ok(on!(tx, c => sqlx::query_scalar(root_sql!("number = $1"))
        .bind(number).fetch_optional(c).await?))
}

/// The id of the very case that a number was given to.
pub async fn numbered(tx: &mut Tx, number: i64) -> Result<Option<Uuid>> {
    Ok(
        on!(tx, c => sqlx::query_scalar("select id from cases where number = $1")
        .bind(number).fetch_optional(c).await?),
    )
}

/// The case that a case went into in the end; itself, where it is there still.
pub async fn root(tx: &mut Tx, case: Uuid) -> Result<Uuid> {
    Ok(on!(tx, c => sqlx::query_scalar(root_sql!("id = $1"))
        .bind(case).fetch_one(c).await?))
}

/// The cases that went into a case, also by way of others, in the order of their numbers.
pub async fn merged_into(tx: &mut Tx, case: Uuid) -> Result<Vec<Uuid>> {
    Ok(on!(tx, c => sqlx::query_scalar(
        "with recursive one(id, number) as (
             select id, number from cases where merged_into = $1
             union select k.id, k.number from cases k join one on k.merged_into = one.id)
         select id from one order by number")
        .bind(case).fetch_all(c).await?))
}

/// The messages of a case, oldest first.
pub async fn moving(tx: &mut Tx, case: Uuid) -> Result<Vec<MovingRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select id, disposition, outgoing, reason, attachments, received_at, sender_key from message
         where case_id = $1 order by received_at, id")
        .bind(case).fetch_all(c).await?))
}

/// What of a case is found or shown under its own id beside its messages: notes, packages, and the
/// documents of the cases that went into it and its own.
pub async fn other_objects(tx: &mut Tx, case: Uuid) -> Result<Vec<Uuid>> {
    Ok(on!(tx, c => sqlx::query_scalar(
        "select id from note where case_id = $1 union
         select id from package where case_id = $1 union
         select id from draft where case_id = $1 union
         select object from search_doc where case_id = $1
            and object not in (select id from message where case_id = $1)")
        .bind(case).fetch_all(c).await?))
}

/// Gives messages, notes, packages and the documents of all of these objects to a case.
pub async fn give(tx: &mut Tx, objects: &[Uuid], case: Uuid) -> Result<()> {
    for piece in pieces(objects) {
        for table in [
            ("update message set case_id = ", "id"),
            ("update note set case_id = ", "id"),
            ("update package set case_id = ", "id"),
            ("update draft set case_id = ", "id"),
            ("update search_doc set case_id = ", "object"),
        ] {
            on!(&mut *tx, c => {
                let mut query = QueryBuilder::new(table.0);
                query.push_bind(case).push(" where ").push(table.1).push(" in (");
                let mut list = query.separated(", ");
                for object in piece {
                    list.push_bind(*object);
                }
                query.push(")");
                query.build().execute(c).await.map(drop)?
            });
        }
    }
    Ok(())
}

/// Says of a message why it is where it is.
pub async fn set_reason(tx: &mut Tx, message: Uuid, reason: Option<&str>) -> Result<()> {
    on!(tx, c => sqlx::query("update message set reason = $2 where id = $1")
        .bind(message).bind(reason).execute(c).await.map(drop)?);
    Ok(())
}

/// `coalesce`: SQLite would go through all that was ever said to find what says the same, and what
/// was said here.
pub(super) const ALIKE: &str = "with recursive within(id) as (
         select id from cases where id = $1
         union select k.id from cases k join within w on k.merged_into = w.id),
     mine(text_key) as (
         select text_key from message where case_id = $1 and text_key is not null
         union select s.text_key from said s join message m on m.id = s.object
             where m.case_id = $1 and s.text_key is not null
         union select s.text_key from within w join said s on s.object = w.id
             where coalesce(s.text_key, s.text_key) is not null),
     found(case_id, because) as (
         select p.case_id, 'same-address' as because from party mine
         join party p on p.address_key = mine.address_key where mine.case_id = $1
         union
         select m.case_id, 'same-text' from mine join message m
             on m.text_key = coalesce(mine.text_key, mine.text_key)
         union
         select coalesce(m.case_id, s.object), 'same-text' from mine
         join said s on s.text_key = coalesce(mine.text_key, mine.text_key) left join message m on m.id = s.object
         union
         select suggested_case, 'conversation' from message where case_id = $1
         union
         select case_id, 'conversation' from message where suggested_case = $1),
     up(id, because, onward) as (
         select k.id, f.because, k.merged_into from found f join cases k on k.id = f.case_id
         union select k.id, u.because, k.merged_into from up u join cases k on k.id = u.onward)
     select f.id as case_id, f.because from up f join cases k on k.id = f.id
     where k.id <> $1 and k.merged_into is null and k.erased_at is null
       and (k.status not in ('answered', 'closed') or f.because = 'conversation')
       and not exists (select 1 from case_link l where l.case_id = $1 and l.other = k.id)
       and not exists (select 1 from case_distinct d where d.case_id = $1 and d.other = k.id)
     order by k.number desc, f.because limit $2";

/// Cases that may be the same as this one, each with every reason: open ones with a party of the same
/// address or in which the same was written or said, and what a conversation points to or from. What
/// was said in a case that went into another is that one's. Those that are linked, and those that
/// somebody said are others, are left out.
pub async fn alike(tx: &mut Tx, case: Uuid, limit: i64) -> Result<Vec<AlikeRow>> {
    Ok(on!(tx, c => sqlx::query_as(ALIKE)
        .bind(case).bind(limit).fetch_all(c).await?))
}

/// The cases of which somebody said that they are not the same as this one.
pub async fn distinct(tx: &mut Tx, case: Uuid) -> Result<Vec<Uuid>> {
    Ok(
        on!(tx, c => sqlx::query_scalar("select other from case_distinct where case_id = $1 order by other")
        .bind(case).fetch_all(c).await?),
    )
}

/// Remembers that two cases are not the same, or forgets that.
pub async fn set_distinct(tx: &mut Tx, one: Uuid, other: Uuid, distinct: bool) -> Result<()> {
    for (a, b) in [(one, other), (other, one)] {
        if distinct {
            on!(tx, c => sqlx::query(
                "insert into case_distinct (case_id, other) values ($1, $2) on conflict do nothing")
                .bind(a).bind(b).execute(c).await.map(drop)?);
        } else {
            on!(tx, c => sqlx::query("delete from case_distinct where case_id = $1 and other = $2")
                .bind(a).bind(b).execute(c).await.map(drop)?);
        }
    }
    Ok(())
}
