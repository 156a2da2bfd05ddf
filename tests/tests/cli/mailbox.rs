//! `pdesk mailbox` and `pdesk ledger`, against a real Dovecot.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use testbed::{Dovecot, Proxy};
use tests::pdesk::Office;
use tests::samples;

const USER: &str = "service@minglives.com";
const PASSWORD: &str = "lathe 'heron' quince";

fn server() -> Dovecot {
    let server = Dovecot::start().unwrap();
    server.add_user(USER, PASSWORD).unwrap();
    server
}

fn deliver(server: &Dovecot, folder: &str, number: usize) {
    let from = format!("Sender {number} <s{number}@example.com>");
    let subject = format!("Question {number}");
    let message = samples::message(number, &from, &subject, "What do you hold of me?");
    server.deliver(USER, folder, &message).unwrap();
}

/// `mailbox add service` with what every mailbox here has, and with `more`.
fn add(office: &Office, server: &Dovecot, more: &[&str]) -> Value {
    let password = office.folder().join("mailbox-password");
    std::fs::write(&password, format!("{PASSWORD}\n")).unwrap();
    let (password, ca) = (
        password.to_string_lossy(),
        server.ca_file().to_string_lossy(),
    );
    let mut args = vec!["mailbox", "add", "service", "--host", "localhost"];
    args.extend(["--user", USER, "--ca-file", &ca]);
    if !more.contains(&"--token-command") {
        args.extend(["--password-file", &password]);
    }
    office.json(&[&args, more].concat()).unwrap()
}

fn code_of(stderr: &str) -> Value {
    let said: Value = serde_json::from_str(stderr).unwrap_or_else(|_| panic!("{stderr}"));
    said["error"]["code"].clone()
}

#[test]
fn a_mailbox_is_set_up_tried_read_accounted_for_and_removed() {
    let server = server();
    server.create_folder(USER, "已处理").unwrap();
    let office = Office::new().unwrap();
    assert_eq!(office.list(&["mailbox", "list"]).unwrap().len(), 0);
    let port = server.imap_port().to_string();
    let added = add(
        &office,
        &server,
        &[
            "--port",
            &port,
            "--tls",
            "starttls",
            "--folder",
            "INBOX",
            "--folder",
            "已处理",
        ],
    );
    assert_eq!(added["login"], "password");
    assert!(!added.to_string().contains(PASSWORD));
    for number in 1..=3 {
        deliver(&server, "INBOX", number);
    }
    deliver(&server, "INBOX", 3);
    deliver(&server, "已处理", 4);

    let listed = office.list(&["mailbox", "list"]).unwrap();
    assert_eq!(listed[0]["name"], "service");
    assert_eq!(listed[0]["tls"], "starttls");
    let tested = office.json(&["mailbox", "test", "service"]).unwrap();
    assert_eq!(tested["ok"], true);
    assert_eq!(tested["folders"], json!(["INBOX", "Sent", "已处理"]));

    let synced = office.list(&["mailbox", "sync", "service"]).unwrap();
    assert_eq!(synced[0]["mail"]["opened"], 4);
    assert_eq!(synced[0]["mail"]["duplicate"], 1);
    let again = office.list(&["mailbox", "sync"]).unwrap();
    assert_eq!(again[0]["mail"]["seen"], 0);

    server.expunge(USER, "INBOX", &[1]).unwrap();
    office.fine(&["mailbox", "reconcile"]).unwrap();
    let ledger = office.list(&["ledger"]).unwrap();
    let figures = |of: &Value| {
        let figure = |name: &&str| of[name].as_i64().unwrap();
        [
            "server",
            "opened",
            "joined",
            "automated",
            "quarantined",
            "held",
            "duplicate",
            "vanished",
            "missing",
        ]
        .iter()
        .map(figure)
        .collect::<Vec<_>>()
    };
    assert_eq!(ledger[0]["folder"], "service/INBOX");
    assert_eq!(figures(&ledger[0]), [3, 2, 0, 0, 0, 0, 1, 1, 0]);
    assert_eq!(ledger[1]["folder"], "service/已处理");
    assert_eq!(figures(&ledger[1]), [1, 1, 0, 0, 0, 0, 0, 0, 0]);

    let entries = |more: &[&str]| {
        let args = [&["ledger", "--folder", "service/INBOX"], more].concat();
        let entries = office.list(&args).unwrap();
        let uids = entries.iter().map(|entry| entry["uid"].as_i64().unwrap());
        uids.collect::<Vec<_>>()
    };
    assert_eq!(entries(&[]), [4, 3, 2, 1]);
    assert_eq!(entries(&["--gone"]), [1]);
    assert_eq!(entries(&["--disposition", "duplicate"]), [4]);
    let nowhere = ["ledger", "--folder", "service/Nowhere", "--json"];
    let nowhere = office.run(&nowhere).unwrap();
    assert_eq!(nowhere.code, Some(1));
    assert_eq!(code_of(&nowhere.stderr), "mailbox.not-found");
    // For people, too.
    let said = String::from_utf8(office.fine(&["ledger"]).unwrap()).unwrap();
    assert!(said.contains("service/已处理"), "{said}");

    office.fine(&["mailbox", "remove", "service"]).unwrap();
    assert_eq!(office.list(&["mailbox", "list"]).unwrap().len(), 0);
    assert_eq!(office.list(&["cases", "list"]).unwrap().len(), 4);
    assert_eq!(office.json(&["audit", "verify"]).unwrap()["sound"], true);
}

