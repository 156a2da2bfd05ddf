//! The MIME message that an Outlook message would have been.

use std::fmt::Write as _;

use data_encoding::BASE64;

use super::properties::{ATTACHMENT_METHOD, BODY, HTML, Of, Properties, RTF};
use super::{DEEPEST, Reader, rtf};
use crate::mime::header;
use crate::parse::{Unreadable, UnreadableReason};

/// A message that is attached as such ([MS-OXCMSG], 2.2.2.9).
const EMBEDDED: u32 = 5;

/// The message of a storage, with everything in it.
pub fn message(
    reader: &mut Reader<'_>,
    storage: &str,
    depth: usize,
) -> Result<Vec<u8>, Unreadable> {
    if depth > DEEPEST {
        return Err(UnreadableReason::TooDeep.into());
    }
    let of = if depth == 0 {
        Of::Message
    } else {
        Of::Embedded
    };
    let properties = Properties::read(reader, storage, of)?;
    let mut out = head(reader, &properties, storage)?;
    // A line of base64 has no `=_` in it, so that no part can end the message early.
    let boundary = format!("=_outlook_{depth}");
    let _ = write!(
        out,
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n"
    );
    let mut out = out.into_bytes();
    let next = format!("--{boundary}\r\n");
    out.extend_from_slice(next.as_bytes());
    reader.take(out.len())?;
    let bodies = bodies(reader, &properties)?;
    for part in [&bodies.plain, &bodies.html].into_iter().flatten() {
        reader.take(part.length())?;
    }
    bodies.write(&mut out);
    drop(bodies);
    // One at a time: together they may be as long as the file.
    for path in reader.storages(storage, "__attach_version1.0_")? {
        if let Some(part) = attachment(reader, &path, depth)? {
            reader.take(part.length())?;
            out.extend_from_slice(next.as_bytes());
            part.write(&mut out);
        }
    }
    out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Ok(out)
}

/// A part of the message.
struct Part {
    content_type: String,
    name: Option<String>,
    bytes: Vec<u8>,
}

impl Part {
    /// About how long it is once it is written.
    fn length(&self) -> usize {
        let name = self.name.as_ref().map_or(0, |name| 3 * name.len());
        200 + name + self.bytes.len() / 57 * 78
    }

    fn write(&self, out: &mut Vec<u8>) {
        let name = self.name.as_deref().map(|name| {
            let name: Vec<String> = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
            format!(
                "Content-Disposition: attachment; filename*=utf-8''{}\r\n",
                name.concat()
            )
        });
        let head = format!(
            "Content-Type: {}\r\n{}Content-Transfer-Encoding: base64\r\n\r\n",
            self.content_type,
            name.unwrap_or_default()
        );
        out.extend_from_slice(head.as_bytes());
        for line in self.bytes.chunks(57) {
            out.extend_from_slice(BASE64.encode(line).as_bytes());
            out.extend_from_slice(b"\r\n");
        }
    }
}

/// The header that came with it, but for what says how the parts lie; what that lacks, and all of
/// one that never went over a wire, from the properties.
fn head(
    reader: &mut Reader<'_>,
    properties: &Properties,
    storage: &str,
) -> Result<String, Unreadable> {
    let came = properties.text(reader, 0x007d)?.unwrap_or_default();
    let mut out = String::new();
    let fields = header::fields(came.as_bytes());
    for field in &fields {
        let own = ["MIME-Version", "Content-Type", "Content-Transfer-Encoding"];
        if !own.iter().any(|name| field.is(name)) {
            let value = String::from_utf8_lossy(&header::unfold(field.raw)).into_owned();
            line(&mut out, field.name, &value);
        }
    }
    let lacks = |name: &str| !fields.iter().any(|field| field.is(name));
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| lacks(name) && !value.trim().is_empty()) {
            line(&mut out, name, &value);
        }
    };
    for (name, id) in [
        ("Subject", 0x0037),
        ("Message-ID", 0x1035),
        ("In-Reply-To", 0x1042),
        ("References", 0x1039),
    ] {
        add(name, properties.text(reader, id)?);
    }
    let sent = properties.time(0x0039).or_else(|| properties.time(0x0e06));
    add("Date", sent.map(|at| at.to_rfc2822()));
    let from = [(0x0042, 0x5d02, 0x0065), (0x0c1a, 0x5d01, 0x0c1f)];
    for (name, smtp, address) in from {
        let name = properties.text(reader, name)?;
        let address = first(reader, properties, &[smtp, address])?;
        if address.is_some() {
            add("From", Some(mailbox(name, address)));
            break;
        }
    }
    let people = recipients(reader, storage)?;
    for (name, kind) in [("To", 1), ("Cc", 2)] {
        let of_kind = people.iter().filter(|(is, _)| *is == kind);
        let all: Vec<&str> = of_kind.map(|(_, person)| person.as_str()).collect();
        add(name, Some(all.join(", ")));
    }
    Ok(out)
}

/// The recipients, each with its type (1: to, 2: copy) and as a header names them.
fn recipients(reader: &mut Reader<'_>, storage: &str) -> Result<Vec<(u32, String)>, Unreadable> {
    let mut people = Vec::new();
    for path in reader.storages(storage, "__recip_version1.0_")? {
        let properties = Properties::read(reader, &path, Of::Part)?;
        let name = properties.text(reader, 0x3001)?;
        let address = first(reader, &properties, &[0x39fe, 0x3003])?;
        let kind = properties.number(0x0c15).unwrap_or(1);
        people.push((kind, mailbox(name, address)));
    }
    Ok(people)
}

