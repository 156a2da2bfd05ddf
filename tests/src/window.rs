//! The real window: on a virtual display of its own, driven over WebDriver.
//!
//! Each [`Window`] has its own X server, session bus, driver and home folder; all of it ends with
//! the test, however the test ends. Only one is open at a time: two would fight for the computer.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, json};
use testbed::{Ending, Kept, free_port};
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::sleep;

pub use fantoccini::key::Key;
pub use native::Desktop;
pub use opening::Opening;

mod frame;
mod handles;
mod hands;
mod native;
mod opening;
mod prefs;
mod script;

use crate::pdesk::Office;
use crate::repository::{built, read};

/// How long a thing that should come is waited for.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is looked for.
const GLANCE: Duration = Duration::from_millis(25);

static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

/// A session bus that starts nothing: no portal, no bridge to a screen reader, whatever this
/// computer has installed.
const BUS: &str = r#"<busconfig>
  <type>session</type>
  <listen>unix:path=BUS</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>"#;

/// What the page reports of itself from when the test attaches on.
const COLLECT: &str = r"
    if (window.__errors) return;
    window.__errors = [];
    const keep = (what) => window.__errors.push(String(what));
    addEventListener('error', (e) => keep(e.message || `did not load: ${e.target?.src ?? e.target?.href}`), true);
    addEventListener('unhandledrejection', (e) => keep(`rejected: ${e.reason?.message ?? e.reason}`));
    addEventListener('securitypolicyviolation', (e) => keep(`CSP: ${e.violatedDirective} ${e.blockedURI}`));
    for (const level of ['error', 'warn']) {
        const said = console[level].bind(console);
        console[level] = (...args) => { keep(args.join(' ')); said(...args); };
    }";

/// An open window.
#[derive(Debug)]
pub struct Window {
    client: Client,
    home: PathBuf,
    display: String,
    // In the order in which they are to end.
    driver: Kept,
    _server: Kept,
    /// None for one that was opened beside another.
    _alone: Option<MutexGuard<'static, ()>>,
}

impl Window {
    /// Opens the program that cargo built and waits until it takes commands.
    ///
    /// # Errors
    /// Where the display, the driver or the program does not come up; what they printed is told.
    pub async fn open(opening: Opening) -> Result<Self> {
        Self::open_program(&built().join("privacy-desk"), opening).await
    }

    /// As [`Window::open`], for any program with a web view.
    ///
    /// # Errors
    /// As [`Window::open`].
    pub async fn open_program(program: &Path, opening: Opening) -> Result<Self> {
        let alone = ONE_AT_A_TIME.lock().await;
        Self::on_a_display(program, opening, Some(alone)).await
    }

    /// Opens an office's workspace as [`Window::at_work`] does, while this window stays open.
    ///
    /// # Errors
    /// As [`Window::at_work`].
    pub async fn beside(&self, office: &Office) -> Result<Self> {
        let program = built().join("privacy-desk");
        let window = Self::on_a_display(&program, Opening::of(office), None).await?;
        window.unlock().await?;
        Ok(window)
    }

    async fn on_a_display(
        program: &Path,
        opening: Opening,
        alone: Option<MutexGuard<'static, ()>>,
    ) -> Result<Self> {
        if !program.is_file() {
            bail!("{} is not built", program.display());
        }
        // A home of its own goes with the display, which ends last, even where the test is killed.
        let (home, own) = match opening.home {
            Some(home) => (home, false),
            None => {
                let folder = tempfile::Builder::new()
                    .prefix("privacy-desk-home-")
                    .tempdir()?;
                (folder.keep(), true)
            }
        };
        for folder in ["tmp", "run"] {
            std::fs::create_dir_all(home.join(folder))?;
        }
        let (server, display) = display(&home, own, opening.size).await?;
        let port = free_port()?;
        let log = home.join("driver.log");
        let bus = home.join("bus.conf");
        let address = home.join("run/bus").display().to_string();
        std::fs::write(&bus, BUS.replace("BUS", &address))?;
        let mut command = Command::new("dbus-run-session");
        command
            .arg(format!("--config-file={}", bus.display()))
            .args(["--", "WebKitWebDriver", "--host=127.0.0.1"])
            .arg(format!("--port={port}"))
            .envs(environment(&home, &display))
            // Where a dialog without another idea writes to.
            .current_dir(&home)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS");
        let driver = Kept::start(&command, Ending::Terminate, &log, None)?;
        let client = session(port, program, &opening.args)
            .await
            .with_context(|| {
                format!(
                    "the window did not open: {}",
                    std::fs::read_to_string(&log).unwrap_or_default()
                )
            })?;
        let window = Self {
            client,
            home,
            display,
            driver,
            _server: server,
            _alone: alone,
        };
        window.script(COLLECT, vec![]).await?;
        if !opening.as_left {
            window.sized(opening.size).await?;
        }
        Ok(window)
    }

