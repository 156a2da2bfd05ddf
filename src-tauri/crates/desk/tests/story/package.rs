//! What is given as files: opened by a program that is not ours, and by nobody without the passphrase.

use std::path::Path;
use std::process::Command;

use chrono::Days;
use desk::answers::{SaveDraft, Writing};
use desk::audit::AuditFilter;
use desk::complaints::{CaseDetail, IdentityInput, MergeInput, Triage};
use desk::package::{AttachedFile, PackageInput, PackageTo, Packed, PackedFile, Protect};
use desk::{Error, Result};
use domain::complaints::{AskKind, Identity, IdentityMethod};
use domain::retention::Because;
use sha2::Digest as _;

use crate::office::{Office, on, psql, tell};

const AGREED: &str = "heron lathe quince tundra velvet oboe";

/// A case whose ask needs to know who asks.
async fn asked(office: &Office) -> CaseDetail {
    let case = office
        .call("Chat", "Please send me a copy of my chat.")
        .await;
    let triage = Triage {
        kinds: Some(vec![AskKind::Copy]),
        ..Triage::default()
    };
    let done = office.desk.case_triage(on(&case), triage).await;
    office.case(done.expect("triage").number).await
}

async fn verified(office: &Office, case: &CaseDetail) -> CaseDetail {
    let identity = IdentityInput {
        state: Identity::Verified,
        method: Some(IdentityMethod::Code),
        note: String::new(),
    };
    let done = office.desk.case_identity(on(case), identity).await;
    office.case(done.expect("identity").number).await
}

fn write(office: &Office, name: &str, bytes: &[u8]) -> String {
    let path = office.folder.path().join(name);
    std::fs::create_dir_all(path.parent().expect("folder")).expect("folder");
    std::fs::write(&path, bytes).expect("file");
    path.to_str().expect("path").to_owned()
}

async fn make(
    office: &Office,
    case: &CaseDetail,
    files: &[String],
    protect: Protect,
    to: PackageTo,
) -> Result<Packed> {
    let input = PackageInput {
        files: files.to_vec(),
        attached: Vec::new(),
        protect,
        expires_on: office.now().date_naive() + Days::new(14),
        to,
    };
    office.desk.package_make(case.id, input).await
}

/// 7-Zip, which Debian calls by one name or the other.
fn seven_zip() -> Command {
    let there = |name: &&str| Command::new(name).arg("i").output().is_ok();
    Command::new(["7zz", "7z"].into_iter().find(there).expect("7-Zip"))
}

fn unpacked(archive: &Path, passphrase: &str, to: &Path) -> bool {
    let mut seven_zip = seven_zip();
    seven_zip
        .args(["x", "-y", &format!("-p{passphrase}")])
        .arg(format!("-o{}", to.display()))
        .arg(archive);
    seven_zip.output().expect("7-Zip").status.success()
}

fn hash(path: &Path) -> (u64, String) {
    let bytes = std::fs::read(path).expect("file");
    let hash = sha2::Sha256::digest(&bytes);
    (bytes.len() as u64, format!("{hash:x}"))
}

