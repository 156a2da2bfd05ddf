//! Templates for notes.

use desk::complaints::{NoteTemplate, SaveNoteTemplate};
use tauri::{AppHandle, command};
use uuid::Uuid;

use super::{Answer, desk, logged};
use crate::shell::events::{self, Changed};

#[command(rename_all = "snake_case")]
pub async fn note_templates(app: AppHandle) -> Answer<Vec<NoteTemplate>> {
    Ok(desk(&app).await?.note_templates().await?)
}

#[command(rename_all = "snake_case")]
pub async fn note_template_save(app: AppHandle, input: SaveNoteTemplate) -> Answer<Uuid> {
    let saved = logged(&app, desk(&app).await?.note_template_save(input).await)?;
    events::changed(&app, &[Changed::Workspace]);
    Ok(saved)
}

#[command(rename_all = "snake_case")]
pub async fn note_template_remove(app: AppHandle, id: Uuid) -> Answer<()> {
    logged(&app, desk(&app).await?.note_template_remove(id).await)?;
    events::changed(&app, &[Changed::Workspace]);
    Ok(())
}
