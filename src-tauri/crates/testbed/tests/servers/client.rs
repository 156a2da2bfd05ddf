//! Just enough of a client.

use std::path::Path;
use std::sync::Arc;

use async_imap::{Client, Session};
use futures_util::TryStreamExt as _;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

pub async fn tcp(port: u16) -> Result<TcpStream> {
    Ok(TcpStream::connect(("127.0.0.1", port)).await?)
}

/// TLS on a connection, for those who trust what `ca` signed.
pub async fn tls(stream: TcpStream, ca: &Path) -> Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(ca)?)?;
    let config = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = TlsConnector::from(Arc::new(config));
    Ok(connector
        .connect(ServerName::try_from("localhost")?, stream)
        .await?)
}

/// A client on a connection that has been greeted.
pub async fn greeted(stream: TlsStream<TcpStream>) -> Result<Client<TlsStream<TcpStream>>> {
    let mut client = Client::new(stream);
    client.read_response().await?.ok_or("no greeting")?;
    Ok(client)
}

/// Logs in over implicit TLS, with the password that all have.
pub async fn login(port: u16, ca: &Path, user: &str) -> Result<Session<TlsStream<TcpStream>>> {
    let client = greeted(tls(tcp(port).await?, ca).await?).await?;
    client
        .login(user, "secret")
        .await
        .map_err(|(error, _)| error.into())
}

/// The whole of each message of the folder that is open, as bytes.
pub async fn bodies(session: &mut Session<TlsStream<TcpStream>>) -> Result<Vec<Vec<u8>>> {
    let fetched: Vec<_> = session
        .uid_fetch("1:*", "(UID BODY.PEEK[])")
        .await?
        .try_collect()
        .await?;
    Ok(fetched
        .iter()
        .filter_map(|fetch| fetch.body().map(<[u8]>::to_vec))
        .collect())
}