#[test]
fn what_is_given_opens_with_its_passphrase_alone_and_is_what_the_record_says() {
    tell(|office| async move {
        let chat = b"Ada: hello\n".repeat(40_000);
        let files = [
            write(&office, "mine/chat.txt", &chat),
            write(&office, "other/Chat.txt", b"another"),
            write(&office, "manifest.json", b"{}"),
            write(&office, "empty.csv", b""),
        ];
        let out = office.folder.path().join("given.zip");
        let to = || PackageTo::Path(out.to_str().expect("path").to_owned());
        let case = asked(&office).await;
        let early = make(&office, &case, &files, Protect::Made, to()).await;
        assert_eq!(
            early.expect_err("nobody knows who asks"),
            Error::PackageNotVerified
        );
        assert!(!out.exists());
        let case = verified(&office, &case).await;
        for weak in ["secret", "床前明月光疑是地上霜举头望明月低头思故乡"] {
            let weak = Protect::Passphrase(weak.to_owned());
            let weak = make(&office, &case, &files, weak, to()).await;
            assert_eq!(weak.expect_err("weak"), Error::PackagePassphrase);
        }
        let gone = [files[0].clone(), "/nowhere/at/all".to_owned()];
        let gone = make(&office, &case, &gone, Protect::Made, to()).await;
        assert!(matches!(gone, Err(Error::PathMissing { .. })), "{gone:?}");
        assert!(!out.exists(), "half an archive");

        let packed = make(&office, &case, &files, Protect::Made, to())
            .await
            .expect("made");
        let made = packed.passphrase.expect("passphrase");
        assert_eq!(
            (packed.package.size, packed.package.sha256.clone()),
            hash(&out)
        );
        let twice = make(&office, &case, &files, Protect::Made, to()).await;
        assert!(
            matches!(twice, Err(Error::PackageExists { .. })),
            "{twice:?}"
        );

        let at = office.folder.path().join("unpacked");
        assert!(!unpacked(
            &out,
            "ABCD-EFGH-JKLM-NPQR-STUV",
            &office.folder.path().join("wrong")
        ));
        assert!(unpacked(&out, &made, &at));
        let list = seven_zip()
            .args(["l", "-slt"])
            .arg(&out)
            .output()
            .expect("7-Zip");
        let list = String::from_utf8_lossy(&list.stdout).into_owned();
        assert_eq!(list.matches("AES-256").count(), 6, "{list}");
        let read = |name: &str| std::fs::read_to_string(at.join(name)).expect("file");
        let manifest: serde_json::Value =
            serde_json::from_str(&read("manifest.json")).expect("manifest");
        assert_eq!(
            (&manifest["case"], &manifest["office"]),
            (&"C-1".into(), &"Ming Live".into())
        );
        assert_eq!(manifest["fetch_by"], "2026-03-16");
        let given: Vec<PackedFile> =
            serde_json::from_value(manifest["files"].clone()).expect("files");
        let names: Vec<&str> = given.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(
            names,
            ["chat.txt", "Chat (2).txt", "manifest (2).json", "empty.csv"]
        );
        let told = read("manifest.txt");
        for file in &given {
            assert_eq!((file.size, file.sha256.clone()), hash(&at.join(&file.name)));
            assert!(told.contains(&file.name) && told.contains(&file.sha256));
        }
        assert!(
            told.contains("Case C-1") && told.contains("2026-03-16"),
            "{told}"
        );
        assert_eq!(std::fs::read(at.join("chat.txt")).expect("chat"), chat);

        // On record for the office: what was given, and in the log no name.
        let shown = office.case(1).await;
        assert_eq!(shown.packages[0].files, given);
        assert_eq!(shown.packages[0].by.name, "Li Wen");
        let filter = AuditFilter {
            case: Some(case.id),
            limit: 100,
            ..AuditFilter::default()
        };
        let log = office.desk.audit_list(&filter).await.expect("log").entries;
        let entry = log
            .iter()
            .find(|entry| entry.act == "case.package")
            .expect("entry");
        assert_eq!(
            (
                entry.detail["files"].as_str(),
                entry.detail["until"].as_str()
            ),
            ("4", "2026-03-16")
        );
        assert_eq!(entry.detail["hash"], packed.package.sha256);
        assert!(!format!("{:?}", entry.detail).contains("chat"));
    });
}

