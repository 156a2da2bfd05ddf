//! The start screen: what it shows, and every way into a workspace.

use std::path::PathBuf;
use std::sync::PoisonError;
use std::time::Duration;

use desk::intake::ImportReport;
use desk::workspace::{
    Creation, KdfParams, Migrator, NewWorkspace, Place, Recent, Recovery, RecoveryGroups, Session,
    Strength, restore,
};
use desk::{Desk, Error};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager as _, WebviewWindow, command};
use uuid::Uuid;

use super::{Answer, SEED, office};
use crate::shell::events::{self, Pace, Task};
use crate::shell::memory::{Memory, Prefs};
use crate::shell::office::{Held, heavy};
use crate::shell::{Begin, Opening, Tour, mail, notices, team, window};

/// What the start screen shows.
#[derive(Debug, Serialize)]
pub struct StartState {
    recent: Vec<Recent>,
    demo_path: String,
    suggested_folder: String,
    prefs: Prefs,
    version: &'static str,
    /// The case that this window shows alone.
    case: Option<Uuid>,
    /// What the program was asked to begin with; told once.
    begin: Option<Opening>,
}

#[command(rename_all = "snake_case")]
pub fn start_state(app: AppHandle, window: WebviewWindow) -> Answer<StartState> {
    let memory = app.state::<Memory>();
    let begin = app.state::<Begin>();
    let begin = begin.lock().unwrap_or_else(PoisonError::into_inner).take();
    let suggested = app.path().document_dir().or_else(|_| app.path().home_dir());
    Ok(StartState {
        recent: memory.recent(),
        demo_path: demo(&app)?.display().to_string(),
        suggested_folder: suggested.unwrap_or_default().display().to_string(),
        prefs: memory.prefs(),
        version: env!("CARGO_PKG_VERSION"),
        case: window::case_of(&window),
        begin,
    })
}

fn demo(app: &AppHandle) -> desk::Result<PathBuf> {
    let data = app.path().data_dir().map_err(|_| Error::Internal {
        place: "shell: data folder".to_owned(),
    })?;
    Ok(data.join("privacy-desk").join("demo.desk"))
}

#[command(rename_all = "snake_case")]
pub fn prefs_set(app: AppHandle, prefs: Prefs) -> Answer<()> {
    events::prefs(&app, &prefs);
    Ok(app.state::<Memory>().set_prefs(prefs)?)
}

/// The page is where the tour sent it, and painted.
#[command(rename_all = "snake_case")]
pub fn tour_ready(app: AppHandle) {
    app.state::<Tour>().there();
}

/// Off the main thread: guessing takes a while for a long text.
#[command(rename_all = "snake_case", async)]
pub fn passphrase_strength(text: String) -> Strength {
    desk::workspace::strength(&text, &[])
}

/// A team's server, as whoever sets the team up reaches it.
#[derive(Debug, Deserialize)]
pub struct Server {
    url: String,
    plain: bool,
}

/// With a server it is a team's workspace.
#[command(rename_all = "snake_case")]
pub async fn workspace_create_begin(
    app: AppHandle,
    path: String,
    passphrase: String,
    workspace: NewWorkspace,
    server: Option<Server>,
) -> Answer<RecoveryGroups> {
    let place = match server {
        None => Place::folder(path),
        Some(Server { url, plain }) => {
            let login = None;
            Place::server(path, Migrator { url, plain, login })
        }
    };
    let creation = heavy(move || async move {
        Creation::begin(place, &passphrase, workspace, KdfParams::RECOMMENDED)
    })
    .await?;
    Ok(office(&app)
        .begin(Held::Creating(Box::new(creation)))
        .await?)
}

#[command(rename_all = "snake_case")]
pub async fn workspace_recover(
    app: AppHandle,
    path: String,
    code: String,
    new_passphrase: String,
) -> Answer<RecoveryGroups> {
    let place = Place::folder(path);
    let recovery = heavy(move || async move {
        Recovery::begin(place, &code, &new_passphrase, KdfParams::RECOMMENDED)
    })
    .await?;
    Ok(office(&app)
        .begin(Held::Recovering(Box::new(recovery)))
        .await?)
}

