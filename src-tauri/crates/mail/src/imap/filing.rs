//! What was sent is put with the mailbox's sent mail: the one thing that is written to a server.

use async_imap::imap_proto::{MailboxDatum, NameAttribute, Response};
use tokio::io::AsyncWriteExt as _;

use super::name;
use super::session::{Session, quoted, read};
use crate::server::{Failure, Step, Why};

/// What servers call the folder of sent mail that do not mark it.
const SENT: [&str; 6] = [
    "Sent",
    "Sent Messages",
    "Sent Items",
    "INBOX.Sent",
    "已发送",
    "已发送邮件",
];

impl Session {
    /// The folder that the server has for what was sent (RFC 6154), else one that is called so.
    ///
    /// # Errors
    /// As [`Session::command`].
    pub async fn sent_folder(&mut self) -> Result<Option<String>, Failure> {
        let (mut marked, mut called) = (None, None);
        self.command(Step::Folder, "LIST \"\" \"*\"", |response| {
            let Response::MailboxData(MailboxDatum::List(list)) = response else {
                return;
            };
            let name = name::decode(&list.name);
            if list.name_attributes.contains(&NameAttribute::Sent) {
                marked = Some(name);
            } else if SENT.iter().any(|sent| name.eq_ignore_ascii_case(sent)) {
                called = Some(name);
            }
        })
        .await?;
        Ok(marked.or(called))
    }

    /// Whether the open folder has a message of this Message-ID (without angle brackets).
    ///
    /// # Errors
    /// As [`Session::command`].
    pub async fn has_message(&mut self, message_id: &str) -> Result<bool, Failure> {
        let mut found = false;
        let wanted = quoted(&format!("<{message_id}>"));
        let command = format!("UID SEARCH HEADER Message-ID {wanted}");
        self.command(Step::Fetch, &command, |response| {
            if let Response::MailboxData(MailboxDatum::Search(uids)) = response {
                found |= !uids.is_empty();
            }
        })
        .await?;
        Ok(found)
    }

    /// Puts a message into a folder, as read.
    ///
    /// # Errors
    /// [`Why::Refused`] where there is no such folder, or no room in it; as [`Session::command`].
    pub async fn append(&mut self, folder: &str, raw: &[u8]) -> Result<(), Failure> {
        let step = Step::Folder;
        let folder = quoted(&name::encode(folder));
        let command = format!("APPEND {folder} (\\Seen) {{{}}}", raw.len());
        let sent = self.inner.run_command(command).await;
        let id = sent.map_err(|e| Failure::imap(step, &e))?;
        loop {
            let response = read(step, self.inner.read_response()).await?;
            self.count(response.parsed());
            match response.parsed() {
                Response::Continue { .. } => break,
                Response::Done { tag, outcome, .. } if *tag == id => {
                    let said = outcome.information.as_deref().unwrap_or_default();
                    return Err(Failure::new(step, Why::Refused, said));
                }
                _ => {}
            }
        }
        let wire = self.inner.get_mut();
        let given = async {
            wire.write_all(raw).await?;
            wire.write_all(b"\r\n").await?;
            wire.flush().await
        };
        given.await.map_err(|e| Failure::io(step, &e))?;
        self.until_done(step, &id, |_| {}).await
    }
}
