//! The command line's contract: exit codes, what goes where, and errors that say what to do.

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
    let new = ["cases", "new", "--channel", "phone", "--subject", "Hello"];
    office.fine(&new).unwrap();
    // It has the workspace open, and waits for its text.
    let begin = || {
        office
            .command(&["cases", "note", "1", "--text-file", "-"])
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap()
    };
    let mut first = begin();
    let told = loop {
        let second = office.run(&["workspace", "info"]).unwrap();
        if second.code == Some(1) {
            break second.stderr;
        }
        if first.try_wait().unwrap().is_some() {
            // The other one was there before it.
            first = begin();
        }
    };
    assert!(told.contains("workspace.open.in-use"), "{told}");
    drop(first.stdin.take());
    first.wait().unwrap();
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
    // For a program it is a value, as every other error.
    for args in [
        vec!["--json", "no-such-thing"],
        vec!["cases", "close", "--json"],
        vec!["cases", "list", "--view", "nowhere", "--json"],
        vec!["--json"],
    ] {
        let refused = office.run(&args).unwrap();
        assert_eq!(refused.code, Some(2), "{args:?}");
        assert!(refused.stdout.is_empty(), "{args:?}");
        let said: serde_json::Value = serde_json::from_str(&refused.stderr).unwrap();
        assert_eq!(said["error"]["code"], "cli.usage", "{args:?}");
        let message = said["error"]["message"].as_str().unwrap();
        assert!(message.contains("--help"), "{message}");
    }
    let text = office
        .run(&["cases", "note", "1", "--text", "--json"])
        .unwrap();
    assert_eq!(text.code, Some(2));
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
    act(&["close", "1"]);
    assert_eq!(act(&["told", "1"])["status"], "closed");
    let told = office
        .run(&["cases", "told", "1", "Push provider"])
        .unwrap();
    assert_eq!(told.code, Some(1));
    assert!(told.stderr.contains("case.act.blocked"), "{}", told.stderr);

    let case = act(&["show", "1"]);
    let acts: Vec<_> = case["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["act"].as_str().unwrap())
        .collect();
    for wanted in [
        "case.triage",
        "case.identity",
        "case.answer",
        "case.close",
        "case.told",
    ] {
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

#[test]
fn a_recovery_that_was_cut_off_is_made_good_by_the_next() {
    let office = Office::new().unwrap();
    let file = office.recovery_file();
    let path = file.to_string_lossy().into_owned();
    let recover = |passphrase: &str, more: &[&str]| {
        let new = office.folder().join("new");
        std::fs::write(&new, passphrase).unwrap();
        let new = new.to_string_lossy().into_owned();
        let args = ["--recovery-file", &path, "--new-passphrase-file", &new];
        office.run(&[&["workspace", "recover"], &args[..], more].concat())
    };
    let code = || std::fs::read_to_string(&file).unwrap();
    let first = code();
    assert_eq!(first.lines().count(), 1);
    let ran = recover("nine copper kettles under a quiet bridge", &[]).unwrap();
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let second = code();
    assert_ne!(first, second);

    // Cut off after the keys were written: the file still names the code from before, too.
    std::fs::write(&file, format!("{first}{second}")).unwrap();
    let ran = recover("eight tin lanterns beside the slow canal", &[]).unwrap();
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("cut off"), "{}", ran.stderr);
    let third = code();
    assert_eq!(third.lines().count(), 1);

    // Cut off before they were: the code from before holds.
    std::fs::write(&file, format!("{third}{second}")).unwrap();
    let ran = recover("seven paper boats along the wide river", &[]).unwrap();
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));

    // The same where the new code has a file of its own.
    let fourth = code();
    let other = office.folder().join("other");
    let more = ["--new-recovery-file", &other.to_string_lossy()];
    std::fs::write(&other, format!("{fourth}{second}")).unwrap();
    let ran = recover("six wooden ladders against a warm wall", &more).unwrap();
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let fifth = std::fs::read_to_string(&other).unwrap();
    assert_eq!(fifth.lines().count(), 1);
    assert_eq!(code(), fourth, "the old code's file is left as it was");
    // A file that is somebody else's is not touched.
    std::fs::write(&file, &fifth).unwrap();
    std::fs::write(&other, "What I have to buy\n").unwrap();
    let ran = recover("five woollen coats inside an oak chest", &more).unwrap();
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("cli.file.exists"), "{}", ran.stderr);
    assert_eq!(
        std::fs::read_to_string(&other).unwrap(),
        "What I have to buy\n"
    );
}

