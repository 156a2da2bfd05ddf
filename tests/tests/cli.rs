//! The command line's contract: exit codes, what goes where, and errors that say what to do.

// A test says no by panicking, in its own functions too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use tests::pdesk::{Office, PASSPHRASE};

#[test]
fn a_workspace_opens_with_its_passphrase_alone() {
    let office = Office::new().unwrap();
    let info = office.json(&["workspace", "info"]).unwrap();
    assert_eq!(info["engine"], "sqlite");
    assert_eq!(info["messages"], 0);

    let wrong = office.folder().join("wrong");
    std::fs::write(&wrong, "not this one, though it is long").unwrap();
    let refused = office
        .run(&[
            "workspace",
            "info",
            "--passphrase-file",
            &wrong.to_string_lossy(),
        ])
        .unwrap();
    assert_eq!(refused.code, Some(1));
    assert!(refused.stdout.is_empty());
    assert!(
        refused.stderr.contains("passphrase"),
        "says why: {}",
        refused.stderr
    );
    assert!(!refused.stderr.contains("panicked"), "{}", refused.stderr);
}

#[test]
fn the_recovery_code_is_written_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let office = Office::new().unwrap();
    let code = std::fs::read_to_string(office.recovery_file()).unwrap();
    assert!(code.trim().len() >= 26, "128 bits or more: {code:?}");
    let mode = std::fs::metadata(office.recovery_file())
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
}

#[test]
fn the_file_on_the_disk_is_no_sqlite_database() {
    let office = Office::new().unwrap();
    let bytes = std::fs::read(office.workspace().join("desk.db")).unwrap();
    assert!(!bytes.is_empty());
    assert!(!bytes.starts_with(b"SQLite format 3"), "plaintext");
    assert!(
        !bytes
            .windows(12)
            .any(|window| window.eq_ignore_ascii_case(b"create table")),
        "the schema can be read"
    );
}

#[test]
fn a_second_process_is_told_that_the_workspace_is_open() {
    let office = Office::new().unwrap();
    let messages: Vec<Vec<u8>> = (0..200)
        .map(|at| tests::samples::message(at, "s@example.com", &format!("Question {at}"), "?"))
        .collect();
    let mbox = office.folder().join("inbox.mbox");
    std::fs::write(
        &mbox,
        tests::samples::mbox(messages.iter().map(Vec::as_slice)),
    )
    .unwrap();
    let mut import = office
        .command(&["import", &mbox.to_string_lossy()])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut told = None;
    while import.try_wait().unwrap().is_none() {
        let second = office.run(&["workspace", "info"]).unwrap();
        if second.code == Some(1) {
            told = Some(second.stderr);
            break;
        }
    }
    import.wait().unwrap();
    let told = told.expect("the import ran while the second process tried");
    assert!(told.contains("open"), "{told}");
    office.fine(&["workspace", "info"]).unwrap();
}

#[test]
fn wrong_usage_is_told_from_a_refusal() {
    let office = Office::bare().unwrap();
    assert_eq!(office.run(&["no-such-thing"]).unwrap().code, Some(2));
    assert_eq!(office.run(&["import"]).unwrap().code, Some(2));
    let nowhere = office.run(&["cases", "list"]).unwrap();
    assert_eq!(nowhere.code, Some(1), "{}", nowhere.stderr);
    assert!(nowhere.stderr.contains("office.desk"), "{}", nowhere.stderr);
    assert_eq!(office.run(&["--help"]).unwrap().code, Some(0));
}

#[test]
fn the_recovery_code_opens_what_a_forgotten_passphrase_closed() {
    let office = Office::new().unwrap();
    let new = office.folder().join("new");
    std::fs::write(&new, "nine copper kettles under a quiet bridge").unwrap();
    office
        .fine(&[
            "workspace",
            "recover",
            "--recovery-file",
            &office.recovery_file().to_string_lossy(),
            "--new-passphrase-file",
            &new.to_string_lossy(),
        ])
        .unwrap();
    assert_eq!(office.run(&["workspace", "info"]).unwrap().code, Some(1));
    assert_ne!(std::fs::read_to_string(&new).unwrap(), PASSPHRASE);
    office
        .fine(&[
            "workspace",
            "info",
            "--passphrase-file",
            &new.to_string_lossy(),
        ])
        .unwrap();
}

#[test]
fn a_request_goes_its_whole_way() {
    let office = Office::new().unwrap();
    let letter = office.folder().join("letter.eml");
    let raw = tests::samples::message(
        1,
        "Ada Roe <ada@example.com>",
        "Please delete my account",
        "Please delete my account and all that you hold of me.",
    );
    std::fs::write(&letter, raw).unwrap();
    office.fine(&["import", &letter.to_string_lossy()]).unwrap();
    let cases = office.list(&["cases", "list"]).unwrap();
    let id = cases[0]["id"].as_str().unwrap();
    assert_eq!(cases[0]["number"], 1);
    assert_eq!(cases[0]["kinds"], serde_json::json!(["delete"]));

    let act = |args: &[&str]| office.json(&[&["cases"], args].concat()).unwrap();
    act(&["triage", "C-1", "--kind", "delete"]);
    act(&["assign", "1", "me"]);
    // Nobody's data goes before it is known who asks.
    let answer = [
        "answer",
        id,
        "--text",
        "It is done.",
        "--outcome",
        "fulfilled",
        "--tell",
        "Push provider",
    ];
    let refused = office.run(&[&["cases"], &answer[..]].concat()).unwrap();
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.stderr.contains("case.act.blocked"),
        "{}",
        refused.stderr
    );
    act(&["identity", "1", "verified", "--method", "account"]);
    assert_eq!(act(&answer)["status"], "answered");
    let closed = act(&["close", "1"]);
    assert_eq!(closed["status"], "closed");
    assert_eq!(
        closed["still_open"],
        serde_json::json!(["recipient-not-told"])
    );
    assert_eq!(act(&["undo", "1"])["status"], "answered");

    let case = act(&["show", "1"]);
    let acts: Vec<_> = case["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["act"].as_str().unwrap())
        .collect();
    for wanted in ["case.triage", "case.identity", "case.answer", "case.close"] {
        assert!(acts.contains(&wanted), "{wanted} in {acts:?}");
    }
    assert!(office.list(&["cases", "search", "account"]).unwrap().len() == 1);
    assert_eq!(office.json(&["audit", "verify"]).unwrap()["sound"], true);
}

#[test]
fn an_error_is_a_value_and_speaks_the_persons_language() {
    let office = Office::new().unwrap();
    let refused = office
        .run(&["cases", "show", "7", "--json", "--language", "zh-CN"])
        .unwrap();
    assert_eq!(refused.code, Some(1));
    assert!(refused.stdout.is_empty());
    let said: serde_json::Value = serde_json::from_str(&refused.stderr).unwrap();
    assert_eq!(said["error"]["code"], "case.not-found");
    let message = said["error"]["message"].as_str().unwrap();
    assert!(message.contains('案'), "{message}");
}
