//! Mailboxes are added, changed and removed.

use store::Tx;
use store::mailbox::{FolderRow, MailboxRow};
use uuid::Uuid;
use vault::DataKey;

use super::account::{Kept, Mailbox};
use super::{MailboxInput, MailboxView, Secret, Smtp};
use crate::door::{Entry, Sealer};
use crate::{Desk, Error, Result, fields};

impl Desk {
    /// The mailboxes that are read, each with its folders' ledgers and what it is doing.
    pub async fn mailboxes(&self) -> Result<Vec<MailboxView>> {
        let mut tx = self.read().await?;
        let mut views = Vec::new();
        for mailbox in self.open_mailboxes(&mut tx).await? {
            views.push(self.mailbox_view(&mut tx, mailbox).await?);
        }
        Ok(views)
    }

    async fn mailbox_view(&self, tx: &mut Tx, mailbox: Mailbox) -> Result<MailboxView> {
        let folders = self.ledgers_of(tx, &mailbox).await?;
        let kept = mailbox.kept;
        let (login, token_command) = match kept.secret {
            Secret::Password(_) => ("password", None),
            Secret::TokenCommand(command) => ("token-command", Some(command)),
        };
        Ok(MailboxView {
            id: mailbox.id,
            state: self.inner.syncs.state(mailbox.id),
            name: kept.name,
            host: kept.host,
            port: kept.port,
            tls: kept.tls,
            user: kept.user,
            login: login.to_owned(),
            token_command,
            ca: kept.ca,
            authserv_ids: kept.authserv_ids,
            smtp: kept.smtp,
            folders,
        })
    }

    /// Adds a mailbox: an act. Nothing is read yet.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the field; [`Error::MailboxExists`].
    pub async fn mailbox_add(&self, input: MailboxInput) -> Result<MailboxView> {
        let secret = input.secret.clone().ok_or_else(|| invalid("secret"))?;
        let (kept, folders) = checked(input, secret)?;
        let mut act = self.act().await?;
        if self.is_taken(&mut act.tx, &kept.name, None).await? {
            return Err(Error::MailboxExists { name: kept.name });
        }
        let id = self.id();
        let (key, key_row) = Sealer::to(self.ring().complaints()?)?.key(id)?;
        store::workspace::add_data_keys(&mut act.tx, &[key_row]).await?;
        let row = MailboxRow {
            id,
            version: 1,
            created_at: act.now,
            removed_at: None,
            sealed: self.ring().seal_json(&key, fields::MAILBOX, id, &kept)?,
        };
        store::mailbox::add(&mut act.tx, &row).await?;
        self.set_folders(&mut act.tx, id, &key, &folders, act.now)
            .await?;
        act.log(Entry::of("mailbox", "mailbox.added", id).with("folders", folders.len()));
        act.commit().await?;
        self.inner.syncs.changed();
        self.mailbox(&id.to_string()).await
    }

    /// Changes a mailbox: an act. Folders that are left out are no longer read; what came from
    /// them stays.
    ///
    /// # Errors
    /// As [`Desk::mailbox_add`]; [`Error::MailboxNotFound`].
    pub async fn mailbox_change(&self, id: Uuid, input: MailboxInput) -> Result<MailboxView> {
        let mut act = self.act().await?;
        let before = self.find_mailbox(&mut act.tx, &id.to_string()).await?;
        let secret = match &input.secret {
            Some(secret) => secret.clone(),
            // A secret is not sent to another server than the one that it was given for.
            None if !before.kept.is_where(&input) => return Err(invalid("secret")),
            None => before.kept.secret.clone(),
        };
        let other = before.kept.host != input.host.trim() || before.kept.user != input.user.trim();
        let (kept, folders) = checked(input, secret)?;
        if self.is_taken(&mut act.tx, &kept.name, Some(id)).await? {
            return Err(Error::MailboxExists { name: kept.name });
        }
        let sealed = self
            .ring()
            .seal_json(&before.key, fields::MAILBOX, id, &kept)?;
        store::mailbox::set_sealed(&mut act.tx, id, &sealed).await?;
        self.set_folders(&mut act.tx, id, &before.key, &folders, act.now)
            .await?;
        if other {
            // Other messages have its UIDs.
            store::mailbox::forget_validity(&mut act.tx, id).await?;
        }
        act.log(Entry::of("mailbox", "mailbox.changed", id).with("folders", folders.len()));
        act.commit().await?;
        self.inner.syncs.interrupt(id);
        self.inner.syncs.changed();
        self.mailbox(&id.to_string()).await
    }

