//! A command, timed as a whole process.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// How a run went.
pub struct Run {
    pub seconds: f64,
    /// The most memory that it had, in MB.
    pub memory: f64,
    /// What it left on disk, in MB.
    pub disk: f64,
}

/// Runs a command to its end; `left` is the file or folder that it fills.
pub fn timed(command: &mut Command, left: Option<&Path>) -> Result<Run> {
    let said = tempfile::NamedTempFile::new()?;
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(said.reopen()?)
        .spawn()
        .with_context(|| format!("{command:?}"))?;
    let status = format!("/proc/{}/status", child.id());
    let mut memory: f64 = 0.0;
    let ended = loop {
        if let Ok(status) = std::fs::read_to_string(&status) {
            memory = memory.max(peak(&status));
        }
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let seconds = started.elapsed().as_secs_f64();
    if !ended.success() {
        bail!("{command:?}: {}", std::fs::read_to_string(said.path())?);
    }
    Ok(Run {
        seconds,
        memory,
        disk: left.map_or(Ok(0.0), size)?,
    })
}

/// `VmHWM` of /proc/PID/status, in MB.
fn peak(status: &str) -> f64 {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1024.0
}

fn size(path: &Path) -> Result<f64> {
    let data = std::fs::metadata(path)?;
    if !data.is_dir() {
        return Ok(data.len() as f64 / 1e6);
    }
    let mut sum = 0.0;
    for entry in std::fs::read_dir(path)? {
        sum += size(&entry?.path())?;
    }
    Ok(sum)
}

pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// pdesk with a workspace.
pub struct Desk {
    program: PathBuf,
    pub workspace: PathBuf,
    passphrase: PathBuf,
}

impl Desk {
    pub fn at(folder: &Path, program: PathBuf) -> Result<Self> {
        let passphrase = folder.join("passphrase");
        std::fs::write(&passphrase, "heron lathe quince tundra ember")?;
        Ok(Self {
            program,
            workspace: folder.join("bench.desk"),
            passphrase,
        })
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(args)
            .env("PRIVACY_DESK_WORKSPACE", &self.workspace)
            .env("PRIVACY_DESK_PASSPHRASE_FILE", &self.passphrase);
        command
    }

    pub fn run(&self, args: &[&str], paths: &[&Path]) -> Result<String> {
        let output = self.command(args).args(paths).output()?;
        if !output.status.success() {
            bail!("{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// That so many messages are in it: what is fast has to be right, too.
    pub fn holds(&self, count: usize) -> Result<()> {
        let info = self.run(&["workspace", "info", "--json"], &[])?;
        let info: serde_json::Value = serde_json::from_str(&info)?;
        if info["messages"] != count {
            bail!("{} messages of {count} came in", info["messages"]);
        }
        Ok(())
    }
}
