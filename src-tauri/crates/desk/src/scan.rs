//! What the office's virus scanner says of a file: asked when the file is to be saved, drawn or
//! sent. What was found is not handed out; what nobody scanned is, and said to be so.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use mail::clamd::{Clamd, LARGEST, PATIENCE, Place, Verdict};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::door::Entry;
use crate::types::{dto, dto_out};
use crate::{Desk, Error, Result};

dto! {
    /// Where ClamAV's clamd listens on each computer of the office.
    #[derive(PartialEq, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum Scanner {
        /// A socket in the file system, by its whole path.
        Socket(String),
        /// A port of the computer itself: the protocol knows no encryption.
        Port { host: String, port: u16 },
    }
}

dto! {
    #[derive(Copy, PartialEq, Eq)]
    #[serde(rename_all = "kebab-case")]
    pub enum ScanState { Clean, Found, NotScanned }
}

dto! {
    /// What the scanner said of a file.
    #[derive(PartialEq, Eq)]
    pub struct ScanView {
        pub state: ScanState,
        /// What it calls what it found.
        pub name: Option<String>,
        /// Why it was not scanned: a word of `mail::clamd::Unscanned`.
        pub why: Option<String>,
    }
}

dto_out! {
    /// What a scanner is good for.
    pub struct ScannerTest {
        /// Its name and version.
        pub version: String,
        /// It finds the file that every scanner should.
        pub finds: bool,
        /// It says so where its limits keep it from reading on (`AlertExceedsMax`).
        pub tells: bool,
    }
}

/// What was scanned since the desk was opened, by message and part, or by a draft's file.
#[derive(Default)]
pub(crate) struct Scans(Mutex<HashMap<(Uuid, u32), ScanView>>);

impl Scans {
    fn with<T>(&self, act: impl FnOnce(&mut HashMap<(Uuid, u32), ScanView>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Scanner {
    /// As it is kept: `unix:/path` or `tcp:host:port`.
    fn to_text(&self) -> String {
        match self {
            Self::Socket(path) => format!("unix:{path}"),
            Self::Port { host, port } => format!("tcp:{host}:{port}"),
        }
    }

    fn of_text(text: &str) -> Option<Self> {
        if let Some(path) = text.strip_prefix("unix:") {
            return Some(Self::Socket(path.to_owned()));
        }
        let (host, port) = text.strip_prefix("tcp:")?.rsplit_once(':')?;
        Some(Self::Port {
            host: host.to_owned(),
            port: port.parse().ok()?,
        })
    }

    /// Whether it is on the computer itself.
    fn is_here(&self) -> bool {
        match self {
            Self::Socket(path) => path.starts_with('/'),
            Self::Port { host, port } => {
                let address = host.parse::<IpAddr>();
                let loopback = address.is_ok_and(|address| address.is_loopback());
                *port > 0 && (loopback || host == "localhost")
            }
        }
    }
}

impl Desk {
    /// Says where the scanner is, for the whole office; `None`: there is none.
    ///
    /// # Errors
    /// [`Error::ScannerPlace`] for one that is not on the computer itself.
    pub async fn set_scanner(&self, scanner: Option<Scanner>) -> Result<()> {
        self.ring().complaints()?;
        if scanner.as_ref().is_some_and(|one| !one.is_here()) {
            return Err(Error::ScannerPlace);
        }
        let kept = scanner.as_ref().map(Scanner::to_text);
        let kind = match &scanner {
            Some(Scanner::Socket(_)) => "socket",
            Some(Scanner::Port { .. }) => "port",
            None => "none",
        };
        let mut act = self.act().await?;
        store::workspace::set_scanner(&mut act.tx, kept.as_deref()).await?;
        act.log(Entry::workspace("workspace.scanner-set", self.row().id).with("scanner", kind));
        act.commit().await?;
        let row = self.inner.row.write();
        row.unwrap_or_else(PoisonError::into_inner).scanner = kept;
        self.inner.scans.with(HashMap::clear);
        Ok(())
    }

    /// Where the scanner is.
    pub fn scanner(&self) -> Option<Scanner> {
        Scanner::of_text(&self.row().scanner?)
    }

    /// Tries the scanner out.
    ///
    /// # Errors
    /// [`Error::NoScanner`]; [`Error::ScannerFailed`] with why it can't be asked.
    pub async fn scanner_test(&self) -> Result<ScannerTest> {
        let clamd = self.clamd().ok_or(Error::NoScanner)?;
        let fitness = clamd.try_out().await;
        let fitness = fitness.map_err(|why| Error::ScannerFailed {
            why: why.to_string(),
        })?;
        Ok(ScannerTest {
            version: fitness.version,
            finds: fitness.finds,
            tells: fitness.tells,
        })
    }

    fn clamd(&self) -> Option<Clamd> {
        Some(Clamd {
            place: match self.scanner()? {
                Scanner::Socket(path) => Place::Unix(path.into()),
                Scanner::Port { host, port } => Place::Tcp { host, port },
            },
            largest: LARGEST,
            patience: PATIENCE,
        })
    }

    /// What the scanner said of a file of a message, since the desk was opened.
    pub fn scan_of(&self, message: Uuid, part: u32) -> Option<ScanView> {
        self.inner
            .scans
            .with(|all| all.get(&(message, part)).cloned())
    }

    /// Has a file scanned before it is handed out, where there is a scanner. What was not scanned
    /// is asked about again.
    ///
    /// # Errors
    /// [`Error::Infected`].
    pub(crate) async fn scanned(&self, file: Uuid, part: u32, bytes: &[u8]) -> Result<()> {
        let Some(clamd) = self.clamd() else {
            return Ok(());
        };
        let known = self.scan_of(file, part);
        let view = match known.filter(|known| known.state != ScanState::NotScanned) {
            Some(known) => known,
            None => {
                let view = viewed(clamd.scan(bytes).await);
                self.inner
                    .scans
                    .with(|all| all.insert((file, part), view.clone()));
                view
            }
        };
        match view.name {
            Some(name) => Err(Error::Infected { name }),
            None => Ok(()),
        }
    }

    /// As [`Desk::scanned`], of files that go as one, into which nobody looks later: it is clean
    /// where each of them is.
    ///
    /// # Errors
    /// [`Error::Infected`]; [`Error::PathMissing`].
    pub(crate) async fn all_scanned(&self, one: Uuid, files: &[String]) -> Result<()> {
        let mut whole = None;
        for (part, path) in (1..).zip(files) {
            let bytes = tokio::fs::read(path).await;
            let bytes = bytes.map_err(|_| Error::PathMissing { path: path.clone() })?;
            self.scanned(one, part, &bytes).await?;
            let known = self.scan_of(one, part);
            let clean = |view: &ScanView| view.state == ScanState::Clean;
            if whole.as_ref().is_none_or(clean) {
                whole = known;
            }
        }
        if let Some(whole) = whole {
            self.inner.scans.with(|all| all.insert((one, 0), whole));
        }
        Ok(())
    }
}

fn viewed(verdict: Verdict) -> ScanView {
    let (state, name, why) = match verdict {
        Verdict::Clean => (ScanState::Clean, None, None),
        Verdict::Found { name } => (ScanState::Found, Some(name), None),
        Verdict::NotScanned { why } => (ScanState::NotScanned, None, Some(why.to_string())),
    };
    ScanView { state, name, why }
}
