//! The audit desk.

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
    let Some(target) = dialogs::save(&app, &title, &suggested).await else {
        return Ok(None);
    };
    let partial = save::partial_of(&target);
    logged(&app, desk.audit_export(&partial).await)?;
    save::publish(&partial, &target).inspect_err(|_| save::discard(&partial))?;
    Ok(Some(target.display().to_string()))
}
