//! A second person looks at an answer before it goes, where the workspace asks for that.
//!
//! They approve a version of a draft: whoever writes on needs them again. Nobody approves what they
//! wrote last, or asked somebody to approve.

use domain::complaints::{Approval, Outcome, Stop};
use domain::people::Role;
use store::approvals::ApprovalRow;
use store::complaints::Image;
use store::{Tx, Word};
use uuid::Uuid;

use super::drafts::Draft;
use super::{ApprovalView, DraftView, WaitingDraft, check};
use crate::complaints::{Person, number};
use crate::door::Entry;
use crate::{Desk, Error, Result, fields};

/// So many drafts that wait are shown.
const SHOWN: i64 = 200;

impl Desk {
    /// Asks that somebody else approve a draft as it is.
    ///
    /// # Errors
    /// [`Error::DraftGone`]; [`Error::Conflict`] where it is no longer as it was looked at, or is
    /// asked for already; [`Error::Stopped`] naming what nobody may pass; [`Error::NobodyApproves`].
    pub async fn approval_ask(&self, draft: Uuid, version: i32) -> Result<DraftView> {
        let stops = {
            let mut tx = self.read().await?;
            let draft = self.draft_in(&mut tx, draft).await?;
            self.stops_in(&mut tx, &draft).await?
        };
        let others: Vec<_> = stops
            .into_iter()
            .filter(|one| !one.passable && one.stop != Stop::NotApproved)
            .collect();
        check::passed(&others, &[])?;
        self.approval_say(draft, version, (Approval::Waiting, None))
            .await
    }

    /// Says that a draft may go as it is.
    ///
    /// # Errors
    /// [`Error::DraftGone`]; [`Error::Conflict`] where it is no longer as it was looked at, or
    /// nobody waits for it any more; [`Error::ApprovalOwn`].
    pub async fn approval_give(&self, draft: Uuid, version: i32) -> Result<DraftView> {
        self.approval_say(draft, version, (Approval::Approved, None))
            .await
    }

