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
    /// The authority's private key.
    own_key: PathBuf,
    /// The server's.
    pub(crate) certificate: PathBuf,
    /// The server's private key.
    pub(crate) key: PathBuf,
}

impl Files {
    /// Makes a new authority and a server's certificate, and writes them into `folder`.
    pub(crate) fn make(folder: &Path, kind: Certificate) -> Result<Self, Error> {
        let own_key = KeyPair::generate().map_err(refused)?;
        let authority = authority().self_signed(&own_key).map_err(refused)?.pem();
        let files = Self {
            authority: folder.join("authority.pem"),
            own_key: folder.join("authority-key.pem"),
            certificate: folder.join("certificate.pem"),
            key: folder.join("key.pem"),
        };
        for (path, pem) in [
            (&files.authority, authority),
            (&files.own_key, own_key.serialize_pem()),
        ] {
            std::fs::write(path, pem).map_err(Error::io(path))?;
        }
        files.certify(kind)?;
        Ok(files)
    }

    /// Gives the server another certificate of the same authority.
    pub(crate) fn certify(&self, kind: Certificate) -> Result<(), Error> {
        let own_key = std::fs::read_to_string(&self.own_key).map_err(Error::io(&self.own_key))?;
        let [certificate, key] = certified(&own_key, kind).map_err(refused)?;
        for (path, pem) in [(&self.certificate, certificate), (&self.key, key)] {
            std::fs::write(path, pem).map_err(Error::io(path))?;
        }
        Ok(())
    }
}

fn refused(error: rcgen::Error) -> Error {
    Error::Refused {
        program: "rcgen".to_owned(),
        said: error.to_string(),
    }
}

fn authority() -> CertificateParams {
    let mut params = CertificateParams::default();
    params
        .distinguished_name
        .push(DnType::CommonName, "Privacy Desk's tests");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    params
}

/// The server's certificate and its key.
fn certified(own_key: &str, kind: Certificate) -> Result<[String; 2], rcgen::Error> {
    let issuer = Issuer::new(authority(), KeyPair::from_pem(own_key)?);

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
    Ok([certificate, key.serialize_pem()])
}
