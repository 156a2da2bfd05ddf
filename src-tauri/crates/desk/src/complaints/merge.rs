//! Merging a case into another, and taking it out again.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::complaints::merge::{self, Beware};
use domain::complaints::{CaseAct, Identity, PartyRole, Status};
use store::Word;
use store::complaints::{AskRow, CaseRow, Image, PartyRow, TaskRow};
use uuid::Uuid;

use super::acts::invalid;
use super::several::{Before, Empty, Part, Plan, entry, moved_asks, pin, same_person, unverified};
use super::{Done, MergeInput, MergeView, On, PartyText};
use crate::door::{Act, Entry};
use crate::{Desk, Error, Result, fields};

impl Desk {
    /// What merging a case into another would do. Nothing is changed.
    ///
    /// # Errors
    /// As [`Desk::case_merge`], but for the confirmation.
    pub async fn merge_preview(&self, case: Uuid, into: Uuid) -> Result<MergeView> {
        let mut act = self.act().await?;
        let (plan, _) = self.plan_merge(&mut act, case, into).await?;
        let [from, to] = plan.parts.as_slice() else {
            return Err(Error::internal("merge: parts"));
        };
        let moving = store::complaints::moving(&mut act.tx, case).await?.len();
        let asks: Vec<Uuid> = from.before.asks.iter().map(|ask| ask.id).collect();
        Ok(MergeView {
            from: self.called(from)?,
            into: self.called(to)?,
            messages: u32::try_from(moving).unwrap_or(u32::MAX),
            asks: moved_asks(&to.image, &asks),
            status: to.image.case.status.0,
            identity_from: from.before.case.identity.0,
            identity_into: to.before.case.identity.0,
            identity: to.image.case.identity.0,
            due_at: to.image.case.due_at,
            confirm: plan.says.contains(&Beware::OtherPerson),
            says: plan.says.into_iter().collect(),
        })
    }

    /// Merges a case into another: asks, parties, messages and notes go there, and its number leads
    /// there. Asks keep their clocks; of everything else the stricter counts.
    ///
    /// # Errors
    /// [`Error::MergeOtherPerson`] where the requesters are not the same and nobody confirmed it;
    /// [`Error::MergeOtherLaw`]; [`Error::CaseMerged`], [`Error::CaseErased`]; [`Error::Conflict`].
    pub async fn case_merge(&self, on: On, input: MergeInput) -> Result<Done> {
        let done = self.try_merge(on, input).await;
        done.map_err(|e| e.at(&self.inner.folder))
    }

    async fn try_merge(&self, on: On, input: MergeInput) -> Result<Done> {
        let mut act = self.act().await?;
        if let Some(done) = self.done_before(&mut act, on, CaseAct::Merge).await? {
            return Ok(done);
        }
        let (plan, same) = self.plan_merge(&mut act, on.case, input.into).await?;
        let (from, to) = (&plan.parts[0].before.case, &plan.parts[1].before.case);
        if on.version.is_some_and(|version| version != from.version) {
            return Err(Error::Conflict);
        }
        if !same && !input.other_person {
            return Err(Error::MergeOtherPerson {
                from: from.number,
                into: to.number,
            });
        }
        let identity = plan.parts[1].image.case.identity.0;
        let entries = entries(from, to, identity, same);
        // What there is to look at from now on is the case that it went into.
        let (case, number, version) = (to.id, super::number(to.number), to.version + 1);
        let status = plan.parts[1].image.case.status.0;
        let done = self
            .write_plan(act, on, CaseAct::Merge, plan, entries.into(), &[])
            .await?;
        Ok(Done {
            case,
            number,
            version,
            status,
            ..done
        })
    }

    async fn plan_merge(&self, act: &mut Act<'_>, case: Uuid, into: Uuid) -> Result<(Plan, bool)> {
        if case == into {
            return Err(invalid("into"));
        }
        self.hold_both(act, case, into).await?;
        let mut from = self.part(act, case).await?;
        let to = self.part(act, into).await?;
        let mut to = self.receiver(to)?;
        let same = to.takes(&from)?;
        let mut says = self.join(&mut from, &mut to, same)?;
        if !same {
            says.insert(Beware::OtherPerson);
        }
        let mut plan = Plan {
            objects: goes(act, case, into).await?,
            parts: vec![from, to.settled()],
            begun: None,
            by_hand: Vec::new(),
            says,
        };
        self.settle(&mut plan, act.now)?;
        Ok((plan, same))
    }

    /// A case that others are to go into.
    pub(super) fn receiver(&self, part: Part) -> Result<Receiver> {
        let mut parties = Vec::with_capacity(part.image.parties.len());
        for party in &part.image.parties {
            let text = self.party_text(party, &part.key)?;
            parties.push((party.role, party.minor, text));
        }
        Ok(Receiver {
            part,
            parties,
            pinned: false,
        })
    }

