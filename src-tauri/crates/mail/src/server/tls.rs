//! TLS to a mail server: the system's certificates, and those given beside them.

use std::fmt::Debug;
use std::sync::Arc;

use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject as _};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use tokio::io::{AsyncRead, AsyncWrite};

use super::{Account, Failure, Step, Why};

/// A connection, encrypted or not.
pub(crate) trait Wire: AsyncRead + AsyncWrite + Unpin + Send + Sync + Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + Sync + Debug> Wire for T {}

/// Encrypts a connection to the account's host.
pub(crate) async fn over<W: Wire>(account: &Account, wire: W) -> Result<TlsStream<W>, Failure> {
    let protocol = |error: &dyn std::fmt::Display| Failure::new(Step::Tls, Why::NoTls, error);
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| protocol(&e))?
        .with_root_certificates(roots(account)?)
        .with_no_client_auth();
    let name = ServerName::try_from(account.host.clone()).map_err(|e| protocol(&e))?;
    TlsConnector::from(Arc::new(config))
        .connect(name, wire)
        .await
        .map_err(|e| Failure::io(Step::Tls, &e))
}

/// The certificates that are trusted: the system's, and the account's.
fn roots(account: &Account) -> Result<RootCertStore, Failure> {
    let mut roots = RootCertStore::empty();
    // A certificate of the system that can't be read is one that vouches for nobody.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(pem) = &account.ca {
        let unreadable =
            |error: &dyn std::fmt::Display| Failure::new(Step::Tls, Why::CaUnreadable, error);
        let before = roots.len();
        for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
            roots
                .add(certificate.map_err(|e| unreadable(&said(&e)))?)
                .map_err(|e| unreadable(&e))?;
        }
        if roots.len() == before {
            return Err(unreadable(&"no certificate"));
        }
    }
    Ok(roots)
}

/// The library's words, without the bytes that it adds to some.
fn said(error: &pem::Error) -> String {
    match error {
        pem::Error::MissingSectionEnd { .. } => "missing section end marker".to_owned(),
        pem::Error::IllegalSectionStart { .. } => "illegal section start".to_owned(),
        other => other.to_string(),
    }
}
