//! An import, or a look at a mailbox, that is killed at any moment and run again loses nothing and
//! takes nothing twice.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use testbed::Dovecot;
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
    assert!(died > 0, "none of {cycles} was killed in time");
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

#[test]
fn a_mailbox_is_read_whole_however_often_its_reader_is_killed() {
    const USER: &str = "service@minglives.com";
    let cycles: u32 = if soak() { 500 } else { 25 };
    let server = Dovecot::start().unwrap();
    server.add_user(USER, "lathe").unwrap();
    let office = Office::new().unwrap();
    let port = server.imaps_port();
    office
        .add_mailbox((USER, "lathe"), port, server.ca_file(), &[])
        .unwrap();
    let mut delivered = Vec::new();
    let mut deliver = |count: usize| {
        for _ in 0..count {
            let at = delivered.len();
            let from = format!("Sender <s{at}@example.com>");
            let raw = samples::message(at, &from, &format!("Question {at}"), "What of me?");
            // As a server has it.
            let raw = String::from_utf8(raw).unwrap().replace('\n', "\r\n");
            let raw = raw.into_bytes();
            server.deliver(USER, "INBOX", &raw).unwrap();
            delivered.push(raw);
        }
    };
    deliver(MESSAGES);
    let began = Instant::now();
    office.fine(&["mailbox", "sync"]).unwrap();
    let whole = began.elapsed();

    let mut died = 0;
    for cycle in 1..=cycles {
        deliver(MESSAGES / 2);
        let mut look = office
            .command(&["mailbox", "sync"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // Every 37th of the time, each once before any comes again; mail goes on arriving.
        let after = whole * (cycle * 23 % 37) / 37;
        std::thread::sleep(after / 2);
        deliver(3);
        std::thread::sleep(after / 2);
        look.kill().unwrap();
        died += u32::from(!look.wait().unwrap().success());
    }
    println!("{died} of {cycles} looks were killed, spread over {whole:?}");
    assert!(died > 0, "none of {cycles} was killed in time");

    let looked = office.json(&["mailbox", "sync"]).unwrap();
    let ledger = &looked[0]["folders"][0];
    let uids = server.uids(USER, "INBOX").unwrap();
    assert_eq!(uids.len(), delivered.len());
    assert_eq!(ledger["server"], uids.len());
    assert_eq!(ledger["opened"], uids.len(), "{ledger}");
    let entries = office
        .list(&["ledger", "--folder", "service/INBOX"])
        .unwrap();
    let here: Vec<_> = entries.iter().rev().map(|entry| &entry["uid"]).collect();
    assert!(here.into_iter().eq(&uids));
    let folder = office.folder().join("out");
    let to = folder.to_string_lossy();
    office
        .fine(&["messages", "export", "--all", "--to", &to])
        .unwrap();
    let files = std::fs::read_dir(&folder).unwrap();
    let mut raws: Vec<Vec<u8>> = files
        .map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect();
    raws.sort_unstable();
    delivered.sort_unstable();
    assert!(raws == delivered, "{} of {}", raws.len(), delivered.len());
    assert_eq!(office.json(&["audit", "verify"]).unwrap()["sound"], true);
}