    /// No longer reads a mailbox: an act. Its secret is forgotten; what came from it, and its
    /// ledger, stay.
    ///
    /// # Errors
    /// [`Error::MailboxNotFound`].
    pub async fn mailbox_remove(&self, id: Uuid) -> Result<()> {
        let mut act = self.act().await?;
        let before = self.find_mailbox(&mut act.tx, &id.to_string()).await?;
        let kept = Kept {
            secret: Secret::Password(String::new()),
            ..before.kept
        };
        let sealed = self
            .ring()
            .seal_json(&before.key, fields::MAILBOX, id, &kept)?;
        store::mailbox::set_sealed(&mut act.tx, id, &sealed).await?;
        store::mailbox::remove(&mut act.tx, id, act.now).await?;
        act.log(Entry::of("mailbox", "mailbox.removed", id));
        act.commit().await?;
        self.inner.syncs.interrupt(id);
        self.inner.syncs.changed();
        Ok(())
    }

    /// One mailbox, by name or id.
    ///
    /// # Errors
    /// [`Error::MailboxNotFound`].
    pub async fn mailbox(&self, called: &str) -> Result<MailboxView> {
        let mut tx = self.read().await?;
        let mailbox = self.find_mailbox(&mut tx, called).await?;
        self.mailbox_view(&mut tx, mailbox).await
    }

    async fn is_taken(&self, tx: &mut Tx, name: &str, but: Option<Uuid>) -> Result<bool> {
        let open = self.open_mailboxes(tx).await?;
        Ok(open
            .iter()
            .any(|other| other.kept.name == name && Some(other.id) != but))
    }

    /// Has exactly these folders read, in this order. One that comes back is read on from where
    /// it was.
    async fn set_folders(
        &self,
        tx: &mut Tx,
        mailbox: Uuid,
        key: &DataKey,
        wanted: &[String],
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<()> {
        let mut known = Vec::new();
        for row in store::mailbox::folders(tx, mailbox).await? {
            known.push((self.folder_name(key, &row)?, row));
        }
        for (name, row) in known.iter().filter(|(name, _)| !wanted.contains(name)) {
            tracing::debug!(len = name.len(), "a folder is no longer read");
            store::mailbox::set_folder_removed(tx, row.id, Some(now), row.place).await?;
        }
        for (place, name) in (0..).zip(wanted) {
            if let Some((_, row)) = known.iter().find(|(known, _)| known == name) {
                store::mailbox::set_folder_removed(tx, row.id, None, place).await?;
                continue;
            }
            let id = self.id();
            let row = FolderRow {
                id,
                mailbox,
                place,
                epoch: 0,
                uid_validity: None,
                uid_next: 1,
                on_server: None,
                synced_at: None,
                reconciled_at: None,
                removed_at: None,
                sealed: self
                    .ring()
                    .seal_text(key, fields::MAILBOX_FOLDER, id, name)?,
            };
            store::mailbox::add_folder(tx, &row).await?;
        }
        Ok(())
    }
}

fn invalid(field: &str) -> Error {
    Error::Invalid {
        field: field.to_owned(),
    }
}

/// What is kept of an input, and its folders, each once.
pub(super) fn checked(input: MailboxInput, secret: Secret) -> Result<(Kept, Vec<String>)> {
    let given = |field: &str, text: &str| match text.trim() {
        "" => Err(invalid(field)),
        text => Ok(text.to_owned()),
    };
    if input.port == 0 {
        return Err(invalid("port"));
    }
    match &secret {
        Secret::Password(secret) | Secret::TokenCommand(secret) if secret.trim().is_empty() => {
            return Err(invalid("secret"));
        }
        _ => {}
    }
    let kept = Kept {
        name: given("name", &input.name)?,
        host: given("host", &input.host)?,
        port: input.port,
        tls: input.tls,
        user: given("user", &input.user)?,
        secret,
        ca: input.ca.filter(|ca| !ca.trim().is_empty()),
        authserv_ids: each_once(input.authserv_ids),
        smtp: input.smtp.map(sendable).transpose()?,
    };
    let mut folders = each_once(input.folders);
    if folders.is_empty() {
        folders.push("INBOX".to_owned());
    }
    Ok((kept, folders))
}

/// How mail is sent, without blanks around it.
fn sendable(smtp: Smtp) -> Result<Smtp> {
    let smtp = Smtp {
        host: smtp.host.trim().to_owned(),
        sender_name: smtp.sender_name.trim().to_owned(),
        sender_address: smtp.sender_address.trim().to_owned(),
        ..smtp
    };
    if smtp.host.is_empty() {
        return Err(invalid("smtp_host"));
    }
    if smtp.port == 0 {
        return Err(invalid("smtp_port"));
    }
    let address = smtp.sender_address.as_str();
    if !address.is_empty() && mail::compose::recipient(address).is_err() {
        return Err(invalid("sender_address"));
    }
    Ok(smtp)
}

fn each_once(words: Vec<String>) -> Vec<String> {
    let mut seen = Vec::with_capacity(words.len());
    for word in words {
        // INBOX is the one name whose case does not count (RFC 3501, 5.1).
        let word = match word.trim() {
            inbox if inbox.eq_ignore_ascii_case("inbox") => "INBOX".to_owned(),
            word => word.to_owned(),
        };
        if !word.is_empty() && !seen.contains(&word) {
            seen.push(word);
        }
    }
    seen
}
