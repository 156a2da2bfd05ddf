//! What an answer begins with: to whom, about what, and what it quotes.

use domain::complaints::PartyRole;
use mail::{Address, Parsed};
use store::Tx;
use store::complaints::Image;
use store::mail::ListedRow;
use uuid::Uuid;

use super::{Beginning, SenderMailbox, Writing};
use crate::complaints::PartyText;
use crate::mailbox::Mailbox;
use crate::{Desk, Error, Result, fields};

/// Lines that are quoted, at most.
const QUOTED: usize = 200;

impl Desk {
    /// What an answer to a message begins with; without one, to the newest that came in.
    ///
    /// # Errors
    /// [`Error::CaseErased`]; [`Error::MessageNotFound`] for one of another case.
    pub async fn reply_begin(&self, case: Uuid, message: Option<Uuid>) -> Result<Beginning> {
        let mut tx = self.read().await?;
        let case = store::complaints::root(&mut tx, case).await?;
        let image = Image::of(&mut tx, case).await?;
        if image.case.erased_at.is_some() {
            return Err(Error::CaseErased);
        }
        let answered = self.answered_in(&mut tx, case, message).await?;
        let own = self.own_addresses(&mut tx).await?;
        let senders = self.senders_in(&mut tx).await?;
        let mut writing = Writing {
            mailbox: senders.first().map(|(id, _)| *id),
            ..Writing::default()
        };
        let mut others = Vec::new();
        let subject = match &answered {
            Some((row, parsed)) => {
                writing.answers = Some(row.message.id);
                let back = [&parsed.reply_to, &parsed.from];
                let back = back.into_iter().find(|list| !list.is_empty());
                writing.to = lines(back.into_iter().flatten(), &own, &[]);
                others = lines(parsed.to.iter().chain(&parsed.cc), &own, &writing.to);
                let at = row.message.received_at.with_timezone(&self.zone());
                writing.quoted = quoted(parsed, at, image.case.language.as_deref());
                parsed.subject.clone()
            }
            None => {
                let key = self.case_key(&mut tx, case).await?;
                let open =
                    |field, id, sealed: &[u8]| self.ring().open_json(&key, field, id, sealed);
                for party in &image.parties {
                    let text: PartyText = open(fields::PARTY, party.id, &party.sealed)?;
                    if party.role.0 == PartyRole::Requester && text.address.contains('@') {
                        writing.to.push(line(&text.name, &text.address));
                    }
                }
                let head: crate::complaints::Head =
                    self.ring()
                        .open_json(&key, fields::CASE_HEAD, case, &image.case.sealed)?;
                head.subject
            }
        };
        writing.subject = self.tagged(&subject, image.case.number)?;
        Ok(Beginning {
            writing,
            senders: senders
                .into_iter()
                .map(|(id, from)| SenderMailbox {
                    id,
                    name: from.0,
                    from: address_line(&from.1),
                })
                .collect(),
            others,
        })
    }

    /// The message that is answered, with what it says; none where no mail came in.
    pub(super) async fn answered_in(
        &self,
        tx: &mut Tx,
        case: Uuid,
        message: Option<Uuid>,
    ) -> Result<Option<(ListedRow, Parsed)>> {
        let scope = self.ring().complaints()?.id;
        let id = match message {
            Some(id) => Some(id),
            None => store::mail::newest_incoming(tx, case).await?,
        };
        let Some(id) = id else { return Ok(None) };
        let row = store::mail::get(tx, id, scope).await?;
        let row = row.filter(|row| row.message.case_id == Some(case));
        let row = row.ok_or(Error::MessageNotFound)?;
        let raw = self.raw_in(tx, &row).await?;
        Ok(mail::parse(&raw).ok().map(|parsed| (row, parsed)))
    }

    /// As [`Desk::answered_in`], of a draft: what it answered may be another case's by now.
    pub(super) async fn answered_by(
        &self,
        tx: &mut Tx,
        case: Uuid,
        message: Uuid,
    ) -> Result<Option<(ListedRow, Parsed)>> {
        match self.answered_in(tx, case, Some(message)).await {
            Err(Error::MessageNotFound) => Ok(None),
            found => found,
        }
    }

