//! Whatever is merged, split and triaged between: undone from the last to the first it is as it was.

use std::cell::RefCell;
use std::collections::BTreeSet;

use chrono::{Days, TimeDelta};
use desk::complaints::*;
use domain::complaints::{AskKind, Identity, IdentityMethod, Priority, Status};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;
use uuid::Uuid;

use crate::office::{Engine, Office, mail, runtime};

/// What somebody does, to which case, with what of it.
type Step = (u8, u8, u8);

fn whichever(case: Uuid) -> On {
    On {
        case,
        version: None,
        key: None,
    }
}

async fn begin(engine: Engine) -> Office {
    let office = Office::open(engine).await;
    let from = |who: &str, subject: &str, id: &str, extra: &str, body: &str| {
        mail(who, subject, id, extra, body)
    };
    let mails = [
        from(
            "Ada Quill <ada@example.com>",
            "Delete",
            "a1@example.com",
            "",
            "Please delete my account.",
        ),
        from(
            "Ada Quill <ada@example.com>",
            "Re: Delete",
            "a2@example.com",
            "In-Reply-To: <a1@example.com>\n",
            "And a copy of my data.",
        ),
        from(
            "Ada Quill <ada@example.com>",
            "A copy",
            "a3@example.com",
            "",
            "Please send me a copy of my data.",
        ),
        from(
            "Bo Reed <bo@example.org>",
            "Calls",
            "b1@example.org",
            "",
            "I want the calls to stop.",
        ),
        from(
            "Bo Reed <bo@example.org>",
            "Re: Calls",
            "b2@example.org",
            "In-Reply-To: <b1@example.org>\n",
            "They call still.",
        ),
    ];
    let mails: Vec<&str> = mails.iter().map(String::as_str).collect();
    office.receive(&mails).await;
    office
        .call("By phone", "She wants her data corrected.")
        .await;
    let first = office.case(1).await;
    office
        .desk
        .case_note(whichever(first.id), "A note.")
        .await
        .expect("note");
    office
        .desk
        .case_link(whichever(first.id), office.case(3).await.id, true)
        .await
        .expect("link");
    office
}

/// Everything of a case but how often it was changed, and what was logged.
async fn whole(office: &Office, cases: &[Uuid]) -> Vec<Value> {
    let mut all = Vec::new();
    for case in cases {
        let detail = office.desk.case_open(*case).await.expect("case");
        let mut value = serde_json::to_value(&detail).expect("JSON");
        let fields = value.as_object_mut().expect("object");
        for passing in ["version", "undo", "timeline"] {
            fields.remove(passing);
        }
        all.push(value);
    }
    let page = office
        .desk
        .messages(None, None, 100)
        .await
        .expect("messages");
    all.push(serde_json::to_value(&page.rows).expect("JSON"));
    for word in ["account", "calls", "corrected", "note"] {
        let mut found: Vec<Option<u32>> = Vec::new();
        for view in [View::AllOpen, View::Answered] {
            found.extend(office.list(view, word).await.iter().map(|row| row.number));
        }
        all.push(serde_json::to_value(&found).expect("JSON"));
    }
    all
}

