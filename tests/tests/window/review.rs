//! What officers keep in order: departments as a tree, the quarterly access review, and their own
//! undertaking; by keyboard, in both languages and both themes.

use anyhow::Result;
use tests::pdesk::Office;
use tests::repository::root;
use tests::team::{comes, team};
use tests::window::{Key, Window};

/// How a window looks: language and theme, and its size.
type Look = ((&'static str, &'static str), (u32, u32));

const PLAIN: Look = (("en", "light"), (1440, 900));
const OTHER: Look = (("zh-CN", "dark"), (1100, 700));

async fn open(office: &Office, (look, size): Look) -> Result<(tempfile::TempDir, Window)> {
    let home = tempfile::tempdir()?;
    let window = Window::at_work_as(office, home.path(), look, size).await?;
    Ok((home, window))
}

/// Looks at the screen with axe, and leaves a picture of it.
async fn seen(window: &Window, name: &str, ((language, theme), _): Look) -> Result<()> {
    let picture = format!("target/window/review-{name}-{language}-{theme}.png");
    window.screenshot(&root().join(picture)).await?;
    let found = window.axe().await?;
    assert!(found.is_empty(), "axe on {name}:\n{}", found.join("\n"));
    Ok(())
}

async fn leave((home, window): (tempfile::TempDir, Window)) -> Result<()> {
    let errors = window.errors().await?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    window.close().await?;
    drop(home);
    Ok(())
}

const DEPARTMENTS: &str = "section[aria-labelledby=settings-departments]";

/// Opens what can be done with a department, and picks it.
async fn picks(window: &Window, department: &str, act: usize) -> Result<()> {
    window
        .push(&format!("What can be done with {department}"))
        .await?;
    window.wait_for("[role=menu]").await?;
    for _ in 0..act {
        window.press(Key::Down).await?;
    }
    window.press(Key::Enter).await?;
    window.wait_for("dialog[open]").await.map(drop)
}

#[tokio::test]
async fn departments_are_a_tree_in_the_settings_and_in_every_choice() -> Result<()> {
    let (office, _) = team()?;
    comes(&office, "Mia Sol", "staff")?;
    let at = open(&office, PLAIN).await?;
    let window = &at.1;
    window.keys("g,").await?;
    window.wait_for_text(DEPARTMENTS, "Finance").await?;
    for (name, under) in [("Payments", "Finance"), ("Refunds", "Payments")] {
        window.fill("Another department", name).await?;
        window.focus(&format!("{DEPARTMENTS} form select")).await?;
        // The line of a department that lies deeper begins with a gap.
        let pick = "const list = document.querySelector(arguments[0]);
            list.value = arguments[1]; list.dispatchEvent(new Event('change'));";
        let css = format!("{DEPARTMENTS} form select");
        window.script(pick, vec![css.into(), under.into()]).await?;
        window.push("Add").await?;
        window
            .wait_for_text(&format!("{DEPARTMENTS} ul"), name)
            .await?;
    }
    picks(window, "Finance", 0).await?;
    window.fill("Name", "Money").await?;
    seen(window, "rename", PLAIN).await?;
    window.confirm().await?;
    window.wait_gone("dialog[open]").await?;
    picks(window, "Payments", 1).await?;
    let offered = window.texts("dialog select option").await?;
    assert!(
        !offered.iter().any(|one| one.contains("Refunds")) && offered.len() > 5,
        "nothing under itself: {offered:?}"
    );
    window.keys("Legal").await?;
    seen(window, "move", PLAIN).await?;
    window.confirm().await?;
    window.wait_gone("dialog[open]").await?;
    let tree = window.texts(&format!("{DEPARTMENTS} ul .title")).await?;
    let from = tree.iter().position(|one| one == "Legal").expect("Legal");
    assert_eq!(tree[from..][..3], ["Legal", "Payments", "Refunds"]);
    assert!(tree.contains(&"Money".to_owned()), "{tree:?}");
    window.tab_to("Add").await?;
    seen(window, "departments", PLAIN).await?;

    // Whoever manages one manages what lies under it.
    window.keys("gp").await?;
    window.wait_for_text("[role=grid]", "Mia Sol").await?;
    window.press(Key::End).await?;
    window.wait_for_text("main .person", "Mia Sol").await?;
    window.keys("r").await?;
    window.wait_for("dialog[open]").await?;
    window.tab_to("Manager").await?;
    window.keys(" ").await?;
    window.push("Legal").await?;
    window
        .wait_for_text("dialog .departments", "with the one above")
        .await?;
    seen(window, "roles", PLAIN).await?;
    window.confirm().await?;
    window
        .wait_for_text("main .person", "Payments and Refunds")
        .await?;
    leave(at).await?;

    let at = open(&office, OTHER).await?;
    let window = &at.1;
    window.keys("g,").await?;
    window.wait_for_text(DEPARTMENTS, "Refunds").await?;
    window.tab_to("添加").await?;
    seen(window, "departments", OTHER).await?;
    leave(at).await
}

