//! What is typed in this window's form and not sent.

use desk::Error;
use tauri::{AppHandle, WebviewWindow, command};

use super::{Answer, desk, office};
use crate::shell::window;

/// What is typed now; nothing once it was sent, or is not to be.
#[command(rename_all = "snake_case")]
pub async fn unsent_keep(
    app: AppHandle,
    window: WebviewWindow,
    typed: Option<String>,
) -> Answer<()> {
    let desk = desk(&app).await?;
    let typed = typed.map(|text| desk.unsent_seal(text)).transpose()?;
    office(&app).typed.put(window.label(), typed);
    Ok(())
}

/// What was typed before the keys were closed. What somebody else typed, or in another workspace,
/// is nothing here.
#[command(rename_all = "snake_case")]
pub async fn unsent(app: AppHandle, window: WebviewWindow) -> Answer<Option<String>> {
    let desk = desk(&app).await?;
    let typed = office(&app).typed.of(window.label());
    Ok(typed.and_then(|one| desk.unsent_open(&one).ok()))
}

/// In how many windows something is typed that goes with this one.
#[command(rename_all = "snake_case")]
pub fn unsent_count(app: AppHandle, window: WebviewWindow) -> usize {
    office(&app).typed.lost_with(window.label())
}

/// Closes this window, whatever is typed in it.
#[command(rename_all = "snake_case")]
pub fn window_leave(window: WebviewWindow) -> Answer<()> {
    window::leave(&window).map_err(|_| {
        let place = "shell: close".to_owned();
        Error::Internal { place }.into()
    })
}
