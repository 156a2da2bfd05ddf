//! A team on one server: people come, are confirmed, see what is theirs, and go.

use std::path::PathBuf;

use desk::complaints::{ListQuery, View};
use desk::people::{Invited, Invitee, RoleView};
use desk::scan::Scanner;
use desk::team::Joining;
use desk::workspace::{Place, SettingsChange};
use desk::{Desk, Error};
use domain::people::{Role, Standing};

use crate::office::{Engine, Office, PASSPHRASE, cheap, mail, psql, runtime};

pub const THEIRS: &str = "another five words: maple, otter, kiln";

pub fn as_role(name: &str, role: Role) -> Invitee {
    Invitee {
        name: name.to_owned(),
        email: format!("{}@example.com", name.to_lowercase().replace(' ', ".")),
        roles: vec![RoleView {
            role,
            department: None,
        }],
        login: None,
    }
}

fn folder_of(office: &Office, invited: &Invited) -> PathBuf {
    office.folder.path().join(format!("{}.desk", invited.login))
}

/// Joins with the code, and gives the fingerprint that is read out.
pub async fn join(office: &Office, invited: &Invited) -> String {
    let (url, code) = (invited.url.clone(), invited.code.clone());
    let folder = folder_of(office, invited);
    let joining = Joining::begin(&url, false, &code, folder, THEIRS, cheap())
        .await
        .expect("the code is good");
    let typed = joining.recovery().groups.join("-");
    joining.finish(&typed).await.expect("joined")
}

/// Invites, joins, confirms, opens.
pub async fn comes(office: &Office, who: Invitee) -> Desk {
    let invited = office.desk.invite(who).await.expect("invited");
    let fingerprint = join(office, &invited).await;
    let confirmed = office.desk.confirm(&invited.login, &fingerprint).await;
    assert_eq!(confirmed.expect("confirmed").standing, Standing::Active);
    opens(office, &invited).await.expect("open")
}

async fn opens(office: &Office, invited: &Invited) -> Result<Desk, Error> {
    Desk::open(Place::folder(folder_of(office, invited)), THEIRS).await
}

pub fn all() -> ListQuery {
    ListQuery {
        view: View::AllOpen,
        query: String::new(),
        after: None,
        limit: 50,
        ..ListQuery::default()
    }
}

async fn numbers(desk: &Desk) -> Result<Vec<u32>, Error> {
    let page = desk.cases_list(&all()).await?;
    Ok(page.rows.iter().filter_map(|row| row.number).collect())
}

fn unused() -> String {
    let server = testbed::Postgres::shared().expect("PostgreSQL");
    server.fresh_database().expect("database")
}

fn database(office: &Office) -> &str {
    office.database.as_deref().expect("database")
}

