//! What is on its way, and what a person says of it.

use std::collections::BTreeMap;

use domain::complaints::Sending;
use store::mail::ListedRow;
use store::outbox::{ListedOutboxRow, OutboxRow};
use store::{Tx, Word};
use uuid::Uuid;

use super::{Envelope, OutboxView, SendingFailure};
use crate::complaints::{Person, SendingView, number};
use crate::door::{Act, Entry};
use crate::intake::Head;
use crate::{Desk, Error, Result, fields};

/// So many of the outbox are shown.
const SHOWN: i64 = 500;
/// What still needs somebody, or the program, to do something.
const OPEN: [Sending; 5] = [
    Sending::Queued,
    Sending::Sending,
    Sending::Unknown,
    Sending::Refused,
    Sending::Bounced,
];

impl Desk {
    /// What is not sent, or not known to be; oldest first, at most 500.
    pub async fn outbox(&self) -> Result<Vec<OutboxView>> {
        let mut tx = self.read().await?;
        let people = self.people_in(&mut tx).await?;
        let rows = self.open_in_outbox(&mut tx).await?;
        rows.iter()
            .map(|row| self.outbox_view(row, &people))
            .collect()
    }

    pub(super) async fn open_in_outbox(&self, tx: &mut Tx) -> Result<Vec<ListedOutboxRow>> {
        let scope = self.ring().complaints()?.id;
        Ok(store::outbox::listed(tx, scope, &OPEN, SHOWN).await?)
    }

    fn outbox_view(&self, row: &ListedOutboxRow, people: &[Person]) -> Result<OutboxView> {
        let (id, o) = (row.outbox.message, &row.outbox);
        let key = self.ring().data_key(id, &row.wrapped, row.generation)?;
        let head: Head = self
            .ring()
            .open_json(&key, fields::MESSAGE_HEAD, id, &row.head)?;
        let envelope = self.envelope(row)?;
        Ok(OutboxView {
            message: id,
            case: row.case_id,
            case_number: number(row.number),
            to: head.to.into_iter().chain(head.cc).collect(),
            subject: head.subject,
            state: o.state.0,
            attempts: o.attempts,
            next_at: o.next_at.filter(|_| o.state.0 == Sending::Queued),
            queued_by: Person::among(people, o.queued_by),
            queued_at: o.queued_at,
            sent_at: o.sent_at,
            filed_at: o.filed_at,
            approved_by: envelope.approved_by.map(|id| Person::among(people, id)),
            failure: envelope.failure,
        })
    }

    /// What became of messages that were sent from here; with each the act that an undo of it would
    /// take back, and nil where it has gone.
    pub(crate) async fn sendings(
        &self,
        tx: &mut Tx,
        messages: &[ListedRow],
    ) -> Result<BTreeMap<Uuid, (SendingView, Uuid)>> {
        let mut found = BTreeMap::new();
        let scope = self.ring().complaints()?.id;
        for row in messages.iter().filter(|row| row.message.outgoing) {
            let Some(out) = store::outbox::one(tx, scope, row.message.id).await? else {
                continue;
            };
            let o = &out.outbox;
            let fresh = o.state.0 == Sending::Queued && o.attempts == 0;
            let view = SendingView {
                state: o.state.0,
                next_at: o.next_at.filter(|_| o.state.0 == Sending::Queued),
                sent_at: o.sent_at,
                failure: self.envelope(&out)?.failure,
            };
            found.insert(o.message, (view, if fresh { o.act } else { Uuid::nil() }));
        }
        Ok(found)
    }

    pub(super) fn envelope(&self, row: &ListedOutboxRow) -> Result<Envelope> {
        let id = row.outbox.message;
        let key = self.ring().data_key(id, &row.wrapped, row.generation)?;
        self.ring()
            .open_json(&key, fields::OUTBOX, id, &row.outbox.sealed)
    }

    pub(super) fn seal_envelope(
        &self,
        row: &ListedOutboxRow,
        envelope: &Envelope,
    ) -> Result<Vec<u8>> {
        let id = row.outbox.message;
        let key = self.ring().data_key(id, &row.wrapped, row.generation)?;
        self.ring().seal_json(&key, fields::OUTBOX, id, envelope)
    }

    /// Sends a message again that was refused or came back, or of which nobody knows whether it was
    /// taken: somebody's word, and never the program's own.
    ///
    /// # Errors
    /// [`Error::MessageNotFound`]; [`Error::OutboxState`] in another state.
    pub async fn outbox_retry(&self, message: Uuid) -> Result<()> {
        let from = [Sending::Unknown, Sending::Refused, Sending::Bounced];
        self.outbox_say(message, &from, "outbox.retried", |o, now| {
            o.state = Word(Sending::Queued);
            o.next_at = Some(now);
        })
        .await?;
        self.inner.syncs.mail_to_send();
        Ok(())
    }

    /// Gives a message up that did not go.
    ///
    /// # Errors
    /// As [`Desk::outbox_retry`].
    pub async fn outbox_cancel(&self, message: Uuid) -> Result<()> {
        let from = [
            Sending::Queued,
            Sending::Unknown,
            Sending::Refused,
            Sending::Bounced,
        ];
        self.outbox_say(message, &from, "outbox.cancelled", |o, _| {
            o.state = Word(Sending::Cancelled);
            o.next_at = None;
            o.draft = None;
        })
        .await
    }

    /// Says that a message of which nobody knew did arrive.
    ///
    /// # Errors
    /// As [`Desk::outbox_retry`].
    pub async fn outbox_arrived(&self, message: Uuid) -> Result<()> {
        self.outbox_say(message, &[Sending::Unknown], "outbox.arrived", |o, now| {
            o.state = Word(Sending::Sent);
            o.sent_at = Some(now);
            o.next_at = Some(now);
        })
        .await
    }

