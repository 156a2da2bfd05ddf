//! What comes in and goes out passes the office's virus scanner, where there is one.

use data_encoding::BASE64;
use desk::Error;
use desk::answers::{SaveDraft, Writing};
use desk::audit::AuditFilter;
use desk::complaints::CaseDetail;
use desk::package::{AttachedFile, PackageInput, PackageTo, Protect};
use desk::scan::{ScanState, ScanView, Scanner};
use testbed::Clamd;

use crate::office::{Office, tell};

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

/// The log's entries of files that were kept back.
async fn kept_back(office: &Office) -> Vec<String> {
    let filter = AuditFilter {
        limit: 500,
        ..AuditFilter::default()
    };
    let log = office.desk.audit_list(&filter).await.expect("log").entries;
    let infected = log.iter().filter(|one| one.act.ends_with("infected"));
    infected
        .map(|one| format!("{} {:?}", one.act, one.detail))
        .collect()
}

async fn scanned_by(office: &Office, clamd: &Clamd) {
    let port = Scanner::Port {
        host: "127.0.0.1".into(),
        port: clamd.port(),
    };
    office.desk.set_scanner(Some(port)).await.expect("set");
}

#[test]
fn files_are_scanned_when_their_message_is_looked_at() {
    tell(|office| async move {
        let mut clamd = Clamd::start().expect("clamd");
        let desk = &office.desk;
        office.receive(&[&with_files()]).await;
        let message = office.case(1).await.messages[0].id;
        let states = async || {
            let scans = desk.attachments_scan(message).await.expect("scans");
            let states = scans.iter().map(|one| one.scan.state);
            states.collect::<Vec<_>>()
        };
        assert!(states().await.is_empty(), "nobody says anything");
        scanned_by(&office, &clamd).await;
        clamd.stop();
        assert_eq!(states().await, [ScanState::NotScanned; 2]);
        clamd.restart().expect("clamd");
        let known = [ScanState::Found, ScanState::Clean];
        assert_eq!(states().await, known);
        assert_eq!(states().await, known);
        assert_eq!(kept_back(&office).await.len(), 1, "when it was found");
        let shown: Vec<_> = scans(&office.case(1).await).into_iter().flatten().collect();
        assert_eq!([shown[0].state, shown[1].state], known);
    });
}

/// A page with two pictures, one in it and one beside it; the second is one that the scanner knows.
fn with_pictures() -> String {
    let gif = |more: &str| {
        let bytes = [
            &b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;"[..],
            more.as_bytes(),
        ];
        BASE64.encode(&bytes.concat())
    };
    format!(
        "From: Ada <ada@example.com>\nTo: service@minglives.com\nSubject: My pictures\n\
         Message-ID: <p1@example.com>\nMIME-Version: 1.0\n\
         Content-Type: multipart/related; boundary=parts\n\n\
         --parts\nContent-Type: text/html\n\n\
         <p>Look:<img src=\"data:image/gif;base64,{}\"><img src=\"cid:marked\">\n\
         --parts\nContent-Type: image/gif\nContent-ID: <marked>\n\
         Content-Transfer-Encoding: base64\n\n{}\n--parts--\n",
        gif(""),
        gif(Clamd::MARK)
    )
}

#[test]
fn a_page_shows_no_picture_that_was_not_scanned() {
    tell(|office| async move {
        let mut clamd = Clamd::start().expect("clamd");
        let desk = &office.desk;
        office.receive(&[&with_pictures()]).await;
        let message = office.case(1).await.messages[0].id;
        let page = async || {
            let drawn = |_: &[u8]| Some(b"PNG".to_vec());
            let page = desk.page(message, drawn).await.expect("page");
            let shown = page.html.matches("data:image/png").count();
            (shown, page.pictures_infected, page.pictures_not_scanned)
        };
        assert_eq!(page().await, (2, 0, 0), "without a scanner as before");
        scanned_by(&office, &clamd).await;
        assert_eq!(page().await, (1, 1, 0));
        let log = kept_back(&office).await;
        assert_eq!(log.len(), 1);
        assert!(log[0].contains(Clamd::KNOWN_WITHIN), "{log:?}");
        clamd.stop();
        assert_eq!(page().await, (0, 0, 2));
    });
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
            attached: Vec::new(),
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

        // A file of the mail itself is no way round it, wherever the package goes.
        let out = office.folder.path().join("out.zip");
        for to in [
            PackageTo::Draft(draft),
            PackageTo::Path(out.to_str().expect("path").to_owned()),
        ] {
            let with_it = PackageInput {
                attached: vec![AttachedFile { message, part: bad }],
                to,
                ..package([&clean, &clean])
            };
            found(desk.package_make(case.id, with_it).await);
        }
        assert!(!out.exists());
        // That a file was kept back is in the log, each time.
        let lines = [
            "case.file-infected {\"found\": NAME, \"part\": \"0\"}",
            "case.file-infected {\"found\": NAME, \"part\": \"2\"}",
            "message.attachment-infected {\"found\": NAME, \"part\": PART}",
        ];
        let log = kept_back(&office).await;
        for (line, times) in lines.into_iter().zip([1, 1, 3]) {
            let line = line.replace("NAME", &format!("{:?}", Clamd::KNOWN));
            let line = line.replace("PART", &format!("{:?}", bad.to_string()));
            let count = log.iter().filter(|one| **one == line).count();
            assert_eq!(count, times, "{line}: {log:#?}");
        }

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
