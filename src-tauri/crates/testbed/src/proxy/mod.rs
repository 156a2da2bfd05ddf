//! A connection that breaks where a test wants it to: a proxy before any port of this computer.

mod traffic;

pub use traffic::Traffic;

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::Notify;
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::{Dovecot, Error};
use traffic::{Place, Reader};

/// Where a connection breaks. Lines and literals are counted from 1, as [`Traffic`] counts them,
/// so what a connection had in a dry run can be gone through one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// When so many bytes of the server have been passed on.
    AfterServerBytes(u64),
    /// When so many bytes of the client have been passed on.
    AfterClientBytes(u64),
    /// When the server says this line, which the client does not get: what it asked for was done,
    /// and it can't know.
    BeforeServerLine(u64),
    /// When the client says this line, which the server does not get.
    BeforeClientLine(u64),
    /// In the middle of this literal of the server: half of a message.
    InServerLiteral(u64),
    /// In the middle of this literal of the client.
    InClientLiteral(u64),
}

impl Cut {
    /// The place in what the client says, and the one in what the server says.
    const fn places(self) -> (Option<Place>, Option<Place>) {
        match self {
            Self::AfterClientBytes(number) => (Some(Place::Bytes(number)), None),
            Self::BeforeClientLine(number) => (Some(Place::Line(number)), None),
            Self::InClientLiteral(number) => (Some(Place::Literal(number)), None),
            Self::AfterServerBytes(number) => (None, Some(Place::Bytes(number))),
            Self::BeforeServerLine(number) => (None, Some(Place::Line(number))),
            Self::InServerLiteral(number) => (None, Some(Place::Literal(number))),
        }
    }
}

/// What is to happen to a connection.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Pass,
    Refuse,
    Cut(Cut),
    Stall(Cut),
    Hold(Cut),
}

/// What passed over a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// What the client said.
    pub client: Traffic,
    /// What the server said.
    pub server: Traffic,
    /// Whether it still stands.
    pub open: bool,
}

/// A proxy. Connections pass, unless one of the methods named `…_next` says otherwise: each call
/// is for one connection, in the order in which they come.
///
/// What it hears of TLS that goes through it are bytes alone; [`Proxy::tls`] ends TLS itself.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
    runtime: Option<Runtime>,
}

#[derive(Debug, Default)]
struct Shared {
    fates: Mutex<VecDeque<Fate>>,
    seen: Mutex<Vec<(Arc<Heard>, AbortHandle)>>,
}

/// Both sides of a connection.
#[derive(Debug, Default)]
struct Heard {
    client: Mutex<Reader>,
    server: Mutex<Reader>,
    /// Set before the client can notice.
    closed: AtomicBool,
    /// Whether it is held, and what lets it go on.
    held: AtomicBool,
    release: Notify,
}

