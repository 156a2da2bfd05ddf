//! The archive: a ZIP file whose files are encrypted by AES-256 (WinZip's AE-2, "AES Encryption
//! Information: Encryption Specification AE-1 and AE-2"), which 7-Zip and others open.

use std::fs::File;
use std::io::{self, Read, Seek, Write};

use chrono::{DateTime, NaiveDate, Utc};
use domain::data::Language;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::write::FileOptions;
use zip::{AesMode, CompressionMethod, ZipWriter};

use super::names::Names;
use super::{AttachedFile, PackedFile};
use crate::{Error, Result, answers};

/// Two of its files say what is in it: to programs, and to people.
const FOR_PROGRAMS: &str = "manifest.json";
const FOR_PEOPLE: &str = "manifest.txt";
/// From here on a file has to be announced as large (APPNOTE.TXT, 4.3.9.2).
const LARGE: u64 = u32::MAX as u64;

/// What was given, of which case, when and by whom. All of it stands in the archive.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Manifest {
    pub office: String,
    pub case: String,
    pub given_at: DateTime<Utc>,
    /// The last day on which it is to be fetched.
    pub fetch_by: NaiveDate,
    pub files: Vec<PackedFile>,
}

impl Manifest {
    /// As people read it, on a day of theirs.
    fn told(&self, language: Language, given: NaiveDate) -> String {
        let template = match language {
            Language::English => include_str!("../../../../../assets/package/en.txt"),
            Language::Chinese => include_str!("../../../../../assets/package/zh-CN.txt"),
        };
        let files: Vec<String> = self
            .files
            .iter()
            .map(|file| format!("{}\n  {}  {}", file.name, file.size, file.sha256))
            .collect();
        // The files last: nothing in their names is filled in.
        let text = template
            .replace("{case}", &self.case)
            .replace("{given}", &given.to_string())
            .replace("{expires}", &self.fetch_by.to_string());
        let (before, after) = text.split_once("{files}").unwrap_or((&text, ""));
        let text = format!("{before}{}{after}", files.join("\n"));
        text.replacen("{office}", &self.office, 1)
            .replace('\n', "\r\n")
    }
}

/// What is put into an archive.
pub enum Source {
    /// A file on this computer.
    Path(String),
    Read(ReadFile),
}

/// A file in memory: one that came with a message, or, of none, one of this computer.
pub struct ReadFile {
    pub of: Option<AttachedFile>,
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What an archive is made of.
pub struct Archive {
    pub files: Vec<Source>,
    pub passphrase: vault::Zeroizing<String>,
    pub manifest: Manifest,
    pub language: Language,
    /// The day of the manifest's moment, where the office is.
    pub given: NaiveDate,
}

impl Source {
    /// Its name, what is in it, and how many bytes that are.
    fn opened(&self) -> Result<(String, Box<dyn Read + '_>, u64)> {
        match self {
            Self::Read(ReadFile { name, bytes, .. }) => {
                Ok((name.clone(), Box::new(bytes.as_slice()), bytes.len() as u64))
            }
            Self::Path(path) => {
                let name = std::path::Path::new(path).file_name().unwrap_or_default();
                let file = File::open(path).map_err(|_| self.missing())?;
                let about = file.metadata().map_err(|_| self.missing())?;
                if !about.is_file() {
                    return Err(self.missing());
                }
                let name = name.to_string_lossy().into_owned();
                Ok((name, Box::new(file), about.len()))
            }
        }
    }

    /// Read whole, so that what is scanned is what is packed.
    ///
    /// # Errors
    /// [`Error::PathMissing`]; [`Error::DraftTooLarge`] for one of more than `most` bytes.
    pub fn read(self, most: u64) -> Result<ReadFile> {
        if let Self::Read(file) = self {
            return Ok(file);
        }
        let (name, file, _) = self.opened()?;
        let mut bytes = Vec::new();
        let read = file.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|_| self.missing())?;
        if bytes.len() as u64 > most {
            return Err(answers::too_large());
        }
        let of = None;
        Ok(ReadFile { of, name, bytes })
    }

    /// How many bytes it has.
    pub fn size(&self) -> Result<u64> {
        match self {
            Self::Read(ReadFile { bytes, .. }) => Ok(bytes.len() as u64),
            Self::Path(path) => {
                let about = std::fs::metadata(path).map_err(|_| self.missing());
                about.map(|about| about.len())
            }
        }
    }

    /// That it can't be read.
    fn missing(&self) -> Error {
        let (Self::Path(path) | Self::Read(ReadFile { name: path, .. })) = self;
        Error::PathMissing { path: path.clone() }
    }
}

impl Archive {
    /// Writes it, and gives what is in it. Reading and writing wait for the disk.
    ///
    /// # Errors
    /// [`Error::PathMissing`] for a file that can't be read; what `failed` makes of others.
    pub fn write<W: Write + Seek>(
        mut self,
        out: W,
        failed: impl Fn(&io::Error) -> Error,
    ) -> Result<(Manifest, W)> {
        let mut zip = ZipWriter::new(out);
        let mut names = Names::default();
        for own in [FOR_PROGRAMS, FOR_PEOPLE] {
            names.give(own);
        }
        for source in &self.files {
            let (wanted, mut file, length) = source.opened()?;
            let name = names.give(&wanted);
            let options = options(&self.passphrase).large_file(length >= LARGE);
            let begun = zip.start_file(&name, options);
            begun.map_err(|e| failed(&e.into()))?;
            let missing = |_| source.missing();
            let (size, sha256) = copy(&mut file, &mut zip, missing, &failed)?;
            self.manifest.files.push(PackedFile { name, size, sha256 });
        }
        let text = self.manifest.told(self.language, self.given);
        let json = serde_json::to_string_pretty(&self.manifest)?;
        for (name, text) in [(FOR_PROGRAMS, json), (FOR_PEOPLE, text)] {
            let begun = zip.start_file(name, options(&self.passphrase));
            begun.map_err(|e| failed(&e.into()))?;
            zip.write_all(text.as_bytes()).map_err(|e| failed(&e))?;
        }
        let out = zip.finish().map_err(|e| failed(&e.into()))?;
        Ok((self.manifest, out))
    }
}

fn options(passphrase: &str) -> FileOptions<'_, 'static, ()> {
    FileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .with_aes_encryption(AesMode::Aes256, passphrase)
}

/// Copies a file, and gives its size and hash.
fn copy(
    from: &mut impl Read,
    to: &mut impl Write,
    unread: impl Fn(io::Error) -> Error,
    unwritten: impl Fn(&io::Error) -> Error,
) -> Result<(u64, String)> {
    let mut hash = Sha256::new();
    let mut size = 0;
    let mut piece = vec![0; 64 << 10];
    loop {
        let read = from.read(&mut piece).map_err(&unread)?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
        to.write_all(&piece[..read]).map_err(|e| unwritten(&e))?;
        size += read as u64;
    }
    Ok((size, data_encoding::HEXLOWER.encode(&hash.finalize())))
}

/// The size and hash of what was written.
pub fn measured(
    mut written: impl Read + Seek,
    failed: impl Fn(&io::Error) -> Error,
) -> Result<(u64, String)> {
    written.rewind().map_err(|e| failed(&e))?;
    copy(&mut written, &mut io::sink(), |e| failed(&e), &failed)
}
