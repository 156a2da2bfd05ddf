//! What may be done with a case, and where that leads: one table, which the window, the
//! command line and the documentation read.

use serde::Serialize;

use super::{AskKind, Identity, Outcome, Status};
use crate::vocabulary::vocabulary;

mod markdown;
mod table;

pub use markdown::markdown;
pub use table::{TABLE, Transition};

vocabulary! {
    /// An act on a case, in the order in which the triage bar offers them.
    CaseAct {
        /// Say what is asked.
        Triage = "triage",
        /// Record that the requester was told that it has arrived.
        Acknowledge = "acknowledge",
        /// Record an answer and what came out of the asks.
        Answer = "answer",
        /// Give the case to somebody.
        Assign = "assign",
        /// Write an internal note.
        Note = "note",
        /// Extend a clock.
        Extend = "extend",
        /// Refuse an ask.
        Refuse = "refuse",
        /// Record that somebody who received deleted data was told of the deletion.
        Told = "told",
        /// Record what is known of who asks.
        Identity = "identity",
        /// Wait for proof of who asks.
        AwaitIdentity = "await-identity",
        /// Wait for something the requester must tell us.
        AwaitRequester = "await-requester",
        /// Take up the work, or take it up again.
        Resume = "resume",
        /// Close the case.
        Close = "close",
        /// Open it again.
        Reopen = "reopen",
        /// Close it as not for this company.
        NotOurs = "not-ours",
        /// Say how pressing it is.
        SetPriority = "set-priority",
        /// Say which department it concerns.
        Department = "department",
        /// Set its tags.
        Tag = "tag",
        /// Set the officer's own date.
        Due = "due",
        /// Put it out of sight until a day.
        Snooze = "snooze",
        /// Give a department something to do.
        Task = "task",
        /// Record what a department answered.
        TaskAnswer = "task-answer",
        /// Take a task back that is not needed any more.
        TaskWithdraw = "task-withdraw",
        /// Enter or change a party.
        Party = "party",
        /// Link it to another case of the same person.
        Link = "link",
        /// Merge it into another case.
        Merge = "merge",
        /// Take messages or asks out of it, into a case of their own.
        Split = "split",
        /// Take a case that was merged out again.
        Unmerge = "unmerge",
        /// Keep it from being erased, whatever its period says.
        Hold = "hold",
        /// Let go of that.
        Release = "release",
        /// Erase what it says of people. The record that it was stays.
        Erase = "erase",
        /// A message joined it.
        NewMail = "new-mail",
        /// Write to the people of the case.
        Reply = "reply",
        /// What was written to them did not arrive, or nobody knows whether it did.
        Undelivered = "undelivered",
    }
}

impl CaseAct {
    /// Whether a person does it; the intake does the others.
    pub const fn is_by_person(self) -> bool {
        // What was merged is offered nothing; its page says how it comes out again. A task says
        // itself what may be done with it.
        !matches!(
            self,
            Self::NewMail
                | Self::Undelivered
                | Self::Unmerge
                | Self::TaskAnswer
                | Self::TaskWithdraw
        )
    }

    /// The guards that the act's own entries can meet. They don't keep it from being
    /// offered; [`step`] checks them once the entries are there.
    pub const fn brings(self) -> &'static [Guard] {
        match self {
            Self::Triage => &[Guard::AsksKnown],
            Self::Answer => &[Guard::EveryAskHasOutcome],
            Self::Refuse => &[Guard::EveryAskHasOutcome, Guard::RefusalComplete],
            Self::NotOurs => &[Guard::EveryAskHasOutcome],
            Self::Assign => &[Guard::Assigned],
            Self::Identity => &[Guard::IdentityVerified],
            _ => &[],
        }
    }
}