    /// Puts what `from` is made of into `to`.
    pub(super) fn join(
        &self,
        from: &mut Part,
        receiver: &mut Receiver,
        same: bool,
    ) -> Result<BTreeSet<Beware>> {
        let to = &mut receiver.part;
        let (a, b) = (from.before.case.clone(), to.image.case.clone());
        let status = merge::status(a.status.0, b.status.0);
        let waits = matches!(status, Status::AwaitingIdentity | Status::AwaitingRequester);
        // What ran before goes on, although the case now waits.
        let runs = |status: Status| {
            waits && !matches!(status, Status::AwaitingIdentity | Status::AwaitingRequester)
        };
        pin(&mut from.image, runs(a.status.0))?;
        if !receiver.pinned || runs(b.status.0) {
            pin(&mut to.image, runs(b.status.0))?;
            receiver.pinned = true;
        }
        self.join_asks(from, to)?;
        self.join_parties(from, to, &mut receiver.parties)?;
        self.join_holds(from, to)?;
        let case = &mut to.image.case;
        if status != case.status.0 {
            case.status = Word(status);
            case.status_since = a.status_since;
        } else if status == Status::Closed {
            // Periods count from when the last of it was closed.
            case.status_since = case.status_since.max(a.status_since);
        }
        unverified(case, merge::identity(a.identity.0, b.identity.0, same));
        case.priority = Word(case.priority.0.max(a.priority.0));
        case.assignee = case.assignee.or(a.assignee);
        case.department = case.department.take().or(a.department);
        case.due_on = [case.due_on, a.due_on].into_iter().flatten().min();
        case.snoozed_until = case.snoozed_until.min(a.snoozed_until);
        case.minor |= a.minor;
        case.representative |= a.representative;
        case.history &= a.history;
        case.quarantined |= a.quarantined;
        case.messages += a.messages;
        case.attachments += a.attachments;
        case.last_message_at = case.last_message_at.max(a.last_message_at);
        for law in a.handled_under.split(',').filter(|law| !law.is_empty()) {
            if !case.handled_under.contains(&format!(",{law},")) {
                let before = case.handled_under.trim_end_matches(',');
                case.handled_under = format!("{before},{law},");
            }
        }
        // A task is sealed under its own key, whichever case it is of.
        to.image.tasks.extend(of_case(&from.image.tasks, b.id));
        to.image.tags.extend(from.before.tags.iter().cloned());
        to.image.tags.sort();
        to.image.tags.dedup();
        from.image.empty();
        from.image.case.merged_into = Some(b.id);
        Ok(beware(&from.before.case, &b, &to.image.case))
    }

    fn join_asks(&self, from: &Part, to: &mut Part) -> Result<()> {
        let first = to.image.asks.iter().map(|ask| ask.place + 1).max();
        let places = first.unwrap_or(0)..;
        for (place, ask) in places.zip(&from.image.asks) {
            let (ask, clocks) = self.ask_for(from, ask, &to.before.case, &to.key)?;
            to.image.asks.push(AskRow { place, ..ask });
            to.image.clocks.extend(clocks);
        }
        Ok(())
    }

    /// Parties stay who they are: none is put in another's place. One that is there already, word
    /// for word, is not entered twice.
    fn join_parties(&self, from: &Part, to: &mut Part, there: &mut Vec<Called>) -> Result<()> {
        for party in &from.image.parties {
            let text = self.party_text(party, &from.key)?;
            let called = (party.role, party.minor, text.clone());
            if there.contains(&called) {
                continue;
            }
            there.push(called);
            to.image.parties.push(PartyRow {
                case_id: to.before.case.id,
                sealed: self
                    .ring()
                    .seal_json(&to.key, fields::PARTY, party.id, &text)?,
                ..party.clone()
            });
        }
        Ok(())
    }

    /// A legal hold on one of them is on what comes of both, since the earlier of them, with every
    /// reason.
    pub(super) fn join_holds(&self, from: &Part, to: &mut Part) -> Result<()> {
        let case = &from.before.case;
        let Some(held) = case.held_at else {
            return Ok(());
        };
        let mut head = self.head(to)?;
        let reason = self.head(from)?.held_because;
        if !head.held_because.contains(&reason) {
            let reasons = [head.held_because, reason];
            head.held_because = reasons.join("\n").trim().to_owned();
        }
        let into = &mut to.image.case;
        if into.held_at.is_none_or(|since| held < since) {
            (into.held_at, into.held_by) = (Some(held), case.held_by);
        }
        self.set_head(into, &to.key, &head)
    }

