//! Ways of a message to its server that servers and people make odd.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use desk::mailbox::{MailboxInput, Smtp, Tls};
use testbed::{OddSmtpServer, SmtpOddity};

use crate::mailbox::sync;
use crate::office::Office;
use crate::reply::{ADA, Post, asked, drafted, flushed, send, story};

/// Has the mailbox send by the odd server.
async fn sends_by(office: &Office, post: &Post, odd: &OddSmtpServer, acknowledges: bool) {
    sends_over(office, post, odd, (Tls::None, acknowledges)).await;
}

async fn sends_over(
    office: &Office,
    post: &Post,
    odd: &OddSmtpServer,
    (tls, acknowledges): (Tls, bool),
) {
    let mailbox = office.desk.mailbox("service").await.expect("mailbox");
    let by_odd = MailboxInput {
        smtp: Some(Smtp {
            port: odd.port(),
            tls,
            acknowledges,
            ..post.mailbox().smtp.expect("smtp")
        }),
        ..post.mailbox()
    };
    let changed = office.desk.mailbox_change(mailbox.id, by_odd).await;
    changed.expect("changed");
}

#[test]
fn a_server_that_takes_nothing_from_nobody_gets_an_acknowledgement_from_us() {
    story(|office, post| async move {
        let odd = OddSmtpServer::start(Some(SmtpOddity::TakesNothingFromNobody)).expect("server");
        asked(&office, &post, ADA).await;
        sends_by(&office, &post, &odd, true).await;
        sync(&office).await;
        flushed(&office).await;
        let kept = odd.kept();
        assert_eq!(kept.len(), 1, "{:?}", odd.heard());
        assert!(kept[0].from.starts_with("<service@minglives.com>"));
        let parsed = mail::parse(&kept[0].content).expect("message");
        assert!(mail::automated(&parsed, &[]).is_some());
    });
}

#[test]
fn a_desk_that_closes_hears_what_became_of_what_is_on_its_way() {
    story(|office, post| async move {
        let time = Duration::from_secs(2);
        let odd = OddSmtpServer::start(Some(SmtpOddity::TakesItsTime(time))).expect("server");
        let case = asked(&office, &post, ADA).await;
        sends_by(&office, &post, &odd, false).await;
        let desk = office.desk.clone();
        let watch = tokio::spawn(async move { desk.mailbox_watch().await });
        let draft = drafted(&office, case, |_| {}).await;
        send(&office, &draft, &[]).await.expect("sent");
        office.pass(TimeDelta::seconds(15));
        let later = drafted(&office, case, |_| {}).await;
        send(&office, &later, &[]).await.expect("sent");
        let began = Instant::now();
        while odd.kept().is_empty() {
            assert!(
                began.elapsed() < Duration::from_secs(60),
                "nothing is given"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        office.desk.close().await;
        watch.await.expect("watch");
        let office = office.reopened().await;
        let left = office.desk.outbox().await.expect("outbox");
        let left: Vec<_> = left.iter().map(|one| (one.case, one.attempts)).collect();
        assert_eq!(left, [(case, 0)], "the other was sent, and is known to be");
        let case = office.desk.case_open(case).await.expect("case");
        let acts: Vec<&str> = case.timeline.iter().map(|one| one.act.as_str()).collect();
        assert!(acts.contains(&"outbox.sent"), "{acts:?}");
    });
}

#[test]
fn a_no_is_a_no_in_whatever_letters() {
    story(|office, post| async move {
        let odd = OddSmtpServer::start(Some(SmtpOddity::SaysNoInGbk)).expect("server");
        let case = asked(&office, &post, ADA).await;
        sends_by(&office, &post, &odd, false).await;
        let draft = drafted(&office, case, |_| {}).await;
        send(&office, &draft, &[]).await.expect("sent");
        assert_eq!(flushed(&office).await.refused, 1);
        let left = office.desk.outbox().await.expect("outbox").remove(0);
        let said = left.failure.expect("why").said;
        assert!(said.contains("用户不存在"), "{said}");
    });
}

#[test]
fn a_busy_server_is_asked_again() {
    story(|office, post| async move {
        let odd = OddSmtpServer::start(Some(SmtpOddity::IsBusy)).expect("server");
        let case = asked(&office, &post, ADA).await;
        for tls in [Tls::None, Tls::Starttls] {
            sends_over(&office, &post, &odd, (tls, false)).await;
            let draft = drafted(&office, case, |_| {}).await;
            send(&office, &draft, &[]).await.expect("sent");
            let done = flushed(&office).await;
            assert_eq!((done.waiting, done.refused), (1, 0), "{tls:?}");
            let left = office.desk.outbox().await.expect("outbox").remove(0);
            assert_eq!(left.failure.expect("why").why, "refused");
            let given_up = office.desk.outbox_cancel(left.message).await;
            given_up.expect("given up");
        }
    });
}
