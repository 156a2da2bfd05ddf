//! Whoever can write the team's database, but holds no key of its officers, makes them trust nobody.

use desk::{Desk, Error};
use domain::people::Role;

use crate::office::{Engine, Office, PASSPHRASE, psql, runtime};
use crate::team::{as_role, comes, join};

const AS_ROOT: &str = "set session_replication_role = replica;";

fn database(office: &Office) -> &str {
    office.database.as_deref().expect("database")
}

/// Opens the first officer's workspace anew.
async fn anew(office: Office) -> Result<(), Error> {
    office.desk.close().await;
    let Office { desk, place, .. } = office;
    drop(desk);
    let desk = Desk::open(place, PASSPHRASE).await?;
    desk.close().await;
    Ok(())
}

#[test]
fn keys_for_a_scope_that_no_officer_gave_are_refused() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let database = database(&office).to_owned();
        // As if somebody had made the next generation, and wrapped it to the officer.
        psql(
            &database,
            &format!(
                "{AS_ROOT}
                 insert into desk.scope_key (scope, generation, public_key, created_at, signer, signature)
                 select scope, 2, public_key, now(), signer, signature from desk.scope_key
                 where scope = (select id from desk.scope where kind = 'complaints');
                 insert into desk.scope_member (scope, generation, person, wrapped, search_wrapped)
                 select scope, 2, person, wrapped, search_wrapped from desk.scope_member
                 where scope = (select id from desk.scope where kind = 'complaints')"
            ),
        );
        let opened = anew(office).await;
        assert!(
            matches!(opened, Err(Error::KeySwapped { ref whose }) if whose == "complaints"),
            "{opened:?}"
        );
    });
}

#[test]
fn what_is_read_out_covers_both_keys_and_whom_the_other_trusts() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let invited = office.desk.invite(as_role("Bo Lind", Role::Officer)).await;
        let invited = invited.expect("invited");
        let fingerprint = join(&office, &invited).await;
        psql(
            database(&office),
            &format!(
                "{AS_ROOT} update desk.person set verify_key = sha256('mine') where login = '{}'",
                invited.login
            ),
        );
        let confirmed = office.desk.confirm(&invited.login, &fingerprint).await;
        assert_eq!(confirmed.err(), Some(Error::OtherFingerprint));
    });
}

#[test]
fn new_keys_go_to_who_is_vouched_for_whatever_the_tables_say() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let database = database(&office).to_owned();
        let officer = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        officer.close().await;
        comes(&office, as_role("Mia Sol", Role::Staff))
            .await
            .close()
            .await;
        comes(&office, as_role("Cy Odum", Role::Officer))
            .await
            .close()
            .await;
        // The staff member is written in as a member, and somebody who is nobody.
        psql(
            &database,
            &format!(
                "{AS_ROOT}
                 insert into desk.scope_member (scope, generation, person, wrapped, search_wrapped)
                 select s.id, 1, p.id, '', '' from desk.scope s, desk.person p
                 where s.kind = 'complaints' and p.login like '%.mia-sol';
                 insert into desk.scope_member (scope, generation, person, wrapped, search_wrapped)
                 select id, 1, gen_random_uuid(), '', '' from desk.scope;
                 insert into desk.person_role (person, role, department)
                 select id, 'officer', '' from desk.person where login like '%.mia-sol'"
            ),
        );
        office
            .desk
            .let_go("cy-odum")
            .await
            .expect("left all the same");
        let wrapped = "select string_agg(split_part(p.login, '.', 2), ' ' order by p.login)
            from desk.scope_member m join desk.person p on p.id = m.person
            join desk.scope s on s.id = m.scope
            where s.kind = 'complaints' and m.generation = 2";
        assert_eq!(psql(&database, wrapped), "bo-lind founder");

        // Who has left is not vouched for again by what was signed before.
        psql(
            &database,
            &format!(
                "{AS_ROOT}
                 insert into desk.endorsement (id, person, signer, at, statement, signature)
                 select gen_random_uuid(), e.person, e.signer, now(), e.statement, e.signature
                 from desk.endorsement e join desk.person p on p.id = e.person
                 where p.login like '%.cy-odum' and e.statement like '%active%';
                 update desk.person set state = 'active' where login like '%.cy-odum'"
            ),
        );
        office.desk.reset_person("bo-lind").await.expect("reset");
        let wrapped = wrapped.replace("generation = 2", "generation = 3");
        assert_eq!(psql(&database, &wrapped), "founder");
        let opened = anew(office).await;
        assert!(
            matches!(opened, Err(Error::KeySwapped { .. })),
            "{opened:?}"
        );
    });
}

#[test]
fn what_was_seen_of_people_and_keys_is_not_taken_away_again() {
    for taken in [
        // That somebody has left.
        "delete from desk.endorsement e using desk.person p
         where p.id = e.person and p.login like '%.cy-odum' and e.statement like '%left%'",
        // The keys that were made then.
        "delete from desk.scope_member where generation = 2;
         delete from desk.scope_key where generation = 2",
    ] {
        runtime().block_on(async {
            let office = Office::open(Engine::Pg).await;
            comes(&office, as_role("Cy Odum", Role::Officer))
                .await
                .close()
                .await;
            office.desk.let_go("cy-odum").await.expect("left");
            psql(database(&office), &format!("{AS_ROOT} {taken}"));
            let opened = anew(office).await;
            assert!(
                matches!(opened, Err(Error::KeySwapped { .. })),
                "{opened:?}"
            );
        });
    }
}
