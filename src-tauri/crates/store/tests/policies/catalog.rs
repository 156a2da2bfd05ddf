//! What the server's catalogue has to say of the schema: the rules that Supabase's splinter checks
//! for, where they apply, and that the data in `policy.rs` is all there is.

use sqlx::{AssertSqlSafe, Executor, Row};
use store::team::policy::{FUNCTIONS, Role, TABLES};

use crate::team::Team;

async fn rows(team: &mut Team, sql: &str) -> Vec<String> {
    let rows = team.root.fetch_all(AssertSqlSafe(sql.to_owned())).await;
    let rows = rows.unwrap_or_else(|e| panic!("{sql}: {e}"));
    rows.iter().map(|row| row.get(0)).collect()
}

async fn none(team: &mut Team, what: &str, sql: &str) {
    let found = rows(team, sql).await;
    assert!(found.is_empty(), "{what}: {found:#?}");
}

#[tokio::test]
async fn every_table_is_named_owned_and_closed() {
    let mut team = Team::new().await;
    let tables = rows(
        &mut team,
        "select tablename::text from pg_tables where schemaname = 'desk' order by 1",
    )
    .await;
    let mut named: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    named.sort_unstable();
    assert_eq!(tables, named);
    let open = "select relname::text from pg_class where relnamespace = 'desk'::regnamespace
        and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)";
    none(&mut team, "row security is off, or not for its owner", open).await;
    let owner = format!("{}_owner", team.database);
    let others = format!(
        "select relname::text from pg_class where relnamespace = 'desk'::regnamespace
         and relowner <> '\"{owner}\"'::regrole"
    );
    none(&mut team, "somebody else owns", &others).await;
    let beyond = format!(
        "select rolname::text from pg_roles where rolname like '{}%'
         and (rolbypassrls or rolsuper or rolcreatedb or rolreplication
              or (rolcreaterole and rolname <> '{0}_logins')
              or (rolcanlogin and rolname in ('{owner}', '{0}_logins')))",
        team.database
    );
    none(&mut team, "may too much", &beyond).await;
    let everyone = "select 'schema' where has_schema_privilege('public', 'desk', 'usage')";
    none(&mut team, "is everybody's", everyone).await;
}

#[tokio::test]
async fn the_schema_has_none_of_the_known_faults() {
    let mut team = Team::new().await;
    let unindexed = "select conrelid::regclass || '.' || conname from pg_constraint c
        where contype = 'f' and connamespace = 'desk'::regnamespace
        -- Scopes are few, never deleted, and each message has a key of one.
        and conname <> 'data_key_scope_fkey' and not exists (
            select 1 from pg_index i where i.indrelid = c.conrelid
            and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)";
    none(&mut team, "foreign keys without an index", unindexed).await;
    let no_key = "select relname::text from pg_class c where relnamespace = 'desk'::regnamespace
        and relkind = 'r' and relname <> 'schema_version'
        and not exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary)";
    none(&mut team, "no primary key", no_key).await;
    let several =
        "select tablename || ' ' || cmd || ' ' || role from pg_policies, unnest(roles) role
        where schemaname = 'desk' and permissive = 'PERMISSIVE'
        group by tablename, cmd, role having count(*) > 1";
    none(&mut team, "several policies for one act", several).await;
    let twice = "select min(indexrelid::regclass::text) from pg_index
        where indrelid in (select oid from pg_class where relnamespace = 'desk'::regnamespace)
        group by indrelid, indkey::text, indclass::text, coalesce(indpred::text, '')
        having count(*) > 1";
    none(&mut team, "one index twice", twice).await;
    let views = "select viewname::text from pg_views where schemaname = 'desk'";
    none(&mut team, "a view sees what its owner sees", views).await;
    let paths = "select proname::text from pg_proc where pronamespace = 'desk'::regnamespace
        and not coalesce(proconfig::text like '%search_path=%', false)";
    none(
        &mut team,
        "functions whose search path is the caller's",
        paths,
    )
    .await;
}

#[tokio::test]
async fn what_is_always_true_is_for_a_group_that_is_meant() {
    let mut team = Team::new().await;
    let public = "select tablename || '.' || policyname from pg_policies
        where schemaname = 'desk' and 'public' = any(roles)";
    none(&mut team, "for everybody on the server", public).await;
    // Everyone of the team reads some tables whole; nobody changes rows because they are of it.
    let person = format!("{}_{}", team.database, Role::Person.word());
    let changes = format!(
        "select tablename || '.' || policyname from pg_policies where schemaname = 'desk'
         and '{person}' = any(roles) and cmd <> 'SELECT' and coalesce(qual, with_check) = 'true'"
    );
    none(&mut team, "everyone changes", &changes).await;
    // A condition with a function in it would turn the index over tokens off.
    let tokens = "select policyname::text from pg_policies where tablename = 'search_token'
        and coalesce(qual, with_check) <> 'true'";
    none(&mut team, "conditions on tokens", tokens).await;
}

#[tokio::test]
async fn people_call_the_functions_that_are_meant_for_them() {
    let mut team = Team::new().await;
    let public = "select oid::regprocedure::text from pg_proc
        where pronamespace = 'desk'::regnamespace
        and has_function_privilege('public', oid, 'execute')";
    none(&mut team, "everybody calls", public).await;
    for role in Role::ALL {
        let group = format!("{}_{}", team.database, role.word());
        let called = rows(
            &mut team,
            &format!(
                "select proname::text from pg_proc where pronamespace = 'desk'::regnamespace
                 and has_function_privilege('{group}', oid, 'execute') order by 1"
            ),
        )
        .await;
        let name = |of: &&str| of.split('(').next().unwrap_or_default().to_owned();
        let mut meant: Vec<String> = match role {
            Role::Person => FUNCTIONS.iter().map(name).collect(),
            Role::Officer | Role::Administrator => ["login_change", "login_end", "login_make"]
                .map(str::to_owned)
                .to_vec(),
            Role::Manager | Role::Staff | Role::Auditor => Vec::new(),
        };
        meant.sort();
        assert_eq!(called, meant, "{role:?}");
    }
}
