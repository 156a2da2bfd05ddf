//! An officer empties an inbox of 200 messages in the real window, by keyboard alone: mail of
//! people in English and Chinese, mail that attacks its reader, and mail that no reader was made
//! for. Afterwards each message still has its one disposition, and nothing of it ran or asked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::{Value, json};
use testbed::Web;
use testbed::hostile::{Letter, hostile, letters};
use tests::pdesk::Office;
use tests::repository::root;
use tests::samples;
use tests::window::{Key, Window};
use tokio::time::sleep;

const INBOX: usize = 200;
/// Of mail that no reader was made for, what is longer is tested where mail is read.
const SHORT: usize = 128 << 10;
/// Of a corpus, where there is one.
const REAL: usize = 50;
/// So long nothing follows the last case of a list.
const LAST: Duration = Duration::from_secs(5);
const CTRL: &[Key] = &[Key::Control];

/// Keeps what a script tells of itself that ran above or in a frame.
const CANARY: &str = "window.__ran = [];
    addEventListener('message', (e) => window.__ran.push(String(e.data)));
    window.__named = document.title;";
const RAN: &str =
    "return [...window.__ran, ...(document.title === window.__named ? [] : [document.title])]";

/// What an officer sorts out by hand: Ada writes twice, and what she adds joins her first case;
/// Bo writes once.
fn by_hand() -> Vec<Vec<u8>> {
    let ada = "Ada Quill <ada@example.com>";
    let bo = "Bo Reed <bo@example.org>";
    let added = samples::message(
        3,
        ada,
        "The advertising",
        "A complaint about the advertising.",
    );
    vec![
        samples::message(0, ada, "Delete my account", "Please delete my account."),
        samples::message(
            1,
            ada,
            "A copy of my data",
            "Please send me a copy of my data.",
        ),
        samples::message(2, bo, "The calls", "A complaint: stop the calls."),
        [&b"In-Reply-To: <sample-0@mail.example>\n"[..], &added].concat(),
    ]
}

/// Real mail that is not part of the project: of `PRIVACY_DESK_CORPUS`, else of `shared/corpus`
/// beside the repository; spread over all of it.
fn real() -> Vec<Vec<u8>> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|kind| kind == "eml") {
                files.push(path);
            }
        }
    }
    let beside = root().join("../shared/corpus");
    let folder = std::env::var_os("PRIVACY_DESK_CORPUS").map_or(beside, PathBuf::from);
    let mut files = Vec::new();
    walk(&folder, &mut files);
    files.sort();
    let step = (files.len() / REAL).max(1);
    let files = files.iter().step_by(step).take(REAL);
    files.filter_map(|file| std::fs::read(file).ok()).collect()
}

/// The office with its inbox, and the ledger of the import.
fn office(letters: &[Letter]) -> Result<(Office, Value)> {
    let mut mails = by_hand();
    mails.extend(letters.iter().map(|letter| letter.raw.clone()));
    let odd = hostile().map(|one| (one.make)());
    mails.extend(odd.filter(|raw| raw.len() < SHORT));
    let unreadable = samples::files().into_iter();
    let unreadable = unreadable.filter(|one| one.disposition == Some("quarantined"));
    mails.extend(unreadable.map(|one| one.raw));
    mails.extend(real());
    let people = INBOX.checked_sub(mails.len()).expect("room for people");
    mails.extend(testbed::bulk::messages(people, 7));
    let office = Office::new()?;
    let inbox = office.folder().join("inbox");
    std::fs::create_dir(&inbox)?;
    for (number, raw) in mails.iter().enumerate() {
        std::fs::write(inbox.join(format!("{number:03}.eml")), raw)?;
    }
    let ledger = office.json(&["import", "inbox"])?;
    println!("{people} of people; {ledger}");
    Ok((office, ledger))
}

/// How many cases the list shows, once it stands still.
async fn listed(window: &Window) -> Result<usize> {
    let mut before = String::new();
    loop {
        sleep(Duration::from_millis(400)).await;
        let now = window.text_of(".list .bar .qq").await?;
        if now == before {
            return Ok(now.trim_end_matches('+').parse()?);
        }
        before = now;
    }
}

async fn narrow(window: &Window, query: &str) -> Result<usize> {
    window.keys("/").await?;
    window.wait_for("input[role=combobox]:focus").await?;
    window.chord(CTRL, 'a').await?;
    window.press(Key::Delete).await?;
    window.keys(query).await?;
    window.press(Key::Enter).await?;
    listed(window).await
}

