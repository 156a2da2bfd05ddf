//! A case begins: by mail or by hand, with what the rules propose.

use chrono::{DateTime, Utc};
use domain::complaints::propose::Reading;
use domain::complaints::{
    AskKind, CaseAct, Channel, Identity, PartyRole, Priority, ReceivedSource, Status, workflow,
};
use store::Word;
use store::complaints::{AskRow, CaseRow, Image, PartyRow};
use store::workspace::DataKeyRow;
use uuid::Uuid;
use vault::DataKey;

use super::clocks::any_proposed;
use super::{AskText, Head, PartyText, kinds_column};
use crate::door::{Act, Entry, Sealer};
use crate::{Desk, Error, Result, fields};

/// From so many messages on a case presses, if nothing was decided.
const REPEATED: i32 = 3;

/// What a case begins with.
pub struct Opening {
    pub channel: Channel,
    pub history: bool,
    pub quarantined: bool,
    pub received_at: DateTime<Utc>,
    pub received_source: ReceivedSource,
    pub name: String,
    pub address: String,
    pub detail: String,
    pub subject: String,
    /// What the rules find in the requester's own words.
    pub reading: Reading,
    /// What was said, where there is no message that has it.
    pub body: Option<String>,
    /// Kinds as an officer said; empty: proposed.
    pub kinds: Vec<AskKind>,
    pub language: Option<String>,
    pub attachments: i32,
    pub messages: i32,
}

/// What a message that joins brings.
pub struct Arrival {
    pub at: DateTime<Utc>,
    pub attachments: i32,
    /// Old mail: it wakes nothing.
    pub history: bool,
    /// What the rules find in its own words.
    pub reading: Reading,
}

/// What an ask begins with, and when it was asked.
pub struct Asked {
    pub kind: Option<AskKind>,
    pub proposed: bool,
    pub at: DateTime<Utc>,
    pub history: bool,
}

/// A case that was just opened.
pub struct Opened {
    pub id: Uuid,
    pub number: i64,
}

/// A case as it begins.
pub struct Begun {
    pub image: Image,
    pub key: DataKey,
    pub key_row: DataKeyRow,
}

impl Desk {
    /// Adds a case's rows. The caller logs it.
    pub(crate) async fn open_case(
        &self,
        act: &mut Act<'_>,
        sealer: &Sealer,
        o: Opening,
    ) -> Result<Opened> {
        let number = store::workspace::take(&mut act.tx, "case", 1).await?;
        let begun = self.begin_case(number, act.now, sealer, &o)?;
        let id = begun.image.case.id;
        store::workspace::add_data_keys(&mut act.tx, &[begun.key_row]).await?;
        store::complaints::add(&mut act.tx, &[begun.image]).await?;
        Ok(Opened { id, number })
    }

    /// A case's first rows, not written yet.
    pub(crate) fn begin_case(
        &self,
        number: i64,
        now: DateTime<Utc>,
        sealer: &Sealer,
        o: &Opening,
    ) -> Result<Begun> {
        let id = self.id();
        let (key, key_row) = sealer.key(id)?;
        let mut image = self.first_image(id, number, now, &key, o)?;
        self.ground(now).refresh(&mut image, || self.id())?;
        Ok(Begun {
            image,
            key,
            key_row,
        })
    }

    fn first_image(
        &self,
        id: Uuid,
        number: i64,
        now: DateTime<Utc>,
        key: &DataKey,
        o: &Opening,
    ) -> Result<Image> {
        let ring = self.ring();
        let pressing = o.reading.pressing.as_ref();
        let proposed = o.reading.regime.as_ref();
        let asks = self.first_asks(id, key, o)?;
        let name = if o.name.is_empty() {
            &o.address
        } else {
            &o.name
        };
        let head = Head {
            name: name.clone(),
            subject: o.subject.clone(),
            priority_because: pressing.map(|p| p.because.clone()).unwrap_or_default(),
            regime_because: proposed.map(|p| p.because.clone()).unwrap_or_default(),
            ..Head::default()
        };
        let minor = !o.reading.minor.is_empty();
        let mut parties = Vec::new();
        if !(o.name.is_empty() && o.address.is_empty() && o.detail.is_empty()) {
            let text = PartyText {
                name: o.name.clone(),
                address: o.address.clone(),
                detail: o.detail.clone(),
            };
            parties.push(self.party_row(id, self.id(), key, PartyRole::Requester, minor, &text)?);
        }
        let case = CaseRow {
            id,
            number,
            version: 1,
            status: Word(Status::New),
            status_since: now,
            channel: Word(o.channel),
            history: o.history,
            quarantined: o.quarantined,
            received_at: o.received_at,
            received_source: Word(o.received_source),
            created_at: now,
            regime: proposed.map_or_else(|| self.row().regime, |p| p.regime.clone()),
            kinds: kinds_column(&asks),
            kinds_proposed: any_proposed(&asks),
            priority: Word(pressing.map_or(Priority::Normal, |p| p.priority)),
            assignee: None,
            department: None,
            due_on: None,
            snoozed_until: None,
            minor,
            representative: false,
            identity: Word(if o.name.is_empty() && o.address.is_empty() {
                Identity::None
            } else {
                Identity::Claimed
            }),
            identity_method: None,
            identity_by: None,
            identity_at: None,
            due_at: None,
            due_sort: store::audit::far_future(),
            clock_started_at: None,
            clock_waits: false,
            clock_paused: false,
            attachments: o.attachments,
            messages: o.messages,
            last_message_at: now,
            language: o.language.clone(),
            merged_into: None,
            held_at: None,
            held_by: None,
            erased_at: None,
            erased_because: None,
            split_from: None,
            acknowledge_by: None,
            handled_under: String::new(),
            sealed: ring.seal_json(key, fields::CASE_HEAD, id, &head)?,
            body: o
                .body
                .as_deref()
                .map(|text| ring.seal_text(key, fields::CASE_BODY, id, text))
                .transpose()?,
        };
        Ok(Image {
            case,
            asks,
            parties,
            clocks: Vec::new(),
            tasks: Vec::new(),
            tags: Vec::new(),
            links: Vec::new(),
        })
    }