#[tokio::test]
async fn a_quarters_review_is_gone_through_by_keyboard() -> Result<()> {
    let (office, _) = team()?;
    let admin = comes(&office, "Ada Quill", "administrator")?;
    comes(&office, "Mia Sol", "staff")?;
    comes(&office, "Uma Kerr", "auditor")?;
    let at = open(&office, PLAIN).await?;
    let window = &at.1;
    window.keys("gp").await?;
    window
        .wait_for_text("main .line", "0 of 4 confirmed")
        .await?;
    seen(window, "line", PLAIN).await?;
    window.keys("v").await?;
    window.wait_for_text("main h1", "Access review").await?;
    window.wait_for_text("main .person", "still need").await?;
    seen(window, "open", PLAIN).await?;
    // Three times `y`: each brings the next; oneself is another's.
    for done in 1..=3 {
        window.keys("y").await?;
        window
            .wait_for_text("main .line", &format!("{done} of 4 confirmed"))
            .await?;
    }
    window.keys("y").await?;
    window.press(Key::Home).await?;
    for _ in 0..3 {
        if window.text_of("main .person h2").await?.contains("you") {
            break;
        }
        window.keys("j").await?;
        window.drawn().await?;
    }
    window
        .wait_for_text("main .person", "Another has to confirm you")
        .await?;
    seen(window, "another", PLAIN).await?;
    window.press(Key::Escape).await?;
    window.wait_for_text("main h1", "People").await?;

    leave(at).await?;

    // The administrator confirms the officer, and with that it is finished.
    let at = open(&admin, OTHER).await?;
    let window = &at.1;
    window.keys("gp").await?;
    window
        .wait_for_text("main .line", "4 人中已确认 3 人")
        .await?;
    seen(window, "line", OTHER).await?;
    window.palette("开始复核").await?;
    window.wait_for_text("main .person", "是否仍需要").await?;
    seen(window, "open", OTHER).await?;
    window.keys("y").await?;
    window.wait_for_text("main .line", "已于").await?;
    seen(window, "finished", OTHER).await?;
    leave(at).await?;
    let at = open(&office, PLAIN).await?;
    let window = &at.1;
    window.keys("gp").await?;
    window
        .wait_for_text("main .line", "finished by Ada Quill")
        .await?;
    seen(window, "finished", PLAIN).await?;
    leave(at).await?;
    let log = office.list(&["audit", "log", "--act", "access."])?;
    assert_eq!(log.len(), 5, "four confirmed, and the whole");
    Ok(())
}

#[tokio::test]
async fn who_is_alone_signs_the_undertaking_when_they_like() -> Result<()> {
    let office = Office::new()?;
    let at = open(&office, PLAIN).await?;
    let window = &at.1;
    window.keys("g,").await?;
    window.push("Sign the undertaking").await?;
    window.wait_for_text("dialog .paper", "Undertaking").await?;
    window.tab_to("I have read it").await?;
    window.keys(" ").await?;
    seen(window, "sign", PLAIN).await?;
    window.confirm().await?;
    window.wait_gone("dialog[open]").await?;
    window
        .wait_gone("section[aria-labelledby=settings-own-keys] button")
        .await?;
    leave(at).await?;
    let said = office.json(&["people", "undertaking"])?;
    assert!(said["undertaken_at"].is_string(), "{said}");
    Ok(())
}
