//! What mail could not be read or sent for: at which step, why, and what the server said.

use std::io;

use crate::words::words;

words! {
    /// How far it came.
    Step {
        /// Finding the server's address.
        Resolve = "resolve",
        /// Reaching the server.
        Connect = "connect",
        /// Agreeing on encryption, and on who the server is.
        Tls = "tls",
        /// The server's first line.
        Greeting = "greeting",
        /// Showing who asks.
        Login = "login",
        /// Opening or listing folders.
        Folder = "folder",
        /// Listing and fetching messages.
        Fetch = "fetch",
        /// Naming the sender and the recipients, and giving the message to the server.
        Send = "send",
    }
}

words! {
    /// Why it went no further.
    Why {
        /// There is no host of this name.
        NoSuchHost = "no-such-host",
        /// Nothing listens there, or no way leads there.
        Unreachable = "unreachable",
        /// No answer in time.
        Timeout = "timeout",
        /// The connection ended.
        Closed = "closed",
        /// The certificate has expired, or is not valid yet.
        CertificateExpired = "certificate-expired",
        /// The certificate is another host's.
        CertificateName = "certificate-name",
        /// Nobody whom we trust vouches for the certificate.
        CertificateUnknown = "certificate-unknown",
        /// The certificates to trust can't be read.
        CaUnreadable = "ca-unreadable",
        /// No encryption came about otherwise.
        NoTls = "no-tls",
        /// Without encryption a mailbox is read on this computer alone.
        NotLoopback = "not-loopback",
        /// The server said no.
        Refused = "refused",
        /// The server said what no server should say.
        Protocol = "protocol",
    }
}

/// Said of a connection that ended without a word.
pub(crate) const HUNG_UP: &str = "the server hung up";
/// Said of what can't be read: async-imap quotes all of it, and that is somebody's mail.
const UNREADABLE: &str = "an unreadable response";

/// Nobody reads more of a server's sentence, in characters.
const LONGEST: usize = 300;

/// What went wrong. `said` is the server's or the library's own sentence, for the person who
/// sets the mailbox up; it may be empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{step}: {why}")]
pub struct Failure {
    pub step: Step,
    pub why: Why,
    pub said: String,
}

impl Failure {
    pub(crate) fn new(step: Step, why: Why, said: impl std::fmt::Display) -> Self {
        let said: String = said.to_string().chars().take(LONGEST).collect();
        let said = crate::display::visible_line(&said);
        Self { step, why, said }
    }

    pub(crate) fn io(step: Step, error: &io::Error) -> Self {
        if let Some(tls) = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<tokio_rustls::rustls::Error>())
        {
            return Self::tls(tls);
        }
        let why = match error.kind() {
            io::ErrorKind::TimedOut => Why::Timeout,
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::NotConnected
            | io::ErrorKind::UnexpectedEof => Why::Closed,
            _ if step == Step::Connect => Why::Unreachable,
            _ => return Self::new(step, Why::Protocol, UNREADABLE),
        };
        match error.kind() {
            // What rustls says of it is for programmers.
            io::ErrorKind::UnexpectedEof => Self::new(step, why, HUNG_UP),
            _ => Self::new(step, why, error),
        }
    }

    fn tls(error: &tokio_rustls::rustls::Error) -> Self {
        use tokio_rustls::rustls::{CertificateError as C, Error};
        let why = match error {
            Error::InvalidCertificate(certificate) => match certificate {
                C::Expired
                | C::ExpiredContext { .. }
                | C::NotValidYet
                | C::NotValidYetContext { .. } => Why::CertificateExpired,
                C::NotValidForName | C::NotValidForNameContext { .. } => Why::CertificateName,
                _ => Why::CertificateUnknown,
            },
            _ => Why::NoTls,
        };
        Self::new(Step::Tls, why, error)
    }

    pub(crate) fn imap(step: Step, error: &async_imap::error::Error) -> Self {
        use async_imap::error::Error;
        match error {
            Error::Io(error) => Self::io(step, error),
            Error::ConnectionLost => Self::new(step, Why::Closed, HUNG_UP),
            Error::No(said) | Error::Bad(said) => Self::new(step, Why::Refused, information(said)),
            _ => Self::new(step, Why::Protocol, UNREADABLE),
        }
    }
}

impl Failure {
    pub(crate) fn smtp(step: Step, error: &lettre::transport::smtp::Error) -> Self {
        use std::error::Error as _;
        let mut source = error.source();
        while let Some(inner) = source {
            if let Some(io) = inner.downcast_ref::<io::Error>() {
                return Self::io(step, io);
            }
            source = inner.source();
        }
        if let Some(code) = error.status() {
            // The source is what the server said behind its code.
            let said = error
                .source()
                .map_or_else(String::new, |said| said.to_string());
            return Self::new(step, Why::Refused, format!("{code} {said}"));
        }
        // The stream ended, or said what no server of this protocol says.
        match error.source().map(ToString::to_string) {
            Some(said) if said == "incomplete response" => Self::new(step, Why::Closed, HUNG_UP),
            _ => Self::new(step, Why::Protocol, UNREADABLE),
        }
    }
}

/// The server's sentence in async-imap's `code: …, info: Some("…")`.
fn information(said: &str) -> &str {
    said.split_once("info: Some(\"")
        .and_then(|(_, rest)| rest.rsplit_once("\")"))
        .map_or(said, |(sentence, _)| sentence)
}
