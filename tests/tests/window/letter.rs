//! A message as its sender laid it out, and what is attached to one, in the real window: in both
//! languages and both themes, by keyboard.

use anyhow::{Result, bail};
use serde_json::{Value, json};
use tests::pdesk::Office;
use tests::repository::root;
use tests::samples::{bitmap, pdf};
use tests::window::{Key, Window};

const PAGE: &str = "<style>.big{color:rgb(1, 2, 3)} @import 'https://track.example/a.css';</style>\
    <h1 class=big style=\"background:rgb(250, 240, 200);padding:8px\">Your account, Dapplemoor</h1>\
    <table width=100% bgcolor=\"#0d636d\"><tr><td style=\"color:#ffffff\">Welcome, Ada</td></tr></table>\
    <p>Please read <a href=\"https://rninglives.com/login\">https://minglives.com/login</a> or write to \
    <a href=\"mailto:ada@example.com\">ada@example.com</a>, or see \
    <a href=\"https://xn--80ak6aa92e.com/\">the notice</a>.</p>\
    <img src=\"cid:logo\" width=64><img src=\"https://track.example/pixel.gif\" alt=\"pixel\">";

/// A message of parts: header fields and content of each.
fn message(subject: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = format!(
        "Message-ID: <{subject}@mail.example>\r\nDate: Mon, 3 Aug 2026 08:00:00 +0800\r\n\
         From: Ada Roe <ada@example.com>\r\nTo: service@minglives.com\r\nSubject: {subject}\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    )
    .into_bytes();
    for (fields, content) in parts {
        out.extend_from_slice(format!("--b\r\n{fields}\r\n\r\n").as_bytes());
        out.extend_from_slice(content);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"--b--\r\n");
    out
}

fn office() -> Result<Office> {
    let office = Office::new()?;
    let inbox = office.folder().join("inbox");
    std::fs::create_dir(&inbox)?;
    let named = |kind: &str, name: &str| {
        format!("Content-Type: {kind}\r\nContent-Disposition: attachment; filename=\"{name}\"")
    };
    let logo = bitmap(64, [200, 30, 60]);
    let styled = message(
        "Styled",
        &[
            ("Content-Type: text/html; charset=utf-8", PAGE.as_bytes()),
            (
                "Content-Type: image/bmp\r\nContent-ID: <logo>\r\nContent-Transfer-Encoding: 8bit",
                &logo,
            ),
        ],
    );
    let attached = message(
        "Attached",
        &[
            ("Content-Type: text/plain", b"See what is attached."),
            (
                &named("application/pdf", "Harrowquill.pdf"),
                &pdf(&["1 0 0", "0 0 1", "0 1 0"]),
            ),
            (&named("image/png", "photo.png"), &bitmap(2000, [0, 128, 0])),
            (
                &named("image/jpeg", "broken.jpg"),
                b"\xff\xd8\xff\xe0\0\x10JFIF\0 and no more",
            ),
            (
                &named("application/pdf", "invoice.pdf.exe"),
                b"MZ\x90\0 a program",
            ),
            (
                &named("image/png", "page.svg"),
                b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            ),
        ],
    );
    std::fs::write(inbox.join("1.eml"), styled)?;
    std::fs::write(inbox.join("2.eml"), attached)?;
    office.fine(&["import", "inbox"])?;
    Ok(office)
}

async fn open(window: &Window, subject: &str) -> Result<()> {
    window.keys("go").await?;
    window.wait_for("[role=option]").await?;
    let open = "[...document.querySelectorAll('[role=option]')]
        .find((one) => one.innerText.includes(arguments[0])).click();";
    window.script(open, vec![subject.into()]).await?;
    window.wait_for_text(".reading-pane h2", subject).await?;
    window.wait_for("article.open").await.map(drop)
}

async fn look(window: &Window, picture: &str) -> Result<()> {
    let picture = root().join(format!("target/window/letter-{picture}.png"));
    window.screenshot(&picture).await?;
    let found = window.axe().await?;
    assert!(found.is_empty(), "axe:\n{}", found.join("\n"));
    Ok(())
}

/// The colour in the middle of the picture that matches, and its width, once it is there.
const MIDDLE: &str = "const image = document.querySelector('SELECTOR');
    if (!image?.complete || !image.naturalWidth) return null;
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const context = canvas.getContext('2d');
    context.drawImage(image, image.naturalWidth / 2, image.naturalHeight / 2, 1, 1, 0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3), image.naturalWidth];";

