//! The structure of a message, found without recursion.
//!
//! Libraries that parse nested messages by calling themselves abort the whole process on a
//! mail of 40,000 nested parts, and on a base64 part that hides one. Here a line reader
//! keeps the open boundaries in a list, and refuses what goes too deep.

pub mod charset;
pub mod header;
pub mod transfer;

use encoding_rs::Encoding;
use header::{Field, Value};
use std::borrow::Cow;
use std::ops::Range;

/// How deep parts may nest.
pub const MAX_DEPTH: usize = 50;
/// How many parts a message may have.
pub const MAX_PARTS: usize = 1000;
/// How large one header block may be, in bytes.
pub const MAX_HEADER_BYTES: usize = 1 << 20;
/// How many fields one header block may have.
pub const MAX_FIELDS: usize = 10_000;

/// Why the structure can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Parts nest deeper than [`MAX_DEPTH`].
    TooDeep,
    /// More than [`MAX_PARTS`] parts.
    TooManyParts,
    /// A header block of more than [`MAX_HEADER_BYTES`] or [`MAX_FIELDS`].
    HeaderTooLarge,
}

/// One part; the message itself is the first.
#[derive(Debug, Clone)]
pub struct Part {
    header: Range<usize>,
    body: Range<usize>,
    /// Content-Type, `text/plain` where there is none.
    pub content_type: Value,
    /// Content-Disposition.
    pub disposition: Value,
    /// Content-Transfer-Encoding.
    pub encoding: String,
    /// The part that holds this one.
    pub parent: Option<usize>,
    /// Inside a message that is itself a part.
    pub embedded: bool,
    children: usize,
}

impl Part {
    /// Whether it holds other parts between boundaries.
    pub fn is_multipart(&self) -> bool {
        self.content_type.word.starts_with("multipart/") && self.children > 0
    }

    /// Whether it is a whole message.
    pub fn is_message(&self) -> bool {
        is_message(&self.content_type.word)
    }
}

fn is_message(content_type: &str) -> bool {
    matches!(
        content_type,
        "message/rfc822" | "message/global" | "message/news"
    )
}

/// A message cut into its parts.
#[derive(Debug)]
pub struct Structure<'a> {
    data: &'a [u8],
    /// The parts in the order in which they stand; the message itself is the first.
    pub parts: Vec<Part>,
    /// A multi-byte charset that some part names: what undeclared bytes in headers most likely are in.
    pub hint: Option<&'static Encoding>,
}

impl Structure<'_> {
    /// The fields of a part's header.
    pub fn fields(&self, part: usize) -> Vec<Field<'_>> {
        self.parts
            .get(part)
            .map(|p| header::fields(&self.data[p.header.clone()]))
            .unwrap_or_default()
    }

    /// The bytes of a part's body, decoded.
    pub fn body(&self, part: usize) -> Cow<'_, [u8]> {
        let Some(part) = self.parts.get(part) else {
            return Cow::Borrowed(&[]);
        };
        transfer::decode(&self.data[part.body.clone()], &part.encoding)
    }

    /// The beginning of a part's body, decoded: at most `limit` bytes, cut where a line ends if
    /// one does near there; and whether that is all of it.
    pub fn start(&self, part: usize, limit: usize) -> (Cow<'_, [u8]>, bool) {
        let Some(part) = self.parts.get(part) else {
            return (Cow::Borrowed(&[]), true);
        };
        let raw = &self.data[part.body.clone()];
        // Quoted-printable takes three bytes for one, and line ends.
        let taken = &raw[..raw.len().min(limit.saturating_mul(4))];
        let mut start = transfer::decode(taken, &part.encoding);
        let whole = taken.len() == raw.len() && start.len() <= limit;
        if !whole {
            let most = &start[..start.len().min(limit)];
            let near = most.len().saturating_sub(LONGEST_LINE);
            let end = most[near..]
                .iter()
                .rposition(|b| matches!(b, b'\n' | b'\r'));
            let end = end.map_or(most.len(), |at| near + at + 1);
            start = match start {
                Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[..end]),
                Cow::Owned(mut bytes) => {
                    bytes.truncate(end);
                    Cow::Owned(bytes)
                }
            };
        }
        (start, whole)
    }

    /// The beginning of a part's body as text, and whether it is all; see [`Structure::start`].
    pub fn text(&self, part: usize, limit: usize) -> (String, bool) {
        let Some(found) = self.parts.get(part) else {
            return (String::new(), true);
        };
        let (start, whole) = self.start(part, limit);
        let label = found.content_type.parameter("charset");
        (charset::decode(&start, label, None), whole)
    }
}

