//! Mailboxes are watched: each is read, listened to, and read again, until the desk closes.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use mail::server::{Step, Why};
use store::mailbox::FolderRow;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::account::Mailbox;
use super::fetch::is_passing;
use super::sync::{Halt, Line, is_refusal};
use super::{SyncReport, SyncState};
use crate::{Desk, Error, Result};

/// How long the server is listened to at once (RFC 2177 allows 29 minutes; routers forget sooner).
const LISTEN: Duration = Duration::from_secs(5 * 60);
/// How often a folder is looked at that is not listened to.
const POLL: Duration = Duration::from_secs(60);
/// The first wait after a failure; it doubles up to the last.
const FIRST_WAIT: Duration = Duration::from_secs(5);
const LAST_WAIT: Duration = Duration::from_secs(10 * 60);
/// The wait where a person is likely to have to do something first: a server locks an account
/// that shows a wrong password again and again.
const RELUCTANT: Duration = Duration::from_secs(60 * 60);
/// The hour of the night at which everything is compared, where the workspace is.
const NIGHT: TimeDelta = TimeDelta::hours(3);

impl Desk {
    /// Watches every mailbox until the desk closes; mailboxes that are added or changed
    /// meanwhile too, and sends what is to be sent. Officers alone do either. What is left to the
    /// night is done here as well.
    pub async fn mailbox_watch(&self) {
        if self.ring().complaints().is_err() {
            return;
        }
        let mail = async { tokio::join!(self.watch_all(), self.outbox_watch()) };
        tokio::select! {
            _ = mail => {}
            () = self.texts_nightly() => {}
        }
    }

    async fn watch_all(&self) {
        let mut roster = self.inner.syncs.roster();
        loop {
            // In this order: a desk that closes now is a change that is still to be seen.
            roster.mark_unchanged();
            if self.inner.syncs.is_closed() {
                return;
            }
            let Ok(ids) = self.mailbox_ids().await else {
                let _ = tokio::time::timeout(FIRST_WAIT, roster.changed()).await;
                continue;
            };
            let mut watched = JoinSet::new();
            for id in &ids {
                // As it was before the mailboxes were listed: no change since goes unseen.
                let (desk, id, roster) = (self.clone(), *id, roster.clone());
                watched.spawn(async move { desk.watch_one(id, roster).await });
            }
            // The sender lives as long as the desk.
            let _ = roster.changed().await;
            for id in ids {
                self.inner.syncs.interrupt(id);
            }
            while watched.join_next().await.is_some() {}
        }
    }

    async fn mailbox_ids(&self) -> Result<Vec<Uuid>> {
        let mut tx = self.read().await?;
        let open = self.open_mailboxes(&mut tx).await?;
        Ok(open.into_iter().map(|mailbox| mailbox.id).collect())
    }

    async fn watch_one(&self, id: Uuid, mut roster: watch::Receiver<u64>) {
        let syncs = &self.inner.syncs;
        let line = syncs.line(id);
        let mut failures = 0;
        loop {
            let is_over = |roster: &watch::Receiver<u64>| {
                syncs.is_closed() || roster.has_changed().unwrap_or(true)
            };
            let ended = match line.take() {
                // Taking the line forgets that it was to end; what it was to end for stays.
                Ok(_taken) if is_over(&roster) || line.is_stopped() => Err(Halt::Stopped),
                Ok(_taken) => self.visit_alone(&line, id, &mut failures).await,
                Err(error) => Err(Halt::Failed(error)),
            };
            if is_over(&roster) {
                syncs.set(&line, SyncState::Off);
                return;
            }
            let mut wait = match ended {
                Err(Halt::Elsewhere(by)) => {
                    syncs.set(&line, SyncState::Elsewhere { by });
                    Some(POLL)
                }
                Err(Halt::Failed(error)) => {
                    failures += 1;
                    Some(self.failed(&line, &error, failures))
                }
                Ok(()) | Err(Halt::Stopped) => {
                    syncs.set(&line, SyncState::Stopped);
                    None
                }
            };
            loop {
                tokio::select! {
                    () = line.woken() => break,
                    () = sleep_for(wait) => break,
                    _ = roster.changed() => return,
                    () = line.stopped(), if wait.is_some() => {
                        syncs.set(&line, SyncState::Stopped);
                        wait = None;
                    }
                }
            }
        }
    }

    /// Says what failed, and gives how long to wait before it is tried again.
    fn failed(&self, line: &Line, error: &Error, failures: u32) -> Duration {
        tracing::warn!(code = error.code(), "a mailbox could not be read");
        let wait = if is_for_a_person(error) {
            RELUCTANT
        } else {
            backoff(failures)
        };
        self.say_failed(line, error, wait);
        wait
    }

    fn say_failed(&self, line: &Line, error: &Error, wait: Duration) {
        let retry_at = TimeDelta::from_std(wait).ok().map(|wait| Utc::now() + wait);
        let params = error.params().into_iter();
        self.inner.syncs.set(
            line,
            SyncState::Failed {
                code: error.code().to_owned(),
                params: params
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect(),
                retry_at,
            },
        );
    }

