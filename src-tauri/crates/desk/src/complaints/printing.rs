//! A case on paper.

use uuid::Uuid;

use super::PrintedCase;
use crate::door::Entry;
use crate::{Desk, Result};

impl Desk {
    /// A case with every message whole, to be printed: an act. Notes are internal, and go along
    /// only where they are asked for.
    ///
    /// # Errors
    /// [`crate::Error::CaseNotFound`].
    pub async fn case_print(&self, id: Uuid, notes: bool) -> Result<PrintedCase> {
        let mut act = self.act().await?;
        store::complaints::get(&mut act.tx, id).await?;
        let at = act.now;
        act.log(Entry::case("case.printed", id).with("notes", notes));
        act.commit().await?;
        let detail = self.case_detail(id, usize::MAX).await;
        let mut case = detail.map_err(|e| e.at(&self.inner.folder))?;
        if !notes {
            case.notes.clear();
        }
        let checkpoint = self.audit_checkpoint().await?;
        Ok(PrintedCase {
            case,
            by: self.session().person,
            at,
            checkpoint: checkpoint["checkpoint"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        })
    }
}
