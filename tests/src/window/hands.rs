//! What a person does at a keyboard: goes with Tab to what has a name, types, presses, and takes
//! the palette.

use anyhow::{Result, bail};

use super::{Key, Window};
use crate::repository::root;

const CTRL: &[Key] = &[Key::Control];

/// The name of what has the focus; of one of a few choices with a mark before it.
const FOCUSED: &str = "const e = document.activeElement;
    const name = e.getAttribute('aria-label') ?? e.labels?.[0]?.innerText ?? e.innerText ?? '';
    return (e.type === 'radio' ? '○ ' : '') + name.trim();";

impl Window {
    /// Goes with Tab to the control whose name begins so.
    ///
    /// # Errors
    /// Where no way leads there.
    pub async fn tab_to(&self, name: &str) -> Result<()> {
        let mut passed = Vec::new();
        for _ in 0..80 {
            let focused = self.script(FOCUSED, vec![]).await?;
            let focused = focused.as_str().unwrap_or_default().to_owned();
            if focused.starts_with(name) {
                return Ok(());
            }
            passed.push(focused);
            self.press(Key::Tab).await?;
        }
        bail!("no way leads to {name:?}, only to {passed:?}")
    }

    /// Types into the field of this name, in place of what is there.
    ///
    /// # Errors
    /// As [`Window::tab_to`].
    pub async fn fill(&self, name: &str, text: &str) -> Result<()> {
        self.tab_to(name).await?;
        self.chord(CTRL, 'a').await?;
        self.keys(text).await
    }

    /// Presses the button of this name.
    ///
    /// # Errors
    /// As [`Window::tab_to`].
    pub async fn push(&self, name: &str) -> Result<()> {
        self.tab_to(name).await?;
        self.press(Key::Enter).await
    }

    /// Leaves a picture under `target/window`, and has axe look at the page.
    ///
    /// # Errors
    /// Where axe finds something, with what that is.
    pub async fn looked_at(&self, picture: &str) -> Result<()> {
        let path = root().join(format!("target/window/{picture}.png"));
        self.screenshot(&path).await?;
        let found = self.axe().await?;
        if found.is_empty() {
            return Ok(());
        }
        bail!("axe on {picture}:\n{}", found.join("\n"))
    }

    /// Opens a case by its number, from the palette.
    ///
    /// # Errors
    /// Where the palette does not offer it under this subject.
    pub async fn go_to_case(&self, number: u32, subject: &str) -> Result<()> {
        self.chord(CTRL, 'k').await?;
        self.wait_for("dialog [role=combobox]").await?;
        self.keys(&format!("C-{number}")).await?;
        self.wait_for_text("dialog [role=option][aria-selected=true]", subject)
            .await?;
        self.press(Key::Enter).await?;
        self.wait_for_text(".subject", subject).await
    }

    /// Does what the palette calls so.
    ///
    /// # Errors
    /// Where it does not offer it.
    pub async fn palette(&self, name: &str) -> Result<()> {
        self.chord(CTRL, 'k').await?;
        self.wait_for("dialog [role=combobox]").await?;
        self.keys(name).await?;
        self.wait_for_text("dialog [role=option][aria-selected=true]", name)
            .await?;
        self.press(Key::Enter).await
    }

    /// Types the recovery code back that is shown, and goes on. Gives its groups.
    ///
    /// # Errors
    /// Where none is shown, or it is not taken.
    pub async fn type_code_back(&self) -> Result<Vec<String>> {
        self.wait_for("ol.code li").await?;
        let groups = self.texts("ol.code li span").await?;
        self.click(".back input").await?;
        // Once it is typed back, it can't be read any more.
        self.wait_gone("ol.code").await?;
        self.keys(&groups.concat().to_lowercase()).await?;
        self.wait_gone("main form button[type=submit][aria-disabled=true]")
            .await?;
        self.press(Key::Enter).await?;
        Ok(groups)
    }

    /// The text of everything that matches now.
    ///
    /// # Errors
    /// What the driver said.
    pub async fn texts(&self, css: &str) -> Result<Vec<String>> {
        let body =
            format!("return [...document.querySelectorAll({css:?})].map((one) => one.innerText)");
        Ok(serde_json::from_value(self.script(&body, vec![]).await?)?)
    }
}
