//! A mailbox's row, opened; and the account that it makes.

use std::time::Duration;

use mail::server::{Account, Login};
use serde::{Deserialize, Serialize};
use store::Tx;
use store::mailbox::{FolderRow, ListedRow};
use tokio::process::Command;
use uuid::Uuid;
use vault::{DataKey, Zeroizing};

use super::{MailboxInput, Secret, Smtp, Tls};
use crate::workspace::OWN_ADDRESS;
use crate::{Desk, Error, Result, fields};

/// How long a command may take to give a token.
const TOKEN_PATIENCE: Duration = Duration::from_secs(60);

/// What is sealed of a mailbox.
#[derive(Clone, Serialize, Deserialize)]
pub struct Kept {
    pub name: String,
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    pub user: String,
    pub secret: Secret,
    pub ca: Option<String>,
    pub authserv_ids: Vec<String>,
    #[serde(default)]
    pub smtp: Option<Smtp>,
}

/// A mailbox, opened.
pub struct Mailbox {
    pub id: Uuid,
    pub key: DataKey,
    pub kept: Kept,
    /// The folders that are read, with their names.
    pub folders: Vec<(FolderRow, String)>,
}

impl Desk {
    /// Every mailbox that is read.
    pub(crate) async fn open_mailboxes(&self, tx: &mut Tx) -> Result<Vec<Mailbox>> {
        let mut open = Vec::new();
        for row in store::mailbox::list(tx, self.ring().complaints()?.id).await? {
            let (key, kept) = self.open_kept(&row)?;
            let mut folders = Vec::new();
            for folder in store::mailbox::folders(tx, row.mailbox.id).await? {
                if folder.removed_at.is_none() {
                    let name = self.folder_name(&key, &folder)?;
                    folders.push((folder, name));
                }
            }
            open.push(Mailbox {
                id: row.mailbox.id,
                key,
                kept,
                folders,
            });
        }
        Ok(open)
    }

    /// The mailbox of this name or id.
    pub(crate) async fn find_mailbox(&self, tx: &mut Tx, called: &str) -> Result<Mailbox> {
        let found = self.open_mailboxes(tx).await?.into_iter().find(|mailbox| {
            mailbox.kept.name == called || mailbox.id.to_string().eq_ignore_ascii_case(called)
        });
        found.ok_or_else(|| Error::MailboxNotFound {
            name: called.to_owned(),
        })
    }

    fn open_kept(&self, row: &ListedRow) -> Result<(DataKey, Kept)> {
        let id = row.mailbox.id;
        let key = self.ring().data_key(id, &row.wrapped, row.generation)?;
        let kept = self
            .ring()
            .open_json(&key, fields::MAILBOX, id, &row.mailbox.sealed)?;
        Ok((key, kept))
    }

    pub(super) fn folder_name(&self, key: &DataKey, row: &FolderRow) -> Result<String> {
        self.ring()
            .open_text(key, fields::MAILBOX_FOLDER, row.id, &row.sealed)
    }

    /// The addresses that are ours: mail from them is no request, and who they are takes part
    /// in no case.
    pub(crate) async fn own_addresses(&self, tx: &mut Tx) -> Result<Vec<String>> {
        let mut own = vec![OWN_ADDRESS.to_owned()];
        for row in store::mailbox::list(tx, self.ring().complaints()?.id).await? {
            let kept = self.open_kept(&row)?.1;
            own.extend([kept.user.clone(), kept.address()]);
        }
        own.retain(|one| one.contains('@'));
        own.sort();
        own.dedup();
        Ok(own)
    }
}

impl Kept {
    /// Whether an input means the same servers on the same ports, reached the same way: only there
    /// goes a secret that was given before.
    pub fn is_where(&self, input: &MailboxInput) -> bool {
        let sends = |smtp: &Option<Smtp>| {
            let smtp = smtp.as_ref();
            smtp.map(|smtp| (smtp.host.trim().to_owned(), smtp.port, smtp.tls))
        };
        (self.host.as_str(), self.port, self.tls) == (input.host.trim(), input.port, input.tls)
            // To send nothing any more takes no secret.
            && (input.smtp.is_none() || sends(&self.smtp) == sends(&input.smtp))
    }

    /// The address that its mail is from.
    pub fn address(&self) -> String {
        let named = self.smtp.as_ref().map(|smtp| smtp.sender_address.trim());
        match named.unwrap_or_default() {
            "" if self.user.contains('@') => self.user.clone(),
            "" => OWN_ADDRESS.to_owned(),
            address => address.to_owned(),
        }
    }

    /// The account from which mail is read, with its secret at hand.
    ///
    /// # Errors
    /// [`Error::TokenCommand`] where the command gives no token.
    pub async fn account(&self, silence: Duration) -> Result<Account> {
        self.account_at((&self.host, self.port, self.tls), silence)
            .await
    }

    /// The account by which mail is sent.
    ///
    /// # Errors
    /// As [`Kept::account`]; [`Error::NoSender`] where nothing is sent by it.
    pub async fn smtp_account(&self, silence: Duration) -> Result<Account> {
        let smtp = self.smtp.as_ref().ok_or(Error::NoSender)?;
        self.account_at((&smtp.host, smtp.port, smtp.tls), silence)
            .await
    }

    async fn account_at(
        &self,
        (host, port, tls): (&str, u16, Tls),
        silence: Duration,
    ) -> Result<Account> {
        let login = match &self.secret {
            Secret::Password(password) => Login::Password(Zeroizing::new(password.clone())),
            Secret::TokenCommand(command) => Login::Token(token(command).await?),
        };
        Ok(Account {
            host: host.to_owned(),
            port,
            tls: tls.into(),
            user: self.user.clone(),
            login,
            ca: self.ca.clone(),
            silence,
        })
    }
}

/// Runs a command, as a shell would, for a token.
async fn token(command: &str) -> Result<Zeroizing<String>> {
    let failed = |said: &str| Error::TokenCommand {
        said: said.trim().chars().take(300).collect(),
    };
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg(command)
        .stdin(std::process::Stdio::null());
    shell.kill_on_drop(true);
    let output = tokio::time::timeout(TOKEN_PATIENCE, shell.output())
        .await
        .map_err(|_| failed("timeout"))?
        .map_err(|e| failed(&e.to_string()))?;
    let printed = Zeroizing::new(String::from_utf8_lossy(&output.stdout).into_owned());
    let token = printed.trim();
    if output.status.success() && !token.is_empty() {
        Ok(Zeroizing::new(token.to_owned()))
    } else {
        Err(failed(&String::from_utf8_lossy(&output.stderr)))
    }
}

impl From<Tls> for mail::server::Tls {
    fn from(tls: Tls) -> Self {
        match tls {
            Tls::Implicit => Self::Implicit,
            Tls::Starttls => Self::Starttls,
            Tls::None => Self::None,
        }
    }
}

impl From<mail::server::Failure> for Error {
    fn from(failure: mail::server::Failure) -> Self {
        Self::Mailbox {
            step: failure.step.to_string(),
            why: failure.why.to_string(),
            said: failure.said,
        }
    }
}
