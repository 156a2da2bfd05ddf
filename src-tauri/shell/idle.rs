//! The keys are closed when nobody was there for as long as the workspace's settings say.

use std::time::Duration;

use tauri::{AppHandle, Manager as _, WebviewWindow};
use webkit2gtk::glib::object::ObjectExt as _;
use webkit2gtk::glib::value::ToValue as _;

use super::office::Office;

/// What a hand does to a window, by the names of GTK.
const TOUCHES: [&str; 4] = [
    "button-press-event",
    "key-press-event",
    "scroll-event",
    "touch-event",
];

/// How often it is looked.
const GLANCE: Duration = Duration::from_secs(10);

/// Looks for as long as the program runs.
pub async fn watch(app: AppHandle) {
    loop {
        tokio::time::sleep(GLANCE).await;
        if app.state::<Office>().is_idle().await {
            app.state::<Office>().lock(&app).await;
        }
    }
}

/// A hand on this window is being there. It is asked of the web view and not of its page: in the
/// frame of a message no script sees what is touched.
///
/// # Errors
/// Where the window has gone.
pub fn hear(window: &WebviewWindow) -> tauri::Result<()> {
    let app = window.app_handle().clone();
    window.with_webview(move |view| {
        for touch in TOUCHES {
            let app = app.clone();
            view.inner().connect_local(touch, false, move |_| {
                app.state::<Office>().touch();
                // It goes on to the page.
                Some(false.to_value())
            });
        }
    })
}
