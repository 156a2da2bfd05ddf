//! A look at a mailbox: once, or again and again (`watch`). What is under way is known here.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use mail::imap::Session;
use mail::server::Why;
use tokio::sync::watch;
use uuid::Uuid;

use super::account::Mailbox;
use super::folder::Pass;
use super::{SyncReport, SyncState};
use crate::intake::ImportReport;
use crate::{Desk, Error, Result};

/// What is under way, mailbox by mailbox.
#[derive(Default)]
pub(crate) struct Syncs {
    lines: Mutex<HashMap<Uuid, Arc<Line>>>,
    news: watch::Sender<News>,
    /// Counts up with every mailbox that is added, changed or removed, and when the desk closes.
    roster: watch::Sender<u64>,
    /// Counts up when something is put into the outbox.
    to_send: watch::Sender<u64>,
    /// Held while a server is given a message.
    sending: tokio::sync::Mutex<()>,
    closed: AtomicBool,
    /// How long a server may be silent, where that is not the usual time.
    silence: Mutex<Option<Duration>>,
}

/// How much there was to tell of mailboxes so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct News {
    /// Counts up with every change of a mailbox, or of what it is doing.
    pub changes: u64,
    /// Counts up while mail comes in, and once more when all of it is in.
    pub mail: u64,
}

/// One mailbox's line.
#[derive(Default)]
pub(super) struct Line {
    state: Mutex<SyncState>,
    busy: AtomicBool,
    wish: watch::Sender<Wish>,
}

/// What is wanted of a mailbox. It stands until it is done, or the opposite is wanted: nothing
/// that is asked for at a bad moment goes unheard.
#[derive(Debug, Clone, Copy, Default)]
struct Wish {
    /// Somebody wants a look now.
    look: bool,
    /// The next look is to compare everything.
    all: bool,
    /// Somebody wants no look until one is asked for.
    stopped: bool,
    /// What is under way has to end: the mailbox is another, or the desk closes.
    over: bool,
}

/// Why a look ended early.
pub(super) enum Halt {
    /// Somebody stopped it.
    Stopped,
    /// Another desktop reads the mailbox: this person's.
    Elsewhere(String),
    Failed(Error),
}

impl<E: Into<Error>> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Syncs {
    pub(super) fn line(&self, id: Uuid) -> Arc<Line> {
        Arc::clone(held(&self.lines).entry(id).or_default())
    }

    pub(super) fn state(&self, id: Uuid) -> SyncState {
        held(&self.line(id).state).clone()
    }

    pub(super) fn set(&self, line: &Line, state: SyncState) {
        let syncing = |state: &SyncState| matches!(state, SyncState::Syncing { .. });
        let mut mail = syncing(&state);
        mail |= syncing(&std::mem::replace(&mut *held(&line.state), state));
        self.news.send_modify(|news| {
            news.changes += 1;
            news.mail += u64::from(mail);
        });
    }

    /// Mailboxes were added, changed or removed.
    pub(super) fn changed(&self) {
        self.roster.send_modify(|count| *count += 1);
        self.news.send_modify(|news| news.changes += 1);
    }

    /// Something is to be sent.
    pub(crate) fn mail_to_send(&self) {
        self.to_send.send_modify(|count| *count += 1);
        self.told();
    }

    pub(crate) fn to_send(&self) -> watch::Receiver<u64> {
        self.to_send.subscribe()
    }

    /// Something became of what was to be sent.
    pub(crate) fn told(&self) {
        self.news.send_modify(|news| {
            news.changes += 1;
            news.mail += 1;
        });
    }

    pub(crate) fn roster(&self) -> watch::Receiver<u64> {
        self.roster.subscribe()
    }

    /// Ends what is under way for a mailbox.
    pub(super) fn interrupt(&self, id: Uuid) {
        self.line(id).wish.send_modify(|wish| wish.over = true);
    }

