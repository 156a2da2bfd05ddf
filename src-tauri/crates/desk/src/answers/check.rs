//! What stops an answer before it goes out: it is easy to tell one person what is another's.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::complaints::{Identity, Outcome, Stop};
use domain::data::Language;
use store::Tx;
use store::complaints::Image;

use super::StopView;
use super::drafts::Draft;
use super::identity::codes;
use crate::complaints::PartyText;
use crate::letters::written;
use crate::{Desk, Error, Result, fields};

/// Words that speak of a file.
const FILES: [&str; 7] = [
    "attached",
    "attachment",
    "enclosed",
    "附件",
    "随信",
    "附上",
    "见附",
];
/// Local parts that nobody reads (RFC 2142 has none of them; they are custom).
const UNREAD: [&str; 6] = [
    "noreply",
    "no-reply",
    "donotreply",
    "do-not-reply",
    "mailer-daemon",
    "postmaster",
];

/// What was found so far: each stop with what it is about.
#[derive(Default)]
struct Found(BTreeMap<Stop, Vec<String>>);

impl Found {
    fn add(&mut self, stop: Stop, about: impl ToString) {
        let (list, about) = (self.0.entry(stop).or_default(), about.to_string());
        if !about.is_empty() && !list.contains(&about) {
            list.push(about);
        }
    }
}

impl Desk {
    /// What would stop a draft if it went now.
    ///
    /// # Errors
    /// [`Error::DraftGone`].
    pub async fn reply_check(&self, draft: uuid::Uuid) -> Result<Vec<StopView>> {
        let mut tx = self.read().await?;
        let draft = self.draft_in(&mut tx, draft).await?;
        self.stops_in(&mut tx, &draft).await
    }

    pub(super) async fn stops_in(&self, tx: &mut Tx, draft: &Draft) -> Result<Vec<StopView>> {
        let mut found = Found::default();
        let case = draft.row.case_id;
        let image = Image::of(tx, case).await?;
        if image.case.erased_at.is_some() {
            return Err(Error::CaseErased);
        }
        let key = self.case_key(tx, case).await?;
        let mut known = self.own_addresses(tx).await?;
        // Who works here, and for whom, is no secret.
        known.push(self.row().name);
        known.extend(self.people_in(tx).await?.into_iter().map(|one| one.name));
        let mut parties = Vec::new();
        for party in &image.parties {
            let text: PartyText =
                self.ring()
                    .open_json(&key, fields::PARTY, party.id, &party.sealed)?;
            parties.push(text.address.to_lowercase());
            known.extend([text.name, text.address, text.detail]);
        }
        let writing = &draft.writing;
        if writing.text.trim().is_empty() {
            found.add(Stop::Empty, "");
        }
        if writing.to.iter().all(|line| line.trim().is_empty()) {
            found.add(Stop::NoRecipient, "");
        }
        for text in [&writing.text, &writing.subject] {
            for field in domain::letters::unfilled(text) {
                found.add(Stop::Unfilled, field);
            }
        }
        self.recipients(tx, draft, &parties, &mut found).await?;
        let again = match writing.again {
            Some(message) => store::outbox::one(tx, self.ring().complaints()?.id, message).await?,
            None => None,
        };
        let again = again.map(|first| first.outbox.queued_at);
        identity(draft, again, &image, &mut found);
        self.code(tx, draft, &mut found).await?;
        routes(draft, &mut found);
        self.extension(draft, &image, &mut found)?;
        if let Err(who) = self.approved(tx, draft, &image).await? {
            found.add(Stop::NotApproved, "");
            for one in who {
                found.add(Stop::NotApproved, one);
            }
        }
        self.other_cases(tx, draft, image.case.number, &mut found)
            .await?;
        let low = writing.text.to_lowercase();
        if draft.files.is_empty() && FILES.iter().any(|word| low.contains(word)) {
            found.add(Stop::FileMissing, "");
        }
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let mut texts = vec![&writing.text, &writing.subject];
        if writing.to.len() + writing.cc.len() > 1 {
            // What one of them wrote is news to the others.
            texts.push(&writing.quoted);
        }
        for one in texts.into_iter().flat_map(|text| others(text, &known)) {
            found.add(Stop::OthersData, one);
        }
        self.files(tx, draft, &known, &mut found).await?;
        let stops = found.0.into_iter().map(|(stop, about)| StopView {
            stop,
            passable: stop.is_passable(),
            about,
        });
        Ok(stops.collect())
    }