#[test]
fn what_is_wrong_is_what_the_error_names() {
    let office = Office::new().unwrap();
    let refused = |args: &[&str]| {
        let ran = office.run(args).unwrap();
        assert_eq!(ran.code, Some(1), "{args:?}");
        ran.stderr
    };
    let said = refused(&[
        "workspace",
        "restore",
        "nosuch",
        "--workspace",
        "again.desk",
    ]);
    assert!(said.contains("workspace.restore.not-found"), "{said}");
    assert!(said.contains("nosuch"), "{said}");
    std::fs::create_dir(office.folder().join("empty")).unwrap();
    let said = refused(&["workspace", "info", "--workspace", "empty"]);
    assert!(said.contains("workspace.open.not-found"), "{said}");

    office
        .fine(&[
            "cases",
            "new",
            "--channel",
            "phone",
            "--subject",
            "Hello",
            "--kind",
            "question",
        ])
        .unwrap();
    let said = refused(&["cases", "undo", "1"]);
    assert!(said.contains("case.undo.nothing"), "{said}");
    office
        .fine(&["cases", "triage", "1", "--kind", "question"])
        .unwrap();
    let refusal = ["--reason", "Meaningless.", "--ground", "gbt35273/none"];
    let said = refused(&[&["cases", "refuse", "1"], &refusal[..]].concat());
    assert!(said.contains("case.refuse.unknown-ground"), "{said}");
    assert!(said.contains("policy/"), "lists those there are: {said}");
    let answer = ["--text", "It is so.", "--outcome", "fulfilled"];
    office
        .fine(&[&["cases", "answer", "1"], &answer[..]].concat())
        .unwrap();
    let said = refused(&["cases", "undo", "1"]);
    assert!(said.contains("case.undo.added"), "{said}");
    assert!(said.contains("new act"), "says what to do: {said}");
}

#[test]
fn help_and_usage_say_the_words_to_use() {
    let office = Office::new().unwrap();
    let help = office.fine(&["help", "cases", "answer"]).unwrap();
    let help = String::from_utf8(help).unwrap();
    for word in ["fulfilled", "partly", "withdrawn", "not-ours"] {
        assert!(help.contains(word), "{word}: {help}");
    }
    let wrong = |args: &[&str], says: &str| {
        let ran = office.run(args).unwrap();
        assert_eq!(ran.code, Some(2), "{args:?}");
        assert!(ran.stderr.contains(says), "{args:?}: {}", ran.stderr);
    };
    wrong(&["cases", "identity", "1", "verified"], "--method");
    wrong(&["cases", "snooze", "1", "tomorrow"], "2026-08-03");
    wrong(&["cases", "triage", "1"], "--kind");
    let refused = [
        "cases",
        "answer",
        "1",
        "--text",
        "No.",
        "--outcome",
        "refused",
    ];
    wrong(&refused, "cases refuse");

    let new = ["cases", "new", "--channel", "phone", "--subject", "Hello"];
    office.fine(&new).unwrap();
    let shown = String::from_utf8(office.fine(&["cases", "show", "1"]).unwrap()).unwrap();
    assert!(shown.contains("▸ triage C-1 --kind KIND"), "{shown}");
    assert!(!shown.contains("told C-1"), "nobody is to be told: {shown}");
    let me = office.json(&["workspace", "info"]).unwrap();
    let me = me["person"]["name"].as_str().unwrap().to_uppercase();
    office.fine(&["cases", "assign", "1", &me]).unwrap();
    let empty = office.run(&["cases", "note", "1"]).unwrap();
    assert!(empty.stderr.contains("--text"), "{}", empty.stderr);
}

