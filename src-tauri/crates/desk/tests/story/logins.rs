//! Logins on the server: a code's ends with the code, and who must make them is told where it can't
//! be done.

use chrono::{DateTime, TimeDelta, Utc};
use desk::audit::AuditFilter;
use desk::people::Invited;
use desk::team::Joining;
use desk::workspace::NewWorkspace;
use desk::{Desk, Error};
use domain::people::Role;

use crate::office::{Engine, Office, PASSPHRASE, cheap, psql, runtime};
use crate::team::{THEIRS, as_role, comes, join};

/// Until when the server lets a login in.
fn good_until(office: &Office, login: &str) -> Option<DateTime<Utc>> {
    let database = office.database.as_deref().expect("database");
    let asked = format!(
        "select extract(epoch from rolvaliduntil)::text from pg_roles where rolname = '{login}'"
    );
    let said = psql(database, &asked);
    (said != "Infinity").then(|| {
        let (seconds, micros) = said.split_once('.').expect("a moment");
        let seconds: i64 = seconds.parse().expect("seconds");
        DateTime::from_timestamp(seconds, micros.parse::<u32>().expect("micros") * 1000)
            .expect("moment")
    })
}

/// As if a day more had passed than the code is good for.
fn a_day_too_late(office: &Office, invited: &Invited) {
    let database = office.database.as_deref().expect("database");
    let ends = good_until(office, &invited.login).expect("it ends");
    let ended = Utc::now() - TimeDelta::days(1);
    assert!(ends > ended);
    psql(
        database,
        &format!(
            "alter role \"{}\" valid until '{}'",
            invited.login,
            ended.to_rfc3339()
        ),
    );
}

async fn begins(office: &Office, invited: &Invited) -> Option<Error> {
    let folder = office.folder.path().join("late.desk");
    Joining::begin(&invited.url, false, &invited.code, folder, THEIRS, cheap())
        .await
        .map(drop)
        .err()
}

/// Whether the server lets a login in with a code, asked as psql would ask.
async fn is_let_in(invited: &Invited) -> bool {
    let code = vault::RecoveryCode::parse(&invited.code).expect("code");
    store::Store::open_server(&invited.url, &code.password(), false)
        .await
        .is_ok()
}

#[test]
fn a_codes_login_ends_with_the_code_and_a_persons_own_does_not() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let invited = office.desk.invite(as_role("Bo Lind", Role::Staff)).await;
        let invited = invited.expect("invited");
        assert_eq!(
            good_until(&office, &invited.login),
            Some(invited.expires_at)
        );
        assert!(is_let_in(&invited).await);
        a_day_too_late(&office, &invited);
        assert!(!is_let_in(&invited).await);
        assert_eq!(
            begins(&office, &invited).await,
            Some(Error::WrongInvitation)
        );

        let anew = office.desk.reset_person("bo-lind").await.expect("reset");
        assert_eq!(good_until(&office, &anew.login), Some(anew.expires_at));
        assert!(is_let_in(&anew).await && !is_let_in(&Invited { ..invited }).await);
        let fingerprint = join(&office, &anew).await;
        assert_eq!(good_until(&office, &anew.login), None, "their own lasts");
        assert!(!is_let_in(&anew).await);
        office
            .desk
            .confirm("bo-lind", &fingerprint)
            .await
            .expect("confirmed");
        assert_eq!(good_until(&office, &anew.login), None);

        // Keys that were lost: their own password ends with the new code.
        let lost = office.desk.reset_person("bo-lind").await.expect("reset");
        assert_eq!(good_until(&office, &lost.login), Some(lost.expires_at));
        let founder = format!("{}.founder", office.database.as_deref().expect("database"));
        assert_eq!(good_until(&office, &founder), None);
    });
}

#[test]
fn a_code_from_before_ends_once_the_team_is_brought_up_to_date() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let invited = office.desk.invite(as_role("Bo Lind", Role::Staff)).await;
        let invited = invited.expect("invited");
        let database = office.database.as_deref().expect("database");
        // As an earlier program made it.
        psql(
            database,
            &format!(
                "update pg_authid set rolvaliduntil = null where rolname = '{}'",
                invited.login
            ),
        );
        let url = office.place.server.as_ref().expect("server").url.clone();
        desk::team::upgrade(&url, false).await.expect("upgraded");
        assert_eq!(
            good_until(&office, &invited.login),
            Some(invited.expires_at)
        );
    });
}

