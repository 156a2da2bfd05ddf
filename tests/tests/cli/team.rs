//! A team by `pdesk` alone: set up, joined, at work; and what the database's administrator sees.

use testbed::Postgres;
use tests::canaries::encodings;
use tests::pdesk::Office;
use tests::samples;

fn team() -> (Office, String) {
    tests::team::team().unwrap()
}

fn comes(office: &Office, name: &str, role: &str) -> Office {
    tests::team::comes(office, name, role).unwrap()
}

fn text<'v>(value: &'v serde_json::Value, name: &str) -> &'v str {
    value[name].as_str().unwrap()
}

/// A word of letters that stands nowhere else.
fn canary(kind: &str, number: usize) -> String {
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    format!(
        "{kind}{}{}{}",
        letter(number / 26),
        letter(number),
        "quorlish"
    )
}

#[test]
fn two_officers_work_and_the_servers_administrator_reads_nothing() {
    let (office, database) = team();
    let other = comes(&office, "Bo Lind", "officer");
    let kinds = ["Nam", "adr", "Sub", "Bod", "Att"];
    let mails: Vec<Vec<u8>> = (0..100)
        .map(|n| {
            let [name, address, subject, body, file] = kinds.map(|kind| canary(kind, n));
            let text = format!("I complain of {body}, see {file}.");
            let from = format!("{name} Roe <{address}@example.com>");
            samples::message(n, &from, &format!("About {subject}"), &text)
        })
        .collect();
    let mbox = other.folder().join("in.mbox");
    std::fs::write(&mbox, samples::mbox(mails.iter().map(Vec::as_slice))).unwrap();
    other.fine(&["import", &mbox.to_string_lossy()]).unwrap();
    let mail = std::fs::read_to_string(&mbox).unwrap();
    let cases = office.list(&["cases", "list"]).unwrap();
    assert_eq!(cases.len(), 100);
    let found = office
        .list(&["cases", "search", &canary("Bod", 42)])
        .unwrap();
    assert_eq!(found.len(), 1);
    let id = text(&found[0], "id");
    office
        .fine(&["cases", "note", id, "--text", "Rang Zephyrinaquor back."])
        .unwrap();
    other.fine(&["cases", "show", id]).unwrap();

    let dump = Postgres::shared().unwrap().dump(&database).unwrap();
    assert!(
        dump.contains("CREATE POLICY") && dump.len() > 100_000,
        "it is the whole database"
    );
    let words = (0..100).flat_map(|n| kinds.map(|kind| canary(kind, n)));
    let stands = |word: &String, text: &str| {
        let mut needles = encodings(word).into_iter();
        needles.any(|needle| String::from_utf8(needle).is_ok_and(|n| text.contains(&n)))
    };
    assert!(stands(&canary("Sub", 7), &mail), "it is found where it is");
    let read: Vec<String> = words
        .chain(["Zephyrinaquor".to_owned(), "Bo Lind".to_owned()])
        .filter(|word| stands(word, &dump))
        .collect();
    assert!(read.is_empty(), "{read:?}");

    // The log has both, by their logins.
    let log = office.list(&["audit", "log"]).unwrap();
    let logins: std::collections::BTreeSet<&str> = log.iter().map(|e| text(e, "login")).collect();
    let expected = ["first", "bo-lind"].map(|own| format!("{database}.{own}"));
    assert_eq!(logins, expected.iter().map(String::as_str).collect());
    assert_eq!(other.json(&["audit", "verify"]).unwrap()["sound"], true);

    // Who is let go is out.
    office.fine(&["people", "leave", "Bo Lind"]).unwrap();
    let out = other.run(&["cases", "list"]).unwrap();
    assert!(out.stderr.contains("[team.refused]"), "{}", out.stderr);
    let people = office.list(&["people", "list"]).unwrap();
    let standing: Vec<&str> = people.iter().map(|one| text(one, "standing")).collect();
    assert_eq!(standing, ["active", "left"]);
}

