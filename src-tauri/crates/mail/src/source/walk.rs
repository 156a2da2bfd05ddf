//! Finding the files.

use super::{SourceError, mbox};
use crate::mime::header;
use crate::msg;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A file with mail in it.
#[derive(Debug)]
pub struct Found {
    pub path: PathBuf,
    pub size: u64,
    pub form: Form,
}

/// How messages stand in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One, as it is.
    One,
    /// One, as Apple Mail keeps it.
    Emlx,
    Mbox,
    /// An mbox of Thunderbird's, in which deleted messages stand until it is compacted.
    Thunderbird,
}

#[derive(Default)]
pub struct Walked {
    pub files: Vec<Found>,
    pub broken: Vec<SourceError>,
    pub passed_over: Vec<PathBuf>,
}

/// Index and settings files of mail servers and programs.
const SERVER_FILES: &[&str] = &[
    "maildirfolder",
    "maildirsize",
    "subscriptions",
    "dovecot-uidlist",
    "dovecot-uidvalidity",
    "dovecot-keywords",
    "dovecot-acl-list",
    "courierimapuiddb",
    "courierimapkeywords",
    "courierimapsubscribed",
    "courierimapacl",
    "thumbs.db",
    "desktop.ini",
    // Apple Mail's, in what it exports.
    "table_of_contents",
];

/// Lists the files with mail at `path`. Folders that are still to be read wait in a list,
/// so that deep trees cost no stack.
pub fn walk(path: &Path) -> Result<Walked, SourceError> {
    let meta = fs::metadata(path).map_err(SourceError::unreadable(path))?;
    let mut walked = Walked::default();
    if !meta.is_dir() {
        walked.files.push(Found {
            path: path.to_owned(),
            size: meta.len(),
            form: form(path, in_maildir(path)),
        });
        return Ok(walked);
    }
    fs::read_dir(path).map_err(SourceError::unreadable(path))?;
    let mut seen = HashSet::new();
    let mut to_do = vec![path.to_owned()];
    while let Some(next) = to_do.pop() {
        // What was named is read; a link to another folder, or a workspace that lies in it, was not.
        if next != path && next.is_dir() && (next.is_symlink() || is_workspace(&next)) {
            walked.passed_over.push(next);
            continue;
        }
        match fs::metadata(&next) {
            Ok(meta) if meta.is_dir() => match entries(&next, &mut seen) {
                Ok(entries) => to_do.extend(entries.into_iter().rev()),
                Err(error) => walked.broken.push(error),
            },
            Ok(meta) if meta.is_file() => walked.file(next, meta.len()),
            Ok(_) => walked.passed_over.push(next),
            Err(error) => walked.broken.push(SourceError::unreadable(&next)(error)),
        }
    }
    Ok(walked)
}

/// What is in a folder, sorted; nothing when it was read before.
fn entries(folder: &Path, seen: &mut HashSet<PathBuf>) -> Result<Vec<PathBuf>, SourceError> {
    let real = fs::canonicalize(folder).map_err(SourceError::unreadable(folder))?;
    if !seen.insert(real) {
        return Ok(Vec::new());
    }
    let listed: Result<Vec<_>, _> = fs::read_dir(folder)
        .and_then(Iterator::collect)
        .map_err(SourceError::unreadable(folder));
    let mut paths: Vec<PathBuf> = listed?
        .into_iter()
        .map(|entry: fs::DirEntry| entry.path())
        .collect();
    paths.sort();
    let maildir = is_maildir(folder);
    let apples = has_emlx(&folder.join("Messages"));
    paths.retain(|path| {
        let half_delivered = maildir && path.file_name() == Some(OsStr::new("tmp"));
        let hidden_folder = is_hidden(path) && path.is_dir() && !is_maildir(path);
        // Thunderbird's copies for the system's search, and what Apple Mail takes out of messages.
        let copies = ending(path).as_deref() == Some("mozmsgs") && path.is_dir();
        let taken_out = apples && path.file_name() == Some(OsStr::new("Attachments"));
        // Apple Mail's index of everything.
        let taken_out = taken_out
            || path.file_name() == Some(OsStr::new("MailData"))
                && path.join("Envelope Index").exists();
        !half_delivered && !hidden_folder && !copies && !taken_out
    });
    Ok(paths)
}

