//! The computer's own dialogs.

use std::path::PathBuf;

use rfd::{AsyncFileDialog, FileHandle};
use tauri::{AppHandle, Manager as _};

use super::save::proper_name;
use super::window::MAIN;

/// Asks where to write a file; what is there may be replaced, the dialog has asked.
pub async fn save(app: &AppHandle, title: &str, suggested: &str) -> Option<PathBuf> {
    let dialog = dialog(app, title).set_file_name(proper_name(suggested));
    dialog.save_file().await.map(path)
}

/// Asks for a folder.
pub async fn folder(app: &AppHandle, title: &str) -> Option<PathBuf> {
    dialog(app, title).pick_folder().await.map(path)
}

/// Asks for a file. `kind` is what files with one of these endings are called; any other can be
/// shown too.
pub async fn file(
    app: &AppHandle,
    title: &str,
    (kind, endings): (&str, &[&str]),
    any: &str,
) -> Option<PathBuf> {
    let dialog = dialog(app, title)
        .add_filter(kind, endings)
        .add_filter(any, &["*"]);
    dialog.pick_file().await.map(path)
}

/// Asks for a file of any kind.
pub async fn any_file(app: &AppHandle, title: &str) -> Option<PathBuf> {
    dialog(app, title).pick_file().await.map(path)
}

/// Asks for files.
pub async fn files(app: &AppHandle, title: &str) -> Vec<PathBuf> {
    let files = dialog(app, title).pick_files().await;
    files.unwrap_or_default().into_iter().map(path).collect()
}

fn path(handle: FileHandle) -> PathBuf {
    handle.path().to_owned()
}

fn dialog(app: &AppHandle, title: &str) -> AsyncFileDialog {
    let dialog = AsyncFileDialog::new().set_title(title);
    let windows = app.webview_windows();
    let asking = windows
        .values()
        .find(|one| one.is_focused().unwrap_or(false));
    match asking.or_else(|| windows.get(MAIN)) {
        Some(window) => dialog.set_parent(window),
        None => dialog,
    }
}
