//! The ways back into a workspace, in the real window: a backup, and the recovery code.

use std::path::Path;

use anyhow::Result;
use fantoccini::key::Key;
use serde_json::json;
use tests::pdesk::{Office, PASSPHRASE};
use tests::repository::root;
use tests::samples;
use tests::window::{Opening, Window};

const NEW_PASSPHRASE: &str = "nine copper kettles under a quiet bridge";

/// Brings one message in, with the command line.
fn receive(office: &Office, number: usize, subject: &str) -> Result<()> {
    let eml = office.folder().join(format!("{number}.eml"));
    let from = "Ada Roe <ada.roe@example.com>";
    std::fs::write(&eml, samples::message(number, from, subject, "Please do."))?;
    office.fine(&["import", &eml.to_string_lossy()])?;
    Ok(())
}

async fn value(window: &Window, css: &str) -> Result<String> {
    let body = format!("return document.querySelector({css:?})?.value ?? ''");
    let value = window.script(&body, vec![]).await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

/// Presses `Choose…` beside the first path of the page, and takes a path in the dialog.
async fn choose(window: &Window, title: &str, path: &Path) -> Result<()> {
    window.click("main form .labelled .btn").await?;
    window.native_dialog(title, path).await?;
    let shown = value(window, "main form .labelled input").await?;
    assert_eq!(shown, path.display().to_string());
    Ok(())
}

#[tokio::test]
async fn a_backup_made_while_one_works_opens_from_the_start_screen() -> Result<()> {
    const BACKUP: &str = "section[aria-labelledby=settings-backup]";
    let office = Office::new()?;
    receive(&office, 1, "Kept in the backup")?;
    let window = Window::at_work(&office).await?;
    window.wait_for("[role=option]").await?;

    let backup = office.folder().join("office of today.deskbackup");
    window.keys("g,").await?;
    window.click(&format!("{BACKUP} .btn")).await?;
    window
        .native_dialog("Where should the backup go", &backup)
        .await?;
    window
        .wait_for_text(&format!("{BACKUP} .said"), "The backup is complete")
        .await?;

    // Closed by the palette: without a mouse, at every width.
    window.chord(&[Key::Control], 'k').await?;
    window.wait_for("dialog [role=combobox]").await?;
    window.keys("close the workspace").await?;
    window.press(Key::Enter).await?;
    window.click("nav .more li:first-child button").await?;
    choose(&window, "Choose the backup", &backup).await?;
    let restored = window.home().join("office of today.desk");
    let offered = value(&window, "main form .labelled:nth-of-type(2) input").await?;
    assert_eq!(offered, restored.display().to_string());
    window.click("input[type=password]").await?;
    window.keys(PASSPHRASE).await?;
    window.press(Key::Enter).await?;
    window
        .wait_for_text("[role=option]", "Kept in the backup")
        .await?;
    window.keys("gl").await?;
    window
        .wait_for_text("main", "Restored from a backup")
        .await?;
    let errors = window.errors().await?;
    assert!(errors.is_empty(), "{errors:?}");

    // What was restored is a workspace of its own; the first one is as it was.
    let again = ["workspace", "info", "--workspace"];
    let path = restored.display().to_string();
    let in_use = office.run(&[&again[..], &[&path]].concat())?;
    assert_eq!(in_use.code, Some(1), "open in the window");
    assert_eq!(office.json(&["workspace", "info"])?["cases"], 1);
    window.close().await
}

/// The office's computer is lost: a backup is left, and a list that was kept elsewhere.
#[tokio::test]
async fn what_was_erased_since_the_backup_is_erased_again() -> Result<()> {
    let office = Office::new()?;
    receive(&office, 1, "Not for this company")?;
    receive(&office, 2, "Stays as it is")?;
    office.fine(&["cases", "not-ours", "1", "--reason=Another company."])?;
    let (left, apart) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let made = office.folder().join("before.deskbackup");
    let backup = left.path().join("before.deskbackup");
    let list = apart.path().join("what was erased");
    office.fine(&["workspace", "backup", &made.to_string_lossy()])?;
    office.fine(&["cases", "erase", "1", "--because=unlawful", "--confirm=1"])?;
    office.fine(&["retention", "list", &list.to_string_lossy()])?;
    std::fs::rename(&made, &backup)?;

    let window = Window::open(Opening::default()).await?;
    window.click("nav .more li:first-child button").await?;
    choose(&window, "Choose the backup", &backup).await?;
    window
        .click("main form .labelled:nth-of-type(3) .btn")
        .await?;
    window
        .native_dialog("Choose the list of erasures", &backup)
        .await?;
    window.click("input[type=password]").await?;
    window.keys(PASSPHRASE).await?;
    window.press(Key::Enter).await?;
    window
        .wait_for_text("main form", "is no list of what was erased")
        .await?;
    let picture = root().join("target/window/ways-restore.png");
    window.screenshot(&picture).await?;
    let found = window.axe().await?;
    assert!(found.is_empty(), "{found:?}");
    window
        .fill("List of erasures", &list.to_string_lossy())
        .await?;
    window.press(Key::Enter).await?;
    window
        .wait_for_text(".foot[role=status]", "Erased again: 1 case or message")
        .await?;
    let picture = root().join("target/window/ways-erased-again.png");
    window.screenshot(&picture).await?;
    let errors = window.errors().await?;
    assert!(errors.is_empty(), "{errors:?}");
    window.close().await
}

#[tokio::test]
async fn the_recovery_code_opens_and_sets_a_new_passphrase() -> Result<()> {
    let office = Office::new()?;
    receive(&office, 1, "Still there")?;
    let code = std::fs::read_to_string(office.recovery_file())?;
    let window = Window::open(Opening::default()).await?;
    window.click("nav .more li:last-child button").await?;
    choose(
        &window,
        "Choose the folder of the workspace",
        &office.workspace(),
    )
    .await?;
    window.click("main form input.mono").await?;
    window.keys(code.trim()).await?;
    for field in [
        "main form input[type=password]",
        "main form .labelled:nth-of-type(4) input",
    ] {
        window.click(field).await?;
        window.keys(NEW_PASSPHRASE).await?;
    }
    window.press(Key::Enter).await?;

    let groups = window.type_code_back().await?;
    assert_eq!(groups.len(), 8);
    assert_ne!(groups.join("-"), code.trim(), "a new code");
    window.wait_for_text("[role=option]", "Still there").await?;
    let errors = window.errors().await?;
    assert!(errors.is_empty(), "{errors:?}");
    window.close().await?;

    let old = office.run(&["workspace", "info"])?;
    assert_eq!(old.code, Some(1), "the old passphrase opens nothing");
    let file = office.folder().join("new");
    std::fs::write(&file, NEW_PASSPHRASE)?;
    let file = file.display().to_string();
    let opened = office.json(&["workspace", "info", "--passphrase-file", &file])?;
    assert_eq!(opened["cases"], 1);
    let recovery = office.recovery_file().display().to_string();
    let recover = [
        "workspace",
        "recover",
        "--recovery-file",
        &recovery,
        "--new-passphrase-file",
        &file,
    ];
    assert_eq!(office.run(&recover)?.code, Some(1), "nor the old code");
    std::fs::write(office.recovery_file(), groups.join("-"))?;
    office.fine(&recover)?;
    Ok(())
}

#[tokio::test]
async fn a_department_that_the_office_names_takes_a_case() -> Result<()> {
    const NAME: &str = "section[aria-labelledby=settings-departments] input";
    const FACT: &str = "return [...document.querySelectorAll('.side dt')]
        .find((term) => term.textContent === 'Department')?.nextElementSibling?.textContent";
    let office = Office::new()?;
    receive(&office, 1, "I complain about a gift")?;
    let window = Window::at_work(&office).await?;
    window.wait_for("[role=option]").await?;
    window.press(Key::Enter).await?;
    window.wait_for(".side").await?;
    window.keys("g,").await?;
    window.click(NAME).await?;
    window.keys("Gifts & prizes").await?;
    window.press(Key::Enter).await?;
    window
        .wait_for_text(".foot[role=status]", "Departments")
        .await?;
    assert_eq!(value(&window, NAME).await?, "", "ready for the next one");

    // A bare key acts again once no field has the focus.
    window.tab_to("Add").await?;
    window.keys("gc").await?;
    window.wait_for(".side").await?;
    window.keys("t").await?;
    window.wait_for("dialog[open] select").await?;
    // By the keyboard: a list takes the letters that the wanted line begins with.
    window.focus("dialog[open] select").await?;
    window.keys("Gifts").await?;
    assert_eq!(
        value(&window, "dialog[open] select").await?,
        "Gifts & prizes"
    );
    window.confirm().await?;
    let fact = window.script(FACT, vec![]).await?;
    assert_eq!(fact, json!("Gifts & prizes"));
    let errors = window.errors().await?;
    assert!(errors.is_empty(), "{errors:?}");
    window.close().await
}
