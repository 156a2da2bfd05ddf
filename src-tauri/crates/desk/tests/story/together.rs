//! Several desktops at once: each hears of the others, and nothing is lost where a connection is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use desk::complaints::{CaseDetail, NewCase, On};
use desk::mailbox::SyncState;
use desk::scan::Scanner;
use desk::team::Heard;
use desk::workspace::Place;
use desk::{Desk, Error};
use domain::complaints::Channel;
use domain::people::Role;
use testbed::Postgres;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use uuid::Uuid;

use crate::mailbox_watch::until;
use crate::office::{Engine, Office, psql, runtime};
use crate::team::{as_role, comes};

/// What a desk hears from now on.
fn ears(desk: &Desk) -> UnboundedReceiver<Heard> {
    let (hear, heard) = unbounded_channel();
    let desk = desk.clone();
    tokio::spawn(async move { desk.listen(|news| drop(hear.send(news))).await });
    heard
}

/// Waits until this is heard.
async fn hears(heard: &mut UnboundedReceiver<Heard>, wanted: &Heard) {
    let waited = tokio::time::timeout(Duration::from_secs(60), async {
        while let Some(one) = heard.recv().await {
            if one == *wanted {
                return;
            }
        }
        panic!("the desk listens no more");
    });
    waited
        .await
        .unwrap_or_else(|_| panic!("not heard: {wanted:?}"));
}

fn changed(desk: &str) -> Heard {
    Heard::Changed(desk.to_owned())
}

#[test]
fn what_others_change_is_heard_and_keys_are_taken_over() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let other = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        let third = comes(&office, as_role("Cy Odum", Role::Officer)).await;
        let mut heard = ears(&other);
        // Listening has begun once something is heard.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let began = Instant::now();
        let case = office.call("About my account", "Please delete it.").await;
        hears(&mut heard, &changed("complaints")).await;
        println!("heard after {} ms", began.elapsed().as_millis());
        office
            .desk
            .add_department("Night shift", None)
            .await
            .expect("ok");
        hears(&mut heard, &changed("settings")).await;
        let scanner = Some(Scanner::Socket("/run/clamav/clamd.ctl".into()));
        office.desk.set_scanner(scanner.clone()).await.expect("set");
        hears(&mut heard, &changed("settings")).await;
        assert_eq!(
            other.scanner(),
            scanner,
            "asked by every desktop from now on"
        );

        // Somebody goes: what is sealed from then on is opened by who stays, without signing in
        // again.
        third.close().await;
        office.desk.let_go("cy-odum").await.expect("left");
        hears(&mut heard, &changed("people")).await;
        office.call("After", "New keys.").await;
        let rows = other
            .cases_list(&crate::team::all())
            .await
            .expect("list")
            .rows;
        assert!(rows.iter().any(|row| row.subject == "After"));
        other
            .case_note(on(&case, None), "Seen.")
            .await
            .expect("old keys too");

        // A closed desk listens no more.
        other.close().await;
        while heard.recv().await.is_some() {}
    });
}

fn on(case: &CaseDetail, key: Option<Uuid>) -> On {
    On {
        case: case.id,
        version: None,
        key,
    }
}

#[test]
fn one_desktop_reads_a_mailbox_for_all_and_another_takes_over() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let other = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        let server = crate::mailbox::server();
        office
            .desk
            .mailbox_add(crate::mailbox::input(&server))
            .await
            .expect("mailbox");
        let watch = |desk: &Desk| {
            let desk = desk.clone();
            tokio::spawn(async move { desk.mailbox_watch().await })
        };
        let first = watch(&office.desk);
        let waiting = |state: &SyncState| *state == SyncState::Waiting;
        until(&office.desk, waiting).await;
        let second = watch(&other);
        let by = "Li Wen".to_owned();
        until(&other, |state| {
            *state == SyncState::Elsewhere { by: by.clone() }
        })
        .await;

        // The one who reads dies without a word: the lease ends, and the other begins.
        first.abort();
        let database = office.database.as_deref().expect("database");
        psql(
            database,
            "update desk.lease set until = now() - interval '1 second'",
        );
        let id = other.mailboxes().await.expect("list")[0].id;
        other.mailbox_wake(id, false);
        until(&other, waiting).await;
        other.close().await;
        second.await.expect("ended");
        let left = psql(database, "select count(*) from desk.lease");
        assert_eq!(left, "0", "given back when the desk closes");
    });
}

