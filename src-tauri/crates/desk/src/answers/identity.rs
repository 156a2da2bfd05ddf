//! Who asks is established by a code: it goes to the address on record, and who can say it reads
//! mail there. Somebody who merely writes in another's name does not.

use chrono::TimeDelta;
use domain::complaints::{Identity, IdentityMethod, Status};
use domain::letters::{Field, LetterKind};
use store::complaints::Image;
use store::replies::CodeRow;
use uuid::Uuid;

use super::{Decisions, DraftView, SaveDraft};
use crate::complaints::{Done, IdentityInput, On, PartyText};
use crate::door::Entry;
use crate::{Desk, Error, Result, fields};

/// A code holds so long.
const HOLDS: TimeDelta = TimeDelta::days(14);
/// Wrong codes that are taken before a new one is needed.
const ATTEMPTS: i32 = 5;
/// Letters and digits that nobody takes for another.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// So many of them: 40 bits, and five attempts.
const LENGTH: usize = 8;

impl Desk {
    /// Makes a code for whoever has an address of a party, and writes the letter that asks for it
    /// as a draft. A code made before holds no longer. An act.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an address that no party of the case has; [`Error::CaseErased`].
    pub async fn identity_ask(&self, case: Uuid, address: Option<&str>) -> Result<DraftView> {
        let beginning = self.reply_begin(case, None).await?;
        let mut act = self.act().await?;
        let case = store::complaints::root(&mut act.tx, case).await?;
        let image = Image::locked(&mut act.tx, case).await?;
        self.whole(&mut act, &image).await?;
        let key = self.case_key(&mut act.tx, case).await?;
        let mut on_record = Vec::new();
        for party in &image.parties {
            let text: PartyText =
                self.ring()
                    .open_json(&key, fields::PARTY, party.id, &party.sealed)?;
            on_record.push(text.address.to_lowercase());
        }
        let wanted = match address {
            Some(address) => address.trim().to_lowercase(),
            None => on_record.first().cloned().unwrap_or_default(),
        };
        if !wanted.contains('@') || !on_record.contains(&wanted) {
            return Err(Error::Invalid {
                field: "to".to_owned(),
            });
        }
        let code = made()?;
        let row = CodeRow {
            case_id: case,
            code_key: self.code_key(case, &code)?,
            address_key: self.ring().address_key(&wanted)?,
            made_at: act.now,
            attempts: 0,
        };
        store::replies::set_code(&mut act.tx, &row).await?;
        act.log(Entry::case("case.identity-code", case));
        act.commit().await?;

        let language = crate::letters::language_of(image.case.language.as_deref());
        let more = [(Field::Code, code)];
        let letter = self
            .letter_filled(case, LetterKind::IdentityRequest, language, &more)
            .await?;
        let mut writing = beginning.writing;
        writing.to = vec![wanted];
        writing.text = letter.text;
        writing.quoted = String::new();
        writing.decides = Decisions {
            awaits: Some(Status::AwaitingIdentity),
            ..Decisions::default()
        };
        self.draft_save(SaveDraft {
            case,
            id: None,
            version: None,
            writing,
        })
        .await
    }

    /// Establishes who asks by the code that they said.
    ///
    /// # Errors
    /// [`Error::WrongCode`] saying how many attempts are left; [`Error::NoCode`] where none was
    /// made, or it holds no longer; [`Error::Blocked`].
    pub async fn identity_prove(&self, on: On, code: &str) -> Result<Done> {
        let case = {
            let mut act = self.act().await?;
            let case = store::complaints::root(&mut act.tx, on.case).await?;
            let row = store::replies::code(&mut act.tx, case).await?;
            let row = row.filter(|row| row.attempts < ATTEMPTS && act.now < row.made_at + HOLDS);
            let row = row.ok_or(Error::NoCode)?;
            if self.code_key(case, code)? != row.code_key {
                store::replies::count_attempt(&mut act.tx, case).await?;
                act.log(Entry::case("case.identity-code-wrong", case));
                act.commit().await?;
                return Err(Error::WrongCode {
                    left: ATTEMPTS - row.attempts - 1,
                });
            }
            case
        };
        let identity = IdentityInput {
            state: Identity::Verified,
            method: Some(IdentityMethod::Code),
            note: String::new(),
        };
        let done = self.case_identity(on, identity).await?;
        let mut tx = self.read().await?;
        store::replies::remove_code(&mut tx, case).await?;
        tx.commit().await?;
        Ok(done)
    }

    /// A code's look-up key, whatever blanks and case it was said with. It is keyed, so it can be
    /// compared as it is.
    pub(super) fn code_key(&self, case: Uuid, code: &str) -> Result<Vec<u8>> {
        let said = code
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_uppercase());
        let said: String = said.collect();
        self.ring().identity_code_key(case, &said)
    }
}

/// What in a text may be a code.
pub(super) fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .filter(|word| word.len() == LENGTH + 1 && word.as_bytes()[LENGTH / 2] == b'-')
}

/// Eight letters, in two groups.
fn made() -> Result<String> {
    let bytes: [u8; LENGTH] = vault::random()?;
    let letters = bytes.map(|byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()]));
    let (one, other) = letters.split_at(LENGTH / 2);
    let group = |part: &[char]| part.iter().collect::<String>();
    Ok(format!("{}-{}", group(one), group(other)))
}
