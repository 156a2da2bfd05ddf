//! Merging, splitting, and taking a wrong join out, in the real window by keyboard alone.

use anyhow::Result;
use tests::pdesk::Office;
use tests::repository::root;
use tests::samples;
use tests::window::{Key, Window};

/// Ada writes twice and answers herself once; Bo writes once.
fn office() -> Result<Office> {
    let office = Office::new()?;
    let folder = office.folder().join("mail");
    std::fs::create_dir(&folder)?;
    let mails = [
        (
            "Ada Quill <ada@example.com>",
            "Delete my account",
            "Please delete my account.",
        ),
        (
            "Ada Quill <ada@example.com>",
            "A copy of my data",
            "Please send me a copy of my data.",
        ),
        (
            "Bo Reed <bo@example.org>",
            "The calls",
            "A complaint: stop the calls.",
        ),
        (
            "Ada Quill <ada@example.com>",
            "The advertising",
            "A complaint about the advertising.",
        ),
    ];
    for (at, (from, subject, body)) in mails.iter().enumerate() {
        let mut mail = samples::message(at, from, subject, body);
        if at == 3 {
            mail = [&b"In-Reply-To: <sample-0@mail.example>\n"[..], &mail].concat();
        }
        std::fs::write(folder.join(format!("{at}.eml")), mail)?;
    }
    office.fine(&["import", folder.to_str().unwrap()])?;
    Ok(office)
}

async fn story(window: &Window) -> Result<()> {
    // The message that joined wrongly goes with one key, and comes back with one.
    window.go_to_case(1, "Delete my account").await?;
    window
        .wait_for_text(".thread", "It answers a message that is in this case.")
        .await?;
    window.looked_at("merge-joined").await?;
    window.keys("B").await?;
    window.wait_for_text(".foot", "C-1").await?;
    window.wait_for_text(".subject", "1 message").await?;
    window.go_to_case(4, "The advertising").await?;
    window.wait_for_text(".thread", "Taken out of C-1").await?;
    window.looked_at("merge-taken-out").await?;
    window.go_to_case(1, "Delete my account").await?;
    window.keys("z").await?;
    window.wait_for_text(".subject", "2 messages").await?;

    // What may be the same is offered with its reason.
    window.wait_for_text(".side", "same address").await?;
    window.push("Merge into C-2").await?;
    window
        .wait_for_text("dialog[open]", "What will happen")
        .await?;
    window
        .wait_for_text("dialog[open]", "A copy of my data")
        .await?;
    window.looked_at("merge-preview").await?;
    window.press(Key::Escape).await?;
    window.wait_gone("dialog[open]").await?;

    // Another's case is merged only by who says that they know.
    window.go_to_case(3, "The calls").await?;
    window.keys("m").await?;
    window.wait_for("dialog[open]").await?;
    window.fill("Name, address", "C-1").await?;
    window
        .wait_for_text("dialog[open]", "nothing of one may be shown to the other")
        .await?;
    window.looked_at("merge-other-person").await?;
    window.tab_to("These may be two people").await?;
    window.keys(" ").await?;
    window.confirm().await?;
    window.wait_for_text(".subject", "3 messages").await?;
    window
        .wait_for_text(".thread", "C-3 went into this case")
        .await?;
    window.looked_at("merge-merged").await?;
    window.push("Open C-3").await?;
    window
        .wait_for_text(".thread", "This case went into C-1")
        .await?;
    window.looked_at("merge-went").await?;
    // Its number leads on.
    window.go_to_case(3, "Delete my account").await?;

    // His message is split off again, as a case of its own.
    window.keys("b").await?;
    window.wait_for("dialog[open]").await?;
    window.tab_to("Mon 3 Aug, 00:02 Bo Reed").await?;
    window.keys(" ").await?;
    window
        .wait_for_text("dialog[open]", "Its clocks count from")
        .await?;
    window.looked_at("merge-split").await?;
    window.confirm().await?;
    window.wait_for_text(".subject", "2 messages").await?;
    window.keys("z").await?;
    window.wait_for_text(".subject", "3 messages").await
}

#[tokio::test]
async fn cases_are_merged_and_split_by_keyboard_alone() -> Result<()> {
    let office = office()?;
    let window = Window::at_work(&office).await?;
    let told = story(&window).await;
    if told.is_err() {
        let _ = window
            .screenshot(&root().join("target/window/merge-failed.png"))
            .await;
    }
    let errors = window.errors().await?;
    window.close().await?;
    told?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    Ok(())
}

/// The same as somebody sees it in the dark, in Chinese, in a small window.
#[tokio::test]
async fn it_is_to_be_read_in_the_dark_and_in_chinese() -> Result<()> {
    let office = office()?;
    let home = tempfile::tempdir()?;
    let window = Window::at_work_as(&office, home.path(), ("zh-CN", "dark"), (1100, 700)).await?;
    window.go_to_case(3, "The calls").await?;
    window.keys("m").await?;
    window.wait_for("dialog[open]").await?;
    window.keys("C-1").await?;
    window
        .wait_for_text("dialog[open]", "两人将同处一案")
        .await?;
    window.looked_at("merge-zh-preview").await?;
    let errors = window.errors().await?;
    window.close().await?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    Ok(())
}