#[test]
fn a_server_that_ends_at_once_loses_nothing_that_it_acknowledged() {
    runtime().block_on(async {
        let mut server = Postgres::start_durable().expect("server");
        let url = server.fresh_database().expect("database");
        let office = Office::on_server(url).await;
        let desk = office.desk.clone();
        let mut heard = ears(&desk);
        tokio::time::sleep(Duration::from_millis(300)).await;
        let over = Arc::new(AtomicBool::new(false));
        let working = {
            let (desk, over) = (desk.clone(), Arc::clone(&over));
            tokio::spawn(async move {
                let mut acknowledged = Vec::new();
                while !over.load(Ordering::SeqCst) {
                    let new = NewCase {
                        channel: Channel::Phone,
                        received_at: None,
                        subject: format!("Call {}", acknowledged.len()),
                        text: "About my data.".into(),
                        kinds: Vec::new(),
                        name: "Ada Quill".into(),
                        address: "ada@example.com".into(),
                        detail: String::new(),
                    };
                    match desk.case_new(new).await {
                        Ok(done) => acknowledged.push(done.number),
                        Err(error) => return (acknowledged, Some(error)),
                    }
                }
                (acknowledged, None)
            })
        };
        tokio::time::sleep(Duration::from_secs(2)).await;
        let stopping = tokio::task::spawn_blocking(move || {
            server.stop_immediately();
            // Whoever waits for an answer finds out that none comes.
            std::thread::sleep(Duration::from_secs(1));
            server.start_again().map(|()| server)
        });
        hears(&mut heard, &Heard::Lost).await;
        let server = stopping.await.expect("joined").expect("started again");
        hears(&mut heard, &Heard::Back).await;
        over.store(true, Ordering::SeqCst);
        // Where the end came between two acts, or a lost answer was found out, nothing failed.
        let (acknowledged, error) = working.await.expect("worked");
        let expected = matches!(error, None | Some(Error::Unavailable { .. }));
        assert!(expected, "{error:?}");
        assert!(!acknowledged.is_empty());
        for number in &acknowledged {
            let id = desk
                .case_id(&number.to_string())
                .await
                .expect("it is there");
            desk.case_open(id).await.expect("and opens");
        }
        // At most the one whose answer nobody got is there beside them.
        let there = usize::try_from(desk.info().await.expect("info").cases).expect("number");
        assert!(
            there - acknowledged.len() <= 1,
            "{there} of {}",
            acknowledged.len()
        );
        assert!(desk.audit_verify().await.expect("verify").sound);
        office.call("Work goes on", "It does.").await;
        drop(server);
    });
}

#[test]
fn a_pooler_that_keeps_sessions_is_as_good_as_the_server() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let server = Postgres::shared().expect("server");
        let name = office.database.as_deref().expect("database");
        let pooler = testbed::Pooler::before(server, name).expect("pgbouncer");
        let second = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        second.close().await;
        drop(second);
        let folder = office.folder.path().join(format!("{name}.bo-lind.desk"));
        let file = folder.join("team");
        let text = std::fs::read_to_string(&file).expect("address");
        let (there, instead) = (server.port().to_string(), pooler.port().to_string());
        std::fs::write(&file, text.replace(&there, &instead)).expect("address");
        let desk = Desk::open(Place::folder(folder), crate::team::THEIRS)
            .await
            .expect("through the pooler");
        let mut heard = ears(&desk);
        tokio::time::sleep(Duration::from_millis(300)).await;
        let case = office.call("A call", "About my data.").await;
        hears(&mut heard, &changed("complaints")).await;
        desk.case_note(on(&case, None), "Seen.")
            .await
            .expect("note");
        assert!(desk.audit_verify().await.expect("verify").sound);
    });
}

#[test]
fn who_has_a_case_open_is_seen_and_ends_by_itself() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let database = office.database.clone().expect("database");
        let other = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        let case = office
            .call("About my account", "Please delete it.")
            .await
            .id;
        let mut heard = ears(&other);
        let here = || async {
            office
                .desk
                .attend("main", Some(case), false)
                .await
                .expect("others")
        };
        tokio::time::sleep(Duration::from_millis(300)).await;

        assert!(here().await.is_empty());
        hears(&mut heard, &changed("presence")).await;
        let there = other.attend("main", Some(case), true).await.expect("two");
        assert_eq!(
            (there[0].person.name.as_str(), there[0].writing),
            ("Li Wen", false)
        );
        let there = here().await;
        assert_eq!(
            (there[0].person.name.as_str(), there[0].writing),
            ("Bo Lind", true)
        );
        // Two windows at two cases take nothing from each other; each is left by itself.
        let second = office.call("Another", "Of another.").await.id;
        let beside = other.attend("case", Some(second), false).await;
        assert!(beside.expect("second").is_empty());
        assert!(here().await[0].writing);
        let at_second = office.desk.attend("main", Some(second), false).await;
        assert_eq!(at_second.expect("others").len(), 1);
        other.attend("case", None, false).await.expect("gone");
        assert_eq!(here().await.len(), 1);
        other.attend("main", None, false).await.expect("gone");
        assert!(here().await.is_empty());

        // Who is cut off is there no longer after a while; who closes, at once.
        other.attend("main", Some(case), true).await.expect("back");
        psql(
            &database,
            "update desk.presence set until = now() - interval '1 second'",
        );
        assert!(here().await.is_empty());
        other.attend("main", Some(case), false).await.expect("back");
        other.close().await;
        assert!(here().await.is_empty());
        // It is no act, and nothing of it is in the log.
        let entries = office.desk.audit_verify().await.expect("verify").entries;
        office
            .desk
            .attend("main", Some(case), true)
            .await
            .expect("ok");
        assert_eq!(
            office.desk.audit_verify().await.expect("verify").entries,
            entries + 1
        );
    });
}
