//! What is typed in the windows' forms and not sent: sealed, by the label of the window. It outlives
//! a lock, and no window is closed over it unasked.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use desk::complaints::Unsent;
use serde::Serialize;
use tauri::{CloseRequestApi, Emitter as _, Manager as _, WebviewWindow};
use uuid::Uuid;

use super::office::Office;
use super::window;

/// What is typed, window by window.
#[derive(Default)]
pub struct Typed(Mutex<BTreeMap<String, Unsent>>);

impl Typed {
    fn all(&self) -> MutexGuard<'_, BTreeMap<String, Unsent>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is typed in a window now, in place of what was before.
    pub fn put(&self, window: &str, typed: Option<Unsent>) {
        match typed {
            Some(typed) => self.all().insert(window.to_owned(), typed),
            None => self.all().remove(window),
        };
    }

    /// What is typed in a window.
    pub fn of(&self, window: &str) -> Option<Unsent> {
        self.all().get(window).cloned()
    }

    /// In how many windows something is typed that goes with this one: all go with the main one.
    pub fn lost_with(&self, window: &str) -> usize {
        if window == window::MAIN {
            return self.all().len();
        }
        usize::from(self.all().contains_key(window))
    }

    /// Forgets what goes with a window.
    pub fn forget(&self, window: &str) {
        if window == window::MAIN {
            self.all().clear();
        } else {
            self.put(window, None);
        }
    }
}

/// A window is about to close.
#[derive(Clone, Serialize)]
struct Closing {
    /// The case that it shows alone.
    case: Option<Uuid>,
}

/// Keeps a window open where something typed would be lost with it, and has its page ask. Gives
/// whether it closes.
pub fn lets_go(window: &WebviewWindow, closing: &CloseRequestApi) -> bool {
    if window.state::<Office>().typed.lost_with(window.label()) == 0 {
        return true;
    }
    closing.prevent_close();
    let case = window::case_of(window);
    // A page that is gone has nobody to ask.
    let _ = window.emit("closing", Closing { case });
    false
}
