//! One message: what it is, where it belongs, and the rows that keep it.

use std::collections::{BTreeSet, HashSet};

use domain::complaints::Disposition;
use domain::threading::{Decision, KnownReference, Match, decide, parse_tags};
use mail::Parsed;
use store::Word;
use store::mail::{Keys, MessageRow};
use store::mailbox::{LedgerRow, StandIn};
use store::search::DocRow;
use store::workspace::DataKeyRow;
use uuid::Uuid;

use super::draft::{Incoming, Place};
use super::pending::Pending;
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

/// The UIDs in the ledger between the first and the last of a batch, which is of one folder.
async fn settled(tx: &mut store::Tx, batch: &[Incoming]) -> Result<BTreeSet<u32>> {
    let mut uids = batch.iter().filter_map(|mail| match mail.place {
        Place::Server {
            folder, epoch, uid, ..
        } => Some((folder, epoch, i64::from(uid))),
        Place::File { .. } => None,
    });
    let Some((folder, epoch, first)) = uids.next() else {
        return Ok(BTreeSet::new());
    };
    let last = uids.next_back().map_or(first, |(_, _, uid)| uid);
    Ok(store::mailbox::settled(tx, folder, epoch, first, last).await?)
}

/// A message's row while it is decided what it is.
pub(super) struct Draft {
    pub row: MessageRow,
    /// The case that was opened for it before the server gave it.
    pub home: Option<Uuid>,
    /// Its key, where it is not the one that it came with.
    pub key: Option<DataKeyRow>,
}

/// A batch of messages in one transaction.
pub struct Ingest<'d, 'b> {
    pub(super) desk: &'d Desk,
    pub(super) act: Act<'d>,
    pub(super) sealer: Sealer,
    docs: Vec<(DocRow, Vec<i64>)>,
    pub(super) history: bool,
    /// Our own addresses: who writes from them is no requester.
    pub(super) own: Vec<String>,
    /// The look-up keys under which something is here, of those that the batch brings.
    met: HashSet<Vec<u8>>,
    /// UIDs of the batch's folder that are in the ledger.
    settled: BTreeSet<u32>,
    pub(super) pending: Pending<'b>,
    /// The number of this batch's latest case.
    pub(super) number: Option<i64>,
    /// Cases since that the counter has not counted. It stays ours until the transaction ends.
    pub(super) uncounted: i64,
}

impl<'d, 'b> Ingest<'d, 'b> {
    /// Begins to take in a batch.
    pub async fn begin(desk: &'d Desk, batch: &'b [Incoming], history: bool) -> Result<Self> {
        let mut act = desk.act().await?;
        // Intakes follow one another: what is met now is all there is until this one ends.
        store::workspace::hold(&mut act.tx, "case").await?;
        let own = desk.own_addresses(&mut act.tx).await?;
        let keys = Keys {
            contents: batch.iter().map(|m| m.content_key.as_slice()).collect(),
            ids: batch
                .iter()
                .flat_map(|m| m.message_id_key.iter().chain(&m.references))
                .map(Vec::as_slice)
                .collect(),
        };
        Ok(Self {
            desk,
            settled: settled(&mut act.tx, batch).await?,
            met: store::mail::met(&mut act.tx, &keys).await?,
            act,
            sealer: Sealer::to(desk.ring().complaints()?)?,
            docs: Vec::new(),
            history,
            own,
            pending: Pending::default(),
            number: None,
            uncounted: 0,
        })
    }

    /// The batch's transaction, for what belongs in it beside the messages.
    pub fn tx(&mut self) -> &mut store::Tx {
        &mut self.act.tx
    }

    /// Writes what is pending, the index and the audit entries, and commits.
    pub async fn commit(mut self) -> Result<()> {
        self.write().await?;
        if self.uncounted > 0 {
            store::workspace::take(&mut self.act.tx, "case", self.uncounted).await?;
        }
        store::search::add(&mut self.act.tx, &self.docs).await?;
        self.act.commit().await.map(drop)
    }

