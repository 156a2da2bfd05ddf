//! Who has which case open. On the embedded engine nobody else does.

use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::news::tell;
use crate::{Result, Tx};

/// How long a session counts as there after it was heard of last, in seconds.
pub const SILENT: i32 = 45;

/// Somebody at a case.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct AttendingRow {
    pub person: Uuid,
    pub writing: bool,
}

/// Says that a session has a case open in one of its windows, by the server's clock. Others hear of
/// it where that is new.
pub async fn attend(
    tx: &mut Tx,
    (session, place, person): (Uuid, &str, Uuid),
    case: Uuid,
    writing: bool,
) -> Result<()> {
    let Tx::Pg(t) = tx else { return Ok(()) };
    let before: Option<(Uuid, bool)> = sqlx::query_as(
        "select case_id, writing from presence
         where session = $1 and place = $2 and until > now()",
    )
    .bind(session)
    .bind(place)
    .fetch_optional(&mut **t)
    .await?;
    sqlx::query(
        "insert into presence (session, place, person, case_id, writing, until)
         values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
         on conflict (session, place) do update
            set case_id = excluded.case_id, writing = excluded.writing, until = excluded.until",
    )
    .bind(session)
    .bind(place)
    .bind(person)
    .bind(case)
    .bind(writing)
    .bind(f64::from(SILENT))
    .execute(&mut **t)
    .await?;
    if before == Some((case, writing)) {
        return Ok(());
    }
    sqlx::query("delete from presence where until < now()")
        .execute(&mut **t)
        .await?;
    tell(tx, "presence").await
}

/// Says that a session has no case open any more in one of its windows; without one, in any.
pub async fn leave(tx: &mut Tx, session: Uuid, place: Option<&str>) -> Result<()> {
    let Tx::Pg(t) = tx else { return Ok(()) };
    let gone =
        sqlx::query("delete from presence where session = $1 and place = coalesce($2, place)")
            .bind(session)
            .bind(place)
            .execute(&mut **t)
            .await?;
    if gone.rows_affected() == 0 {
        return Ok(());
    }
    tell(tx, "presence").await
}

/// Who else has a case open.
pub async fn others(tx: &mut Tx, case: Uuid, session: Uuid) -> Result<Vec<AttendingRow>> {
    let Tx::Pg(t) = tx else {
        return Ok(Vec::new());
    };
    Ok(sqlx::query_as(
        "select person, bool_or(writing) as writing from presence
         where case_id = $1 and session <> $2 and until > now() group by person order by person",
    )
    .bind(case)
    .bind(session)
    .fetch_all(&mut **t)
    .await?)
}
