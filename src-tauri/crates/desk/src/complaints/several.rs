//! An act on several cases: asks, parties, messages and notes go from one to another. It is planned
//! in memory, shown before it is done, and written in one transaction with the images of all of its
//! cases, which an undo brings back together.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::complaints::merge::Beware;
use domain::complaints::{CaseAct, Identity, PartyRole};
use serde::{Deserialize, Serialize};
use store::Word;
use store::acts::ActRow;
use store::complaints::{AskRow, CaseRow, ClockRow, Image, PartyRow};
use uuid::Uuid;
use vault::DataKey;

use super::clocks::{Seed, any_proposed};
use super::engine::entry_word;
use super::opening::{Begun, number};
use super::undo::Linked;
use super::{AskText, CaseName, Done, Head, MovedAsk, On, PartyText, kinds_column};
use crate::door::{Act, Entry};
use crate::{Desk, Error, Result, fields};

/// What an undo brings back: one case, or several together.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Before {
    Several(Together),
    Linked(Box<Linked>),
    One(Box<Image>),
}

/// Several cases as they were, and what of them lay where.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Together {
    pub cases: Vec<Image>,
    /// Messages, notes and documents, and the case that each belonged to.
    pub objects: Vec<(Uuid, Uuid)>,
    /// Why messages had come where they were.
    pub reasons: Vec<(Uuid, Option<String>)>,
}

/// A case that takes part: as it was, and as it becomes.
pub(super) struct Part {
    pub key: DataKey,
    pub before: Image,
    pub image: Image,
}

/// What an act does, before it is written.
pub(super) struct Plan {
    /// The first is the one that the act is done on.
    pub parts: Vec<Part>,
    /// A case that begins.
    pub begun: Option<Begun>,
    /// What goes from one case to another: object, from, to.
    pub objects: Vec<(Uuid, Uuid, Uuid)>,
    /// Messages that are now where a person put them, and why they had come.
    pub by_hand: Vec<(Uuid, Option<String>)>,
    pub says: BTreeSet<Beware>,
}

/// Why a message is where a person put it: a word beside those of `threading::Reason`.
const BY_HAND: &str = "by-hand";

impl Desk {
    /// A case that may take part in an act, held against other writers.
    ///
    /// # Errors
    /// [`Error::CaseErased`], [`Error::CaseMerged`].
    pub(super) async fn part(&self, act: &mut Act<'_>, case: Uuid) -> Result<Part> {
        let part = self.any_part(act, case).await?;
        self.whole(act, &part.before).await?;
        Ok(part)
    }

    /// Refuses a case to which nothing is done any more.
    pub(crate) async fn whole(&self, act: &mut Act<'_>, image: &Image) -> Result<()> {
        if image.case.erased_at.is_some() {
            return Err(Error::CaseErased);
        }
        if image.case.merged_into.is_some() {
            let root = store::complaints::root(&mut act.tx, image.case.id).await?;
            let number = store::complaints::get(&mut act.tx, root).await?.number;
            return Err(Error::CaseMerged { number });
        }
        Ok(())
    }

    pub(super) async fn any_part(&self, act: &mut Act<'_>, case: Uuid) -> Result<Part> {
        let before = Image::locked(&mut act.tx, case).await?;
        let key = self.case_key(&mut act.tx, case).await?;
        Ok(Part {
            key,
            image: before.clone(),
            before,
        })
    }

    pub(crate) async fn case_key(&self, tx: &mut store::Tx, case: Uuid) -> Result<DataKey> {
        let wraps = store::workspace::data_keys(tx, case).await?;
        let wrap = wraps.first().ok_or_else(|| Error::internal("case key"))?;
        self.ring().data_key(case, &wrap.wrapped, wrap.generation)
    }

    /// Holds two cases in the one order that everybody takes.
    pub(super) async fn hold_both(&self, act: &mut Act<'_>, one: Uuid, other: Uuid) -> Result<()> {
        for case in BTreeSet::from([one, other]) {
            store::complaints::lock(&mut act.tx, case).await?;
        }
        Ok(())
    }

    /// Counts the plan's cases anew.
    pub(super) fn settle(&self, plan: &mut Plan, now: DateTime<Utc>) -> Result<()> {
        let begun = plan.begun.iter_mut().map(|begun| &mut begun.image);
        for image in plan.parts.iter_mut().map(|p| &mut p.image).chain(begun) {
            crate::retention::remember_handling(image);
            image.case.kinds = kinds_column(&image.asks);
            image.case.kinds_proposed = any_proposed(&image.asks);
            self.ground(now).refresh(image, || self.id())?;
        }
        Ok(())
    }

