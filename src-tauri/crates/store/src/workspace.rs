//! The workspace's own rows: settings, scopes, people, counters, data keys, vocabularies.

use chrono::{DateTime, Utc};
use domain::departments::Department;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Error, Result, Tx, insert, on};

/// The one row of `workspace`.
#[derive(Debug, Clone, FromRow)]
pub struct WorkspaceRow {
    pub id: Uuid,
    pub name: String,
    pub created_at: DateTime<Utc>,
    pub demo: bool,
    pub time_zone: String,
    pub regime: String,
    pub calendar: String,
    pub lock_after_minutes: i32,
    pub last_backup_at: Option<DateTime<Utc>>,
    /// How long a backup is kept before the office destroys it.
    pub keep_backups_days: i32,
    /// Where the virus scanner listens on each computer.
    pub scanner: Option<String>,
    /// A second person approves what refuses.
    pub approve_refusals: bool,
    /// A second person approves what gives personal data out.
    pub approve_disclosures: bool,
}

/// A person of the office. `sealed` holds name and e-mail, under the people scope.
#[derive(Debug, Clone, FromRow)]
pub struct PersonRow {
    pub id: Uuid,
    pub login: String,
    pub public_key: Vec<u8>,
    pub verify_key: Vec<u8>,
    /// `invited`, `joined`, `active` or `left`.
    pub state: String,
    pub created_at: DateTime<Utc>,
    pub sealed: Vec<u8>,
}

/// A generation of a scope's keys, with the private key and the search key wrapped to one person.
#[derive(Debug, Clone, FromRow)]
pub struct ScopeRow {
    pub scope: Uuid,
    pub kind: String,
    pub generation: i32,
    pub public_key: Vec<u8>,
    pub wrapped: Vec<u8>,
    pub search_wrapped: Vec<u8>,
    /// Who vouches for the public key, and their signature.
    pub signer: Option<Uuid>,
    pub signature: Option<Vec<u8>>,
}

/// A generation of a scope's keys, as wrapped to one member.
#[derive(Debug, Clone)]
pub struct MemberRow {
    pub scope: Uuid,
    pub generation: i32,
    pub person: Uuid,
    pub wrapped: Vec<u8>,
    pub search_wrapped: Vec<u8>,
}

/// A data key as wrapped to a scope.
#[derive(Debug, Clone, FromRow)]
pub struct DataKeyRow {
    pub object: Uuid,
    pub scope: Uuid,
    pub generation: i32,
    pub wrapped: Vec<u8>,
}