    /// Who gets it: takes part in the case, and is who they say as far as their mail shows.
    async fn recipients(
        &self,
        tx: &mut Tx,
        draft: &Draft,
        parties: &[String],
        found: &mut Found,
    ) -> Result<()> {
        let all = draft.writing.to.iter().chain(&draft.writing.cc);
        for line in all.filter(|line| !line.trim().is_empty()) {
            let Ok(one) = mail::compose::recipient(line) else {
                found.add(Stop::NoRecipient, line);
                continue;
            };
            let address = one.address.to_lowercase();
            if !parties.contains(&address) {
                found.add(Stop::Stranger, &address);
            }
            let local = address.split('@').next().unwrap_or_default();
            if UNREAD.iter().any(|unread| local.starts_with(unread)) {
                found.add(Stop::NoReply, &address);
            }
        }
        let Some(id) = draft.writing.answers else {
            return Ok(());
        };
        let Some((row, parsed)) = self.answered_by(tx, draft.row.case_id, id).await? else {
            return Ok(());
        };
        let failed =
            |evidence: &mail::sender::Evidence| evidence.verdict == mail::sender::Verdict::Failed;
        let head = self.head_of(&row)?;
        if head.evidence.as_ref().is_some_and(failed) {
            found.add(Stop::SenderFailed, &head.from_address);
        }
        for other in &parsed.reply_to {
            if !other.address.eq_ignore_ascii_case(&head.from_address) {
                found.add(Stop::OtherReplyTo, &other.address);
            }
        }
        Ok(())
    }

    /// A code goes to the address that it was made for, and to nobody beside.
    async fn code(&self, tx: &mut Tx, draft: &Draft, found: &mut Found) -> Result<()> {
        let case = draft.row.case_id;
        let Some(row) = store::replies::code(tx, case).await? else {
            return Ok(());
        };
        let mut says = false;
        let writing = &draft.writing;
        for text in [&writing.text, &writing.subject, &writing.quoted] {
            for code in codes(text) {
                says |= self.code_key(case, &code)? == row.code_key;
            }
        }
        let all = draft.writing.to.iter().chain(&draft.writing.cc);
        for one in all.filter_map(|line| mail::compose::recipient(line).ok()) {
            if says && self.ring().address_key(&one.address)? != row.address_key {
                found.add(Stop::CodeElsewhere, one.address);
            }
        }
        Ok(())
    }

    /// What a clock depends on may have changed since the letter that extends it was written.
    fn extension(&self, draft: &Draft, image: &Image, found: &mut Found) -> Result<()> {
        let writing = &draft.writing;
        let extends = writing.decides.extends.as_ref();
        let mut clocks = image.clocks.iter();
        let Some(row) = extends.and_then(|extends| clocks.find(|one| one.id == extends.clock))
        else {
            return Ok(());
        };
        let ask = image.asks.iter().find(|ask| Some(ask.id) == row.ask_id);
        let clock = self
            .ground(self.now())
            .borrow()
            .run(&image.case, ask, row)?;
        if let Some(offer) = clock.extension.offer {
            let mut days = [Language::English, Language::Chinese].into_iter();
            if !days.any(|one| says(&writing.text, &written(offer.longest_due_date, one))) {
                found.add(Stop::OtherDay, offer.longest_due_date);
            }
        }
        Ok(())
    }

