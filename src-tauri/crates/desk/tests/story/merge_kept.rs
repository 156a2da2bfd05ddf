//! What is merged is kept and erased together; what may be the same is offered.

use desk::Error;
use desk::complaints::*;
use domain::retention::Because;

use crate::office::{mail, on, tell};

const ADA: &str = "Ada Quill <ada@example.com>";
const BO: &str = "Bo Reed <bo@example.org>";

#[test]
fn what_is_merged_is_held_and_erased_together() {
    tell(|office| async move {
        let desk = &office.desk;
        office
            .call(
                "About my account",
                "Delete the account of the heron, please.",
            )
            .await;
        let second = office.call("Once more", "The lathe has to go, too.").await;
        desk.case_hold(on(&second), "A dispute.")
            .await
            .expect("hold");
        let (first, second) = (office.case(1).await, office.case(2).await);
        desk.case_merge(
            on(&second),
            MergeInput {
                into: first.id,
                other_person: false,
            },
        )
        .await
        .expect("merge");
        let merged = office.case(1).await;
        assert_eq!(
            merged.hold.as_ref().map(|hold| hold.reason.as_str()),
            Some("A dispute.")
        );
        assert_eq!(
            merged.merged[0].text.as_deref(),
            Some("The lathe has to go, too.")
        );
        assert_eq!(office.list(View::New, "lathe").await[0].number, Some(1));
        desk.case_not_ours(on(&merged), "Of another company.")
            .await
            .expect("closed");
        let closed = office.case(1).await;
        let erase = desk.case_erase(on(&closed), Because::Request, 1).await;
        assert!(matches!(erase, Err(Error::Blocked { missing }) if missing.contains("not-held")));
        desk.case_release(on(&closed)).await.expect("release");
        // What went into another goes with that, and not by itself.
        let gone = desk.case_open(second.id).await.expect("merged");
        let alone = desk.case_erase(on(&gone), Because::Request, 2).await;
        assert_eq!(alone.expect_err("merged"), Error::CaseMerged { number: 1 });
        let closed = office.case(1).await;
        desk.case_erase(on(&closed), Because::Request, 1)
            .await
            .expect("erase");
        let gone = desk.case_open(second.id).await.expect("erased");
        assert!(gone.keeping.erased.is_some());
        assert_eq!(gone.subject, "");
        let erased = office.case(2).await;
        assert_eq!((erased.id, erased.merged[0].text.clone()), (first.id, None));
        assert!(office.list(View::Answered, "lathe").await.is_empty());
        let undo = desk.undo_last(second.id).await;
        assert!(undo.is_err());
        let unmerge = desk.case_unmerge(on(&gone)).await;
        assert!(unmerge.is_err());
        assert!(desk.audit_verify().await.expect("verify").sound);
    });
}

#[test]
fn what_may_be_the_same_is_shown_with_its_reason_until_somebody_says_no() {
    tell(|office| async move {
        let desk = &office.desk;
        let words = "Your advertising calls me at night, every night, and I want it to stop.";
        let first = mail(ADA, "Calls", "a1@example.com", "", words);
        let same = mail(
            BO,
            "At night",
            "b1@example.org",
            "",
            &format!("{}\n\n> quoted words", words.to_uppercase()),
        );
        let stranger = mail(
            "Eve <eve@other.example>",
            "Re: Calls",
            "e1@other.example",
            "References: <a1@example.com>\n",
            "Me too, at the weekend.",
        );
        office.receive(&[&first, &same, &stranger]).await;
        let case = office.case(1).await;
        let alike = |case: &CaseDetail| -> Vec<(u32, String)> {
            case.alike
                .iter()
                .map(|one| (one.number, one.because.join(" ")))
                .collect()
        };
        assert_eq!(
            alike(&case),
            [(3, "conversation".into()), (2, "same-text".into())]
        );
        let other = office.case(3).await;
        assert_eq!(other.messages[0].suggested_case, Some((case.id, 1)));
        desk.case_distinct(other.id, case.id, true)
            .await
            .expect("not the same");
        let other = office.case(3).await;
        assert_eq!(other.messages[0].suggested_case, None);
        assert!(alike(&other).is_empty());
        assert_eq!(alike(&office.case(1).await), [(2, "same-text".into())]);
        desk.case_distinct(other.id, case.id, false)
            .await
            .expect("open again");
        assert_eq!(alike(&office.case(1).await).len(), 2);
    });
}

