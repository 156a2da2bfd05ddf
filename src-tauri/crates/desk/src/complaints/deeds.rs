//! Acts that are the same for one case as for many.

use chrono::{DateTime, NaiveDate, Utc};
use domain::complaints::{CaseAct, Outcome, Status};
use uuid::Uuid;

use super::acts::invalid;
use super::engine::Work;
use super::{Deed, Done, On, Triage};
use crate::{Desk, Result};

impl Desk {
    /// Does an act that may be done to many.
    ///
    /// # Errors
    /// [`Error::Invalid`] and [`Error::UnknownRegime`] for what it was given; [`Error::Blocked`]
    /// where the workflow says no; [`Error::Conflict`] where the case is of another version.
    pub async fn deed(&self, on: On, deed: Deed) -> Result<Done> {
        let deed = self.checked(deed).await?;
        self.on_case(on, &deed.acts()?, |work| deed.apply(work))
            .await
    }

    /// A deed as it is done: what it was given is in order.
    pub(super) async fn checked(&self, deed: Deed) -> Result<Deed> {
        let said = |field: &str, text: String| {
            let text = text.trim().to_owned();
            (!text.is_empty())
                .then_some(text)
                .ok_or_else(|| invalid(field))
        };
        Ok(match deed {
            Deed::Triage { triage } => Deed::Triage {
                triage: self.checked_triage(triage).await?,
            },
            Deed::Assign { person: Some(id) } => {
                self.all_assignable(&[id], "person").await?;
                Deed::Assign { person: Some(id) }
            }
            Deed::Note { text, mut mentions } => {
                mentions.sort_unstable();
                mentions.dedup();
                self.all_assignable(&mentions, "mentions").await?;
                Deed::Note {
                    text: said("text", text)?,
                    mentions,
                }
            }
            Deed::Snooze { until: Some(day) } if day <= self.today() => {
                return Err(invalid("until"));
            }
            Deed::NotOurs { reason } => Deed::NotOurs {
                reason: said("reason", reason)?,
            },
            Deed::Reopen { reason } => Deed::Reopen {
                reason: said("reason", reason)?,
            },
            Deed::Hold { reason } => Deed::Hold {
                reason: said("reason", reason)?,
            },
            Deed::Acknowledge { text, sent_at } => Deed::Acknowledge {
                text,
                sent_at: self.sent_before(sent_at)?,
            },
            Deed::Answer {
                text,
                outcome,
                reason,
                sent_at,
            } => Deed::Answer {
                text: said("text", text)?,
                outcome,
                reason,
                sent_at: self.sent_before(sent_at)?,
            },
            Deed::Refuse {
                ground,
                reason,
                route,
                text,
            } => Deed::Refuse {
                ground: said("ground", ground)?,
                reason: said("reason", reason)?,
                route: route.trim().to_owned(),
                text: text.trim().to_owned(),
            },
            other => other,
        })
    }

    fn sent_before(&self, at: Option<DateTime<Utc>>) -> Result<Option<DateTime<Utc>>> {
        let at = at.map(crate::door::to_micros);
        if at.is_some_and(|at| at > self.now()) {
            return Err(invalid("sent_at"));
        }
        Ok(at)
    }

    /// Refuses people to whom no case can be given: they could not open it.
    async fn all_assignable(&self, ids: &[Uuid], field: &str) -> Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        let mut tx = self.read().await?;
        let people = self.assignable(&mut tx).await?;
        let known = |id: &Uuid| people.iter().any(|one| one.id == *id);
        ids.iter()
            .all(known)
            .then_some(())
            .ok_or_else(|| invalid(field))
    }

    async fn checked_triage(&self, mut triage: Triage) -> Result<Triage> {
        if triage.acts().is_empty() {
            return Err(invalid("triage"));
        }
        if let Some(regime) = &triage.regime {
            self.packs().regime(regime)?;
        }
        for tags in [&mut triage.tags, &mut triage.add_tags]
            .into_iter()
            .flatten()
        {
            tags.iter_mut()
                .for_each(|tag| *tag = tag.trim().to_lowercase());
            tags.retain(|tag| !tag.is_empty());
            tags.sort();
            tags.dedup();
        }
        if let Some(department) = &mut triage.department {
            *department = department.trim().to_owned();
            if !department.is_empty() {
                self.known_department(department).await?;
            }
        }
        Ok(triage)
    }

    pub(super) async fn known_department(&self, name: &str) -> Result<()> {
        let mut tx = self.read().await?;
        let known = store::workspace::departments(&mut tx).await?;
        let is_known = known.iter().any(|one| one.name == name);
        is_known.then_some(()).ok_or_else(|| invalid("department"))
    }

    /// Says what a case asks for, and what else triage knows. Absent fields stay.
    ///
    /// # Errors
    /// [`Error::Invalid`] for nothing to do, or an ask with an outcome that would be taken away.
    pub async fn case_triage(&self, on: On, triage: Triage) -> Result<Done> {
        self.deed(on, Deed::Triage { triage }).await
    }

    /// Gives a case to somebody, or to nobody.
    pub async fn case_assign(&self, on: On, person: Option<Uuid>) -> Result<Done> {
        self.deed(on, Deed::Assign { person }).await
    }

    /// Writes an internal note: it is never sent.
    pub async fn case_note(&self, on: On, text: &str) -> Result<Done> {
        let (text, mentions) = (text.to_owned(), Vec::new());
        self.deed(on, Deed::Note { text, mentions }).await
    }

    /// Waits for proof of who asks, or for something the requester must tell.
    pub async fn case_await(&self, on: On, what: Status) -> Result<Done> {
        self.deed(on, Deed::Await { what }).await
    }

    /// Takes up the work, or takes it up again.
    pub async fn case_resume(&self, on: On) -> Result<Done> {
        self.deed(on, Deed::Resume).await
    }

    /// Puts a case out of sight until a day, or back into it. Its clocks go on.
    pub async fn case_snooze(&self, on: On, until: Option<NaiveDate>) -> Result<Done> {
        self.deed(on, Deed::Snooze { until }).await
    }

    /// Says that what is still open is not for this company, and closes the case.
    pub async fn case_not_ours(&self, on: On, reason: &str) -> Result<Done> {
        let reason = reason.to_owned();
        self.deed(on, Deed::NotOurs { reason }).await
    }

    /// Closes a case.
    pub async fn case_close(&self, on: On) -> Result<Done> {
        self.deed(on, Deed::Close).await
    }

    /// Opens a case again. What was answered stays answered; what was set aside (not ours,
    /// duplicate, withdrawn) is open again, and where that leaves nothing to do, an ask of no kind
    /// yet is added: its clock starts now.
    pub async fn case_reopen(&self, on: On, reason: &str) -> Result<Done> {
        let reason = reason.to_owned();
        self.deed(on, Deed::Reopen { reason }).await
    }

    /// Keeps a case from being erased, whatever its period says, until the hold is lifted.
    pub async fn case_hold(&self, on: On, reason: &str) -> Result<Done> {
        let reason = reason.to_owned();
        self.deed(on, Deed::Hold { reason }).await
    }

    /// Lifts the legal hold on a case.
    pub async fn case_release(&self, on: On) -> Result<Done> {
        self.deed(on, Deed::Release).await
    }
}