#[test]
fn a_token_command_is_asked_and_a_failure_says_why() {
    let mut server = server();
    let office = Office::new().unwrap();
    let token = office.folder().join("token");
    std::fs::write(&token, server.token(USER, 600).unwrap()).unwrap();
    let (port, command) = (
        server.imaps_port().to_string(),
        format!("cat '{}'", token.display()),
    );
    let added = add(
        &office,
        &server,
        &[
            "--port",
            &port,
            "--tls",
            "implicit",
            "--token-command",
            &command,
        ],
    );
    assert_eq!(added["token_command"], command);
    deliver(&server, "INBOX", 1);
    let synced = office.list(&["mailbox", "sync"]).unwrap();
    assert_eq!(synced[0]["mail"]["opened"], 1);

    std::fs::write(&token, server.token(USER, -60).unwrap()).unwrap();
    let failed = |args: &[&str]| {
        let ran = office.run(&[args, &["--json"]].concat()).unwrap();
        assert_eq!(ran.code, Some(1), "{}", ran.stderr);
        (code_of(&ran.stderr), ran.stdout)
    };
    let (code, report) = failed(&["mailbox", "test", "service"]);
    assert_eq!(code, "mailbox.failed");
    let report: Value = serde_json::from_slice(&report).unwrap();
    let last = report["steps"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["step"], &last["why"]),
        (&json!("login"), &json!("refused"))
    );
    assert_eq!(failed(&["mailbox", "sync"]).0, "mailbox.failed");
    std::fs::remove_file(&token).unwrap();
    assert_eq!(failed(&["mailbox", "sync"]).0, "mailbox.token-command");
    server.stop();
    std::fs::write(&token, server.token(USER, 600).unwrap()).unwrap();
    assert_eq!(failed(&["mailbox", "reconcile"]).0, "mailbox.failed");
}

