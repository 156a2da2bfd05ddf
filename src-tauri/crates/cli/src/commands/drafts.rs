//! `pdesk drafts …`

use std::path::Path;

use chrono::Utc;
use desk::answers::{DraftView, SendDraft};
use desk::complaints::On;
use desk::{Desk, Error};
use serde_json::json;
use uuid::Uuid;

use super::answers;
use crate::args::{DraftsCommand, SendArgs};
use crate::error::Failure;
use crate::office::{Office, Result, zone};
use crate::output::{self, Said};

pub async fn run(office: &Office, desk: &Desk, command: DraftsCommand) -> Result<Said> {
    let draft = match command {
        DraftsCommand::Waiting => {
            let waiting = desk.approvals().await?;
            return office.say(&waiting, |words| {
                output::drafts::waiting(words, &waiting, zone(desk))
            });
        }
        DraftsCommand::Show { draft, files } => {
            let view = desk.draft(draft).await?;
            if let Some(folder) = files {
                save(desk, &view, &folder).await?;
            }
            view
        }
        DraftsCommand::Ask { draft } => ask(desk, draft).await?,
        DraftsCommand::Approve(it) => desk.approval_give(it.draft, it.version).await?,
        DraftsCommand::Return { looked_at, reason } => {
            let (draft, version) = (looked_at.draft, looked_at.version);
            desk.approval_return(draft, version, &reason).await?
        }
        DraftsCommand::Send(args) => return send(office, desk, args).await,
        DraftsCommand::Discard { draft } => {
            desk.draft_discard(draft).await?;
            return office.say(&json!({ "draft": draft }), |_| draft.to_string());
        }
    };
    office.say(&draft, |words| {
        output::drafts::draft(words, &draft, zone(desk))
    })
}

pub(super) async fn ask(desk: &Desk, draft: Uuid) -> Result<DraftView> {
    let version = desk.draft(draft).await?.version;
    Ok(desk.approval_ask(draft, version).await?)
}

async fn send(office: &Office, desk: &Desk, args: SendArgs) -> Result<Said> {
    let began = Utc::now();
    let draft = desk.draft(args.looked_at.draft).await?;
    let on = On {
        case: draft.case,
        version: None,
        key: None,
    };
    let send = SendDraft {
        draft: draft.id,
        version: args.looked_at.version,
        confirmed: args.confirmed,
    };
    let done = desk.case_reply(on, send).await?;
    if args.queue {
        return office.say(&done, |words| output::lists::done(words, &done));
    }
    answers::gone(office, desk, &done, began).await
}

/// Writes a draft's files into a folder, each by its place, none over another that is there.
async fn save(desk: &Desk, draft: &DraftView, folder: &Path) -> Result<()> {
    for (at, file) in draft.files.iter().enumerate() {
        let (name, bytes) = desk.draft_file(draft.id, file.id).await?;
        // A name is a name here, and no way to another folder.
        let name = Path::new(&name).file_name().unwrap_or_default();
        let path = folder.join(format!("{}-{}", at + 1, name.to_string_lossy()));
        if path.exists() {
            return Err(Failure::Desk(Error::PackageExists {
                path: path.display().to_string(),
            }));
        }
        std::fs::write(&path, bytes).map_err(|e| Failure::writing(&path, &e))?;
    }
    Ok(())
}
