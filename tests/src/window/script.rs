//! What the page is asked by a script.

use anyhow::Result;
use serde_json::Value;

use super::Window;

impl Window {
    /// Runs the body of a function in the page and gives what it returns.
    ///
    /// # Errors
    /// What the page threw.
    pub async fn script(&self, body: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(body, args).await?)
    }

    /// As [`Window::script`], but it gives what it calls its last argument with.
    ///
    /// # Errors
    /// What the page threw, and where it gives nothing in time.
    pub async fn script_async(&self, body: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute_async(body, args).await?)
    }

    /// Waits until what has changed so far is drawn.
    ///
    /// # Errors
    /// What the driver said.
    pub async fn drawn(&self) -> Result<()> {
        let body = "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))";
        self.script_async(body, vec![]).await?;
        Ok(())
    }
}
