//! Which letters fit a case, and what each decides in it.

use domain::complaints::{AskKind, CaseAct, Outcome};
use domain::letters::LetterKind;
use uuid::Uuid;

use crate::answers::Decisions;
use crate::complaints::{AskView, CaseDetail, OutcomeInput, RefusalInput};

/// The letters that fit a case in which this is asked, each with what came of it so far.
pub(crate) fn offered(asks: &[(Option<AskKind>, Option<Outcome>)]) -> Vec<LetterKind> {
    let open = asks.iter().any(|(_, outcome)| outcome.is_none());
    let told = |letter: LetterKind, (ask, outcome): &(Option<AskKind>, Option<Outcome>)| {
        let undecided = outcome.is_none() || *outcome == letter.outcome();
        undecided && ask.is_none_or(|ask| letter.answers(ask))
    };
    let fits = |letter: &LetterKind| match letter {
        LetterKind::Acknowledgement => open || asks.is_empty(),
        // Both come with their step, which knows what they have to say.
        LetterKind::IdentityRequest | LetterKind::Extension => false,
        LetterKind::Closing => !open,
        _ => asks.iter().any(|ask| told(*letter, ask)),
    };
    LetterKind::ALL.iter().copied().filter(fits).collect()
}

/// What a letter decides in its case, where it can only be about one thing.
pub(super) fn decided(letter: LetterKind, case: &CaseDetail, route: &str) -> Decisions {
    let ready = |act: CaseAct| {
        let offers = &mut case.offers.iter();
        offers.any(|offer| offer.act == act.as_str() && offer.missing.is_empty())
    };
    let mut decides = Decisions {
        acknowledges: letter == LetterKind::Acknowledgement && ready(CaseAct::Acknowledge),
        ..Decisions::default()
    };
    let (Some(outcome), Some(ask)) = (letter.outcome(), only_ask(letter, case)) else {
        return decides;
    };
    if outcome == Outcome::Refused {
        decides.refusals.push(RefusalInput {
            ask,
            ground: String::new(),
            reason: String::new(),
            route: route.to_owned(),
            text: String::new(),
        });
    } else {
        decides.outcomes.push(OutcomeInput {
            ask,
            outcome,
            reason: String::new(),
            recipients_to_tell: Vec::new(),
        });
    }
    decides
}

/// The only open ask that a letter can tell what came of.
fn only_ask(letter: LetterKind, case: &CaseDetail) -> Option<Uuid> {
    let answered =
        |ask: &&AskView| ask.outcome.is_none() && ask.kind.is_some_and(|kind| letter.answers(kind));
    let mut asks = case.asks.iter().filter(answered);
    match (asks.next(), asks.next()) {
        (Some(ask), None) => Some(ask.id),
        _ => None,
    }
}
