//! Connections that are cut at any message: an act is done once, or not at all.

use std::path::Path;

use desk::complaints::{AnswerInput, CaseDetail, NewCase, On, OutcomeInput, Triage};
use desk::intake::ImportInput;
use desk::workspace::Place;
use desk::{Desk, Error};
use domain::complaints::{AskKind, Channel, Outcome};
use domain::people::Role;
use testbed::{Postgres, Says, Wire};
use uuid::Uuid;

use crate::office::{Engine, Office, mail, psql, runtime};
use crate::team::{as_role, comes};

/// A kind of act: the word of its entry, and what counts the rows that it makes one more.
struct Kind {
    entry: &'static str,
    rows: &'static str,
}

const fn kind(entry: &'static str, rows: &'static str) -> Kind {
    Kind { entry, rows }
}

const KINDS: [Kind; 10] = [
    kind("case.note", "select count(*) from desk.note"),
    kind(
        "case.assign",
        "select count(*) from desk.cases where assignee is not null",
    ),
    kind(
        "case.snooze",
        "select count(*) from desk.cases where snoozed_until is not null",
    ),
    kind(
        "case.not-ours",
        "select count(*) from desk.ask where outcome = 'not-ours'",
    ),
    kind("case.triage", "select count(*) from desk.case_tag"),
    kind(
        "case.answer",
        "select count(*) from desk.message where outgoing",
    ),
    kind("case.undo", "select count(*) from desk.act where undone"),
    kind("case.new", "select count(*) from desk.cases"),
    kind(
        "message.received",
        "select count(*) from desk.message where not outgoing",
    ),
    kind(
        "person.invited",
        "select count(*) from pg_roles where starts_with(rolname, current_database() || '.')",
    ),
];

/// What an act is done to, under a key of its own.
struct To<'a> {
    case: &'a CaseDetail,
    key: Uuid,
    folder: &'a Path,
}

/// Does an act, as it is repeated after an error: with the same key, where it takes one.
async fn act(desk: &Desk, entry: &str, to: &To<'_>) -> Result<(), Error> {
    let on = On {
        case: to.case.id,
        version: None,
        key: Some(to.key),
    };
    match entry {
        "case.note" => desk.case_note(on, "Rang back.").await.map(drop),
        "case.assign" => {
            let me = desk.session().person.id;
            desk.case_assign(on, Some(me)).await.map(drop)
        }
        "case.snooze" => {
            let until = "2026-12-31".parse().ok();
            desk.case_snooze(on, until).await.map(drop)
        }
        "case.not-ours" => desk.case_not_ours(on, "Another company's.").await.map(drop),
        "case.triage" => desk.case_triage(on, triage()).await.map(drop),
        "case.answer" => desk.case_answer(on, answer(to.case)).await.map(drop),
        "case.undo" => desk.undo(to.key).await.map(drop),
        "case.new" => desk.case_new(call(to.key)).await.map(drop),
        "message.received" => {
            let input = ImportInput {
                paths: vec![to.folder.join(to.key.to_string()).display().to_string()],
                history: false,
                dry_run: false,
            };
            desk.import(input, |_| {}).await.map(drop)
        }
        _ => {
            let mut who = as_role("Cy Odum", Role::Staff);
            who.login = Some(format!("p{}", &to.key.simple().to_string()[7..]));
            desk.invite(who).await.map(drop)
        }
    }
}

fn triage() -> Triage {
    Triage {
        kinds: Some(vec![AskKind::StopPush, AskKind::Complaint]),
        tags: Some(vec!["urgent".to_owned()]),
        ..Triage::default()
    }
}

fn answer(case: &CaseDetail) -> AnswerInput {
    let outcome = |ask| OutcomeInput {
        ask,
        outcome: Outcome::Fulfilled,
        reason: "Done as asked.".to_owned(),
        recipients_to_tell: Vec::new(),
    };
    AnswerInput {
        text: "It is done.".to_owned(),
        eml: None,
        sent_at: None,
        outcomes: case.asks.iter().map(|ask| outcome(ask.id)).collect(),
    }
}

fn call(key: Uuid) -> NewCase {
    NewCase {
        channel: Channel::Phone,
        received_at: None,
        subject: format!("Call {key}"),
        text: "About my data.".into(),
        kinds: Vec::new(),
        name: "Ada Quill".into(),
        address: "ada@example.com".into(),
        detail: String::new(),
    }
}

