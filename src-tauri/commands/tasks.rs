//! Tasks of departments.

use desk::complaints::{Done, On, TaskInput};
use tauri::{AppHandle, command};
use uuid::Uuid;

use super::{Answer, acted, desk};

#[command(rename_all = "snake_case")]
pub async fn case_task(app: AppHandle, on: On, input: TaskInput) -> Answer<Done> {
    acted(&app, desk(&app).await?.case_task(on, input).await)
}

#[command(rename_all = "snake_case")]
pub async fn case_task_answer(app: AppHandle, on: On, task: Uuid, text: String) -> Answer<Done> {
    acted(
        &app,
        desk(&app).await?.case_task_answer(on, task, &text).await,
    )
}

#[command(rename_all = "snake_case")]
pub async fn case_task_withdraw(
    app: AppHandle,
    on: On,
    task: Uuid,
    reason: String,
) -> Answer<Done> {
    let desk = desk(&app).await?;
    acted(&app, desk.case_task_withdraw(on, task, &reason).await)
}
