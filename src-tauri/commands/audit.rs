//! The audit desk.

use std::path::Path;

use desk::audit::{AuditFilter, AuditPage, AuditVerdict};
use tauri::{AppHandle, command};

use super::{Answer, desk, logged};
use crate::shell::{dialogs, save};

#[command(rename_all = "snake_case")]
pub async fn audit_list(app: AppHandle, filter: AuditFilter) -> Answer<AuditPage> {
    Ok(desk(&app).await?.audit_list(&filter).await?)
}

#[command(rename_all = "snake_case")]
pub async fn audit_verify(app: AppHandle) -> Answer<AuditVerdict> {
    logged(&app, desk(&app).await?.audit_verify().await)
}

/// Asks where to; null when the dialog was left.
#[command(rename_all = "snake_case")]
pub async fn audit_export(
    app: AppHandle,
    title: String,
    suggested: String,
) -> Answer<Option<String>> {
    let desk = desk(&app).await?;
    let write = async |to: &Path| desk.audit_export(to).await.map(drop);
    saved(&app, &title, &suggested, write).await
}

/// As `audit_export`, for the entries that a filter lets through, as a table.
#[command(rename_all = "snake_case")]
pub async fn audit_table(
    app: AppHandle,
    filter: AuditFilter,
    title: String,
    suggested: String,
) -> Answer<Option<String>> {
    let desk = desk(&app).await?;
    let write = async |to: &Path| desk.audit_table(&filter, to).await.map(drop);
    saved(&app, &title, &suggested, write).await
}

/// As `audit_export`, for one entry with its proof.
#[command(rename_all = "snake_case")]
pub async fn audit_prove(
    app: AppHandle,
    seq: i64,
    title: String,
    suggested: String,
) -> Answer<Option<String>> {
    let desk = desk(&app).await?;
    let write = async |to: &Path| desk.audit_prove_to(seq, to).await;
    saved(&app, &title, &suggested, write).await
}

/// Asks where to, and gives what was written there its name once it is whole.
async fn saved(
    app: &AppHandle,
    title: &str,
    suggested: &str,
    write: impl AsyncFnOnce(&Path) -> desk::Result<()>,
) -> Answer<Option<String>> {
    let Some(target) = dialogs::save(app, title, suggested).await else {
        return Ok(None);
    };
    let partial = save::partial_of(&target);
    logged(app, write(&partial).await)?;
    save::publish(&partial, &target).inspect_err(|_| save::discard(&partial))?;
    Ok(Some(target.display().to_string()))
}