    /// Whether something is here under one of these keys; if so, the database tells.
    async fn has_any<'k>(
        &mut self,
        keys: impl IntoIterator<Item = &'k Vec<u8>> + Clone,
    ) -> Result<bool> {
        if self.pending.hides(keys.clone()) {
            self.write().await?;
        }
        Ok(keys.into_iter().any(|key| self.met.contains(key)))
    }

    /// Has the database tell everything of a case.
    pub(super) async fn have(&mut self, case: Uuid) -> Result<()> {
        if self.pending.hides_of(case) {
            self.write().await?;
        }
        Ok(())
    }

    pub(super) async fn write(&mut self) -> Result<()> {
        self.met.extend(self.pending.write(&mut self.act.tx).await?);
        Ok(())
    }

    /// Takes one message in: it gets exactly one disposition.
    pub async fn take(&mut self, mail: &'b Incoming) -> Result<Taken> {
        let stand_in = self.stand_in(mail).await?;
        if stand_in.is_none() && self.is_here(mail).await? {
            return Ok(Taken::AlreadyHere);
        }
        let mut draft = Draft {
            row: mail.row(self.act.now, self.history)?,
            home: stand_in.map(|one| one.case_id),
            key: None,
        };
        let taken = self.dispose(&mut draft, mail).await?;
        if let (Some(home), None) = (draft.home, draft.row.case_id) {
            draft.row.case_id = Some(home);
            self.read_into(home, None).await?;
        }
        let disposition = draft.row.disposition;
        self.keep(draft, mail, taken).await?;
        match stand_in {
            Some(one) => {
                self.write().await?;
                let tx = &mut self.act.tx;
                store::mailbox::replace(tx, one.message, mail.id, disposition.0).await?;
            }
            None => self.enter(mail, mail.id, disposition),
        }
        Ok(taken)
    }

    /// What stands for the message, where the server did not give it before.
    async fn stand_in(&mut self, mail: &Incoming) -> Result<Option<StandIn>> {
        match (&mail.parsed, &mail.place) {
            (
                Some(_),
                Place::Server {
                    folder, epoch, uid, ..
                },
            ) if self.settled.contains(uid) => {
                let (tx, uid) = (&mut self.act.tx, (*uid).into());
                let found = store::mailbox::stand_in(tx, *folder, *epoch, uid).await?;
                match found {
                    Some(one) if store::complaints::lock_live(tx, one.case_id).await? => Ok(found),
                    _ => Ok(None),
                }
            }
            _ => Ok(None),
        }
    }

    /// Whether the message came in before from this very place, or from this folder before its
    /// UIDs began anew; the ledger then has it under its new UID.
    async fn is_here(&mut self, mail: &Incoming) -> Result<bool> {
        let content = &mail.content_key;
        let before = match &mail.place {
            Place::File { .. } => return self.came_from(mail).await,
            Place::Server {
                folder,
                epoch,
                uid,
                size,
                internal_date,
                ..
            } => {
                if self.settled.contains(uid) {
                    return Ok(true);
                }
                if mail.parsed.is_none() {
                    self.write().await?;
                    let (tx, size) = (&mut self.act.tx, i64::from(*size));
                    store::mailbox::held_before(tx, *folder, *epoch, size, *internal_date).await?
                } else if self.has_any([content]).await? {
                    let tx = &mut self.act.tx;
                    store::mailbox::listed_before(tx, *folder, *epoch, content).await?
                } else {
                    None
                }
            }
        };
        let Some(before) = before else {
            return Ok(false);
        };
        self.enter(mail, before.message, before.disposition);
        Ok(true)
    }

    /// Whether the message came in before from this place on disk.
    async fn came_from(&mut self, mail: &Incoming) -> Result<bool> {
        let Some(source) = &mail.source_key else {
            return Ok(false);
        };
        let content = mail.parsed.is_some().then_some(&mail.content_key);
        let may_be = match content {
            Some(content) => self.has_any([content]).await?,
            None => true,
        };
        let content = content.map(Vec::as_slice);
        Ok(may_be && store::mail::came_from(&mut self.act.tx, source, content).await?)
    }

    /// Enters the message's UID in the ledger.
    fn enter(&mut self, mail: &Incoming, message: Uuid, disposition: Word<Disposition>) {
        let Place::Server {
            folder,
            epoch,
            uid,
            size,
            internal_date,
            ..
        } = mail.place
        else {
            return;
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
        self.pending.entered(row, &mail.content_key);
    }

    /// Finds out what the message is, and where it belongs.
    async fn dispose(&mut self, draft: &mut Draft, mail: &Incoming) -> Result<Taken> {
        let Some(parsed) = &mail.parsed else {
            self.unread(draft, Disposition::Held, mail.held).await?;
            return Ok(Taken::Held);
        };
        if self.has_any([&mail.content_key]).await? {
            let first = store::mail::by_content(&mut self.act.tx, &mail.content_key).await?;
            if let Some((first, erased)) = first {
                draft.row.disposition = Word(Disposition::Duplicate);
                draft.row.duplicate_of = Some(first);
                if erased {
                    self.empty(draft)?;
                }
                return Ok(Taken::Duplicate);
            }
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

    /// Leaves of a message no more than that it came: what it repeats was erased.
    fn empty(&self, draft: &mut Draft) -> Result<()> {
        let emptied = self.desk.emptied_one(&self.sealer, draft.row.id)?;
        draft.row.sealed = emptied.sealed;
        draft.row.message_id_key = None;
        draft.row.sender_key = None;
        draft.row.text_key = None;
        draft.row.language = None;
        draft.row.attachments = 0;
        draft.row.erased_at = Some(self.act.now);
        draft.key = Some(emptied.key);
        Ok(())
    }

    /// What is here of a message's conversation: cases with messages that it refers to, and with
    /// messages that refer to it.
    async fn known(&mut self, mail: &Incoming) -> Result<Vec<KnownReference<Vec<u8>>>> {
        if !self
            .has_any(mail.references.iter().chain(&mail.message_id_key))
            .await?
        {
            return Ok(Vec::new());
        }
        let mut rows = Vec::new();
        for key in &mail.references {
            rows.extend(store::mail::cases_with_message_id(&mut self.act.tx, key).await?);
        }
        if let Some(key) = &mail.message_id_key {
            rows.extend(store::mail::cases_referring_to(&mut self.act.tx, key).await?);
        }
        let mut known = Vec::with_capacity(rows.len());
        for row in rows {
            let found = self.case(row.case_id).await?;
            let own = mail.own.contains(&row.reference_key);
            known.extend(found.map(|found| KnownReference { own, found }));
        }
        Ok(known)
    }

    /// A case with those who take part in it; none where it is erased. Nobody erases it until the
    /// batch is written.
    async fn case(&mut self, case: Uuid) -> Result<Option<Match<Vec<u8>>>> {
        self.have(case).await?;
        if !store::complaints::lock_live(&mut self.act.tx, case).await? {
            return Ok(None);
        }
        let participants = store::mail::participants(&mut self.act.tx, case).await?;
        Ok(Some(Match { case, participants }))
    }

    /// A message that can be read: automated, or part of a case.
    async fn readable(
        &mut self,
        draft: &mut Draft,
        mail: &Incoming,
        parsed: &Parsed,
    ) -> Result<Taken> {
        let own: Vec<&str> = self.own.iter().map(String::as_str).collect();
        let automated = mail::automated(parsed, &own);
        let references = self.known(mail).await?;
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
            draft.row.answers = self.answered(&mail.references).await?;
            if let Decision::Automated {
                answers: Some((case, _)),
            } = decide(&incoming)
                && draft.home.is_none()
            {
                draft.row.case_id = Some(case);
            }
            if let (Some(message), Some(bounce)) = (draft.row.answers, &parsed.bounce) {
                self.bounced(message, bounce).await?;
            }
            return Ok(Taken::Automated);
        }
        match decide(&incoming) {
            Decision::Join { case, reason } if draft.home.is_none() => {
                draft.row.case_id = Some(case);
                draft.row.disposition = Word(Disposition::Joined);
                draft.row.reason = Some(reason.to_string());
                self.join(draft, mail, parsed, case).await?;
                Ok(Taken::Joined)
            }
            decision => {
                match decision {
                    Decision::Suggest { case, reason, .. } => {
                        draft.row.suggested_case = Some(case);
                        draft.row.reason = Some(reason.to_string());
                    }
                    // It has a case already.
                    Decision::Join { case, .. } if Some(case) != draft.home => {
                        draft.row.suggested_case = Some(case);
                    }
                    _ => {}
                }
                self.open(draft, mail, parsed).await?;
                Ok(Taken::Opened)
            }
        }
    }

    /// The case that a verified tag in the subject names.
    async fn tagged(&mut self, subject: &str) -> Result<Option<Match<Vec<u8>>>> {
        let ring = self.desk.ring();
        let search = &ring.complaints()?.search;
        for (number, code) in parse_tags(subject) {
            if !search.is_reference_of(&number.to_string(), code) {
                continue;
            }
            // The code is proof enough to write first.
            self.write().await?;
            let found = store::complaints::by_number(&mut self.act.tx, number.0.into()).await?;
            if let Some(case) = found {
                return self.case(case).await;
            }
        }
        Ok(None)
    }

    /// The message that automated mail is about.
    async fn answered(&mut self, references: &[Vec<u8>]) -> Result<Option<Uuid>> {
        if !self.has_any(references).await? {
            return Ok(None);
        }
        for key in references {
            if let Some(id) = store::mail::by_message_id(&mut self.act.tx, key).await? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Keeps the message's rows, to be written.
    async fn keep(&mut self, draft: Draft, mail: &'b Incoming, taken: Taken) -> Result<()> {
        let Draft { mut row, key, .. } = draft;
        let mut entry = Entry::message("message.received", row.id, row.case_id)
            .with("disposition", row.disposition.0)
            .with("size", row.size);
        if let Some(reason) = &row.reason {
            entry = entry.with("reason", reason);
        }
        self.act.log(entry);
        let indexed = !matches!(taken, Taken::Duplicate | Taken::Held);
        if indexed && mail.read().is_some() {
            let doc = DocRow {
                object: row.id,
                case_id: row.case_id,
                at: row.received_at,
            };
            self.docs.push((doc, mail.tokens.clone()));
        }
        let key = key.unwrap_or_else(|| mail.key_row.clone());
        if !indexed {
            self.pending.message(row, key, &[], &[]);
            return Ok(());
        }
        row.body.clone_from(&mail.body);
        let id = row.id;
        let met_before = self.has_any(&mail.message_id_key).await?;
        self.pending
            .message(row, key, &mail.chunks, &mail.references);
        if let Some(message_id) = mail.message_id_key.as_ref().filter(|_| met_before) {
            self.write().await?;
            store::mail::tie_answers(&mut self.act.tx, message_id, id).await?;
        }
        Ok(())
    }
}
