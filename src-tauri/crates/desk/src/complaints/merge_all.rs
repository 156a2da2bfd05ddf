//! Merging all marked cases into the oldest of them: one preview, one transaction, one undo.

use std::collections::BTreeSet;

use domain::complaints::CaseAct;
use domain::complaints::merge::Beware;
use store::complaints::Image;
use uuid::Uuid;

use super::bulk::{at, count, refuse};
use super::opening::number;
use super::{BulkDone, BulkPreview, Marked, MergeInput, MergedPreview, Refused};
use crate::door::Act;
use crate::{Desk, Result};

/// What became of the cases that were to be merged.
struct Went {
    into: Uuid,
    total: u32,
    done: u32,
    refused: Vec<Refused>,
    up_to: u32,
    says: BTreeSet<Beware>,
}

impl Desk {
    /// As [`Desk::bulk_preview`]: it is done, and taken back.
    pub(super) async fn merge_all_preview(
        &self,
        marked: &Marked,
        other_person: bool,
    ) -> Result<BulkPreview> {
        let marked = self.marked(marked).await?;
        let mut act = self.act().await?;
        let went = self
            .merge_each(&mut act, marked, other_person, None)
            .await?;
        let Some(went) = went else {
            return Ok(BulkPreview {
                total: 0,
                possible: 0,
                refused: Vec::new(),
                undoable: true,
                up_to: 0,
                merged: None,
            });
        };
        let part = self.any_part(&mut act, went.into).await?;
        let case = &part.image.case;
        Ok(BulkPreview {
            total: went.total,
            possible: went.done,
            refused: went.refused,
            undoable: true,
            up_to: went.up_to,
            merged: Some(MergedPreview {
                into: self.called(&part)?,
                messages: u32::try_from(case.messages).unwrap_or(0),
                asks: count(part.image.asks.len()),
                status: case.status.0,
                identity: case.identity.0,
                due_at: case.due_at,
                confirm: went.says.contains(&Beware::OtherPerson),
                says: went.says.into_iter().collect(),
            }),
        })
    }

    /// As [`Desk::bulk`].
    pub(super) async fn merge_all(
        &self,
        marked: &Marked,
        other_person: bool,
        key: Uuid,
    ) -> Result<BulkDone> {
        let marked = self.marked(marked).await?;
        let mut act = self.act().await?;
        let went = self
            .merge_each(&mut act, marked, other_person, Some(key))
            .await?;
        let (done, refused) = went.map_or_else(Default::default, |went| (went.done, went.refused));
        if done > 0 {
            act.commit().await?;
        }
        Ok(BulkDone {
            id: key,
            done,
            refused,
            stopped: false,
            undoable: true,
        })
    }

    /// Merges each into the one of the lowest number; the one after the other, so that each sees
    /// what the last has left.
    async fn merge_each(
        &self,
        act: &mut Act<'_>,
        marked: Vec<Uuid>,
        other_person: bool,
        key: Option<Uuid>,
    ) -> Result<Option<Went>> {
        let mut cases = Vec::new();
        let mut refused = Vec::new();
        // In the order of their ids, as everybody takes them.
        for case in marked {
            let image = Image::locked(&mut act.tx, case).await?;
            let number = number(image.case.number);
            match self.whole(act, &image).await {
                Ok(()) => cases.push((number, case)),
                // It was merged by this very act, whose answer was lost.
                Err(_) if self.is_done(act, case, key).await? => cases.push((number, case)),
                Err(error) => refuse(&mut refused, number, error)?,
            }
        }
        cases.sort_unstable();
        let Some(&(_, into)) = cases.first() else {
            return Ok(None);
        };
        let mut went = Went {
            into,
            total: count(cases.len()) - 1 + refused.iter().map(|one| one.count).sum::<u32>(),
            done: 0,
            refused,
            up_to: cases.last().map_or(0, |(number, _)| *number),
            says: BTreeSet::new(),
        };
        for (number, case) in &cases[1..] {
            if self.is_done(act, *case, key).await? {
                went.done += 1;
                continue;
            }
            let on = at(*case, key);
            let input = MergeInput { into, other_person };
            match self.plan_merge(act, *case, into).await {
                Ok((plan, _)) => went.says.extend(plan.says),
                Err(error) => {
                    refuse(&mut went.refused, *number, error)?;
                    continue;
                }
            }
            match self.merge_in(act, on, input, key).await {
                Ok(_) => went.done += 1,
                Err(error) => refuse(&mut went.refused, *number, error)?,
            }
        }
        Ok(Some(went))
    }

    async fn is_done(&self, act: &mut Act<'_>, case: Uuid, key: Option<Uuid>) -> Result<bool> {
        let before = self.done_before(act, at(case, key), CaseAct::Merge).await?;
        Ok(before.is_some())
    }
}
