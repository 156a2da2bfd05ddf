//! Templates for notes: kept in the settings, chosen while a note is written, by keyboard.

use anyhow::Result;
use fantoccini::key::Key;
use tests::pdesk::Office;
use tests::window::Window;

/// The section of the settings.
const OWN: &str = "section[aria-labelledby=settings-templates]";
const SIZES: [(u32, u32); 2] = [(1440, 900), (1100, 700)];

#[tokio::test]
async fn a_note_begins_with_a_template() -> Result<()> {
    let office = Office::new()?;
    office.fine(&["cases", "new", "--channel=phone", "--subject=The heron"])?;
    let window = Window::at_work(&office).await?;
    window.wait_for(".rows [role=option]").await?;
    window.palette("Add a note template").await?;
    window.push("Add a note template").await?;
    window.wait_for("dialog[open]").await?;
    window.fill("Name of the template", "Call back").await?;
    window.fill("Its text", "Rang at , asked for ").await?;
    window.looked_at("templates-form").await?;
    window.confirm().await?;
    window.wait_for_text(OWN, "Call back").await?;
    // Another of that name is refused, and nothing that was typed is lost.
    window.push("Add a note template").await?;
    window.fill("Name of the template", "call back").await?;
    window.fill("Its text", "Rang.").await?;
    window.chord(&[Key::Control], Key::Enter.into()).await?;
    window
        .wait_for_text("dialog[open] footer", "already")
        .await?;
    window.fill("Name of the template", "Told").await?;
    window.confirm().await?;
    window.wait_for_text(OWN, "Told").await?;
    window.looked_at("templates-settings").await?;

    window.keys("gc").await?;
    window.go_to_case(1, "The heron").await?;
    window.keys("n").await?;
    window.wait_for("dialog[open] textarea:focus").await?;
    window.keys("Note: ").await?;
    window.push("Insert a template").await?;
    window
        .wait_for_text("[role=menu] button:focus", "Call back")
        .await?;
    window.looked_at("templates-menu").await?;
    window.press(Key::Enter).await?;
    window.wait_for("dialog[open] textarea:focus").await?;
    window.keys(" the heron.").await?;
    window.confirm().await?;
    window
        .wait_for_text("main", "Note: Rang at , asked for the heron.")
        .await?;
    assert!(window.errors().await?.is_empty());

    // Removed, what was written stays.
    window.palette("Note templates").await?;
    window.push("What can be done with Call back").await?;
    window.press(Key::Down).await?;
    window.press(Key::Enter).await?;
    window.wait_for_text(".foot[role=status]", "Saved").await?;
    window.close().await?;
    let left = office.list(&["templates", "list"])?;
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(left[0]["name"], "Told");
    Ok(())
}

#[tokio::test]
async fn they_are_kept_by_the_command_line_and_seen_in_both_languages() -> Result<()> {
    let office = Office::new()?;
    office.fine(&["cases", "new", "--channel=phone", "--subject=The heron"])?;
    for text in ["Rang at …", "Rang, and asked for …"] {
        let text = format!("--text={text}");
        office.fine(&["templates", "save", "Call back", &text])?;
    }
    let kept = office.list(&["templates", "list"])?;
    assert_eq!(kept.len(), 1, "the same name is the same template");
    assert_eq!(kept[0]["text"], "Rang, and asked for …");
    assert_eq!(kept[0]["version"], 2);
    let shown = String::from_utf8(office.fine(&["templates", "list"])?)?;
    assert!(shown.contains("Call back"), "{shown}");
    for (language, theme) in [("zh-CN", "dark"), ("en", "dark"), ("zh-CN", "light")] {
        for size in SIZES {
            let home = tempfile::tempdir()?;
            let window = Window::at_work_as(&office, home.path(), (language, theme), size).await?;
            window.wait_for(".rows [role=option]").await?;
            window.press(Key::Enter).await?;
            window.wait_for(".side").await?;
            window.keys("n").await?;
            window
                .wait_for("dialog[open] .holder button")
                .await?
                .click()
                .await?;
            window.wait_for("[role=menu]").await?;
            let picture = format!("templates-note-{language}-{theme}-{}", size.0);
            window.looked_at(&picture).await?;
            assert!(window.errors().await?.is_empty());
            window.close().await?;
        }
    }
    office.fine(&["templates", "remove", "Call back"])?;
    let gone = office.run(&["templates", "remove", "Call back"])?;
    assert!(
        gone.stderr.contains("template.not-found"),
        "{}",
        gone.stderr
    );
    Ok(())
}
