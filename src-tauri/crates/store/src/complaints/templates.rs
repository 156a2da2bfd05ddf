//! Templates for notes.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Result, Tx, on};

/// A template for notes.
#[derive(Debug, Clone, FromRow)]
pub struct NoteTemplateRow {
    pub id: Uuid,
    pub version: i32,
    pub sealed: Vec<u8>,
}

/// A template with what opens it.
#[derive(Debug, Clone, FromRow)]
pub struct ListedTemplateRow {
    #[sqlx(flatten)]
    pub template: NoteTemplateRow,
    pub wrapped: Vec<u8>,
    pub generation: i32,
}

/// Has nobody else keep a template until the transaction ends: their names are sealed, so that no
/// index tells two of one name.
pub async fn hold_note_templates(tx: &mut Tx) -> Result<()> {
    if let Tx::Pg(t) = tx {
        sqlx::query("lock table note_template in share row exclusive mode")
            .execute(&mut **t)
            .await?;
    }
    Ok(())
}

/// All templates, in no order: their names are sealed.
pub async fn note_templates(tx: &mut Tx, scope: Uuid) -> Result<Vec<ListedTemplateRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select t.*, d.wrapped, d.generation from note_template t
         join data_key d on d.object = coalesce(t.id, t.id) and d.scope = $1")
        .bind(scope).fetch_all(c).await?))
}

/// Keeps a template: a new one, or one as it is now, if it is of the version before.
pub async fn save_note_template(tx: &mut Tx, t: &NoteTemplateRow) -> Result<bool> {
    let done = on!(tx, c => sqlx::query(
        "insert into note_template (id, version, sealed) values ($1, $2, $3)
         on conflict (id) do update set version = excluded.version, sealed = excluded.sealed
         where note_template.version = excluded.version - 1")
        .bind(t.id).bind(t.version).bind(&t.sealed)
        .execute(c).await?.rows_affected());
    Ok(done == 1)
}

/// Keeps a template no longer.
pub async fn remove_note_template(tx: &mut Tx, id: Uuid) -> Result<()> {
    for sql in [
        "delete from note_template where id = $1",
        "delete from data_key where object = $1",
    ] {
        on!(&mut *tx, c => sqlx::query(sql).bind(id).execute(c).await.map(drop)?);
    }
    Ok(())
}