#[test]
fn a_damaged_page_is_told_once_and_in_our_words() {
    let office = Office::new().unwrap();
    for n in 0..5 {
        let subject = format!("Call {n}");
        office
            .fine(&["cases", "new", "--channel", "phone", "--subject", &subject])
            .unwrap();
    }
    let database = office.workspace().join("desk.db");
    let sound = std::fs::read(&database).unwrap();
    // The first page, which is read before anything is asked; all but the first.
    for from in [0, 1] {
        let mut bytes = sound.clone();
        let pages = if from == 0 { 1 } else { bytes.len() / 4096 };
        for page in from..pages {
            bytes[page * 4096 + 64] ^= 1;
        }
        std::fs::write(&database, &bytes).unwrap();
        let ran = office.run(&["cases", "list", "--json"]).unwrap();
        assert_eq!(ran.code, Some(1));
        let said: serde_json::Value = serde_json::from_str(&ran.stderr)
            .unwrap_or_else(|_| panic!("one value: {}", ran.stderr));
        assert_eq!(said["error"]["code"], "workspace.open.damaged");
    }
}

#[test]
fn a_log_is_verified_against_a_checkpoint_that_was_kept() {
    let office = Office::new().unwrap();
    office.fine(&["audit", "export", "log.jsonl"]).unwrap();
    office.fine(&["workspace", "info"]).unwrap();
    let verify = ["audit", "verify", "--checkpoint", "log.jsonl"];
    assert_eq!(office.json(&verify).unwrap()["sound"], true);
    std::fs::write(office.folder().join("log.jsonl"), "{}\n").unwrap();
    let refused = office.run(&verify).unwrap();
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.stderr.contains("audit.checkpoint.not-ours"),
        "{}",
        refused.stderr
    );
}

#[test]
fn a_department_is_named_on_the_command_line() {
    let office = Office::new().unwrap();
    let before = office.list(&["workspace", "departments"]).unwrap();
    let after = office
        .list(&["workspace", "departments", "Night desk", "Pets"])
        .unwrap();
    assert_eq!(after.len(), before.len() + 2);
    assert_eq!(
        office.json(&["choices"]).unwrap()["departments"],
        serde_json::json!(after)
    );
    let log = office.json(&["audit", "log"]).unwrap().to_string();
    assert!(log.contains("workspace.department-added"), "{log}");
    let shown = office.fine(&["workspace", "departments"]).unwrap();
    assert!(String::from_utf8(shown).unwrap().contains("Night desk\n"));

    let under = ["workspace", "departments", "Phones", "--under=Night desk"];
    office.fine(&under).unwrap();
    office
        .fine(&["workspace", "department-rename", "Night desk", "Nights"])
        .unwrap();
    let shown = office
        .fine(&["workspace", "department-move", "Nights", "--under=Legal"])
        .unwrap();
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains("\nLegal\n  Nights\n    Phones\n"), "{shown}");
    let circle = office
        .run(&["workspace", "department-move", "Legal", "--under=Phones"])
        .unwrap();
    assert!(
        circle.stderr.contains("[workspace.department.circle]"),
        "{}",
        circle.stderr
    );
    let chinese = Office::bare().unwrap();
    let recovery = chinese.recovery_file();
    let create = ["workspace", "create", "--language=zh-CN", "--recovery-file"];
    chinese
        .fine(&[&create[..], &[&recovery.to_string_lossy()]].concat())
        .unwrap();
    let all = chinese.json(&["workspace", "departments"]).unwrap();
    assert!(all.to_string().contains("客户服务部"), "{all}");
}
