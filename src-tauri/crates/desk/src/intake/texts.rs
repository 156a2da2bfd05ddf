//! What older messages, calls and tasks are found by: made at night, a few at a time.

use std::time::{Duration, Instant};

use store::mail::UnkeyedRow;
use uuid::Uuid;

use crate::{Desk, Result, fields};

/// Texts of one batch: between two the workspace is everybody's.
const BATCH: usize = 50;
/// How many are looked at in one go for those that are to be keyed.
const LOOK: i64 = 400;
/// How often as long as the work the rest after it is, and the most: somebody may just have opened
/// the window.
const REST: u32 = 4;
const LONGEST_REST: Duration = Duration::from_secs(1);

impl Desk {
    /// Gives messages, and cases that came by telephone or letter, the look-up key of what they say,
    /// and tasks their words in the index, where they are older than these; all of them, in short
    /// batches. Gives how many were looked at. Not an act: it says nothing of them.
    pub async fn texts_key(&self) -> Result<usize> {
        let scope = self.ring().complaints()?.id;
        let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let mut looked = 0;
        for (of_cases, field) in [(false, fields::MESSAGE_BODY), (true, fields::CASE_BODY)] {
            let mut after = Uuid::nil();
            loop {
                let begun = Instant::now();
                // Not as `read` begins it: an import need not make way for this as for somebody.
                let mut tx = self.inner.store.begin().await?;
                let until = store::mail::texts_until(&mut tx, of_cases, after, LOOK).await?;
                let Some(until) = until else { break };
                let span = (after, until);
                let rows = store::mail::unkeyed(&mut tx, (scope, of_cases), span, limit).await?;
                drop(tx);
                if !rows.is_empty() {
                    self.key_texts(&rows, field).await?;
                }
                looked += rows.len();
                let full = rows.len() == BATCH;
                after = rows.last().filter(|_| full).map_or(until, |row| row.id);
                tokio::time::sleep((begun.elapsed() * REST).min(LONGEST_REST)).await;
            }
        }
        let mut after = Some(Uuid::nil());
        while let Some(last) = after {
            let tasks = {
                let mut tx = self.read().await?;
                store::complaints::unindexed_tasks(&mut tx, last, limit).await?
            };
            for task in &tasks {
                self.index_older_task(task).await?;
            }
            looked += tasks.len();
            after = next(tasks.iter().map(|task| task.id)).await;
        }
        Ok(looked)
    }

    /// The same when the workspace is opened, and each night, for as long as it is polled.
    pub(crate) async fn texts_nightly(&self) {
        loop {
            if let Err(error) = self.texts_key().await {
                tracing::warn!(code = error.code(), "older texts could not be keyed");
            }
            tokio::time::sleep(self.until_night()).await;
        }
    }

    async fn key_texts(&self, rows: &[UnkeyedRow], field: u16) -> Result<()> {
        let ring = self.ring();
        let mut said = Vec::with_capacity(rows.len());
        for row in rows {
            let text = ring
                .data_key(row.id, &row.wrapped, row.generation)
                .and_then(|key| ring.open_text(&key, field, row.id, &row.body));
            // What can't be opened has no key, and does not keep the others from theirs.
            let key = match text {
                // What was said by telephone quotes nobody.
                Ok(text) if field == fields::CASE_BODY => ring.said_key(&text)?,
                Ok(text) => ring.said_key(&mail::quote::own_words(&text))?,
                Err(error) => {
                    tracing::warn!(code = error.code(), "a text could not be keyed");
                    None
                }
            };
            said.push((row.id, key));
        }
        let mut tx = self.read().await?;
        store::mail::add_said(&mut tx, &said).await?;
        Ok(tx.commit().await?)
    }
}

/// The last of a batch, where another may follow.
async fn next(ids: impl ExactSizeIterator<Item = Uuid>) -> Option<Uuid> {
    tokio::task::yield_now().await;
    let full = ids.len() == BATCH;
    ids.last().filter(|_| full)
}