/// No text is cut inside a shorter line.
const LONGEST_LINE: usize = 64 << 10;

fn hint(parts: &[Part]) -> Option<&'static Encoding> {
    let labels = parts
        .iter()
        .filter_map(|p| p.content_type.parameter("charset"));
    labels
        .filter_map(charset::encoding_of)
        .find(|e| !e.is_single_byte() && *e != encoding_rs::UTF_8)
}

/// Cuts a message into its parts.
///
/// Forgiven: a byte order mark, blank lines or an mbox separator before the header; carriage
/// returns as line ends; a missing blank line after the header; missing closing boundaries.
pub fn structure(raw: &[u8]) -> Result<Structure<'_>, Refusal> {
    let data = start_of_header(raw);
    let parts = Reader::new(data).read()?;
    let hint = hint(&parts);
    Ok(Structure { data, parts, hint })
}

fn start_of_header(raw: &[u8]) -> &[u8] {
    let mut rest = raw.strip_prefix(b"\xef\xbb\xbf").unwrap_or(raw);
    loop {
        let blank = rest
            .iter()
            .take_while(|b| matches!(b, b'\r' | b'\n'))
            .count();
        rest = &rest[blank..];
        if !(rest.starts_with(b"From ") || rest.starts_with(b">From ")) || is_spaced_field(rest) {
            return rest;
        }
        let line = rest
            .iter()
            .position(|b| matches!(b, b'\n' | b'\r'))
            .unwrap_or(rest.len());
        rest = &rest[line..];
    }
}

/// `From  : someone` is a field (RFC 5322, 4.5.2 allows blanks before the colon).
fn is_spaced_field(line: &[u8]) -> bool {
    line.strip_prefix(b"From")
        .is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
}

/// What ends a line: a line feed, or a carriage return where there is no line feed at all.
fn line_end(data: &[u8]) -> u8 {
    match data.contains(&b'\n') || !data.contains(&b'\r') {
        true => b'\n',
        false => b'\r',
    }
}

/// A part that is still open, and the boundary between its children (None: a whole message).
struct Open {
    part: usize,
    boundary: Option<Vec<u8>>,
}

struct Reader<'a> {
    data: &'a [u8],
    line_end: u8,
    parts: Vec<Part>,
    open: Vec<Open>,
}

/// What a line that starts with two hyphens does.
enum Mark {
    Next(usize),
    Close(usize),
}

impl<'a> Reader<'a> {
    fn new(data: &'a [u8]) -> Self {
        Self {
            data,
            line_end: line_end(data),
            parts: Vec::new(),
            open: Vec::new(),
        }
    }

    fn read(mut self) -> Result<Vec<Part>, Refusal> {
        let mut at = self.part(0)?;
        while at < self.data.len() {
            let end = self.line_end(at);
            let line = &self.data[at..end];
            if let Some(mark) = self.mark(line) {
                self.close_bodies(at, &mark);
                at = match mark {
                    Mark::Next(_) => self.part(end)?,
                    Mark::Close(_) => end,
                };
            } else {
                at = end;
            }
        }
        for part in self.parts.iter_mut().filter(|p| p.body.end == usize::MAX) {
            part.body.end = self.data.len().max(part.body.start);
        }
        Ok(self.parts)
    }

    fn line_end(&self, at: usize) -> usize {
        self.data[at..]
            .iter()
            .position(|b| *b == self.line_end)
            .map_or(self.data.len(), |n| at + n + 1)
    }

    fn mark(&self, line: &[u8]) -> Option<Mark> {
        let rest = line.strip_prefix(b"--")?.trim_ascii_end();
        self.open
            .iter()
            .enumerate()
            .rev()
            .find_map(|(level, open)| {
                let after = rest.strip_prefix(open.boundary.as_deref()?)?;
                match after {
                    b"" => Some(Mark::Next(level)),
                    b"--" => Some(Mark::Close(level)),
                    _ => None,
                }
            })
    }

    /// Ends the bodies of all parts inside the one that the mark belongs to.
    fn close_bodies(&mut self, line_start: usize, mark: &Mark) {
        let (level, keep) = match *mark {
            Mark::Next(level) => (level, level + 1),
            Mark::Close(level) => (level, level),
        };
        let holder = self.open[level].part;
        let end = self.before_line_break(line_start);
        for part in self
            .parts
            .iter_mut()
            .skip(holder + 1)
            .filter(|p| p.body.end == usize::MAX)
        {
            part.body.end = end.max(part.body.start);
        }
        self.open.truncate(keep);
    }

