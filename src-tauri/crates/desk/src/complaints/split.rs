//! Splitting a case: messages, asks or both become a case of their own. A message that joined the
//! wrong case is taken out the same way.

use std::collections::BTreeSet;

use domain::complaints::merge::Beware;
use domain::complaints::propose::Reading;
use domain::complaints::{CaseAct, Disposition, Identity, Status};
use store::Word;
use store::complaints::{AskRow, MovingRow};
use uuid::Uuid;

use super::acts::invalid;
use super::opening::{Begun, Opening};
use super::several::{Part, Plan, entry, moved_asks, pin, unverified};
use super::{Done, On, SplitInput, SplitView};
use crate::door::{Act, Entry, Sealer};
use crate::{Desk, Error, Result};

/// What is taken out of a case.
struct Taken {
    messages: Vec<MovingRow>,
    asks: Vec<Uuid>,
    /// How many messages the case has.
    of: usize,
}

impl Taken {
    /// The message that opens the case of its own: the first that somebody else wrote.
    fn first(&self) -> Option<&MovingRow> {
        self.messages.iter().find(|message| !message.outgoing)
    }
}

impl Desk {
    /// What splitting a case would do. Nothing is changed.
    ///
    /// # Errors
    /// As [`Desk::case_split`].
    pub async fn split_preview(&self, case: Uuid, input: &SplitInput) -> Result<SplitView> {
        let mut act = self.act().await?;
        let (plan, taken) = self.plan_split(&mut act, case, input).await?;
        let (Some(rest), Some(begun)) = (plan.parts.first(), &plan.begun) else {
            return Err(Error::internal("split: parts"));
        };
        let asks: Vec<Uuid> = begun.image.asks.iter().map(|ask| ask.id).collect();
        let head = self.head_with(&begun.image.case, &begun.key)?;
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(SplitView {
            from: self.called(rest)?,
            name: head.name,
            subject: head.subject,
            messages: count(taken.messages.len()),
            asks: moved_asks(&begun.image, &asks),
            received_at: begun.image.case.received_at,
            identity: begun.image.case.identity.0,
            due_at: begun.image.case.due_at,
            rest_messages: count(taken.of - taken.messages.len()),
            rest_asks: count(rest.image.asks.len()),
            rest_due_at: rest.image.case.due_at,
            says: plan.says.into_iter().collect(),
        })
    }

    /// Takes messages and asks out of a case, into one of their own, whose clocks count from when
    /// they were received. Asks that are named keep their clocks; with none named, those go along
    /// that came with these messages, and where there are none what the messages ask is asked anew.
    /// Nobody's identity is taken over.
    ///
    /// # Errors
    /// [`Error::SplitNothing`], [`Error::SplitAll`] where nothing would be left,
    /// [`Error::SplitDecided`] for an ask with an outcome; [`Error::CaseMerged`],
    /// [`Error::CaseErased`]; [`Error::Conflict`].
    pub async fn case_split(&self, on: On, input: &SplitInput) -> Result<Done> {
        let done = self.try_split(on, input).await;
        done.map_err(|e| e.at(&self.inner.folder))
    }

    async fn try_split(&self, on: On, input: &SplitInput) -> Result<Done> {
        let mut act = self.act().await?;
        if let Some(done) = self.done_before(&mut act, on, CaseAct::Split).await? {
            return Ok(done);
        }
        let (plan, taken) = self.plan_split(&mut act, on.case, input).await?;
        let from = &plan.parts[0].before.case;
        if on.version.is_some_and(|version| version != from.version) {
            return Err(Error::Conflict);
        }
        let begun = plan.begun.as_ref().map(|begun| &begun.image.case);
        let new = begun.ok_or_else(|| Error::internal("split: case"))?;
        // Who takes part: those who wrote. The office's own address is nobody.
        let wrote = taken.messages.iter().filter_map(|m| m.sender_key.clone());
        let wrote: Vec<_> = wrote.map(|key| (new.id, key)).collect();
        let entries = vec![
            entry(CaseAct::Split, from, new)
                .with("messages", taken.messages.len())
                .with("asks", taken.asks.len()),
            Entry::case("case.new", new.id)
                .with("channel", new.channel.0)
                .with("from", from.number),
        ];
        self.write_plan(act, on, CaseAct::Split, plan, entries, &wrote)
            .await
    }

