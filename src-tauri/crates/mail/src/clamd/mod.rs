//! A virus scanner that the office runs: ClamAV's clamd, asked by its own protocol (clamd(8),
//! "COMMANDS").
//!
//! What it did not read is never clean: whatever goes wrong on the way, and whatever the scanner
//! itself could not look into, is [`Verdict::NotScanned`].

mod probe;

use std::path::PathBuf;
use std::time::Duration;

use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader,
};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

use crate::words::words;

words! {
    /// Why something was not scanned.
    Unscanned {
        /// It is larger than we send, or than the scanner takes (`StreamMaxLength`).
        TooLarge = "too-large",
        /// The scanner read it as far as its limits go (`MaxRecursion`, `MaxScanSize` …).
        Limits = "limits",
        /// It is encrypted, or something in it is.
        Encrypted = "encrypted",
        /// There is no scanner where it should be.
        Unreachable = "unreachable",
        /// The scanner is on another computer, and its protocol knows no encryption.
        NotLoopback = "not-loopback",
        /// No answer in time.
        Timeout = "timeout",
        /// The connection ended before the answer.
        Closed = "closed",
        /// The scanner said that it could not.
        Refused = "refused",
        /// The scanner said what no clamd says.
        Protocol = "protocol",
    }
}

/// What the scanner says of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It was read whole, and nothing that the scanner knows is in it.
    Clean,
    /// Something that the scanner knows is in it.
    Found {
        /// By the scanner's name of it, to be shown.
        name: String,
    },
    /// Nobody knows.
    NotScanned {
        /// Why not.
        why: Unscanned,
    },
}

/// Where a scanner listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// On a port of this computer.
    Tcp { host: String, port: u16 },
    /// On a socket in the file system.
    Unix(PathBuf),
}

/// A scanner.
#[derive(Debug, Clone)]
pub struct Clamd {
    /// Where it is.
    pub place: Place,
    /// The most bytes that are sent to it: [`LARGEST`].
    pub largest: usize,
    /// How long an answer may take, with the sending: [`PATIENCE`].
    pub patience: Duration,
}

/// What a scanner takes at most where nobody has said otherwise, in bytes (clamd.conf(5),
/// `StreamMaxLength`).
pub const LARGEST: usize = 100 << 20;
/// A scanner gives up after 120 seconds where nobody has said otherwise (`MaxScanTime`).
pub const PATIENCE: Duration = Duration::from_secs(150);

/// The bytes of a piece of what is sent.
const PIECE: usize = 64 << 10;
/// The bytes of an answer that are read; a name has less than a hundred.
const ANSWER: u64 = 4 << 10;

/// What a scanner is good for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fitness {
    /// Its name and version, and mostly its signatures' number and day.
    pub version: String,
    /// Whether it finds EICAR's test file, which every scanner should.
    pub finds: bool,
    /// Whether it says so where its limits keep it from reading on. It does by `AlertExceedsMax`
    /// alone: without, it calls clean what it did not read.
    pub tells: bool,
}

impl Clamd {
    /// Has something scanned.
    pub async fn scan(&self, bytes: &[u8]) -> Verdict {
        if bytes.len() > self.largest {
            let why = Unscanned::TooLarge;
            return Verdict::NotScanned { why };
        }
        match self.ask(b"zINSTREAM\0", Some(bytes)).await {
            Ok(said) => verdict(&said),
            Err(why) => Verdict::NotScanned { why },
        }
    }

    /// Tries a scanner out before it is relied on.
    ///
    /// # Errors
    /// Why it can't be asked.
    pub async fn try_out(&self) -> Result<Fitness, Unscanned> {
        let version = self.ask(b"zVERSION\0", None).await?;
        if !version.starts_with("ClamAV ") {
            return Err(Unscanned::Protocol);
        }
        let finds = self.scan(&probe::eicar()).await;
        let tells = self.scan(&probe::nested()).await;
        Ok(Fitness {
            version: shown(&version),
            finds: matches!(finds, Verdict::Found { .. }),
            tells: tells
                == Verdict::NotScanned {
                    why: Unscanned::Limits,
                },
        })
    }

