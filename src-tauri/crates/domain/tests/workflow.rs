//! The workflow: whatever people do in whatever order, no case stands where it can't.

use std::collections::HashSet;
use std::path::Path;

use domain::complaints::workflow::{
    AskFacts, Blocked, Guard, StillOpen, TABLE, markdown, next_step, offered, step, still_open,
};
use domain::complaints::{AskKind, CaseAct, CaseFacts, Identity, Outcome, Status};
use proptest::prelude::*;
use proptest::sample::select;

/// An act with what a person entered.
#[derive(Debug, Clone)]
struct Entry {
    act: CaseAct,
    kind: Option<AskKind>,
    which: usize,
    outcome: Outcome,
    identity: Identity,
    /// A refusal with all its parts; for triage, whether an ask is added.
    flag: bool,
}

fn entry() -> impl Strategy<Value = Entry> {
    (
        select(CaseAct::ALL),
        prop::option::of(select(AskKind::ALL)),
        0usize..3,
        select(Outcome::ALL),
        select(Identity::ALL),
        any::<bool>(),
    )
        .prop_map(|(act, kind, which, outcome, identity, flag)| Entry {
            act,
            kind,
            which,
            outcome,
            identity,
            flag,
        })
}

fn facts() -> impl Strategy<Value = CaseFacts> {
    let ask = (
        prop::option::of(select(AskKind::ALL)),
        prop::option::of(select(Outcome::ALL)),
        any::<bool>(),
    )
        .prop_map(|(kind, outcome, refusal_complete)| AskFacts {
            kind,
            outcome,
            refusal_complete,
        });
    (
        prop::collection::vec(ask, 0..3),
        select(Identity::ALL),
        prop::array::uniform8(any::<bool>()),
    )
        .prop_map(
            |(
                asks,
                identity,
                [
                    assigned,
                    clock_running,
                    acknowledgement_open,
                    extension_open,
                    recipients_untold,
                    task_open,
                    held,
                    duty,
                ],
            )| {
                CaseFacts {
                    asks,
                    identity,
                    assigned,
                    clock_running,
                    acknowledgement_open,
                    extension_open,
                    recipients_untold,
                    task_open,
                    held,
                    duty,
                }
            },
        )
}

fn fresh(asks: usize) -> CaseFacts {
    let ask = AskFacts {
        kind: None,
        outcome: None,
        refusal_complete: false,
    };
    CaseFacts {
        asks: vec![ask; asks],
        identity: Identity::None,
        assigned: false,
        clock_running: true,
        acknowledgement_open: true,
        extension_open: true,
        recipients_untold: false,
        task_open: false,
        held: false,
        duty: false,
    }
}

/// The facts as the act would leave them.
fn after(facts: &CaseFacts, entry: &Entry) -> CaseFacts {
    let mut facts = facts.clone();
    if entry.act == CaseAct::Triage && entry.flag {
        facts.asks.extend(fresh(1).asks);
    }
    let count = facts.asks.len().max(1);
    let ask = facts.asks.get_mut(entry.which % count);
    match (entry.act, ask) {
        (CaseAct::Triage, Some(ask)) => ask.kind = entry.kind.or(ask.kind),
        (CaseAct::Answer, Some(ask)) => ask.outcome = Some(entry.outcome),
        (CaseAct::Refuse, Some(ask)) => {
            ask.outcome = Some(Outcome::Refused);
            ask.refusal_complete = entry.flag;
        }
        (CaseAct::NotOurs, _) => {
            for ask in &mut facts.asks {
                ask.outcome = Some(Outcome::NotOurs);
            }
        }
        (CaseAct::Identity, _) => facts.identity = entry.identity,
        (CaseAct::Assign, _) => facts.assigned = entry.flag,
        _ => {}
    }
    facts
}

