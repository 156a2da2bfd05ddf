//! Who reads is there: the keys are not closed while somebody scrolls in the frame of a message,
//! and are once nobody does.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use fantoccini::key::Key;
use serde_json::Value;
use tests::pdesk::Office;
use tests::samples;
use tests::window::Window;

/// The shortest time that the settings have.
const MINUTE: Duration = Duration::from_secs(60);

/// Whether somebody is at work in the window. Asking touches nothing.
async fn is_open(window: &Window) -> Result<bool> {
    Ok(window.find_count(".app").await? == 1)
}

#[tokio::test]
async fn reading_in_a_message_keeps_the_keys_open() -> Result<()> {
    let office = Office::new()?;
    office.fine(&["workspace", "settings", "--lock-after", "1"])?;
    let lines = "<p>The heron stood in the shallows.</p>".repeat(400);
    let letter = samples::message(1, "Ada Quill <ada@example.com>", "The heron", &lines);
    let letter = String::from_utf8(letter)?.replace("text/plain", "text/html");
    let file = office.folder().join("letter.eml");
    std::fs::write(&file, letter)?;
    office.fine(&["import", &file.display().to_string()])?;

    let window = Window::at_work(&office).await?;
    window.wait_for(".rows [role=option]").await?;
    window.press(Key::Enter).await?;
    window.wait_for(".side").await?;
    window.keys("h").await?;
    window.wait_for("iframe").await?;
    let middle =
        "const { x, y, width, height } = document.querySelector('iframe').getBoundingClientRect();
        return [Math.round(x + width / 2), Math.round(y + height / 4)]";
    let middle: (i32, i32) = serde_json::from_value(window.script(middle, vec![]).await?)?;
    let scrolled = async || -> Result<f64> {
        let found = window.in_frame("iframe", "return scrollY").await?;
        Ok(found.as_f64().unwrap_or_default())
    };

    window
        .script(
            "window.__wheels = 0; addEventListener('wheel', () => window.__wheels++, true)",
            vec![],
        )
        .await?;

    window.looked_at("idle-reading").await?;

    // Longer than the keys would stay open by themselves, and nothing but the frame is touched.
    let began = Instant::now();
    let mut last = scrolled().await?;
    while began.elapsed() < MINUTE * 3 / 2 {
        window.scroll(middle).await?;
        tokio::time::sleep(Duration::from_secs(5)).await;
        if !is_open(&window).await? {
            bail!("locked while somebody reads, after {:?}", began.elapsed());
        }
        let now = scrolled().await?;
        assert!(now > last, "the wheel turns the page: {last}, {now}");
        last = now;
    }
    // The page itself has heard of none of it.
    let heard = window.script("return window.__wheels", vec![]).await?;
    assert_eq!(heard, Value::from(0));

    // Nobody is there any more.
    let left = Instant::now();
    while is_open(&window).await? {
        if left.elapsed() > MINUTE * 4 {
            bail!("it stays open with nobody there");
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    assert!(
        left.elapsed() > MINUTE / 2,
        "closed at once: {:?}",
        left.elapsed()
    );
    window.wait_for("input[type=password]").await?;
    window.close().await
}
