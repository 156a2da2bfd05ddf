//! The mailbox desk: mailboxes on a server, what they are doing, and their ledgers.

use std::path::PathBuf;

use desk::Error;
use desk::mailbox::{
    LedgerEntry, LedgerQuery, MailboxInput, MailboxView, Provider, TestReport, providers,
};
use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, command};
use uuid::Uuid;

use super::{Answer, desk, logged};
use crate::shell::dialogs;

/// No file of certificates is larger, in bytes.
const CERTIFICATES: u64 = 1 << 20;

#[command(rename_all = "snake_case")]
pub async fn mailboxes(app: AppHandle) -> Answer<Vec<MailboxView>> {
    Ok(desk(&app).await?.mailboxes().await?)
}

#[command(rename_all = "snake_case")]
pub fn mailbox_providers() -> Vec<Provider> {
    providers()
}

#[command(rename_all = "snake_case")]
pub async fn mailbox_add(app: AppHandle, input: MailboxInput) -> Answer<MailboxView> {
    logged(&app, desk(&app).await?.mailbox_add(input).await)
}

#[command(rename_all = "snake_case")]
pub async fn mailbox_change(app: AppHandle, id: Uuid, input: MailboxInput) -> Answer<MailboxView> {
    logged(&app, desk(&app).await?.mailbox_change(id, input).await)
}

#[command(rename_all = "snake_case")]
pub async fn mailbox_remove(app: AppHandle, id: Uuid) -> Answer<()> {
    logged(&app, desk(&app).await?.mailbox_remove(id).await)
}

/// `of` is the mailbox whose secret is meant where the input has none.
#[command(rename_all = "snake_case")]
pub async fn mailbox_test(
    app: AppHandle,
    input: MailboxInput,
    of: Option<Uuid>,
) -> Answer<TestReport> {
    let of = of.map(|id| id.to_string());
    Ok(desk(&app).await?.mailbox_test(input, of.as_deref()).await?)
}

#[command(rename_all = "snake_case")]
pub async fn mailbox_wake(app: AppHandle, id: Uuid, all: bool) -> Answer<()> {
    desk(&app).await?.mailbox_wake(id, all);
    Ok(())
}

#[command(rename_all = "snake_case")]
pub async fn mailbox_stop(app: AppHandle, id: Uuid) -> Answer<()> {
    desk(&app).await?.mailbox_stop(id);
    Ok(())
}

#[command(rename_all = "snake_case")]
pub async fn ledger_entries(
    app: AppHandle,
    folder: Uuid,
    query: LedgerQuery,
) -> Answer<Vec<LedgerEntry>> {
    Ok(desk(&app).await?.ledger_entries(folder, &query).await?)
}

/// Asks for files, and gives their text; null when the dialog was left.
#[command(rename_all = "snake_case")]
pub async fn pick_certificates(app: AppHandle, title: String) -> Answer<Option<String>> {
    let files = dialogs::files(&app, &title).await;
    if files.is_empty() {
        return Ok(None);
    }
    let read = spawn_blocking(|| files.into_iter().map(certificates).collect()).await;
    let texts: desk::Result<Vec<String>> = read.unwrap_or_else(|_| {
        Err(Error::Internal {
            place: "shell: reading broke off".to_owned(),
        })
    });
    Ok(Some(texts?.join("\n")))
}

fn certificates(path: PathBuf) -> desk::Result<String> {
    let text = std::fs::metadata(&path).and_then(|about| match about.len() {
        ..=CERTIFICATES => std::fs::read_to_string(&path),
        _ => Err(std::io::ErrorKind::FileTooLarge.into()),
    });
    text.map_err(|error| Error::Io {
        path: path.display().to_string(),
        why: error.kind().to_string(),
    })
}
