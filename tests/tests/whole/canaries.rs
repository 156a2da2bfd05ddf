//! Personal text that came in is nowhere to be read in what the program leaves on the disk.

use std::path::Path;

use tests::canaries::{CANARIES, letter, search};
use tests::pdesk::Office;

#[test]
fn nothing_personal_lies_open_after_work_on_the_command_line() {
    let office = Office::new().unwrap();
    let letters = tempfile::tempdir().unwrap();
    let eml = letters.path().join("letter.eml");
    std::fs::write(&eml, letter()).unwrap();
    // The search does find them where they are.
    assert_eq!(search(letters.path()).unwrap().len(), CANARIES.len());

    let import = office
        .run(&["import", &eml.to_string_lossy(), "--json"])
        .unwrap();
    assert_eq!(import.code, Some(0), "{}", import.stderr);
    let cases = office.list(&["cases", "list"]).unwrap();
    let id = cases[0]["id"].as_str().unwrap();
    office.fine(&["cases", "show", id]).unwrap();
    let found = office.list(&["cases", "search", CANARIES[2].text]).unwrap();
    assert_eq!(found.len(), 1, "the subject is found");

    let left = search(office.folder()).unwrap();
    assert!(left.is_empty(), "{left:#?}");
    let said = tests::canaries::search_bytes(
        Path::new("what import said"),
        &[import.stdout, import.stderr.into_bytes()].concat(),
    );
    assert!(said.is_empty(), "{said:#?}");
}
