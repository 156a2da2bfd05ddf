//! Answers on the command line, beside a real Dovecot and a real Exim.

use serde_json::Value;
use tests::pdesk::Office;
use tests::post::{ADA, Post};

fn outbox(office: &Office) -> Vec<Value> {
    office.list(&["outbox", "list"]).unwrap()
}

#[tokio::test]
async fn what_came_back_is_written_again_to_another_address() {
    let (office, post) = (Office::new().unwrap(), Post::start().unwrap());
    post.read_by(&office, true).unwrap();
    post.arrives(1, &format!("Ada Roe <{ADA}>"), "My account", "")
        .unwrap();
    office.fine(&["mailbox", "sync"]).unwrap();
    office
        .fine(&[
            "cases",
            "reply",
            "1",
            "--text=We look into it.",
            "--to=bounces-ada@example.com",
            "--cc=bounces-bo@example.com",
            "--confirm=stranger",
        ])
        .unwrap();
    post.exim.settle().unwrap();
    office.fine(&["mailbox", "sync"]).unwrap();
    let lost = outbox(&office).remove(0);
    assert_eq!(lost["state"], "bounced", "{lost}");

    let message = lost["message"].as_str().unwrap();
    let to = format!("--to={ADA}");
    let draft = office.json(&["outbox", "again", message, &to]).unwrap();
    assert_eq!(draft["writing"]["to"], serde_json::json!([ADA]));
    assert_eq!(draft["writing"]["cc"], serde_json::json!([]));
    let (id, version) = (draft["id"].as_str().unwrap(), draft["version"].to_string());
    let version = format!("--version={version}");
    office.fine(&["drafts", "send", id, &version]).unwrap();
    assert!(outbox(&office).is_empty(), "the first is given up");
    let got = post.ada_has(1).await.unwrap();
    assert!(got[0].contains("We look into it."), "{}", got[0]);
}