/// What must never be, said without the table and its guards.
fn impossible(status: Status, facts: &CaseFacts) -> Option<&'static str> {
    let asks = || facts.asks.iter();
    let refused_bare =
        asks().any(|ask| ask.outcome == Some(Outcome::Refused) && !ask.refusal_complete);
    let to_a_stranger = asks().any(|ask| {
        matches!(
            ask.kind,
            Some(
                AskKind::View
                    | AskKind::Copy
                    | AskKind::Migrate
                    | AskKind::Correct
                    | AskKind::Complete
                    | AskKind::Delete
            )
        ) && matches!(ask.outcome, Some(Outcome::Fulfilled | Outcome::Partly))
    }) && facts.identity != Identity::Verified;
    let without_outcome = asks().any(|ask| ask.outcome.is_none());
    let nameless = asks().any(|ask| ask.kind.is_none());
    match status {
        _ if refused_bare => Some("refused without ground, reason or route"),
        Status::Answered | Status::Closed if without_outcome => Some("done without every outcome"),
        Status::Answered | Status::Closed if to_a_stranger => Some("done for somebody unknown"),
        Status::Answered if nameless || facts.asks.is_empty() => Some("answered, but what?"),
        Status::Closed if nameless && asks().any(|ask| ask.outcome != Some(Outcome::NotOurs)) => {
            Some("closed, but what was it?")
        }
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_sequence_of_acts_ends_where_a_case_cannot_be(
        asks in 0usize..3,
        entries in prop::collection::vec(entry(), 1..40),
    ) {
        let (mut status, mut facts) = (Status::New, fresh(asks));
        for entry in entries {
            let then = after(&facts, &entry);
            if let Ok(next) = step(status, entry.act, &then) {
                prop_assert_eq!(impossible(next, &then), None, "{:?} led to {}", entry, next);
                (status, facts) = (next, then);
            }
        }
    }

    #[test]
    fn a_joined_message_is_never_refused_and_never_left_lying(
        status in select(Status::ALL),
        facts in facts(),
    ) {
        let next = step(status, CaseAct::NewMail, &facts).unwrap();
        prop_assert!(next.is_open());
        if matches!(status, Status::Answered | Status::Closed) {
            prop_assert_eq!(next, Status::InProgress);
        }
    }

    #[test]
    fn what_is_offered_as_ready_lacks_only_what_it_brings(
        status in select(Status::ALL),
        facts in facts(),
    ) {
        let offers = offered(status, &facts);
        for offer in &offers {
            match step(status, offer.act, &facts) {
                Ok(_) => prop_assert!(offer.missing.is_empty()),
                Err(Blocked::Missing { missing, .. }) if offer.missing.is_empty() => {
                    let brings = offer.act.brings();
                    prop_assert!(missing.iter().all(|guard| brings.contains(guard)), "{missing:?}");
                }
                Err(Blocked::Missing { missing, .. }) => {
                    prop_assert!(offer.missing.iter().all(|guard| missing.contains(guard)));
                }
                Err(Blocked::Status { .. }) => prop_assert!(false, "{} is not possible", offer.act),
            }
        }
        for act in CaseAct::ALL.iter().filter(|act| act.is_by_person()) {
            if !offers.iter().any(|offer| offer.act == *act) {
                let blocked = step(status, *act, &facts);
                prop_assert_eq!(blocked, Err(Blocked::Status { act: *act, status }));
            }
        }
    }

    #[test]
    fn the_next_step_is_an_offer_that_is_ready(status in select(Status::ALL), facts in facts()) {
        if let Some(act) = next_step(status, &facts) {
            let offers = offered(status, &facts);
            prop_assert!(offers.iter().any(|offer| offer.act == act && offer.missing.is_empty()));
        }
    }

    #[test]
    fn nothing_is_open_only_when_everything_is_done(facts in facts()) {
        let open = still_open(&facts);
        let lacks_outcome = facts.asks.iter().any(|ask| ask.outcome.is_none());
        prop_assert_eq!(open.contains(&StillOpen::AskWithoutOutcome), lacks_outcome);
        prop_assert_eq!(open.contains(&StillOpen::RecipientNotTold), facts.recipients_untold);
        prop_assert_eq!(open.contains(&StillOpen::ClockRunning), facts.clock_running);
        prop_assert_eq!(open.contains(&StillOpen::TaskOpen), facts.task_open);
    }
}

/// The key `e`, again and again, takes a case from new to closed.
#[test]
fn the_next_steps_lead_to_the_end() {
    let (mut status, mut facts) = (Status::New, fresh(2));
    let mut acts = Vec::new();
    while let Some(act) = next_step(status, &facts) {
        acts.push(act);
        assert!(acts.len() < 20, "{acts:?}");
        match act {
            CaseAct::Triage => facts
                .asks
                .iter_mut()
                .for_each(|ask| ask.kind = Some(AskKind::Copy)),
            CaseAct::Assign => facts.assigned = true,
            CaseAct::Identity => facts.identity = Identity::Verified,
            CaseAct::Answer => {
                let ask = facts.asks.iter_mut().find(|ask| ask.outcome.is_none());
                ask.unwrap().outcome = Some(Outcome::Fulfilled);
            }
            _ => {}
        }
        status = step(status, act, &facts).unwrap();
    }
    assert_eq!(status, Status::Closed);
    let words: Vec<_> = acts.iter().map(|act| act.as_str()).collect();
    assert_eq!(
        words,
        ["triage", "assign", "identity", "answer", "answer", "close"]
    );
}

#[test]
fn every_act_is_in_the_table_and_every_row_can_be_reached() {
    for act in CaseAct::ALL {
        assert!(TABLE.iter().any(|row| row.act == *act), "{act}");
    }
    for (index, row) in TABLE.iter().enumerate() {
        let mut seen = HashSet::new();
        assert!(
            row.from.iter().all(|status| seen.insert(status)),
            "row {index}: a status twice"
        );
        assert!(row.needs.iter().all(|guard| Guard::ALL.contains(guard)));
        for earlier in &TABLE[..index] {
            let shadows = earlier.act == row.act
                && earlier.needs.iter().all(|guard| row.needs.contains(guard))
                && row.from.iter().all(|status| earlier.from.contains(status));
            assert!(!shadows, "row {index} is never reached");
        }
    }
    for status in Status::ALL {
        let reached = *status == Status::New || TABLE.iter().any(|row| row.to == Some(*status));
        assert!(reached, "nothing leads to {status}");
    }
}

/// `UPDATE_DOCS=1` writes the page anew.
#[test]
fn the_documentation_says_what_the_table_says() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/workflow.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&page, markdown()).unwrap();
    }
    let written = std::fs::read_to_string(&page).unwrap();
    assert_eq!(written, markdown(), "run the test with UPDATE_DOCS=1");
}
