//! What a file really is, and what makes it dangerous.

use crate::attachment::AttachmentWarning;
use crate::display::turns_direction;

/// Whether a picture of this type can be drawn anew.
pub fn is_picture(kind: &str) -> bool {
    matches!(
        kind,
        "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/bmp"
    )
}

/// The media type that the first bytes show.
pub fn sniff(bytes: &[u8]) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(1024)];
    let text = String::from_utf8_lossy(start)
        .trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t'])
        .to_ascii_lowercase();
    let markup = text.starts_with('<');
    if markup && (text.contains("<svg")) {
        return Some("image/svg+xml");
    }
    if markup
        && [
            "<!doctype html",
            "<html",
            "<head",
            "<body",
            "<script",
            "<form",
            "<iframe",
        ]
        .iter()
        .any(|tag| text.contains(tag))
    {
        return Some("text/html");
    }
    if bytes.starts_with(b"L\0\0\0\x01\x14\x02\0") {
        return Some("application/x-ms-shortcut");
    }
    if bytes.get(0x8001..0x8006) == Some(b"CD001") {
        return Some("application/x-iso9660-image");
    }
    office(bytes).or_else(|| infer::get(bytes).map(|found| found.mime_type()))
}

/// Office files are archives; the name of the main file in them tells which (ECMA-376, part 2).
fn office(bytes: &[u8]) -> Option<&'static str> {
    let holds = |name: &[u8]| is_zip(bytes) && contains(tail(bytes), name);
    if !holds(b"[Content_Types].xml") {
        return None;
    }
    let kinds: [(&[u8], &str); 3] = [
        (
            b"word/document",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            b"xl/workbook",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            b"ppt/presentation",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
    ];
    kinds
        .into_iter()
        .find(|(name, _)| holds(name))
        .map(|(_, kind)| kind)
}

const EXECUTABLE: &[&str] = &[
    "exe",
    "com",
    "scr",
    "pif",
    "bat",
    "cmd",
    "ps1",
    "vbs",
    "vbe",
    "js",
    "jse",
    "wsf",
    "wsh",
    "hta",
    "lnk",
    "msi",
    "msp",
    "cpl",
    "dll",
    "jar",
    "reg",
    "url",
    "sh",
    "command",
    "app",
    "apk",
    "deb",
    "rpm",
    "desktop",
    "chm",
    "scf",
    "appimage",
    "dmg",
    "pkg",
    "msix",
    "application",
    "py",
    "pyw",
    "vb",
    "ws",
    "wsc",
    "sct",
    "msc",
    "inf",
    "appx",
    "diagcab",
    "appref-ms",
    "library-ms",
    "search-ms",
    "settingcontent-ms",
    // OneNote opens what is put in it, Excel asks what these name.
    "one",
    "onepkg",
    "iqy",
    "slk",
];
const MACRO: &[&str] = &[
    "docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppsm", "sldm", "xll",
];
const HTML: &[&str] = &[
    "html", "htm", "xhtml", "shtml", "mht", "mhtml", "svg", "svgz", "xht",
];
const ARCHIVE: &[&str] = &[
    "zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "tar", "cab", "iso", "img", "vhd", "vhdx", "ace",
    "arj", "lzh", "zst",
];
/// Endings of harmless things, which a true ending after them hides behind.
const HARMLESS: &[&str] = &[
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "jpg", "jpeg", "png", "gif", "bmp",
    "csv", "rtf", "mp3", "mp4",
];

/// What there is to beware of in a file of this name, claimed type, seen type and content.
pub fn warnings(
    name: &str,
    claimed: &str,
    sniffed: Option<&str>,
    bytes: &[u8],
) -> Vec<AttachmentWarning> {
    use AttachmentWarning as W;
    let endings: Vec<String> = name
        .split('.')
        .skip(1)
        .map(|e| e.trim().to_ascii_lowercase())
        .collect();
    let last = endings.last().map_or("", String::as_str);
    let before = endings.iter().rev().nth(1).map_or("", String::as_str);
    let active = EXECUTABLE.contains(&last)
        || HTML.contains(&last)
        || MACRO.contains(&last)
        || ARCHIVE.contains(&last);
    let runs = matches!(
        sniffed,
        Some(
            "application/vnd.microsoft.portable-executable"
                | "application/x-executable"
                | "application/x-mach-binary"
                | "application/x-ms-shortcut"
                | "text/x-shellscript"
                | "application/java-vm"
        )
    );
    let archive = matches!(
        sniffed,
        Some(
            "application/zip"
                | "application/gzip"
                | "application/x-bzip2"
                | "application/x-xz"
                | "application/x-tar"
                | "application/vnd.rar"
                | "application/x-7z-compressed"
                | "application/x-iso9660-image"
                | "application/zstd"
        )
    );
    let checks = [
        (W::TypeDiffers, differs(last, claimed, sniffed)),
        (W::DoubleExtension, active && HARMLESS.contains(&before)),
        (W::RtlOverride, name.chars().any(turns_direction)),
        (
            W::Executable,
            EXECUTABLE.contains(&last) || runs || claimed.contains("javascript"),
        ),
        (W::Macro, MACRO.contains(&last) || has_macros(bytes)),
        (
            W::Html,
            HTML.contains(&last)
                || matches!(sniffed.unwrap_or(claimed), "text/html" | "image/svg+xml"),
        ),
        (
            W::Archive,
            ARCHIVE.contains(&last) || (archive && !is_office(last)),
        ),
        (W::Encrypted, is_encrypted(bytes)),
        (W::Empty, bytes.is_empty()),
    ];
    checks
        .into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(warning, _)| warning)
        .collect()
}

