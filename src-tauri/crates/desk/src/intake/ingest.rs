//! One message: what it is, where it belongs, and the rows that keep it.

use domain::complaints::propose::Reading;
use domain::complaints::{Channel, Disposition};
use domain::threading::{Decision, KnownReference, Match, decide, parse_tags};
use mail::Parsed;
use store::Word;
use store::mail::MessageRow;
use store::mailbox::LedgerRow;
use store::search::DocRow;
use uuid::Uuid;

use super::draft::{Incoming, Place};
use crate::complaints::{Arrival, Opening};
use crate::door::{Act, Entry, Sealer};
use crate::{Desk, Result};

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    Opened,
    Joined,
    Automated,
    Quarantined,
    Held,
    Duplicate,
    AlreadyHere,
}

/// A message's row while it is decided what it is, and the messages that it refers to.
struct Draft {
    row: MessageRow,
    references: Vec<Vec<u8>>,
}

/// A batch of messages in one transaction.
pub struct Ingest<'d> {
    desk: &'d Desk,
    act: Act<'d>,
    sealer: Sealer,
    docs: Vec<(DocRow, Vec<i64>)>,
    history: bool,
    /// Our own addresses: who writes from them is no requester.
    own: Vec<String>,
}

impl<'d> Ingest<'d> {
    /// Begins a batch.
    pub async fn begin(desk: &'d Desk, history: bool) -> Result<Self> {
        let mut act = desk.act().await?;
        let own = desk.own_addresses(&mut act.tx).await?;
        Ok(Self {
            desk,
            act,
            sealer: Sealer::to(&desk.ring().complaints)?,
            docs: Vec::new(),
            history,
            own,
        })
    }

    /// The batch's transaction, for what belongs in it beside the messages.
    pub fn tx(&mut self) -> &mut store::Tx {
        &mut self.act.tx
    }

    /// Writes the index and the audit entries, and commits.
    pub async fn commit(mut self) -> Result<()> {
        store::search::add(&mut self.act.tx, &self.docs).await?;
        self.act.commit().await.map(drop)
    }

    /// Takes one message in: it gets exactly one disposition.
    pub async fn take(&mut self, mail: &Incoming) -> Result<Taken> {
        if self.is_here(mail).await? {
            return Ok(Taken::AlreadyHere);
        }
        let mut draft = Draft {
            row: mail.row(self.desk, self.act.now, self.history)?,
            references: Vec::new(),
        };
        let taken = self.dispose(&mut draft, mail).await?;
        let disposition = draft.row.disposition;
        self.write(draft, mail, taken).await?;
        self.enter(mail, mail.id, disposition).await?;
        Ok(taken)
    }

    /// Whether the message came in before from this very place, or from this folder before its
    /// UIDs began anew; the ledger then has it under its new UID.
    async fn is_here(&mut self, mail: &Incoming) -> Result<bool> {
        let content = &mail.content_key;
        let tx = &mut self.act.tx;
        let before = match &mail.place {
            Place::File { .. } => {
                let key = mail.place.key(self.desk, content).unwrap_or_default();
                return Ok(store::mail::by_source(tx, &key).await?.is_some());
            }
            Place::Server {
                folder,
                epoch,
                uid,
                size,
                internal_date,
                ..
            } => {
                if store::mailbox::is_settled(tx, *folder, *epoch, (*uid).into()).await? {
                    return Ok(true);
                }
                if mail.parsed.is_some() {
                    store::mailbox::listed_before(tx, *folder, *epoch, content).await?
                } else {
                    let size = i64::from(*size);
                    store::mailbox::held_before(tx, *folder, *epoch, size, *internal_date).await?
                }
            }
        };
        let Some(before) = before else {
            return Ok(false);
        };
        self.enter(mail, before.message, before.disposition).await?;
        Ok(true)
    }

    /// Enters the message's UID in the ledger.
    async fn enter(
        &mut self,
        mail: &Incoming,
        message: Uuid,
        disposition: Word<Disposition>,
    ) -> Result<()> {
        let Place::Server {
            folder,
            epoch,
            uid,
            size,
            internal_date,
            ..
        } = mail.place
        else {
            return Ok(());
        };
        let row = LedgerRow {
            folder,
            epoch,
            uid: uid.into(),
            disposition,
            message: Some(message),
            size: size.into(),
            internal_date,
            entered_at: self.act.now,
            gone_at: None,
        };
        Ok(store::mailbox::enter(&mut self.act.tx, &row).await?)
    }

