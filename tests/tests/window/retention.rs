//! The retention desk in the real window, by keyboard alone: periods, what has fallen due, and
//! erasing it.

use std::sync::Arc;

use anyhow::Result;
use chrono::{Months, SubsecRound as _, Utc};
use desk::complaints::{NewCase, On};
use desk::intake::ImportInput;
use desk::workspace::Place;
use desk::{Desk, Now};
use domain::complaints::{AskKind, Channel};
use tests::pdesk::{Office, PASSPHRASE};
use tests::repository::root;
use tests::samples;
use tests::window::{Key, Window};

/// An office that has closed cases as not its own, so many months ago, by these names and subjects.
/// Cyd Marl's is held. An automated message came in then, too.
async fn office(months: u32, cases: &[(&str, &str)]) -> Result<Office> {
    let office = Office::new()?;
    let now = Utc::now().trunc_subsecs(6);
    let then = now.checked_sub_months(Months::new(months)).unwrap();
    let now: Now = Arc::new(move || then);
    let place = Place::folder(office.workspace());
    let desk = Desk::open_at(place, PASSPHRASE, now).await?;
    for (name, subject) in cases.iter().copied() {
        let case = NewCase {
            channel: Channel::Letter,
            received_at: None,
            subject: subject.into(),
            text: "As it was told.".into(),
            kinds: vec![AskKind::Complaint],
            name: name.into(),
            address: String::new(),
            detail: String::new(),
        };
        let case = desk.case_new(case).await?.case;
        let on = On {
            case,
            version: None,
            key: None,
        };
        desk.case_not_ours(on, "Another company's.").await?;
        if name == "Cyd Marl" {
            desk.case_hold(on, "Case 88 at the district court").await?;
        }
    }
    let eml = office.folder().join("away.eml");
    let away = samples::message(1, "Eve Ling <eve@example.com>", "Away", "Until Monday.");
    std::fs::write(
        &eml,
        [&b"Auto-Submitted: auto-replied\n"[..], &away].concat(),
    )?;
    let input = ImportInput {
        paths: vec![eml.display().to_string()],
        history: false,
        dry_run: false,
    };
    desk.import(input, |_| {}).await?;
    desk.close().await;
    Ok(office)
}

const THREE: [(&str, &str); 3] = [
    ("Ada Quill", "A streamer shows my flat"),
    ("Ben Ode", "Who can see my gifts?"),
    ("Cyd Marl", "The same as before"),
];

/// Looks at the screen with axe, and leaves a picture of it.
async fn look(window: &Window, name: &str) -> Result<()> {
    let picture = root().join(format!("target/window/retention-{name}.png"));
    window.screenshot(&picture).await?;
    let found = window.axe().await?;
    assert!(found.is_empty(), "axe on {name}:\n{}", found.join("\n"));
    Ok(())
}

async fn story(window: &Window, office: &Office) -> Result<()> {
    // A backup from before.
    window.keys("ge").await?;
    window
        .wait_for_text(".empty", "No period is set yet")
        .await?;
    look(window, "unset").await?;
    window.push("Change periods").await?;
    window.wait_for("dialog[open]").await?;
    window.tab_to("Complaint").await?;
    window.keys("12").await?;
    window.tab_to("Automatic mail").await?;
    window.keys("1").await?;
    look(window, "periods").await?;
    window.confirm().await?;
    window.wait_for_text("[role=grid]", "Ada Quill").await?;
    window.wait_for_text("[role=grid]", "Legal hold").await?;
    look(window, "due").await?;

    // One alone, from its own case.
    window.press(Key::Enter).await?;
    window
        .wait_for_text(".subject", "A streamer shows my flat")
        .await?;
    window.palette("Erase").await?;
    window.wait_for("dialog[open]").await?;
    look(window, "erase").await?;
    window.fill("Type 1 to confirm", "2").await?;
    window
        .wait_for_text("dialog[open] footer", "Type 1.")
        .await?;
    window.fill("Type 1 to confirm", "1").await?;
    window.confirm().await?;
    window.wait_for_text(".subject", "An erased case").await?;
    window.wait_for_text(".side", "Erased on").await?;
    window
        .wait_for_text(".side", "1 backup still holds")
        .await?;
    look(window, "erased").await?;

    // What is left and free, at once.
    window.keys("ge").await?;
    window.wait_for_text("[role=grid]", "Ben Ode").await?;
    window.push("Erase 1 case").await?;
    window
        .wait_for_text("dialog[open] ul[tabindex]", "C-2")
        .await?;
    look(window, "these").await?;
    window.fill("Type 1 to confirm", "1").await?;
    window.confirm().await?;
    window.wait_for_text(".foot", "Erased so far: 2").await?;
    window.wait_for_text("[role=grid]", "Cyd Marl").await?;
    window.push("Erase automatic mail").await?;
    window
        .wait_for_text("dialog[open] footer", "Type 1.")
        .await?;
    look(window, "automated").await?;
    window.fill("Type 1 to confirm", "1").await?;
    window.confirm().await?;
    window
        .wait_gone("[aria-label='Automatic mail without a case']")
        .await?;
    window.push("Destroy the backup of").await?;
    window
        .wait_for_text("dialog[open]", "Its file is deleted")
        .await?;
    look(window, "destroy").await?;
    window.confirm().await?;
    window.wait_for_text(".side", "None is known").await?;
    assert!(!office.folder().join("before.deskbackup").exists());
    Ok(())
}

