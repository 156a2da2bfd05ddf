//! Who asks is established by a code: it goes to the address on record, or is passed on in the
//! company's app to the account on record, and who can say it reads what comes there. Somebody who
//! merely writes in another's name does not.

use chrono::{DateTime, TimeDelta, Utc};
use domain::complaints::{CaseAct, Channel, Identity, IdentityMethod, Status, workflow};
use domain::letters::{Field, LetterKind};
use serde::{Deserialize, Serialize};
use store::complaints::Image;
use store::replies::CodeRow;
use uuid::Uuid;

use super::{CodeState, CodeView, Decisions, DraftView, HandedCode, SaveDraft};
use crate::complaints::{Added, Done, Head, IdentityInput, On, PartyText, Person, facts};
use crate::door::{Act, Entry};
use crate::{Desk, Error, Result, fields};

/// A code holds so long.
const HOLDS: TimeDelta = TimeDelta::days(14);
/// Wrong codes that are taken before a new one is needed.
const ATTEMPTS: i32 = 5;
/// Letters and digits that nobody takes for another.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// So many of them: 40 bits, and five attempts.
const LENGTH: usize = 8;

/// What a case keeps of the code that was made last: by which way it went, and to where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CodeKept {
    pub channel: Channel,
    /// The address, or the account.
    pub to: String,
    pub at: DateTime<Utc>,
    pub by: Uuid,
}

impl Desk {
    /// Makes a code for whoever has an address of a party, and writes the letter that asks for it
    /// as a draft: one act, so that no code holds of which nobody is told. A code made before
    /// holds no longer.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an address that no party of the case has; [`Error::CaseErased`].
    pub async fn identity_ask(&self, case: Uuid, address: Option<&str>) -> Result<DraftView> {
        let mut writing = self.reply_begin(case, None).await?.writing;
        let (case, language) = {
            let mut tx = self.read().await?;
            let case = store::complaints::root(&mut tx, case).await?;
            let row = store::complaints::get(&mut tx, case).await?;
            (case, crate::letters::language_of(row.language.as_deref()))
        };
        let code = made()?;
        let more = [(Field::Code, code.clone())];
        let letter = self
            .letter_filled(case, LetterKind::IdentityRequest, language, &more)
            .await?;
        let mut act = self.act().await?;
        let (to, image) = self
            .hold_code(&mut act, case, &code, (Channel::Mail, address))
            .await?;
        // A case that nobody has looked through yet waits for nothing.
        let facts = facts(self, &image, act.now)?;
        let waits = workflow::step(image.case.status.0, CaseAct::AwaitIdentity, &facts);
        writing.to = vec![to];
        writing.text = letter.text;
        writing.quoted = String::new();
        writing.decides = Decisions {
            awaits: waits.is_ok().then_some(Status::AwaitingIdentity),
            ..Decisions::default()
        };
        let draft = SaveDraft {
            case,
            id: None,
            version: None,
            writing,
        };
        let id = self.save_in(&mut act.tx, draft).await?;
        let view = self.draft_view_in(&mut act.tx, id).await?;
        act.commit().await?;
        Ok(view)
    }

    /// Makes a code that an officer passes on in the company's app, to an account that a party of
    /// the case has: an act. It is told here alone. A code made before holds no longer.
    ///
    /// # Errors
    /// [`Error::AccountNotOnRecord`] where no party of the case has it; [`Error::CaseErased`].
    pub async fn identity_hand(&self, case: Uuid, account: &str) -> Result<HandedCode> {
        let code = made()?;
        let mut act = self.act().await?;
        let until = act.now + HOLDS;
        let case = store::complaints::root(&mut act.tx, case).await?;
        let (account, _) = self
            .hold_code(&mut act, case, &code, (Channel::App, Some(account)))
            .await?;
        act.commit().await?;
        Ok(HandedCode {
            code,
            account,
            until,
            left: ATTEMPTS,
        })
    }

    /// Has a code hold, in place of the one before, and puts on record where it goes; gives that,
    /// and the case.
    async fn hold_code(
        &self,
        act: &mut Act<'_>,
        case: Uuid,
        code: &str,
        (channel, wanted): (Channel, Option<&str>),
    ) -> Result<(String, Image)> {
        let before = Image::locked(&mut act.tx, case).await?;
        self.whole(act, &before).await?;
        let (ring, key) = (self.ring(), self.case_key(&mut act.tx, case).await?);
        let mut parties = Vec::new();
        for party in &before.parties {
            let text: PartyText = ring.open_json(&key, fields::PARTY, party.id, &party.sealed)?;
            parties.push(text);
        }
        let to = match channel {
            Channel::App => {
                account_of(&parties, wanted.unwrap_or_default()).ok_or(Error::AccountNotOnRecord)?
            }
            _ => address_of(&parties, wanted).ok_or_else(|| Error::Invalid {
                field: "to".to_owned(),
            })?,
        };
        let row = CodeRow {
            case_id: case,
            code_key: self.code_key(case, code)?,
            address_key: ring.address_key(&to)?,
            made_at: act.now,
            attempts: 0,
        };
        store::replies::set_code(&mut act.tx, &row).await?;
        let mut image = before.clone();
        let mut head: Head = ring.open_json(&key, fields::CASE_HEAD, case, &image.case.sealed)?;
        head.code = Some(CodeKept {
            channel,
            to: to.clone(),
            at: act.now,
            by: self.inner.me.id,
        });
        image.case.sealed = ring.seal_json(&key, fields::CASE_HEAD, case, &head)?;
        image.write(&mut act.tx, &before).await?;
        act.log(Entry::case("case.identity-code", case).with("channel", channel));
        Ok((to, image))
    }

