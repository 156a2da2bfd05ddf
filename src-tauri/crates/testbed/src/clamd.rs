//! A virus scanner of the tests' own: ClamAV's clamd in a temporary folder, with a database that
//! knows two things, on the loopback address, gone with the process that started it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use crate::runner::{Runner, on_free_ports, program, run, until_ready};
use crate::{Ending, Error, Kept, free_port};

/// A scanner, running or stopped. It tells of what is encrypted and of what its limits kept it
/// from reading, as what it found.
#[derive(Debug)]
pub struct Clamd {
    // Ends first, then the folder.
    server: Option<Kept>,
    folder: TempDir,
    runner: Runner,
    port: u16,
}

impl Clamd {
    /// What it calls the file that every scanner is to find.
    pub const KNOWN: &str = "Eicar-Test-Signature.UNOFFICIAL";

    /// Starts one.
    ///
    /// # Errors
    /// [`Error::Missing`] where ClamAV is not installed; else what the system or clamd said.
    pub fn start() -> Result<Self, Error> {
        Self::start_with("")
    }

    /// Starts one with further lines of clamd.conf, which win over the usual ones.
    ///
    /// # Errors
    /// As [`Clamd::start`].
    pub fn start_with(settings: &str) -> Result<Self, Error> {
        on_free_ports(|| Self::start_once(settings))
    }

    /// The file that every scanner is to find: EICAR's, which does nothing. It is put together
    /// here, so that none finds it in the tests themselves.
    #[must_use]
    pub fn eicar() -> Vec<u8> {
        let halves = [
            r"X5O!P%@AP[4\PZX54(P^)7CC)7}$",
            "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
        ];
        halves.concat().into_bytes()
    }

    /// What it calls the other thing that it knows.
    pub const KNOWN_WITHIN: &str = "Marked-Test-Signature.UNOFFICIAL";
    /// What it finds within a file of any kind, a picture too.
    pub const MARK: &str = "marked-for-the-tests-of-a-scanner";

    fn start_once(settings: &str) -> Result<Self, Error> {
        let folder = tempfile::Builder::new()
            .prefix("privacy-desk-clamd-")
            .tempdir()
            .map_err(Error::io(std::env::temp_dir()))?;
        let mut it = Self {
            server: None,
            folder,
            runner: Runner::find()?,
            port: free_port()?,
        };
        let path = it.folder.path().display();
        let config = format!(
            // Of two lines the first counts.
            "{settings}\nForeground yes\nPidFile {path}/pid\nDatabaseDirectory {path}/database\n\
             TemporaryDirectory {path}\nTCPAddr 127.0.0.1\nTCPSocket {}\nLocalSocket {path}/socket\n\
             MaxThreads 2\nAlertEncrypted yes\nAlertExceedsMax yes\n",
            it.port
        );
        let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
        // In a file of any kind: at its beginning, and anywhere.
        let signatures = format!(
            "Eicar-Test-Signature:0:0:{}\nMarked-Test-Signature:0:*:{}\n",
            hex(&Self::eicar()),
            hex(Self::MARK.as_bytes())
        );
        let database = it.path("database");
        fs::create_dir(&database).map_err(Error::io(&database))?;
        for (name, text) in [("clamd.conf", config), ("database/eicar.ndb", signatures)] {
            let file = it.path(name);
            fs::write(&file, text).map_err(Error::io(&file))?;
            it.runner.own(&file)?;
        }
        it.runner.own(&database)?;
        it.runner.own(it.folder.path())?;
        it.restart()?;
        Ok(it)
    }

    /// Starts it on the same port; a running one is stopped before.
    ///
    /// # Errors
    /// What the system or clamd said.
    pub fn restart(&mut self) -> Result<(), Error> {
        self.stop();
        let mut command = self.runner.command(&program("clamd")?);
        command
            .arg("-c")
            .arg(self.path("clamd.conf"))
            .current_dir("/");
        let (log, folder) = (self.path("log"), self.folder.path());
        let server = Kept::start(&command, Ending::Terminate, &log, Some(folder))?;
        self.server = Some(server);
        until_ready("clamd", &log, "ERROR:", || self.answers().is_ok())
    }

    fn answers(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(b"zPING\0")?;
        stream.read_exact(&mut [0; 5])
    }

    /// Stops it. Its port refuses until it is started again.
    pub fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }

    /// Has it hang: whoever comes is let in, and gets no word.
    ///
    /// # Errors
    /// What the system said.
    pub fn hang(&self) -> Result<(), Error> {
        self.signal("STOP")
    }

    /// Has it go on after [`Clamd::hang`].
    ///
    /// # Errors
    /// What the system said.
    pub fn go_on(&self) -> Result<(), Error> {
        self.signal("CONT")
    }

    fn signal(&self, name: &str) -> Result<(), Error> {
        let file = self.path("pid");
        let pid = fs::read_to_string(&file).map_err(Error::io(&file))?;
        run(Command::new("kill").args(["-s", name, pid.trim()])).map(drop)
    }

    /// The port that it listens on, at 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The socket in the file system that it listens on too.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        self.path("socket")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for Clamd {
    fn drop(&mut self) {
        // What hangs does not hear that it is to end.
        let _ = self.go_on();
    }
}
