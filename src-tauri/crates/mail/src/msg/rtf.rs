//! A body that is there as compressed RTF alone: unpacked ([MS-OXRTFCP]), and read as its text, or
//! as the HTML that Outlook put into it ([MS-OXRTFEX]).
//!
//! Every step takes a byte at least, and what is written is bounded: reading ends.

use std::collections::HashMap;

use encoding_rs::Encoding;

use super::properties::encoding;
use crate::mime::charset;

/// What is unpacked and written, at most.
const MOST: usize = 16 << 20;
/// Groups in groups; deeper ones are read as if they were one.
const DEEPEST: usize = 1000;
/// Fonts whose charset is remembered.
const FONTS: usize = 1000;

/// With what the window begins ([MS-OXRTFCP], 2.1.2.1).
const BEGINNING: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \
\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\
\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const WINDOW: usize = 4096;

/// Destinations that hold no words of the message.
const SILENT: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "footer",
    "listtable",
    "filetbl",
];

/// What a body of RTF says.
#[derive(Debug, PartialEq, Eq)]
pub enum Said {
    Text(String),
    Html(String),
}

/// The RTF of a compressed body, as far as it can be unpacked.
pub fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    let kind = packed.get(8..12)?;
    let rest = packed.get(16..)?;
    if kind == b"MELA" {
        return Some(rest[..rest.len().min(MOST)].to_vec());
    }
    if kind != b"LZFu" {
        return None;
    }
    let mut window = [0u8; WINDOW];
    window[..BEGINNING.len()].copy_from_slice(BEGINNING);
    let (mut at, mut out) = (BEGINNING.len(), Vec::new());
    let mut bytes = rest.iter().copied();
    'runs: while let Some(control) = bytes.next() {
        for bit in 0..8 {
            let Some(first) = bytes.next() else {
                break 'runs;
            };
            // One byte as it is, or some that were there before.
            let (from, length) = if control & (1 << bit) == 0 {
                window[at] = first;
                (at, 1)
            } else {
                let Some(second) = bytes.next() else {
                    break 'runs;
                };
                let pair = usize::from(u16::from_be_bytes([first, second]));
                let (from, length) = (pair >> 4, (pair & 15) + 2);
                // Where it points to where it writes, it ends.
                if from == at {
                    break 'runs;
                }
                (from, length)
            };
            for step in 0..length {
                let byte = window[(from + step) % WINDOW];
                out.push(byte);
                window[at] = byte;
                at = (at + 1) % WINDOW;
            }
            if out.len() >= MOST {
                break 'runs;
            }
        }
    }
    Some(out)
}

/// What stands in a group goes for those within it.
#[derive(Clone, Copy, Default)]
struct Group {
    silent: bool,
    fonts: bool,
    /// Outlook's own HTML, word for word.
    tag: bool,
    /// What is there for readers of RTF alone.
    not_html: bool,
    /// Characters that stand after `\u` for readers that don't know it; one unless it is said.
    skip: usize,
    font: i32,
}

struct Reader<'a> {
    rest: &'a [u8],
    group: Group,
    outer: Vec<Group>,
    html: bool,
    page: Option<&'static Encoding>,
    charsets: HashMap<i32, u32>,
    /// The font that the table is at.
    font: i32,
    eight_bit: Vec<u8>,
    units: Vec<u16>,
    to_skip: usize,
    out: String,
}

/// What RTF says.
pub fn read(rtf: &[u8]) -> Said {
    let mut reader = Reader {
        rest: rtf,
        group: Group {
            skip: 1,
            ..Group::default()
        },
        outer: Vec::new(),
        html: false,
        page: None,
        charsets: HashMap::new(),
        font: 0,
        eight_bit: Vec::new(),
        units: Vec::new(),
        to_skip: 0,
        out: String::new(),
    };
    while let Some(byte) = reader.next() {
        if reader.out.len() > MOST {
            break;
        }
        match byte {
            b'{' => {
                reader.flush();
                if reader.outer.len() < DEEPEST {
                    reader.outer.push(reader.group);
                }
            }
            b'}' => {
                reader.flush();
                reader.to_skip = 0;
                reader.group = reader.outer.pop().unwrap_or(reader.group);
            }
            b'\\' => reader.control(),
            b'\r' | b'\n' => {}
            byte => reader.byte(byte),
        }
    }
    reader.flush();
    match reader.html {
        true => Said::Html(reader.out),
        false => Said::Text(reader.out),
    }
}