    /// Finds out what the message is, and where it belongs.
    async fn dispose(&mut self, draft: &mut Draft, mail: &Incoming) -> Result<Taken> {
        let Some(parsed) = &mail.parsed else {
            self.unread(draft, Disposition::Held, mail.held).await?;
            return Ok(Taken::Held);
        };
        let content = draft.row.content_key.clone().unwrap_or_default();
        if let Some(first) = store::mail::by_content(&mut self.act.tx, &content).await? {
            draft.row.disposition = Word(Disposition::Duplicate);
            draft.row.duplicate_of = Some(first);
            return Ok(Taken::Duplicate);
        }
        match parsed {
            Ok(parsed) => self.readable(draft, mail, parsed).await,
            Err(unreadable) => {
                let reason = unreadable.reason.to_string();
                self.unread(draft, Disposition::Quarantined, &reason)
                    .await?;
                Ok(Taken::Quarantined)
            }
        }
    }

    /// A message that can be read: automated, or part of a case.
    async fn readable(
        &mut self,
        draft: &mut Draft,
        mail: &Incoming,
        parsed: &Parsed,
    ) -> Result<Taken> {
        let tx = &mut self.act.tx;
        let ring = self.desk.ring();
        let own: Vec<&str> = self.own.iter().map(String::as_str).collect();
        let automated = mail::automated(parsed, &own);
        let mut ids: Vec<&str> = parsed.in_reply_to.iter().map(String::as_str).collect();
        ids.extend(parsed.references.iter().rev().map(String::as_str));
        ids.extend(
            parsed
                .bounce
                .iter()
                .filter_map(|b| b.original_message_id.as_deref()),
        );
        draft.references = ids.iter().map(|id| ring.message_id_key(id)).collect();
        draft.references.truncate(100);

        let mut known = Vec::new();
        for key in &draft.references {
            known.extend(store::mail::cases_with_message_id(tx, key).await?);
        }
        if let Some(key) = &draft.row.message_id_key {
            known.extend(store::mail::cases_referring_to(tx, key).await?);
        }
        let mut references = Vec::new();
        for row in known {
            let participants = store::mail::participants(tx, row.case_id).await?;
            references.push(KnownReference {
                own: false,
                found: Match {
                    case: row.case_id,
                    participants,
                },
            });
        }
        let incoming = domain::threading::Incoming {
            sender: draft.row.sender_key.clone(),
            sender_failed: mail.sender_failed(),
            references,
            tag: self.tagged(&parsed.subject).await?,
            automated: automated.is_some(),
        };
        if let Some(automated) = automated {
            draft.row.disposition = Word(Disposition::Automated);
            draft.row.reason = Some(automated.kind.to_string());
            draft.row.answers = self.answered(&draft.references).await?;
            if let Decision::Automated {
                answers: Some((case, _)),
            } = decide(&incoming)
            {
                draft.row.case_id = Some(case);
            }
            return Ok(Taken::Automated);
        }
        match decide(&incoming) {
            Decision::Join { case, reason } => {
                draft.row.case_id = Some(case);
                draft.row.disposition = Word(Disposition::Joined);
                draft.row.reason = Some(reason.to_string());
                self.join(draft, mail, parsed, case).await?;
                Ok(Taken::Joined)
            }
            decision => {
                if let Decision::Suggest { case, reason, .. } = decision {
                    draft.row.suggested_case = Some(case);
                    draft.row.reason = Some(reason.to_string());
                }
                self.open(draft, mail, parsed).await?;
                Ok(Taken::Opened)
            }
        }
    }

    /// The case that a verified tag in the subject names.
    async fn tagged(&mut self, subject: &str) -> Result<Option<Match<Vec<u8>>>> {
        let search = &self.desk.ring().complaints.search;
        for (number, code) in parse_tags(subject) {
            if !search.is_reference_of(&number.to_string(), code) {
                continue;
            }
            if let Some(case) =
                store::complaints::by_number(&mut self.act.tx, number.0.into()).await?
            {
                let participants = store::mail::participants(&mut self.act.tx, case).await?;
                return Ok(Some(Match { case, participants }));
            }
        }
        Ok(None)
    }

