//! Search: candidates from the index, checked on the opened text; both engines answer alike.

use desk::Error;
use desk::complaints::*;
use domain::complaints::PartyRole;

use crate::office::{Office, mail, on, tell};

#[test]
fn chinese_by_substring_words_whole_names_by_prefix() {
    tell(|office| async move {
        let zh = mail(
            "周沛然 <zhou@example.com>",
            "请提供我的位置记录",
            "z1@example.com",
            "",
            "我想查阅贵公司保存的位置信息。",
        );
        let en = mail(
            "Hester Quill <hester@example.com>",
            "Delete my replays",
            "h1@example.com",
            "",
            "Please delete the recordings.",
        );
        office.receive(&[&zh, &en]).await;
        let numbers = |query: &'static str| {
            let office = &office;
            async move {
                let rows = office.list(View::AllOpen, query).await;
                rows.iter().filter_map(|r| r.number).collect::<Vec<_>>()
            }
        };
        assert_eq!(numbers("位置").await, [1]);
        assert_eq!(numbers("置").await, [1]);
        assert_eq!(numbers("置记").await, [1]);
        assert!(numbers("置位").await.is_empty());
        assert_eq!(numbers("recordings").await, [2]);
        assert!(
            numbers("recording").await.is_empty(),
            "a body's word is found whole"
        );
        assert_eq!(numbers("repl").await, [2], "a subject's by its beginning");
        assert_eq!(numbers("from:hest").await, [2]);
        assert_eq!(numbers("DELETE quill").await, [2]);
        assert_eq!(numbers("kind:delete").await, [2]);
        assert_eq!(numbers("is:unread 位置").await, [1]);
        let bad = office
            .desk
            .cases_list(&ListQuery {
                view: View::AllOpen,
                query: "kind:nonsense".into(),
                after: None,
                limit: 10,
                ..ListQuery::default()
            })
            .await;
        assert_eq!(
            bad.err(),
            Some(Error::UnknownWord {
                word: "kind:nonsense".into()
            })
        );

        let rows = office.list(View::AllOpen, "位置").await;
        let (start, end) = rows[0].subject_hits[0];
        assert_eq!(&rows[0].subject[start as usize..end as usize], "位置");
    });
}

#[test]
fn notes_are_found_and_pages_repeat_nothing() {
    tell(|office| async move {
        for n in 0..20 {
            let case = office.call(&format!("Call {n}"), "About the heron.").await;
            if n % 2 == 0 {
                office
                    .desk
                    .case_note(on(&case), "Asked the platform about lathes.")
                    .await
                    .expect("note");
            }
        }
        let found = office.list(View::AllOpen, "heron").await;
        assert_eq!(found.len(), 20);
        let noted = office.list(View::AllOpen, "lathes").await;
        assert_eq!(noted.len(), 10);
        let mut all = office
            .list(View::AllOpen, "")
            .await
            .iter()
            .map(|r| r.id)
            .collect::<Vec<_>>();
        assert_eq!(all.len(), 20);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 20);
    });
}

/// The numbers of the cases that a query finds.
async fn found(office: &Office, query: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> = office
        .list(View::AllOpen, query)
        .await
        .iter()
        .filter_map(|row| row.number)
        .collect();
    numbers.sort_unstable();
    numbers
}

/// The numbers of the cases that say a word, looked through one by one.
async fn looked_through(office: &Office, word: &str) -> Vec<u32> {
    let mut numbers = Vec::new();
    for row in office.list(View::AllOpen, "").await {
        let case = office.desk.case_open(row.id).await.expect("case");
        let parties = case.parties.iter().flat_map(|p| [&p.name, &p.address]);
        let senders = case
            .messages
            .iter()
            .flat_map(|m| [&m.from_name, &m.from_address]);
        let said = [case.subject.clone(), case.text.unwrap_or_default()];
        let says = parties.chain(senders).chain(&said).any(|text| {
            let text = text.to_lowercase();
            text.split(|c: char| !c.is_alphanumeric())
                .any(|w| w == word)
        });
        if says {
            numbers.push(case.number);
        }
    }
    numbers.sort_unstable();
    numbers
}

#[test]
fn parties_are_found_as_they_are_now() {
    tell(|office| async move {
        let desk = &office.desk;
        let mail = mail(
            "Hester Quill <hester@example.com>",
            "Delete my replays",
            "h1@example.com",
            "",
            "Please delete the recordings.",
        );
        office.receive(&[&mail]).await;
        office.call("A question", "Who keeps my data?").await;
        let words = [
            "hester", "ada", "quill", "thistle", "bramble", "grace", "replays", "question",
        ];
        let agree = || async {
            for word in words {
                let by_hand = looked_through(&office, word).await;
                assert_eq!(found(&office, word).await, by_hand, "{word}");
            }
        };
        agree().await;
        for number in [1, 2] {
            let guardian = |id, name: &str| PartyInput {
                id,
                role: PartyRole::Guardian,
                name: name.into(),
                address: "grace@example.org".into(),
                detail: String::new(),
                minor: false,
            };
            let case = office.case(number).await;
            desk.case_party(on(&case), guardian(None, "Grace Thistle"))
                .await
                .expect("party");
            assert_eq!(found(&office, "thistle").await, [number]);
            assert!(
                found(&office, "from:grace@example.org")
                    .await
                    .contains(&number)
            );
            agree().await;

            let case = office.case(number).await;
            let id = case.parties.last().map(|party| party.id);
            let done = desk
                .case_party(on(&case), guardian(id, "Grace Bramble"))
                .await
                .expect("party");
            assert!(found(&office, "thistle").await.is_empty());
            assert_eq!(found(&office, "bramble").await, [number]);
            agree().await;

            desk.undo(done.undo.expect("undo")).await.expect("undone");
            assert!(found(&office, "bramble").await.is_empty());
            assert_eq!(found(&office, "thistle").await, [number]);
            agree().await;
            let case = office.case(number).await;
            desk.case_party(on(&case), guardian(id, "Grace"))
                .await
                .expect("party");
        }
        assert_eq!(found(&office, "grace").await, [1, 2]);
        agree().await;
    });
}
