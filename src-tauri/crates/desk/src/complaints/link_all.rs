//! Linking all marked cases with one another, or with one.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::bulk::{BATCH, count};
use super::engine::Work;
use crate::{Desk, Error, Result};

/// What cases are linked to.
pub(super) struct Ties {
    /// With their numbers; a case is not linked to itself.
    others: BTreeMap<Uuid, i64>,
    /// The cases that are linked to all of them already.
    tied: BTreeSet<Uuid>,
}

impl Desk {
    /// What each of these cases is to be linked to: `to`, which is then none of them, or all others.
    ///
    /// # Errors
    /// [`Error::CaseErased`] of `to`; [`Error::LinkAlone`]; [`Error::LinkTooMany`]: each of many
    /// would have a link to all the others.
    pub(super) async fn ties(&self, cases: &mut Vec<Uuid>, to: Option<Uuid>) -> Result<Ties> {
        let mut tx = self.read().await?;
        let mut others = BTreeMap::new();
        if let Some(to) = to {
            let to = store::complaints::root(&mut tx, to).await?;
            let row = store::complaints::get(&mut tx, to).await?;
            if row.erased_at.is_some() {
                return Err(Error::CaseErased);
            }
            others.insert(to, row.number);
            cases.retain(|case| *case != to);
        } else {
            if cases.len() > BATCH {
                let most = count(BATCH);
                return Err(Error::LinkTooMany { most });
            }
            for case in &*cases {
                let row = store::complaints::get(&mut tx, *case).await?;
                if row.erased_at.is_none() && row.merged_into.is_none() {
                    others.insert(*case, row.number);
                }
            }
            if others.len() < 2 {
                return Err(Error::LinkAlone);
            }
        }
        let mut tied = BTreeSet::new();
        for case in &*cases {
            let links = store::complaints::linked(&mut tx, *case).await?;
            if others.keys().all(|one| one == case || links.contains(one)) {
                tied.insert(*case);
            }
        }
        Ok(Ties { others, tied })
    }
}

impl Ties {
    /// Links a case in memory.
    pub(super) fn apply(&self, work: &mut Work<'_>) -> Result<()> {
        let case = work.image.case.id;
        if self.tied.contains(&case) {
            return Err(Error::LinkedAlready);
        }
        let others = self.others.iter().filter(|(one, _)| **one != case);
        let numbers: Vec<String> = others
            .clone()
            .map(|(_, number)| number.to_string())
            .collect();
        work.image.links.extend(others.map(|(one, _)| *one));
        work.image.links.sort_unstable();
        work.image.links.dedup();
        work.tell("other", numbers.join(", "));
        work.tell("linked", true);
        Ok(())
    }
}
