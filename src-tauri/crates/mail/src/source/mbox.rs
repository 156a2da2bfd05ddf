//! mbox, in its variants (RFC 4155 and Rahul Dhesi's and others' quoting).
//!
//! - A separator is a line `From … time … year` at the start of the file or after an empty
//!   line. The empty line before it belongs to the format, not to the message.
//! - Quoting: in **mboxrd** one `>` goes from every line that matches `>+From `, and putting it
//!   back gives the file again. A file is mboxrd when its name ends in `.mboxrd`, or when it
//!   holds a line `>>From ` (which the older mboxo never writes by itself). In **mboxo** a
//!   `>From ` may be the writer's own, so nothing is taken away.
//! - **mboxcl**: where Content-Length leads exactly to the next separator or to the end of
//!   the file, it is believed and the bytes are taken as they are; otherwise it is ignored.
//! - Line ends stay as they are.

use super::{Item, SourceError};
use crate::mime::header;
use chrono::{DateTime, NaiveDateTime, Utc};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

const LOOK_AHEAD: u64 = 4 << 20;
/// A longer line is read in pieces of this size.
const LINE_PIECE: u64 = 1 << 20;

/// Reads an mbox message by message.
#[derive(Debug)]
pub struct Mbox {
    path: PathBuf,
    reader: BufReader<File>,
    at: u64,
    size: u64,
    limit: u64,
    unquote: bool,
    /// The separator line that has been read already.
    separator: Option<Vec<u8>>,
    started: bool,
}

/// Whether a line is a separator: `From `, then somewhere a time of day and a year.
pub fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let Ok(rest) = std::str::from_utf8(rest) else {
        return false;
    };
    let words = || rest.split_ascii_whitespace();
    let number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let time = words().any(|w| {
        w.split(':').count() >= 2 && w.split(':').all(|part| part.len() <= 2 && number(part))
    });
    let year =
        words().any(|w| (w.len() == 4 && number(w)) || (w.len() == 10 && w.split('-').all(number)));
    rest.len() < 500 && time && year
}

/// The separator's time: asctime's form, with a zone or without (then UTC).
fn separator_time(line: &[u8]) -> Option<DateTime<Utc>> {
    let text = std::str::from_utf8(line).ok()?;
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let clock = words
        .iter()
        .position(|w| w.contains(':') && w.bytes().all(|b| b.is_ascii_digit() || b == b':'))?;
    let year = words
        .iter()
        .skip(clock)
        .find(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()))?;
    let (month, day) = (words.get(clock.checked_sub(2)?)?, words.get(clock - 1)?);
    let local = NaiveDateTime::parse_from_str(
        &format!("{year} {month} {day} {}", words[clock]),
        "%Y %b %d %H:%M:%S",
    )
    .ok()?;
    let zone = words
        .iter()
        .skip(clock)
        .find(|w| w.len() == 5 && w.starts_with(['+', '-']));
    let offset = zone.and_then(|z| z.parse::<i64>().ok()).unwrap_or(0);
    let minutes = offset / 100 * 60 + offset % 100;
    Some(local.and_utc() - chrono::Duration::minutes(minutes))
}

/// Whether Thunderbird has the message as deleted: it stands in the file until that is compacted
/// (`nsMsgMessageFlags::Expunged`).
pub fn is_expunged(raw: &[u8]) -> bool {
    const EXPUNGED: u32 = 0x8;
    // Thunderbird writes it first.
    let fields = header::fields(&raw[..raw.len().min(4096)]);
    let status = fields.iter().find(|f| f.is("X-Mozilla-Status"));
    let flags = status.and_then(|f| {
        let text = header::text(f.raw, None);
        u32::from_str_radix(text.trim(), 16).ok()
    });
    flags.is_some_and(|flags| flags & EXPUNGED != 0)
}

/// The number of messages, extrapolated from the start of the file where it is long.
pub fn estimate(path: &Path, size: u64) -> (u64, bool) {
    let Ok(file) = File::open(path) else {
        return (1, false);
    };
    let mut reader = BufReader::new(file.take(LOOK_AHEAD));
    let (mut line, mut count, mut blank) = (Vec::new(), 0u64, true);
    while matches!(read_line(&mut reader, &mut line), Ok(read) if read > 0) {
        count += u64::from(blank && is_separator(&line));
        blank = is_blank(&line);
    }
    match size <= LOOK_AHEAD {
        true => (count.max(u64::from(size > 0)), true),
        false => (
            (u128::from(count) * u128::from(size) / u128::from(LOOK_AHEAD)).max(1) as u64,
            false,
        ),
    }
}

fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    line.clear();
    reader.by_ref().take(LINE_PIECE).read_until(b'\n', line)
}

fn is_blank(line: &[u8]) -> bool {
    matches!(line, b"\n" | b"\r\n")
}