    /// Opens an office's own workspace with its passphrase.
    ///
    /// # Errors
    /// As [`Window::open`], and where the passphrase does not open it.
    pub async fn at_work(office: &Office) -> Result<Self> {
        let window = Self::open(Opening::of(office)).await?;
        window.unlock().await?;
        Ok(window)
    }

    /// Sends the form of the open dialog, and waits until the dialog has gone.
    ///
    /// # Errors
    /// Where it stays.
    pub async fn confirm(&self) -> Result<()> {
        self.chord(&[Key::Control], Key::Enter.into()).await?;
        self.wait_gone("dialog[open]").await
    }

    /// The folder that is HOME to the window, with its XDG and temporary folders.
    #[must_use]
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The process group of the driver, the program and its web processes.
    #[must_use]
    pub fn group(&self) -> u32 {
        self.driver.group()
    }

    /// Closes the window as its person would, and waits for the program to end.
    ///
    /// # Errors
    /// What the driver said.
    pub async fn close(self) -> Result<()> {
        self.client.clone().close().await?;
        Ok(())
    }

    /// Presses and releases each character of `text`, in whatever has the focus.
    ///
    /// # Errors
    /// What the driver said.
    pub async fn keys(&self, text: &str) -> Result<()> {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            actions = actions
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Presses a key that has no character.
    ///
    /// # Errors
    /// What the driver said.
    pub async fn press(&self, key: Key) -> Result<()> {
        self.keys(&char::from(key).to_string()).await
    }

    /// Presses `value` while `held` are down, as in Ctrl-K.
    ///
    /// # Errors
    /// What the driver said.
    pub async fn chord(&self, held: &[Key], value: char) -> Result<()> {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for key in held {
            let value = char::from(*key);
            actions = actions.then(KeyAction::Down { value });
        }
        actions = actions
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        for key in held.iter().rev() {
            let value = char::from(*key);
            actions = actions.then(KeyAction::Up { value });
        }
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Waits until something matches and is shown, and gives it.
    ///
    /// # Errors
    /// Where nothing does in time: with what the page says instead.
    pub async fn wait_for(&self, css: &str) -> Result<Element> {
        let began = Instant::now();
        loop {
            if let Ok(element) = self.client.find(Locator::Css(css)).await
                && element.is_displayed().await.unwrap_or(false)
            {
                return Ok(element);
            }
            if began.elapsed() > PATIENCE {
                bail!("no {css} on a page that says: {}", self.text().await?);
            }
            sleep(GLANCE).await;
        }
    }

    /// How many things match now.
    ///
    /// # Errors
    /// What the driver said.
    pub async fn find_count(&self, css: &str) -> Result<usize> {
        Ok(self.client.find_all(Locator::Css(css)).await?.len())
    }

    /// Waits until nothing matches any more.
    ///
    /// # Errors
    /// Where something still does.
    pub async fn wait_gone(&self, css: &str) -> Result<()> {
        let began = Instant::now();
        while self.find_count(css).await? > 0 {
            if began.elapsed() > PATIENCE {
                bail!("{css} stays on a page that says: {}", self.text().await?);
            }
            sleep(GLANCE).await;
        }
        Ok(())
    }

    /// Waits until the text of what matches contains `wanted`.
    ///
    /// # Errors
    /// Where it does not: with the text it has.
    pub async fn wait_for_text(&self, css: &str, wanted: &str) -> Result<()> {
        let began = Instant::now();
        loop {
            let text = self.text_of(css).await?;
            if text.contains(wanted) {
                return Ok(());
            }
            if began.elapsed() > PATIENCE {
                bail!("{css} does not say {wanted:?} but {text:?}");
            }
            sleep(GLANCE).await;
        }
    }

    /// The shown text of what matches first, once something does.
    ///
    /// # Errors
    /// Where nothing comes.
    pub async fn text_of(&self, css: &str) -> Result<String> {
        // An element may be drawn anew between being found and being read.
        loop {
            if let Ok(Some(text)) = self.wait_for(css).await?.prop("innerText").await {
                return Ok(text);
            }
        }
    }

    /// The shown text of the whole page.
    ///
    /// # Errors
    /// What the driver said.
    pub async fn text(&self) -> Result<String> {
        let text = self
            .script("return document.body?.innerText ?? ''", vec![])
            .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Clicks on what matches first, once something does.
    ///
    /// # Errors
    /// Where nothing comes, or it can't be clicked.
    pub async fn click(&self, css: &str) -> Result<()> {
        Ok(self.wait_for(css).await?.click().await?)
    }

    /// Gives the focus to what matches first, once something does.
    ///
    /// # Errors
    /// Where nothing comes.
    pub async fn focus(&self, css: &str) -> Result<()> {
        self.wait_for(css).await?;
        let body = format!("document.querySelector({css:?}).focus()");
        self.script(&body, vec![]).await?;
        Ok(())
    }

    /// Leaves a picture of the page.
    ///
    /// # Errors
    /// Where it can't be made or written.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        // The picture is of the last frame that was drawn.
        self.drawn().await?;
        std::fs::write(path, self.client.screenshot().await?)?;
        Ok(())
    }

    /// What went wrong in the page so far: errors, warnings, rejections, and what its
    /// Content-Security-Policy stopped.
    ///
    /// # Errors
    /// What the driver said.
    pub async fn errors(&self) -> Result<Vec<String>> {
        let errors = self.script("return window.__errors", vec![]).await?;
        Ok(serde_json::from_value(errors)?)
    }

    /// What axe finds on the page, once nothing moves on it, of serious or critical impact: a line
    /// each.
    ///
    /// # Errors
    /// Where axe is not installed or does not run.
    pub async fn axe(&self) -> Result<Vec<String>> {
        let here = self.script("return !!window.axe", vec![]).await?;
        if here != json!(true) {
            self.script(&read("ui/node_modules/axe-core/axe.min.js"), vec![])
                .await?;
        }
        let found = self
            .client
            .execute_async(
                "const done = arguments[0];
                 Promise.allSettled(document.getAnimations()
                   .filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime))
                   .map((one) => one.finished))
                   .then(() => axe.run(document, { resultTypes: ['violations'] })).then(
                   (found) => done(found.violations
                     .filter((one) => one.impact === 'serious' || one.impact === 'critical')
                     .flatMap((one) => one.nodes.map((node) =>
                       `${one.id} (${one.impact}): ${node.target.join(' ')}: ${node.failureSummary}`))),
                   (error) => done([`axe did not run: ${error.message}`]));",
                vec![],
            )
            .await?;
        Ok(serde_json::from_value(found)?)
    }
}

