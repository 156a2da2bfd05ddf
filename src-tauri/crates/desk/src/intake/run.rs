//! An import: a reader and a parser on threads of their own, and one writer in batches.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};
use mail::source::{Item, Source, SourceError};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use super::batches::{ALONE, Batches};
use super::draft::{Incoming, Place, Preparer, Trusted};
use super::{ImportInput, ImportReport};
use crate::{Desk, Error, Result};

/// Bytes of raw mail between the reader and the writer; a longer message is there alone.
pub const BETWEEN: usize = 16 << 20;

/// What the reading thread found.
enum Read {
    Total {
        mail: u32,
        passed_over: u32,
    },
    Mail(Box<Incoming>, Option<OwnedSemaphorePermit>),
    Failed(Error),
    /// Still in a file, and deleted.
    Deleted(u32),
}

impl Desk {
    /// Brings mail in from files and folders ([`mail::source`] has which), or says what would
    /// become of it. `progress` hears how it goes
    /// after every batch. Runs until done, or until [`Desk::cancel`].
    ///
    /// A file that can't be read is counted as failed and the rest goes on. What was brought in
    /// before, from the same place, is passed over: an import that was cut off is simply run
    /// again.
    ///
    /// # Errors
    /// [`Error::PathMissing`], [`Error::ImportRunning`]; [`Error::DiskFull`], with everything
    /// before it kept.
    pub async fn import(
        &self,
        input: ImportInput,
        mut progress: impl FnMut(ImportReport) + Send,
    ) -> Result<ImportReport> {
        let paths = existing(&input.paths)?;
        if self.inner.importing.swap(true, Ordering::SeqCst) {
            return Err(Error::ImportRunning);
        }
        self.inner.cancel.store(false, Ordering::SeqCst);
        let batches = match input.dry_run {
            true => Batches::dry(self, input.history),
            false => Batches::new(self, input.history),
        };
        let result = self.import_paths(paths, batches, &mut progress).await;
        self.inner.importing.store(false, Ordering::SeqCst);
        result.map_err(|e| e.at(&self.inner.folder))
    }

    /// Stops the import or backup that is under way, after the batch it is at.
    pub fn cancel(&self) {
        self.inner.cancel.store(true, Ordering::SeqCst);
    }

    async fn import_paths(
        &self,
        paths: Vec<PathBuf>,
        mut batches: Batches<'_>,
        progress: &mut (impl FnMut(ImportReport) + Send),
    ) -> Result<ImportReport> {
        // While a batch is written, the next is made ready.
        let (sender, mut receiver) = mpsc::channel(ALONE);
        // Nobody's server vouches for a file.
        let trusted = Trusted {
            own: self.own_addresses(&mut self.read().await?).await?,
            ..Trusted::default()
        };
        let desk = self.clone();
        let reader = tokio::task::spawn_blocking(move || read(&desk, &trusted, &paths, &sender));
        while let Some(found) = receiver.recv().await {
            // A message's room is given back once it is written, if it is long enough to be
            // written at once.
            let wrote = match found {
                Read::Total { mail, passed_over } => {
                    batches.report.total = Some(mail);
                    batches.report.passed_over = passed_over;
                    false
                }
                Read::Failed(error) => {
                    tracing::warn!(code = error.code(), "a file could not be read");
                    batches.report.seen += 1;
                    batches.report.failed += 1;
                    false
                }
                Read::Deleted(count) => {
                    batches.report.deleted += count;
                    false
                }
                Read::Mail(mail, _room) => batches.push(*mail).await?,
            };
            if wrote {
                progress(batches.report);
            }
            if self.inner.cancel.load(Ordering::SeqCst) {
                batches.report.cancelled = true;
                break;
            }
        }
        drop(receiver);
        // A reader that fell over has not read everything: that is no finished import.
        reader
            .await
            .map_err(|_| Error::internal("intake: reader"))?;
        let report = ImportReport {
            finished: true,
            ..batches.finish().await?
        };
        progress(report);
        Ok(report)
    }
}

fn existing(paths: &[String]) -> Result<Vec<PathBuf>> {
    paths
        .iter()
        .map(|path| {
            // The same place by another name is the same place.
            std::fs::canonicalize(path).map_err(|_| Error::PathMissing { path: path.clone() })
        })
        .collect()
}

/// Reads and parses on this thread; ends when nobody listens any more.
fn read(desk: &Desk, trusted: &Trusted, paths: &[PathBuf], to: &mpsc::Sender<Read>) {
    let mut sources = Vec::new();
    let mut total = 0;
    let mut passed_over = 0;
    for path in paths {
        match Source::open(path) {
            Ok(source) => {
                total += source.estimate().messages;
                passed_over += source.passed_over().len();
                sources.push(source);
            }
            Err(error) => {
                if to.blocking_send(Read::Failed(unreadable(&error))).is_err() {
                    return;
                }
            }
        }
    }
    let counted = Read::Total {
        mail: u32::try_from(total).unwrap_or(u32::MAX),
        passed_over: u32::try_from(passed_over).unwrap_or(u32::MAX),
    };
    if to.blocking_send(counted).is_err() {
        return;
    }
    let room = Arc::new(Semaphore::new(BETWEEN));
    let mut preparer = Preparer::new(desk, trusted);
    for mut source in sources {
        for item in source.by_ref() {
            let found = preparer
                .as_mut()
                .map_err(|error| error.clone())
                .and_then(|preparer| prepared(preparer, item, &room));
            if to
                .blocking_send(found.unwrap_or_else(Read::Failed))
                .is_err()
            {
                return;
            }
        }
        let deleted = u32::try_from(source.deleted()).unwrap_or(u32::MAX);
        if to.blocking_send(Read::Deleted(deleted)).is_err() {
            return;
        }
    }
}

/// Makes a message ready. Waits for its room before that, so that of long messages one is worked
/// at.
fn prepared(
    preparer: &mut Preparer,
    item: std::result::Result<Item, SourceError>,
    room: &Arc<Semaphore>,
) -> Result<Read> {
    match item {
        Ok(item) => {
            let bytes = u32::try_from(item.raw.len().min(BETWEEN)).unwrap_or(u32::MAX);
            let taken = Handle::current().block_on(room.clone().acquire_many_owned(bytes));
            let place = place(&item.path, item.offset, item.mbox_date);
            let mail = preparer.message(place, &item.raw)?;
            Ok(Read::Mail(Box::new(mail), taken.ok()))
        }
        Err(SourceError::Oversize {
            path, offset, size, ..
        }) => {
            let mail = preparer.held(place(&path, offset, None), size, "too-large")?;
            Ok(Read::Mail(Box::new(mail), None))
        }
        Err(error) => Err(unreadable(&error)),
    }
}

fn place(path: &Path, offset: u64, mbox_date: Option<DateTime<Utc>>) -> Place {
    Place::File {
        path: path.display().to_string(),
        offset,
        mbox_date,
    }
}

fn unreadable(error: &SourceError) -> Error {
    match error {
        SourceError::Unreadable { path, error } => Error::UnreadableFile {
            path: path.display().to_string(),
            why: error.kind().to_string(),
        },
        SourceError::Oversize { path, .. } => Error::UnreadableFile {
            path: path.display().to_string(),
            why: "size".to_owned(),
        },
    }
}
