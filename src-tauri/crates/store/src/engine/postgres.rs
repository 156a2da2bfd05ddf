//! PostgreSQL.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Executor, PgPool};

use crate::Result;

/// Connects with a search path that holds the program's own schema alone, so that nobody can
/// slip a table or function of the same name in front of it.
pub(super) async fn connect(url: &str) -> Result<PgPool> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("privacy-desk")
        .options([("search_path", "desk"), ("timezone", "UTC")]);
    let pool = PgPoolOptions::new()
        .max_connections(4)
        .acquire_timeout(Duration::from_secs(30))
        .connect_with(options)
        .await?;
    pool.execute("create schema if not exists desk").await?;
    Ok(pool)
}
