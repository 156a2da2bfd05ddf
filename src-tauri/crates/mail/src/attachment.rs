//! Attachments: what they are called, what they really are, and what to beware of.

use crate::display::visible_line;
use crate::mime::{self, Structure, header};
use crate::sniff::{sniff, warnings};
use crate::words::words;
use crate::{msg, tnef};
use serde::{Deserialize, Serialize};

words! {
    /// What makes an attachment one to beware of.
    AttachmentWarning {
        /// Its bytes are of another type than its name or its label says.
        TypeDiffers = "type-differs",
        /// A harmless ending before the true one: `invoice.pdf.exe`.
        DoubleExtension = "double-extension",
        /// Its name turns the direction of writing, so that it reads as something else.
        RtlOverride = "rtl-override",
        /// It runs when opened: a program, a script, a shortcut, an installer.
        Executable = "executable",
        /// An Office file that carries macros.
        Macro = "macro",
        /// HTML or SVG: opens in the browser and may run scripts or imitate a login page.
        Html = "html",
        /// An archive or a disk image: what is inside has not been looked at.
        Archive = "archive",
        /// Locked with a password, so no scanner has seen what is inside.
        Encrypted = "encrypted",
        /// There is nothing in it.
        Empty = "empty",
    }
}

/// A part that is not the text of the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentInfo {
    /// Its number within the message, for [`attachment`].
    pub part: u32,
    /// Its file name, decoded and safe to show; made up from the type where it has none.
    pub name: String,
    /// The type that the message claims.
    pub claimed_type: String,
    /// The type that its first bytes show, if they show one.
    pub sniffed_type: Option<String>,
    /// Its size in bytes, decoded.
    pub size: u64,
    /// What to beware of.
    pub warnings: Vec<AttachmentWarning>,
}

/// The decoded bytes of part `part`; None when there is no such part, or the message can't be read.
pub fn attachment(raw: &[u8], part: u32) -> Option<Vec<u8>> {
    let raw = msg::as_mime(raw).ok()?;
    let message = mime::structure(&raw).ok()?;
    let part = part as usize;
    let (part, packed) = match part.checked_sub(PACKED_FROM) {
        Some(rest) => (rest / EACH, Some(rest % EACH)),
        None => (part, None),
    };
    let bytes = (part < message.parts.len()).then(|| message.body(part))?;
    match packed {
        Some(packed) => Some(tnef::unpack(&bytes).into_iter().nth(packed)?.bytes),
        None => Some(bytes.into_owned()),
    }
}

/// Files that are packed in a part have numbers from here on, which no part has.
const PACKED_FROM: usize = 10_000;
/// So many for each part.
const EACH: usize = 1000;

/// So much of a text is looked at to see whether it is one.
const LOOKED_AT: usize = 64 << 10;

/// Whether a part is text to be shown in place rather than an attachment.
pub fn is_body_text(message: &Structure<'_>, index: usize) -> bool {
    let part = &message.parts[index];
    let kind = part.content_type.word.as_str();
    let shown = kind.starts_with("text/")
        && !matches!(
            kind,
            "text/calendar" | "text/rfc822-headers" | "text/csv" | "text/vcard"
        );
    // A multipart without a single boundary in it is text that lost its wrapping.
    let shown = shown
        || kind == "message/delivery-status"
        || (kind.starts_with("multipart/") && !part.is_multipart());
    let named = name(message, index).is_some() && index > 0;
    shown
        && !part.embedded
        && !named
        && part.disposition.word != "attachment"
        && !is_binary(&message.start(index, LOOKED_AT).0)
}

/// Programs send pictures labelled as text; the label is not what they are.
fn is_binary(bytes: &[u8]) -> bool {
    infer::get(bytes).is_some_and(|found| {
        !matches!(
            found.matcher_type(),
            infer::MatcherType::Text | infer::MatcherType::Custom
        )
    })
}

