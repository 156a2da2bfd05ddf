//! How many messages are written at once changes nothing about what becomes of them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use desk::intake::{ImportInput, MessageRow};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use uuid::Uuid;

use crate::office::{Engine, Office, mail, runtime, tell};

/// Conversations, the Message-IDs in each, and the people who take part.
const THREADS: u8 = 6;
const IDS: u8 = 5;
const PEOPLE: u8 = 3;
const MAILS: usize = 60;

/// A message that may come before what it answers, again, or under another's Message-ID.
#[derive(Debug, Clone)]
enum Piece {
    Letter {
        thread: u8,
        id: u8,
        answers: Vec<u8>,
        from: u8,
        copy: Option<u8>,
        minute: u8,
        text: u8,
        automated: bool,
    },
    Unreadable(u8),
}

fn piece() -> impl Strategy<Value = Piece> {
    let letter = (
        0..THREADS,
        0..IDS,
        prop::collection::vec(0..IDS, 0..3),
        0..PEOPLE,
        prop::option::weighted(0.3, 0..PEOPLE),
        0_u8..50,
        0_u8..2,
        prop::bool::weighted(0.25),
    );
    let letter = letter.prop_map(
        |(thread, id, answers, from, copy, minute, text, automated)| Piece::Letter {
            thread,
            id,
            answers,
            from,
            copy,
            minute,
            text,
            automated,
        },
    );
    prop_oneof![15 => letter, 1 => (0_u8..3).prop_map(Piece::Unreadable)]
}

/// The letters, one in six of them twice.
fn pile() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let one = (
        piece(),
        prop::option::weighted(0.17, any::<prop::sample::Index>()),
    );
    prop::collection::vec(one, MAILS).prop_map(|pieces| {
        let mut pile: Vec<Vec<u8>> = Vec::new();
        for (piece, again) in pieces {
            let mail = match again {
                Some(index) if !pile.is_empty() => index.get(&pile).clone(),
                _ => bytes(&piece),
            };
            pile.push(mail);
        }
        pile
    })
}

fn bytes(piece: &Piece) -> Vec<u8> {
    match piece {
        Piece::Unreadable(n) => vec![0, 255, *n, 13, 10, 0],
        Piece::Letter {
            thread,
            id,
            answers,
            from,
            copy,
            minute,
            text,
            automated,
        } => {
            let name = |id: &u8| format!("<{thread}-{id}@example.com>");
            let mut extra = String::new();
            if !answers.is_empty() {
                let all: Vec<String> = answers.iter().map(name).collect();
                extra.push_str(&format!("References: {}\n", all.join(" ")));
            }
            if let Some(copy) = copy {
                extra.push_str(&format!("Cc: {copy}@example.com\n"));
            }
            if *automated {
                extra.push_str("Auto-Submitted: auto-replied\n");
            }
            mail(
                &format!("Person {from} <{from}@example.com>"),
                &format!("About {thread}"),
                &format!("{thread}-{id}@example.com"),
                &extra,
                &format!("Please delete my account, {text}."),
            )
            .replace(" 08:00:00", &format!(" 08:{minute:02}:00"))
            .into_bytes()
        }
    }
}