    async fn plan_split(
        &self,
        act: &mut Act<'_>,
        case: Uuid,
        input: &SplitInput,
    ) -> Result<(Plan, Taken)> {
        store::complaints::lock(&mut act.tx, case).await?;
        let mut rest = self.part(act, case).await?;
        let taken = self.taken(act, &rest, input).await?;
        let sealer = Sealer::to(self.ring().complaints()?)?;
        let opening = self.opening_for(act, &rest, &taken).await?;
        let number = store::workspace::take(&mut act.tx, "case", 1).await?;
        let mut begun = self.begin_case(number, act.now, &sealer, &opening)?;
        self.found(&mut begun, &rest, &taken)?;
        if !taken.asks.is_empty() {
            pin(&mut rest.image, false)?;
            self.move_asks(&mut begun, &mut rest, &taken.asks)?;
        }
        let sum = taken.messages.iter().map(|message| message.attachments);
        let count = i32::try_from(taken.messages.len()).map_err(Error::internal)?;
        let attachments: i32 = sum.sum();
        rest.image.case.messages -= count;
        rest.image.case.attachments -= attachments;
        (begun.image.case.messages, begun.image.case.attachments) = (count, attachments);
        let says = beware(&rest, &begun, &taken);
        let joined = |message: &&MovingRow| {
            message.disposition.0 == Disposition::Joined && !message.outgoing
        };
        let to = begun.image.case.id;
        let mut plan = Plan {
            parts: vec![rest],
            begun: Some(begun),
            objects: taken.messages.iter().map(|m| (m.id, case, to)).collect(),
            by_hand: taken
                .messages
                .iter()
                .filter(joined)
                .map(|message| (message.id, message.reason.clone()))
                .collect(),
            says,
        };
        self.settle(&mut plan, act.now)?;
        Ok((plan, taken))
    }

    /// Finds what was named, and what goes along with it.
    async fn taken(&self, act: &mut Act<'_>, rest: &Part, input: &SplitInput) -> Result<Taken> {
        let case = &rest.image.case;
        let asks = &rest.image.asks;
        let mut messages = store::complaints::moving(&mut act.tx, case.id).await?;
        let of = messages.len();
        let known = |id: &Uuid| messages.iter().any(|message| message.id == *id);
        if !input.messages.iter().all(known) {
            return Err(invalid("messages"));
        }
        if input.messages.is_empty() && input.asks.is_empty() {
            return Err(Error::SplitNothing);
        }
        messages.retain(|message| input.messages.contains(&message.id));
        let mut chosen = Vec::new();
        for id in &input.asks {
            let ask = asks.iter().find(|ask| ask.id == *id);
            if ask.ok_or_else(|| invalid("asks"))?.outcome.is_some() {
                return Err(Error::SplitDecided);
            }
            chosen.push(*id);
        }
        if chosen.is_empty() {
            // What a message asked on its way in has its very time.
            let came = |ask: &&AskRow| {
                ask.outcome.is_none() && messages.iter().any(|m| m.received_at == ask.received_at)
            };
            chosen = asks.iter().filter(came).map(|ask| ask.id).collect();
            if chosen.len() == asks.len() {
                chosen.clear();
            }
        }
        let nothing_said = !messages.is_empty() && messages.len() == of && case.body.is_none();
        if nothing_said || (!chosen.is_empty() && chosen.len() == asks.len()) {
            return Err(Error::SplitAll);
        }
        Ok(Taken {
            messages,
            asks: chosen,
            of,
        })
    }