    /// Writes a plan, and commits.
    pub(super) async fn write_plan(
        &self,
        mut act: Act<'_>,
        on: On,
        word: CaseAct,
        plan: Plan,
        entries: Vec<Entry>,
        participants: &[(Uuid, Vec<u8>)],
    ) -> Result<Done> {
        let done = self.carry_out_plan(&mut act, on, word, plan, entries, (participants, None));
        let done = done.await?;
        act.commit().await?;
        Ok(done)
    }

    /// Writes a plan: rows, what moves, who takes part in a case that begins, index, log, and the
    /// images from before for the undo. The act is still to be committed.
    pub(super) async fn carry_out_plan(
        &self,
        act: &mut Act<'_>,
        on: On,
        word: CaseAct,
        plan: Plan,
        entries: Vec<Entry>,
        (participants, bulk): (&[(Uuid, Vec<u8>)], Option<Uuid>),
    ) -> Result<Done> {
        let before = plan.before();
        let id = on.key.unwrap_or_else(|| self.id());
        let images: Vec<_> = plan.parts.iter().map(|p| (&p.image, &p.before)).collect();
        Image::write_all(&mut act.tx, &images).await?;
        self.index_tasks(&mut act.tx, &images).await?;
        let mut further: Vec<_> = images[1..]
            .iter()
            .map(|(_, before)| (before.case.id, before.case.version + 1))
            .collect();
        let mut anew: Vec<_> = plan
            .parts
            .iter()
            .filter(|part| part.image.parties != part.before.parties)
            .map(|part| (part.before.case.id, &part.key))
            .collect();
        if let Some(begun) = &plan.begun {
            store::workspace::add_data_keys(&mut act.tx, std::slice::from_ref(&begun.key_row))
                .await?;
            store::complaints::add(&mut act.tx, std::slice::from_ref(&begun.image)).await?;
            further.push((begun.image.case.id, begun.image.case.version));
            anew.push((begun.image.case.id, &begun.key));
            store::mail::add_participants(&mut act.tx, participants).await?;
        }
        if let (CaseAct::Merge, Some((into, parts))) = (word, plan.parts.split_last()) {
            let into = into.before.case.id;
            for from in parts {
                let from = from.before.case.id;
                store::seen::set_back(&mut act.tx, id, from, into).await?;
            }
        }
        give(
            &mut act.tx,
            plan.objects.iter().map(|(object, _, to)| (*object, *to)),
        )
        .await?;
        for (message, _) in &plan.by_hand {
            store::complaints::set_reason(&mut act.tx, *message, Some(BY_HAND)).await?;
        }
        for (case, key) in anew {
            self.index_case(&mut act.tx, case, key).await?;
        }
        for entry in entries {
            act.log(entry);
        }
        let main = &plan.parts[0];
        let at = act.now;
        let sealed = self
            .ring()
            .seal_json(&main.key, fields::ACT_IMAGE, on.case, &before)?;
        let row = ActRow {
            id,
            act: word.to_string(),
            seq: 0,
            case_id: Some(on.case),
            version_after: main.before.case.version + 1,
            at,
            undone: false,
            sealed: Some(sealed),
            bulk,
        };
        act.keep_with(row, further);
        Ok(Done {
            case: on.case,
            number: number(main.image.case.number),
            version: main.before.case.version + 1,
            status: main.image.case.status.0,
            act: word.to_string(),
            undo: Some(id),
        })
    }

