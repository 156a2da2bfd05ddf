//! Writing messages: header, charset, transfer encoding, parts.

use chrono::{DateTime, Utc};
use encoding_rs::{BIG5, Encoding, GBK, ISO_2022_JP, UTF_8};

/// How a message's text goes over the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    Utf8Base64,
    Utf8Quoted,
    Gbk,
    Big5,
    Iso2022Jp,
    /// GBK bytes without a word about it, in the header too.
    GbkUndeclared,
    /// GBK bytes that claim to be Latin 1.
    GbkMislabelled,
}

impl Wire {
    fn encoding(self) -> &'static Encoding {
        match self {
            Self::Utf8Base64 | Self::Utf8Quoted => UTF_8,
            Self::Gbk | Self::GbkUndeclared | Self::GbkMislabelled => GBK,
            Self::Big5 => BIG5,
            Self::Iso2022Jp => ISO_2022_JP,
        }
    }

    fn label(self) -> Option<&'static str> {
        match self {
            Self::Utf8Base64 | Self::Utf8Quoted => Some("utf-8"),
            Self::Gbk => Some("gb2312"),
            Self::Big5 => Some("big5"),
            Self::Iso2022Jp => Some("iso-2022-jp"),
            Self::GbkMislabelled => Some("iso-8859-1"),
            Self::GbkUndeclared => None,
        }
    }

    /// Text for a header field: ASCII as it is, else encoded words (or bare bytes).
    pub fn header(self, text: &str) -> Vec<u8> {
        if text.is_ascii() {
            return text.as_bytes().to_vec();
        }
        let label = match self {
            Self::GbkUndeclared => return self.encoding().encode(text).0.into_owned(),
            Self::GbkMislabelled => "gbk",
            other => other.label().unwrap_or("utf-8"),
        };
        let characters: Vec<char> = text.chars().collect();
        let words = characters.chunks(12).map(|chunk| {
            let chunk: String = chunk.iter().collect();
            format!(
                "=?{label}?B?{}?=",
                base64(&self.encoding().encode(&chunk).0)
            )
        });
        words.collect::<Vec<_>>().join("\r\n ").into_bytes()
    }

    /// A text part: its header fields, an empty line, its body.
    pub fn part(self, subtype: &str, text: &str) -> Vec<u8> {
        let text = text.replace('\n', "\r\n");
        let bytes = self.encoding().encode(&text).0;
        let charset = self
            .label()
            .map(|l| format!("; charset={l}"))
            .unwrap_or_default();
        let (transfer, body) = match self {
            Self::Utf8Quoted => ("quoted-printable", quoted_printable(&bytes)),
            Self::Utf8Base64 | Self::Gbk => ("base64", wrapped_base64(&bytes).into_bytes()),
            Self::Iso2022Jp => ("7bit", bytes.into_owned()),
            _ => ("8bit", bytes.into_owned()),
        };
        let mut out = format!(
            "Content-Type: text/{subtype}{charset}\r\nContent-Transfer-Encoding: {transfer}\r\n\r\n"
        )
        .into_bytes();
        out.extend(body);
        out.extend_from_slice(b"\r\n");
        out
    }
}

/// A message in the making.
#[derive(Debug)]
pub struct Draft {
    pub sender: Vec<u8>,
    pub host: String,
    pub subject: Vec<u8>,
    pub id: String,
    pub references: Vec<String>,
    pub at: DateTime<Utc>,
    /// Further fields, each with its line end.
    pub fields: String,
    pub return_path: Option<String>,
}

impl Draft {
    /// The message: this header and `part` (header fields of its own, empty line, body).
    pub fn message(&self, part: &[u8]) -> Vec<u8> {
        let date = self.at.to_rfc2822();
        let mut out = Vec::with_capacity(part.len() + 1024);
        if let Some(path) = &self.return_path {
            out.extend(format!("Return-Path: <{path}>\r\n").bytes());
        }
        let host = &self.host;
        out.extend(format!("Received: from {host} ({host} [192.0.2.{}])\r\n\tby mx.minglives.com with ESMTPS; {date}\r\n", 10 + self.id.len() % 200).bytes());
        out.extend_from_slice(b"From: ");
        out.extend_from_slice(&self.sender);
        out.extend_from_slice(b"\r\nTo: service@minglives.com\r\nSubject: ");
        out.extend_from_slice(&self.subject);
        out.extend(format!("\r\nDate: {date}\r\nMessage-ID: <{}>\r\n", self.id).bytes());
        if let Some(last) = self.references.last() {
            let all: Vec<String> = self.references.iter().map(|id| format!("<{id}>")).collect();
            out.extend(
                format!(
                    "In-Reply-To: <{last}>\r\nReferences: {}\r\n",
                    all.join("\r\n ")
                )
                .bytes(),
            );
        }
        out.extend(self.fields.bytes());
        out.extend_from_slice(b"MIME-Version: 1.0\r\n");
        out.extend_from_slice(part);
        out
    }
}

/// Parts between boundaries.
pub fn multipart(subtype: &str, boundary: &str, parts: &[Vec<u8>]) -> Vec<u8> {
    let mut out =
        format!("Content-Type: multipart/{subtype}; boundary=\"{boundary}\"\r\n\r\n").into_bytes();
    for part in parts {
        out.extend(format!("--{boundary}\r\n").bytes());
        out.extend_from_slice(part);
        out.extend_from_slice(b"\r\n");
    }
    out.extend(format!("--{boundary}--\r\n").bytes());
    out
}

/// A file as a part. A name that is not ASCII goes as RFC 2231 says.
pub fn attached(name: &str, media_type: &str, bytes: &[u8]) -> Vec<u8> {
    let filename = match name.is_ascii() {
        true => format!("filename=\"{name}\""),
        false => format!(
            "filename*=utf-8''{}",
            name.bytes()
                .map(|b| format!("%{b:02X}"))
                .collect::<String>()
        ),
    };
    format!(
        "Content-Type: {media_type}\r\nContent-Disposition: attachment;\r\n {filename}\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        wrapped_base64(bytes)
    )
    .into_bytes()
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |i: usize| u32::from(group.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let shown = place <= group.len();
            out.push(if shown {
                ALPHABET[(bits >> (18 - 6 * place) & 63) as usize] as char
            } else {
                '='
            });
        }
    }
    out
}

fn wrapped_base64(bytes: &[u8]) -> String {
    bytes.chunks(57).map(|line| base64(line) + "\r\n").collect()
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() * 2);
    let mut column = 0;
    for &byte in bytes {
        let plain = matches!(byte, b' '..=b'~') && byte != b'=';
        if column > 70 && byte != b'\r' && byte != b'\n' {
            out.extend_from_slice(b"=\r\n");
            column = 0;
        }
        match byte {
            b'\r' | b'\n' => {
                out.push(byte);
                column = 0;
            }
            _ if plain => {
                out.push(byte);
                column += 1;
            }
            _ => {
                out.extend(format!("={byte:02X}").bytes());
                column += 3;
            }
        }
    }
    out
}