    /// Says that a draft may not go as it is, and why.
    ///
    /// # Errors
    /// As [`Desk::approval_give`]; [`Error::Invalid`] without a reason.
    pub async fn approval_return(
        &self,
        draft: Uuid,
        version: i32,
        reason: &str,
    ) -> Result<DraftView> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Error::Invalid {
                field: "reason".to_owned(),
            });
        }
        self.approval_say(draft, version, (Approval::Returned, Some(reason)))
            .await
    }

    /// The drafts that wait for somebody's approval, oldest first, at most 200.
    pub async fn approvals(&self) -> Result<Vec<WaitingDraft>> {
        let mut tx = self.read().await?;
        let mut waiting = Vec::new();
        for draft in store::approvals::waiting(&mut tx, SHOWN).await? {
            let draft = match self.draft_view_in(&mut tx, draft).await {
                Ok(draft) => draft,
                // It keeps none of the others from being seen.
                Err(error @ (Error::Unavailable { .. } | Error::Locked)) => return Err(error),
                Err(error) => {
                    tracing::warn!(code = error.code(), "a draft that waits can't be read");
                    continue;
                }
            };
            let case = store::complaints::get(&mut tx, draft.case).await?;
            waiting.push(WaitingDraft {
                case_number: number(case.number),
                draft,
            });
        }
        Ok(waiting)
    }

    async fn approval_say(
        &self,
        draft: Uuid,
        version: i32,
        (state, reason): (Approval, Option<&str>),
    ) -> Result<DraftView> {
        let mut act = self.act().await?;
        let draft = self.draft_in(&mut act.tx, draft).await?;
        if draft.row.version != version {
            return Err(Error::Conflict);
        }
        let me = self.inner.me.id;
        let said = store::approvals::newest(&mut act.tx, draft.row.id).await?;
        let last = said.last().filter(|row| row.version == version);
        let waits = last.is_some_and(|row| row.state.0 == Approval::Waiting);
        if state == Approval::Waiting {
            if last.is_some_and(|row| row.state.0 != Approval::Returned) {
                return Err(Error::Conflict);
            }
            if self.who_approves(&mut act.tx, &draft).await?.is_empty() {
                return Err(Error::NobodyApproves);
            }
        } else if !waits {
            return Err(Error::Conflict);
        } else if draft.row.author == me || last.is_some_and(|row| row.person == me) {
            return Err(Error::ApprovalOwn);
        }
        let id = draft.row.id;
        let sealed = reason
            .map(|reason| {
                self.ring()
                    .seal_text(&draft.key, fields::APPROVAL, id, reason)
            })
            .transpose()?;
        let row = ApprovalRow {
            draft: id,
            version,
            place: last.map_or(0, |row| row.place + 1),
            state: Word(state),
            person: me,
            at: act.now,
            sealed,
        };
        if !store::approvals::add(&mut act.tx, &row).await? {
            return Err(Error::Conflict);
        }
        let word = match state {
            Approval::Waiting => "approval.asked",
            Approval::Approved => "approval.given",
            Approval::Returned => "approval.returned",
        };
        act.log(
            Entry::case(word, draft.row.case_id)
                .with("draft", id)
                .with("version", version),
        );
        let view = self.draft_view_in(&mut act.tx, id).await?;
        act.commit().await?;
        Ok(view)
    }

    /// Who could approve a draft: every other officer at work but who wrote it last.
    async fn who_approves(&self, tx: &mut Tx, draft: &Draft) -> Result<Vec<Person>> {
        let at_work = store::workspace::at_work(tx, Role::Officer.as_str()).await?;
        let people = self.people_in(tx).await?;
        let not = [draft.row.author, self.inner.me.id];
        let others = at_work.into_iter().filter(|id| !not.contains(id));
        Ok(others.map(|id| Person::among(&people, id)).collect())
    }

    /// What is known of a draft's approval; none where nothing was asked.
    pub(super) async fn approval_of(
        &self,
        tx: &mut Tx,
        draft: &Draft,
        people: &[Person],
    ) -> Result<Option<ApprovalView>> {
        let id = draft.row.id;
        let mut said = store::approvals::newest(tx, id).await?;
        let Some(last) = said.pop() else {
            return Ok(None);
        };
        let asked = match last.state.0 {
            Approval::Waiting => &last,
            _ => said.last().unwrap_or(&last),
        };
        let reason = last.sealed.as_ref().map(|sealed| {
            self.ring()
                .open_text(&draft.key, fields::APPROVAL, id, sealed)
        });
        Ok(Some(ApprovalView {
            state: last.state.0,
            holds: last.version == draft.row.version,
            mine: [asked.person, draft.row.author].contains(&self.inner.me.id),
            asked_by: Person::among(people, asked.person),
            asked_at: asked.at,
            decided_by: (last.state.0 != Approval::Waiting)
                .then(|| Person::among(people, last.person)),
            decided_at: (last.state.0 != Approval::Waiting).then_some(last.at),
            reason: reason.transpose()?,
        }))
    }

    /// Who approved a draft as it is, where the workspace asks for that.
    ///
    /// # Errors
    /// The stop's text: who could, where nobody has.
    pub(super) async fn approved(
        &self,
        tx: &mut Tx,
        draft: &Draft,
        image: &Image,
    ) -> Result<std::result::Result<Option<Uuid>, Vec<String>>> {
        // As it is kept now: another desktop may have changed it.
        let row = store::workspace::get(tx).await?;
        // What goes in the place of another decides nothing, and says what that one said.
        let again = draft.writing.again.is_some();
        let asks = row.approve_refusals && (again || refuses(draft))
            || row.approve_disclosures && (again || discloses(draft, image));
        let said = store::approvals::newest(tx, draft.row.id).await?;
        let last = said
            .last()
            .filter(|row| row.version == draft.row.version && row.state.0 == Approval::Approved);
        match last {
            Some(row) => Ok(Ok(Some(row.person))),
            None if !asks => Ok(Ok(None)),
            None => {
                let who = self.who_approves(tx, draft).await?;
                Ok(Err(who.into_iter().map(|one| one.name).collect()))
            }
        }
    }
}

fn refuses(draft: &Draft) -> bool {
    !draft.writing.decides.refusals.is_empty()
}

/// Whether it gives personal data out, as far as that can be told: a file, or what was asked to be
/// seen, copied or taken elsewhere.
fn discloses(draft: &Draft, image: &Image) -> bool {
    let given = |ask: Uuid| {
        let outcomes = &draft.writing.decides.outcomes;
        outcomes.iter().any(|one| {
            one.ask == ask && matches!(one.outcome, Outcome::Fulfilled | Outcome::Partly)
        })
    };
    let mut asks = image.asks.iter();
    !draft.files.is_empty()
        || asks.any(|ask| ask.kind.is_some_and(|kind| kind.0.discloses()) && given(ask.id))
}
