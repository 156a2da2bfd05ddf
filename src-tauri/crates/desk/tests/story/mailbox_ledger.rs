//! The ledger adds up at any moment, and whoever else reads the mailbox.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use desk::Desk;
use desk::complaints::View;
use desk::mailbox::{MailboxInput, SyncReport};
use desk::workspace::Place;
use testbed::{Cut, Dovecot, Proxy};
use tokio::task::JoinHandle;

use crate::mailbox::{USER, beside, input, ledger, letter, server, sync};
use crate::mailbox_faults::{add, deliver, exact, last, over};
use crate::office::{Engine, Office, PASSPHRASE, runtime};

fn look(desk: &Desk) -> JoinHandle<desk::Result<SyncReport>> {
    let desk = desk.clone();
    tokio::spawn(async move { desk.mailbox_sync("service", false).await })
}

/// Which line of the client's this is, counted from 1.
fn line_of(proxy: &Proxy, word: &str) -> u64 {
    let lines = last(proxy).client.lines;
    let at = lines.iter().position(|line| line.contains(word));
    at.expect("said") as u64 + 1
}

#[test]
fn nothing_is_ever_less_than_missing() {
    beside(|office, server| async move {
        let proxy = Proxy::tls(&server).expect("proxy");
        add(&office, over(&proxy, &server)).await;
        let id = office.desk.mailbox("service").await.expect("mailbox").id;
        let over = Arc::new(AtomicBool::new(false));
        let watching = tokio::spawn({
            let (desk, over) = (office.desk.clone(), Arc::clone(&over));
            async move {
                while !over.load(Ordering::SeqCst) {
                    let ledger = desk.ledger().await.expect("ledger").remove(0);
                    assert!(ledger.missing >= 0, "{ledger:?}");
                    tokio::task::yield_now().await;
                }
            }
        });
        // So long that each is fetched alone.
        for n in 1..=3 {
            let mut long = letter(n);
            long.resize(5 << 20, b'x');
            server.deliver(USER, "INBOX", &long).expect("delivery");
        }
        proxy.hold_next(Cut::InServerLiteral(3));
        let looking = look(&office.desk);
        proxy.held().await;
        // What came before is written meanwhile.
        let mut counted = ledger(&office).await;
        while counted.opened < 2 {
            tokio::task::yield_now().await;
            counted = ledger(&office).await;
        }
        assert_eq!((counted.server, counted.opened, counted.missing), (3, 2, 1));
        office.desk.mailbox_stop(id);
        let report = looking.await.expect("look").expect("a report");
        assert!(report.mail.cancelled);
        assert_eq!((report.mail.seen, report.mail.opened), (2, 2));
        assert_eq!(report.folders[0].missing, 1);
        proxy.release();
        assert_eq!(sync(&office).await.mail.opened, 1);

        // Others take away what is here, and bring more.
        let uids = server.uids(USER, "INBOX").expect("uids");
        server.expunge(USER, "INBOX", &uids[..2]).expect("expunge");
        let examine = line_of(&proxy, "EXAMINE");
        proxy.hold_next(Cut::BeforeClientLine(examine + 1));
        let looking = look(&office.desk);
        proxy.held().await;
        let counted = ledger(&office).await;
        assert_eq!((counted.server, counted.missing), (3, 0), "as last seen");
        office.desk.mailbox_stop(id);
        let report = looking.await.expect("look").expect("a report");
        assert!(report.mail.cancelled);
        proxy.release();
        for n in 4..=6 {
            server.deliver(USER, "INBOX", &letter(n)).expect("delivery");
        }
        proxy.hold_next(Cut::BeforeClientLine(examine + 1));
        let looking = look(&office.desk);
        proxy.held().await;
        server.deliver(USER, "INBOX", &letter(7)).expect("delivery");
        proxy.release();
        looking.await.expect("look").expect("a report");
        sync(&office).await;
        let counted = ledger(&office).await;
        assert_eq!(
            (counted.server, counted.opened, counted.vanished),
            (5, 5, 2)
        );
        over.store(true, Ordering::SeqCst);
        watching.await.expect("it always added up");
    });
}

