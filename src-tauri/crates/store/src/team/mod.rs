//! A team's database: its schema, its groups of logins, its policies.
//!
//! Beside the logins of people there are two roles that nobody can log in as: the owner of
//! everything, and one that may make logins and owns nothing but the functions for it. Whoever runs
//! [`init`] (the migrator) becomes a member of both. It can be run again at any time: what is there
//! stays, what is missing is made.

mod moving;
mod people;
pub mod policy;
pub mod server;

use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, PgConnection, PgPool};

use crate::engine::{migrate, postgres};
use crate::{Error, Result, Store};
pub use moving::{Shapes, Sum, copy, sums};
pub use people::*;
use policy::{FUNCTIONS, Role, TABLES};

/// Makes or completes the team's database, and gives it to the founder as its owner: the first rows
/// are written through it, and nothing afterwards.
///
/// `url` names the database and a login that may make roles. `plain` lets a server beyond this
/// computer go without TLS.
///
/// # Errors
/// [`Error::ServerTooOld`], [`Error::NoTls`], [`Error::NoCreateRole`], [`Error::Newer`],
/// [`Error::Database`].
pub async fn init(url: &str, plain: bool) -> Result<Store> {
    let options = server::checked(PgConnectOptions::from_str(url)?, plain)?;
    let pool = postgres::pool(options.clone(), None).await?;
    let made = roles(&pool, plain).await;
    pool.close().await;
    let owner = made?;
    let pool = postgres::pool(options, Some(&owner)).await?;
    match complete(&pool).await {
        Ok(()) => Ok(Store::Pg(pool)),
        Err(error) => {
            pool.close().await;
            Err(error)
        }
    }
}

/// Looks whether a team can be set up there, and changes nothing. Gives whether there is one.
///
/// # Errors
/// [`Error::ServerTooOld`], [`Error::NoTls`], [`Error::NoCreateRole`], [`Error::Database`].
pub async fn look(url: &str, plain: bool) -> Result<bool> {
    let options = server::checked(PgConnectOptions::from_str(url)?, plain)?;
    let pool = postgres::pool(options, None).await?;
    let found = async {
        let mut c = pool.acquire().await?;
        may_make_roles(&mut c, plain).await?;
        founded(&mut c).await
    }
    .await;
    pool.close().await;
    found
}

/// Whether somebody has set up a team here; a database that was only prepared has no row yet.
async fn founded(c: &mut PgConnection) -> Result<bool> {
    let readable: bool = sqlx::query_scalar(
        "select coalesce(has_table_privilege(to_regclass('desk.workspace'), 'select'), false)",
    )
    .fetch_one(&mut *c)
    .await?;
    if !readable {
        return Ok(false);
    }
    Ok(
        sqlx::query_scalar("select exists (select 1 from desk.workspace)")
            .fetch_one(c)
            .await?,
    )
}

/// The most bytes of a database's name: a role's, with what follows it, may have 63.
const LONGEST: usize = 30;

/// Has whoever else sets this team up, or brings it up to date, wait until the transaction ends.
async fn alone(c: &mut PgConnection) -> Result<()> {
    sqlx::query(
        "select pg_advisory_xact_lock(hashtextextended('privacy desk team ' || current_database(), 0))",
    )
    .execute(c)
    .await?;
    Ok(())
}

/// As [`alone`], for who writes the first rows.
pub async fn hold(tx: &mut crate::Tx) -> Result<()> {
    match tx {
        crate::Tx::Pg(tx) => alone(tx).await,
        crate::Tx::Lite(_) => Ok(()),
    }
}

/// A name as SQL quotes it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Runs a statement whose text is made here: of names that [`quoted`] has quoted, and of constants.
async fn run(connection: &mut PgConnection, sql: String) -> Result<()> {
    sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(connection)
        .await?;
    Ok(())
}

/// The name of a group of logins of this database.
fn group(database: &str, role: Role) -> String {
    quoted(&format!("{database}_{}", role.word()))
}

/// Refuses a server that will not do, and a login that may not make roles. Gives the database's name.
async fn may_make_roles(c: &mut PgConnection, plain: bool) -> Result<String> {
    server::check(c, plain).await?;
    let (database, may): (String, bool) = sqlx::query_as(
        "select current_database()::text, rolcreaterole or rolsuper from pg_roles where rolname = current_user",
    )
    .fetch_one(c)
    .await?;
    if may {
        Ok(database)
    } else {
        Err(Error::NoCreateRole)
    }
}

