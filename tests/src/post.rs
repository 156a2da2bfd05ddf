//! A real Dovecot and a real Exim, by which an office and those who ask it write to each other.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use testbed::{Dovecot, Exim};

use crate::pdesk::Office;
use crate::repository::root;
use crate::samples::message;
use crate::window::{Key, Window};

/// The office's address.
pub const USER: &str = "service@minglives.com";
/// Somebody who asks.
pub const ADA: &str = "ada@example.com";
/// Everybody's.
pub const PASSWORD: &str = "a password";
/// How long a message may take to its reader: ten seconds of undo, and a busy computer.
pub const DELIVERY: Duration = Duration::from_secs(90);

/// The servers, with a mailbox for each of the two.
#[derive(Debug)]
pub struct Post {
    /// Where mail lies.
    pub dovecot: Dovecot,
    /// What delivers it.
    pub exim: Exim,
}

impl Post {
    /// Starts both.
    ///
    /// # Errors
    /// Where one does not come up.
    pub fn start() -> Result<Self> {
        let dovecot = Dovecot::start()?;
        dovecot.add_user(USER, PASSWORD)?;
        dovecot.add_user(ADA, PASSWORD)?;
        let exim = Exim::before(&dovecot)?;
        Ok(Self { dovecot, exim })
    }

    /// Sets an office's mailbox up, which is read, and sends if it is to.
    ///
    /// # Errors
    /// Where the command line refuses.
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

    /// Delivers a request to the office, with more header lines.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn arrives(&self, number: usize, from: &str, subject: &str, header: &str) -> Result<()> {
        let body = "Please delete my account.\n\nAda";
        let raw = message(number, from, subject, body);
        let raw = [header.as_bytes(), &raw[..]].concat();
        Ok(self.dovecot.deliver(USER, "INBOX", &raw)?)
    }

    /// What Ada got, once she has so many messages.
    ///
    /// # Errors
    /// Where they do not come, with what Exim did.
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

impl Window {
    /// Sends the answer that is being written.
    ///
    /// # Errors
    /// What the driver said.
    pub async fn send(&self) -> Result<()> {
        self.chord(&[Key::Control], Key::Enter.into()).await
    }

    /// Waits as long as a delivery may take.
    ///
    /// # Errors
    /// Where what matches does not come to say so.
    pub async fn comes_to_say(&self, css: &str, wanted: &str) -> Result<()> {
        let began = Instant::now();
        while !self.texts(css).await?.concat().contains(wanted) {
            if began.elapsed() > DELIVERY {
                return self.wait_for_text(css, wanted).await;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Ok(())
    }

    /// Closes the window after a story was told in it, and gives how that ended: where it broke off,
    /// with a picture.
    ///
    /// # Errors
    /// Where the story broke off, or the page complained.
    pub async fn end(self, name: &str, told: Result<()>) -> Result<()> {
        if told.is_err() {
            let picture = root().join(format!("target/window/{name}-broke.png"));
            self.screenshot(&picture).await?;
        }
        let errors = self.errors().await?;
        self.close().await?;
        told?;
        if !errors.is_empty() {
            bail!("the console:\n{}", errors.join("\n"));
        }
        Ok(())
    }
}

/// The value of a header in a message as it was written.
pub fn header_of<'m>(raw: &'m str, name: &str) -> Option<&'m str> {
    raw.lines()
        .take_while(|line| !line.is_empty())
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}