vocabulary! {
    /// What must hold after an act for a transition to be taken.
    Guard {
        /// There is an ask, and the kind of every ask is known.
        AsksKnown = "asks-known",
        /// Every ask has its outcome.
        EveryAskHasOutcome = "every-ask-has-outcome",
        /// Every refused ask has a ground, a reason and the complaint route.
        RefusalComplete = "refusal-complete",
        /// It was established who asks before personal data was shown, handed over, changed
        /// or deleted for them (GB/T 35273 8.7, GDPR 12(6)).
        IdentityChecked = "identity-checked",
        /// It is established who asks.
        IdentityVerified = "identity-verified",
        /// It is not yet established who asks.
        IdentityOpen = "identity-open",
        /// Somebody is responsible.
        Assigned = "assigned",
        /// A clock runs.
        ClockRunning = "clock-running",
        /// A law has the requester be told that it has arrived, and nobody has told them.
        AcknowledgementOpen = "acknowledgement-open",
        /// The law allows one of its clocks to be extended, and it was not yet.
        ExtensionOpen = "extension-open",
        /// Somebody who received deleted data is still to be told (GB/T 35273 8.3, GDPR 19).
        RecipientUntold = "recipient-untold",
        /// A legal hold is on it.
        Held = "held",
        /// No legal hold is on it.
        NotHeld = "not-held",
        /// No law has it kept any longer (PIPL 56).
        DutyOver = "duty-over",
    }
}

vocabulary! {
    /// What a case leaves open when it is closed.
    StillOpen {
        /// An ask has no outcome.
        AskWithoutOutcome = "ask-without-outcome",
        /// A refusal lacks its ground, its reason or the complaint route.
        RefusalIncomplete = "refusal-incomplete",
        /// After a deletion, somebody who received the data was not told (GDPR 19).
        RecipientNotTold = "recipient-not-told",
        /// A clock runs.
        ClockRunning = "clock-running",
        /// A department has not answered yet.
        TaskOpen = "task-open",
    }
}

/// What the workflow looks at in one ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskFacts {
    /// Its kind, if it is known.
    pub kind: Option<AskKind>,
    /// What came out of it.
    pub outcome: Option<Outcome>,
    /// Whether a [`Refusal`](super::Refusal) is on record for it.
    pub refusal_complete: bool,
}

/// What the workflow looks at in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFacts {
    /// Its asks.
    pub asks: Vec<AskFacts>,
    /// What is known of who asks.
    pub identity: Identity,
    /// Whether somebody is responsible.
    pub assigned: bool,
    /// Whether a clock runs (neither met nor paused).
    pub clock_running: bool,
    /// Whether the requester is still to be told that it has arrived: as it is before the act
    /// that says that they were.
    pub acknowledgement_open: bool,
    /// Whether a clock may be extended: as it is before the act, which uses it up.
    pub extension_open: bool,
    /// Whether recipients are still to be told of a deletion: as it is before the act that says
    /// that they were.
    pub recipients_untold: bool,
    /// Whether a department has a task that is open.
    pub task_open: bool,
    /// Whether a legal hold is on it: as it is before the act that places or lifts one.
    pub held: bool,
    /// Whether law has it kept still.
    pub duty: bool,
}

impl CaseFacts {
    fn every_ask(&self, holds: impl Fn(&AskFacts) -> bool) -> bool {
        self.asks.iter().all(holds)
    }

    /// Whether an ask of this case needs to know who asks before it is done.
    fn needs_identity(&self) -> bool {
        let needs = |ask: &AskFacts| ask.kind.is_some_and(AskKind::needs_identity);
        self.asks.iter().any(needs)
    }

    /// Whether a guard is met.
    pub fn meets(&self, guard: Guard) -> bool {
        let verified = self.identity == Identity::Verified;
        match guard {
            Guard::AsksKnown => !self.asks.is_empty() && self.every_ask(|ask| ask.kind.is_some()),
            Guard::EveryAskHasOutcome => self.every_ask(|ask| ask.outcome.is_some()),
            Guard::RefusalComplete => {
                self.every_ask(|ask| ask.outcome != Some(Outcome::Refused) || ask.refusal_complete)
            }
            Guard::IdentityChecked => verified || self.every_ask(|ask| !ask.acted_for_requester()),
            Guard::IdentityVerified => verified,
            Guard::IdentityOpen => !verified,
            Guard::Assigned => self.assigned,
            Guard::ClockRunning => self.clock_running,
            Guard::AcknowledgementOpen => self.acknowledgement_open,
            Guard::ExtensionOpen => self.extension_open,
            Guard::RecipientUntold => self.recipients_untold,
            Guard::Held => self.held,
            Guard::NotHeld => !self.held,
            Guard::DutyOver => !self.duty,
        }
    }
}

impl AskFacts {
    fn acted_for_requester(&self) -> bool {
        self.kind.is_some_and(AskKind::needs_identity)
            && matches!(self.outcome, Some(Outcome::Fulfilled | Outcome::Partly))
    }
}