    async fn outbox_say(
        &self,
        message: Uuid,
        from: &[Sending],
        word: &'static str,
        change: impl FnOnce(&mut OutboxRow, chrono::DateTime<chrono::Utc>),
    ) -> Result<()> {
        let mut act = self.act().await?;
        let scope = self.ring().complaints()?.id;
        let row = store::outbox::one(&mut act.tx, scope, message).await?;
        let row = row.ok_or(Error::MessageNotFound)?;
        let (was, attempts) = (row.outbox.state.0, row.outbox.attempts);
        let not_now = || Error::OutboxState {
            state: was.to_string(),
        };
        if !from.contains(&was) {
            return Err(not_now());
        }
        let mut next = row.outbox.clone();
        change(&mut next, act.now);
        if !store::outbox::advance(&mut act.tx, &next, was, attempts).await? {
            return Err(not_now());
        }
        if next.state.0 == Sending::Sent {
            self.takes_part(&mut act.tx, &row).await?;
            if let Some(before) = self.envelope(&row)?.again {
                self.replaced(&mut act, (row.case_id, before)).await?;
            }
        }
        if next.state.0 == Sending::Queued {
            self.not_replaced(&mut act.tx, message).await?;
        }
        if was == Sending::Queued {
            // It answered nobody.
            self.undelivered(&mut act, row.case_id, message).await?;
            if let Some(draft) = row.outbox.draft {
                store::outbox::remove_draft(&mut act.tx, draft).await?;
            }
        }
        act.log(Entry::message(word, message, Some(row.case_id)).with("was", was));
        act.commit().await?;
        self.inner.syncs.told();
        Ok(())
    }

    /// Those to whom something was sent take part in its case: what they answer joins it.
    pub(super) async fn takes_part(&self, tx: &mut Tx, row: &ListedOutboxRow) -> Result<()> {
        let keys = self.envelope(row)?.to.into_iter().map(|to| {
            let key = self.ring().address_key(&to)?;
            Ok((row.case_id, key))
        });
        let keys: Vec<_> = keys.collect::<Result<_>>()?;
        Ok(store::mail::add_participants(tx, &keys).await?)
    }

    /// Takes a message back that has not gone: its draft is to be written in again.
    ///
    /// # Errors
    /// [`Error::ReplySent`] where a server has been asked to take it.
    pub(crate) async fn take_back(&self, act: &mut Act<'_>, of: Uuid) -> Result<()> {
        let scope = self.ring().complaints()?.id;
        let Some(row) = store::outbox::of_act(&mut act.tx, scope, of).await? else {
            return Ok(());
        };
        let o = &row.outbox;
        let cancelled = OutboxRow {
            state: Word(Sending::Cancelled),
            ..o.clone()
        };
        // Nobody takes it out of the outbox meanwhile.
        let fresh = o.state.0 == Sending::Queued && o.attempts == 0;
        if !fresh || !store::outbox::advance(&mut act.tx, &cancelled, Sending::Queued, 0).await? {
            return Err(Error::ReplySent);
        }
        Ok(store::outbox::take_back(&mut act.tx, o.message).await?)
    }
}

/// What a bounce tells of a message that was sent.
pub(crate) struct Returned {
    pub message: Uuid,
    /// Whether it came back for good, where the report says.
    pub failed: Option<bool>,
    /// `5.1.1` (RFC 3463), where it says.
    pub status: Option<String>,
    /// In the words of the server that would not take it.
    pub said: Option<String>,
    pub recipients: Vec<String>,
}

/// Writes down that a message came back, where it is known to have gone and it came back for good.
/// Gives the case to be raised.
pub(crate) async fn returned(
    desk: &Desk,
    act: &mut Act<'_>,
    bounce: &Returned,
) -> Result<Option<Uuid>> {
    // A delay is no failure (RFC 3464, 2.3.3); where nothing is said of it, its code tells.
    if bounce.failed == Some(false) {
        return Ok(None);
    }
    let by_code = bounce.failed.is_none();
    if by_code
        && bounce
            .status
            .as_deref()
            .is_some_and(|status| !status.starts_with('5'))
    {
        return Ok(None);
    }
    let scope = desk.ring().complaints()?.id;
    let Some(row) = store::outbox::one(&mut act.tx, scope, bounce.message).await? else {
        return Ok(None);
    };
    let was = row.outbox.state.0;
    let again = was == Sending::Bounced;
    if !again && !matches!(was, Sending::Sent | Sending::Unknown | Sending::Sending) {
        return Ok(None);
    }
    let mut envelope = desk.envelope(&row)?;
    // Each server reports for its own.
    for one in &bounce.recipients {
        if !envelope.missed.contains(one) {
            envelope.missed.push(one.clone());
        }
    }
    envelope.failure = Some(SendingFailure {
        step: "deliver".to_owned(),
        why: "refused".to_owned(),
        said: format!(
            "{}: {}",
            envelope.missed.join(", "),
            bounce
                .said
                .as_ref()
                .or(bounce.status.as_ref())
                .map_or("–", String::as_str)
        ),
    });
    let next = OutboxRow {
        state: Word(Sending::Bounced),
        next_at: None,
        sealed: desk.seal_envelope(&row, &envelope)?,
        ..row.outbox.clone()
    };
    let attempts = row.outbox.attempts;
    if !store::outbox::advance(&mut act.tx, &next, was, attempts).await? {
        return Ok(None);
    }
    if again {
        return Ok(None);
    }
    let entry = Entry::message("outbox.bounced", bounce.message, Some(row.case_id));
    act.log(entry.with("was", was));
    Ok(Some(row.case_id))
}
