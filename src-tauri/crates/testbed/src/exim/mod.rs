//! A mail server of the tests' own: an Exim in a temporary folder, on free ports of the loopback
//! address, gone with the process that started it. It hands over to the users of a [`Dovecot`].

mod config;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::authority::{Certificate, Files};
use crate::runner::{Runner, greets, on_free_ports, program, until_ready};
use crate::{Dovecot, Ending, Error, Kept, free_port};
use config::Config;

/// Who answers by himself while a user is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Responder {
    /// One that keeps to RFC 3834: it answers a person, once in a week, from nobody (`<>`), and
    /// says `Auto-Submitted: auto-replied`.
    Careful,
    /// One that answers every message, in the user's name, to its `Reply-To` or `From`, and
    /// does not say that it is no person: two of them never end.
    Careless,
}

/// A server, running or stopped. Who may log in at the [`Dovecot`] may send, by AUTH PLAIN or
/// LOGIN with the password, or by XOAUTH2 with a token of [`Dovecot::token`]; nobody else may.
///
/// Mail to any domain is for its own users: for the one who is called as the whole address, else
/// as what stands before the `@`. Other addresses are refused at RCPT (550), but for those that
/// begin so:
///
/// - `bounces-`: taken, and a delivery report (RFC 3464) goes to the envelope's sender
/// - `refused-`: 550 at RCPT
/// - `later-`: 451 at RCPT
/// - `full-`: 452 after the content
/// - `spam-`: 550 after the content
///
/// On its plain port it offers STARTTLS; before it, AUTH is offered to who comes to 127.0.0.1,
/// and at [`Dovecot::FAR`] to nobody.
#[derive(Debug)]
pub struct Exim {
    // Ends first, then the folder.
    server: Option<Kept>,
    folder: TempDir,
    runner: Runner,
    tls: Files,
    smtps: u16,
    smtp: u16,
}

impl Exim {
    /// Starts a server before a running `dovecot`.
    ///
    /// # Errors
    /// [`Error::Missing`] where Exim is not installed; else what the system or Exim said.
    pub fn before(dovecot: &Dovecot) -> Result<Self, Error> {
        Self::before_with(dovecot, Certificate::Good, "")
    }

    /// Starts a server that shows this certificate, with further lines for the main part of its
    /// configuration (`message_size_limit = 10K`); what is set there already can't be set again.
    ///
    /// # Errors
    /// As [`Exim::before`].
    pub fn before_with(
        dovecot: &Dovecot,
        certificate: Certificate,
        settings: &str,
    ) -> Result<Self, Error> {
        on_free_ports(|| Self::start_once(dovecot, certificate, settings))
    }

    fn start_once(
        dovecot: &Dovecot,
        certificate: Certificate,
        settings: &str,
    ) -> Result<Self, Error> {
        let runner = Runner::find()?;
        let folder = tempfile::Builder::new()
            .prefix("privacy-desk-smtp-")
            .tempdir()
            .map_err(Error::io(std::env::temp_dir()))?;
        let path = folder.path();
        let mut it = Self {
            server: None,
            runner,
            tls: Files::make(path, certificate)?,
            smtps: free_port()?,
            smtp: free_port()?,
            folder,
        };
        let path = it.folder.path();
        let config = Config {
            program: &program("exim4")?,
            folder: path,
            runner,
            tls: &it.tls,
            smtps: it.smtps,
            smtp: it.smtp,
            dovecot: &dovecot.path(""),
            imap: dovecot.imap_port(),
            settings,
        };
        let file = it.path("exim.conf");
        fs::write(&file, config.text()).map_err(Error::io(&file))?;
        let folders = ["spool", "log", "careful", "careless", "answered"].map(|name| it.path(name));
        for folder in &folders {
            fs::create_dir(folder).map_err(Error::io(folder))?;
        }
        let files = [path, &file, &it.tls.certificate, &it.tls.key];
        for mine in files
            .into_iter()
            .chain(folders.iter().map(PathBuf::as_path))
        {
            runner.own(mine)?;
        }
        it.restart()?;
        Ok(it)
    }

