//! Windows beside the first, by the handles of WebDriver.

use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use tokio::time::sleep;

use super::{COLLECT, GLANCE, PATIENCE, Window};
use crate::repository::root;

impl Window {
    /// Waits until so many windows of the program are open.
    ///
    /// # Errors
    /// Where there are others.
    pub async fn wait_windows(&self, count: usize) -> Result<()> {
        let began = Instant::now();
        loop {
            let open = self.client.windows().await?.len();
            if open == count {
                return Ok(());
            }
            if began.elapsed() > PATIENCE {
                bail!("{open} windows are open, not {count}");
            }
            sleep(GLANCE).await;
        }
    }

    /// Goes from one of two windows to the other; from one that is closed to the one that is left.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn go_across(&self) -> Result<()> {
        let here = self.client.window().await.ok();
        let all = self.client.windows().await?;
        let there = all.into_iter().find(|one| Some(one) != here.as_ref());
        self.client
            .switch_to_window(there.context("no other window")?)
            .await?;
        // What was held down in a window that has closed is held by nobody.
        self.client.release_actions().await?;
        self.script(COLLECT, vec![]).await.map(drop)
    }

    /// The titles of the program's windows, as the computer shows them.
    ///
    /// # Errors
    /// Where the display does not tell.
    pub async fn titles(&self) -> Result<Vec<String>> {
        let all = self.titled().await?;
        let mut titles: Vec<String> = all.into_iter().map(|(_, title)| title).collect();
        titles.sort();
        Ok(titles)
    }

    /// The program's windows, by the computer's ids, with their titles.
    async fn titled(&self) -> Result<Vec<(String, String)>> {
        let found = self
            .xdotool(&["search", "--onlyvisible", "--name", "Privacy Desk"])
            .await?;
        let mut all = Vec::new();
        for id in found.lines() {
            let title = self.xdotool(&["getwindowname", id]).await?;
            all.push((id.to_owned(), title.trim().to_owned()));
        }
        Ok(all)
    }

    /// Gives the keyboard to the window whose title begins so, as a click on it would.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn step_into(&self, title: &str) -> Result<()> {
        let id = self.id_of(title).await?;
        self.xdotool(&["windowfocus", "--sync", &id])
            .await
            .map(drop)
    }

    /// Asks the window whose title begins so to close, as the cross in its corner would.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn ask_to_close(&self, title: &str) -> Result<()> {
        let script = root().join("tests/src/window/ask_to_close.py");
        let script = script.display().to_string();
        let id = self.id_of(title).await?;
        self.on_display("/usr/bin/python3", &[&script, &id])
            .await
            .map(drop)
    }

    /// A window that has just opened has its title only once its page has come.
    async fn id_of(&self, title: &str) -> Result<String> {
        let began = Instant::now();
        loop {
            let all = self.titled().await?;
            if let Some((id, _)) = all.iter().find(|(_, one)| one.starts_with(title)) {
                return Ok(id.clone());
            }
            if began.elapsed() > PATIENCE {
                bail!("no {title:?} among {all:?}");
            }
            sleep(GLANCE).await;
        }
    }

    /// Gives the window in which one is a size.
    ///
    /// # Errors
    /// What the driver said.
    pub async fn sized(&self, (width, height): (u32, u32)) -> Result<()> {
        Ok(self.client.set_window_rect(0, 0, width, height).await?)
    }
}