#[test]
fn an_auditor_proves_the_log_and_reads_no_case() {
    let (office, _) = team();
    let new = [
        "cases",
        "new",
        "--channel=phone",
        "--name=Ada Quill",
        "--subject=A call",
        "--text=Delete it.",
    ];
    office.fine(&new).unwrap();
    let auditor = comes(&office, "Uma Kerr", "auditor");
    assert_eq!(auditor.json(&["audit", "verify"]).unwrap()["sound"], true);
    let refused = auditor.run(&["cases", "list"]).unwrap();
    assert!(
        refused.stderr.contains("[desk.not-allowed]"),
        "{}",
        refused.stderr
    );
    let export = auditor.folder().join("log");
    auditor
        .fine(&["audit", "export", &export.to_string_lossy()])
        .unwrap();
    let verdict = auditor
        .json(&["audit", "verify", "--export", &export.to_string_lossy()])
        .unwrap();
    assert_eq!(verdict["sound"], true);
}

#[test]
fn a_team_is_set_up_once_and_a_cut_off_run_goes_on() {
    let server = Postgres::shared().unwrap();
    let url = server.fresh_database().unwrap();
    let office = Office::bare().unwrap();
    // The roles, the schema and the policies are made already; the founder is not.
    office.fine(&["team", "upgrade", &url]).unwrap();
    let recovery = office.recovery_file();
    let recovery = recovery.to_string_lossy();
    let unread = office
        .run(&["team", "init", &url, "--recovery-file", &recovery])
        .unwrap();
    assert!(
        unread.stderr.contains("[cli.team.not-undertaken]")
            && unread.stderr.contains("Undertaking of confidentiality"),
        "{}",
        unread.stderr
    );
    let init = [
        "team",
        "init",
        &url,
        "--recovery-file",
        &recovery,
        "--undertake",
    ];
    office.fine(&init).unwrap();
    assert_eq!(office.list(&["cases", "list"]).unwrap().len(), 0);
    let second = Office::bare().unwrap();
    let again = second
        .run(&[
            "team",
            "init",
            &url,
            "--recovery-file",
            "code",
            "--undertake",
        ])
        .unwrap();
    assert!(again.stderr.contains("[team.exists]"), "{}", again.stderr);
    assert!(!second.workspace().exists(), "nothing half made");
    office.fine(&["team", "upgrade", &url]).unwrap();
    assert_eq!(office.json(&["audit", "verify"]).unwrap()["sound"], true);

    let kept = std::fs::read_to_string(office.workspace().join("team")).unwrap();
    let password = url.split([':', '@']).nth(2).unwrap();
    assert!(password.len() > 16 && !kept.contains(password), "{kept}");
    let nowhere = second
        .run(&[
            "team",
            "init",
            "postgres://x@db.example.com/y?sslmode=disable",
            "--recovery-file",
            "code",
            "--undertake",
        ])
        .unwrap();
    assert!(
        nowhere.stderr.contains("[team.no-tls]"),
        "{}",
        nowhere.stderr
    );
}

#[test]
fn who_may_make_no_roles_is_told_what_the_administrator_has_to_run() {
    let server = Postgres::shared().unwrap();
    let url = server.fresh_database().unwrap();
    let database = url.rsplit('/').next().unwrap();
    let mover = format!("{database}-mover");
    let role = format!("create role \"{mover}\" login password 'a test of ours'");
    server.psql(database, &role).unwrap();
    let address = format!(
        "postgres://{mover}:a%20test%20of%20ours@127.0.0.1:{}/{database}",
        server.port()
    );
    let office = Office::bare().unwrap();
    let recovery = office.recovery_file();
    let recovery = recovery.to_string_lossy();
    let init = [
        "team",
        "init",
        &address,
        "--login=first",
        "--recovery-file",
        &recovery,
        "--undertake",
    ];
    let refused = office.run(&init).unwrap();
    assert!(
        refused.stderr.contains("[team.no-create-role]") && refused.stderr.contains("--print-sql"),
        "{}",
        refused.stderr
    );
    assert!(!office.workspace().exists());

    let print = ["team", "init", "--print-sql", &address];
    let sql = String::from_utf8(office.run(&print).unwrap().stdout).unwrap();
    assert!(!sql.contains("a test of ours"), "{sql}");

    // Twice: it may be run again.
    for _ in 0..2 {
        server.psql(database, &sql).unwrap();
    }
    office.fine(&init).unwrap();
    let staff = comes(&office, "Mia Sol", "staff");
    let refused = staff.run(&["cases", "list"]).unwrap();
    assert!(refused.stderr.contains("[desk.not-allowed]"));
    let officer = comes(&office, "Bo Lind", "officer");
    assert!(officer.list(&["cases", "list"]).unwrap().is_empty());
    office.fine(&["people", "leave", "Bo Lind"]).unwrap();
    office.fine(&["team", "upgrade", &address]).unwrap();
    assert_eq!(office.json(&["audit", "verify"]).unwrap()["sound"], true);
    let asked = format!("select rolcreaterole from pg_roles where rolname = '{mover}'");
    assert_eq!(server.psql(database, &asked).unwrap().trim(), "f");
    // What an administrator took back is told again.
    let less = format!("alter role \"{database}_logins\" nocreaterole");
    server.psql(database, &less).unwrap();
    let refused = office.run(&["team", "upgrade", &address]).unwrap();
    assert!(refused.stderr.contains("[team.no-create-role]"));
}

