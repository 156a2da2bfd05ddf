//! Merging all marked cases into the oldest of them: one preview, and one undo for all batches.

use std::collections::BTreeSet;

use domain::complaints::CaseAct;
use domain::complaints::merge::Beware;
use uuid::Uuid;

use super::bulk::{BATCH, at, count, refuse};
use super::merge::{entries, goes};
use super::opening::number;
use super::several::{Part, Plan};
use super::{BulkDone, BulkPreview, Marked, MergedPreview, Refused};
use crate::door::{Act, Entry};
use crate::{Desk, Error, Result};

/// What is to be merged, and into which.
struct Merging {
    /// The case of the lowest number that is there; none where none is.
    into: Option<Uuid>,
    /// In the order of their numbers.
    from: Vec<Uuid>,
    /// How many were merged by an earlier call under the same key.
    before: u32,
    /// The highest number of all.
    up_to: u32,
}

impl Desk {
    /// As [`Desk::bulk_preview`].
    pub(super) async fn merge_all_preview(
        &self,
        marked: &Marked,
        other_person: bool,
    ) -> Result<BulkPreview> {
        let merging = self.merging(marked, None).await?;
        let mut preview = BulkPreview {
            total: count(merging.from.len()),
            possible: 0,
            refused: Vec::new(),
            undoable: true,
            up_to: merging.up_to,
            merged: None,
        };
        let Some(into) = merging.into else {
            return Ok(preview);
        };
        let mut act = self.act().await?;
        let cases = (&merging.from[..], into);
        let (plan, _) = self
            .plan_merges(&mut act, cases, other_person, &mut preview.refused)
            .await?;
        let (into, from) = whole(&plan)?;
        let case = &into.image.case;
        preview.possible = count(from.len());
        preview.merged = Some(MergedPreview {
            into: self.called(into)?,
            messages: u32::try_from(case.messages).unwrap_or(0),
            asks: count(into.image.asks.len()),
            status: case.status.0,
            identity: case.identity.0,
            due_at: case.due_at,
            confirm: plan.says.contains(&Beware::OtherPerson),
            says: plan.says.iter().copied().collect(),
        });
        Ok(preview)
    }

    /// As [`Desk::bulk`].
    pub(super) async fn merge_all(
        &self,
        marked: &Marked,
        other_person: bool,
        key: Uuid,
        mut progress: impl FnMut(u32, u32) -> bool + Send,
    ) -> Result<BulkDone> {
        let merging = self.merging(marked, Some(key)).await?;
        let total = count(merging.from.len());
        let mut result = BulkDone {
            id: key,
            done: merging.before,
            refused: Vec::new(),
            stopped: false,
            undoable: true,
        };
        let mut looked = 0;
        for batch in merging.from.chunks(BATCH) {
            if !progress(looked, total) {
                result.stopped = true;
                break;
            }
            let into = merging.into.ok_or_else(|| Error::internal("merge: into"))?;
            let mut act = self.act().await?;
            let planned = self
                .plan_merges(&mut act, (batch, into), other_person, &mut result.refused)
                .await;
            let (plan, entries) = match planned {
                // Somebody has merged it into another, or erased it.
                Err(error @ (Error::CaseMerged { .. } | Error::CaseErased)) => {
                    for case in batch {
                        let number = self.number_of(&mut act.tx, *case).await?;
                        refuse(&mut result.refused, number, error.clone())?;
                    }
                    looked += count(batch.len());
                    continue;
                }
                planned => planned?,
            };
            let (_, from) = whole(&plan)?;
            let done = count(from.len());
            if let Some(first) = from.first() {
                let on = at(first.before.case.id, Some(key));
                self.carry_out_plan(
                    &mut act,
                    on,
                    CaseAct::Merge,
                    plan,
                    entries,
                    (&[], Some(key)),
                )
                .await?;
                act.commit().await?;
            }
            result.done += done;
            looked += count(batch.len());
        }
        result.undoable = result.done > 0;
        progress(looked, total);
        Ok(result)
    }

