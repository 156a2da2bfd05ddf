//! A picture of every screen, in both themes and both languages, without a hand on the window.
//!
//! The page is told where to go (`tour`), says when it is there (`tour_ready`), and is then
//! painted by WebKit itself.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use desk::Desk;
use desk::workspace::Place;
use serde::Serialize;
use tauri::{AppHandle, Emitter as _, LogicalSize, Manager as _, WebviewWindow};
use tokio::sync::{Notify, oneshot};
use tokio::time::timeout;
use webkit2gtk::{SnapshotOptions, SnapshotRegion, WebViewExt as _, gio, glib};

use super::office::{Held, Office, heavy};
use super::window;

const SIZES: [(u32, u32); 2] = [(1440, 900), (1100, 700)];
const LANGUAGES: [&str; 2] = ["en", "zh-CN"];
const THEMES: [&str; 2] = ["light", "dark"];
/// The screens, as the page knows them.
const SCREENS: [&str; 15] = [
    "start",
    "start-team",
    "start-join",
    "complaints",
    "case",
    "palette",
    "keys",
    "triage",
    "note",
    "bulk",
    "mailbox",
    "mailbox-form",
    "retention",
    "audit",
    "settings",
];
/// How long the page may take to get somewhere.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a window manager may take to change the window's size; it may also refuse.
const RESIZING: Duration = Duration::from_secs(2);

/// Hears the page say that it is where it was told to go.
#[derive(Debug, Default)]
pub struct Tour {
    there: Notify,
}

impl Tour {
    /// The page is there, and painted.
    pub fn there(&self) {
        self.there.notify_one();
    }
}

#[derive(Clone, Copy, Serialize)]
struct Stop {
    screen: &'static str,
    theme: &'static str,
    language: &'static str,
}

/// Makes the tour over a demonstration of its own, and ends the program.
pub async fn run(app: AppHandle, folder: PathBuf) {
    let made = go(&app, &folder).await;
    app.state::<Office>().shut().await;
    app.exit(match made {
        Ok(()) => 0,
        Err(error) => {
            eprintln!("privacy-desk: {error:#}");
            1
        }
    });
}

async fn go(app: &AppHandle, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let demo = folder.join(".tour.desk");
    // Left behind where a tour was cut off.
    let _ = std::fs::remove_dir_all(&demo);
    let place = Place::folder(&demo);
    let desk = heavy(move || async move { Desk::demo(place, crate::commands::SEED, |_| ()).await })
        .await?;
    app.state::<Office>().put(Held::Open(desk)).await;
    let taken = take_all(app, folder).await;
    app.state::<Office>().shut().await;
    std::fs::remove_dir_all(&demo).with_context(|| demo.display().to_string())?;
    taken
}

async fn take_all(app: &AppHandle, folder: &Path) -> Result<()> {
    let window = window::open(app)?;
    arrive(app).await.context("the page does not come up")?;
    for (width, height) in SIZES {
        resize(&window, width, height).await?;
        for language in LANGUAGES {
            for theme in THEMES {
                for screen in SCREENS {
                    let stop = Stop {
                        screen,
                        theme,
                        language,
                    };
                    let name = format!("{screen}-{language}-{theme}-{width}x{height}.png");
                    app.emit("tour", stop)?;
                    arrive(app).await.with_context(|| name.clone())?;
                    let png = picture(&window).await.with_context(|| name.clone())?;
                    std::fs::write(folder.join(&name), png).with_context(|| name.clone())?;
                }
            }
        }
    }
    Ok(())
}

async fn arrive(app: &AppHandle) -> Result<()> {
    let tour = app.state::<Tour>();
    timeout(PATIENCE, tour.there.notified())
        .await
        .map_err(|_| anyhow!("the page does not say that it is there"))
}

async fn resize(window: &WebviewWindow, width: u32, height: u32) -> Result<()> {
    let wanted = LogicalSize::new(width, height);
    window.set_size(wanted)?;
    let wanted = wanted.to_physical::<u32>(window.scale_factor()?);
    let resized = async {
        while window.inner_size()? != wanted {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        tauri::Result::Ok(())
    };
    // A tiling window manager has its own mind: then the pictures are of its size.
    timeout(RESIZING, resized).await.unwrap_or(Ok(()))?;
    Ok(())
}

/// What the window shows, as a PNG.
async fn picture(window: &WebviewWindow) -> Result<Vec<u8>> {
    let (sender, receiver) = oneshot::channel();
    window.with_webview(move |view| {
        view.inner().snapshot(
            SnapshotRegion::Visible,
            SnapshotOptions::NONE,
            None::<&gio::Cancellable>,
            move |surface| {
                // Nobody waits any more where time was up.
                let _ = sender.send(png(surface));
            },
        );
    })?;
    timeout(PATIENCE, receiver).await??
}

fn png(surface: Result<cairo::Surface, glib::Error>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    surface?.write_to_png(&mut bytes)?;
    Ok(bytes)
}
