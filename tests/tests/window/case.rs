//! A case in a window of its own, beside the window that it was opened from.

use anyhow::Result;
use fantoccini::key::Key;
use tests::pdesk::Office;
use tests::window::Window;

const CTRL: &[Key] = &[Key::Control];
const SHIFT: &[Key] = &[Key::Shift];
const SIZES: [(u32, u32); 2] = [(1440, 900), (1100, 700)];

fn office() -> Result<Office> {
    let office = Office::new()?;
    for subject in ["The recordings of the heron", "A kingfisher"] {
        let subject = format!("--subject={subject}");
        office.fine(&[
            "cases",
            "new",
            "--channel=phone",
            "--kind=delete",
            "--name=Ada Quill",
            "--text=The heron was loud.",
            &subject,
        ])?;
    }
    Ok(office)
}

async fn note(window: &Window, text: &str) -> Result<()> {
    window.keys("n").await?;
    window.wait_for("dialog[open]").await?;
    window.keys(text).await?;
    window.confirm().await
}

/// Waits for the titles of the two windows.
async fn titled(window: &Window, other: &str) -> Result<()> {
    let mut found = Vec::new();
    for _ in 0..100 {
        found = window.titles().await?;
        if found == [other, "Privacy Desk"] {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    anyhow::bail!("the windows are called {found:?}")
}

/// The main window, with the first case open in it and in a window of its own.
async fn with_a_case_beside(office: &Office) -> Result<Window> {
    let window = Window::at_work(office).await?;
    window.go_to_case(1, "The recordings").await?;
    window.chord(SHIFT, Key::Enter.into()).await?;
    window.wait_windows(2).await?;
    titled(&window, "C-1 – Privacy Desk").await?;
    Ok(window)
}

#[tokio::test]
async fn a_case_has_a_window_of_its_own() -> Result<()> {
    let office = office()?;
    let window = with_a_case_beside(&office).await?;

    // Asked for again, it is the same window.
    window.palette("Open in a window of its own").await?;
    window.chord(SHIFT, Key::Enter.into()).await?;

    // All acts are there, and each window sees what is done in the other.
    window.go_across().await?;
    window.wait_for_text(".subject", "The recordings").await?;
    window.wait_windows(2).await?;
    assert_eq!(window.find_count(".rail, .list").await?, 0);
    note(&window, "Rang back at noon.").await?;
    window.wait_for_text("main", "Rang back at noon.").await?;
    window
        .wait_for_text(".foot[role=status]", "note added")
        .await?;
    window.keys("?").await?;
    window
        .wait_for_text("dialog[open]", "Close this window")
        .await?;
    window.press(Key::Escape).await?;
    window.wait_gone("dialog[open]").await?;
    assert_eq!(window.errors().await?, [""; 0]);
    window.go_across().await?;
    window.wait_for_text("main", "Rang back at noon.").await?;
    note(&window, "The heron has moved.").await?;
    window.go_across().await?;
    window.wait_for_text("main", "The heron has moved.").await?;

    // Locked in one, both are; opened again, the case is there again.
    window.chord(CTRL, 'l').await?;
    window.wait_for_text("main", "is locked").await?;
    assert!(!window.text().await?.contains("heron"));
    titled(&window, "Privacy Desk").await?;
    window.looked_at("case-window-locked").await?;
    window.go_across().await?;
    // Both are called so now; one of them is the main one.
    window.step_into("Privacy Desk").await?;
    window.unlock().await?;
    window.go_across().await?;
    window.wait_for_text(".subject", "The recordings").await?;
    titled(&window, "C-1 – Privacy Desk").await?;

    // What it is linked to is shown in a window of that case; Esc and Ctrl+W close one.
    window.chord(CTRL, 'k').await?;
    window.wait_for("dialog [role=combobox]").await?;
    window.keys("kingfisher").await?;
    window
        .wait_for_text("dialog [role=option][aria-selected=true]", "kingfisher")
        .await?;
    window.press(Key::Enter).await?;
    window.wait_windows(3).await?;
    assert!(window.text_of(".subject").await?.contains("The recordings"));
    assert_eq!(window.errors().await?, [""; 0]);
    // The key is not let go before the window has gone.
    let _ = window.chord(CTRL, 'w').await;
    window.wait_windows(2).await?;
    window.go_across().await?;
    window.wait_for("body").await?;

    // Who leaves the workspace leaves none of its cases behind.
    if window.find_count(".rail").await? == 0 {
        window.go_across().await?;
    }
    window.palette("Close the workspace").await?;
    window.wait_windows(1).await?;
    window.close().await
}

/// What the fields of the open form hold.
async fn held(window: &Window) -> Result<Vec<String>> {
    let body = "return [...document.querySelectorAll('dialog[open] .body :is(textarea, select, input[type=text])')]
        .map((one) => one.value)";
    Ok(serde_json::from_value(window.script(body, vec![]).await?)?)
}

/// Waits until the form stands again as it was left.
async fn stands(window: &Window, wanted: &[&str]) -> Result<()> {
    window.wait_for("dialog[open]").await?;
    for _ in 0..100 {
        if held(window).await? == wanted {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    anyhow::bail!("the form holds {:?}", held(window).await?)
}

#[tokio::test]
async fn what_is_typed_in_any_window_outlives_a_lock() -> Result<()> {
    let office = office()?;
    office.fine(&["cases", "triage", "C-1", "--kind=delete"])?;
    let window = with_a_case_beside(&office).await?;

    // Half a note in the case's own window, locked from the main one.
    window.go_across().await?;
    window.wait_for_text(".subject", "The recordings").await?;
    window.keys("n").await?;
    window.wait_for("dialog[open]").await?;
    window.keys("The heron was\u{e007}heard").await?;
    window.go_across().await?;
    window.chord(CTRL, 'l').await?;
    window.wait_for_text("main", "what you were typing").await?;
    window.go_across().await?;
    window.wait_for_text("main", "is locked").await?;
    let page = "return document.documentElement.outerHTML";
    let page = window.script(page, vec![]).await?.to_string();
    assert!(!page.contains("heard"), "it is not in the page: {page}");
    window.go_across().await?;
    window.step_into("Privacy Desk").await?;
    window.unlock().await?;
    window.go_across().await?;
    stands(&window, &["The heron was\nheard"]).await?;
    window.confirm().await?;
    window.wait_for_text("main", "heard").await?;

    // An answer in the main window, with what only its outcome asks for, locked from the other.
    window.go_across().await?;
    window.wait_for(".side").await?;
    window.keys("w").await?;
    window.wait_for("dialog[open]").await?;
    window
        .fill("What was answered", "We keep the rest.")
        .await?;
    window.tab_to("What came of it").await?;
    window.press(Key::Down).await?;
    window.fill("Which part", "The log is kept.").await?;
    let typed = held(&window).await?;
    let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
    assert_eq!(typed.len(), 4, "{typed:?}");
    window.go_across().await?;
    window.chord(CTRL, 'l').await?;
    window.wait_for_text("main", "is locked").await?;
    window.go_across().await?;
    window.step_into("Privacy Desk").await?;
    window.unlock().await?;
    stands(&window, &typed).await?;
    window.looked_at("case-window-brought-back").await?;
    assert_eq!(window.errors().await?, [""; 0]);

    // Who leaves a form has nothing typed any more.
    window.press(Key::Escape).await?;
    window.wait_gone("dialog[open]").await?;
    window.chord(CTRL, 'l').await?;
    window.unlock().await?;
    window.wait_for(".side").await?;
    window.drawn().await?;
    assert_eq!(window.find_count("dialog[open]").await?, 0);
    window.palette("Close the workspace").await?;
    window.wait_windows(1).await?;
    window.close().await
}

#[tokio::test]
async fn no_window_closes_over_what_is_typed_unasked() -> Result<()> {
    let office = office()?;
    let window = with_a_case_beside(&office).await?;
    window.go_across().await?;
    window.wait_for_text(".subject", "The recordings").await?;
    window.keys("n").await?;
    window.wait_for("dialog[open]").await?;
    window.keys("Half a thought").await?;

    // Closing the main one, or the workspace, would close it, too.
    window.go_across().await?;
    for by in ["window", "workspace"] {
        if by == "window" {
            window.ask_to_close("Privacy Desk").await?;
        } else {
            window.palette("Close the workspace").await?;
        }
        window
            .wait_for_text("dialog[open]", "A form has something in it")
            .await?;
        window.looked_at("case-window-closing").await?;
        window.press(Key::Escape).await?;
        window.wait_gone("dialog[open]").await?;
        window.wait_windows(2).await?;
    }
    // So would closing it by itself; what is typed stands there still.
    window.go_across().await?;
    window.ask_to_close("C-1").await?;
    window.wait_for_text("body", "was not sent").await?;
    window.press(Key::Escape).await?;
    stands(&window, &["Half a thought"]).await?;
    window.ask_to_close("C-1").await?;
    window.wait_for_text("body", "was not sent").await?;
    assert_eq!(window.errors().await?, [""; 0]);
    // The key is not let go before the window has gone.
    let _ = window.confirm().await;
    window.wait_windows(1).await?;
    window.go_across().await?;
    window.close().await
}

#[tokio::test]
async fn what_is_done_to_other_cases_does_not_have_it_read_again() -> Result<()> {
    let office = office()?;
    let window = with_a_case_beside(&office).await?;
    window.go_to_case(2, "A kingfisher").await?;
    for text in ["It dives.", "It is blue."] {
        note(&window, text).await?;
        window.wait_for_text("main", text).await?;
    }
    // What is done to the case itself it does show.
    window.go_to_case(1, "The recordings").await?;
    note(&window, "Rang back at noon.").await?;
    window.go_across().await?;
    window.wait_for_text("main", "Rang back at noon.").await?;
    window.go_across().await?;
    window.palette("Close the workspace").await?;
    window.wait_windows(1).await?;
    window.close().await?;
    let log = office.list(&["audit", "log", "--act=case.opened"])?;
    let of = |number: u32| log.iter().filter(|e| e["case_number"] == number).count();
    // By the main window twice, by its own at first, and by both after the last note.
    assert!((3..=5).contains(&of(1)), "{log:#?}");
    assert!((1..=3).contains(&of(2)), "{log:#?}");
    Ok(())
}

#[tokio::test]
async fn it_is_looked_at_in_both_languages() -> Result<()> {
    let office = office()?;
    for (language, theme) in [
        ("en", "light"),
        ("zh-CN", "dark"),
        ("en", "dark"),
        ("zh-CN", "light"),
    ] {
        for size in SIZES {
            let home = tempfile::tempdir()?;
            let window = Window::at_work_as(&office, home.path(), (language, theme), size).await?;
            window.wait_for(".rows [role=option]").await?;
            window.chord(SHIFT, Key::Enter.into()).await?;
            window.wait_windows(2).await?;
            window.go_across().await?;
            window.sized(size).await?;
            window.wait_for(".side").await?;
            let picture = format!("case-window-{language}-{theme}-{}", size.0);
            window.looked_at(&picture).await?;
            assert_eq!(window.errors().await?, [""; 0]);
            // The key is not let go before the window has gone.
            let _ = window.press(Key::Escape).await;
            window.wait_windows(1).await?;
            window.go_across().await?;
            window.close().await?;
        }
    }
    Ok(())
}
