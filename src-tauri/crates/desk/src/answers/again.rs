//! A message that did not arrive is written again, for its recipients to be mended.

use domain::complaints::Sending;
use mail::Address;
use mail::quote::BlockKind;
use store::outbox::OutboxRow;
use store::{Tx, Word};
use uuid::Uuid;

use super::begin::address_line;
use super::{Decisions, DraftView, Envelope, SaveDraft, Writing, drafts_of};
use crate::door::{Act, Entry};
use crate::{Desk, Error, Result};

/// What did not arrive.
const LOST: [Sending; 2] = [Sending::Refused, Sending::Bounced];

impl Desk {
    /// A draft of what a message said that did not arrive, to those whom it did not reach. Once it
    /// is sent, that message is given up. It decides nothing: that was done when the first one went.
    /// Where there is such a draft already, it is that one.
    ///
    /// # Errors
    /// [`Error::MessageNotFound`]; [`Error::OutboxState`] for one that may still arrive, or did;
    /// [`Error::CaseErased`].
    pub async fn draft_again(&self, message: Uuid) -> Result<DraftView> {
        let scope = self.ring().complaints()?.id;
        let found = self.find_message(message).await?;
        let raw = self.raw_of(&found).await?;
        let parsed = mail::parse(&raw).map_err(|_| Error::NoRaw)?;
        let mut tx = self.read().await?;
        let row = store::outbox::one(&mut tx, scope, message).await?;
        let row = row.ok_or(Error::MessageNotFound)?;
        // One after the other: there is one such draft.
        if !store::complaints::lock_live(&mut tx, row.case_id).await? {
            return Err(Error::CaseErased);
        }
        let state = row.outbox.state.0;
        if !LOST.contains(&state) && state != Sending::Cancelled {
            return Err(Error::OutboxState {
                state: state.to_string(),
            });
        }
        self.not_replaced(&mut tx, message).await?;
        let begun = drafts_of(self, &mut tx, row.case_id, &[]).await?;
        let mut begun = begun.iter();
        if let Some(begun) = begun.find(|one| one.writing.again == Some(message)) {
            return self.draft_view_in(&mut tx, begun.id).await;
        }
        let answers = self.named(&mut tx, parsed.in_reply_to.first()).await?;
        let envelope = self.envelope(&row)?;
        let (text, quoted) = parted(&parsed.text);
        let [to, cc] = missed([&parsed.to, &parsed.cc], &envelope);
        let writing = Writing {
            answers,
            mailbox: Some(row.outbox.mailbox),
            to,
            cc,
            subject: parsed.subject,
            text,
            quoted,
            html: parsed.html.is_some(),
            decides: Decisions::default(),
            again: Some(message),
        };
        let draft = SaveDraft {
            case: row.case_id,
            id: None,
            version: None,
            writing,
        };
        let id = self.save_in(&mut tx, draft).await?;
        for file in parsed.attachments {
            let bytes = mail::attachment(&raw, file.part).ok_or(Error::AttachmentMissing)?;
            let named = (self.id(), file.name.as_str());
            self.attach_in(&mut tx, id, named, &bytes).await?;
        }
        let view = self.draft_view_in(&mut tx, id).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Holds that nothing is on its way in the place of a message that did not arrive.
    pub(super) async fn not_replaced(&self, tx: &mut Tx, message: Uuid) -> Result<()> {
        for row in self.open_in_outbox(tx).await? {
            if self.envelope(&row)?.again == Some(message) {
                return Err(Error::OutboxState {
                    state: row.outbox.state.0.to_string(),
                });
            }
        }
        Ok(())
    }

    /// The message of a Message-ID.
    async fn named(&self, tx: &mut Tx, id: Option<&String>) -> Result<Option<Uuid>> {
        let Some(id) = id else { return Ok(None) };
        let key = self.ring().message_id_key(id)?;
        Ok(store::mail::by_message_id(tx, &key).await?)
    }

    /// Another message of its case went in the place of one that did not arrive.
    pub(super) async fn replaced(
        &self,
        act: &mut Act<'_>,
        (case, message): (Uuid, Uuid),
    ) -> Result<()> {
        let scope = self.ring().complaints()?.id;
        let row = store::outbox::one(&mut act.tx, scope, message).await?;
        let Some(row) = row.filter(|row| row.case_id == case && LOST.contains(&row.outbox.state.0))
        else {
            return Ok(());
        };
        let (was, attempts) = (row.outbox.state.0, row.outbox.attempts);
        let next = OutboxRow {
            state: Word(Sending::Cancelled),
            next_at: None,
            ..row.outbox
        };
        if store::outbox::advance(&mut act.tx, &next, was, attempts).await? {
            let entry = Entry::message("outbox.cancelled", message, Some(row.case_id));
            act.log(entry.with("was", was));
        }
        Ok(())
    }
}

/// What somebody wrote, and what stands quoted below it.
fn parted(text: &str) -> (String, String) {
    let mut blocks = mail::quote::fold(text.trim_end());
    let is_quoted = |block: &mail::quote::Block| block.kind == BlockKind::Quoted;
    let quoted = blocks.pop_if(|last| is_quoted(last));
    let own: Vec<String> = blocks.into_iter().map(|block| block.text).collect();
    let quoted = quoted.map_or_else(String::new, |block| block.text);
    (own.join("\n").trim_end().to_owned(), quoted)
}

/// Of the recipients those whom a report names; all, where it names none. What goes to somebody
/// goes to them in the first place.
fn missed(all: [&[Address]; 2], envelope: &Envelope) -> [Vec<String>; 2] {
    let is_named = |address: &Address| {
        let mut missed = envelope.missed.iter();
        missed.any(|one| one.eq_ignore_ascii_case(&address.address))
    };
    let any = all.iter().any(|list| list.iter().any(is_named));
    let kept = |list: &[Address]| {
        let kept = list.iter().filter(|one| !any || is_named(one));
        kept.map(address_line).collect::<Vec<_>>()
    };
    match all.map(kept) {
        [to, cc] if to.is_empty() => [cc, to],
        lists => lists,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(name: &str, address: &str) -> Address {
        Address {
            name: (!name.is_empty()).then(|| name.to_owned()),
            address: address.to_owned(),
        }
    }

    #[test]
    fn who_has_it_already_does_not_get_it_again() {
        let to = [address("Ada", "ada@a.example"), address("", "bo@b.example")];
        let cc = [address("", "cy@c.example")];
        let failed = |missed: &[&str]| Envelope {
            from: None,
            to: Vec::new(),
            message_id: String::new(),
            failure: None,
            missed: missed.iter().map(|one| (*one).to_owned()).collect(),
            approved_by: None,
            again: None,
        };
        let [again, copies] = missed([&to, &cc], &failed(&["Bo@b.example"]));
        assert_eq!(again, ["bo@b.example"]);
        assert!(copies.is_empty(), "{copies:?}");
        let [again, copies] = missed([&to, &cc], &failed(&["cy@c.example"]));
        assert_eq!((again, copies), (vec!["cy@c.example".to_owned()], vec![]));
        let both = failed(&["ada@a.example", "cy@c.example"]);
        let [again, copies] = missed([&to, &cc], &both);
        assert_eq!(again, ["Ada <ada@a.example>"]);
        assert_eq!(copies, ["cy@c.example"]);
        for named in [&[][..], &["someone@else.example"]] {
            let [again, copies] = missed([&to, &cc], &failed(named));
            assert_eq!(again, ["Ada <ada@a.example>", "bo@b.example"]);
            assert_eq!(copies, ["cy@c.example"]);
        }
    }

    #[test]
    fn what_was_quoted_stands_below_again() {
        let text = "Dear Ada,\n\nit is done.\n\nOn 2026-03-03 10:00, Ada <ada@a.example> wrote:\n> Do it.\n> Ada\n";
        let (own, quoted) = parted(text);
        assert_eq!(own, "Dear Ada,\n\nit is done.");
        assert!(quoted.starts_with("On 2026"), "{quoted}");
        assert!(quoted.ends_with("> Ada"), "{quoted}");
        assert_eq!(parted("All mine.\n"), ("All mine.".into(), String::new()));
    }
}