#[test]
fn a_workspace_moves_to_a_server_and_home_again() {
    let office = Office::new().unwrap();
    let new = [
        "cases",
        "new",
        "--channel=phone",
        "--name=Ada Quill",
        "--subject=A call",
        "--text=Delete it.",
    ];
    office.fine(&new).unwrap();
    // Who is alone need not sign; who moves to a team does, and may have before.
    let undertaking = office.json(&["people", "undertaking"]).unwrap();
    assert!(undertaking["undertaken_at"].is_null());
    let url = Postgres::shared().unwrap().fresh_database().unwrap();
    let unread = office
        .run(&["team", "move", &url, "--to", "t.desk"])
        .unwrap();
    assert!(unread.stderr.contains("[cli.team.not-undertaken]"));
    let signed = office
        .json(&["people", "undertaking", "--undertake"])
        .unwrap();
    assert!(signed["undertaken_at"].is_string());
    let (there, home) = (
        office.folder().join("t.desk"),
        office.folder().join("h.desk"),
    );
    let (there, home) = (there.to_string_lossy(), home.to_string_lossy());
    office
        .fine(&["team", "move", &url, "--to", &there])
        .unwrap();
    let at = |folder: &str, args: &[&str]| {
        office
            .list(&[args, &["--workspace", folder]].concat())
            .unwrap()
    };
    assert_eq!(at(&there, &["cases", "search", "call"]).len(), 1);
    office
        .fine(&["team", "home", "--to", &home, "--workspace", &there])
        .unwrap();
    assert_eq!(at(&home, &["cases", "search", "call"]).len(), 1);
    let verdict = office
        .json(&["audit", "verify", "--workspace", &home])
        .unwrap();
    assert_eq!(verdict["sound"], true);
}

#[test]
fn a_whole_department_is_invited_from_a_list() {
    let (office, _) = team();
    let list = office.folder().join("list.csv");
    let codes = office.folder().join("codes.csv");
    let lines = "name,email,role,department\n\
        Mia Sol,mia.sol@example.com,staff;manager,Finance;Legal\n\
        \"Kerr, Uma\",uma@example.com,auditor,\n";
    std::fs::write(&list, lines).unwrap();
    let (list, codes) = (list.to_string_lossy(), codes.to_string_lossy());
    let invite = ["people", "invite-all", &list, "--to", &codes];
    assert_eq!(office.list(&invite).unwrap().len(), 2);
    let written = std::fs::read_to_string(&*codes).unwrap();
    assert_eq!(written.lines().count(), 3);
    assert!(written.contains("\"Kerr, Uma\""), "{written}");
    let people = office.list(&["people", "list"]).unwrap();
    let mia = people
        .iter()
        .find(|one| text(one, "name") == "Mia Sol")
        .unwrap();
    assert_eq!(mia["roles"].as_array().unwrap().len(), 4);
    // Again: nobody twice, and no code is lost.
    let again = office.folder().join("again.csv");
    let again = again.to_string_lossy();
    let none = office
        .list(&["people", "invite-all", &list, "--to", &again])
        .unwrap();
    assert!(none.is_empty());
    std::fs::write(&*list, "name,email,role\nA,a@example.com,boss\n").unwrap();
    let bad = office
        .run(&["people", "invite-all", &list, "--to", "x.csv"])
        .unwrap();
    assert!(
        bad.stderr.contains("2: ") && bad.stderr.contains("boss"),
        "{}",
        bad.stderr
    );
}

