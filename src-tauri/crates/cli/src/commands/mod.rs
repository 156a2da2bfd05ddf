//! What each command does: it opens the desk, calls the use case, and says what came of it.

mod answer;
mod answers;
mod audit;
mod bulk;
mod calendar;
mod cases;
mod drafts;
mod import;
mod joining;
mod letters;
mod mailbox;
mod messages;
mod package;
mod people;
mod retention;
mod tasks;
mod team;
mod templates;
mod triage;
mod views;
mod workspace;

use desk::Desk;
use serde_json::json;

use crate::args::{AuditCommand, Command, ManArgs};
use crate::error::Failure;
use crate::office::{Office, Result};
use crate::output::{self, Said};
use crate::pages;

/// Runs a command to its end.
pub async fn run(office: &Office, command: Command) -> Result<Said> {
    match command {
        Command::Workspace(command) => return workspace::run(office, command).await,
        Command::Team(command) => return team::run(office, command).await,
        Command::Demo(args) => return import::demo(office, args).await,
        Command::Workflow => {
            let page = pages::workflow();
            return office.say(&json!({ "markdown": page }), |_| page.clone());
        }
        Command::Completions { shell } => {
            let script = pages::completions(shell);
            return office.say(&json!({ "completions": script }), |_| script.clone());
        }
        Command::Man(args) => return man(office, &args),
        Command::Audit(AuditCommand::Verify {
            export: Some(export),
            key,
            checkpoint,
            ..
        }) => return audit::offline(office, &export, key.as_deref(), checkpoint.as_deref()),
        Command::Audit(AuditCommand::Verify {
            proof: Some(proof),
            key,
            ..
        }) => return audit::proven(office, &proof, key.as_deref()),
        _ => {}
    }
    let desk = office.open().await?;
    let said = with(office, &desk, command).await;
    // Also where it failed: the keys go, and others may open it.
    desk.close().await;
    said
}

fn man(office: &Office, args: &ManArgs) -> Result<Said> {
    if let Some(folder) = &args.to {
        pages::write_man(folder).map_err(|e| Failure::writing(folder, &e))?;
        let path = folder.display().to_string();
        return office.say(&json!({ "path": path }), |_| path.clone());
    }
    let page = if args.markdown {
        pages::reference()
    } else {
        pages::man()
    };
    office.say(&json!({ "man": page }), |_| page.clone())
}

/// Runs a command that works in an open workspace.
async fn with(office: &Office, desk: &Desk, command: Command) -> Result<Said> {
    match command {
        Command::Import(args) => import::import(office, desk, args).await,
        Command::Mailbox(command) => mailbox::run(office, desk, command).await,
        Command::Ledger(args) => mailbox::ledger(office, desk, args).await,
        Command::Messages(command) => messages::run(office, desk, command).await,
        Command::Cases(command) => cases::run(office, desk, command).await,
        Command::Letters(command) => letters::run(office, desk, command).await,
        Command::Drafts(command) => drafts::run(office, desk, command).await,
        Command::Outbox(command) => answers::outbox(office, desk, command).await,
        Command::Audit(command) => audit::run(office, desk, command).await,
        Command::Views(command) => views::run(office, desk, command).await,
        Command::Templates(command) => templates::run(office, desk, command).await,
        Command::Calendar(command) => calendar::run(office, desk, command).await,
        Command::Retention(command) => retention::run(office, desk, command).await,
        Command::People(command) => people::run(office, desk, command).await,
        Command::Choices => {
            let choices = desk.choices().await?;
            office.say(&choices, |words| output::lists::choices(words, &choices))
        }
        // Those that need no open workspace are done by then.
        _ => Err(Failure::NoWorkspace),
    }
}

/// Fetches pages until they end or there are enough rows. Gives the rows, and where to go on.
async fn collect<R, K, F>(
    limit: Option<u32>,
    mut after: Option<K>,
    mut page: impl FnMut(Option<K>, u32) -> F,
) -> Result<(Vec<R>, Option<K>)>
where
    F: Future<Output = desk::Result<(Vec<R>, Option<K>)>>,
{
    /// The most that the desk gives at a time.
    const PAGE: u32 = 500;
    let mut rows = Vec::new();
    loop {
        let have = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let wanted = limit.map_or(PAGE, |limit| limit.saturating_sub(have).min(PAGE));
        if wanted == 0 {
            return Ok((rows, after));
        }
        let (more, next) = page(after, wanted).await?;
        rows.extend(more);
        if next.is_none() {
            return Ok((rows, None));
        }
        after = next;
    }
}

/// Rows as an array; where more follow, the last one says where to go on.
fn array(rows: &[impl serde::Serialize], next: Option<&str>) -> serde_json::Value {
    let mut rows: Vec<_> = rows.iter().map(|row| json!(row)).collect();
    if let (Some(next), Some(last)) = (next, rows.last_mut()) {
        last["next"] = json!(next);
    }
    json!(rows)
}

/// How to go on, beneath a list that does.
fn go_on(words: &crate::words::Words, next: Option<&str>) -> String {
    next.map_or_else(String::new, |next| {
        let said = words.say("cli-more", &[("next", next.into())]);
        format!("\n{said}\n")
    })
}