/// Whether Apple Mail keeps its messages in a folder.
fn has_emlx(folder: &Path) -> bool {
    let emlx = |entry: std::io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| ending(&entry.path()).as_deref() == Some("emlx"))
    };
    fs::read_dir(folder).is_ok_and(|mut entries| entries.any(emlx))
}

fn is_workspace(folder: &Path) -> bool {
    folder.join("keys").is_file() && folder.join("lock").is_file()
}

fn is_maildir(folder: &Path) -> bool {
    let has = |name: &str| folder.join(name).is_dir();
    // Thunderbird's have no `new`.
    has("cur") && (has("new") || has("tmp"))
}

fn in_maildir(file: &Path) -> bool {
    let folder = file.parent().and_then(Path::file_name);
    folder.is_some_and(|name| name == "cur" || name == "new")
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn ending(path: &Path) -> Option<String> {
    path.extension()
        .map(|e| e.to_string_lossy().to_ascii_lowercase())
}

/// Whether Thunderbird keeps an index beside it: then it is an mbox, whatever it is called.
fn is_thunderbirds(path: &Path) -> bool {
    let mut index = path.as_os_str().to_owned();
    index.push(".msf");
    Path::new(&index).is_file()
}

impl Walked {
    fn file(&mut self, path: PathBuf, size: u64) {
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().to_ascii_lowercase())
            .unwrap_or_default();
        let servers = SERVER_FILES.contains(&name.as_str()) || name.starts_with("dovecot.index");
        let maildir = in_maildir(&path);
        let known = maildir
            || matches!(
                ending(&path).as_deref(),
                None | Some("eml" | "emlx" | "mbox" | "mbx" | "mboxrd")
            );
        let known = known && !is_hidden(&path);
        let known = known || is_thunderbirds(&path);
        if servers || !(known || begins_as_mail(&path)) {
            self.passed_over.push(path);
            return;
        }
        let form = form(&path, maildir);
        self.files.push(Found { path, size, form });
    }
}

fn start_of(path: &Path) -> Vec<u8> {
    let mut start = Vec::new();
    if let Ok(file) = fs::File::open(path) {
        // An unreadable file is reported when its turn comes.
        let _ = file.take(4096).read_to_end(&mut start);
    }
    start
}

fn form(path: &Path, maildir: bool) -> Form {
    if ending(path).as_deref() == Some("emlx") {
        Form::Emlx
    } else if is_thunderbirds(path) {
        Form::Thunderbird
    } else if is_mbox(path, maildir) {
        Form::Mbox
    } else {
        Form::One
    }
}

fn is_mbox(path: &Path, maildir: bool) -> bool {
    let separator =
        || mbox::is_separator(start_of(path).split(|b| *b == b'\n').next().unwrap_or(&[]));
    match ending(path).as_deref() {
        Some("eml") => false,
        Some("mbox" | "mbx" | "mboxrd") => true,
        _ => !maildir && separator(),
    }
}

/// One of Outlook's by name and bytes, an mbox separator, or three header fields of which one is mail's own.
fn begins_as_mail(path: &Path) -> bool {
    const TELLING: &[&str] = &[
        "return-path",
        "received",
        "message-id",
        "from",
        "delivered-to",
        "x-original-to",
        "mime-version",
        "subject",
        "date",
    ];
    let start = start_of(path);
    let first = start.split(|b| *b == b'\n').next().unwrap_or(&[]);
    let outlooks = ending(path).as_deref() == Some("msg") && msg::is_compound(&start);
    if outlooks || mbox::is_separator(first) {
        return true;
    }
    let begins = header::field_start(first).is_some();
    let fields = header::fields(&start);
    let telling = fields
        .iter()
        .take(8)
        .filter(|f| TELLING.iter().any(|name| f.is(name)))
        .count();
    begins && telling >= 2
}
