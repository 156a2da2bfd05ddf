//! The demonstration: a workspace filled through the real intake with mail that the program
//! writes itself.

mod work;

use std::fs;

use vault::KdfParams;

use super::place::{Place, io_error, make_folder};
use super::{Creation, NewWorkspace};
use crate::door::system_clock;
use crate::intake::{ImportInput, ImportReport};
use crate::{Desk, Result};

/// The passphrase of every demonstration: it holds nothing that is true.
pub const DEMO_PASSPHRASE: &str = "look around first";

/// Messages in the demonstration.
const MESSAGES: usize = 150;

impl Desk {
    /// Opens the demonstration at a place, and makes it first where it is not there yet.
    ///
    /// # Errors
    /// Those of [`Desk::open`] and [`Creation::finish`].
    pub async fn demo(
        place: Place,
        seed: u64,
        progress: impl FnMut(ImportReport) + Send,
    ) -> Result<Self> {
        if place.folder.join(vault::NAME).exists() {
            let desk = Self::open(place, DEMO_PASSPHRASE).await?;
            // Cut off while it was filled: the rest comes in now, nothing twice.
            desk.fill(seed, progress).await?;
            return Ok(desk);
        }
        let input = NewWorkspace {
            name: "Ming Live".to_owned(),
            person: "Li Wen".to_owned(),
            ..NewWorkspace::default()
        };
        let creation = Creation::keys(
            place,
            DEMO_PASSPHRASE,
            input,
            KdfParams::RECOMMENDED,
            true,
            system_clock(),
        )?;
        let desk = creation.finish_unchecked().await?;
        desk.fill(seed, progress).await?;
        desk.work().await?;
        Ok(desk)
    }

    /// Writes the mail to a folder, brings it in, and removes the folder.
    async fn fill(&self, seed: u64, progress: impl FnMut(ImportReport) + Send) -> Result<()> {
        let folder = self.inner.folder.join("demo-mail");
        // The mail is dated by the day the workspace was made, so that it is the same each time.
        let today = self
            .row()
            .created_at
            .with_timezone(&self.zone())
            .date_naive();
        make_folder(&folder).map_err(|e| io_error(&folder, &e))?;
        for (index, raw) in mail::demo::mailbox(seed, today, MESSAGES)
            .iter()
            .enumerate()
        {
            let file = folder.join(format!("{index:04}.eml"));
            fs::write(&file, raw).map_err(|e| io_error(&file, &e))?;
        }
        let input = ImportInput {
            paths: vec![folder.display().to_string()],
            history: false,
            dry_run: false,
        };
        let report = self.import(input, progress).await;
        fs::remove_dir_all(&folder).map_err(|e| io_error(&folder, &e))?;
        report.map(drop)
    }
}
