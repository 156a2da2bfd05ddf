//! Two officers at one case in two windows: each sees that the other is there, and what one changed
//! while the other was typing stands beside it and is merged field by field.

// A test says no by panicking, in its own functions too.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use anyhow::Result;
use tests::repository::root;
use tests::team::{comes, team};
use tests::window::{Key, Window};

/// Looks at the screen with axe, and leaves a picture of it.
async fn look(window: &Window, name: &str) -> Result<()> {
    let picture = root().join(format!("target/window/conflict-{name}.png"));
    window.screenshot(&picture).await?;
    let found = window.axe().await?;
    assert!(found.is_empty(), "axe on {name}:\n{}", found.join("\n"));
    Ok(())
}

/// Opens the one case of the list.
async fn opens(window: &Window) -> Result<()> {
    window
        .wait_for_text("[role=option]", "About a gift")
        .await?;
    window.press(Key::Home).await?;
    window.press(Key::Enter).await?;
    window.wait_for("[role=toolbar]").await.map(drop)
}

async fn story(first: &Window, other: &Window) -> Result<()> {
    for window in [first, other] {
        opens(window).await?;
    }
    first
        .wait_for_text(".others", "Bo Lind has it open")
        .await?;
    other.keys("t").await?;
    other.wait_for("dialog[open]").await?;
    first.wait_for_text(".others", "Bo Lind is writing").await?;
    look(first, "here").await?;

    // While one types, the other says what the case is, and how pressing.
    first.keys("t").await?;
    first.wait_for("dialog[open]").await?;
    for (window, way) in [(other, Key::Right), (first, Key::Left)] {
        window.tab_to("○ normal").await?;
        window.press(way).await?;
    }
    first.fill("Tags", "gifts").await?;
    other.tab_to("Department").await?;
    other.keys("Legal").await?;
    other.confirm().await?;

    // The other's words are beside one's own; nothing that was typed is gone.
    first.chord(&[Key::Control], Key::Enter.into()).await?;
    first
        .wait_for_text(".conflict", "Bo Lind changed this case")
        .await?;
    first.wait_for_text(".conflict", "Legal").await?;
    look(first, "beside").await?;
    first.push("Take theirs").await?;
    first.confirm().await
}

#[tokio::test]
async fn what_two_change_at_once_is_merged_field_by_field() -> Result<()> {
    let (office, _) = team()?;
    let second = comes(&office, "Bo Lind", "officer")?;
    let new = [
        "cases",
        "new",
        "--channel=phone",
        "--subject=About a gift",
        "--text=Where is it?",
    ];
    office.fine(&[&new[..], &["--kind=question"]].concat())?;
    let first = Window::at_work(&office).await?;
    let other = first.beside(&second).await?;
    let told = story(&first, &other).await;
    if told.is_err() {
        for (window, name) in [(&first, "first"), (&other, "other")] {
            let picture = root().join(format!("target/window/conflict-broke-{name}.png"));
            window.screenshot(&picture).await?;
        }
    }
    for window in [first, other] {
        let errors = window.errors().await?;
        window.close().await?;
        assert!(errors.is_empty(), "{errors:?}");
    }
    told?;
    let case = office.json(&["cases", "show", "1"])?;
    assert_eq!(case["priority"], "high", "theirs was taken");
    assert_eq!(case["department"], "Legal", "what the other alone changed");
    assert_eq!(
        case["tags"],
        serde_json::json!(["gifts"]),
        "what one alone changed"
    );
    Ok(())
}
