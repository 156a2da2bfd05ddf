//! Keeping and erasing on the command line.

use tests::pdesk::Office;

fn new(office: &Office, subject: &str) {
    let text = format!("{subject}: the marzipan affair.");
    let subject = format!("--subject={subject}");
    let text = format!("--text={text}");
    office
        .fine(&["cases", "new", "--channel=phone", &subject, &text])
        .unwrap();
}

#[test]
fn what_was_not_ours_is_erased_and_stays_so_in_a_restored_backup() {
    let office = Office::new().unwrap();
    for subject in ["Wrong number", "Another"] {
        new(&office, subject);
    }
    let refused = office
        .run(&["cases", "erase", "1", "--because=unlawful", "--confirm=1"])
        .unwrap();
    assert_eq!(refused.code, Some(1), "it is open");
    office
        .fine(&["cases", "not-ours", "1", "--reason=Another company."])
        .unwrap();

    let backup = office.folder().join("before.deskbackup");
    let backup = backup.to_str().unwrap();
    office.fine(&["workspace", "backup", backup]).unwrap();
    office
        .fine(&["cases", "hold", "1", "--reason=A court asks for it"])
        .unwrap();
    let held = office
        .run(&["cases", "erase", "1", "--because=unlawful", "--confirm=1"])
        .unwrap();
    assert_eq!(held.code, Some(1));
    assert!(held.stderr.contains("legal hold"), "{}", held.stderr);
    office.fine(&["cases", "release", "1"]).unwrap();
    let typed_wrong = office
        .run(&["cases", "erase", "1", "--because=unlawful", "--confirm=2"])
        .unwrap();
    assert_eq!(typed_wrong.code, Some(1));
    office
        .fine(&["cases", "erase", "1", "--because=unlawful", "--confirm=1"])
        .unwrap();

    assert_eq!(
        office.list(&["cases", "search", "marzipan"]).unwrap().len(),
        1
    );
    let shown = String::from_utf8(office.fine(&["cases", "show", "1"]).unwrap()).unwrap();
    assert!(
        shown.contains("Erased on") && shown.contains("1 backup still holds"),
        "{shown}"
    );
    assert!(!shown.contains("marzipan") && !shown.contains("Wrong number"));
    assert_eq!(office.json(&["audit", "verify"]).unwrap()["sound"], true);
    let export = office.folder().join("log.jsonl");
    let export = export.to_str().unwrap();
    office.fine(&["audit", "export", export]).unwrap();
    let verdict = office
        .json(&["audit", "verify", "--export", export])
        .unwrap();
    assert_eq!(verdict["sound"], true, "without the workspace, too");

    // The office's computer is lost; a backup and the list beside it are left.
    std::fs::remove_dir_all(office.workspace()).unwrap();
    let restored = office
        .json(&["workspace", "restore", "before.deskbackup"])
        .unwrap();
    assert_eq!(
        (&restored["erased_again"], &restored["cases"]),
        (&1.into(), &2.into())
    );
    assert_eq!(
        office.list(&["cases", "search", "marzipan"]).unwrap().len(),
        1
    );
}

#[test]
fn periods_are_set_shown_and_acted_on() {
    let office = Office::new().unwrap();
    office
        .fine(&["retention", "set", "complaint", "--months=24"])
        .unwrap();
    let view = office
        .json(&["retention", "set", "--backup-days=30"])
        .unwrap();
    assert_eq!(view["keep_backups_days"], 30);
    let set = |class: &str| {
        let periods = view["periods"].as_array().unwrap();
        periods.iter().find(|p| p["class"] == class).unwrap()["months"].clone()
    };
    assert_eq!(
        (set("complaint"), set("question")),
        (24.into(), serde_json::Value::Null)
    );
    let said = String::from_utf8(office.fine(&["retention", "show"]).unwrap()).unwrap();
    assert!(
        said.contains("24 months after it was closed") && said.contains("3 years"),
        "{said}"
    );
    for wrong in [
        &["retention", "set", "complaint"][..],
        &["retention", "set", "lunch", "--months=2"],
        &["retention", "set", "--months=2"],
        &["retention", "set", "complaint", "--months=2", "--none"],
    ] {
        assert_eq!(office.run(wrong).unwrap().code, Some(2), "{wrong:?}");
    }
    let beyond = office
        .run(&["retention", "set", "complaint", "--months=2000"])
        .unwrap();
    assert_eq!(beyond.code, Some(1));
    let nothing = office.json(&["retention", "due"]).unwrap();
    assert_eq!(nothing["rows"].as_array().unwrap().len(), 0);
    let none = office.json(&["retention", "erase", "--confirm=0"]).unwrap();
    assert_eq!(none["cases"], 0);
    let wrong = office.run(&["retention", "erase", "--confirm=3"]).unwrap();
    assert_eq!(wrong.code, Some(1));
}
