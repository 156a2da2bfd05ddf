//! What the office's virus scanner says of a file: asked when its message is looked at, and when the
//! file is to be saved, drawn or sent. What was found is not handed out; what nobody scanned is, and
//! said to be so. Pictures that a page would show by itself are shown once they were scanned.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use mail::clamd::{Clamd, LARGEST, PATIENCE, Place, Unscanned, Verdict};
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;
use uuid::Uuid;

use crate::door::Entry;
use crate::package::ReadFile;
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
    /// What the scanner said of a file of a message.
    pub struct FileScan {
        pub part: u32,
        pub scan: ScanView,
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
        self.forget_scans();
        Ok(())
    }

    /// What was said is no more than what that scanner said.
    pub(crate) fn forget_scans(&self) {
        self.inner.scans.with(HashMap::clear);
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

    /// What the scanner says of a file; none where there is no scanner. What was not scanned is
    /// asked about again.
    async fn ask_scanner(&self, file: (Uuid, u32), bytes: &[u8]) -> Option<ScanView> {
        let clamd = self.clamd()?;
        let known = self.scan_of(file.0, file.1);
        let settled = known.filter(|known| known.state != ScanState::NotScanned);
        if settled.is_some() {
            return settled;
        }
        let view = viewed(clamd.scan(bytes).await);
        self.inner.scans.with(|all| all.insert(file, view.clone()));
        Some(view)
    }

    /// Has a file scanned before it is handed out. Where something is found, that it was kept back
    /// is in the log.
    ///
    /// # Errors
    /// [`Error::Infected`].
    pub(crate) async fn scanned(
        &self,
        file: (Uuid, u32),
        bytes: &[u8],
        found: Entry,
    ) -> Result<()> {
        let view = self.ask_scanner(file, bytes).await;
        let Some(name) = view.and_then(|view| view.name) else {
            return Ok(());
        };
        self.note_act(found.with("part", file.1).with("found", &name))
            .await?;
        Err(Error::Infected { name })
    }

    /// What the scanner says of each file of a message that is being looked at; empty where there
    /// is no scanner. What it finds first here is in the log.
    ///
    /// # Errors
    /// [`Error::MessageNotFound`].
    pub async fn attachments_scan(&self, message: Uuid) -> Result<Vec<FileScan>> {
        if self.scanner().is_none() {
            return Ok(Vec::new());
        }
        let row = self.find_message(message).await?;
        let raw = match self.raw_of(&row).await {
            Err(Error::NoRaw) => return Ok(Vec::new()),
            raw => raw?,
        };
        let files = mail::parse(&raw).map(|parsed| parsed.attachments);
        let mut scans = Vec::new();
        for part in files.into_iter().flatten().map(|file| file.part) {
            let known = self.scan_of(message, part);
            let Some(bytes) = mail::attachment(&raw, part) else {
                continue;
            };
            let Some(scan) = self.ask_scanner((message, part), &bytes).await else {
                continue;
            };
            if let Some(name) = &scan.name
                && known.as_ref() != Some(&scan)
            {
                let entry = infected(message, row.message.case_id);
                self.note_act(entry.with("part", part).with("found", name))
                    .await?;
            }
            scans.push(FileScan { part, scan });
        }
        Ok(scans)
    }

    /// What keeps pictures back that were not scanned, for a thread that may wait.
    pub(crate) fn pictures(&self) -> Pictures {
        Pictures {
            asks: self.clamd().map(|clamd| (clamd, Handle::current())),
            found: Vec::new(),
            not_scanned: 0,
            silent: None,
        }
    }

    /// As [`Desk::scanned`], of files that go as one, into which nobody looks later: it is clean
    /// where each of them is.
    ///
    /// # Errors
    /// [`Error::Infected`].
    pub(crate) async fn all_scanned(
        &self,
        one: Uuid,
        case: Uuid,
        files: &[ReadFile],
    ) -> Result<()> {
        let mut whole = None;
        for (part, ReadFile { of, bytes, .. }) in (1..).zip(files) {
            let file = of.map_or((one, part), |of| (of.message, of.part));
            self.scanned(file, bytes, found_in(case)).await?;
            let known = self.scan_of(file.0, file.1);
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

/// The entry of what was found in a file of a message.
pub(crate) fn infected(message: Uuid, case: Option<Uuid>) -> Entry {
    Entry::message("message.attachment-infected", message, case)
}

/// The entry of what was found in a file that was to go out.
pub(crate) fn found_in(case: Uuid) -> Entry {
    Entry::case("case.file-infected", case)
}

/// Pictures that are shown once they were scanned, where there is a scanner.
pub(crate) struct Pictures {
    asks: Option<(Clamd, Handle)>,
    /// What the scanner calls what it found, once for each picture.
    pub found: Vec<String>,
    /// How many it did not scan.
    pub not_scanned: u32,
    silent: Option<Unscanned>,
}

impl Pictures {
    /// Whether a picture may be drawn.
    pub fn pass(&mut self, bytes: &[u8]) -> bool {
        let Some((clamd, runtime)) = &self.asks else {
            return true;
        };
        // Who gave no answer for one is not waited for again for each of the others.
        let verdict = match self.silent {
            Some(why) => Verdict::NotScanned { why },
            None => runtime.block_on(clamd.scan(bytes)),
        };
        match verdict {
            Verdict::Clean => return true,
            Verdict::Found { name } => self.found.push(name),
            Verdict::NotScanned { why } => {
                self.not_scanned += 1;
                let silent = matches!(why, Unscanned::Unreachable | Unscanned::Timeout);
                self.silent = silent.then_some(why);
            }
        }
        false
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
