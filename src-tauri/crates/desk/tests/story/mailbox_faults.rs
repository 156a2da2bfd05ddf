//! Connections break, servers die, mail moves while it is read: nothing is lost, nothing comes
//! twice.

use std::collections::BTreeSet;
use std::time::Duration;

use desk::Error;
use desk::complaints::View;
use desk::mailbox::{LedgerQuery, MailboxInput};
use testbed::{Connection, Cut, Dovecot, Proxy, soak};

use crate::mailbox::{USER, beside, input, ledger, letter, server, sync};
use crate::office::{Engine, Office, runtime, tell};

/// The mailbox, reached over a proxy.
pub fn over(proxy: &Proxy, server: &Dovecot) -> MailboxInput {
    MailboxInput {
        port: proxy.port(),
        ..input(server)
    }
}

pub async fn add(office: &Office, input: MailboxInput) {
    office.desk.mailbox_add(input).await.expect("mailbox");
}

/// Delivers the letters with these numbers.
pub fn deliver(server: &Dovecot, numbers: std::ops::RangeInclusive<u32>) {
    let letters = numbers.map(letter);
    server
        .deliver_many(USER, "INBOX", letters)
        .expect("delivery");
}

/// A look that fails: at which step, and why.
pub async fn failing(office: &Office) -> Result<(), (String, String)> {
    match office.desk.mailbox_sync("service", false).await {
        Ok(_) => Ok(()),
        Err(Error::Mailbox { step, why, .. }) => Err((step, why)),
        Err(other) => panic!("{other:?}"),
    }
}

/// Holds the folder's ledger against the server's own list, and what is here, byte for byte,
/// against the letters that were ever delivered: each is one case.
pub async fn exact(office: &Office, server: &Dovecot, letters: u32) {
    let counted = ledger(office).await;
    assert_eq!(counted.missing, 0, "{counted:?}");
    let here = entries(office, Some(false)).await;
    let uids: Vec<i64> = here.iter().rev().map(|(uid, _)| *uid).collect();
    let on_server = server.uids(USER, "INBOX").expect("uids");
    let on_server: Vec<i64> = on_server.into_iter().map(i64::from).collect();
    assert_eq!(uids, on_server);

    let mut raws = Vec::new();
    for case in office.list(View::AllOpen, "").await {
        let case = office.desk.case_open(case.id).await.expect("case");
        for message in &case.messages {
            raws.push(office.desk.raw(message.id).await.expect("raw"));
        }
    }
    let wanted: BTreeSet<Vec<u8>> = (1..=letters).map(letter).collect();
    assert_eq!(raws.len(), wanted.len(), "a letter is one message");
    assert_eq!(raws.into_iter().collect::<BTreeSet<_>>(), wanted);
    assert!(office.desk.audit_verify().await.expect("verdict").sound);
}

/// UIDs and subjects of the folder, highest first.
async fn entries(office: &Office, gone: Option<bool>) -> Vec<(i64, String)> {
    let folder = ledger(office).await.id;
    let mut all = Vec::new();
    let mut query = LedgerQuery {
        gone,
        limit: 500,
        ..LedgerQuery::default()
    };
    loop {
        let page = office.desk.ledger_entries(folder, &query).await;
        let page = page.expect("entries");
        query.before = page.last().map(|entry| entry.uid);
        all.extend(page.into_iter().map(|entry| (entry.uid, entry.subject)));
        if query.before.is_none() {
            return all;
        }
    }
}

pub fn last(proxy: &Proxy) -> Connection {
    proxy.connections().pop().expect("a connection")
}

/// The step at which a client is that said this last, and nothing before.
fn step(line: Option<&String>) -> &'static str {
    let Some(line) = line else {
        return "greeting";
    };
    match line.split(' ').nth(1).unwrap_or_default() {
        "CAPABILITY" | "LOGIN" | "ID" => "login",
        "EXAMINE" => "folder",
        "UID" => "fetch",
        "LOGOUT" => "",
        other => panic!("{other}"),
    }
}

