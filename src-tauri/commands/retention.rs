//! The retention desk: periods, what has fallen due, erasing, backups.

use desk::retention::{BackupView, DuePage, ErasedMany, RetentionView};
use tauri::{AppHandle, command};
use uuid::Uuid;

use super::{Answer, desk};
use crate::shell::events::{self, Changed};

#[command(rename_all = "snake_case")]
pub async fn retention(app: AppHandle) -> Answer<RetentionView> {
    Ok(desk(&app).await?.retention().await?)
}

#[command(rename_all = "snake_case")]
pub async fn retention_due(app: AppHandle, after: Option<String>) -> Answer<DuePage> {
    Ok(desk(&app).await?.retention_due(after.as_deref()).await?)
}

#[command(rename_all = "snake_case")]
pub async fn retention_period(
    app: AppHandle,
    class: String,
    months: Option<u32>,
) -> Answer<RetentionView> {
    changed(&app, desk(&app).await?.set_period(&class, months).await)
}

#[command(rename_all = "snake_case")]
pub async fn retention_backup_days(app: AppHandle, days: u32) -> Answer<()> {
    changed(&app, desk(&app).await?.set_backup_days(days).await)
}

#[command(rename_all = "snake_case")]
pub async fn retention_erase(app: AppHandle, cases: Vec<Uuid>, confirm: u32) -> Answer<ErasedMany> {
    let erased = desk(&app).await?.retention_erase(&cases, confirm).await;
    // Where it failed, those before it are erased.
    events::changed(&app, &[Changed::Complaints]);
    changed(&app, erased)
}

#[command(rename_all = "snake_case")]
pub async fn retention_erase_automated(app: AppHandle) -> Answer<ErasedMany> {
    let erased = desk(&app).await?.retention_erase_automated().await;
    events::changed(&app, &[Changed::Complaints]);
    changed(&app, erased)
}

#[command(rename_all = "snake_case")]
pub async fn backups(app: AppHandle) -> Answer<Vec<BackupView>> {
    Ok(desk(&app).await?.backup_list().await?)
}

#[command(rename_all = "snake_case")]
pub async fn backup_destroy(app: AppHandle, backup: Uuid) -> Answer<()> {
    changed(&app, desk(&app).await?.destroy_backup(backup).await)
}

/// What is kept, and how long, is another now, and the log is longer.
fn changed<T>(app: &AppHandle, done: desk::Result<T>) -> Answer<T> {
    let done = done?;
    events::changed(app, &[Changed::Retention, Changed::Audit]);
    Ok(done)
}
