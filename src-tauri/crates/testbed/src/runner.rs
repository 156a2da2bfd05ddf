//! Servers that refuse root, or would do more than they should as root, run as somebody else.

use std::io::Read as _;
use std::net::TcpStream;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::Error;

/// Whom servers run as where this process is root: the first of these that there is.
const USERS: [&str; 2] = ["postgres", "nobody"];

/// Whom a server runs as.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Runner {
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    /// Whether that is not this process's own user.
    other: bool,
}

impl Runner {
    /// This process's user, or an unprivileged one where that is root.
    pub(crate) fn find() -> Result<Self, Error> {
        let (uid, gid) = (id(&["-u"])?, id(&["-g"])?);
        if uid != 0 {
            return Ok(Self {
                uid,
                gid,
                other: false,
            });
        }
        USERS
            .iter()
            .find_map(|user| {
                Some(Self {
                    uid: id(&["-u", user]).ok()?,
                    gid: id(&["-g", user]).ok()?,
                    other: true,
                })
            })
            .ok_or(Error::Missing {
                program: "a user that servers can run as",
            })
    }

    /// A command of this user.
    pub(crate) fn command(self, program: &Path) -> Command {
        if !self.other {
            return Command::new(program);
        }
        let mut command = Command::new("setpriv");
        command
            .arg(format!("--reuid={}", self.uid))
            .arg(format!("--regid={}", self.gid))
            .arg("--clear-groups")
            .arg(program);
        command
    }

    /// Makes a file or folder this user's.
    pub(crate) fn own(self, path: &Path) -> Result<(), Error> {
        if !self.other {
            return Ok(());
        }
        chown(path, Some(self.uid), Some(self.gid)).map_err(Error::io(path))
    }
}

fn id(args: &[&str]) -> Result<u32, Error> {
    let said = run(Command::new("id").args(args))?;
    said.parse().map_err(|_| Error::Refused {
        program: "id".to_owned(),
        said,
    })
}

/// Runs a command to its end and gives what it printed.
pub(crate) fn run(command: &mut Command) -> Result<String, Error> {
    let program = Path::new(command.get_program()).to_owned();
    let output = command.output().map_err(Error::io(&program))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout)
            .trim_end()
            .to_owned());
    }
    Err(Error::Refused {
        program: program.display().to_string(),
        said: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// Where a server's program is: Debian keeps them out of the PATH of those who are not root.
pub(crate) fn program(name: &'static str) -> Result<PathBuf, Error> {
    std::env::var_os("PATH")
        .iter()
        .flat_map(std::env::split_paths)
        .chain(["/usr/sbin", "/usr/local/sbin"].map(PathBuf::from))
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
        .ok_or(Error::Missing { program: name })
}

/// Starts a server, anew where somebody else took a port that was free a moment ago.
pub(crate) fn on_free_ports<T>(start: impl Fn() -> Result<T, Error>) -> Result<T, Error> {
    let mut tries = 0;
    loop {
        match start() {
            Err(Error::NotReady { log, .. })
                if tries < 5 && log.contains("Address already in use") =>
            {
                tries += 1;
            }
            done => return done,
        }
    }
}

/// Waits until a server answers, or has `fatal` in its log.
pub(crate) fn until_ready(
    program: &'static str,
    log: &Path,
    fatal: &str,
    answers: impl Fn() -> bool,
) -> Result<(), Error> {
    let started = Instant::now();
    loop {
        if answers() {
            return Ok(());
        }
        let said = std::fs::read_to_string(log).unwrap_or_default();
        if said.contains(fatal) || started.elapsed() > Duration::from_secs(60) {
            return Err(Error::NotReady { program, log: said });
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Whether who comes to the port is greeted so.
pub(crate) fn greets<const LENGTH: usize>(port: u16, greeting: &[u8; LENGTH]) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else {
        return false;
    };
    let mut start = [0; LENGTH];
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .and_then(|()| stream.read_exact(&mut start))
        .is_ok_and(|()| &start == greeting)
}
