//! The list and the search read by their indexes, as an officer's login, at a hundred thousand
//! cases: a policy that a planner can't see through would have it look at every row.

use chrono::{DateTime, Utc};
use domain::complaints::SortBy;
use sqlx::{Executor, Row};
use store::Store;
use store::complaints::stats::{self, Among};
use store::complaints::{Group, Listing, Onlooker, View, list};
use store::search::{self, Wanted};
use store::team::policy::Role;
use uuid::Uuid;

use crate::team::{PASSWORD, Team, scope};

const CASES: i64 = 100_000;

/// Rows of a table that were looked at, and how often an index was asked for some.
async fn read(team: &mut Team, table: &str) -> (i64, i64) {
    let row = sqlx::query(
        "select coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::bigint, coalesce(sum(idx_scan), 0)::bigint
         from pg_stat_user_tables where relname = $1",
    )
    .bind(table)
    .fetch_one(&mut team.root)
    .await
    .expect("counts");
    (row.get(0), row.get(1))
}

async fn fill(team: &mut Team) {
    let of = scope(Role::Officer);
    let id = "('00000000-0000-0000-0002-' || lpad(to_hex(n), 12, '0'))::uuid";
    team.as_root(&format!(
        "insert into desk.cases (id, number, status, status_since, channel, history, quarantined,
            received_at, received_source, created_at, regime, kinds, kinds_proposed, priority, minor,
            representative, identity, due_sort, clock_waits, clock_paused, attachments, messages,
            last_message_at, sealed)
         select {id}, n, case n % 20 when 0 then 'new' else 'closed' end, now(), 'mail', false, false,
            now() - n * interval '1 minute', 'date', now(), 'gbt35273', 'complaint', true, 'normal', false,
            false, 'none', now() + n * interval '1 minute', false, false, 0, 1, now(), '\\x00'
         from generate_series(1, {CASES}) n;
         insert into desk.data_key (object, scope, generation, wrapped)
         select {id}, '{of}', 1, '\\x00' from generate_series(1, {CASES}) n;
         insert into desk.search_doc (doc, object, case_id, at)
         select n, {id}, {id}, now() from generate_series(1, {CASES}) n;
         insert into desk.search_token (doc, tokens)
         select n, array[n, n % 97 + 1000000, 7] from generate_series(1, {CASES}) n;
         analyze desk.cases, desk.data_key, desk.search_doc, desk.search_token, desk.case_seen"
    ))
    .await;
    team.root
        .execute("select pg_stat_force_next_flush()")
        .await
        .expect("flush");
}

#[tokio::test]
async fn list_and_search_look_at_few_rows_of_many() {
    let mut team = Team::new().await;
    fill(&mut team).await;
    let login = format!("{}.officer", team.database);
    let url = team.url.replace("desk_tests", &login);
    let store = Store::open_server(&url, PASSWORD, false)
        .await
        .expect("officer");
    let tables = ["cases", "data_key", "search_doc", "search_token"];
    let mut before = Vec::new();
    for table in tables {
        before.push(read(&mut team, table).await);
    }

    let mut tx = store.begin().await.expect("begin");
    let now: DateTime<Utc> = Utc::now();
    let by = Onlooker {
        now,
        soon: now + chrono::TimeDelta::days(7),
        ..Onlooker::default()
    };
    let of = scope(Role::Officer).parse().expect("id");
    let listing = |view, sort, groups| Listing {
        view,
        by: by.clone(),
        groups,
        sort,
        reverse: false,
    };
    for (view, sort) in [
        (View::New, SortBy::Due),
        (View::Every, SortBy::Received),
        (View::Every, SortBy::Number),
        (View::Every, SortBy::Changed),
    ] {
        let page = list(&mut tx, &listing(view, sort, vec![]), None, 60, of).await;
        assert_eq!(page.expect("list").len(), 60, "{view:?} by {sort:?}");
    }
    // The figures look at a slice at a time.
    let behind = (now - chrono::TimeDelta::days(1), Uuid::nil());
    let received = Among::Received(now);
    let slice = stats::slice(&mut tx, received, behind, 500).await;
    let slice = slice.expect("slice").expect("cases");
    let courses = stats::courses(&mut tx, slice).await.expect("courses");
    assert_eq!(courses.len(), 500);
    stats::on_time(&mut tx, slice, now).await.expect("clocks");
    let bounds = [now - chrono::TimeDelta::days(7); 4];
    let first = (DateTime::UNIX_EPOCH, Uuid::nil());
    let slice = stats::slice(&mut tx, Among::Open, first, 500).await;
    let slice = slice.expect("slice").expect("open cases");
    let open = stats::open_since(&mut tx, slice, bounds).await;
    assert_eq!(open.expect("open").iter().sum::<i64>(), 500);
    // A word is met in any of a document's fields; one that many have is met soon.
    for (all, any, cases) in [
        (vec![7, 42], vec![], 1),
        (vec![], vec![43, 44, -1], 2),
        (vec![-1], vec![43, 44], 0),
        (vec![7], vec![], 50),
        (vec![], vec![7, -1], 50),
    ] {
        let wanted = Wanted { all, any };
        let found = search::look(&mut tx, wanted).await.expect("look");
        assert_eq!(found.count.min(50), cases);
        let group = Group {
            found: Some(found),
            ..Group::default()
        };
        let found = listing(View::Every, SortBy::Received, vec![group]);
        let page = list(&mut tx, &found, None, 50, of).await.expect("search");
        assert_eq!(page.len() as i64, cases);
    }
    tx.commit().await.expect("end");
    // A session's counts are told when it ends.
    store.close().await;

    for (table, before) in tables.into_iter().zip(before) {
        let mut after = read(&mut team, table).await;
        for _ in 0..100 {
            if after.1 > before.1 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            after = read(&mut team, table).await;
        }
        assert!(after.1 > before.1, "{table} is read by an index");
        let looked = after.0 - before.0;
        assert!(looked < CASES / 10, "{table}: {looked} rows were looked at");
    }
}
