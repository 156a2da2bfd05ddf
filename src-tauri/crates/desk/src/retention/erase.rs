//! The act of erasing. It can't be undone, so it is confirmed by typing what it is about.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use domain::complaints::workflow::step;
use domain::complaints::{CaseAct, Outcome, Status};
use domain::retention::Because;
use store::Word;
use store::acts::ActRow;
use store::complaints::Image;
use store::retention::{Emptied, Erasure};
use uuid::Uuid;

use super::{ErasedMany, periods};
use crate::complaints::{AskText, Done, Head, On, blocked, facts, number};
use crate::door::{Act, Entry, Sealer};
use crate::{Desk, Error, Result, fields};

/// Automated messages that go in one transaction.
const BATCH: i64 = 100;
/// How long the file is cleared of what was erased before somebody waits for it.
const SWEEP: Duration = Duration::from_secs(5);

impl Desk {
    /// Erases what a closed case says of people: its messages, notes, parties, words, their keys,
    /// search tokens, and the details of its log entries. Its number, kinds, dates and outcomes
    /// stay, and the log still verifies. `confirm` is the case's number, as typed.
    ///
    /// # Errors
    /// [`Error::NotConfirmedErasure`]; [`Error::Blocked`] while it is open, a legal hold is on it,
    /// or law has it kept; and, for [`Because::Retention`], before its period is over.
    pub async fn case_erase(&self, on: On, because: Because, confirm: u32) -> Result<Done> {
        let done = self.erase_one(on, because, Some(confirm)).await;
        let done = done.map_err(|e| e.at(&self.inner.folder))?;
        self.after_erasing().await;
        Ok(done)
    }

    /// Erases cases whose period is over, each in a transaction of its own. What something keeps
    /// by now stays, and is named. `confirm` is how many they are, as typed.
    ///
    /// # Errors
    /// [`Error::NotConfirmedErasure`]; what the database gives: then those before it are erased.
    pub async fn retention_erase(&self, cases: &[Uuid], confirm: u32) -> Result<ErasedMany> {
        if usize::try_from(confirm) != Ok(cases.len()) {
            return Err(Error::NotConfirmedErasure {
                wanted: cases.len().to_string(),
            });
        }
        let mut many = ErasedMany::default();
        let erased = self.erase_each(cases, &mut many).await;
        // Also where it failed: those before it are erased.
        self.after_erasing().await;
        erased.map_err(|e| e.at(&self.inner.folder))?;
        Ok(many)
    }