/// Does a step, if it can be done; gives the way back.
async fn step(
    office: &Office,
    cases: &mut Vec<Uuid>,
    (what, which, of): Step,
) -> Option<(String, Uuid)> {
    let desk = &office.desk;
    let case = cases[usize::from(which) % cases.len()];
    let detail = desk.case_open(case).await.expect("case");
    let nth = |len: usize| usize::from(of) % len.max(1);
    let done = match what % 12 {
        0..=2 => {
            let into = cases[nth(cases.len())];
            let input = MergeInput {
                into,
                other_person: true,
            };
            desk.case_merge(whichever(case), input).await
        }
        3 => {
            let messages = detail.messages.get(nth(detail.messages.len()));
            let input = SplitInput {
                messages: messages.iter().map(|m| m.id).collect(),
                asks: Vec::new(),
            };
            desk.case_split(whichever(case), &input).await
        }
        4 => {
            let asks = detail.asks.get(nth(detail.asks.len()));
            let input = SplitInput {
                messages: Vec::new(),
                asks: asks.iter().map(|ask| ask.id).collect(),
            };
            desk.case_split(whichever(case), &input).await
        }
        5 => {
            let kinds = [AskKind::Delete, AskKind::Copy, AskKind::Complaint];
            let triage = Triage {
                kinds: Some(kinds[..=nth(3)].to_vec()),
                priority: Some(Priority::High),
                tags: Some(vec![format!("tag {of}")]),
                ..Triage::default()
            };
            desk.case_triage(whichever(case), triage).await
        }
        6 => {
            let identity = IdentityInput {
                state: Identity::Verified,
                method: Some(IdentityMethod::Code),
                note: "typed back".into(),
            };
            desk.case_identity(whichever(case), identity).await
        }
        7 => {
            desk.case_await(whichever(case), Status::AwaitingIdentity)
                .await
        }
        9 => {
            let input = TaskInput {
                department: "Legal".to_owned(),
                due_on: office.now().date_naive() + Days::new(of.into()),
                text: "Was it sent?".to_owned(),
                excerpt: format!("Letter {of}"),
            };
            desk.case_task(whichever(case), input).await
        }
        10 => {
            let task = detail.tasks.get(nth(detail.tasks.len()))?.id;
            desk.case_task_answer(whichever(case), task, "It was.")
                .await
        }
        8 => desk.case_hold(whichever(case), "A dispute.").await,
        _ => desk.case_unmerge(whichever(case)).await,
    };
    let done = done.ok()?;
    for row in office.list(View::AllOpen, "").await {
        if !cases.contains(&row.id) {
            cases.push(row.id);
        }
    }
    Some((done.act, done.undo?))
}

fn undone(engine: Engine, sequences: u32) {
    let office = runtime().block_on(begin(engine));
    let first: Vec<Uuid> = runtime().block_on(async {
        let mut first = Vec::new();
        for number in 1..=4 {
            first.push(office.case(number).await.id);
        }
        first
    });
    let before = runtime().block_on(whole(&office, &first));
    let acts = RefCell::new(BTreeSet::new());
    let config = Config {
        cases: sequences,
        failure_persistence: None,
        max_shrink_iters: 0,
        ..Config::default()
    };
    // The same sequences each time: a run that fails can be run again.
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, chance);
    let steps = proptest::collection::vec(any_step(), 1..9);
    let told = runner.run(&steps, |steps| {
        runtime().block_on(async {
            let mut cases = first.clone();
            let mut back = Vec::new();
            for one in &steps {
                office.pass(TimeDelta::hours(5));
                back.extend(step(&office, &mut cases, *one).await);
            }
            for (act, id) in back.iter().rev() {
                office.desk.undo(*id).await.expect("undo");
                acts.borrow_mut().insert(act.clone());
            }
            office.pass(TimeDelta::hours(
                -5 * i64::try_from(steps.len()).expect("few"),
            ));
            for (now, before) in whole(&office, &first).await.iter().zip(&before) {
                prop_assert_eq!(now, before);
            }
            Ok(())
        })
    });
    told.expect("as it was");
    // What takes two steps to be possible may be met by none.
    let all = ["merge", "split", "triage", "identity", "hold", "task"];
    for act in all.iter().filter(|_| sequences > 20) {
        assert!(acts.borrow().contains(*act), "nobody has done {act}");
    }
    let verdict = runtime()
        .block_on(office.desk.audit_verify())
        .expect("verify");
    assert!(verdict.sound);
}

fn any_step() -> impl Strategy<Value = Step> {
    (any::<u8>(), any::<u8>(), any::<u8>())
}

#[test]
fn undone_in_reverse_it_is_as_it_was_here() {
    undone(Engine::Lite, 40);
}

#[test]
fn undone_in_reverse_it_is_as_it_was_on_a_server() {
    undone(Engine::Pg, 8);
}
