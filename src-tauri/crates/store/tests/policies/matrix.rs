//! Every table, for every role, act, and own or foreign row; and that each policy is needed.

use sqlx::{AssertSqlSafe, Executor, Row};
use store::team::policy::{Act, Role, TABLES};

use crate::team::{Team, differences, person};

#[tokio::test]
async fn each_login_does_what_its_rules_say_and_nothing_else() {
    let mut team = Team::new().await;
    let found = differences(&mut team, |_| true, &Act::ALL).await;
    assert!(found.is_empty(), "{found:#?}");
}

/// A policy as the server has it.
struct Policy {
    name: String,
    table: String,
    act: Act,
    condition: Option<String>,
}

async fn policies(team: &mut Team) -> Vec<Policy> {
    let rows = team
        .root
        .fetch_all(
            "select policyname::text, tablename::text, lower(cmd), coalesce(qual, with_check)
             from pg_policies where schemaname = 'desk' and policyname <> 'owner'",
        )
        .await
        .expect("policies");
    let act = |word: String| Act::ALL.into_iter().find(|act| act.word() == word);
    rows.into_iter()
        .map(|row| Policy {
            name: row.get(0),
            table: row.get(1),
            act: act(row.get(2)).expect("one act each"),
            condition: row.get(3),
        })
        .collect()
}

/// Does something to the policies, and looks whether the matrix sees it.
async fn is_seen(team: &mut Team, policy: &Policy, statement: &str) -> bool {
    let done = team.root.execute(AssertSqlSafe(statement.to_owned())).await;
    done.unwrap_or_else(|e| panic!("{statement}: {e}"));
    let found = differences(team, |table| table.name == policy.table, &[policy.act]).await;
    !found.is_empty()
}

#[tokio::test]
async fn no_policy_can_go_or_be_opened_unseen() {
    let mut team = Team::new().await;
    let all = policies(&mut team).await;
    assert!(all.len() > TABLES.len(), "they are there");
    let everyone = format!("{}_{}", team.database, Role::Person.word());
    let mut unseen = Vec::new();
    for policy in &all {
        let (name, table, act) = (&policy.name, &policy.table, policy.act.word());
        let on = format!("policy {name} on desk.{table}");
        let definition = definition(&mut team, policy).await;
        let mut mutations = vec![("dropped", format!("drop {on}"))];
        if policy.condition.as_deref() != Some("true") {
            let open = match policy.act {
                Act::Insert => "with check (true)",
                Act::Select | Act::Delete => "using (true)",
                Act::Update => "using (true) with check (true)",
            };
            mutations.push(("opened", format!("alter {on} {open}")));
        }
        if !definition.contains(&everyone) {
            let widened = format!(
                "alter {on} to {everyone}; grant {act}, select on desk.{table} to {everyone}"
            );
            mutations.push(("given to everyone", widened));
        }
        for (what, mutation) in mutations {
            if !is_seen(&mut team, policy, &mutation).await {
                unseen.push(format!("{table}.{name} {what}"));
            }
            let back = format!(
                "drop policy if exists {name} on desk.{table};
                 revoke all on desk.{table} from {everyone}; {} {definition}",
                grants(&everyone, table)
            );
            let done = team.root.execute(AssertSqlSafe(back.clone())).await;
            done.unwrap_or_else(|e| panic!("{back}: {e}"));
        }
    }
    assert!(unseen.is_empty(), "{unseen:#?}");
    let found = differences(&mut team, |_| true, &Act::ALL).await;
    assert!(found.is_empty(), "all is as it was: {found:#?}");
}

/// What everyone was granted on a table by its rules.
fn grants(everyone: &str, table: &str) -> String {
    let rules = TABLES.iter().filter(|one| one.name == table);
    rules
        .flat_map(|one| one.rules)
        .filter(|rule| rule.role == Role::Person)
        .flat_map(|rule| rule.acts)
        .map(|act| format!("grant {} on desk.{table} to {everyone};", act.word()))
        .collect()
}

/// The statement that makes a policy as it is.
async fn definition(team: &mut Team, policy: &Policy) -> String {
    let row = team
        .root
        .fetch_one(AssertSqlSafe(format!(
            "select format('create policy %I on desk.%I for %s to %s', policyname, tablename, cmd,
                 (select string_agg(quote_ident(role::text), ', ') from unnest(roles) role))
                 || coalesce(' using (' || qual || ')', '')
                 || coalesce(' with check (' || with_check || ')', '')
             from pg_policies where schemaname = 'desk' and tablename = '{}' and policyname = '{}'",
            policy.table, policy.name
        )))
        .await
        .expect("definition");
    row.get(0)
}

/// Nobody approves what they asked somebody to approve, whatever program they ask the server with.
#[tokio::test]
async fn another_approves_than_who_asked() {
    let mut team = Team::new().await;
    let (me, other) = (person(Role::Officer), person(Role::Manager));
    let row = |draft: u8, place: u8, state: &str, by: &str| {
        format!(
            "insert into desk.approval (draft, version, place, state, person, at) values
             ('00000000-0000-0000-0000-0000000000{draft:02}', 1, {place}, '{state}', '{by}', now())"
        )
    };
    team.as_root(&row(1, 0, "waiting", &me)).await;
    team.as_root(&row(2, 0, "waiting", &other)).await;
    for (sql, may) in [
        (row(1, 1, "approved", &me), false),
        (row(2, 1, "approved", &other), false),
        (row(3, 1, "approved", &me), false),
        (row(2, 1, "approved", &me), true),
    ] {
        let login = team.logins.get_mut(&Role::Officer).expect("login");
        login.execute("begin").await.expect("begin");
        let done = login.execute(AssertSqlSafe(sql.clone())).await;
        login.execute("rollback").await.expect("rollback");
        assert_eq!(done.is_ok(), may, "{sql}: {done:?}");
    }
}