fn is_office(ending: &str) -> bool {
    matches!(
        ending,
        "docx"
            | "xlsx"
            | "pptx"
            | "odt"
            | "ods"
            | "odp"
            | "epub"
            | "docm"
            | "xlsm"
            | "pptm"
            | "jar"
            | "apk"
    )
}

/// Types count by family: JPEG for PNG misleads nobody, HTML for PNG does.
fn differs(ending: &str, claimed: &str, sniffed: Option<&str>) -> bool {
    let Some(actual) = sniffed.map(family) else {
        return false;
    };
    let named = family_of_ending(ending);
    match named {
        Some(named) => named != actual,
        None => {
            !matches!(family(claimed), "other" | "text")
                && actual != "other"
                && family(claimed) != actual
        }
    }
}

fn family(media_type: &str) -> &'static str {
    match media_type {
        "text/html" | "image/svg+xml" | "application/xhtml+xml" => "markup",
        "application/pdf" => "pdf",
        t if t.starts_with("image/") => "image",
        t if t.starts_with("audio/") || t.starts_with("video/") => "media",
        t if t.contains("officedocument")
            || t.contains("opendocument")
            || t.contains("msword")
            || t.contains("ms-excel")
            || t.contains("powerpoint")
            || t.contains("ole-storage")
            || t.contains("zip") =>
        {
            "container"
        }
        t if t.contains("executable")
            || t.contains("shellscript")
            || t.contains("shortcut")
            || t.contains("mach-binary") =>
        {
            "program"
        }
        t if t.starts_with("text/") => "text",
        _ => "other",
    }
}

fn family_of_ending(ending: &str) -> Option<&'static str> {
    Some(match ending {
        "html" | "htm" | "svg" | "xhtml" => "markup",
        "pdf" => "pdf",
        "png" | "jpg" | "jpeg" | "gif" | "bmp" | "webp" | "tif" | "tiff" | "heic" => "image",
        "mp3" | "mp4" | "wav" | "mov" | "m4a" | "avi" | "amr" => "media",
        "doc" | "docx" | "xls" | "xlsx" | "ppt" | "pptx" | "zip" | "odt" | "ods" => "container",
        "txt" | "csv" | "md" | "log" => "text",
        _ => return None,
    })
}

/// The end of a file: a ZIP's list of names (APPNOTE 4.3.12) and a PDF's trailer are there.
fn tail(bytes: &[u8]) -> &[u8] {
    &bytes[bytes.len().saturating_sub(64 << 10)..]
}

fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The start of an OLE file (MS-CFB), where its directory nearly always lies.
fn ole_start(bytes: &[u8]) -> &[u8] {
    match bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        true => &bytes[..bytes.len().min(1 << 20)],
        false => &[],
    }
}

/// Office keeps macros in `vbaProject.bin` (OOXML) or a `_VBA_PROJECT` stream (OLE, names in UTF-16).
fn has_macros(bytes: &[u8]) -> bool {
    let ole = || contains(ole_start(bytes), b"_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0");
    (is_zip(bytes) && contains(tail(bytes), b"vbaProject.bin")) || ole()
}

/// Bit 0 of a ZIP entry's flags (APPNOTE 4.4.4), `/Encrypt` in a PDF's trailer (ISO 32000-1, 7.6),
/// the stream of an encrypted Office file (MS-OFFCRYPTO 2.3.4.4).
fn is_encrypted(bytes: &[u8]) -> bool {
    let zip = is_zip(bytes) && bytes.get(6).is_some_and(|flags| flags & 1 == 1);
    let pdf = bytes.starts_with(b"%PDF") && contains(tail(bytes), b"/Encrypt");
    let package = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    zip || pdf || contains(ole_start(bytes), package)
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|w| w == needle)
}

/// What a file of ours is, for who gets it: by its first bytes, else by its ending.
pub fn media_type(bytes: &[u8], name: &str) -> String {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    let plain = match ending.as_deref() {
        Some("txt" | "md" | "log") => "text/plain; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("html" | "htm") => "text/html; charset=utf-8",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    };
    sniff(bytes).unwrap_or(plain).to_owned()
}

/// The words of a file of ours, where it is text; none where they can't be read here.
pub fn words_of(bytes: &[u8], name: &str) -> Option<String> {
    let kind = media_type(bytes, name);
    if !kind.starts_with("text/") && kind != "application/json" {
        return None;
    }
    String::from_utf8(bytes.to_vec()).ok()
}
