//! Mail coming in, and the messages that came.

use std::time::Duration;

use data_encoding::BASE64;
use desk::intake::{ImportInput, ImportReport, MessageDetail, PageLink, RawView};
use desk::scan::FileScan;
use desk::{Desk, Error};
use serde::Serialize;
use tauri::async_runtime::{spawn, spawn_blocking};
use tauri::{AppHandle, command};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{Answer, Failure, desk, logged, office};
use crate::shell::events::{self, Changed, Import, Pace};
use crate::shell::office::heavy;
use crate::shell::{dialogs, opened, save};

/// Begins to bring mail in. Refuses what can't begin; how it goes then is told by events.
#[command(rename_all = "snake_case")]
pub async fn import_start(app: AppHandle, input: ImportInput) -> Answer<()> {
    let desk = desk(&app).await?;
    let (begun, answer) = oneshot::channel();
    spawn(import(app, desk, input, begun));
    // Where nothing was said, nothing was refused.
    answer.await.unwrap_or(Ok(()))
}

/// What would become of mail; nothing comes in.
#[command(rename_all = "snake_case")]
pub async fn import_look(app: AppHandle, input: ImportInput) -> Answer<ImportReport> {
    let input = ImportInput {
        dry_run: true,
        ..input
    };
    Ok(desk(&app).await?.import(input, |_| {}).await?)
}

async fn import(
    app: AppHandle,
    desk: Desk,
    input: ImportInput,
    begun: oneshot::Sender<Answer<()>>,
) {
    let mut begun = Some(begun);
    let mut last = ImportReport::default();
    let mut progress = Pace::new(Duration::from_millis(200));
    let mut list = Pace::new(Duration::from_secs(1));
    let ended = desk
        .import(input, |report| {
            last = report;
            if let Some(begun) = begun.take() {
                // The page may have gone meanwhile; the mail comes in all the same.
                let _ = begun.send(Ok(()));
            }
            if report.finished || progress.due() {
                events::import(
                    &app,
                    &Import {
                        report,
                        error: None,
                    },
                );
            }
            if list.due() {
                events::changed(&app, &[Changed::Complaints]);
            }
        })
        .await;
    if let Err(error) = ended {
        refused(&app, last, begun, error.into());
    }
    events::changed(&app, &[Changed::Complaints, Changed::Audit]);
}

/// Tells whoever began it; later, whoever watches it.
fn refused(
    app: &AppHandle,
    last: ImportReport,
    begun: Option<oneshot::Sender<Answer<()>>>,
    error: Failure,
) {
    if let Some(begun) = begun {
        let _ = begun.send(Err(error));
        return;
    }
    let report = ImportReport {
        finished: true,
        ..last
    };
    events::import(
        app,
        &Import {
            report,
            error: Some(&error),
        },
    );
}

#[command(rename_all = "snake_case")]
pub async fn import_cancel(app: AppHandle) -> Answer<()> {
    desk(&app).await?.cancel();
    Ok(())
}

#[command(rename_all = "snake_case")]
pub async fn message_open(app: AppHandle, message: Uuid) -> Answer<MessageDetail> {
    logged(&app, desk(&app).await?.message(message).await)
}

#[command(rename_all = "snake_case")]
pub async fn message_source(app: AppHandle, message: Uuid) -> Answer<RawView> {
    logged(&app, desk(&app).await?.source(message).await)
}

#[command(rename_all = "snake_case")]
pub async fn message_headers(app: AppHandle, message: Uuid) -> Answer<Vec<(String, String)>> {
    logged(&app, desk(&app).await?.headers(message).await)
}

/// A page of a message, for a frame.
#[derive(Debug, Serialize)]
pub struct Letter {
    /// Where the frame finds it.
    url: String,
    blocked: u32,
    pictures_left_out: u32,
    pictures_infected: u32,
    pictures_not_scanned: u32,
    links: Vec<PageLink>,
}

#[command(rename_all = "snake_case")]
pub async fn message_html(app: AppHandle, message: Uuid) -> Answer<Letter> {
    let draw = |bytes: &[u8]| opened::drawn(bytes, 0).ok().map(|drawn| drawn.png);
    let page = logged(&app, desk(&app).await?.page(message, draw).await)?;
    Ok(Letter {
        url: office(&app).opened.put_page(page.html),
        blocked: page.blocked,
        pictures_left_out: page.pictures_left_out,
        pictures_infected: page.pictures_infected,
        pictures_not_scanned: page.pictures_not_scanned,
        links: page.links,
    })
}

/// A page of a file, drawn.
#[derive(Debug, Serialize)]
pub struct Look {
    /// What to ask for other pages with.
    file: Uuid,
    pages: usize,
    /// A `data:` address.
    picture: String,
}

/// What the virus scanner says of each file of a message; nothing where there is none.
#[command(rename_all = "snake_case")]
pub async fn attachments_scan(app: AppHandle, message: Uuid) -> Answer<Vec<FileScan>> {
    Ok(desk(&app).await?.attachments_scan(message).await?)
}

/// Opens an attachment to be looked at; its first page.
#[command(rename_all = "snake_case")]
pub async fn attachment_look(app: AppHandle, message: Uuid, part: u32) -> Answer<Look> {
    let bytes = logged(&app, desk(&app).await?.attachment_look(message, part).await)?;
    let file = office(&app).opened.put_file(bytes);
    attachment_page(app, file, 0).await
}

/// Another page of the file that was opened.
#[command(rename_all = "snake_case")]
pub async fn attachment_page(app: AppHandle, file: Uuid, page: usize) -> Answer<Look> {
    let bytes = office(&app).opened.file(file).ok_or(Error::Locked)?;
    let drawn = heavy(move || async move { opened::drawn(&bytes, page) }).await?;
    Ok(Look {
        file,
        pages: drawn.pages,
        picture: format!("data:image/png;base64,{}", BASE64.encode(&drawn.png)),
    })
}

/// Asks where to, and writes an attachment there; false when the dialog was left.
#[command(rename_all = "snake_case")]
pub async fn attachment_save(
    app: AppHandle,
    message: Uuid,
    part: u32,
    title: String,
    suggested: String,
) -> Answer<bool> {
    let desk = desk(&app).await?;
    let bytes = async { Ok(desk.attachment(message, part).await?.1) };
    save_as(&app, (&title, &suggested), bytes).await
}

/// Asks where to, and writes a message there as it came in; false when the dialog was left.
#[command(rename_all = "snake_case")]
pub async fn raw_save(
    app: AppHandle,
    message: Uuid,
    title: String,
    suggested: String,
) -> Answer<bool> {
    let desk = desk(&app).await?;
    save_as(&app, (&title, &suggested), desk.raw(message)).await
}

/// Asks where to, and writes there what is taken out then: what nobody took out is not in the log
/// as taken out.
pub(super) async fn save_as(
    app: &AppHandle,
    (title, suggested): (&str, &str),
    bytes: impl Future<Output = desk::Result<Vec<u8>>>,
) -> Answer<bool> {
    let Some(target) = dialogs::save(app, title, suggested).await else {
        return Ok(false);
    };
    let bytes = logged(app, bytes.await)?;
    let written = spawn_blocking(move || save::write(&target, &bytes)).await;
    written.unwrap_or_else(|_| {
        Err(desk::Error::Internal {
            place: "shell: writing broke off".to_owned(),
        })
    })?;
    Ok(true)
}