    /// As [`Desk::visit`], while no other desktop of the team does: one reads for all.
    async fn visit_alone(
        &self,
        line: &Line,
        id: Uuid,
        failures: &mut u32,
    ) -> std::result::Result<(), Halt> {
        let name = format!("mailbox {id}");
        loop {
            if let Some(by) = self.lease(&name).await? {
                return Err(Halt::Elsewhere(by));
            }
            let over = Notify::new();
            let visited = async {
                let visited = self.visit(line, id, failures).await;
                over.notify_one();
                visited
            };
            let kept = async {
                let lost = self.keep_lease(&name, &over).await;
                if lost {
                    line.lose();
                }
                lost
            };
            match tokio::join!(visited, kept) {
                // It ended because another has it: who that is, the next turn finds out.
                (Err(Halt::Stopped), true) => {}
                (visited, _) => return visited,
            }
        }
    }

    /// Reads a mailbox and listens, over one connection, until something goes wrong or somebody
    /// stops it.
    async fn visit(
        &self,
        line: &Line,
        id: Uuid,
        failures: &mut u32,
    ) -> std::result::Result<(), Halt> {
        let mailbox = {
            let mut tx = self.read().await?;
            self.find_mailbox(&mut tx, &id.to_string()).await?
        };
        line.heard();
        let mut session = self.greet(line, &mailbox).await?;
        loop {
            let due = self.due(&mailbox).await?;
            let all = line.begin()?;
            let is_all = |folder| all || due.contains(&folder);
            let mut report = SyncReport::new(&mailbox);
            let looked = self
                .round(line, &mailbox, &mut session, is_all, &mut report)
                .await;
            // One folder can be listened to; several are looked at every minute.
            let alone = mailbox.folders.len() == 1;
            let listen = if alone { LISTEN } else { POLL };
            match looked {
                Ok(()) => self.inner.syncs.set(line, SyncState::Waiting),
                // One folder that is not to be had keeps the others from nothing.
                Err(Halt::Failed(error)) if is_refusal(&error) && !alone => {
                    self.say_failed(line, &error, listen);
                }
                Err(halt) => {
                    if all {
                        line.owe();
                    }
                    return Err(halt);
                }
            }
            tokio::select! {
                // A session is dropped while it listens; the next look has another.
                () = line.woken() => {
                    line.heard();
                    session = self.greet(line, &mailbox).await?;
                }
                () = line.halted() => return Err(Halt::Stopped),
                news = async {
                    if session.can_idle {
                        session.idle(listen).await
                    } else {
                        tokio::time::sleep(POLL).await;
                        Ok(false)
                    }
                } => {
                    news?;
                    *failures = 0;
                }
            }
        }
    }

    /// The folders for which a night has come since every message was last compared.
    async fn due(&self, mailbox: &Mailbox) -> Result<BTreeSet<Uuid>> {
        let mut tx = self.read().await?;
        let rows = store::mailbox::folders(&mut tx, mailbox.id).await?;
        let night = self.last_night();
        let due = |row: &FolderRow| row.reconciled_at.is_none_or(|at| at < night);
        Ok(rows
            .iter()
            .filter(|row| due(row))
            .map(|row| row.id)
            .collect())
    }

    /// How long it is until the next night.
    pub(crate) fn until_night(&self) -> Duration {
        let ahead = self.last_night() + TimeDelta::days(1) - self.now();
        ahead.to_std().unwrap_or(POLL).max(POLL)
    }

    /// The last 3:00 where the workspace is.
    fn last_night(&self) -> DateTime<Utc> {
        let now = self.now();
        let local = now.with_timezone(&self.zone()).naive_local();
        let night = local.date().and_time(NaiveTime::MIN) + NIGHT;
        let since = match local - night {
            passed if passed >= TimeDelta::zero() => passed,
            ahead => ahead + TimeDelta::days(1),
        };
        now - since
    }
}

/// Waits; for ever, where nothing is to be waited for but a person.
async fn sleep_for(wait: Option<Duration>) {
    match wait {
        Some(wait) => tokio::time::sleep(wait).await,
        None => std::future::pending().await,
    }
}

/// Longer after each failure, and never all at once after an outage: between half and all of it.
fn backoff(failures: u32) -> Duration {
    let whole = FIRST_WAIT
        .saturating_mul(1 << failures.saturating_sub(1).min(10))
        .min(LAST_WAIT);
    let chance = vault::random().map_or(255, |[byte]: [u8; 1]| byte);
    whole / 2 + whole / 2 * u32::from(chance) / 255
}

/// Whether trying again soon does no good, or harm.
fn is_for_a_person(error: &Error) -> bool {
    const LASTING: [Why; 4] = [
        Why::CaUnreadable,
        Why::NotLoopback,
        Why::CertificateName,
        Why::CertificateUnknown,
    ];
    let Error::Mailbox { step, why, .. } = error else {
        return false;
    };
    let refused = step == Step::Login.as_str() && is_refusal(error) && !is_passing(error);
    refused || LASTING.iter().any(|lasting| why == lasting.as_str())
}