    /// Starts the server on the same ports, with the queue that it had; a running one is stopped
    /// before.
    ///
    /// # Errors
    /// What the system or Exim said.
    pub fn restart(&mut self) -> Result<(), Error> {
        self.stop();
        let mut command = self.runner.command(&program("exim4")?);
        command
            .arg("-C")
            .arg(self.path("exim.conf"))
            // In the foreground; what could not be delivered is tried again each second.
            .args(["-bdf", "-q1s"])
            .current_dir("/");
        let (log, folder) = (self.path("printed"), self.folder.path());
        let server = Kept::start(&command, Ending::Terminate, &log, Some(folder))?;
        self.server = Some(server);
        let main = self.path("log/main");
        until_ready("exim4", &main, "Address already in use", || {
            greets(self.smtp, b"220 ")
        })
        .map_err(|error| match error {
            // What is wrong with a configuration is printed.
            Error::NotReady { program, log: main } => Error::NotReady {
                program,
                log: fs::read_to_string(&log).unwrap_or_default() + &main,
            },
            other => other,
        })
    }

    /// Starts the server again with another certificate of its authority.
    ///
    /// # Errors
    /// As [`Exim::restart`].
    pub fn certify(&mut self, certificate: Certificate) -> Result<(), Error> {
        self.tls.certify(certificate)?;
        self.restart()
    }

    /// Stops the server. Its ports refuse until it is started again.
    pub fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }

    /// Ends the server and all its connections at once, without a word to anybody.
    pub fn kill(&mut self) {
        if let Some(server) = self.server.take() {
            server.kill();
            // The last of its processes may end a moment later, and it would keep the port from
            // the next.
            let started = Instant::now();
            while greets(self.smtp, b"220 ") && started.elapsed() < Duration::from_secs(10) {
                std::thread::sleep(Duration::from_millis(10));
            }
        }
    }

    /// The port of implicit TLS.
    #[must_use]
    pub fn smtps_port(&self) -> u16 {
        self.smtps
    }

    /// The port that is plain until STARTTLS.
    #[must_use]
    pub fn smtp_port(&self) -> u16 {
        self.smtp
    }

    /// The certificate (PEM) of the authority that the server's own is signed by.
    #[must_use]
    pub fn ca_file(&self) -> &Path {
        &self.tls.authority
    }

    /// What the server has logged: each message as it came (`<=`), went (`=>`), failed (`**`) and
    /// was put off (`==`), and what was rejected.
    ///
    /// # Errors
    /// [`Error::Io`] where that can't be read.
    pub fn log(&self) -> Result<String, Error> {
        let log = self.path("log/main");
        fs::read_to_string(&log).map_err(Error::io(log))
    }

    /// How many messages were taken and are not yet where they go.
    ///
    /// # Errors
    /// [`Error::Io`] where the spool can't be read.
    pub fn queue_len(&self) -> Result<usize, Error> {
        let input = self.path("spool/input");
        // It comes with the first message.
        if !input.exists() {
            return Ok(0);
        }
        let files = fs::read_dir(&input).map_err(Error::io(input))?.flatten();
        // A message's own file; while it comes in, there is no other yet.
        let messages = files.filter(|file| file.file_name().to_string_lossy().ends_with("-D"));
        Ok(messages.count())
    }

    /// Waits until all that was taken is where it goes, with the reports and answers that came
    /// of it.
    ///
    /// # Errors
    /// [`Error::NotReady`] with the log where that takes a minute; [`Error::Io`].
    pub fn settle(&self) -> Result<(), Error> {
        let started = Instant::now();
        // A message leaves the queue after those that came of it have entered.
        while self.queue_len()? > 0 {
            if started.elapsed() > Duration::from_secs(60) {
                return Err(Error::NotReady {
                    program: "exim4's queue",
                    log: self.log()?,
                });
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    /// Has a user's mail answered from now on, or no longer. It is delivered all the same.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn answer(&self, user: &str, responder: Option<Responder>) -> Result<(), Error> {
        for (folder, one) in [
            ("careful", Responder::Careful),
            ("careless", Responder::Careless),
        ] {
            let file = self.path(folder).join(user);
            if responder == Some(one) {
                let filter = config::careful(&self.path("answered").join(user));
                // In one step: the server may read it at any time.
                let new = self.path("new");
                fs::write(&new, filter).map_err(Error::io(&new))?;
                self.runner.own(&new)?;
                fs::rename(&new, &file).map_err(Error::io(&file))?;
            } else if file.exists() {
                fs::remove_file(&file).map_err(Error::io(&file))?;
            }
        }
        Ok(())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}
