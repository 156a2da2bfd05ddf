//! From bytes to text, whatever the sender said about them.
//!
//! A label is a claim. It is believed when the bytes agree with it; otherwise the bytes
//! decide (valid UTF-8, then escape sequences, then statistics).

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, REPLACEMENT, SHIFT_JIS, UTF_8,
    UTF_16BE, UTF_16LE, WINDOWS_1252,
};

/// So many multi-byte sequences, all valid, do not happen by chance in another charset.
const SURE_UTF8: usize = 4;

/// Chinese is told from Korean by statistics from thirteen characters on; below that the
/// office's own language is the better guess.
const ENOUGH: usize = 26;

/// Decodes `bytes` labelled `declared`. `hint` is a charset that the same message uses
/// elsewhere; it is tried before guessing.
pub fn decode(bytes: &[u8], declared: Option<&str>, hint: Option<&'static Encoding>) -> String {
    if let Some((marked, length)) = Encoding::for_bom(bytes) {
        return marked
            .decode_without_bom_handling(&bytes[length..])
            .0
            .into_owned();
    }
    let label = declared.map(normal_label).filter(|l| !l.is_empty());
    let encoding = label.as_deref().and_then(known);
    if encoding.is_none()
        && let Some(label) = &label
        && let Some(decoder) =
            mail_parser::decoders::charsets::map::charset_decoder(label.as_bytes())
    {
        return decoder(bytes);
    }
    if bytes.is_ascii() && !matches!(encoding, Some(e) if e == UTF_16BE || e == UTF_16LE) {
        return match looks_like_iso_2022_jp(bytes) {
            true => iso_2022_jp(bytes),
            false => ascii(bytes),
        };
    }
    if let Some(text) = sure_utf8(bytes, encoding) {
        return text.to_owned();
    }
    match encoding {
        Some(e) if e == WINDOWS_1252 => western(bytes, hint),
        Some(e) if e == UTF_8 => mostly_utf8(bytes).unwrap_or_else(|| guess(bytes, hint)),
        Some(e) => clean(e, bytes).unwrap_or_else(|| best(bytes, e, hint)),
        None => guess(bytes, hint),
    }
}

/// The encoding that a label names, if it names a usable one.
pub fn encoding_of(label: &str) -> Option<&'static Encoding> {
    known(&normal_label(label))
}

fn normal_label(label: &str) -> String {
    let label = label.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
    label.to_ascii_lowercase()
}

fn known(label: &str) -> Option<&'static Encoding> {
    let label = match label {
        "cp932" | "windows-932" => "shift_jis",
        "cp936" | "windows-936" | "euc-cn" | "gb18030-2000" => "gbk",
        "cp949" | "ks_c_5601" | "ms949" => "euc-kr",
        "cp950" | "cn-big5" => "big5",
        "utf8mb4" | "utf-8-sig" | "unicode-1-1-utf-8" => "utf-8",
        "unknown-8bit" | "x-unknown" | "unknown" | "default" | "_iso-2022-jp$esc" => return None,
        other => other,
    };
    Encoding::for_label(label.as_bytes()).filter(|e| *e != REPLACEMENT)
}

fn ascii(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn looks_like_iso_2022_jp(bytes: &[u8]) -> bool {
    bytes
        .windows(3)
        .any(|w| matches!(w, b"\x1b$B" | b"\x1b$@" | b"\x1b(J" | b"\x1b(I"))
}

/// Words that were joined switch back to ASCII and at once away again, which the Encoding
/// Standard calls an error (an empty segment): such a switch is left out.
fn iso_2022_jp(bytes: &[u8]) -> String {
    let mut joined = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let empty = bytes[at..].starts_with(b"\x1b(") && bytes.get(at + 3) == Some(&0x1b);
        if empty {
            at += 3;
            continue;
        }
        joined.push(bytes[at]);
        at += 1;
    }
    ISO_2022_JP
        .decode_without_bom_handling(&joined)
        .0
        .into_owned()
}

/// The text, when every byte belongs to the encoding.
fn clean(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(|text| text.into_owned())
}

