//! Rows of a batch that are not written yet, so that many go in one statement.

use std::collections::HashSet;

use store::Tx;
use store::complaints::Image;
use store::mail::MessageRow;
use store::mailbox::LedgerRow;
use store::workspace::DataKeyRow;
use uuid::Uuid;

use crate::Result;

/// What of a batch is still to be written, and by what it would be found.
///
/// Whoever looks in the database for a key or a case that this hides writes first.
#[derive(Default)]
pub struct Pending<'b> {
    data_keys: Vec<DataKeyRow>,
    cases: Vec<Image>,
    messages: Vec<MessageRow>,
    chunks: Vec<(Uuid, &'b [Vec<u8>])>,
    references: Vec<(Uuid, Vec<u8>)>,
    participants: Vec<(Uuid, Vec<u8>)>,
    ledger: Vec<LedgerRow>,
    /// The look-up keys of what is pending.
    keys: HashSet<Vec<u8>>,
    /// The cases that something pending belongs to.
    of_cases: HashSet<Uuid>,
}

impl<'b> Pending<'b> {
    /// A case that begins.
    pub fn case(&mut self, image: Image, key: DataKeyRow) {
        self.of_cases.insert(image.case.id);
        self.data_keys.push(key);
        self.cases.push(image);
    }

    /// A message, with the pieces of its raw bytes, and the Message-IDs that it refers to.
    pub fn message(
        &mut self,
        row: MessageRow,
        key: DataKeyRow,
        chunks: &'b [Vec<u8>],
        references: &[Vec<u8>],
    ) {
        let own = [&row.content_key, &row.message_id_key];
        self.keys.extend(own.into_iter().flatten().cloned());
        self.keys.extend(references.iter().cloned());
        self.of_cases.extend(row.case_id);
        let references = references.iter().map(|key| (row.id, key.clone()));
        self.references.extend(references);
        self.chunks.push((row.id, chunks));
        self.data_keys.push(key);
        self.messages.push(row);
    }

    /// Somebody takes part in a case.
    pub fn participant(&mut self, case: Uuid, address_key: Vec<u8>) {
        self.of_cases.insert(case);
        self.participants.push((case, address_key));
    }

    /// A line of the ledger for a message with these bytes.
    pub fn entered(&mut self, row: LedgerRow, content_key: &[u8]) {
        self.keys.insert(content_key.to_vec());
        self.ledger.push(row);
    }

    /// Whether something with one of these keys is not in the database yet.
    pub fn hides<'k>(&self, keys: impl IntoIterator<Item = &'k Vec<u8>>) -> bool {
        keys.into_iter().any(|key| self.keys.contains(key))
    }

    /// Whether something of this case is not in the database yet.
    pub fn hides_of(&self, case: Uuid) -> bool {
        self.of_cases.contains(&case)
    }

    /// Writes everything. Gives the keys by which it is found from now on.
    pub async fn write(&mut self, tx: &mut Tx) -> Result<HashSet<Vec<u8>>> {
        let rows = std::mem::take(self);
        store::workspace::add_data_keys(tx, &rows.data_keys).await?;
        store::complaints::add(tx, &rows.cases).await?;
        store::mail::add(tx, &rows.messages).await?;
        store::mail::add_chunks(tx, &rows.chunks).await?;
        store::mail::add_references(tx, &rows.references).await?;
        store::mail::add_participants(tx, &rows.participants).await?;
        store::mailbox::enter(tx, &rows.ledger).await?;
        Ok(rows.keys)
    }
}
