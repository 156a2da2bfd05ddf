//! Mailboxes that are watched: what is asked of them at any moment is done, and nothing else.

use std::time::Duration;

use desk::Desk;
use desk::complaints::View;
use desk::mailbox::{MailboxInput, Secret, SyncState};
use testbed::{Cut, Dovecot, OddServer, Oddity, Proxy};
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::mailbox::{PASSWORD, USER, beside, input, ledger, letter, server, sync};
use crate::mailbox_faults::{add, deliver, exact, last, over};
use crate::office::{Engine, Office, runtime};

fn watch(desk: &Desk) -> JoinHandle<()> {
    let desk = desk.clone();
    tokio::spawn(async move { desk.mailbox_watch().await })
}

async fn state(desk: &Desk) -> SyncState {
    let mailboxes = desk.mailboxes().await.expect("mailboxes");
    mailboxes[0].state.clone()
}

/// Waits for a state of the one mailbox.
pub async fn until(desk: &Desk, wanted: impl Fn(&SyncState) -> bool) -> SyncState {
    for _ in 0..1200 {
        let state = state(desk).await;
        if wanted(&state) {
            return state;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("it stays {:?}", state(desk).await);
}

fn waiting(state: &SyncState) -> bool {
    *state == SyncState::Waiting
}

fn stopped(state: &SyncState) -> bool {
    *state == SyncState::Stopped
}

fn failed(state: &SyncState) -> bool {
    matches!(state, SyncState::Failed { .. })
}

/// Waits for so many cases.
async fn cases(office: &Office, count: usize) {
    for _ in 0..1200 {
        if office.list(View::AllOpen, "").await.len() == count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!(
        "{count} cases did not come: {:?}",
        office.desk.mailboxes().await
    );
}

/// A mailbox with a letter behind a proxy, watched, at rest; how many lines a client says until
/// it listens; and the watch.
async fn at_rest(server: &Dovecot) -> (Office, Proxy, Uuid, u64, JoinHandle<()>) {
    let office = Office::open(Engine::Lite).await;
    let proxy = Proxy::tls(server).expect("proxy");
    add(&office, over(&proxy, server)).await;
    deliver(server, 1..=1);
    sync(&office).await;
    deliver(server, 2..=2);
    let watching = watch(&office.desk);
    cases(&office, 2).await;
    until(&office.desk, waiting).await;
    // The first look compares everything; of the second there is what there is of any.
    let id = office.desk.mailbox("service").await.expect("mailbox").id;
    office.desk.mailbox_stop(id);
    until(&office.desk, stopped).await;
    deliver(server, 3..=3);
    office.desk.mailbox_wake(id, false);
    cases(&office, 3).await;
    until(&office.desk, waiting).await;
    let lines = last(&proxy).client.lines;
    assert!(lines.last().is_some_and(|line| line.ends_with("IDLE")));
    (office, proxy, id, lines.len() as u64, watching)
}

/// As it is, set up anew: whoever watches begins anew with it.
async fn change(office: &Office, input: MailboxInput) {
    let id = office.desk.mailbox("service").await.expect("mailbox").id;
    let same = MailboxInput {
        secret: None,
        ..input
    };
    office.desk.mailbox_change(id, same).await.expect("change");
}

#[test]
fn a_watched_mailbox_brings_new_mail_by_itself_and_outlives_the_server() {
    beside(|office, mut server| async move {
        office
            .desk
            .mailbox_add(input(&server))
            .await
            .expect("mailbox");
        let watching = watch(&office.desk);
        for n in 1..=3 {
            server.deliver(USER, "INBOX", &letter(n)).expect("delivery");
            cases(&office, n as usize).await;
        }
        server.kill();
        server.restart().expect("restart");
        server.deliver(USER, "INBOX", &letter(4)).expect("delivery");
        cases(&office, 4).await;

        let id = office.desk.mailbox("service").await.expect("mailbox").id;
        office.desk.mailbox_stop(id);
        until(&office.desk, stopped).await;
        server.deliver(USER, "INBOX", &letter(5)).expect("delivery");
        office.desk.mailbox_wake(id, false);
        cases(&office, 5).await;
        office.desk.mailbox_remove(id).await.expect("removed");
        assert!(office.desk.mailboxes().await.expect("mailboxes").is_empty());
        office.desk.close().await;
        watching.await.expect("the watch ends with the desk");
    });
}

#[test]
fn a_stop_is_obeyed_at_any_moment_and_holds_until_somebody_asks() {
    runtime().block_on(async {
        let server = server();
        let (office, proxy, id, lines, _watching) = at_rest(&server).await;
        let desk = &office.desk;
        let mut letters = 3;
        for line in 1..=lines {
            letters += 1;
            deliver(&server, letters..=letters);
            proxy.hold_next(Cut::BeforeClientLine(line));
            desk.mailbox_wake(id, false);
            proxy.held().await;
            desk.mailbox_stop(id);
            // While the server still says nothing.
            until(desk, stopped).await;
            proxy.release();
            let connections = proxy.connections().len();
            change(&office, over(&proxy, &server)).await;
            tokio::time::sleep(Duration::from_millis(150)).await;
            until(desk, stopped).await;
            assert_eq!(proxy.connections().len(), connections, "line {line}");
            desk.mailbox_wake(id, false);
            until(desk, waiting).await;
        }
        desk.mailbox_stop(id);
        until(desk, stopped).await;
        exact(&office, &server, letters).await;
    });
}

#[test]
fn what_was_asked_last_counts() {
    runtime().block_on(async {
        let server = server();
        let (office, proxy, id, lines, _watching) = at_rest(&server).await;
        let desk = &office.desk;
        for round in 0..20 {
            // At rest, and stopped.
            desk.mailbox_wake(id, true);
            desk.mailbox_stop(id);
            until(desk, stopped).await;
            tokio::time::sleep(Duration::from_millis(30)).await;
            assert_eq!(state(desk).await, SyncState::Stopped, "round {round}");
        }
        let mut letters = 3;
        for line in 1..=lines {
            letters += 1;
            deliver(&server, letters..=letters);
            proxy.hold_next(Cut::BeforeClientLine(line));
            desk.mailbox_wake(id, false);
            proxy.held().await;
            office.pass(chrono::TimeDelta::minutes(1));
            desk.mailbox_stop(id);
            desk.mailbox_wake(id, true);
            proxy.release();
            reconciled(&office).await;
            cases(&office, letters as usize).await;
        }
    });
}

/// Waits until everything was compared by now.
async fn reconciled(office: &Office) {
    for _ in 0..1200 {
        let ledger = office.desk.ledger().await.expect("ledger").remove(0);
        if ledger.reconciled_at == Some(office.now())
            && state(&office.desk).await == SyncState::Waiting
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("it was not compared: {:?}", office.desk.mailboxes().await);
}

#[test]
fn a_wish_comes_true_whenever_it_comes_and_whatever_fails() {
    runtime().block_on(async {
        let server = server();
        let (office, proxy, id, lines, _watching) = at_rest(&server).await;
        let desk = &office.desk;
        let mut letters = 3;
        for line in 1..=lines {
            letters += 1;
            deliver(&server, letters..=letters);
            proxy.hold_next(Cut::BeforeClientLine(line));
            desk.mailbox_wake(id, false);
            proxy.held().await;
            office.pass(chrono::TimeDelta::minutes(1));
            desk.mailbox_wake(id, true);
            proxy.release();
            reconciled(&office).await;
            // The look that it began breaks; the next one may begin at once.
            office.pass(chrono::TimeDelta::minutes(1));
            letters += 1;
            deliver(&server, letters..=letters);
            proxy.cut_next(Cut::BeforeClientLine(line));
            desk.mailbox_wake(id, true);
            until(desk, failed).await;
            desk.mailbox_wake(id, false);
            reconciled(&office).await;
        }
    });
}

#[test]
fn a_desk_closes_at_once_whatever_its_mailboxes_are_at() {
    runtime().block_on(async {
        let server = server();
        let (mut office, proxy, id, lines, watching) = at_rest(&server).await;
        office.desk.close().await;
        watching.await.expect("the watch ends with the desk");
        let mut letters = 3;
        // Line 0: what is stopped; after the last: what failed, and waits.
        for line in 0..=lines + 1 {
            office = office.reopened().await;
            let desk = &office.desk;
            letters += 1;
            deliver(&server, letters..=letters);
            if line > lines {
                proxy.refuse_next();
            } else if line > 0 {
                proxy.hold_next(Cut::BeforeClientLine(line));
            }
            let watching = watch(desk);
            match line {
                0 => {
                    until(desk, waiting).await;
                    desk.mailbox_stop(id);
                    drop(until(desk, stopped).await);
                }
                line if line > lines => drop(until(desk, failed).await),
                _ => proxy.held().await,
            }
            // Long before a server that says nothing would be given up.
            let closing = async {
                desk.close().await;
                watching.await.expect("the watch ends with the desk");
            };
            let closed = tokio::time::timeout(mail::server::SILENCE / 3, closing).await;
            closed.expect("it does not close");
            proxy.release();
        }
        let office = office.reopened().await;
        sync(&office).await;
        exact(&office, &server, letters).await;
    });
}

/// How long from now until it is tried again.
fn wait_of(state: &SyncState) -> chrono::TimeDelta {
    match state {
        SyncState::Failed { retry_at, .. } => retry_at.expect("a time") - chrono::Utc::now(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_only_a_person_can_help_is_not_tried_again_and_again() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let server = server();
        let proxy = Proxy::tls(&server).expect("proxy");
        deliver(&server, 1..=1);
        let wrong = MailboxInput {
            secret: Some(Secret::Password("not this one".into())),
            ..over(&proxy, &server)
        };
        add(&office, wrong).await;
        let desk = &office.desk;
        watch(desk);
        let state = until(desk, failed).await;
        let wait = wait_of(&state);
        assert!(wait.num_minutes() >= 58, "{wait}");
        assert_eq!(proxy.connections().len(), 1);
        // What is put right is read at once.
        let id = desk.mailbox("service").await.expect("mailbox").id;
        let changed = desk.mailbox_change(id, over(&proxy, &server)).await;
        changed.expect("change");
        until(desk, waiting).await;
        cases(&office, 1).await;

        // Put right on the server, it is read when somebody asks.
        server.add_user(USER, "another").expect("user");
        desk.mailbox_wake(id, false);
        let state = until(desk, failed).await;
        assert!(wait_of(&state).num_minutes() >= 58);
        server.add_user(USER, PASSWORD).expect("user");
        desk.mailbox_wake(id, false);
        until(desk, waiting).await;

        // A server that can't be reached is tried again soon.
        proxy.refuse_next();
        proxy.cut_all();
        let state = until(desk, failed).await;
        assert!(wait_of(&state).num_seconds() <= 10, "{state:?}");
        until(desk, waiting).await;
    });
}

#[test]
fn a_server_that_takes_nobody_just_now_is_tried_again_soon() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let odd = OddServer::start([Oddity::RefusesLogin("[UNAVAILABLE] later")]);
        let server = odd.expect("server");
        add(
            &office,
            MailboxInput {
                port: server.port(),
                tls: desk::mailbox::Tls::None,
                ca: None,
                ..input(&self::server())
            },
        )
        .await;
        watch(&office.desk);
        let state = until(&office.desk, failed).await;
        assert!(wait_of(&state).num_seconds() <= 10, "{state:?}");
        server.become_odd([Oddity::RefusesLogin("[AUTHENTICATIONFAILED] no")]);
        let id = office.desk.mailbox("service").await.expect("mailbox").id;
        office.desk.mailbox_wake(id, false);
        let long = |state: &SyncState| failed(state) && wait_of(state).num_minutes() >= 58;
        until(&office.desk, long).await;
    });
}

#[test]
fn a_folder_that_is_gone_keeps_the_others_being_read_and_listened_to() {
    beside(|office, server| async move {
        let desk = &office.desk;
        let gone = "Gone";
        server.create_folder(USER, gone).expect("folder");
        add(&office, input(&server)).await;
        let mut letters = 0;
        let watching = watch(desk);
        for folders in [["INBOX", gone], [gone, "INBOX"]] {
            let both = MailboxInput {
                folders: folders.map(str::to_owned).to_vec(),
                ..input(&server)
            };
            change(&office, both.clone()).await;
            until(desk, waiting).await;
            server.delete_folder(USER, gone).expect("deleted");
            let id = desk.mailbox("service").await.expect("mailbox").id;
            desk.mailbox_wake(id, false);
            let state = until(desk, failed).await;
            assert!(
                matches!(&state, SyncState::Failed { params, .. } if params["step"] == "folder"),
                "{state:?}"
            );
            for _ in 0..2 {
                letters += 1;
                deliver(&server, letters..=letters);
                // Told, not found: who looks every minute comes too late.
                cases(&office, letters as usize).await;
            }
            server.create_folder(USER, gone).expect("folder");
            letters += 1;
            let raw = letter(letters);
            server.deliver(USER, gone, &raw).expect("delivery");
            desk.mailbox_wake(id, false);
            until(desk, waiting).await;
            cases(&office, letters as usize).await;
        }
        assert_eq!(ledger(&office).await.missing, 0);
        desk.close().await;
        watching.await.expect("the watch ends with the desk");
    });
}
