//! From the outbox to a server: what is known is written down before and after each step.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::complaints::Sending;
use mail::server::{Account, Failure, Step, Why};
use mail::smtp::{self, Unsent};
use store::Word;
use store::outbox::{ListedOutboxRow, OutboxRow};
use tokio::sync::Notify;

use super::{Flushed, SendingFailure};
use crate::door::Entry;
use crate::mailbox::Mailbox;
use crate::{Desk, Error, Result};

/// How long a server may be asked, at most: who asked is gone then, and nobody knows what became
/// of the message.
const UNDER_WAY: TimeDelta = TimeDelta::minutes(15);
/// How long a server is asked, at most.
const ASKED: Duration = Duration::from_secs(13 * 60);
/// The waits after attempts in vain, in minutes; the last again and again.
const WAITS: [i64; 5] = [1, 5, 15, 30, 60];
/// Attempts in vain after which a message counts as refused: about two days.
const ATTEMPTS: i32 = 50;
/// How often the outbox is looked at that nobody said anything of.
const LOOK: Duration = Duration::from_secs(30);
/// What one desktop of a team holds while it sends for all.
const LEASE: &str = "outbox";

impl Desk {
    /// Sends what is to be sent as it comes due, until the desk closes.
    pub(crate) async fn outbox_watch(&self) {
        let syncs = &self.inner.syncs;
        let mut to_send = syncs.to_send();
        while !syncs.is_closed() {
            to_send.mark_unchanged();
            if let Err(error) = self.acknowledge_new().await {
                tracing::warn!(code = error.code(), "what came in was not acknowledged");
            }
            let done = self.send_due().await;
            if let Err(error) = &done {
                tracing::warn!(code = error.code(), "the outbox could not be looked at");
            }
            // What can't be done now, or is another desktop's, is not asked for again at once.
            let wait = match done {
                Ok(true) => self.until_next().await.unwrap_or(LOOK).min(LOOK),
                Ok(false) | Err(_) => LOOK,
            };
            let _ = tokio::time::timeout(wait, to_send.changed()).await;
        }
    }

    /// How long until something of the outbox is due.
    async fn until_next(&self) -> Result<Duration> {
        let mut tx = self.read().await?;
        let next = store::outbox::next(&mut tx).await?;
        let wait = next.map(|at| (at - self.now()).to_std().unwrap_or_default());
        Ok(wait.map_or(LOOK, |wait| wait.max(Duration::from_millis(50))))
    }

    /// Sends what waits, also for its undo or its next attempt: now.
    ///
    /// # Errors
    /// [`Error::OutboxElsewhere`] while another desktop of the team sends.
    pub async fn outbox_flush(&self) -> Result<Flushed> {
        let ahead = self.now() + TimeDelta::days(1);
        self.send_by(ahead)
            .await?
            .map_err(|by| Error::OutboxElsewhere { by })
    }

    /// Sends what is due; false where another desktop does.
    async fn send_due(&self) -> Result<bool> {
        let sent = self.send_by(self.now()).await?;
        if sent.as_ref().is_ok_and(|sent| *sent != Flushed::default()) {
            self.inner.syncs.told();
        }
        Ok(sent.is_ok())
    }

    /// Sends what is due by a time, while no other desktop does; else gives who that is.
    async fn send_by(&self, until: DateTime<Utc>) -> Result<std::result::Result<Flushed, String>> {
        let mut flushed = Flushed::default();
        if self.next_is_after(until).await? {
            return Ok(Ok(flushed));
        }
        if let Some(by) = self.lease(LEASE).await? {
            return Ok(Err(by));
        }
        let over = Notify::new();
        let sending = async {
            let done = self.send_each(until, &mut flushed).await;
            over.notify_one();
            done
        };
        let (done, _lost) = tokio::join!(sending, self.keep_lease(LEASE, &over));
        done.map(|()| Ok(flushed))
    }

    async fn next_is_after(&self, until: DateTime<Utc>) -> Result<bool> {
        let mut tx = self.read().await?;
        Ok(store::outbox::next(&mut tx)
            .await?
            .is_none_or(|at| at > until))
    }

    async fn send_each(&self, until: DateTime<Utc>, flushed: &mut Flushed) -> Result<()> {
        let rows = {
            let mut tx = self.read().await?;
            let scope = self.ring().complaints()?.id;
            store::outbox::due(&mut tx, scope, until).await?
        };
        // One that can't be sent keeps none of the others from being sent.
        let mut done = Ok(());
        for row in rows {
            let _sending = self.inner.syncs.sending().await;
            if self.inner.syncs.is_closed() {
                break;
            }
            let one = self.send_one(row, flushed).await;
            if let Err(error) = &one {
                tracing::warn!(code = error.code(), "a message of the outbox");
            }
            done = done.and(one);
        }
        done
    }

