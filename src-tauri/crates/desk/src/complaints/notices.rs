//! What is worth a word while nobody looks at the window.

use chrono::{DateTime, Utc};
use store::complaints::{Condition, Group, View};

use super::Notices;
use super::list::{EXACT, total};
use crate::{Desk, Result};

impl Desk {
    /// What came in since that is urgent, and what falls due later today. Looking is no act.
    ///
    /// # Errors
    /// [`crate::Error::NotAllowed`] for who is no officer.
    pub async fn notices(&self, since: DateTime<Utc>) -> Result<Notices> {
        self.ring().complaints()?;
        let tomorrow = self.today().succ_opt().and_then(|day| self.day_begins(day));
        let mut due = self.all_of(View::DueSoon);
        due.groups = vec![Group {
            must: vec![Condition::Due((None, tomorrow))],
            ..Group::default()
        }];
        let mut tx = self.read().await?;
        Ok(Notices {
            urgent: store::complaints::stats::urgent_since(&mut tx, since).await?,
            due_today: total(store::complaints::count(&mut tx, &due, EXACT).await?).count,
        })
    }
}
