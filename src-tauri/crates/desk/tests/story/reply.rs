//! Answers on real servers: what is written goes once, is known to have gone or not, and what is
//! answered to it comes back to its case.

use std::future::Future;

use chrono::TimeDelta;
use desk::Error;
use desk::answers::{Decisions, DraftView, Flushed, OutboxView, SaveDraft, SendDraft, Writing};
use desk::complaints::{Done, IdentityInput, On, OutcomeInput, Triage, View};
use desk::mailbox::{MailboxInput, Smtp, Tls};
use domain::complaints::{AskKind, Identity, IdentityMethod, Outcome, Sending, Status, Stop};
use testbed::{Dovecot, Exim, OddSmtpServer, SmtpOddity};
use uuid::Uuid;

use crate::mailbox::{PASSWORD, USER, input, server, sync};
use crate::office::{Office, mail, tell};

pub const ADA: &str = "ada@example.com";

/// The company's mailbox, and the server that sends for it and for Ada.
pub struct Post {
    pub imap: Dovecot,
    pub smtp: Exim,
}

impl Post {
    pub fn open() -> Self {
        let imap = server();
        imap.add_user(ADA, PASSWORD).expect("Ada");
        let smtp = Exim::before(&imap).expect("Exim");
        Self { imap, smtp }
    }

    pub fn mailbox(&self) -> MailboxInput {
        let read = |path| std::fs::read_to_string(path).expect("authority");
        MailboxInput {
            ca: Some(read(self.imap.ca_file()) + &read(self.smtp.ca_file())),
            smtp: Some(Smtp {
                host: "localhost".into(),
                port: self.smtp.smtps_port(),
                tls: Tls::Implicit,
                sender_name: "Privacy Office".into(),
                sender_address: String::new(),
                acknowledges: false,
            }),
            ..input(&self.imap)
        }
    }

    /// What lies in a folder there, read.
    pub fn read(&self, user: &str, folder: &str) -> Vec<mail::Parsed> {
        let all = self.imap.messages(user, folder).expect("messages");
        let read = all.iter().map(|raw| mail::parse(raw).expect("message"));
        read.collect()
    }
}

/// A case that came by mail, at an office that can send.
pub async fn asked(office: &Office, post: &Post, from: &str) -> Uuid {
    office.pass(chrono::Utc::now() - office.now());
    let raw = mail(
        &format!("Ada Quill <{from}>"),
        "My account",
        &format!("q-{from}"),
        "",
        "Please delete my account.",
    );
    let raw = raw.replace('\n', "\r\n").into_bytes();
    post.imap.deliver(USER, "INBOX", &raw).expect("delivery");
    let set_up = office.desk.mailbox_add(post.mailbox()).await;
    set_up.expect("mailbox");
    sync(office).await;
    office.list(View::All, "").await[0].id
}

pub fn on(case: Uuid) -> On {
    On {
        case,
        version: None,
        key: None,
    }
}

pub async fn triaged(office: &Office, case: Uuid, kind: AskKind) -> Uuid {
    let triage = Triage {
        kinds: Some(vec![kind]),
        ..Triage::default()
    };
    let done = office.desk.case_triage(on(case), triage).await;
    done.expect("triage");
    office.desk.case_open(case).await.expect("case").asks[0].id
}

pub async fn drafted(office: &Office, case: Uuid, change: impl FnOnce(&mut Writing)) -> DraftView {
    let begun = office
        .desk
        .reply_begin(case, None)
        .await
        .expect("beginning");
    let mut writing = begun.writing;
    writing.text = "Dear Ada,\n\nwe look into it.".into();
    change(&mut writing);
    let save = SaveDraft {
        case,
        id: None,
        version: None,
        writing,
    };
    office.desk.draft_save(save).await.expect("draft")
}

pub async fn send(office: &Office, draft: &DraftView, confirmed: &[Stop]) -> desk::Result<Done> {
    let send = SendDraft {
        draft: draft.id,
        version: draft.version,
        confirmed: confirmed.to_vec(),
    };
    office.desk.case_reply(on(draft.case), send).await
}

pub async fn flushed(office: &Office) -> Flushed {
    office.desk.outbox_flush().await.expect("flush")
}

async fn outbox(office: &Office) -> Vec<OutboxView> {
    office.desk.outbox().await.expect("outbox")
}

pub fn story<F: Future<Output = ()>>(told: impl Fn(Office, Post) -> F) {
    tell(|office| told(office, Post::open()));
}

