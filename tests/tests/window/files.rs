//! Files come into the real window, and go out of it, by the computer's own dialogs and by hand.

use anyhow::Result;
use fantoccini::key::Key;
use serde_json::json;
use tests::pdesk::Office;
use tests::samples;
use tests::window::Window;

/// What is attached: every kind of byte that a careless copy would change.
const ATTACHED: &[u8] = b"\x00\x01\r\n\n\r\xff\xfe\x80 \t.\r\n.\x1a\x00";
const ATTACHED_BASE64: &str = "AAENCgoN//6AIAkuDQouGgA=";

/// A letter with [`ATTACHED`].
fn letter() -> String {
    format!(
        "Message-ID: <with-file@mail.example>\n\
         Date: Mon, 3 Aug 2026 11:00:00 +0800\n\
         From: Ada Roe <ada.roe@example.com>\n\
         To: service@minglives.com\n\
         Subject: A picture of the error\n\
         MIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=part\n\
         \n\
         --part\n\
         Content-Type: text/plain; charset=utf-8\n\
         \n\
         I complain: the page shows this.\n\
         --part\n\
         Content-Type: application/octet-stream\n\
         Content-Transfer-Encoding: base64\n\
         Content-Disposition: attachment; filename=\"error.bin\"\n\
         \n\
         {ATTACHED_BASE64}\n\
         --part--\n"
    )
}

#[tokio::test]
async fn mail_comes_in_by_the_open_dialog_and_its_attachment_goes_out_by_the_save_dialog()
-> Result<()> {
    let office = Office::new()?;
    let eml = office.folder().join("letter.eml");
    std::fs::write(&eml, letter())?;
    let window = Window::at_work(&office).await?;

    window.chord(&[Key::Control], 'o').await?;
    window.wait_for("dialog[open] .btn:focus").await?;
    window.press(Key::Enter).await?;
    window.native_dialog("Choose files", &eml).await?;
    window
        .wait_for_text("dialog[open] li", "letter.eml")
        .await?;
    window.confirm().await?;
    window
        .wait_for_text("[role=option]", "A picture of the error")
        .await?;

    window.press(Key::Enter).await?;
    window
        .wait_for_text(".reading-pane ul li", "error.bin")
        .await?;
    let copy = office.folder().join("copy.bin");
    window.click(".reading-pane ul li .btn").await?;
    window.native_dialog("Save a copy", &copy).await?;
    window
        .wait_for_text(".foot[role=status]", "A copy of error.bin was saved.")
        .await?;
    assert_eq!(std::fs::read(&copy)?, ATTACHED);
    assert!(
        window.errors().await?.is_empty(),
        "{:?}",
        window.errors().await?
    );
    window.close().await?;
    let log = office.json(&["audit", "log"])?.to_string();
    assert!(log.contains("message.attachment"), "{log}");
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_dropped_on_the_window_comes_in() -> Result<()> {
    let office = Office::new()?;
    let eml = office.folder().join("Ada’s letter.eml");
    let raw = samples::message(
        1,
        "Ada Roe <ada.roe@example.com>",
        "Please delete my account",
        "Please delete my account.",
    );
    std::fs::write(&eml, raw)?;
    let window = Window::at_work(&office).await?;
    // On another desk: what is dropped leads to where mail comes in.
    window.keys("g,").await?;
    window.wait_for("main h2").await?;
    window.drop_file(&eml).await?;
    window
        .wait_for_text("dialog[open] li", "Ada’s letter.eml")
        .await?;
    let still_over = window
        .script("return document.querySelector('.drop') !== null", vec![])
        .await?;
    assert_eq!(still_over, json!(false));
    window.confirm().await?;
    window
        .wait_for_text("[role=option]", "Please delete my account")
        .await?;
    window.close().await?;
    let sources = office.list(&["messages", "list"])?;
    assert_eq!(sources.len(), 1);
    Ok(())
}
