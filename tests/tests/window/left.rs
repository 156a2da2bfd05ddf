//! The window opens where it was left, with its panes as they were.

use std::path::Path;

use anyhow::Result;
use fantoccini::key::Key;
use serde_json::{Value, json};
use tests::pdesk::Office;
use tests::window::{Opening, Window};

/// Where it is and how large.
async fn stands(window: &Window) -> Result<[i64; 4]> {
    let read = "return [screenX, screenY, innerWidth, innerHeight]";
    Ok(serde_json::from_value(window.script(read, vec![]).await?)?)
}

async fn opened(office: &Office, home: &Path) -> Result<Window> {
    let path = office.workspace().display().to_string();
    let window = Window::open(Opening {
        args: vec!["--workspace".to_owned(), path],
        home: Some(home.to_owned()),
        as_left: true,
        ..Opening::default()
    })
    .await?;
    window.unlock().await?;
    Ok(window)
}

/// The widths of the panes between which one can change them, by name.
async fn widths(window: &Window) -> Result<Value> {
    let read = "return [...document.querySelectorAll('[role=separator]')].map((one) =>
        [one.ariaLabel, Number(one.ariaValueNow)])";
    window.drawn().await?;
    window.script(read, vec![]).await
}

#[tokio::test]
async fn it_opens_where_it_was_left() -> Result<()> {
    let office = Office::new()?;
    let case = ["cases", "new", "--channel=phone", "--subject=The heron"];
    office.fine(&case)?;
    let home = tempfile::tempdir()?;
    let memory = home.path().join("config/privacy-desk/window.json");
    let kept = || -> Result<Value> { Ok(serde_json::from_slice(&std::fs::read(&memory)?)?) };

    let window = opened(&office, home.path()).await?;
    window.go_to_case(1, "The heron").await?;
    window.wait_for(".side").await?;
    let by_itself = json!([
        ["Width of the rail", 204],
        ["Width of the list", 372],
        ["Width of the case panel", 308]
    ]);
    assert_eq!(widths(&window).await?, by_itself);
    // By keys, each way, and as far as it goes.
    window.tab_to("Width of the list").await?;
    for key in [Key::Right, Key::Right, Key::Left] {
        window.press(key).await?;
    }
    window.tab_to("Width of the case panel").await?;
    window.press(Key::Left).await?;
    window.looked_at("left-separator").await?;
    window.tab_to("Width of the rail").await?;
    window.press(Key::Home).await?;
    let wider = json!([
        ["Width of the rail", 160],
        ["Width of the list", 388],
        ["Width of the case panel", 324]
    ]);
    assert_eq!(widths(&window).await?, wider);
    // By hand, from where it stands to 40 pixels to the right of it.
    let at = 160 + 388;
    window.drag((at, 300), (at + 40, 340)).await?;
    let dragged = json!([
        ["Width of the rail", 160],
        ["Width of the list", 428],
        ["Width of the case panel", 324]
    ]);
    assert_eq!(widths(&window).await?, dragged);
    window.keys("g,").await?;
    window.wait_for("#settings-notices").await?;
    assert!(window.errors().await?.is_empty());
    window.close().await?;

    // Closed and opened again: another place and size, the same desk, the same widths.
    let mut told = kept()?;
    assert_eq!(told["prefs"]["place"], "settings");
    assert!(!told.to_string().contains("heron"), "{told}");
    told["frame"] = json!({ "width": 1000, "height": 700, "x": 120, "y": 60, "maximized": false });
    std::fs::write(&memory, told.to_string())?;
    let window = opened(&office, home.path()).await?;
    window.wait_for("#settings-notices").await?;
    assert_eq!(stands(&window).await?, [120, 60, 1000, 700]);
    window.keys("gc").await?;
    window.wait_for(".list").await?;
    // In so small a window the list takes no more than its share.
    assert_eq!(widths(&window).await?[1], json!(["Width of the list", 360]));
    // It says so, and what it is that it makes wider.
    let most = "const one = document.querySelectorAll('[role=separator]')[1];
        const of = document.getElementById(one.getAttribute('aria-controls'));
        return [Number(one.ariaValueMax), of.getAttribute('aria-label')]";
    assert_eq!(window.script(most, vec![]).await?, json!([360, "Cases"]));
    window.tab_to("Width of the list").await?;
    window.press(Key::Enter).await?;
    assert_eq!(widths(&window).await?[1], json!(["Width of the list", 312]));
    window.press(Key::End).await?;
    assert_eq!(widths(&window).await?[1], json!(["Width of the list", 360]));
    window.press(Key::Enter).await?;
    window.close().await?;
    assert_eq!(kept()?["frame"]["x"], 120.0);

    // On a screen that has gone, nobody would find it.
    let mut told = kept()?;
    told["frame"]["x"] = json!(5000);
    std::fs::write(&memory, told.to_string())?;
    let window = opened(&office, home.path()).await?;
    let [x, y, ..] = stands(&window).await?;
    assert!((0..1440).contains(&x) && (0..900).contains(&y), "{x}, {y}");
    window.close().await
}