    /// What there is to merge. What was merged under the key is merged, whatever is listed by now.
    async fn merging(&self, marked: &Marked, key: Option<Uuid>) -> Result<Merging> {
        let marked = self.marked(marked).await?;
        let mut tx = self.read().await?;
        let before = match key {
            Some(key) => self.done_under(&mut tx, key, CaseAct::Merge).await?,
            None => BTreeSet::new(),
        };
        let mut cases = Vec::new();
        for id in before.union(&marked.into_iter().collect()) {
            let case = store::complaints::get(&mut tx, *id).await?;
            let there = case.merged_into.is_none() && case.erased_at.is_none();
            cases.push((case.number, *id, there));
        }
        cases.sort_unstable();
        let into = cases.iter().find(|(_, id, there)| match before.is_empty() {
            true => *there,
            false => before.contains(id),
        });
        let into = into.map(|(_, id, _)| *id);
        let goes = |id: &Uuid| Some(*id) != into && !before.contains(id);
        Ok(Merging {
            into,
            up_to: cases.last().map_or(0, |(last, ..)| number(*last)),
            from: cases
                .into_iter()
                .map(|(_, id, _)| id)
                .filter(goes)
                .collect(),
            before: count(before.len().saturating_sub(1)),
        })
    }

    /// Plans merging cases into one, the one after the other, so that each sees what the last has
    /// left; all of them counted anew once.
    ///
    /// # Errors
    /// [`Error::CaseMerged`] and [`Error::CaseErased`] of the case that they are to go into.
    async fn plan_merges(
        &self,
        act: &mut Act<'_>,
        (from, into): (&[Uuid], Uuid),
        other_person: bool,
        refused: &mut Vec<Refused>,
    ) -> Result<(Plan, Vec<Entry>)> {
        // In the order of their ids, as everybody takes them.
        for case in from.iter().chain([&into]).collect::<BTreeSet<_>>() {
            store::complaints::lock(&mut act.tx, *case).await?;
        }
        let to = self.part(act, into).await?;
        let mut to = self.receiver(to)?;
        let mut plan = Plan {
            parts: Vec::with_capacity(from.len() + 1),
            begun: None,
            objects: Vec::new(),
            by_hand: Vec::new(),
            says: BTreeSet::new(),
        };
        let mut log = Vec::new();
        for case in from {
            let mut part = self.any_part(act, *case).await?;
            let may = self.whole(act, &part.before).await;
            let same = match may.and_then(|()| to.takes(&part)) {
                Ok(same) => same,
                Err(error) => {
                    refuse(refused, number(part.before.case.number), error)?;
                    continue;
                }
            };
            if !same {
                plan.says.insert(Beware::OtherPerson);
            }
            if !same && !other_person {
                let error = Error::MergeOtherPerson {
                    from: part.before.case.number,
                    into: to.part.before.case.number,
                };
                refuse(refused, number(part.before.case.number), error)?;
                continue;
            }
            plan.says.extend(self.join(&mut part, &mut to, same)?);
            plan.objects.extend(goes(act, *case, into).await?);
            let (case, receiver) = (&part.before.case, &to.part);
            let identity = receiver.image.case.identity.0;
            log.extend(entries(case, &receiver.before.case, identity, same));
            plan.parts.push(part);
        }
        plan.parts.push(to.settled());
        self.settle(&mut plan, act.now)?;
        let (into, from) = whole(&plan)?;
        if into.image.case.kinds_proposed && !from.is_empty() {
            plan.says.insert(Beware::Proposed);
        }
        Ok((plan, log))
    }
}

/// The case that the others of a plan go into, and those.
fn whole(plan: &Plan) -> Result<(&Part, &[Part])> {
    let parts = plan.parts.split_last();
    parts.ok_or_else(|| Error::internal("merge: parts"))
}