/// Does an act to all that are listed; `fill` are fields with what is typed there. Gives to how
/// many it was done.
async fn to_all(window: &Window, act: &str, fill: &[(&str, &str)]) -> Result<()> {
    window.chord(CTRL, 'a').await?;
    window.wait_for_text(".marks", "All marked").await?;
    window.push("Do to all").await?;
    window.wait_for("[role=menu]").await?;
    while !window
        .text_of("[role=menu] button:focus")
        .await?
        .contains(act)
    {
        window.press(Key::Down).await?;
    }
    window.press(Key::Enter).await?;
    window.wait_for("dialog[open]").await?;
    for (field, text) in fill {
        window.fill(field, text).await?;
    }
    window
        .wait_for_text("dialog[open]", "Can be done to")
        .await?;
    window.confirm().await
}

/// Opens each of the listed cases from the first on, as text, and as HTML where it has some. Gives
/// how many there were, and how many had HTML.
async fn read_all(window: &Window) -> Result<(usize, usize)> {
    let label = "return document.querySelector('.reading-pane')?.ariaLabel ?? ''";
    let (mut count, mut html) = (0, 0);
    let mut before = json!("");
    window.press(Key::Home).await?;
    window.press(Key::Enter).await?;
    loop {
        let began = Instant::now();
        let mut now = before.clone();
        while now == before && began.elapsed() < LAST {
            sleep(Duration::from_millis(25)).await;
            now = window.script(label, vec![]).await?;
        }
        if now == before {
            window.press(Key::Escape).await?;
            return Ok((count, html));
        }
        window.wait_for("article.open").await?;
        count += 1;
        if window.find_count("article .held button").await? > 0 {
            window.keys("h").await?;
            window.wait_for("article iframe").await?;
            html += 1;
        }
        before = now;
        window.keys("j").await?;
    }
}

/// The cases that are sorted out one by one.
async fn sorted_out(window: &Window, last: u32) -> Result<()> {
    // What joined wrongly goes; the case that begins has the next number.
    window.go_to_case(1, "Delete my account").await?;
    window.wait_for_text(".subject", "2 messages").await?;
    window.keys("B").await?;
    window.wait_for_text(".subject", "1 message").await?;

    // Her second case goes into her first, comes back, and goes after all.
    for undone in [true, false] {
        window.go_to_case(2, "A copy of my data").await?;
        window.keys("m").await?;
        window.wait_for("dialog[open]").await?;
        window.fill("Name, address", "C-1").await?;
        window
            .wait_for_text("dialog[open]", "What will happen")
            .await?;
        window.confirm().await?;
        window
            .wait_for_text(".thread", "C-2 went into this case")
            .await?;
        if undone {
            window.keys("z").await?;
            window.wait_for_text(".subject", "1 message").await?;
        }
    }

    // Bo's goes there by mistake, and is split off again.
    window.go_to_case(3, "The calls").await?;
    window.keys("m").await?;
    window.wait_for("dialog[open]").await?;
    window.fill("Name, address", "C-1").await?;
    window.tab_to("These may be two people").await?;
    window.keys(" ").await?;
    window.confirm().await?;
    window.wait_for_text(".subject", "3 messages").await?;
    window.keys("b").await?;
    window.wait_for("dialog[open]").await?;
    window.tab_to("Mon 3 Aug, 00:02 Bo Reed").await?;
    window.keys(" ").await?;
    window
        .wait_for_text("dialog[open]", "Its clocks count from")
        .await?;
    window.confirm().await?;
    window.wait_for_text(".subject", "2 messages").await?;

    // The two complaints are triaged and answered.
    for (number, subject) in [(last + 1, "The advertising"), (last + 2, "The calls")] {
        window.go_to_case(number, subject).await?;
        window.keys("t").await?;
        window.wait_for("dialog[open]").await?;
        window.confirm().await?;
        window.keys("w").await?;
        window.wait_for("dialog[open]").await?;
        window
            .fill("What was answered", "It stops. 不再发送。")
            .await?;
        window.confirm().await?;
    }
    window.press(Key::Escape).await
}

