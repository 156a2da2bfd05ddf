//! The acts of triage: what an officer makes of a case.

use domain::clock::Extension;
use domain::complaints::{CaseAct, Identity, Outcome, PartyRole};
use store::Word;
use store::complaints::NoteRow;
use uuid::Uuid;

use super::added::Added;
use super::clocks::Seed;
use super::engine::Work;
use super::opening::Asked;
use super::{AskText, Done, Head, IdentityInput, On, PartyInput, PartyText};
use crate::{Desk, Error, Result, fields};

pub(super) fn invalid(field: &str) -> Error {
    Error::Invalid {
        field: field.to_owned(),
    }
}

impl Desk {
    /// Records what is known of who asks. A verified identity names how, by whom and when
    /// (GB/T 35273 8.7: the period counts from it).
    pub async fn case_identity(&self, on: On, identity: IdentityInput) -> Result<Done> {
        if identity.state == Identity::Verified && identity.method.is_none() {
            return Err(invalid("method"));
        }
        self.on_case(on, &[CaseAct::Identity], |work| work.identity(&identity))
            .await
    }

    /// Enters or changes a party.
    pub async fn case_party(&self, on: On, party: PartyInput) -> Result<Done> {
        if party.name.trim().is_empty()
            && party.address.trim().is_empty()
            && party.detail.trim().is_empty()
        {
            return Err(invalid("name"));
        }
        self.on_case(on, &[CaseAct::Party], |work| work.party(party))
            .await
    }

    /// Ties a case to another of the same person, or parts them.
    pub async fn case_link(&self, on: On, other: Uuid, linked: bool) -> Result<Done> {
        if other == on.case {
            return Err(invalid("other"));
        }
        let number = {
            let mut tx = self.read().await?;
            let other = store::complaints::get(&mut tx, other).await?;
            if linked && other.erased_at.is_some() {
                return Err(Error::CaseErased);
            }
            other.number
        };
        self.on_case(on, &[CaseAct::Link], |work| {
            work.image.links.retain(|link| *link != other);
            if linked {
                work.image.links.push(other);
                work.image.links.sort();
            }
            work.tell("other", number);
            work.tell("linked", linked);
            Ok(())
        })
        .await
    }

    /// Extends a clock, once, before its first period ends, with the reason that the person is
    /// told (GDPR 12(3)).
    ///
    /// # Errors
    /// [`Error::Blocked`] where no clock of the case can be extended; [`Error::Invalid`] without
    /// a reason or for another clock.
    pub async fn case_extend(&self, on: On, clock: Uuid, reason: &str) -> Result<Done> {
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(invalid("reason"));
        }
        self.on_case(on, &[CaseAct::Extend], |work| {
            // Asked before the change: afterwards it is no longer open to be extended.
            work.extend(clock, &reason)
        })
        .await
    }
}