#[test]
fn people_come_see_what_is_theirs_and_go() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let first = office.call("About my account", "Please delete it.").await;
        let officer = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        let manager = comes(&office, as_role("Mia Sol", Role::Manager)).await;
        let auditor = comes(&office, as_role("Uma Kerr", Role::Auditor)).await;

        // The officer reads what came before them, and the first one reads what they add.
        let seen = officer.case_open(first.id).await.expect("case");
        assert_eq!(seen.subject, "About my account");
        let note = desk::complaints::On {
            case: first.id,
            version: Some(seen.version),
            key: None,
        };
        officer.case_note(note, "Called back.").await.expect("note");
        let again = office.desk.case_open(first.id).await.expect("case");
        assert_eq!(again.notes[0].text, "Called back.");
        assert_eq!(again.notes[0].author.name, "Bo Lind");

        // Others see nothing of it, by the door; the server's own answer is another test's.
        for desk in [&manager, &auditor] {
            assert_eq!(numbers(desk).await.err(), Some(Error::NotAllowed));
            assert_eq!(desk.case_open(first.id).await.err(), Some(Error::NotAllowed));
        }
        assert!(auditor.audit_verify().await.expect("verify").sound);
        let reaches = |desk: &Desk| desk.session().roles[0].role;
        assert_eq!(reaches(&manager), Role::Manager);
        assert_eq!(auditor.info().await.expect("info").cases, 1);
        assert_eq!(manager.info().await.expect("info").cases, 0);
        let set = manager.set_settings(SettingsChange::default()).await;
        assert_eq!(set.err(), Some(Error::NotAllowed));
        let url = office.place.server.as_ref().expect("server").url.clone();
        let again = desk::team::check(&url, false).await;
        assert_eq!(again.err(), Some(Error::TeamExists));
        assert_eq!(desk::team::check(&unused(), false).await, Ok(()));
        let invites = manager.invite(as_role("Zed", Role::Staff)).await;
        assert_eq!(invites.err(), Some(Error::NotAllowed));

        // Who goes is out at once, and what comes in afterwards is under keys they never had.
        let people = office.desk.office().await.expect("people");
        let login = |name: &str| {
            let one = people.iter().find(|one| one.name == name);
            one.expect("person").login.clone()
        };
        let gone = office.desk.let_go(&login("Bo Lind")).await.expect("left");
        assert_eq!(gone.standing, Standing::Left);
        assert!(numbers(&officer).await.is_err());
        officer.close().await;
        office
            .receive(&[&mail("Ada <ada@example.com>", "After", "a@x", "", "Text.")])
            .await;
        assert_eq!(numbers(&office.desk).await.expect("list").len(), 2);
        assert_eq!(
            office.desk.case_open(first.id).await.expect("old keys").notes[0].text,
            "Called back."
        );
        let generations = "select count(*) from desk.scope_key";
        assert_eq!(psql(database(&office), generations), "4");
        let wraps = "select count(*) from desk.scope_member m join desk.person p on p.id = m.person where p.state = 'left'";
        assert_eq!(psql(database(&office), wraps), "0");
        let waited_for = "select count(*) from pg_roles r where rolcanlogin
            and starts_with(rolname, current_database() || '.') and not exists (
                select 1 from pg_db_role_setting s where s.setrole = r.oid
                and 'idle_in_transaction_session_timeout=1min' = any(s.setconfig))";
        assert_eq!(psql(database(&office), waited_for), "0");
        let own = office.desk.let_go(&login("Li Wen")).await;
        assert_eq!(own.err(), Some(Error::Yourself));

        // Another in their place reads everything, old and new.
        let next = comes(&office, as_role("Cy Odum", Role::Officer)).await;
        assert_eq!(numbers(&next).await.expect("list").len(), 2);
        assert_eq!(
            next.case_open(first.id).await.expect("case").notes[0].text,
            "Called back."
        );
        let verdict = office.desk.audit_verify().await.expect("verify");
        assert!(verdict.sound, "{verdict:?}");
        let by_hand = "select count(*) from desk.audit_entry where act = 'database.changed'";
        assert_eq!(psql(database(&office), by_hand), "0");
    });
}

#[test]
fn who_changes_one_setting_leaves_the_others_and_every_desktop_hears() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let bo = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        let elsewhere = SettingsChange {
            time_zone: Some("Europe/Berlin".into()),
            ..SettingsChange::default()
        };
        office.desk.set_settings(elsewhere).await.expect("set");
        // Bo's desktop has not heard of it.
        let sooner = SettingsChange {
            lock_after_minutes: Some(5),
            ..SettingsChange::default()
        };
        let set = bo.set_settings(sooner).await.expect("set");
        assert_eq!(
            (set.time_zone.as_str(), set.lock_after_minutes),
            ("Europe/Berlin", 5)
        );

        let hears = bo.clone();
        let listening = tokio::spawn(async move { hears.listen(|_| {}).await });
        let scanner = Some(Scanner::Socket("/run/clamav/clamd.ctl".into()));
        let mut heard = false;
        for _ in 0..50 {
            // Until Bo listens, nobody tells.
            office.desk.set_scanner(scanner.clone()).await.expect("set");
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            heard = bo.scanner() == scanner;
            if heard {
                break;
            }
        }
        listening.abort();
        assert!(heard, "{:?}", bo.scanner());
    });
}

