//! Filters, orders, and the views that people keep of them.

use chrono::TimeDelta;
use desk::Error;
use desk::complaints::*;
use domain::complaints::{AskKind, Channel, Priority, SortBy};
use domain::people::Role;

use crate::office::{Engine, Office, mail, on, runtime, tell};
use crate::team::{as_role, comes};

/// Five cases that differ in everything one can ask for; 1 and 2 by mail.
async fn five(office: &Office) {
    let first = mail(
        "Hester Quill <hester@example.com>",
        "Delete my replays",
        "h1@example.com",
        "",
        "Please delete the recordings. The right to erasure is mine.",
    );
    office.receive(&[&first]).await;
    office.pass(TimeDelta::days(3));
    let second = mail(
        "周沛然 <zhou@example.com>",
        "请提供我的位置记录",
        "z1@example.com",
        "",
        "我想查阅贵公司保存的位置信息。",
    );
    office.receive(&[&second]).await;
    for n in 3..=5 {
        office.pass(TimeDelta::days(3));
        office
            .call(
                &format!("Call {n}"),
                "About the heron and the right to be left alone.",
            )
            .await;
    }
    let desk = &office.desk;
    let triage = Triage {
        kinds: Some(vec![AskKind::Question]),
        priority: Some(Priority::Severe),
        department: Some("Legal".to_owned()),
        tags: Some(vec!["to call".to_owned()]),
        ..Triage::default()
    };
    desk.case_triage(on(&office.case(4).await), triage)
        .await
        .expect("triage");
    let me = desk.choices().await.expect("choices").people[0].id;
    desk.case_assign(on(&office.case(2).await), Some(me))
        .await
        .expect("assign");
    desk.case_note(on(&office.case(5).await), "A kingfisher.")
        .await
        .expect("note");
}

