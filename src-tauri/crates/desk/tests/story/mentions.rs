//! Notes that mention people: found by who is mentioned, and unread until they look.

use chrono::TimeDelta;
use desk::Error;
use desk::complaints::*;

use crate::office::{on, tell};

#[test]
fn a_mention_is_in_a_persons_list_and_unread_until_they_open_the_case() {
    tell(|office| async move {
        let desk = &office.desk;
        for n in 1..=2 {
            office.call(&format!("Call {n}"), "About the heron.").await;
        }
        let me = desk.choices().await.expect("choices").people[0].clone();
        let case = office.case(1).await;
        let unread = || async { desk.mentions_unread().await.expect("count").count };
        assert_eq!(unread().await, 0);

        office.pass(TimeDelta::minutes(1));
        let mention = |text: &str, mentions: Vec<uuid::Uuid>| Deed::Note {
            text: text.to_owned(),
            mentions,
        };
        let stranger = mention("Whoever you are.", vec![case.id]);
        let refused = desk.deed(on(&case), stranger).await;
        assert!(matches!(refused, Err(Error::Invalid { field }) if field == "mentions"));
        let twice = mention("Look at this, please.", vec![me.id, me.id]);
        desk.deed(on(&case), twice).await.expect("note");
        assert_eq!(unread().await, 1, "once, however often it was said");

        let listed = |query: &'static str| {
            let office = &office;
            async move {
                let rows = office.list(View::All, query).await;
                rows.iter().filter_map(|row| row.number).collect::<Vec<_>>()
            }
        };
        assert_eq!(listed("mentions:me").await, [1]);
        assert_eq!(listed("-mentions:me").await, [2]);
        let nobody = ListQuery {
            query: "mentions:nobody-here".to_owned(),
            limit: 9,
            ..ListQuery::default()
        };
        let unknown = desk.cases_list(&nobody).await;
        assert!(
            matches!(unknown, Err(Error::UnknownWord { word }) if word == "mentions:nobody-here")
        );

        office.pass(TimeDelta::minutes(1));
        let case = office.case(1).await;
        assert_eq!(case.notes[0].mentions[0].id, me.id);
        assert_eq!(unread().await, 0, "seen");
        desk.case_unread(case.id, true).await.expect("unread");
        assert_eq!(unread().await, 1, "to be looked at again");

        // It goes along when the case is merged.
        let input = MergeInput {
            into: office.case(2).await.id,
            other_person: true,
        };
        desk.case_merge(on(&case), input).await.expect("merged");
        assert_eq!(listed("mentions:me").await, [2]);
    });
}

#[test]
fn a_mention_that_is_unread_stays_so_in_the_case_that_it_is_merged_into() {
    tell(|office| async move {
        let desk = &office.desk;
        for n in 1..=2 {
            office.call(&format!("Call {n}"), "About the heron.").await;
        }
        let me = desk.choices().await.expect("choices").people[0].id;
        let mention = |text: &str| Deed::Note {
            text: text.to_owned(),
            mentions: vec![me],
        };
        let unread = || async { desk.mentions_unread().await.expect("count").count };
        let (from, into) = (office.case(1).await, office.case(2).await);
        for case in [&from, &into] {
            office.pass(TimeDelta::minutes(1));
            desk.deed(on(case), mention("Look at this, please."))
                .await
                .expect("note");
        }
        office.pass(TimeDelta::minutes(1));
        let into = office.case(into.number).await;
        assert_eq!(unread().await, 1, "the second was read");

        // Nobody opens it for that.
        let from = On {
            version: None,
            ..on(&from)
        };
        let input = MergeInput {
            into: into.id,
            other_person: true,
        };
        let done = desk.case_merge(from, input).await.expect("merged");
        assert_eq!(unread().await, 2, "the case was seen before the first came");
        desk.undo(done.undo.expect("undo")).await.expect("undone");
        assert_eq!(unread().await, 1, "as it was");

        desk.case_merge(from, input).await.expect("merged again");
        office.pass(TimeDelta::minutes(1));
        office.case(into.number).await;
        assert_eq!(unread().await, 0, "seen, with all that came");
    });
}
