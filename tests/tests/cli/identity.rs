//! Who asks, established on the command line by a code that is passed on in the company's app.

use tests::pdesk::Office;

#[test]
fn a_code_is_said_once_and_shows_who_has_the_account() {
    let office = Office::new().unwrap();
    let new = [
        "cases",
        "new",
        "--channel=app",
        "--subject=My chat",
        "--text=A copy, please.",
        "--kind=copy",
        "--detail=account 88213",
    ];
    office.fine(&new).unwrap();
    let verify = ["cases", "verify-identity", "1"];
    let hand = |account: &str| {
        let account = format!("--account={account}");
        office.run(&[&verify[..], &[&account, "--json"]].concat())
    };
    let wrong = hand("882").unwrap();
    assert!(
        wrong.stderr.contains("case.identity.account"),
        "{}",
        wrong.stderr
    );
    let handed: serde_json::Value = serde_json::from_slice(&hand("88213").unwrap().stdout).unwrap();
    let code = handed["code"].as_str().unwrap();
    assert_eq!(handed["account"], "88213");
    let shown = office.fine(&["cases", "show", "1"]).unwrap();
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains("in the app to account 88213"), "{shown}");
    assert!(
        shown.contains("Wrong attempts left: 5") && !shown.contains(code),
        "{shown}"
    );

    let said = |code: &str| {
        let code = format!("--code={code}");
        office
            .run(&[&verify[..], &[&code, "--json"]].concat())
            .unwrap()
    };
    assert!(
        said("AAAA-AAAA")
            .stderr
            .contains("case.identity.wrong-code")
    );
    assert_eq!(said(code).code, Some(0));
    let case = office.json(&["cases", "show", "1"]).unwrap();
    assert_eq!(case["identity"]["state"], "verified");
    assert_eq!(case["identity"]["code"]["channel"], "app");
}