#[test]
fn a_connection_is_cut_at_every_command_and_in_every_literal() {
    tell(|office| async move {
        let server = server();
        let proxy = Proxy::tls(&server).expect("proxy");
        add(&office, over(&proxy, &server)).await;
        deliver(&server, 1..=3);
        sync(&office).await;
        let mut letters = 3;
        // Three more letters each time: the dry run tells what there is to cut.
        deliver(&server, 4..=6);
        letters += 3;
        sync(&office).await;
        let whole = last(&proxy);
        assert_eq!(whole.server.literals, 3);
        let commands = whole.client.lines.len();
        let some = |count: u64, stride: u64| (0..count).step_by(stride as usize);
        let cuts = (1..=commands as u64)
            .map(Cut::BeforeClientLine)
            .chain((1..=whole.server.lines.len() as u64).map(Cut::BeforeServerLine))
            .chain((1..=3).map(Cut::InServerLiteral))
            .chain(
                some(whole.server.bytes, if soak() { 7 } else { 311 }).map(Cut::AfterServerBytes),
            )
            .chain(
                some(whole.client.bytes, if soak() { 3 } else { 61 }).map(Cut::AfterClientBytes),
            );
        for cut in cuts {
            if office.engine == Engine::Pg && !soak() && letters > 60 {
                break;
            }
            deliver(&server, letters + 1..=letters + 3);
            letters += 3;
            proxy.cut_next(cut);
            let ended = failing(&office).await;
            let heard = last(&proxy).client.lines;
            // The command that was not passed on whole is the one that was waited for; where an
            // answer was passed on whole, the next one may have been said already.
            let last = step(heard.last());
            let next = step(whole.client.lines.get(heard.len()).or(heard.last()));
            let steps = match cut {
                Cut::BeforeClientLine(_) | Cut::AfterClientBytes(_) => [next, next],
                Cut::AfterServerBytes(_) => [last, next],
                _ => [last, last],
            };
            // Before a word was passed on the greeting may not have been, either.
            let greeting = heard.is_empty().then_some("greeting");
            let fits = steps.into_iter().chain(greeting).any(|step| match step {
                // Nothing is waited for after the goodbye.
                "" => ended.is_ok(),
                step => ended == Err((step.into(), "closed".into())),
            });
            assert!(fits, "{cut:?} {ended:?}");
            sync(&office).await;
            let counted = ledger(&office).await;
            assert_eq!(
                (counted.server, counted.opened, counted.missing),
                (letters.into(), letters.into(), 0),
                "{cut:?}"
            );
        }
        exact(&office, &server, letters).await;
    });
}

#[test]
fn an_answer_may_come_in_any_two_pieces() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let server = server();
        let proxy = Proxy::tls(&server).expect("proxy");
        add(&office, over(&proxy, &server)).await;
        deliver(&server, 1..=3);
        sync(&office).await;
        // A look at what is here already, with all of it compared.
        let compared = office.desk.mailbox_sync("service", true).await;
        compared.expect("reconciled");
        let whole = last(&proxy).server.bytes;
        let stride = if soak() { 5 } else { 97 };
        // The goodbye is not waited for.
        for bytes in (0..whole - 100).step_by(stride) {
            proxy.hold_next(Cut::AfterServerBytes(bytes));
            let look = tokio::spawn({
                let desk = office.desk.clone();
                async move { desk.mailbox_sync("service", true).await.map(drop) }
            });
            proxy.held().await;
            proxy.release();
            assert_eq!(look.await.expect("look"), Ok(()), "{bytes}");
        }
        exact(&office, &server, 3).await;
    });
}

#[test]
fn a_connection_is_cut_before_it_is_encrypted() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let server = server();
        let proxy = Proxy::start(server.imaps_port()).expect("proxy");
        add(&office, over(&proxy, &server)).await;
        deliver(&server, 1..=3);
        for bytes in [0, 1, 40, 500, 1000] {
            proxy.cut_next(Cut::AfterServerBytes(bytes));
            let ended = failing(&office).await.expect_err("cut");
            assert!(
                ["tls", "greeting"].contains(&ended.0.as_str()) && ended.1 == "closed",
                "{bytes}: {ended:?}"
            );
        }
        proxy.refuse_next();
        let refused = failing(&office).await.expect_err("refused");
        assert_eq!(refused.0, "tls");
        sync(&office).await;
        exact(&office, &server, 3).await;
    });
}