    /// Writes several cases back, if nothing happened to any of them since.
    pub(super) async fn undo_several(
        &self,
        act: &mut Act<'_>,
        row: &ActRow,
        case: Uuid,
        together: Together,
    ) -> Result<Done> {
        let mut versions = store::acts::further(&mut act.tx, row.id).await?;
        versions.push((case, row.version_after));
        versions.sort_unstable();
        let mut before = together.cases;
        before.sort_by_key(|image| image.case.id);
        let mut now = Vec::with_capacity(versions.len());
        for (case, version) in versions {
            let image = Image::locked(&mut act.tx, case).await?;
            if image.case.version != version {
                return Err(Error::UndoSince {
                    number: image.case.number,
                });
            }
            now.push(image);
        }
        if before.len() != now.len() {
            return Err(Error::internal("undo: cases"));
        }
        for (before, now) in before.iter_mut().zip(&now) {
            // A link is made from the other side too: it is none of this act's.
            before.links.clone_from(&now.links);
        }
        let pairs: Vec<_> = before.iter().zip(&now).collect();
        Image::write_all(&mut act.tx, &pairs).await?;
        self.index_tasks(&mut act.tx, &pairs).await?;
        store::seen::again(&mut act.tx, row.id).await?;
        give(&mut act.tx, together.objects.iter().copied()).await?;
        for (message, reason) in &together.reasons {
            store::complaints::set_reason(&mut act.tx, *message, reason.as_deref()).await?;
        }
        for (before, now) in pairs {
            let id = now.case.id;
            let never_was = row.act == CaseAct::Split.as_str()
                && before.case.merged_into.is_some()
                && now.case.merged_into.is_none();
            if never_was {
                // What it said of itself is said by the messages that go back.
                store::search::forget(&mut act.tx, id).await?;
            } else if before.parties != now.parties {
                let key = self.case_key(&mut act.tx, id).await?;
                self.index_case(&mut act.tx, id, &key).await?;
            }
            let (then, version) = (before.case.version, now.case.version + 1);
            store::acts::again_at(&mut act.tx, id, then, version).await?;
            act.log(
                Entry::case("case.undo", id)
                    .with("undone", &row.act)
                    .with("status", before.case.status.0),
            );
        }
        store::acts::set_undone(&mut act.tx, row.id).await?;
        let at = now.iter().position(|image| image.case.id == case);
        let at = at.ok_or_else(|| Error::internal("undo: case"))?;
        Ok(Done {
            case,
            number: number(now[at].case.number),
            version: now[at].case.version + 1,
            status: before[at].case.status.0,
            act: "undo".to_owned(),
            undo: None,
        })
    }

    /// An ask with its clocks, sealed anew for another case.
    pub(super) fn ask_for(
        &self,
        part: &Part,
        ask: &AskRow,
        to: &CaseRow,
        key: &DataKey,
    ) -> Result<(AskRow, Vec<ClockRow>)> {
        let ring = self.ring();
        let text: AskText = ring.open_json(&part.key, fields::ASK, ask.id, &ask.sealed)?;
        let mut clocks = Vec::new();
        for clock in part
            .image
            .clocks
            .iter()
            .filter(|c| c.ask_id == Some(ask.id))
        {
            let sealed = match &clock.sealed {
                Some(sealed) => {
                    let why = ring.open_text(&part.key, fields::CLOCK_REASON, clock.id, sealed)?;
                    Some(ring.seal_text(key, fields::CLOCK_REASON, clock.id, &why)?)
                }
                None => None,
            };
            clocks.push(ClockRow {
                case_id: to.id,
                sealed,
                ..clock.clone()
            });
        }
        let sealed = ring.seal_json(key, fields::ASK, ask.id, &text)?;
        let ask = AskRow {
            case_id: to.id,
            sealed,
            ..ask.clone()
        };
        Ok((ask, clocks))
    }

    pub(super) fn party_text(&self, party: &PartyRow, key: &DataKey) -> Result<PartyText> {
        self.ring()
            .open_json(key, fields::PARTY, party.id, &party.sealed)
    }

    pub(super) fn head(&self, part: &Part) -> Result<Head> {
        self.head_with(&part.image.case, &part.key)
    }

    pub(super) fn head_with(&self, case: &CaseRow, key: &DataKey) -> Result<Head> {
        self.ring()
            .open_json(key, fields::CASE_HEAD, case.id, &case.sealed)
    }

    pub(super) fn set_head(&self, case: &mut CaseRow, key: &DataKey, head: &Head) -> Result<()> {
        case.sealed = self
            .ring()
            .seal_json(key, fields::CASE_HEAD, case.id, head)?;
        Ok(())
    }

    /// How a preview names a case.
    pub(super) fn called(&self, part: &Part) -> Result<CaseName> {
        let head = self.head(part)?;
        Ok(CaseName {
            case: part.before.case.id,
            number: number(part.before.case.number),
            name: head.name,
            subject: head.subject,
        })
    }
}