    async fn send_one(&self, row: ListedOutboxRow, flushed: &mut Flushed) -> Result<()> {
        match row.outbox.state.0 {
            Sending::Queued => self.attempt(row, flushed).await,
            // Until then somebody asks a server.
            Sending::Sending if row.outbox.next_at <= Some(self.now()) => {
                self.orphaned(row, flushed).await
            }
            Sending::Sent => self.file(row, flushed).await,
            _ => Ok(()),
        }
    }

    /// Gives a message to its server, if nobody else does.
    async fn attempt(&self, row: ListedOutboxRow, flushed: &mut Flushed) -> Result<()> {
        let Some(row) = self.claim(row).await? else {
            return Ok(());
        };
        let outcome = match self.account_of(&row, true).await {
            Ok(account) => self.give(&row, &account).await?,
            Err(error) => Err(as_unsent(&error)?),
        };
        let (state, failure) = match outcome {
            Ok(()) => (Sending::Sent, None),
            Err(Unsent::Passing(failure)) if row.outbox.attempts < ATTEMPTS => {
                (Sending::Queued, Some(failure))
            }
            Err(Unsent::Passing(failure) | Unsent::Lasting(failure)) => {
                (Sending::Refused, Some(failure))
            }
            Err(Unsent::Unknown(failure)) if self.is_in_sent(&row).await => {
                tracing::info!(why = %failure.why, "a message was found with the sent mail");
                (Sending::Sent, None)
            }
            Err(Unsent::Unknown(failure)) => (Sending::Unknown, Some(failure)),
        };
        self.write_down(row, state, failure, flushed).await
    }

    /// Writes down that a server is being asked, before it is.
    async fn claim(&self, row: ListedOutboxRow) -> Result<Option<ListedOutboxRow>> {
        let mut tx = self.read().await?;
        let (was, attempts) = (row.outbox.state.0, row.outbox.attempts);
        let next = OutboxRow {
            state: Word(Sending::Sending),
            attempts: attempts + 1,
            next_at: Some(self.now() + UNDER_WAY),
            draft: None,
            ..row.outbox.clone()
        };
        if !store::outbox::advance(&mut tx, &next, was, attempts).await? {
            return Ok(None);
        }
        if let Some(draft) = row.outbox.draft {
            store::outbox::remove_draft(&mut tx, draft).await?;
        }
        tx.commit().await?;
        Ok(Some(ListedOutboxRow {
            outbox: next,
            ..row
        }))
    }

    async fn give(
        &self,
        row: &ListedOutboxRow,
        account: &Account,
    ) -> Result<std::result::Result<(), Unsent>> {
        let envelope = self.envelope(row)?;
        let found = self.find_message(row.outbox.message).await?;
        let raw = self.raw_of(&found).await?;
        let envelope = smtp::Envelope {
            automatic: envelope.from.is_none(),
            from: match envelope.from {
                Some(from) => from,
                None => self.head_of(&found)?.from_address,
            },
            to: envelope.to,
        };
        // Over before anybody counts who asks as gone.
        let sent = tokio::time::timeout(ASKED, smtp::send(account, &envelope, &raw)).await;
        Ok(sent.unwrap_or_else(|_| {
            Err(Unsent::Unknown(Failure {
                step: Step::Send,
                why: Why::Timeout,
                said: String::new(),
            }))
        }))
    }

    /// Who asked a server is gone: it may have been taken.
    async fn orphaned(&self, row: ListedOutboxRow, flushed: &mut Flushed) -> Result<()> {
        let state = if self.is_in_sent(&row).await {
            Sending::Sent
        } else {
            Sending::Unknown
        };
        self.write_down(row, state, None, flushed).await
    }

    /// Writes down what became of an attempt; a case whose answer did not arrive is raised.
    async fn write_down(
        &self,
        row: ListedOutboxRow,
        state: Sending,
        failure: Option<Failure>,
        flushed: &mut Flushed,
    ) -> Result<()> {
        let mut act = self.act().await?;
        let mut envelope = self.envelope(&row)?;
        envelope.failure = failure.map(|failure| SendingFailure {
            step: failure.step.to_string(),
            why: failure.why.to_string(),
            // Of a connection that ended the word says all.
            said: match failure.why {
                Why::Closed => String::new(),
                _ => failure.said,
            },
        });
        let o = &row.outbox;
        let next = OutboxRow {
            state: Word(state),
            next_at: match state {
                // A copy is still to be put with the sent mail.
                Sending::Sent => Some(act.now),
                Sending::Queued => Some(act.now + wait_after(o.attempts)),
                _ => None,
            },
            sent_at: (state == Sending::Sent).then_some(act.now),
            sealed: self.seal_envelope(&row, &envelope)?,
            ..o.clone()
        };
        // A bounce may have been faster than the server's last word.
        if !store::outbox::advance(&mut act.tx, &next, o.state.0, o.attempts).await? {
            return Ok(());
        }
        let word = match state {
            Sending::Sent => {
                self.takes_part(&mut act.tx, &row).await?;
                if let Some(before) = envelope.again {
                    self.replaced(&mut act, (row.case_id, before)).await?;
                }
                flushed.sent += 1;
                "outbox.sent"
            }
            Sending::Queued => {
                flushed.waiting += 1;
                "outbox.waiting"
            }
            Sending::Unknown => {
                flushed.unknown += 1;
                "outbox.unknown"
            }
            _ => {
                flushed.refused += 1;
                "outbox.refused"
            }
        };
        // One in vain among many is no news for the log.
        if state != Sending::Queued || o.attempts == 1 {
            act.log(
                Entry::message(word, o.message, Some(row.case_id)).with("attempts", o.attempts),
            );
        }
        if matches!(state, Sending::Unknown | Sending::Refused) {
            self.undelivered(&mut act, row.case_id, o.message).await?;
        }
        act.commit().await?;
        if state == Sending::Sent {
            let sent = ListedOutboxRow {
                outbox: next,
                ..row
            };
            self.file(sent, flushed).await?;
        }
        Ok(())
    }