/// Makes the roles and the schema, and gives the owner's name.
async fn roles(pool: &PgPool, plain: bool) -> Result<String> {
    let mut tx = pool.begin().await?;
    let database = may_make_roles(&mut tx, plain).await?;
    // PostgreSQL cuts longer names, and two roles would be one; and every login begins with it.
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    if database.len() > LONGEST || !database.chars().all(plain) {
        return Err(Error::DatabaseName { most: LONGEST });
    }
    alone(&mut tx).await?;
    let owner = format!("{database}_owner");
    let logins = format!("{database}_logins");
    let groups = Role::ALL.map(|role| format!("{database}_{}", role.word()));
    for name in groups.iter().chain([&owner, &logins]) {
        let known: bool =
            sqlx::query_scalar("select exists (select 1 from pg_roles where rolname = $1)")
                .bind(name)
                .fetch_one(&mut *tx)
                .await?;
        if !known {
            run(&mut tx, format!("create role {} nologin", quoted(name))).await?;
        }
    }
    let (owner, logins) = (quoted(&owner), quoted(&logins));
    let quoted_database = quoted(&database);
    let mut statements = vec![
        format!("alter role {logins} createrole"),
        format!("grant {owner}, {logins} to current_user"),
        format!("revoke all on database {quoted_database} from public"),
        format!("grant connect, create on database {quoted_database} to {owner}"),
        format!("create schema if not exists desk authorization {owner}"),
    ];
    for name in &groups {
        let name = quoted(name);
        statements.push(format!(
            "grant connect on database {quoted_database} to {name}"
        ));
        // From PostgreSQL 16 on, who makes a role decides alone who is in it.
        statements.push(format!("grant {name} to {logins} with admin option"));
    }
    for statement in statements {
        run(&mut tx, statement).await?;
    }
    tx.commit().await?;
    Ok(owner)
}

/// Brings the schema up to date and puts functions, policies and privileges in force, as the owner.
async fn complete(pool: &PgPool) -> Result<()> {
    let mut tx = pool.begin().await?;
    let database: String = sqlx::query_scalar("select current_database()::text")
        .fetch_one(&mut *tx)
        .await?;
    alone(&mut tx).await?;
    let mut tx = crate::Tx::Pg(tx);
    migrate(&mut tx).await?;
    let crate::Tx::Pg(mut tx) = tx else {
        return Err(Error::NotFound("transaction"));
    };
    secure(&mut tx, &database).await?;
    tx.commit().await?;
    Ok(())
}

async fn secure(c: &mut PgConnection, database: &str) -> Result<()> {
    let owner = quoted(&format!("{database}_owner"));
    let logins = quoted(&format!("{database}_logins"));
    let everyone = group(database, Role::Person);
    run(c, include_str!("../schema/functions.sql").to_owned()).await?;
    login_functions(c, database, &owner, &logins).await?;
    let mut statements = vec![
        "revoke all on schema desk from public".to_owned(),
        format!("grant usage on schema desk to {everyone}, {logins}"),
    ];
    for role in Role::ALL {
        let name = group(database, role);
        statements.push(format!(
            "revoke all on all tables in schema desk from {name}"
        ));
    }
    let own: Vec<String> = sqlx::query_scalar(
        "select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname = 'desk' and p.proowner = (select oid from pg_roles where rolname = current_user)",
    )
    .fetch_all(&mut *c)
    .await?;
    for function in own {
        statements.push(format!("revoke all on function {function} from public"));
    }
    for function in FUNCTIONS {
        statements.push(format!(
            "grant execute on function desk.{function} to {everyone}"
        ));
    }
    statements.push(format!(
        "grant execute on function desk.audit_login(text, text) to {logins}"
    ));
    let old: Vec<(String, String)> = sqlx::query_as(
        "select policyname::text, tablename::text from pg_policies where schemaname = 'desk'",
    )
    .fetch_all(&mut *c)
    .await?;
    for (policy, table) in old {
        statements.push(format!(
            "drop policy {} on desk.{}",
            quoted(&policy),
            quoted(&table)
        ));
    }
    for table in TABLES {
        statements.extend(table.statements(|role| group(database, role), &owner));
    }
    run(c, statements.join(";\n")).await
}

/// The functions that make logins: made by the migrator, who is a member of both roles, and given
/// to the one that may make roles.
async fn login_functions(
    c: &mut PgConnection,
    database: &str,
    owner: &str,
    logins: &str,
) -> Result<()> {
    run(c, "set local role none".to_owned()).await?;
    run(c, include_str!("../schema/logins.sql").to_owned()).await?;
    let mut statements = vec![format!("grant create on schema desk to {logins}")];
    for (function, is_called) in LOGIN_FUNCTIONS {
        let function = format!("desk.{function}");
        statements.push(format!("alter function {function} owner to {logins}"));
        statements.push(format!("revoke all on function {function} from public"));
        for role in [Role::Officer, Role::Administrator] {
            if *is_called {
                let name = group(database, role);
                statements.push(format!("grant execute on function {function} to {name}"));
            }
        }
    }
    // For logins that were made before, or have told the server otherwise.
    statements.push(
        "select desk.login_patience(l.rolname) from pg_auth_members m
         join pg_roles l on l.oid = m.member join pg_roles g on g.oid = m.roleid
         where g.rolname = current_database() || '_person' and l.rolcanlogin"
            .to_owned(),
    );
    statements.push(format!("revoke create on schema desk from {logins}"));
    statements.push(format!("set local role {owner}"));
    run(c, statements.join(";\n")).await
}

/// The functions of `schema/logins.sql`, and whether officers and administrators call them.
const LOGIN_FUNCTIONS: &[(&str, bool)] = &[
    ("login_guard(text, text[])", false),
    ("login_verifier(text)", false),
    ("login_groups(text, text[])", false),
    ("login_patience(text)", false),
    ("login_make(text, text, text[])", true),
    ("login_change(text, text, text[])", true),
    ("login_end(text)", true),
];
