//! A PostgreSQL of the tests' own: a fresh cluster in a temporary folder, on a free port of the
//! loopback address, gone with the process that started it.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::authority::Files;
use crate::runner::{Runner, run};
use crate::{Certificate, Ending, Error, Kept, free_port, random_hex};

/// The superuser of the cluster.
const SUPERUSER: &str = "desk_tests";

/// What a server is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing it writes has to outlive it.
    Passing,
    /// What it has acknowledged outlives its own sudden end.
    Durable,
    /// As an office has it: it outlives a power cut, and speaks TLS.
    Office,
}

/// A running server.
#[derive(Debug)]
pub struct Postgres {
    bin: PathBuf,
    port: u16,
    password: String,
    databases: AtomicU32,
    runner: Runner,
    data: PathBuf,
    kind: Kind,
    /// None while it is down.
    server: Option<Kept>,
}

impl Postgres {
    /// The server of this test process, started by whoever asks first.
    ///
    /// # Errors
    /// [`Error::Missing`] where PostgreSQL is not installed; else what kept it from starting, to
    /// each who asks.
    pub fn shared() -> Result<&'static Self, &'static Error> {
        static SERVER: OnceLock<Result<Postgres, Error>> = OnceLock::new();
        SERVER.get_or_init(Self::start).as_ref()
    }

    /// Starts a server with nothing in it.
    ///
    /// # Errors
    /// [`Error::Missing`], or what the system or PostgreSQL said.
    pub fn start() -> Result<Self, Error> {
        Self::start_as(Kind::Passing)
    }

    /// As [`Postgres::start`]; what it has acknowledged outlives its own sudden end.
    ///
    /// # Errors
    /// As [`Postgres::start`].
    pub fn start_durable() -> Result<Self, Error> {
        Self::start_as(Kind::Durable)
    }

    /// Starts a server as an office has it: over TLS, and every commit goes to the disk.
    ///
    /// # Errors
    /// As [`Postgres::start`].
    pub fn start_for_office() -> Result<Self, Error> {
        Self::start_as(Kind::Office)
    }

    fn start_as(kind: Kind) -> Result<Self, Error> {
        let mut tries = 0;
        loop {
            match Self::start_once(kind) {
                // The port was free a moment ago, and somebody else took it.
                Err(Error::NotReady { log, .. })
                    if tries < 5 && log.contains("Address already in use") =>
                {
                    tries += 1;
                }
                done => return done,
            }
        }
    }

    fn start_once(kind: Kind) -> Result<Self, Error> {
        let bin = binaries()?;
        let runner = Runner::find()?;
        let folder = tempfile::Builder::new()
            .prefix("privacy-desk-pg-")
            .tempdir()
            .map_err(Error::io(std::env::temp_dir()))?;
        let password = random_hex()?;
        let password_file = folder.path().join("password");
        std::fs::write(&password_file, &password).map_err(Error::io(&password_file))?;
        for path in [folder.path(), &password_file] {
            runner.own(path)?;
        }
        let data = folder.path().join("data");
        run(runner
            .command(&bin.join("initdb"))
            .args(["--username", SUPERUSER, "--encoding=UTF8", "--locale=C"])
            .args(["--auth=scram-sha-256", "--no-sync", "--no-instructions"])
            .arg(format!("--pwfile={}", password_file.display()))
            .arg("--pgdata")
            .arg(&data)
            .current_dir(folder.path()))?;

        if kind == Kind::Office {
            let files = Files::make(folder.path(), Certificate::Good)?;
            for path in [&files.certificate, &files.key] {
                runner.own(path)?;
            }
            let own_alone = Permissions::from_mode(0o600);
            std::fs::set_permissions(&files.key, own_alone).map_err(Error::io(&files.key))?;
        }
        let port = free_port()?;
        let log = folder.path().join("log");
        // From here on the keeper removes the folder, even where this process is killed.
        let folder = folder.keep();
        let server = Kept::start(
            &server(runner, &bin, &data, port, kind),
            Ending::Quit,
            &log,
            Some(&folder),
        )?;
        let it = Self {
            bin,
            port,
            password,
            databases: AtomicU32::new(0),
            runner,
            data,
            kind,
            server: Some(server),
        };
        it.wait_until_ready(&log)?;
        Ok(it)
    }

    /// Ends it at once, as `pg_ctl stop -m immediate` does: nothing is finished or flushed.
    pub fn stop_immediately(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }

    /// Starts it again on the same port, with what it had.
    ///
    /// # Errors
    /// As [`Postgres::start`].
    pub fn start_again(&mut self) -> Result<(), Error> {
        let folder = self.data.parent().unwrap_or(&self.data).to_owned();
        let log = folder.join("log");
        let command = server(self.runner, &self.bin, &self.data, self.port, self.kind);
        self.server = Some(Kept::start(&command, Ending::Quit, &log, Some(&folder))?);
        self.wait_until_ready(&log)
    }