#[test]
fn what_is_held_is_held_once_wherever_others_put_it() {
    beside(|office, server| async move {
        server.create_folder(USER, "Done").expect("folder");
        let mut huge = letter(1);
        huge.resize((64 << 20) + 1, b'x');
        server.deliver(USER, "INBOX", &huge).expect("delivery");
        let both = MailboxInput {
            folders: vec!["INBOX".into(), "Done".into()],
            ..input(&server)
        };
        add(&office, both).await;
        assert_eq!(sync(&office).await.mail.held, 1);
        let known = async |what: &str| {
            let mail = sync(&office).await.mail;
            assert_eq!((mail.held, mail.already_here), (0, 1), "{what}");
            assert_eq!(office.list(View::Quarantined, "").await.len(), 1);
            let ledgers = office.desk.ledger().await.expect("ledger");
            assert_eq!(ledgers.iter().map(|one| one.held).sum::<i64>(), 1);
            assert!(ledgers.iter().all(|one| one.missing == 0));
        };
        let there = server.uids(USER, "INBOX").expect("uids");
        server.move_to(USER, "INBOX", &there, "Done").expect("move");
        known("moved").await;
        server
            .set_uid_validity(USER, "Done", 9_999)
            .expect("uidvalidity");
        known("anew").await;
        let there = server.uids(USER, "Done").expect("uids");
        server.move_to(USER, "Done", &there, "INBOX").expect("move");
        known("back").await;
    });
}

/// The same person's workspace on a server, opened on a second computer.
async fn second(office: &Office) -> (Desk, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("folder");
    let copy = folder.path().join("second.desk");
    std::fs::create_dir(&copy).expect("folder");
    for name in ["keys", "keys.copy", "team"] {
        std::fs::copy(office.place.folder.join(name), copy.join(name)).expect("keys");
    }
    let desk = Desk::open(Place::folder(copy), PASSPHRASE).await;
    (desk.expect("open"), folder)
}

#[test]
fn two_desks_take_the_same_mail_in_once() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let server: Dovecot = server();
        let proxy = Proxy::tls(&server).expect("proxy");
        add(&office, over(&proxy, &server)).await;
        let (other, _folder) = second(&office).await;
        deliver(&server, 1..=3);
        sync(&office).await;
        let mut letters = 3;
        let mut more = |count: u32| {
            deliver(&server, letters + 1..=letters + count);
            letters += count;
            letters
        };
        more(3);
        sync(&office).await;
        let lines = last(&proxy).client.lines.len() as u64;
        // One does all of it between two steps of the other, the last of which is its goodbye.
        for line in 1..lines {
            let letters = more(3);
            proxy.hold_next(Cut::BeforeClientLine(line));
            let slow = look(&office.desk);
            proxy.held().await;
            let fast = look(&other).await.expect("look").expect("the fast one");
            assert_eq!(fast.mail.opened, 3, "line {line}");
            proxy.release();
            let slow = slow.await.expect("look").expect("the slow one");
            assert_eq!(slow.mail.opened, 0, "line {line}");
            exact(&office, &server, letters).await;
        }
        // Both at once, also where UIDs begin anew.
        for round in 0..8 {
            let letters = more(30);
            if round % 2 == 1 {
                let validity = 1_000 + round;
                server
                    .set_uid_validity(USER, "INBOX", validity)
                    .expect("uidvalidity");
            }
            let both = [look(&office.desk), look(&other)];
            let mut opened = 0;
            for one in both {
                let report = one.await.expect("look").expect("both come through");
                opened += report.mail.opened;
            }
            assert_eq!(opened, 30, "round {round}");
            exact(&office, &server, letters).await;
        }
        other.close().await;
    });
}
