//! The table itself.

use super::{CaseAct, Guard};
use crate::complaints::Status;

/// One row: an act, where it may be done, where it leads, and what must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// The act.
    pub act: CaseAct,
    /// Where the case stands before.
    pub from: &'static [Status],
    /// Where it stands after; none: where it stood.
    pub to: Option<Status>,
    /// What must hold once the act is done.
    pub needs: &'static [Guard],
}

/// Everything but closed and answered.
const OPEN: &[Status] = &[
    Status::New,
    Status::Triaged,
    Status::InProgress,
    Status::AwaitingIdentity,
    Status::AwaitingRequester,
];
/// Open, and it is known what is asked.
const WORKED: &[Status] = &[
    Status::Triaged,
    Status::InProgress,
    Status::AwaitingIdentity,
    Status::AwaitingRequester,
];
/// As above, and answered cases, to which something can still be added.
const ANSWERABLE: &[Status] = &[
    Status::Triaged,
    Status::InProgress,
    Status::AwaitingIdentity,
    Status::AwaitingRequester,
    Status::Answered,
];
const DONE: &[Status] = &[Status::Answered, Status::Closed];

const fn row(
    act: CaseAct,
    from: &'static [Status],
    to: Option<Status>,
    needs: &'static [Guard],
) -> Transition {
    Transition {
        act,
        from,
        to,
        needs,
    }
}

/// The workflow. Of the rows for an act and a status the first whose needs are met is taken.
pub const TABLE: &[Transition] = {
    use CaseAct as A;
    use Guard as G;
    use Status as S;
    &[
        row(A::Triage, &[S::New], Some(S::Triaged), &[G::AsksKnown]),
        row(A::Triage, WORKED, None, &[G::AsksKnown]),
        row(
            A::Triage,
            &[S::Answered],
            None,
            &[
                G::AsksKnown,
                G::EveryAskHasOutcome,
                G::RefusalComplete,
                G::IdentityChecked,
            ],
        ),
        row(
            A::Triage,
            &[S::Answered],
            Some(S::InProgress),
            &[G::AsksKnown],
        ),
        row(A::Acknowledge, OPEN, None, &[G::AcknowledgementOpen]),
        row(
            A::Answer,
            ANSWERABLE,
            Some(S::Answered),
            &[
                G::AsksKnown,
                G::RefusalComplete,
                G::IdentityChecked,
                G::EveryAskHasOutcome,
            ],
        ),
        // In part: the rest is still to be done.
        row(
            A::Answer,
            ANSWERABLE,
            Some(S::InProgress),
            &[G::AsksKnown, G::RefusalComplete, G::IdentityChecked],
        ),
        row(
            A::Assign,
            &[S::Triaged],
            Some(S::InProgress),
            &[G::Assigned],
        ),
        row(A::Assign, OPEN, None, &[]),
        row(A::Note, Status::ALL, None, &[]),
        row(A::Extend, OPEN, None, &[G::ClockRunning, G::ExtensionOpen]),
        row(
            A::Refuse,
            ANSWERABLE,
            Some(S::Answered),
            &[
                G::AsksKnown,
                G::RefusalComplete,
                G::IdentityChecked,
                G::EveryAskHasOutcome,
            ],
        ),
        row(
            A::Refuse,
            ANSWERABLE,
            Some(S::InProgress),
            &[G::AsksKnown, G::RefusalComplete, G::IdentityChecked],
        ),
        row(A::Told, Status::ALL, None, &[G::RecipientUntold]),
        row(
            A::Identity,
            &[S::AwaitingIdentity],
            Some(S::InProgress),
            &[G::IdentityVerified],
        ),
        row(A::Identity, OPEN, None, &[]),
        row(
            A::AwaitIdentity,
            &[S::Triaged, S::InProgress, S::AwaitingRequester],
            Some(S::AwaitingIdentity),
            &[G::IdentityOpen],
        ),
        row(
            A::AwaitRequester,
            &[S::Triaged, S::InProgress, S::AwaitingIdentity],
            Some(S::AwaitingRequester),
            &[],
        ),
        row(
            A::Resume,
            &[S::Triaged, S::AwaitingIdentity, S::AwaitingRequester],
            Some(S::InProgress),
            &[],
        ),
        row(
            A::Close,
            ANSWERABLE,
            Some(S::Closed),
            &[
                G::AsksKnown,
                G::EveryAskHasOutcome,
                G::RefusalComplete,
                G::IdentityChecked,
            ],
        ),
        row(A::Reopen, DONE, Some(S::InProgress), &[]),
        row(
            A::NotOurs,
            OPEN,
            Some(S::Closed),
            &[G::EveryAskHasOutcome, G::RefusalComplete],
        ),
        row(A::SetPriority, OPEN, None, &[]),
        row(A::Department, OPEN, None, &[]),
        row(A::Tag, Status::ALL, None, &[]),
        row(A::Due, OPEN, None, &[]),
        row(A::Snooze, OPEN, None, &[]),
        row(A::Task, OPEN, None, &[]),
        row(A::TaskAnswer, Status::ALL, None, &[]),
        row(A::TaskWithdraw, Status::ALL, None, &[]),
        row(A::Party, Status::ALL, None, &[]),
        row(A::Link, Status::ALL, None, &[]),
        row(A::Merge, Status::ALL, None, &[]),
        row(A::Split, Status::ALL, None, &[]),
        row(A::Unmerge, Status::ALL, None, &[]),
        row(A::Hold, Status::ALL, None, &[G::NotHeld]),
        row(A::Release, Status::ALL, None, &[G::Held]),
        row(
            A::Erase,
            &[S::Closed],
            None,
            &[G::NotHeld, G::DutyOver, G::EveryAskHasOutcome],
        ),
        row(
            A::NewMail,
            &[S::AwaitingRequester, S::Answered, S::Closed],
            Some(S::InProgress),
            &[],
        ),
        row(
            A::NewMail,
            &[S::New, S::Triaged, S::InProgress, S::AwaitingIdentity],
            None,
            &[],
        ),
        row(A::Reply, Status::ALL, None, &[]),
        row(
            A::Undelivered,
            &[
                S::AwaitingIdentity,
                S::AwaitingRequester,
                S::Answered,
                S::Closed,
            ],
            Some(S::InProgress),
            &[],
        ),
        row(
            A::Undelivered,
            &[S::New, S::Triaged, S::InProgress],
            None,
            &[],
        ),
    ]
};

/// The rows for an act from a status, in the order in which they are tried.
pub(super) fn of(act: CaseAct, status: Status) -> impl Iterator<Item = &'static Transition> {
    TABLE
        .iter()
        .filter(move |row| row.act == act && row.from.contains(&status))
}