    /// Other cases that it names, by their numbers or their tags.
    async fn other_cases(
        &self,
        tx: &mut Tx,
        draft: &Draft,
        own: i64,
        found: &mut Found,
    ) -> Result<()> {
        let writing = &draft.writing;
        let mut texts = vec![&writing.subject, &writing.text, &writing.quoted];
        texts.extend(draft.files.iter().map(|(_, head)| &head.name));
        let merged = store::complaints::merged_into(tx, draft.row.case_id).await?;
        for text in texts {
            for number in domain::threading::case_numbers(text) {
                if i64::from(number.0) == own {
                    continue;
                }
                let named = store::complaints::numbered(tx, number.0.into()).await?;
                if named.is_some_and(|id| !merged.contains(&id)) {
                    found.add(Stop::OtherCase, number);
                }
            }
        }
        Ok(())
    }

    /// What its files hold of others.
    async fn files(
        &self,
        tx: &mut Tx,
        draft: &Draft,
        known: &[&str],
        found: &mut Found,
    ) -> Result<()> {
        for (file, head) in &draft.files {
            let bytes = self.draft_bytes(tx, draft, file.id).await?;
            match mail::words_of(&bytes, &head.name) {
                Some(text) => {
                    for one in others(&text, known) {
                        found.add(Stop::FileOthersData, format!("{}: {one}", head.name));
                    }
                }
                None => found.add(Stop::FileUnread, &head.name),
            }
        }
        Ok(())
    }
}

/// Whether a text says a day: `1 May 2026`, and not `21 May 2026`.
fn says(text: &str, day: &str) -> bool {
    let mut hits = text.match_indices(day);
    hits.any(|(at, _)| !text[..at].ends_with(|before: char| before.is_ascii_digit()))
}

/// Nothing that was asked for goes out before it is established who asks. What goes `again` decides
/// nothing: what its first message gives was decided when that one was queued.
fn identity(draft: &Draft, again: Option<DateTime<Utc>>, image: &Image, found: &mut Found) {
    if image.case.identity.0 == Identity::Verified {
        return;
    }
    let needs =
        |ask: &store::complaints::AskRow| ask.kind.is_some_and(|kind| kind.0.needs_identity());
    let is_given = |outcome| matches!(outcome, Outcome::Fulfilled | Outcome::Partly);
    let gives = |ask: &store::complaints::AskRow| {
        let mut outcomes = draft.writing.decides.outcomes.iter();
        let before = ask
            .outcome
            .filter(|_| again.is_some() && ask.decided_at == again);
        before.is_some_and(|outcome| is_given(outcome.0))
            || outcomes.any(|one| one.ask == ask.id && is_given(one.outcome))
    };
    let mut needing = image.asks.iter().filter(|ask| needs(ask));
    let with_files = !draft.files.is_empty();
    if needing.any(|ask| with_files || gives(ask)) {
        found.add(Stop::NotVerified, "");
    }
}

/// A refusal says to the person themselves where they can complain.
fn routes(draft: &Draft, found: &mut Found) {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let text = squeezed(&draft.writing.text);
    for refusal in &draft.writing.decides.refusals {
        if refusal.route.trim().is_empty() || !text.contains(&squeezed(&refusal.route)) {
            found.add(Stop::RouteMissing, &refusal.route);
        }
    }
}

/// Personal data in a text that is not of those who are known here.
fn others(text: &str, known: &[&str]) -> Vec<String> {
    domain::disclosure::of_others(domain::disclosure::find(text), known)
        .into_iter()
        .map(|finding| finding.said)
        .collect()
}

/// Holds that everything that stops an answer was looked at.
pub(super) fn passed(stops: &[StopView], confirmed: &[Stop]) -> Result<()> {
    let left: Vec<&str> = stops
        .iter()
        .filter(|one| !one.passable || !confirmed.contains(&one.stop))
        .map(|one| one.stop.as_str())
        .collect();
    if left.is_empty() {
        return Ok(());
    }
    Err(Error::Stopped {
        stops: left.join(","),
    })
}
