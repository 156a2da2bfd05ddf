//! The one door: a signed-in [`Desk`], its keys, and how an act is done.

mod act;
mod ring;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use store::Store;
use store::workspace::WorkspaceRow;
use uuid::Uuid;

use crate::calendars::Calendars;
use crate::complaints::Person;
use crate::packs::Packs;
use crate::people::{RoleView, Root};
use crate::team::Address;
use crate::{Error, Result};

pub(crate) use act::{Act, Entry, Kept};
pub(crate) use ring::{
    COMPLAINTS, GenerationStatement, Opened, PEOPLE, Ring, Scope, Sealer, open_key,
};

/// How long a closing desk waits for its server.
const FAREWELL: Duration = Duration::from_secs(2);
/// How long it waits until it is known whether a message was taken that is on its way just then.
const LAST_WORD: Duration = Duration::from_secs(10);

/// Where the time comes from. Tests give their own.
pub type Now = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The computer's clock, to the microsecond.
pub fn system_clock() -> Now {
    Arc::new(|| to_micros(Utc::now()))
}

/// Cuts what PostgreSQL would not keep.
pub(crate) fn to_micros(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at)
}

/// A person at work in an open workspace: every use case is a method of this.
///
/// Cheap to clone. [`Desk::close`] closes the database and drops the keys.
#[derive(Clone)]
pub struct Desk {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) ring: RwLock<Arc<Ring>>,
    pub(crate) row: RwLock<WorkspaceRow>,
    pub(crate) calendars: RwLock<Arc<Calendars>>,
    pub(crate) me: Person,
    pub(crate) roles: Vec<RoleView>,
    pub(crate) login: String,
    pub(crate) log: Uuid,
    /// This session, among others of the same person.
    pub(crate) session: Uuid,
    /// The workspace's folder.
    pub(crate) folder: PathBuf,
    /// Where the server is, for a team's.
    pub(crate) address: Option<Address>,
    /// Whose keys are trusted without anybody's word.
    pub(crate) root: Root,
    pub(crate) fingerprint: String,
    pub(crate) secrets: vault::Secrets,
    pub(crate) now: Now,
    /// Orders ids of one millisecond.
    pub(crate) ids: Mutex<uuid::ContextV7>,
    pub(crate) importing: AtomicBool,
    pub(crate) scans: crate::scan::Scans,
    /// The size of the log when its checkpoint was last kept, and when that was (seconds since
    /// 1970, UTC).
    pub(crate) kept_size: AtomicI64,
    pub(crate) kept_at: AtomicI64,
    /// The first entry that does not follow from the kept checkpoint; 0 where all do.
    pub(crate) inconsistent: AtomicI64,
    pub(crate) cancel: AtomicBool,
    /// Transactions that were begun.
    pub(crate) begun: AtomicU64,
    pub(crate) syncs: crate::mailbox::Syncs,
    /// Held by a backup: SQLite must finish one before its connection is closed.
    pub(crate) backing_up: tokio::sync::Mutex<()>,
    /// Keeps other processes out while it is open.
    pub(crate) _lock: std::fs::File,
}

impl Desk {
    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.inner.now)()
    }

    /// The keys of this session, as they are now.
    pub(crate) fn ring(&self) -> Arc<Ring> {
        Arc::clone(
            &self
                .inner
                .ring
                .read()
                .unwrap_or_else(std::sync::PoisonError::into_inner),
        )
    }

    pub(crate) fn packs(&self) -> &'static Packs {
        Packs::get()
    }

    pub(crate) fn row(&self) -> WorkspaceRow {
        self.inner
            .row
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    /// The calendars with what the office added to them.
    pub(crate) fn calendars(&self) -> Arc<Calendars> {
        Arc::clone(
            &self
                .inner
                .calendars
                .read()
                .unwrap_or_else(std::sync::PoisonError::into_inner),
        )
    }

    /// The workspace's time zone. What was stored was checked, so UTC is never met.
    pub(crate) fn zone(&self) -> Tz {
        self.row().time_zone.parse().unwrap_or(Tz::UTC)
    }

    /// Today, where the workspace is.
    pub(crate) fn today(&self) -> NaiveDate {
        self.now().with_timezone(&self.zone()).date_naive()
    }

    /// Begins a transaction that only reads, or changes technical state alone.
    pub(crate) async fn read(&self) -> Result<store::Tx> {
        let seq = self.inner.inconsistent.load(Ordering::Relaxed);
        if seq != 0 {
            return Err(Error::AuditInconsistent { seq });
        }
        self.inner.begun.fetch_add(1, Ordering::Relaxed);
        self.inner
            .store
            .begin()
            .await
            .map_err(|e| Error::from(e).at(&self.inner.folder))
    }

    /// Begins a transaction that only reads, as of one moment.
    pub(crate) async fn snapshot(&self) -> Result<store::Tx> {
        self.inner.begun.fetch_add(1, Ordering::Relaxed);
        Ok(self.inner.store.snapshot().await?)
    }

    /// How many transactions were begun here: who does long work sees by it that it is not alone.
    pub(crate) fn begun(&self) -> u64 {
        self.inner.begun.load(Ordering::Relaxed)
    }

    /// Whether the one connection is the whole database's.
    pub(crate) fn is_embedded(&self) -> bool {
        matches!(self.inner.store, Store::Lite(_))
    }

    /// Stops long work, waits for what is under way, and closes the database. The keys go with
    /// the last clone of the desk.
    pub async fn close(&self) {
        self.inner.cancel.store(true, Ordering::SeqCst);
        self.inner.syncs.close();
        let _finished = self.inner.backing_up.lock().await;
        let _ = tokio::time::timeout(LAST_WORD, self.inner.syncs.sending()).await;
        // A server that is not there is not waited for: leases end by themselves.
        let _ = tokio::time::timeout(FAREWELL, self.release_leases()).await;
        self.inner.store.close().await;
    }

    /// Has the disk full, or not: for tests.
    #[doc(hidden)]
    pub async fn pretend_full(&self, full: bool) -> Result<()> {
        Ok(self.inner.store.pretend_full(full).await?)
    }

    /// A new id, ordered by time, and within a millisecond by when it was made (UUIDv7, RFC 9562).
    pub(crate) fn id(&self) -> Uuid {
        let now = self.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
        let ids = self
            .inner
            .ids
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        Uuid::new_v7(uuid::Timestamp::from_unix(
            &*ids,
            seconds,
            now.timestamp_subsec_nanos(),
        ))
    }
}
