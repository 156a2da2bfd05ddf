//! What can go wrong with a database.

use sqlx::sqlite::SqliteError;

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
    /// The team's schema is older than this program: its administrator brings it up to date.
    #[error("schema {found} is older than {known}")]
    Older {
        /// The schema's number.
        found: i32,
        /// The one that this program works on.
        known: i32,
    },
    /// There is no team's workspace in this database, or this is none.
    #[error("this is no team's workspace")]
    NotATeam,
    /// The server is too old to be trusted with row-level security.
    #[error("PostgreSQL {found} is too old")]
    ServerTooOld {
        /// Its version.
        found: String,
    },
    /// The database's name is too long for the roles that are named after it.
    #[error("the database's name has more than {most} bytes")]
    DatabaseName {
        /// The most that it may have.
        most: usize,
    },
    /// The server is elsewhere, and the connection to it is not encrypted.
    #[error("the connection is not encrypted")]
    NoTls,
    /// Who sets up the team may not make roles.
    #[error("this login may not make roles")]
    NoCreateRole,
    /// The server does not let the team's own function make or change logins.
    #[error("the server makes no logins here: {0}")]
    NoLogins(String),
    /// The server does not let this login in.
    #[error("the server refused the login")]
    Refused,
    /// Row-level security, or a function of ours, says no.
    #[error("the database does not allow this: {0}")]
    NotAllowed(String),
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

impl Error {
    /// Whether the connection to the server was lost, so that nobody knows what became of what was
    /// asked last.
    pub fn is_lost(&self) -> bool {
        match self {
            Self::Database(
                sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed,
            ) => true,
            // Class 08: connection exceptions; 57P01 to 57P03: the server is shut down, has
            // crashed, is starting; 25P03 and 25P04: it ended a session that asked nothing for too
            // long within a transaction, or one whose transaction took too long.
            Self::Database(sqlx::Error::Database(said)) => said.code().is_some_and(|code| {
                code.starts_with("08")
                    || code.starts_with("57P0")
                    || matches!(code.as_ref(), "25P03" | "25P04")
            }),
            _ => false,
        }
    }
}

/// SQLite's primary result codes (sqlite.org/rescode.html).
mod sqlite_code {
    pub const BUSY: i32 = 5;
    pub const LOCKED: i32 = 6;
    pub const NOMEM: i32 = 7;
    pub const READONLY: i32 = 8;
    pub const CORRUPT: i32 = 11;
    pub const FULL: i32 = 13;
    pub const CANTOPEN: i32 = 14;
    pub const NOTADB: i32 = 26;
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let sqlx::Error::Database(said) = &error else {
            return Self::Database(error);
        };
        let code = said.code().unwrap_or_default();
        let known = if said.try_downcast_ref::<SqliteError>().is_some() {
            of_sqlite(&code)
        } else {
            of_postgres(&code, said.message())
        };
        known.unwrap_or(Self::Database(error))
    }
}

fn of_sqlite(code: &str) -> Option<Error> {
    // SQLITE_IOERR_WRITE: the file may not grow (a quota, a limit on its size).
    if code == "778" {
        return Some(Error::DiskFull);
    }
    Some(match code.parse::<i32>().ok()? & 0xff {
        sqlite_code::BUSY | sqlite_code::LOCKED => Error::InUse,
        sqlite_code::FULL => Error::DiskFull,
        sqlite_code::READONLY | sqlite_code::CANTOPEN => Error::ReadOnly,
        // A page that SQLCipher can't decrypt reads as one for which there is no memory; where there
        // is none indeed, this program has ended.
        sqlite_code::NOMEM | sqlite_code::CORRUPT | sqlite_code::NOTADB => Error::Damaged,
        _ => return None,
    })
}

/// PostgreSQL's conditions (its documentation, appendix A).
fn of_postgres(code: &str, said: &str) -> Option<Error> {
    Some(match code {
        // disk_full
        "53100" => Error::DiskFull,
        // insufficient_privilege
        "42501" => Error::NotAllowed(said.to_owned()),
        // Ours: login_run in schema/logins.sql
        "PDL01" => Error::NoLogins(said.to_owned()),
        // invalid_authorization_specification, invalid_password
        "28000" | "28P01" => Error::Refused,
        // duplicate_object: a role of that name is there
        "42710" => Error::Conflict,
        // read_only_sql_transaction
        "25006" => Error::ReadOnly,
        // serialization_failure, deadlock_detected, unique_violation
        "40001" | "40P01" | "23505" => Error::Conflict,
        _ => return None,
    })
}