    /// Stops everything, for good.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        for line in held(&self.lines).values() {
            line.wish.send_modify(|wish| wish.over = true);
        }
        self.changed();
        self.to_send.send_modify(|count| *count += 1);
    }

    /// Held while a server is given a message; who has it sees that nothing is under way.
    pub(crate) async fn sending(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.sending.lock().await
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::SeqCst)
    }

    pub(crate) fn silence(&self) -> Duration {
        held(&self.silence).unwrap_or(mail::server::SILENCE)
    }
}

impl Line {
    /// Takes the line, if nobody has it. What had to end before has.
    pub(super) fn take(&self) -> Result<Taken<'_>> {
        if self.busy.swap(true, Ordering::SeqCst) {
            return Err(Error::SyncRunning);
        }
        self.wish.send_modify(|wish| wish.over = false);
        Ok(Taken(self))
    }

    /// What is under way has to end: another desktop does it now.
    pub(super) fn lose(&self) {
        self.wish.send_modify(|wish| wish.over = true);
    }

    /// Somebody is about to do what a look is wanted for.
    pub(super) fn heard(&self) {
        self.wish.send_modify(|wish| wish.look = false);
    }

    /// Begins a look: whether it is to compare everything. Not where none is wanted.
    pub(super) fn begin(&self) -> std::result::Result<bool, Halt> {
        let mut all = None;
        self.wish.send_if_modified(|wish| {
            if !wish.stopped && !wish.over {
                wish.look = false;
                all = Some(std::mem::take(&mut wish.all));
            }
            false
        });
        all.ok_or(Halt::Stopped)
    }

    /// A look that was to compare everything did not: the next one is to.
    pub(super) fn owe(&self) {
        self.wish.send_modify(|wish| wish.all |= !wish.stopped);
    }

    /// Waits for the network, unless it is to end. Only for what may be dropped half-way: never
    /// for the database.
    pub(super) async fn net<T, E: Into<Error>>(
        &self,
        work: impl Future<Output = std::result::Result<T, E>>,
    ) -> std::result::Result<T, Halt> {
        tokio::select! {
            biased;
            () = self.halted() => Err(Halt::Stopped),
            done = work => Ok(done?),
        }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.wish.borrow().stopped
    }

    /// Waits until somebody wants no look.
    pub(super) async fn stopped(&self) {
        self.wished(|wish| wish.stopped).await;
    }

    /// Waits until what is under way is to end.
    pub(super) async fn halted(&self) {
        self.wished(|wish| wish.stopped || wish.over).await;
    }

    /// Waits until somebody wants a look now.
    pub(super) async fn woken(&self) {
        self.wished(|wish| wish.look).await;
    }

    async fn wished(&self, what: impl FnMut(&Wish) -> bool) {
        // The sender lives as long as the line.
        let _ = self.wish.subscribe().wait_for(what).await;
    }
}

/// The right to read a mailbox, until dropped.
pub(super) struct Taken<'l>(&'l Line);

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.0.busy.store(false, Ordering::SeqCst);
    }
}

impl Desk {
    /// Looks at a mailbox once: takes in what is new in its folders, and holds the ledger against
    /// the server. With `all`, every message is compared, whatever the counts say.
    ///
    /// # Errors
    /// [`Error::MailboxNotFound`], [`Error::SyncRunning`], [`Error::Mailbox`] with the step that
    /// failed, [`Error::DiskFull`]. What was taken in before stays.
    pub async fn mailbox_sync(&self, called: &str, all: bool) -> Result<SyncReport> {
        let mailbox = {
            let mut tx = self.read().await?;
            self.find_mailbox(&mut tx, called).await?
        };
        let line = self.inner.syncs.line(mailbox.id);
        let _taken = line.take()?;
        // Who asks for a look wants it no longer stopped.
        line.wish.send_modify(|wish| wish.stopped = false);
        let mut report = SyncReport::new(&mailbox);
        let done = self.look(&line, &mailbox, all, &mut report).await;
        self.inner.syncs.set(&line, SyncState::Off);
        match done {
            Ok(session) => session.logout().await,
            Err(Halt::Stopped | Halt::Elsewhere(_)) => report.mail.cancelled = true,
            Err(Halt::Failed(error)) => return Err(error.at(&self.inner.folder)),
        }
        report.mail.finished = true;
        if let Err(error) = self.acknowledge_new().await {
            tracing::warn!(code = error.code(), "what came in was not acknowledged");
        }
        let mut tx = self.read().await?;
        let mailbox = self.find_mailbox(&mut tx, &mailbox.id.to_string()).await?;
        report.folders = self.ledgers_of(&mut tx, &mailbox).await?;
        Ok(report)
    }