    /// Establishes who asks by the code that they said, which is used up with it.
    ///
    /// # Errors
    /// [`Error::WrongCode`] saying how many attempts are left; [`Error::NoCode`] where none was
    /// made, or it holds no longer; [`Error::Blocked`].
    pub async fn identity_prove(&self, on: On, code: &str) -> Result<Done> {
        let code_key = {
            let mut act = self.act().await?;
            if let Some(done) = self.done_before(&mut act, on, CaseAct::Identity).await? {
                return Ok(done);
            }
            let case = store::complaints::root(&mut act.tx, on.case).await?;
            // One after the other: nobody guesses more often than there are attempts.
            Image::locked(&mut act.tx, case).await?;
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
            row.code_key
        };
        let identity = IdentityInput {
            state: Identity::Verified,
            method: Some(IdentityMethod::Code),
            note: String::new(),
        };
        self.on_case(on, &[CaseAct::Identity], |work| {
            work.identity(&identity)?;
            work.added.push(Added::CodeUsed(code_key));
            Ok(())
        })
        .await
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

impl CodeView {
    /// As a case keeps it, where it can't be said any more.
    pub(crate) fn used(kept: CodeKept, people: &[Person]) -> Self {
        Self {
            state: CodeState::Used,
            channel: kept.channel,
            to: kept.to,
            by: Person::among(people, kept.by),
            at: kept.at,
            until: kept.at + HOLDS,
            left: 0,
        }
    }

    /// What is left of it, where it was not used.
    pub(crate) fn unused(self, row: &CodeRow, now: DateTime<Utc>) -> Self {
        let left = ATTEMPTS - row.attempts;
        let state = match left > 0 {
            false => CodeState::Guessed,
            true if now < self.until => CodeState::Open,
            true => CodeState::Old,
        };
        Self {
            state,
            left,
            ..self
        }
    }
}

/// The address that is wanted, if a party has it; without one, the first that there is.
fn address_of(parties: &[PartyText], wanted: Option<&str>) -> Option<String> {
    let wanted = wanted.map(|wanted| wanted.trim().to_lowercase());
    let mut all = parties.iter().map(|party| party.address.to_lowercase());
    match wanted {
        Some(wanted) => all.find(|one| *one == wanted),
        None => all.next(),
    }
    .filter(|found| found.contains('@'))
}

/// The account that is wanted, if it stands with a party: whole, and not as a part of another.
fn account_of(parties: &[PartyText], wanted: &str) -> Option<String> {
    let wanted = wanted.trim();
    let stands = |party: &PartyText| {
        let mut found = party.detail.match_indices(wanted);
        found.any(|(at, _)| {
            let (before, after) = (&party.detail[..at], &party.detail[at + wanted.len()..]);
            let apart_before = apart(wanted.chars(), before.chars().rev());
            apart_before && apart(wanted.chars().rev(), after.chars())
        })
    };
    let there = !wanted.is_empty() && parties.iter().any(stands);
    there.then(|| wanted.to_owned())
}

/// Whether what begins so and what is beside it, as it is met from there, are not one: groups of
/// digits are.
fn apart(
    mut inside: impl Iterator<Item = char>,
    mut beside: impl Iterator<Item = char> + Clone,
) -> bool {
    let edge = inside.next().unwrap_or(' ');
    let digits = edge.is_ascii_digit();
    let beyond = beside.clone().find(|c| !matches!(c, ' ' | '-'));
    let one = |c: char| c.is_alphanumeric() && c.is_ascii() == edge.is_ascii();
    let adjacent = match (beside.next(), beside.next()) {
        // What joins the parts of an account or an address.
        (Some('_' | '.' | '@' | '+' | '-'), next) => next.is_some_and(char::is_alphanumeric),
        (next, _) => next.is_some_and(one),
    };
    !(adjacent || digits && beyond.is_some_and(|c| c.is_ascii_digit()))
}

/// What in a text may be a code, however its letters are parted.
pub(super) fn codes(text: &str) -> Vec<String> {
    let written: Vec<char> = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let of_code = |c: &char| u8::try_from(*c).is_ok_and(|c| LETTERS.contains(&c));
    let windows = written.windows(LENGTH);
    windows
        .filter(|window| window.iter().all(of_code))
        .map(|window| window.iter().collect())
        .collect()
}

/// Eight letters, in two groups.
fn made() -> Result<String> {
    let bytes: [u8; LENGTH] = vault::random()?;
    let letters = bytes.map(|byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()]));
    let (one, other) = letters.split_at(LENGTH / 2);
    let group = |part: &[char]| part.iter().collect::<String>();
    Ok(format!("{}-{}", group(one), group(other)))
}