    /// The superuser's name and password.
    pub(crate) fn superuser(&self) -> (&str, &str) {
        (SUPERUSER, &self.password)
    }

    /// The port that it listens on.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The URL of a new, empty database, for the superuser.
    ///
    /// # Errors
    /// [`Error::Refused`] with what PostgreSQL said.
    pub fn fresh_database(&self) -> Result<String, Error> {
        let name = format!("desk_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.psql("postgres", &format!("create database {name}"))?;
        Ok(self.url(&name))
    }

    /// The URL of a database, for the superuser.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        let tls = match self.kind {
            Kind::Office => format!(
                "?sslmode=verify-full&sslrootcert={}",
                self.file("authority.pem").display()
            ),
            Kind::Passing | Kind::Durable => String::new(),
        };
        format!(
            "postgres://{SUPERUSER}:{}@127.0.0.1:{}/{database}{tls}",
            self.password, self.port
        )
    }

    /// A file beside its data.
    fn file(&self, name: &str) -> PathBuf {
        self.data.parent().unwrap_or(&self.data).join(name)
    }

    /// What it has logged.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn log(&self) -> Result<String, Error> {
        let log = self.file("log");
        std::fs::read_to_string(&log).map_err(Error::io(&log))
    }

    /// One of PostgreSQL's programs, to be run with [`Postgres::url`].
    #[must_use]
    pub fn program(&self, name: &str) -> Command {
        Command::new(self.bin.join(name))
    }

    /// Runs a statement as psql does, as the superuser, and gives its rows: a line each, columns
    /// parted by `|`.
    ///
    /// # Errors
    /// [`Error::Refused`] with what PostgreSQL said.
    pub fn psql(&self, database: &str, sql: &str) -> Result<String, Error> {
        let mut psql = Command::new(self.bin.join("psql"));
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql])
            .arg(self.url(database))
            .env("PGCONNECT_TIMEOUT", "10");
        run(&mut psql)
    }

    /// Everything in a database as `pg_dump` writes it, as the superuser.
    ///
    /// # Errors
    /// [`Error::Refused`] with what PostgreSQL said.
    pub fn dump(&self, database: &str) -> Result<String, Error> {
        run(Command::new(self.bin.join("pg_dump"))
            .arg("--no-password")
            .arg(self.url(database)))
    }

    fn wait_until_ready(&self, log: &Path) -> Result<(), Error> {
        let started = Instant::now();
        loop {
            if self.psql("postgres", "select 1").is_ok() {
                return Ok(());
            }
            let said = std::fs::read_to_string(log).unwrap_or_default();
            let is_coming = said.contains("starting up") || said.contains("not yet accepting");
            let gave_up = said.contains("FATAL:") && !is_coming;
            if gave_up || started.elapsed() > Duration::from_secs(60) {
                return Err(Error::NotReady {
                    program: "postgres",
                    log: said,
                });
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// The server's command.
fn server(runner: Runner, bin: &Path, data: &Path, port: u16, kind: Kind) -> Command {
    let mut command = runner.command(&bin.join("postgres"));
    command.arg("-D").arg(data).args(["-k", ""]);
    let mut settings = vec![
        "listen_addresses=127.0.0.1".to_owned(),
        "max_connections=200".to_owned(),
        "timezone=UTC".to_owned(),
        format!("port={port}"),
    ];
    if kind == Kind::Office {
        let folder = data.parent().unwrap_or(data).display();
        settings.extend([
            "ssl=on".to_owned(),
            format!("ssl_cert_file={folder}/certificate.pem"),
            format!("ssl_key_file={folder}/key.pem"),
            "shared_buffers=512MB".to_owned(),
        ]);
    } else {
        settings.extend(["fsync=off".to_owned(), "full_page_writes=off".to_owned()]);
    }
    if kind == Kind::Passing {
        settings.push("synchronous_commit=off".to_owned());
    }
    for setting in settings {
        command.args(["-c", &setting]);
    }
    command.current_dir("/");
    command
}

/// The folder of the newest PostgreSQL on this computer: Debian keeps them apart, others on PATH.
fn binaries() -> Result<PathBuf, Error> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, bin)| bin.join("initdb").is_file())
        .collect();
    found.sort();
    if let Some((_, bin)) = found.pop() {
        return Ok(bin);
    }
    std::env::var_os("PATH")
        .iter()
        .flat_map(std::env::split_paths)
        .find(|dir| dir.join("initdb").is_file())
        .ok_or(Error::Missing { program: "initdb" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_database_is_new_and_its_server_ends() {
        let server = Postgres::start().unwrap();
        let (one, two) = (
            server.fresh_database().unwrap(),
            server.fresh_database().unwrap(),
        );
        assert_ne!(one, two);
        server.psql("desk_0", "create table t(a int)").unwrap();
        assert!(server.psql("desk_1", "select * from t").is_err());
        let data = server.psql("postgres", "show data_directory").unwrap();
        drop(server);
        assert!(!Path::new(&data).exists());
    }
}
