//! A team's workspace: its rows are on the company's PostgreSQL, its keys on each person's own
//! computer. The folder of it holds `keys`, as any workspace's, and `team`: where the server is, and
//! the first officer's keys, from which all others are trusted.

mod address;
mod join;
mod moving;
mod together;

pub(crate) use address::Address;
pub use join::Joining;
pub use moving::Moved;
pub use together::{Attending, Heard};

use crate::{Error, Result};

/// Brings a team's database up to date: its schema, functions and policies. Run by the migrator, and
/// by whoever runs it again after it was interrupted.
///
/// # Errors
/// [`Error::ServerTooOld`], [`Error::NoTls`], [`Error::NoCreateRole`], [`Error::Newer`],
/// [`Error::Refused`], [`Error::Unavailable`].
pub async fn upgrade(url: &str, plain: bool) -> Result<()> {
    store::team::init(url, plain).await?.close().await;
    Ok(())
}

/// What the database's administrator has to run in psql, in that database, where the login in `url`
/// may not make roles: afterwards it can set up the team. Also mends what was lost of it.
///
/// # Errors
/// [`Error::Invalid`] for what is no PostgreSQL URL with a database, [`Error::DatabaseName`].
pub fn preparation(url: &str) -> Result<String> {
    without_password(url)?;
    Ok(store::team::preparation_for(url)?)
}

/// An address as it may be shown: without its password.
///
/// # Errors
/// [`Error::Invalid`] for what is no PostgreSQL URL with a database.
pub fn shown(url: &str) -> Result<String> {
    without_password(url).map(|address| address.url)
}

/// Looks whether a team can be set up in this database; nothing is changed.
///
/// # Errors
/// [`Error::TeamExists`], and those of [`upgrade`].
pub async fn check(url: &str, plain: bool) -> Result<()> {
    without_password(url)?;
    if store::team::look(url, plain).await? {
        return Err(Error::TeamExists);
    }
    Ok(())
}

/// The login of a team's first officer, who has set it up.
pub(crate) fn first_login(database: &str, own_part: Option<&str>) -> String {
    format!("{database}.{}", own_part.unwrap_or("founder"))
}

/// The address that a person types, without what must not be in a file.
pub(crate) fn without_password(url: &str) -> Result<Address> {
    Address::parse(url).ok_or(Error::Invalid {
        field: "url".to_owned(),
    })
}
