//! The complaints desk: the list, a case, and every act on it.

use chrono::NaiveDate;
use desk::Error;
use desk::complaints::{
    AcknowledgeInput, AnswerInput, CaseDetail, CasePage, CaseStats, Choices, Count, Deed, Done,
    IdentityInput, ListQuery, MergeInput, MergeView, NewCase, On, PartyInput, PrintedCase,
    RefusalInput, SplitInput, SplitView, ToldInput, Total, Triage,
};
use domain::complaints::Status;
use domain::retention::Because;
use tauri::{AppHandle, WebviewWindow, command};
use uuid::Uuid;

use super::{Answer, acted, desk, logged};
use crate::shell::events::{self, Changed};
use crate::shell::window;

#[command(rename_all = "snake_case")]
pub async fn cases_counts(app: AppHandle) -> Answer<Vec<Count>> {
    Ok(desk(&app).await?.cases_counts().await?)
}

/// Of the last twelve weeks.
#[command(rename_all = "snake_case")]
pub async fn cases_stats(app: AppHandle) -> Answer<CaseStats> {
    Ok(desk(&app).await?.cases_stats(None, None).await?)
}

#[command(rename_all = "snake_case")]
pub async fn cases_list(app: AppHandle, query: ListQuery) -> Answer<CasePage> {
    Ok(desk(&app).await?.cases_list(&query).await?)
}

#[command(rename_all = "snake_case")]
pub async fn case_open(app: AppHandle, case: Uuid) -> Answer<CaseDetail> {
    logged(&app, desk(&app).await?.case_open(case).await)
}

/// Shows a case in a window of its own, or brings that window forward.
#[command(rename_all = "snake_case")]
pub async fn case_window(app: AppHandle, case: Uuid) -> Answer<()> {
    window::open_case(&app, case).map_err(|_| {
        let place = "shell: window of a case".to_owned();
        Error::Internal { place }.into()
    })
}

#[command(rename_all = "snake_case")]
pub async fn case_print(app: AppHandle, case: Uuid, notes: bool) -> Answer<PrintedCase> {
    logged(&app, desk(&app).await?.case_print(case, notes).await)
}

/// Prints what stands in the page, by the computer's own dialog: WebKit opens none for
/// `window.print()`. Gives back once the dialog is closed.
#[command(rename_all = "snake_case")]
pub fn paper_print(window: WebviewWindow) -> Answer<()> {
    window.print().map_err(|_| {
        let place = "shell: print".to_owned();
        Error::Internal { place }.into()
    })
}

#[command(rename_all = "snake_case")]
pub async fn case_unread(app: AppHandle, case: Uuid, unread: bool) -> Answer<()> {
    Ok(desk(&app).await?.case_unread(case, unread).await?)
}

#[command(rename_all = "snake_case")]
pub async fn choices(app: AppHandle) -> Answer<Choices> {
    Ok(desk(&app).await?.choices().await?)
}

#[command(rename_all = "snake_case")]
pub async fn case_new(app: AppHandle, input: NewCase) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_new(input).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_triage(app: AppHandle, on: On, triage: Triage) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_triage(on, triage).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_assign(app: AppHandle, on: On, person: Option<Uuid>) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_assign(on, person).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_note(app: AppHandle, on: On, text: String, mentions: Vec<Uuid>) -> Answer<Done> {
    let note = Deed::Note { text, mentions };
    acted(&app, desk(&app).await?.deed(on, note).await)
}

#[command(rename_all = "snake_case")]
pub async fn mentions_unread(app: AppHandle) -> Answer<Total> {
    Ok(desk(&app).await?.mentions_unread().await?)
}

#[command(rename_all = "snake_case")]
pub async fn case_identity(app: AppHandle, on: On, identity: IdentityInput) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_identity(on, identity).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_party(app: AppHandle, on: On, party: PartyInput) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_party(on, party).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_await(app: AppHandle, on: On, what: Status) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_await(on, what).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_resume(app: AppHandle, on: On) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_resume(on).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_snooze(app: AppHandle, on: On, until: Option<NaiveDate>) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_snooze(on, until).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_link(app: AppHandle, on: On, other: Uuid, linked: bool) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_link(on, other, linked).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_not_ours(app: AppHandle, on: On, reason: String) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_not_ours(on, &reason).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_acknowledge(app: AppHandle, on: On, input: AcknowledgeInput) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_acknowledge(on, input).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_answer(app: AppHandle, on: On, answer: AnswerInput) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_answer(on, answer).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_refuse(app: AppHandle, on: On, refusal: RefusalInput) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_refuse(on, refusal).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_told(app: AppHandle, on: On, told: ToldInput) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_told(on, told).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_extend(app: AppHandle, on: On, clock: Uuid, reason: String) -> Answer<Done> {
    acted(
        &app,
        desk(&app).await?.case_extend(on, clock, &reason).await,
    )
}

#[command(rename_all = "snake_case")]
pub async fn case_close(app: AppHandle, on: On) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_close(on).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_reopen(app: AppHandle, on: On, reason: String) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_reopen(on, &reason).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_hold(app: AppHandle, on: On, reason: String) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_hold(on, &reason).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_release(app: AppHandle, on: On) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_release(on).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_erase(app: AppHandle, on: On, because: Because, confirm: u32) -> Answer<Done> {
    let erased = desk(&app).await?.case_erase(on, because, confirm).await;
    let done = acted(&app, erased)?;
    events::changed(&app, &[Changed::Retention]);
    Ok(done)
}

#[command(rename_all = "snake_case")]
pub async fn message_to_case(app: AppHandle, message: Uuid) -> Answer<Done> {
    acted(&app, desk(&app).await?.message_to_case(message).await)
}

#[command(rename_all = "snake_case")]
pub async fn undo(app: AppHandle, id: Uuid) -> Answer<Done> {
    acted(&app, desk(&app).await?.undo(id).await)
}

#[command(rename_all = "snake_case")]
pub async fn merge_preview(app: AppHandle, case: Uuid, into: Uuid) -> Answer<MergeView> {
    Ok(desk(&app).await?.merge_preview(case, into).await?)
}

#[command(rename_all = "snake_case")]
pub async fn case_merge(app: AppHandle, on: On, input: MergeInput) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_merge(on, input).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_unmerge(app: AppHandle, on: On) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_unmerge(on).await)
}

#[command(rename_all = "snake_case")]
pub async fn split_preview(app: AppHandle, case: Uuid, input: SplitInput) -> Answer<SplitView> {
    Ok(desk(&app).await?.split_preview(case, &input).await?)
}

#[command(rename_all = "snake_case")]
pub async fn case_split(app: AppHandle, on: On, input: SplitInput) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_split(on, &input).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_distinct(app: AppHandle, case: Uuid, other: Uuid, distinct: bool) -> Answer<()> {
    let said = desk(&app).await?.case_distinct(case, other, distinct).await;
    logged(&app, said)
}
