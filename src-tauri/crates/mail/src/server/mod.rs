//! A mail server as IMAP and SMTP see it: where it is, how the way there is protected, who asks, and
//! what can go wrong.

mod failure;
mod tls;

pub(crate) use failure::HUNG_UP;
pub use failure::{Failure, Step, Why};
pub(crate) use tls::{Wire, over};

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::words::words;

words! {
    /// How the connection is protected.
    Tls {
        /// TLS from the first byte (RFC 8314, 3.2); port 993 or 465.
        Implicit = "implicit",
        /// TLS after STARTTLS (RFC 3501, 6.2.1; RFC 3207); never without it.
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

/// Where a server is, and who comes to it.
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

/// How long a step may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// How long one of a host's addresses is tried.
pub(crate) const TRY: Duration = Duration::from_secs(10);

/// Waits for a step, but not for ever.
pub(crate) async fn within<T>(
    step: Step,
    limit: Duration,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    timeout(limit, work)
        .await
        .unwrap_or_else(|_| Err(Failure::new(step, Why::Timeout, "")))
}

/// The addresses of the account's host.
///
/// # Errors
/// [`Why::NoSuchHost`]; [`Why::NotLoopback`] where the way there would be open to others.
async fn addresses(account: &Account) -> Result<Vec<SocketAddr>, Failure> {
    let host = account.host.trim();
    let addresses: Vec<SocketAddr> = within(Step::Resolve, PATIENCE, async {
        lookup_host((host, account.port))
            .await
            .map(Iterator::collect)
            .map_err(|e| Failure::new(Step::Resolve, Why::NoSuchHost, e))
    })
    .await?;
    if account.tls == Tls::None && !addresses.iter().all(|a| a.ip().is_loopback()) {
        return Err(Failure::new(Step::Connect, Why::NotLoopback, ""));
    }
    Ok(addresses)
}

/// A connection to the first of the host's addresses that answers.
pub(crate) async fn reach(account: &Account) -> Result<TcpStream, Failure> {
    let mut last = Failure::new(Step::Resolve, Why::NoSuchHost, "");
    for address in addresses(account).await? {
        let tried = within(Step::Connect, TRY, async {
            TcpStream::connect(address)
                .await
                .map_err(|e| Failure::io(Step::Connect, &e))
        });
        match tried.await {
            Ok(tcp) => {
                // Commands are short and each waits for its answer.
                let _ = tcp.set_nodelay(true);
                return Ok(tcp);
            }
            Err(failure) => last = failure,
        }
    }
    Err(last)
}
