//! People of a team: rows, and the logins behind them.

use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Error, Result, Tx, insert, on};

/// What a person is, of one department or (the empty name) of all.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct RoleRow {
    pub person: Uuid,
    pub role: String,
    pub department: String,
}

/// Who was invited. `anchor` ties the first officer's keys to the code.
#[derive(Debug, Clone, FromRow)]
pub struct InvitationRow {
    pub person: Uuid,
    pub made_by: Uuid,
    pub made_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub anchor: Vec<u8>,
}

/// A person's keys and roles as somebody signed them.
#[derive(Debug, Clone, FromRow)]
pub struct EndorsementRow {
    pub id: Uuid,
    pub person: Uuid,
    pub signer: Uuid,
    pub at: DateTime<Utc>,
    pub statement: String,
    pub signature: Vec<u8>,
}

/// An undertaking of confidentiality, by its edition.
#[derive(Debug, Clone, FromRow)]
pub struct UndertakingRow {
    pub person: Uuid,
    pub edition: String,
    pub at: DateTime<Utc>,
    pub signature: Vec<u8>,
}

/// Everybody's roles.
pub async fn roles_of_all(tx: &mut Tx) -> Result<Vec<RoleRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from person_role order by person, role, department")
        .fetch_all(c).await?),
    )
}

/// Gives a person these roles, and no others.
pub async fn set_roles(tx: &mut Tx, person: Uuid, roles: &[RoleRow]) -> Result<()> {
    on!(&mut *tx, c => sqlx::query("delete from person_role where person = $1")
        .bind(person).execute(c).await.map(drop)?);
    insert!(tx, "insert into person_role (person, role, department)", roles,
        r => [r.person, &r.role, &r.department]);
    Ok(())
}

/// Where a person stands: `invited`, `joined`, `active` or `left`.
pub async fn set_state(tx: &mut Tx, person: Uuid, state: &str) -> Result<()> {
    on!(tx, c => sqlx::query("update person set state = $2 where id = $1")
        .bind(person).bind(state).execute(c).await.map(drop)?);
    Ok(())
}

