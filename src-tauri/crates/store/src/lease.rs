//! Leases: what one desktop does for all, until it says so no more.

use uuid::Uuid;

use crate::{Result, Tx};

/// How long a holder may be silent before another takes over, in seconds.
pub const SILENT: i32 = 90;

/// Takes or renews a lease by the server's clock. Gives the person of whoever has it, where that is
/// somebody else. The embedded engine has one process, which has every lease.
pub async fn take(tx: &mut Tx, name: &str, holder: Uuid, person: Uuid) -> Result<Option<Uuid>> {
    let Tx::Pg(t) = tx else { return Ok(None) };
    let taken: Option<Uuid> = sqlx::query_scalar(
        "insert into lease (name, holder, person, until)
         values ($1, $2, $3, now() + make_interval(secs => $4))
         on conflict (name) do update
            set holder = excluded.holder, person = excluded.person, until = excluded.until
            where lease.holder = excluded.holder or lease.until < now()
         returning person",
    )
    .bind(name)
    .bind(holder)
    .bind(person)
    .bind(f64::from(SILENT))
    .fetch_optional(&mut **t)
    .await?;
    if taken.is_some() {
        return Ok(None);
    }
    Ok(
        sqlx::query_scalar("select person from lease where name = $1")
            .bind(name)
            .fetch_optional(&mut **t)
            .await?,
    )
}

/// Gives back whatever a holder has.
pub async fn release_all(tx: &mut Tx, holder: Uuid) -> Result<()> {
    if let Tx::Pg(t) = tx {
        sqlx::query("delete from lease where holder = $1")
            .bind(holder)
            .execute(&mut **t)
            .await?;
    }
    Ok(())
}

/// Gives a lease back.
pub async fn release(tx: &mut Tx, name: &str, holder: Uuid) -> Result<()> {
    if let Tx::Pg(t) = tx {
        sqlx::query("delete from lease where name = $1 and holder = $2")
            .bind(name)
            .bind(holder)
            .execute(&mut **t)
            .await?;
    }
    Ok(())
}
