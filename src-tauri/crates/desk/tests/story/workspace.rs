//! The workspace itself.

use std::fs;

use desk::complaints::Triage;
use desk::workspace::{Creation, NewWorkspace, Place, Recovery, restore};
use desk::{Desk, Error};

use crate::office::{Engine, Office, PASSPHRASE, cheap, on, runtime, tell};

fn input() -> NewWorkspace {
    NewWorkspace {
        name: "Ming Live".into(),
        person: "Li Wen".into(),
        ..NewWorkspace::default()
    }
}

/// Closes an office's workspace and gives its folder.
async fn shut(office: Office) -> (Place, tempfile::TempDir, String) {
    let Office {
        desk,
        folder,
        place,
        recovery,
        ..
    } = office;
    desk.close().await;
    drop(desk);
    (place, folder, recovery)
}

#[test]
fn created_only_once_the_code_is_typed_back() {
    runtime().block_on(async {
        let folder = tempfile::tempdir().expect("folder");
        let place = Place::folder(folder.path().join("a.desk"));
        let weak = Creation::begin(place.clone(), "password1", input(), cheap());
        assert_eq!(weak.err(), Some(Error::WeakPassphrase));
        let creation = Creation::begin(place.clone(), PASSPHRASE, input(), cheap()).expect("keys");
        let mut wrong = creation.recovery().groups;
        assert_eq!(wrong.len(), 8);
        assert!(
            creation
                .matches(&wrong.join(" ").to_lowercase())
                .iter()
                .all(|right| *right)
        );
        wrong[3] = "2222".into();
        assert!(!creation.matches(&wrong.join("-"))[3]);
        assert_eq!(
            creation.finish(&wrong.join("-")).await.err(),
            Some(Error::CodeMismatch)
        );
        assert_eq!(
            fs::read_dir(folder.path()).expect("folder").count(),
            0,
            "nothing half made"
        );
    });
}

#[test]
fn passphrase_recovery_and_second_process() {
    tell(|office| async move {
        let again = Desk::open(office.place.clone(), PASSPHRASE).await;
        assert!(matches!(again.err(), Some(Error::InUse { .. })));
        office
            .desk
            .change_passphrase(
                PASSPHRASE,
                "quite another phrase of lathe and heron",
                cheap(),
            )
            .await
            .expect("change");
        let (place, _folder, recovery) = shut(office).await;
        assert_eq!(
            Desk::open(place.clone(), PASSPHRASE).await.err(),
            Some(Error::WrongPassphrase)
        );
        let desk = Desk::open(place.clone(), "quite another phrase of lathe and heron")
            .await
            .expect("opens");
        desk.close().await;
        drop(desk);

        let bad = Recovery::begin(
            place.clone(),
            "2222-2222-2222-2222-2222-2222-2222-2222",
            PASSPHRASE,
            cheap(),
        );
        assert_eq!(bad.err(), Some(Error::WrongRecoveryCode));
        let recovered =
            Recovery::begin(place.clone(), &recovery, PASSPHRASE, cheap()).expect("code");
        let code = recovered.recovery().groups.join("-");
        assert_ne!(code, recovery);
        let desk = recovered.finish(&code).await.expect("recovered");
        desk.close().await;
        drop(desk);
        Desk::open(place, PASSPHRASE)
            .await
            .expect("opens")
            .close()
            .await;
    });
}

#[test]
fn damage_is_told_and_nothing_is_lost() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        office.call("Kept", "Whatever happens.").await;
        let (place, _folder, _) = shut(office).await;
        let keys = place.folder.join("keys");
        let sound = fs::read(&keys).expect("keys");
        let copy = place.folder.join("keys.copy");

        // One copy torn: it opens, and is mended.
        fs::write(&keys, &sound[..sound.len() / 2]).expect("tear");
        Desk::open(place.clone(), PASSPHRASE)
            .await
            .expect("opens")
            .close()
            .await;
        assert_eq!(fs::read(&keys).expect("keys"), sound);
        // Both torn, both missing.
        for path in [&keys, &copy] {
            fs::write(path, &sound[..10]).expect("tear");
        }
        assert!(matches!(
            Desk::open(place.clone(), PASSPHRASE).await.err(),
            Some(Error::KeysDamaged { .. })
        ));
        for path in [&keys, &copy] {
            fs::remove_file(path).expect("remove");
        }
        assert!(matches!(
            Desk::open(place.clone(), PASSPHRASE).await.err(),
            Some(Error::KeysMissing { .. })
        ));
        fs::write(&keys, &sound).expect("back");

        // A damaged database.
        let database = place.folder.join("desk.db");
        let whole = fs::read(&database).expect("database");
        let mut torn = whole.clone();
        torn[..64].fill(7);
        fs::write(&database, &torn).expect("damage");
        assert!(matches!(
            Desk::open(place.clone(), PASSPHRASE).await.err(),
            Some(Error::Damaged { .. })
        ));
        fs::write(&database, &whole).expect("back");
        assert_ne!(&whole[..15], b"SQLite format 3");
        let desk = Desk::open(place.clone(), PASSPHRASE).await.expect("opens");
        assert_eq!(desk.info().await.expect("info").cases, 1);
        desk.close().await;
        drop(desk);
        let nowhere = Desk::open(Place::folder(place.folder.join("no")), PASSPHRASE).await;
        assert!(matches!(nowhere.err(), Some(Error::NotFound { .. })));
        let empty = place.folder.join("empty");
        fs::create_dir(&empty).expect("folder");
        let path = empty.display().to_string();
        let empty = Desk::open(Place::folder(empty), PASSPHRASE).await;
        assert_eq!(empty.err(), Some(Error::NotFound { path }));
    });
}

