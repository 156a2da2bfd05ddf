//! Content-Transfer-Encoding (RFC 2045, section 6), forgiving: what can't be decoded is
//! passed over or kept as it is, never a reason to drop a part.

use std::borrow::Cow;

/// Decodes `body` by the encoding's name (any case, stray quotes or semicolons around it).
pub fn decode<'a>(body: &'a [u8], encoding: &str) -> Cow<'a, [u8]> {
    let name = encoding
        .trim()
        .trim_matches(|c| matches!(c, '"' | ';' | ' '))
        .to_ascii_lowercase();
    match name.as_str() {
        "base64" => Cow::Owned(base64(body)),
        "quoted-printable" => Cow::Owned(quoted_printable(body)),
        "x-uuencode" | "uuencode" | "x-uue" | "uue" => {
            uuencode(body).map_or(Cow::Borrowed(body), Cow::Owned)
        }
        _ => Cow::Borrowed(body),
    }
}

/// Base64; foreign characters are skipped, and decoding goes on after padding (some
/// programs encode in pieces).
pub fn base64(input: &[u8]) -> Vec<u8> {
    // What is as it should be is decoded at a multiple of the speed.
    data_encoding::BASE64_MIME_PERMISSIVE
        .decode(input)
        .unwrap_or_else(|_| forgiving_base64(input))
}

fn forgiving_base64(input: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(input.len() / 4 * 3);
    let (mut bits, mut have) = (0u32, 0u8);
    for &byte in input {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                (bits, have) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        have += 6;
        if have >= 8 {
            have -= 8;
            out.push((bits >> have) as u8);
            bits &= (1 << have) - 1;
        }
    }
    out
}

/// Quoted-printable; a `=` that starts no code stays a `=`.
pub fn quoted_printable(input: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(input.len());
    let mut at = 0;
    while at < input.len() {
        if input[at] != b'=' {
            out.push(input[at]);
            at += 1;
            continue;
        }
        let rest = &input[at + 1..];
        if let Some(byte) = hex_pair(rest) {
            out.push(byte);
            at += 3;
        } else if let Some(blank) = soft_break(rest) {
            at += 1 + blank;
        } else {
            out.push(b'=');
            at += 1;
        }
    }
    out
}

/// The byte that two hexadecimal digits at the start of `rest` stand for.
pub fn hex_pair(rest: &[u8]) -> Option<u8> {
    let digit = |b: &u8| (*b as char).to_digit(16);
    let (high, low) = (rest.first().and_then(digit)?, rest.get(1).and_then(digit)?);
    Some((high * 16 + low) as u8)
}

/// The length of the blanks and the line end after a `=` at the end of a line.
fn soft_break(rest: &[u8]) -> Option<usize> {
    let blanks = rest
        .iter()
        .take_while(|b| matches!(b, b' ' | b'\t'))
        .count();
    match &rest[blanks..] {
        [] => Some(blanks),
        [b'\r', b'\n', ..] => Some(blanks + 2),
        [b'\n' | b'\r', ..] => Some(blanks + 1),
        _ => None,
    }
}

/// The first file of a uuencoded body; None when there is no `begin` line.
fn uuencode(body: &[u8]) -> Option<Vec<u8>> {
    let mut lines = body.split(|b| matches!(b, b'\n' | b'\r'));
    lines.find(|l| l.starts_with(b"begin "))?;
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    for line in lines {
        let Some((&count, data)) = line.split_first() else {
            continue;
        };
        let length = usize::from(count.wrapping_sub(32) & 63);
        if line == b"end" || length == 0 {
            break;
        }
        let end = out.len() + length;
        for group in data.chunks(4) {
            let sextet = |i: usize| u32::from(group.get(i).map_or(0, |b| b.wrapping_sub(32) & 63));
            let bits = sextet(0) << 18 | sextet(1) << 12 | sextet(2) << 6 | sextet(3);
            out.extend_from_slice(&bits.to_be_bytes()[1..]);
        }
        out.truncate(end);
    }
    Some(out)
}
