//! Mail that means to run a script in whoever opens it, or to tell its sender that it was opened, in
//! the real window: as text and as HTML, beside a server that hears every request.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use desk::intake::PAGE_POLICY;
use serde_json::{Value, json};
use testbed::hostile::{Letter, Payload, letters, payloads};
use testbed::{Web, WebPage};
use tests::pdesk::Office;
use tests::repository::root;
use tests::window::{Key, Opening, Window};
use tokio::time::sleep;

/// Keeps what a script above or in a frame tells of itself.
const CANARY: &str = "window.__ran = [];
    addEventListener('message', (e) => window.__ran.push(String(e.data)));
    window.__named = document.title;";
const RAN: &str =
    "return [...window.__ran, ...(document.title === window.__named ? [] : [document.title])]";
/// What a page does by itself, it has done by then.
const SETTLED: Duration = Duration::from_millis(1500);

/// An office in which each letter is a case.
fn office(letters: &[Letter]) -> Result<Office> {
    let office = Office::new()?;
    let inbox = office.folder().join("inbox");
    std::fs::create_dir(&inbox)?;
    for (number, letter) in letters.iter().enumerate() {
        std::fs::write(inbox.join(format!("{number:03}.eml")), &letter.raw)?;
    }
    office.fine(&["import", "inbox"])?;
    Ok(office)
}

/// Waits until what `body` returns holds each of `wanted`.
async fn shows(window: &Window, frame: bool, wanted: &[String]) -> Result<()> {
    let began = Instant::now();
    let text = "return document.readyState === 'complete' ? document.body.innerText : ''";
    loop {
        let said = match frame {
            true => window.in_frame("article iframe", text).await?,
            false => Value::String(window.text_of("article.open").await?),
        };
        let said = said.as_str().unwrap_or_default();
        let missing: Vec<_> = wanted.iter().filter(|mark| !said.contains(*mark)).collect();
        if missing.is_empty() && !said.is_empty() {
            return Ok(());
        }
        if began.elapsed() > Duration::from_secs(20) {
            bail!("{missing:?} do not show (frame: {frame}) in: {said}");
        }
        sleep(Duration::from_millis(25)).await;
    }
}

/// Opens every case, as text and as HTML; the marks that showed as text, and as HTML.
async fn open_all(window: &Window, office: &[Letter]) -> Result<(usize, usize)> {
    let (mut as_text, mut as_html) = (0, 0);
    let mut seen = BTreeSet::new();
    window.keys("go").await?;
    window.wait_for("[role=option]").await?;
    window.press(Key::Enter).await?;
    for _ in office {
        let label = loop {
            window.wait_for("article.open").await?;
            let label = "return document.querySelector('.reading-pane').ariaLabel";
            let label = window.script(label, vec![]).await?;
            let label = label.as_str().unwrap_or_default().to_owned();
            if seen.insert(label.clone()) {
                break label;
            }
            sleep(Duration::from_millis(25)).await;
        };
        let subject = window.text_of(".reading-pane h2").await?;
        let letter = office.iter().find(|letter| letter.subject == subject);
        let (marks, html) = letter.map_or((&[][..], false), |l| (&l.marks[..], l.html));
        // What was put together shows each of its marks; what stands alone says a word.
        let alone = marks.len() < 2;
        shows(window, false, if alone { &[] } else { marks }).await?;
        as_text += marks.len().max(1);
        let offers = window.find_count("article .held button").await? > 0;
        assert!(offers || !html, "{label} {subject} offers no HTML");
        if offers {
            window.keys("h").await?;
            let word = ["seen".to_owned()];
            shows(window, true, if alone { &word } else { marks }).await?;
            as_html += marks.len().max(1);
        }
        window.keys("j").await?;
    }
    Ok((as_text, as_html))
}

