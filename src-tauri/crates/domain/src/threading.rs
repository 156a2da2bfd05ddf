//! To which case a message belongs: the decision alone, without looking anything up.
//!
//! The evidence counts in this order: a Message-ID that we made ourselves and can verify;
//! a Message-ID that we know, the newest first; the tag in the subject that we can verify.
//! The bare subject is no evidence: a wrong join shows one person's data to another. For
//! the same reason somebody who takes no part in a case never joins it, nor does a message
//! whose sender is not who it says.

use uuid::Uuid;

use crate::vocabulary::vocabulary;

mod tag;

pub use tag::{BadCaseNumber, CaseNumber, case_numbers, format_tag, parse_tags};

vocabulary! {
    /// Why a message came to a case, or did not.
    Reason {
        /// It answers a message of ours: the Message-ID is one that we made.
        OwnId = "own-id",
        /// It names a message that we know.
        Reference = "reference",
        /// Its subject carries our tag.
        SubjectTag = "subject-tag",
        /// The sender takes no part in the case.
        NotAParticipant = "not-a-participant",
        /// It says nothing of who sent it.
        NoSender = "no-sender",
        /// The mail server found that it does not come from whom it names.
        SenderFailed = "sender-failed",
    }
}

/// A case that some evidence points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match<K> {
    /// The case; for a merged one, the case it was merged into.
    pub case: Uuid,
    /// The addresses that take part in it: parties, and those we wrote to.
    pub participants: Vec<K>,
}

/// A Message-ID among In-Reply-To and References that we know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownReference<K> {
    /// Whether we made the Message-ID, and its code was verified.
    pub own: bool,
    /// The case of the message it names.
    pub found: Match<K>,
}

/// A message that came in. `K` is an address, in whatever form addresses can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming<K> {
    /// Who sent it; none if the message does not say, or names several.
    pub sender: Option<K>,
    /// Whether the sender failed authentication: the address is then anybody's claim.
    pub sender_failed: bool,
    /// The known references, newest first: In-Reply-To, then References from its end.
    pub references: Vec<KnownReference<K>>,
    /// The case that a verified tag in the subject names.
    pub tag: Option<Match<K>>,
    /// A bounce, an auto-reply or bulk mail.
    pub automated: bool,
}

/// What becomes of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It joins the case.
    Join {
        /// The case.
        case: Uuid,
        /// The evidence.
        reason: Reason,
    },
    /// It opens a case of its own, and this one is suggested as a link.
    Suggest {
        /// The case.
        case: Uuid,
        /// The evidence that points to it.
        by: Reason,
        /// Why it did not join.
        reason: Reason,
    },
    /// It opens a case.
    New,
    /// It opens no case, and reopens none.
    Automated {
        /// What it answers, where that is certain, and the evidence.
        answers: Option<(Uuid, Reason)>,
    },
}

/// Decides where a message belongs.
pub fn decide<K: Eq>(incoming: &Incoming<K>) -> Decision {
    let takes_part = |found: &Match<K>| {
        let sender = incoming.sender.as_ref().filter(|_| !incoming.sender_failed);
        sender.is_some_and(|sender| found.participants.contains(sender))
    };
    let joined = evidence(incoming).find(|(_, found)| takes_part(found));
    if incoming.automated {
        // A bounce comes from a mail server, which takes part in nothing; that it names
        // a Message-ID which only we can make is proof enough to file it there.
        let answers = evidence(incoming)
            .find(|(reason, _)| *reason == Reason::OwnId)
            .or(joined)
            .map(|(reason, found)| (found.case, reason));
        return Decision::Automated { answers };
    }
    if let Some((reason, found)) = joined {
        let case = found.case;
        return Decision::Join { case, reason };
    }
    evidence(incoming)
        .next()
        .map_or(Decision::New, |(by, found)| Decision::Suggest {
            case: found.case,
            by,
            reason: match incoming.sender {
                Some(_) if incoming.sender_failed => Reason::SenderFailed,
                Some(_) => Reason::NotAParticipant,
                None => Reason::NoSender,
            },
        })
}

/// All evidence, strongest first.
fn evidence<K>(incoming: &Incoming<K>) -> impl Iterator<Item = (Reason, &Match<K>)> {
    let references = |own, reason| {
        incoming
            .references
            .iter()
            .filter(move |reference| reference.own == own)
            .map(move |reference| (reason, &reference.found))
    };
    references(true, Reason::OwnId)
        .chain(references(false, Reason::Reference))
        .chain(incoming.tag.iter().map(|found| (Reason::SubjectTag, found)))
}
