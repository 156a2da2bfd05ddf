//! Answers: drafts, what stops them, and the outbox; who asks, and what they are given as files.

use desk::Error;
use desk::answers::{
    Beginning, DraftView, ExtensionInput, HandedCode, OutboxView, SaveDraft, SendDraft, StopView,
    WaitingDraft,
};
use desk::complaints::{Done, On};
use desk::package::{PackageInput, Packed};
use tauri::{AppHandle, command};
use uuid::Uuid;

use super::intake::save_as;
use super::{Answer, acted, desk, logged};
use crate::shell::events::{self, Changed};

#[command(rename_all = "snake_case")]
pub async fn reply_begin(app: AppHandle, case: Uuid, message: Option<Uuid>) -> Answer<Beginning> {
    Ok(desk(&app).await?.reply_begin(case, message).await?)
}

#[command(rename_all = "snake_case")]
pub async fn drafts(app: AppHandle, case: Uuid) -> Answer<Vec<DraftView>> {
    Ok(desk(&app).await?.drafts(case).await?)
}

#[command(rename_all = "snake_case")]
pub async fn draft_save(app: AppHandle, input: SaveDraft) -> Answer<DraftView> {
    written(&app, desk(&app).await?.draft_save(input).await)
}

#[command(rename_all = "snake_case")]
pub async fn draft_attach(app: AppHandle, draft: Uuid, path: String) -> Answer<DraftView> {
    written(&app, desk(&app).await?.draft_attach(draft, &path).await)
}

#[command(rename_all = "snake_case")]
pub async fn draft_detach(app: AppHandle, draft: Uuid, file: Uuid) -> Answer<DraftView> {
    written(&app, desk(&app).await?.draft_detach(draft, file).await)
}

/// Asks where to, and writes a draft's file there; false when the dialog was left.
#[command(rename_all = "snake_case")]
pub async fn draft_file_save(
    app: AppHandle,
    draft: Uuid,
    file: Uuid,
    title: String,
    suggested: String,
) -> Answer<bool> {
    let desk = desk(&app).await?;
    let bytes = async { Ok(desk.draft_file(draft, file).await?.1) };
    save_as(&app, (&title, &suggested), bytes).await
}

#[command(rename_all = "snake_case")]
pub async fn draft_discard(app: AppHandle, draft: Uuid) -> Answer<()> {
    written(&app, desk(&app).await?.draft_discard(draft).await)
}

#[command(rename_all = "snake_case")]
pub async fn draft_again(app: AppHandle, message: Uuid) -> Answer<DraftView> {
    written(&app, desk(&app).await?.draft_again(message).await)
}

#[command(rename_all = "snake_case")]
pub async fn reply_check(app: AppHandle, draft: Uuid) -> Answer<Vec<StopView>> {
    Ok(desk(&app).await?.reply_check(draft).await?)
}

#[command(rename_all = "snake_case")]
pub async fn case_reply(app: AppHandle, on: On, send: SendDraft) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_reply(on, send).await)
}

#[command(rename_all = "snake_case")]
pub async fn extension_draft(
    app: AppHandle,
    case: Uuid,
    extends: ExtensionInput,
) -> Answer<DraftView> {
    written(&app, desk(&app).await?.extension_draft(case, extends).await)
}

#[command(rename_all = "snake_case")]
pub async fn approvals(app: AppHandle) -> Answer<Vec<WaitingDraft>> {
    Ok(desk(&app).await?.approvals().await?)
}

#[command(rename_all = "snake_case")]
pub async fn approval_ask(app: AppHandle, draft: Uuid, version: i32) -> Answer<DraftView> {
    said(&app, desk(&app).await?.approval_ask(draft, version).await)
}

#[command(rename_all = "snake_case")]
pub async fn approval_give(app: AppHandle, draft: Uuid, version: i32) -> Answer<DraftView> {
    said(&app, desk(&app).await?.approval_give(draft, version).await)
}

#[command(rename_all = "snake_case")]
pub async fn approval_return(
    app: AppHandle,
    draft: Uuid,
    version: i32,
    reason: String,
) -> Answer<DraftView> {
    let returned = desk(&app)
        .await?
        .approval_return(draft, version, &reason)
        .await;
    said(&app, returned)
}

#[command(rename_all = "snake_case")]
pub async fn identity_ask(app: AppHandle, case: Uuid, address: String) -> Answer<DraftView> {
    let asked = desk(&app).await?.identity_ask(case, Some(&address)).await;
    changed(&app, asked)
}

#[command(rename_all = "snake_case")]
pub async fn identity_hand(app: AppHandle, case: Uuid, account: String) -> Answer<HandedCode> {
    let handed = desk(&app).await?.identity_hand(case, &account).await;
    changed(&app, handed)
}

#[command(rename_all = "snake_case")]
pub async fn identity_prove(app: AppHandle, on: On, code: String) -> Answer<Done> {
    let proved = desk(&app).await?.identity_prove(on, &code).await;
    if matches!(proved, Err(Error::WrongCode { .. })) {
        // An attempt is gone.
        events::changed(&app, &[Changed::Complaints, Changed::Audit]);
    }
    acted(&app, proved)
}

#[command(rename_all = "snake_case")]
pub async fn package_make(app: AppHandle, case: Uuid, input: PackageInput) -> Answer<Packed> {
    let packed = desk(&app).await?.package_make(case, input).await;
    changed(&app, packed)
}

/// What is shown of a case has changed, and is in the log.
fn changed<T>(app: &AppHandle, done: desk::Result<T>) -> Answer<T> {
    let done = logged(app, done)?;
    events::changed(app, &[Changed::Complaints]);
    Ok(done)
}

#[command(rename_all = "snake_case")]
pub async fn outbox(app: AppHandle) -> Answer<Vec<OutboxView>> {
    Ok(desk(&app).await?.outbox().await?)
}

#[command(rename_all = "snake_case")]
pub async fn outbox_retry(app: AppHandle, message: Uuid) -> Answer<()> {
    changed(&app, desk(&app).await?.outbox_retry(message).await)
}

#[command(rename_all = "snake_case")]
pub async fn outbox_cancel(app: AppHandle, message: Uuid) -> Answer<()> {
    changed(&app, desk(&app).await?.outbox_cancel(message).await)
}

#[command(rename_all = "snake_case")]
pub async fn outbox_arrived(app: AppHandle, message: Uuid) -> Answer<()> {
    changed(&app, desk(&app).await?.outbox_arrived(message).await)
}

/// A draft is another now: other windows show it.
fn written<T>(app: &AppHandle, draft: desk::Result<T>) -> Answer<T> {
    let draft = draft?;
    events::changed(app, &[Changed::Drafts]);
    Ok(draft)
}

/// Something was said of a draft: of its case too.
fn said(app: &AppHandle, draft: desk::Result<DraftView>) -> Answer<DraftView> {
    let draft = changed(app, draft)?;
    events::changed(app, &[Changed::Drafts]);
    Ok(draft)
}
