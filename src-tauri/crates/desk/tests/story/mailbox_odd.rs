//! Servers that say what a Dovecot never would: one bad mail never blocks a mailbox.

use std::time::Duration;

use desk::Error;
use desk::complaints::View;
use desk::mailbox::{FolderLedger, MailboxInput, Secret, SyncState, Tls};
use testbed::{OddServer, Oddity};

use crate::mailbox::{PASSWORD, USER, ledger, letter, sync};
use crate::office::{Engine, Office, mail, on, runtime, tell};

/// Tells a story of an odd server that has three letters.
fn of<F: Future<Output = ()>>(
    odd: impl IntoIterator<Item = Oddity>,
    story: impl FnOnce(Office, OddServer) -> F,
) {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let server = OddServer::start(odd).expect("server");
        for n in 1..=3 {
            server.deliver(&letter(n));
        }
        add(&office, &server).await;
        story(office, server).await;
    });
}

async fn add(office: &Office, server: &OddServer) {
    let input = MailboxInput {
        name: "service".into(),
        host: "localhost".into(),
        port: server.port(),
        tls: Tls::None,
        user: USER.into(),
        secret: Some(Secret::Password(PASSWORD.into())),
        ca: None,
        folders: Vec::new(),
        authserv_ids: Vec::new(),
        smtp: None,
    };
    office.desk.mailbox_add(input).await.expect("mailbox");
}

async fn look(office: &Office) -> Result<(), (String, String, String)> {
    match office.desk.mailbox_sync("service", false).await {
        Ok(_) => Ok(()),
        Err(Error::Mailbox { step, why, said }) => Err((step, why, said)),
        Err(other) => panic!("{other:?}"),
    }
}

/// Every message that is here in bytes, in the order of their arrival.
async fn raws(office: &Office) -> Vec<Vec<u8>> {
    let mut cases = office.list(View::AllOpen, "").await;
    cases.sort_by_key(|case| case.number);
    let mut raws = Vec::new();
    for case in cases {
        let case = office.desk.case_open(case.id).await.expect("case");
        for message in &case.messages {
            if let Ok(raw) = office.desk.raw(message.id).await {
                raws.push(raw);
            }
        }
    }
    raws
}

/// Looks until nothing is missing, and gives how many looks that took.
async fn until_settled(office: &Office) -> (u32, FolderLedger) {
    for looks in 1..=16 {
        let ended = look(office).await;
        let ledger = ledger(office).await;
        if ended.is_ok() && ledger.missing == 0 {
            return (looks, ledger);
        }
    }
    panic!("blocked: {:?}", look(office).await);
}

#[test]
fn what_may_be_left_out_or_said_otherwise_does_no_harm() {
    use Oddity::*;
    for odd in [
        vec![NoUidNext],
        vec![NoUidNext, EchoesLast, StrictSets],
        vec![NoId, NoIdle],
        vec![MixedCase],
        vec![Literals],
        vec![Chatty],
        vec![Dribbles],
        vec![GuessesSizes],
        vec![Chatty, MixedCase, NoUidNext, EchoesLast, GuessesSizes],
    ] {
        eprintln!("{odd:?}");
        of(odd, |office, server| async move {
            let tested = office.desk.mailbox_test_kept("service").await;
            let tested = tested.expect("report");
            assert!(tested.ok, "{tested:?}");
            assert_eq!(tested.folders, ["INBOX"]);
            assert_eq!(sync(&office).await.mail.opened, 3);
            assert_eq!(sync(&office).await.mail.opened, 0);
            server.deliver(&letter(4));
            server.expunge(2);
            assert_eq!(sync(&office).await.mail.opened, 1);
            let all = office.desk.mailbox_sync("service", true).await;
            assert_eq!(all.expect("reconciled").mail.opened, 0);
            let counted = ledger(&office).await;
            assert_eq!((counted.server, counted.opened), (3, 3));
            let raws = raws(&office).await;
            assert_eq!(raws, (1..=4).map(letter).collect::<Vec<_>>());
            for uid in [1, 3, 4] {
                server.expunge(uid);
            }
            sync(&office).await;
            assert_eq!(ledger(&office).await.server, 0);
        });
    }
}

#[test]
fn one_bad_mail_never_blocks_a_mailbox() {
    use Oddity::*;
    for bad in [
        Refuses(2),
        WithoutBody(2),
        GarblesBody(2),
        GarblesSize(2),
        Dateless(2),
        HangsUpAt(2),
    ] {
        of([bad], |office, server| async move {
            let (looks, counted) = until_settled(&office).await;
            eprintln!("{bad:?}: {looks} looks");
            assert!(looks > 2, "it may have been the connection");
            assert_eq!((counted.opened, counted.held), (2, 1), "{bad:?}");
            let held = office.list(View::Quarantined, "").await;
            assert_eq!(held.len(), 1, "{bad:?}");
            // What comes after it comes at once, and every message is compared.
            server.deliver(&letter(4));
            assert_eq!(sync(&office).await.mail.opened, 1);
            let all = office.desk.mailbox_sync("service", true).await;
            all.expect("reconciled");
            let counted = ledger(&office).await;
            assert_eq!((counted.opened, counted.held), (3, 1), "{bad:?}");
            assert_eq!(raws(&office).await, [1, 3, 4].map(letter));
        });
    }
}

