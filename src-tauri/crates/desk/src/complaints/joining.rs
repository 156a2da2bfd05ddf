//! What a case has to do with others: those that went into it, the one that it went into or was
//! taken out of, and open ones that may be the same.

use store::complaints::{CaseRow, Image, LinkRow};
use uuid::Uuid;

use super::acts::invalid;
use super::opening::number;
use super::{AlikeView, Done, Head, LinkView, MergeInput, MergedView, On};
use crate::door::Entry;
use crate::{Desk, Error, Result, fields};

/// Cases that may be the same are shown so many, with a reason each.
const ALIKE: i64 = 40;

/// What a case has to do with others that it was made of, or may be.
pub(super) struct Joining {
    pub merged_into: Option<(Uuid, u32)>,
    pub merged: Vec<MergedView>,
    pub split_from: Option<(Uuid, u32)>,
    pub alike: Vec<AlikeView>,
    pub links: Vec<LinkView>,
    /// The cases of which somebody said that they are others.
    pub distinct: Vec<Uuid>,
}

impl Desk {
    /// Says of two cases that they are not the same, although they look it; or that this is open
    /// again.
    ///
    /// # Errors
    /// [`Error::CaseNotFound`]; [`Error::CaseErased`].
    pub async fn case_distinct(&self, case: Uuid, other: Uuid, distinct: bool) -> Result<()> {
        if case == other {
            return Err(invalid("other"));
        }
        let mut act = self.act().await?;
        let mut numbers = [0, 0];
        for (at, id) in [case, other].into_iter().enumerate() {
            let row = store::complaints::get(&mut act.tx, id).await?;
            if row.erased_at.is_some() {
                return Err(Error::CaseErased);
            }
            numbers[at] = row.number;
        }
        store::complaints::set_distinct(&mut act.tx, case, other, distinct).await?;
        act.log(
            Entry::case("case.distinct", case)
                .with("other", numbers[1])
                .with("distinct", distinct),
        );
        act.commit().await.map(drop)
    }

    /// Puts a case that was taken out of another back into it.
    ///
    /// # Errors
    /// [`Error::NotSplit`]; as [`Desk::case_merge`].
    pub async fn case_unsplit(&self, on: On, other_person: bool) -> Result<Done> {
        let into = {
            let mut tx = self.read().await?;
            let case = store::complaints::get(&mut tx, on.case).await?;
            let from = case.split_from.ok_or(Error::NotSplit)?;
            store::complaints::root(&mut tx, from).await?
        };
        self.case_merge(on, MergeInput { into, other_person }).await
    }

    /// What a case has to do with others.
    pub(super) async fn joining(&self, tx: &mut store::Tx, image: &Image) -> Result<Joining> {
        let (case, id) = (&image.case, image.case.id);
        let merged = store::complaints::merged_into(tx, id).await?;
        let alike = self.alike(tx, id).await?;
        let links = self.links(tx, id, &merged, &alike).await?;
        let merged_into = match case.merged_into {
            Some(into) => Some(self.root_of(tx, into).await?),
            None => None,
        };
        let split_from = match case.split_from {
            Some(from) => Some(self.root_of(tx, from).await?),
            None => None,
        };
        Ok(Joining {
            merged_into,
            merged: self.merged_views(tx, &merged).await?,
            split_from: split_from.filter(|(from, _)| *from != id),
            alike,
            links,
            distinct: store::complaints::distinct(tx, id).await?,
        })
    }

    /// Open cases that may be the same, with every reason.
    async fn alike(&self, tx: &mut store::Tx, id: Uuid) -> Result<Vec<AlikeView>> {
        let mut alike: Vec<AlikeView> = Vec::new();
        for row in store::complaints::alike(tx, id, ALIKE).await? {
            if let Some(one) = alike.iter_mut().find(|one| one.case == row.case_id) {
                one.because.push(row.because);
                continue;
            }
            let (case, head) = self.case_and_head(tx, row.case_id).await?;
            alike.push(AlikeView {
                case: case.id,
                number: number(case.number),
                name: head.name,
                subject: head.subject,
                status: case.status.0,
                because: vec![row.because],
            });
        }
        Ok(alike)
    }

    async fn merged_views(&self, tx: &mut store::Tx, merged: &[Uuid]) -> Result<Vec<MergedView>> {
        let mut views = Vec::with_capacity(merged.len());
        for id in merged {
            let case = store::complaints::get(tx, *id).await?;
            // A split that was undone left a number alone: nothing went anywhere.
            if case.split_from.is_some() && store::acts::last_on(tx, *id).await?.is_none() {
                continue;
            }
            let text = match &case.body {
                Some(sealed) => {
                    let key = self.case_key(tx, *id).await?;
                    Some(
                        self.ring()
                            .open_text(&key, fields::CASE_BODY, *id, sealed)?,
                    )
                }
                None => None,
            };
            views.push(MergedView {
                case: *id,
                number: number(case.number),
                channel: case.channel.0,
                received_at: case.received_at,
                text,
            });
        }
        Ok(views)
    }

    /// The cases that a case and those that went into it are linked to, and others of the same
    /// address, as far as they are not open and shown as alike.
    async fn links(
        &self,
        tx: &mut store::Tx,
        id: Uuid,
        merged: &[Uuid],
        alike: &[AlikeView],
    ) -> Result<Vec<LinkView>> {
        let mut rows = store::complaints::links(tx, id).await?;
        for case in merged {
            let linked = store::complaints::linked(tx, *case).await?;
            rows.extend(linked.into_iter().map(|case_id| LinkRow {
                case_id,
                linked: true,
            }));
        }
        let mut links: Vec<LinkView> = Vec::new();
        for row in rows {
            let case = store::complaints::root(tx, row.case_id).await?;
            if case == id
                || links.iter().any(|link| link.case == case)
                || alike.iter().any(|one| one.case == case)
            {
                continue;
            }
            let (case, head) = self.case_and_head(tx, case).await?;
            links.push(LinkView {
                case: case.id,
                number: number(case.number),
                subject: head.subject,
                status: case.status.0,
                linked: row.linked,
            });
        }
        Ok(links)
    }

    /// The case that a case is in now, with its number.
    pub(super) async fn root_of(&self, tx: &mut store::Tx, case: Uuid) -> Result<(Uuid, u32)> {
        let root = store::complaints::root(tx, case).await?;
        let row = store::complaints::get(tx, root).await?;
        Ok((root, number(row.number)))
    }

    async fn case_and_head(&self, tx: &mut store::Tx, id: Uuid) -> Result<(CaseRow, Head)> {
        let case = store::complaints::get(tx, id).await?;
        let key = self.case_key(tx, id).await?;
        let head = self
            .ring()
            .open_json(&key, fields::CASE_HEAD, id, &case.sealed)?;
        Ok((case, head))
    }
}
