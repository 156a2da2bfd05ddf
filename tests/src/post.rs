//! The company's mailbox and the server that sends for it, beside a window.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use testbed::{Dovecot, Exim};

use crate::pdesk::Office;
use crate::samples::message;

/// The company's own mailbox.
pub const USER: &str = "service@minglives.com";
/// Somebody whose mail is on the same server.
pub const ADA: &str = "ada@example.com";
/// Of both.
pub const PASSWORD: &str = "a password";
/// How long a message may take to its reader: ten seconds of undo, and a busy computer.
pub const DELIVERY: Duration = Duration::from_secs(90);

/// A real Dovecot and a real Exim.
pub struct Post {
    pub dovecot: Dovecot,
    pub exim: Exim,
}

impl Post {
    /// Starts both.
    ///
    /// # Errors
    /// What keeps them from starting.
    pub fn open() -> Result<Self> {
        let dovecot = Dovecot::start()?;
        dovecot.add_user(USER, PASSWORD)?;
        dovecot.add_user(ADA, PASSWORD)?;
        let exim = Exim::before(&dovecot)?;
        Ok(Self { dovecot, exim })
    }

    /// A mailbox that is read, and that sends if it is to.
    ///
    /// # Errors
    /// What the command said.
    pub fn read_by(&self, office: &Office, sends: bool) -> Result<()> {
        let authorities = office.folder().join("authorities.pem");
        let both = [self.dovecot.ca_file(), self.exim.ca_file()].map(std::fs::read_to_string);
        let [first, second] = both;
        std::fs::write(&authorities, first? + &second?)?;
        let port = format!("--smtp-port={}", self.exim.smtps_port());
        let smtp = ["--smtp-host=localhost", &port, "--smtp-tls=implicit"];
        let more: &[&str] = if sends { &smtp } else { &[] };
        let login = (USER, PASSWORD);
        office.add_mailbox(login, self.dovecot.imaps_port(), &authorities, more)
    }

    /// Somebody writes to the company.
    ///
    /// # Errors
    /// What the server said.
    pub fn arrives(
        &self,
        number: usize,
        (from, subject): (&str, &str),
        header: &str,
        body: &str,
    ) -> Result<()> {
        let raw = message(number, from, subject, body);
        let raw = [header.as_bytes(), &raw[..]].concat();
        Ok(self.dovecot.deliver(USER, "INBOX", &raw)?)
    }

    /// What Ada got, once she has so many messages.
    ///
    /// # Errors
    /// Where she never has.
    pub async fn ada_has(&self, count: usize) -> Result<Vec<String>> {
        let began = Instant::now();
        loop {
            let got = self.dovecot.messages(ADA, "INBOX")?;
            if got.len() >= count {
                let texts = got.iter().map(|raw| String::from_utf8_lossy(raw));
                return Ok(texts.map(|text| text.into_owned()).collect());
            }
            if began.elapsed() > DELIVERY {
                bail!("she has {}: {}", got.len(), self.exim.log()?);
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
}

/// The value of a header in a message as it was written.
pub fn header_of<'m>(raw: &'m str, name: &str) -> Option<&'m str> {
    raw.lines()
        .take_while(|line| !line.is_empty())
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}