#[test]
fn what_is_larger_than_the_server_says_is_held_by_name() {
    of([Oddity::Understates(4)], |office, server| async move {
        let mut huge = letter(4);
        huge.resize((64 << 20) + 1, b'x');
        server.deliver(&huge);
        server.deliver(&letter(5));
        let mail = sync(&office).await.mail;
        assert_eq!((mail.opened, mail.held), (4, 1));
        let held = office.list(View::Quarantined, "").await;
        let case = office.desk.case_open(held[0].id).await.expect("case");
        let message = &case.messages[0];
        assert_eq!(message.reason.as_deref(), Some("too-large"));
        assert_eq!(message.size, huge.len() as u64);
        // Nor is it another message because it is so large.
        let compared = office.desk.mailbox_sync("service", true).await;
        let compared = compared.expect("reconciled");
        assert_eq!((compared.relisted, compared.mail.seen), (0, 0));
        assert_eq!(ledger(&office).await.held, 1);
    });
}

#[test]
fn what_was_not_given_is_asked_for_again_and_stays_in_its_case() {
    use Oddity::*;
    for (bad, worked_on) in [
        (Refuses(2), false),
        (Refuses(2), true),
        (WithoutBody(2), false),
        (GarblesBody(2), false),
        (HangsUpAt(2), true),
    ] {
        tell(|office| async move {
            let server = OddServer::start([bad]).expect("server");
            for n in 1..=3 {
                server.deliver(&letter(n));
            }
            add(&office, &server).await;
            until_settled(&office).await;
            let held = office.list(View::Quarantined, "").await.remove(0);
            let case = office.desk.case_open(held.id).await.expect("case");
            if worked_on {
                let noted = office.desk.case_note(on(&case), "Whose is it?").await;
                noted.expect("note");
            }
            let compare = async || {
                let report = office.desk.mailbox_sync("service", true).await;
                report.expect("reconciled").mail
            };
            assert_eq!(compare().await.seen, 0, "it is not given yet");
            server.become_odd([]);
            let mail = compare().await;
            assert_eq!((mail.seen, mail.opened), (1, 1), "{bad:?}");
            let counted = ledger(&office).await;
            assert_eq!((counted.opened, counted.held, counted.missing), (3, 0, 0));
            assert!(office.list(View::Quarantined, "").await.is_empty());
            let case = office.desk.case_open(held.id).await.expect("case");
            assert_eq!(case.messages.len(), 1);
            assert_eq!(case.messages[0].subject, "Letter 2");
            assert_eq!(case.messages[0].reason, None);
            assert_eq!(
                case.subject == "Letter 2",
                !worked_on,
                "what was done stays"
            );
            let mut all = raws(&office).await;
            all.sort();
            assert_eq!(all, [1, 2, 3].map(letter));
            let found = office.list(View::AllOpen, "Letter").await;
            assert_eq!(found.len(), 3, "it is found by its words");
            assert_eq!(compare().await.seen, 0, "nothing twice");
            assert!(office.desk.audit_verify().await.expect("verdict").sound);
        });
    }
}

#[test]
fn what_was_not_given_keeps_the_links_of_its_case() {
    tell(|office| async move {
        let server = OddServer::start([Oddity::Refuses(2)]).expect("server");
        for n in 1..=2 {
            server.deliver(&letter(n));
        }
        add(&office, &server).await;
        until_settled(&office).await;
        let held = office.list(View::Quarantined, "").await.remove(0);
        let other = office.case(1).await;
        let linked = office.desk.case_link(on(&other), held.id, true).await;
        linked.expect("link");
        server.become_odd([]);
        let compared = office.desk.mailbox_sync("service", true).await;
        assert_eq!(compared.expect("reconciled").mail.opened, 1);
        let case = office.desk.case_open(held.id).await.expect("case");
        let links = case.links.iter().filter(|link| link.linked);
        assert_eq!(links.count(), 1, "it was made from the other side");
    });
}