#[test]
fn an_answer_arrives_and_what_is_answered_to_it_comes_back_to_its_case() {
    story(|office, post| async move {
        let case = asked(&office, &post, ADA).await;
        let draft = drafted(&office, case, |_| {}).await;
        assert_eq!(draft.writing.to, ["Ada Quill <ada@example.com>"]);
        assert!(draft.writing.quoted.contains("> Please delete my account."));
        let stops = office.desk.reply_check(draft.id).await.expect("check");
        assert!(stops.is_empty(), "{stops:?}");
        let done = send(&office, &draft, &[]).await.expect("sent");
        assert!(done.undo.is_some());
        assert!(post.read(ADA, "INBOX").is_empty(), "not yet");

        let all = Flushed {
            sent: 1,
            filed: 1,
            ..Flushed::default()
        };
        assert_eq!(flushed(&office).await, all);
        assert!(outbox(&office).await.is_empty());
        post.smtp.settle().expect("settled");
        let there = post.read(ADA, "INBOX").remove(0);
        let shown = office.desk.case_open(case).await.expect("case");
        assert!(there.subject.starts_with("Re: My account [C-1 "));
        assert_eq!(there.in_reply_to, [format!("q-{ADA}")]);
        assert_eq!(there.from[0].name.as_deref(), Some("Privacy Office"));
        assert!(there.text.contains("we look into it."));
        assert!(there.automated.is_none());
        let sent = post.read(USER, "Sent").remove(0);
        assert_eq!(sent.message_id, there.message_id);
        let kept = shown.messages.last().expect("message");
        assert_eq!(kept.sending.as_ref().expect("sending").state, Sending::Sent);
        assert!(shown.undo.is_none() && shown.drafts.is_empty());

        // From another program of hers, which keeps neither subject nor sender's name.
        let id = there.message_id.expect("id");
        let back = mail(
            ADA,
            "thanks",
            "back@example.com",
            &format!("In-Reply-To: <{id}>\n"),
            "When will that be?",
        );
        let back = back.replace('\n', "\r\n").into_bytes();
        post.imap.deliver(USER, "INBOX", &back).expect("delivery");
        let report = sync(&office).await;
        assert_eq!(report.mail.joined, 1);
        let shown = office.desk.case_open(case).await.expect("case");
        // Whatever the two clocks say of which came first.
        let reasons = shown.messages.iter().map(|one| one.reason.as_deref());
        assert!(reasons.collect::<Vec<_>>().contains(&Some("own-id")));
    });
}

#[test]
fn for_ten_seconds_an_answer_can_be_taken_back_and_then_no_more() {
    story(|office, post| async move {
        let case = asked(&office, &post, ADA).await;
        triaged(&office, case, AskKind::Delete).await;
        let draft = drafted(&office, case, |writing| {
            writing.decides.awaits = Some(Status::AwaitingRequester);
        })
        .await;
        let before = office.desk.case_open(case).await.expect("case");
        let done = send(&office, &draft, &[]).await.expect("sent");
        assert_eq!(done.status, Status::AwaitingRequester);
        let shown = office.desk.case_open(case).await.expect("case");
        assert!(shown.drafts.is_empty(), "it is on its way");
        let undo = done.undo.expect("undo");
        office.desk.undo(undo).await.expect("undone");
        let shown = office.desk.case_open(case).await.expect("case");
        assert_eq!(shown.status, before.status);
        assert_eq!(shown.messages.len(), before.messages.len());
        assert_eq!(shown.drafts[0].writing.text, draft.writing.text);
        assert_eq!(flushed(&office).await, Flushed::default());
        assert!(post.read(ADA, "INBOX").is_empty());

        let again = &shown.drafts[0];
        let done = send(&office, again, &[]).await.expect("sent");
        assert_eq!(flushed(&office).await.sent, 1);
        let late = office.desk.undo(done.undo.expect("undo")).await;
        assert!(
            matches!(late, Err(Error::ReplySent | Error::UndoNotPossible)),
            "{late:?}"
        );
        post.smtp.settle().expect("settled");
        assert_eq!(post.read(ADA, "INBOX").len(), 1);
    });
}

