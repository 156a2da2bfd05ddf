//! Files that somebody is given, on the command line.

use std::process::Command;

use tests::pdesk::Office;

/// Whether 7-Zip, by either of its names, finds everything whole with this passphrase.
fn opens(office: &Office, passphrase: &str) -> bool {
    let test = |name: &str| {
        let mut command = Command::new(name);
        command.args(["t", &format!("-p{passphrase}"), "given.zip"]);
        command.current_dir(office.folder()).output()
    };
    let tested = test("7zz").or_else(|_| test("7z")).unwrap();
    tested.status.success()
}

#[test]
fn files_are_packed_and_the_passphrase_is_said_once() {
    let office = Office::new().unwrap();
    let new = [
        "cases",
        "new",
        "--channel",
        "phone",
        "--subject",
        "My chat",
        "--text",
        "A copy, please.",
        "--kind",
        "copy",
    ];
    office.fine(&new).unwrap();
    std::fs::write(office.folder().join("chat.txt"), "hello").unwrap();
    let package = ["cases", "package", "1", "chat.txt", "--out", "given.zip"];
    let early = office.run(&[&package[..], &["--json"]].concat()).unwrap();
    assert_eq!(early.code, Some(1));
    assert!(
        early.stderr.contains("package.not-verified"),
        "{}",
        early.stderr
    );
    let identity = ["cases", "identity", "1", "verified", "--method", "code"];
    office.fine(&identity).unwrap();

    let packed = office.json(&package).unwrap();
    let made = packed["passphrase"].as_str().unwrap();
    assert!(opens(&office, made) && !opens(&office, "ABCD-EFGH"));
    let case = office.json(&["cases", "show", "1"]).unwrap();
    assert_eq!(case["packages"][0], packed["package"]);
    assert!(!case.to_string().contains(made), "it is told once");

    // One of their own is not said again.
    std::fs::remove_file(office.folder().join("given.zip")).unwrap();
    let agreed = "heron lathe quince tundra velvet oboe";
    std::fs::write(office.folder().join("agreed"), format!("{agreed}\n")).unwrap();
    let said = office
        .fine(&[&package[..], &["--protect-with", "agreed"]].concat())
        .unwrap();
    let said = String::from_utf8(said).unwrap();
    assert!(
        said.contains("one file") && !said.contains(agreed),
        "{said}"
    );
    assert!(opens(&office, agreed));

    // What came with a message of the case, by the message and its part.
    std::fs::remove_file(office.folder().join("given.zip")).unwrap();
    let attached = ["cases", "package", "1", "--out", "given.zip", "--attached"];
    let file = format!("{}/1", uuid::Uuid::nil());
    let missing = office.run(&[&attached[..], &[&file, "--json"]].concat());
    let missing = missing.unwrap();
    assert!(
        missing.stderr.contains("message.not-found"),
        "{}",
        missing.stderr
    );
    let misread = office.run(&[&attached[..], &["1"]].concat()).unwrap();
    assert_eq!(misread.code, Some(2), "{}", misread.stderr);
}