    /// The asks that an officer named, else those that the rules propose, else one of no kind.
    fn first_asks(&self, case: Uuid, key: &DataKey, o: &Opening) -> Result<Vec<AskRow>> {
        if o.kinds.is_empty() {
            return self.proposed_asks(case, key, &o.reading, o.received_at, o.history);
        }
        let named = o.kinds.iter().enumerate().map(|(place, kind)| {
            let asked = Asked {
                kind: Some(*kind),
                proposed: false,
                at: o.received_at,
                history: o.history,
            };
            self.ask_row(case, key, place, asked, &AskText::default())
        });
        named.collect()
    }

    /// The asks that the rules propose, or one of no kind.
    fn proposed_asks(
        &self,
        case: Uuid,
        key: &DataKey,
        reading: &Reading,
        at: DateTime<Utc>,
        history: bool,
    ) -> Result<Vec<AskRow>> {
        let mut found: Vec<(Option<AskKind>, Vec<String>)> = reading
            .proposals
            .iter()
            .map(|proposal| (Some(proposal.kind), proposal.because.clone()))
            .collect();
        if found.is_empty() {
            found.push((None, Vec::new()));
        }
        let rows = found
            .into_iter()
            .enumerate()
            .map(|(place, (kind, because))| {
                let asked = Asked {
                    kind,
                    proposed: kind.is_some(),
                    at,
                    history,
                };
                self.ask_row(
                    case,
                    key,
                    place,
                    asked,
                    &AskText {
                        because,
                        ..AskText::default()
                    },
                )
            });
        rows.collect()
    }

    pub(crate) fn ask_row(
        &self,
        case: Uuid,
        key: &DataKey,
        place: usize,
        asked: Asked,
        text: &AskText,
    ) -> Result<AskRow> {
        let id = self.id();
        Ok(AskRow {
            id,
            case_id: case,
            place: i32::try_from(place).map_err(Error::internal)?,
            kind: asked.kind.map(Word),
            proposed: asked.proposed,
            received_at: asked.at,
            history: asked.history,
            outcome: None,
            ground: None,
            decided_at: None,
            decided_by: None,
            acknowledged_at: None,
            sealed: self.ring().seal_json(key, fields::ASK, id, text)?,
        })
    }

    pub(crate) fn party_row(
        &self,
        case: Uuid,
        id: Uuid,
        key: &DataKey,
        role: PartyRole,
        minor: bool,
        text: &PartyText,
    ) -> Result<PartyRow> {
        let address = text.address.trim();
        Ok(PartyRow {
            id,
            case_id: case,
            role: Word(role),
            minor,
            address_key: (!address.is_empty())
                .then(|| self.ring().address_key(address))
                .transpose()?,
            sealed: self.ring().seal_json(key, fields::PARTY, id, text)?,
        })
    }

    /// A message joined: the case counts it, is unread and awake again, and reopens if it was
    /// done. What it asks is asked anew where nothing in the case runs a clock any more: a case
    /// never waits for an answer without one. Old mail wakes nothing.
    pub(crate) async fn message_joined(
        &self,
        act: &mut Act<'_>,
        case: Uuid,
        arrival: Arrival,
    ) -> Result<()> {
        let before = Image::locked(&mut act.tx, case).await?;
        let mut image = before.clone();
        image.case.messages += 1;
        image.case.attachments += arrival.attachments;
        if !arrival.history {
            self.wake(act, &mut image, &arrival).await?;
        }
        self.ground(act.now).refresh(&mut image, || self.id())?;
        image.write(&mut act.tx, &before).await?;
        Ok(())
    }

