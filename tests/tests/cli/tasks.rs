//! Tasks of departments, and notes that mention people, on the command line.

use chrono::{Days, Utc};
use tests::pdesk::Office;

#[test]
fn a_department_is_given_a_task_that_comes_back() {
    let office = Office::new().unwrap();
    let new = [
        "cases",
        "new",
        "--channel",
        "phone",
        "--subject",
        "My chat",
        "--text",
        "Read aloud.",
    ];
    office.fine(&new).unwrap();
    let day = (Utc::now() + Days::new(3)).format("%Y-%m-%d").to_string();
    let give = |department: &str, text: &str| {
        let words = [
            "cases",
            "task",
            "give",
            "1",
            "--department",
            department,
            "--due",
            &day,
            "--text",
            text,
            "--excerpt",
            "Read aloud.",
        ];
        office.run(&words).unwrap()
    };
    assert!(give("Nowhere", "Who read it?").code != Some(0));
    assert!(give("Legal", "Who read it?").code == Some(0));
    assert!(give("Legal", "And when?").code == Some(0));

    let list = || office.json(&["cases", "task", "list", "1"]).unwrap();
    let tasks = list();
    let ids: Vec<String> = (0..2)
        .map(|at| tasks[at]["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        (&tasks[0]["due_on"], &tasks[0]["overdue"]),
        (&day.into(), &false.into())
    );
    let answer = [
        "cases",
        "task",
        "answer",
        "1",
        &ids[0],
        "--text",
        "Two moderators.",
    ];
    office.fine(&answer).unwrap();
    assert!(office.run(&answer).unwrap().code != Some(0), "once");
    office
        .fine(&[
            "cases", "task", "withdraw", "1", &ids[1], "--reason", "Known.",
        ])
        .unwrap();
    let tasks = list();
    assert_eq!(tasks[0]["outcome"], "Two moderators.");
    assert_eq!(tasks[1]["state"], "withdrawn");
    office.fine(&["cases", "undo", "1"]).unwrap();
    let found = office
        .json(&["cases", "list", "--query", "task:open task:answered"])
        .unwrap();
    assert_eq!(found[0]["task_due"], list()[1]["due_on"]);

    // A note names who is to see it.
    let note = ["cases", "note", "1", "--text", "For me.", "--mention", "me"];
    office.fine(&note).unwrap();
    let mine = office
        .json(&["cases", "list", "--query", "mentions:me"])
        .unwrap();
    assert_eq!(mine[0]["number"], 1);
    let case = office.json(&["cases", "show", "1"]).unwrap();
    assert_eq!(case["notes"][0]["mentions"].as_array().unwrap().len(), 1);
}

#[test]
fn a_template_is_one_however_its_name_is_written() {
    let office = Office::new().unwrap();
    let save = |name: &str, text: &str| {
        let arguments = ["templates", "save", name, "--text", text, "--json"];
        office.run(&arguments).unwrap()
    };
    assert_eq!(save("Call back", "Rang at …").code, Some(0));
    assert_eq!(save(" CALL back ", "Rang again at …").code, Some(0));
    let all = office.list(&["templates", "list"]).unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0]["text"], "Rang again at …");
    let wrong = save("Empty", " ");
    let said = wrong.stderr;
    assert!(said.contains("template.invalid"), "{said}");
    assert!(said.contains("4,000") && !said.contains("case"), "{said}");
    let left = office.list(&["templates", "remove", "call BACK"]).unwrap();
    assert!(left.is_empty(), "{left:?}");
}
