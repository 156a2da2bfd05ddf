//! What can go wrong with a database.

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another process has the workspace open.
    #[error("the workspace is open in another process")]
    InUse,
    /// The disk, or the room given to the database, is full. Nothing was written.
    #[error("no room left on the disk")]
    DiskFull,
    /// The folder or file can't be written to.
    #[error("the database can't be written to")]
    ReadOnly,
    /// The file is no database under this key, or it is damaged.
    #[error("the database is damaged")]
    Damaged,
    /// The schema is newer than this program.
    #[error("schema {found} is newer than {known}")]
    Newer {
        /// The schema's number.
        found: i32,
        /// The newest that this program knows.
        known: i32,
    },
    /// This build's SQLite does not encrypt: a workspace would be written in plain.
    #[error("this build has no SQLCipher")]
    NoCipher,
    /// The row is not there.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// The row was changed by somebody else meanwhile.
    #[error("the row has another version")]
    Conflict,
    /// An audit entry does not fit its log.
    #[error("the audit log's head is damaged")]
    AuditHead,
    /// Anything else that the database said.
    #[error(transparent)]
    Database(sqlx::Error),
}

/// SQLite's primary result codes (sqlite.org/rescode.html).
mod sqlite_code {
    pub const BUSY: i32 = 5;
    pub const LOCKED: i32 = 6;
    pub const READONLY: i32 = 8;
    pub const CORRUPT: i32 = 11;
    pub const FULL: i32 = 13;
    pub const CANTOPEN: i32 = 14;
    pub const NOTADB: i32 = 26;
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let code = match &error {
            sqlx::Error::Database(e) => e.code().map(std::borrow::Cow::into_owned),
            _ => None,
        };
        match code.as_deref() {
            // PostgreSQL: disk_full, read_only_sql_transaction (errcodes-appendix).
            Some("53100") => Self::DiskFull,
            Some("25006") => Self::ReadOnly,
            // SQLITE_IOERR_WRITE: the file may not grow (a quota, a limit on its size).
            Some("778") => Self::DiskFull,
            Some(code) => match code.parse::<i32>().map(|c| c & 0xff) {
                Ok(sqlite_code::BUSY | sqlite_code::LOCKED) => Self::InUse,
                Ok(sqlite_code::FULL) => Self::DiskFull,
                Ok(sqlite_code::READONLY | sqlite_code::CANTOPEN) => Self::ReadOnly,
                Ok(sqlite_code::CORRUPT | sqlite_code::NOTADB) => Self::Damaged,
                _ => Self::Database(error),
            },
            None => Self::Database(error),
        }
    }
}
