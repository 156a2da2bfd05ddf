//! What is typed into the search box, as it is read.
#![allow(clippy::unwrap_used, clippy::panic)]

use domain::complaints::{AskKind, Status};
use domain::search::*;

#[test]
fn stretches_of_days() {
    let today = "2026-03-30".parse().unwrap();
    let days = |typed: &str| match Query::parse(typed).unwrap().groups()[0].filters() {
        [Filter::Due(span) | Filter::Received(span)] => {
            let (from, until) = span.days(today);
            let text =
                |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
            format!("{}..{}", text(from), text(until))
        }
        other => panic!("{typed}: {other:?}"),
    };
    // Less than seven days ahead: up to the sixth day from today, and what is past.
    assert_eq!(days("due:<7d"), "..2026-04-06");
    assert_eq!(days("due:7d"), "..2026-04-07");
    assert_eq!(days("due:>1w"), "2026-04-07..");
    assert_eq!(days("due:>=7天"), "2026-04-06..");
    assert_eq!(days("due:today"), "2026-03-30..2026-03-31");
    assert_eq!(days("due:<tomorrow"), "..2026-03-31");
    assert_eq!(days("received:<7d"), "2026-03-24..");
    assert_eq!(days("received:>7d"), "..2026-03-23");
    assert_eq!(days("received:2026-02"), "2026-02-01..2026-03-01");
    assert_eq!(days("received:>2025"), "2026-01-01..");
    assert_eq!(days("received:<=2026-02-28"), "..2026-03-01");
    assert_eq!(
        days("received:2025-12-31..2026-01"),
        "2025-12-31..2026-02-01"
    );
    for wrong in [
        "2026-13",
        "2026-02-30",
        "7",
        "7x",
        "..",
        "<",
        "today-1",
        "99999d",
        "2026-1-1-1",
    ] {
        assert!(Query::parse(&format!("due:{wrong}")).is_err(), "{wrong}");
    }
}

#[test]
fn filters() {
    let query = Query::parse("kind:delete  is:overdue refund -tag:\"to call\" IS:new").unwrap();
    let query = &query.groups()[0];
    assert_eq!(query.unless(), [Filter::Tag("to call".to_owned())]);
    let expected = [
        Filter::Kind(AskKind::Delete),
        Filter::Flag(Flag::Overdue),
        Filter::Status(Status::New),
    ];
    assert_eq!(query.filters(), expected);
    assert_eq!(query.clauses().len(), 1);
    // Pairs find far fewer candidates than single characters.
    let pairs = Query::parse("个人信息").unwrap().groups()[0]
        .clauses()
        .concat();
    let pairs: Vec<&str> = pairs.iter().map(|term| term.text.as_str()).collect();
    assert_eq!(pairs, ["个人", "人信", "信息"]);
    assert!(!Query::parse("is:open").unwrap().has_text());
    assert!(
        Query::parse("Re: https://example.com").unwrap().groups()[0]
            .filters()
            .is_empty()
    );
    assert_eq!(
        Query::parse(" ").unwrap().matches(&Doc::default()),
        Some(vec![])
    );
    assert_eq!(
        Query::parse("from:"),
        Err(QueryError::NoValue { filter: "from" })
    );
    let value = "lost".to_owned();
    assert_eq!(
        Query::parse("is:lost"),
        Err(QueryError::UnknownValue {
            filter: "is",
            value
        })
    );
    assert_eq!(Query::parse("?!"), Err(QueryError::NothingToFind));
}
