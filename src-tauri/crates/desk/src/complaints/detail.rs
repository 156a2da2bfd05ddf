//! A case, opened: everything about it, assembled. Opening is an act.

use std::collections::BTreeMap;

use domain::complaints::{CaseAct, Disposition, workflow};
use store::complaints::{AskRow, Image};
use store::mail::ListedRow;
use uuid::Uuid;
use vault::DataKey;

use super::engine::facts;
use super::joining::Joining;
use super::opening::{Opened, Opening, number};
use super::sender::{EARLIER, sender_view};
use super::{
    AskText, AskView, CaseDetail, ClockView, Head, IdentityView, MessageView, NoteView, Offer,
    PartyText, PartyView, Person, TimelineEntry, UndoView,
};
use crate::answers::CodeView;
use crate::door::{Entry, Sealer};
use crate::intake::View;
use crate::retention::{HoldView, KeepingView};
use crate::{Desk, Error, Result, fields};

/// The entries of a timeline, at most; the audit desk has them all.
const TIMELINE: i64 = 200;
/// The newest messages are given whole, so many; older ones are folded, and opened one by one.
const WHOLE: usize = 20;

impl Desk {
    /// Opens a case: an act. It counts as read from now on.
    ///
    /// # Errors
    /// [`Error::CaseNotFound`].
    pub async fn case_open(&self, id: Uuid) -> Result<CaseDetail> {
        let mut act = self.act().await?;
        store::complaints::get(&mut act.tx, id).await?;
        let now = act.now;
        store::seen::set(&mut act.tx, self.inner.me.id, id, Some(now)).await?;
        act.log(Entry::case("case.opened", id));
        act.commit().await?;
        let detail = self.case_detail(id, WHOLE).await;
        detail.map_err(|e| e.at(&self.inner.folder))
    }

    /// Everything of a case, as of one moment; of its messages so many, the newest, whole.
    pub(crate) async fn case_detail(&self, id: Uuid, whole: usize) -> Result<CaseDetail> {
        let scope = self.ring().complaints()?.id;
        let mut tx = self.snapshot().await?;
        let image = Image::of(&mut tx, id).await?;
        let wraps = store::workspace::data_keys(&mut tx, id).await?;
        let wrap = wraps.first().ok_or_else(|| Error::internal("case key"))?;
        let key = self.ring().data_key(id, &wrap.wrapped, wrap.generation)?;
        let people = self.people_in(&mut tx).await?;
        let mut messages = store::mail::of_case(&mut tx, id, scope).await?;
        messages.retain(|row| row.message.erased_at.is_none());
        let notes = store::complaints::notes(&mut tx, id, scope).await?;
        let tasks = self.task_views(&mut tx, &image, &people).await?;
        let mentions = store::complaints::mentions(&mut tx, id).await?;
        let joining = self.joining(&mut tx, &image).await?;
        let keeping = self.keeping(&mut tx, &image).await?;
        let timeline = self.timeline(&mut tx, id, &people).await?;
        let last = store::acts::last_on(&mut tx, id).await?;
        let sendings = self.sendings(&mut tx, &messages).await?;
        let drafts = crate::answers::drafts_of(self, &mut tx, id, &people).await?;
        let packages = self.packages_in(&mut tx, id, &people).await?;
        let code = store::replies::code(&mut tx, id).await?;
        // What a server was asked to take is not taken back.
        let gone = last.as_ref().is_some_and(|last| {
            last.act == CaseAct::Reply.as_str() && !sendings.values().any(|one| one.1 == last.id)
        });
        let undo = last
            .filter(|_| !gone)
            .filter(|last| last.sealed.is_some() && !last.undone)
            .filter(|last| last.version_after == image.case.version)
            .map(|last| UndoView {
                id: last.id,
                act: last.act,
            });
        let folded = messages.len().saturating_sub(whole);
        let mut views = Vec::with_capacity(messages.len());
        for (place, row) in messages.iter().enumerate() {
            let mut view = self.message_view(&mut tx, row, place < folded).await?;
            let suggested = view.suggested_case.filter(|(case, _)| *case != id);
            view.sending = sendings.get(&row.message.id).map(|one| one.0.clone());
            view.suggested_case = suggested.filter(|(case, _)| !joining.distinct.contains(case));
            views.push(view);
        }
        drop(tx);
        let opened = OpenCase {
            desk: self,
            key,
            image,
            people,
        };
        let notes = notes
            .iter()
            .map(|note| {
                let key = self
                    .ring()
                    .data_key(note.id, &note.wrapped, note.generation)?;
                Ok(NoteView {
                    id: note.id,
                    author: opened.person(note.author),
                    at: note.at,
                    text: self
                        .ring()
                        .open_text(&key, fields::NOTE, note.id, &note.sealed)?,
                    mentions: mentions
                        .iter()
                        .filter(|(of, _)| *of == note.id)
                        .map(|(_, person)| opened.person(*person))
                        .collect(),
                })
            })
            .collect::<Result<_>>()?;
        let mut detail = opened.detail(views, notes, timeline, undo, keeping, joining)?;
        detail.tasks = tasks;
        detail.drafts = drafts;
        detail.packages = packages;
        if let Some(row) = &code {
            let known = detail.identity.code;
            detail.identity.code = known.map(|view| view.unused(row, self.now()));
        }
        Ok(detail)
    }

