//! What WebDriver knows nothing of: the computer's own dialogs, and files dragged onto the window.
//! Both are done on the window's display, as hands would.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};
use testbed::{Ending, Kept};
use tokio::time::sleep;

use super::{GLANCE, PATIENCE, Window};
use crate::repository::root;

/// Stands for the dialog's id in a step.
const DIALOG: &str = "%dialog";

impl Window {
    /// Types a path into a native dialog, whose title contains `title`, presses Enter, and waits
    /// until it has gone.
    ///
    /// # Errors
    /// Where no such dialog opens, or it stays.
    pub async fn native_dialog(&self, title: &str, path: &Path) -> Result<()> {
        let path = path.display().to_string();
        // The first stroke has the dialog make a place to type in, and the next ones are lost
        // until it has: so what stands there then is typed over.
        let steps: [&[&str]; 4] = [
            &["key", "slash"],
            &["key", "ctrl+a"],
            &["type", "--delay", "20", &path],
            &["key", "Return"],
        ];
        self.leave_by(title, &steps).await
    }

    /// Leaves a native dialog, whose title contains `title`, by Escape.
    ///
    /// # Errors
    /// Where no such dialog opens, or it stays.
    pub async fn leave_native_dialog(&self, title: &str) -> Result<()> {
        self.leave_by(title, &[&["key", "Escape"]]).await
    }

    /// Has the native print dialog print to a file, as it offers, and gives what it wrote.
    ///
    /// # Errors
    /// Where no such dialog opens, it stays, or no file comes.
    pub async fn print_to_file(&self) -> Result<Vec<u8>> {
        let file = self.home().join("output.pdf");
        // The first line of its list, which is the file where there is no printer.
        let steps: [&[&str]; 2] = [
            &["mousemove", "--window", DIALOG, "80", "86", "click", "1"],
            &["key", "alt+p"],
        ];
        self.leave_by("Print", &steps).await?;
        let began = Instant::now();
        loop {
            // It is whole once it ends so.
            if let Ok(bytes) = std::fs::read(&file)
                && bytes.trim_ascii_end().ends_with(b"%%EOF")
            {
                return Ok(bytes);
            }
            if began.elapsed() > PATIENCE {
                bail!("{} was not written", file.display());
            }
            sleep(GLANCE).await;
        }
    }

    /// Does these steps in a native dialog, again and again until it has gone. [`DIALOG`] is its id.
    async fn leave_by(&self, title: &str, steps: &[&[&str]]) -> Result<()> {
        self.xdotool(&["search", "--sync", "--onlyvisible", "--name", title])
            .await?;
        let began = Instant::now();
        while let Some(dialog) = self.dialog(title).await {
            if began.elapsed() > PATIENCE {
                bail!("the dialog {title:?} stays");
            }
            let focus: &[&str] = &["windowfocus", "--sync", DIALOG];
            for step in [&[focus], steps].concat() {
                let named = step.iter().map(|&word| match word {
                    DIALOG => dialog.as_str(),
                    _ => word,
                });
                let step: Vec<&str> = named.collect();
                self.xdotool(&step).await?;
                sleep(GLANCE * 6).await;
            }
            let sent = Instant::now();
            while self.dialog(title).await.is_some() && sent.elapsed() < GLANCE * 80 {
                sleep(GLANCE).await;
            }
        }
        Ok(())
    }

    /// The dialog of this title, while it is open.
    async fn dialog(&self, title: &str) -> Option<String> {
        let search = ["search", "--onlyvisible", "--name", title];
        let found = self.xdotool(&search).await.ok()?;
        found.lines().last().map(str::to_owned)
    }

    /// Drags a file from another program into the middle of the window, and lets go.
    ///
    /// # Errors
    /// Where the window does not take it.
    pub async fn drop_file(&self, file: &Path) -> Result<()> {
        // One of its own: what was said of the drag before is not said of this one.
        let name = file.file_name().unwrap_or_default().display();
        let log = self.home().join(format!("drag-{name}.log"));
        let mut command = Command::new("/usr/bin/python3");
        command
            .arg(root().join("tests/src/window/drag.py"))
            .arg(file)
            .env("DISPLAY", &self.display)
            .env("HOME", self.home())
            .env("NO_AT_BRIDGE", "1")
            .env("PYTHONUNBUFFERED", "1")
            .env_remove("DBUS_SESSION_BUS_ADDRESS");
        let _source = Kept::start(&command, Ending::Terminate, &log, None)?;
        said(&log, "ready").await?;
        // In steps, and with rests: a hand is nowhere at once.
        for step in [
            "mousemove 20 20 mousedown 1",
            "mousemove 40 40",
            "mousemove 200 200",
            "mousemove 600 400",
            "mousemove 620 410",
            "mouseup 1",
        ] {
            self.xdotool(&step.split(' ').collect::<Vec<_>>()).await?;
            sleep(GLANCE * 6).await;
        }
        said(&log, "taken").await
    }

