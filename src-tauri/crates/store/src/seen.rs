//! Who has seen which case, and when.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::{Result, Tx, on};

/// Remembers that a person has seen a case up to now, or (`None`) has it unread again.
pub async fn set(tx: &mut Tx, person: Uuid, case: Uuid, at: Option<DateTime<Utc>>) -> Result<()> {
    match at {
        Some(at) => on!(tx, c => sqlx::query(
            "insert into case_seen (person, case_id, seen_at) values ($1, $2, $3)
             on conflict (person, case_id) do update set seen_at = excluded.seen_at")
            .bind(person).bind(case).bind(at).execute(c).await.map(drop)?),
        None => {
            on!(tx, c => sqlx::query("delete from case_seen where person = $1 and case_id = $2")
            .bind(person).bind(case).execute(c).await.map(drop)?)
        }
    }
    Ok(())
}

/// Has the case that another goes into unseen, since before the mention, by whom an unread note of
/// that other one mentions. A part of the merge: after its cases were written, before the notes go
/// over.
pub async fn set_back(tx: &mut Tx, merge: Uuid, from: Uuid, into: Uuid) -> Result<()> {
    let c = match tx {
        // Nobody reads or writes there what others have seen.
        Tx::Pg(t) => {
            sqlx::query("select seen_set_back($1, $2, $3)")
                .bind(merge)
                .bind(from)
                .bind(into)
                .execute(&mut **t)
                .await?;
            return Ok(());
        }
        Tx::Lite(t) => &mut **t,
    };
    let late: Vec<(Uuid, DateTime<Utc>)> = sqlx::query_as(
        "select x.person, n.at from note n join note_mention x on x.note = n.id
         left join case_seen f on f.case_id = n.case_id and f.person = x.person
         join case_seen s on s.case_id = $2 and s.person = x.person and s.seen_at >= n.at
         where n.case_id = $1 and (f.seen_at is null or f.seen_at < n.at) order by n.at desc",
    )
    .bind(from)
    .bind(into)
    .fetch_all(&mut *c)
    .await?;
    for (person, at) in late {
        sqlx::query(
            "insert into seen_before (act, person, case_id, seen_at)
             select $1, person, case_id, seen_at from case_seen where person = $2 and case_id = $3
             on conflict do nothing",
        )
        .bind(merge)
        .bind(person)
        .bind(into)
        .execute(&mut *c)
        .await?;
        sqlx::query("update case_seen set seen_at = $3 where person = $1 and case_id = $2")
            .bind(person)
            .bind(into)
            .bind(at - TimeDelta::microseconds(1))
            .execute(&mut *c)
            .await?;
    }
    Ok(())
}

/// The same taken back, as a part of the undo, after its cases were written.
pub async fn again(tx: &mut Tx, merge: Uuid) -> Result<()> {
    let c = match tx {
        Tx::Pg(t) => {
            sqlx::query("select seen_again($1)")
                .bind(merge)
                .execute(&mut **t)
                .await?;
            return Ok(());
        }
        Tx::Lite(t) => &mut **t,
    };
    for sql in [
        "update case_seen set seen_at = b.seen_at from seen_before b
         where b.act = $1 and b.person = case_seen.person and b.case_id = case_seen.case_id
           and case_seen.seen_at < b.seen_at",
        "delete from seen_before where act = $1",
    ] {
        sqlx::query(sql).bind(merge).execute(&mut *c).await?;
    }
    Ok(())
}