/// The first of these properties that is an address of the internet's. Exchange has others.
fn first(
    reader: &mut Reader<'_>,
    properties: &Properties,
    ids: &[u16],
) -> Result<Option<String>, Unreadable> {
    for id in ids {
        let found = properties.text(reader, *id)?;
        if let Some(address) = found.filter(|found| found.contains('@')) {
            return Ok(Some(address));
        }
    }
    Ok(None)
}

fn mailbox(name: Option<String>, address: Option<String>) -> String {
    let quoted = |name: String| format!("\"{}\"", name.replace(['"', '\\'], ""));
    let address = address.map(|address| address.replace(['<', '>', ' '], ""));
    let name = name.filter(|name| !name.trim().is_empty() && Some(name) != address.as_ref());
    match (name, address) {
        (Some(name), Some(address)) => format!("{} <{address}>", quoted(name)),
        (Some(name), None) => format!("{} <>", quoted(name)),
        (None, address) => address.unwrap_or_default(),
    }
}

/// A field on one line: what stands in a property begins no other.
fn line(out: &mut String, name: &str, value: &str) {
    let value: String = value
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let _ = write!(out, "{name}: {}\r\n", value.trim());
}

/// The same said twice, as plain text and as HTML.
struct Bodies {
    plain: Option<Part>,
    html: Option<Part>,
}

impl Bodies {
    fn write(&self, out: &mut Vec<u8>) {
        const HEAD: &[u8] =
            b"Content-Type: multipart/alternative; boundary=\"=_outlook_body\"\r\n\r\n";
        out.extend_from_slice(HEAD);
        for part in [&self.plain, &self.html].into_iter().flatten() {
            out.extend_from_slice(b"--=_outlook_body\r\n");
            part.write(out);
        }
        out.extend_from_slice(b"--=_outlook_body--\r\n");
    }
}

fn bodies(reader: &mut Reader<'_>, properties: &Properties) -> Result<Bodies, Unreadable> {
    let part = |content_type: String, bytes: Vec<u8>| Part {
        content_type,
        name: None,
        bytes,
    };
    let text = properties
        .text(reader, BODY)?
        .filter(|text| !text.is_empty());
    let plain = text.map(|text| part("text/plain; charset=utf-8".to_owned(), text.into_bytes()));
    let html = match properties.binary(reader, HTML)? {
        Some(bytes) => {
            let charset = properties.html_charset().unwrap_or("utf-8");
            Some(part(format!("text/html; charset={charset}"), bytes))
        }
        None => properties.text(reader, HTML)?.map(|text| {
            let kind = "text/html; charset=utf-8".to_owned();
            part(kind, text.into_bytes())
        }),
    };
    if plain.is_some() || html.is_some() {
        return Ok(Bodies { plain, html });
    }
    let packed = properties.binary(reader, RTF)?;
    let said = packed.and_then(|packed| rtf::unpacked(&packed));
    Ok(match said.map(|said| rtf::read(&said)) {
        Some(rtf::Said::Text(text)) => Bodies {
            plain: Some(part(
                "text/plain; charset=utf-8".to_owned(),
                text.into_bytes(),
            )),
            html: None,
        },
        Some(rtf::Said::Html(text)) => Bodies {
            plain: None,
            html: Some(part(
                "text/html; charset=utf-8".to_owned(),
                text.into_bytes(),
            )),
        },
        None => Bodies { plain, html },
    })
}

fn attachment(
    reader: &mut Reader<'_>,
    path: &str,
    depth: usize,
) -> Result<Option<Part>, Unreadable> {
    let properties = Properties::read(reader, path, Of::Part)?;
    let long = properties.text(reader, 0x3707)?;
    let name = match long.filter(|name| !name.trim().is_empty()) {
        Some(name) => Some(name),
        None => properties.text(reader, 0x3704)?,
    };
    let shown = properties.text(reader, 0x3001)?;
    if properties.number(ATTACHMENT_METHOD) == Some(EMBEDDED)
        && let Some(storage) = properties.embedded(reader)
    {
        let name = name.or(shown).unwrap_or_else(|| "message".to_owned());
        return Ok(Some(Part {
            content_type: "application/octet-stream".to_owned(),
            name: Some(format!("{name}.eml")),
            bytes: message(reader, &storage, depth + 1)?,
        }));
    }
    let Some(bytes) = properties.binary(reader, super::properties::ATTACHMENT_DATA)? else {
        return Ok(None);
    };
    let claimed = properties.text(reader, 0x370e)?.unwrap_or_default();
    let is_type = |text: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || "/.+-_".contains(c);
        text.contains('/') && text.len() < 100 && text.chars().all(fits)
    };
    Ok(Some(Part {
        content_type: Some(claimed)
            .filter(|claimed| is_type(claimed) && !claimed.starts_with("multipart/"))
            .unwrap_or_else(|| "application/octet-stream".to_owned()),
        name: Some(name.or(shown).unwrap_or_else(|| "attachment".to_owned())),
        bytes,
    }))
}
