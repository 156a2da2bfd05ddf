//! `pdesk team …`

use desk::team::Joining;
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
        TeamCommand::Join(args) => join(office, args).await,
    }
}

async fn init(office: &Office, args: InitArgs) -> Result<Said> {
    let migrator = Migrator {
        url: args.url,
        plain: args.allow_plain,
        login: args.login,
    };
    create_at(
        office,
        Place::server(office.folder()?, migrator),
        args.create,
    )
    .await
}

async fn join(office: &Office, args: JoinArgs) -> Result<Said> {
    let folder = office.folder()?;
    if !args.undertake {
        terminal::show(undertaking_in(office.words.language()));
        return Err(Failure::NotUndertaken);
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
