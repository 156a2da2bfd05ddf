//! A team's database: its schema, its groups of logins, its policies.
//!
//! Beside the logins of people there are two roles that nobody can log in as: the owner of
//! everything, and one that may make logins and owns nothing but the functions for it. Whoever runs
//! [`init`] (the migrator) becomes a member of both. It can be run again at any time: what is there
//! stays, what is missing is made.

mod moving;
mod people;
pub mod policy;
mod review;
pub mod server;

use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, PgConnection, PgPool};

use crate::engine::{migrate, postgres};
use crate::{Error, Result, Store};
pub use moving::{Shapes, Sum, copy, sums};
pub use people::*;
use policy::{FUNCTIONS, Role, TABLES};
pub use review::*;

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
    let owner = made.map_err(|e| match e {
        // The database is another's: its administrator has the same to run.
        Error::NotAllowed(_) => Error::NoCreateRole,
        other => other,
    })?;
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
        entitled(&mut c, plain).await?;
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

/// Refuses a server that will not do, and a login that may not make roles where an administrator has
/// not made them ([`preparation`]). Gives the database's name, and whether the login may.
async fn entitled(c: &mut PgConnection, plain: bool) -> Result<(String, bool)> {
    server::check(c, plain).await?;
    let (database, may): (String, bool) = sqlx::query_as(
        "select current_database()::text, rolcreaterole or rolsuper from pg_roles where rolname = current_user",
    )
    .fetch_one(&mut *c)
    .await?;
    let names = Names::of(&database);
    let prepared: bool = sqlx::query_scalar(
        "select count(*) = cardinality($1::text[])
             and bool_and(rolname <> all($2::text[]) or pg_has_role(current_user, oid, 'usage'))
             and bool_or(rolname = $3 and rolcreaterole)
         from pg_roles where rolname = any($1)",
    )
    .bind(names.all())
    .bind(&[names.owner.clone(), names.logins.clone()][..])
    .bind(&names.logins)
    .fetch_one(c)
    .await?;
    if may || prepared {
        Ok((database, may))
    } else {
        Err(Error::NoCreateRole)
    }
}

/// The roles of a database's team, unquoted.
struct Names {
    owner: String,
    logins: String,
    groups: [String; Role::ALL.len()],
}

impl Names {
    fn of(database: &str) -> Self {
        Self {
            owner: format!("{database}_owner"),
            logins: format!("{database}_logins"),
            groups: Role::ALL.map(|role| format!("{database}_{}", role.word())),
        }
    }

    fn all(&self) -> Vec<String> {
        let both = [&self.owner, &self.logins];
        both.into_iter().chain(&self.groups).cloned().collect()
    }
}

/// What somebody who may make roles has to run before `url`'s login can set up a team in `url`'s
/// database, or again where something of it is lost: SQL for psql, in that database.
///
/// # Errors
/// [`Error::DatabaseName`], [`Error::Database`] for what is no PostgreSQL URL.
pub fn preparation_for(url: &str) -> Result<String> {
    let options = PgConnectOptions::from_str(url)?;
    let login = options.get_username();
    let database = options.get_database().unwrap_or(login);
    Ok(format!(
        "begin;\n{}commit;\n",
        preparation(database, &quoted(login))?
    ))
}

/// Makes the roles that nobody can log in as, and gives `migrator` the two that set everything up.
fn preparation(database: &str, migrator: &str) -> Result<String> {
    // PostgreSQL cuts longer names, and two roles would be one; and every login begins with it.
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    if database.len() > LONGEST || !database.chars().all(plain) {
        return Err(Error::DatabaseName { most: LONGEST });
    }
    let names = Names::of(database);
    let (owner, logins) = (quoted(&names.owner), quoted(&names.logins));
    let database = quoted(database);
    let mut statements: Vec<String> = names
        .all()
        .iter()
        .map(|name| {
            let made = format!("create role {} nologin", quoted(name));
            format!("do $$ begin {made}; exception when duplicate_object then null; end $$")
        })
        .collect();
    statements.extend([
        format!("alter role {logins} createrole"),
        format!("grant {owner}, {logins} to {migrator}"),
        format!("revoke all on database {database} from public"),
        format!("grant connect, create on database {database} to {owner}"),
    ]);
    for name in names.groups.iter().map(|name| quoted(name)) {
        statements.push(format!("grant connect on database {database} to {name}"));
        // From PostgreSQL 16 on, who makes a role decides alone who is in it.
        statements.push(format!("grant {name} to {logins} with admin option"));
    }
    Ok(statements.iter().map(|one| format!("{one};\n")).collect())
}

