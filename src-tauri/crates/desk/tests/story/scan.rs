//! What comes in and goes out passes the office's virus scanner, where there is one.

use desk::Error;
use desk::answers::{SaveDraft, Writing};
use desk::complaints::CaseDetail;
use desk::package::{PackageInput, PackageTo, Protect};
use desk::scan::{ScanState, ScanView, Scanner};
use testbed::Clamd;

use crate::office::tell;

/// A message with a text and two files: one that every scanner finds, and one that is nothing.
fn with_files() -> String {
    let eicar = String::from_utf8(Clamd::eicar()).expect("ASCII");
    let file = |name: &str, text: &str| {
        format!(
            "--parts\nContent-Type: application/octet-stream\n\
             Content-Disposition: attachment; filename={name}\n\n{text}\n"
        )
    };
    format!(
        "From: Ada <ada@example.com>\nTo: service@minglives.com\nSubject: My files\n\
         Message-ID: <f1@example.com>\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=parts\n\n\
         --parts\nContent-Type: text/plain\n\nSee the files.\n{}{}--parts--\n",
        file("found.bin", &eicar),
        file("plain.txt", "Nothing at all."),
    )
}

fn scans(case: &CaseDetail) -> Vec<Option<ScanView>> {
    let files = case.messages[0].attachments.iter();
    files.map(|file| file.scan.clone()).collect()
}

fn found<T: std::fmt::Debug>(result: desk::Result<T>) {
    let name = Clamd::KNOWN.to_owned();
    assert_eq!(result.expect_err("found"), Error::Infected { name });
}

#[test]
fn what_the_scanner_finds_is_not_handed_out_and_what_nobody_scanned_is_never_clean() {
    tell(|office| async move {
        let mut clamd = Clamd::start().expect("clamd");
        let desk = &office.desk;
        office.receive(&[&with_files()]).await;
        let case = office.case(1).await;
        let message = case.messages[0].id;
        let parts: Vec<u32> = case.messages[0]
            .attachments
            .iter()
            .map(|a| a.part)
            .collect();
        let [bad, plain] = parts[..] else {
            panic!("{parts:?}")
        };
        // No scanner: nothing is asked, nothing is said.
        desk.attachment(message, bad).await.expect("saved");
        assert_eq!(scans(&office.case(1).await), [None, None]);
        assert_eq!(
            desk.scanner_test().await.expect_err("none"),
            Error::NoScanner
        );

        for elsewhere in [
            Scanner::Port {
                host: "192.0.2.1".into(),
                port: 3310,
            },
            Scanner::Port {
                host: "localhost".into(),
                port: 0,
            },
            Scanner::Socket("clamd.ctl".into()),
        ] {
            let refused = desk.set_scanner(Some(elsewhere)).await;
            assert_eq!(refused.expect_err("elsewhere"), Error::ScannerPlace);
        }
        let port = Scanner::Port {
            host: "127.0.0.1".into(),
            port: clamd.port(),
        };
        desk.set_scanner(Some(port.clone())).await.expect("set");
        assert_eq!(desk.info().await.expect("info").scanner, Some(port.clone()));
        let test = desk.scanner_test().await.expect("test");
        assert!(
            test.finds && test.tells && test.version.starts_with("ClamAV"),
            "{test:?}"
        );

        found(desk.attachment(message, bad).await);
        desk.attachment(message, plain).await.expect("saved");
        let [Some(bad_scan), Some(plain_scan)] = &scans(&office.case(1).await)[..] else {
            panic!("both were scanned")
        };
        assert_eq!(
            (bad_scan.state, plain_scan.state),
            (ScanState::Found, ScanState::Clean)
        );
        assert_eq!(bad_scan.name.as_deref(), Some(Clamd::KNOWN));
        // The mail itself can be taken out, by who knows what they do.
        let raw = desk.raw(message).await.expect("raw");
        assert!(raw.windows(20).any(|part| part == &Clamd::eicar()[..20]));

        let draft = desk.draft_save(SaveDraft {
            case: case.id,
            id: None,
            version: None,
            writing: Writing::default(),
        });
        let draft = draft.await.expect("draft").id;
        let write = |name: &str, bytes: &[u8]| {
            let path = office.folder.path().join(name);
            std::fs::write(&path, bytes).expect("file");
            path.to_str().expect("path").to_owned()
        };
        let infected = write("bad.bin", &Clamd::eicar());
        found(desk.draft_attach(draft, &infected).await);
        assert!(desk.draft(draft).await.expect("draft").files.is_empty());
        let clean = write("good.txt", b"Nothing.");
        let kept = desk.draft_attach(draft, &clean).await.expect("attached");
        let scan = kept.files[0].scan.as_ref().expect("scanned");
        assert_eq!(scan.state, ScanState::Clean);

        // Nobody looks into a package later.
        let package = |files: [&String; 2]| PackageInput {
            files: files.map(String::clone).to_vec(),
            protect: Protect::Made,
            expires_on: office.now().date_naive(),
            to: PackageTo::Draft(draft),
        };
        found(
            desk.package_make(case.id, package([&clean, &infected]))
                .await,
        );
        let given = desk.package_make(case.id, package([&clean, &clean])).await;
        given.expect("given");
        let file = desk.draft(draft).await.expect("draft").files.remove(1);
        assert_eq!(file.scan.expect("scanned").state, ScanState::Clean);

        // What is known stays known; of the rest nobody says that it is clean.
        clamd.stop();
        found(desk.attachment(message, bad).await);
        desk.set_scanner(Some(port)).await.expect("set again");
        desk.attachment(message, bad).await.expect("saved");
        let scan = office.case(1).await.messages[0].attachments[0].scan.clone();
        let scan = scan.expect("asked");
        let given = desk
            .package_make(case.id, package([&clean, &infected]))
            .await;
        given.expect("given");
        let file = desk.draft(draft).await.expect("draft").files.remove(2);
        assert_eq!(file.scan.expect("asked").state, ScanState::NotScanned);
        assert_eq!(
            (scan.state, scan.why.as_deref()),
            (ScanState::NotScanned, Some("unreachable"))
        );
        // Asked again as soon as it is back, at its other door too.
        clamd.restart().expect("clamd");
        found(desk.attachment(message, bad).await);
        let socket = clamd.socket().to_str().expect("path").to_owned();
        desk.set_scanner(Some(Scanner::Socket(socket)))
            .await
            .expect("set");
        found(desk.attachment(message, bad).await);
        let office = office.reopened().await;
        assert!(matches!(office.desk.scanner(), Some(Scanner::Socket(_))));
        office.desk.set_scanner(None).await.expect("none");
        office.desk.attachment(message, bad).await.expect("saved");
    });
}