#[test]
fn what_is_refused_or_comes_back_is_somebodys_work_again() {
    story(|office, post| async move {
        let case = asked(&office, &post, "refused-1@example.com").await;
        let ask = triaged(&office, case, AskKind::Question).await;
        let answered = Decisions {
            outcomes: vec![OutcomeInput {
                ask,
                outcome: Outcome::Fulfilled,
                reason: String::new(),
                recipients_to_tell: Vec::new(),
            }],
            ..Decisions::default()
        };
        let draft = drafted(&office, case, |writing| writing.decides = answered).await;
        let done = send(&office, &draft, &[]).await.expect("sent");
        assert_eq!(done.status, Status::Answered);
        assert_eq!(flushed(&office).await.refused, 1);
        let left = outbox(&office).await.remove(0);
        assert_eq!(left.state, Sending::Refused);
        let failure = left.failure.expect("failure");
        assert_eq!(
            (failure.step.as_str(), failure.why.as_str()),
            ("send", "refused")
        );
        let shown = office.desk.case_open(case).await.expect("case");
        assert_eq!(shown.status, Status::InProgress, "nobody was answered");
        office
            .desk
            .outbox_cancel(left.message)
            .await
            .expect("given up");
        assert!(outbox(&office).await.is_empty());

        let draft = drafted(&office, case, |writing| {
            writing.to = vec!["bounces-1@example.com".into()];
        })
        .await;
        let stopped = send(&office, &draft, &[]).await;
        assert!(
            matches!(&stopped, Err(Error::Stopped { stops }) if stops == "stranger"),
            "{stopped:?}"
        );
        send(&office, &draft, &[Stop::Stranger])
            .await
            .expect("sent");
        assert_eq!(flushed(&office).await.sent, 1);
        post.smtp.settle().expect("settled");
        sync(&office).await;
        let left = outbox(&office).await.remove(0);
        assert_eq!(left.state, Sending::Bounced, "{left:?}");
        office.desk.outbox_retry(left.message).await.expect("again");
        assert_eq!(flushed(&office).await.sent, 1);
    });
}

#[test]
fn what_came_back_is_written_again_to_whom_it_did_not_reach() {
    story(|office, post| async move {
        let case = asked(&office, &post, ADA).await;
        let identity = IdentityInput {
            state: Identity::Verified,
            method: Some(IdentityMethod::InPerson),
            note: String::new(),
        };
        let known = office.desk.case_identity(on(case), identity).await;
        known.expect("identity");
        let list = office.folder.path().join("list.txt");
        std::fs::write(&list, "Nothing is left.\n").expect("file");
        let draft = drafted(&office, case, |writing| {
            writing.cc = vec!["Bo <bounces-bo@example.com>".into()];
        })
        .await;
        let path = list.display().to_string();
        let draft = office.desk.draft_attach(draft.id, &path).await;
        let draft = draft.expect("attached");
        send(&office, &draft, Stop::ALL).await.expect("sent");
        let waiting = outbox(&office).await.remove(0).message;
        let early = office.desk.draft_again(waiting).await;
        assert!(matches!(early, Err(Error::OutboxState { .. })), "{early:?}");
        assert_eq!(flushed(&office).await.sent, 1);
        post.smtp.settle().expect("settled");
        sync(&office).await;
        let left = outbox(&office).await.remove(0);
        assert_eq!(left.state, Sending::Bounced, "{left:?}");

        let again = office.desk.draft_again(left.message).await.expect("again");
        assert_eq!(again.writing.to, ["Bo <bounces-bo@example.com>"]);
        assert!(again.writing.cc.is_empty(), "Ada has it");
        assert_eq!(again.writing.text, draft.writing.text);
        assert_eq!(again.writing.quoted, draft.writing.quoted.trim_end());
        assert_eq!(again.writing.subject, draft.writing.subject);
        assert_eq!(again.writing.answers, draft.writing.answers);
        assert_eq!(again.files[0].name, "list.txt");
        let twice = office.desk.draft_again(left.message).await.expect("again");
        assert_eq!(twice.id, again.id, "one is enough");

        let save = SaveDraft {
            case,
            id: Some(again.id),
            version: Some(again.version),
            writing: Writing {
                to: vec![ADA.into()],
                ..again.writing
            },
        };
        let mended = office.desk.draft_save(save).await.expect("mended");
        send(&office, &mended, Stop::ALL).await.expect("sent");
        assert_eq!(outbox(&office).await.len(), 2, "until it has gone");
        assert_eq!(flushed(&office).await.sent, 1);
        assert!(outbox(&office).await.is_empty(), "the first is given up");
        let got = post.read(ADA, "INBOX");
        assert_eq!(got.len(), 2);
        assert_eq!(got[1].attachments[0].name, "list.txt");
    });
}

#[test]
fn where_nobody_knows_nothing_is_sent_again_until_somebody_says_so() {
    tell(|office| async move {
        let post = Post::open();
        let odd = OddSmtpServer::start(Some(SmtpOddity::KeepsAndHangsUp)).expect("server");
        let case = asked(&office, &post, ADA).await;
        let mailbox = office.desk.mailbox("service").await.expect("mailbox");
        let to_odd = MailboxInput {
            smtp: Some(Smtp {
                port: odd.port(),
                tls: Tls::None,
                ..post.mailbox().smtp.expect("smtp")
            }),
            ..post.mailbox()
        };
        let changed = office.desk.mailbox_change(mailbox.id, to_odd).await;
        changed.expect("changed");
        let draft = drafted(&office, case, |_| {}).await;
        send(&office, &draft, &[]).await.expect("sent");
        assert_eq!(flushed(&office).await.unknown, 1);
        for _ in 0..3 {
            office.pass(TimeDelta::hours(1));
            assert_eq!(flushed(&office).await, Flushed::default());
        }
        assert_eq!(odd.kept().len(), 1, "given once");
        let left = outbox(&office).await.remove(0);
        assert_eq!(left.state, Sending::Unknown);
        office
            .desk
            .outbox_arrived(left.message)
            .await
            .expect("said");
        assert!(outbox(&office).await.is_empty());
        let again = office.desk.outbox_retry(left.message).await;
        assert!(matches!(again, Err(Error::OutboxState { .. })), "{again:?}");

        // One that hangs up before it was given anything is asked again.
        odd.become_odd(Some(SmtpOddity::HangsUpAtData));
        let draft = drafted(&office, case, |_| {}).await;
        send(&office, &draft, &[]).await.expect("sent");
        assert_eq!(flushed(&office).await.waiting, 1);
        odd.become_odd(None);
        assert_eq!(flushed(&office).await.sent, 1);
        assert_eq!(odd.kept().len(), 2);
    });
}

