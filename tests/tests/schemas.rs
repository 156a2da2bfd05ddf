//! Workspaces as earlier programs left them open, with everything in them.
//!
//! Each released schema has one in `tests/schemas`, made by the program that first had it: a case by
//! phone, and one by mail.

// A test says no by panicking, in its own functions too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;

use tests::pdesk::Office;
use tests::repository::root;

#[test]
fn what_an_earlier_program_made_opens_whole() {
    let mut seen = 0;
    for entry in fs::read_dir(root().join("tests/schemas")).unwrap() {
        let from = entry.unwrap().path();
        let office = Office::bare().unwrap();
        fs::create_dir(office.workspace()).unwrap();
        for file in fs::read_dir(&from).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), office.workspace().join(file.file_name())).unwrap();
        }
        let cases = office.list(&["cases", "list"]).unwrap();
        assert_eq!(cases.len(), 2, "{}", from.display());
        let found = office.list(&["cases", "search", "account"]).unwrap();
        assert_eq!(found[0]["subject"], "About my account");
        assert_eq!(found[0]["name"], "Ada Quill");
        let new = [
            "cases",
            "new",
            "--channel=phone",
            "--subject=Another",
            "--text=A call.",
        ];
        office.fine(&new).unwrap();
        // What was logged then, and what is logged now, are one log.
        let verdict = office.json(&["audit", "verify"]).unwrap();
        assert_eq!(verdict["sound"], true, "{verdict}");
        let people = office.list(&["people", "list"]).unwrap();
        assert_eq!(people[0]["standing"], "active");
        assert_eq!(people[0]["roles"][1]["role"], "officer");
        seen += 1;
    }
    assert!(seen > 0);
}
