//! What the page may ask for: adapters of a few lines between its words and the desk's.

mod answers;
mod audit;
mod bulk;
mod complaints;
mod dialogs;
mod intake;
mod letters;
mod mailbox;
mod people;
mod retention;
mod settings;
mod start;
mod tasks;
mod team;
mod templates;
mod unsent;
mod views;

use desk::complaints::Done;
use desk::{Desk, Error};
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};
use tauri::ipc::Invoke;
use tauri::{AppHandle, Manager as _, State, Wry};

use crate::shell::events::{self, Changed};
use crate::shell::office::Office;

/// What the demonstration's mail is made from: always the same.
pub const SEED: u64 = 1;

macro_rules! commands {
    ($($module:ident::$name:ident),+ $(,)?) => {
        tauri::generate_handler![$($module::$name),+]
    };
}

/// Answers the page.
pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    include!("list.rs")
}

/// What a command is refused with: `{ code, params }`.
#[derive(Debug)]
pub struct Failure(Error);

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl Serialize for Failure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Failure", 2)?;
        out.serialize_field("code", self.0.code())?;
        out.serialize_field("params", &self.0.params())?;
        out.end()
    }
}

/// What a command gives.
pub type Answer<T> = Result<T, Failure>;

fn office(app: &AppHandle) -> State<'_, Office> {
    app.state()
}

async fn desk(app: &AppHandle) -> desk::Result<Desk> {
    office(app).desk().await
}

/// An act was done on a case, or refused: what shows cases, and the log, has changed if it was
/// done.
fn acted(app: &AppHandle, done: desk::Result<Done>) -> Answer<Done> {
    let done = done?;
    events::changed(app, &[Changed::Complaints, Changed::Audit]);
    Ok(done)
}

/// An act that left its entry in the log, and changed nothing else that is shown.
fn logged<T>(app: &AppHandle, what: desk::Result<T>) -> Answer<T> {
    let what = what?;
    events::changed(app, &[Changed::Audit]);
    Ok(what)
}
