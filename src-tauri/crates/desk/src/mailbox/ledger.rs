//! The ledger as a person reads it.

use domain::complaints::Disposition;
use store::Tx;
use store::mailbox::{Filter, FolderRow};
use uuid::Uuid;

use super::account::Mailbox;
use super::{FolderLedger, LedgerEntry, LedgerQuery};
use crate::{Desk, Result};

impl Desk {
    /// The ledger of every folder that is read: what became of each message on the server.
    pub async fn ledger(&self) -> Result<Vec<FolderLedger>> {
        let mut tx = self.read().await?;
        let mut ledgers = Vec::new();
        for mailbox in self.open_mailboxes(&mut tx).await? {
            ledgers.extend(self.ledgers_of(&mut tx, &mailbox).await?);
        }
        Ok(ledgers)
    }

    pub(super) async fn ledgers_of(
        &self,
        tx: &mut Tx,
        mailbox: &Mailbox,
    ) -> Result<Vec<FolderLedger>> {
        let mut ledgers = Vec::with_capacity(mailbox.folders.len());
        for (row, name) in &mailbox.folders {
            ledgers.push(ledger_of(tx, row, &mailbox.kept.name, name).await?);
        }
        Ok(ledgers)
    }

    /// UIDs of a folder, highest first.
    pub async fn ledger_entries(
        &self,
        folder: Uuid,
        query: &LedgerQuery,
    ) -> Result<Vec<LedgerEntry>> {
        let scope = self.ring().complaints()?.id;
        let mut tx = self.read().await?;
        let folder = store::mailbox::folder(&mut tx, folder).await?;
        let filter = Filter {
            disposition: query.disposition,
            gone: query.gone,
        };
        let rows = store::mailbox::entries(
            &mut tx,
            &folder,
            filter,
            query.before,
            query.limit.min(500).into(),
        )
        .await?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows {
            let message = match row.message {
                Some(id) => store::mail::get(&mut tx, id, scope).await?,
                None => None,
            };
            // A message that can't be opened must not hide the others.
            let head = message
                .as_ref()
                .and_then(|message| self.head_of(message).ok())
                .unwrap_or_default();
            entries.push(LedgerEntry {
                uid: row.uid,
                disposition: row.disposition.0,
                message: row.message,
                case: message.as_ref().and_then(|m| m.message.case_id),
                case_number: message
                    .as_ref()
                    .and_then(|m| u32::try_from(m.case_number?).ok()),
                from_name: match head.from_name.is_empty() {
                    true => head.from_address,
                    false => head.from_name,
                },
                subject: head.subject,
                size: row.size,
                received_at: row.internal_date,
                gone_at: row.gone_at,
            });
        }
        Ok(entries)
    }
}

async fn ledger_of(
    tx: &mut Tx,
    row: &FolderRow,
    mailbox: &str,
    name: &str,
) -> Result<FolderLedger> {
    let mut ledger = FolderLedger {
        id: row.id,
        folder: format!("{mailbox}/{name}"),
        name: name.to_owned(),
        server: row.on_server.unwrap_or(0),
        opened: 0,
        joined: 0,
        automated: 0,
        quarantined: 0,
        held: 0,
        duplicate: 0,
        vanished: 0,
        missing: 0,
        synced_at: row.synced_at,
        reconciled_at: row.reconciled_at,
    };
    for count in store::mailbox::counts(tx, row.id, row.epoch).await? {
        ledger.vanished += count.gone;
        let here = match count.disposition.0 {
            Disposition::Opened => &mut ledger.opened,
            Disposition::Joined => &mut ledger.joined,
            Disposition::Automated => &mut ledger.automated,
            Disposition::Quarantined => &mut ledger.quarantined,
            Disposition::Held => &mut ledger.held,
            Disposition::Duplicate => &mut ledger.duplicate,
            Disposition::Vanished => &mut ledger.vanished,
        };
        *here += count.here;
    }
    // What was taken away there since is here until the look that finds it gone; so long the server
    // is said to have what it was last seen to have.
    ledger.server = ledger.server.max(ledger.accounted());
    ledger.missing = ledger.server - ledger.accounted();
    Ok(ledger)
}

impl FolderLedger {
    /// How many messages on the server are here.
    pub(super) const fn accounted(&self) -> i64 {
        self.opened + self.joined + self.automated + self.quarantined + self.held + self.duplicate
    }
}