#[test]
fn what_came_with_the_messages_of_a_case_is_given_as_it_came() {
    tell(|office| async move {
        let with_file = |of: &str, text: &str| {
            format!(
                "From: Ada <ada@example.com>\nTo: service@minglives.com\nSubject: {of}\n\
                 Message-ID: <{of}@example.com>\nMIME-Version: 1.0\n\
                 Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n\
                 A copy of my data, please.\n--b\nContent-Type: text/csv\n\
                 Content-Disposition: attachment; filename=chat.txt\n\n{text}\n--b--\n"
            )
        };
        let mails = [with_file("one", "mine"), with_file("other", "another's")];
        office.receive(&[&mails[0], &mails[1]]).await;
        let attached = |case: &CaseDetail| AttachedFile {
            message: case.messages[0].id,
            part: case.messages[0].attachments[0].part,
        };
        let (case, other) = (office.case(1).await, office.case(2).await);
        let own = write(&office, "chat.txt", b"ours");
        let out = office.folder.path().join("given.zip");
        let input = |of: &CaseDetail| PackageInput {
            files: vec![own.clone()],
            attached: vec![attached(of)],
            protect: Protect::Passphrase(AGREED.to_owned()),
            expires_on: office.now().date_naive(),
            to: PackageTo::Path(out.to_str().expect("path").to_owned()),
        };
        let early = office.desk.package_make(case.id, input(&case)).await;
        assert_eq!(early.expect_err("who asks"), Error::PackageNotVerified);
        let case = verified(&office, &case).await;
        let wrong = office.desk.package_make(case.id, input(&other)).await;
        assert_eq!(
            wrong.expect_err("not of this case"),
            Error::AttachmentMissing
        );
        let packed = office.desk.package_make(case.id, input(&case)).await;
        let packed = packed.expect("made");
        let names: Vec<_> = packed
            .package
            .files
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        assert_eq!(names, ["chat.txt", "chat (2).txt"]);
        let at = office.folder.path().join("unpacked");
        assert!(unpacked(&out, AGREED, &at));
        let read = |name: &str| std::fs::read_to_string(at.join(name)).expect("file");
        assert_eq!(read("chat.txt"), "ours");
        assert_eq!(read("chat (2).txt").trim(), "mine");
    });
}

#[test]
fn what_goes_with_a_draft_moves_with_its_case_and_is_erased_with_it() {
    tell(|office| async move {
        let desk = &office.desk;
        let first = verified(&office, &asked(&office).await).await;
        let second = verified(&office, &asked(&office).await).await;
        let draft = |case: &CaseDetail| SaveDraft {
            case: case.id,
            id: None,
            version: None,
            writing: Writing::default(),
        };
        let draft = desk.draft_save(draft(&second)).await.expect("draft");
        let files = [write(&office, "chat.txt", b"hello")];
        let agreed = || Protect::Passphrase(AGREED.to_owned());
        let with = PackageTo::Draft(draft.id);
        let other = make(&office, &first, &files, agreed(), with.clone()).await;
        assert_eq!(other.expect_err("another case's draft"), Error::DraftGone);
        assert!(office.case(1).await.packages.is_empty());
        let large = [write(&office, "large.bin", &vec![0; 21 << 20])];
        let large = make(&office, &second, &large, agreed(), with.clone()).await;
        assert!(
            matches!(large, Err(Error::DraftTooLarge { .. })),
            "{large:?}"
        );
        let packed = make(&office, &second, &files, agreed(), with)
            .await
            .expect("made");
        assert!(packed.passphrase.is_none(), "they have it");
        let draft = desk.draft(draft.id).await.expect("draft");
        assert_eq!(
            (draft.version, draft.files[0].name.as_str()),
            (2, "C-2.zip")
        );
        assert_eq!(draft.files[0].size, packed.package.size);
        assert_eq!(draft.files[0].media_type, "application/zip");

        let into = |case: &CaseDetail| MergeInput {
            into: case.id,
            other_person: false,
        };
        let ids = |case: CaseDetail| {
            case.packages
                .into_iter()
                .map(|one| one.id)
                .collect::<Vec<_>>()
        };
        let second = office.case(2).await;
        let done = desk
            .case_merge(on(&second), into(&first))
            .await
            .expect("merge");
        assert_eq!(ids(office.case(1).await), [packed.package.id]);
        desk.undo(done.undo.expect("undo")).await.expect("undone");
        assert!(ids(office.case(1).await).is_empty());
        let second = office.case(2).await;
        assert_eq!(ids(second.clone()), [packed.package.id]);

        desk.case_not_ours(on(&second), "Another company's.")
            .await
            .expect("closed");
        let second = office.case(2).await;
        let erased = desk.case_erase(on(&second), Because::Unlawful, 2).await;
        erased.expect("erased");
        assert!(office.case(2).await.packages.is_empty());
        if let Some(name) = &office.database {
            assert_eq!(psql(name, "select count(*) from desk.package"), "0");
        }
        let late = make(
            &office,
            &second,
            &files,
            agreed(),
            PackageTo::Draft(draft.id),
        )
        .await;
        assert_eq!(late.expect_err("erased"), Error::CaseErased);
    });
}
