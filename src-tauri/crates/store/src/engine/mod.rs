//! The two engines behind one transaction type.

pub mod backup;
pub mod news;
pub(crate) mod postgres;
mod sqlite;

use std::path::Path;

use sqlx::{PgPool, Postgres, Sqlite, SqlitePool};

use crate::{Error, Result, on};

/// The newest schema that this program knows.
pub const SCHEMA: i32 = MIGRATIONS[MIGRATIONS.len() - 1].version;

struct Migration {
    version: i32,
    both: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

/// Forward only; a released one is never changed.
const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        both: include_str!("../schema/0001.sql"),
        sqlite: include_str!("../schema/0001.sqlite.sql"),
        postgres: include_str!("../schema/0001.postgres.sql"),
    },
    Migration {
        version: 2,
        both: include_str!("../schema/0002.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        version: 3,
        both: include_str!("../schema/0003.sql"),
        sqlite: include_str!("../schema/0003.sqlite.sql"),
        postgres: include_str!("../schema/0003.postgres.sql"),
    },
    Migration {
        version: 4,
        both: include_str!("../schema/0004.sql"),
        sqlite: include_str!("../schema/0004.sqlite.sql"),
        postgres: "",
    },
    Migration {
        version: 5,
        both: include_str!("../schema/0005.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        version: 6,
        both: include_str!("../schema/0006.sql"),
        sqlite: include_str!("../schema/0006.sqlite.sql"),
        postgres: include_str!("../schema/0006.postgres.sql"),
    },
    Migration {
        version: 7,
        both: include_str!("../schema/0007.sql"),
        sqlite: "",
        postgres: include_str!("../schema/0007.postgres.sql"),
    },
    Migration {
        version: 8,
        both: include_str!("../schema/0008.sql"),
        sqlite: "",
        postgres: "",
    },
];

/// An open database.
#[derive(Clone)]
pub enum Store {
    /// SQLite in SQLCipher: one connection, exclusive.
    Lite(SqlitePool),
    /// PostgreSQL.
    Pg(PgPool),
}

/// A transaction. Dropped without [`Tx::commit`], it is rolled back.
pub enum Tx {
    #[doc(hidden)]
    Lite(sqlx::Transaction<'static, Sqlite>),
    #[doc(hidden)]
    Pg(sqlx::Transaction<'static, Postgres>),
}

impl Store {
    /// Opens the SQLite file at `path`, and brings its schema up to date.
    ///
    /// # Errors
    /// [`Error::InUse`], [`Error::Damaged`], [`Error::ReadOnly`], [`Error::Newer`].
    pub async fn open_file(path: &Path, key_hex: &str) -> Result<Self> {
        Self::checked(Self::Lite(sqlite::connect(path, key_hex, false).await?)).await
    }

    /// As [`Store::open_file`], for a file that is not there yet.
    pub async fn create_file(path: &Path, key_hex: &str) -> Result<Self> {
        Self::checked(Self::Lite(sqlite::connect(path, key_hex, true).await?)).await
    }

    /// Opens a team's database as one of its people. `url` has the login; the schema is the
    /// migrator's to bring up to date ([`crate::team::init`]).
    ///
    /// # Errors
    /// [`Error::NotATeam`], [`Error::Older`], [`Error::Newer`], [`Error::Refused`];
    /// [`Error::Database`] where the server can't be reached.
    pub async fn open_server(url: &str, password: &str, plain: bool) -> Result<Self> {
        let store = Self::Pg(postgres::connect(url, password, plain).await?);
        match store.current().await {
            Ok(()) => Ok(store),
            Err(error) => {
                store.close().await;
                Err(error)
            }
        }
    }

    async fn current(&self) -> Result<()> {
        let mut tx = self.begin().await?;
        match schema_version(&mut tx).await {
            Ok(SCHEMA) => Ok(()),
            Ok(found) if found > SCHEMA => Err(Error::Newer {
                found,
                known: SCHEMA,
            }),
            Ok(found) => Err(Error::Older {
                found,
                known: SCHEMA,
            }),
            // undefined_table
            Err(Error::Database(sqlx::Error::Database(said)))
                if said.code().as_deref() == Some("42P01") =>
            {
                Err(Error::NotATeam)
            }
            Err(error) => Err(error),
        }
    }

    async fn checked(self) -> Result<Self> {
        let migrated = async {
            let mut tx = self.begin().await?;
            migrate(&mut tx).await?;
            tx.commit().await
        };
        match migrated.await {
            Ok(()) => Ok(self),
            Err(error) => {
                self.close().await;
                Err(error)
            }
        }
    }

    /// Begins a transaction. On SQLite it waits for the one connection.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match self {
            Self::Lite(pool) => Tx::Lite(pool.begin().await?),
            Self::Pg(pool) => Tx::Pg(pool.begin().await?),
        })
    }

    /// Begins a transaction that only reads, and sees everything as of one moment.
    pub async fn snapshot(&self) -> Result<Tx> {
        let mut tx = self.begin().await?;
        if let Tx::Pg(t) = &mut tx {
            sqlx::query("set transaction isolation level repeatable read, read only")
                .execute(&mut **t)
                .await?;
        }
        Ok(tx)
    }

    /// `sqlite` or `postgresql`.
    pub const fn engine(&self) -> &'static str {
        match self {
            Self::Lite(_) => "sqlite",
            Self::Pg(_) => "postgresql",
        }
    }

    /// Waits for what is under way, and closes.
    pub async fn close(&self) {
        match self {
            Self::Lite(pool) => pool.close().await,
            Self::Pg(pool) => pool.close().await,
        }
    }

    /// Bytes on disk.
    pub async fn size(&self) -> Result<i64> {
        Ok(match self {
            Self::Lite(pool) => {
                sqlx::query_scalar(
                    "select page_count * page_size from pragma_page_count, pragma_page_size",
                )
                .fetch_one(pool)
                .await?
            }
            Self::Pg(pool) => {
                sqlx::query_scalar("select pg_database_size(current_database())")
                    .fetch_one(pool)
                    .await?
            }
        })
    }

    /// Checks every page of the SQLite file against its keyed hash.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub async fn check_pages(&self) -> Result<()> {
        let Self::Lite(pool) = self else {
            return Ok(());
        };
        let found: Vec<String> = sqlx::query_scalar("pragma cipher_integrity_check")
            .fetch_all(pool)
            .await?;
        if found.is_empty() {
            Ok(())
        } else {
            Err(Error::Damaged)
        }
    }

    /// Every column of the schema: table, column, type. What the register is compared with.
    pub async fn columns(&self) -> Result<Vec<(String, String, String)>> {
        Ok(match self {
            Self::Lite(pool) => {
                sqlx::query_as(
                    "select m.name, c.name, lower(c.type) from sqlite_master m, pragma_table_info(m.name) c
                     where m.type = 'table'",
                )
                .fetch_all(pool)
                .await?
            }
            Self::Pg(pool) => {
                sqlx::query_as(
                    "select table_name::text, column_name::text, data_type::text
                     from information_schema.columns where table_schema = 'desk'",
                )
                .fetch_all(pool)
                .await?
            }
        })
    }

    /// Sets the schema's number: for the test of a workspace that a newer program made.
    #[doc(hidden)]
    pub async fn pretend_schema(&self, version: i32) -> Result<()> {
        let mut tx = self.begin().await?;
        on!(&mut tx, c => sqlx::query("update schema_version set version = $1").bind(version).execute(c).await.map(drop)?);
        tx.commit().await
    }

    /// Leaves room for so many pages of the SQLite file, as a full disk would: for tests.
    #[doc(hidden)]
    pub async fn pretend_full(&self, full: bool) -> Result<()> {
        if let Self::Lite(pool) = self {
            // SQLite never sets the limit below what is there already.
            let sql = if full {
                "pragma max_page_count = 1"
            } else {
                "pragma max_page_count = 4294967294"
            };
            sqlx::query(sql).execute(pool).await?;
        }
        Ok(())
    }
}

