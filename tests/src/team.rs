//! A team on the tests' own server, set up and joined by `pdesk`.

use anyhow::{Context as _, Result};
use serde_json::Value;
use testbed::Postgres;

use crate::pdesk::Office;

/// The first officer's office, and the database's name. Their login ends in `first`.
///
/// # Errors
/// Where there is no PostgreSQL, or `pdesk team init` said no.
pub fn team() -> Result<(Office, String)> {
    let url = Postgres::shared()?.fresh_database()?;
    let name = url.rsplit('/').next().context("name")?.to_owned();
    let office = Office::bare()?;
    let recovery = office.recovery_file();
    let recovery = recovery.to_string_lossy();
    let init = [
        "team",
        "init",
        &url,
        "--login=first",
        "--recovery-file",
        &recovery,
        "--undertake",
    ];
    office.fine(&init)?;
    Ok((office, name))
}

/// Invites a person from `office`, joins on another computer, and confirms: gives their office.
///
/// # Errors
/// What a command said.
pub fn comes(office: &Office, name: &str, role: &str) -> Result<Office> {
    let text = |value: &Value, name: &str| value[name].as_str().map(str::to_owned).context("text");
    let invited = office.json(&["people", "invite", "--name", name, "--role", role])?;
    let theirs = Office::bare()?;
    let recovery = theirs.recovery_file();
    let recovery = recovery.to_string_lossy();
    let (url, code) = (text(&invited, "url")?, text(&invited, "code")?);
    let join = [
        "team",
        "join",
        &url,
        "--code",
        &code,
        "--recovery-file",
        &recovery,
        "--undertake",
    ];
    let fingerprint = text(&theirs.json(&join)?, "fingerprint")?;
    let login = text(&invited, "login")?;
    office.fine(&["people", "confirm", &login, "--fingerprint", &fingerprint])?;
    Ok(theirs)
}
