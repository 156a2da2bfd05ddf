//! What triage makes of a case.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::complaints::{AskKind, CaseAct};
use store::Word;
use store::complaints::AskRow;
use uuid::Uuid;

use super::acts::invalid;
use super::clocks::Seed;
use super::engine::Work;
use super::opening::Asked;
use super::{AskText, Triage};
use crate::{Error, Result};

impl Triage {
    /// The acts that the fields stand for.
    pub(super) fn acts(&self) -> Vec<CaseAct> {
        let core = self.kinds.is_some()
            || self.regime.is_some()
            || self.minor.is_some()
            || self.representative.is_some()
            || self.letter_due.is_some();
        [
            (core, CaseAct::Triage),
            (self.priority.is_some(), CaseAct::SetPriority),
            (self.department.is_some(), CaseAct::Department),
            (self.tags.is_some() || self.add_tags.is_some(), CaseAct::Tag),
            (self.due_on.is_some(), CaseAct::Due),
        ]
        .into_iter()
        .filter_map(|(there, act)| there.then_some(act))
        .collect()
    }
}

impl Work<'_> {
    pub(super) fn triage(&mut self, triage: Triage) -> Result<()> {
        let told_tags = triage.tags.is_some() || triage.add_tags.is_some();
        if let Some(kinds) = &triage.kinds {
            self.set_kinds(kinds)?;
        }
        if let Some(priority) = triage.priority {
            self.image.case.priority = Word(priority);
            self.tell("priority", priority);
            self.change_head(|head| {
                head.priority_because.clear();
                (head.priority_repeated, head.priority_by_hand) = (0, true);
            })?;
        }
        if let Some(department) = triage.department {
            self.tell("department", &department);
            self.image.case.department = Some(department).filter(|d| !d.is_empty());
        }
        if let Some(tags) = triage.tags {
            self.image.tags = tags;
        }
        if let Some(tags) = triage.add_tags {
            self.image.tags.extend(tags);
            self.image.tags.sort();
            self.image.tags.dedup();
        }
        if told_tags {
            let tags = self.image.tags.join(", ");
            self.tell("tags", tags);
        }
        if let Some(regime) = triage.regime {
            self.tell("regime", &regime);
            self.change_head(|head| head.regime_because.clear())?;
            self.image.case.regime = regime;
        }
        if let Some(minor) = triage.minor {
            self.tell("minor", minor);
            self.image.case.minor = minor;
        }
        if let Some(representative) = triage.representative {
            self.tell("representative", representative);
            self.image.case.representative = representative;
        }
        if let Some(due_on) = triage.due_on {
            if let Some(day) = due_on {
                self.tell("due_on", day);
            }
            self.image.case.due_on = due_on;
        }
        match triage.letter_due {
            Some(date) => self.letter_due(date, triage.letter_time),
            None => Ok(()),
        }
    }

    /// Makes the asks these: an ask whose kind stays keeps its outcome and its clock.
    fn set_kinds(&mut self, kinds: &[AskKind]) -> Result<()> {
        if kinds.is_empty() {
            return Err(invalid("kinds"));
        }
        let case = self.image.case.id;
        let mut old = std::mem::take(&mut self.image.asks);
        // What was asked at the same time was acknowledged with it.
        let told: Vec<_> = old
            .iter()
            .map(|a| (a.received_at, a.acknowledged_at))
            .collect();
        let acknowledged = |at: DateTime<Utc>| {
            let with = told.iter().filter(|(asked, _)| *asked == at);
            with.filter_map(|(_, told)| *told).min()
        };
        let mut asks = Vec::with_capacity(kinds.len());
        for (place, kind) in kinds.iter().enumerate() {
            let mut ask = match old.iter().position(|a| a.kind == Some(Word(*kind))) {
                Some(index) => old.remove(index),
                None => {
                    // An ask that had no kind yet gets this one: it was asked when it was.
                    let at = match old.iter().position(|a| {
                        let stays = a.kind.is_some_and(|kind| kinds.contains(&kind.0));
                        a.outcome.is_none() && !a.history && !stays
                    }) {
                        Some(index) => old.remove(index).received_at,
                        None => self.image.case.received_at,
                    };
                    let asked = Asked {
                        kind: Some(*kind),
                        proposed: false,
                        at,
                        history: self.image.case.history,
                    };
                    let text = AskText::default();
                    AskRow {
                        acknowledged_at: acknowledged(at),
                        ..self.desk.ask_row(case, &self.key, place, asked, &text)?
                    }
                }
            };
            ask.place = i32::try_from(place).map_err(Error::internal)?;
            ask.proposed = false;
            asks.push(ask);
        }
        if old.iter().any(|ask| ask.outcome.is_some()) {
            return Err(invalid("kinds"));
        }
        let words: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        self.tell("kinds", words.join(","));
        self.image.asks = asks;
        Ok(())
    }

    /// The date that a letter from an authority sets, or the time on it.
    fn letter_due(&mut self, date: NaiveDate, time: Option<NaiveTime>) -> Result<()> {
        // The letter's clock is there only once its ask is.
        self.desk
            .ground(self.now)
            .refresh(&mut self.image, || self.desk.id())?;
        let letters: Vec<Uuid> = self
            .image
            .asks
            .iter()
            .filter(|ask| ask.kind == Some(Word(AskKind::AuthorityLetter)))
            .map(|ask| ask.id)
            .collect();
        if letters.is_empty() {
            return Err(invalid("letter_due"));
        }
        for row in self
            .image
            .clocks
            .iter_mut()
            .filter(|row| row.ask_id.is_some_and(|id| letters.contains(&id)))
        {
            let mut seed: Seed = serde_json::from_str(&row.input)?;
            seed.letter_due = Some(date);
            seed.letter_time = time;
            row.input = serde_json::to_string(&seed)?;
        }
        match time {
            Some(time) => self.tell("letter_due", format!("{date} {}", time.format("%H:%M"))),
            None => self.tell("letter_due", date),
        }
        Ok(())
    }
}