#[test]
fn a_server_that_falls_silent_is_given_up() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let server = server();
        let proxy = Proxy::tls(&server).expect("proxy");
        add(&office, over(&proxy, &server)).await;
        deliver(&server, 1..=3);
        sync(&office).await;
        deliver(&server, 4..=6);
        sync(&office).await;
        let mut letters = 6;
        let lines = last(&proxy).client.lines;
        for number in 1..=lines.len() {
            deliver(&server, letters + 1..=letters + 1);
            letters += 1;
            let mut silence = Duration::from_millis(400);
            loop {
                office.desk.pretend_impatience(silence);
                proxy.stall_next(Cut::BeforeClientLine(number as u64));
                let ended = failing(&office).await;
                if last(&proxy).client.lines.len() < number - 1 {
                    // The computer was slower than the server may be.
                    silence *= 2;
                    continue;
                }
                match step(Some(&lines[number - 1])) {
                    "" => assert_eq!(ended, Ok(()), "a goodbye is not waited for"),
                    at => assert_eq!(ended, Err((at.into(), "timeout".into()))),
                }
                break;
            }
            office.desk.pretend_impatience(mail::server::SILENCE);
            sync(&office).await;
        }
        exact(&office, &server, letters).await;
    });
}

#[test]
fn a_server_that_dies_at_any_moment_is_read_on_from_there() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let mut server = server();
        add(&office, input(&server)).await;
        let cycles = if soak() { 60 } else { 8 };
        let mut failed = 0;
        for cycle in 1..=cycles {
            deliver(&server, (cycle - 1) * 40 + 1..=cycle * 40);
            let look = tokio::spawn({
                let desk = office.desk.clone();
                async move { desk.mailbox_sync("service", false).await.is_err() }
            });
            tokio::time::sleep(Duration::from_millis(u64::from(cycle) * 7 % 130)).await;
            match cycle % 2 {
                0 => server.kill(),
                _ => server.stop(),
            }
            failed += u32::from(look.await.expect("look"));
            server.restart().expect("restart");
            sync(&office).await;
            assert_eq!(ledger(&office).await.opened, i64::from(cycle * 40));
        }
        assert!(failed > 0, "no look was under way");
        exact(&office, &server, cycles * 40).await;
    });
}

#[test]
fn what_others_take_away_between_two_steps_is_accounted_for() {
    beside(|office, server| async move {
        server.create_folder(USER, "Done").expect("folder");
        let proxy = Proxy::tls(&server).expect("proxy");
        add(&office, over(&proxy, &server)).await;
        deliver(&server, 1..=2);
        sync(&office).await;
        deliver(&server, 3..=4);
        sync(&office).await;
        let lines = last(&proxy).client.lines;
        let searching = lines
            .iter()
            .position(|line| line.contains("UID SEARCH"))
            .expect("a search") as u64;
        let mut letters = 4;
        // Before the search, the sizes and the bodies are asked for; and within a body.
        let places = [1, 2, 3]
            .map(|ahead| Cut::BeforeClientLine(searching + ahead))
            .into_iter()
            .chain([1, 2, 4].map(Cut::InServerLiteral));
        for place in places {
            deliver(&server, letters + 1..=letters + 5);
            letters += 5;
            proxy.hold_next(place);
            let look = tokio::spawn({
                let desk = office.desk.clone();
                async move { desk.mailbox_sync("service", false).await }
            });
            proxy.held().await;
            let uids = server.uids(USER, "INBOX").expect("uids");
            let new = &uids[uids.len() - 5..];
            server.expunge(USER, "INBOX", &new[..1]).expect("expunge");
            server
                .move_to(USER, "INBOX", &new[2..3], "Done")
                .expect("move");
            deliver(&server, letters + 1..=letters + 1);
            letters += 1;
            proxy.release();
            // Whether this look comes through is the server's to say.
            let ended = look.await.expect("look");
            eprintln!(
                "{place:?}: {:?}",
                ended.as_ref().map(|report| report.vanished)
            );
            sync(&office).await;
            let counted = ledger(&office).await;
            assert_eq!((counted.missing, counted.held), (0, 0), "{place:?}");
            let here = entries(&office, Some(false)).await;
            let uids = server.uids(USER, "INBOX").expect("uids");
            assert!(
                here.iter()
                    .rev()
                    .map(|(uid, _)| *uid)
                    .eq(uids.into_iter().map(i64::from)),
                "{place:?}"
            );
            assert_eq!(counted.server as usize, here.len(), "{place:?}");
        }
        // What was moved is found where it went.
        let both = MailboxInput {
            secret: None,
            folders: vec!["INBOX".into(), "Done".into()],
            ..over(&proxy, &server)
        };
        let id = office.desk.mailbox("service").await.expect("mailbox").id;
        office.desk.mailbox_change(id, both).await.expect("change");
        let report = sync(&office).await;
        let moved = &report.folders[1];
        assert_eq!((moved.server, moved.missing), (6, 0));
    });
}