    /// Drags by hand from one place of the display to another.
    ///
    /// # Errors
    /// What the display said.
    pub async fn drag(&self, from: (i32, i32), to: (i32, i32)) -> Result<()> {
        let step = |(x, y): (i32, i32)| ["mousemove".to_owned(), x.to_string(), y.to_string()];
        let halfway = ((from.0 + to.0) / 2, (from.1 + to.1) / 2);
        let press = |what: &str| [what.to_owned(), "1".to_owned(), String::new()];
        for step in [
            step(from),
            press("mousedown"),
            step(halfway),
            step(to),
            press("mouseup"),
        ] {
            let step: Vec<&str> = step.iter().map(String::as_str).collect();
            self.xdotool(step.strip_suffix(&[""]).unwrap_or(&step))
                .await?;
            sleep(GLANCE * 6).await;
        }
        Ok(())
    }

    /// Turns the wheel down by a notch at a place of the display.
    ///
    /// # Errors
    /// What the display said.
    pub async fn scroll(&self, (x, y): (i32, i32)) -> Result<()> {
        let (x, y) = (x.to_string(), y.to_string());
        self.xdotool(&["mousemove", &x, &y, "click", "5"])
            .await
            .map(drop)
    }

    /// A desktop that shows notifications, for as long as what is given is kept.
    ///
    /// # Errors
    /// Where it does not come up.
    pub async fn desktop(&self) -> Result<Desktop> {
        let log = self.home().join("notifications.log");
        let bus = self.home().join("run/bus").display().to_string();
        let mut command = Command::new("/usr/bin/python3");
        command
            .arg(root().join("tests/src/window/notifications.py"))
            .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={bus}"))
            .env("PYTHONUNBUFFERED", "1");
        let kept = Kept::start(&command, Ending::Terminate, &log, None)?;
        said(&log, "ready").await?;
        Ok(Desktop { log, _kept: kept })
    }

    pub(super) async fn xdotool(&self, args: &[&str]) -> Result<String> {
        self.on_display("xdotool", args).await
    }

    /// Runs a program on the window's display, and gives what it printed.
    pub(super) async fn on_display(&self, program: &str, args: &[&str]) -> Result<String> {
        let mut command = Command::new("timeout");
        command
            .arg(PATIENCE.as_secs().to_string())
            .arg(program)
            .args(args)
            // Titles are in every language.
            .env("LC_ALL", "C.UTF-8")
            .env("DISPLAY", &self.display);
        let output = tokio::task::spawn_blocking(move || command.output()).await??;
        if !output.status.success() {
            bail!(
                "{program} {args:?}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// A desktop that shows notifications.
#[derive(Debug)]
pub struct Desktop {
    log: PathBuf,
    _kept: Kept,
}

impl Desktop {
    /// The texts that it was asked to show, the first first.
    ///
    /// # Errors
    /// Where one is not the program's, or has another title.
    pub fn shown(&self) -> Result<Vec<String>> {
        let log = std::fs::read_to_string(&self.log)?;
        let all = log.lines().filter(|line| line.starts_with('['));
        all.map(|line| {
            let [sender, title, text]: [String; 3] = serde_json::from_str(line)?;
            if (sender.as_str(), title.as_str()) != ("Privacy Desk", "Privacy Desk") {
                bail!("{line}");
            }
            Ok(text)
        })
        .collect()
    }

    /// Waits until it was asked to show so many, and gives them.
    ///
    /// # Errors
    /// As [`Desktop::shown`], and where they do not come.
    pub async fn shows(&self, count: usize) -> Result<Vec<String>> {
        let began = Instant::now();
        loop {
            let shown = self.shown()?;
            if shown.len() >= count {
                return Ok(shown);
            }
            if began.elapsed() > PATIENCE * 3 {
                bail!("only these were shown: {shown:?}");
            }
            sleep(GLANCE).await;
        }
    }
}

/// Waits until a program has printed a line.
async fn said(log: &Path, line: &str) -> Result<()> {
    let began = Instant::now();
    loop {
        let text = std::fs::read_to_string(log)?;
        if text.lines().any(|one| one == line) {
            return Ok(());
        }
        if began.elapsed() > PATIENCE {
            bail!("{} does not say {line:?} but {text:?}", log.display());
        }
        sleep(GLANCE).await;
    }
}
