//! What tests start and end: child processes that never outlive them ([`Kept`]), a PostgreSQL and
//! an IMAP server of their own ([`Postgres`], with a [`Pooler`] before it; [`Dovecot`]), one that is odd ([`OddServer`]),
//! a mail server that delivers to it ([`Exim`]), one that is odd ([`OddSmtpServer`]),
//! a virus scanner ([`Clamd`]),
//! connections that break ([`Proxy`], [`Wire`]), a web server that nobody should ask ([`Web`]); and mail to survive ([`hostile`]), or by the thousand
//! ([`bulk`]). Only ever a dev-dependency, and of the black-box tests.

mod authority;
pub mod bulk;
mod clamd;
mod dovecot;
mod exim;
pub mod hostile;
mod kept;
mod odd;
mod odd_smtp;
mod pg;
mod pooler;
mod proxy;
mod runner;
mod web;
mod wire;

pub use authority::Certificate;
pub use clamd::Clamd;
pub use dovecot::{Dovecot, Options, Status};
pub use exim::{Exim, Responder};
pub use kept::{Ending, Kept};
pub use odd::{OddServer, Oddity};
pub use odd_smtp::{OddSmtpServer, SmtpOddity, Submitted};
pub use pg::Postgres;
pub use pooler::Pooler;
pub use proxy::{Connection, Cut, Proxy, Traffic};
pub use web::{Web, WebPage};
pub use wire::{Says, Wire};

use std::path::PathBuf;

/// Why a test could not be given what it asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A program that is to be started is not on this computer.
    #[error("{program} was not found: `make install` gets it")]
    Missing {
        /// The program's name.
        program: &'static str,
    },
    /// A program ran and said no.
    #[error("{program} failed: {said}")]
    Refused {
        /// The program's name.
        program: String,
        /// What it printed.
        said: String,
    },
    /// A server did not come up in time.
    #[error("{program} was not ready in time; its log is {log}")]
    NotReady {
        /// The program's name.
        program: &'static str,
        /// What its log says.
        log: String,
    },
    /// A file or process could not be made.
    #[error("{path}: {source}")]
    Io {
        /// What it was about.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Error {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}

/// Whether long loops are to run whole (`make soak`).
#[must_use]
pub fn soak() -> bool {
    std::env::var_os("PRIVACY_DESK_SOAK").is_some_and(|value| value == "1")
}

/// A port of the loopback address that nobody listened on a moment ago.
///
/// # Errors
/// [`Error::Io`] where the system gives none.
pub fn free_port() -> Result<u16, Error> {
    std::net::TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(Error::io("127.0.0.1:0"))
}

/// 128 bits that nobody knows.
fn random_hex() -> Result<String, Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|source| Error::Io {
        path: "random bytes".into(),
        source: std::io::Error::other(source.to_string()),
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