#[test]
fn a_backup_made_while_open_restores_whole() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        for n in 0..30 {
            office.call(&format!("Call {n}"), "About my data.").await;
        }
        let file = office.folder.path().join("b.pdbackup");
        let mut heard = 0;
        office
            .desk
            .backup(&file, |done, all| {
                heard += 1;
                done <= all
            })
            .await
            .expect("backup");
        assert!(heard > 0);
        assert!(matches!(
            office.desk.backup(&file, |_, _| true).await.err(),
            Some(Error::BackupExists { .. })
        ));
        let cancelled = office.folder.path().join("c.pdbackup");
        let stopped = office
            .desk
            .backup(&cancelled, |done, all| done == all && all == 0)
            .await;
        // A copy that is done in one batch has nothing to cancel.
        if stopped.is_err() {
            assert_eq!(stopped.err(), Some(Error::BackupCancelled));
            assert!(!cancelled.exists());
        }
        office.call("After the backup", "Not in it.").await;
        let log = office.folder.path().join("log.jsonl");
        office.desk.audit_export(&log).await.expect("export");
        let log = fs::read_to_string(log).expect("log");

        let to = Place::folder(office.folder.path().join("again.desk"));
        let wrong = restore(&file, to.clone(), "a wrong passphrase, heron", None).await;
        assert_eq!(wrong.err(), Some(Error::WrongPassphrase));
        assert!(!to.folder.exists(), "nothing half made");
        let desk = restore(&file, to, PASSPHRASE, None)
            .await
            .expect("restored")
            .desk;
        assert_eq!(desk.info().await.expect("info").cases, 30);
        assert!(desk.audit_verify().await.expect("verify").sound);
        // By itself the older log is sound; a checkpoint from elsewhere says that it is not the one
        // that went on from there.
        let last = log.lines().last().expect("checkpoint");
        let verdict = desk.audit_verify_since(last).await.expect("verify");
        assert_eq!(verdict.problem.as_deref(), Some("rewritten"));
        desk.close().await;

        let mut bytes = fs::read(&file).expect("backup");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        let bent = office.folder.path().join("bent.pdbackup");
        fs::write(&bent, &bytes).expect("file");
        let to = Place::folder(office.folder.path().join("bent.desk"));
        assert_eq!(
            restore(&bent, to.clone(), PASSPHRASE, None).await.err(),
            Some(Error::BackupDamaged {
                path: bent.display().to_string()
            })
        );
        assert!(!to.folder.exists());
        bytes.truncate(bytes.len() - 1);
        let torn = office.folder.path().join("torn.pdbackup");
        fs::write(&torn, bytes).expect("file");
        let to = Place::folder(office.folder.path().join("torn.desk"));
        assert!(matches!(
            restore(&torn, to.clone(), PASSPHRASE, None).await.err(),
            Some(Error::NotABackup { .. })
        ));
        let nowhere = office.folder.path().join("no.pdbackup");
        assert_eq!(
            restore(&nowhere, to, PASSPHRASE, None).await.err(),
            Some(Error::BackupMissing {
                path: nowhere.display().to_string()
            })
        );
        office.desk.close().await;
    });
}

#[test]
fn a_full_disk_is_told_and_the_import_goes_on_later() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let folder = office.folder.path().join("mail");
        fs::create_dir(&folder).expect("folder");
        for n in 0..300 {
            let body = format!("Message {n}. {}", "heron lathe quince ".repeat(200));
            let mail = crate::office::mail(
                "Ada <ada@example.com>",
                &format!("Number {n}"),
                &format!("m{n}@example.com"),
                "",
                &body,
            );
            fs::write(folder.join(format!("{n:03}.eml")), mail).expect("file");
        }
        office.desk.pretend_full(true).await.expect("full");
        let input = desk::intake::ImportInput {
            paths: vec![folder.display().to_string()],
            history: false,
            dry_run: false,
        };
        let failed = office.desk.import(input.clone(), |_| {}).await;
        assert!(
            matches!(failed.err(), Some(Error::DiskFull { path }) if path.ends_with("office.desk"))
        );
        office.desk.pretend_full(false).await.expect("room");
        let before = office.desk.info().await.expect("info").messages;
        let report = office.desk.import(input, |_| {}).await.expect("import");
        assert_eq!((report.seen, i64::from(report.already_here)), (300, before));
        let info = office.desk.info().await.expect("info");
        assert_eq!((info.messages, info.cases), (300, 300));
        assert!(office.desk.audit_verify().await.expect("verify").sound);
    });
}

