//! Merging and splitting cases on the command line.

use serde_json::Value;
use tests::pdesk::Office;
use tests::samples;

/// Ada writes twice, and Bo once.
fn office() -> Office {
    let office = Office::new().unwrap();
    let folder = office.folder().join("mail");
    std::fs::create_dir(&folder).unwrap();
    let mails = [
        (
            "Ada Quill <ada@example.com>",
            "Delete",
            "Please delete my account.",
        ),
        (
            "Ada Quill <ada@example.com>",
            "A copy",
            "Please send me a copy of my data.",
        ),
        (
            "Bo Reed <bo@example.org>",
            "Calls",
            "A complaint: stop the calls.",
        ),
    ];
    for (at, (from, subject, body)) in mails.iter().enumerate() {
        let mail = samples::message(at, from, subject, body);
        std::fs::write(folder.join(format!("{at}.eml")), mail).unwrap();
    }
    office.fine(&["import", folder.to_str().unwrap()]).unwrap();
    office
}

fn show(office: &Office, case: &str) -> Value {
    office.json(&["cases", "show", case]).unwrap()
}

fn messages(case: &Value) -> &Vec<Value> {
    case["messages"].as_array().unwrap()
}

#[test]
fn a_case_is_merged_looked_at_first_and_taken_out_again() {
    let office = office();
    let would = office
        .json(&["cases", "merge", "C-2", "--into", "1", "--dry-run"])
        .unwrap();
    assert_eq!(
        (would["confirm"].as_bool(), would["messages"].as_u64()),
        (Some(false), Some(1))
    );
    assert!(
        show(&office, "2")["merged_into"].is_null(),
        "it was looked at alone"
    );
    let would = ["cases", "merge", "3", "--into", "1", "--dry-run"];
    let would = String::from_utf8(office.fine(&would).unwrap()).unwrap();
    assert!(
        would.contains("PIPL 51") && would.contains("Limit:"),
        "{would}"
    );

    let refused = office
        .run(&["cases", "merge", "3", "--into", "1", "--json"])
        .unwrap();
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.stderr.contains("case.merge.other-person"),
        "{}",
        refused.stderr
    );
    office
        .fine(&["cases", "merge", "2", "--into", "1"])
        .unwrap();
    let merged = show(&office, "2");
    assert_eq!(
        (merged["number"].as_u64(), messages(&merged).len()),
        (Some(1), 2)
    );
    let found = office.list(&["cases", "search", "C-2"]).unwrap();
    assert_eq!(found[0]["number"], 1);
    let again = office
        .run(&["cases", "merge", "2", "--into", "1", "--json"])
        .unwrap();
    assert!(again.stderr.contains("case.merged"), "{}", again.stderr);
    office.fine(&["cases", "undo", "2"]).unwrap();
    assert_eq!(show(&office, "2")["number"], 2);

    office
        .fine(&["cases", "merge", "2", "--into", "1"])
        .unwrap();
    office
        .fine(&["cases", "note", "1", "--text=A note."])
        .unwrap();
    office.fine(&["cases", "unmerge", "2"]).unwrap();
    assert_eq!(messages(&show(&office, "2")).len(), 1);
    let not = office.run(&["cases", "unmerge", "2", "--json"]).unwrap();
    assert!(
        not.stderr.contains("case.unmerge.not-merged"),
        "{}",
        not.stderr
    );
    assert_eq!(office.json(&["audit", "verify"]).unwrap()["sound"], true);
}

#[test]
fn a_message_is_split_off_and_put_back() {
    let office = office();
    office
        .fine(&["cases", "merge", "3", "--into", "1", "--other-person"])
        .unwrap();
    let case = show(&office, "1");
    let bo = messages(&case)
        .iter()
        .find(|one| one["from_name"] == "Bo Reed")
        .unwrap();
    let message = format!("--message={}", bo["id"].as_str().unwrap());
    let would = ["cases", "split", "1", &message, "--dry-run"];
    let would = office.json(&would).unwrap();
    assert_eq!(would["received_at"], bo["received_at"]);
    assert_eq!(would["name"], "Bo Reed");
    office.fine(&["cases", "split", "1", &message]).unwrap();
    let own = show(&office, "4");
    assert_eq!(
        (messages(&own).len(), own["identity"]["state"].as_str()),
        (1, Some("claimed"))
    );
    assert_eq!(own["split_from"][1], 1);
    let all = office
        .run(&["cases", "split", "4", &message, "--json"])
        .unwrap();
    assert!(all.stderr.contains("case.split.all"), "{}", all.stderr);
    office
        .fine(&["cases", "unsplit", "4", "--other-person"])
        .unwrap();
    assert_eq!(messages(&show(&office, "4")).len(), 2);
    let nothing = office.run(&["cases", "split", "1", "--json"]).unwrap();
    assert!(
        nothing.stderr.contains("case.split.nothing"),
        "{}",
        nothing.stderr
    );
}