    /// What a case was opened for is here now; without an opening, it says nothing to open one
    /// with. A case that nobody has worked on becomes what it would have been from the start.
    pub(crate) async fn case_read(
        &self,
        act: &mut Act<'_>,
        case: Uuid,
        opening: Option<Opening>,
    ) -> Result<()> {
        let before = Image::locked(&mut act.tx, case).await?;
        let mut image = before.clone();
        image.case.quarantined = opening.as_ref().is_some_and(|o| o.quarantined);
        if let Some(opening) = opening {
            if before.case.version == 1 {
                let wraps = store::workspace::data_keys(&mut act.tx, case).await?;
                let wrap = wraps.first().ok_or_else(|| Error::internal("case key"))?;
                let key = self.ring().data_key(case, &wrap.wrapped, wrap.generation)?;
                let (number, since) = (before.case.number, before.case.created_at);
                image = self.first_image(case, number, since, &key, &opening)?;
                // A link may have been made from the other side.
                image.links.clone_from(&before.links);
            } else if !opening.quarantined {
                image.case.attachments += opening.attachments;
                let arrival = Arrival {
                    at: opening.received_at,
                    attachments: opening.attachments,
                    history: opening.history,
                    reading: opening.reading,
                };
                self.wake(act, &mut image, &arrival).await?;
            }
        }
        self.ground(act.now).refresh(&mut image, || self.id())?;
        image.write(&mut act.tx, &before).await?;
        Ok(())
    }

    /// Proposes a higher priority where what joined presses more than what was there, or is one of
    /// many to which nothing was decided. What an officer said stays.
    async fn press(&self, act: &mut Act<'_>, image: &mut Image, reading: &Reading) -> Result<()> {
        let undecided = image.asks.iter().all(|ask| ask.outcome.is_none());
        // What we wrote ourselves presses nobody.
        let theirs = match undecided && image.case.messages >= REPEATED {
            true => image.case.messages - store::mail::sent(&mut act.tx, image.case.id).await?,
            false => 0,
        };
        let repeated = theirs >= REPEATED;
        let pressing = reading.pressing.as_ref();
        let wanted = pressing.map(|one| one.priority);
        let wanted = wanted.max(repeated.then_some(Priority::High));
        let Some(priority) = wanted.filter(|wanted| *wanted > image.case.priority.0) else {
            return Ok(());
        };
        let key = self.case_key(&mut act.tx, image.case.id).await?;
        let mut head = self.head_with(&image.case, &key)?;
        if head.priority_by_hand {
            return Ok(());
        }
        if let Some(pressing) = pressing.filter(|one| one.priority == priority) {
            head.priority_because.clone_from(&pressing.because);
        }
        if repeated {
            head.priority_repeated = u32::try_from(theirs).unwrap_or(0);
        }
        image.case.priority = Word(priority);
        self.set_head(&mut image.case, &key, &head)
    }

    async fn wake(&self, act: &mut Act<'_>, image: &mut Image, arrival: &Arrival) -> Result<()> {
        let case = image.case.id;
        image.case.last_message_at = image.case.last_message_at.max(act.now).max(arrival.at);
        image.case.snoozed_until = None;
        image.case.history = false;
        if image
            .asks
            .iter()
            .all(|ask| ask.outcome.is_some() || ask.history)
        {
            let wraps = store::workspace::data_keys(&mut act.tx, case).await?;
            let wrap = wraps.first().ok_or_else(|| Error::internal("case key"))?;
            let key = self.ring().data_key(case, &wrap.wrapped, wrap.generation)?;
            let asks = self.proposed_asks(case, &key, &arrival.reading, arrival.at, false)?;
            let first = i32::try_from(image.asks.len()).map_err(Error::internal)?;
            image.asks.extend(
                (first..)
                    .zip(asks)
                    .map(|(place, ask)| AskRow { place, ..ask }),
            );
            image.case.kinds = kinds_column(&image.asks);
            image.case.kinds_proposed = any_proposed(&image.asks);
        }
        self.press(act, image, &arrival.reading).await?;
        let facts = super::engine::facts(self, image, act.now)?;
        let status = image.case.status.0;
        // A message is never kept out: where the table has no row for it, the status stays.
        let next = workflow::step(status, CaseAct::NewMail, &facts).unwrap_or(status);
        if next != status {
            image.case.status = Word(next);
            image.case.status_since = act.now;
            act.log(
                Entry::case(super::engine::entry_word(CaseAct::NewMail), case).with("status", next),
            );
        }
        Ok(())
    }
}

impl Desk {
    /// What was written to the people of a case came back, in an act under way: as a message that
    /// joins it has somebody look at it, and nothing new is asked.
    pub(crate) async fn undelivered(
        &self,
        act: &mut Act<'_>,
        case: Uuid,
        message: Uuid,
    ) -> Result<()> {
        let before = Image::locked(&mut act.tx, case).await?;
        let mut image = before.clone();
        image.case.last_message_at = image.case.last_message_at.max(act.now);
        image.case.snoozed_until = None;
        let facts = super::engine::facts(self, &image, act.now)?;
        let status = image.case.status.0;
        let next = workflow::step(status, CaseAct::Undelivered, &facts).unwrap_or(status);
        if next != status {
            image.case.status = Word(next);
            image.case.status_since = act.now;
        }
        self.ground(act.now).refresh(&mut image, || self.id())?;
        image.write(&mut act.tx, &before).await?;
        let word = super::engine::entry_word(CaseAct::Undelivered);
        act.log(
            Entry::case(word, case)
                .with("message", message)
                .with("status", next),
        );
        Ok(())
    }
}

pub(crate) fn number(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
