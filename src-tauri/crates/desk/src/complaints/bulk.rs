//! One act on many cases: a transaction for each batch, what is not possible told beforehand and
//! left as it was, and one undo for all.

use std::collections::{BTreeMap, BTreeSet};

use domain::complaints::CaseAct;
use domain::search::Query;
use uuid::Uuid;

use super::acts::invalid;
use super::engine::{Work, first_of};
use super::narrow::unknown;
use super::opening::number;
use super::{BulkDone, BulkPreview, Deed, ListQuery, Marked, On, Refused};
use crate::door::Act;
use crate::{Desk, Error, Result};

/// Cases of one transaction: others wait for the log's head as long as one goes.
pub(super) const BATCH: usize = 50;
/// Numbers that are told of what is refused for one reason.
const NAMED: usize = 20;

type Change = Box<dyn Fn(&mut Work<'_>) -> Result<()> + Send + Sync>;

impl Desk {
    /// What an act would do to the marked cases. Nothing is changed.
    ///
    /// # Errors
    /// [`Error::Invalid`] for what the act was given; [`Error::UnknownWord`] for a query that can't
    /// be understood.
    pub async fn bulk_preview(&self, marked: &Marked, deed: Deed) -> Result<BulkPreview> {
        if let Deed::Merge { other_person } = deed {
            return self.merge_all_preview(marked, other_person).await;
        }
        let deed = self.checked(deed).await?;
        let (acts, undoable) = (deed.acts()?, deed.is_undoable());
        let mut cases = self.marked(marked).await?;
        let change = self.change(deed, &mut cases).await?;
        let mut refused = Vec::new();
        let mut up_to = 0;
        for batch in cases.chunks(BATCH) {
            let mut act = self.act().await?;
            for case in batch {
                up_to = up_to.max(self.number_of(&mut act.tx, *case).await?);
                let plan = self.plan(&mut act, at(*case, None), &acts, &change);
                if let Err(error) = plan.await {
                    let number = self.number_of(&mut act.tx, *case).await?;
                    refuse(&mut refused, number, error)?;
                }
            }
        }
        let total = count(cases.len());
        Ok(BulkPreview {
            total,
            possible: total - refused.iter().map(|one| one.count).sum::<u32>(),
            refused,
            undoable,
            up_to,
            merged: None,
        })
    }

    /// Does an act to each of the marked cases that it is open to. `key` makes a repeat harmless.
    /// `progress` hears how many were looked at, of how many, and may end it: then what was done
    /// stays done.
    ///
    /// # Errors
    /// As [`Desk::bulk_preview`]; what goes wrong in a batch leaves that batch as it was.
    pub async fn bulk(
        &self,
        marked: &Marked,
        deed: Deed,
        key: Uuid,
        mut progress: impl FnMut(u32, u32) -> bool + Send,
    ) -> Result<BulkDone> {
        if let Deed::Merge { other_person } = deed {
            return self.merge_all(marked, other_person, key, progress).await;
        }
        let deed = self.checked(deed).await?;
        let (acts, undoable) = (deed.acts()?, deed.is_undoable());
        let mut cases = self.marked(marked).await?;
        let change = self.change(deed, &mut cases).await?;
        // What it was done to under this key may not be listed any more.
        cases.extend({
            let mut tx = self.read().await?;
            self.done_under(&mut tx, key, first_of(&acts)?).await?
        });
        cases.sort_unstable();
        cases.dedup();
        let mut result = BulkDone {
            id: key,
            done: 0,
            refused: Vec::new(),
            stopped: false,
            undoable,
        };
        let mut looked = 0;
        for batch in cases.chunks(BATCH) {
            if !progress(looked, count(cases.len())) {
                result.stopped = true;
                break;
            }
            let mut act = self.act().await?;
            let mut changed = false;
            for case in batch {
                let on = at(*case, Some(key));
                if self
                    .done_before(&mut act, on, first_of(&acts)?)
                    .await?
                    .is_some()
                {
                    result.done += 1;
                    continue;
                }
                match self.plan(&mut act, on, &acts, &change).await {
                    Ok(plan) => {
                        self.carry_out(&mut act, on, plan, Some(key)).await?;
                        changed = true;
                        result.done += 1;
                    }
                    Err(error) => {
                        let number = self.number_of(&mut act.tx, *case).await?;
                        refuse(&mut result.refused, number, error)?;
                    }
                }
            }
            if changed {
                act.commit().await?;
            }
            looked += count(batch.len());
        }
        result.undoable &= result.done > 0;
        progress(looked, count(cases.len()));
        Ok(result)
    }

    /// Takes back what was done to many, wherever nothing happened to the case since.
    ///
    /// # Errors
    /// [`Error::UndoNothing`] where nothing is left of it.
    pub async fn bulk_undo(&self, bulk: Uuid) -> Result<BulkDone> {
        let acts = {
            let mut tx = self.read().await?;
            store::acts::of_bulk(&mut tx, bulk).await?
        };
        if acts.is_empty() {
            return Err(Error::UndoNothing);
        }
        let mut result = BulkDone {
            id: bulk,
            done: 0,
            refused: Vec::new(),
            stopped: false,
            undoable: false,
        };
        // Of merges each is a batch.
        let size = if acts.iter().any(|(_, several)| *several) {
            1
        } else {
            BATCH
        };
        for batch in acts.chunks(size) {
            let mut act = self.act().await?;
            let mut changed = false;
            for (id, _) in batch {
                let cases = self.undone_with(&mut act, *id).await?;
                match self.undo_in(&mut act, *id).await {
                    Ok(_) => {
                        changed = true;
                        result.done += count(cases.len());
                    }
                    Err(error) => {
                        for number in cases {
                            refuse(&mut result.refused, number, error.clone())?;
                        }
                    }
                }
            }
            if changed {
                act.commit().await?;
            }
        }
        Ok(result)
    }

    /// The cases to which an act was done under a bulk's key, also where it was undone since.
    ///
    /// # Errors
    /// [`Error::Invalid`] for the key of another act.
    pub(super) async fn done_under(
        &self,
        tx: &mut store::Tx,
        key: Uuid,
        word: CaseAct,
    ) -> Result<BTreeSet<Uuid>> {
        let done = store::acts::cases_of_bulk(tx, key).await?;
        if done.iter().any(|(_, act)| act != word.as_str()) {
            return Err(invalid("key"));
        }
        Ok(done.into_iter().map(|(case, _)| case).collect())
    }

    /// The numbers of the cases that an act was done to; of a merge those that went into the other,
    /// which has the lowest.
    async fn undone_with(&self, act: &mut Act<'_>, id: Uuid) -> Result<Vec<u32>> {
        let row = store::acts::get(&mut act.tx, id).await?;
        let case = row.and_then(|row| row.case_id).unwrap_or_default();
        let further = store::acts::further(&mut act.tx, id).await?;
        let mut numbers = vec![self.number_of(&mut act.tx, case).await?];
        for (case, _) in &further {
            numbers.push(self.number_of(&mut act.tx, *case).await?);
        }
        numbers.sort_unstable();
        Ok(numbers.split_off(usize::from(!further.is_empty())))
    }

    /// What an act makes of each case.
    async fn change(&self, deed: Deed, cases: &mut Vec<Uuid>) -> Result<Change> {
        if let Deed::Link { to } = deed {
            let ties = self.ties(cases, to).await?;
            return Ok(Box::new(move |work| ties.apply(work)));
        }
        Ok(Box::new(move |work| deed.apply(work)))
    }

    /// The cases that are marked, in the order of their ids: two who mark the same wait for each
    /// other and never for good.
    pub(super) async fn marked(&self, marked: &Marked) -> Result<Vec<Uuid>> {
        let mut cases = marked.cases.clone();
        if let Some(shows) = &marked.all {
            let query = ListQuery {
                view: shows.view,
                query: shows.query.clone(),
                limit: 500,
                ..ListQuery::default()
            };
            let listed = self.all_listed(query).await?.into_iter();
            let known = |number: u32| marked.up_to.is_none_or(|last| number <= last);
            cases.extend(
                listed
                    .filter(|(_, number)| known(*number))
                    .map(|(id, _)| id),
            );
        }
        cases.retain(|id| !marked.except.contains(id));
        cases.sort_unstable();
        cases.dedup();
        Ok(cases)
    }

    /// Every case that a query lists, with its number.
    async fn all_listed(&self, mut query: ListQuery) -> Result<Vec<(Uuid, u32)>> {
        let parsed = Query::parse(&query.query).map_err(unknown)?;
        if query.view.stored().is_none() {
            // Its rows are messages.
            return Ok(Vec::new());
        }
        if !parsed.has_text() {
            let mut tx = self.read().await?;
            let listing = self.listing(&mut tx, &query, &parsed).await?;
            let rows = store::complaints::ids(&mut tx, &listing, i64::MAX).await?;
            return Ok(rows.into_iter().map(|(id, n)| (id, number(n))).collect());
        }
        let mut found = Vec::new();
        loop {
            let page = self.cases_list(&query).await?;
            found.extend(
                page.rows
                    .iter()
                    .map(|row| (row.id, row.number.unwrap_or(0))),
            );
            query.after = page.next;
            if query.after.is_none() {
                return Ok(found);
            }
        }
    }

    pub(super) async fn number_of(&self, tx: &mut store::Tx, case: Uuid) -> Result<u32> {
        Ok(number(store::complaints::get(tx, case).await?.number))
    }
}

/// A case as an act of a bulk names it: the same case under the same key is the same act.
pub(super) fn at(case: Uuid, key: Option<Uuid>) -> On {
    On {
        case,
        version: None,
        key: key.map(|key| Uuid::from_u128(key.as_u128() ^ case.as_u128())),
    }
}

/// Notes why a case is left as it was. What is wrong with the workspace ends everything.
pub(super) fn refuse(refused: &mut Vec<Refused>, number: u32, error: Error) -> Result<()> {
    if !matches!(
        error,
        Error::Blocked { .. }
            | Error::Invalid { .. }
            | Error::CaseErased
            | Error::CaseMerged { .. }
            | Error::LinkedAlready
            | Error::UndoNotPossible
            | Error::UndoSince { .. }
            | Error::UndoAdded
            | Error::UndoGone
            | Error::UnknownGround { .. }
            | Error::RefusalIncomplete { .. }
            | Error::MergeOtherPerson { .. }
            | Error::MergeOtherLaw { .. }
    ) {
        return Err(error);
    }
    let params: BTreeMap<String, String> = error
        .params()
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    let code = error.code().to_owned();
    let known = refused
        .iter()
        .position(|one| one.code == code && one.params == params);
    let place = known.unwrap_or_else(|| {
        refused.push(Refused {
            code,
            params,
            count: 0,
            numbers: Vec::new(),
        });
        refused.len() - 1
    });
    refused[place].count += 1;
    if refused[place].numbers.len() < NAMED {
        refused[place].numbers.push(number);
    }
    Ok(())
}

pub(super) fn count(cases: usize) -> u32 {
    u32::try_from(cases).unwrap_or(u32::MAX)
}
