//! A letter is filled in from what is known of a case.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use domain::complaints::{Outcome, PartyRole};
use domain::data::Language;
use domain::letters::{Field, LetterKind, Wording, unfilled};
use domain::regime::ClockKind;
use domain::threading::CaseNumber;
use uuid::Uuid;

use super::{FilledLetter, SaveLetter, asked};
use crate::answers::Decisions;
use crate::complaints::{CaseDetail, ClockView};
use crate::{Desk, Error, Result};

impl Desk {
    /// Fills a letter in from a case, in its language or in the one that is named.
    ///
    /// # Errors
    /// [`Error::CaseNotFound`]; [`Error::CaseErased`].
    pub async fn letter_fill(
        &self,
        case: Uuid,
        kind: LetterKind,
        language: Option<Language>,
    ) -> Result<FilledLetter> {
        let detail = self.case_detail(case, 0).await?;
        if detail.keeping.erased.is_some() {
            return Err(Error::CaseErased);
        }
        let language = language.unwrap_or(super::language_of(detail.language.as_deref()));
        self.letter_with(&detail, kind, language, &[]).await
    }

    /// How a letter that is being worded would be filled in, by an example.
    ///
    /// # Errors
    /// As [`Desk::letter_save`], but for a conflict.
    pub fn letter_preview(&self, input: &SaveLetter) -> Result<FilledLetter> {
        let language = input.language;
        let example = Field::ALL
            .iter()
            .filter_map(|field| Some((*field, super::example(*field, language)?.to_owned())));
        let mut known: BTreeMap<Field, String> = example.collect();
        known.insert(Field::Officer, self.inner.me.name.clone());
        known.insert(Field::Office, self.row().name);
        known.insert(Field::Today, written(self.today(), language));
        filled(&super::worded(input)?, &known, Decisions::default())
    }

    /// As [`Desk::letter_fill`], with fields that the case does not tell.
    pub(crate) async fn letter_filled(
        &self,
        case: Uuid,
        kind: LetterKind,
        language: Language,
        more: &[(Field, String)],
    ) -> Result<FilledLetter> {
        let detail = self.case_detail(case, 0).await?;
        self.letter_with(&detail, kind, language, more).await
    }

    async fn letter_with(
        &self,
        detail: &CaseDetail,
        kind: LetterKind,
        language: Language,
        more: &[(Field, String)],
    ) -> Result<FilledLetter> {
        let wording = {
            let mut tx = self.read().await?;
            self.wording(&mut tx, kind, language).await?
        };
        let mut known = self.known(detail, language)?;
        known.extend(more.iter().cloned());
        let route = known.get(&Field::Route).map_or("", String::as_str);
        let decides = super::offered::decided(kind, detail, route);
        filled(&wording, &known, decides)
    }

    fn known(&self, case: &CaseDetail, language: Language) -> Result<BTreeMap<Field, String>> {
        let day = |at: NaiveDate| written(at, language);
        let mut known = BTreeMap::from([
            (Field::Number, CaseNumber(case.number).to_string()),
            (Field::Received, day(self.day(case.received_at))),
            (Field::Today, day(self.today())),
            (Field::Officer, self.inner.me.name.clone()),
            (Field::Office, self.row().name),
        ]);
        let requester = case.parties.iter().find(|p| p.role == PartyRole::Requester);
        let called = requester.map(|party| match party.name.trim() {
            "" => party.address.clone(),
            name => name.to_owned(),
        });
        known.extend(called.map(|name| (Field::Name, name)));
        let comma = match language {
            Language::English => ", ",
            Language::Chinese => "、",
        };
        let open = case.asks.iter().filter(|ask| ask.kind.is_some());
        let asks: Vec<&str> = open.filter_map(|ask| asked(ask.kind?, language)).collect();
        known.insert(Field::Asks, asks.join(comma));
        // Acknowledging is no answer.
        let runs = |view: &&ClockView| {
            view.clock.met_at.is_none() && view.clock.kind != ClockKind::Acknowledge
        };
        let due = case.clocks.iter().filter(runs);
        let due = due.filter_map(|view| Some(view.clock.course.as_ref()?.due_date));
        known.extend(due.min().map(|at| (Field::Due, day(at))));
        let refused = case
            .asks
            .iter()
            .find(|ask| ask.outcome == Some(Outcome::Refused));
        if let Some(ask) = refused {
            known.insert(Field::Reason, ask.reason.clone().unwrap_or_default());
            if let Some(ground) = &ask.ground_title {
                known.insert(Field::Ground, ground.text(language).to_owned());
            }
        }
        let route = self.packs().regime(&case.regime)?.dispute_route();
        let route = route.map(|route| route.text.text(language).to_owned());
        known.extend(route.map(|route| (Field::Route, route)));
        Ok(known)
    }
}

fn filled(
    wording: &Wording,
    known: &BTreeMap<Field, String>,
    decides: Decisions,
) -> Result<FilledLetter> {
    let filled = wording.fill(known)?;
    let all = format!("{}\n{}", filled.subject, filled.text);
    let mut names: Vec<String> = unfilled(&all).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    Ok(FilledLetter {
        subject: filled.subject,
        text: filled.text,
        unfilled: names,
        decides,
    })
}

/// A day as it is written in a letter.
pub(crate) fn written(day: NaiveDate, language: Language) -> String {
    match language {
        Language::English => day.format("%-d %B %Y").to_string(),
        Language::Chinese => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
    }
}
