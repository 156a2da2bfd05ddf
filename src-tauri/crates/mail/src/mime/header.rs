//! Header fields: unfolding, encoded words (RFC 2047), parameters (RFC 2045, RFC 2231).

use super::{MAX_FIELDS, charset, line_end, transfer};
use encoding_rs::Encoding;

/// One header field as it stands in the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field<'a> {
    /// The name, without the colon.
    pub name: &'a str,
    /// What follows the colon, folds included.
    pub raw: &'a [u8],
}

impl Field<'_> {
    /// Whether this is the field `name`.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// Reads a line as the start of a field.
pub fn field_start(line: &[u8]) -> Option<(&str, usize)> {
    let colon = line.iter().position(|b| *b == b':')?;
    let name = std::str::from_utf8(&line[..colon])
        .ok()?
        .trim_end_matches([' ', '\t']);
    let proper = !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic());
    proper.then_some((name, colon + 1))
}

/// The first [`MAX_FIELDS`] fields of a header block. Lines that are neither a field nor a
/// continuation are passed over.
pub fn fields(block: &[u8]) -> Vec<Field<'_>> {
    let mut fields: Vec<(&str, usize, usize)> = Vec::new();
    let mut at = 0;
    let mut open = false;
    let line_end = line_end(block);
    for line in block.split_inclusive(|b| *b == line_end) {
        let (start, end) = (at, at + line.len());
        at = end;
        if matches!(line.first(), Some(b' ' | b'\t')) {
            if let Some(last) = fields.last_mut().filter(|_| open) {
                last.2 = end;
            }
        } else if let Some((name, value)) = field_start(line) {
            if fields.len() == MAX_FIELDS {
                break;
            }
            fields.push((name, start + value, end));
            open = true;
        } else {
            open = false;
        }
    }
    fields
        .into_iter()
        .map(|(name, start, end)| Field {
            name,
            raw: &block[start..end],
        })
        .collect()
}

/// Unfolds: line ends go, the blank that follows stays (RFC 5322, 2.2.3).
pub fn unfold(raw: &[u8]) -> Vec<u8> {
    let unfolded: Vec<u8> = raw
        .iter()
        .copied()
        .filter(|b| !matches!(b, b'\r' | b'\n'))
        .collect();
    unfolded.trim_ascii().to_vec()
}

/// An unstructured field as text.
pub fn text(raw: &[u8], hint: Option<&'static Encoding>) -> String {
    let value = unfold(raw);
    words(&value, hint)
        .into_iter()
        .map(|word| word.text)
        .collect()
}

/// A field of addresses, rewritten so that a grammar which knows no encoded words reads it:
/// each run of them becomes a quoted string.
pub fn rewritten_phrases(raw: &[u8], hint: Option<&'static Encoding>) -> String {
    let mut out = String::new();
    let mut quoted = false;
    for word in words(&unfold(raw), hint) {
        if !word.encoded {
            quoted ^= word.text.matches('"').count() % 2 == 1;
            out.push_str(&word.text);
            continue;
        }
        let escaped = word.text.replace('\\', "\\\\").replace('"', "\\\"");
        if quoted {
            out.push_str(&escaped);
        } else {
            out.push_str(&format!("\"{escaped}\""));
        }
    }
    out
}

struct Word {
    text: String,
    encoded: bool,
}

/// Splits into plain text and runs of encoded words. Words of one charset that follow each
/// other are decoded together, since senders cut characters in two between them.
fn words(value: &[u8], hint: Option<&'static Encoding>) -> Vec<Word> {
    let mut out = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    let mut ends = Ends { value, next: 0 };
    while let Some(start) = find(value, at, b"=?") {
        let Some(first) = encoded_word(&mut ends, start) else {
            at = start + 2;
            continue;
        };
        push_plain(&mut out, &value[plain..start], hint);
        let (mut label, mut bytes, mut end) = (first.charset, first.bytes, first.end);
        let mut run = String::new();
        while let Some(next) = next_word(&mut ends, end) {
            if !next.charset.eq_ignore_ascii_case(&label) {
                run.push_str(&charset::decode(&bytes, Some(&label), hint));
                bytes.clear();
                label = next.charset;
            }
            bytes.extend_from_slice(&next.bytes);
            end = next.end;
        }
        run.push_str(&charset::decode(&bytes, Some(&label), hint));
        out.push(Word {
            text: run,
            encoded: true,
        });
        (plain, at) = (end, end);
    }
    push_plain(&mut out, &value[plain..], hint);
    out
}

