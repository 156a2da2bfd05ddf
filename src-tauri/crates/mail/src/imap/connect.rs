//! From a name to a session: resolve, connect, encrypt, greet, log in, say who we are.

use std::collections::BTreeSet;
use std::pin::Pin;
use std::time::Duration;

use async_imap::imap_proto::{Capability, Response, Status};
use async_imap::{Authenticator, Client};
use tokio::io::AsyncWriteExt as _;
use tokio_io_timeout::TimeoutStream;

use super::session::{Session, read};
use crate::server::{self, Account, Failure, Login, PATIENCE, Step, Tls, Why, Wire, within};

/// A connection on which silence ends: async-imap has no limits of its own.
pub(super) type Stream = Pin<Box<TimeoutStream<Box<dyn Wire>>>>;

fn stream(wire: Box<dyn Wire>, silence: Duration) -> Stream {
    let mut stream = Box::pin(TimeoutStream::new(wire));
    stream.as_mut().set_read_timeout_pinned(Some(silence));
    stream.as_mut().set_write_timeout_pinned(Some(silence));
    stream
}

/// Opens a session on the account's server.
///
/// # Errors
/// A [`Failure`] that names the step. Nothing on the server was changed.
pub async fn connect(account: &Account) -> Result<Session, Failure> {
    let patience = PATIENCE.min(account.silence);
    let tcp = server::reach(account).await?;
    let wire: Box<dyn Wire> = match account.tls {
        Tls::Implicit => Box::new(within(Step::Tls, patience, server::over(account, tcp)).await?),
        Tls::Starttls | Tls::None => Box::new(tcp),
    };
    let mut wire = within(Step::Greeting, patience, greet(wire)).await?;
    if account.tls == Tls::Starttls {
        wire = within(Step::Tls, patience, starttls(account, wire)).await?;
    }
    let client = Client::new(stream(wire, account.silence));
    let inner = within(Step::Login, patience, login(account, client)).await?;
    let mut session = Session::new(inner, account.silence);
    within(Step::Login, patience, introduce(&mut session)).await?;
    Ok(session)
}

/// The server speaks first. PREAUTH is not taken: nobody has shown who they are, and before
/// STARTTLS it would keep encryption from coming about (RFC 9051, 11.3).
async fn greet(wire: Box<dyn Wire>) -> Result<Box<dyn Wire>, Failure> {
    let mut client = Client::new(wire);
    let greeting = read(Step::Greeting, client.read_response()).await?;
    match greeting.parsed() {
        Response::Data {
            status: Status::Ok, ..
        } => Ok(client.into_inner()),
        Response::Data { outcome, .. } => Err(Failure::new(
            Step::Greeting,
            Why::Refused,
            outcome.information.as_deref().unwrap_or_default(),
        )),
        _ => Err(Failure::new(Step::Greeting, Why::Protocol, "")),
    }
}

/// What was read ahead before TLS is dropped with the client that read it: nobody on the way can
/// put words in the server's mouth.
async fn starttls(account: &Account, wire: Box<dyn Wire>) -> Result<Box<dyn Wire>, Failure> {
    let mut client = Client::new(wire);
    client
        .run_command_and_check_ok("STARTTLS", None)
        .await
        .map_err(|e| match Failure::imap(Step::Tls, &e) {
            refused if refused.why == Why::Refused => Failure {
                why: Why::NoTls,
                ..refused
            },
            other => other,
        })?;
    Ok(Box::new(server::over(account, client.into_inner()).await?))
}

async fn login(
    account: &Account,
    mut client: Client<Stream>,
) -> Result<async_imap::Session<Stream>, Failure> {
    let no_login = capabilities(&mut client).await?.contains("LOGINDISABLED");
    if no_login && account.tls == Tls::None {
        return Err(Failure::new(Step::Login, Why::NoTls, "LOGINDISABLED"));
    }
    let ascii = |password: &str| account.user.is_ascii() && password.is_ascii();
    let said = match &account.login {
        Login::Password(password) if ascii(password) && !no_login => {
            client.login(&account.user, password.as_str()).await
        }
        // LOGIN has no words for more than ASCII; SASL PLAIN is UTF-8 (RFC 4616).
        Login::Password(password) => {
            let sasl = Sasl::new(format!("\0{}\0{}", account.user, password.as_str()));
            client.authenticate("PLAIN", sasl).await
        }
        Login::Token(token) => {
            let sasl = Sasl::new(format!(
                "user={}\u{1}auth=Bearer {}\u{1}\u{1}",
                account.user,
                token.as_str()
            ));
            client.authenticate("XOAUTH2", sasl).await
        }
    };
    said.map_err(|(error, _)| Failure::imap(Step::Login, &error))
}

/// What the server can do for who has not logged in yet. A client must not send LOGIN to a server
/// that says LOGINDISABLED (RFC 3501, 6.2.3): the password would have been on the wire.
async fn capabilities(client: &mut Client<Stream>) -> Result<BTreeSet<String>, Failure> {
    const TAG: &str = "C0";
    let step = Step::Login;
    let wire = client.get_mut();
    let asked = async {
        // async-imap has commands for who has logged in alone.
        wire.write_all(format!("{TAG} CAPABILITY\r\n").as_bytes())
            .await?;
        wire.flush().await
    };
    asked.await.map_err(|e| Failure::io(step, &e))?;
    let mut can = BTreeSet::new();
    loop {
        let response = read(step, client.read_response()).await?;
        match response.parsed() {
            Response::Done { tag, .. } if tag.0 == TAG => return Ok(can),
            other => note(&mut can, other),
        }
    }
}

fn note(can: &mut BTreeSet<String>, response: &Response<'_>) {
    if let Response::Capabilities(found) = response {
        can.extend(found.iter().map(|capability| match capability {
            Capability::Imap4rev1 => "IMAP4REV1".to_owned(),
            Capability::Auth(how) => format!("AUTH={}", how.to_uppercase()),
            Capability::Atom(atom) => atom.to_uppercase(),
        }));
    }
}

/// Answers the first challenge; a second one is the server's word on why it says no, and wants
/// an empty answer.
struct Sasl(Option<zeroize::Zeroizing<String>>);

impl Sasl {
    fn new(answer: String) -> Self {
        Self(Some(answer.into()))
    }
}

impl Authenticator for Sasl {
    type Response = Vec<u8>;
    fn process(&mut self, _: &[u8]) -> Vec<u8> {
        self.0
            .take()
            .map(|answer| answer.as_bytes().to_vec())
            .unwrap_or_default()
    }
}

/// Asks what the server can do, and says who we are (RFC 2971) before any folder is opened:
/// 163.com and 126.com answer SELECT with 'Unsafe Login' otherwise.
async fn introduce(session: &mut Session) -> Result<(), Failure> {
    let mut can = BTreeSet::new();
    session
        .command(Step::Login, "CAPABILITY", |response| {
            note(&mut can, response)
        })
        .await?;
    if can.contains("ID") {
        let id = concat!(
            "ID (\"name\" \"Privacy Desk\" \"version\" \"",
            env!("CARGO_PKG_VERSION"),
            "\")"
        );
        session.tell(Step::Login, id).await?;
    }
    session.can_idle = can.contains("IDLE");
    Ok(())
}
