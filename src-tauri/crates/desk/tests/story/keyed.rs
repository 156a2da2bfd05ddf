//! What older texts are found by is made at night, and goes with what is erased.

use std::time::Duration;

use chrono::{Days, TimeDelta};
use desk::complaints::*;
use domain::people::Role;
use domain::retention::Because;
use uuid::Uuid;

use crate::office::{Engine, Office, called, mail, on, psql, runtime};
use crate::team::{as_role, comes};

const WORDS: &str = "Your advertising calls me at night, every night, and I want it to stop.";

/// An office with a message, a call and a task as a program left them that had no keys of texts and
/// no words of tasks.
async fn older() -> (Office, String) {
    let office = Office::open(Engine::Pg).await;
    let ada = mail(
        "Ada <ada@example.com>",
        "Calls",
        "a1@example.com",
        "",
        WORDS,
    );
    office.receive(&[&ada]).await;
    let call = office.call("Said by telephone", WORDS).await;
    let task = TaskInput {
        department: "Platform".to_owned(),
        due_on: office.now().date_naive() + Days::new(2),
        text: "Look for the recording of the ostrich.".to_owned(),
        excerpt: String::new(),
    };
    office.desk.case_task(on(&call), task).await.expect("task");
    let database = office.database.clone().expect("database");
    for sql in [
        "update desk.message set text_key = null",
        "delete from desk.said",
        "delete from desk.search_doc where object in (select id from desk.task)",
    ] {
        psql(&database, sql);
    }
    (office, database)
}

fn same_text(case: &CaseDetail) -> Vec<u32> {
    let same = case.alike.iter();
    let same = same.filter(|one| one.because.iter().any(|why| why == "same-text"));
    same.map(|one| one.number).collect()
}

#[test]
fn older_messages_calls_and_tasks_are_found_once_the_night_is_over() {
    runtime().block_on(async {
        let (office, _) = older().await;
        assert!(same_text(&office.case(1).await).is_empty());
        assert!(office.list(View::All, "ostrich").await.is_empty());
        assert_eq!(office.desk.texts_key().await.expect("keyed"), 3);
        assert_eq!(same_text(&office.case(1).await), [2]);
        assert_eq!(same_text(&office.case(2).await), [1]);
        assert_eq!(office.list(View::All, "ostrich").await.len(), 1);
        assert_eq!(office.desk.texts_key().await.expect("keyed"), 0);
    });
}

#[test]
fn many_are_keyed_in_many_batches() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let calls = (0..450).map(|n| called("Said by telephone", &format!("{WORDS} Call {n}.")));
        let done = office.desk.cases_new(calls.collect()).await;
        done.expect("entered");
        let database = office.database.clone().expect("database");
        // A run of those that have a key, and some after the last that would fill a batch.
        let some = "delete from desk.said where object in
            (select id from desk.cases where number <= 130 or number > 390)";
        psql(&database, some);
        assert_eq!(office.desk.texts_key().await.expect("keyed"), 190);
        let none = "select count(*) from desk.cases k
            where not exists (select 1 from desk.said s where s.object = k.id)";
        assert_eq!(psql(&database, none), "0");
    });
}

/// Erases a case while `hold`, as somebody else, stands in the way of whoever comes second, and keys
/// texts meanwhile; the one begins before the other. Gives how many keys are left of all.
async fn erased_meanwhile(number: u32, hold: &str, erasure_first: bool) -> String {
    let (office, database) = older().await;
    let other = comes(&office, as_role("Bo Lind", Role::Officer)).await;
    let case = office.case(number).await;
    office
        .desk
        .case_not_ours(on(&case), "Another company's.")
        .await
        .expect("closed");
    office.pass(TimeDelta::minutes(1));
    let row = on(&office.case(number).await);
    let object: Uuid = case.messages.first().map_or(case.id, |message| message.id);
    let hold = format!(
        "begin; {}; select pg_sleep(2); rollback",
        hold.replace("OBJECT", &object.to_string())
    );
    let held = std::thread::spawn({
        let database = database.clone();
        move || psql(&database, &hold)
    });
    let pause = || tokio::time::sleep(Duration::from_millis(500));
    let erasing = {
        let desk = office.desk.clone();
        async move { desk.case_erase(row, Because::Unlawful, number).await }
    };
    let keying = async move { other.texts_key().await };
    pause().await;
    if erasure_first {
        let erasing = tokio::spawn(erasing);
        pause().await;
        keying.await.expect("keyed");
        erasing.await.expect("ended").expect("erased");
    } else {
        let keying = tokio::spawn(keying);
        pause().await;
        erasing.await.expect("erased");
        keying.await.expect("ended").expect("keyed");
    }
    held.join().expect("held");
    psql(
        &database,
        &format!("select count(*) from desk.said where object = '{object}'"),
    )
}

#[test]
fn nothing_is_keyed_that_is_just_being_erased() {
    runtime().block_on(async {
        // The erasure has done all but its entry in the log.
        let log = "select 1 from desk.audit_head for update";
        // The key is written and not yet there for others.
        let key = "insert into desk.said (object) values ('OBJECT')";
        for number in [1, 2] {
            for (hold, erasure_first) in [(log, true), (key, false)] {
                let left = erased_meanwhile(number, hold, erasure_first).await;
                assert_eq!(left, "0", "C-{number}, {hold}");
            }
        }
    });
}