    /// The message that automated mail is about.
    async fn answered(&mut self, references: &[Vec<u8>]) -> Result<Option<Uuid>> {
        for key in references {
            if let Some(id) = store::mail::by_message_id(&mut self.act.tx, key).await? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    async fn join(
        &mut self,
        draft: &Draft,
        mail: &Incoming,
        parsed: &Parsed,
        case: Uuid,
    ) -> Result<()> {
        let arrival = Arrival {
            at: draft.row.received_at,
            attachments: draft.row.attachments,
            history: self.history,
            reading: mail.reading.clone(),
        };
        self.desk
            .message_joined(&mut self.act, case, arrival)
            .await?;
        self.add_participants(case, parsed).await
    }

    async fn open(&mut self, draft: &mut Draft, mail: &Incoming, parsed: &Parsed) -> Result<()> {
        let opening = Opening {
            channel: Channel::Mail,
            history: self.history,
            quarantined: false,
            received_at: draft.row.received_at,
            received_source: draft.row.received_source.0,
            name: mail.head.from_name.clone(),
            address: mail.head.from_address.clone(),
            detail: String::new(),
            subject: parsed.subject.clone(),
            reading: mail.reading.clone(),
            body: None,
            kinds: Vec::new(),
            language: draft.row.language.clone(),
            attachments: draft.row.attachments,
            messages: 1,
        };
        let case = self
            .desk
            .open_case(&mut self.act, &self.sealer, opening)
            .await?;
        draft.row.case_id = Some(case.id);
        draft.row.disposition = Word(Disposition::Opened);
        self.add_participants(case.id, parsed).await
    }

    /// A message that can't be read opens a case all the same: it may be a request.
    async fn unread(&mut self, draft: &mut Draft, became: Disposition, reason: &str) -> Result<()> {
        let opening = Opening {
            channel: Channel::Mail,
            history: self.history,
            quarantined: true,
            received_at: draft.row.received_at,
            received_source: draft.row.received_source.0,
            name: String::new(),
            address: String::new(),
            detail: String::new(),
            subject: String::new(),
            reading: Reading::default(),
            body: None,
            kinds: Vec::new(),
            language: None,
            attachments: 0,
            messages: 1,
        };
        let case = self
            .desk
            .open_case(&mut self.act, &self.sealer, opening)
            .await?;
        draft.row.case_id = Some(case.id);
        draft.row.disposition = Word(became);
        draft.row.reason = Some(reason.to_owned());
        Ok(())
    }

    /// Who takes part in a case: senders and recipients of its mail, without ourselves.
    async fn add_participants(&mut self, case: Uuid, parsed: &Parsed) -> Result<()> {
        let all = parsed
            .from
            .iter()
            .chain(&parsed.reply_to)
            .chain(&parsed.to)
            .chain(&parsed.cc);
        for address in all.map(|a| a.address.trim()).filter(|a| !a.is_empty()) {
            if self.own.iter().any(|own| own.eq_ignore_ascii_case(address)) {
                continue;
            }
            let key = self.desk.ring().address_key(address);
            store::mail::add_participant(&mut self.act.tx, case, &key).await?;
        }
        Ok(())
    }

    /// Writes the message's rows.
    async fn write(&mut self, mut draft: Draft, mail: &Incoming, taken: Taken) -> Result<()> {
        let id = draft.row.id;
        let indexed = !matches!(taken, Taken::Duplicate | Taken::Held);
        if indexed {
            draft.row.body.clone_from(&mail.body);
        }
        let tx = &mut self.act.tx;
        store::workspace::add_data_key(tx, &mail.key_row).await?;
        store::mail::add(tx, &draft.row).await?;
        if indexed {
            store::mail::add_chunks(tx, id, &mail.chunks).await?;
        }
        for key in &draft.references {
            store::mail::add_reference(&mut self.act.tx, id, key).await?;
        }
        if let Some(key) = &draft.row.message_id_key {
            store::mail::tie_answers(&mut self.act.tx, key, id).await?;
        }
        if indexed && mail.read().is_some() {
            let doc = DocRow {
                object: id,
                case_id: draft.row.case_id,
                at: draft.row.received_at,
            };
            self.docs.push((doc, mail.tokens.clone()));
        }
        let mut entry = Entry::message("message.received", id, draft.row.case_id)
            .with("disposition", draft.row.disposition.0)
            .with("size", draft.row.size);
        if let Some(reason) = &draft.row.reason {
            entry = entry.with("reason", reason);
        }
        self.act.log(entry);
        Ok(())
    }
}
