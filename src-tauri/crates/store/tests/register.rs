//! The register of columns is the schema's, on both engines: nobody adds a column without saying
//! what it holds.

use std::collections::BTreeSet;

use store::register::{NOT_PLAIN, PLAIN_TEXT};
use testbed::Postgres;

/// Tables of the engines' own, and the index, which holds keyed tokens alone.
const OTHERS: &[&str] = &["schema_version", "search_index", "search_token", "unnamed"];

type Columns = BTreeSet<(String, String, String)>;

fn check(columns: &Columns, text: &[&str], bytes: &[&str]) {
    let of = |types: &[&str]| -> BTreeSet<(&str, &str)> {
        columns
            .iter()
            .filter(|(table, ..)| !OTHERS.iter().any(|other| table.starts_with(other)))
            .filter(|(.., kind)| types.contains(&kind.to_lowercase().as_str()))
            .map(|(table, column, _)| (table.as_str(), column.as_str()))
            .collect()
    };
    let sealed: BTreeSet<(&str, &str)> = NOT_PLAIN.iter().map(|(t, c, _)| (*t, *c)).collect();
    let plain: BTreeSet<(&str, &str)> = PLAIN_TEXT.iter().copied().collect();
    assert_eq!(of(bytes), sealed, "bytes are ciphertext or keys");
    assert_eq!(of(text), plain, "plain text is a vocabulary's");
}

#[tokio::test]
async fn of_sqlite() {
    let folder = tempfile::tempdir().expect("folder");
    let key = "00".repeat(32);
    let path = folder.path().join("a.db");
    let store = store::Store::create_file(&path, &key).await.expect("store");
    let columns = store.columns().await.expect("columns");
    check(&columns.into_iter().collect(), &["text"], &["bytea"]);
    store.close().await;
    let head = std::fs::read(&path).expect("file");
    assert_ne!(&head[..15], b"SQLite format 3", "the file is encrypted");
}

#[tokio::test]
async fn of_postgresql() {
    let server = Postgres::shared().expect("PostgreSQL");
    let url = server.fresh_database().expect("database");
    let store = store::team::init(&url, false).await.expect("store");
    let columns = store.columns().await.expect("columns");
    check(
        &columns.into_iter().collect(),
        &["text", "jsonb"],
        &["bytea"],
    );
    store.close().await;
}

#[tokio::test]
async fn a_newer_schema_is_told_and_left_alone() {
    let folder = tempfile::tempdir().expect("folder");
    let key = "11".repeat(32);
    let path = folder.path().join("a.db");
    let store = store::Store::create_file(&path, &key).await.expect("store");
    store.pretend_schema(store::SCHEMA + 1).await.expect("set");
    store.close().await;
    let opened = store::Store::open_file(&path, &key).await;
    assert!(
        matches!(opened.err(), Some(store::Error::Newer { found, known }) if found == known + 1)
    );
    let wrong = store::Store::open_file(&path, &"22".repeat(32)).await;
    assert!(matches!(wrong.err(), Some(store::Error::Damaged)));
}
