//! The undertaking of confidentiality that everyone of a team signs before they see a complaint: the
//! privacy policy promises that the company's people are bound by one. Who has a workspace alone may
//! sign it at any time, and has to once it becomes a team's.

use chrono::{DateTime, Utc};
use domain::data::Language;
use store::team::UndertakingRow;
use uuid::Uuid;
use vault::Secrets;

use crate::door::Entry;
use crate::{Desk, Result};

/// The edition that is signed now. Another text is another edition; what was signed stays.
pub const UNDERTAKING_EDITION: &str = "2026-1";

/// The text, to be read before it is signed.
pub const fn undertaking_in(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../../../../assets/undertaking/2026-1.en.txt"),
        Language::Chinese => include_str!("../../../../../assets/undertaking/2026-1.zh-CN.txt"),
    }
}

/// What is signed: which edition, in both languages, where, and by whom.
fn undertaking_text(workspace: Uuid, person: Uuid) -> String {
    format!(
        "privacy-desk undertaking {UNDERTAKING_EDITION}\n{workspace}\n{person}\n{}\n{}",
        undertaking_in(Language::English),
        undertaking_in(Language::Chinese)
    )
}

/// The undertaking as signed by the person whose keys these are.
pub(crate) fn undertaken(workspace: Uuid, secrets: &Secrets, at: DateTime<Utc>) -> UndertakingRow {
    let text = undertaking_text(workspace, secrets.person);
    UndertakingRow {
        person: secrets.person,
        edition: UNDERTAKING_EDITION.to_owned(),
        at,
        signature: secrets.signing.sign(text.as_bytes()).to_vec(),
    }
}

impl Desk {
    /// Signs the undertaking, if this person has not yet.
    pub async fn undertake(&self) -> Result<()> {
        if self.has_undertaken().await? {
            return Ok(());
        }
        let mut act = self.act().await?;
        let row = undertaken(self.ring().workspace, &self.inner.secrets, act.now);
        store::team::undertake(&mut act.tx, &row).await?;
        act.log(
            Entry::person("person.undertook", self.inner.me.id)
                .with("edition", UNDERTAKING_EDITION),
        );
        act.commit().await.map(drop)
    }

    /// Whether this person has signed the edition of now.
    pub(crate) async fn has_undertaken(&self) -> Result<bool> {
        let mut tx = self.read().await?;
        let all = store::team::undertakings(&mut tx).await?;
        let me = self.inner.me.id;
        Ok(all
            .iter()
            .any(|one| one.person == me && one.edition == UNDERTAKING_EDITION))
    }
}