#[test]
fn a_code_is_one_persons_and_good_once() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let one = office.desk.invite(as_role("Bo Lind", Role::Officer)).await;
        let one = one.expect("invited");
        let same = office.desk.invite(as_role("Bo Lind", Role::Officer)).await;
        assert_eq!(
            same.err(),
            Some(Error::LoginTaken {
                login: one.login.clone()
            })
        );
        let two = office.desk.invite(as_role("Mia Sol", Role::Staff)).await;
        let two = two.expect("invited");
        let begin = async |url: &str, code: &str| {
            let folder = office.folder.path().join("x.desk");
            Joining::begin(url, false, code, folder, THEIRS, cheap())
                .await
                .map(drop)
                .err()
        };
        assert_eq!(
            begin(&one.url, &two.code).await,
            Some(Error::WrongInvitation)
        );
        let instead = if one.code.starts_with('A') { "B" } else { "A" };
        let mistyped = format!("{instead}{}", &one.code[1..]);
        assert_eq!(
            begin(&one.url, &mistyped).await,
            Some(Error::WrongInvitation)
        );
        let fingerprint = join(&office, &one).await;
        assert_eq!(
            begin(&one.url, &one.code).await,
            Some(Error::WrongInvitation)
        );

        // Until then the login reaches nothing, with the code or without.
        let groups = format!(
            "select count(*) from pg_auth_members m join pg_roles r on r.oid = m.member
             where r.rolname = '{}'",
            one.login
        );
        assert_eq!(psql(database(&office), &groups), "1");

        // Nothing opens before somebody has compared the fingerprint.
        let waits = opens(&office, &one).await.err();
        assert_eq!(
            waits,
            Some(Error::NotConfirmed {
                fingerprint: fingerprint.clone()
            })
        );
        let other = office.desk.confirm(&one.login, "0000 0000").await;
        assert_eq!(other.err(), Some(Error::OtherFingerprint));
        let spoken = fingerprint.to_uppercase().replace(' ', "-");
        office.desk.confirm(&one.login, &spoken).await.expect("ok");
        let desk = opens(&office, &one).await.expect("open");

        // Lost keys: a new code, and the old folder is of no use any more.
        let anew = office.desk.reset_person("bo-lind").await.expect("reset");
        assert!(numbers(&desk).await.is_err(), "the session has ended");
        desk.close().await;
        drop(desk);
        assert_eq!(opens(&office, &one).await.err(), Some(Error::Refused));
        std::fs::remove_dir_all(folder_of(&office, &one)).expect("folder");
        let fingerprint = join(&office, &anew).await;
        office
            .desk
            .confirm("Bo Lind", &fingerprint)
            .await
            .expect("ok");
        let desk = opens(&office, &anew).await.expect("open");
        assert!(numbers(&desk).await.expect("list").is_empty());

        // Roles follow: no longer an officer, no longer the complaints.
        let staff = as_role("", Role::Staff).roles;
        office
            .desk
            .set_roles("bo-lind", staff)
            .await
            .expect("roles");
        desk.close().await;
        drop(desk);
        let desk = opens(&office, &anew).await.expect("open");
        assert_eq!(numbers(&desk).await.err(), Some(Error::NotAllowed));
        let nobody = office.desk.invite(Invitee {
            roles: Vec::new(),
            ..as_role("Ed", Role::Staff)
        });
        assert_eq!(nobody.await.err(), Some(Error::NoRole));
    });
}

