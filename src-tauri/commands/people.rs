//! The people desk: who is of the team, and what each may do.

use desk::people::{AccessReview, Invited, Invitee, Member, RoleView};
use tauri::{AppHandle, command};

use super::{Answer, desk};
use crate::shell::events::{self, Changed};

#[command(rename_all = "snake_case")]
pub async fn people(app: AppHandle) -> Answer<Vec<Member>> {
    Ok(desk(&app).await?.office().await?)
}

#[command(rename_all = "snake_case")]
pub async fn person_invite(app: AppHandle, who: Invitee) -> Answer<Invited> {
    changed(&app, desk(&app).await?.invite(who).await)
}

#[command(rename_all = "snake_case")]
pub async fn person_confirm(app: AppHandle, who: String, fingerprint: String) -> Answer<Member> {
    changed(&app, desk(&app).await?.confirm(&who, &fingerprint).await)
}

#[command(rename_all = "snake_case")]
pub async fn person_roles(app: AppHandle, who: String, roles: Vec<RoleView>) -> Answer<Member> {
    changed(&app, desk(&app).await?.set_roles(&who, roles).await)
}

#[command(rename_all = "snake_case")]
pub async fn person_reset(app: AppHandle, who: String) -> Answer<Invited> {
    changed(&app, desk(&app).await?.reset_person(&who).await)
}

#[command(rename_all = "snake_case")]
pub async fn person_let_go(app: AppHandle, who: String) -> Answer<Member> {
    changed(&app, desk(&app).await?.let_go(&who).await)
}

/// Signs the undertaking of confidentiality, as the person at work.
#[command(rename_all = "snake_case")]
pub async fn undertake(app: AppHandle) -> Answer<()> {
    changed(&app, desk(&app).await?.undertake().await)
}

#[command(rename_all = "snake_case")]
pub async fn access_review(app: AppHandle) -> Answer<AccessReview> {
    Ok(desk(&app).await?.access_review().await?)
}

#[command(rename_all = "snake_case")]
pub async fn access_confirm(app: AppHandle, who: String) -> Answer<AccessReview> {
    changed(&app, desk(&app).await?.confirm_access(&who).await)
}

/// The list of people is another now, and the log is longer.
fn changed<T>(app: &AppHandle, done: desk::Result<T>) -> Answer<T> {
    let done = done?;
    events::changed(app, &[Changed::People, Changed::Audit]);
    Ok(done)
}
