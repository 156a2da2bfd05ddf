//! Answers that were sent elsewhere, refusals, and what is not ours.

use chrono::{DateTime, Utc};
use domain::complaints::{CaseAct, Disposition, Outcome, ReceivedSource, Refusal};
use store::Word;
use store::complaints::AskRow;
use store::mail::MessageRow;
use uuid::Uuid;

use super::acts::invalid;
use super::added::Added;
use super::engine::Work;
use super::{AcknowledgeInput, AnswerInput, Done, On, OutcomeInput, RefusalInput, ToldInput};
use crate::intake::Head;
use crate::workspace::OWN_ADDRESS;
use crate::{Desk, Error, Result, fields};

impl Desk {
    /// Records an answer that was sent elsewhere, as its text or the mail itself, and what came
    /// out of the asks that it names. Asks that it does not name stay open.
    ///
    /// # Errors
    /// [`Error::Invalid`]: no text, no outcome, an outcome without its reason, a refusal (it has
    /// its own act), a time in the future; [`Error::Blocked`]; [`Error::PathMissing`].
    pub async fn case_answer(&self, on: On, answer: AnswerInput) -> Result<Done> {
        let sent_at = answer.sent_at.map(crate::door::to_micros);
        if sent_at.is_some_and(|at| at > self.now()) {
            return Err(invalid("sent_at"));
        }
        if answer.outcomes.is_empty() {
            return Err(invalid("outcomes"));
        }
        let sent = match &answer.eml {
            Some(path) => Sent::from_file(path).await?,
            None if answer.text.trim().is_empty() => return Err(invalid("text")),
            None => Sent::said(&answer.text),
        };
        self.on_case(on, &[CaseAct::Answer], |work| {
            // The answer counts from when it was sent, not from when it was recorded.
            if sent_at.is_some_and(|at| at < work.image.case.received_at) {
                return Err(invalid("sent_at"));
            }
            let at = sent.time(sent_at, work.now);
            for outcome in &answer.outcomes {
                work.outcome(outcome, at)?;
            }
            work.sent(sent, sent_at)
        })
        .await
    }

    /// Records that the requester was told that what they ask has arrived: it stops the clocks
    /// that run until then (DPA 2018, section 164A; 11 CCR 7021(a)).
    ///
    /// # Errors
    /// [`Error::Blocked`] where no such clock runs; [`Error::Invalid`] for a time in the future or
    /// before the receipt; [`Error::PathMissing`].
    pub async fn case_acknowledge(&self, on: On, input: AcknowledgeInput) -> Result<Done> {
        let sent_at = input.sent_at.map(crate::door::to_micros);
        if sent_at.is_some_and(|at| at > self.now()) {
            return Err(invalid("sent_at"));
        }
        let sent = match &input.eml {
            Some(path) => Sent::from_file(path).await?,
            None => Sent::said(&input.text),
        };
        self.on_case(on, &[CaseAct::Acknowledge], |work| {
            work.acknowledge(sent, sent_at)
        })
        .await
    }

    /// Refuses one ask: with a ground, a reason and the complaint route, or not at all.
    ///
    /// # Errors
    /// [`Error::RefusalIncomplete`] naming what is missing; [`Error::UnknownGround`];
    /// [`Error::Blocked`].
    pub async fn case_refuse(&self, on: On, refusal: RefusalInput) -> Result<Done> {
        self.on_case(on, &[CaseAct::Refuse], |work| work.refuse(&refusal))
            .await
    }

    /// Records that somebody who received deleted data was told of the deletion (GB/T 35273 8.3,
    /// GDPR 19).
    ///
    /// # Errors
    /// [`Error::Blocked`] where nobody is to be told; [`Error::Invalid`] for somebody who is not,
    /// and for a day in the future.
    pub async fn case_told(&self, on: On, told: ToldInput) -> Result<Done> {
        if told.told_on > self.today() {
            return Err(invalid("told_on"));
        }
        self.on_case(on, &[CaseAct::Told], |work| work.told(&told))
            .await
    }
}

