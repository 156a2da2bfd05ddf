//! Mailboxes are read while a workspace is open, and the page hears how that goes.

use std::time::Duration;

use desk::Desk;
use tauri::{AppHandle, async_runtime};
use tokio::time::sleep;

use super::events::{self, Changed};

/// How long the page is left alone between two pieces of news: each has it fetch counts.
const PACE: Duration = Duration::from_millis(500);

/// Reads mailboxes until the desk closes.
pub fn watch(app: AppHandle, desk: Desk) {
    let mut news = desk.mailbox_news();
    async_runtime::spawn(async move { desk.mailbox_watch().await });
    async_runtime::spawn(async move {
        let mut told = *news.borrow_and_update();
        // The sender goes with the last that holds the desk.
        while news.changed().await.is_ok() {
            let now = *news.borrow_and_update();
            events::changed(&app, &[Changed::Mailbox, Changed::Audit]);
            if now.mail != told.mail {
                events::changed(&app, &[Changed::Complaints]);
            }
            told = now;
            sleep(PACE).await;
        }
    });
}
