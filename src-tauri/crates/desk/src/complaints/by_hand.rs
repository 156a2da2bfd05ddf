//! Cases that did not come by mail: by phone, letter, counter or app.

use chrono::{DateTime, Utc};
use domain::complaints::{Channel, ReceivedSource, Status};
use domain::search::Doc;
use store::search::DocRow;

use super::acts::invalid;
use super::opening::{Begun, number};
use super::{Done, NewCase, Opening};
use crate::door::{Entry, Sealer};
use crate::{Desk, Error, Result};

/// A case without its number, what it is found by, and the key of what it says.
struct Made {
    begun: Begun,
    doc: (DocRow, Vec<i64>),
    said: Option<Vec<u8>>,
}

impl Desk {
    /// Opens a case by hand.
    ///
    /// # Errors
    /// [`Error::Invalid`] without a subject, for a time in the future, or for mail.
    pub async fn case_new(&self, input: NewCase) -> Result<Done> {
        let done = self.cases_new(vec![input]).await?;
        let first = done.into_iter().next();
        first.ok_or_else(|| Error::internal("no case"))
    }

    /// Opens cases by hand in one transaction: all of them, or none.
    ///
    /// # Errors
    /// As [`Desk::case_new`].
    pub async fn cases_new(&self, inputs: Vec<NewCase>) -> Result<Vec<Done>> {
        let now = self.now();
        let sealer = Sealer::to(self.ring().complaints()?)?;
        // Sealed before anything is locked.
        let mut made = Vec::with_capacity(inputs.len());
        for input in inputs {
            made.push(self.made(input, now, &sealer)?);
        }
        let mut act = self.act().await?;
        let count = i64::try_from(made.len()).map_err(Error::internal)?;
        let first = store::workspace::take(&mut act.tx, "case", count).await?;
        let (mut images, mut keys, mut docs) = (Vec::new(), Vec::new(), Vec::new());
        let mut said = Vec::new();
        for (number, one) in (first..).zip(made) {
            let (mut begun, key) = (one.begun, one.said);
            begun.image.case.number = number;
            let (id, channel) = (begun.image.case.id, begun.image.case.channel.0);
            act.log(Entry::case("case.new", id).with("channel", channel));
            said.extend(key.map(|key| (id, Some(key))));
            images.push(begun.image);
            keys.push(begun.key_row);
            docs.push(one.doc);
        }
        store::workspace::add_data_keys(&mut act.tx, &keys).await?;
        store::complaints::add(&mut act.tx, &images).await?;
        store::search::add(&mut act.tx, &docs).await?;
        store::mail::add_said(&mut act.tx, &said).await?;
        act.commit().await?;
        Ok(images
            .iter()
            .map(|image| Done {
                case: image.case.id,
                number: number(image.case.number),
                version: 1,
                status: Status::New,
                act: "new".to_owned(),
                undo: None,
            })
            .collect())
    }

    /// A case as it begins.
    fn made(&self, input: NewCase, now: DateTime<Utc>, sealer: &Sealer) -> Result<Made> {
        let received_at = input.received_at.map_or(now, crate::door::to_micros);
        if input.subject.trim().is_empty() {
            return Err(invalid("subject"));
        }
        if received_at > now {
            return Err(invalid("received_at"));
        }
        if input.channel == Channel::Mail {
            return Err(invalid("channel"));
        }
        let language =
            mail::language(&format!("{} {}", input.subject, input.text)).map(|l| l.to_string());
        let opening = Opening {
            channel: input.channel,
            history: false,
            quarantined: false,
            received_at,
            received_source: ReceivedSource::Entered,
            name: input.name,
            address: input.address,
            detail: input.detail,
            subject: input.subject.trim().to_owned(),
            reading: self.packs().rules.read(&input.subject, &input.text),
            body: Some(input.text),
            kinds: input.kinds,
            language,
            attachments: 0,
            messages: 0,
        };
        let begun = self.begin_case(0, now, sealer, &opening)?;
        let id = begun.image.case.id;
        let tokens = crate::intake::tokens(
            self,
            &Doc {
                subject: &opening.subject,
                names: &[&opening.name],
                addresses: &[&opening.address],
                body: opening.body.as_deref().unwrap_or_default(),
            },
        )?;
        let doc = DocRow {
            object: id,
            case_id: Some(id),
            at: received_at,
        };
        let said = self
            .ring()
            .said_key(opening.body.as_deref().unwrap_or_default())?;
        Ok(Made {
            begun,
            doc: (doc, tokens),
            said,
        })
    }
}