#[test]
fn what_is_changed_of_a_mailbox_is_changed_and_the_rest_stays() {
    const OTHER: &str = "office@minglives.com";
    let server = server();
    server.add_user(OTHER, "quince").unwrap();
    server.create_folder(USER, "Done").unwrap();
    let office = Office::new().unwrap();
    let port = server.imaps_port().to_string();
    let own = ["--authserv-id", "mx.minglives.com"];
    let added = add(
        &office,
        &server,
        &[&["--port", &port, "--tls", "implicit"], &own[..]].concat(),
    );
    deliver(&server, "INBOX", 1);
    office.fine(&["mailbox", "sync"]).unwrap();
    let change = |args: &[&str]| office.json(&[&["mailbox", "change"], args].concat());
    let refused = |args: &[&str]| {
        let args = [&["mailbox", "change"], args, &["--json"]].concat();
        let ran = office.run(&args).unwrap();
        (ran.code, ran.stderr)
    };

    let changed = change(&[
        "service", "--name", "desk", "--folder", "INBOX", "--folder", "Done",
    ]);
    let changed = changed.unwrap();
    for same in [
        "id",
        "host",
        "port",
        "tls",
        "user",
        "login",
        "ca",
        "authserv_ids",
    ] {
        assert_eq!(changed[same], added[same], "{same}");
    }
    assert_eq!(changed["folders"][1]["name"], "Done");
    deliver(&server, "Done", 2);
    // The secret that was given is still good, and what is here is known.
    let synced = office.list(&["mailbox", "sync", "desk"]).unwrap();
    assert_eq!(synced[0]["mail"]["seen"], 1);

    // To another port it is not told.
    let port = server.imap_port().to_string();
    let elsewhere = ["desk", "--port", &port, "--tls", "starttls"];
    let (code, said) = refused(&elsewhere);
    assert_eq!((code, code_of(&said)), (Some(1), "case.act.invalid".into()));
    let password = office.folder().join("another-password");
    std::fs::write(&password, "quince\n").unwrap();
    let password = ["--password-file", &password.to_string_lossy()];
    let more = ["--user", OTHER, "--folder", "INBOX", "--no-authserv-id"];
    let changed = change(&[&elsewhere[..], &password, &more].concat()).unwrap();
    assert_eq!(
        (&changed["tls"], &changed["user"]),
        (&json!("starttls"), &json!(OTHER))
    );
    assert_eq!(changed["authserv_ids"], json!([]));
    assert_eq!(changed["folders"].as_array().unwrap().len(), 1);
    assert!(!changed.to_string().contains("quince"));
    let tested = office.json(&["mailbox", "test", "desk"]).unwrap();
    assert_eq!(tested["ok"], true);
    let without = change(&["desk", "--no-ca"]).unwrap();
    assert_eq!(without["ca"], Value::Null);
    assert_eq!(office.list(&["cases", "list"]).unwrap().len(), 2);

    assert_eq!(refused(&["desk"]).0, Some(2), "nothing to change");
    let (code, said) = refused(&["service", "--no-ca"]);
    assert_eq!(
        (code, code_of(&said)),
        (Some(1), "mailbox.not-found".into())
    );
}

/// `mailbox sync --watch`, once it listens.
fn watch(office: &Office) -> Child {
    let mut child = office
        .command(&["mailbox", "sync", "--watch", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stderr.take().unwrap());
    let mut lines = said.lines().map(Result::unwrap);
    assert!(lines.any(|line| line.contains("listening")), "it ended");
    // It is read to its end, so that the child never waits to be read.
    std::thread::spawn(move || lines.count());
    child
}

fn end(child: Child, signal: &str) -> Vec<u8> {
    let pid = child.id().to_string();
    let sent = Command::new("kill").args(["-s", signal, &pid]).status();
    assert!(sent.unwrap().success());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{signal}: {ended:?}");
    ended.stdout
}

#[test]
fn a_watch_takes_in_what_comes_until_it_is_told_to_end() {
    let server = server();
    let office = Office::new().unwrap();
    let proxy = Proxy::tls(&server).unwrap();
    let port = proxy.port().to_string();
    add(&office, &server, &["--port", &port, "--tls", "implicit"]);
    let mut number = 0;
    for signal in ["TERM", "INT"] {
        let child = watch(&office);
        let second = office.run(&["workspace", "info", "--json"]).unwrap();
        assert_eq!(second.code, Some(1));
        assert_eq!(code_of(&second.stderr), "workspace.open.in-use");
        for _ in 0..3 {
            number += 1;
            deliver(&server, "INBOX", number);
        }
        // It has taken them in when it listens again.
        let listens_again = || {
            let passed = proxy.connections().pop().unwrap();
            let last = passed.client.lines.last().unwrap();
            passed.server.literals == 3 && last.ends_with("IDLE")
        };
        while !listens_again() {
            std::thread::sleep(Duration::from_millis(20));
        }
        let ledger: Value = serde_json::from_slice(&end(child, signal)).unwrap();
        assert_eq!(ledger[0]["opened"], number, "{signal}: {ledger}");
        assert_eq!(office.list(&["cases", "list"]).unwrap().len(), number);
    }
    // One that can do nothing, and waits to try again, ends as readily.
    drop(proxy);
    let mut child = office
        .command(&["mailbox", "sync", "--watch", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(
        said.any(|line| line.unwrap().contains("reached")),
        "it ended"
    );
    end(child, "TERM");
}
