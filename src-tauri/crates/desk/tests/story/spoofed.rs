//! A hundred requests that somebody writes in another's name, ten kinds of ten: each is warned of,
//! and nothing is given out before it is established who asks.

use desk::answers::{SaveDraft, SendDraft, Writing};
use desk::complaints::{AnswerInput, CaseDetail, IdentityInput, OutcomeInput, Triage, View};
use desk::mailbox::MailboxInput;
use desk::package::{PackageInput, PackageTo, Protect};
use desk::{Desk, Error};
use domain::complaints::{AskKind, Identity, IdentityMethod, Outcome, Stop};
use uuid::Uuid;

use crate::mailbox::{PASSWORD, USER, sync};
use crate::office::{Office, mail};
use crate::reply::{Post, flushed, on, story};

/// What is to be seen of a message that is not from whom it says.
#[derive(Clone, Copy)]
enum Warning {
    /// The domain in From does not stand for it.
    Failed,
    /// This is to beware of.
    Reason(&'static str),
    /// It names a conversation, and was not let into its case.
    KeptApart,
}

/// Ten kinds, by what the sender does.
const KINDS: [(&str, Warning); 10] = [
    ("writes under the address of another", Warning::Failed),
    ("vouches for themselves", Warning::Reason("forged-results")),
    (
        "has answers go elsewhere",
        Warning::Reason("reply-to-elsewhere"),
    ),
    (
        "shows another address as their name",
        Warning::Reason("display-name-is-address"),
    ),
    (
        "calls themselves the company",
        Warning::Reason("display-name-of-us"),
    ),
    (
        "hides letters in their name",
        Warning::Reason("hidden-characters"),
    ),
    (
        "writes from a domain that looks like ours",
        Warning::Reason("look-alike-domain"),
    ),
    (
        "mixes alphabets in a domain",
        Warning::Reason("mixed-script"),
    ),
    (
        "is several senders at once",
        Warning::Reason("several-from"),
    ),
    (
        "writes into the conversation of another",
        Warning::KeptApart,
    ),
];

const ASKED: [(AskKind, &str); 5] = [
    (
        AskKind::Copy,
        "Please send me a copy of all my chats and payments.",
    ),
    (AskKind::View, "请让我查看你们保存的关于我的全部个人信息。"),
    (
        AskKind::Delete,
        "Delete my account today, and everything in it.",
    ),
    (AskKind::Correct, "请把我的手机号改成我现在用的号码。"),
    (
        AskKind::Migrate,
        "I move to another service. Hand my data over to me.",
    ),
];
const NAMES: [&str; 10] = [
    "Ada Quill",
    "Bo Lind",
    "陈晓",
    "Dana Reyes",
    "Edda Holm",
    "方宁",
    "Gil Sand",
    "Hana Ito",
    "Ines Roca",
    "江河",
];
/// As a person might read `minglives.com`.
const LOOK_ALIKES: [&str; 10] = [
    "rninglives.com",
    "minglives.com.mail.example",
    "mlnglives.com",
    "ming-lives.com",
    "minglives.net",
    "mingIives.com",
    "minglive.com",
    "minglivess.com",
    "mniglives.com",
    "mingłives.com",
];
/// Between the letters of a name.
const HIDDEN: [char; 10] = [
    '\u{200b}', '\u{202e}', '\u{2060}', '\u{ad}', '\u{180e}', '\u{2066}', '\u{2063}', '\u{3164}',
    '\u{34f}', '\u{202d}',
];
const OURS: [&str; 10] = [
    "Ming Live",
    "minglives.com",
    "Ming Live 客服",
    "MingLive Privacy Office",
    "Ｍｉｎｇ Ｌｉｖｅ",
    "ming live support",
    "MINGLIVES",
    "The Ming-Live team",
    "Minglives 隐私办公室",
    "Ming  Live",
];
const MIXED: [&str; 10] = [
    "pаypal.example",
    "gооgle.example",
    "аpple.example",
    "exаmple.com",
    "micrоsoft.example",
    "αmazon.example",
    "bаnk.example",
    "pοst.example",
    "cоurt.example",
    "tаx.example",
];

/// The header that the company's own server writes.
fn found(result: &str, domain: &str) -> String {
    format!("Authentication-Results: mx.minglives.com; dmarc={result} header.from={domain}\n")
}

/// One request, as it arrives.
fn spoofed(kind: usize, n: usize) -> Vec<u8> {
    let (name, own) = (NAMES[n], format!("mallory{n}@attacker.example"));
    let victim = format!("victim{n}@example.com");
    let passed = || found("pass", "attacker.example");
    let (from, headers) = match kind {
        0 => (format!("{name} <{victim}>"), found("fail", "example.com")),
        1 => (
            format!("{name} <{victim}>"),
            // Ours on top; theirs came with the message.
            found("fail", "example.com")
                + "Received: from attacker.example by mx.minglives.com; Mon, 2 Mar 2026 08:00:00 +0800\n"
                + &found("pass", "example.com"),
        ),
        2 => (
            format!("{name} <{victim}>"),
            found("pass", "example.com") + &format!("Reply-To: {own}\n"),
        ),
        3 => (format!("\"{victim}\" <{own}>"), passed()),
        4 => (format!("\"{}\" <{own}>", OURS[n]), passed()),
        5 => (format!("\"Vi{}ctim\" <{own}>", HIDDEN[n]), passed()),
        6 => (
            format!("{name} <privacy{n}@{}>", LOOK_ALIKES[n]),
            found("pass", LOOK_ALIKES[n]),
        ),
        7 => (
            format!("{name} <victim{n}@{}>", MIXED[n]),
            found("none", "attacker.example"),
        ),
        8 => (
            format!("{name} <{victim}>, {own}"),
            found("none", "example.com"),
        ),
        _ => (
            format!("{name} <{own}>"),
            passed() + "In-Reply-To: <true@example.com>\nReferences: <true@example.com>\n",
        ),
    };
    let id = format!("k{kind}n{n}@attacker.example");
    let text = format!("{} ({kind}/{n})", ASKED[n % ASKED.len()].1);
    let subject = format!("Request {kind}/{n}");
    let raw = mail(&from, &subject, &id, "", &text);
    // What a server finds, it writes on top.
    (headers + &raw).replace('\n', "\r\n").into_bytes()
}

fn mailbox(post: &Post) -> MailboxInput {
    MailboxInput {
        authserv_ids: vec!["mx.minglives.com".into()],
        ..post.mailbox()
    }
}

/// A case whose person is known, and whose conversation others would write into.
async fn known(office: &Office, post: &Post) -> Uuid {
    let raw = found("pass", "example.com")
        + &mail(
            "True Person <true@example.com>",
            "My data",
            "true@example.com",
            "",
            "Please send me a copy of what you keep of me.",
        );
    let raw = raw.replace('\n', "\r\n").into_bytes();
    post.imap.deliver(USER, "INBOX", &raw).expect("delivery");
    let added = office.desk.mailbox_add(mailbox(post)).await;
    added.expect("mailbox");
    sync(office).await;
    let case = office.list(View::All, "").await[0].id;
    let triage = Triage {
        kinds: Some(vec![AskKind::Copy]),
        ..Triage::default()
    };
    office
        .desk
        .case_triage(on(case), triage)
        .await
        .expect("triage");
    let identity = IdentityInput {
        state: Identity::Verified,
        method: Some(IdentityMethod::Code),
        note: String::new(),
    };
    let known = office.desk.case_identity(on(case), identity).await;
    known.expect("identity");
    case
}

fn warns(case: &CaseDetail, warning: Warning, true_case: Uuid) -> bool {
    let message = &case.messages[0];
    let sender = message.sender.as_ref().expect("evidence");
    match warning {
        Warning::Failed => sender.verdict == "failed",
        Warning::Reason(code) => sender.reasons.iter().any(|one| one.code == code),
        Warning::KeptApart => message.suggested_case.map(|(id, _)| id) == Some(true_case),
    }
}

/// Every way by which something could be given out, tried with every confirmation.
async fn releases_nothing(desk: &Desk, case: &CaseDetail, file: &str) {
    let ask = case.asks[0].id;
    let given = OutcomeInput {
        ask,
        outcome: Outcome::Fulfilled,
        reason: String::new(),
        recipients_to_tell: Vec::new(),
    };
    let begun = desk.reply_begin(case.id, None).await.expect("beginning");
    let draft = async |change: &dyn Fn(&mut Writing)| {
        let mut writing = begun.writing.clone();
        writing.text = "What you asked for.".into();
        writing.to = vec!["mallory@attacker.example".into()];
        change(&mut writing);
        let save = SaveDraft {
            case: case.id,
            id: None,
            version: None,
            writing,
        };
        desk.draft_save(save).await.expect("draft")
    };
    let done = draft(&|writing| writing.decides.outcomes = vec![given.clone()]).await;
    let with_file = draft(&|_| {}).await;
    let with_file = desk.draft_attach(with_file.id, file).await.expect("file");
    for draft in [done, with_file] {
        let send = SendDraft {
            draft: draft.id,
            version: draft.version,
            confirmed: Stop::ALL.to_vec(),
        };
        let sent = desk.case_reply(on(case.id), send).await;
        let Err(Error::Stopped { stops }) = sent else {
            panic!("C-{}: {sent:?}", case.number);
        };
        assert!(stops.contains("not-verified"), "{stops}");
        let package = PackageInput {
            files: vec![file.to_owned()],
            attached: Vec::new(),
            protect: Protect::Made,
            expires_on: chrono::NaiveDate::MAX,
            to: PackageTo::Draft(draft.id),
        };
        let packed = desk.package_make(case.id, package).await.map(drop);
        assert_eq!(packed.expect_err("unknown"), Error::PackageNotVerified);
        desk.draft_discard(draft.id).await.expect("gone");
    }
    let recorded = AnswerInput {
        outcomes: vec![given],
        text: "Given by telephone.".into(),
        eml: None,
        sent_at: None,
    };
    let recorded = desk.case_answer(on(case.id), recorded).await;
    assert!(
        matches!(&recorded, Err(Error::Blocked { missing }) if missing.contains("identity-checked")),
        "C-{}: {recorded:?}",
        case.number
    );
}

#[test]
fn a_hundred_spoofed_requests_are_warned_of_and_get_nothing() {
    story(|office, post| async move {
        office.pass(chrono::Utc::now() - office.now());
        let true_case = known(&office, &post).await;
        let mallory = "mallory@attacker.example";
        post.imap.add_user(mallory, PASSWORD).expect("Mallory");
        for kind in 0..KINDS.len() {
            for n in 0..10 {
                let raw = spoofed(kind, n);
                post.imap.deliver(USER, "INBOX", &raw).expect("delivery");
            }
        }
        sync(&office).await;
        let file = office.folder.path().join("data.txt");
        std::fs::write(&file, "all of it").expect("file");
        let file = file.to_string_lossy().into_owned();
        let mut seen = 0;
        for row in office.list(View::AllOpen, "").await {
            if row.id == true_case {
                continue;
            }
            let numbers = row.subject.trim_start_matches("Request ").split_once('/');
            let (kind, n) = numbers.expect("kind and number");
            let (kind, n): (usize, usize) = (kind.parse().expect("kind"), n.parse().expect("n"));
            let (what, warning) = KINDS[kind];
            let case = office.desk.case_open(row.id).await.expect("case");
            assert!(
                warns(&case, warning, true_case),
                "somebody {what}, number {n}: {:?}",
                case.messages[0].sender
            );
            assert_ne!(case.identity.state, Identity::Verified);
            let triage = Triage {
                kinds: Some(vec![ASKED[n % ASKED.len()].0]),
                ..Triage::default()
            };
            office
                .desk
                .case_triage(on(case.id), triage)
                .await
                .expect("triage");
            let case = office.desk.case_open(case.id).await.expect("case");
            releases_nothing(&office.desk, &case, &file).await;
            // The step itself leads to the address on record, whoever asked for answers elsewhere.
            let code = office.desk.identity_ask(case.id, None).await.expect("code");
            let on_record = case.parties[0].address.to_lowercase();
            assert_eq!(code.writing.to, [on_record.as_str()]);
            let mut writing = code.writing.clone();
            writing.to = vec![mallory.into()];
            let save = SaveDraft {
                case: case.id,
                id: Some(code.id),
                version: Some(code.version),
                writing,
            };
            let code = office.desk.draft_save(save).await.expect("draft");
            if on_record != mallory {
                let stops = office.desk.reply_check(code.id).await.expect("check");
                assert!(
                    stops
                        .iter()
                        .any(|one| one.stop == Stop::CodeElsewhere && !one.passable)
                );
            }
            office.desk.draft_discard(code.id).await.expect("gone");
            seen += 1;
        }
        assert_eq!(seen, 100);
        // What belongs to the true person is as it was.
        let case = office.desk.case_open(true_case).await.expect("case");
        assert_eq!(case.messages.len(), 1);
        assert_eq!(flushed(&office).await, desk::answers::Flushed::default());
        assert!(post.read(mallory, "INBOX").is_empty());
    });
}