#[test]
fn uids_that_begin_anew_between_two_steps_lose_nothing() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let server = server();
        let proxy = Proxy::tls(&server).expect("proxy");
        add(&office, over(&proxy, &server)).await;
        deliver(&server, 1..=2);
        sync(&office).await;
        let lines = last(&proxy).client.lines;
        let examine = lines
            .iter()
            .position(|line| line.contains("EXAMINE"))
            .expect("EXAMINE") as u64
            + 1;
        let mut letters = 2;
        for (round, place) in (examine..=examine + 3).enumerate() {
            for renumbered in [false, true] {
                deliver(&server, letters + 1..=letters + 3);
                letters += 3;
                proxy.hold_next(Cut::BeforeClientLine(place));
                let look = tokio::spawn({
                    let desk = office.desk.clone();
                    async move { desk.mailbox_sync("service", false).await }
                });
                proxy.held().await;
                if renumbered {
                    server.renumber(USER, "INBOX").expect("renumber");
                } else {
                    let validity = 1_000 + u32::try_from(round).expect("few");
                    server
                        .set_uid_validity(USER, "INBOX", validity)
                        .expect("uidvalidity");
                }
                proxy.release();
                let ended = look.await.expect("look");
                eprintln!(
                    "{place} {renumbered}: {:?}",
                    ended.map(|report| report.relisted)
                );
                sync(&office).await;
                let compared = office.desk.mailbox_sync("service", true).await;
                compared.expect("reconciled");
                exact(&office, &server, letters).await;
            }
        }
    });
}

#[test]
fn uids_that_begin_anew_and_grow_past_us_with_the_same_sizes_are_seen() {
    beside(|office, server| async move {
        add(&office, input(&server)).await;
        deliver(&server, 1..=4);
        sync(&office).await;
        let uids = server.uids(USER, "INBOX").expect("uids");
        server.expunge(USER, "INBOX", &uids).expect("expunge");
        server.renumber(USER, "INBOX").expect("renumber");
        // The server's clock counts seconds.
        tokio::time::sleep(Duration::from_millis(1100)).await;
        deliver(&server, 5..=9);
        assert_eq!(letter(1).len(), letter(5).len());
        let report = office.desk.mailbox_sync("service", true).await;
        assert_eq!(report.expect("reconciled").relisted, 1);
        exact(&office, &server, 9).await;
    });
}

#[test]
fn a_folder_that_is_gone_keeps_no_other_waiting() {
    beside(|office, server| async move {
        let folders = ["Gone", "INBOX"];
        server.create_folder(USER, folders[0]).expect("folder");
        add(
            &office,
            MailboxInput {
                folders: folders.map(str::to_owned).to_vec(),
                ..input(&server)
            },
        )
        .await;
        sync(&office).await;
        server.delete_folder(USER, folders[0]).expect("deleted");
        deliver(&server, 1..=2);
        let ended = failing(&office).await;
        assert_eq!(ended, Err(("folder".into(), "refused".into())));
        assert_eq!(office.list(View::AllOpen, "").await.len(), 2);
    });
}

#[test]
fn a_full_disk_is_told_and_the_look_goes_on_later() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let server = server();
        add(&office, input(&server)).await;
        deliver(&server, 1..=250);
        office.desk.pretend_full(true).await.expect("full");
        for _ in 0..2 {
            let failed = office.desk.mailbox_sync("service", false).await;
            assert!(
                matches!(&failed, Err(Error::DiskFull { path }) if path.ends_with("office.desk")),
                "{failed:?}"
            );
        }
        office.desk.pretend_full(false).await.expect("room");
        sync(&office).await;
        exact(&office, &server, 250).await;
    });
}
