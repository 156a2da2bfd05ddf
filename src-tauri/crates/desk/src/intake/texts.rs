//! The look-up keys of what older messages say: made at night, a few at a time.

use crate::{Desk, Result, fields};

/// Messages of one batch: between two the workspace is everybody's.
const BATCH: usize = 50;

impl Desk {
    /// Gives messages that came before there was one the look-up key of their text; all of them,
    /// in short batches. Gives how many were looked at. Not an act: it says nothing of them.
    pub async fn texts_key(&self) -> Result<usize> {
        let mut looked = 0;
        loop {
            let count = self.some_texts().await?;
            looked += count;
            if count < BATCH {
                return Ok(looked);
            }
            tokio::task::yield_now().await;
        }
    }

    /// The same when the workspace is opened, and each night, for as long as it is polled.
    pub(crate) async fn texts_nightly(&self) {
        loop {
            if let Err(error) = self.texts_key().await {
                tracing::warn!(code = error.code(), "older messages could not be keyed");
            }
            tokio::time::sleep(self.until_night()).await;
        }
    }

    async fn some_texts(&self) -> Result<usize> {
        let ring = self.ring();
        let scope = ring.complaints()?.id;
        let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let mut tx = self.read().await?;
        let rows = store::mail::unkeyed(&mut tx, scope, limit).await?;
        drop(tx);
        let mut said = Vec::with_capacity(rows.len());
        for row in &rows {
            let text = ring
                .data_key(row.id, &row.wrapped, row.generation)
                .and_then(|key| ring.open_text(&key, fields::MESSAGE_BODY, row.id, &row.body));
            // What can't be opened has no key, and does not keep the others from theirs.
            let key = match text {
                Ok(text) => ring.said_key(&mail::quote::own_words(&text))?,
                Err(error) => {
                    tracing::warn!(code = error.code(), "a message could not be keyed");
                    None
                }
            };
            said.push((row.id, key));
        }
        if !said.is_empty() {
            let mut tx = self.read().await?;
            store::mail::add_said(&mut tx, &said).await?;
            tx.commit().await?;
        }
        Ok(rows.len())
    }
}
