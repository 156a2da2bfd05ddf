//! Workspaces as earlier programs left them open, with everything in them.
//!
//! Each released schema has one in `tests/schemas`, made by the program that first had it: a case by
//! phone, and one by mail.

use std::fs;
use std::path::Path;

use desk::Desk;
use desk::workspace::Place;
use tests::pdesk::{Office, PASSPHRASE};
use tests::repository::root;

/// An office with a copy of a workspace.
fn opened(from: &Path) -> Office {
    let office = Office::bare().unwrap();
    fs::create_dir(office.workspace()).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), office.workspace().join(file.file_name())).unwrap();
    }
    office
}

#[test]
fn what_an_earlier_program_made_opens_whole() {
    let mut seen = 0;
    for entry in fs::read_dir(root().join("tests/schemas")).unwrap() {
        let from = entry.unwrap().path();
        let office = opened(&from);
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

/// What was said by telephone before that had a look-up key gets one at night, and is known again.
#[tokio::test]
async fn an_older_call_is_known_by_what_was_said() {
    let office = opened(&root().join("tests/schemas/5.desk"));
    let said = "--text=She asked what we keep.";
    let again = ["cases", "new", "--channel=phone", "--subject=Again", said];
    let again = office.json(&again).unwrap()["number"].to_string();
    let alike = |office: &Office| office.json(&["cases", "show", &again]).unwrap()["alike"].clone();
    assert_eq!(alike(&office), serde_json::json!([]));
    let place = Place::folder(office.workspace());
    let desk = Desk::open(place, PASSPHRASE).await.unwrap();
    assert_eq!(desk.texts_key().await.unwrap(), 1);
    desk.close().await;
    drop(desk);
    let alike = alike(&office);
    assert_eq!(alike[0]["subject"], "A call", "{alike}");
    assert_eq!(alike[0]["because"][0], "same-text");
}

/// Mail that came in before a text had a look-up key gets one at night, and is known again.
#[tokio::test]
async fn older_mail_is_known_by_what_it_says() {
    let office = opened(&root().join("tests/schemas/4.desk"));
    let messages = office.list(&["messages", "list"]).unwrap();
    let said = "--text=What do you hold about my account?";
    let again = ["cases", "new", "--channel=phone", "--subject=Again", said];
    let again = office.json(&again).unwrap()["number"].to_string();
    let alike = |office: &Office| {
        let case = office.json(&["cases", "show", &again]).unwrap();
        case["alike"].as_array().unwrap().clone()
    };
    assert!(alike(&office).is_empty());
    let place = Place::folder(office.workspace());
    let desk = Desk::open(place, PASSPHRASE).await.unwrap();
    // The case by phone of that time is looked at too.
    assert_eq!(desk.texts_key().await.unwrap(), messages.len() + 1);
    desk.close().await;
    drop(desk);
    let alike = alike(&office);
    assert_eq!(alike[0]["because"][0], "same-text", "{alike:?}");
}
