//! Where a team's server is.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::people::Root;
use crate::workspace::io_error;
use crate::{Error, Result};

/// The file's name in a workspace's folder.
const NAME: &str = "team";

/// A team's server, the database there, and this person's login; never a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// `postgres://login@host:port/database?…`
    pub url: String,
    /// A server elsewhere may go without TLS: somebody said so.
    #[serde(default)]
    pub plain: bool,
    /// The first officer's keys; none before they are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<Root>,
}

impl Address {
    /// The address in a PostgreSQL URL; what it has of a password is left out. `None` for what is no
    /// such URL.
    pub fn parse(url: &str) -> Option<Self> {
        let url = url.trim();
        let rest = url
            .strip_prefix("postgres://")
            .or_else(|| url.strip_prefix("postgresql://"))?;
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let (login, host) = authority.rsplit_once('@').unwrap_or(("", authority));
        let login = login.split(':').next().unwrap_or_default();
        // Other parameters could hold a password too, or name another login.
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let kept: Vec<&str> = query
            .split('&')
            .filter(|part| {
                let name = part.split('=').next().unwrap_or_default();
                ["sslmode", "sslrootcert"].contains(&name)
            })
            .collect();
        let mark = if kept.is_empty() { "" } else { "?" };
        if host.is_empty() || path.len() < 2 {
            return None;
        }
        let at = if login.is_empty() { "" } else { "@" };
        Some(Self {
            url: format!("postgres://{login}{at}{host}{path}{mark}{}", kept.join("&")),
            plain: false,
            root: None,
        })
    }

    /// The same place for another login. Logins have no character that a URL would have to escape.
    pub fn url_for(&self, login: &str) -> String {
        let rest = self.url.trim_start_matches("postgres://");
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let host_at = rest[..end].rfind('@').map_or(0, |at| at + 1);
        format!("postgres://{login}@{}", &rest[host_at..])
    }

    /// Reads it from a workspace's folder; none where the workspace is on this computer alone.
    pub fn read(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(NAME);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes).map_err(|_| {
                Error::KeysDamaged {
                    path: path.display().to_string(),
                }
            })?)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(io_error(&path, &e)),
        }
    }

    /// Writes it into a folder that has not got its name yet.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(NAME);
        fs::write(&path, serde_json::to_vec_pretty(self)?).map_err(|e| io_error(&path, &e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(of: &str) -> Option<String> {
        Address::parse(of).map(|address| address.url)
    }

    #[test]
    fn no_password_stays_in_an_address() {
        for typed in [
            "postgres://li:secret@db.example.com:5432/privacy?sslmode=verify-full",
            "postgresql://li:sec@ret@db.example.com:5432/privacy?password=x&sslmode=verify-full",
            "postgres://li@db.example.com:5432/privacy?sslmode=verify-full",
        ] {
            let kept = url(typed);
            let wanted = "postgres://li@db.example.com:5432/privacy?sslmode=verify-full";
            assert_eq!(kept.as_deref(), Some(wanted));
        }
        assert_eq!(url("postgres://host/"), None);
        assert_eq!(url("mysql://host/db"), None);
    }

    #[test]
    fn another_login_has_the_same_place() {
        let typed = "postgres://a.b@host:1/db?user=root&sslrootcert=/a@b";
        let address = Address::parse(typed).expect("address");
        let wanted = "postgres://db.li@host:1/db?sslrootcert=/a@b";
        assert_eq!(address.url_for("db.li"), wanted);
        let bare = Address::parse("postgres://host/db").expect("address");
        assert_eq!(bare.url_for("db.li"), "postgres://db.li@host/db");
    }
}