    async fn erase_each(&self, cases: &[Uuid], many: &mut ErasedMany) -> Result<()> {
        for case in cases {
            let on = On {
                case: *case,
                version: None,
                key: None,
            };
            match self.erase_one(on, Because::Retention, None).await {
                Ok(_) => many.cases += 1,
                Err(Error::Blocked { .. }) => {
                    let mut tx = self.read().await?;
                    let row = store::complaints::get(&mut tx, *case).await?;
                    many.kept.push(number(row.number));
                }
                // Somebody else was faster.
                Err(Error::CaseErased) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Erases automated mail of no case whose period is over.
    pub async fn retention_erase_automated(&self) -> Result<ErasedMany> {
        let mut many = ErasedMany::default();
        loop {
            let mut act = self.act().await?;
            let periods = periods(&mut act.tx).await?;
            let mut ids = self.automated_due(&mut act.tx, &periods, BATCH).await?;
            if ids.is_empty() {
                break;
            }
            ids.extend(store::retention::repeated(&mut act.tx, &ids).await?);
            let emptied = self.emptied(&ids)?;
            store::retention::empty_messages(&mut act.tx, &emptied, act.now).await?;
            act.log(
                Entry::workspace("retention.automated-erased", self.ring().workspace)
                    .with("messages", ids.len()),
            );
            act.commit().await?;
            many.messages += u32::try_from(ids.len()).unwrap_or(u32::MAX);
        }
        self.after_erasing().await;
        Ok(many)
    }

    async fn erase_one(&self, on: On, because: Because, confirm: Option<u32>) -> Result<Done> {
        let mut act = self.act().await?;
        if let Some(done) = self.done_before(&mut act, on, CaseAct::Erase).await? {
            return Ok(done);
        }
        let image = Image::locked(&mut act.tx, on.case).await?;
        let case = &image.case;
        if on.version.is_some_and(|version| version != case.version) {
            return Err(Error::Conflict);
        }
        self.whole(&mut act, &image).await?;
        if confirm.is_some_and(|typed| typed != number(case.number)) {
            return Err(Error::NotConfirmedErasure {
                wanted: case.number.to_string(),
            });
        }
        let facts = facts(self, &image, act.now)?;
        step(case.status.0, CaseAct::Erase, &facts).map_err(blocked)?;
        if because == Because::Retention {
            let due = self.due_on(&image, &periods(&mut act.tx).await?);
            if due.is_none_or(|due| self.day(act.now) < due) {
                return Err(Error::Blocked {
                    missing: "period-over".to_owned(),
                });
            }
        }
        let at = act.now;
        let entry = Entry::case("case.erased", on.case);
        self.erase_image(&mut act, &image, because, at, entry)
            .await?;
        let id = on.key.unwrap_or_else(|| self.id());
        act.keep(ActRow {
            id,
            act: CaseAct::Erase.to_string(),
            seq: 0,
            case_id: Some(on.case),
            version_after: case.version + 1,
            at,
            undone: false,
            sealed: None,
            bulk: None,
        });
        act.commit().await?;
        Ok(Done {
            case: on.case,
            number: number(case.number),
            version: case.version + 1,
            status: case.status.0,
            act: CaseAct::Erase.to_string(),
            undo: None,
        })
    }

    /// Erases a case in an act under way, with what is left of those that went into it, and has the
    /// act say so in its log.
    pub(super) async fn erase_image(
        &self,
        act: &mut Act<'_>,
        image: &Image,
        because: Because,
        at: DateTime<Utc>,
        entry: Entry,
    ) -> Result<()> {
        for merged in store::complaints::merged_into(&mut act.tx, image.case.id).await? {
            let image = Image::locked(&mut act.tx, merged).await?;
            if image.case.erased_at.is_none() {
                let entry = Entry::case("case.erased", merged);
                self.erase_row(act, &image, because, at, entry).await?;
            }
        }
        self.erase_row(act, image, because, at, entry).await
    }

    async fn erase_row(
        &self,
        act: &mut Act<'_>,
        image: &Image,
        because: Because,
        at: DateTime<Utc>,
        entry: Entry,
    ) -> Result<()> {
        let id = image.case.id;
        let messages = store::retention::messages_of(&mut act.tx, id).await?;
        let ring = self.ring();
        let (key, key_row) = Sealer::to(ring.complaints()?)?.key(id)?;
        let asks = image.asks.iter().map(|ask| {
            let empty = ring.seal_json(&key, fields::ASK, ask.id, &AskText::default())?;
            Ok((ask.id, empty))
        });
        let erasure = Erasure {
            case: Emptied {
                id,
                sealed: ring.seal_json(&key, fields::CASE_HEAD, id, &Head::default())?,
                key: key_row,
            },
            asks: asks.collect::<Result<_>>()?,
            messages: self.emptied(&messages)?,
            because,
            at,
        };
        let gone = store::retention::erase(&mut act.tx, &erasure).await?;
        act.log(
            entry
                .with("because", because)
                .with("messages", messages.len())
                .with("notes", gone.notes)
                .with("entries", gone.entries.len())
                // Verification holds against it which entries lack their detail.
                .with("which", crate::audit::which(&gone.entries)),
        );
        Ok(())
    }

    /// Messages as they are left: a key that seals an empty head.
    pub(super) fn emptied(&self, ids: &[Uuid]) -> Result<Vec<Emptied>> {
        let sealer = Sealer::to(self.ring().complaints()?)?;
        ids.iter()
            .map(|id| self.emptied_one(&sealer, *id))
            .collect()
    }

    /// As [`Desk::emptied`], of one that comes in when what it repeats was erased.
    pub(crate) fn emptied_one(&self, sealer: &Sealer, id: Uuid) -> Result<Emptied> {
        let (key, row) = sealer.key(id)?;
        let head = crate::intake::Head::default();
        Ok(Emptied {
            id,
            sealed: self
                .ring()
                .seal_json(&key, fields::MESSAGE_HEAD, id, &head)?,
            key: row,
        })
    }

    /// Clears the file of what was erased, and writes the list from which a restored backup is
    /// erased again. What can't be done now is done the next time: the erasure itself is complete.
    pub(crate) async fn after_erasing(&self) {
        self.ring().opened.forget();
        let begun = Instant::now();
        if let Err(error) = self.inner.store.sweep(|| begun.elapsed() < SWEEP).await {
            tracing::warn!(%error, "the file was not cleared of what was erased");
        }
        self.write_erasures_if_any().await;
    }

    /// As the first of them was erased, in a workspace that comes from a backup of before.
    pub(super) async fn erase_again(
        &self,
        case: Uuid,
        because: Because,
        at: DateTime<Utc>,
        outcomes: &BTreeMap<Uuid, Outcome>,
    ) -> Result<bool> {
        let mut act = self.act().await?;
        let before = match Image::locked(&mut act.tx, case).await {
            Ok(image) if image.case.erased_at.is_none() => image,
            Ok(_) => return Ok(false),
            Err(store::Error::NotFound(_)) => {
                return self.empty_asks_again(act, outcomes).await;
            }
            Err(error) => return Err(error.into()),
        };
        // What stood open in the backup was closed when it was erased.
        let mut image = before.clone();
        if image.case.status.0 != Status::Closed {
            image.case.status = Word(Status::Closed);
            image.case.status_since = at;
        }
        (image.case.held_at, image.case.held_by) = (None, None);
        for ask in &mut image.asks {
            if let Some(outcome) = outcomes.get(&ask.id) {
                ask.outcome = Some(Word(*outcome));
                ask.decided_at = ask.decided_at.or(Some(at));
            }
        }
        self.ground(act.now).refresh(&mut image, || self.id())?;
        image.write(&mut act.tx, &before).await?;
        let entry = Entry::case("case.erased", case).with("again", true);
        self.erase_image(&mut act, &image, because, at, entry)
            .await?;
        act.commit().await?;
        Ok(true)
    }

    /// Empties the asks of an erased case that was split off after the backup was made: they are in
    /// the one that it was taken out of.
    async fn empty_asks_again(
        &self,
        mut act: Act<'_>,
        outcomes: &BTreeMap<Uuid, Outcome>,
    ) -> Result<bool> {
        let mut emptied = false;
        for id in outcomes.keys() {
            let Some(case) = store::retention::case_of_ask(&mut act.tx, *id).await? else {
                continue;
            };
            let key = self.case_key(&mut act.tx, case).await?;
            let empty = self
                .ring()
                .seal_json(&key, fields::ASK, *id, &AskText::default())?;
            store::retention::empty_ask(&mut act.tx, *id, &empty).await?;
            act.log(
                Entry::case("case.erased", case)
                    .with("again", true)
                    .with("asks", 1),
            );
            emptied = true;
        }
        if emptied {
            act.commit().await?;
        }
        Ok(emptied)
    }

    /// As [`Desk::erase_again`], of a message that belongs to no case, or belonged to another when
    /// the backup was made.
    pub(super) async fn erase_message_again(&self, id: Uuid, at: DateTime<Utc>) -> Result<bool> {
        let mut act = self.act().await?;
        let scope = self.ring().complaints()?.id;
        let row = store::mail::get(&mut act.tx, id, scope).await?;
        let Some(row) = row.filter(|row| row.message.erased_at.is_none()) else {
            return Ok(false);
        };
        let case = row.message.case_id;
        let emptied = self.emptied(&[id])?;
        store::retention::empty_messages(&mut act.tx, &emptied, at).await?;
        act.log(Entry::message("message.erased", id, case).with("again", true));
        act.commit().await?;
        Ok(true)
    }
}
