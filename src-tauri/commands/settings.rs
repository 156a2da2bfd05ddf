//! The settings of the open workspace, its passphrase and its backup.

use std::time::Duration;

use desk::workspace::{KdfParams, Settings, WorkspaceInfo};
use tauri::{AppHandle, command};

use super::{Answer, desk, logged, office};
use crate::shell::events::{self, Changed, Pace, Task};
use crate::shell::office::heavy;

#[command(rename_all = "snake_case")]
pub async fn workspace_info(app: AppHandle) -> Answer<WorkspaceInfo> {
    Ok(desk(&app).await?.info().await?)
}

#[command(rename_all = "snake_case")]
pub async fn workspace_settings(app: AppHandle, settings: Settings) -> Answer<Settings> {
    let settings = logged(&app, desk(&app).await?.set_settings(settings).await)?;
    // Days are counted and written in the workspace's time zone.
    events::changed(&app, &[Changed::Workspace, Changed::Complaints]);
    Ok(settings)
}

/// Gives every department there is.
#[command(rename_all = "snake_case")]
pub async fn department_add(app: AppHandle, name: String) -> Answer<Vec<String>> {
    let departments = logged(&app, desk(&app).await?.add_department(&name).await)?;
    events::changed(&app, &[Changed::Workspace]);
    Ok(departments)
}

#[command(rename_all = "snake_case")]
pub async fn workspace_passphrase(app: AppHandle, old: String, new: String) -> Answer<()> {
    let desk = desk(&app).await?;
    let changed = heavy(move || async move {
        desk.change_passphrase(&old, &new, KdfParams::RECOMMENDED)
            .await
    });
    logged(&app, changed.await)
}

/// Runs until the backup is whole, or was stopped.
#[command(rename_all = "snake_case")]
pub async fn workspace_backup(app: AppHandle, to: String) -> Answer<()> {
    let desk = desk(&app).await?;
    let report = |done, total, finished| Task {
        task: "backup",
        done,
        total: Some(total),
        finished,
    };
    office(&app).start();
    let shown = app.clone();
    let made = heavy(move || async move {
        let mut last = (0, 0);
        let mut pace = Pace::new(Duration::from_millis(200));
        let progress = |done, total| {
            last = (done, total);
            if pace.due() {
                events::task(&shown, report(done, total, false));
            }
            office(&shown).goes_on()
        };
        let made = desk.backup(to.as_ref(), progress).await;
        events::task(&shown, report(last.0, last.1, true));
        made
    })
    .await;
    logged(&app, made)?;
    events::changed(&app, &[Changed::Workspace, Changed::Retention]);
    Ok(())
}

#[command(rename_all = "snake_case")]
pub fn task_cancel(app: AppHandle) {
    office(&app).stop();
}