fn push_plain(out: &mut Vec<Word>, bytes: &[u8], hint: Option<&'static Encoding>) {
    if !bytes.is_empty() {
        out.push(Word {
            text: charset::decode(bytes, None, hint),
            encoded: false,
        });
    }
}

fn next_word(ends: &mut Ends<'_>, end: usize) -> Option<EncodedWord> {
    let blanks = ends.value[end..]
        .iter()
        .take_while(|b| b.is_ascii_whitespace())
        .count();
    encoded_word(ends, end + blanks)
}

/// Where encoded words end. A place that was found is kept: words that never end would
/// otherwise be searched through once for each of their beginnings.
struct Ends<'a> {
    value: &'a [u8],
    next: usize,
}

impl Ends<'_> {
    /// The first `?=` at `from` or after it; `from` never goes back.
    fn from(&mut self, from: usize) -> Option<usize> {
        if self.next < from.max(1) {
            self.next = find(self.value, from, b"?=").unwrap_or(usize::MAX);
        }
        (self.next != usize::MAX).then_some(self.next)
    }
}

/// RFC 2047 allows 75 characters; programs write more, but not more than this.
const LONGEST_WORD: usize = 8192;

struct EncodedWord {
    charset: String,
    bytes: Vec<u8>,
    end: usize,
}

/// Reads `=?charset*language?B|Q?text?=` at `start`. Blanks inside are tolerated.
fn encoded_word(ends: &mut Ends<'_>, start: usize) -> Option<EncodedWord> {
    let value = ends.value;
    let rest = value.get(start..)?.strip_prefix(b"=?")?;
    let first = rest.iter().take(41).position(|b| *b == b'?')?;
    let label = std::str::from_utf8(&rest[..first]).ok()?;
    if label.is_empty() || label.contains([' ', '=']) || rest.get(first + 2) != Some(&b'?') {
        return None;
    }
    let body = start + 2 + first + 3;
    let close = ends.from(body).filter(|c| c - start < LONGEST_WORD)?;
    let text = &value[body..close];
    let bytes = match &rest[first + 1..first + 2] {
        b"B" | b"b" => transfer::base64(text),
        b"Q" | b"q" => {
            let spaced: Vec<u8> = text
                .iter()
                .map(|b| if *b == b'_' { b' ' } else { *b })
                .collect();
            transfer::quoted_printable(&spaced)
        }
        _ => return None,
    };
    let charset = label.split('*').next().unwrap_or(label).to_owned();
    Some(EncodedWord {
        charset,
        bytes,
        end: close + 2,
    })
}

fn find(haystack: &[u8], from: usize, needle: &[u8]) -> Option<usize> {
    haystack
        .get(from..)?
        .windows(needle.len())
        .position(|w| w == needle)
        .map(|at| from + at)
}

/// A field with parameters, such as Content-Type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Value {
    /// What stands before the first semicolon, in lower case.
    pub word: String,
    parameters: Vec<(String, String)>,
}

impl Value {
    /// Reads a field with parameters.
    pub fn read(raw: &[u8], hint: Option<&'static Encoding>) -> Self {
        let unfolded = unfold(raw);
        let mut pieces = split_parameters(&unfolded).into_iter();
        let word = pieces.next().unwrap_or_default();
        let word = String::from_utf8_lossy(word)
            .trim()
            .trim_matches('"')
            .to_ascii_lowercase();
        Self {
            word,
            parameters: join_parameters(pieces, hint),
        }
    }

