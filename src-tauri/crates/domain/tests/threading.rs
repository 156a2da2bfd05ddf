//! Where a message belongs: a wrong join shows one person's data to another.

use domain::threading::{
    CaseNumber, Decision, Incoming, KnownReference, Match, Reason, decide, format_tag, parse_tags,
};
use proptest::prelude::*;
use uuid::Uuid;

/// Few cases and few addresses, so that they meet often.
fn found() -> impl Strategy<Value = Match<u8>> {
    (0u128..4, prop::collection::vec(0u8..4, 0..3)).prop_map(|(case, participants)| Match {
        case: Uuid::from_u128(case),
        participants,
    })
}

fn incoming() -> impl Strategy<Value = Incoming<u8>> {
    let references = prop::collection::vec((any::<bool>(), found()), 0..5);
    (
        prop::option::of(0u8..5),
        any::<bool>(),
        references,
        prop::option::of(found()),
        any::<bool>(),
    )
        .prop_map(
            |(sender, sender_failed, references, tag, automated)| Incoming {
                sender,
                sender_failed,
                references: references
                    .into_iter()
                    .map(|(own, found)| KnownReference { own, found })
                    .collect(),
                tag,
                automated,
            },
        )
}

fn all(incoming: &Incoming<u8>) -> Vec<&Match<u8>> {
    let references = incoming.references.iter().map(|reference| &reference.found);
    references.chain(&incoming.tag).collect()
}

proptest! {
    #[test]
    fn who_joins_takes_part(incoming in incoming()) {
        if let Decision::Join { case, .. } = decide(&incoming) {
            let sender = incoming.sender.expect("nobody joins without a name");
            prop_assert!(
                all(&incoming)
                    .iter()
                    .any(|found| found.case == case && found.participants.contains(&sender))
            );
        }
    }

    #[test]
    fn a_stranger_never_joins(mut incoming in incoming()) {
        // No case has the participant 4.
        incoming.sender = Some(4);
        incoming.sender_failed = false;
        incoming.automated = false;
        match decide(&incoming) {
            Decision::Join { .. } => prop_assert!(false, "joined"),
            Decision::Suggest { reason, .. } => prop_assert_eq!(reason, Reason::NotAParticipant),
            Decision::New => prop_assert!(all(&incoming).is_empty()),
            Decision::Automated { .. } => prop_assert!(false, "it was no automated mail"),
        }
    }

    #[test]
    fn who_failed_authentication_never_joins(mut incoming in incoming(), address in 0u8..4) {
        incoming.sender = Some(address);
        incoming.sender_failed = true;
        match decide(&incoming) {
            Decision::Join { .. } => prop_assert!(false, "joined"),
            Decision::Suggest { reason, .. } => prop_assert_eq!(reason, Reason::SenderFailed),
            Decision::New => prop_assert!(all(&incoming).is_empty()),
            Decision::Automated { answers } => {
                prop_assert!(answers.is_none_or(|(_, by)| by == Reason::OwnId));
            }
        }
    }

    #[test]
    fn stronger_evidence_wins(incoming in incoming()) {
        let sender = incoming.sender;
        let here = |found: &Match<u8>| sender.is_some_and(|sender| found.participants.contains(&sender));
        let any = |own| incoming.references.iter().any(|known| known.own == own && here(&known.found));
        if let Decision::Join { reason, .. } = decide(&incoming) {
            match reason {
                Reason::OwnId => prop_assert!(any(true)),
                Reason::Reference => prop_assert!(any(false) && !any(true)),
                Reason::SubjectTag => prop_assert!(!any(false) && !any(true)),
                other => prop_assert!(false, "{other} is no reason to join"),
            }
        }
    }

    #[test]
    fn automated_mail_neither_joins_nor_opens(mut incoming in incoming()) {
        incoming.automated = true;
        let is_automated = matches!(decide(&incoming), Decision::Automated { .. });
        prop_assert!(is_automated);
    }

    #[test]
    fn older_references_do_not_matter_once_one_joins(incoming in incoming(), older in found()) {
        let before = decide(&incoming);
        let mut more = incoming;
        more.references.push(KnownReference { own: false, found: older });
        if matches!(before, Decision::Join { reason: Reason::OwnId | Reason::Reference, .. }) {
            prop_assert_eq!(decide(&more), before);
        }
    }

    #[test]
    fn a_tag_is_found_again(number in 1u32.., code in "[a-z2-7]{8,16}", before in "[^\\[\\]]{0,20}", after in ".{0,20}") {
        let subject = format!("{before}{} {after}", format_tag(CaseNumber(number), &code));
        let tags = parse_tags(&subject);
        prop_assert_eq!(tags.first(), Some(&(CaseNumber(number), code.as_str())));
    }

    #[test]
    fn a_number_is_read_in_every_way_people_write_it(number in 1u32..) {
        for written in [format!("C-{number}"), format!("c{number}"), format!(" {number} ")] {
            prop_assert_eq!(written.parse(), Ok(CaseNumber(number)));
        }
    }
}

#[test]
fn a_bounce_is_filed_with_what_it_answers() {
    let case = Uuid::from_u128(7);
    let found = Match {
        case,
        participants: vec!["anna@example.com"],
    };
    let mut bounce = Incoming {
        sender: Some("mailer-daemon@mx.example"),
        sender_failed: false,
        references: vec![KnownReference { own: true, found }],
        tag: None,
        automated: true,
    };
    let answers = Some((case, Reason::OwnId));
    assert_eq!(decide(&bounce), Decision::Automated { answers });
    // An id that anybody may have read is no proof for a stranger.
    bounce.references[0].own = false;
    assert_eq!(decide(&bounce), Decision::Automated { answers: None });
}

#[test]
fn what_is_no_tag_is_not_taken_for_one() {
    for subject in [
        "Re: C-402",
        "[C-402]",
        "[402 k3f9x2ab]",
        "[C-402 short]",
        "[C-0 k3f9x2ab]",
        "[C-402 k3f9 x2ab]",
        "[C-+4 k3f9x2ab]",
        "[C-402 k3f9x2ab",
        "[C-99999999999 k3f9x2ab]",
    ] {
        assert!(parse_tags(subject).is_empty(), "{subject}");
    }
    assert_eq!(
        parse_tags("Re: [list] AW: [c-7 ABCDEFGH] [C-402 k3f9x2ab]"),
        [(CaseNumber(7), "ABCDEFGH"), (CaseNumber(402), "k3f9x2ab")]
    );
    assert!("".parse::<CaseNumber>().is_err());
    assert!("C-+4".parse::<CaseNumber>().is_err());
}