    async fn message_view(
        &self,
        tx: &mut store::Tx,
        row: &ListedRow,
        folded: bool,
    ) -> Result<MessageView> {
        let m = &row.message;
        let head = self.head_of(row)?;
        let view = if folded {
            View::default()
        } else {
            self.view_in(tx, row).await?
        };
        let suggested_case = match m.suggested_case {
            Some(case) => Some(self.root_of(tx, case).await?),
            None => None,
        };
        let sender = match (&head.evidence, &m.sender_key) {
            (Some(evidence), Some(key)) if !m.outgoing => {
                let before =
                    store::mail::count_from_before(tx, key, m.received_at, EARLIER).await?;
                Some(sender_view(evidence, before))
            }
            (Some(evidence), None) if !m.outgoing => Some(sender_view(evidence, 0)),
            _ => None,
        };
        Ok(MessageView {
            id: m.id,
            sender,
            sending: None,
            folded,
            outgoing: m.outgoing,
            disposition: m.disposition.0,
            reason: m.reason.clone(),
            from_name: head.from_name,
            from_address: head.from_address,
            to: head.to,
            cc: head.cc,
            subject: head.subject,
            received_at: m.received_at,
            received_source: m.received_source.0,
            blocks: view.blocks,
            attachments: view.attachments,
            has_html: view.has_html,
            remote_content: view.remote_content,
            size: u64::try_from(m.size).unwrap_or(0),
            language: m.language.clone(),
            suggested_case,
        })
    }

    async fn timeline(
        &self,
        tx: &mut store::Tx,
        id: Uuid,
        people: &[Person],
    ) -> Result<Vec<TimelineEntry>> {
        let filter = store::audit::Filter {
            case: Some(id),
            limit: TIMELINE,
            ..Default::default()
        };
        let rows = store::audit::list(tx, &filter).await?;
        rows.iter()
            .map(|row| {
                let mut detail = self.audit_detail(&row.entry).unwrap_or_default();
                name_people(&mut detail, people);
                Ok(TimelineEntry {
                    seq: row.entry.seq,
                    at: row.entry.at,
                    person: row
                        .entry
                        .person
                        .and_then(|id| people.iter().find(|p| p.id == id).cloned()),
                    act: row.entry.act.clone(),
                    detail,
                })
            })
            .collect()
    }

    /// Opens a case from a message that was automated: it is a complaint after all.
    pub(super) async fn open_from_message(&self, row: &ListedRow) -> Result<Opened> {
        let id = row.message.id;
        let mut act = self.act().await?;
        let opening = self.opening_of(&mut act.tx, row).await?;
        let address = opening.address.clone();
        let sealer = Sealer::to(self.ring().complaints()?)?;
        let opened = self.open_case(&mut act, &sealer, opening).await?;
        store::mail::set_case(
            &mut act.tx,
            id,
            opened.id,
            Disposition::Opened,
            Some("by-hand"),
        )
        .await?;
        store::search::set_case(&mut act.tx, id, opened.id).await?;
        if !address.is_empty() {
            let key = self.ring().address_key(&address)?;
            store::mail::add_participants(&mut act.tx, &[(opened.id, key)]).await?;
        }
        act.log(
            Entry::case("case.new", opened.id)
                .with("channel", "mail")
                .with("message", id),
        );
        act.commit().await?;
        Ok(opened)
    }

