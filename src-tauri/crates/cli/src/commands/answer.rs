//! Acts on one thing that is asked: answering, refusing, extending its clock.

use desk::Desk;
use desk::answers::ExtensionInput;
use desk::complaints::{
    AcknowledgeInput, AnswerInput, AskView, CaseDetail, ClockView, Done, OutcomeInput,
    RecipientTold, RefusalInput, ToldInput,
};
use domain::complaints::AskKind;
use uuid::Uuid;

use super::cases::{on, text};
use crate::args::{AcknowledgeArgs, AnswerArgs, Decided, ExtendArgs, RefuseArgs, ToldArgs};
use crate::error::Failure;
use crate::office::{Office, Result, instant, today, zone};
use crate::output::{self, Said};
use crate::words::Words;

pub async fn answer(office: &Office, desk: &Desk, args: AnswerArgs) -> Result<Done> {
    let on = on(desk, &args.case.case).await?;
    let case = desk.case_open(on.case).await?;
    let told: Vec<RecipientTold> = args
        .tell
        .into_iter()
        .map(|one| RecipientTold {
            name: one.name,
            told_on: one.told_on,
        })
        .collect();
    let outcomes = outcomes(&office.words, &case, &args.outcomes, &args.reason, &told)?;
    let answer = AnswerInput {
        text: text(&args.words)?,
        eml: args.eml.map(|path| path.to_string_lossy().into_owned()),
        sent_at: args.sent_at.map(|at| instant(at, zone(desk))),
        outcomes,
    };
    Ok(desk.case_answer(on, answer).await?)
}

pub async fn acknowledge(desk: &Desk, args: AcknowledgeArgs) -> Result<Done> {
    let on = on(desk, &args.case.case).await?;
    let input = AcknowledgeInput {
        sent_at: args.sent_at.map(|at| instant(at, zone(desk))),
        text: text(&args.words)?,
        eml: args.eml.map(|path| path.to_string_lossy().into_owned()),
    };
    Ok(desk.case_acknowledge(on, input).await?)
}

/// What came of each ask that is named. Recipients belong to what was deleted.
pub(super) fn outcomes(
    words: &Words,
    case: &CaseDetail,
    decided: &[Decided],
    reason: &str,
    told: &[RecipientTold],
) -> Result<Vec<OutcomeInput>> {
    let mut outcomes = Vec::with_capacity(decided.len());
    let mut deleted = false;
    for one in decided {
        let ask = find(words, case, one.ask.as_deref())?;
        let deletes = ask.kind == Some(AskKind::Delete);
        deleted |= deletes;
        outcomes.push(OutcomeInput {
            ask: ask.id,
            outcome: one.outcome,
            reason: reason.to_owned(),
            recipients_to_tell: if deletes { told.to_vec() } else { Vec::new() },
        });
    }
    if !told.is_empty() && !deleted {
        return Err(Failure::NothingToTell);
    }
    Ok(outcomes)
}

/// The ask of that kind or id, an open one first; without a name the only one that is open.
pub(super) fn find<'c>(
    words: &Words,
    case: &'c CaseDetail,
    named: Option<&str>,
) -> Result<&'c AskView> {
    let open = || case.asks.iter().filter(|ask| ask.outcome.is_none());
    let Some(named) = named else {
        let mut asks = open();
        return match (asks.next(), asks.next()) {
            (Some(ask), None) => Ok(ask),
            _ => Err(Failure::WhichAsk {
                asks: names(words, &case.asks),
            }),
        };
    };
    let is = |ask: &&AskView| {
        ask.kind.is_some_and(|kind| kind.as_str() == named) || ask.id.to_string() == named
    };
    open()
        .find(is)
        .or_else(|| case.asks.iter().find(is))
        .ok_or_else(|| Failure::NoSuchAsk {
            ask: named.to_owned(),
            asks: names(words, &case.asks),
        })
}

