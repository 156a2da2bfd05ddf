//! What becomes of two cases that are merged: of each thing the stricter, so that nobody's identity
//! is taken for another's and nothing that runs is lost sight of.

use unicode_normalization::UnicodeNormalization;

use super::{Identity, Status};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What whoever merges or splits is told before it is done.
    Beware {
        /// The cases have different requesters, or it can't be told (PIPL 51, GDPR 32: what one
        /// said is not for the other).
        OtherPerson = "other-person",
        /// A case whose requester was identified becomes one whose is not: an identity is
        /// established for one person (GB/T 35273 8.7, GDPR 12(6)).
        IdentityNotCarried = "identity-not-carried",
        /// One of the cases waits for an identity, and so does the merged one.
        AwaitsIdentity = "awaits-identity",
        /// A minor takes part: what a guardian must agree to holds for the whole case (PIPL 31).
        Minor = "minor",
        /// A legal hold is on one of them, and on what comes of it.
        Held = "held",
        /// What was done is open again.
        Reopened = "reopened",
        /// What it asks was proposed by the rules, and nobody has confirmed it.
        Proposed = "proposed",
    }
}

/// Where statuses stand that are merged: the first of these that one of the two has. Waiting for an
/// identity goes before all, then what somebody works on; what is done gives way.
const FIRST: [Status; 7] = [
    Status::AwaitingIdentity,
    Status::InProgress,
    Status::New,
    Status::Triaged,
    Status::AwaitingRequester,
    Status::Answered,
    Status::Closed,
];

/// Where the merged case stands.
pub fn status(one: Status, other: Status) -> Status {
    let first = FIRST.into_iter().find(|s| *s == one || *s == other);
    first.unwrap_or(one)
}

/// What is known of who asks in the merged case: what is known of both. Nobody is verified by the
/// proof of somebody else.
pub fn identity(one: Identity, other: Identity, same_person: bool) -> Identity {
    match (one, other) {
        (Identity::Verified, Identity::Verified) if same_person => Identity::Verified,
        (Identity::None, _) | (_, Identity::None) => Identity::None,
        _ => Identity::Claimed,
    }
}

/// Fewer letters say nothing by which a message could be known.
const FEWEST: usize = 16;

/// What is the same of two messages that say the same: their letters and digits alone. None where
/// that is too little.
pub fn said(words: &str) -> Option<String> {
    let normal = words.nfkc().flat_map(char::to_lowercase);
    let said: String = normal.filter(|c| c.is_alphanumeric()).collect();
    (said.chars().take(FEWEST).count() == FEWEST).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::{FIRST, identity, status};
    use crate::complaints::{Identity, Status};

    #[test]
    fn every_status_has_its_place_and_the_order_does_not_matter() {
        for one in Status::ALL {
            assert!(FIRST.contains(one));
            for other in Status::ALL {
                assert_eq!(status(*one, *other), status(*other, *one));
                let open = one.is_open() || other.is_open();
                assert_eq!(status(*one, *other).is_open(), open);
            }
        }
    }

    #[test]
    fn nobody_is_verified_by_another() {
        for one in Identity::ALL {
            for other in Identity::ALL {
                assert_ne!(identity(*one, *other, false), Identity::Verified);
                let both = *one == Identity::Verified && one == other;
                assert_eq!(identity(*one, *other, true) == Identity::Verified, both);
            }
        }
    }
}