    /// The mailboxes that can send, each with its name and what stands in From.
    pub(super) async fn senders_in(&self, tx: &mut Tx) -> Result<Vec<(Uuid, (String, Address))>> {
        let open = self.open_mailboxes(tx).await?;
        Ok(open
            .into_iter()
            .filter(|mailbox| mailbox.kept.smtp.is_some())
            .map(|mailbox| {
                (
                    mailbox.id,
                    (mailbox.kept.name.clone(), self.sender_of(&mailbox)),
                )
            })
            .collect())
    }

    /// Who a mailbox's mail is from.
    pub(super) fn sender_of(&self, mailbox: &Mailbox) -> Address {
        let smtp = mailbox.kept.smtp.as_ref();
        let named = smtp.map(|smtp| smtp.sender_name.trim()).unwrap_or_default();
        let name = match named {
            "" => self.row().name,
            name => name.to_owned(),
        };
        Address {
            name: Some(name),
            address: mailbox.kept.address(),
        }
    }

    /// The tag that a subject line carries, so that an answer finds its case.
    pub(crate) fn reference_tag(&self, case: i64) -> Result<String> {
        let number = domain::threading::CaseNumber(crate::complaints::number(case));
        let ring = self.ring();
        let code = ring.complaints()?.search.reference_mac(&number.to_string());
        Ok(domain::threading::format_tag(number, &code))
    }

    /// A subject with `Re:` and the case's tag, each once.
    pub(super) fn tagged(&self, subject: &str, number: i64) -> Result<String> {
        let tag = self.reference_tag(number)?;
        let subject = subject.trim();
        let begins = subject.get(..3).unwrap_or_default();
        let answered = begins.eq_ignore_ascii_case("re:") || subject.starts_with("回复");
        let re = if answered || subject.is_empty() {
            ""
        } else {
            "Re: "
        };
        Ok(if subject.contains(&tag) {
            format!("{re}{subject}")
        } else {
            format!("{re}{subject} {tag}").trim().to_owned()
        })
    }
}

/// Addresses as lines, each once, without our own and those in `but`.
fn lines<'a>(
    all: impl Iterator<Item = &'a Address>,
    own: &[String],
    but: &[String],
) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for address in all.filter(|one| !one.address.is_empty()) {
        let line = address_line(address);
        let ours = own
            .iter()
            .any(|own| own.eq_ignore_ascii_case(&address.address));
        let there = found.iter().chain(but).any(|other| *other == line);
        if !ours && !there {
            found.push(line);
        }
    }
    found
}

pub(super) fn address_line(address: &Address) -> String {
    line(
        address.name.as_deref().unwrap_or_default(),
        &address.address,
    )
}

/// `Name <address>`; a name that would need quoting is quoted (RFC 5322, 3.2.4).
fn line(name: &str, address: &str) -> String {
    let name = name.trim();
    if name.is_empty() || name == address {
        return address.to_owned();
    }
    let plain = |c: char| c.is_alphanumeric() || c == ' ' || c == '-' || c == '\'' || c == '_';
    if name.chars().all(plain) {
        return format!("{name} <{address}>");
    }
    let name = name.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{name}\" <{address}>")
}

/// What is answered, below a line that says whose it is.
fn quoted(parsed: &Parsed, at: chrono::DateTime<chrono_tz::Tz>, language: Option<&str>) -> String {
    let from = parsed.from.first().map(address_line).unwrap_or_default();
    let at = at.format("%Y-%m-%d %H:%M");
    let mut text = match language {
        Some("en") => format!("On {at}, {from} wrote:\n"),
        _ => format!("{at}，{from} 写道：\n"),
    };
    for line in parsed.text.trim_end().lines().take(QUOTED) {
        // A mark before what is quoted already goes without a blank, as everywhere.
        let blank = if line.starts_with('>') { "" } else { " " };
        text.push('>');
        text.push_str(blank);
        text.push_str(line);
        text.push('\n');
    }
    text
}
