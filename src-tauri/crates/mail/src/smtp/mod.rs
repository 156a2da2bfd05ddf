//! Giving a message to a mail server (RFC 5321, RFC 6409): to all of its recipients, or to none.
//!
//! lettre carries commands and replies; what a failure *means* is told here. Once the end of a
//! message may have reached the server and no reply came, nobody knows whether it was taken: that
//! is an outcome of its own ([`Unsent::Unknown`]), and never a reason to send again by itself.

mod wire;

use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};

use crate::server::{Account, Failure, Login, PATIENCE, Step, TRY, Why};

/// How long the server may take to answer for a message that it was given (RFC 5321, 4.5.3.2.6).
const TAKING: Duration = Duration::from_secs(10 * 60);

/// Why a message was not given to the server, or may not have been.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsent {
    /// It was certainly not taken; later it may be.
    #[error("{0}")]
    Passing(Failure),
    /// It was certainly not taken, and will not be as it is.
    #[error("{0}")]
    Lasting(Failure),
    /// It may have been taken.
    #[error("{0}")]
    Unknown(Failure),
}

/// Who sends, and who is to get it: bare addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    pub from: String,
    /// No bounce is to answer it: it is from nobody, where the server takes that, as those that
    /// send for their own accounts alone do not (RFC 6409, 6.1).
    pub automatic: bool,
    pub to: Vec<String>,
}

/// Gives a message to the account's server. `raw` has CRLF line ends, and no line of it needs more
/// than 8BITMIME.
///
/// # Errors
/// [`Unsent`]; where one recipient is refused, nothing was sent to the others either.
pub async fn send(account: &Account, envelope: &Envelope, raw: &[u8]) -> Result<(), Unsent> {
    let from = address(&envelope.from)?;
    let to: Vec<Address> = envelope
        .to
        .iter()
        .map(|one| address(one))
        .collect::<Result<_, _>>()?;
    if to.is_empty() {
        return Err(Unsent::Lasting(Failure::new(Step::Send, Why::Refused, "")));
    }
    if !has_whole_line_ends(raw) {
        let failure = Failure::new(Step::Send, Why::Protocol, "line ends");
        return Err(Unsent::Lasting(failure));
    }
    let mut connection = open(account).await?;
    let mut options = Vec::new();
    if to
        .iter()
        .chain([&from])
        .any(|one| !one.to_string().is_ascii())
    {
        if !connection
            .server_info()
            .supports_feature(Extension::SmtpUtfEight)
        {
            let failure = Failure::new(Step::Send, Why::Refused, "SMTPUTF8 is not supported");
            return Err(Unsent::Lasting(failure));
        }
        options.push(MailParameter::SmtpUtfEight);
    }
    let silence = account.silence;
    let own = Mail::new(Some(from), options.clone());
    if envelope.automatic {
        let nobody = Mail::new(None, options);
        match ask(silence, connection.command(nobody)).await {
            Err(Unsent::Lasting(_)) => ask(silence, connection.command(own)).await?,
            asked => asked?,
        };
    } else {
        ask(silence, connection.command(own)).await?;
    }
    for one in to {
        ask(silence, connection.command(Rcpt::new(one, Vec::new()))).await?;
    }
    let go_on = ask(silence, connection.command(Data)).await?;
    if !go_on.has_code(354) {
        return Err(Unsent::Passing(Failure::new(Step::Send, Why::Protocol, "")));
    }
    // From here on the server may have all of it.
    let given = tokio::time::timeout(TAKING.min(silence * 10), connection.message(raw)).await;
    match given {
        Ok(Ok(taken)) if !taken.has_code(250) => {
            let failure = Failure::new(Step::Send, Why::Protocol, taken.code());
            Err(Unsent::Unknown(failure))
        }
        Ok(Ok(_taken)) => {
            // It was taken, whatever becomes of the goodbye.
            let _ = tokio::time::timeout(TRY, connection.quit()).await;
            Ok(())
        }
        Ok(Err(error)) if error.status().is_some() => Err(said(Step::Send, &error)),
        Ok(Err(error)) => Err(Unsent::Unknown(Failure::smtp(Step::Send, &error))),
        Err(_) => Err(Unsent::Unknown(Failure::new(Step::Send, Why::Timeout, ""))),
    }
}

