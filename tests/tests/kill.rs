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

/// Runs `args` for a part of the time that they take, and kills it.
fn cut_off(office: &Office, args: &[&str], after: Duration) {
    let mut run = office
        .command(args)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(after);
    run.kill().unwrap();
    run.wait().unwrap();
}

/// Everything in the office's folder and in its workspace.
fn names(office: &Office) -> BTreeSet<String> {
    [office.folder().to_path_buf(), office.workspace()]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn keys_that_were_being_changed_are_the_old_or_the_new() {
    let cycles = if soak() { 60 } else { 6 };
    let office = Office::bare().unwrap();
    let recovery = office.recovery_file().to_string_lossy().into_owned();
    let passphrase = office.passphrase_file().to_string_lossy().into_owned();
    let create = ["workspace", "create", "--recovery-file", &recovery];
    let began = Instant::now();
    office.fine(&create).unwrap();
    let whole = began.elapsed();
    let clean = names(&office);
    for cycle in 0..cycles {
        std::fs::remove_dir_all(office.workspace()).unwrap();
        std::fs::remove_file(&recovery).unwrap();
        cut_off(&office, &create, whole * cycle / cycles);
        // It is there whole, or is made by the same words.
        if !office.workspace().exists() {
            office.fine(&create).unwrap();
        }
        office.fine(&["workspace", "info"]).unwrap();

        let recover = [
            "workspace",
            "recover",
            "--recovery-file",
            &recovery,
            "--new-passphrase-file",
            &passphrase,
        ];
        cut_off(&office, &recover, whole * cycle / cycles);
        office.fine(&recover).unwrap();
        office.fine(&["workspace", "info"]).unwrap();
        assert_eq!(names(&office), clean, "cycle {cycle}: nothing is left over");
        let code = std::fs::read_to_string(&recovery).unwrap();
        assert_eq!(code.lines().count(), 1, "cycle {cycle}: {code:?}");
    }
    assert_eq!(office.json(&["audit", "verify"]).unwrap()["sound"], true);
}