#[command(rename_all = "snake_case")]
pub async fn workspace_create_check(app: AppHandle, typed: String) -> Answer<Vec<bool>> {
    Ok(office(&app).matches(&typed).await?)
}

#[command(rename_all = "snake_case")]
pub async fn workspace_create_finish(app: AppHandle, typed: String) -> Answer<Session> {
    let desk = office(&app).finish(typed).await?;
    let session = entered(&app, &desk);
    events::entered(&app);
    Ok(session)
}

#[command(rename_all = "snake_case")]
pub async fn workspace_create_cancel(app: AppHandle) -> Answer<()> {
    office(&app).abandon().await;
    Ok(())
}

#[command(rename_all = "snake_case")]
pub async fn workspace_open(app: AppHandle, path: String, passphrase: String) -> Answer<Session> {
    let place = Place::folder(path);
    office(&app).closed().await;
    let desk = heavy(move || async move { Desk::open(place, &passphrase).await }).await?;
    enter(&app, desk).await
}

#[command(rename_all = "snake_case")]
pub async fn workspace_demo(app: AppHandle) -> Answer<Session> {
    let folder = demo(&app)?;
    office(&app).closed().await;
    if let Some(parent) = folder.parent() {
        std::fs::create_dir_all(parent).map_err(|error| Error::Place {
            path: folder.display().to_string(),
            why: error.kind().to_string(),
        })?;
    }
    let task = |report: &ImportReport, finished| Task {
        task: "demo",
        done: report.seen,
        total: report.total,
        finished,
    };
    let shown = app.clone();
    let desk = heavy(move || async move {
        let mut pace = Pace::new(Duration::from_millis(200));
        let progress = |report: ImportReport| {
            if report.finished || pace.due() {
                events::task(&shown, task(&report, report.finished));
            }
        };
        Desk::demo(Place::folder(folder), SEED, progress).await
    })
    .await?;
    enter(&app, desk).await
}

/// A workspace that was made from a backup.
#[derive(Debug, Serialize)]
pub struct Restored {
    session: Session,
    /// Cases and messages that the backup still had, and that were erased again.
    erased_again: u32,
    /// The first entry of its log that somebody has meddled with.
    unsound: Option<i64>,
}

/// `erased` is a list of erasures that lies elsewhere than beside the backup.
#[command(rename_all = "snake_case")]
pub async fn workspace_restore(
    app: AppHandle,
    from: String,
    to: String,
    passphrase: String,
    erased: Option<PathBuf>,
) -> Answer<Restored> {
    let task = |finished| Task {
        task: "restore",
        done: u32::from(finished),
        total: None,
        finished,
    };
    events::task(&app, task(false));
    let made = heavy(move || async move {
        let list = erased.as_deref();
        restore(from.as_ref(), Place::folder(to), &passphrase, list).await
    })
    .await;
    events::task(&app, task(true));
    let made = made?;
    Ok(Restored {
        session: enter(&app, made.desk).await?,
        erased_again: made.erased_again,
        unsound: made.unsound,
    })
}

#[command(rename_all = "snake_case")]
pub async fn workspace_lock(app: AppHandle) -> Answer<()> {
    office(&app).lock(&app).await;
    Ok(())
}

#[command(rename_all = "snake_case")]
pub async fn workspace_close(app: AppHandle) -> Answer<()> {
    office(&app).typed.forget(window::MAIN);
    window::close_cases(&app);
    office(&app).shut().await;
    Ok(())
}

/// Who is at work, where the page was loaded anew.
#[command(rename_all = "snake_case")]
pub async fn workspace_session(app: AppHandle) -> Answer<Option<Session>> {
    match office(&app).desk().await {
        Ok(desk) => Ok(Some(desk.session())),
        Err(Error::Locked) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn enter(app: &AppHandle, desk: Desk) -> Answer<Session> {
    let session = entered(app, &desk);
    office(app).put(Held::Open(desk)).await;
    events::entered(app);
    Ok(session)
}

fn entered(app: &AppHandle, desk: &Desk) -> Session {
    let session = desk.session();
    // The demonstration has its own way in.
    if !session.demo {
        app.state::<Memory>().opened(&session.name, &session.path);
    }
    notices::watch(app.clone(), desk);
    mail::watch(app.clone(), desk.clone());
    team::watch(app.clone(), desk.clone());
    session
}
