//! Letters in the real window: worded in the settings, put into an answer, filled in and sent; and
//! what came back written again. By keyboard, beside a real Dovecot and a real Exim.

use anyhow::Result;
use serde_json::json;
use tests::pdesk::Office;
use tests::post::{ADA, Post};
use tests::window::{Key, Window};

const CTRL: &[Key] = &[Key::Control];
const LETTERS: &str = "section[aria-labelledby=settings-letters]";
const SENT: &str = ".side section[aria-label='Sent from here']";
/// Of what is written, the part that is chosen.
const CHOSEN: &str = "const e = document.activeElement;
    return e.value.slice(e.selectionStart, e.selectionEnd);";

/// An office that sends, with a request of Ada's to delete her account.
fn asked() -> Result<(Office, Post)> {
    let (office, post) = (Office::new()?, Post::start()?);
    post.read_by(&office, true)?;
    let from = format!("Ada Quill <{ADA}>");
    post.arrives(1, &from, "Delete my account", "")?;
    office.fine(&["mailbox", "sync"])?;
    office.fine(&["cases", "triage", "1", "--kind=delete"])?;
    Ok((office, post))
}

/// Takes the letter of this name from the open menu.
async fn take(window: &Window, name: &str) -> Result<()> {
    window.wait_for("[role=menu] button:focus").await?;
    for _ in 0..12 {
        let at = window.text_of("[role=menu] button:focus").await?;
        if at.trim() == name {
            window.press(Key::Enter).await?;
            return window.wait_gone("[role=menu]").await;
        }
        window.press(Key::Down).await?;
    }
    anyhow::bail!("no letter {name}")
}

