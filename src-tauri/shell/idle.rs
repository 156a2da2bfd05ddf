//! The keys are closed when nobody was there for as long as the workspace's settings say.

use std::time::Duration;

use tauri::{AppHandle, Manager as _};

use super::events;
use super::office::Office;

/// How often it is looked.
const GLANCE: Duration = Duration::from_secs(10);

/// Looks for as long as the program runs.
pub async fn watch(app: AppHandle) {
    loop {
        tokio::time::sleep(GLANCE).await;
        if app.state::<Office>().is_idle().await {
            app.state::<Office>().shut().await;
            events::locked(&app);
        }
    }
}
