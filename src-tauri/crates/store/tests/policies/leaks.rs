//! Ways in which a row that nobody may see could show all the same.

use sqlx::{AssertSqlSafe, Executor};
use store::team::policy::Role;

use crate::team::Team;

/// The code with which a statement is refused; none where it is not.
async fn refused(team: &mut Team, role: Role, sql: &str) -> Option<String> {
    let login = team.logins.get_mut(&role).expect("login");
    let error = login.execute(AssertSqlSafe(sql.to_owned())).await.err()?;
    let code = error.as_database_error().and_then(|e| e.code());
    Some(code.map_or_else(|| error.to_string(), |code| code.into_owned()))
}

const DENIED: Option<&str> = Some("42501");

#[tokio::test]
async fn what_is_hidden_shows_in_no_error_plan_or_key() {
    let mut team = Team::new().await;
    team.as_root(
        "insert into desk.department (name) values ('Hidden');
         insert into desk.data_key (object, scope, generation, wrapped) values
         ('00000000-0000-0000-0000-00000000beef', '00000000-0000-0000-0000-0000000000ff', 1, '')",
    )
    .await;
    for role in [
        Role::Person,
        Role::Manager,
        Role::Staff,
        Role::Administrator,
    ] {
        for sql in [
            "explain select * from desk.cases",
            "select count(*) from desk.search_token where tokens @> '{1}'",
            // A unique or foreign key would say what is there.
            "insert into desk.case_tag (case_id, tag) values (gen_random_uuid(), 'x')",
            "copy desk.message to stdout",
            "truncate desk.audit_entry",
            "create table desk.mine (a int)",
            "create function pg_temp.look(uuid) returns boolean language plpgsql cost 0.0001 as
             $$ begin raise notice '%', $1; return true; end $$",
        ] {
            let code = refused(&mut team, role, sql).await;
            assert_eq!(code.as_deref(), DENIED, "{role:?}: {sql}");
        }
    }
    // A condition that fails on a row tells of it, if it is looked at before the policy is.
    let probe = "select 1 / (case object::text when '00000000-0000-0000-0000-00000000beef' then 0 else 1 end)
        from desk.data_key where 1 / (case object::text when '00000000-0000-0000-0000-00000000beef' then 0 else 1 end) = 1";
    assert_eq!(refused(&mut team, Role::Staff, probe).await, None);
    let root = team.root.execute(probe).await;
    assert!(root.is_err(), "the probe works where nothing is hidden");
}

#[tokio::test]
async fn nobody_makes_logins_beyond_their_own_reach() {
    let mut team = Team::new().await;
    let (salt, key) = ("A".repeat(22), "A".repeat(43));
    let verifier = format!("SCRAM-SHA-256$4096:{salt}==${key}=:{key}=");
    let make = |login: &str, group: &str, team: &Team| {
        format!(
            "select desk.login_make('{}.{login}', '{verifier}', array['{group}'], null)",
            team.database
        )
    };
    let by_staff = make("x", "staff", &team);
    assert_eq!(
        refused(&mut team, Role::Staff, &by_staff).await.as_deref(),
        DENIED
    );
    assert_eq!(
        refused(&mut team, Role::Administrator, &by_staff).await,
        None
    );
    let officer = make("y", "officer", &team);
    assert_eq!(
        refused(&mut team, Role::Administrator, &officer)
            .await
            .as_deref(),
        DENIED
    );
    assert_eq!(refused(&mut team, Role::Officer, &officer).await, None);
    for (login, group) in [
        ("z", "owner"),
        ("z", "logins"),
        ("Z'; drop", "staff"),
        ("../z", "staff"),
    ] {
        let sql = make(&login.replace('\'', "''"), group, &team);
        assert_eq!(
            refused(&mut team, Role::Officer, &sql).await.as_deref(),
            DENIED
        );
    }
    let database = team.database.clone();
    for sql in [
        // Another's login, a group, the migrator: none of this workspace's people.
        "select desk.login_end('desk_tests')".to_owned(),
        format!("select desk.login_end('{database}_owner')"),
        format!("select desk.login_make('{database}.w', 'a password', array['staff'], null)"),
        "create role x".to_owned(),
        format!("set role \"{database}_owner\""),
        format!("grant \"{database}_officer\" to \"{database}.staff\""),
    ] {
        let code = refused(&mut team, Role::Officer, &sql).await;
        assert_eq!(code.as_deref(), DENIED, "{sql}");
    }
    let own = format!("select desk.login_end('{database}.officer')");
    assert_eq!(
        refused(&mut team, Role::Officer, &own).await.as_deref(),
        DENIED
    );
}

#[tokio::test]
async fn nobody_keeps_a_view_in_the_name_of_another() {
    let mut team = Team::new().await;
    let view = |owner: &str| {
        format!(
            "insert into desk.saved_view (id, owner, shared, place, sealed)
             values (gen_random_uuid(), {owner}, true, 1, '')"
        )
    };
    let another = "(select id from desk.person where id <> desk.me() limit 1)";
    let refusal = refused(&mut team, Role::Officer, &view(another)).await;
    assert_eq!(refusal.as_deref(), DENIED);
    // Under their own name it goes as far as the log, which asks what act it was.
    let own = refused(&mut team, Role::Officer, &view("desk.me()")).await;
    assert_ne!(own.as_deref(), DENIED);
}