/// Inserts the workspace's row and the counters.
pub async fn create(tx: &mut Tx, row: &WorkspaceRow) -> Result<()> {
    on!(tx, c => sqlx::query(
        "insert into workspace (id, name, created_at, demo, time_zone, regime, calendar, lock_after_minutes)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(row.id).bind(&row.name).bind(row.created_at).bind(row.demo).bind(&row.time_zone)
        .bind(&row.regime).bind(&row.calendar).bind(row.lock_after_minutes)
        .execute(c).await.map(drop)?);
    for name in ["case", "doc"] {
        on!(tx, c => sqlx::query("insert into counter (name, value) values ($1, 0)")
            .bind(name).execute(c).await.map(drop)?);
    }
    Ok(())
}

/// The workspace's row.
///
/// # Errors
/// [`Error::NotFound`] in a database whose creation was interrupted.
pub async fn get(tx: &mut Tx) -> Result<WorkspaceRow> {
    on!(tx, c => sqlx::query_as("select * from workspace").fetch_optional(c).await?)
        .ok_or(Error::NotFound("workspace"))
}

/// The workspace's row, held against everybody else until the transaction ends.
pub async fn locked(tx: &mut Tx) -> Result<WorkspaceRow> {
    if let Tx::Pg(t) = tx {
        sqlx::query("select 1 from workspace for update")
            .execute(&mut **t)
            .await?;
    }
    get(tx).await
}

/// Changes the settings.
pub async fn set_settings(tx: &mut Tx, row: &WorkspaceRow) -> Result<()> {
    on!(tx, c => sqlx::query(
        "update workspace set time_zone = $1, regime = $2, calendar = $3, lock_after_minutes = $4,
            approve_refusals = $5, approve_disclosures = $6, version = version + 1")
        .bind(&row.time_zone).bind(&row.regime).bind(&row.calendar).bind(row.lock_after_minutes)
        .bind(row.approve_refusals).bind(row.approve_disclosures)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// Says where the virus scanner listens.
pub async fn set_scanner(tx: &mut Tx, scanner: Option<&str>) -> Result<()> {
    on!(tx, c => sqlx::query("update workspace set scanner = $1, version = version + 1")
        .bind(scanner).execute(c).await.map(drop)?);
    Ok(())
}

/// Remembers when the last backup was complete.
pub async fn set_backup(tx: &mut Tx, at: DateTime<Utc>) -> Result<()> {
    on!(tx, c => sqlx::query("update workspace set last_backup_at = $1").bind(at).execute(c).await.map(drop)?);
    Ok(())
}

/// Takes `count` numbers from a counter: gives the first. The row stays locked until the
/// transaction ends, so numbers have no gaps.
pub async fn take(tx: &mut Tx, counter: &str, count: i64) -> Result<i64> {
    let last: i64 = on!(tx, c => sqlx::query_scalar(
        "update counter set value = value + $2 where name = $1 returning value")
        .bind(counter).bind(count).fetch_one(c).await?);
    Ok(last - count + 1)
}

/// Holds a counter against everybody else who takes from it, until the transaction ends.
pub async fn hold(tx: &mut Tx, counter: &str) -> Result<()> {
    if let Tx::Pg(t) = tx {
        sqlx::query("select 1 from counter where name = $1 for update")
            .bind(counter)
            .execute(&mut **t)
            .await?;
    }
    Ok(())
}

/// Adds a person.
pub async fn add_person(tx: &mut Tx, row: &PersonRow) -> Result<()> {
    on!(tx, c => sqlx::query(
        "insert into person (id, login, public_key, verify_key, state, created_at, sealed)
         values ($1, $2, $3, $4, $5, $6, $7)")
        .bind(row.id).bind(&row.login).bind(&row.public_key).bind(&row.verify_key)
        .bind(&row.state).bind(row.created_at).bind(&row.sealed)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// A person with the wrap of the key that opens their name.
#[derive(Debug, Clone, FromRow)]
pub struct NamedRow {
    #[sqlx(flatten)]
    pub person: PersonRow,
    pub key_generation: i32,
    pub key_wrapped: Vec<u8>,
}

/// Those who are at work in a role.
pub async fn at_work(tx: &mut Tx, role: &str) -> Result<Vec<Uuid>> {
    Ok(on!(tx, c => sqlx::query_scalar(
        "select p.id from person p join person_role r on r.person = p.id
         where p.state = 'active' and r.role = $1")
        .bind(role).fetch_all(c).await?))
}

/// Everybody, without what opens their names.
pub async fn person_rows(tx: &mut Tx) -> Result<Vec<PersonRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from person order by created_at, id").fetch_all(c).await?),
    )
}

/// Everybody.
pub async fn people(tx: &mut Tx) -> Result<Vec<NamedRow>> {
    // `coalesce`, here and wherever all of a small table is joined with its keys: SQLite would go
    // through the keys of everything to find theirs.
    Ok(on!(tx, c => sqlx::query_as(
        "select p.*, k.generation as key_generation, k.wrapped as key_wrapped
         from person p join data_key k on k.object = coalesce(p.id, p.id)
           and k.scope = (select s.id from scope s where s.kind = 'people')
         order by p.created_at, p.id")
        .fetch_all(c).await?))
}

/// Gives a person another login.
pub async fn set_login(tx: &mut Tx, person: Uuid, login: &str) -> Result<()> {
    on!(tx, c => sqlx::query("update person set login = $2 where id = $1")
        .bind(person).bind(login).execute(c).await.map(drop)?);
    Ok(())
}

/// Adds a scope with its first generation, wrapped to its first member.
pub async fn add_scope(tx: &mut Tx, row: &ScopeRow, person: Uuid, at: DateTime<Utc>) -> Result<()> {
    on!(tx, c => sqlx::query("insert into scope (id, kind, created_at) values ($1, $2, $3)")
        .bind(row.scope).bind(&row.kind).bind(at).execute(c).await.map(drop)?);
    on!(tx, c => sqlx::query(
        "insert into scope_key (scope, generation, public_key, created_at, signer, signature)
         values ($1, $2, $3, $4, $5, $6)")
        .bind(row.scope).bind(row.generation).bind(&row.public_key).bind(at).bind(row.signer)
        .bind(&row.signature).execute(c).await.map(drop)?);
    on!(tx, c => sqlx::query(
        "insert into scope_member (scope, generation, person, wrapped, search_wrapped)
         values ($1, $2, $3, $4, $5)")
        .bind(row.scope).bind(row.generation).bind(person).bind(&row.wrapped).bind(&row.search_wrapped)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// The scopes that a person is a member of, every generation.
pub async fn scopes_of(tx: &mut Tx, person: Uuid) -> Result<Vec<ScopeRow>> {
    Ok(on!(tx, c => sqlx::query_as(
        "select k.scope, s.kind, k.generation, k.public_key, m.wrapped, m.search_wrapped,
                k.signer, k.signature
         from scope_member m
         join scope_key k on k.scope = m.scope and k.generation = m.generation
         join scope s on s.id = k.scope
         where m.person = $1 order by k.scope, k.generation")
        .bind(person).fetch_all(c).await?))
}

/// Wraps generations of scopes to members, in place of what they had.
pub async fn add_members(tx: &mut Tx, rows: &[MemberRow]) -> Result<()> {
    insert!(tx, "insert into scope_member (scope, generation, person, wrapped, search_wrapped)", rows,
        m => [m.scope, m.generation, m.person, &m.wrapped, &m.search_wrapped]);
    Ok(())
}

/// A generation of a scope's public key, and who vouches for it.
#[derive(Debug, Clone)]
pub struct GenerationRow {
    pub scope: Uuid,
    pub generation: i32,
    pub public_key: Vec<u8>,
    pub signer: Uuid,
    pub signature: Vec<u8>,
}

/// Adds a generation to a scope.
pub async fn add_generation(tx: &mut Tx, row: &GenerationRow, at: DateTime<Utc>) -> Result<()> {
    on!(tx, c => sqlx::query(
        "insert into scope_key (scope, generation, public_key, created_at, signer, signature)
         values ($1, $2, $3, $4, $5, $6)")
        .bind(row.scope).bind(row.generation).bind(&row.public_key).bind(at).bind(row.signer)
        .bind(&row.signature).execute(c).await.map(drop)?);
    Ok(())
}

/// Signs a generation that nobody had to vouch for before.
pub async fn sign_generation(tx: &mut Tx, row: &GenerationRow) -> Result<()> {
    on!(tx, c => sqlx::query(
        "update scope_key set signer = $3, signature = $4 where scope = $1 and generation = $2")
        .bind(row.scope).bind(row.generation).bind(row.signer).bind(&row.signature)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// Keeps data keys.
pub async fn add_data_keys(tx: &mut Tx, rows: &[DataKeyRow]) -> Result<()> {
    insert!(tx, "insert into data_key (object, scope, generation, wrapped)", rows,
        k => [k.object, k.scope, k.generation, &k.wrapped]);
    Ok(())
}

/// The wraps of an object's data key.
pub async fn data_keys(tx: &mut Tx, object: Uuid) -> Result<Vec<DataKeyRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select object, scope, generation, wrapped from data_key where object = $1")
        .bind(object).fetch_all(c).await?),
    )
}

/// The departments, by name.
pub async fn departments(tx: &mut Tx) -> Result<Vec<Department>> {
    let rows: Vec<(String, Option<String>)> = on!(tx, c => sqlx::query_as(
        "select name, parent from department order by name").fetch_all(c).await?);
    let of = |(name, parent)| Department { name, parent };
    Ok(rows.into_iter().map(of).collect())
}

/// Adds a department under another, or under none, if it is new.
pub async fn add_department(tx: &mut Tx, name: &str, parent: Option<&str>) -> Result<()> {
    on!(tx, c => sqlx::query(
        "insert into department (name, parent) values ($1, $2) on conflict (name) do nothing")
        .bind(name).bind(parent).execute(c).await.map(drop)?);
    Ok(())
}

/// Puts a department under another, or at the top.
pub async fn move_department(tx: &mut Tx, name: &str, parent: Option<&str>) -> Result<()> {
    on!(tx, c => sqlx::query("update department set parent = $2 where name = $1")
        .bind(name).bind(parent).execute(c).await.map(drop)?);
    Ok(())
}

/// Calls a department something else, in every row that names it.
///
/// # Errors
/// [`Error::NotAllowed`] for who is no officer.
pub async fn rename_department(tx: &mut Tx, name: &str, to: &str) -> Result<()> {
    match tx {
        // One entry names the act there, not one for each case: a function of the owner's.
        Tx::Pg(t) => {
            sqlx::query("select department_rename($1, $2)")
                .bind(name)
                .bind(to)
                .execute(&mut **t)
                .await?;
        }
        Tx::Lite(t) => {
            for statement in [
                "insert into department (name, parent) select $2, parent from department where name = $1",
                "update department set parent = $2 where parent = $1",
                "update cases set version = version + 1 where department is distinct from $1
                    and id in (select case_id from task where department = $1)",
                "update task set department = $2 where department = $1",
                "update cases set department = $2, version = version + 1 where department = $1",
                "update person_role set department = $2 where department = $1",
                "delete from department where name = $1",
            ] {
                sqlx::query(statement)
                    .bind(name)
                    .bind(to)
                    .execute(&mut **t)
                    .await?;
            }
        }
    }
    Ok(())
}

/// A version of what the office added to a calendar.
#[derive(Debug, Clone, FromRow)]
pub struct CalendarRow {
    pub id: String,
    pub version: i32,
    pub days: String,
    pub added_at: DateTime<Utc>,
    pub added_by: Uuid,
    pub removed_at: Option<DateTime<Utc>>,
}

/// Every version of every calendar that the office added, the newest of each last.
pub async fn calendars(tx: &mut Tx) -> Result<Vec<CalendarRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from calendar order by id, version")
        .fetch_all(c).await?),
    )
}

/// Adds a version of a calendar.
pub async fn add_calendar(tx: &mut Tx, row: &CalendarRow) -> Result<()> {
    on!(tx, c => sqlx::query(
        "insert into calendar (id, version, days, added_at, added_by) values ($1, $2, $3, $4, $5)")
        .bind(&row.id).bind(row.version).bind(&row.days).bind(row.added_at).bind(row.added_by)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// Takes away what was added to a calendar: no version of it counts any more.
pub async fn remove_calendar(tx: &mut Tx, id: &str, at: DateTime<Utc>) -> Result<()> {
    on!(tx, c => sqlx::query("update calendar set removed_at = $2 where id = $1 and removed_at is null")
        .bind(id).bind(at).execute(c).await.map(drop)?);
    Ok(())
}

/// The vocabulary of tags.
pub async fn tags(tx: &mut Tx) -> Result<Vec<String>> {
    Ok(on!(tx, c => sqlx::query_scalar("select name from tag order by name").fetch_all(c).await?))
}

/// Adds a tag to the vocabulary, if it is new.
pub async fn add_tag(tx: &mut Tx, name: &str) -> Result<()> {
    on!(tx, c => sqlx::query("insert into tag (name) values ($1) on conflict (name) do nothing")
        .bind(name).execute(c).await.map(drop)?);
    Ok(())
}

/// Sets for how many days a backup is kept.
pub async fn set_backup_days(tx: &mut Tx, days: i32) -> Result<()> {
    on!(tx, c => sqlx::query("update workspace set keep_backups_days = $1, version = version + 1")
        .bind(days).execute(c).await.map(drop)?);
    Ok(())
}