async fn numbers(office: &Office, query: &str) -> Vec<u32> {
    let rows = office.list(View::All, query).await;
    let mut numbers: Vec<u32> = rows.iter().filter_map(|row| row.number).collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn every_filter_finds_what_it_names_and_its_negation_the_rest() {
    tell(|office| async move {
        five(&office).await;
        for (query, expected) in [
            ("kind:delete", vec![1]),
            ("is:new", vec![1, 2, 3, 5]),
            ("is:triaged", vec![4]),
            ("is:mine", vec![2]),
            ("assignee:me", vec![2]),
            ("assignee:none", vec![1, 3, 4, 5]),
            ("priority:severe", vec![4]),
            ("department:Legal", vec![4]),
            ("tag:\"to call\"", vec![4]),
            ("channel:phone", vec![3, 4, 5]),
            ("has:note", vec![5]),
            ("has:attachment", vec![]),
            ("is:minor", vec![]),
            (
                "identity:claimed",
                numbers(&office, "-identity:none -identity:verified").await,
            ),
            ("received:>8d", vec![1, 2]),
            ("received:<4d", vec![4, 5]),
            ("received:today", vec![5]),
            ("due:<25d", vec![3]),
            ("has:due", vec![3, 4, 5]),
            ("language:zh", vec![2]),
            ("number:3", vec![3]),
            ("C-4", vec![4]),
        ] {
            assert_eq!(numbers(&office, query).await, expected, "{query}");
            let rest: Vec<u32> = (1..=5).filter(|n| !expected.contains(n)).collect();
            assert_eq!(
                numbers(&office, &format!("-{query}")).await,
                rest,
                "-{query}"
            );
        }
    });
}

#[test]
fn words_phrases_and_alternatives_go_with_filters() {
    tell(|office| async move {
        five(&office).await;
        for (query, expected) in [
            ("\"right to be\"", vec![3, 4, 5]),
            ("\"to right\"", vec![]),
            ("right -heron", vec![1]),
            ("-right", vec![2]),
            ("-right -位置", vec![]),
            ("erasure or 位置", vec![1, 2]),
            ("erasure or priority:severe", vec![1, 4]),
            (
                "right channel:phone -priority:severe or 位置 assignee:me",
                vec![2, 3, 5],
            ),
            ("-right or is:triaged", vec![2, 4]),
            ("kingfisher", vec![5]),
            ("heron kingfisher", vec![]),
            ("heron -kingfisher", vec![3, 4]),
        ] {
            assert_eq!(numbers(&office, query).await, expected, "{query}");
        }
        let nobody = ListQuery {
            query: "assignee:nemo".to_owned(),
            ..ListQuery::default()
        };
        let word = "assignee:nemo".to_owned();
        let refused = office.desk.cases_list(&nobody).await;
        assert_eq!(refused.err(), Some(Error::UnknownWord { word }));
    });
}

#[test]
fn every_order_is_paged_whole_both_ways() {
    tell(|office| async move {
        five(&office).await;
        for sort in SortBy::ALL {
            let mut ways = Vec::new();
            for (reverse, query) in [
                (false, ""),
                (true, ""),
                (false, "-nothing"),
                (true, "-nothing"),
            ] {
                let mut all = Vec::new();
                let mut after = None;
                loop {
                    let query = ListQuery {
                        view: View::All,
                        query: query.to_owned(),
                        sort: Some(*sort),
                        reverse,
                        after,
                        limit: 2,
                    };
                    let page = office.desk.cases_list(&query).await.expect("page");
                    all.extend(page.rows.iter().filter_map(|row| row.number));
                    after = page.next;
                    if after.is_none() {
                        break;
                    }
                }
                assert_eq!(all.len(), 5, "{sort} {reverse}: {all:?}");
                ways.push(all);
            }
            let turned: Vec<u32> = ways[1].iter().rev().copied().collect();
            assert_eq!(ways[0], turned, "{sort}");
            assert_eq!(ways[..2], ways[2..], "{sort}: the same through a search");
            let first = ways[0][0];
            match sort {
                SortBy::Due => assert_eq!(first, 3),
                SortBy::Received | SortBy::Number | SortBy::Changed => assert_eq!(first, 5),
                SortBy::Priority => assert_eq!(first, 4),
                SortBy::Status => assert_eq!(ways[0][4], 4),
                SortBy::Assignee => assert_eq!(ways[0][4], 2),
                SortBy::Department => assert_eq!(ways[0][4], 4),
                _ => {}
            }
        }
        let strange = ListQuery {
            sort: Some(SortBy::Due),
            after: Some("Legal.0".to_owned()),
            ..ListQuery::default()
        };
        let refused = office.desk.cases_list(&strange).await.err();
        assert!(
            matches!(refused, Some(Error::Invalid { .. })),
            "{refused:?}"
        );
    });
}

#[test]
fn a_view_is_kept_counted_ordered_and_removed() {
    tell(|office| async move {
        five(&office).await;
        let desk = &office.desk;
        let shows = |query: &str| Arrangement {
            view: View::AllOpen,
            query: query.to_owned(),
            sort: Some(SortBy::Priority),
            reverse: false,
            grouped: true,
            columns: Vec::new(),
        };
        let save = |name: &str, query: &str, shared| SaveView {
            id: None,
            version: None,
            name: name.to_owned(),
            shared,
            shows: shows(query),
        };
        let calls = desk
            .view_save(save("Calls", "channel:phone", true))
            .await
            .expect("save");
        let heron = desk
            .view_save(save(" The heron ", "heron", false))
            .await
            .expect("save");
        let views = desk.views_list().await.expect("views");
        let told: Vec<(&str, bool, Option<u32>)> = views
            .iter()
            .map(|view| {
                (
                    view.name.as_str(),
                    view.shared,
                    view.total.map(|total| total.count),
                )
            })
            .collect();
        assert_eq!(told, [("Calls", true, Some(3)), ("The heron", false, None)]);
        assert_eq!(views[0].shows, shows("channel:phone"));

        let again = |version| SaveView {
            id: Some(calls),
            version: Some(version),
            ..save("By phone", "channel:phone is:new", true)
        };
        desk.view_save(again(views[0].version))
            .await
            .expect("changed");
        let stale = desk.view_save(again(views[0].version)).await;
        assert_eq!(stale.err(), Some(Error::Conflict));
        desk.views_order(&[heron, calls]).await.expect("order");
        let views = desk.views_list().await.expect("views");
        assert_eq!(views[1].name, "By phone");
        assert_eq!(views[1].total.map(|total| total.count), Some(2));

        let wrong = desk.view_save(save("Wrong", "kind:nonsense", false)).await;
        assert!(matches!(wrong.err(), Some(Error::UnknownWord { .. })));
        let nameless = desk.view_save(save("  ", "", false)).await;
        assert!(matches!(nameless.err(), Some(Error::Invalid { .. })));
        desk.view_remove(heron).await.expect("removed");
        assert_eq!(
            desk.view_remove(heron).await.err(),
            Some(Error::ViewNotFound)
        );
        assert_eq!(desk.views_list().await.expect("views").len(), 1);
    });
}

#[test]
fn what_there_is_to_ask_for_is_offered() {
    tell(|office| async move {
        five(&office).await;
        let choices = office.desk.choices().await.expect("choices");
        let of = |key: &str| {
            let found = choices.search.iter().find(|one| one.key == key);
            found.map(|one| one.values.clone()).unwrap_or_default()
        };
        assert!(of("kind").contains(&AskKind::Delete.to_string()));
        assert!(of("channel").contains(&Channel::Phone.to_string()));
        assert!(of("department").contains(&"Legal".to_owned()));
        assert!(of("tag").contains(&"follow-up".to_owned()));
        // Each is understood.
        for one in &choices.search {
            for value in &one.values {
                let query = format!("{}:\"{value}\"", one.key);
                office.list(View::All, &query).await;
            }
        }
    });
}

#[test]
fn a_whole_name_is_one_persons_and_a_part_is_everybodys_who_has_it() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let mut ids = Vec::new();
        for name in ["Bo Lind", "Bo Lindgren"] {
            let desk = comes(&office, as_role(name, Role::Officer)).await;
            let id = desk.session().person.id;
            let case = office.call(name, "About the heron.").await;
            desk.case_assign(on(&case), Some(id)).await.expect("taken");
            ids.push(id.to_string());
        }
        for (word, subjects) in [
            ("\"bo lind\"", &["Bo Lind"][..]),
            ("bo", &["Bo Lindgren", "Bo Lind"]),
            (&ids[1], &["Bo Lindgren"]),
        ] {
            let rows = office.list(View::All, &format!("assignee:{word}")).await;
            let found: Vec<_> = rows.iter().map(|row| row.subject.as_str()).collect();
            assert_eq!(found, subjects, "{word}");
        }
    });
}