    /// The line break before a boundary belongs to the boundary (RFC 2046, 5.1.1).
    fn before_line_break(&self, line_start: usize) -> usize {
        let before = &self.data[..line_start];
        let before = before.strip_suffix(b"\n").unwrap_or(before);
        before.strip_suffix(b"\r").unwrap_or(before).len()
    }

    /// Reads the part whose header starts at `start`, and the messages that start with its
    /// body. Gives the place where reading goes on.
    fn part(&mut self, start: usize) -> Result<usize, Refusal> {
        let mut start = start;
        loop {
            if self.parts.len() >= MAX_PARTS {
                return Err(Refusal::TooManyParts);
            }
            let (header, body) = self.header(start)?;
            let part = self.describe(header, body);
            let (word, index) = (part.content_type.word.clone(), self.parts.len());
            let boundary = part
                .content_type
                .parameter("boundary")
                .map(|b| b.trim_end().as_bytes().to_vec());
            if let Some(parent) = part.parent {
                self.parts[parent].children += 1;
            }
            self.parts.push(part);
            let boundary = boundary.filter(|b| word.starts_with("multipart/") && !b.is_empty());
            let message = is_message(&word);
            if boundary.is_none() && !message {
                return Ok(body);
            }
            self.open.push(Open {
                part: index,
                boundary,
            });
            if self.open.len() > MAX_DEPTH {
                return Err(Refusal::TooDeep);
            }
            if !message || body >= self.data.len() {
                return Ok(body);
            }
            start = body;
        }
    }

    fn describe(&self, header: Range<usize>, body: usize) -> Part {
        let fields = header::fields(&self.data[header.clone()]);
        let find = |name: &str| fields.iter().find(|f| f.is(name));
        let value = |name: &str| {
            find(name)
                .map(|f| Value::read(f.raw, None))
                .unwrap_or_default()
        };
        let parent = self.open.last().map(|o| o.part);
        let mut content_type = value("Content-Type");
        if !content_type.word.contains('/') {
            let digest =
                parent.is_some_and(|p| self.parts[p].content_type.word == "multipart/digest");
            content_type.word = if digest {
                "message/rfc822"
            } else {
                "text/plain"
            }
            .to_owned();
        }
        let encoding = find("Content-Transfer-Encoding")
            .map(|f| header::text(f.raw, None))
            .unwrap_or_default();
        Part {
            header,
            body: body..usize::MAX,
            content_type,
            disposition: value("Content-Disposition"),
            encoding,
            parent,
            embedded: parent.is_some_and(|p| self.parts[p].embedded || self.parts[p].is_message()),
            children: 0,
        }
    }

    /// Finds a header's extent and the start of the body.
    fn header(&self, start: usize) -> Result<(Range<usize>, usize), Refusal> {
        let mut at = start;
        let mut fields = 0;
        while at < self.data.len() {
            let end = self.line_end(at);
            let line = &self.data[at..end];
            if line.trim_ascii().is_empty() && !self.goes_on_after_blanks(line, end) {
                return Ok((start..at, end));
            }
            if self.mark(line).is_some() || !self.belongs_to_header(line, start == at, end) {
                return Ok((start..at, at));
            }
            fields += usize::from(!matches!(line[0], b' ' | b'\t'));
            if end - start > MAX_HEADER_BYTES || fields > MAX_FIELDS {
                return Err(Refusal::HeaderTooLarge);
            }
            at = end;
        }
        Ok((start..at, at))
    }

    /// A line of blanks alone is a fold gone wrong when another continuation follows.
    fn goes_on_after_blanks(&self, line: &[u8], end: usize) -> bool {
        matches!(line.first(), Some(b' ' | b'\t'))
            && matches!(self.data.get(end), Some(b' ' | b'\t'))
    }

    /// Whether a line is a field, a continuation, or a stray line with a field after it.
    fn belongs_to_header(&self, line: &[u8], first: bool, end: usize) -> bool {
        let is_header_line = |line: &[u8]| {
            matches!(line.first(), Some(b' ' | b'\t')) || header::field_start(line).is_some()
        };
        if is_header_line(line) {
            return true;
        }
        let next = &self.data[end..self.line_end(end)];
        !first && header::field_start(next).is_some_and(|(name, _)| !name.contains('/'))
    }
}
