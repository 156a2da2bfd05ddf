//! The office of the demonstration has been at work: older cases are answered, some wait, a few
//! were forgotten. Every step is an act like any other.

use domain::complaints::{AskKind, Identity, IdentityMethod, Outcome, Status};

use crate::complaints::{
    AnswerInput, CaseDetail, IdentityInput, ListQuery, On, OutcomeInput, Triage, View,
};
use crate::{Desk, Result};

/// How far the office got with a case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Got {
    Nowhere,
    Triaged,
    Waiting,
    Started,
    Answered,
    Closed,
}

/// What became of the cases of the last days, then of the weeks before, in turn.
const LATELY: &[Got] = &[
    Got::Nowhere,
    Got::Triaged,
    Got::Nowhere,
    Got::Started,
    Got::Nowhere,
];
const BEFORE: &[Got] = &[
    Got::Started,
    Got::Waiting,
    Got::Closed,
    Got::Triaged,
    Got::Answered,
];
const LONG_AGO: &[Got] = &[
    Got::Closed,
    Got::Answered,
    Got::Closed,
    Got::Closed,
    Got::Closed,
    Got::Answered,
    Got::Closed,
    Got::Closed,
    Got::Started,
    Got::Closed,
    Got::Closed,
];

const NOTE: [&str; 2] = [
    "Asked Platform for the records; they promised them for Friday.",
    "已请平台部门提供记录，答应周五前给。",
];
const ANSWER: [&str; 2] = [
    "Thank you for writing to us. We have looked into it and have done what you asked for.",
    "感谢您的来信。我们已经核查，并已按您的要求处理。",
];

impl Desk {
    /// Works through the cases that nobody has looked at yet.
    pub(super) async fn work(&self) -> Result<()> {
        let mut after = None;
        let mut cases = Vec::new();
        loop {
            let page = self
                .cases_list(&ListQuery {
                    view: View::New,
                    query: String::new(),
                    after,
                    limit: 200,
                    ..ListQuery::default()
                })
                .await?;
            cases.extend(page.rows.into_iter().map(|row| (row.received_at, row.id)));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        cases.sort();
        for (turn, (received_at, id)) in cases.into_iter().enumerate() {
            // By days, so that the hour at which the demonstration is made changes nothing.
            let age =
                (self.today() - received_at.with_timezone(&self.zone()).date_naive()).num_days();
            let turns = match age {
                ..6 => LATELY,
                6..20 => BEFORE,
                _ => LONG_AGO,
            };
            let got = turns[turn % turns.len()];
            if got != Got::Nowhere {
                let case = self.case_open(id).await?;
                self.work_on(&case, got).await?;
            }
        }
        Ok(())
    }

    async fn work_on(&self, case: &CaseDetail, got: Got) -> Result<()> {
        let on = On {
            case: case.id,
            version: None,
            key: None,
        };
        let language = usize::from(case.language.as_deref() == Some("zh"));
        let mut kinds: Vec<AskKind> = case.asks.iter().filter_map(|ask| ask.kind).collect();
        if kinds.is_empty() {
            kinds.push(AskKind::Complaint);
        }
        let letter = kinds.contains(&AskKind::AuthorityLetter);
        let triage = Triage {
            kinds: Some(kinds),
            letter_due: letter.then(|| self.today() + chrono::Days::new(5)),
            ..Triage::default()
        };
        self.case_triage(on, triage).await?;
        if got == Got::Triaged {
            return Ok(());
        }
        self.case_assign(on, Some(self.inner.me.id)).await?;
        match got {
            Got::Started => self.case_note(on, NOTE[language]).await.map(drop),
            Got::Waiting => {
                let what = if case.identity.state == Identity::Verified {
                    Status::AwaitingRequester
                } else {
                    Status::AwaitingIdentity
                };
                self.case_await(on, what).await.map(drop)
            }
            _ => self.answer_it(on, language, got == Got::Closed).await,
        }
    }

    async fn answer_it(&self, on: On, language: usize, close: bool) -> Result<()> {
        let identity = IdentityInput {
            state: Identity::Verified,
            method: Some(IdentityMethod::Code),
            note: String::new(),
        };
        self.case_identity(on, identity).await?;
        let case = self.case_open(on.case).await?;
        let outcomes = case
            .asks
            .iter()
            .map(|ask| OutcomeInput {
                ask: ask.id,
                outcome: Outcome::Fulfilled,
                reason: String::new(),
                recipients_to_tell: Vec::new(),
            })
            .collect();
        let answer = AnswerInput {
            text: ANSWER[language].to_owned(),
            eml: None,
            sent_at: None,
            outcomes,
        };
        self.case_answer(on, answer).await?;
        if close {
            self.case_close(on).await?;
        }
        Ok(())
    }
}
