//! An IMAP server of the tests' own: a Dovecot (2.3 or 2.4) in a temporary folder, on free ports of the
//! loopback address, gone with the process that started it.

mod config;
mod mailbox;

pub use mailbox::Status;

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use data_encoding::{BASE64, BASE64URL_NOPAD};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use tempfile::TempDir;

use crate::authority::{Certificate, Files};
use crate::runner::{Runner, greets, on_free_ports, program, until_ready};
use crate::{Ending, Error, Kept, free_port, random_hex};
use config::Config;

/// How a server differs from the usual one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// What it shows of itself.
    pub certificate: Certificate,
    /// Further lines of dovecot.conf, which win over the usual ones. `ssl = no` has no STARTTLS
    /// (and no implicit TLS either); `imap_capability = IMAP4rev1 …` is all that is offered after
    /// login.
    pub settings: &'a str,
}

/// A server, running or stopped. It has no users at first. Each user has an INBOX, and a `Sent`
/// that is marked as such (RFC 6154); `/` parts the levels of folders.
///
/// On its plain port it offers STARTTLS; before it, it takes passwords of who comes to 127.0.0.1,
/// and at [`Dovecot::FAR`] of nobody.
#[derive(Debug)]
pub struct Dovecot {
    // Ends first, then the folder.
    server: Option<Kept>,
    folder: TempDir,
    runner: Runner,
    tls: Files,
    imaps: u16,
    imap: u16,
    token_key: String,
}

impl Dovecot {
    /// The address at which the server takes whoever comes for another computer, and so no
    /// password before STARTTLS (LOGINDISABLED: RFC 3501, section 6.2.3).
    pub const FAR: &str = "127.0.0.2";

    /// Starts a server as usual.
    ///
    /// # Errors
    /// [`Error::Missing`] where Dovecot is not installed; else what the system or Dovecot said.
    pub fn start() -> Result<Self, Error> {
        Self::start_with(Options::default())
    }

    /// Starts a server.
    ///
    /// # Errors
    /// As [`Dovecot::start`].
    pub fn start_with(options: Options<'_>) -> Result<Self, Error> {
        on_free_ports(|| Self::start_once(options))
    }

    fn start_once(options: Options<'_>) -> Result<Self, Error> {
        let runner = Runner::find()?;
        let folder = tempfile::Builder::new()
            .prefix("privacy-desk-imap-")
            .tempdir()
            .map_err(Error::io(std::env::temp_dir()))?;
        let path = folder.path();
        let mut it = Self {
            server: None,
            runner,
            tls: Files::make(path, options.certificate)?,
            imaps: free_port()?,
            imap: free_port()?,
            token_key: random_hex()?,
            folder,
        };
        let path = it.folder.path();
        let config = Config {
            folder: path,
            runner,
            tls: &it.tls,
            imaps: it.imaps,
            imap: it.imap,
            settings: options.settings,
        };
        // Where Dovecot looks for the key of a token that names none.
        let keys = path.join("keys/default/HS256");
        let (users, mail) = (path.join("users"), path.join("mail"));
        for folder in [&keys, &users, &mail] {
            std::fs::create_dir_all(folder).map_err(Error::io(folder))?;
        }
        for (name, text) in [
            ("dovecot.conf", config.text(&program("dovecot")?)?),
            ("oauth2.conf", config::oauth2(path)),
            (
                "keys/default/HS256/default",
                BASE64.encode(it.token_key.as_bytes()),
            ),
        ] {
            let file = path.join(name);
            std::fs::write(&file, text).map_err(Error::io(&file))?;
            runner.own(&file)?;
        }
        let others = [&it.tls.certificate, &it.tls.key, &users, &mail];
        // The folder itself is the fourth, whatever this process's umask made of them.
        for mine in keys.ancestors().take(4).chain(others.map(PathBuf::as_path)) {
            runner.own(mine)?;
        }
        it.restart()?;
        Ok(it)
    }

