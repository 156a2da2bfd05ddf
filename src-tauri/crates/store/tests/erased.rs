//! What is erased is not in the file any more: not in its rows, not in pages that are free, not in
//! the index.

// A test says no by panicking, in its own functions too.
#![allow(clippy::expect_used)]

use chrono::Utc;
use domain::complaints::{Disposition, ReceivedSource};
use sqlx::SqlitePool;
use store::mail::MessageRow;
use store::retention::{Emptied, empty_messages};
use store::search::DocRow;
use store::workspace::{DataKeyRow, ScopeRow, WorkspaceRow};
use store::{Store, Tx, Word};
use uuid::Uuid;

const CIPHERTEXT: &[u8] = b"a sealed letter that nobody is to find again";
const WRAPPED: &[u8] = b"the wrapped key of a letter";
const TOKEN: i64 = 0x0123_4567_89ab_cdef;

async fn begin(store: &Store) -> Tx {
    store.begin().await.expect("transaction")
}

fn message(id: Uuid) -> MessageRow {
    MessageRow {
        id,
        case_id: None,
        disposition: Word(Disposition::Automated),
        reason: None,
        outgoing: false,
        history: false,
        content_key: Some(vec![1; 16]),
        source_key: None,
        message_id_key: Some(vec![2; 16]),
        sender_key: Some(vec![3; 16]),
        text_key: Some(vec![5; 16]),
        duplicate_of: None,
        answers: None,
        suggested_case: None,
        received_at: Utc::now(),
        received_source: Word(ReceivedSource::Arrival),
        arrived_at: Utc::now(),
        size: 1,
        attachments: 0,
        language: None,
        sealed: CIPHERTEXT.to_vec(),
        body: Some(CIPHERTEXT.to_vec()),
        erased_at: None,
    }
}

/// A workspace with one scope.
async fn set_up(tx: &mut Tx, scope: Uuid) {
    let row = WorkspaceRow {
        id: Uuid::now_v7(),
        name: "Ming Live".into(),
        created_at: Utc::now(),
        demo: false,
        time_zone: "UTC".into(),
        regime: "gbt35273".into(),
        calendar: "cn".into(),
        lock_after_minutes: 0,
        last_backup_at: None,
        keep_backups_days: 90,
        scanner: None,
        approve_refusals: false,
        approve_disclosures: false,
    };
    store::workspace::create(tx, &row).await.expect("workspace");
    let row = ScopeRow {
        scope,
        kind: "complaints".into(),
        generation: 1,
        public_key: Vec::new(),
        wrapped: Vec::new(),
        search_wrapped: Vec::new(),
        signer: None,
        signature: None,
    };
    let first = Uuid::now_v7();
    store::workspace::add_scope(tx, &row, first, Utc::now())
        .await
        .expect("scope");
}

fn key(object: Uuid, scope: Uuid, wrapped: &[u8]) -> DataKeyRow {
    DataKeyRow {
        object,
        scope,
        generation: 1,
        wrapped: wrapped.to_vec(),
    }
}

/// Every page of the file, decrypted, the free ones too.
async fn pages(pool: &SqlitePool) -> Vec<u8> {
    let mut connection = pool.acquire().await.expect("connection");
    connection.serialize(None).await.expect("pages").to_vec()
}

fn has(pages: &[u8], bytes: &[u8]) -> bool {
    pages.windows(bytes.len()).any(|window| window == bytes)
}

async fn tokens(pool: &SqlitePool) -> Vec<String> {
    let terms = "create virtual table if not exists temp.terms using fts5vocab('main', 'search_index', 'row')";
    let mut connection = pool.acquire().await.expect("connection");
    sqlx::query(terms)
        .execute(&mut *connection)
        .await
        .expect("terms");
    sqlx::query_scalar("select term from temp.terms order by term")
        .fetch_all(&mut *connection)
        .await
        .expect("terms")
}

#[tokio::test]
async fn nothing_of_it_is_in_the_file() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.db");
    let store = Store::create_file(&path, &"22".repeat(32))
        .await
        .expect("store");
    let Store::Lite(pool) = &store else {
        unreachable!("a file is SQLite's")
    };
    let (scope, gone, stays) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let mut tx = begin(&store).await;
    set_up(&mut tx, scope).await;
    let keys = [key(gone, scope, WRAPPED), key(stays, scope, b"another key")];
    store::workspace::add_data_keys(&mut tx, &keys)
        .await
        .expect("keys");
    let mut other = message(stays);
    (other.sealed, other.body) = (b"what stays".to_vec(), None);
    store::mail::add(&mut tx, &[message(gone), other])
        .await
        .expect("messages");
    // Longer than a page: it lies on pages of its own, which become free.
    let raw = CIPHERTEXT.repeat(400);
    let pieces = [(gone, &[raw][..])];
    store::mail::add_chunks(&mut tx, &pieces)
        .await
        .expect("raw bytes");
    let doc = |object, token| {
        let row = DocRow {
            object,
            case_id: None,
            at: Utc::now(),
        };
        (row, vec![7, token])
    };
    store::search::add(&mut tx, &[doc(gone, TOKEN)])
        .await
        .expect("index");
    store::search::add(&mut tx, &[doc(stays, 8)])
        .await
        .expect("index");
    tx.commit().await.expect("commit");
    let before = pages(pool).await;
    assert!(has(&before, CIPHERTEXT) && has(&before, WRAPPED));
    assert_eq!(tokens(pool).await.len(), 3);

    let mut tx = begin(&store).await;
    let emptied = Emptied {
        id: gone,
        key: key(gone, scope, b"a key that seals nothing"),
        sealed: b"nothing".to_vec(),
    };
    empty_messages(&mut tx, &[emptied], Utc::now())
        .await
        .expect("erase");
    tx.commit().await.expect("commit");
    assert!(store.sweep(|| true).await.expect("sweep"));

    let after = pages(pool).await;
    assert!(!has(&after, CIPHERTEXT), "ciphertext");
    assert!(!has(&after, WRAPPED), "its key");
    assert!(has(&after, b"what stays") && has(&after, b"another key"));
    let left = ["0000000000000007", "0000000000000008"];
    assert_eq!(tokens(pool).await, left, "its tokens");
    let log = std::fs::metadata(folder.path().join("a.db-wal")).map_or(0, |file| file.len());
    assert_eq!(log, 0, "the write-ahead log has older pages");
    store.close().await;
}