#[test]
fn what_was_split_off_and_erased_stays_so_in_a_backup_of_before() {
    let office = office();
    let backup = office.folder().join("before.deskbackup");
    let backup = backup.to_str().unwrap();
    office
        .fine(&["cases", "merge", "3", "--into", "1", "--other-person"])
        .unwrap();
    office.fine(&["workspace", "backup", backup]).unwrap();
    let case = show(&office, "1");
    let bo = messages(&case)
        .iter()
        .find(|one| one["from_name"] == "Bo Reed")
        .unwrap();
    let message = format!("--message={}", bo["id"].as_str().unwrap());
    office.fine(&["cases", "split", "1", &message]).unwrap();
    office
        .fine(&["cases", "not-ours", "4", "--reason=Another company."])
        .unwrap();
    office
        .fine(&["cases", "erase", "4", "--because=unlawful", "--confirm=4"])
        .unwrap();
    assert!(
        office
            .list(&["cases", "search", "stop"])
            .unwrap()
            .is_empty()
    );

    // When the backup was made, what he wrote was in the case that it is no longer in.
    std::fs::remove_dir_all(office.workspace()).unwrap();
    office
        .fine(&["workspace", "restore", "before.deskbackup"])
        .unwrap();
    let found = office.list(&["cases", "search", "stop"]).unwrap();
    assert!(found.is_empty(), "{found:?}");
    let case = show(&office, "1");
    let left = messages(&case)
        .iter()
        .filter(|one| one["from_name"] == "Bo Reed");
    assert_eq!(left.count(), 0);
    assert_eq!(office.json(&["audit", "verify"]).unwrap()["sound"], true);
}

#[test]
fn what_is_not_the_same_is_shown_no_longer() {
    let office = office();
    let shown = |case| String::from_utf8(office.fine(&["cases", "show", case]).unwrap()).unwrap();
    assert!(shown("1").contains("same address"));
    office.fine(&["cases", "distinct", "1", "2"]).unwrap();
    assert!(!shown("1").contains("same address") && !shown("2").contains("same address"));
    office
        .fine(&["cases", "distinct", "2", "1", "--remove"])
        .unwrap();
    assert!(shown("1").contains("same address"));
}

#[test]
fn many_are_linked_merged_and_taken_apart_again() {
    let office = office();
    let numbers = |case: &str, what: &str| -> Vec<u64> {
        let case = show(&office, case);
        let all = case[what].as_array().unwrap().iter();
        let linked = all.filter(|one| one["linked"] != false);
        let mut numbers: Vec<_> = linked.filter_map(|one| one["number"].as_u64()).collect();
        numbers.sort_unstable();
        numbers
    };
    let bulk = |act: &[&str]| office.json(&[&["cases", "bulk", "--all"][..], act].concat());
    let would = bulk(&["--dry-run", "link"]).unwrap();
    assert_eq!(
        (&would["total"], &would["possible"]),
        (&3.into(), &3.into())
    );
    assert!(numbers("3", "links").is_empty());
    let done = bulk(&["link"]).unwrap();
    assert_eq!(done["done"], 3);
    assert_eq!(numbers("3", "links"), [1, 2]);
    let undo = ["cases", "undo-bulk", done["id"].as_str().unwrap()];
    office.fine(&undo).unwrap();
    assert!(numbers("3", "links").is_empty());
    let done = bulk(&["link", "--to=C-3"]).unwrap();
    assert_eq!(done["done"], 2);
    assert_eq!(numbers("3", "links"), [1, 2]);
    assert_eq!(numbers("1", "links"), [3]);
    let again = bulk(&["link", "--to=3"]).unwrap();
    assert_eq!(again["refused"][0]["code"], "case.link.already");

    let done = bulk(&["merge"]).unwrap();
    assert_eq!(done["done"], 1, "{done}");
    assert_eq!(done["refused"][0]["code"], "case.merge.other-person");
    assert_eq!(numbers("1", "merged"), [2]);
    let undo = ["cases", "undo-bulk", done["id"].as_str().unwrap()];
    assert_eq!(office.json(&undo).unwrap()["done"], 1);
    assert!(numbers("1", "merged").is_empty());

    // A refusal is an act of its own, and is not offered as an answer.
    let help = office.fine(&["cases", "bulk", "answer", "--help"]).unwrap();
    let help = String::from_utf8(help).unwrap();
    assert!(help.contains("not-ours"), "{help}");
    assert!(!help.contains("refused"), "{help}");
}
