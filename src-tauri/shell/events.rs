//! What the page is told without asking.

use std::time::{Duration, Instant};

use desk::intake::ImportReport;
use serde::Serialize;
use tauri::{AppHandle, Emitter as _};

use super::memory::Prefs;
use crate::commands::Failure;

/// What is shown of it has to be fetched again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Changed {
    Complaints,
    Drafts,
    Mailbox,
    Audit,
    People,
    Presence,
    Retention,
    Workspace,
}

impl Changed {
    pub const ALL: [Self; 8] = [
        Self::Complaints,
        Self::Drafts,
        Self::Mailbox,
        Self::Audit,
        Self::People,
        Self::Presence,
        Self::Retention,
        Self::Workspace,
    ];
}

/// How long work goes.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Task {
    /// `backup`, `bulk`, `demo` or `restore`.
    pub task: &'static str,
    pub done: u32,
    pub total: Option<u32>,
    pub finished: bool,
}

/// How an import goes; and what ended it before its time.
#[derive(Debug, Serialize)]
pub struct Import<'a> {
    #[serde(flatten)]
    pub report: ImportReport,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<&'a Failure>,
}

/// Whether files are held over the window.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Dragging {
    pub over: bool,
}

/// Files that were let go over the window.
#[derive(Debug, Clone, Serialize)]
pub struct Dropped {
    pub paths: Vec<String>,
}

/// Tells the page; one that is gone needs no word.
fn tell<T: Serialize + Clone>(app: &AppHandle, event: &str, what: T) {
    let _ = app.emit(event, what);
}

/// What is shown of these has to be fetched again.
pub fn changed(app: &AppHandle, what: &[Changed]) {
    #[derive(Clone, Serialize)]
    struct Payload {
        desk: Changed,
    }
    for desk in what {
        tell(app, "changed", Payload { desk: *desk });
    }
}

/// Whether the team's server is reached.
pub fn reached(app: &AppHandle, reached: bool) {
    tell(app, "reached", serde_json::json!({ "reached": reached }));
}

/// How long work goes.
pub fn task(app: &AppHandle, task: Task) {
    tell(app, "task", task);
}

/// How an import goes.
pub fn import(app: &AppHandle, import: &Import<'_>) {
    // Serialised once, here: the failure is not ours to clone.
    if let Ok(payload) = serde_json::to_value(import) {
        tell(app, "import", payload);
    }
}

/// The keys were closed.
pub fn locked(app: &AppHandle) {
    tell(app, "locked", serde_json::json!({}));
}

/// Somebody has opened a workspace.
pub fn entered(app: &AppHandle) {
    tell(app, "entered", serde_json::json!({}));
}

/// What this computer remembers of the window has changed.
pub fn prefs(app: &AppHandle, prefs: &Prefs) {
    tell(app, "prefs", prefs.clone());
}

/// Lets something through at most once in so long.
#[derive(Debug)]
pub struct Pace {
    every: Duration,
    last: Option<Instant>,
}

impl Pace {
    /// The first goes through at once.
    pub const fn new(every: Duration) -> Self {
        Self { every, last: None }
    }

    /// Whether it is time again; then the wait begins anew.
    pub fn due(&mut self) -> bool {
        let due = self.last.is_none_or(|last| last.elapsed() >= self.every);
        if due {
            self.last = Some(Instant::now());
        }
        due
    }
}