/// What an act needs: a case, whose asks an answer names, an act to be taken back, a file.
async fn prepared(office: &Office, entry: &str, key: Uuid) -> CaseDetail {
    let case = office.call("A call", "About my data.").await;
    let on = |key| On {
        case: case.id,
        version: None,
        key,
    };
    let triaged = match entry {
        "case.answer" => Some(on(None)),
        "case.undo" => Some(on(Some(key))),
        _ => None,
    };
    if let Some(on) = triaged {
        office.desk.case_triage(on, triage()).await.expect("triage");
        return office.desk.case_open(case.id).await.expect("case");
    }
    let id = format!("{key}@example.com");
    let text = mail("Ada <ada@example.com>", "My data", &id, "", "Please.");
    std::fs::write(office.folder.path().join(key.to_string()), text).expect("file");
    case
}

/// The office, and the desk of another officer of it whose every connection goes over a wire.
async fn wired() -> (Office, Wire, Desk) {
    let office = Office::open(Engine::Pg).await;
    let server = Postgres::shared().expect("server");
    let wire = Wire::before(server.port()).expect("wire");
    let straight = comes(&office, as_role("Bo Lind", Role::Officer)).await;
    straight.close().await;
    drop(straight);
    let name = office.database.as_deref().expect("database");
    let folder = office.folder.path().join(format!("{name}.bo-lind.desk"));
    over(&folder, &server.port().to_string(), &wire);
    let desk = Desk::open(Place::folder(folder), crate::team::THEIRS).await;
    (office, wire, desk.expect("open"))
}

/// Has a workspace's folder reach its server over a wire.
fn over(folder: &Path, port: &str, wire: &Wire) {
    let file = folder.join("team");
    let text = std::fs::read_to_string(&file).expect("address");
    let there = format!("127.0.0.1:{port}/");
    assert!(text.contains(&there), "{text}");
    let text = text.replace(&there, &format!("127.0.0.1:{}/", wire.port()));
    // The wire reads what passes.
    let (before, after) = text.split_once("\",").expect("the url");
    std::fs::write(file, format!("{before}?sslmode=disable\",{after}")).expect("address");
}

#[test]
fn a_connection_that_is_cut_at_any_message_leaves_an_act_done_once_or_not_at_all() {
    runtime().block_on(async {
        let (office, wire, desk) = wired().await;
        let database = office.database.clone().expect("database");
        // Each message in turn; a part of them where time is short.
        let step = if testbed::soak() { 1 } else { 13 };
        let (mut cuts, mut done_at_once) = (0, 0);
        for (number, Kind { entry, rows }) in KINDS.iter().enumerate() {
            let made = format!(
                "select (select count(*) from desk.audit_entry where act = '{entry}') || '/' || ({rows})"
            );
            let made = || {
                let both = psql(&database, &made);
                let (entries, rows) = both.split_once('/').expect("two");
                let count = |text: &str| text.parse::<u64>().expect("number");
                (count(entries), count(rows))
            };
            let mut of_kind = 0;
            for says in [Says::Client, Says::Server] {
                let mut at = 1 + number as i64 % step;
                loop {
                    let key = Uuid::now_v7();
                    let case = prepared(&office, entry, key).await;
                    let to = To {
                        case: &case,
                        key,
                        folder: office.folder.path(),
                    };
                    let (entries, rows) = made();
                    wire.cut(says, at);
                    let first = act(&desk, entry, &to).await;
                    if wire.disarm() {
                        break;
                    }
                    of_kind += 1;
                    done_at_once += usize::from(first.is_ok());
                    // As a person does who saw an error, or a program that got no answer.
                    let (mut last, mut tries) = (first, 0);
                    while let Err(error) = last {
                        assert!(tries < 5, "{entry} {says:?} {at}: {error:?}");
                        tries += 1;
                        last = act(&desk, entry, &to).await;
                    }
                    assert_eq!(made(), (entries + 1, rows + 1), "{entry} {says:?} {at}");
                    at += step;
                }
            }
            println!("{entry}: {of_kind} cuts");
            cuts += of_kind;
        }
        assert!(cuts > 50, "{cuts} cuts");
        println!("{cuts} cuts; {done_at_once} acts found out by themselves that they were done");
        assert!(done_at_once > 0, "a lost answer to a commit is found out");
        let partial = "select count(*) from (
                select id from desk.note union all select id from desk.cases union all
                select id from desk.message union all select id from desk.person) whole
            where not exists (select 1 from desk.data_key k where k.object = whole.id)";
        assert_eq!(psql(&database, partial), "0");
        let by_hand = "select count(*) from desk.audit_entry where act = 'database.changed'";
        assert_eq!(psql(&database, by_hand), "0");
        assert!(office.desk.audit_verify().await.expect("verify").sound);
    });
}
