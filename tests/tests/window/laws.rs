//! Laws, acknowledgements and calendars in the real window, and a look before mail comes in.

use std::fs;

use anyhow::Result;
use fantoccini::key::Key;
use tests::pdesk::Office;
use tests::repository::root;
use tests::samples;
use tests::window::Window;

/// Looks at the screen with axe, and leaves a picture of it.
async fn look(window: &Window, name: &str) -> Result<()> {
    let picture = root().join(format!("target/window/laws-{name}.png"));
    window.screenshot(&picture).await?;
    let found = window.axe().await?;
    assert!(found.is_empty(), "axe on {name}:\n{}", found.join("\n"));
    Ok(())
}

fn request(office: &Office) -> Result<()> {
    let text = "--text=I am a California resident: delete my personal information.";
    office.fine(&["cases", "new", "--channel=phone", "--subject=My data", text])?;
    office.fine(&["cases", "triage", "1", "--kind=delete"])?;
    let notice = [
        "cases",
        "new",
        "--channel=letter",
        "--subject=Notice",
        "--kind=authority-letter",
    ];
    office.fine(&notice)?;
    Ok(())
}

#[tokio::test]
async fn a_request_is_acknowledged() -> Result<()> {
    let office = Office::new()?;
    request(&office)?;
    for (at, size) in [
        (("en", "light"), (1440, 900)),
        (("zh-CN", "dark"), (1100, 700)),
    ] {
        let home = tempfile::tempdir()?;
        let window = Window::at_work_as(&office, home.path(), at, size).await?;
        let open = "[...document.querySelectorAll('[role=option]')]
            .find((one) => one.innerText.includes('My data')).click();";
        window.wait_for("[role=option]").await?;
        window.script(open, vec![]).await?;
        window.wait_for_text(".side", "7021").await?;
        look(&window, &format!("case-{}", at.0)).await?;
        if at.0 == "zh-CN" {
            let do_it = "[...document.querySelectorAll('.side button')]
                .find((one) => one.innerText === '确认收到').click();";
            window.script(do_it, vec![]).await?;
            window.wait_for("dialog[open]").await?;
            look(&window, "acknowledge-zh-CN").await?;
            window.confirm().await?;
            window.wait_gone("dialog[open]").await?;
        }
        let errors = window.errors().await?;
        window.close().await?;
        assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    }
    let case = office.json(&["cases", "show", "1"])?;
    assert!(case["asks"][0]["acknowledged_at"].is_string());
    Ok(())
}

#[tokio::test]
async fn days_are_added_in_the_settings() -> Result<()> {
    let office = Office::new()?;
    let file = office.folder().join("2041.csv");
    let days: String = (1..=7)
        .map(|day| format!("2041-10-0{day},off,国庆节\n"))
        .collect();
    fs::write(
        &file,
        format!("date,kind,name\n{days}2041-10-12,worked,国庆节\n"),
    )?;
    let window = Window::at_work(&office).await?;
    window.keys("g,").await?;
    window
        .wait_for_text("[aria-labelledby=settings-calendars]", "United States")
        .await?;
    let menu = "document.querySelector('[aria-labelledby=settings-calendars] li button').click();";
    window.script(menu, vec![]).await?;
    window.wait_for("[role=menuitem]").await?;
    window.press(Key::Enter).await?;
    window
        .native_dialog("Choose a calendar file", &file)
        .await?;
    window
        .wait_for_text("dialog[open] li", "2041: 7 days off, 1 worked instead")
        .await?;
    look(&window, "calendar-form").await?;
    window.confirm().await?;
    window
        .wait_for_text("[aria-labelledby=settings-calendars] li", "2041")
        .await?;
    let view = "document.querySelector('[aria-labelledby=settings-calendars]').scrollIntoView();";
    window.script(view, vec![]).await?;
    look(&window, "calendars").await?;
    let errors = window.errors().await?;
    window.close().await?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    let all = office.list(&["calendar", "list"])?;
    let cn = all.iter().find(|one| one["id"] == "cn").expect("cn");
    assert_eq!(cn["added"], 1);
    Ok(())
}

#[tokio::test]
async fn mail_is_looked_at_before_it_comes_in() -> Result<()> {
    let office = Office::new()?;
    let eml = office.folder().join("letter.eml");
    let ask = "Please delete my account.";
    fs::write(
        &eml,
        samples::message(1, "Ada Roe <ada.roe@example.com>", "Delete", ask),
    )?;
    let window = Window::at_work(&office).await?;
    window.drop_file(&eml).await?;
    window
        .wait_for_text("dialog[open] li", "letter.eml")
        .await?;
    window.click("dialog[open] .look .btn").await?;
    window
        .wait_for_text("dialog[open] .look", "would open a case")
        .await?;
    look(&window, "look-first").await?;
    assert!(window.texts("[role=option]").await?.is_empty());
    window.confirm().await?;
    window.wait_for_text("[role=option]", "Delete").await?;
    window.close().await?;
    Ok(())
}