    /// Stops the look at a mailbox that is under way; one that is watched stays stopped until it
    /// is woken.
    pub fn mailbox_stop(&self, id: Uuid) {
        self.inner.syncs.line(id).wish.send_modify(|wish| {
            *wish = Wish {
                stopped: true,
                over: wish.over,
                ..Wish::default()
            };
        });
    }

    /// Has a mailbox that is watched looked at now.
    pub fn mailbox_wake(&self, id: Uuid, all: bool) {
        self.inner.syncs.line(id).wish.send_modify(|wish| {
            wish.look = true;
            wish.all |= all;
            wish.stopped = false;
        });
    }

    /// Has servers given up that are silent for so long: for tests.
    #[doc(hidden)]
    pub fn pretend_impatience(&self, silence: Duration) {
        *held(&self.inner.syncs.silence) = Some(silence);
    }

    /// Changes whenever a mailbox, or what it is doing, does.
    #[must_use]
    pub fn mailbox_news(&self) -> watch::Receiver<News> {
        self.inner.syncs.news.subscribe()
    }

    async fn look(
        &self,
        line: &Line,
        mailbox: &Mailbox,
        all: bool,
        report: &mut SyncReport,
    ) -> std::result::Result<Session, Halt> {
        let mut session = self.greet(line, mailbox).await?;
        self.round(line, mailbox, &mut session, |_| all, report)
            .await?;
        Ok(session)
    }

    /// Connects, and says so.
    pub(super) async fn greet(
        &self,
        line: &Line,
        mailbox: &Mailbox,
    ) -> std::result::Result<Session, Halt> {
        self.inner.syncs.set(line, SyncState::Connecting);
        let account = mailbox.kept.account(self.inner.syncs.silence());
        let account = line.net(account).await?;
        line.net(mail::imap::connect(&account)).await
    }

    /// Looks at every folder once; at the first last, so that it is the one listened to then. One
    /// that the server says no to keeps no other waiting.
    pub(super) async fn round(
        &self,
        line: &Line,
        mailbox: &Mailbox,
        session: &mut Session,
        is_all: impl Fn(Uuid) -> bool,
        report: &mut SyncReport,
    ) -> std::result::Result<(), Halt> {
        let mut refused = Ok(());
        // One that can be listened to, where none is open.
        let mut shut = None;
        let mut good = None;
        for (folder, name) in mailbox.folders.iter().rev() {
            let mut pass = Pass::new(self, line, mailbox, session, report);
            match pass.run(folder.id, name, is_all(folder.id)).await {
                Err(Halt::Failed(error)) if is_refusal(&error) => {
                    refused = refused.and(Err(Halt::Failed(error)));
                    shut = good;
                }
                done => {
                    done?;
                    good = Some((folder.id, name));
                    shut = None;
                }
            }
        }
        if let Some((folder, name)) = shut {
            // What could not be opened closed what was open (RFC 3501, 6.3.1).
            let mut pass = Pass::new(self, line, mailbox, session, report);
            pass.run(folder, name, false).await?;
        }
        refused
    }
}

/// Whether the server said no, and goes on listening.
pub(super) fn is_refusal(error: &Error) -> bool {
    matches!(error, Error::Mailbox { why, .. } if why == Why::Refused.as_str())
}

impl SyncReport {
    pub(super) fn new(mailbox: &Mailbox) -> Self {
        Self {
            id: mailbox.id,
            name: mailbox.kept.name.clone(),
            mail: ImportReport::default(),
            vanished: 0,
            relisted: 0,
            folders: Vec::new(),
        }
    }
}
