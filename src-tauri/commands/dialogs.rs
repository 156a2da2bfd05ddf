//! The computer's own dialogs, as the page asks for them.

use std::path::PathBuf;

use tauri::{AppHandle, command};

use crate::shell::dialogs;

/// The ending under which the window offers to save a backup.
const BACKUP: &[&str] = &["deskbackup"];

#[command(rename_all = "snake_case")]
pub async fn pick_save(app: AppHandle, suggested: String, title: String) -> Option<String> {
    dialogs::save(&app, &title, &suggested).await.map(show)
}

#[command(rename_all = "snake_case")]
pub async fn pick_folder(app: AppHandle, title: String) -> Option<String> {
    dialogs::folder(&app, &title).await.map(show)
}

/// `backups` and `any` are what the dialog calls the files that it can show.
#[command(rename_all = "snake_case")]
pub async fn pick_backup(
    app: AppHandle,
    title: String,
    backups: String,
    any: String,
) -> Option<String> {
    dialogs::file(&app, &title, (&backups, BACKUP), &any)
        .await
        .map(show)
}

#[command(rename_all = "snake_case")]
pub async fn pick_file(app: AppHandle, title: String) -> Option<String> {
    dialogs::any_file(&app, &title).await.map(show)
}

#[command(rename_all = "snake_case")]
pub async fn pick_mail(app: AppHandle, title: String) -> Vec<String> {
    let files = dialogs::files(&app, &title).await;
    files.into_iter().map(show).collect()
}

#[command(rename_all = "snake_case")]
pub async fn pick_mail_folder(app: AppHandle, title: String) -> Option<String> {
    dialogs::folder(&app, &title).await.map(show)
}

fn show(path: PathBuf) -> String {
    path.display().to_string()
}