/// Keeps an invitation, in place of an earlier one.
pub async fn invite(tx: &mut Tx, row: &InvitationRow) -> Result<()> {
    on!(&mut *tx, c => sqlx::query("delete from invitation where person = $1")
        .bind(row.person).execute(c).await.map(drop)?);
    on!(tx, c => sqlx::query(
        "insert into invitation (person, made_by, made_at, expires_at, anchor) values ($1, $2, $3, $4, $5)")
        .bind(row.person).bind(row.made_by).bind(row.made_at).bind(row.expires_at).bind(&row.anchor)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// The invitations that are open.
pub async fn invitations(tx: &mut Tx) -> Result<Vec<InvitationRow>> {
    Ok(on!(tx, c => sqlx::query_as("select * from invitation").fetch_all(c).await?))
}

/// An invitation was used, or taken back.
pub async fn uninvite(tx: &mut Tx, person: Uuid) -> Result<()> {
    on!(tx, c => sqlx::query("delete from invitation where person = $1")
        .bind(person).execute(c).await.map(drop)?);
    Ok(())
}

/// Adds an endorsement.
pub async fn endorse(tx: &mut Tx, row: &EndorsementRow) -> Result<()> {
    on!(tx, c => sqlx::query(
        "insert into endorsement (id, person, signer, at, statement, signature) values ($1, $2, $3, $4, $5, $6)")
        .bind(row.id).bind(row.person).bind(row.signer).bind(row.at).bind(&row.statement).bind(&row.signature)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// Every endorsement, oldest first.
pub async fn endorsements(tx: &mut Tx) -> Result<Vec<EndorsementRow>> {
    Ok(
        on!(tx, c => sqlx::query_as("select * from endorsement order by at, id").fetch_all(c).await?),
    )
}

/// Keeps an undertaking; one of the same edition stays as it is.
pub async fn undertake(tx: &mut Tx, row: &UndertakingRow) -> Result<()> {
    on!(tx, c => sqlx::query(
        "insert into undertaking (person, edition, at, signature) values ($1, $2, $3, $4)
         on conflict (person, edition) do nothing")
        .bind(row.person).bind(&row.edition).bind(row.at).bind(&row.signature)
        .execute(c).await.map(drop)?);
    Ok(())
}

/// Every undertaking.
pub async fn undertakings(tx: &mut Tx) -> Result<Vec<UndertakingRow>> {
    Ok(on!(tx, c => sqlx::query_as("select * from undertaking order by at").fetch_all(c).await?))
}

/// Takes every scope from a person.
pub async fn unwrap_all(tx: &mut Tx, person: Uuid) -> Result<()> {
    on!(tx, c => sqlx::query("delete from scope_member where person = $1")
        .bind(person).execute(c).await.map(drop)?);
    Ok(())
}

fn on_server(tx: &mut Tx) -> Result<&mut sqlx::Transaction<'static, sqlx::Postgres>> {
    match tx {
        Tx::Pg(t) => Ok(t),
        Tx::Lite(_) => Err(Error::NotATeam),
    }
}

/// Whose login this is.
pub async fn me(tx: &mut Tx) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar("select me()")
        .fetch_one(&mut **on_server(tx)?)
        .await?)
}

/// The name of the database, which begins every login of it.
///
/// # Errors
/// [`Error::NotATeam`] on the embedded engine.
pub async fn database(tx: &mut Tx) -> Result<String> {
    Ok(sqlx::query_scalar("select current_database()::text")
        .fetch_one(&mut **on_server(tx)?)
        .await?)
}

/// Makes a login in no group, with a SCRAM verifier that lets it in until then.
///
/// # Errors
/// [`Error::NotAllowed`], [`Error::Conflict`] where there is one of that name.
pub async fn make_login(
    tx: &mut Tx,
    login: &str,
    verifier: &str,
    until: DateTime<Utc>,
) -> Result<()> {
    sqlx::query("select login_make($1, $2, '{}', $3)")
        .bind(login)
        .bind(verifier)
        .bind(until)
        .execute(&mut **on_server(tx)?)
        .await?;
    Ok(())
}

/// Makes the first officer's login, as the role that may; the owner goes on after it. What the
/// owner has written so far is the beginning, and not changed by hand.
pub async fn found(tx: &mut Tx, login: &str, verifier: &str, groups: &[String]) -> Result<()> {
    let database = database(tx).await?;
    let name = |what: &str| super::quoted(&format!("{database}_{what}"));
    super::run(on_server(tx)?, format!("set local role {}", name("logins"))).await?;
    sqlx::query("select desk.login_make($1, $2, $3, null)")
        .bind(login)
        .bind(verifier)
        .bind(groups)
        .execute(&mut **on_server(tx)?)
        .await?;
    super::run(on_server(tx)?, format!("set local role {}", name("owner"))).await?;
    sqlx::query("delete from unnamed where tx = pg_current_xact_id()")
        .execute(&mut **on_server(tx)?)
        .await?;
    Ok(())
}

/// Gives a login other groups, and ends its sessions.
pub async fn change_login(tx: &mut Tx, login: &str, groups: &[String]) -> Result<()> {
    sqlx::query("select login_change($1, null, $2, null)")
        .bind(login)
        .bind(groups)
        .execute(&mut **on_server(tx)?)
        .await?;
    Ok(())
}

/// Takes a login out of its groups, gives it another password that lets it in until then, and ends
/// its sessions.
pub async fn reset_login(
    tx: &mut Tx,
    login: &str,
    verifier: &str,
    until: DateTime<Utc>,
) -> Result<()> {
    sqlx::query("select login_change($1, $2, '{}', $3)")
        .bind(login)
        .bind(verifier)
        .bind(until)
        .execute(&mut **on_server(tx)?)
        .await?;
    Ok(())
}

/// Lets a login in no more, and ends its sessions.
pub async fn end_login(tx: &mut Tx, login: &str) -> Result<()> {
    sqlx::query("select login_end($1)")
        .bind(login)
        .execute(&mut **on_server(tx)?)
        .await?;
    Ok(())
}

/// Tells one's own keys on joining, and sets a password of one's own, as a SCRAM verifier: the
/// password itself never leaves this computer.
///
/// # Errors
/// [`Error::NotAllowed`] where one is not invited, or no longer.
pub async fn join(tx: &mut Tx, agreement: &[u8], signing: &[u8], verifier: &str) -> Result<()> {
    sqlx::query("select join_team($1, $2, $3)")
        .bind(agreement)
        .bind(signing)
        .bind(verifier)
        .execute(&mut **on_server(tx)?)
        .await?;
    Ok(())
}