#[tokio::test]
async fn what_has_fallen_due_is_erased_and_what_is_held_stays() -> Result<()> {
    let office = office(14, &THREE).await?;
    let backup = office.folder().join("before.deskbackup");
    office.fine(&["workspace", "backup", &backup.to_string_lossy()])?;
    let window = Window::at_work(&office).await?;
    let told = story(&window, &office).await;
    if told.is_err() {
        let picture = root().join("target/window/retention-broke.png");
        window.screenshot(&picture).await?;
    }
    let errors = window.errors().await?;
    window.close().await?;
    told?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    let left = office.list(&["cases", "list", "--view=answered"])?;
    let names: Vec<_> = left
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    assert_eq!(names.iter().filter(|name| name.is_empty()).count(), 2);
    assert!(names.contains(&"Cyd Marl"));
    assert_eq!(office.json(&["audit", "verify"])?["sound"], true);
    Ok(())
}

/// More than a page: what is erased is all of it, and the dialog says what that is.
#[tokio::test]
async fn all_that_is_free_is_erased_beyond_the_first_page() -> Result<()> {
    let office = office(14, &[("Ada Quill", "Once more"); 102]).await?;
    office.fine(&["retention", "set", "complaint", "--months=12"])?;
    let window = Window::at_work(&office).await?;
    window.keys("ge").await?;
    window.wait_for_text(".bar", "100+ due").await?;
    look(&window, "many").await?;
    window.push("Erase 100+ cases").await?;
    window
        .wait_for_text("dialog[open] h2", "Erase 102 cases")
        .await?;
    window
        .wait_for_text("dialog[open] ul[tabindex]", "C-102")
        .await?;
    look(&window, "many-these").await?;
    window.fill("Type 102 to confirm", "102").await?;
    window.confirm().await?;
    window.wait_for_text(".foot", "Erased so far: 102").await?;
    let errors = window.errors().await?;
    window.close().await?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    Ok(())
}

/// The same screens as somebody sees them in the dark, in Chinese, in a small window.
#[tokio::test]
async fn it_is_to_be_read_in_the_dark_and_in_chinese() -> Result<()> {
    let office = office(14, &THREE).await?;
    office.fine(&["retention", "set", "complaint", "--months=12"])?;
    let home = tempfile::tempdir()?;
    let window = Window::at_work_as(&office, home.path(), ("zh-CN", "dark"), (1100, 700)).await?;
    window.keys("ge").await?;
    window.wait_for_text("[role=grid]", "法律保全").await?;
    look(&window, "zh-due").await?;
    window.palette("修改期限").await?;
    window.wait_for("dialog[open]").await?;
    look(&window, "zh-periods").await?;
    window.press(Key::Escape).await?;
    window.wait_gone("dialog[open]").await?;
    window.press(Key::Enter).await?;
    window
        .wait_for_text(".subject", "A streamer shows my flat")
        .await?;
    look(&window, "zh-case").await?;
    let errors = window.errors().await?;
    window.close().await?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    Ok(())
}
