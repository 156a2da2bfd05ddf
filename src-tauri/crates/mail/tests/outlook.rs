//! Outlook's messages: what they show, and that what is wrong with one ends there.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{Cursor, Write};

use mail::{UnreadableReason, attachment, parse};
use proptest::prelude::*;

type File = cfb::CompoundFile<Cursor<Vec<u8>>>;

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn put(file: &mut File, path: &str, bytes: &[u8]) {
    file.create_stream(path).unwrap().write_all(bytes).unwrap();
}

fn text(file: &mut File, within: &str, id: u16, value: &str) {
    put(
        file,
        &format!("{within}/__substg1.0_{id:04X}001F"),
        &utf16(value),
    );
}

/// The stream of fixed properties, after a header of this length.
fn fixed(file: &mut File, within: &str, header: usize, values: &[(u16, u16, [u8; 8])]) {
    let mut bytes = vec![0; header];
    for (id, kind, value) in values {
        bytes.extend(kind.to_le_bytes());
        bytes.extend(id.to_le_bytes());
        bytes.extend([0; 4]);
        bytes.extend(value);
    }
    put(file, &format!("{within}/__properties_version1.0"), &bytes);
}

fn number(value: u32) -> [u8; 8] {
    u64::from(value).to_le_bytes()
}

/// 100-nanosecond steps since 1601.
fn filetime(text: &str) -> [u8; 8] {
    let at: chrono::DateTime<chrono::Utc> = text.parse().unwrap();
    ((at.timestamp() + 11_644_473_600) * 10_000_000).to_le_bytes()
}

fn built(fill: impl FnOnce(&mut File)) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    fill(&mut file);
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn attached(file: &mut File, within: &str, place: usize, name: &str, bytes: &[u8]) {
    let path = format!("{within}/__attach_version1.0_#{place:08X}");
    file.create_storage(&path).unwrap();
    fixed(file, &path, 8, &[(0x3705, 3, number(1))]);
    text(file, &path, 0x3707, name);
    put(file, &format!("{path}/__substg1.0_37010102"), bytes);
}

/// A message that never went over a wire: no header but its properties.
fn letter(file: &mut File, within: &str, header: usize) {
    fixed(
        file,
        within,
        header,
        &[(0x0039, 0x40, filetime("2026-03-02T09:30:00Z"))],
    );
    text(
        file,
        within,
        0x0037,
        "删除我的账号 Delete\r\nBcc: hidden@example.com",
    );
    text(file, within, 0x1000, "请删除我的账号。\nPlease delete it.");
    put(
        file,
        &format!("{within}/__substg1.0_10130102"),
        b"<p>Please delete it.</p><img src=\"https://example.org/x.gif\">",
    );
    text(file, within, 0x0042, "Ada \"Quill\"");
    text(file, within, 0x0065, "/O=EXCHANGE/CN=ADA");
    text(file, within, 0x5d02, "ada@example.com");
    text(file, within, 0x1035, "<letter@example.com>");
    for (place, kind, name, address) in [
        (0, 1, "Office", "service@minglives.com"),
        (1, 2, "", "copy@example.org"),
    ] {
        let path = format!("{within}/__recip_version1.0_#{place:08X}");
        file.create_storage(&path).unwrap();
        fixed(file, &path, 8, &[(0x0c15, 3, number(kind))]);
        text(file, &path, 0x3001, name);
        text(file, &path, 0x39fe, address);
    }
}

#[test]
fn a_message_of_outlooks_is_read_from_its_properties() {
    let raw = built(|file| {
        letter(file, "", 32);
        attached(file, "", 0, "护照 scan.pdf", b"%PDF-1.4 scan");
        attached(file, "", 1, "../../invoice.pdf.exe", b"MZ\x90\0");
        let path = "/__attach_version1.0_#00000002";
        file.create_storage(path).unwrap();
        fixed(file, path, 8, &[(0x3705, 3, number(5))]);
        text(file, path, 0x3001, "Forwarded");
        let within = format!("{path}/__substg1.0_3701000D");
        file.create_storage(&within).unwrap();
        letter(file, &within, 24);
    });
    let mail = parse(&raw).unwrap();
    assert!(mail.subject.starts_with("删除我的账号 Delete"));
    assert!(
        mail.headers.iter().all(|(name, _)| name != "Bcc"),
        "no line of its own"
    );
    assert_eq!(mail.text.trim(), "请删除我的账号。\nPlease delete it.");
    assert!(mail.html.is_some());
    assert_eq!(mail.from[0].address, "ada@example.com");
    assert_eq!(mail.from[0].name.as_deref(), Some("Ada Quill"));
    assert_eq!(mail.to[0].address, "service@minglives.com");
    assert_eq!(mail.cc[0].address, "copy@example.org");
    assert_eq!(mail.message_id.as_deref(), Some("letter@example.com"));
    assert_eq!(mail.date.unwrap().to_rfc3339(), "2026-03-02T09:30:00+00:00");
    let names: Vec<&str> = mail
        .attachments
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["护照 scan.pdf", "invoice.pdf.exe", "Forwarded.eml"]);
    let warned = &mail.attachments[1].warnings;
    assert!(warned.iter().any(|one| one.as_str() == "executable"));
    let bytes = attachment(&raw, mail.attachments[0].part).unwrap();
    assert_eq!(bytes, b"%PDF-1.4 scan");
    let inner = parse(&attachment(&raw, mail.attachments[2].part).unwrap()).unwrap();
    assert_eq!(inner.from[0].address, "ada@example.com");
}