#[test]
fn a_workspace_of_an_earlier_program_becomes_a_teams() {
    let office = Office::bare().unwrap();
    std::fs::create_dir(office.workspace()).unwrap();
    for file in std::fs::read_dir(tests::repository::root().join("tests/schemas/2.desk")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), office.workspace().join(file.file_name())).unwrap();
    }
    let url = Postgres::shared().unwrap().fresh_database().unwrap();
    let there = office.folder().join("t.desk");
    office
        .fine(&[
            "team",
            "move",
            &url,
            "--to",
            &there.to_string_lossy(),
            "--undertake",
        ])
        .unwrap();
    std::fs::remove_dir_all(office.workspace()).unwrap();
    std::fs::rename(&there, office.workspace()).unwrap();
    let staff = comes(&office, "Mia Sol", "staff");
    let refused = staff.run(&["cases", "list"]).unwrap();
    assert!(
        refused.stderr.contains("[desk.not-allowed]"),
        "it opens: {}",
        refused.stderr
    );
    let officer = comes(&office, "Bo Lind", "officer");
    assert_eq!(
        officer.list(&["cases", "search", "account"]).unwrap().len(),
        1
    );
}

#[test]
fn nobody_is_in_before_they_have_undertaken_and_are_confirmed() {
    let (office, _) = team();
    let invite = ["people", "invite", "--name", "Bo Lind", "--role", "officer"];
    let invited = office.json(&invite).unwrap();
    let theirs = Office::bare().unwrap();
    let recovery = theirs.recovery_file();
    let recovery = recovery.to_string_lossy();
    let (url, code) = (text(&invited, "url"), text(&invited, "code"));
    let own = office.list(&["people", "list"]).unwrap();
    assert!(own[0]["undertaken_at"].is_string(), "the first officer too");
    let join = [
        "team",
        "join",
        url,
        "--code",
        code,
        "--recovery-file",
        &recovery,
    ];
    let unread = theirs.run(&join).unwrap();
    assert_eq!(unread.code, Some(2), "the undertaking is to be accepted");
    assert!(unread.stderr.contains("Undertaking of confidentiality"));
    let joined = theirs
        .json(&[&join[..], &["--undertake"]].concat())
        .unwrap();
    let waits = theirs.run(&["cases", "list"]).unwrap();
    assert!(waits.stderr.contains("[team.not-confirmed]"));
    assert!(
        waits.stderr.contains(text(&joined, "fingerprint")),
        "{}",
        waits.stderr
    );
    let other = [
        "people",
        "confirm",
        "bo-lind",
        "--fingerprint",
        "0000 0000 0000 0000 0000",
    ];
    let refused = office.run(&other).unwrap();
    assert!(refused.stderr.contains("[people.confirm.fingerprint]"));
}

#[test]
fn the_quarters_access_is_gone_through() {
    let (office, _) = team();
    let admin = comes(&office, "Ada Quill", "administrator");
    let review = office.json(&["people", "review"]).unwrap();
    assert_eq!(review["people"].as_array().unwrap().len(), 2);
    let shown = String::from_utf8(office.fine(&["people", "review"]).unwrap()).unwrap();
    assert!(
        shown.contains("0 of 2 confirmed") && shown.contains("another has to"),
        "{shown}"
    );
    let own = office
        .run(&["people", "review", "confirm", "first"])
        .unwrap();
    assert!(
        own.stderr.contains("[people.review-yourself]"),
        "{}",
        own.stderr
    );
    office
        .fine(&["people", "review", "confirm", "Ada Quill"])
        .unwrap();
    let done = admin
        .json(&["people", "review", "confirm", "first"])
        .unwrap();
    assert_eq!(done["finished"]["by"]["name"], "Ada Quill");
    let shown = String::from_utf8(office.fine(&["people", "review"]).unwrap()).unwrap();
    assert!(shown.contains("finished by Ada Quill"), "{shown}");
}