async fn written(window: &Window) -> Result<String> {
    let body = "return document.querySelector('.reply textarea').value";
    let text = window.script(body, vec![]).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_letter_is_worded_put_in_filled_in_and_sent() -> Result<()> {
    let (office, post) = asked()?;
    let window = Window::at_work(&office).await?;
    let told = async {
        worded(&window).await?;
        put_in(&window).await?;
        refused(&window, &post).await?;
        taken_back(&window).await
    };
    let told = told.await;
    window.end("letters", told).await?;
    let case = office.json(&["cases", "show", "1"])?;
    let ask = &case["asks"][0];
    assert_eq!(ask["outcome"], "refused");
    assert_eq!(ask["reason"], "Receipts stay for five years.");
    let versions = [
        "letters",
        "show",
        "acknowledgement",
        "--language=en",
        "--versions",
    ];
    let versions = office.list(&versions)?;
    let kept: Vec<_> = versions.iter().map(|one| &one["version"]).collect();
    assert_eq!(kept, [&json!(2), &json!(1), &json!(0)]);
    assert_eq!(versions[0]["text"], versions[2]["text"]);
    Ok(())
}

/// A letter is worded anew, beside how it reads; what can't be filled in is said at its field.
async fn worded(window: &Window) -> Result<()> {
    window.wait_for(".rows [role=option]").await?;
    window.palette("Letters").await?;
    window.wait_for("#settings-letters:focus").await?;
    window.looked_at("letters-settings").await?;
    window.push("What can be done with Receipt").await?;
    window
        .wait_for_text("[role=menu] button:focus", "English")
        .await?;
    window.press(Key::Enter).await?;
    window.wait_for("dialog[open] textarea:focus").await?;
    window.wait_for_text(".reads", "Dear Ada Quill,").await?;
    window.looked_at("letters-form").await?;

    window.fill("Text", "Hello {{ nam").await?;
    window
        .wait_for_text("dialog[open] .error", "line 1")
        .await?;
    window.fill("Text", "Hello {{ person }}").await?;
    window
        .wait_for_text("dialog[open] .error", "there is none of: person")
        .await?;
    window.looked_at("letters-form-broken").await?;
    window.fill("Text", "Hello ").await?;
    window.push("Insert a field").await?;
    window
        .wait_for_text("[role=menu] button:focus", "Requester’s name")
        .await?;
    window.press(Key::Enter).await?;
    window.wait_for("dialog[open] textarea:focus").await?;
    window.keys(", it is here.").await?;
    window
        .wait_for_text(".reads", "Hello Ada Quill, it is here.")
        .await?;
    window.confirm().await?;
    window.wait_for_text(LETTERS, "English: version 1").await
}

/// What was worded is what the next answer gets; nothing typed is written over without a word.
async fn put_in(window: &Window) -> Result<()> {
    window.keys("gc").await?;
    window.go_to_case(1, "Delete my account").await?;
    window.keys("L").await?;
    window
        .wait_for_text("[role=menu] button:focus", "Receipt")
        .await?;
    window.looked_at("letters-menu").await?;
    take(window, "Receipt (English)").await?;
    window.wait_for(".reply textarea:focus").await?;
    assert_eq!(written(window).await?, "Hello Ada Quill, it is here.\n");

    window.palette("Put a letter into the answer").await?;
    take(window, "Refusal (English)").await?;
    window
        .wait_for_text(".asking", "There is text in the answer already")
        .await?;
    window.looked_at("letters-ask").await?;
    assert_eq!(written(window).await?, "Hello Ada Quill, it is here.\n");
    window.push("Leave it out").await?;
    window.wait_gone(".asking").await?;
    window.wait_for(".reply textarea:focus").await?;

    // From within the text, too.
    window.chord(CTRL, 'j').await?;
    take(window, "Refusal (English)").await?;
    window.push("In place of the text").await?;
    window.wait_for(".reply textarea:focus").await?;
    assert!(written(window).await?.starts_with("Dear Ada Quill,"));
    // Its first gap is what is typed over.
    assert_eq!(window.script(CHOSEN, vec![]).await?, "⟦ground⟧");
    window
        .wait_for_text(".gaps", "Ground of the refusal")
        .await?;
    window.looked_at("letters-gaps").await
}

/// What a refusal lacks is said where it is to be given, and then stands in the letter.
async fn refused(window: &Window, post: &Post) -> Result<()> {
    window.send().await?;
    window
        .wait_for_text(".reply .lacks .error", "Choose a ground first")
        .await?;
    window
        .wait_for_text(".reply .labelled .error", "Give the reason")
        .await?;
    window.wait_for(".reply .lacks input:focus").await?;
    window.looked_at("letters-refusal-lacks").await?;
    window.keys(" ").await?;
    window.wait_gone(".reply .lacks").await?;
    window
        .fill("Reason, as told", "Receipts stay for five years.")
        .await?;
    window.focus(".gaps .btn:nth-child(3)").await?;
    window.press(Key::Enter).await?;
    assert_eq!(window.script(CHOSEN, vec![]).await?, "⟦reason⟧");
    window.push("Fill in as decided").await?;
    window.wait_gone(".gaps").await?;
    window.looked_at("letters-filled").await?;
    let text = written(window).await?;
    assert!(
        text.contains("The reason: Receipts stay for five years."),
        "{text}"
    );
    window.send().await?;
    window.wait_for_text(".foot", "goes in 10 seconds").await?;
    window.wait_for_text(SENT, "Goes in").await?;
    window.looked_at("letters-goes").await?;
    window.comes_to_say(".sending", "Sent").await?;
    window.wait_for_text(SENT, ADA).await?;
    assert_eq!(window.find_count(".list .marks").await?, 0);
    let got = post.ada_has(1).await?;
    assert!(
        got[0].contains("Receipts stay for five years."),
        "{}",
        got[0]
    );
    assert!(!got[0].contains('⟦'), "{}", got[0]);
    Ok(())
}

/// The program's own words can be had again; no version is lost.
async fn taken_back(window: &Window) -> Result<()> {
    window.palette("Letters").await?;
    window.push("What can be done with Receipt").await?;
    window.press(Key::Down).await?;
    window.press(Key::Enter).await?;
    window
        .wait_for_text("dialog[open] pre", "it is here")
        .await?;
    window.tab_to("Version").await?;
    window.press(Key::End).await?;
    window.wait_for_text("dialog[open] pre", "Dear").await?;
    window.looked_at("letters-versions").await?;
    window.chord(CTRL, Key::Enter.into()).await?;
    window.wait_for_text(".reads", "Dear Ada Quill,").await?;
    window.confirm().await?;
    window.wait_for_text(LETTERS, "English: version 2").await
}

#[tokio::test]
async fn what_came_back_is_written_again_in_a_window_of_its_own() -> Result<()> {
    let (office, post) = (Office::new()?, Post::start()?);
    post.read_by(&office, true)?;
    post.arrives(1, "Cy Vane <bounces-cy@example.com>", "My address", "")?;
    let window = Window::at_work(&office).await?;
    let told = again(&window, &post).await;
    window.end("letters-again", told).await
}

async fn again(window: &Window, post: &Post) -> Result<()> {
    window.wait_for_text("[role=option]", "My address").await?;
    window.go_to_case(1, "My address").await?;
    window.keys("r").await?;
    window.wait_for(".reply textarea:focus").await?;
    window.keys("Dear Cy, we look into it.").await?;
    window.send().await?;
    window
        .wait_for(".rows [role=option] .glyphs .unsent")
        .await?;
    window.comes_to_say(SENT, "Came back").await?;
    window
        .wait_for(".rows [role=option] .glyphs .unsent.late")
        .await?;
    window.looked_at("letters-came-back").await?;

    // The line in the panel leads to the message.
    let line = format!(
        "document.querySelector({:?}).focus()",
        format!("{SENT} .which")
    );
    window.script(&line, vec![]).await?;
    window.press(Key::Enter).await?;
    window
        .wait_for("article[data-message] > .head:focus")
        .await?;

    window.palette("Open in a window of its own").await?;
    window.wait_windows(2).await?;
    window.step_into("C-1").await?;
    window.go_across().await?;
    window.wait_for_text(SENT, "Came back").await?;
    window.looked_at("letters-own-window").await?;
    window.push("Write again").await?;
    window.wait_for(".reply textarea:focus").await?;
    assert_eq!(written(window).await?, "Dear Cy, we look into it.");
    window.tab_to("To").await?;
    assert_eq!(
        window
            .script("return document.activeElement.value", vec![])
            .await?,
        "Cy Vane <bounces-cy@example.com>"
    );
    window.fill("To", ADA).await?;
    window.looked_at("letters-again").await?;
    window.send().await?;
    window
        .wait_for_text(".stops", "takes no part in the case")
        .await?;
    window.wait_for(".stops input:focus").await?;
    window.keys(" ").await?;
    window.send().await?;
    window.comes_to_say(SENT, "Goes in").await?;
    post.ada_has(1).await?;
    // The first is given up with it.
    window.wait_gone(".sending.wrong").await?;
    window.looked_at("letters-again-sent").await?;
    // The window may be gone before the driver has heard that it took the keys.
    let _ = window.chord(CTRL, 'w').await;
    window.wait_windows(1).await?;
    window.go_across().await?;
    window.wait_gone(".rows .glyphs .unsent").await?;
    window.wait_gone(".foot.mail").await
}

#[tokio::test]
async fn they_are_seen_in_both_languages_and_themes() -> Result<()> {
    let (office, _post) = asked()?;
    for (language, theme, size) in [
        ("zh-CN", "dark", (1100, 700)),
        ("en", "dark", (1440, 900)),
        ("zh-CN", "light", (1440, 900)),
        ("en", "light", (1100, 700)),
    ] {
        let home = tempfile::tempdir()?;
        let window = Window::at_work_as(&office, home.path(), (language, theme), size).await?;
        let name = format!("letters-{language}-{theme}-{}", size.0);
        let told = seen(&window, &name).await;
        window.end(&name, told).await?;
    }
    Ok(())
}

async fn seen(window: &Window, name: &str) -> Result<()> {
    window.wait_for(".rows [role=option]").await?;
    window.press(Key::Enter).await?;
    window.wait_for(".side").await?;
    window.keys("L").await?;
    window.wait_for("[role=menu] button:focus").await?;
    window.looked_at(&format!("{name}-menu")).await?;
    for _ in 0..2 {
        window.press(Key::Down).await?;
    }
    window.press(Key::Enter).await?;
    window.wait_for(".gaps").await?;
    window.send().await?;
    window.wait_for(".reply .lacks input:focus").await?;
    window.looked_at(&format!("{name}-lacks")).await?;
    window.press(Key::Escape).await?;
    window.wait_gone(".reply").await?;
    // What was left is thrown away: the next look begins anew.
    window.keys("r").await?;
    window.wait_for(".reply textarea:focus").await?;
    window.click(".reply footer > .btn:last-child").await?;
    window.confirm().await?;
    window.wait_gone(".reply").await?;
    window.keys("g,").await?;
    window.wait_for("#settings-letters").await?;
    window
        .script(
            "document.querySelector('#settings-letters').scrollIntoView()",
            vec![],
        )
        .await?;
    window.looked_at(&format!("{name}-settings")).await?;
    window
        .focus(&format!("{LETTERS} li:nth-child(5) button"))
        .await?;
    window.press(Key::Enter).await?;
    window.wait_for("[role=menu] button:focus").await?;
    window.press(Key::Enter).await?;
    window.wait_for(".reads .text").await?;
    window.looked_at(&format!("{name}-form")).await?;
    window.press(Key::Escape).await?;
    window.wait_gone("dialog[open]").await
}
