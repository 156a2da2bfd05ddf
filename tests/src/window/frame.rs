//! What stands in a frame of the page, and other pages.

use anyhow::Result;
use serde_json::Value;

use super::Window;

impl Window {
    /// Runs the body of a function in the frame that matches, as the driver and not as the frame's
    /// own page, and gives what it returns.
    ///
    /// # Errors
    /// Where there is no such frame, and what the function threw.
    pub async fn in_frame(&self, css: &str, body: &str) -> Result<Value> {
        self.wait_for(css).await?.enter_frame().await?;
        let given = self.client.execute(body, vec![]).await;
        self.client.enter_parent_frame().await?;
        Ok(given?)
    }

    /// Goes to another page, as only a test's own browser may.
    ///
    /// # Errors
    /// Where it does not load.
    pub async fn go(&self, url: &str) -> Result<()> {
        Ok(self.client.goto(url).await?)
    }
}