async fn styled(window: &Window, language: &str) -> Result<()> {
    open(window, "Styled").await?;
    window.wait_for_text("article .held", "2").await?;
    window.keys("h").await?;
    window.wait_for("article details li").await?;
    // Its style is shown, on paper whatever the theme.
    let style = "const style = (css) => getComputedStyle(document.querySelector(css));
        return [style('h1').color, style('h1').backgroundColor, style('td').color,
            style('table').backgroundColor, style('html').backgroundColor]";
    assert_eq!(
        window.in_frame("article iframe", style).await?,
        json!([
            "rgb(1, 2, 3)",
            "rgb(250, 240, 200)",
            "rgb(255, 255, 255)",
            "rgb(13, 99, 109)",
            "rgb(255, 255, 255)"
        ])
    );
    // The picture that came with it is there, drawn anew; the other two things are not.
    let middle = MIDDLE.replace("SELECTOR", "img");
    assert_eq!(
        window.in_frame("article iframe", &middle).await?,
        json!([200, 30, 60, 64])
    );
    let kind = "return document.images[0].src.slice(0, 22)";
    let kind = window.in_frame("article iframe", kind).await?;
    assert_eq!(kind, "data:image/png;base64,");
    window.wait_for_text("article .held", "2").await?;
    // Links are told and lead nowhere.
    let follow = "for (const a of document.links) throw a.href;
        document.querySelector('a').click(); return location.protocol";
    assert_eq!(window.in_frame("article iframe", follow).await?, "letter:");
    let links = window.texts("article details li").await?;
    let wanted: [&[&str]; 3] = match language {
        "en" => [
            &[
                "→ rninglives.com",
                "looks like minglives.com",
                "shows minglives.com",
            ],
            &["→ example.com", "mailto:ada@example.com"],
            &["→ аррӏе.com (xn--80ak6aa92e.com)", "look like Latin"],
        ],
        _ => [
            &["→ rninglives.com", "看起来像 minglives.com"],
            &["→ example.com"],
            &["аррӏе.com"],
        ],
    };
    for (link, wanted) in links.iter().zip(wanted) {
        for words in wanted {
            assert!(link.contains(words), "{words} is not in {link}");
        }
    }
    // The keyboard gets there, and out of it.
    let named = "const e = document.activeElement; return e.tagName === 'IFRAME' && e.title";
    let mut title = Value::Null;
    for _ in 0..60 {
        window.press(Key::Tab).await?;
        title = window.script(named, vec![]).await?;
        if title.is_string() {
            break;
        }
    }
    assert!(
        title.as_str().is_some_and(|t| t.contains("Ada Roe")),
        "{title}"
    );
    look(window, &format!("{language}-styled")).await?;

    // Once the workspace was closed, nothing is found at its address any more.
    let url = "return document.querySelector('article iframe').src";
    let url = window.script(url, vec![]).await?;
    // Keys that are pressed in the frame are the frame's.
    window.focus("article .held button").await?;
    window.chord(&[Key::Control], 'l').await?;
    window.unlock().await?;
    let again = "const frame = document.createElement('iframe');
        frame.id = 'again';
        frame.src = arguments[0];
        document.body.append(frame)";
    window.script(again, vec![url]).await?;
    let said = "return [location.protocol, document.readyState, document.body?.innerText ?? '']";
    let mut found = Value::Null;
    for _ in 0..400 {
        found = window.in_frame("#again", said).await?;
        if found[0] == "letter:" && found[1] == "complete" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(found, json!(["letter:", "complete", ""]));
    window
        .script("document.getElementById('again').remove()", vec![])
        .await?;
    Ok(())
}

/// Waits until the picture in the dialog is of this colour.
async fn drawn(window: &Window, wanted: Value) -> Result<()> {
    let middle = MIDDLE.replace("SELECTOR", "dialog img");
    for _ in 0..400 {
        let found = window.script(&middle, vec![]).await?;
        if found == wanted {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    bail!(
        "{wanted} is not drawn on a page that says {}",
        window.text().await?
    )
}

async fn attached(window: &Window, language: &str) -> Result<()> {
    open(window, "Attached").await?;
    let files = window.texts("article.open li").await?;
    let odd = match language {
        "en" => ["two file endings", "a program", "a web page"],
        _ => ["双重扩展名", "程序", "网页"],
    };
    assert!(
        files[3].contains(odd[0]) && files[3].contains(odd[1]),
        "{files:?}"
    );
    assert!(files[4].contains(odd[2]), "{files:?}");
    look(window, &format!("{language}-attached")).await?;

    let button = |n: usize| format!("article.open li:nth-child({n}) button[aria-haspopup=dialog]");
    window.click(&button(1)).await?;
    drawn(window, json!([255, 0, 0, 1600])).await?;
    window.press(Key::Right).await?;
    drawn(window, json!([0, 0, 255, 1600])).await?;
    window.press(Key::Right).await?;
    drawn(window, json!([0, 255, 0, 1600])).await?;
    window.press(Key::Left).await?;
    drawn(window, json!([0, 0, 255, 1600])).await?;
    look(window, &format!("{language}-pdf")).await?;
    window.press(Key::Escape).await?;
    window.wait_gone("dialog[open]").await?;

    window.click(&button(2)).await?;
    drawn(window, json!([0, 128, 0, 1600])).await?;
    window.press(Key::Escape).await?;
    window.wait_gone("dialog[open]").await?;

    window.click(&button(3)).await?;
    window.wait_for("dialog [role=alert]").await?;
    window.press(Key::Escape).await?;
    window.wait_gone("dialog[open]").await?;
    // What is no picture by its bytes is offered to nobody.
    for n in [4, 5] {
        assert_eq!(window.find_count(&button(n)).await?, 0);
    }
    Ok(())
}

#[tokio::test]
async fn a_styled_message_shows_its_style_and_files_are_looked_at() -> Result<()> {
    let office = office()?;
    for (look, size) in [
        (("en", "light"), (1440, 900)),
        (("zh-CN", "dark"), (1100, 700)),
    ] {
        let home = tempfile::tempdir()?;
        let window = Window::at_work_as(&office, home.path(), look, size).await?;
        styled(&window, look.0).await?;
        attached(&window, look.0).await?;
        let errors = window.errors().await?;
        window.close().await?;
        // Neither a page nor a picture of it is left on the disk.
        let left = tests::canaries::search(home.path())?;
        assert!(left.is_empty(), "{left:#?}");
        assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    }
    let log = office.list(&["audit", "log", "--limit", "100"])?;
    let count = |act: &str| log.iter().filter(|entry| entry["act"] == act).count();
    // Turning a page is no new act.
    assert_eq!(count("message.html-opened"), 2);
    assert_eq!(count("message.attachment-opened"), 6);
    Ok(())
}
