//! The palette leads to everything in the settings that has a name, and to whom cases are
//! assigned.

use anyhow::{Result, bail};
use fantoccini::key::Key;
use tests::pdesk::Office;
use tests::window::Window;

const CTRL: &[Key] = &[Key::Control];

/// The name of each section and control of the settings, but for menus of single things.
const NAMES: &str = "return [...document.querySelectorAll('main section')].flatMap((section) => [
    section.querySelector('h2').innerText,
    ...[...section.querySelectorAll('.labelled > label, fieldset > legend, .controls > label > span:last-child, .controls > .btn, .controls > div > .btn')]
        .map((one) => one.innerText.split('\\n')[0].trim()),
])";

/// What has the focus: its name, or the text of a title.
const FOCUSED: &str = "const e = document.activeElement;
    const group = e.closest('fieldset')?.querySelector('legend');
    return (group ?? e.labels?.[0] ?? e).innerText.trim();";

#[tokio::test]
async fn the_palette_leads_to_every_setting_by_its_name() -> Result<()> {
    let office = Office::new()?;
    for (language, theme) in [("en", "light"), ("zh-CN", "dark")] {
        let home = tempfile::tempdir()?;
        let window =
            Window::at_work_as(&office, home.path(), (language, theme), (1440, 900)).await?;
        window.wait_for(".list .empty").await?;
        window.keys("g,").await?;
        window.wait_for("#settings-own-keys").await?;
        let names: Vec<String> = serde_json::from_value(window.script(NAMES, vec![]).await?)?;
        assert!(names.len() > 18, "{names:?}");
        for name in &names {
            // From elsewhere; in a field, letters are its own.
            window
                .script("document.activeElement.blur()", vec![])
                .await?;
            window.keys("gc").await?;
            window.wait_for(".list .empty").await?;
            leads_to(&window, name).await?;
        }
        window.chord(CTRL, 'k').await?;
        window.wait_for("dialog [role=combobox]").await?;
        let word = if language == "en" { "lock" } else { "锁" };
        window.keys(word).await?;
        window
            .looked_at(&format!("palette-settings-{language}"))
            .await?;
        window.press(Key::Escape).await?;
        assert!(window.errors().await?.is_empty());
        window.close().await?;
    }
    Ok(())
}

/// Types a name into the palette, takes what is called just so in the settings, and waits until
/// it has the focus.
async fn leads_to(window: &Window, name: &str) -> Result<()> {
    window.chord(CTRL, 'k').await?;
    window.wait_for("dialog [role=combobox]").await?;
    window.keys(name).await?;
    let take = format!(
        "const all = [...document.querySelectorAll('dialog [role=option]')];
         const own = all.filter((one) => one.querySelector('.i use')?.getAttribute('href')?.includes('settings'));
         const found = own.find((one) => one.querySelector('.grow').innerText.trim() === {name:?});
         found?.click(); return !!found;"
    );
    if window.script(&take, vec![]).await? != serde_json::Value::Bool(true) {
        bail!(
            "the palette has no {name:?}: {}",
            window.text_of("dialog").await?
        );
    }
    let mut focused = String::new();
    for _ in 0..100 {
        let told = window.script(FOCUSED, vec![]).await?;
        told.as_str().unwrap_or_default().clone_into(&mut focused);
        if focused.starts_with(name) {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    bail!("{name:?} leads to {focused:?}")
}

#[tokio::test]
async fn the_palette_lists_what_is_assigned_to_somebody() -> Result<()> {
    let office = Office::new()?;
    for subject in ["A heron", "A kingfisher"] {
        let subject = format!("--subject={subject}");
        office.fine(&["cases", "new", "--channel=phone", &subject])?;
    }
    office.fine(&["cases", "assign", "C-2", "me"])?;
    let window = Window::at_work(&office).await?;
    window.wait_for(".rows [role=option]").await?;
    window.palette("Assigned to officer").await?;
    window.wait_for_text(".list", "A kingfisher").await?;
    let rows = async || window.find_count(".rows [role=option]").await;
    for _ in 0..100 {
        if rows().await? == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(rows().await?, 1);
    window.looked_at("palette-assigned").await?;
    window.close().await
}