    async fn ask(&self, command: &[u8], content: Option<&[u8]>) -> Result<String, Unscanned> {
        let answer = async {
            match &self.place {
                Place::Tcp { host, port } => {
                    exchange(reach(host, *port).await?, command, content).await
                }
                #[cfg(unix)]
                Place::Unix(path) => {
                    let socket = tokio::net::UnixStream::connect(path).await;
                    let socket = socket.map_err(|_| Unscanned::Unreachable)?;
                    exchange(socket, command, content).await
                }
                #[cfg(not(unix))]
                Place::Unix(_) => Err(Unscanned::Unreachable),
            }
        };
        timeout(self.patience, answer)
            .await
            .unwrap_or(Err(Unscanned::Timeout))
    }
}

async fn reach(host: &str, port: u16) -> Result<TcpStream, Unscanned> {
    let unreachable = |_| Unscanned::Unreachable;
    let addresses = lookup_host((host, port)).await.map_err(unreachable)?;
    let addresses: Vec<_> = addresses.collect();
    if !addresses.iter().all(|address| address.ip().is_loopback()) {
        return Err(Unscanned::NotLoopback);
    }
    TcpStream::connect(&addresses[..])
        .await
        .map_err(unreachable)
}

/// Sends a command, with the content in pieces of which each is told its length and the last is
/// empty, and gives the answer, which ends with a NUL.
async fn exchange(
    mut wire: impl AsyncRead + AsyncWrite + Unpin,
    command: &[u8],
    content: Option<&[u8]>,
) -> Result<String, Unscanned> {
    // Who takes no more says why and hangs up: that counts, not that nobody listened to the rest.
    let _ = send(&mut wire, command, content).await;
    let mut answer = Vec::new();
    let read = BufReader::new(wire.take(ANSWER))
        .read_until(0, &mut answer)
        .await;
    match (read, answer.pop()) {
        (Ok(_), Some(0)) => String::from_utf8(answer).map_err(|_| Unscanned::Protocol),
        // Cut off: it may have been about to say more.
        _ => Err(Unscanned::Closed),
    }
}

async fn send(
    wire: &mut (impl AsyncWrite + Unpin),
    command: &[u8],
    content: Option<&[u8]>,
) -> std::io::Result<()> {
    wire.write_all(command).await?;
    if let Some(content) = content {
        for piece in content.chunks(PIECE) {
            wire.write_all(&(piece.len() as u32).to_be_bytes()).await?;
            wire.write_all(piece).await?;
        }
        wire.write_all(&[0; 4]).await?;
    }
    wire.flush().await
}

/// What an answer to INSTREAM means.
fn verdict(said: &str) -> Verdict {
    let of_stream = said.strip_prefix("stream: ");
    let found = of_stream.and_then(|said| said.strip_suffix(" FOUND"));
    let why = match (said, found) {
        ("stream: OK", _) => return Verdict::Clean,
        (_, Some(name)) if name.starts_with("Heuristics.Limits.Exceeded") => Unscanned::Limits,
        (_, Some(name)) if name.starts_with("Heuristics.Encrypted") => Unscanned::Encrypted,
        (_, Some(name)) => return Verdict::Found { name: shown(name) },
        ("INSTREAM size limit exceeded. ERROR", _) => Unscanned::TooLarge,
        _ if said.ends_with(" ERROR") => Unscanned::Refused,
        _ => Unscanned::Protocol,
    };
    Verdict::NotScanned { why }
}

/// A line of the scanner's, as far as people read it.
fn shown(line: &str) -> String {
    let line: String = line.chars().take(200).collect();
    crate::display::visible_line(&line)
}