impl Plan {
    fn before(&self) -> Together {
        let mut cases: Vec<Image> = self.parts.iter().map(|part| part.before.clone()).collect();
        // Its number was given to people: undone, the case that began leads to where it came from.
        if let Some(begun) = &self.begun {
            let mut image = begun.image.clone();
            image.case.merged_into = Some(self.parts[0].before.case.id);
            image.empty();
            cases.push(image);
        }
        Together {
            cases,
            objects: self
                .objects
                .iter()
                .map(|(object, from, _)| (*object, *from))
                .collect(),
            reasons: self.by_hand.clone(),
        }
    }
}

/// What is left of a case that went into another.
pub(super) trait Empty {
    fn empty(&mut self);
}

impl Empty for Image {
    fn empty(&mut self) {
        self.asks.clear();
        self.parties.clear();
        self.clocks.clear();
        self.tasks.clear();
        let case = &mut self.case;
        (case.messages, case.attachments) = (0, 0);
        (case.due_on, case.due_at, case.snoozed_until) = (None, None, None);
        case.due_sort = store::audit::far_future();
        (case.kinds_proposed, case.clock_waits, case.clock_paused) = (false, false, false);
        case.clock_started_at = None;
        case.kinds = String::new();
        // The hold is on what it held, and goes with that.
        (case.held_at, case.held_by) = (None, None);
    }
}

/// What an ask's clocks show of it in a preview.
pub(super) fn moved_asks(image: &Image, which: &[Uuid]) -> Vec<MovedAsk> {
    let asks = image.asks.iter().filter(|ask| which.contains(&ask.id));
    let moved = |ask: &AskRow| MovedAsk {
        ask: ask.id,
        kind: ask.kind.map(|kind| kind.0),
        received_at: ask.received_at,
        due_at: image
            .clocks
            .iter()
            .filter(|clock| clock.ask_id == Some(ask.id) && clock.met_at.is_none())
            .filter_map(|clock| clock.due_at)
            .min(),
    };
    asks.map(moved).collect()
}

/// Lets every clock of a case go on counting from the identity that it counts from now, whatever is
/// known of the case that it is in next; with `runs`, also where that one waits for somebody.
pub(super) fn pin(image: &mut Image, runs: bool) -> Result<()> {
    let verified = image.case.identity.0 == Identity::Verified;
    for row in &mut image.clocks {
        let mut seed: Seed = serde_json::from_str(&row.input)?;
        seed.identity_at = seed
            .identity_at
            .or(image.case.identity_at.filter(|_| verified));
        seed.runs_on |= runs;
        row.input = serde_json::to_string(&seed)?;
    }
    Ok(())
}

/// Whether two cases are of the same requesters, by their addresses. Where one has none, nobody can
/// tell.
pub(super) fn same_person(one: &Image, other: &Image) -> bool {
    fn requesters(image: &Image) -> impl Iterator<Item = Option<&[u8]>> {
        let all = image.parties.iter();
        let requesters = all.filter(|party| party.role.0 == PartyRole::Requester);
        requesters.map(|party| party.address_key.as_deref())
    }
    let keys: Option<BTreeSet<&[u8]>> = requesters(one).collect();
    let Some(mut left) = keys.filter(|keys| !keys.is_empty()) else {
        return false;
    };
    let all = left.clone();
    // The other may have had many merged into it: the first stranger tells.
    requesters(other).all(|key| {
        key.is_some_and(|key| {
            left.remove(key);
            all.contains(key)
        })
    }) && left.is_empty()
}

/// Forgets who was identified: somebody else is asked now.
pub(super) fn unverified(case: &mut CaseRow, identity: Identity) {
    case.identity = Word(identity);
    if identity != Identity::Verified {
        (case.identity_method, case.identity_by, case.identity_at) = (None, None, None);
    }
}

/// The entry of a case that takes part, with the number of the other.
pub(super) fn entry(word: CaseAct, case: &CaseRow, other: &CaseRow) -> Entry {
    Entry::case(entry_word(word), case.id).with("other", other.number)
}

async fn give(tx: &mut store::Tx, objects: impl Iterator<Item = (Uuid, Uuid)>) -> Result<()> {
    let objects: Vec<_> = objects.collect();
    let cases: BTreeSet<Uuid> = objects.iter().map(|(_, case)| *case).collect();
    for case in cases {
        let of_case = objects.iter().filter(|(_, to)| *to == case);
        let of_case: Vec<Uuid> = of_case.map(|(object, _)| *object).collect();
        store::complaints::give(tx, &of_case, case).await?;
    }
    Ok(())
}
