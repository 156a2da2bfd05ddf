//! Setting up a team, and joining one.

use std::path::PathBuf;

use desk::team::{Attending, Joining, check, preparation};
use desk::workspace::{KdfParams, RecoveryGroups, undertaking_in};
use domain::data::Language;
use serde::Serialize;
use tauri::{AppHandle, Manager as _, WebviewWindow, command};
use uuid::Uuid;

use super::{Answer, desk, office};
use crate::shell::memory::Memory;
use crate::shell::office::{Held, heavy};

/// Whether a team can be set up there; changes nothing.
#[command(rename_all = "snake_case")]
pub async fn team_check(url: String, plain: bool) -> Answer<()> {
    Ok(check(&url, plain).await?)
}

/// Who else has the case open that this person has, or types about.
#[command(rename_all = "snake_case")]
pub async fn attend(
    app: AppHandle,
    window: WebviewWindow,
    case: Option<Uuid>,
    writing: bool,
) -> Answer<Vec<Attending>> {
    let desk = desk(&app).await?;
    Ok(desk.attend(window.label(), case, writing).await?)
}

/// What the database's administrator has to run where that login may not make roles.
#[command(rename_all = "snake_case")]
pub fn team_preparation(url: String) -> Answer<String> {
    Ok(preparation(&url)?)
}

/// What everyone who joins undertakes.
#[command(rename_all = "snake_case")]
pub fn undertaking(language: Language) -> &'static str {
    undertaking_in(language)
}

/// Whom one joins, and the recovery code that is to be typed back.
#[derive(Debug, Serialize)]
pub struct Begun {
    workspace: String,
    recovery: RecoveryGroups,
}

#[command(rename_all = "snake_case")]
pub async fn team_join_begin(
    app: AppHandle,
    url: String,
    plain: bool,
    code: String,
    path: PathBuf,
    passphrase: String,
) -> Answer<Begun> {
    let kdf = KdfParams::RECOMMENDED;
    let joining =
        heavy(
            move || async move { Joining::begin(&url, plain, &code, path, &passphrase, kdf).await },
        )
        .await?;
    let workspace = joining.workspace().to_owned();
    let recovery = office(&app).begin(Held::Joining(Box::new(joining))).await?;
    Ok(Begun {
        workspace,
        recovery,
    })
}

/// Gives the fingerprint that somebody of the team has to confirm. The place is remembered: it is
/// opened once they have.
#[command(rename_all = "snake_case")]
pub async fn team_join_finish(
    app: AppHandle,
    typed: String,
    name: String,
    path: String,
) -> Answer<String> {
    let fingerprint = office(&app).join(typed).await?;
    app.state::<Memory>().opened(&name, &path);
    Ok(fingerprint)
}