#[test]
fn who_has_left_and_was_erased_comes_back_with_no_other_case() {
    tell(|office| async move {
        let desk = &office.desk;
        for n in 1..=3 {
            let letter = mail(
                &format!("Person{n} <person{n}@example.com>"),
                &format!("Letter {n}"),
                &format!("p{n}@example.com"),
                "",
                "The heron was loud.",
            );
            office.receive(&[&letter]).await;
        }
        for (from, into) in [(1, 2), (2, 3)] {
            let from = office.case(from).await;
            let into = office.case(into).await.id;
            let other_person = true;
            desk.case_merge(on(&from), MergeInput { into, other_person })
                .await
                .expect("merge");
        }
        // The first goes out again, past the second, and the second after it: each with its own.
        for number in [1, 2] {
            let case = desk.case_itself(&number.to_string()).await.expect("case");
            let gone = desk.case_open(case).await.expect("merged");
            desk.case_unmerge(on(&gone)).await.expect("unmerge");
            let case = office.case(number).await;
            let names: Vec<&str> = case.parties.iter().map(|one| one.name.as_str()).collect();
            assert_eq!(names, [format!("Person{number}")]);
        }
        let case = office.case(1).await;
        desk.case_not_ours(on(&case), "Of another company.")
            .await
            .expect("closed");
        let case = office.case(1).await;
        desk.case_erase(on(&case), Because::Request, 1)
            .await
            .expect("erase");
        assert!(office.list(View::All, "Person1").await.is_empty());
        // No image of a case that it was one with is left.
        for number in [2, 3] {
            let undo = desk.undo_last(office.case(number).await.id).await;
            assert!(undo.is_err(), "{number}");
        }
        assert!(desk.audit_verify().await.expect("verify").sound);
    });
}

#[test]
fn an_ask_that_is_open_again_keeps_its_case_open_wherever_it_goes() {
    tell(|office| async move {
        let desk = &office.desk;
        office.call("About my account", "About the heron.").await;
        let second = office.call("Once more", "About the lathe.").await;
        let first = office.case(1).await;
        desk.case_not_ours(on(&first), "Theirs.")
            .await
            .expect("closed");
        let first = office.case(1).await;
        let (into, other_person) = (second.id, true);
        desk.case_merge(on(&first), MergeInput { into, other_person })
            .await
            .expect("merge");
        let case = office.case(2).await;
        desk.case_not_ours(on(&case), "Theirs, too.")
            .await
            .expect("closed");
        let case = office.case(2).await;
        desk.case_reopen(on(&case), "Ours after all.")
            .await
            .expect("open");
        let gone = desk.case_open(first.id).await.expect("merged");
        desk.case_unmerge(on(&gone)).await.expect("unmerge");
        let case = office.case(1).await;
        assert!(case.asks.iter().any(|ask| ask.outcome.is_none()));
        assert_eq!(case.status, domain::complaints::Status::InProgress);
        let numbers =
            |rows: Vec<CaseRow>| -> Vec<_> { rows.iter().filter_map(|r| r.number).collect() };
        let listed = numbers(office.list(View::AllOpen, "number:1").await);
        assert_eq!(listed, [1]);
    });
}

#[test]
fn what_is_said_by_telephone_is_known_again_and_what_was_looked_at_is_not_again() {
    tell(|office| async move {
        let desk = &office.desk;
        let words = "Your advertising calls me at night, every night, and I want it to stop.";
        office
            .receive(&[
                &mail(ADA, "Calls", "a1@example.com", "", words),
                &mail(BO, "Hi", "b1@example.org", "", "Hello."),
            ])
            .await;
        office.call("Said by telephone", words).await;
        office
            .call("Once more", &format!("{words}\n").to_lowercase())
            .await;
        let alike = |case: &CaseDetail| -> Vec<u32> {
            let same = case.alike.iter();
            let same = same.filter(|one| one.because.iter().any(|why| why == "same-text"));
            same.map(|one| one.number).collect()
        };
        assert_eq!(alike(&office.case(1).await), [4, 3]);
        assert_eq!(alike(&office.case(3).await), [4, 1]);
        // What was said in a case that went into another is that one's, from either side.
        for (number, into) in [(4, 2), (3, 2)] {
            let (gone, into) = (office.case(number).await, office.case(into).await.id);
            let other_person = true;
            desk.case_merge(on(&gone), MergeInput { into, other_person })
                .await
                .expect("merged");
            assert!(alike(&office.case(1).await).contains(&2));
            assert!(alike(&office.case(2).await).contains(&1));
        }
        assert_eq!(alike(&office.case(1).await), [2]);
        // At night only what says too little is left to be looked at, and that once.
        assert_eq!(desk.texts_key().await.expect("keyed"), 1);
        assert_eq!(desk.texts_key().await.expect("keyed"), 0);
    });
}
