//! Views that people keep.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Result, Tx, on};

/// A kept view. `place` is where it stands among the others.
#[derive(Debug, Clone, FromRow)]
pub struct SavedViewRow {
    pub id: Uuid,
    pub version: i32,
    pub owner: Uuid,
    pub shared: bool,
    pub place: i32,
    pub sealed: Vec<u8>,
}

/// A kept view with what opens it.
#[derive(Debug, Clone, FromRow)]
pub struct ListedViewRow {
    #[sqlx(flatten)]
    pub view: SavedViewRow,
    pub wrapped: Vec<u8>,
    pub generation: i32,
}

/// The views that are everyone's, and this person's own, in their order.
pub async fn views(tx: &mut Tx, person: Uuid, scope: Uuid) -> Result<Vec<ListedViewRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select v.*, d.wrapped, d.generation from saved_view v
         join data_key d on d.object = coalesce(v.id, v.id) and d.scope = $2
         where v.shared or v.owner = $1 order by v.place, v.id")
        .bind(person).bind(scope).fetch_all(c).await?))
}

/// Keeps a view: a new one, or one as it is now, if it is of the version before.
pub async fn save_view(tx: &mut Tx, v: &SavedViewRow) -> Result<bool> {
    // Apart: a server lets nobody enter a view as another's, even where it would only be changed.
    let sql = match v.version {
        1 => {
            "insert into saved_view (id, version, owner, shared, place, sealed)
             values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing"
        }
        _ => {
            "update saved_view set version = $2, shared = $4, place = $5, sealed = $6
             where id = $1 and version = $2 - 1 and owner = $3"
        }
    };
    let done = on!(tx, c => sqlx::query(sql)
        .bind(v.id).bind(v.version).bind(v.owner).bind(v.shared).bind(v.place).bind(&v.sealed)
        .execute(c).await?.rows_affected());
    Ok(done == 1)
}

/// Puts a view elsewhere among the others.
pub async fn place_view(tx: &mut Tx, id: Uuid, place: i32) -> Result<()> {
    on!(tx, c => sqlx::query("update saved_view set place = $2 where id = $1")
        .bind(id).bind(place).execute(c).await.map(drop)?);
    Ok(())
}

/// Keeps a view no longer.
pub async fn remove_view(tx: &mut Tx, id: Uuid) -> Result<()> {
    for sql in [
        "delete from saved_view where id = $1",
        "delete from data_key where object = $1",
    ] {
        on!(&mut *tx, c => sqlx::query(sql).bind(id).execute(c).await.map(drop)?);
    }
    Ok(())
}
