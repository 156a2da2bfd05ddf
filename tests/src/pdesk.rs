//! The command line: an office with a workspace of its own, and `pdesk` run in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use tempfile::TempDir;

use crate::repository::built;

/// The passphrase of every [`Office`].
pub const PASSPHRASE: &str = "seven lanterns over the frozen canal";

/// A temporary folder with a workspace, its passphrase, and a home for the program.
#[derive(Debug)]
pub struct Office {
    folder: TempDir,
}

/// How a run went.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// What it printed, byte for byte.
    pub stdout: Vec<u8>,
    /// What it said.
    pub stderr: String,
}

impl Office {
    /// The folder, the passphrase file and the home; no workspace yet.
    ///
    /// # Errors
    /// Where a folder can't be made.
    pub fn bare() -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("privacy-desk-office-")
            .tempdir()?;
        for below in ["home", "tmp"] {
            std::fs::create_dir(folder.path().join(below))?;
        }
        let office = Self { folder };
        std::fs::write(office.passphrase_file(), PASSPHRASE)?;
        Ok(office)
    }

    /// An office with an empty workspace.
    ///
    /// # Errors
    /// What `pdesk workspace create` said.
    pub fn new() -> Result<Self> {
        let office = Self::bare()?;
        let recovery = office.recovery_file();
        office.fine(&[
            "workspace",
            "create",
            "--recovery-file",
            &recovery.to_string_lossy(),
        ])?;
        Ok(office)
    }

    /// The folder that holds everything of this office.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The workspace.
    #[must_use]
    pub fn workspace(&self) -> PathBuf {
        self.folder().join("office.desk")
    }

    /// The file with [`PASSPHRASE`].
    #[must_use]
    pub fn passphrase_file(&self) -> PathBuf {
        self.folder().join("passphrase")
    }

    /// Where `workspace create` is told to write the recovery code.
    #[must_use]
    pub fn recovery_file(&self) -> PathBuf {
        self.folder().join("recovery")
    }

    /// `pdesk` with `args`, in this office: workspace and passphrase come from the environment, and
    /// whatever it writes beside the workspace lands in the office's folder.
    #[must_use]
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(built().join("pdesk"));
        command
            .args(args)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder().join("home"))
            .env("TMPDIR", self.folder().join("tmp"))
            .env("LANG", "en_US.UTF-8")
            .env("TZ", "UTC")
            .env("RUST_BACKTRACE", "1")
            .env("PRIVACY_DESK_WORKSPACE", self.workspace())
            .env("PRIVACY_DESK_PASSPHRASE_FILE", self.passphrase_file())
            .current_dir(self.folder())
            .stdin(Stdio::null());
        command
    }

    /// Runs `pdesk` and waits for it.
    ///
    /// # Errors
    /// Where it can't be started.
    pub fn run(&self, args: &[&str]) -> Result<Ran> {
        let output = self
            .command(args)
            .output()
            .context("pdesk is built by `cargo build --workspace`")?;
        Ok(Ran {
            code: output.status.code(),
            stdout: output.stdout,
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// Has the office's mailbox `service` read from a local server, over TLS at `port`; `more` are
    /// further options of `mailbox add`.
    ///
    /// # Errors
    /// As for [`Office::fine`].
    pub fn add_mailbox(
        &self,
        (user, password): (&str, &str),
        port: u16,
        ca_file: &Path,
        more: &[&str],
    ) -> Result<()> {
        let kept = self.folder().join("password");
        std::fs::write(&kept, password)?;
        let add = [
            "mailbox",
            "add",
            "service",
            "--host=localhost",
            "--tls=implicit",
            &format!("--port={port}"),
            &format!("--user={user}"),
            &format!("--password-file={}", kept.display()),
            &format!("--ca-file={}", ca_file.display()),
        ];
        self.fine(&[&add, more].concat()).map(drop)
    }

    /// Runs `pdesk` and gives what it printed.
    ///
    /// # Errors
    /// Where it did not exit with 0: with what it said.
    pub fn fine(&self, args: &[&str]) -> Result<Vec<u8>> {
        let ran = self.run(args)?;
        if ran.code != Some(0) {
            bail!("pdesk {}: {:?}: {}", args.join(" "), ran.code, ran.stderr);
        }
        Ok(ran.stdout)
    }

    /// Runs `pdesk … --json` and gives the one value that it printed.
    ///
    /// # Errors
    /// As [`Office::fine`], and where it is not one value.
    pub fn json(&self, args: &[&str]) -> Result<Value> {
        let printed = self.fine(&[args, &["--json"]].concat())?;
        serde_json::from_slice(&printed).with_context(|| {
            format!(
                "pdesk {} --json printed {}",
                args.join(" "),
                String::from_utf8_lossy(&printed)
            )
        })
    }

    /// Runs `pdesk … --json` and gives the array that it printed.
    ///
    /// # Errors
    /// As [`Office::json`], and where it is no array.
    pub fn list(&self, args: &[&str]) -> Result<Vec<Value>> {
        match self.json(args)? {
            Value::Array(list) => Ok(list),
            other => bail!("pdesk {} printed no list: {other}", args.join(" ")),
        }
    }
}
