//! Laws, acknowledgements, calendars and figures on the command line.

use std::fs;

use serde_json::Value;
use tests::pdesk::Office;

fn shown(office: &Office, args: &[&str]) -> String {
    String::from_utf8(office.fine(args).unwrap()).unwrap()
}

#[test]
fn a_californian_request_from_its_arrival_to_its_confirmation() {
    let office = Office::new().unwrap();
    let text = "--text=I am a California resident: delete my personal information.";
    let new = ["cases", "new", "--channel=phone", "--subject=My data", text];
    office.fine(&new).unwrap();
    office
        .fine(&["cases", "triage", "1", "--kind=delete"])
        .unwrap();
    let case = office.json(&["cases", "show", "1"]).unwrap();
    assert_eq!(case["regime"], "ccpa");
    let list = shown(&office, &["cases", "list"]);
    assert!(list.contains("acknowledge by"), "{list}");
    let said = shown(&office, &["cases", "show", "1"]);
    for wanted in [
        "Acknowledge: Delete",
        "11 CCR 7021(a)",
        "Calendar: United States 2026.1",
        "Proposed by: california resident",
        "acknowledge C-1 --sent-at TIME",
    ] {
        assert!(said.contains(wanted), "{wanted} in {said}");
    }
    office
        .fine(&["cases", "acknowledge", "1", "--text=We have it."])
        .unwrap();
    let list = shown(&office, &["cases", "list"]);
    assert!(!list.contains("acknowledge by"), "{list}");
    let again = office.run(&["cases", "acknowledge", "1"]).unwrap();
    assert_eq!(again.code, Some(1));
    assert!(
        again.stderr.contains("a law that has it acknowledged"),
        "{}",
        again.stderr
    );

    let laws = shown(&office, &["choices"]);
    for wanted in [
        "uk  UK GDPR and DPA 2018, 2026.1",
        "since 2026-06-19",
        "ccpa/ccpa-not-verified",
    ] {
        assert!(laws.contains(wanted), "{wanted} in {laws}");
    }
}

#[test]
fn a_letter_sets_a_time() {
    let office = Office::new().unwrap();
    let new = [
        "cases",
        "new",
        "--channel=letter",
        "--subject=Notice",
        "--kind=authority-letter",
    ];
    office.fine(&new).unwrap();
    let limit = "--letter-due=2040-03-04 17:00";
    office
        .fine(&["cases", "triage", "1", "--kind=authority-letter", limit])
        .unwrap();
    let case = office.json(&["cases", "show", "1"]).unwrap();
    assert_eq!(
        case["clocks"][0]["clock"]["course"]["due_at"],
        "2040-03-04T09:00:00Z"
    );
    assert!(shown(&office, &["cases", "show", "1"]).contains("2040-03-04 17:00"));
    let wrong = office
        .run(&["cases", "triage", "1", "--letter-due=tomorrow"])
        .unwrap();
    assert_eq!(wrong.code, Some(2));
}

#[test]
fn the_office_adds_a_year_to_a_calendar() {
    let office = Office::new().unwrap();
    let file = office.folder().join("2041.csv");
    let path = file.to_str().unwrap();
    fs::write(
        &file,
        "date,kind,name\n2041-01-01,off,New Year\n2041-02-30,off,None\n",
    )
    .unwrap();
    let refused = office
        .run(&["--json", "calendar", "add", path, "--to=cn"])
        .unwrap();
    let error: Value = serde_json::from_str(&refused.stderr).unwrap();
    assert_eq!(error["error"]["code"], "workspace.calendar.file");
    assert_eq!(error["error"]["params"]["line"], "3");

    let days: String = (1..=7)
        .map(|day| format!("2041-10-0{day},off,国庆节\n"))
        .collect();
    fs::write(
        &file,
        format!("date,kind,name\n{days}2041-10-12,worked,国庆节\n"),
    )
    .unwrap();
    let years = office
        .list(&["calendar", "add", path, "--to=cn", "--dry-run"])
        .unwrap();
    assert_eq!(
        (&years[0]["year"], &years[0]["off"]),
        (&2041.into(), &7.into())
    );
    let before = shown(&office, &["calendar", "list"]);
    assert!(!before.contains("2041"), "{before}");
    let all = office.list(&["calendar", "add", path, "--to=cn"]).unwrap();
    let cn = all.iter().find(|one| one["id"] == "cn").unwrap();
    assert_eq!((&cn["added"], &cn["own"]), (&1.into(), &true.into()));
    let after = shown(&office, &["calendar", "list"]);
    assert!(
        after.contains("2041") && after.contains("this workspace"),
        "{after}"
    );
    let log = office
        .list(&["audit", "log", "--act=workspace.calendar-added"])
        .unwrap();
    assert_eq!(log[0]["detail"]["years"], "2041");
    office.fine(&["calendar", "remove", "cn"]).unwrap();
    assert!(!shown(&office, &["calendar", "list"]).contains("2041"));
}