/// Valid UTF-8 is UTF-8, unless the label names a multi-byte charset which the few bytes fit as well.
fn sure_utf8<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Option<&'a str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let rival = declared.filter(|e| *e != UTF_8 && !e.is_single_byte());
    let sure = match rival {
        Some(rival) => {
            text.chars().filter(|c| !c.is_ascii()).count() >= SURE_UTF8
                || clean(rival, bytes).is_none()
        }
        None => true,
    };
    sure.then_some(text)
}

/// Text labelled UTF-8 with a few broken bytes in it (cut off, or a stray byte pasted in).
fn mostly_utf8(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let broken = text
        .chars()
        .filter(|c| *c == char::REPLACEMENT_CHARACTER)
        .count();
    let whole = text.chars().filter(|c| !c.is_ascii()).count() - broken;
    (whole > 4 * broken).then(|| text.into_owned())
}

/// US-ASCII, ISO-8859-1 and windows-1252 are what programs write that know nothing: high
/// bytes that come in long runs are no western text.
fn western(bytes: &[u8], hint: Option<&'static Encoding>) -> String {
    let high = bytes.iter().filter(|b| **b >= 0x80).count();
    let paired = bytes
        .windows(2)
        .filter(|w| w[0] >= 0x80 && w[1] >= 0x80)
        .count();
    if high >= 4 && paired * 2 >= high {
        guess(bytes, hint)
    } else {
        WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned()
    }
}

/// The reading with the fewest unreadable characters; the declared one where they are equal.
fn best(bytes: &[u8], declared: &'static Encoding, hint: Option<&'static Encoding>) -> String {
    let broken = |text: &str| text.matches(char::REPLACEMENT_CHARACTER).count();
    let as_declared = declared.decode_without_bom_handling(bytes).0.into_owned();
    let readable = as_declared.chars().filter(|c| !c.is_ascii()).count();
    if broken(&as_declared) * 10 <= readable {
        return as_declared;
    }
    let guessed = guess(bytes, hint);
    if broken(&guessed) < broken(&as_declared) {
        guessed
    } else {
        as_declared
    }
}

/// Undeclared 8-bit bytes.
fn guess(bytes: &[u8], hint: Option<&'static Encoding>) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    if let Some(hint) = hint.filter(|e| !e.is_single_byte())
        && let Some(text) = clean(hint, bytes)
    {
        return text;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let found = detector.guess(None, Utf8Detection::Allow);
    let few = bytes.iter().filter(|b| **b >= 0x80).count() < ENOUGH;
    if (few || !is_east_asian(found)) && is_common_chinese(bytes) {
        return GB18030.decode_without_bom_handling(bytes).0.into_owned();
    }
    if let Some(text) = clean(found, bytes) {
        return text;
    }
    if let Some(text) = [GB18030, BIG5, SHIFT_JIS, EUC_KR]
        .into_iter()
        .filter(|_| is_east_asian(found))
        .find_map(|e| clean(e, bytes))
    {
        return text;
    }
    mostly_utf8(bytes).unwrap_or_else(|| found.decode_without_bom_handling(bytes).0.into_owned())
}

fn is_east_asian(encoding: &'static Encoding) -> bool {
    [GB18030, GBK, BIG5, SHIFT_JIS, EUC_JP, EUC_KR, ISO_2022_JP].contains(&encoding)
}

/// Too short for statistics (a subject of two words), yet every high byte is half of a
/// level 1 character of GB 2312 (the 3,755 commonest) or of its punctuation.
fn is_common_chinese(bytes: &[u8]) -> bool {
    let mut at = 0;
    let mut found = false;
    while at < bytes.len() {
        if bytes[at] < 0x80 {
            at += 1;
            continue;
        }
        let trail = bytes.get(at + 1).copied().unwrap_or(0);
        if !matches!(bytes[at], 0xa1 | 0xa3 | 0xb0..=0xd7) || !(0xa1..=0xfe).contains(&trail) {
            return false;
        }
        found = true;
        at += 2;
    }
    found
}
