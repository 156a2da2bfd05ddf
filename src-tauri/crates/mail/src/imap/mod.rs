//! A mailbox on a server, over IMAP (RFC 3501): read, and never changed.
//!
//! async-imap carries commands and parses responses; what a response *means* is read here. Its
//! own `fetch` and `search` end at the tagged line without looking whether it said OK, and at
//! the end of the stream as if that line had come: a connection cut between two messages would
//! look like a mailbox that has no more of them.

mod connect;
mod failure;
mod name;
mod session;
mod tls;

pub use connect::connect;
pub use failure::{Failure, Step, Why};
pub use name::{decode as folder_name, encode as folder_wire_name};
pub use session::{Folder, Listed, Session};

use std::time::Duration;

use zeroize::Zeroizing;

use crate::words::words;

words! {
    /// How the connection is protected.
    Tls {
        /// TLS from the first byte (RFC 8314, 3.2); port 993.
        Implicit = "implicit",
        /// TLS after STARTTLS (RFC 3501, 6.2.1); never without it.
        Starttls = "starttls",
        /// Not at all: for a server on this computer alone.
        None = "none",
    }
}

/// What shows the server who asks.
#[derive(Clone)]
pub enum Login {
    Password(Zeroizing<String>),
    /// An OAuth 2.0 access token, given by SASL XOAUTH2.
    Token(Zeroizing<String>),
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Password(_) => "Password(..)",
            Self::Token(_) => "Token(..)",
        })
    }
}

/// How long a server may usually be silent within a command.
pub const SILENCE: Duration = Duration::from_secs(60);

/// Where a mailbox is, and who reads it.
#[derive(Debug, Clone)]
pub struct Account {
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    pub user: String,
    pub login: Login,
    /// Certificates (PEM) that are trusted beside the system's.
    pub ca: Option<String>,
    /// How long the server may be silent within a command: [`SILENCE`].
    pub silence: Duration,
}