/// Starts an X server on a number that it picks itself, and gives the display's name. With `own`,
/// `home` is removed after it has ended.
async fn display(home: &Path, own: bool, (width, height): (u32, u32)) -> Result<(Kept, String)> {
    let log = home.join("display.log");
    let mut command = Command::new("Xvfb");
    command
        .args(["-displayfd", "1", "-nolisten", "tcp", "-noreset", "-screen"])
        .args(["0", &format!("{width}x{height}x24")]);
    let server = Kept::start(&command, Ending::Terminate, &log, own.then_some(home))?;
    let began = Instant::now();
    loop {
        let said = std::fs::read_to_string(&log)?;
        let number = said
            .split_inclusive('\n')
            .filter_map(|line| line.strip_suffix('\n'))
            .find(|line| !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()));
        if let Some(number) = number {
            return Ok((server, format!(":{number}")));
        }
        if began.elapsed() > PATIENCE {
            bail!("no virtual display: {said}");
        }
        sleep(GLANCE).await;
    }
}

/// The environment of the window: everything it writes goes below `home`.
fn environment(home: &Path, display: &str) -> Vec<(&'static str, PathBuf)> {
    let below = |folder: &str| home.join(folder);
    vec![
        ("HOME", home.to_owned()),
        ("XDG_CONFIG_HOME", below("config")),
        ("XDG_DATA_HOME", below("data")),
        ("XDG_CACHE_HOME", below("cache")),
        ("XDG_STATE_HOME", below("state")),
        ("XDG_RUNTIME_DIR", below("run")),
        ("TMPDIR", below("tmp")),
        ("DISPLAY", display.into()),
        ("GDK_BACKEND", "x11".into()),
        ("GSETTINGS_BACKEND", "memory".into()),
        ("GTK_USE_PORTAL", "0".into()),
        // No bridge to a screen reader: GTK would wait for it.
        ("NO_AT_BRIDGE", "1".into()),
        ("TAURI_WEBVIEW_AUTOMATION", "true".into()),
        ("LANG", "en_US.UTF-8".into()),
        ("TZ", "UTC".into()),
    ]
}

/// Waits for the driver and has it start the program.
async fn session(port: u16, program: &Path, args: &[String]) -> Result<Client> {
    let mut capabilities = Map::new();
    capabilities.insert(
        "webkitgtk:browserOptions".to_owned(),
        json!({ "binary": program, "args": args }),
    );
    let began = Instant::now();
    while tokio::net::TcpStream::connect(("127.0.0.1", port))
        .await
        .is_err()
    {
        if began.elapsed() > PATIENCE {
            bail!("WebKitWebDriver does not answer");
        }
        sleep(GLANCE).await;
    }
    Ok(ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&format!("http://127.0.0.1:{port}"))
        .await?)
}