#[tokio::test]
async fn nothing_in_a_letter_runs_or_asks() -> Result<()> {
    let web = Web::start()?;
    let letters = letters(&web.url());
    let attacks: usize = letters.iter().map(|letter| letter.marks.len()).sum();
    assert!(attacks >= 300, "{attacks}");
    let office = office(&letters)?;
    let cases = office.list(&["cases", "list", "--limit", "500"])?;
    assert_eq!(cases.len(), letters.len());
    let window = Window::at_work(&office).await?;
    window.script(CANARY, vec![]).await?;
    let opened = open_all(&window, &letters).await;
    let picture = root().join("target/window/hostile.png");
    window.screenshot(&picture).await?;
    let (as_text, as_html) = opened?;
    sleep(SETTLED).await;
    println!("{attacks} attacks; {as_text} shown as text, {as_html} as HTML");
    let ran = window.script(RAN, vec![]).await?;
    assert_eq!((ran, web.asked()), (json!([]), vec![]));
    let errors = window.errors().await?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    window.close().await
}

/// A page with each attack in a frame of its own, under `header`.
fn frames(web: &Web, name: &str, header: &str, payloads: &[Payload]) -> String {
    let mut page = format!("<!doctype html><title>x</title><script>{CANARY}</script>");
    for Payload { mark, html } in payloads {
        let path = format!("/{name}/{mark}");
        page.push_str(&format!(
            "<iframe src=\"{path}\" width=90 height=40></iframe>"
        ));
        let header = format!("Content-Type: text/html; charset=utf-8\r\n{header}");
        let body = html.clone().into_bytes();
        web.put(path, WebPage { header, body });
    }
    let path = format!("/{name}");
    let header = "Content-Type: text/html; charset=utf-8\r\n".to_owned();
    let body = page.into_bytes();
    web.put(path.clone(), WebPage { header, body });
    web.url() + &path
}

/// The marks of what asked for something in a plain browser with the window's engine, and of what
/// ran.
async fn bitten(window: &Window, web: &Web, header: &str) -> Result<[BTreeSet<String>; 2]> {
    let mut marks = [BTreeSet::new(), BTreeSet::new()];
    let payloads = payloads(&web.url());
    for (at, some) in payloads.chunks(60).enumerate() {
        let name = format!("page-{at}-{}", header.len());
        window.go(&frames(web, &name, header, some)).await?;
        let mut asked = Vec::new();
        loop {
            sleep(SETTLED).await;
            let more = web.asked();
            if more.is_empty() {
                break;
            }
            asked.extend(more);
        }
        let ran: Vec<String> = serde_json::from_value(window.script(RAN, vec![]).await?)?;
        let asked = asked
            .into_iter()
            .map(|path| path.trim_start_matches('/').chars().take(7).collect());
        let ours = |mark: &String| mark.starts_with("mark");
        marks[0].extend(asked.filter(ours));
        marks[1].extend(ran.into_iter().filter(ours));
    }
    Ok(marks)
}

/// The attacks are real, in this engine; and the policy of the frame alone holds them.
#[tokio::test]
async fn the_same_attacks_succeed_where_nothing_is_done_against_them() -> Result<()> {
    let browser = Path::new("/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser");
    let web = Web::start()?;
    let window = Window::open_program(
        browser,
        Opening {
            args: vec!["--automation".to_owned()],
            ..Opening::default()
        },
    )
    .await?;
    let bare = bitten(&window, &web, "").await?;
    let policy = format!("Content-Security-Policy: {PAGE_POLICY}\r\n");
    let policed = bitten(&window, &web, &policy).await?;
    window.close().await?;
    let [asked, ran] = bare;
    println!(
        "in a plain browser {} ask and {} run",
        asked.len(),
        ran.len()
    );
    assert!(asked.len() >= 150, "only {}: {asked:?}", asked.len());
    assert!(ran.len() >= 50, "only {}: {ran:?}", ran.len());
    assert_eq!(policed, [BTreeSet::new(), BTreeSet::new()]);
    Ok(())
}