/// What lies in a folder, hidden things too.
fn names(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("folder")
        .map(|entry| {
            entry
                .expect("entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_of_a_damaged_workspace_names_it_and_leaves_nothing() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        for n in 0..30 {
            office.call(&format!("Call {n}"), "About my data.").await;
        }
        let (place, folder, _) = shut(office).await;
        let database = place.folder.join("desk.db");
        let sound = fs::read(&database).expect("database");
        // One page of it, the last without which it opens all the same.
        let mut opened = None;
        for at in (0..sound.len()).step_by(4096).rev() {
            let mut bytes = sound.clone();
            bytes[at] ^= 1;
            fs::write(&database, &bytes).expect("damage");
            if let Ok(desk) = Desk::open(place.clone(), PASSPHRASE).await {
                opened = Some(desk);
                break;
            }
        }
        let desk = opened.expect("opens");
        let before = names(folder.path());
        let to = folder.path().join("b.pdbackup");
        let failed = desk.backup(&to, |_, _| true).await;
        let path = place.folder.display().to_string();
        assert_eq!(failed.err(), Some(Error::Damaged { path }));
        assert_eq!(names(folder.path()), before, "no half target");
        desk.close().await;
    });
}

#[test]
fn what_a_killed_run_was_making_is_cleared_by_the_next() {
    runtime().block_on(async {
        let office = Office::open(Engine::Lite).await;
        let folder = office.folder.path();
        let file = folder.join("b.pdbackup");
        // As they would lie there: a workspace, a backup and its journal, the keys' next version.
        let id = uuid::Uuid::now_v7().simple().to_string();
        fs::create_dir(folder.join(format!(".new.desk.{id}"))).expect("folder");
        fs::write(folder.join(format!(".new.desk.{id}/keys")), "x").expect("file");
        for name in [
            format!(".b.pdbackup.{id}"),
            format!(".b.pdbackup.{id}-journal"),
        ] {
            fs::write(folder.join(name), "x").expect("file");
        }
        // One that is being made now, and one that only looks alike.
        let alive = folder.join(format!(".new.desk.{}", id.replace('0', "1")));
        fs::create_dir(&alive).expect("folder");
        let lock = fs::File::create(alive.join("lock")).expect("lock");
        lock.lock().expect("lock");
        fs::create_dir(folder.join(".new.desk.old")).expect("folder");

        office
            .desk
            .backup(&file, |_, _| true)
            .await
            .expect("backup");
        let place = Place::folder(folder.join("new.desk"));
        let creation = Creation::begin(place, PASSPHRASE, input(), cheap()).expect("keys");
        creation
            .finish_unchecked()
            .await
            .expect("workspace")
            .close()
            .await;
        let alive = alive
            .file_name()
            .expect("name")
            .to_string_lossy()
            .into_owned();
        assert_eq!(
            names(folder),
            [
                alive.as_str(),
                ".new.desk.old",
                "b.pdbackup",
                "new.desk",
                "office.desk"
            ]
        );

        let (place, _folder, _) = shut(office).await;
        for name in ["keys.new", "keys.copy.new"] {
            fs::write(place.folder.join(name), "x").expect("file");
        }
        Desk::open(place.clone(), PASSPHRASE)
            .await
            .expect("opens")
            .close()
            .await;
        assert!(
            names(&place.folder)
                .iter()
                .all(|name| !name.ends_with(".new"))
        );
    });
}

#[test]
fn a_department_is_named_once_and_then_takes_cases() {
    tell(|office| async move {
        let case = office.call("A complaint", "I complain about this.").await;
        let give = |to: &str| {
            let triage = Triage {
                department: Some(to.into()),
                ..Triage::default()
            };
            office.desk.case_triage(on(&case), triage)
        };
        assert!(matches!(
            give("Night desk").await.err(),
            Some(Error::Invalid { .. })
        ));
        for bad in ["", "  ", "two\nlines", &"x".repeat(81)] {
            let refused = office.desk.add_department(bad, None).await;
            assert_eq!(refused.err(), Some(Error::DepartmentName), "{bad:?}");
        }
        let entries = office.desk.info().await.expect("info").audit_entries;
        let known = office.desk.add_department(" Night desk ", None).await;
        let known = known.expect("named");
        assert!(known.iter().any(|one| one.name == "Night desk"));
        let before = office.desk.choices().await.expect("choices").departments;
        let again = office.desk.add_department("NIGHT DESK", None).await;
        assert_eq!(again.expect("known"), before);
        let log = office.desk.info().await.expect("info").audit_entries;
        assert_eq!(log, entries + 1, "what changed nothing is no act");
        give("Night desk").await.expect("given");
    });
}