    /// What a case begins with that a message opens which is here already.
    pub(super) async fn opening_of(&self, tx: &mut store::Tx, row: &ListedRow) -> Result<Opening> {
        // What is held or was typed in has no raw bytes.
        let parsed = match self.raw_in(tx, row).await {
            Ok(raw) => mail::parse(&raw).ok(),
            Err(Error::NoRaw) => None,
            Err(error) => return Err(error),
        };
        let head = self.head_of(row)?;
        Ok(Opening {
            channel: domain::complaints::Channel::Mail,
            history: row.message.history,
            quarantined: false,
            received_at: row.message.received_at,
            received_source: row.message.received_source.0,
            name: head.from_name,
            address: head.from_address,
            detail: String::new(),
            reading: parsed
                .map(|p| {
                    let words = mail::quote::own_words(&p.text);
                    self.packs().rules.read(&head.subject, &words)
                })
                .unwrap_or_default(),
            subject: head.subject,
            body: None,
            kinds: Vec::new(),
            language: row.message.language.clone(),
            attachments: row.message.attachments,
            messages: 1,
        })
    }
}

/// A person's id in an entry's detail is shown as their name.
fn name_people(detail: &mut BTreeMap<String, String>, people: &[Person]) {
    if let Some(value) = detail.get_mut("assignee")
        && let Some(person) = people.iter().find(|p| p.id.to_string() == *value)
    {
        *value = person.name.clone();
    }
}

/// A case with its key in hand.
struct OpenCase<'d> {
    desk: &'d Desk,
    key: DataKey,
    image: Image,
    people: Vec<Person>,
}