#[test]
fn automated_mail_that_was_not_given_stays_in_its_case_too() {
    tell(|office| async move {
        let server = OddServer::start([Oddity::Refuses(2)]).expect("server");
        let reply = "In-Reply-To: <a1@example.com>\nAuto-Submitted: auto-replied\n";
        for (id, extra) in [("a1@example.com", ""), ("a2@example.com", reply)] {
            let mail = mail(
                "Ada <ada@example.com>",
                "A copy",
                id,
                extra,
                "A copy, please.",
            );
            server.deliver(mail.replace('\n', "\r\n").as_bytes());
        }
        add(&office, &server).await;
        until_settled(&office).await;
        let held = office.list(View::Quarantined, "").await.remove(0);
        server.become_odd([]);
        let compared = office.desk.mailbox_sync("service", true).await;
        assert_eq!(compared.expect("reconciled").mail.automated, 1);
        assert!(office.list(View::Quarantined, "").await.is_empty());
        let case = office.desk.case_open(held.id).await.expect("case");
        assert_eq!(case.messages.len(), 1);
        let answered = office.case(1).await.messages[0].id;
        let given = office.desk.message(case.messages[0].id).await;
        assert_eq!(given.expect("message").answers, Some(answered));
    });
}

#[test]
fn what_was_not_given_and_is_here_already_is_a_duplicate() {
    tell(|office| async move {
        let server = OddServer::start([Oddity::Refuses(2)]).expect("server");
        for n in [1, 1, 3] {
            server.deliver(&letter(n));
        }
        add(&office, &server).await;
        until_settled(&office).await;
        let held = office.list(View::Quarantined, "").await.remove(0);
        server.become_odd([]);
        let report = office.desk.mailbox_sync("service", true).await;
        let mail = report.expect("reconciled").mail;
        assert_eq!((mail.seen, mail.duplicate), (1, 1));
        let counted = ledger(&office).await;
        assert_eq!((counted.opened, counted.held, counted.duplicate), (2, 0, 1));
        assert!(office.list(View::Quarantined, "").await.is_empty());
        // Its case says what it was.
        let case = office.desk.case_open(held.id).await.expect("case");
        assert_eq!(case.messages.len(), 1);
        assert_eq!(case.messages[0].subject, "Letter 1");
    });
}

#[test]
fn what_went_wrong_for_a_while_is_not_held_against_the_mail() {
    use Oddity::*;
    for (bad, looks) in [
        (Refuses(2), 2),
        (GarblesBody(2), 2),
        (HangsUpAt(2), 3),
        (RefusesAll("[UNAVAILABLE] later"), 20),
        (RefusesAll("[OVERQUOTA] too much for today"), 20),
        (RefusesAll("disk"), 4),
        (Bye("EXAMINE"), 20),
        (Bye("UID"), 20),
        (Bye("CAPABILITY"), 20),
        (Bye(""), 20),
    ] {
        of([bad], |office, server| async move {
            for _ in 0..looks {
                let _ = look(&office).await;
            }
            server.become_odd([]);
            let _ = look(&office).await;
            look(&office).await.expect("well again");
            let counted = ledger(&office).await;
            assert_eq!((counted.opened, counted.held), (3, 0), "{bad:?}");
        });
    }
}

#[test]
fn a_failure_says_how_far_one_came_and_quotes_no_mail() {
    use Oddity::*;
    for (bad, step, why) in [
        (Bye(""), "greeting", "refused"),
        (Bye("LOGIN"), "login", "closed"),
        (Bye("EXAMINE"), "folder", "closed"),
        (Bye("UID"), "fetch", "closed"),
        (GarblesBody(1), "fetch", "protocol"),
        (RefusesAll("disk"), "fetch", "refused"),
        (LoginDisabled, "login", "no-tls"),
    ] {
        of([bad], |office, server| async move {
            let (found, because, said) = look(&office).await.expect_err("a failure");
            assert_eq!((found.as_str(), because.as_str()), (step, why), "{bad:?}");
            assert!(said.len() < 100 && !said.contains('{'), "{said}");
            if bad == LoginDisabled {
                let heard = server.heard().join("\n");
                assert!(
                    !heard.contains("LOGIN") && !heard.contains("AUTH"),
                    "{heard}"
                );
            }
        });
    }
}

#[test]
fn a_server_is_not_asked_again_and_again() {
    use Oddity::*;
    for odd in [NoIdle, HurriedIdle, Chatty] {
        of([odd], |office, server| async move {
            let watching = tokio::spawn({
                let desk = office.desk.clone();
                async move { desk.mailbox_watch().await }
            });
            let mut news = office.desk.mailbox_news();
            loop {
                match office.desk.mailboxes().await.expect("mailboxes")[0].state {
                    SyncState::Waiting => break,
                    SyncState::Failed { ref code, .. } => panic!("{code}"),
                    _ => news.changed().await.expect("news"),
                }
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
            let heard = server.heard();
            let examined = heard.iter().filter(|line| line.contains("EXAMINE"));
            assert!(examined.count() <= 2, "{odd:?}: {heard:?}");
            let idled = heard.iter().any(|line| line.contains("IDLE"));
            assert_eq!(idled, odd != NoIdle);
            office.desk.close().await;
            watching.await.expect("the watch ends with the desk");
        });
    }
}