/// An answer as it was sent.
struct Sent {
    text: String,
    raw: Option<Vec<u8>>,
    parsed: Option<mail::Parsed>,
}

impl Sent {
    fn said(text: &str) -> Self {
        Self {
            text: text.trim().to_owned(),
            raw: None,
            parsed: None,
        }
    }

    async fn from_file(path: &str) -> Result<Self> {
        let missing = |_| Error::PathMissing {
            path: path.to_owned(),
        };
        let raw = tokio::fs::read(path).await.map_err(missing)?;
        let parsed = mail::parse(&raw).map_err(|e| Error::UnreadableFile {
            path: path.to_owned(),
            why: e.reason.to_string(),
        })?;
        Ok(Self {
            text: parsed.text.clone(),
            raw: Some(raw),
            parsed: Some(parsed),
        })
    }
}

impl Sent {
    /// When it was sent: as entered, else as the mail is dated, else now.
    fn time(&self, entered: Option<DateTime<Utc>>, now: DateTime<Utc>) -> DateTime<Utc> {
        let dated = self
            .parsed
            .as_ref()
            .and_then(|p| p.date)
            .filter(|date| *date <= now);
        entered.or(dated).unwrap_or(now)
    }
}

impl Work<'_> {
    fn index_of(&self, ask: Uuid) -> Result<usize> {
        self.image
            .asks
            .iter()
            .position(|a| a.id == ask)
            .ok_or_else(|| invalid("ask"))
    }

    fn acknowledge(&mut self, sent: Sent, sent_at: Option<DateTime<Utc>>) -> Result<()> {
        let at = sent.time(sent_at, self.now);
        self.acknowledged(at)?;
        if sent.raw.is_none() && sent.text.is_empty() {
            return Ok(());
        }
        self.sent(sent, sent_at)
    }

    /// What is asked is acknowledged as of a time.
    pub(crate) fn acknowledged(&mut self, at: DateTime<Utc>) -> Result<()> {
        if at < self.image.case.received_at {
            return Err(invalid("sent_at"));
        }
        let open = |ask: &&mut AskRow| ask.acknowledged_at.is_none() && ask.received_at <= at;
        for ask in self.image.asks.iter_mut().filter(open) {
            ask.acknowledged_at = Some(at);
        }
        let day = self.desk.day(at);
        self.tell("sent_on", day);
        Ok(())
    }

    /// As [`Desk::case_acknowledge`], by its text.
    pub(super) fn acknowledge_by(
        &mut self,
        text: &str,
        sent_at: Option<DateTime<Utc>>,
    ) -> Result<()> {
        self.acknowledge(Sent::said(text), sent_at)
    }

    /// The asks to which nothing was decided.
    fn undecided(&self) -> Result<Vec<Uuid>> {
        let open = self.image.asks.iter().filter(|ask| ask.outcome.is_none());
        let open: Vec<Uuid> = open.map(|ask| ask.id).collect();
        (!open.is_empty())
            .then_some(open)
            .ok_or_else(|| invalid("outcomes"))
    }

    /// The same answer to all that is open.
    pub(super) fn answer_all(
        &mut self,
        text: &str,
        (outcome, reason): (Outcome, &str),
        sent_at: Option<DateTime<Utc>>,
    ) -> Result<()> {
        let at = sent_at.unwrap_or(self.now);
        if at < self.image.case.received_at {
            return Err(invalid("sent_at"));
        }
        for ask in self.undecided()? {
            let recipients_to_tell = self.ask_text(self.index_of(ask)?)?.recipients;
            let input = OutcomeInput {
                ask,
                outcome,
                reason: reason.to_owned(),
                recipients_to_tell,
            };
            self.outcome(&input, at)?;
        }
        self.sent(Sent::said(text), sent_at)
    }

    /// Refuses all that is open on one ground; what was sent is kept once.
    pub(super) fn refuse_all(
        &mut self,
        (ground, reason): (&str, &str),
        route: &str,
        text: &str,
    ) -> Result<()> {
        let mut route = route.to_owned();
        if route.is_empty() {
            let own = self.desk.packs().regime(&self.image.case.regime)?;
            let in_english = self.image.case.language.as_deref() == Some("en");
            route = own.dispute_route().map_or_else(String::new, |own| {
                let text = &own.text;
                if in_english { &text.en } else { &text.zh }.clone()
            });
        }
        for ask in self.undecided()? {
            self.refuse(&RefusalInput {
                ask,
                ground: ground.to_owned(),
                reason: reason.to_owned(),
                route: route.clone(),
                text: String::new(),
            })?;
        }
        if text.is_empty() {
            return Ok(());
        }
        self.sent(Sent::said(text), None)
    }

    /// What came out of one ask.
    pub(crate) fn outcome(&mut self, input: &OutcomeInput, at: DateTime<Utc>) -> Result<()> {
        let index = self.index_of(input.ask)?;
        let reason = input.reason.trim();
        match input.outcome {
            Outcome::Refused => return Err(invalid("outcome")),
            // What was not done, and why, is part of the answer (GDPR 12(4)).
            Outcome::Partly if reason.is_empty() => return Err(invalid("reason")),
            _ => {}
        }
        self.decide(index, input.outcome, reason, at)?;
        let mut text = self.ask_text(index)?;
        // Who was named before stays named: that they were told is on record.
        let mut recipients = input.recipients_to_tell.clone();
        recipients.retain(|r| !r.name.trim().is_empty());
        text.recipients
            .retain(|old| recipients.iter().all(|new| new.name != old.name));
        text.recipients.append(&mut recipients);
        self.set_ask_text(index, &text)
    }

    fn told(&mut self, told: &ToldInput) -> Result<()> {
        let index = self.index_of(told.ask)?;
        let mut text = self.ask_text(index)?;
        text.recipients
            .iter_mut()
            .find(|one| one.name == told.name.trim() && one.told_on.is_none())
            .ok_or_else(|| invalid("recipient"))?
            .told_on = Some(told.told_on);
        self.set_ask_text(index, &text)?;
        // Who it was is personal, or may be: the log has the day alone.
        self.tell("told_on", told.told_on);
        Ok(())
    }

    pub(super) fn decide(
        &mut self,
        index: usize,
        outcome: Outcome,
        reason: &str,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let mut text = self.ask_text(index)?;
        text.reason = reason.to_owned();
        self.set_ask_text(index, &text)?;
        let me = self.desk.inner.me.id;
        let ask = &mut self.image.asks[index];
        ask.outcome = Some(Word(outcome));
        ask.ground = None;
        ask.decided_at = Some(at);
        ask.decided_by = Some(me);
        let kind = ask.kind.map(|kind| kind.0.as_str()).unwrap_or_default();
        self.tell("outcome", outcome);
        self.tell("kind", kind);
        Ok(())
    }

    fn refuse(&mut self, input: &RefusalInput) -> Result<()> {
        self.refused(input)?;
        if input.text.trim().is_empty() {
            return Ok(());
        }
        self.sent(Sent::said(&input.text), None)
    }

    /// One ask is refused, with all that a refusal needs.
    pub(crate) fn refused(&mut self, input: &RefusalInput) -> Result<()> {
        let index = self.index_of(input.ask)?;
        let kind = self.image.asks[index].kind.map(|kind| kind.0);
        let packs = self.desk.packs();
        let allowed: Vec<String> = [
            Some(packs.regime(&self.image.case.regime)?),
            packs.policy.as_ref(),
        ]
        .into_iter()
        .flatten()
        .flat_map(|pack| {
            let grounds: Vec<_> = match kind {
                Some(kind) => pack.grounds_for(kind).collect(),
                None => pack.grounds().iter().collect(),
            };
            grounds
                .into_iter()
                .map(|ground| format!("{}/{}", pack.id(), ground.id))
        })
        .collect();
        let ground = input.ground.trim();
        if !ground.is_empty() && allowed.iter().all(|id| id != ground) {
            return Err(Error::UnknownGround {
                ground: ground.to_owned(),
                known: allowed.join(", "),
            });
        }
        let refusal = Refusal::new(ground, &input.reason, &input.route, &allowed).map_err(|e| {
            let words: Vec<&str> = e.missing.iter().map(|part| part.as_str()).collect();
            Error::RefusalIncomplete {
                missing: words.join(","),
            }
        })?;
        self.decide(index, Outcome::Refused, refusal.reason(), self.now)?;
        let mut text = self.ask_text(index)?;
        text.route = refusal.route().to_owned();
        self.set_ask_text(index, &text)?;
        self.image.asks[index].ground = Some(refusal.ground().to_owned());
        self.tell("ground", refusal.ground());
        Ok(())
    }

    /// Keeps what was sent as an outgoing message of the case.
    fn sent(&mut self, sent: Sent, at: Option<DateTime<Utc>>) -> Result<()> {
        let ring = self.desk.ring();
        let id = self.desk.id();
        let (key, key_row) = self.sealer.key(id)?;
        let head = match &sent.parsed {
            Some(parsed) => Head::of(parsed),
            None => Head {
                from_address: OWN_ADDRESS.to_owned(),
                ..Head::default()
            },
        };
        let dated = sent
            .parsed
            .as_ref()
            .and_then(|p| p.date)
            .filter(|date| *date <= self.now);
        let raw = sent.raw.unwrap_or_default();
        let chunks = if raw.is_empty() {
            Vec::new()
        } else {
            ring.seal_blob(&key, fields::MESSAGE_RAW, id, &raw)
                .collect::<Result<_>>()?
        };
        let parsed = sent.parsed.as_ref();
        let references: Vec<Vec<u8>> = parsed
            .map(|p| {
                p.in_reply_to
                    .iter()
                    .chain(&p.references)
                    .map(|r| ring.message_id_key(r))
                    .collect::<Result<_>>()
            })
            .transpose()?
            .unwrap_or_default();
        let row = MessageRow {
            id,
            case_id: Some(self.image.case.id),
            disposition: Word(Disposition::Joined),
            reason: None,
            outgoing: true,
            history: false,
            content_key: (!raw.is_empty())
                .then(|| ring.content_key(&raw))
                .transpose()?,
            source_key: None,
            // What answers this mail finds its case by it.
            message_id_key: parsed
                .and_then(|p| p.message_id.as_deref())
                .map(|m| ring.message_id_key(m))
                .transpose()?,
            sender_key: None,
            text_key: None,
            duplicate_of: None,
            answers: None,
            suggested_case: None,
            received_at: at.or(dated).unwrap_or(self.now),
            received_source: Word(if at.is_some() {
                ReceivedSource::Entered
            } else if dated.is_some() {
                ReceivedSource::Date
            } else {
                ReceivedSource::Arrival
            }),
            arrived_at: self.now,
            size: i64::try_from(raw.len()).map_err(Error::internal)?,
            attachments: parsed.map_or(0, |p| {
                i32::try_from(p.attachments.len()).unwrap_or(i32::MAX)
            }),
            language: mail::language(&sent.text).map(|l| l.to_string()),
            sealed: ring.seal_json(&key, fields::MESSAGE_HEAD, id, &head)?,
            body: Some(ring.seal_text(&key, fields::MESSAGE_BODY, id, &sent.text)?),
            erased_at: None,
        };
        self.image.case.messages += 1;
        let tokens = crate::intake::message_tokens(self.desk, &head, &sent.text)?;
        self.added.push(Added::Message {
            row: Box::new(row),
            key: key_row,
            chunks,
            references,
            tokens,
        });
        self.tell("message", id);
        Ok(())
    }
}
