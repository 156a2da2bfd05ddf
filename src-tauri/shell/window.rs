//! The window, and a case in a window of its own. Their web views keep nothing on disk.

use std::env;
use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use tauri::webview::NewWindowResponse;
use tauri::{
    AppHandle, Manager as _, PhysicalPosition, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent, Wry, async_runtime,
};
use uuid::Uuid;

use super::dragging;
use super::idle;
use super::memory::{Frame, Memory};
use super::office::Office;
use super::opened::SCHEME;
use super::unsent;

/// Its label, which the capabilities name.
pub const MAIN: &str = "main";
/// The labels of windows that show one case begin so; it goes on with the case's id.
const CASE: &str = "case-";
/// Width and height, in logical pixels, on its first day.
pub const SIZE: (f64, f64) = (1440.0, 900.0);
/// Of a window that shows one case.
const CASE_SIZE: (f64, f64) = (1060.0, 800.0);
/// Below that, the desks have no room.
const LEAST: (f64, f64) = (720.0, 560.0);
/// Set by who drives the window over WebDriver.
const AUTOMATION: &str = "TAURI_WEBVIEW_AUTOMATION";

/// Opens the window where it was left.
///
/// # Errors
/// What the web view says.
pub fn open(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    let left = app.state::<Memory>().frame();
    let (width, height) = left.map_or(SIZE, |frame| (frame.width, frame.height));
    let mut builder = plan(app, MAIN, (width.max(LEAST.0), height.max(LEAST.1)));
    if let Some(frame) = left {
        builder = builder.maximized(frame.maximized);
        if on_a_screen(app, &frame) {
            builder = builder.position(frame.x, frame.y);
        }
    }
    let window = builder.build()?;
    idle::hear(&window)?;
    let heard = window.clone();
    window.on_window_event(move |event| match event {
        WindowEvent::DragDrop(drag) => dragging::tell(&heard, drag),
        WindowEvent::CloseRequested { api, .. } if unsent::lets_go(&heard, api) => {
            // What can't be learned or written now is not worth keeping the window open for.
            let _ = remember(&heard);
            close_cases(heard.app_handle());
        }
        _ => {}
    });
    Ok(window)
}

/// What holds of every window.
fn plan<'a>(
    app: &'a AppHandle,
    label: &str,
    (width, height): (f64, f64),
) -> WebviewWindowBuilder<'a, Wry, AppHandle> {
    WebviewWindowBuilder::new(app, label, WebviewUrl::default())
        .title("Privacy Desk")
        .inner_size(width, height)
        .min_inner_size(LEAST.0, LEAST.1)
        .zoom_hotkeys_enabled(true)
        .devtools(cfg!(debug_assertions))
        // A driver gets no view that forgets: WebKit opens it none.
        .incognito(!automated())
        // Frames ask here as well; only the page itself can give one the address of a message.
        .on_navigation(|url| matches!(url.scheme(), "tauri" | SCHEME))
        .on_new_window(|_, _| NewWindowResponse::Deny)
}

/// Shows a case in a window of its own; where one shows it already, brings that forward.
///
/// # Errors
/// What the web view says.
pub fn open_case(app: &AppHandle, case: Uuid) -> tauri::Result<()> {
    let label = format!("{CASE}{case}");
    if let Some(window) = app.get_webview_window(&label) {
        window.unminimize()?;
        return window.set_focus();
    }
    let window = plan(app, &label, CASE_SIZE).build()?;
    let heard = window.clone();
    window.on_window_event(move |event| match event {
        WindowEvent::CloseRequested { api, .. } => {
            unsent::lets_go(&heard, api);
        }
        WindowEvent::Destroyed => gone(&heard),
        _ => {}
    });
    idle::hear(&window)
}

/// Nothing is typed there any more, and nobody is at its case.
fn gone(window: &WebviewWindow) {
    forget(window);
    let (app, label) = (window.app_handle().clone(), window.label().to_owned());
    async_runtime::spawn(async move {
        if let Ok(desk) = app.state::<Office>().desk().await {
            // Where the server is not reached, it ends by itself.
            let _ = desk.attend(&label, None, false).await;
        }
    });
}

fn forget(window: &WebviewWindow) {
    window.state::<Office>().typed.forget(window.label());
}

/// Closes a window with what is typed in it; the main one with all that is typed.
///
/// # Errors
/// What the web view says.
pub fn leave(window: &WebviewWindow) -> tauri::Result<()> {
    forget(window);
    window.close()
}

/// The case that a window shows alone.
pub fn case_of(window: &WebviewWindow) -> Option<Uuid> {
    window.label().strip_prefix(CASE)?.parse().ok()
}

/// Closes every window that shows one case.
pub fn close_cases(app: &AppHandle) {
    for window in app.webview_windows().into_values() {
        if case_of(&window).is_some() {
            // One that is closing by itself is as good.
            let _ = window.close();
        }
    }
}

/// A screen may have gone since.
fn on_a_screen(app: &AppHandle, frame: &Frame) -> bool {
    app.available_monitors().is_ok_and(|screens| {
        screens.iter().any(|screen| {
            let scale = screen.scale_factor();
            let corner: PhysicalPosition<f64> = screen.position().cast();
            let (x, y) = (frame.x * scale - corner.x, frame.y * scale - corner.y);
            let size = screen.size();
            (0.0..f64::from(size.width)).contains(&x) && (0.0..f64::from(size.height)).contains(&y)
        })
    })
}

fn remember(window: &WebviewWindow) -> tauri::Result<()> {
    let memory = window.state::<Memory>();
    if window.is_maximized()?
        && let Some(before) = memory.frame()
    {
        // What it goes back to is as it was.
        memory.set_frame(Frame {
            maximized: true,
            ..before
        });
        return Ok(());
    }
    let scale = window.scale_factor()?;
    let size = window.inner_size()?.to_logical::<f64>(scale);
    let corner = window.outer_position()?.to_logical::<f64>(scale);
    memory.set_frame(Frame {
        width: size.width,
        height: size.height,
        x: corner.x,
        y: corner.y,
        maximized: window.is_maximized()?,
    });
    Ok(())
}

/// Builds whose window can be driven: those for tests, and the one that is measured.
const DRIVABLE: bool = cfg!(any(debug_assertions, feature = "automation"));

/// Whether a test drives the window.
fn automated() -> bool {
    DRIVABLE && env::var(AUTOMATION).is_ok_and(|value| value == "true")
}

/// In what people get, the window can't be driven: the program starts anew without the variable
/// that would allow it.
///
/// # Errors
/// Where it can't be started.
pub fn refuse_automation() -> io::Result<()> {
    if DRIVABLE || env::var_os(AUTOMATION).is_none() {
        return Ok(());
    }
    Err(Command::new(env::current_exe()?)
        .args(env::args_os().skip(1))
        .env_remove(AUTOMATION)
        .exec())
}
