//! A window that finds something remembered on its computer.

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use super::{Key, Opening, Window};
use crate::pdesk::{Office, PASSPHRASE};

impl Window {
    /// As [`Window::at_work`], in a language and a theme, which the home then remembers.
    ///
    /// # Errors
    /// As [`Window::at_work`], and where the home can't be written.
    pub async fn at_work_as(
        office: &Office,
        home: &Path,
        (language, theme): (&str, &str),
        size: (u32, u32),
    ) -> Result<Self> {
        let folder = home.join("config/privacy-desk");
        std::fs::create_dir_all(&folder)?;
        let kept = json!({ "prefs": { "language": language, "theme": theme } });
        std::fs::write(folder.join("window.json"), kept.to_string())?;
        let path = office.workspace().display().to_string();
        let window = Self::open(Opening {
            args: vec!["--workspace".to_owned(), path],
            size,
            home: Some(home.to_owned()),
            ..Opening::default()
        })
        .await?;
        window.unlock().await?;
        Ok(window)
    }

    /// Gives the passphrase where it is asked for.
    ///
    /// # Errors
    /// Where it is not, or does not open the workspace.
    pub async fn unlock(&self) -> Result<()> {
        self.wait_for("input[type=password]:focus").await?;
        self.keys(PASSPHRASE).await?;
        self.press(Key::Enter).await?;
        self.wait_for(".app").await.map(drop)
    }
}