impl Work<'_> {
    pub(super) fn note(&mut self, text: &str, mentions: &[Uuid]) -> Result<()> {
        let ring = self.desk.ring();
        let id = self.desk.id();
        let (key, key_row) = self.sealer.key(id)?;
        let row = NoteRow {
            id,
            case_id: self.image.case.id,
            author: self.desk.inner.me.id,
            at: self.now,
            sealed: ring.seal_text(&key, fields::NOTE, id, text)?,
            wrapped: Vec::new(),
            generation: 0,
        };
        let doc = domain::search::Doc {
            body: text,
            ..Default::default()
        };
        let tokens = crate::intake::tokens(self.desk, &doc)?;
        self.added.push(Added::Note {
            row,
            key: key_row,
            tokens,
            mentions: mentions.to_vec(),
        });
        self.tell("note", id);
        if !mentions.is_empty() {
            self.tell("mentions", mentions.len());
        }
        Ok(())
    }

    pub(super) fn reopen(&mut self, reason: &str) -> Result<()> {
        for ask in &mut self.image.asks {
            let set_aside = matches!(
                ask.outcome,
                Some(Word(
                    Outcome::NotOurs | Outcome::Duplicate | Outcome::Withdrawn
                ))
            );
            if set_aside {
                ask.outcome = None;
                ask.decided_at = None;
                ask.decided_by = None;
            }
        }
        if self.image.asks.iter().all(|ask| ask.outcome.is_some()) {
            let place = self.image.asks.len();
            let asked = Asked {
                kind: None,
                proposed: false,
                at: self.now,
                history: false,
            };
            let ask = self.desk.ask_row(
                self.image.case.id,
                &self.key,
                place,
                asked,
                &AskText::default(),
            )?;
            self.image.asks.push(ask);
        }
        self.note(reason, &[])
    }

    pub(crate) fn identity(&mut self, identity: &IdentityInput) -> Result<()> {
        let case = &mut self.image.case;
        let verified = identity.state == Identity::Verified;
        // Saying it again starts no period anew: the first time counts.
        let again = verified && case.identity.0 == Identity::Verified;
        case.identity = Word(identity.state);
        case.identity_method = identity.method.filter(|_| verified).map(Word);
        if !again {
            case.identity_by = verified.then_some(self.desk.inner.me.id);
            case.identity_at = verified.then_some(self.now);
        }
        self.tell("identity", identity.state);
        if let Some(method) = identity.method.filter(|_| verified) {
            self.tell("method", method);
        }
        let note = identity.note.trim().to_owned();
        self.change_head(|head| head.identity_note = note)
    }

    fn party(&mut self, party: PartyInput) -> Result<()> {
        let text = PartyText {
            name: party.name.trim().to_owned(),
            address: party.address.trim().to_owned(),
            detail: party.detail.trim().to_owned(),
        };
        let known = party
            .id
            .and_then(|id| self.image.parties.iter().position(|p| p.id == id));
        if party.id.is_some() && known.is_none() {
            return Err(invalid("party"));
        }
        let id = party.id.unwrap_or_else(|| self.desk.id());
        let row = self.desk.party_row(
            self.image.case.id,
            id,
            &self.key,
            party.role,
            party.minor,
            &text,
        )?;
        match known {
            Some(index) => self.image.parties[index] = row,
            None => self.image.parties.push(row),
        }
        self.image.parties.sort_by_key(|p| p.id);
        self.tell("role", party.role);
        if party.role != PartyRole::Requester {
            return Ok(());
        }
        // The list names the requester.
        let name = if text.name.is_empty() {
            text.address
        } else {
            text.name
        };
        self.change_head(|head| head.name = name)
    }

    pub(crate) fn extend(&mut self, clock: Uuid, reason: &str) -> Result<()> {
        let index = self
            .image
            .clocks
            .iter()
            .position(|row| row.id == clock)
            .ok_or_else(|| invalid("clock"))?;
        let ask = self
            .image
            .asks
            .iter()
            .find(|a| Some(a.id) == self.image.clocks[index].ask_id);
        let counted = self.desk.ground(self.now).borrow().run(
            &self.image.case,
            ask,
            &self.image.clocks[index],
        )?;
        let not_open = || Error::Blocked {
            missing: "extension-open".to_owned(),
        };
        if counted.extension.granted.is_some() || counted.met_at.is_some() {
            return Err(not_open());
        }
        let amount = counted.extension.rule.as_ref().ok_or_else(not_open)?.amount;
        counted
            .extension
            .check(Extension {
                amount,
                told_at: self.now,
            })
            .map_err(|_| not_open())?;
        let row = &mut self.image.clocks[index];
        let mut seed: Seed = serde_json::from_str(&row.input)?;
        seed.extension = Some((amount, self.now));
        row.input = serde_json::to_string(&seed)?;
        row.sealed = Some(self.desk.ring().seal_text(
            &self.key,
            fields::CLOCK_REASON,
            row.id,
            reason,
        )?);
        self.tell("amount", amount);
        Ok(())
    }

    /// Changes what is sealed of the case's row.
    pub(super) fn change_head(&mut self, change: impl FnOnce(&mut Head)) -> Result<()> {
        let id = self.image.case.id;
        let ring = self.desk.ring();
        let mut head: Head =
            ring.open_json(&self.key, fields::CASE_HEAD, id, &self.image.case.sealed)?;
        change(&mut head);
        self.image.case.sealed = ring.seal_json(&self.key, fields::CASE_HEAD, id, &head)?;
        Ok(())
    }
}