#[test]
fn a_code_is_made_to_last_by_nobody() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let invited = office.desk.invite(as_role("Bo Lind", Role::Staff)).await;
        let invited = invited.expect("invited");
        let server = testbed::Postgres::shared().expect("server");
        let database = office.database.as_deref().expect("database");
        let as_them = |sql: &str| {
            let sql = format!("set session authorization \"{}\"; {sql}", invited.login);
            server.psql(database, &sql)
        };
        for sql in [
            format!("alter role \"{}\" valid until 'infinity'", invited.login),
            "select desk.login_own('SCRAM-SHA-256$4096:x')".to_owned(),
            // A password in plain would stand in the server's log.
            "select desk.join_team('a', 'b', 'a password')".to_owned(),
        ] {
            assert!(as_them(&sql).is_err(), "{sql}");
        }
        assert_eq!(
            good_until(&office, &invited.login),
            Some(invited.expires_at)
        );
    });
}

#[test]
fn a_server_that_makes_no_logins_is_told_from_a_person_who_may_not() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let database = office.database.clone().expect("database");
        let url = office.place.server.as_ref().expect("server").url.clone();
        // As a restore leaves it, or a managed server's own tidying up.
        psql(
            &database,
            &format!("alter role \"{database}_logins\" nocreaterole"),
        );
        let refused = office.desk.invite(as_role("Bo Lind", Role::Staff)).await;
        assert!(
            matches!(&refused, Err(Error::NoLogins { said }) if said.contains("create role")),
            "{refused:?}"
        );
        let sql = desk::team::preparation(&url).expect("SQL");
        psql(&database, &sql);
        let staff = comes(&office, as_role("Bo Lind", Role::Staff)).await;
        let invites = staff.invite(as_role("Cy Odum", Role::Staff)).await;
        assert_eq!(invites.err(), Some(Error::NotAllowed));
        let found = desk::team::preparation("postgres://host/Upper Case");
        assert_eq!(found.err(), Some(Error::DatabaseName { most: 30 }));
    });
}

#[test]
fn who_begins_a_team_has_undertaken_and_who_is_alone_may() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let signed = async |desk: &Desk| desk.office().await.expect("people")[0].undertaken_at;
        assert_eq!(signed(&office.desk).await, None);
        let server = testbed::Postgres::shared().expect("server");
        let migrator = desk::workspace::Migrator {
            url: server.fresh_database().expect("database"),
            plain: false,
            login: None,
        };
        let there = office.folder.path().join("t.desk");
        let refused = office.desk.move_to_team(&migrator, &there, false).await;
        assert_eq!(refused.err(), Some(Error::NotUndertaken));
        let new = desk::workspace::Creation::begin(
            desk::workspace::Place::server(there.clone(), migrator.clone()),
            PASSPHRASE,
            NewWorkspace {
                name: "Ming Live".into(),
                person: "Li Wen".into(),
                ..NewWorkspace::default()
            },
            cheap(),
        );
        assert_eq!(new.err(), Some(Error::NotUndertaken));

        office.desk.undertake().await.expect("signed");
        let at = signed(&office.desk).await;
        assert_eq!(at, Some(office.now()));
        office.pass(TimeDelta::days(1));
        office.desk.undertake().await.expect("once is enough");
        assert_eq!(signed(&office.desk).await, at);
        let moved = office.desk.move_to_team(&migrator, &there, false).await;
        moved.expect("moved");
        let place = desk::workspace::Place::folder(&there);
        let team = Desk::open(place, PASSPHRASE).await.expect("open");
        assert_eq!(signed(&team).await, at, "it came along");
        let filter = AuditFilter {
            act: Some("person.undertook".to_owned()),
            limit: 10,
            ..AuditFilter::default()
        };
        let log = team.audit_list(&filter).await.expect("log");
        assert_eq!(log.entries.len(), 1);

        let founded = Office::open(Engine::Pg).await;
        assert_eq!(signed(&founded.desk).await, Some(founded.now()));
    });
}