/// What became of everything, in words that are the same in every workspace.
async fn outcome(office: &Office, files: &[PathBuf], sizes: &[usize]) -> Vec<String> {
    let mut rest = files;
    for size in sizes.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (now, later) = rest.split_at((*size).min(rest.len()));
        rest = later;
        let input = ImportInput {
            paths: now.iter().map(|p| p.display().to_string()).collect(),
            history: false,
            dry_run: false,
        };
        let report = office.desk.import(input, |_| {}).await.expect("import");
        assert_eq!(report.seen as usize, now.len());
    }
    let page = office.desk.messages(None, None, 10_000).await;
    let rows: Vec<MessageRow> = page.expect("messages").rows;
    let name = |row: &MessageRow| row.source.rsplit('/').next().unwrap_or_default().to_owned();
    let names: BTreeMap<Uuid, String> = rows.iter().map(|row| (row.id, name(row))).collect();
    let mut told = Vec::new();
    for row in &rows {
        let answers = office.desk.message(row.id).await.expect("message").answers;
        told.push(format!(
            "{} {:?} {:?} case {:?} duplicate of {:?} answers {:?}",
            name(row),
            row.disposition,
            row.reason,
            row.case_number,
            row.duplicate_of.map(|id| &names[&id]),
            answers.map(|id| &names[&id]),
        ));
    }
    told.sort();
    let most = rows.iter().filter_map(|row| row.case_number).max();
    for number in 1..=most.unwrap_or(0) {
        let case = office.case(number).await;
        let messages: Vec<String> = case
            .messages
            .iter()
            .map(|m| {
                format!(
                    "{} suggested {:?}",
                    names[&m.id],
                    m.suggested_case.map(|c| c.1)
                )
            })
            .collect();
        let kinds: Vec<_> = case
            .asks
            .iter()
            .map(|ask| (ask.kind, ask.proposed))
            .collect();
        told.push(format!(
            "C-{number} v{} {:?} {kinds:?} {messages:?}",
            case.version, case.status
        ));
    }
    let found = office.list(desk::complaints::View::AllOpen, "delete").await;
    let mut found: Vec<_> = found.iter().map(|row| row.number).collect();
    found.sort_unstable();
    told.push(format!("found {found:?}"));
    assert!(office.desk.audit_verify().await.expect("verdict").sound);
    told
}

#[test]
fn how_many_are_written_at_once_changes_nothing() {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(3);
    let seed = std::env::var("SEED")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(7_u8);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(
        Config {
            cases,
            failure_persistence: None,
            max_shrink_iters: 30,
            ..Config::default()
        },
        rng,
    );
    let strategy = (pile(), prop::collection::vec(1_usize..20, 1..5));
    let done = runner.run(&strategy, |(pile, sizes)| {
        let folder = tempfile::tempdir().expect("folder");
        let files: Vec<PathBuf> = pile
            .iter()
            .enumerate()
            .map(|(n, mail)| {
                let path = folder.path().join(format!("{n:04}.eml"));
                std::fs::write(&path, mail).expect("file");
                path
            })
            .collect();
        let tell = |engine, sizes: &[usize]| {
            runtime().block_on(async {
                let office = Office::open(engine).await;
                let told = outcome(&office, &files, sizes).await;
                office.desk.close().await;
                told
            })
        };
        let one_by_one = tell(Engine::Lite, &[1]);
        for (engine, sizes) in [
            (Engine::Lite, sizes.as_slice()),
            (Engine::Lite, &[usize::MAX]),
            (Engine::Pg, &[usize::MAX]),
        ] {
            let told = tell(engine, sizes);
            for (at_once, alone) in told.iter().zip(&one_by_one) {
                prop_assert_eq!(at_once, alone, "{:?} {:?}", engine, sizes);
            }
            prop_assert_eq!(told.len(), one_by_one.len());
        }
        Ok(())
    });
    done.unwrap_or_else(|e| panic!("{e}"));
}

#[test]
fn who_is_named_in_a_copy_takes_part_at_once() {
    tell(|office| async move {
        let from = |name: &str, id: &str, extra: &str| {
            let from = format!("{name} <{name}@example.com>");
            mail(
                &from,
                "A copy",
                &format!("{id}@example.com"),
                extra,
                "Mine, please.",
            )
        };
        // The last one answers what is written, of a case to which something is not written yet.
        let report = office
            .receive(&[
                &from("ada", "a1", ""),
                &from("ada", "a2", "In-Reply-To: <a1@example.com>\n"),
                &from(
                    "ada",
                    "a3",
                    "In-Reply-To: <a1@example.com>\nCc: bo@example.com\n",
                ),
                &from("bo", "b1", "In-Reply-To: <a2@example.com>\n"),
            ])
            .await;
        assert_eq!((report.opened, report.joined), (1, 3));
    });
}