impl AskKind {
    /// Whether doing it for the wrong person would show, hand over, change or destroy
    /// another's data.
    pub const fn needs_identity(self) -> bool {
        matches!(
            self,
            Self::View | Self::Copy | Self::Migrate | Self::Correct | Self::Complete | Self::Delete
        )
    }

    /// Whether doing it hands personal data out.
    pub const fn discloses(self) -> bool {
        matches!(self, Self::View | Self::Copy | Self::Migrate)
    }
}

/// Why an act can't be done now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Blocked {
    /// Not while the case stands where it does.
    #[error("{act} is not possible for a case that is {status}")]
    Status {
        /// The act.
        act: CaseAct,
        /// Where the case stands.
        status: Status,
    },
    /// Something is missing.
    #[error("{act} needs {}", missing.iter().map(|guard| guard.as_str()).collect::<Vec<_>>().join(", "))]
    Missing {
        /// The act.
        act: CaseAct,
        /// The guards that are not met; never empty.
        missing: Vec<Guard>,
    },
}

/// An act that may be done while the case stands where it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// The act.
    pub act: CaseAct,
    /// What is missing before it can be done; empty when it is ready.
    pub missing: Vec<Guard>,
}

/// Where an act leads. `facts` are as the act leaves them: with the outcome that an answer
/// brings, the kind that triage sets, the ask that was added.
///
/// # Errors
/// [`Blocked`] if the table has no transition for it from `status`, or none of those it has
/// is met; then it lists what the last of them, which asks for least, lacks.
pub fn step(status: Status, act: CaseAct, facts: &CaseFacts) -> Result<Status, Blocked> {
    let mut missing = None;
    for transition in table::of(act, status) {
        let lacks = lacking(transition, facts, &[]);
        if lacks.is_empty() {
            return Ok(transition.to.unwrap_or(status));
        }
        missing = Some(lacks);
    }
    Err(missing.map_or(Blocked::Status { act, status }, |missing| {
        Blocked::Missing { act, missing }
    }))
}

/// The acts that a person is offered, in the order of the triage bar. Those that the status
/// rules out are left out; those that lack something say what.
pub fn offered(status: Status, facts: &CaseFacts) -> Vec<Offer> {
    CaseAct::ALL
        .iter()
        .filter(|act| act.is_by_person())
        .filter_map(|&act| {
            let missing = table::of(act, status)
                .map(|transition| lacking(transition, facts, act.brings()))
                .min_by_key(Vec::len)?;
            Some(Offer { act, missing })
        })
        .collect()
}

/// What normally comes next, if it can be done now.
pub fn next_step(status: Status, facts: &CaseFacts) -> Option<CaseAct> {
    let act = match status {
        Status::New => CaseAct::Triage,
        _ if !facts.meets(Guard::AsksKnown) => CaseAct::Triage,
        Status::Triaged if !facts.assigned => CaseAct::Assign,
        Status::Triaged | Status::AwaitingRequester => CaseAct::Resume,
        Status::AwaitingIdentity => CaseAct::Identity,
        Status::InProgress if facts.meets(Guard::EveryAskHasOutcome) => CaseAct::Close,
        Status::InProgress if facts.needs_identity() && facts.meets(Guard::IdentityOpen) => {
            CaseAct::Identity
        }
        Status::InProgress => CaseAct::Answer,
        Status::Answered => CaseAct::Close,
        Status::Closed => return None,
    };
    offered(status, facts)
        .iter()
        .any(|offer| offer.act == act && offer.missing.is_empty())
        .then_some(act)
}

/// What closing the case now would leave open.
pub fn still_open(facts: &CaseFacts) -> Vec<StillOpen> {
    let open = |what| match what {
        StillOpen::AskWithoutOutcome => !facts.meets(Guard::EveryAskHasOutcome),
        StillOpen::RefusalIncomplete => !facts.meets(Guard::RefusalComplete),
        StillOpen::RecipientNotTold => facts.recipients_untold,
        StillOpen::ClockRunning => facts.clock_running,
        StillOpen::TaskOpen => facts.task_open,
    };
    let all = StillOpen::ALL.iter().copied();
    all.filter(|what| open(*what)).collect()
}

fn lacking(transition: &Transition, facts: &CaseFacts, brought: &[Guard]) -> Vec<Guard> {
    let needs = transition.needs.iter().copied();
    needs
        .filter(|guard| !brought.contains(guard) && !facts.meets(*guard))
        .collect()
}
