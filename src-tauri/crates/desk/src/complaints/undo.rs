//! Undo: a compensating act that brings the case's image back.

use domain::complaints::{CaseAct, Disposition, Status};
use serde::{Deserialize, Serialize};
use store::complaints::Image;
use uuid::Uuid;
use vault::DataKey;

use super::Done;
use super::opening::number;
use super::several::Before;
use crate::door::{Act, Entry};
use crate::{Desk, Error, Result, fields};

/// A case as it was before it was linked to others or parted from them. Which those were is told
/// apart: the same case may be linked from the other side meanwhile.
#[derive(Serialize, Deserialize)]
pub(super) struct Linked {
    pub image: Image,
    pub tied: Vec<Uuid>,
    pub parted: Vec<Uuid>,
}

impl Desk {
    /// What an undo of an act brings back, sealed.
    pub(super) fn sealed_before(
        &self,
        key: &DataKey,
        (word, image): (CaseAct, &Image),
        before: Image,
    ) -> Result<Vec<u8>> {
        let (ring, case) = (self.ring(), before.case.id);
        if word != CaseAct::Link {
            return ring.seal_json(key, fields::ACT_IMAGE, case, &before);
        }
        let without = |these: &[Uuid], those: &[Uuid]| {
            let these = these.iter().copied();
            these.filter(|one| !those.contains(one)).collect()
        };
        let linked = Linked {
            tied: without(&image.links, &before.links),
            parted: without(&before.links, &image.links),
            image: before,
        };
        ring.seal_json(key, fields::ACT_IMAGE, case, &linked)
    }

    /// Takes an act back, if nothing happened to its cases since. The log keeps both. Then the act
    /// before it can be taken back in turn.
    ///
    /// # Errors
    /// [`Error::UndoNotPossible`]; [`Error::UndoSince`] naming the case to which something happened;
    /// [`Error::UndoAdded`] where it added a message or a note; [`Error::UndoGone`] where what was
    /// before is kept no more; [`Error::ReplySent`] where a server was asked to take what it sends;
    /// [`Error::CaseErased`].
    pub async fn undo(&self, id: Uuid) -> Result<Done> {
        let mut act = self.act().await?;
        let done = self.undo_in(&mut act, id).await?;
        act.commit().await?;
        Ok(done)
    }

    /// As [`Desk::undo`], in an act that is still to be committed.
    pub(super) async fn undo_in(&self, act: &mut Act<'_>, id: Uuid) -> Result<Done> {
        let row = store::acts::get(&mut act.tx, id)
            .await?
            .ok_or(Error::UndoNotPossible)?;
        let (Some(case), false) = (row.case_id, row.undone) else {
            return Err(Error::UndoNotPossible);
        };
        let now = Image::of(&mut act.tx, case).await?;
        if now.case.version != row.version_after {
            return Err(Error::UndoNotPossible);
        }
        if now.case.erased_at.is_some() {
            return Err(Error::CaseErased);
        }
        let Some(sealed) = &row.sealed else {
            let added = store::acts::added(&mut act.tx, case, row.at).await?;
            return Err(if added {
                Error::UndoAdded
            } else {
                Error::UndoGone
            });
        };
        let key = self.case_key(&mut act.tx, case).await?;
        let before = self
            .ring()
            .open_json(&key, fields::ACT_IMAGE, case, sealed)?;
        let (mut before, links) = match before {
            Before::Several(together) => {
                return self.undo_several(act, &row, case, together).await;
            }
            Before::Linked(linked) => (linked.image, Some((linked.tied, linked.parted))),
            Before::One(image) => (*image, None),
        };
        let now = Image::locked(&mut act.tx, case).await?;
        if now.case.version != row.version_after {
            return Err(Error::UndoNotPossible);
        }
        self.take_back(act, row.id).await?;
        if row.act != CaseAct::Link.as_str() || links.is_some() {
            // A link may have been made from the other side meanwhile: that is not this act's.
            before.links.clone_from(&now.links);
        }
        if let Some((tied, parted)) = links {
            before.links.retain(|link| !tied.contains(link));
            before.links.extend(parted);
        }
        before.write(&mut act.tx, &now).await?;
        self.index_tasks(&mut act.tx, &[(&before, &now)]).await?;
        if before.parties != now.parties {
            self.index_case(&mut act.tx, case, &key).await?;
        }
        let (then, version) = (before.case.version, now.case.version + 1);
        store::acts::again_at(&mut act.tx, case, then, version).await?;
        store::acts::set_undone(&mut act.tx, id).await?;
        act.log(
            Entry::case("case.undo", case)
                .with("undone", &row.act)
                .with("status", before.case.status.0),
        );
        Ok(Done {
            case,
            number: number(now.case.number),
            version: now.case.version + 1,
            status: before.case.status.0,
            act: "undo".to_owned(),
            undo: None,
        })
    }

    /// Takes the last act on a case back.
    ///
    /// # Errors
    /// As [`Desk::undo`]; [`Error::UndoNothing`] where no act was done yet.
    pub async fn undo_last(&self, case: Uuid) -> Result<Done> {
        let last = {
            let mut tx = self.read().await?;
            store::acts::last_on(&mut tx, case).await?
        };
        self.undo(last.ok_or(Error::UndoNothing)?.id).await
    }

    /// Gives an automated message to a new case: it is a complaint after all.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a message that is not automated.
    pub async fn message_to_case(&self, message: Uuid) -> Result<Done> {
        let row = self.find_message(message).await?;
        if row.message.disposition.0 != Disposition::Automated {
            return Err(Error::Invalid {
                field: "message".to_owned(),
            });
        }
        let opened = self.open_from_message(&row).await?;
        Ok(Done {
            case: opened.id,
            number: number(opened.number),
            version: 1,
            status: Status::New,
            act: "new".to_owned(),
            undo: None,
        })
    }
}
