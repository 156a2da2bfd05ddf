//! In the file a rare word's cases are fetched, a more common one's are met in the list's order, and
//! of the commonest every case is a candidate: the list is the same.

// A test says no by panicking, in its own functions too.
#![allow(clippy::expect_used, clippy::panic)]

use chrono::Utc;
use domain::complaints::SortBy;
use sqlx::SqlitePool;
use store::Store;
use store::complaints::{Group, Listing, Onlooker, View, list};
use store::search::{Wanted, look};
use uuid::Uuid;

/// More than are few.
const CASES: i64 = 60_000;

/// A case for each number, the newest last, and a word for what it can be divided by.
async fn fill(pool: &SqlitePool, scope: Uuid) {
    let numbers = "with recursive n (n) as (select 1 union all select n + 1 from n where n < $1)";
    let id = "unhex('00000000000000000002' || printf('%012x', n))";
    for sql in [
        format!(
            "{numbers} insert into cases (id, number, status, status_since, channel, history, quarantined,
                received_at, received_source, created_at, regime, kinds, kinds_proposed, priority, minor,
                representative, identity, due_sort, clock_waits, clock_paused, attachments, messages,
                last_message_at, sealed)
             select {id}, n, 'new', '2026-01-01T00:00:00+00:00', 'mail', 0, 0, strftime('%Y-%m-%dT%H:%M:%S+00:00', n * 60, 'unixepoch'),
                'date', '2026-01-01T00:00:00+00:00', 'gbt35273', '', 1, 'normal', 0, 0, 'none',
                '2026-01-01T00:00:00+00:00', 0, 0, 0, 1, '2026-01-01T00:00:00+00:00', x'00' from n"
        ),
        format!("{numbers} insert into data_key (object, scope, generation, wrapped) select {id}, $2, 1, x'00' from n"),
        format!(
            "{numbers} insert into search_doc (doc, object, case_id, at)
             select n, {id}, {id}, '2026-01-01T00:00:00+00:00' from n"
        ),
        format!(
            "{numbers} insert into search_index (rowid, terms)
             select n, '0000000000000001' || iif(n % 30, '', ' 000000000000001e')
                || iif(n % 9000, '', ' 0000000000002328') from n"
        ),
    ] {
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(CASES);
        query.bind(scope).execute(pool).await.expect("fill");
    }
}

#[tokio::test]
async fn however_common_a_word_is_its_list_is_the_same() {
    let folder = tempfile::tempdir().expect("folder");
    let store = Store::create_file(&folder.path().join("desk.db"), &"22".repeat(32))
        .await
        .expect("store");
    let Store::Lite(pool) = &store else {
        panic!("a file")
    };
    let scope = Uuid::from_u128(1);
    let mut connection = pool.acquire().await.expect("connection");
    sqlx::query("pragma foreign_keys = off")
        .execute(&mut *connection)
        .await
        .expect("keys");
    drop(connection);
    fill(pool, scope).await;
    let mut tx = store.begin().await.expect("begin");
    for (token, every) in [(1, 1), (30, 30), (9000, 9000)] {
        let wanted = Wanted {
            all: vec![token],
            any: Vec::new(),
        };
        let found = look(&mut tx, wanted).await.expect("look");
        assert_eq!(found.count, (CASES / every).min(1_000));
        let mut listing = Listing {
            view: View::Every,
            by: Onlooker {
                now: Utc::now(),
                ..Onlooker::default()
            },
            groups: vec![Group {
                found: Some(found),
                ..Group::default()
            }],
            sort: SortBy::Received,
            reverse: false,
        };
        for reverse in [false, true] {
            listing.reverse = reverse;
            let mut after = None;
            let mut numbers = Vec::new();
            for _ in 0..3 {
                let page = list(&mut tx, &listing, after.as_ref(), 50, scope).await;
                let page = page.expect("page");
                numbers.extend(page.iter().map(|row| row.case.number));
                after = page.last().map(|row| row.key(SortBy::Received)).or(after);
            }
            let all = (1..=CASES / every).map(|n| n * every);
            let expected: Vec<i64> = if reverse {
                all.take(150).collect()
            } else {
                all.rev().take(150).collect()
            };
            assert_eq!(numbers, expected, "{token} {reverse}");
        }
    }
}