    /// Starts the server on the same ports, with the mail that it had; a running one is stopped
    /// before.
    ///
    /// # Errors
    /// What the system or Dovecot said.
    pub fn restart(&mut self) -> Result<(), Error> {
        self.stop();
        let mut command = self.runner.command(&program("dovecot")?);
        command
            .arg("-F")
            .arg("-c")
            .arg(self.path("dovecot.conf"))
            .current_dir("/");
        let log = self.path("log");
        let folder = self.folder.path();
        self.server = Some(Kept::start(
            &command,
            Ending::Terminate,
            &log,
            Some(folder),
        )?);
        until_ready("dovecot", &log, "Fatal:", || greets(self.imap, b"* OK"))
    }

    /// Starts the server again with another certificate of its authority.
    ///
    /// # Errors
    /// As [`Dovecot::restart`].
    pub fn certify(&mut self, certificate: Certificate) -> Result<(), Error> {
        self.tls.certify(certificate)?;
        self.restart()
    }

    /// Stops the server, which closes its connections. Its ports refuse until it is started again.
    pub fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
            self.forget_master();
        }
    }

    /// Ends the server and all its connections at once, without a word to anybody.
    pub fn kill(&mut self) {
        if let Some(server) = self.server.take() {
            server.kill();
            self.forget_master();
        }
    }

    /// A server that was ended before it had cleaned up leaves its number and its sockets behind;
    /// whatever has them by now, if only for a moment, is not the server that is to be started.
    fn forget_master(&self) {
        let _ = std::fs::remove_dir_all(self.path("run"));
    }

    /// The port of implicit TLS.
    #[must_use]
    pub fn imaps_port(&self) -> u16 {
        self.imaps
    }

    /// The port that is plain until STARTTLS.
    #[must_use]
    pub fn imap_port(&self) -> u16 {
        self.imap
    }

    /// The certificate (PEM) of the authority that the server's own is signed by.
    #[must_use]
    pub fn ca_file(&self) -> &Path {
        &self.tls.authority
    }

    /// What the server has logged since it was last started.
    ///
    /// # Errors
    /// [`Error::Io`] where that can't be read.
    pub fn log(&self) -> Result<String, Error> {
        let log = self.path("log");
        std::fs::read_to_string(&log).map_err(Error::io(log))
    }

    /// Adds a user, or gives one another password.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn add_user(&self, user: &str, password: &str) -> Result<(), Error> {
        let path = self.path("users").join(user);
        if path.exists() {
            // The server looks whether it has changed once a second, and at no less than seconds.
            std::thread::sleep(Duration::from_millis(1100));
        }
        // In one step: the server may read it at any time.
        let new = self.path("user");
        std::fs::write(&new, format!("{user}:{password}\n")).map_err(Error::io(&new))?;
        self.runner.own(&new)?;
        std::fs::rename(&new, &path).map_err(Error::io(&path))?;
        self.make_inbox(user)
    }

    /// An access token for XOAUTH2 and OAUTHBEARER (RFC 7628) that is valid for so many seconds
    /// from now; of one with a negative number that time is past.
    ///
    /// It is a JWT (RFC 7519) under HS256, which the server verifies by itself.
    ///
    /// # Errors
    /// [`Error::Io`] where the clock stands before 1970.
    pub fn token(&self, user: &str, seconds: i64) -> Result<String, Error> {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_err(|error| Error::io("the clock")(std::io::Error::other(error)))?;
        let expires = now.as_secs().saturating_add_signed(seconds);
        let text = [
            r#"{"typ":"JWT","alg":"HS256"}"#.to_owned(),
            format!(r#"{{"sub":"{user}","exp":{expires}}}"#),
        ]
        .map(|part| BASE64URL_NOPAD.encode(part.as_bytes()))
        .join(".");
        let mut mac = Hmac::<Sha256>::new_from_slice(self.token_key.as_bytes())
            .map_err(|error| Error::io("the token's key")(std::io::Error::other(error)))?;
        mac.update(text.as_bytes());
        let signature = BASE64URL_NOPAD.encode(&mac.finalize().into_bytes());
        Ok(format!("{text}.{signature}"))
    }

    pub(crate) fn tls_files(&self) -> &Files {
        &self.tls
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}
