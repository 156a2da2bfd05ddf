//! `pdesk team …`

use std::path::Path;

use desk::team::{Joining, Moved};
use desk::workspace::{KdfParams, Migrator, Place, undertaking_in};
use serde_json::json;

use super::workspace::{Pending, create_at, with_code};
use crate::args::{InitArgs, JoinArgs, TeamCommand};
use crate::error::Failure;
use crate::office::{Office, Result};
use crate::output::Said;
use crate::terminal::{self, Secret};

pub async fn run(office: &Office, command: TeamCommand) -> Result<Said> {
    match command {
        TeamCommand::Init(args) => init(office, args).await,
        TeamCommand::Upgrade { url, allow_plain } => {
            let shown = desk::team::shown(&url)?;
            desk::team::upgrade(&url, allow_plain).await?;
            office.say(&json!({ "url": shown }), |words| {
                words.say("cli-team-upgraded", &[("url", shown.as_str().into())])
            })
        }
        TeamCommand::Move(args) => {
            let migrator = Migrator {
                url: args.url,
                plain: args.allow_plain,
                login: args.login,
            };
            let desk = office.open().await?;
            let moved = desk.move_to_team(&migrator, &args.to, args.undertake).await;
            desk.close().await;
            if moved.as_ref().err() == Some(&desk::Error::NotUndertaken) {
                return Err(unread(office));
            }
            moved_to(office, &moved?, &args.to)
        }
        TeamCommand::Home { to } => {
            let desk = office.open().await?;
            let moved = desk.move_here(&to).await;
            desk.close().await;
            moved_to(office, &moved?, &to)
        }
        TeamCommand::Join(args) => join(office, args).await,
    }
}

fn moved_to(office: &Office, moved: &[Moved], to: &Path) -> Result<Said> {
    office.say(&moved, |words| {
        let rows: u64 = moved.iter().map(|table| table.rows).sum();
        let path = to.display().to_string();
        words.say(
            "cli-team-moved",
            &[
                ("path", path.into()),
                ("rows", rows.into()),
                ("tables", (moved.len() as u64).into()),
            ],
        )
    })
}

/// Shows the undertaking to who has not accepted it.
fn unread(office: &Office) -> Failure {
    terminal::show(undertaking_in(office.words.language()));
    Failure::NotUndertaken
}

async fn init(office: &Office, args: InitArgs) -> Result<Said> {
    if args.print_sql {
        let sql = desk::team::preparation(&args.url)?;
        return office.say(&json!({ "sql": sql }), |words| {
            format!("-- {}\n{sql}", words.plain("cli-team-sql"))
        });
    }
    if !args.undertake {
        return Err(unread(office));
    }
    let migrator = Migrator {
        url: args.url,
        plain: args.allow_plain,
        login: args.login,
    };
    create_at(
        office,
        Place::server(office.folder()?, migrator),
        args.create,
        args.undertake,
    )
    .await
}

async fn join(office: &Office, args: JoinArgs) -> Result<Said> {
    let folder = office.folder()?;
    if !args.undertake {
        return Err(unread(office));
    }
    if args.recovery_file.is_none() && !terminal::is_there() {
        return Err(Failure::NoRecoveryFile);
    }
    let code = match (args.code, &args.code_file) {
        (Some(code), _) => Secret::new(code),
        (None, Some(file)) => terminal::secret_file(file)?,
        (None, None) => return Err(Failure::NoRecoveryFile),
    };
    let passphrase = office.first_passphrase()?;
    let joining = Joining::begin(
        &args.url,
        args.allow_plain,
        &code,
        folder.clone(),
        &passphrase,
        KdfParams::RECOMMENDED,
    )
    .await?;
    let own = joining.recovery().groups.join("-");
    let pending = Pending {
        file: args.recovery_file.as_deref(),
        folder: &folder,
        code: &own,
    };
    let fingerprint = with_code(office, pending, joining, Joining::matches, async |it| {
        Ok(it.finish_unchecked().await?)
    })
    .await?;
    office.say(
        &json!({ "path": folder, "fingerprint": fingerprint }),
        |words| {
            words.say(
                "cli-team-joined",
                &[("fingerprint", fingerprint.as_str().into())],
            )
        },
    )
}
