//! How long somebody waits for the window on many cases, and what it takes of the computer, beside a
//! bare window of the same toolkit.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result};
use tests::repository::built;
use tests::window::{Key, Opening, Window};

use crate::team::PASSPHRASE;
use crate::timed::median;

const ROUNDS: usize = 5;
/// Who types a passphrase takes longer; what the page reads meanwhile nobody waits for.
const TYPING: Duration = Duration::from_secs(1);
/// A frame that somebody may see, in ms.
const LATE: f64 = 33.0;

/// What was seen of one window.
struct Seen {
    /// From the start of its process until it shows what it is for, in ms.
    shown: f64,
    /// Proportional set size of the program and its web processes, in MB.
    memory: f64,
    /// Of a filled list: from Enter in the field of the passphrase on, in ms.
    filled: f64,
    /// The longest frames while it was scrolled from end to end, in ms, longest first.
    frames: Vec<f64>,
}

/// The window on this workspace of `count` cases, and the bare one, in turns.
pub async fn run(workspace: &Path, count: usize) -> Result<()> {
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(opened(workspace).await?);
        bare.push(begun().await?);
    }
    let of = |all: &[Seen], what: fn(&Seen) -> f64| median(all.iter().map(what));
    println!(
        "\nThe window on {count} cases, median of {ROUNDS} rounds: `bench embedded {count}`\n"
    );
    println!(
        "| window | shown after (ms) | list filled after the passphrase (ms) | together | PSS (MB) |"
    );
    println!("| --- | ---: | ---: | ---: | ---: |");
    let mut sums = Vec::new();
    for (name, all) in [("Privacy Desk", &ours), ("bare", &bare)] {
        let (shown, filled) = (of(all, |one| one.shown), of(all, |one| one.filled));
        let memory = of(all, |one| one.memory);
        sums.push((shown + filled, memory));
        println!(
            "| {name} | {shown:.0} | {filled:.0} | {:.0} | {memory:.0} |",
            shown + filled
        );
    }
    println!(
        "\n{:.2} × the bare window's start, {:.2} × its memory.\n",
        sums[0].0 / sums[1].0,
        sums[0].1 / sums[1].1,
    );
    for (name, all) in [
        ("Privacy Desk", &ours),
        ("bare, as many plain rows as are shown", &bare),
    ] {
        let median = of(all, |one| one.frames[one.frames.len() / 2]);
        let longest = of(all, |one| one.frames[0]);
        let late = of(all, |one| {
            one.frames.iter().filter(|frame| **frame > LATE).count() as f64
        });
        let frames = all[0].frames.len();
        println!(
            "Scrolling, {name}: {median:.0} ms a frame, {late:.0} of {frames} over {LATE} ms, the longest {longest:.0} ms"
        );
    }
    Ok(())
}

async fn opened(workspace: &Path) -> Result<Seen> {
    let program = built().join("examples/privacy-desk-driven");
    let opening = Opening {
        args: vec!["--workspace".to_owned(), workspace.display().to_string()],
        ..Opening::default()
    };
    let window = Window::open_program(&program, opening).await?;
    window.wait_for("input[type=password]:focus").await?;
    let shown = since_start(&window, &program)?;
    window.keys(PASSPHRASE).await?;
    tokio::time::sleep(TYPING).await;
    let entered = SystemTime::now();
    window.press(Key::Enter).await?;
    window.wait_for("[role=option]").await?;
    let filled = entered.elapsed()?.as_secs_f64() * 1000.0;
    let memory = memory(&window)?;
    let frames = scrolled(&window).await?;
    window.close().await?;
    Ok(Seen {
        shown,
        memory,
        filled,
        frames,
    })
}

async fn begun() -> Result<Seen> {
    let program = built().join("examples/bare");
    let window = Window::open_program(&program, Opening::default()).await?;
    window.wait_for("main").await?;
    let (shown, memory) = (since_start(&window, &program)?, memory(&window)?);
    window.script(PLAIN, vec![]).await?;
    let seen = Seen {
        shown,
        memory,
        filled: 0.0,
        frames: scrolled(&window).await?,
    };
    window.close().await?;
    Ok(seen)
}

/// What there is least to draw of a list: a screen full of text, on nothing, that scrolls.
const PLAIN: &str = "
    const list = document.createElement('div'), tall = document.createElement('div');
    list.setAttribute('role', 'listbox');
    list.style.cssText = 'position: fixed; inset: 0; overflow: auto';
    tall.style.cssText = 'position: relative; height: 12000000px';
    const rows = Array.from({ length: 40 }, () => tall.appendChild(document.createElement('p')));
    list.onscroll = () => rows.forEach((row, at) => {
        const index = Math.floor(list.scrollTop / 52) + at;
        row.style.cssText = `position: absolute; margin: 0; top: ${index * 52}px`;
        row.textContent = `Row ${index}`;
    });
    list.append(tall);
    document.body.replaceChildren(list);";

/// A page's height at each frame, and how long each took.
async fn scrolled(window: &Window) -> Result<Vec<f64>> {
    let frames = window
        .script_async(
            "const done = arguments[0], list = document.querySelector('[role=listbox]');
             const pane = list.scrollHeight > list.clientHeight ? list : list.closest('.scroller') ?? list;
             const taken = []; let last = performance.now(), left = 200;
             const step = (now) => {
               taken.push(now - last); last = now;
               pane.scrollTop += pane.clientHeight / 3;
               if (left-- > 0) requestAnimationFrame(step);
               else done(taken.slice(1).sort((a, b) => b - a));
             };
             requestAnimationFrame(step);",
            vec![],
        )
        .await?;
    Ok(serde_json::from_value(frames)?)
}

/// The processes of the window: itself, and those of the web view.
fn processes(window: &Window) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc")? {
        let folder = entry?.path();
        let Ok(stat) = std::fs::read_to_string(folder.join("stat")) else {
            continue;
        };
        // After the name, which may hold anything: state, parent, group.
        let group = stat
            .rsplit(") ")
            .next()
            .and_then(|rest| rest.split(' ').nth(2));
        let driver = stat.contains("(WebKitWebDriv") || stat.contains("(dbus-");
        if group == Some(&window.group().to_string()) && !driver {
            found.push(folder);
        }
    }
    Ok(found)
}

fn memory(window: &Window) -> Result<f64> {
    let mut sum = 0.0;
    for process in processes(window)? {
        let rollup = std::fs::read_to_string(process.join("smaps_rollup")).unwrap_or_default();
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        let kb = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
        sum += kb.unwrap_or(0.0) / 1024.0;
    }
    Ok(sum)
}

/// How long ago the window's process began, in ms, to a hundredth of a second.
fn since_start(window: &Window, program: &Path) -> Result<f64> {
    let program = program.canonicalize()?;
    let process = processes(window)?
        .into_iter()
        .find(|process| {
            process
                .join("exe")
                .read_link()
                .is_ok_and(|exe| exe == program)
        })
        .context("the window's process")?;
    let stat = std::fs::read_to_string(process.join("stat"))?;
    let ticks = stat
        .rsplit(") ")
        .next()
        .and_then(|rest| rest.split(' ').nth(19));
    let begun = ticks.context("its start")?.parse::<f64>()? * 10.0;
    let uptime = std::fs::read_to_string("/proc/uptime")?;
    let up = uptime.split(' ').next().context("uptime")?.parse::<f64>()? * 1000.0;
    Ok(up - begun)
}
