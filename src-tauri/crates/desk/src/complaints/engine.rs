//! How an act on a case is done: its image is read, changed in memory, checked against the
//! workflow, counted anew, and written with its audit entry in one transaction.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::clock::State;
use domain::complaints::workflow::{self, AskFacts, Blocked, CaseAct, CaseFacts};
use domain::complaints::{Outcome, Status, TaskState};
use domain::regime::ClockKind;
use store::Word;
use store::acts::ActRow;
use store::complaints::Image;
use store::workspace::DataKeyRow;
use uuid::Uuid;
use vault::DataKey;

use super::added::{Added, add};
use super::clocks::{Ground, any_proposed};
use super::opening::number;
use super::{AskText, Done, On, kinds_column};
use crate::calendars::Calendars;
use crate::door::{Act, Entry, Sealer};
use crate::{Desk, Error, Result, fields};

/// An act under way on one case.
pub struct Work<'d> {
    pub desk: &'d Desk,
    /// The case's data key.
    pub key: DataKey,
    /// The case as the act leaves it.
    pub image: Image,
    pub now: DateTime<Utc>,
    pub entry: Entry,
    pub added: Vec<Added>,
    /// Keys of what begins with the act.
    pub keys: Vec<DataKeyRow>,
    pub sealer: Sealer,
}

/// What acts make of a case: as it was, as it will be, and what comes with it.
pub struct Plan {
    word: CaseAct,
    before: Image,
    image: Image,
    key: DataKey,
    entry: Entry,
    added: Vec<Added>,
    keys: Vec<DataKeyRow>,
}

impl Desk {
    /// What the clocks of this workspace are counted with.
    pub(crate) fn ground(&self, now: DateTime<Utc>) -> GroundOwned {
        GroundOwned {
            added: self.calendars(),
            calendar: self.row().calendar,
            zone: self.zone(),
            now,
        }
    }

