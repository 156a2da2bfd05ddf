//! PostgreSQL.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, Executor, PgPool};

use crate::Result;

/// Connects with a search path that holds the program's own schema alone, so that nobody can slip a
/// table or function of the same name in front of it. It is set by statements: a pooler does not
/// pass on what is asked for when connecting. `role`, quoted, is taken on by each connection.
pub(crate) async fn pool(options: PgConnectOptions, role: Option<&str>) -> Result<PgPool> {
    let role = role.map_or(String::new(), |role| format!("set role {role};"));
    // What is looked up here and there costs little on today's disks, and most of it is in memory.
    let begin = format!(
        "{role} set search_path = desk, pg_temp; set timezone = 'UTC'; set random_page_cost = 1.1"
    );
    let pool = PgPoolOptions::new()
        // One of them listens.
        .max_connections(5)
        .acquire_timeout(Duration::from_secs(30))
        .after_connect(move |connection, _| {
            let begin = begin.clone();
            Box::pin(async move { connection.execute(AssertSqlSafe(begin)).await.map(drop) })
        })
        .connect_with(options.application_name("privacy-desk"))
        .await?;
    Ok(pool)
}

/// Connects a person: `url` has the login, and no password. With `plain` a server beyond this
/// computer may go without TLS.
pub(super) async fn connect(url: &str, password: &str, plain: bool) -> Result<PgPool> {
    let options = crate::team::server::checked(PgConnectOptions::from_str(url)?, plain)?;
    pool(options.password(password), None).await
}