    /// What the new case begins with: its first message, or where it has none what it comes from.
    async fn opening_for(&self, act: &mut Act<'_>, rest: &Part, taken: &Taken) -> Result<Opening> {
        if let Some(first) = taken.first() {
            let scope = self.ring().complaints()?.id;
            let row = store::mail::get(&mut act.tx, first.id, scope).await?;
            let row = row.ok_or(Error::MessageNotFound)?;
            return self.opening_of(&mut act.tx, &row).await;
        }
        let (case, head) = (&rest.image.case, self.head(rest)?);
        let asks = rest.image.asks.iter();
        let asked = asks.filter(|ask| taken.asks.contains(&ask.id));
        Ok(Opening {
            channel: case.channel.0,
            history: case.history,
            quarantined: false,
            received_at: asked
                .map(|ask| ask.received_at)
                .min()
                .unwrap_or(case.received_at),
            received_source: case.received_source.0,
            name: head.name,
            address: String::new(),
            detail: String::new(),
            subject: head.subject,
            reading: Reading::default(),
            body: None,
            kinds: Vec::new(),
            language: case.language.clone(),
            attachments: 0,
            messages: 0,
        })
    }

    /// What the new case has of the one that it comes from: whose it is, its law, and what keeps it.
    /// With no message of its own it is about the same people.
    fn found(&self, begun: &mut Begun, rest: &Part, taken: &Taken) -> Result<()> {
        let from = &rest.image.case;
        let case = &mut begun.image.case;
        case.split_from = Some(from.id);
        case.regime.clone_from(&from.regime);
        case.handled_under.clone_from(&from.handled_under);
        case.assignee = from.assignee;
        case.department.clone_from(&from.department);
        if from.held_at.is_some() {
            (case.held_at, case.held_by) = (from.held_at, from.held_by);
            let mut head = self.head_with(case, &begun.key)?;
            head.held_because = self.head(rest)?.held_because;
            self.set_head(case, &begun.key, &head)?;
        }
        let mut same = false;
        if taken.first().is_none() {
            begun.image.parties.clear();
            for party in &rest.image.parties {
                let text = self.party_text(party, &rest.key)?;
                begun.image.parties.push(self.party_row(
                    case.id,
                    self.id(),
                    &begun.key,
                    party.role.0,
                    party.minor,
                    &text,
                )?);
            }
            case.representative = from.representative;
            same = true;
            // What waits goes on waiting.
            if from.status.0.is_open() {
                case.status = Word(from.status.0);
            }
        }
        same |= super::several::same_person(&rest.image, &begun.image);
        let case = &mut begun.image.case;
        case.minor |= from.minor && same;
        // It was established for what was asked there.
        let known = case.identity.0 != Identity::None || same && !begun.image.parties.is_empty();
        unverified(
            case,
            if known {
                Identity::Claimed
            } else {
                Identity::None
            },
        );
        Ok(())
    }

    fn move_asks(&self, begun: &mut Begun, rest: &mut Part, which: &[Uuid]) -> Result<()> {
        let case = &mut begun.image.case;
        begun.image.asks.clear();
        begun.image.clocks.clear();
        let moving = rest.image.asks.clone();
        for (place, ask) in (0..).zip(moving.iter().filter(|ask| which.contains(&ask.id))) {
            let (ask, clocks) = self.ask_for(rest, ask, case, &begun.key)?;
            begun.image.asks.push(AskRow { place, ..ask });
            begun.image.clocks.extend(clocks);
        }
        begun.image.clocks.sort_by_key(|clock| clock.id);
        let image = &mut rest.image;
        image.asks.retain(|ask| !which.contains(&ask.id));
        let gone = |id: Option<Uuid>| id.is_some_and(|id| which.contains(&id));
        image.clocks.retain(|clock| !gone(clock.ask_id));
        Ok(())
    }
}

/// What is to be told before a case is split.
fn beware(rest: &Part, begun: &Begun, taken: &Taken) -> BTreeSet<Beware> {
    let new = &begun.image.case;
    [
        (
            Beware::IdentityNotCarried,
            rest.image.case.identity.0 == Identity::Verified,
        ),
        (
            Beware::AwaitsIdentity,
            new.status.0 == Status::AwaitingIdentity,
        ),
        (Beware::Minor, new.minor),
        (Beware::Held, new.held_at.is_some()),
        (Beware::Proposed, taken.asks.is_empty()),
    ]
    .into_iter()
    .filter_map(|(what, holds)| holds.then_some(what))
    .collect()
}
