//! The image of a case: what an undo brings back.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AskRow, CaseRow, ClockRow, PartyRow, TaskRow};
use crate::{Result, Tx};

/// Everything of a case that acts may change. Messages and notes are added, never changed, and
/// are not part of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Image {
    pub case: CaseRow,
    pub asks: Vec<AskRow>,
    pub parties: Vec<PartyRow>,
    pub clocks: Vec<ClockRow>,
    /// Empty in images from before there were any.
    #[serde(default)]
    pub tasks: Vec<TaskRow>,
    pub tags: Vec<String>,
    pub links: Vec<Uuid>,
}

impl Image {
    /// Reads the image of a case.
    pub async fn of(tx: &mut Tx, case: Uuid) -> Result<Self> {
        Ok(Self {
            case: super::get(tx, case).await?,
            asks: super::asks(tx, case).await?,
            parties: super::parties(tx, case).await?,
            clocks: super::clocks(tx, case).await?,
            tasks: super::tasks(tx, case).await?,
            tags: super::tags(tx, case).await?,
            links: super::linked(tx, case).await?,
        })
    }

    /// Reads the image of a case that is about to be changed: nobody else writes it meanwhile.
    pub async fn locked(tx: &mut Tx, case: Uuid) -> Result<Self> {
        super::lock(tx, case).await?;
        Self::of(tx, case).await
    }

    /// Writes images over what the database holds, each the first over the second: what goes from
    /// one case to another leaves the one before it comes to the other.
    ///
    /// # Errors
    /// As [`Image::write`].
    pub async fn write_all(tx: &mut Tx, images: &[(&Self, &Self)]) -> Result<()> {
        for (image, now) in images {
            let id = now.case.id;
            if image.asks != now.asks {
                super::set_asks(tx, id, &[]).await?;
            }
            if image.parties != now.parties {
                super::set_parties(tx, id, &[]).await?;
            }
            if image.clocks != now.clocks {
                super::set_clocks(tx, id, &[]).await?;
            }
            if image.tasks != now.tasks {
                super::set_tasks(tx, id, &[]).await?;
            }
        }
        for (image, now) in images {
            image.write(tx, now).await?;
        }
        Ok(())
    }

    /// Writes this image over `now`, which must be what the database holds. Only what differs
    /// is written; the case's version rises by one.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] where the case is no longer at `now`'s version.
    pub async fn write(&self, tx: &mut Tx, now: &Self) -> Result<()> {
        let id = now.case.id;
        let mut case = self.case.clone();
        case.version = now.case.version;
        super::save(tx, &case).await?;
        if self.asks != now.asks {
            super::set_asks(tx, id, &self.asks).await?;
        }
        if self.parties != now.parties {
            super::set_parties(tx, id, &self.parties).await?;
        }
        if self.clocks != now.clocks {
            super::set_clocks(tx, id, &self.clocks).await?;
        }
        if self.tasks != now.tasks {
            super::set_tasks(tx, id, &self.tasks).await?;
        }
        if self.tags != now.tags {
            super::set_tags(tx, id, &self.tags).await?;
        }
        for gone in now.links.iter().filter(|l| !self.links.contains(l)) {
            super::set_link(tx, id, *gone, false).await?;
        }
        for new in self.links.iter().filter(|l| !now.links.contains(l)) {
            super::set_link(tx, id, *new, true).await?;
        }
        Ok(())
    }
}
