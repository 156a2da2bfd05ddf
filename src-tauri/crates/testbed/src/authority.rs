//! A certificate authority of the tests' own, and the certificate it gives a server.

use std::path::{Path, PathBuf};

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};

use crate::{Dovecot, Error};

/// What is wrong with a server's certificate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Certificate {
    /// Nothing: it is for `localhost`, 127.0.0.1 and [`Dovecot::FAR`], valid now, and signed by the authority.
    #[default]
    Good,
    /// It was valid until 2021.
    Expired,
    /// It is for `other.example.com`.
    OtherName,
}

/// Files of PEM.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    /// The authority's certificate: what a client is to trust.
    pub(crate) authority: PathBuf,
    /// The server's.
    pub(crate) certificate: PathBuf,
    /// The server's private key.
    pub(crate) key: PathBuf,
}

impl Files {
    /// Makes a new authority and a server's certificate, and writes them into `folder`.
    pub(crate) fn make(folder: &Path, kind: Certificate) -> Result<Self, Error> {
        let [authority, certificate, key] = pems(kind).map_err(|error| Error::Refused {
            program: "rcgen".to_owned(),
            said: error.to_string(),
        })?;
        let write = |name: &str, pem: String| {
            let path = folder.join(name);
            std::fs::write(&path, pem).map_err(Error::io(&path))?;
            Ok(path)
        };
        Ok(Self {
            authority: write("authority.pem", authority)?,
            certificate: write("certificate.pem", certificate)?,
            key: write("key.pem", key)?,
        })
    }
}

/// The authority's certificate, the server's, and the server's key.
fn pems(kind: Certificate) -> Result<[String; 3], rcgen::Error> {
    let mut params = CertificateParams::default();
    params
        .distinguished_name
        .push(DnType::CommonName, "Privacy Desk's tests");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let own_key = KeyPair::generate()?;
    let authority = params.self_signed(&own_key)?.pem();
    let issuer = Issuer::new(params, own_key);

    let names: &[&str] = match kind {
        Certificate::OtherName => &["other.example.com"],
        Certificate::Good | Certificate::Expired => &["localhost", "127.0.0.1", Dovecot::FAR],
    };
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name.push(DnType::CommonName, "Server");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = match kind {
        Certificate::Expired => date_time_ymd(2021, 1, 1),
        Certificate::Good | Certificate::OtherName => date_time_ymd(2049, 1, 1),
    };
    let key = KeyPair::generate()?;
    let certificate = params.signed_by(&key, &issuer)?.pem();
    Ok([authority, certificate, key.serialize_pem()])
}
