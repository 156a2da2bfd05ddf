//! The cases of a batch: one begins, or a message joins one.

use domain::complaints::propose::Reading;
use domain::complaints::{Channel, Disposition};
use mail::Parsed;
use store::Word;
use store::mail::MessageRow;
use uuid::Uuid;

use super::draft::Incoming;
use super::ingest::{Draft, Ingest};
use crate::Result;
use crate::answers::{Returned, returned as returned_case};
use crate::complaints::{Arrival, Opening};

impl Ingest<'_, '_> {
    pub(super) async fn join(
        &mut self,
        draft: &Draft,
        mail: &Incoming,
        parsed: &Parsed,
        case: Uuid,
    ) -> Result<()> {
        let arrival = Arrival {
            at: draft.row.received_at,
            attachments: draft.row.attachments,
            history: self.history,
            reading: mail.reading.clone(),
        };
        self.have(case).await?;
        self.desk
            .message_joined(&mut self.act, case, arrival)
            .await?;
        self.add_participants(case, parsed)?;
        Ok(())
    }

    /// A message that we sent came back: its case is somebody's work again.
    pub(super) async fn bounced(&mut self, message: Uuid, bounce: &mail::Bounce) -> Result<()> {
        self.write().await?;
        let returned = Returned {
            message,
            failed: bounce.failed,
            status: bounce.status.clone(),
            said: bounce.said.clone(),
            recipients: bounce.recipients.clone(),
        };
        if let Some(case) = returned_case(self.desk, &mut self.act, &returned).await? {
            self.desk.undelivered(&mut self.act, case, message).await?;
        }
        Ok(())
    }

    pub(super) async fn open(
        &mut self,
        draft: &mut Draft,
        mail: &Incoming,
        parsed: &Parsed,
    ) -> Result<()> {
        let opening = Opening {
            name: mail.head.from_name.clone(),
            address: mail.head.from_address.clone(),
            subject: parsed.subject.clone(),
            reading: mail.reading.clone(),
            quarantined: false,
            ..self.opening(&draft.row)
        };
        let case = self.case_of(draft, opening).await?;
        draft.row.disposition = Word(Disposition::Opened);
        self.add_participants(case, parsed)?;
        Ok(())
    }

    /// A message that can't be read opens a case all the same: it may be a request.
    pub(super) async fn unread(
        &mut self,
        draft: &mut Draft,
        became: Disposition,
        reason: &str,
    ) -> Result<()> {
        let opening = self.opening(&draft.row);
        self.case_of(draft, opening).await?;
        draft.row.disposition = Word(became);
        draft.row.reason = Some(reason.to_owned());
        Ok(())
    }

    /// Opens the message's case, or reads it into the one that it has.
    async fn case_of(&mut self, draft: &mut Draft, opening: Opening) -> Result<Uuid> {
        let case = match draft.home {
            Some(home) => self.read_into(home, Some(opening)).await.map(|()| home)?,
            None => self.begin_case(opening).await?,
        };
        draft.row.case_id = Some(case);
        Ok(case)
    }

    pub(super) async fn read_into(&mut self, home: Uuid, opening: Option<Opening>) -> Result<()> {
        self.have(home).await?;
        self.desk.case_read(&mut self.act, home, opening).await
    }

    /// What a case begins with of which no more is known than that a message came.
    fn opening(&self, row: &MessageRow) -> Opening {
        Opening {
            channel: Channel::Mail,
            history: self.history,
            quarantined: true,
            received_at: row.received_at,
            received_source: row.received_source.0,
            name: String::new(),
            address: String::new(),
            detail: String::new(),
            subject: String::new(),
            reading: Reading::default(),
            body: None,
            kinds: Vec::new(),
            language: row.language.clone(),
            attachments: row.attachments,
            messages: 1,
        }
    }

    async fn begin_case(&mut self, opening: Opening) -> Result<Uuid> {
        let number = match self.number {
            Some(latest) => {
                self.uncounted += 1;
                latest + 1
            }
            None => store::workspace::take(&mut self.act.tx, "case", 1).await?,
        };
        self.number = Some(number);
        let begun = self
            .desk
            .begin_case(number, self.act.now, &self.sealer, &opening)?;
        let id = begun.image.case.id;
        self.pending.case(begun.image, begun.key_row);
        Ok(id)
    }

    /// Who takes part in a case: senders and recipients of its mail, without ourselves.
    fn add_participants(&mut self, case: Uuid, parsed: &Parsed) -> Result<()> {
        let all = parsed
            .from
            .iter()
            .chain(&parsed.reply_to)
            .chain(&parsed.to)
            .chain(&parsed.cc);
        for address in all.map(|a| a.address.trim()).filter(|a| !a.is_empty()) {
            if !self.own.iter().any(|own| own.eq_ignore_ascii_case(address)) {
                let key = self.desk.ring().address_key(address)?;
                self.pending.participant(case, key);
            }
        }
        Ok(())
    }
}