#[test]
fn a_key_that_the_databases_administrator_exchanges_is_refused_by_every_client() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let officer = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        let staff = office.desk.invite(as_role("Mia Sol", Role::Staff)).await;
        let staff = staff.expect("invited");
        let fingerprint = join(&office, &staff).await;
        office
            .desk
            .confirm(&staff.login, &fingerprint)
            .await
            .expect("confirmed");
        officer.close().await;
        let swap = "set session_replication_role = replica;
            update desk.person set public_key = decode(repeat('07', 32), 'hex') where login like '%.bo-lind'";
        psql(database(&office), swap);
        let swapped = |desk: Result<Desk, Error>| {
            matches!(desk.err(), Some(Error::KeySwapped { whose }) if whose.ends_with(".bo-lind"))
        };
        assert!(swapped(opens(&office, &staff).await));
        let again = Desk::open(office.place.clone(), PASSPHRASE).await;
        assert!(
            matches!(again.err(), Some(Error::InUse { .. })),
            "the first officer's is open"
        );
        office.desk.close().await;
        let Office { desk, place, .. } = office;
        drop(desk);
        assert!(swapped(Desk::open(place, PASSPHRASE).await));
    });
}

#[test]
fn an_invitation_names_whom_to_trust_and_a_forged_one_is_refused() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let invited = office.desk.invite(as_role("Bo Lind", Role::Officer)).await;
        let invited = invited.expect("invited");
        // The first officer's keys are exchanged before the invited person ever sees them.
        psql(
            database(&office),
            "set session_replication_role = replica;
             update desk.person set verify_key = decode(repeat('09', 32), 'hex') where login like '%.founder'",
        );
        let folder = folder_of(&office, &invited);
        let begun =
            Joining::begin(&invited.url, false, &invited.code, folder, THEIRS, cheap()).await;
        assert!(matches!(begun.err(), Some(Error::KeySwapped { .. })));
    });
}

#[test]
fn what_is_changed_by_hand_is_in_the_log() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let case = office.call("About my account", "Please delete it.").await;
        let other = office.call("A gift", "It never came.").await;
        let change = format!("update desk.cases set priority = 'low' where id = '{}'", case.id);
        psql(database(&office), &change);
        // Who may write the log writes entries of its shape, none of the server's own, and none that
        // say nothing; and what belongs to no case is seen too.
        let server = testbed::Postgres::shared().expect("server");
        let by_officer = |entry: &str| {
            let founder = format!("{}.founder", database(&office));
            let sql = format!("set session authorization \"{founder}\"; {entry}");
            server.psql(database(&office), &sql)
        };
        let entry = |act: &str, change: &str| {
            format!(
                "select desk.audit_append(array[gen_random_uuid()], array['{act}'], array['case'],
                    array['{0}'::uuid], array['{0}'::uuid], array[{change}],
                    array[uuid_send(gen_random_uuid())], array['\\x00'::bytea])",
                other.id
            )
        };
        let nothing = "select desk.audit_append('{}', '{}', '{}', '{}', array[gen_random_uuid()], '{}', '{}', '{}')";
        for bad in [
            nothing,
            &entry("person.joined", "sha256('')"),
            &entry("database.changed", "sha256('')"),
            &entry("=formula", "sha256('')"),
            &entry("case.note", "'\\x01'::bytea"),
        ] {
            let said = by_officer(bad).expect_err("refused").to_string();
            assert!(said.contains("shape") || said.contains("length"), "{said}");
        }
        let whole = "delete from desk.message_reference; delete from desk.search_token";
        by_officer(whole).expect("an officer may");
        let seen = "select count(*) from desk.audit_entry
            where act = 'database.changed' and case_id is null";
        assert_eq!(psql(database(&office), seen), "1");
        // An entry that names another case covers nothing.
        let cover = format!(
            "begin; {}; update desk.cases set priority = 'low' where id = '{}'; commit",
            entry("case.note", "sha256('')"),
            case.id
        );
        by_officer(&cover).expect("it commits");
        let found = format!(
            "select count(*), count(distinct login), min(object_kind) from desk.audit_entry
             where act = 'database.changed' and case_id = '{}'",
            case.id
        );
        assert_eq!(psql(database(&office), &found), "2|2|case");
        let verdict = office.desk.audit_verify().await.expect("verify");
        assert!(!verdict.sound, "the entry in between was sealed by nobody");
    });
}
