//! An answer goes: its message, what it decides, and its place in the outbox, in one transaction.

use chrono::TimeDelta;
use domain::complaints::{CaseAct, Disposition, ReceivedSource, Sending, Status};
use mail::compose::{self, File, Letter};
use store::Word;
use store::complaints::Image;
use store::mail::MessageRow;
use store::outbox::OutboxRow;
use store::replies::AutoReplyRow;
use store::workspace::DataKeyRow;
use uuid::Uuid;

use super::drafts::Draft;
use super::{Decisions, Envelope, SendDraft, check};
use crate::complaints::{Added, Done, On, Work};
use crate::intake::Head;
use crate::mailbox::Mailbox;
use crate::{Desk, Error, Result, fields};

/// How long an answer can be taken back before it goes.
pub const UNDO: TimeDelta = TimeDelta::seconds(10);

/// A message that is to be sent, as its act adds it.
pub(crate) struct Outgoing {
    pub row: Box<MessageRow>,
    pub key: DataKeyRow,
    pub chunks: Vec<Vec<u8>>,
    pub references: Vec<Vec<u8>>,
    pub tokens: Vec<i64>,
    /// The act's id is put in when it is carried out.
    pub outbox: OutboxRow,
    /// The version of its draft that it is.
    pub version: Option<i32>,
    /// That it acknowledges a message by rule.
    pub noted: Option<AutoReplyRow>,
}

/// A message, written.
pub(super) struct Written {
    id: Uuid,
    raw: Vec<u8>,
    head: Head,
    text: String,
    envelope: Envelope,
    references: Vec<String>,
    files: usize,
    mailbox: Uuid,
    draft: Option<(Uuid, i32)>,
    pub noted: Option<AutoReplyRow>,
}

impl Desk {
    /// Has a draft go: ten seconds from now, until when it can be taken back by an undo.
    ///
    /// # Errors
    /// [`Error::DraftGone`]; [`Error::Conflict`] where the draft is no longer as it was looked at;
    /// [`Error::Stopped`] naming what stops it; [`Error::NoSender`] where no mailbox can send;
    /// [`Error::Blocked`] and what an answer, a refusal or an acknowledgement gives. Then nothing is
    /// sent, and the draft is as it was.
    pub async fn case_reply(&self, on: On, send: SendDraft) -> Result<Done> {
        {
            let mut act = self.act().await?;
            if let Some(done) = self.done_before(&mut act, on, CaseAct::Reply).await? {
                return Ok(done);
            }
        }
        let (draft, written) = {
            let mut tx = self.read().await?;
            let draft = self.draft_in(&mut tx, send.draft).await?;
            if draft.row.version != send.version {
                return Err(Error::Conflict);
            }
            if draft.row.case_id != store::complaints::root(&mut tx, on.case).await? {
                return Err(Error::DraftGone);
            }
            let stops = self.stops_in(&mut tx, &draft).await?;
            check::passed(&stops, &send.confirmed)?;
            let mut written = self.write_in(&mut tx, &draft).await?;
            let image = Image::of(&mut tx, draft.row.case_id).await?;
            let approved = self.approved(&mut tx, &draft, &image).await?;
            written.envelope.approved_by = approved.unwrap_or_default();
            (draft, written)
        };
        let acts = acts_of(&draft.writing.decides);
        let done = self
            .on_case(on, &acts, |work| {
                work.decide_all(&draft.writing.decides)?;
                work.send(written)
            })
            .await?;
        self.inner.syncs.mail_to_send();
        Ok(done)
    }

    /// Writes a draft's message.
    async fn write_in(&self, tx: &mut store::Tx, draft: &Draft) -> Result<Written> {
        let mailbox = self.sending_mailbox(tx, draft.writing.mailbox).await?;
        let writing = &draft.writing;
        let recipients = |field: &str, lines: &[String]| {
            let parsed = lines.iter().map(|line| compose::recipient(line));
            parsed
                .collect::<std::result::Result<Vec<_>, _>>()
                .map_err(|_| Error::Invalid {
                    field: field.to_owned(),
                })
        };
        let answered = match writing.answers {
            Some(id) => self.answered_by(tx, draft.row.case_id, id).await?,
            None => None,
        };
        let (mut references, mut in_reply_to) = (Vec::new(), None);
        if let Some((_, parsed)) = answered {
            references = parsed.references;
            if references.is_empty() {
                references = parsed.in_reply_to;
            }
            references.extend(parsed.message_id.clone());
            in_reply_to = parsed.message_id;
        }
        let mut attachments = Vec::new();
        for (file, head) in &draft.files {
            attachments.push(File {
                name: head.name.clone(),
                media_type: head.media_type.clone(),
                bytes: self.draft_bytes(tx, draft, file.id).await?,
            });
        }
        let id = self.id();
        let text = match writing.quoted.trim_end() {
            "" => writing.text.trim_end().to_owned(),
            quoted => format!("{}\n\n{quoted}", writing.text.trim_end()),
        };
        let letter = Letter {
            from: self.sender_of(&mailbox),
            to: recipients("to", &writing.to)?,
            cc: recipients("cc", &writing.cc)?,
            subject: writing.subject.clone(),
            text: text.clone(),
            html: writing.html,
            message_id: self.ring().own_message_id(id, &mailbox.kept.address())?,
            in_reply_to,
            references,
            automatic: false,
            attachments,
        };
        let mut written = self.written(
            letter,
            id,
            (mailbox.id, Some((draft.row.id, draft.row.version))),
        )?;
        written.envelope.again = writing.again;
        Ok(written)
    }

