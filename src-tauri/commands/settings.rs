//! The settings of the open workspace, its passphrase and its backup.

use std::time::Duration;

use desk::calendars::{CalendarView, CalendarYear};
use desk::scan::{Scanner, ScannerTest};
use desk::workspace::{DepartmentView, KdfParams, Settings, SettingsChange, WorkspaceInfo};
use tauri::{AppHandle, command};

use super::{Answer, desk, logged, office};
use crate::shell::events::{self, Changed, Pace, Task};
use crate::shell::office::heavy;

#[command(rename_all = "snake_case")]
pub async fn workspace_info(app: AppHandle) -> Answer<WorkspaceInfo> {
    Ok(desk(&app).await?.info().await?)
}

#[command(rename_all = "snake_case")]
pub async fn workspace_settings(app: AppHandle, change: SettingsChange) -> Answer<Settings> {
    let settings = logged(&app, desk(&app).await?.set_settings(change).await)?;
    // Days are counted and written in the workspace's time zone.
    events::changed(&app, &[Changed::Workspace, Changed::Complaints]);
    Ok(settings)
}

/// This and the next two give every department there is.
#[command(rename_all = "snake_case")]
pub async fn department_add(
    app: AppHandle,
    name: String,
    under: Option<String>,
) -> Answer<Vec<DepartmentView>> {
    let desk = desk(&app).await?;
    let done = desk.add_department(&name, under.as_deref()).await;
    rearranged(&app, &[], done)
}

#[command(rename_all = "snake_case")]
pub async fn department_move(
    app: AppHandle,
    name: String,
    under: Option<String>,
) -> Answer<Vec<DepartmentView>> {
    let desk = desk(&app).await?;
    let done = desk.move_department(&name, under.as_deref()).await;
    rearranged(&app, &[Changed::People], done)
}

#[command(rename_all = "snake_case")]
pub async fn department_rename(
    app: AppHandle,
    name: String,
    to: String,
) -> Answer<Vec<DepartmentView>> {
    let done = desk(&app).await?.rename_department(&name, &to).await;
    rearranged(&app, &[Changed::People, Changed::Complaints], done)
}

fn rearranged(
    app: &AppHandle,
    also: &[Changed],
    done: desk::Result<Vec<DepartmentView>>,
) -> Answer<Vec<DepartmentView>> {
    let departments = logged(app, done)?;
    events::changed(app, &[&[Changed::Workspace], also].concat());
    Ok(departments)
}

#[command(rename_all = "snake_case")]
pub async fn calendars(app: AppHandle) -> Answer<Vec<CalendarView>> {
    Ok(desk(&app).await?.calendars_list().await?)
}

/// What a file says of each year; nothing is changed.
#[command(rename_all = "snake_case")]
pub async fn calendar_look(app: AppHandle, path: String) -> Answer<Vec<CalendarYear>> {
    Ok(desk(&app).await?.calendar_look(&path).await?)
}

#[command(rename_all = "snake_case")]
pub async fn calendar_add(
    app: AppHandle,
    path: String,
    calendar: String,
) -> Answer<Vec<CalendarView>> {
    let done = desk(&app).await?.calendar_add(&path, &calendar).await;
    counted_anew(&app, done)
}

#[command(rename_all = "snake_case")]
pub async fn calendar_remove(app: AppHandle, calendar: String) -> Answer<Vec<CalendarView>> {
    let done = desk(&app).await?.calendar_remove(&calendar).await;
    counted_anew(&app, done)
}

fn counted_anew(
    app: &AppHandle,
    done: desk::Result<Vec<CalendarView>>,
) -> Answer<Vec<CalendarView>> {
    let all = logged(app, done)?;
    events::changed(app, &[Changed::Workspace, Changed::Complaints]);
    Ok(all)
}

#[command(rename_all = "snake_case")]
pub async fn scanner_set(app: AppHandle, scanner: Option<Scanner>) -> Answer<()> {
    logged(&app, desk(&app).await?.set_scanner(scanner).await)?;
    events::changed(&app, &[Changed::Workspace]);
    Ok(())
}

#[command(rename_all = "snake_case")]
pub async fn scanner_test(app: AppHandle) -> Answer<ScannerTest> {
    Ok(desk(&app).await?.scanner_test().await?)
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
