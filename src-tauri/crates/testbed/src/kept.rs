//! Child processes that end with the test, however it ends.
//!
//! A test may be killed with SIGKILL, abort, or forget what it holds in a static; no destructor
//! runs then. So each child gets a keeper: a shell in a process group of its own, whose standard
//! input is a pipe that this process holds. When the pipe closes, by [`Drop`] or because the
//! kernel closed it for a dead process, the keeper ends its group and removes the child's folder.
//! (PR_SET_PDEATHSIG would not do: it fires when the *thread* that started the child ends, and
//! every test has its own.)

use std::ffi::OsStr;
use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

use crate::Error;

/// The keeper. `$1` is the signal that ends the child, `$2` the folder that goes with it, the rest
/// the command. It waits for the end of its input, then signals its whole group. A word before the
/// end says that the folder stays, and `kill` that nobody is asked first.
const KEEPER: &str = r#"
signal=$1 folder=$2; shift 2
"$@" </dev/null &
child=$!
trap : TERM INT QUIT HUP
if read -r word; then folder=; fi
if [ "$word" = kill ]; then kill -s KILL 0; fi
kill -s "$signal" "$child" 2>/dev/null
kill -s TERM 0
waited=0
while kill -0 "$child" 2>/dev/null && [ "$waited" -lt 50 ]; do sleep 0.1; waited=$((waited + 1)); done
if [ -n "$folder" ]; then rm -rf "$folder"; fi
kill -s KILL 0
"#;

/// The signal that asks a child to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// SIGTERM, as most want it.
    Terminate,
    /// SIGQUIT: PostgreSQL's immediate shutdown.
    Quit,
}

impl Ending {
    const fn name(self) -> &'static str {
        match self {
            Self::Terminate => "TERM",
            Self::Quit => "QUIT",
        }
    }
}

/// A running child with its keeper. Dropping it ends the child and waits until it has ended.
#[derive(Debug)]
pub struct Kept {
    keeper: Child,
    /// Open as long as the child may run.
    line: Option<ChildStdin>,
}

impl Kept {
    /// Starts `command` in a process group of its own.
    ///
    /// What it prints goes to `log`. `folder`, where given, is removed after it has ended.
    ///
    /// # Errors
    /// [`Error::Io`] where the log can't be made or no process can be started. That the *command*
    /// does not exist shows in the log alone: ask for readiness.
    pub fn start(
        command: &Command,
        ending: Ending,
        log: &Path,
        folder: Option<&Path>,
    ) -> Result<Self, Error> {
        let out = std::fs::File::create(log).map_err(Error::io(log))?;
        let err = out.try_clone().map_err(Error::io(log))?;
        let mut shell = Command::new("/bin/sh");
        shell
            .args(["-c", KEEPER, "keeper", ending.name()])
            .arg(folder.map_or(OsStr::new(""), Path::as_os_str))
            .arg(command.get_program())
            .args(command.get_args())
            .stdin(Stdio::piped())
            .stdout(out)
            .stderr(err)
            .process_group(0);
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        if let Some(dir) = command.get_current_dir() {
            shell.current_dir(dir);
        }
        let mut keeper = shell.spawn().map_err(Error::io("/bin/sh"))?;
        let line = keeper.stdin.take();
        Ok(Self { keeper, line })
    }

    /// Ends the child as dropping it does, and leaves its folder for another.
    pub fn stop(self) {
        self.end_with("stop\n");
    }

    /// Ends the child and its children at once, as a power cut does, and leaves the folder.
    pub fn kill(self) {
        self.end_with("kill\n");
    }

    fn end_with(mut self, word: &str) {
        if let Some(line) = &mut self.line {
            // A keeper that can't be told has ended, and the child with it.
            let _ = line.write_all(word.as_bytes());
        }
    }

    /// The process group that the child and its children run in.
    #[must_use]
    pub fn group(&self) -> u32 {
        self.keeper.id()
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        drop(self.line.take());
        // The keeper ends by killing its own group: it has no exit status worth reading.
        let _ = self.keeper.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn alive(pid: &str) -> bool {
        // A zombie has ended, whoever has yet to notice.
        std::fs::read_to_string(format!("/proc/{pid}/stat"))
            .is_ok_and(|stat| !stat.contains(") Z "))
    }

    #[test]
    fn a_child_its_children_and_its_folder_end_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let mine = folder.path().join("mine");
        std::fs::create_dir(&mine).unwrap();
        let pids = folder.path().join("pids");
        let mut command = Command::new("sh");
        // The grandchild does not listen to SIGTERM.
        command.args([
            "-c",
            r#"sh -c 'trap "" TERM; echo $$; sleep 600' & echo $$; wait"#,
        ]);
        let kept = Kept::start(&command, Ending::Terminate, &pids, Some(&mine)).unwrap();
        let started = Instant::now();
        let pids = loop {
            let text = std::fs::read_to_string(&pids).unwrap();
            if text.lines().count() == 2 {
                break text;
            }
            assert!(started.elapsed() < Duration::from_secs(10), "{text}");
            std::thread::sleep(Duration::from_millis(10));
        };
        assert!(pids.lines().all(alive));
        drop(kept);
        let started = Instant::now();
        while pids.lines().any(alive) {
            assert!(started.elapsed() < Duration::from_secs(10), "left running");
            std::thread::sleep(Duration::from_millis(10));
        }
        assert!(!mine.exists());
    }
}