/// The asks of a case by the words that name them here.
fn names(words: &Words, asks: &[AskView]) -> String {
    words.row(asks.iter().map(|ask| {
        ask.kind
            .map_or_else(|| ask.id.to_string(), |k| k.to_string())
    }))
}

pub async fn refuse(office: &Office, desk: &Desk, args: RefuseArgs) -> Result<Done> {
    let on = on(desk, &args.case.case).await?;
    let case = desk.case_open(on.case).await?;
    let ask = find(&office.words, &case, args.ask.as_deref())?.id;
    let route = match args.route {
        Some(route) => route,
        None => {
            let regimes = desk.choices().await?.regimes;
            let regime = regimes.iter().find(|regime| regime.id == case.regime);
            regime.map_or_else(String::new, |r| office.words.text(&r.route).to_owned())
        }
    };
    let refusal = RefusalInput {
        ask,
        ground: args.ground,
        reason: args.reason,
        route,
        text: text(&args.words)?,
    };
    Ok(desk.case_refuse(on, refusal).await?)
}

pub async fn told(office: &Office, desk: &Desk, args: ToldArgs) -> Result<Done> {
    let on = on(desk, &args.case.case).await?;
    let case = desk.case_open(on.case).await?;
    let untold: Vec<(Uuid, &str)> = case
        .asks
        .iter()
        .flat_map(|ask| ask.recipients_to_tell.iter().map(|one| (ask.id, one)))
        .filter(|(_, one)| one.told_on.is_none())
        .map(|(ask, one)| (ask, one.name.as_str()))
        .collect();
    let named = |(_, name): &&(Uuid, &str)| args.name.as_deref().is_none_or(|n| n.trim() == *name);
    let mut found = untold.iter().filter(named);
    let (ask, name) = match (found.next(), found.next()) {
        (Some(one), None) => *one,
        // Of the same name under two asks, each is told by itself.
        (Some(one), Some(_)) if args.name.is_some() => *one,
        _ if untold.is_empty() => {
            return Err(Failure::Desk(desk::Error::Blocked {
                missing: "recipient-untold".to_owned(),
            }));
        }
        _ => {
            return Err(Failure::WhichRecipient {
                recipients: office
                    .words
                    .row(untold.iter().map(|(_, name)| (*name).to_owned())),
            });
        }
    };
    let told = ToldInput {
        ask,
        name: name.to_owned(),
        told_on: args.told_on.unwrap_or_else(|| today(zone(desk))),
    };
    Ok(desk.case_told(on, told).await?)
}

pub async fn extend(office: &Office, desk: &Desk, args: ExtendArgs) -> Result<Said> {
    let on = on(desk, &args.case.case).await?;
    let clock = match args.clock {
        Some(clock) => clock,
        None => extendable(&office.words, &desk.case_open(on.case).await?)?,
    };
    if args.draft {
        let reason = args.reason;
        let draft = desk
            .extension_draft(on.case, ExtensionInput { clock, reason })
            .await?;
        return office.say(&draft, |words| {
            output::drafts::draft(words, &draft, zone(desk))
        });
    }
    let done = desk.case_extend(on, clock, &args.reason).await?;
    office.say(&done, |words| output::lists::done(words, &done))
}

/// The only clock that may still be extended.
fn extendable(words: &Words, case: &CaseDetail) -> Result<Uuid> {
    let may = |view: &&ClockView| {
        let extension = &view.clock.extension;
        extension.offer.is_some() && extension.granted.is_none() && view.clock.met_at.is_none()
    };
    let clocks: Vec<&ClockView> = case.clocks.iter().filter(may).collect();
    match clocks.as_slice() {
        [one] => Ok(one.id),
        [] => Err(Failure::Desk(desk::Error::Blocked {
            missing: "extension-open".to_owned(),
        })),
        several => Err(Failure::WhichClock {
            clocks: words.row(several.iter().map(|view| {
                let kind = words.word("kind", view.clock.ask);
                format!("{} ({kind})", view.id)
            })),
        }),
    }
}