    /// Does acts on a case: `change` makes them in memory. All of them must be open to the case;
    /// the first names the entry.
    ///
    /// # Errors
    /// [`Error::Conflict`] where `on.version` is not the case's; [`Error::Blocked`] where the
    /// workflow says no; what `change` gives. Then nothing was changed.
    pub(crate) async fn on_case(
        &self,
        on: On,
        acts: &[CaseAct],
        change: impl FnOnce(&mut Work<'_>) -> Result<()> + Send,
    ) -> Result<Done> {
        let done = self.try_on_case(on, acts, change).await;
        done.map_err(|e| e.at(&self.inner.folder))
    }

    async fn try_on_case(
        &self,
        on: On,
        acts: &[CaseAct],
        change: impl FnOnce(&mut Work<'_>) -> Result<()> + Send,
    ) -> Result<Done> {
        let mut act = self.act().await?;
        if let Some(done) = self.done_before(&mut act, on, first_of(acts)?).await? {
            return Ok(done);
        }
        let plan = self.plan(&mut act, on, acts, change).await?;
        let done = self.carry_out(&mut act, on, plan, None).await?;
        act.commit().await?;
        Ok(done)
    }

    /// What acts make of a case, before anything is written.
    pub(super) async fn plan(
        &self,
        act: &mut Act<'_>,
        on: On,
        acts: &[CaseAct],
        change: impl FnOnce(&mut Work<'_>) -> Result<()> + Send,
    ) -> Result<Plan> {
        let first = first_of(acts)?;
        let before = Image::locked(&mut act.tx, on.case).await?;
        self.whole(act, &before).await?;
        if on
            .version
            .is_some_and(|version| version != before.case.version)
        {
            return Err(Error::Conflict);
        }
        let mut work = Work {
            desk: self,
            key: self.case_key(&mut act.tx, on.case).await?,
            image: before.clone(),
            now: act.now,
            entry: Entry::case(entry_word(first), on.case),
            added: Vec::new(),
            keys: Vec::new(),
            sealer: Sealer::to(self.ring().complaints()?)?,
        };
        change(&mut work)?;
        let mut image = work.image;
        // What an act uses up is looked at as it was.
        let as_it_was = facts(self, &before, act.now)?;
        let recipients_untold = self.recipients_untold(&before, &work.key)?;
        for one in acts {
            let facts = CaseFacts {
                acknowledgement_open: as_it_was.acknowledgement_open,
                extension_open: as_it_was.extension_open,
                held: as_it_was.held,
                recipients_untold,
                ..facts(self, &image, act.now)?
            };
            let next = workflow::step(image.case.status.0, *one, &facts).map_err(blocked)?;
            move_to(&mut image, next, act.now);
        }
        crate::retention::remember_handling(&mut image);
        image.case.kinds = kinds_column(&image.asks);
        image.case.kinds_proposed = any_proposed(&image.asks);
        self.ground(act.now).refresh(&mut image, || self.id())?;
        let mut entry = work.entry;
        if image.case.status != before.case.status {
            entry = entry.with("status", image.case.status.0);
        }
        Ok(Plan {
            word: first,
            before,
            image,
            key: work.key,
            entry,
            added: work.added,
            keys: work.keys,
        })
    }

    /// Writes what was planned, as a part of `bulk` where there is one. The act is still to be
    /// committed.
    pub(super) async fn carry_out(
        &self,
        act: &mut Act<'_>,
        on: On,
        plan: Plan,
        bulk: Option<Uuid>,
    ) -> Result<Done> {
        let Plan {
            word,
            before,
            image,
            key,
            entry,
            added,
            keys,
        } = plan;
        store::workspace::add_data_keys(&mut act.tx, &keys).await?;
        image.write(&mut act.tx, &before).await?;
        self.index_tasks(&mut act.tx, &[(&image, &before)]).await?;
        if image.parties != before.parties {
            self.index_case(&mut act.tx, on.case, &key).await?;
        }
        let taken_back = |one: &Added| matches!(one, Added::Outgoing(_) | Added::CodeUsed(_));
        let undoable = added.iter().all(taken_back);
        let id = on.key.unwrap_or_else(|| self.id());
        add(act, added, id).await?;
        act.log(entry);
        let sealed = match undoable {
            true => Some(self.sealed_before(&key, (word, &image), before)?),
            false => None,
        };
        let version = image.case.version + 1;
        let at = act.now;
        act.keep(ActRow {
            id,
            act: word.to_string(),
            seq: 0,
            case_id: Some(on.case),
            version_after: version,
            at,
            undone: false,
            sealed,
            bulk,
        });
        Ok(Done {
            case: on.case,
            number: number(image.case.number),
            version,
            status: image.case.status.0,
            act: word.to_string(),
            undo: undoable.then_some(id),
        })
    }

    /// Whether somebody is still to be told of a deletion: that is sealed with the asks.
    fn recipients_untold(&self, image: &Image, key: &DataKey) -> Result<bool> {
        for ask in &image.asks {
            let text: AskText = self
                .ring()
                .open_json(key, fields::ASK, ask.id, &ask.sealed)?;
            if text.recipients.iter().any(|one| one.told_on.is_none()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The answer to an act that was done before under the same key.
    pub(crate) async fn done_before(
        &self,
        act: &mut Act<'_>,
        on: On,
        first: CaseAct,
    ) -> Result<Option<Done>> {
        let Some(key) = on.key else { return Ok(None) };
        let Some(row) = store::acts::get(&mut act.tx, key).await? else {
            return Ok(None);
        };
        if row.case_id != Some(on.case) || row.act != first.as_str() {
            return Err(Error::Invalid {
                field: "key".to_owned(),
            });
        }
        let root = store::complaints::root(&mut act.tx, on.case).await?;
        let case = store::complaints::get(&mut act.tx, root).await?;
        Ok(Some(Done {
            case: case.id,
            number: number(case.number),
            version: case.version,
            status: case.status.0,
            undo: (row.sealed.is_some() && case.version == row.version_after).then_some(row.id),
            act: row.act,
        }))
    }
}

/// [`Ground`] with what it borrows.
pub struct GroundOwned {
    added: Arc<Calendars>,
    calendar: String,
    zone: chrono_tz::Tz,
    now: DateTime<Utc>,
}

impl GroundOwned {
    pub fn borrow(&self) -> Ground<'_> {
        Ground {
            packs: crate::packs::Packs::get(),
            added: &self.added,
            calendar: &self.calendar,
            zone: self.zone,
            now: self.now,
        }
    }

    pub fn refresh(&self, image: &mut Image, id: impl Fn() -> Uuid) -> Result<()> {
        self.borrow().refresh(image, id)
    }
}

/// The word of an act's audit entry.
pub fn entry_word(act: CaseAct) -> &'static str {
    match act {
        CaseAct::Triage => "case.triage",
        CaseAct::Acknowledge => "case.acknowledge",
        CaseAct::Answer => "case.answer",
        CaseAct::Assign => "case.assign",
        CaseAct::Note => "case.note",
        CaseAct::Extend => "case.extend",
        CaseAct::Refuse => "case.refuse",
        CaseAct::Told => "case.told",
        CaseAct::Identity => "case.identity",
        CaseAct::AwaitIdentity => "case.await-identity",
        CaseAct::AwaitRequester => "case.await-requester",
        CaseAct::Resume => "case.resume",
        CaseAct::Close => "case.close",
        CaseAct::Reopen => "case.reopen",
        CaseAct::NotOurs => "case.not-ours",
        CaseAct::SetPriority => "case.set-priority",
        CaseAct::Department => "case.department",
        CaseAct::Tag => "case.tag",
        CaseAct::Due => "case.due",
        CaseAct::Snooze => "case.snooze",
        CaseAct::Task => "case.task",
        CaseAct::TaskAnswer => "case.task-answer",
        CaseAct::TaskWithdraw => "case.task-withdraw",
        CaseAct::Party => "case.party",
        CaseAct::Link => "case.link",
        CaseAct::Merge => "case.merge",
        CaseAct::Split => "case.split",
        CaseAct::Unmerge => "case.unmerge",
        CaseAct::Hold => "case.hold",
        CaseAct::Release => "case.release",
        CaseAct::Erase => "case.erased",
        CaseAct::NewMail => "case.new-mail",
        CaseAct::Reply => "case.reply",
        CaseAct::Undelivered => "case.undelivered",
    }
}

pub(super) fn first_of(acts: &[CaseAct]) -> Result<CaseAct> {
    acts.first()
        .copied()
        .ok_or_else(|| Error::internal("no act"))
}

fn move_to(image: &mut Image, status: Status, now: DateTime<Utc>) {
    if image.case.status.0 != status {
        image.case.status = Word(status);
        image.case.status_since = now;
    }
}

pub fn blocked(blocked: Blocked) -> Error {
    match blocked {
        Blocked::Status { status, .. } => Error::Blocked {
            missing: format!("status-{status}"),
        },
        Blocked::Missing { missing, .. } => {
            let words: Vec<&str> = missing.iter().map(|guard| guard.as_str()).collect();
            Error::Blocked {
                missing: words.join(","),
            }
        }
    }
}

/// What the workflow looks at in a case.
pub fn facts(desk: &Desk, image: &Image, now: DateTime<Utc>) -> Result<CaseFacts> {
    let ground = desk.ground(now);
    let mut running = false;
    let mut extendable = false;
    for row in &image.clocks {
        let ask = image.asks.iter().find(|a| Some(a.id) == row.ask_id);
        let clock = ground.borrow().run(&image.case, ask, row)?;
        let counts = matches!(
            clock.state_at(now),
            State::Running { .. } | State::Soon { .. } | State::Overdue { .. }
        ) && ask.is_none_or(|a| a.outcome.is_none());
        running |= counts;
        extendable |= counts
            && clock.extension.granted.is_none()
            && clock
                .extension
                .offer
                .is_some_and(|offer| now <= offer.tell_by);
    }
    Ok(CaseFacts {
        asks: image
            .asks
            .iter()
            .map(|ask| AskFacts {
                kind: ask.kind.map(|kind| kind.0),
                outcome: ask.outcome.map(|outcome| outcome.0),
                // A refusal is written by its own act alone, which can't do without its parts.
                refusal_complete: ask.outcome.is_some_and(|o| o.0 == Outcome::Refused)
                    && ask.ground.is_some(),
            })
            .collect(),
        identity: image.case.identity.0,
        assigned: image.case.assignee.is_some(),
        clock_running: running,
        acknowledgement_open: image
            .clocks
            .iter()
            .any(|row| row.kind == ClockKind::Acknowledge.as_str() && row.met_at.is_none()),
        extension_open: extendable,
        recipients_untold: false,
        task_open: image.tasks.iter().any(|one| one.state.0 == TaskState::Open),
        held: image.case.held_at.is_some(),
        duty: desk
            .duty(image)
            .is_some_and(|duty| desk.day(now) < duty.until),
    })
}

impl Work<'_> {
    /// What is sealed of an ask.
    pub fn ask_text(&self, index: usize) -> Result<AskText> {
        let ask = &self.image.asks[index];
        self.desk
            .ring()
            .open_json(&self.key, fields::ASK, ask.id, &ask.sealed)
    }

    /// Seals an ask's text anew.
    pub fn set_ask_text(&mut self, index: usize, text: &AskText) -> Result<()> {
        let id = self.image.asks[index].id;
        self.image.asks[index].sealed =
            self.desk
                .ring()
                .seal_json(&self.key, fields::ASK, id, text)?;
        Ok(())
    }

    /// Adds a parameter to the entry.
    pub fn tell(&mut self, name: &str, value: impl ToString) {
        self.entry.detail.insert(name.to_owned(), value.to_string());
    }
}
