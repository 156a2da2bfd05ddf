//! Acknowledgements by rule: a mailbox that is set up so tells who writes to it that their request
//! has arrived. Every guard is against answering a machine, or a person who did not write
//! (RFC 3834): one that answers all the same must come to an end.

use chrono::TimeDelta;
use domain::complaints::{CaseAct, Channel};
use domain::letters::{LetterKind, unfilled};
use mail::compose::Letter;
use mail::sender::Verdict;
use mail::{Address, Parsed};
use store::complaints::Image;
use store::replies::{AutoReplyRow, UnansweredRow};

use super::reply::Written;
use crate::complaints::On;
use crate::mailbox::Mailbox;
use crate::{Desk, Error, Result};

/// What came in before is not acknowledged any more: it would come as a surprise.
const FRESH: TimeDelta = TimeDelta::days(1);
/// One person is told so often, at most.
const EACH: TimeDelta = TimeDelta::days(1);
/// In an hour so many go out by rule, at most: whatever happens, it is no flood.
const IN_AN_HOUR: i64 = 60;
/// Looked at in one go.
const BATCH: i64 = 50;

/// Why a message is not acknowledged by rule.
#[derive(Clone, Copy)]
enum Why {
    Sent,
    /// It opened no case that a person's request begins.
    NoRequest,
    /// Its own domain does not stand for it, or it does not say who sent it.
    Sender,
    /// It was not written to us: somebody's list, or a blind copy.
    NotToUs,
    /// The same person was told within a day.
    ToldToday,
    /// So many went out within the hour.
    TooMany,
    /// The letter can't be written: a field is not known, or the address is none.
    Unfilled,
}

impl Why {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::NoRequest => "no-request",
            Self::Sender => "sender",
            Self::NotToUs => "not-to-us",
            Self::ToldToday => "told-today",
            Self::TooMany => "too-many",
            Self::Unfilled => "unfilled",
        }
    }
}

impl Desk {
    /// Acknowledges what came in by mailboxes that are set up so. Each message is looked at once.
    pub(crate) async fn acknowledge_new(&self) -> Result<()> {
        let mailboxes = {
            let mut tx = self.read().await?;
            self.open_mailboxes(&mut tx).await?
        };
        for mailbox in mailboxes {
            let smtp = mailbox.kept.smtp.as_ref();
            if smtp.is_some_and(|smtp| smtp.acknowledges) {
                self.acknowledge_by(&mailbox).await?;
            }
        }
        Ok(())
    }

    async fn acknowledge_by(&self, mailbox: &Mailbox) -> Result<()> {
        let since = self.now() - FRESH;
        let rows = {
            let mut tx = self.read().await?;
            store::replies::unanswered(&mut tx, mailbox.id, since, BATCH).await?
        };
        for row in rows {
            let found = match self.acknowledgement(mailbox, &row).await {
                Err(error @ (Error::Unavailable { .. } | Error::Locked)) => return Err(error),
                // One message that can't be answered keeps no other waiting.
                Err(error) => {
                    tracing::warn!(code = error.code(), "a message can't be acknowledged");
                    Err(Why::Unfilled)
                }
                Ok(found) => found,
            };
            match found {
                Ok(written) => self.acknowledge(&row, written).await?,
                // The others wait for the next hour.
                Err(Why::TooMany) => break,
                Err(why) => {
                    let mut tx = self.read().await?;
                    store::replies::add_auto_reply(&mut tx, &self.looked_at(&row, why)).await?;
                    tx.commit().await?;
                }
            }
        }
        Ok(())
    }

    fn looked_at(&self, row: &UnansweredRow, why: Why) -> AutoReplyRow {
        AutoReplyRow {
            message: row.message,
            sender_key: row.sender_key.clone(),
            at: self.now(),
            why: why.as_str().to_owned(),
        }
    }

