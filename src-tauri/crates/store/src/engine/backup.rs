//! Backing up the open SQLite file, in batches of pages, to a file under the same key.
#![allow(unsafe_code)] // sqlx has no call for SQLite's backup API: this module is the only one.

use std::path::Path;

use libsqlite3_sys as ffi;

use super::sqlite;
use crate::{Error, Result, Store};

/// Pages copied before other work gets the connection (4 KiB each).
const BATCH: i32 = 2_000;

/// Copies the open database to `target`, which must not be there yet. Between batches the
/// window goes on; what it writes meanwhile is in the copy.
///
/// `progress` hears pages done and in all, and stops the copy by giving `false`.
/// Gives whether the copy is complete.
///
/// # Errors
/// [`Error::Damaged`] (what is copied), [`Error::DiskFull`], [`Error::ReadOnly`]; the unfinished target is the caller's to remove.
pub async fn copy(
    store: &Store,
    target: &Path,
    key_hex: &str,
    mut progress: impl FnMut(u32, u32) -> bool + Send,
) -> Result<bool> {
    let Store::Lite(from) = store else {
        return Err(Error::NotFound("file"));
    };
    let to = sqlite::connect(target, key_hex, true).await?;
    // The target is written once and then only read: a rollback journal leaves one file.
    sqlx::query("pragma journal_mode = delete")
        .execute(&to)
        .await?;
    let result = batches(from, &to, &mut progress).await;
    to.close().await;
    result
}

/// A backup under way. SQLite restarts it by itself where another connection writes, and
/// carries writes of the same connection over into the copy.
struct Backup(*mut ffi::sqlite3_backup);

// SAFETY: the handle is used only while both connections are locked by this task.
unsafe impl Send for Backup {}

async fn batches(
    from: &sqlx::SqlitePool,
    to: &sqlx::SqlitePool,
    progress: &mut (impl FnMut(u32, u32) -> bool + Send),
) -> Result<bool> {
    let mut target = to.acquire().await?;
    let backup = {
        let mut source = from.acquire().await?;
        let mut s = source.lock_handle().await?;
        let mut t = target.lock_handle().await?;
        // SAFETY: both handles are open and locked; the names are C strings.
        let raw = unsafe {
            ffi::sqlite3_backup_init(
                t.as_raw_handle().as_ptr(),
                c"main".as_ptr(),
                s.as_raw_handle().as_ptr(),
                c"main".as_ptr(),
            )
        };
        if raw.is_null() {
            return Err(Error::ReadOnly);
        }
        Backup(raw)
    };
    let outcome = steps(&backup, from, &mut target, progress).await;
    let mut source = from.acquire().await?;
    let s = source.lock_handle().await?;
    let t = target.lock_handle().await?;
    // SAFETY: finished once, here, with both connections locked.
    let code = unsafe { ffi::sqlite3_backup_finish(backup.0) };
    let whole = outcome?;
    if code != ffi::SQLITE_OK {
        return Err(of(code));
    }
    drop((s, t));
    // SQLCipher gives a page that it can't decrypt as zeros, and an error to whoever asks next: of
    // the last page nobody would.
    sqlx::query("select count(*) from sqlite_master")
        .fetch_one(&mut *source)
        .await?;
    Ok(whole)
}

async fn steps(
    backup: &Backup,
    from: &sqlx::SqlitePool,
    target: &mut sqlx::pool::PoolConnection<sqlx::Sqlite>,
    progress: &mut (impl FnMut(u32, u32) -> bool + Send),
) -> Result<bool> {
    loop {
        let (code, left, all) = {
            let mut source = from.acquire().await?;
            let _s = source.lock_handle().await?;
            let _t = target.lock_handle().await?;
            // SAFETY: the backup is open, and both connections are locked.
            unsafe {
                (
                    ffi::sqlite3_backup_step(backup.0, BATCH),
                    ffi::sqlite3_backup_remaining(backup.0),
                    ffi::sqlite3_backup_pagecount(backup.0),
                )
            }
        };
        let all = u32::try_from(all).unwrap_or(0);
        let left = u32::try_from(left).unwrap_or(0);
        match code {
            ffi::SQLITE_DONE => {
                progress(all, all);
                return Ok(true);
            }
            ffi::SQLITE_OK if !progress(all - left.min(all), all) => return Ok(false),
            ffi::SQLITE_OK => tokio::task::yield_now().await,
            code => return Err(of(code)),
        }
    }
}

fn of(code: i32) -> Error {
    match code {
        // The target is only written: what can't be read is of the source.
        ffi::SQLITE_IOERR_READ | ffi::SQLITE_IOERR_SHORT_READ => return Error::Damaged,
        _ => {}
    }
    match code & 0xff {
        // SQLCipher gives a plain error for a page whose hash does not fit.
        // SQLite takes its refusal to decrypt for a lack of memory.
        ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB | ffi::SQLITE_ERROR | ffi::SQLITE_NOMEM => {
            Error::Damaged
        }
        ffi::SQLITE_FULL | ffi::SQLITE_IOERR => Error::DiskFull,
        ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => Error::InUse,
        _ => Error::ReadOnly,
    }
}