/// The attachments: every leaf that is not shown, and messages attached as a whole.
pub fn list(message: &Structure<'_>, shown: &[usize]) -> Vec<AttachmentInfo> {
    let attached = (0..message.parts.len()).filter(|i| !shown.contains(i));
    let attached =
        attached.filter(|i| !message.parts[*i].embedded && !message.parts[*i].is_multipart());
    attached.flat_map(|i| infos(message, i)).collect()
}

/// An attachment, and what is packed in it.
fn infos(message: &Structure<'_>, index: usize) -> Vec<AttachmentInfo> {
    let part = &message.parts[index];
    let bytes = message.body(index);
    let name = name(message, index).unwrap_or_else(|| made_up_name(message, index));
    let own = info(
        index,
        &name,
        &part.content_type.word,
        part.is_message(),
        &bytes,
    );
    let packed = tnef::unpack(&bytes).into_iter().enumerate();
    let packed = packed.map(|(place, file)| {
        let number = PACKED_FROM + index * EACH + place;
        info(number, &file.name, &file.claimed_type, false, &file.bytes)
    });
    [own].into_iter().chain(packed).collect()
}

fn name(message: &Structure<'_>, index: usize) -> Option<String> {
    let fields = message.fields(index);
    let hint = message.hint;
    let from = |field: &str, parameter: &str| {
        let raw = fields.iter().find(|f| f.is(field))?.raw;
        header::Value::read(raw, hint)
            .parameter(parameter)
            .map(str::to_owned)
            .filter(|n| !n.trim().is_empty())
    };
    from("Content-Disposition", "filename").or_else(|| from("Content-Type", "name"))
}

fn info(part: usize, name: &str, claimed: &str, message: bool, bytes: &[u8]) -> AttachmentInfo {
    let sniffed = match message {
        true => None,
        false => sniff(bytes),
    };
    let warnings = warnings(name, claimed, sniffed, bytes);
    AttachmentInfo {
        part: u32::try_from(part).unwrap_or(u32::MAX),
        name: file_name(name),
        claimed_type: claimed.to_owned(),
        sniffed_type: sniffed.map(str::to_owned),
        size: bytes.len() as u64,
        warnings,
    }
}

/// The longest name that every file system takes, in bytes.
const LONGEST_NAME: usize = 200;

/// A name without folders: what a sender writes must not choose where a file is saved. Of a
/// long one the end goes, except for what tells the type.
fn file_name(name: &str) -> String {
    let shown = visible_line(name);
    let last = shown.rsplit(['/', '\\']).next().unwrap_or("").trim();
    match last.trim_matches('.') {
        "" => "attachment".to_owned(),
        _ if last.len() <= LONGEST_NAME => last.to_owned(),
        _ => {
            let (stem, ending) = last.rsplit_once('.').unwrap_or((last, ""));
            let ending = &ending[..ending.floor_char_boundary(20)];
            let stem = &stem[..stem.floor_char_boundary(LONGEST_NAME - 1 - ending.len())];
            format!("{stem}.{ending}")
        }
    }
}

fn made_up_name(message: &Structure<'_>, index: usize) -> String {
    let part = &message.parts[index];
    if part.is_message() {
        let fields = message.fields(index + 1);
        let subject = fields
            .iter()
            .find(|f| f.is("Subject"))
            .map(|f| header::text(f.raw, message.hint));
        let subject = subject
            .filter(|s| !s.trim().is_empty())
            .unwrap_or_else(|| "message".to_owned());
        return format!("{}.eml", subject.replace(['/', '\\'], "-"));
    }
    let ending = match part.content_type.word.as_str() {
        "text/rfc822-headers" => "headers.txt",
        "text/calendar" => "invitation.ics",
        "image/jpeg" => "picture.jpg",
        "image/png" => "picture.png",
        "image/gif" => "picture.gif",
        "application/pdf" => "document.pdf",
        "text/html" => "text.html",
        kind if kind.starts_with("text/") => "text.txt",
        _ => "attachment.bin",
    };
    format!("{index}-{ending}")
}