    /// Puts a copy with the mailbox's sent mail, unless its server did.
    async fn file(&self, row: ListedOutboxRow, flushed: &mut Flushed) -> Result<()> {
        let filed = self.filed(&row).await;
        let mut tx = self.read().await?;
        let o = &row.outbox;
        let next = match &filed {
            Ok(()) => OutboxRow {
                filed_at: Some(self.now()),
                next_at: None,
                ..o.clone()
            },
            // It was sent, which is what counts.
            Err(_) => OutboxRow {
                attempts: o.attempts + 1,
                next_at: (o.attempts < ATTEMPTS).then(|| self.now() + wait_after(o.attempts)),
                ..o.clone()
            },
        };
        store::outbox::advance(&mut tx, &next, Sending::Sent, o.attempts).await?;
        tx.commit().await?;
        match filed {
            Ok(()) => flushed.filed += 1,
            Err(error) => tracing::warn!(code = error.code(), "no copy with the sent mail"),
        }
        Ok(())
    }

    async fn filed(&self, row: &ListedOutboxRow) -> Result<()> {
        let account = self.account_of(row, false).await?;
        let mut session = mail::imap::connect(&account).await?;
        if let Some(folder) = session.sent_folder().await? {
            let id = self.envelope(row)?.message_id;
            session.examine(&folder).await?;
            if !session.has_message(&id).await? {
                let found = self.find_message(row.outbox.message).await?;
                let raw = self.raw_of(&found).await?;
                session.append(&folder, &raw).await?;
            }
        }
        session.logout().await;
        Ok(())
    }

    /// Whether a message lies with the sent mail already; not, where nobody can tell.
    async fn is_in_sent(&self, row: &ListedOutboxRow) -> bool {
        // What lies there is our own copy of an earlier time.
        if row.outbox.filed_at.is_some() {
            return false;
        }
        let looked = async {
            let account = self.account_of(row, false).await?;
            let mut session = mail::imap::connect(&account).await?;
            let Some(folder) = session.sent_folder().await? else {
                return Ok(false);
            };
            session.examine(&folder).await?;
            let found = session.has_message(&self.envelope(row)?.message_id).await?;
            session.logout().await;
            Ok::<_, Error>(found)
        };
        looked.await.unwrap_or(false)
    }

    /// The account that a message goes by: of the server that sends, or of the mailbox.
    async fn account_of(&self, row: &ListedOutboxRow, sends: bool) -> Result<Account> {
        let mailbox: Mailbox = {
            let mut tx = self.read().await?;
            let id = row.outbox.mailbox.to_string();
            self.find_mailbox(&mut tx, &id).await?
        };
        let silence = self.inner.syncs.silence();
        if sends {
            mailbox.kept.smtp_account(silence).await
        } else {
            mailbox.kept.account(silence).await
        }
    }
}

fn wait_after(attempts: i32) -> TimeDelta {
    let at = usize::try_from(attempts - 1).unwrap_or(0);
    TimeDelta::minutes(WAITS[at.min(WAITS.len() - 1)])
}

/// What keeps an account from being used, as sending tells it; an error that is none of the way to
/// the server is one of the program's.
fn as_unsent(error: &Error) -> Result<Unsent> {
    let failure = |step, why, said: &str| Failure {
        step,
        why,
        said: said.to_owned(),
    };
    match error {
        Error::TokenCommand { said } => {
            Ok(Unsent::Passing(failure(Step::Login, Why::Refused, said)))
        }
        // It was removed, or sends no more.
        Error::MailboxNotFound { .. } | Error::NoSender => {
            Ok(Unsent::Lasting(failure(Step::Connect, Why::NoSuchHost, "")))
        }
        other => Err(other.clone()),
    }
}