impl Tx {
    /// Makes it last.
    pub async fn commit(self) -> Result<()> {
        match self {
            Self::Lite(tx) => tx.commit().await?,
            Self::Pg(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// Brings the schema up to date, forward only.
pub(crate) async fn migrate(tx: &mut Tx) -> Result<()> {
    on!(&mut *tx, c => sqlx::raw_sql("create table if not exists schema_version (version integer not null)")
        .execute(c).await.map(drop)?);
    let found = schema_version(tx).await?;
    if found > SCHEMA {
        return Err(Error::Newer {
            found,
            known: SCHEMA,
        });
    }
    for migration in MIGRATIONS.iter().filter(|m| m.version > found) {
        on!(&mut *tx, c => sqlx::raw_sql(migration.both).execute(c).await.map(drop)?);
        match &mut *tx {
            Tx::Lite(t) => sqlx::raw_sql(migration.sqlite)
                .execute(&mut **t)
                .await
                .map(drop)?,
            Tx::Pg(t) => sqlx::raw_sql(migration.postgres)
                .execute(&mut **t)
                .await
                .map(drop)?,
        }
    }
    if found < SCHEMA {
        on!(&mut *tx, c => sqlx::raw_sql("delete from schema_version").execute(c).await.map(drop)?);
        on!(tx, c => sqlx::query("insert into schema_version (version) values ($1)")
            .bind(SCHEMA).execute(c).await.map(drop)?);
    }
    Ok(())
}

/// The schema's number; 0 in a new database.
pub async fn schema_version(tx: &mut Tx) -> Result<i32> {
    let found: Option<i32> = on!(tx, c => sqlx::query_scalar("select version from schema_version")
        .fetch_optional(c).await?);
    Ok(found.unwrap_or(0))
}
