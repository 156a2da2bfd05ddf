//! A session that stands still within a transaction: what it holds, nobody waits for long.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, PgConnection, Row};
use store::team::policy::Role;

use crate::team::{PASSWORD, Team};

async fn officer(team: &Team) -> PgConnection {
    let login = format!("{}.{}", team.database, Role::Officer.word());
    let options = PgConnectOptions::from_str(&team.url).expect("url");
    let options = options.username(&login).password(PASSWORD);
    options.connect().await.expect("login")
}

async fn patience(connection: &mut PgConnection) -> String {
    let shown = connection.fetch_one("show idle_in_transaction_session_timeout");
    shown.await.expect("shown").get(0)
}

const APPEND: &str = "select desk.audit_append(array[gen_random_uuid()], array['case.note'],
    array['case'], array[gen_random_uuid()], array[null::uuid], array[sha256('')],
    array[uuid_send(gen_random_uuid())], array['\\x00'::bytea])";

#[tokio::test]
async fn who_holds_the_log_and_stands_still_is_ended_and_others_go_on() {
    let mut team = Team::new().await;
    let login = format!(
        "\"{}.officer\" in database {}",
        team.database, team.database
    );
    // Each may tell the server otherwise about their own login; bringing the team up to date mends it.
    let otherwise = format!("alter role {login} set idle_in_transaction_session_timeout = 0");
    let mut own = officer(&team).await;
    own.execute(AssertSqlSafe(otherwise)).await.expect("own");
    assert_eq!(patience(&mut officer(&team).await).await, "0");
    let store = store::team::init(&team.url, false).await.expect("again");
    store.close().await;
    assert_eq!(patience(&mut officer(&team).await).await, "1min");

    let short = format!("alter role {login} set idle_in_transaction_session_timeout = '1s'");
    team.as_root(&short).await;
    let (mut still, mut other) = (officer(&team).await, officer(&team).await);
    still.execute("begin").await.expect("begin");
    still.execute(APPEND).await.expect("append");
    let waited = tokio::time::timeout(Duration::from_secs(30), other.execute(APPEND)).await;
    waited.expect("nobody waits for long").expect("append");
    let ended = store::Error::from(still.execute("commit").await.expect_err("ended"));
    assert!(ended.is_lost(), "{ended:?}");
    let held = other.fetch_one("select size from desk.audit_head");
    assert_eq!(
        held.await.expect("head").get::<i64, _>(0),
        1,
        "and nothing of it stayed"
    );
}
