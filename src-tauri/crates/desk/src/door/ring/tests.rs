use chrono::Utc;
use domain::complaints::Channel;
use domain::retention::Because;

use super::*;
use crate::Desk;
use crate::complaints::{NewCase, On};
use crate::workspace::{Creation, KdfParams, NewWorkspace, Place};

async fn office(folder: &std::path::Path) -> Desk {
    let cheap = KdfParams {
        memory_kib: 8 * 1024,
        passes: 1,
        lanes: 1,
    };
    let input = NewWorkspace {
        name: "Ming Live".into(),
        person: "Li Wen".into(),
        ..NewWorkspace::default()
    };
    let place = Place::folder(folder.join("office.desk"));
    let passphrase = "four uncommon words: heron, lathe, quince";
    let creation = Creation::begin(place, passphrase, input, cheap).expect("keys");
    let recovery = creation.recovery().groups.join("-");
    creation.finish(&recovery).await.expect("workspace")
}

fn is_kept(desk: &Desk, case: Uuid) -> bool {
    let ring = desk.ring();
    let kept = ring.opened.0.lock().expect("kept");
    kept.keys().any(|(object, _)| *object == case)
}

#[tokio::test]
async fn no_key_of_what_was_erased_is_kept() {
    let folder = tempfile::tempdir().expect("folder");
    let desk = office(folder.path()).await;
    let new = NewCase {
        channel: Channel::Phone,
        received_at: Some(Utc::now()),
        subject: "Call".into(),
        text: "About the heron.".into(),
        kinds: Vec::new(),
        name: String::new(),
        address: String::new(),
        detail: String::new(),
    };
    let case = desk.case_new(new).await.expect("case").case;
    let on = |key| On {
        case,
        version: None,
        key,
    };
    desk.case_not_ours(on(None), "Another company's.")
        .await
        .expect("closed");
    let detail = desk.case_open(case).await.expect("opened");
    assert!(is_kept(&desk, case));
    desk.case_erase(on(None), Because::Unlawful, detail.number)
        .await
        .expect("erased");
    assert!(!is_kept(&desk, case));
}