/// What a server wrote stays as it was; how the parts lie is told anew.
#[test]
fn the_header_that_came_with_it_counts() {
    let header = "Received: from mx by here; Mon, 2 Mar 2026 10:00:00 +0800\r\n\
                  From: Ada <ada@example.com>\r\nTo: service@minglives.com\r\nSubject: As sent\r\n\
                  References: <one@example.com>\r\n <two@example.com>\r\n\
                  Content-Type: multipart/mixed; boundary=\"gone\"\r\nMIME-Version: 1.0\r\n\r\n";
    let raw = built(|file| {
        fixed(file, "", 32, &[]);
        text(file, "", 0x007d, header);
        text(file, "", 0x0037, "As Outlook has it");
        text(file, "", 0x1000, "--=_outlook_0--\n\nStill there.");
    });
    let mail = parse(&raw).unwrap();
    assert_eq!(mail.subject, "As sent");
    assert_eq!(mail.references, ["one@example.com", "two@example.com"]);
    assert!(mail.received.is_some());
    assert!(mail.text.contains("Still there."));
    assert!(mail.attachments.is_empty());
}

/// GBK, as the message says.
#[test]
fn eight_bit_texts_have_the_messages_code_page() {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let raw = built(|file| {
        fixed(file, "", 32, &[(0x3ffd, 3, number(936))]);
        put(file, "/__substg1.0_0037001E", &gbk("更正"));
        put(file, "/__substg1.0_1000001E", &gbk("我的名字写错了。"));
        put(file, "/__substg1.0_0C1F001E", b"li@example.com");
    });
    let mail = parse(&raw).unwrap();
    assert_eq!(
        (mail.subject.as_str(), mail.text.trim()),
        ("更正", "我的名字写错了。")
    );
    assert_eq!(mail.from[0].address, "li@example.com");
}

/// RTF as it is packed where nothing comes again ([MS-OXRTFCP], 2.2.3.1: a run for eight bytes).
fn packed(rtf: &[u8]) -> Vec<u8> {
    let mut out = vec![0; 16];
    out[8..12].copy_from_slice(b"LZFu");
    for run in rtf.chunks(8) {
        out.push(0);
        out.extend(run);
    }
    out
}

fn rich(rtf: &[u8]) -> Vec<u8> {
    built(|file| {
        fixed(file, "", 32, &[]);
        text(file, "", 0x0037, "Rich");
        text(file, "", 0x0c1f, "ada@example.com");
        put(file, "/__substg1.0_10090102", rtf);
    })
}

#[test]
fn a_body_of_rich_text_alone_is_read() {
    // The example of [MS-OXRTFCP], 3.1.1.1.
    let example = b"\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125\x42\x32\x0a\xf3 hel\x09\0\x20bw\x05\xb0ld}\x0a\x80\x0f\xa0";
    assert_eq!(parse(&rich(example)).unwrap().text.trim(), "hello world");
    let rtf = b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset134 SimSun;}}{\\*\\generator x;}\
        \\f0 Caf\\'e9 \\{1\\}\\par\\f1 \\'c9\\'be\\'b3\\'fd\\f0\\par \\uc1\\u21024?\\u-10179?\\u-8704?{\\uc2\\u38500??}.}";
    let said = parse(&rich(&packed(rtf))).unwrap();
    assert_eq!(said.text.trim(), "Café {1}\n删除\n删\u{1f600}除.");
    let html = b"{\\rtf1\\ansi\\ansicpg1252\\fromhtml1{\\fonttbl{\\f0 Arial;}}\
        {\\*\\htmltag64 <p>}\\htmlrtf \\par {\\htmlrtf0 Delete \\htmlrtf \\b\\htmlrtf0{\\*\\htmltag84 <b>}it{\\*\\htmltag92 </b>}\
        {\\*\\htmltag84 &amp;}\\htmlrtf &\\htmlrtf0  go\\htmlrtf }\\htmlrtf0{\\*\\htmltag72 </p>}}";
    let said = parse(&rich(&packed(html))).unwrap();
    assert!(said.html.is_some());
    assert_eq!(said.text.trim(), "Delete it& go");
}

