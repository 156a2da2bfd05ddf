//! The real window goes on while mail comes in. What its threads were held up for is printed; no
//! figure decides, for the computer may be busy with something else.

use std::collections::BTreeSet;
use std::time::Instant;

use anyhow::{Result, bail};
use fantoccini::key::Key;
use serde::Deserialize;
use tests::pdesk::Office;
use tests::window::Window;
use tests::{samples, soak};
use tokio::time::{Duration, sleep};

/// Keeps time in the page: how far apart two turns of its main thread were, and how long the
/// program's main thread took to answer a command that does next to nothing (`tour_ready` is run
/// there). In milliseconds.
const KEEP_TIME: &str = r"
    const pace = { turns: [], answers: [], asked: null };
    window.__pace = pace;
    let last = performance.now();
    const turn = () => {
        const now = performance.now();
        pace.turns.push(now - last);
        last = now;
        setTimeout(turn, 0);
    };
    turn();
    const ask = async () => {
        pace.asked = performance.now();
        await window.__TAURI_INTERNALS__.invoke('tour_ready');
        pace.answers.push(performance.now() - pace.asked);
        setTimeout(ask, 5);
    };
    void ask();";

/// What was kept since it was last asked for.
const TELL: &str = r"
    const { turns, answers } = window.__pace;
    window.__pace.turns = [];
    window.__pace.answers = [];
    const told = (all) => ({
        count: all.length,
        worst: Math.max(0, ...all),
        over: all.filter((ms) => ms > 100).length,
    });
    return { turns: told(turns), answers: told(answers) };";

#[derive(Debug, Deserialize)]
struct Told {
    count: usize,
    worst: f64,
    over: usize,
}

#[derive(Debug, Deserialize)]
struct Pace {
    turns: Told,
    answers: Told,
}

async fn pace(window: &Window, when: &str) -> Result<Pace> {
    let pace: Pace = serde_json::from_value(window.script(TELL, vec![]).await?)?;
    for (thread, told) in [
        ("the page's", &pace.turns),
        ("the program's", &pace.answers),
    ] {
        println!(
            "{when}: {thread} main thread: at worst {:.0} ms, over 100 ms {} of {} times",
            told.worst, told.over, told.count
        );
    }
    Ok(pace)
}

/// The numbers in the subjects of the rows that are drawn now.
async fn numbers(window: &Window) -> Result<Vec<usize>> {
    let body = r"return [...document.querySelectorAll('[role=option]')]
        .map((row) => /Complaint (\d+) of many/.exec(row.textContent)?.[1])
        .filter((found) => found !== undefined).map(Number)";
    Ok(serde_json::from_value(window.script(body, vec![]).await?)?)
}

#[tokio::test]
async fn the_list_is_read_by_keyboard_while_thousands_of_messages_come_in() -> Result<()> {
    let count = if soak() { 20_000 } else { 2_000 };
    let office = Office::new()?;
    let mbox = office.folder().join("years.mbox");
    let messages: Vec<Vec<u8>> = (0..count)
        .map(|at| {
            let from = format!("Person {at} <person{at}@example.com>");
            let subject = format!("Complaint {at} of many");
            let body = "I complain about the gift that never arrived. ".repeat(at % 40 + 1);
            samples::message(at, &from, &subject, &body)
        })
        .collect();
    std::fs::write(&mbox, samples::mbox(messages.iter().map(Vec::as_slice)))?;
    let window = Window::at_work(&office).await?;
    window.script(KEEP_TIME, vec![]).await?;
    sleep(Duration::from_secs(3)).await;
    pace(&window, "at rest").await?;

    window.chord(&[Key::Control], 'o').await?;
    window.wait_for("dialog[open] .btn:focus").await?;
    window.press(Key::Enter).await?;
    window.native_dialog("Choose files", &mbox).await?;
    window
        .wait_for_text("dialog[open] li", "years.mbox")
        .await?;
    // What the dialogs cost is not what this is about.
    window.script(TELL, vec![]).await?;
    let began = Instant::now();
    window.confirm().await?;
    window.wait_for("[role=option]").await?;
    let mut rounds = 0;
    while window.find_count(".foot.many").await? == 0 {
        window.keys("jjjjjjjj").await?;
        window.press(Key::PageDown).await?;
        window.press(Key::End).await?;
        window.press(Key::Home).await?;
        rounds += 1;
        if began.elapsed() > Duration::from_secs(600) {
            bail!("the import does not end: {}", window.text().await?);
        }
    }
    println!(
        "{count} messages in {:.1} s, {rounds} rounds of keys meanwhile",
        began.elapsed().as_secs_f64()
    );
    let during = pace(&window, "while mail came in").await?;
    assert!(rounds > 1, "keys were taken while mail came in");
    assert!(during.turns.count > 0 && during.answers.count > 0);

    // Every case is in the list, once one goes through it.
    window.press(Key::Home).await?;
    let mut seen = BTreeSet::new();
    for _ in 0..count {
        window.drawn().await?;
        window.wait_gone(".row.blank").await?;
        seen.extend(numbers(&window).await?);
        if seen.len() == count {
            break;
        }
        window.press(Key::PageDown).await?;
    }
    let missed: Vec<usize> = (0..count).filter(|at| !seen.contains(at)).collect();
    assert!(missed.is_empty(), "not in the list: {missed:?}");
    pace(&window, "through the list").await?;
    // Home leads to the first row from wherever one has looked, also where the cursor never left.
    window.press(Key::Home).await?;
    let away = "const list = document.querySelector('[role=listbox]');
                list.scrollTop = list.scrollHeight;";
    window.script(away, vec![]).await?;
    window.drawn().await?;
    window.press(Key::Home).await?;
    // Its page was forgotten meanwhile and is fetched again.
    window
        .wait_for_text("[role=listbox]", "Complaint 0 of many")
        .await?;
    let errors = window.errors().await?;
    assert!(errors.is_empty(), "{errors:?}");
    window.close().await?;
    assert_eq!(office.json(&["workspace", "info"])?["cases"], count);
    Ok(())
}