impl Proxy {
    /// Starts a proxy before a port.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn start(port: u16) -> Result<Self, Error> {
        Self::before(port, None)
    }

    /// Starts a proxy that is spoken to in TLS, under the server's own certificate, and speaks to
    /// the server's plain port: so it hears every line.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn tls(server: &Dovecot) -> Result<Self, Error> {
        Self::before(server.imap_port(), Some(acceptor(server)?))
    }

    fn before(server: u16, tls: Option<TlsAcceptor>) -> Result<Self, Error> {
        let failed = || Error::io("the proxy");
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_io()
            .build()
            .map_err(failed())?;
        let listener = {
            let _inside = runtime.enter();
            std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
                .and_then(|listener| listener.set_nonblocking(true).map(|()| listener))
                .and_then(TcpListener::from_std)
                .map_err(failed())?
        };
        let port = listener.local_addr().map_err(failed())?.port();
        let shared = Arc::new(Shared::default());
        runtime.spawn(accept(listener, server, tls, Arc::clone(&shared)));
        Ok(Self {
            port,
            shared,
            runtime: Some(runtime),
        })
    }

    /// The port to come to.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Lets a connection pass.
    pub fn pass_next(&self) {
        lock(&self.shared.fates).push_back(Fate::Pass);
    }

    /// Closes a connection before it is greeted.
    pub fn refuse_next(&self) {
        lock(&self.shared.fates).push_back(Fate::Refuse);
    }

    /// Closes a connection at a place: to both sides at once, and with no word of TLS.
    pub fn cut_next(&self, cut: Cut) {
        lock(&self.shared.fates).push_back(Fate::Cut(cut));
    }

    /// Passes nothing on from a place on, and leaves the connection open.
    pub fn stall_next(&self, cut: Cut) {
        lock(&self.shared.fates).push_back(Fate::Stall(cut));
    }

    /// Passes nothing on from a place on until [`Proxy::release`]: what others do meanwhile happens
    /// between two steps of the client's.
    pub fn hold_next(&self, cut: Cut) {
        lock(&self.shared.fates).push_back(Fate::Hold(cut));
    }

    /// Waits until a connection is held.
    pub async fn held(&self) {
        let held = || {
            let seen = lock(&self.shared.seen);
            seen.iter()
                .any(|(heard, _)| heard.held.load(Ordering::SeqCst))
        };
        while !held() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Lets what is held go on.
    pub fn release(&self) {
        for (heard, _) in lock(&self.shared.seen).iter() {
            if heard.held.swap(false, Ordering::SeqCst) {
                heard.release.notify_one();
            }
        }
    }

    /// Closes all connections, now; new ones are taken.
    pub fn cut_all(&self) {
        for (_, task) in lock(&self.shared.seen).iter() {
            task.abort();
        }
    }

    /// What has passed over each connection so far, in the order in which they came.
    #[must_use]
    pub fn connections(&self) -> Vec<Connection> {
        lock(&self.shared.seen)
            .iter()
            .map(|(heard, task)| Connection {
                client: lock(&heard.client).traffic.clone(),
                server: lock(&heard.server).traffic.clone(),
                open: !heard.closed.load(Ordering::SeqCst) && !task.is_finished(),
            })
            .collect()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // A test may be async itself, and then must not wait here.
            runtime.shutdown_background();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// TLS with the certificate and the key that a server has.
fn acceptor(server: &Dovecot) -> Result<TlsAcceptor, Error> {
    let files = server.tls_files();
    let failed = |said: String| Error::Refused {
        program: "rustls".to_owned(),
        said,
    };
    let certificate = CertificateDer::from_pem_file(&files.certificate)
        .map_err(|error| failed(error.to_string()))?;
    let key =
        PrivateKeyDer::from_pem_file(&files.key).map_err(|error| failed(error.to_string()))?;
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .map_err(|error| failed(error.to_string()))?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

async fn accept(listener: TcpListener, port: u16, tls: Option<TlsAcceptor>, shared: Arc<Shared>) {
    while let Ok((client, _)) = listener.accept().await {
        let fate = lock(&shared.fates).pop_front().unwrap_or(Fate::Pass);
        let heard = Arc::new(Heard::default());
        let task = tokio::spawn(connect(client, port, tls.clone(), fate, Arc::clone(&heard)));
        lock(&shared.seen).push((heard, task.abort_handle()));
    }
}

/// A connection's whole life. Whatever ends it, both sides are closed with it.
async fn connect(
    client: TcpStream,
    port: u16,
    tls: Option<TlsAcceptor>,
    fate: Fate,
    heard: Arc<Heard>,
) {
    if matches!(fate, Fate::Refuse) {
        return;
    }
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let Ok(server) = TcpStream::connect(address).await else {
        return;
    };
    match tls {
        None => relay(client, server, fate, &heard).await,
        Some(tls) => {
            if let Ok(client) = tls.accept(client).await {
                relay(client, server, fate, &heard).await;
            }
        }
    }
}

async fn relay(client: impl AsyncRead + AsyncWrite, server: TcpStream, fate: Fate, heard: &Heard) {
    let (of_client, of_server) = match fate {
        Fate::Cut(cut) | Fate::Stall(cut) | Fate::Hold(cut) => cut.places(),
        Fate::Pass | Fate::Refuse => (None, None),
    };
    let hold = matches!(fate, Fate::Hold(_)).then_some(heard);
    let (from_client, mut to_client) = tokio::io::split(client);
    let (from_server, to_server) = tokio::io::split(server);
    let reached = tokio::select! {
        reached = pump(from_client, to_server, &heard.client, of_client, hold) => reached,
        reached = pump(from_server, &mut to_client, &heard.server, of_server, hold) => reached,
    };
    if reached && matches!(fate, Fate::Stall(_)) {
        std::future::pending::<()>().await;
    }
    heard.closed.store(true, Ordering::SeqCst);
    if !reached {
        // The end that TLS has for who closes in peace; a client that has gone needs none.
        let _ = to_client.shutdown().await;
    }
}

/// Passes on what one side says, until it ends or a place is reached: whether that was it. One
/// that is to be held goes on after it.
async fn pump(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    reader: &Mutex<Reader>,
    mut place: Option<Place>,
    hold: Option<&Heard>,
) -> bool {
    let mut buffer = vec![0; 16 * 1024];
    let (mut passed, mut bytes) = (0, 0);
    loop {
        // Before anything is read, too: a place may be the very start.
        let (pass, reached) = lock(reader).read(&buffer[passed..bytes], place);
        if to.write_all(&buffer[passed..passed + pass]).await.is_err() || to.flush().await.is_err()
        {
            return reached;
        }
        passed += pass;
        match hold {
            Some(heard) if reached => {
                heard.held.store(true, Ordering::SeqCst);
                heard.release.notified().await;
                place = None;
                continue;
            }
            None if reached => return true,
            _ => passed = 0,
        }
        bytes = match from.read(&mut buffer).await {
            Ok(0) | Err(_) => return false,
            Ok(bytes) => bytes,
        };
    }
}