impl Deed {
    /// The acts of the workflow that it stands for.
    pub(super) fn acts(&self) -> Result<Vec<CaseAct>> {
        Ok(vec![match self {
            Self::Triage { triage } => return Ok(triage.acts()),
            Self::Assign { .. } => CaseAct::Assign,
            Self::Note { .. } => CaseAct::Note,
            Self::Await {
                what: Status::AwaitingIdentity,
            } => CaseAct::AwaitIdentity,
            Self::Await {
                what: Status::AwaitingRequester,
            } => CaseAct::AwaitRequester,
            Self::Await { .. } => return Err(invalid("what")),
            Self::Resume => CaseAct::Resume,
            Self::Snooze { .. } => CaseAct::Snooze,
            Self::NotOurs { .. } => CaseAct::NotOurs,
            Self::Close => CaseAct::Close,
            Self::Reopen { .. } => CaseAct::Reopen,
            Self::Hold { .. } => CaseAct::Hold,
            Self::Release => CaseAct::Release,
            Self::Acknowledge { .. } => CaseAct::Acknowledge,
            Self::Answer { .. } => CaseAct::Answer,
            Self::Refuse { .. } => CaseAct::Refuse,
            // It is an act on several cases at once.
            Self::Merge { .. } => return Err(invalid("act")),
            Self::Link { .. } => CaseAct::Link,
        }])
    }

    /// Makes it of a case in memory.
    pub(super) fn apply(&self, work: &mut Work<'_>) -> Result<()> {
        match self {
            Self::Triage { triage } => return work.triage(triage.clone()),
            Self::Note { text, mentions } => return work.note(text, mentions),
            Self::Reopen { reason } => return work.reopen(reason),
            Self::Assign { person } => {
                work.image.case.assignee = *person;
                if let Some(id) = person {
                    work.tell("assignee", id);
                }
            }
            Self::Snooze { until } => {
                work.image.case.snoozed_until = *until;
                if let Some(day) = until {
                    work.tell("until", day);
                }
            }
            Self::NotOurs { reason } => {
                for index in 0..work.image.asks.len() {
                    if work.image.asks[index].outcome.is_none() {
                        work.decide(index, Outcome::NotOurs, reason, work.now)?;
                    }
                }
            }
            Self::Hold { reason } => {
                work.image.case.held_at = Some(work.now);
                work.image.case.held_by = Some(work.desk.inner.me.id);
                return work.change_head(|head| head.held_because.clone_from(reason));
            }
            Self::Release => {
                work.image.case.held_at = None;
                work.image.case.held_by = None;
                return work.change_head(|head| head.held_because.clear());
            }
            Self::Acknowledge { text, sent_at } => return work.acknowledge_by(text, *sent_at),
            Self::Answer {
                text,
                outcome,
                reason,
                sent_at,
            } => return work.answer_all(text, (*outcome, reason), *sent_at),
            Self::Refuse {
                ground,
                reason,
                route,
                text,
            } => return work.refuse_all((ground, reason), route, text),
            // What many are linked to is known of all of them together.
            Self::Link { .. } => return Err(invalid("act")),
            Self::Await { .. } | Self::Resume | Self::Close | Self::Merge { .. } => {}
        }
        Ok(())
    }

    /// Whether an undo can take it back: not what it adds.
    pub(super) fn is_undoable(&self) -> bool {
        match self {
            Self::Note { .. } | Self::Reopen { .. } | Self::Answer { .. } => false,
            Self::Acknowledge { text, .. } | Self::Refuse { text, .. } => text.trim().is_empty(),
            _ => true,
        }
    }
}
