//! The complaints desk's kept views.

use desk::complaints::{SaveView, SavedView};
use tauri::{AppHandle, command};
use uuid::Uuid;

use super::{Answer, desk};

#[command(rename_all = "snake_case")]
pub async fn views_list(app: AppHandle) -> Answer<Vec<SavedView>> {
    Ok(desk(&app).await?.views_list().await?)
}

#[command(rename_all = "snake_case")]
pub async fn view_save(app: AppHandle, input: SaveView) -> Answer<Uuid> {
    Ok(desk(&app).await?.view_save(input).await?)
}

#[command(rename_all = "snake_case")]
pub async fn view_remove(app: AppHandle, id: Uuid) -> Answer<()> {
    Ok(desk(&app).await?.view_remove(id).await?)
}

#[command(rename_all = "snake_case")]
pub async fn views_order(app: AppHandle, ids: Vec<Uuid>) -> Answer<()> {
    Ok(desk(&app).await?.views_order(&ids).await?)
}