/// What is written of a file is bounded, however its names and parts lie in each other.
#[test]
fn what_grows_with_each_message_around_it_ends() {
    let long = "n".repeat(1 << 20);
    let raw = built(|file| {
        let mut within = String::new();
        for depth in 0..5 {
            fixed(file, &within, if depth == 0 { 32 } else { 24 }, &[]);
            for place in 1..3 {
                attached(file, &within, place, &long, b"x");
            }
            let path = format!("{within}/__attach_version1.0_#00000000");
            file.create_storage(&path).unwrap();
            fixed(file, &path, 8, &[(0x3705, 3, number(5))]);
            within = format!("{path}/__substg1.0_3701000D");
            file.create_storage(&within).unwrap();
        }
        fixed(file, &within, 24, &[]);
        for place in 0..40 {
            attached(file, &within, place, &"m".repeat(1 << 20), b"x");
        }
    });
    let refused = parse(&raw).unwrap_err().reason;
    assert_eq!(refused, UnreadableReason::TooManyParts);
}

#[test]
fn messages_in_messages_end() {
    let raw = built(|file| {
        let mut within = String::new();
        for depth in 0..12 {
            letter(file, &within, if depth == 0 { 32 } else { 24 });
            let path = format!("{within}/__attach_version1.0_#00000000");
            file.create_storage(&path).unwrap();
            fixed(file, &path, 8, &[(0x3705, 3, number(5))]);
            within = format!("{path}/__substg1.0_3701000D");
            file.create_storage(&within).unwrap();
        }
        letter(file, &within, 24);
    });
    assert_eq!(parse(&raw).unwrap_err().reason, UnreadableReason::TooDeep);
}

#[test]
fn a_compound_file_that_is_no_message_is_none() {
    let workbook = built(|file| put(file, "/Workbook", b"cells"));
    assert_eq!(
        parse(&workbook).unwrap_err().reason,
        UnreadableReason::NoHeader
    );
    let mut torn = workbook.clone();
    torn.truncate(600);
    assert!(parse(&torn).is_err());
}

/// winmail.dat, as Outlook sends it to who has none: every attachment is to be had by itself.
fn winmail(files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut out = vec![0x78, 0x9f, 0x3e, 0x22, 1, 0];
    let mut attribute = |id: u32, data: &[u8]| {
        out.push(2);
        out.extend(id.to_le_bytes());
        out.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        out.extend(data);
        out.extend([0, 0]);
    };
    for (short, long, bytes) in files {
        attribute(0x0006_9002, &[0; 14]);
        attribute(0x0001_8010, format!("{short}\0").as_bytes());
        attribute(0x0006_800f, bytes);
        let name = utf16(&format!("{long}\0"));
        let mut properties = 2u32.to_le_bytes().to_vec();
        // A number, then the long name.
        properties.extend([0x03, 0x00, 0x05, 0x37, 1, 0, 0, 0]);
        properties.extend([0x1f, 0x00, 0x07, 0x37, 1, 0, 0, 0]);
        properties.extend(u32::try_from(name.len()).unwrap().to_le_bytes());
        properties.extend(&name);
        properties.resize(properties.len().next_multiple_of(4), 0);
        attribute(0x0006_9005, &properties);
    }
    out
}

fn carrying(winmail: &[u8]) -> Vec<u8> {
    let base64 = data_encoding::BASE64.encode(winmail);
    format!(
        "From: ada@example.com\r\nSubject: With files\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee.\r\n\
         --b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{base64}\r\n--b--\r\n"
    )
    .into_bytes()
}

#[test]
fn what_is_packed_in_winmail_dat_shows() {
    let files: &[(&str, &str, &[u8])] = &[
        ("SCAN~1.PDF", "身份证 scan.pdf", b"%PDF-1.4 one"),
        ("RUN.EXE", "run.exe", b"MZ\x90\0"),
    ];
    let raw = carrying(&winmail(files));
    let mail = parse(&raw).unwrap();
    let names: Vec<&str> = mail
        .attachments
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["winmail.dat", "身份证 scan.pdf", "run.exe"]);
    assert_eq!(
        attachment(&raw, mail.attachments[1].part).unwrap(),
        b"%PDF-1.4 one"
    );
    let part = mail.attachments[2].part;
    assert_eq!(attachment(&raw, part).unwrap(), b"MZ\x90\0");
    assert_eq!(attachment(&raw, part + 1), None);
}

proptest! {
    /// Broken anywhere, or cut off, each is read as far as it goes or not at all.
    #[test]
    fn nothing_in_either_breaks_the_reader(
        at in any::<prop::sample::Index>(),
        byte: u8,
        cut in any::<prop::sample::Index>(),
    ) {
        let msg = built(|file| {
            letter(file, "", 32);
            attached(file, "", 0, "a.pdf", &[7; 5000]);
        });
        let packed = winmail(&[("A", "a.txt", b"one"), ("B", "b.txt", &[1; 300])]);
        for (bytes, is_tnef) in [(msg, false), (packed, true)] {
            let mut bytes = bytes;
            let place = at.index(bytes.len());
            bytes[place] = byte;
            let whole = if is_tnef { carrying(&bytes) } else { bytes.clone() };
            if let Ok(mail) = parse(&whole) {
                for one in &mail.attachments {
                    prop_assert!(attachment(&whole, one.part).is_some());
                }
            }
            bytes.truncate(cut.index(bytes.len()));
            let _ = parse(&if is_tnef { carrying(&bytes) } else { bytes });
        }
    }
}
