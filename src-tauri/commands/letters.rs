//! Letters: as they are worded, and filled in from a case.

use desk::letters::{FilledLetter, LetterView, SaveLetter};
use domain::data::Language;
use domain::letters::LetterKind;
use tauri::{AppHandle, command};
use uuid::Uuid;

use super::{Answer, desk, logged};
use crate::shell::events::{self, Changed};

#[command(rename_all = "snake_case")]
pub async fn letters(app: AppHandle) -> Answer<Vec<LetterView>> {
    Ok(desk(&app).await?.letters().await?)
}

#[command(rename_all = "snake_case")]
pub async fn letter_versions(
    app: AppHandle,
    kind: LetterKind,
    language: Language,
) -> Answer<Vec<LetterView>> {
    Ok(desk(&app).await?.letter_versions(kind, language).await?)
}

#[command(rename_all = "snake_case")]
pub async fn letter_preview(app: AppHandle, input: SaveLetter) -> Answer<FilledLetter> {
    Ok(desk(&app).await?.letter_preview(&input)?)
}

#[command(rename_all = "snake_case")]
pub async fn letter_save(app: AppHandle, input: SaveLetter) -> Answer<LetterView> {
    let saved = logged(&app, desk(&app).await?.letter_save(input).await)?;
    events::changed(&app, &[Changed::Workspace]);
    Ok(saved)
}

#[command(rename_all = "snake_case")]
pub async fn letter_fill(
    app: AppHandle,
    case: Uuid,
    kind: LetterKind,
    language: Language,
) -> Answer<FilledLetter> {
    let desk = desk(&app).await?;
    Ok(desk.letter_fill(case, kind, Some(language)).await?)
}