    /// What a message is acknowledged with, or why it is not.
    async fn acknowledgement(
        &self,
        mailbox: &Mailbox,
        row: &UnansweredRow,
    ) -> Result<std::result::Result<Written, Why>> {
        let mut tx = self.read().await?;
        let image = Image::of(&mut tx, row.case_id).await?;
        let case = &image.case;
        let asks = image.asks.iter().any(|ask| ask.kind.is_some());
        if !asks || case.history || case.quarantined || case.channel.0 != Channel::Mail {
            return Ok(Err(Why::NoRequest));
        }
        let Some((message, parsed)) = self
            .answered_in(&mut tx, case.id, Some(row.message))
            .await?
        else {
            return Ok(Err(Why::NoRequest));
        };
        let own = self.own_addresses(&mut tx).await?;
        let is_told = !mailbox.kept.authserv_ids.is_empty();
        let to = match self.may_be_told(&message, &parsed, (&own, is_told))? {
            Ok(to) => to,
            Err(why) => return Ok(Err(why)),
        };
        if let Some(key) = &row.sender_key
            && store::replies::told_since(&mut tx, key, self.now() - EACH).await?
        {
            return Ok(Err(Why::ToldToday));
        }
        let hour = self.now() - TimeDelta::hours(1);
        if store::replies::auto_replies_since(&mut tx, hour).await? >= IN_AN_HOUR {
            return Ok(Err(Why::TooMany));
        }
        drop(tx);
        let language = crate::letters::language_of(case.language.as_deref());
        let kind = LetterKind::Acknowledgement;
        let filled = self.letter_fill(case.id, kind, Some(language)).await?;
        if unfilled(&filled.text).next().is_some() {
            return Ok(Err(Why::Unfilled));
        }
        let id = self.id();
        let mut references = parsed.references;
        references.extend(parsed.message_id.clone());
        let letter = Letter {
            from: self.sender_of(mailbox),
            to: vec![to],
            subject: self.tagged(&filled.subject, case.number)?,
            text: filled.text,
            message_id: self.ring().own_message_id(id, &mailbox.kept.address())?,
            in_reply_to: parsed.message_id,
            references,
            automatic: true,
            ..Letter::default()
        };
        Ok(Ok(self.written(letter, id, (mailbox.id, None))?))
    }

    /// Who is told, where somebody may be: a person who wrote to us themselves, as far as their
    /// mail shows. What machines send opened no case (RFC 3834, 2).
    fn may_be_told(
        &self,
        message: &store::mail::ListedRow,
        parsed: &Parsed,
        (own, is_told): (&[String], bool),
    ) -> Result<std::result::Result<Address, Why>> {
        let head = self.head_of(message)?;
        // Where our server tells who stands for a message, somebody has to: nobody is written to in
        // whose name another wrote.
        let verdict = head.evidence.map(|evidence| evidence.verdict);
        let failed = match verdict {
            Some(Verdict::Aligned) => false,
            Some(Verdict::Failed) => true,
            _ => is_told,
        };
        let [from] = parsed.from.as_slice() else {
            return Ok(Err(Why::Sender));
        };
        let other = |one: &Address| !one.address.eq_ignore_ascii_case(&from.address);
        if failed || from.address.is_empty() || parsed.reply_to.iter().any(other) {
            return Ok(Err(Why::Sender));
        }
        let mut to = parsed.to.iter().chain(&parsed.cc);
        let is_own = |one: &Address| own.iter().any(|own| own.eq_ignore_ascii_case(&one.address));
        if !to.any(is_own) || is_own(from) {
            return Ok(Err(Why::NotToUs));
        }
        Ok(Ok(from.clone()))
    }

    /// Puts an acknowledgement into the outbox, with the note that it was.
    async fn acknowledge(&self, row: &UnansweredRow, mut written: Written) -> Result<()> {
        written.noted = Some(self.looked_at(row, Why::Sent));
        let on = On {
            case: row.case_id,
            version: None,
            key: None,
        };
        let open = {
            let mut tx = self.read().await?;
            let image = Image::of(&mut tx, row.case_id).await?;
            crate::complaints::facts(self, &image, self.now())?.acknowledgement_open
        };
        let mut acts = vec![CaseAct::Reply];
        if open {
            acts.push(CaseAct::Acknowledge);
        }
        let done = self.on_case(on, &acts, |work| {
            if open {
                work.acknowledged(work.now)?;
            }
            work.tell("by_rule", true);
            work.send(written)
        });
        match done.await {
            Ok(_) => {
                self.inner.syncs.mail_to_send();
                Ok(())
            }
            // Another desktop was faster, or somebody changed the case meanwhile: looked at again.
            Err(Error::Conflict | Error::Blocked { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
