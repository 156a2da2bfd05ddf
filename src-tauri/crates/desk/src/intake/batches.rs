//! Messages on their way in, a transaction for every batch of them.

use std::time::Instant;

use super::ImportReport;
use super::draft::Incoming;
use super::ingest::{Ingest, Taken};
use crate::{Desk, Error, Result};

/// Messages in a transaction; the window gets the connection between two of them.
pub const BATCH: usize = 250;
/// The same where nobody else has come by for a while, and nobody has to wait: what messages have
/// in common, pages of indexes above all, is then written once for many.
pub const ALONE: usize = 4 * BATCH;
/// Bytes of raw mail in a transaction.
pub const BATCH_BYTES: usize = 8 << 20;
/// Messages that a dry run looks at together: what belongs to the same conversation beyond them
/// counts as if it did not.
const TOGETHER: usize = 5_000;
/// How often a batch is tried that another writer got in the way of.
const TRIES: u32 = 5;

/// Gathers messages and writes them.
pub struct Batches<'d> {
    desk: &'d Desk,
    history: bool,
    /// Nothing is kept: each transaction is taken back.
    dry_run: bool,
    started: Instant,
    batch: Vec<Incoming>,
    bytes: usize,
    /// How many messages the next transaction has.
    size: usize,
    /// [`Desk::begun`] after the last one.
    begun: u64,
    /// How it went so far.
    pub report: ImportReport,
}

impl<'d> Batches<'d> {
    /// What would become of messages.
    pub fn dry(desk: &'d Desk, history: bool) -> Self {
        let mut batches = Self::new(desk, history);
        batches.dry_run = true;
        batches.report.dry_run = true;
        batches.size = TOGETHER;
        batches
    }

    pub fn new(desk: &'d Desk, history: bool) -> Self {
        Self {
            desk,
            history,
            dry_run: false,
            started: Instant::now(),
            batch: Vec::with_capacity(BATCH),
            bytes: 0,
            size: BATCH,
            begun: desk.begun(),
            report: ImportReport::default(),
        }
    }

    /// Adds a message. Gives whether a batch was full, and written.
    pub async fn push(&mut self, mut mail: Incoming) -> Result<bool> {
        if self.dry_run {
            // What they say is not kept; so many are held at once.
            (mail.chunks, mail.body) = (Vec::new(), None);
            mail.size = 0;
        }
        // Of the mail, not of what it is packed into: its text lies here unpacked.
        self.bytes += mail.parsed.as_ref().map_or(0, |_| mail.size as usize);
        self.batch.push(mail);
        let full = self.batch.len() >= self.size || self.bytes >= BATCH_BYTES;
        if full {
            self.write(None).await?;
        }
        Ok(full)
    }

    /// Writes what is left, and gives how it all went.
    pub async fn finish(mut self) -> Result<ImportReport> {
        self.write(None).await?;
        Ok(self.report)
    }

    /// Writes what there is in one transaction; `read_to` is a folder, its epoch, and the UID
    /// that comes after what was read.
    pub async fn write(&mut self, read_to: Option<(uuid::Uuid, i32, u32)>) -> Result<()> {
        if self.batch.is_empty() && read_to.is_none() {
            return Ok(());
        }
        let mut tries = 0;
        let taken = loop {
            match self.attempt(read_to).await {
                // On a server another writer may have been faster; nothing of this one stayed.
                Err(Error::Conflict) if tries < TRIES => tries += 1,
                done => break done?,
            }
        };
        for one in taken {
            self.report.count(one);
        }
        let elapsed = self.started.elapsed().as_secs_f64().max(0.001);
        self.report.rate = (f64::from(self.report.seen) / elapsed).round() as u32;
        self.batch.clear();
        self.bytes = 0;
        let alone = self.desk.begun() - self.begun == 1 + u64::from(tries);
        self.begun = self.desk.begun();
        self.size = match self.size {
            _ if self.dry_run => TOGETHER,
            size if alone && self.desk.is_embedded() => ALONE.min(2 * size),
            _ => BATCH,
        };
        Ok(())
    }

    async fn attempt(&self, read_to: Option<(uuid::Uuid, i32, u32)>) -> Result<Vec<Taken>> {
        let mut ingest = Ingest::begin(self.desk, &self.batch, self.history).await?;
        let mut taken = Vec::with_capacity(self.batch.len());
        for mail in &self.batch {
            taken.push(ingest.take(mail).await?);
        }
        if let Some((folder, epoch, uid_next)) = read_to {
            store::mailbox::advance(ingest.tx(), folder, epoch, uid_next.into()).await?;
        }
        if !self.dry_run {
            ingest.commit().await?;
        }
        Ok(taken)
    }
}

impl ImportReport {
    /// The two together: what came in, one after the other.
    pub(crate) fn plus(mut self, more: &Self) -> Self {
        let pairs: [(&mut u32, u32); 9] = [
            (&mut self.seen, more.seen),
            (&mut self.opened, more.opened),
            (&mut self.joined, more.joined),
            (&mut self.automated, more.automated),
            (&mut self.quarantined, more.quarantined),
            (&mut self.held, more.held),
            (&mut self.duplicate, more.duplicate),
            (&mut self.already_here, more.already_here),
            (&mut self.failed, more.failed),
        ];
        for (sum, part) in pairs {
            *sum += part;
        }
        self.rate = more.rate;
        self
    }

    fn count(&mut self, taken: Taken) {
        self.seen += 1;
        *match taken {
            Taken::Opened => &mut self.opened,
            Taken::Joined => &mut self.joined,
            Taken::Automated => &mut self.automated,
            Taken::Quarantined => &mut self.quarantined,
            Taken::Held => &mut self.held,
            Taken::Duplicate => &mut self.duplicate,
            Taken::AlreadyHere => &mut self.already_here,
        } += 1;
    }
}
