//! An extension counts from when the person is told of it within the first period (GDPR 12(3)), so
//! the letter that tells them is what extends.

use domain::letters::{Field, LetterKind};
use uuid::Uuid;

use super::{Decisions, DraftView, ExtensionInput, SaveDraft};
use crate::letters::{language_of, written};
use crate::{Desk, Error, Result};

impl Desk {
    /// Writes the letter that tells the person of an extension, as a draft; the clock is extended
    /// when it is sent.
    ///
    /// # Errors
    /// [`Error::Blocked`] where the clock can't be extended, or not any more; [`Error::Invalid`]
    /// without a reason or for another clock; [`Error::CaseNotFound`]; [`Error::CaseErased`].
    pub async fn extension_draft(&self, case: Uuid, extends: ExtensionInput) -> Result<DraftView> {
        let invalid = |field: &str| Error::Invalid {
            field: field.to_owned(),
        };
        let reason = extends.reason.trim().to_owned();
        if reason.is_empty() {
            return Err(invalid("reason"));
        }
        let mut writing = self.reply_begin(case, None).await?.writing;
        let detail = self.case_detail(case, 0).await?;
        let clock = detail.clocks.iter().find(|one| one.id == extends.clock);
        let clock = &clock.ok_or_else(|| invalid("clock"))?.clock;
        let open = clock.extension.granted.is_none() && clock.met_at.is_none();
        let offer = clock.extension.offer.filter(|_| open);
        let offer = offer.filter(|offer| self.now() <= offer.tell_by);
        let offer = offer.ok_or_else(|| Error::Blocked {
            missing: "extension-open".to_owned(),
        })?;
        let language = language_of(detail.language.as_deref());
        let more = [
            (Field::DueBefore, written(offer.first_due_date, language)),
            (Field::Due, written(offer.longest_due_date, language)),
            (Field::Reason, reason.clone()),
        ];
        let letter = self
            .letter_filled(detail.id, LetterKind::Extension, language, &more)
            .await?;
        writing.text = letter.text;
        writing.quoted = String::new();
        writing.decides = Decisions {
            extends: Some(ExtensionInput { reason, ..extends }),
            ..Decisions::default()
        };
        self.draft_save(SaveDraft {
            case: detail.id,
            id: None,
            version: None,
            writing,
        })
        .await
    }
}
