//! How SQLite goes about a view: what it reads must not grow with the cases that it does not show.

// A test says no by panicking, in its own functions too.
#![allow(clippy::unwrap_used, clippy::panic)]

use chrono::Utc;
use domain::complaints::SortBy;
use tempfile::TempDir;
use uuid::Uuid;

use super::conditions::{Condition, Group, Onlooker, View};
use super::list::{Listing, counted, listed};
use super::stats::{self, Among};
use crate::sql::{Sql, run};
use crate::{Result, Store, Tx, mail};

const VIEWS: [View; 9] = [
    View::NeedsMe,
    View::New,
    View::AllOpen,
    View::Overdue,
    View::DueSoon,
    View::Awaiting,
    View::Answered,
    View::Quarantined,
    View::Every,
];

/// A transaction on a workspace's database with nothing in it, which goes with its folder.
async fn empty() -> (TempDir, Tx) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.db");
    let store = Store::create_file(&file, &"22".repeat(32)).await.unwrap();
    let tx = store.begin().await.unwrap();
    (folder, tx)
}

async fn plan(tx: &mut Tx, mut sql: Sql) -> Result<String> {
    sql.text.insert_str(0, "explain query plan ");
    let rows: Vec<(i64, i64, i64, String)> = run!(tx, sql, query_as, fetch_all);
    let steps: Vec<String> = rows.into_iter().map(|row| row.3).collect();
    Ok(steps.join("\n"))
}

fn of(view: View, must: Vec<Condition>) -> Listing {
    let now = Utc::now();
    Listing {
        view,
        by: Onlooker {
            person: Uuid::from_u128(1),
            now,
            soon: now,
            today: now.date_naive(),
        },
        groups: vec![Group {
            must,
            ..Group::default()
        }],
        sort: match view.by_due() {
            true => SortBy::Due,
            false => SortBy::Received,
        },
        reverse: false,
    }
}

#[tokio::test]
async fn a_view_is_read_in_its_order_and_counted_in_an_index() {
    let (_folder, mut tx) = empty().await;
    for view in VIEWS {
        let listing = of(view, Vec::new());
        let (page, count) = plans(&mut tx, &listing).await.unwrap();
        assert!(!page.contains("TEMP B-TREE"), "{view:?}: {page}");
        assert!(count.contains("COVERING INDEX"), "{view:?}: {count}");
    }
    for (of_few, index) in [
        (Condition::Tag("seen".to_owned()), "case_tag_tag (tag=?)"),
        (Condition::Kind("delete"), "ask_kind (kind=?)"),
    ] {
        for view in VIEWS {
            let listing = of(view, vec![Condition::OfFew(Box::new(of_few.clone()))]);
            let (page, count) = plans(&mut tx, &listing).await.unwrap();
            for plan in [page, count] {
                assert!(plan.contains(index), "{view:?}: {plan}");
                assert!(plan.contains("SEARCH k"), "{view:?}: {plan}");
            }
        }
    }
    for condition in [Condition::Kind("delete"), Condition::Priority("high")] {
        let listing = of(View::AllOpen, vec![condition.clone()]);
        let (page, count) = plans(&mut tx, &listing).await.unwrap();
        assert!(!page.contains("TEMP B-TREE"), "{condition:?}: {page}");
        assert!(count.contains("COVERING INDEX"), "{condition:?}: {count}");
    }
}

#[tokio::test]
async fn what_may_be_the_same_is_found_without_going_through_all_there_is() {
    let (_folder, mut tx) = empty().await;
    let sql = Sql::new(&tx, super::merged::ALIKE);
    let plan = plan(&mut tx, sql).await.unwrap();
    // What is looked for (`mine`, `within`) is little.
    let all = ["s", "m", "k", "p"].map(|table| format!("SCAN {table}"));
    let goes_through = |step: &str| all.iter().any(|scan| step == scan);
    assert!(!plan.lines().any(goes_through), "{plan}");
    assert!(!plan.contains("text_key>?"), "{plan}");
}

#[tokio::test]
async fn texts_without_a_key_are_looked_for_from_where_it_was_left_off() {
    let (_folder, mut tx) = empty().await;
    for (of_cases, index) in [(true, "cases_said"), (false, "message_unkeyed")] {
        let until = Sql::new(&tx, mail::until_sql(of_cases));
        let until = plan(&mut tx, until).await.unwrap();
        assert!(until.contains(&format!("{index} (id>?)")), "{until}");
        let unkeyed = Sql::new(&tx, mail::unkeyed_sql(of_cases));
        let unkeyed = plan(&mut tx, unkeyed).await.unwrap();
        assert!(!unkeyed.contains("SCAN"), "{unkeyed}");
        assert!(!unkeyed.contains("TEMP B-TREE"), "{unkeyed}");
    }
}

#[tokio::test]
async fn figures_are_counted_from_indexes() {
    let (_folder, mut tx) = empty().await;
    let texts = [
        stats::courses_sql(),
        stats::on_time_sql(&tx),
        stats::open_since_sql(&tx),
    ];
    let mut asked = Vec::from(texts.map(|text| Sql::new(&tx, &text)));
    let start = (Utc::now(), Uuid::nil());
    for among in [Among::Received(Utc::now()), Among::Open] {
        asked.push(stats::slice_sql(&tx, among, start, 10));
    }
    for sql in asked {
        let plan = plan(&mut tx, sql).await.unwrap();
        let of_cases = |step: &&str| step.contains(" k ") || step.contains(" a ");
        let steps: Vec<&str> = plan.lines().filter(of_cases).collect();
        assert!(!steps.is_empty(), "{plan}");
        for step in steps {
            let index = step.contains("USING COVERING INDEX");
            assert!(step.starts_with("SEARCH") && index, "{plan}");
        }
    }
    // What has arrived is little; what is open may be much.
    let sql = Sql::new(&tx, &stats::urgent_sql());
    let plan = plan(&mut tx, sql).await.unwrap();
    let first = plan.lines().next().unwrap();
    assert!(first.contains("message_arrived (arrived_at>?)"), "{plan}");
}

/// How a page is read, and how the view is counted.
async fn plans(tx: &mut Tx, listing: &Listing) -> Result<(String, String)> {
    let page = listed(tx, listing, None, 60, Uuid::nil());
    let count = counted(tx, listing, 1_000);
    Ok((plan(tx, page).await?, plan(tx, count).await?))
}