    /// Takes a case that was merged out again, with what came with it and is there still, as it has
    /// become. An undo is more exact; this goes where an undo no longer does.
    ///
    /// # Errors
    /// [`Error::NotMerged`]; [`Error::UnmergeGone`] where nothing tells any more what came with it.
    pub async fn case_unmerge(&self, on: On) -> Result<Done> {
        let done = self.try_unmerge(on).await;
        done.map_err(|e| e.at(&self.inner.folder))
    }

    async fn try_unmerge(&self, on: On) -> Result<Done> {
        let mut act = self.act().await?;
        if let Some(done) = self.done_before(&mut act, on, CaseAct::Unmerge).await? {
            return Ok(done);
        }
        let root = store::complaints::root(&mut act.tx, on.case).await?;
        if root == on.case {
            return Err(Error::NotMerged);
        }
        self.hold_both(&mut act, on.case, root).await?;
        let mut out = self.any_part(&mut act, on.case).await?;
        let mut rest = self.part(&mut act, root).await?;
        let last = store::acts::last_on(&mut act.tx, on.case).await?;
        let merged = last.filter(|last| last.act == CaseAct::Merge.as_str());
        let sealed = merged.and_then(|merged| Some((merged.case_id?, merged.sealed?)));
        // The act may have merged others before this one: its image is sealed with the first of them.
        let (first, sealed) = sealed.ok_or(Error::UnmergeGone)?;
        let key = self.case_key(&mut act.tx, first).await?;
        let before = self
            .ring()
            .open_json(&key, fields::ACT_IMAGE, first, &sealed)?;
        let Before::Several(before) = before else {
            return Err(Error::UnmergeGone);
        };
        let was = before.cases.iter().find(|image| image.case.id == on.case);
        self.take_out(&mut out, &mut rest, was.ok_or(Error::UnmergeGone)?)?;
        stand_by_asks(&mut out.image, act.now);
        stand_by_asks(&mut rest.image, act.now);
        let messages = store::complaints::moving(&mut act.tx, root).await?;
        let mut there = store::complaints::other_objects(&mut act.tx, root).await?;
        let came = |object: &Uuid| before.objects.contains(&(*object, on.case));
        let gone = messages.iter().filter(|message| came(&message.id));
        for message in gone {
            rest.image.case.messages -= 1;
            rest.image.case.attachments -= message.attachments;
            out.image.case.messages += 1;
            out.image.case.attachments += message.attachments;
        }
        there.extend(messages.iter().map(|message| message.id));
        there.retain(came);
        let entries = vec![
            entry(CaseAct::Unmerge, &out.before.case, &rest.before.case),
            entry(CaseAct::Unmerge, &rest.before.case, &out.before.case),
        ];
        let mut plan = Plan {
            parts: vec![out, rest],
            begun: None,
            objects: there
                .iter()
                .map(|object| (*object, root, on.case))
                .collect(),
            by_hand: Vec::new(),
            says: BTreeSet::new(),
        };
        self.settle(&mut plan, act.now)?;
        self.write_plan(act, on, CaseAct::Unmerge, plan, entries, &[])
            .await
    }

    fn party_texts(&self, part: &Part) -> Result<Vec<PartyText>> {
        let parties = part.image.parties.iter();
        parties
            .map(|party| self.party_text(party, &part.key))
            .collect()
    }

    /// Gives a case back what it was made of before it was merged, as far as that is there.
    fn take_out(&self, out: &mut Part, rest: &mut Part, was: &Image) -> Result<()> {
        out.image = Image {
            links: out.before.links.clone(),
            asks: Vec::new(),
            clocks: Vec::new(),
            ..was.clone()
        };
        (out.image.case.messages, out.image.case.attachments) = (0, 0);
        pin(&mut rest.image, false)?;
        for ask in &was.asks {
            let Some(now) = rest.image.asks.iter().position(|one| one.id == ask.id) else {
                continue;
            };
            let moving = rest.image.asks[now].clone();
            let (moved, clocks) = self.ask_for(rest, &moving, &was.case, &out.key)?;
            rest.image.asks.remove(now);
            rest.image
                .clocks
                .retain(|clock| clock.ask_id != Some(ask.id));
            out.image.asks.push(AskRow {
                place: ask.place,
                ..moved
            });
            out.image.clocks.extend(clocks);
        }
        // One that is not there any more was the same as one that is, or has left with another case:
        // then it is that one's, and perhaps erased.
        let texts = self.party_texts(rest)?;
        let mut stays = Vec::new();
        for party in &out.image.parties {
            let text = self.party_text(party, &out.key)?;
            let alike = |one: &PartyRow| {
                one.id == party.id
                    || one.address_key.is_some() && one.address_key == party.address_key
            };
            if rest.image.parties.iter().any(alike) || texts.contains(&text) {
                stays.push(party.id);
            }
        }
        out.image.parties.retain(|party| stays.contains(&party.id));
        for party in &mut out.image.parties {
            let Some(now) = rest.image.parties.iter().position(|one| one.id == party.id) else {
                continue;
            };
            let text = self.party_text(&rest.image.parties.remove(now), &rest.key)?;
            party.sealed = self
                .ring()
                .seal_json(&out.key, fields::PARTY, party.id, &text)?;
        }
        let (back, stay): (Vec<_>, Vec<_>) = rest
            .image
            .tasks
            .drain(..)
            .partition(|task| was.tasks.iter().any(|one| one.id == task.id));
        out.image.tasks = of_case(&back, was.case.id).collect();
        rest.image.tasks = stay;
        // A hold that was placed meanwhile was placed on this as well.
        self.join_holds(rest, out)
    }
}