#[test]
fn who_asked_a_server_and_is_gone_leaves_it_unknown() {
    story(|office, mut post| async move {
        let case = asked(&office, &post, ADA).await;
        post.smtp.stop();
        let draft = drafted(&office, case, |_| {}).await;
        send(&office, &draft, &[]).await.expect("sent");
        assert_eq!(flushed(&office).await.waiting, 1);
        let left = outbox(&office).await.remove(0);
        assert_eq!((left.state, left.attempts), (Sending::Queued, 1));
        assert!(left.next_at.expect("next") > office.now());
        post.smtp.restart().expect("Exim");
        assert_eq!(flushed(&office).await.sent, 1);
    });
}

#[test]
fn what_could_go_to_the_wrong_person_is_stopped_and_says_why() {
    story(|office, post| async move {
        let case = asked(&office, &post, ADA).await;
        let other = office.call("Another", "Somebody else asks.").await.number;
        let ask = triaged(&office, case, AskKind::View).await;
        let found = async |change: &dyn Fn(&mut Writing)| {
            let draft = drafted(&office, case, change).await;
            let stops = office.desk.reply_check(draft.id).await.expect("check");
            office.desk.draft_discard(draft.id).await.expect("away");
            stops
                .into_iter()
                .map(|one| (one.stop, one.about))
                .collect::<Vec<_>>()
        };
        let given = OutcomeInput {
            ask,
            outcome: Outcome::Fulfilled,
            reason: String::new(),
            recipients_to_tell: Vec::new(),
        };
        let stops = found(&|w| w.decides.outcomes = vec![given.clone()]).await;
        assert_eq!(stops, [(Stop::NotVerified, Vec::new())]);
        let stops = found(&|w| {
            w.text = "Dear ⟦name⟧,\nBo's card: 62284 8004 5654 37417 0, call 138-1234-5678.".into()
        })
        .await;
        assert!(
            stops.contains(&(Stop::Unfilled, vec!["name".into()])),
            "{stops:?}"
        );
        assert!(
            stops.iter().any(|(stop, about)| *stop == Stop::OthersData
                && about.iter().any(|a| a.ends_with("13812345678"))),
            "{stops:?}"
        );
        let stops = found(&|w| w.cc = vec!["no-reply@example.org".into()]).await;
        assert_eq!(
            stops.iter().map(|s| s.0).collect::<Vec<_>>(),
            [Stop::Stranger, Stop::NoReply]
        );
        let stops = found(&|w| w.text = format!("As in C-{other}, see the attachment.")).await;
        assert_eq!(
            stops,
            [
                (Stop::OtherCase, vec![format!("C-{other}")]),
                (Stop::FileMissing, Vec::new())
            ]
        );
        let stops = found(&|w| {
            w.to.clear();
            w.text.clear();
        })
        .await;
        assert_eq!(
            stops.iter().map(|s| s.0).collect::<Vec<_>>(),
            [Stop::Empty, Stop::NoRecipient]
        );

        // A file is looked through too, and goes to nobody of whom nothing is established.
        let list = office.folder.path().join("list.csv");
        std::fs::write(&list, "name,mail\nBo Fenn,bo@example.net\n").expect("file");
        let draft = drafted(&office, case, |_| {}).await;
        let draft = office
            .desk
            .draft_attach(draft.id, &list.display().to_string())
            .await;
        let draft = draft.expect("attached");
        assert_eq!(draft.files[0].media_type, "text/csv; charset=utf-8");
        let refused = send(&office, &draft, Stop::ALL).await;
        assert!(
            matches!(&refused, Err(Error::Stopped { stops }) if stops == "not-verified"),
            "{refused:?}"
        );
        let stops = office.desk.reply_check(draft.id).await.expect("check");
        assert!(
            stops.iter().any(|one| one.stop == Stop::FileOthersData),
            "{stops:?}"
        );
        assert_eq!(flushed(&office).await, Flushed::default());
    });
}