/// Whether every line of a message ends with CRLF: a server could see the end of it in another
/// place otherwise.
pub(crate) fn has_whole_line_ends(raw: &[u8]) -> bool {
    let lone = |at: usize| match raw[at] {
        b'\n' => at == 0 || raw[at - 1] != b'\r',
        b'\r' => raw.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    !(0..raw.len()).any(lone)
}

/// Connects and logs in, and sends nothing.
///
/// # Errors
/// As [`send`], but never [`Unsent::Unknown`].
pub async fn test(account: &Account) -> Result<(), Unsent> {
    let mut connection = open(account).await?;
    let _ = tokio::time::timeout(TRY, connection.quit()).await;
    Ok(())
}

/// A connection over which mail can be sent.
async fn open(account: &Account) -> Result<AsyncSmtpConnection, Unsent> {
    let wire = wire::connect(account).await.map_err(passing_or_not)?;
    let hello = hello();
    let greeted = AsyncSmtpConnection::connect_with_transport(Box::new(wire), &hello);
    let mut connection = match tokio::time::timeout(PATIENCE, greeted).await {
        Ok(greeted) => greeted.map_err(|e| passing_or_not(Failure::smtp(Step::Greeting, &e)))?,
        Err(_) => {
            return Err(Unsent::Passing(Failure::new(
                Step::Greeting,
                Why::Timeout,
                "",
            )));
        }
    };
    let (mechanisms, secret) = match &account.login {
        Login::Password(password) => (&[Mechanism::Plain, Mechanism::Login][..], password),
        Login::Token(token) => (&[Mechanism::Xoauth2][..], token),
    };
    let credentials = Credentials::new(account.user.clone(), secret.to_string());
    let login = connection.auth(mechanisms, &credentials);
    match tokio::time::timeout(PATIENCE, login).await {
        Ok(logged_in) => logged_in.map_err(|e| said(Step::Login, &e))?,
        Err(_) => return Err(Unsent::Passing(Failure::new(Step::Login, Why::Timeout, ""))),
    };
    Ok(connection)
}

/// What we say of this computer: not its name (RFC 5321, 4.1.3).
fn hello() -> ClientId {
    ClientId::Ipv4(std::net::Ipv4Addr::LOCALHOST)
}

async fn ask<T>(
    silence: Duration,
    asking: impl Future<Output = Result<T, Error>>,
) -> Result<T, Unsent> {
    match tokio::time::timeout(silence, asking).await {
        Ok(answered) => answered.map_err(|e| said(Step::Send, &e)),
        Err(_) => Err(Unsent::Passing(Failure::new(Step::Send, Why::Timeout, ""))),
    }
}

/// What a failure before the end of the message means: 4yz passes, 5yz lasts (RFC 5321, 4.2.1).
fn said(step: Step, error: &Error) -> Unsent {
    let failure = Failure::smtp(step, error);
    match error {
        // A password or token can be mended, and the message is none the worse for it.
        error if error.is_permanent() && step != Step::Login => Unsent::Lasting(failure),
        error if error.is_client() => Unsent::Lasting(failure),
        _ => passing_or_not(failure),
    }
}

/// A certificate, or a setting that is wrong, does not mend itself.
fn passing_or_not(failure: Failure) -> Unsent {
    match failure.why {
        Why::CertificateName
        | Why::CertificateUnknown
        | Why::CaUnreadable
        | Why::NoTls
        | Why::NotLoopback => Unsent::Lasting(failure),
        _ => Unsent::Passing(failure),
    }
}

fn address(text: &str) -> Result<Address, Unsent> {
    text.trim()
        .parse()
        .map_err(|e| Unsent::Lasting(Failure::new(Step::Send, Why::Refused, e)))
}