#[test]
fn a_dry_run_counts_and_an_import_that_was_cut_off_goes_on() {
    let office = Office::new().unwrap();
    let folder = office.folder().join("mail");
    fs::create_dir(&folder).unwrap();
    for number in 1..=3 {
        let mail = format!(
            "From: ada@example.com\nSubject: {number}\nMessage-ID: <{number}@example.com>\n\nDelete my account.\n"
        );
        fs::write(folder.join(format!("{number}.eml")), mail).unwrap();
    }
    let path = folder.to_str().unwrap();
    let would = shown(&office, &["import", path, "--dry-run"]);
    assert!(would.contains("3 would open a case"), "{would}");
    assert!(office.list(&["cases", "list"]).unwrap().is_empty());
    office
        .fine(&["import", folder.join("1.eml").to_str().unwrap()])
        .unwrap();
    let would = office.json(&["import", path, "--dry-run"]).unwrap();
    assert_eq!(
        (&would["opened"], &would["already_here"]),
        (&2.into(), &1.into())
    );
    assert!(shown(&office, &["import", path, "--dry-run"]).contains("goes on where it was"));
    office.fine(&["import", path]).unwrap();
    assert_eq!(office.list(&["cases", "list"]).unwrap().len(), 3);
}

/// What Thunderbird has as deleted is counted, so that the numbers add up to what is in its file.
#[test]
fn an_import_tells_what_it_left_out() {
    let office = Office::new().unwrap();
    let folder = office.folder().join("mail");
    fs::create_dir(&folder).unwrap();
    let stored = |status: &str, number: u32| {
        format!(
            "From - Tue Mar  3 10:00:00 2026\r\nX-Mozilla-Status: {status}\r\n\
             X-Mozilla-Status2: 00000000\r\nFrom: ada@example.com\r\nSubject: {number}\r\n\
             Message-ID: <{number}@example.com>\r\n\r\nDelete my account.\r\n\r\n"
        )
    };
    let inbox = stored("0001", 1) + &stored("0009", 2) + &stored("0009", 3);
    fs::write(folder.join("Inbox"), inbox).unwrap();
    fs::write(folder.join("Inbox.msf"), "an index").unwrap();
    let path = folder.to_str().unwrap();
    for arguments in [&["import", path, "--dry-run"][..], &["import", path]] {
        let said = shown(&office, arguments);
        let left = "2 were deleted in Thunderbird, and stay out";
        assert!(said.contains(left), "{said}");
    }
    assert_eq!(office.list(&["cases", "list"]).unwrap().len(), 1);
}

#[test]
fn the_figures_count_what_was_received_in_a_period() {
    let office = Office::new().unwrap();
    for at in ["2026-03-02T10:00", "2026-03-03T23:59", "2026-03-04T00:00"] {
        let at = format!("--received-at={at}");
        let new = [
            "cases",
            "new",
            "--channel=phone",
            "--kind=question",
            "--subject=A",
            "--text=B",
        ];
        office.fine(&[&new[..], &[&at]].concat()).unwrap();
    }
    let period = ["cases", "stats", "--from=2026-03-02", "--to=2026-03-03"];
    let stats = office.json(&period).unwrap();
    assert_eq!(stats["received"], 2);
    assert_eq!(stats["days"][1]["day"], "2026-03-03");
    assert_eq!(stats["days"][1]["count"], 1);
    assert_eq!(stats["by_regime"][0]["late"], 2);
    assert_eq!(stats["open"][4]["count"], 3, "open whenever it came");
    let said = shown(&office, &period);
    assert!(
        said.contains("Received from 2026-03-02 to 2026-03-03: 2."),
        "{said}"
    );
    let turned = office
        .run(&["cases", "stats", "--from=2026-03-02", "--to=2026-03-01"])
        .unwrap();
    assert_eq!(turned.code, Some(1));
}