impl OpenCase<'_> {
    fn person(&self, id: Uuid) -> Person {
        Person::among(&self.people, id)
    }

    fn detail(
        self,
        messages: Vec<MessageView>,
        notes: Vec<NoteView>,
        timeline: Vec<TimelineEntry>,
        undo: Option<UndoView>,
        keeping: KeepingView,
        joining: Joining,
    ) -> Result<CaseDetail> {
        let case = &self.image.case;
        let ring = self.desk.ring();
        let head: Head = ring.open_json(&self.key, fields::CASE_HEAD, case.id, &case.sealed)?;
        let asks = self
            .image
            .asks
            .iter()
            .map(|ask| self.ask(ask))
            .collect::<Result<Vec<_>>>()?;
        let mut facts = facts(self.desk, &self.image, self.desk.now())?;
        facts.recipients_untold = asks
            .iter()
            .flat_map(|ask| &ask.recipients_to_tell)
            .any(|recipient| recipient.told_on.is_none());
        let status = case.status.0;
        let decided: Vec<_> = asks.iter().map(|ask| (ask.kind, ask.outcome)).collect();
        // Nothing is done any more to a case that is erased, or went into another.
        let whole = case.erased_at.is_none() && case.merged_into.is_none();
        Ok(CaseDetail {
            id: case.id,
            number: number(case.number),
            version: case.version,
            reference: self.desk.reference_tag(self.image.case.number)?,
            subject: head.subject,
            status,
            status_since: case.status_since,
            channel: case.channel.0,
            history: case.history,
            quarantined: case.quarantined,
            received_at: case.received_at,
            received_source: case.received_source.0,
            regime: case.regime.clone(),
            regime_because: head.regime_because,
            priority: case.priority.0,
            priority_because: head.priority_because,
            priority_repeated: head.priority_repeated,
            assignee: case.assignee.map(|id| self.person(id)),
            department: case.department.clone(),
            tags: self.image.tags.clone(),
            due_on: case.due_on,
            snoozed_until: case.snoozed_until,
            minor: case.minor,
            representative: case.representative,
            identity: IdentityView {
                state: case.identity.0,
                method: case.identity_method.map(|method| method.0),
                note: head.identity_note,
                by: case.identity_by.map(|id| self.person(id)),
                at: case.identity_at,
                code: head.code.map(|kept| CodeView::used(kept, &self.people)),
            },
            asks,
            parties: self.parties()?,
            clocks: self.clocks()?,
            text: self.text()?,
            messages,
            notes,
            tasks: Vec::new(),
            drafts: Vec::new(),
            letters: match whole {
                true => crate::letters::offered(&decided),
                false => Vec::new(),
            },
            packages: Vec::new(),
            links: joining.links,
            timeline,
            offers: workflow::offered(status, &facts)
                .into_iter()
                .filter(|_| whole)
                .map(|offer| Offer {
                    act: offer.act.to_string(),
                    missing: offer.missing.iter().map(ToString::to_string).collect(),
                })
                .collect(),
            next_step: workflow::next_step(status, &facts)
                .filter(|_| whole)
                .map(|act| act.to_string()),
            still_open: workflow::still_open(&facts)
                .iter()
                .map(ToString::to_string)
                .collect(),
            keeping,
            hold: case.held_at.zip(case.held_by).map(|(at, by)| HoldView {
                reason: head.held_because,
                by: self.person(by),
                at,
            }),
            merged_into: joining.merged_into,
            merged: joining.merged,
            split_from: joining.split_from,
            alike: joining.alike,
            undo,
            language: case.language.clone(),
        })
    }

    /// What was said, for a case that no message opened.
    fn text(&self) -> Result<Option<String>> {
        let case = &self.image.case;
        case.body
            .as_deref()
            .map(|sealed| {
                self.desk
                    .ring()
                    .open_text(&self.key, fields::CASE_BODY, case.id, sealed)
            })
            .transpose()
    }

    fn ask(&self, ask: &AskRow) -> Result<AskView> {
        let text: AskText =
            self.desk
                .ring()
                .open_json(&self.key, fields::ASK, ask.id, &ask.sealed)?;
        Ok(AskView {
            id: ask.id,
            kind: ask.kind.map(|kind| kind.0),
            proposed: ask.proposed,
            because: text.because,
            outcome: ask.outcome.map(|outcome| outcome.0),
            ground_title: ask
                .ground
                .as_deref()
                .and_then(|id| self.desk.packs().ground(id))
                .map(|ground| ground.text.clone()),
            ground: ask.ground.clone(),
            reason: Some(text.reason).filter(|r| !r.is_empty()),
            route: Some(text.route).filter(|r| !r.is_empty()),
            recipients_to_tell: text.recipients,
            acknowledged_at: ask.acknowledged_at,
            decided_at: ask.decided_at,
            decided_by: ask.decided_by.map(|id| self.person(id)),
        })
    }

    fn parties(&self) -> Result<Vec<PartyView>> {
        let open = |party: &store::complaints::PartyRow| {
            let text: PartyText =
                self.desk
                    .ring()
                    .open_json(&self.key, fields::PARTY, party.id, &party.sealed)?;
            Ok(PartyView {
                id: party.id,
                role: party.role.0,
                name: text.name,
                address: text.address,
                detail: text.detail,
                minor: party.minor,
            })
        };
        self.image.parties.iter().map(open).collect()
    }

    fn clocks(&self) -> Result<Vec<ClockView>> {
        let now = self.desk.now();
        let ground = self.desk.ground(now);
        let run = |row: &store::complaints::ClockRow| {
            let ask = self.image.asks.iter().find(|a| Some(a.id) == row.ask_id);
            let clock = ground.borrow().run(&self.image.case, ask, row)?;
            let reason = row
                .sealed
                .as_deref()
                .map(|sealed| {
                    self.desk
                        .ring()
                        .open_text(&self.key, fields::CLOCK_REASON, row.id, sealed)
                })
                .transpose()?;
            Ok(ClockView {
                id: row.id,
                ask: row.ask_id,
                state: clock.state_at(now),
                clock,
                extension_reason: reason,
            })
        };
        self.image.clocks.iter().map(run).collect()
    }
}
