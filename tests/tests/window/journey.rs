//! The real window, from first start to closed case, by keyboard alone, in both languages and
//! both themes; axe on every screen, and nothing in the console.

use std::path::PathBuf;

use anyhow::Result;
use fantoccini::key::Key;
use tests::pdesk::{Office, PASSPHRASE};
use tests::repository::root;
use tests::window::{Opening, Window};

const CTRL: &[Key] = &[Key::Control];

/// Looks at the screen with axe, and leaves a picture of it.
async fn look(window: &Window, name: &str) -> Result<()> {
    let pictures = root().join("target/window");
    std::fs::create_dir_all(&pictures)?;
    window
        .screenshot(&pictures.join(format!("{name}.png")))
        .await?;
    let found = window.axe().await?;
    assert!(found.is_empty(), "axe on {name}:\n{}", found.join("\n"));
    Ok(())
}

/// Takes the demonstration as an officer would who has only a keyboard.
async fn story(window: &Window, language: &str, closed: &str) -> Result<()> {
    let at = |screen: &str| format!("{language}-{screen}");
    window.wait_for("main form button[type=submit]").await?;
    look(window, &at("start")).await?;
    window.press(Key::Enter).await?;
    window.wait_for("[role=option]").await?;

    // The keys are told by `?` alone.
    window.keys("?").await?;
    window.wait_for("dialog[open]").await?;
    look(window, &at("keys")).await?;
    window.press(Key::Escape).await?;
    window.wait_gone("dialog[open]").await?;

    // A complaint needs no identity.
    window.keys("go").await?;
    window.keys("/").await?;
    window.keys("kind:complaint is:new").await?;
    window.press(Key::Enter).await?;
    window.wait_for("[role=option]").await?;
    look(window, &at("complaints")).await?;
    window.press(Key::Enter).await?;
    window.wait_for("[role=toolbar]").await?;
    look(window, &at("case")).await?;
    window.keys("t").await?;
    window.wait_for("dialog[open]").await?;
    look(window, &at("triage")).await?;
    window.confirm().await?;
    window.keys("a").await?;
    window.wait_for("dialog[open]").await?;
    window.confirm().await?;
    window.keys("n").await?;
    window.wait_for("dialog[open]").await?;
    // Words that occur nowhere else: they are looked for on the disk afterwards.
    window.keys("Dapplemoor and Nimbleverge, 鹮鸰翯罽").await?;
    window.confirm().await?;
    window.keys("w").await?;
    window.wait_for("dialog[open]").await?;
    window.keys("Dear Quellwhistle, we have done it.").await?;
    look(window, &at("answer")).await?;
    window.confirm().await?;
    window.keys("y").await?;
    window.wait_for("dialog[open]").await?;
    window.confirm().await?;
    window
        .wait_for_text(".side [aria-current=step]", closed)
        .await?;
    look(window, &at("closed")).await?;

    window.chord(CTRL, 'k').await?;
    window.wait_for("dialog [role=combobox]").await?;
    look(window, &at("palette")).await?;
    window.press(Key::Escape).await?;
    window.keys("gl").await?;
    window.wait_for("[role=grid], table").await?;
    look(window, &at("audit")).await?;
    window.keys("g,").await?;
    window
        .wait_for("#settings-language, main h1, main h2")
        .await?;
    look(window, &at("settings")).await?;
    let errors = window.errors().await?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    Ok(())
}

/// What the window finds remembered on this computer.
fn prefs(home: &std::path::Path, language: &str, theme: &str) -> Result<()> {
    let folder: PathBuf = home.join("config/privacy-desk");
    std::fs::create_dir_all(&folder)?;
    let kept = serde_json::json!({ "prefs": { "language": language, "theme": theme } });
    Ok(std::fs::write(
        folder.join("window.json"),
        kept.to_string(),
    )?)
}

async fn told_in(language: &str, theme: &str, size: (u32, u32), closed: &str) -> Result<()> {
    let home = tempfile::tempdir()?;
    prefs(home.path(), language, theme)?;
    let opening = Opening {
        size,
        home: Some(home.path().to_owned()),
        ..Opening::default()
    };
    let window = Window::open(opening).await?;
    let told = story(&window, language, closed).await;
    if told.is_err() {
        let picture = root()
            .join("target/window")
            .join(format!("{language}-failed.png"));
        window.screenshot(&picture).await?;
    }
    window.close().await?;
    // Neither the workspace nor WebKit's storage nor a temporary file has a word of it in plain.
    let left = tests::canaries::search(home.path())?;
    assert!(left.is_empty(), "{left:#?}");
    told
}

#[tokio::test]
async fn first_start_to_closed_case_in_english() -> Result<()> {
    told_in("en", "light", (1440, 900), "Closed").await
}

#[tokio::test]
async fn first_start_to_closed_case_in_chinese() -> Result<()> {
    told_in("zh-CN", "dark", (1100, 700), "已结案").await
}

/// A case in work with a long thread, of which a deletion was answered.
fn long_case(office: &Office) -> Result<()> {
    let inbox = office.folder().join("inbox");
    std::fs::create_dir(&inbox)?;
    for n in 0..25 {
        let reply = if n == 0 {
            ""
        } else {
            "In-Reply-To: <m0@example.com>\r\n"
        };
        let text = format!(
            "From: Ada Roe <ada@example.com>\r\nTo: service@minglives.com\r\nSubject: My account\r\n\
             Message-ID: <m{n}@example.com>\r\nDate: Mon, 2 Mar 2026 08:{n:02}:00 +0800\r\n{reply}\r\n\
             Part {n} of it.\r\n"
        );
        std::fs::write(inbox.join(format!("{n:02}.eml")), text)?;
    }
    for line in [
        "import inbox",
        "cases triage 1 --kind delete --kind question",
        "cases identity 1 verified --method code",
        "cases answer 1 --text Deleted. --outcome delete=fulfilled --tell Pushers",
    ] {
        office.fine(&line.split(' ').collect::<Vec<_>>())?;
    }
    Ok(())
}

#[tokio::test]
async fn an_old_message_is_unfolded_and_a_recipient_told() -> Result<()> {
    let office = Office::new()?;
    long_case(&office)?;
    let window = Window::open(Opening {
        args: vec![
            "--workspace".into(),
            office.workspace().display().to_string(),
        ],
        ..Opening::default()
    })
    .await?;
    window.click("input[type=password]").await?;
    window.keys(PASSPHRASE).await?;
    window.press(Key::Enter).await?;
    window.wait_for("[role=option]").await?;
    window.keys("go").await?;
    window.press(Key::Enter).await?;
    window.wait_for("[role=toolbar]").await?;

    window.click("article .head[aria-expanded=false]").await?;
    window
        .wait_for_text("article.open", "Part 0 of it.")
        .await?;
    window
        .click(".side [aria-label='Pushers was told']")
        .await?;
    window.wait_for("dialog[open]").await?;
    look(&window, "en-told").await?;
    window.confirm().await?;
    window
        .wait_for_text("section[aria-label=Asked]", "Pushers was told on")
        .await?;
    look(&window, "en-long-case").await?;
    let errors = window.errors().await?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    window.close().await
}
