//! A pooler before a PostgreSQL: pgbouncer, which keeps each client's session.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::runner::Runner;
use crate::{Ending, Error, Kept, Postgres, free_port};

/// A running pooler.
#[derive(Debug)]
pub struct Pooler {
    port: u16,
    _server: Kept,
}

impl Pooler {
    /// Pools the sessions of one database of `server`.
    ///
    /// # Errors
    /// [`Error::Missing`] where pgbouncer is not installed, or what the system said.
    pub fn before(server: &Postgres, database: &str) -> Result<Self, Error> {
        let program = PathBuf::from("/usr/sbin/pgbouncer");
        if !program.is_file() {
            return Err(Error::Missing {
                program: "pgbouncer",
            });
        }
        let runner = Runner::find()?;
        let folder = tempfile::Builder::new()
            .prefix("privacy-desk-pooler-")
            .tempdir()
            .map_err(Error::io(std::env::temp_dir()))?;
        let port = free_port()?;
        let (superuser, password) = server.superuser();
        let users = folder.path().join("users");
        let config = folder.path().join("pgbouncer.ini");
        let text = format!(
            "[databases]\n\
             {database} = host=127.0.0.1 port={} auth_user={superuser}\n\
             [pgbouncer]\n\
             listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n\
             auth_type = scram-sha-256\nauth_file = {}\n\
             auth_query = select usename, passwd from pg_shadow where usename = $1\n\
             # Drivers of many languages ask for it, and a session is given back as it was.\n\
             ignore_startup_parameters = extra_float_digits\n\
             pool_mode = session\nserver_reset_query = discard all\n",
            server.port(),
            users.display()
        );
        for (path, text) in [
            (&users, format!("\"{superuser}\" \"{password}\"\n")),
            (&config, text),
        ] {
            std::fs::write(path, text).map_err(Error::io(path))?;
            runner.own(path)?;
        }
        runner.own(folder.path())?;
        let mut command = runner.command(&program);
        command.arg(&config).current_dir("/");
        // From here on the keeper removes the folder, even where this process is killed.
        let folder = folder.keep();
        let log = folder.join("log");
        let it = Self {
            port,
            _server: Kept::start(&command, Ending::Quit, &log, Some(&folder))?,
        };
        it.wait_until_ready(&log)?;
        Ok(it)
    }

    /// The port that it listens on.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    fn wait_until_ready(&self, log: &Path) -> Result<(), Error> {
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if started.elapsed() > Duration::from_secs(30) {
                return Err(Error::NotReady {
                    program: "pgbouncer",
                    log: std::fs::read_to_string(log).unwrap_or_default(),
                });
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}