    /// Writes a message; one by rule comes from nobody, so that no bounce answers it (RFC 3834, 3).
    pub(super) fn written(
        &self,
        letter: Letter,
        id: Uuid,
        (mailbox, draft): (Uuid, Option<(Uuid, i32)>),
    ) -> Result<Written> {
        let raw = compose::write(&letter, self.now().into()).map_err(|e| Error::Invalid {
            field: match e {
                compose::Unwritable::Nobody | compose::Unwritable::Address(_) => "to",
                compose::Unwritable::Other(_) => "text",
            }
            .to_owned(),
        })?;
        let to = letter.to.iter().chain(&letter.cc);
        Ok(Written {
            id,
            envelope: Envelope {
                from: (!letter.automatic).then(|| letter.from.address.clone()),
                to: to.map(|one| one.address.clone()).collect(),
                message_id: letter.message_id,
                failure: None,
                missed: Vec::new(),
                approved_by: None,
                again: None,
            },
            head: Head {
                from_name: letter.from.name.unwrap_or_default(),
                from_address: letter.from.address,
                to: letter.to.iter().map(crate::intake::address_line).collect(),
                cc: letter.cc.iter().map(crate::intake::address_line).collect(),
                subject: letter.subject,
                ..Head::default()
            },
            text: letter.text,
            references: letter.references,
            files: letter.attachments.len(),
            raw,
            mailbox,
            draft,
            noted: None,
        })
    }

    /// The mailbox that is to send: the one that is named, else the first that can.
    pub(super) async fn sending_mailbox(
        &self,
        tx: &mut store::Tx,
        wanted: Option<Uuid>,
    ) -> Result<Mailbox> {
        let open = self.open_mailboxes(tx).await?;
        open.into_iter()
            .filter(|mailbox| mailbox.kept.smtp.is_some())
            .find(|mailbox| wanted.is_none_or(|id| mailbox.id == id))
            .ok_or(Error::NoSender)
    }
}

/// The acts on its case that an answer is.
fn acts_of(decides: &Decisions) -> Vec<CaseAct> {
    let mut acts = vec![CaseAct::Reply];
    if decides.acknowledges {
        acts.push(CaseAct::Acknowledge);
    }
    if !decides.outcomes.is_empty() {
        acts.push(CaseAct::Answer);
    }
    if !decides.refusals.is_empty() {
        acts.push(CaseAct::Refuse);
    }
    if decides.extends.is_some() {
        acts.push(CaseAct::Extend);
    }
    match decides.awaits {
        Some(Status::AwaitingIdentity) => acts.push(CaseAct::AwaitIdentity),
        Some(_) => acts.push(CaseAct::AwaitRequester),
        None => {}
    }
    acts
}

impl Work<'_> {
    /// Decides what an answer decides, without keeping what was sent.
    fn decide_all(&mut self, decides: &Decisions) -> Result<()> {
        let now = self.now;
        if decides.acknowledges {
            self.acknowledged(now)?;
        }
        for outcome in &decides.outcomes {
            self.outcome(outcome, now)?;
        }
        for refusal in &decides.refusals {
            self.refused(refusal)?;
        }
        if let Some(extends) = &decides.extends {
            self.extend(extends.clock, extends.reason.trim())?;
        }
        Ok(())
    }

    /// Adds the message, and its place in the outbox.
    pub(super) fn send(&mut self, written: Written) -> Result<()> {
        let (ring, id) = (self.desk.ring(), written.id);
        let (key, key_row) = self.sealer.key(id)?;
        let keyed = |ids: &[String]| {
            let keys = ids.iter().map(|id| ring.message_id_key(id));
            keys.collect::<Result<Vec<_>>>()
        };
        let row = MessageRow {
            id,
            case_id: Some(self.image.case.id),
            disposition: Word(Disposition::Joined),
            reason: None,
            outgoing: true,
            history: false,
            content_key: Some(ring.content_key(&written.raw)?),
            source_key: None,
            message_id_key: Some(ring.message_id_key(&written.envelope.message_id)?),
            sender_key: None,
            text_key: None,
            duplicate_of: None,
            answers: None,
            suggested_case: None,
            received_at: self.now,
            received_source: Word(ReceivedSource::Arrival),
            arrived_at: self.now,
            size: i64::try_from(written.raw.len()).map_err(Error::internal)?,
            attachments: i32::try_from(written.files).unwrap_or(i32::MAX),
            language: mail::language(&written.text).map(|l| l.to_string()),
            sealed: ring.seal_json(&key, fields::MESSAGE_HEAD, id, &written.head)?,
            body: Some(ring.seal_text(&key, fields::MESSAGE_BODY, id, &written.text)?),
            erased_at: None,
        };
        let chunks = ring.seal_blob(&key, fields::MESSAGE_RAW, id, &written.raw);
        let outgoing = Outgoing {
            chunks: chunks.collect::<Result<_>>()?,
            references: keyed(&written.references)?,
            tokens: crate::intake::message_tokens(self.desk, &written.head, &written.text)?,
            outbox: OutboxRow {
                message: id,
                act: Uuid::nil(),
                mailbox: written.mailbox,
                draft: written.draft.map(|(id, _)| id),
                state: Word(Sending::Queued),
                attempts: 0,
                next_at: Some(self.now + UNDO),
                queued_by: self.desk.inner.me.id,
                queued_at: self.now,
                sent_at: None,
                filed_at: None,
                sealed: ring.seal_json(&key, fields::OUTBOX, id, &written.envelope)?,
            },
            version: written.draft.map(|(_, version)| version),
            noted: written.noted,
            row: Box::new(row),
            key: key_row,
        };
        self.image.case.messages += 1;
        self.tell("message", id);
        self.tell("files", written.files);
        if let Some(person) = written.envelope.approved_by {
            self.tell("approved_by", person);
        }
        self.added.push(Added::Outgoing(outgoing));
        Ok(())
    }
}