impl Reader<'_> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// A byte of the message's words, in the charset that its font has.
    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if self.is_heard() {
            self.end_units();
            self.eight_bit.push(byte);
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_heard() {
            self.flush();
            self.out.push_str(text);
        }
    }

    fn is_heard(&self) -> bool {
        let for_others = self.html && self.group.not_html && !self.group.tag;
        !self.group.silent && !for_others
    }

    fn flush(&mut self) {
        self.end_units();
        if self.eight_bit.is_empty() {
            return;
        }
        let own = self
            .charsets
            .get(&self.group.font)
            .and_then(|one| match one {
                128 => encoding(932),
                129 => encoding(949),
                134 => encoding(936),
                136 => encoding(950),
                161 => encoding(1253),
                162 => encoding(1254),
                177 => encoding(1255),
                178 => encoding(1256),
                186 => encoding(1257),
                204 => encoding(1251),
                222 => encoding(874),
                238 => encoding(1250),
                _ => None,
            });
        let label = own.or(self.page).map(Encoding::name);
        let bytes = std::mem::take(&mut self.eight_bit);
        self.out.push_str(&charset::decode(&bytes, label, None));
    }

    fn end_units(&mut self) {
        if !self.units.is_empty() {
            let units = std::mem::take(&mut self.units);
            self.out.push_str(&String::from_utf16_lossy(&units));
        }
    }

    fn control(&mut self) {
        let Some(first) = self.next() else { return };
        match first {
            b'\'' => {
                let digits = self
                    .rest
                    .get(..2)
                    .and_then(|two| std::str::from_utf8(two).ok());
                if let Some(byte) = digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
                    self.rest = &self.rest[2..];
                    self.byte(byte);
                }
            }
            // A destination that is left out where it isn't known.
            b'*' => self.group.silent = true,
            b'~' => self.text("\u{a0}"),
            b'_' => self.text("-"),
            b'\r' | b'\n' => self.text("\n"),
            b'\\' | b'{' | b'}' => self.byte(first),
            first if first.is_ascii_alphabetic() => self.word(first),
            _ => {}
        }
    }

    fn word(&mut self, first: u8) {
        let letters = self
            .rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic());
        let length = letters.count();
        let word: String = [first]
            .iter()
            .chain(&self.rest[..length])
            .map(|byte| char::from(*byte))
            .collect();
        self.rest = &self.rest[length..];
        let minus = self.rest.starts_with(b"-");
        let digits = &self.rest[usize::from(minus)..];
        let count = digits
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let number = (count > 0)
            .then(|| {
                let digits = std::str::from_utf8(&digits[..count]).ok()?;
                digits
                    .parse::<i32>()
                    .ok()
                    .map(|n| if minus { -n } else { n })
            })
            .flatten();
        if count > 0 {
            self.rest = &self.rest[usize::from(minus) + count..];
        }
        self.rest = self.rest.strip_prefix(b" ").unwrap_or(self.rest);
        self.obey(&word, number);
    }

    fn obey(&mut self, word: &str, number: Option<i32>) {
        let natural = |n: Option<i32>| n.and_then(|n| u32::try_from(n).ok());
        match word {
            "fromhtml" => self.html = number != Some(0),
            "htmltag" => {
                self.group.silent = !self.html;
                self.group.tag = true;
            }
            "htmlrtf" => {
                self.flush();
                self.group.not_html = number != Some(0);
            }
            "ansicpg" => self.page = natural(number).and_then(encoding),
            "uc" => {
                self.group.skip =
                    natural(number).map_or(1, |n| usize::try_from(n.min(16)).unwrap_or(1))
            }
            "u" => {
                if let Some(unit) = number.filter(|_| self.is_heard()) {
                    if !self.eight_bit.is_empty() {
                        self.flush();
                    }
                    // Written as a number with a sign, of sixteen bits.
                    self.units.extend(u16::try_from(unit & 0xffff));
                }
                self.to_skip = self.group.skip;
            }
            "f" => {
                self.flush();
                let font = number.unwrap_or(0);
                if self.group.fonts {
                    self.font = font;
                } else {
                    self.group.font = font;
                }
            }
            "fcharset" if self.group.fonts && self.charsets.len() < FONTS => {
                self.charsets
                    .extend(natural(number).map(|n| (self.font, n)));
            }
            "par" | "line" | "row" | "sect" | "page" => self.text("\n"),
            "tab" | "cell" => self.text("\t"),
            "lquote" => self.text("\u{2018}"),
            "rquote" => self.text("\u{2019}"),
            "ldblquote" => self.text("\u{201c}"),
            "rdblquote" => self.text("\u{201d}"),
            "bullet" => self.text("\u{2022}"),
            "endash" => self.text("\u{2013}"),
            "emdash" => self.text("\u{2014}"),
            word if SILENT.contains(&word) => {
                self.group.silent = true;
                self.group.fonts = word == "fonttbl";
            }
            _ => {}
        }
    }
}
