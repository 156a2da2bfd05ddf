//! An import that is killed at any moment and run again loses nothing and takes nothing twice.

// A test says no by panicking, in its own functions too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use tests::pdesk::Office;
use tests::samples;
use tests::soak;

/// Messages in each import.
const MESSAGES: usize = 40;

/// An mbox that no other cycle has.
fn mbox(cycle: usize) -> Vec<u8> {
    let messages: Vec<Vec<u8>> = (0..MESSAGES)
        .map(|at| {
            let from = format!("Sender <s{}@example.com>", at % 7);
            let subject = format!("Question {cycle}/{at}");
            samples::message(
                cycle * MESSAGES + at,
                &from,
                &subject,
                "What do you hold of me?",
            )
        })
        .collect();
    samples::mbox(messages.iter().map(Vec::as_slice))
}

#[test]
fn nothing_is_lost_and_nothing_comes_twice() {
    let cycles = if soak() { 200 } else { 20 };
    let office = Office::new().unwrap();
    let inbox = office.folder().join("inbox");
    std::fs::create_dir(&inbox).unwrap();
    let file = |cycle: usize| inbox.join(format!("{cycle}.mbox"));

    // What an import takes that nobody kills: the kills are spread over that time.
    std::fs::write(file(0), mbox(0)).unwrap();
    let began = Instant::now();
    office
        .fine(&["import", &file(0).to_string_lossy()])
        .unwrap();
    let whole = began.elapsed();

    let mut died = 0;
    for cycle in 1..=cycles {
        std::fs::write(file(cycle), mbox(cycle)).unwrap();
        let path = file(cycle).to_string_lossy().into_owned();
        let mut import = office
            .command(&["import", &path])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole * u32::try_from(cycle).unwrap() / u32::try_from(cycles).unwrap());
        import.kill().unwrap();
        // Killed, not done: otherwise the cycle showed nothing.
        died += usize::from(!import.wait().unwrap().success());

        office.fine(&["import", &path]).unwrap();
        let rows = office.list(&["messages", "list"]).unwrap();
        let sources: BTreeSet<_> = rows.iter().map(|row| row["source"].to_string()).collect();
        assert_eq!(rows.len(), (cycle + 1) * MESSAGES, "cycle {cycle}");
        assert_eq!(sources.len(), rows.len(), "cycle {cycle}: a source twice");
        assert!(
            rows.iter().all(|row| row["disposition"] != "duplicate"),
            "cycle {cycle}: a message twice"
        );
    }
    println!("{died} of {cycles} imports were killed, spread over {whole:?}");
    assert!(died * 2 > cycles, "{died} of {cycles} were killed in time");
    assert!(whole > Duration::ZERO);
    assert_eq!(office.json(&["audit", "verify"]).unwrap()["sound"], true);
}
