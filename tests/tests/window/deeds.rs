//! The acts on many cases that write to people or join cases, each once by keyboard alone: told
//! beforehand, seen after, and taken back where nothing was added.

use anyhow::Result;
use fantoccini::key::Key;
use tests::pdesk::Office;
use tests::window::Window;

/// Three calls of one person, under a law that has them acknowledged.
fn office() -> Result<Office> {
    let office = Office::new()?;
    for n in 1..=3 {
        let (number, subject) = (format!("C-{n}"), format!("--subject=Call {n}"));
        let by = ["cases", "new", "--channel=phone", "--kind=view"];
        office.fine(&[&by[..], &["--name=Ada Quill", &subject]].concat())?;
        office.fine(&["cases", "triage", &number, "--kind=view", "--regime=ccpa"])?;
        office.fine(&[
            "cases",
            "identity",
            &number,
            "verified",
            "--method=call-back",
        ])?;
    }
    Ok(office)
}

/// Marks all, and takes an act from the menu.
async fn take(window: &Window, act: &str) -> Result<()> {
    window.focus(".list [role=listbox]").await?;
    window.chord(&[Key::Control], 'a').await?;
    window.wait_for_text(".marks", "All marked").await?;
    window.push("Do to all").await?;
    window.wait_for("[role=menu]").await?;
    while !window
        .text_of("[role=menu] button:focus")
        .await?
        .starts_with(act)
    {
        window.press(Key::Down).await?;
    }
    window.press(Key::Enter).await?;
    window.wait_for("dialog[open]").await.map(drop)
}

/// Sends the form, and waits for what the status line says then.
async fn done(window: &Window, picture: &str, says: &str) -> Result<()> {
    window.looked_at(picture).await?;
    window.confirm().await?;
    window.wait_for_text(".last", says).await
}

/// Takes all of it back.
async fn back(window: &Window, says: &str) -> Result<()> {
    window.keys("z").await?;
    window.wait_for_text(".last", says).await
}

/// Waits until so many rows say this.
async fn rows_say(window: &Window, part: &str, count: usize) -> Result<()> {
    let mut rows = Vec::new();
    for _ in 0..200 {
        rows = window.texts(".rows [role=option]").await?;
        if rows.iter().filter(|row| row.contains(part)).count() == count {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    anyhow::bail!("not {count} rows say {part:?}: {rows:?}")
}

#[tokio::test]
async fn many_are_acknowledged_refused_merged_and_answered_by_keyboard() -> Result<()> {
    let office = office()?;
    let window = Window::at_work(&office).await?;
    window.wait_for(".rows [aria-posinset='3']").await?;
    window.palette("Everything").await?;
    window
        .wait_for_text(".rail .views [aria-current=true]", "Everything")
        .await?;
    window.wait_for(".rows [aria-posinset='3']").await?;

    take(&window, "Acknowledge").await?;
    window
        .wait_for_text("dialog[open]", "Can be done to 3 of 3.")
        .await?;
    done(&window, "deeds-acknowledge", "Done to 3.").await?;
    rows_say(&window, "acknowledge by", 0).await?;
    rows_say(&window, "45 d", 3).await?;
    take(&window, "Acknowledge").await?;
    window
        .wait_for_text("dialog[open]", "Can be done to 0 of 3.")
        .await?;
    window.press(Key::Escape).await?;
    window.wait_gone("dialog[open]").await?;
    window.press(Key::Escape).await?;
    back(&window, "Taken back from 3.").await?;
    rows_say(&window, "acknowledge by", 3).await?;

    take(&window, "Refuse").await?;
    window.tab_to("Ground").await?;
    let ground = "return document.activeElement.value";
    while window.script(ground, vec![]).await? != "ccpa/ccpa-twice-already" {
        window.press(Key::Down).await?;
    }
    window.fill("Reason", "Three times in a row.").await?;
    window
        .wait_for_text("dialog[open]", "Can be done to 3 of 3.")
        .await?;
    done(&window, "deeds-refuse", "Done to 3.").await?;
    rows_say(&window, " d,", 0).await?;
    back(&window, "Taken back from 3.").await?;

    take(&window, "Merge").await?;
    window
        .wait_for_text("dialog[open]", "They all go into C-1")
        .await?;
    window.tab_to("These may be two people").await?;
    window.keys(" ").await?;
    window
        .wait_for_text("dialog[open]", "Can be done to 2 of 2.")
        .await?;
    done(&window, "deeds-merge", "Done to 2.").await?;
    rows_say(&window, "Call", 1).await?;
    back(&window, "Taken back from 2.").await?;
    rows_say(&window, "Call", 3).await?;

    take(&window, "Answered").await?;
    window
        .fill("What was answered", "Here is all that we have.")
        .await?;
    window
        .wait_for_text("dialog[open]", "Can be done to 3 of 3.")
        .await?;
    window
        .wait_for_text("dialog[open]", "can’t be taken back")
        .await?;
    done(&window, "deeds-answer", "Done to 3.").await?;
    rows_say(&window, " d,", 0).await?;
    window.press(Key::Enter).await?;
    window
        .wait_for_text(".thread", "Here is all that we have.")
        .await?;
    assert_eq!(window.errors().await?, [""; 0]);
    window.close().await
}
