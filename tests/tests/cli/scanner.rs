//! The office's virus scanner, on the command line.

use testbed::Clamd;
use tests::pdesk::Office;

#[test]
fn a_scanner_is_set_tried_and_asked() {
    let mut clamd = Clamd::start().unwrap();
    let office = Office::new().unwrap();
    let show = || office.json(&["workspace", "scanner"]).unwrap();
    assert!(show()["scanner"].is_null());
    let elsewhere = [
        "workspace",
        "scanner",
        "--host",
        "192.0.2.1",
        "--port",
        "3310",
        "--json",
    ];
    let refused = office.run(&elsewhere).unwrap();
    assert!(refused.stderr.contains("scan.place"), "{}", refused.stderr);
    let socket = clamd.socket().to_str().unwrap().to_owned();
    let set = ["workspace", "scanner", "--socket", &socket, "--test"];
    let tried = office.json(&set).unwrap();
    assert_eq!(tried["test"]["finds"], true, "{tried}");
    assert_eq!(show()["scanner"]["socket"], *socket);

    let eicar = String::from_utf8(Clamd::eicar()).unwrap();
    let mail = format!(
        "From: Ada <ada@example.com>\r\nTo: service@minglives.com\r\nSubject: Files\r\n\
         Message-ID: <f@example.com>\r\nContent-Type: multipart/mixed; boundary=parts\r\n\r\n\
         --parts\r\nContent-Type: application/octet-stream\r\n\
         Content-Disposition: attachment; filename=found.bin\r\n\r\n{eicar}\r\n--parts--\r\n"
    );
    std::fs::write(office.folder().join("mail.eml"), mail).unwrap();
    office.fine(&["import", "mail.eml"]).unwrap();
    let export = ["messages", "export", "--all", "--attachments", "--to"];
    let kept = office
        .run(&[&export[..], &["first", "--json"]].concat())
        .unwrap();
    assert_eq!(kept.code, Some(1));
    assert!(kept.stderr.contains("scan.found"), "{}", kept.stderr);
    let there = std::fs::read_dir(office.folder().join("first")).unwrap();
    assert_eq!(there.count(), 1, "the mail, and not its file");

    clamd.stop();
    let said = office.fine(&[&export[..], &["second"]].concat()).unwrap();
    let said = String::from_utf8(said).unwrap();
    assert!(said.contains("not scanned"), "{said}");
    assert_ne!(
        office
            .run(&["workspace", "scanner", "--test"])
            .unwrap()
            .code,
        Some(0)
    );
    office.fine(&["workspace", "scanner", "--none"]).unwrap();
    assert!(show()["scanner"].is_null());
}