/// A case whose asks were decided or opened again while they were elsewhere stands where they do.
fn stand_by_asks(image: &mut Image, now: DateTime<Utc>) {
    let done = matches!(image.case.status.0, Status::Answered | Status::Closed);
    let decided = image.asks.iter().all(|ask| ask.outcome.is_some());
    let status = match (done, decided) {
        (true, false) => Status::InProgress,
        (false, true) if !image.asks.is_empty() => Status::Answered,
        _ => return,
    };
    image.case.status = Word(status);
    image.case.status_since = now;
}

/// A party, as far as it is told from others.
type Called = (Word<PartyRole>, bool, PartyText);

/// A case that others go into, as far as they are in it.
pub(super) struct Receiver {
    pub part: Part,
    parties: Vec<Called>,
    /// Its clocks count from the identity that they counted from at first.
    pinned: bool,
}

impl Receiver {
    /// Whether a case is of the same requesters.
    ///
    /// # Errors
    /// [`Error::MergeOtherLaw`].
    pub(super) fn takes(&self, from: &Part) -> Result<bool> {
        let (case, into) = (&from.before.case, &self.part.image.case);
        if case.regime != into.regime {
            return Err(Error::MergeOtherLaw {
                from: case.number,
                into: into.number,
            });
        }
        Ok(same_person(&from.before, &self.part.image))
    }

    /// With what came into it in the order of the database.
    pub(super) fn settled(mut self) -> Part {
        let image = &mut self.part.image;
        image.clocks.sort_by_key(|clock| clock.id);
        image.parties.sort_by_key(|party| party.id);
        self.part
    }
}

/// What of a case is in the one that it goes into: messages, notes and documents.
pub(super) async fn goes(
    act: &mut Act<'_>,
    case: Uuid,
    into: Uuid,
) -> Result<Vec<(Uuid, Uuid, Uuid)>> {
    let mut objects = store::complaints::other_objects(&mut act.tx, case).await?;
    let messages = store::complaints::moving(&mut act.tx, case).await?;
    objects.extend(messages.iter().map(|message| message.id));
    Ok(objects
        .into_iter()
        .map(|object| (object, case, into))
        .collect())
}

/// What the log has of a merge, of either case.
pub(super) fn entries(from: &CaseRow, to: &CaseRow, identity: Identity, same: bool) -> [Entry; 2] {
    [
        entry(CaseAct::Merge, from, to).with("merged", true),
        entry(CaseAct::Merge, to, from)
            .with("merged", false)
            .with("identity", identity)
            .with("other_person", !same),
    ]
}

/// Tasks as those of a case.
fn of_case(tasks: &[TaskRow], case: Uuid) -> impl Iterator<Item = TaskRow> {
    tasks.iter().map(move |task| TaskRow {
        case_id: case,
        ..task.clone()
    })
}

/// What is to be told before two cases are merged.
fn beware(from: &CaseRow, into: &CaseRow, merged: &CaseRow) -> BTreeSet<Beware> {
    let verified = |case: &CaseRow| case.identity.0 == Identity::Verified;
    [
        (
            Beware::IdentityNotCarried,
            (verified(from) || verified(into)) && !verified(merged),
        ),
        (
            Beware::AwaitsIdentity,
            merged.status.0 == Status::AwaitingIdentity,
        ),
        (Beware::Minor, from.minor != into.minor),
        (Beware::Held, merged.held_at.is_some()),
        (
            Beware::Reopened,
            merged.status.0.is_open() && !(from.status.0.is_open() && into.status.0.is_open()),
        ),
        (Beware::Proposed, merged.kinds_proposed),
    ]
    .into_iter()
    .filter_map(|(what, holds)| holds.then_some(what))
    .collect()
}