/// Makes the roles, where an administrator has not, and the schema. Gives the owner's quoted name.
async fn roles(pool: &PgPool, plain: bool) -> Result<String> {
    let mut tx = pool.begin().await?;
    let (database, may) = entitled(&mut tx, plain).await?;
    alone(&mut tx).await?;
    if may {
        run(&mut tx, preparation(&database, "current_user")?).await?;
    }
    let owner = quoted(&Names::of(&database).owner);
    let schema = format!("create schema if not exists desk authorization {owner}");
    run(&mut tx, schema).await?;
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
    end_with_codes(&mut tx, &database).await?;
    tx.commit().await?;
    Ok(())
}

/// Has the logins of codes end with them that were given when logins did not yet.
async fn end_with_codes(c: &mut PgConnection, database: &str) -> Result<()> {
    let statements: Vec<String> = sqlx::query_scalar(
        "select format('alter role %I valid until %L', p.login, i.expires_at)
         from invitation i join person p on p.id = i.person and p.state = 'invited'
         join pg_roles r on r.rolname = p.login and r.rolvaliduntil is null",
    )
    .fetch_all(&mut *c)
    .await?;
    let names = Names::of(database);
    run(c, format!("set local role {}", quoted(&names.logins))).await?;
    run(c, statements.join(";")).await?;
    run(c, format!("set local role {}", quoted(&names.owner))).await
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
    let mut statements = vec![format!("grant usage, create on schema desk to {logins}")];
    let office = [Role::Officer, Role::Administrator].map(|role| group(database, role));
    for (function, callers) in LOGIN_FUNCTIONS {
        let function = format!("desk.{function}");
        statements.push(format!("alter function {function} owner to {logins}"));
        statements.push(format!("revoke all on function {function} from public"));
        let callers = match callers {
            Callers::None => continue,
            Callers::Owner => owner.to_owned(),
            Callers::Office => office.join(", "),
        };
        statements.push(format!("grant execute on function {function} to {callers}"));
    }
    // For logins that were made before, or have told the server otherwise; by whom they were made.
    statements.push(format!("set local role {logins}"));
    statements.push(
        "select desk.login_patience(l.rolname) from pg_auth_members m
         join pg_roles l on l.oid = m.member join pg_roles g on g.oid = m.roleid
         where g.rolname = current_database() || '_person' and l.rolcanlogin"
            .to_owned(),
    );
    statements.push("set local role none".to_owned());
    statements.push(format!("revoke create on schema desk from {logins}"));
    statements.push(format!("set local role {owner}"));
    run(c, statements.join(";\n")).await
}

/// Who calls a function of `schema/logins.sql`, beside the others there.
enum Callers {
    None,
    /// The owner's functions.
    Owner,
    /// Officers and administrators.
    Office,
}

/// The functions of `schema/logins.sql`.
const LOGIN_FUNCTIONS: &[(&str, Callers)] = &[
    ("login_guard(text, text[])", Callers::None),
    ("login_verifier(text)", Callers::None),
    ("login_run(text)", Callers::None),
    ("login_groups(text, text[])", Callers::None),
    ("login_patience(text)", Callers::None),
    (
        "login_make(text, text, text[], timestamptz)",
        Callers::Office,
    ),
    (
        "login_change(text, text, text[], timestamptz)",
        Callers::Office,
    ),
    ("login_end(text)", Callers::Office),
    ("login_own(text)", Callers::Owner),
];
