//! One act on many cases.

use std::time::Duration;

use desk::complaints::{BulkDone, BulkPreview, Deed, Marked};
use tauri::{AppHandle, command};
use uuid::Uuid;

use super::{Answer, desk, office};
use crate::shell::events::{self, Changed, Pace, Task};

#[command(rename_all = "snake_case")]
pub async fn bulk_preview(app: AppHandle, marked: Marked, deed: Deed) -> Answer<BulkPreview> {
    Ok(desk(&app).await?.bulk_preview(&marked, deed).await?)
}

/// Runs until all are done, or it was stopped.
#[command(rename_all = "snake_case")]
pub async fn bulk(app: AppHandle, marked: Marked, deed: Deed, key: Uuid) -> Answer<BulkDone> {
    let desk = desk(&app).await?;
    office(&app).start();
    let mut pace = Pace::new(Duration::from_millis(200));
    let progress = |done, total| {
        let finished = done == total;
        if finished || pace.due() {
            events::task(
                &app,
                Task {
                    task: "bulk",
                    done,
                    total: Some(total),
                    finished,
                },
            );
        }
        office(&app).goes_on()
    };
    told(&app, desk.bulk(&marked, deed, key, progress).await)
}

#[command(rename_all = "snake_case")]
pub async fn bulk_undo(app: AppHandle, bulk: Uuid) -> Answer<BulkDone> {
    told(&app, desk(&app).await?.bulk_undo(bulk).await)
}

fn told(app: &AppHandle, done: desk::Result<BulkDone>) -> Answer<BulkDone> {
    // What failed in one batch may have been done in those before.
    events::changed(app, &[Changed::Complaints, Changed::Audit]);
    Ok(done?)
}