async fn story(window: &Window, last: u32, attacks: usize) -> Result<()> {
    window.script(CANARY, vec![]).await?;
    window.keys("go").await?;
    window.wait_for("[role=option]").await?;
    sorted_out(window, last).await?;

    // Whatever attacks is read all the same, closed at once, brought back at once, closed again.
    let count = narrow(window, "letter").await?;
    let (read, html) = read_all(window).await?;
    println!("{count} letters, {read} read, {html} as HTML");
    assert!(read >= attacks, "{read} of {attacks} letters were read");
    window.looked_at("inbox-letters").await?;
    let because = [("Reason", "Spam, all of it.")];
    to_all(window, "Not ours", &because).await?;
    let done = format!("Done to {count}");
    window.wait_for_text(".last", &done).await?;
    window.keys("z").await?;
    let back = format!("Taken back from {count}");
    window.wait_for_text(".last", &back).await?;
    listed(window).await?;
    to_all(window, "Not ours", &because).await?;
    window.wait_for_text(".last", &done).await?;

    // The rest goes at once, and what was answered is closed.
    narrow(window, "").await?;
    window.looked_at("inbox-rest").await?;
    to_all(
        window,
        "Not ours",
        &[("Reason", "Not for us. 与我们无关。")],
    )
    .await?;
    window
        .wait_for_text(".list .empty", "No case is open.")
        .await?;
    window.palette("Answered and closed").await?;
    narrow(window, "is:answered").await?;
    to_all(window, "Close the case", &[]).await?;
    window.wait_for_text(".last", "Done to 2").await?;
    window.keys("go").await?;
    window
        .wait_for_text(".list .empty", "No case is open.")
        .await?;
    window.looked_at("inbox-empty").await
}

/// How many messages have each disposition; each of the 200 has one, and is where it came from.
fn dispositions(office: &Office) -> Result<BTreeMap<String, u64>> {
    let rows = office.list(&["messages", "list"])?;
    let mut counts = BTreeMap::new();
    let mut sources = BTreeSet::new();
    for row in rows.iter().filter(|row| row["source"] != "") {
        let word = row["disposition"].as_str().expect("a disposition");
        *counts.entry(word.to_owned()).or_insert(0) += 1;
        sources.insert(row["source"].to_string());
    }
    assert_eq!(sources.len(), INBOX);
    Ok(counts)
}

#[tokio::test]
async fn an_inbox_is_emptied_by_keyboard_and_nothing_is_lost() -> Result<()> {
    let web = Web::start()?;
    let letters = letters(&web.url());
    let (office, ledger) = office(&letters)?;
    let began = dispositions(&office)?;
    let cases = office.list(&["cases", "list", "--view=all", "--limit", "500"])?;
    let last = cases.iter().filter_map(|case| case["number"].as_u64());
    let last = u32::try_from(last.max().expect("cases"))?;

    let window = Window::at_work(&office).await?;
    let told = story(&window, last, letters.len()).await;
    if told.is_err() {
        let picture = root().join("target/window/inbox-failed.png");
        let _ = window.screenshot(&picture).await;
    }
    let ran = window.script(RAN, vec![]).await?;
    let errors = window.errors().await?;
    window.close().await?;
    told?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    assert_eq!((ran, web.asked()), (json!([]), vec![]));

    assert_eq!(ledger["seen"], INBOX);
    assert_eq!(ledger["failed"], 0);
    let ended = dispositions(&office)?;
    assert_eq!(ended.values().sum::<u64>(), INBOX as u64);
    assert_eq!(ended, began);
    for wanted in ["opened", "joined", "automated", "quarantined"] {
        assert!(ended.contains_key(wanted), "{wanted} is in {ended:?}");
    }
    for (disposition, count) in &ended {
        assert_eq!(ledger[disposition], *count, "{disposition} of {ledger}");
    }
    // Every message of a case is in exactly one, whatever was merged and split.
    let cases = office.list(&["cases", "list", "--view=all", "--limit", "500"])?;
    let held: u64 = cases
        .iter()
        .filter_map(|case| case["messages"].as_u64())
        .sum();
    let messages = office.list(&["messages", "list"])?;
    let of_cases = messages.iter().filter(|row| !row["case"].is_null());
    assert_eq!(held, of_cases.count() as u64);
    assert!(cases.iter().all(|case| case["status"] == "closed"));
    assert_eq!(office.json(&["audit", "verify"])?["sound"], true);
    Ok(())
}