/// Whether the file shows that it is mboxrd.
fn is_mboxrd(path: &Path) -> io::Result<bool> {
    if path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("mboxrd"))
    {
        return Ok(true);
    }
    let mut reader = BufReader::with_capacity(1 << 20, File::open(path)?);
    let mut line = Vec::new();
    while read_line(&mut reader, &mut line)? > 0 {
        if line.starts_with(b">>") && is_quoted_from(&line) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_quoted_from(line: &[u8]) -> bool {
    let marks = line.iter().take_while(|b| **b == b'>').count();
    marks > 0 && line[marks..].starts_with(b"From ")
}

/// A message while it is being read. Past the limit only its size is kept.
struct Draft {
    raw: Vec<u8>,
    size: u64,
}

impl Draft {
    fn push(&mut self, bytes: &[u8], limit: u64) {
        self.size += bytes.len() as u64;
        match self.size <= limit {
            true => self.raw.extend_from_slice(bytes),
            false => self.raw = Vec::new(),
        }
    }
}

impl Mbox {
    /// Opens the file and finds out how it quotes.
    pub fn open(path: &Path, limit: u64) -> io::Result<Self> {
        let unquote = is_mboxrd(path)?;
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        let reader = BufReader::with_capacity(1 << 18, file);
        Ok(Self {
            path: path.to_owned(),
            reader,
            at: 0,
            size,
            limit,
            unquote,
            separator: None,
            started: false,
        })
    }

    /// The next message, or why it can't be had.
    pub fn next(&mut self) -> Option<Result<Item, SourceError>> {
        let read = self.message();
        if read.is_err() {
            // What comes after a read error can't be trusted to start at a message.
            (self.at, self.separator, self.started) = (self.size, None, true);
        }
        match read {
            Ok(found) => found,
            Err(error) => Some(Err(SourceError::unreadable(&self.path)(error))),
        }
    }

    fn message(&mut self) -> io::Result<Option<Result<Item, SourceError>>> {
        let mut draft = Draft {
            raw: Vec::new(),
            size: 0,
        };
        let mut line = Vec::new();
        if !self.started {
            self.started = true;
            self.at += read_line(&mut self.reader, &mut line)? as u64;
            match is_separator(&line) {
                true => self.separator = Some(std::mem::take(&mut line)),
                // No separator: the file is taken for what stands before the first one.
                false if line.is_empty() => return Ok(None),
                false => draft.push(&line, self.limit),
            }
        } else if self.separator.is_none() {
            return Ok(None);
        }
        let offset = self.at - draft.size;
        let mbox_date = self.separator.take().as_deref().and_then(separator_time);
        self.body(&mut draft)?;
        let (path, limit) = (self.path.clone(), self.limit);
        Ok(Some(match draft.size > limit {
            true => Err(SourceError::Oversize {
                path,
                offset,
                size: draft.size,
                limit,
            }),
            false => Ok(Item {
                path,
                offset,
                raw: draft.raw,
                mbox_date,
            }),
        }))
    }

    /// Reads up to the next separator, which is kept for the next message.
    fn body(&mut self, draft: &mut Draft) -> io::Result<()> {
        let mut line = Vec::new();
        // The empty line that may turn out to belong to the separator.
        let mut waiting: Option<Vec<u8>> = None;
        let mut in_header = true;
        let mut line_start = true;
        loop {
            let read = read_line(&mut self.reader, &mut line)?;
            self.at += read as u64;
            let after_blank = waiting.is_some() || (draft.size == 0 && line_start);
            if read == 0 || (after_blank && line_start && is_separator(&line)) {
                self.separator = (read > 0).then_some(line);
                return Ok(());
            }
            if let Some(blank) = waiting.take() {
                draft.push(&blank, self.limit);
            }
            let quoted = self.unquote && line_start && is_quoted_from(&line);
            line_start = line.ends_with(b"\n");
            if is_blank(&line) && in_header {
                in_header = false;
                if let Some(length) = self.content_length(draft)? {
                    draft.push(&line, self.limit);
                    self.take_exactly(length, draft)?;
                    continue;
                }
            }
            if is_blank(&line) {
                waiting = Some(std::mem::take(&mut line));
            } else {
                draft.push(&line[usize::from(quoted)..], self.limit);
            }
        }
    }

    /// The body's length by Content-Length, when a separator or the end of the file is there.
    fn content_length(&mut self, draft: &Draft) -> io::Result<Option<u64>> {
        let fields = header::fields(&draft.raw);
        let Some(field) = fields.iter().find(|f| f.is("Content-Length")) else {
            return Ok(None);
        };
        let Ok(length) = header::text(field.raw, None).trim().parse::<u64>() else {
            return Ok(None);
        };
        let Some(end) = self.at.checked_add(length).filter(|end| *end <= self.size) else {
            return Ok(None);
        };
        let back = self.at;
        self.reader.seek(SeekFrom::Start(end))?;
        let mut after = Vec::new();
        self.reader.by_ref().take(600).read_to_end(&mut after)?;
        self.reader.seek(SeekFrom::Start(back))?;
        let blank = after
            .iter()
            .take_while(|b| matches!(b, b'\r' | b'\n'))
            .count();
        let next = after[blank..].split(|b| *b == b'\n').next().unwrap_or(&[]);
        let fits = after.is_empty() || (blank > 0 && (blank == after.len() || is_separator(next)));
        Ok(fits.then_some(length))
    }

    fn take_exactly(&mut self, length: u64, draft: &mut Draft) -> io::Result<()> {
        let mut left = length;
        while left > 0 {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            let count = (buffer.len() as u64).min(left) as usize;
            draft.push(&buffer[..count], self.limit);
            self.reader.consume(count);
            self.at += count as u64;
            left -= count as u64;
        }
        Ok(())
    }
}