    /// A parameter's decoded value.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }
}

/// More than a field with parameters has, the pieces of a long file name included.
const MAX_PARAMETERS: usize = 200;

fn split_parameters(value: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    let (mut quoted, mut escaped, mut start) = (false, false, 0);
    for (at, byte) in value.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b';' if !quoted => {
                pieces.push(&value[start..at]);
                start = at + 1;
                if pieces.len() > MAX_PARAMETERS {
                    return pieces;
                }
            }
            _ => {}
        }
    }
    pieces.push(&value[start..]);
    pieces
}

/// One piece of a parameter (RFC 2231, section 3).
struct Piece {
    name: String,
    order: u32,
    percent: bool,
    bytes: Vec<u8>,
}

fn join_parameters<'a>(
    pieces: impl Iterator<Item = &'a [u8]>,
    hint: Option<&'static Encoding>,
) -> Vec<(String, String)> {
    let mut pieces: Vec<Piece> = pieces.filter_map(parameter_piece).collect();
    pieces.sort_by(|a, b| a.name.cmp(&b.name).then(a.order.cmp(&b.order)));
    let mut out: Vec<(String, String)> = Vec::new();
    // `filename*` wins over a plain `filename` beside it (RFC 6266, 4.3, and what mail programs do).
    for group in pieces.chunk_by(|a, b| a.name == b.name) {
        let extended = group.iter().any(|p| p.percent || p.order > 0);
        let group: Vec<&Piece> = group
            .iter()
            .filter(|p| !extended || p.percent || p.order > 0)
            .collect();
        let Some(first) = group.first() else { continue };
        out.push((first.name.clone(), join_pieces(&group, hint)));
    }
    out
}

fn join_pieces(group: &[&Piece], hint: Option<&'static Encoding>) -> String {
    let mut label = None;
    let mut bytes = Vec::new();
    for (index, piece) in group.iter().enumerate() {
        let mut raw = piece.bytes.as_slice();
        if piece.percent && index == 0 {
            let mut parts = raw.splitn(3, |b| *b == b'\'');
            if let (Some(charset), Some(_), Some(rest)) = (parts.next(), parts.next(), parts.next())
            {
                label = Some(String::from_utf8_lossy(charset).into_owned());
                raw = rest;
            }
        }
        match piece.percent {
            true => bytes.extend(percent_decode(raw)),
            false => bytes.extend_from_slice(raw),
        }
    }
    match label {
        Some(label) => charset::decode(&bytes, Some(&label), hint),
        None => words(&bytes, hint)
            .into_iter()
            .map(|word| word.text)
            .collect(),
    }
}

fn parameter_piece(raw: &[u8]) -> Option<Piece> {
    let equals = raw.iter().position(|b| *b == b'=')?;
    let name = std::str::from_utf8(&raw[..equals])
        .ok()?
        .trim()
        .to_ascii_lowercase();
    let bytes = unquote(raw[equals + 1..].trim_ascii());
    let mut sections = name.split('*');
    let base = sections.next().filter(|b| !b.is_empty())?.to_owned();
    let (mut order, mut percent) = (0, false);
    for section in sections {
        match section.parse::<u32>() {
            // Order 0 is kept for a plain parameter.
            Ok(number) => order = number.saturating_add(1),
            Err(_) => percent = section.is_empty(),
        }
    }
    Some(Piece {
        name: base,
        order,
        percent,
        bytes,
    })
}

fn unquote(value: &[u8]) -> Vec<u8> {
    let Some(inner) = value.strip_prefix(b"\"") else {
        return value.to_vec();
    };
    let mut out = Vec::with_capacity(inner.len());
    let mut bytes = inner.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => break,
            b'\\' => out.extend(bytes.next()),
            other => out.push(*other),
        }
    }
    out
}

fn percent_decode(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        match raw[at] {
            b'%' if transfer::hex_pair(&raw[at + 1..]).is_some() => {
                out.extend(transfer::hex_pair(&raw[at + 1..]));
                at += 3;
            }
            byte => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}
