//! SQLite in SQLCipher.
//!
//! One connection, exclusive: the SQLite that sqlx bundles has the WAL-reset bug
//! (3.7.0–3.51.2, two or more connections in WAL mode), and one connection can't meet it.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, SqlitePool};

use crate::{Error, Result};

/// Has SQLCipher say nothing on stderr of a damaged page: the error that it gives is ours to say.
/// The setting is the process's, and a connection to a file reads its first page before any
/// pragma of ours is reached: so it is made without a file.
async fn silence() -> Result<()> {
    let options = SqliteConnectOptions::new()
        .in_memory(true)
        .pragma("cipher_log_level", "none");
    Ok(options.connect().await?.close().await?)
}

/// Opens `path` under a raw key of 32 bytes (64 hexadecimal digits): it is random, so SQLCipher
/// derives nothing. Asserts that this SQLite encrypts.
pub(super) async fn connect(path: &Path, key_hex: &str, create: bool) -> Result<SqlitePool> {
    silence().await?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(create)
        .pragma("key", format!("\"x'{key_hex}'\""))
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-65536")
        .pragma("wal_autocheckpoint", "16000")
        .locking_mode(SqliteLockingMode::Exclusive)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_millis(200))
        .foreign_keys(true)
        // The key is set by a statement: no log may show it.
        .disable_statement_logging()
        .statement_cache_capacity(200);
    let pool = SqlitePoolOptions::new()
        .min_connections(1)
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_secs(300))
        .connect_with(options)
        .await?;
    // Stock SQLite ignores `pragma key`, and would write everything in plain.
    let cipher: Option<String> = sqlx::query_scalar("pragma cipher_version")
        .fetch_optional(&pool)
        .await?;
    if cipher.is_none() {
        pool.close().await;
        return Err(Error::NoCipher);
    }
    Ok(pool)
}
