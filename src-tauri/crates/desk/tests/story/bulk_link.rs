//! Linking many cases at once, with one another or with one.

use desk::Error;
use desk::complaints::*;
use uuid::Uuid;

use crate::bulk::{calls, every, some};
use crate::office::{Office, on, tell};

async fn linked(office: &Office, number: u32) -> Vec<u32> {
    let case = office.case(number).await;
    let links = case.links.iter().filter(|link| link.linked);
    let mut numbers: Vec<u32> = links.map(|link| link.number).collect();
    numbers.sort_unstable();
    numbers
}

async fn link(office: &Office, numbers: &[u32], to: Option<u32>, key: u128) -> BulkDone {
    let marked = some(office, numbers).await;
    let to = match to {
        Some(number) => Some(office.case(number).await.id),
        None => None,
    };
    let key = Uuid::from_u128(key);
    let done = office
        .desk
        .bulk(&marked, Deed::Link { to }, key, |_, _| true);
    done.await.expect("linked")
}

#[test]
fn marked_cases_are_linked_with_one_another_and_parted_at_once() {
    tell(|office| async move {
        calls(&office, 5).await;
        let desk = &office.desk;
        let (first, second) = (office.case(1).await, office.case(2).await);
        desk.case_link(on(&first), second.id, true)
            .await
            .expect("linked");
        let marked = some(&office, &[1, 2, 3]).await;
        let each = || Deed::Link { to: None };
        let preview = desk.bulk_preview(&marked, each()).await.expect("preview");
        assert_eq!(
            (preview.total, preview.possible, preview.undoable),
            (3, 3, true)
        );
        assert!(
            linked(&office, 3).await.is_empty(),
            "a preview links nothing"
        );
        let done = link(&office, &[1, 2, 3], None, 21).await;
        assert_eq!((done.done, done.refused.len()), (3, 0));
        for (number, others) in [(1, [2, 3]), (2, [1, 3]), (3, [1, 2])] {
            assert_eq!(linked(&office, number).await, others);
        }
        // Its answer was lost, and it is sent again.
        assert_eq!(link(&office, &[1, 2, 3], None, 21).await.done, 3);
        // Under another key there is nothing left to do.
        let again = link(&office, &[1, 2, 3], None, 22).await;
        assert_eq!((again.done, again.undoable), (0, false));
        let [refused] = again.refused.as_slice() else {
            panic!("one reason: {:?}", again.refused)
        };
        assert_eq!(
            (refused.code.as_str(), &refused.numbers[..]),
            ("case.link.already", &[1, 2, 3][..])
        );

        // A link that somebody makes from the other side is none of this act's; nor is the first.
        let (fourth, third) = (office.case(4).await, office.case(3).await);
        desk.case_link(on(&fourth), third.id, true)
            .await
            .expect("linked");
        let undone = desk.bulk_undo(done.id).await.expect("undone");
        assert_eq!((undone.done, undone.refused.len()), (3, 0));
        for (number, others) in [(1, vec![2]), (2, vec![1]), (3, vec![4])] {
            assert_eq!(linked(&office, number).await, others, "C-{number}");
        }
        assert!(desk.audit_verify().await.expect("verify").sound);
    });
}

#[test]
fn marked_cases_are_linked_with_one_and_what_can_t_be_is_told() {
    tell(|office| async move {
        calls(&office, 6).await;
        let desk = &office.desk;
        // The fourth went into the third, and the sixth is linked already.
        let (third, fourth) = (office.case(3).await, office.case(4).await);
        let into = MergeInput {
            into: third.id,
            other_person: true,
        };
        desk.case_merge(on(&fourth), into).await.expect("merged");
        let sixth = office.case(6).await;
        desk.case_link(on(&sixth), third.id, true)
            .await
            .expect("linked");
        let mut marked = every("");
        marked.cases.push(fourth.id);
        let to = Deed::Link {
            to: Some(fourth.id),
        };
        let preview = desk
            .bulk_preview(&marked, to.clone())
            .await
            .expect("preview");
        let reasons: Vec<_> = preview
            .refused
            .iter()
            .map(|one| (one.code.as_str(), &one.numbers[..]))
            .collect();
        assert_eq!(
            reasons,
            [("case.merged", &[4][..]), ("case.link.already", &[6][..])]
        );
        assert_eq!((preview.total, preview.possible), (5, 3));
        let key = Uuid::from_u128(23);
        let done = desk.bulk(&marked, to, key, |_, _| true).await;
        assert_eq!(done.expect("linked").done, 3);
        assert_eq!(linked(&office, 3).await, [1, 2, 5, 6]);
        desk.bulk_undo(key).await.expect("undone");
        assert_eq!(linked(&office, 3).await, [6]);

        let alone = some(&office, &[1]).await;
        let each = Deed::Link { to: None };
        let alone = desk.bulk_preview(&alone, each.clone()).await;
        assert_eq!(alone.err(), Some(Error::LinkAlone));
        calls(&office, 50).await;
        let many = desk.bulk_preview(&every(""), each).await;
        assert_eq!(many.err(), Some(Error::LinkTooMany { most: 50 }));
    });
}
