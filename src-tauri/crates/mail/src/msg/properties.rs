//! The properties of a message, a recipient or an attachment ([MS-OXMSG], 2.4; [MS-OXPROPS]).

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use encoding_rs::Encoding;

use super::Reader;
use crate::mime::charset;
use crate::parse::Unreadable;

pub const ATTACHMENT_DATA: u16 = 0x3701;
pub const ATTACHMENT_METHOD: u16 = 0x3705;
pub const BODY: u16 = 0x1000;
pub const HTML: u16 = 0x1013;
pub const RTF: u16 = 0x1009;
const INTERNET_CODEPAGE: u16 = 0x3fde;
const MESSAGE_CODEPAGE: u16 = 0x3ffd;

/// Properties of fixed length, and where those of variable length lie.
pub struct Properties {
    storage: String,
    fixed: HashMap<u16, [u8; 8]>,
    /// How eight-bit texts are written.
    encoding: Option<&'static Encoding>,
}

/// Whose properties they are: before them stands a header of another length.
#[derive(Clone, Copy)]
pub enum Of {
    Message,
    Embedded,
    Part,
}

impl Properties {
    pub fn read(reader: &mut Reader<'_>, storage: &str, of: Of) -> Result<Self, Unreadable> {
        let header = match of {
            Of::Message => 32,
            Of::Embedded => 24,
            Of::Part => 8,
        };
        let path = format!("{storage}/__properties_version1.0");
        let bytes = reader.stream(&path)?.unwrap_or_default();
        let mut fixed = HashMap::new();
        for entry in bytes.get(header..).unwrap_or_default().chunks_exact(16) {
            if let (&[_, _, low, high, ..], Some(Ok(value))) =
                (entry, entry.get(8..16).map(<[u8; 8]>::try_from))
            {
                fixed.insert(u16::from_le_bytes([low, high]), value);
            }
        }
        let mut properties = Self {
            storage: storage.to_owned(),
            fixed,
            encoding: None,
        };
        let codepage = [MESSAGE_CODEPAGE, INTERNET_CODEPAGE];
        let mut codepages = codepage.iter().filter_map(|id| properties.number(*id));
        properties.encoding = codepages.find_map(encoding);
        Ok(properties)
    }

    pub fn number(&self, id: u16) -> Option<u32> {
        let [a, b, c, d, ..] = *self.fixed.get(&id)?;
        Some(u32::from_le_bytes([a, b, c, d]))
    }

    /// A time, of which the file has 100-nanosecond steps since 1601.
    pub fn time(&self, id: u16) -> Option<DateTime<Utc>> {
        let steps = i64::from_le_bytes(*self.fixed.get(&id)?);
        let micros = (steps / 10).checked_sub(11_644_473_600_000_000)?;
        DateTime::from_timestamp_micros(micros)
    }

    /// A text, in whichever of its two forms it is there.
    pub fn text(&self, reader: &mut Reader<'_>, id: u16) -> Result<Option<String>, Unreadable> {
        if let Some(bytes) = reader.stream(&self.path(id, "001F"))? {
            let text = encoding_rs::UTF_16LE.decode_without_bom_handling(&bytes).0;
            return Ok(Some(text.trim_end_matches('\0').to_owned()));
        }
        let bytes = reader.stream(&self.path(id, "001E"))?;
        let label = self.encoding.map(Encoding::name);
        Ok(bytes.map(|bytes| {
            let text = charset::decode(&bytes, label, None);
            text.trim_end_matches('\0').to_owned()
        }))
    }

    pub fn binary(&self, reader: &mut Reader<'_>, id: u16) -> Result<Option<Vec<u8>>, Unreadable> {
        reader.stream(&self.path(id, "0102"))
    }

    /// The storage of a message that is attached.
    pub fn embedded(&self, reader: &Reader<'_>) -> Option<String> {
        let path = self.path(ATTACHMENT_DATA, "000D");
        reader.file.is_storage(&path).then_some(path)
    }

    /// The charset of an HTML body that is there as bytes.
    pub fn html_charset(&self) -> Option<&'static str> {
        let codepage = self.number(INTERNET_CODEPAGE).and_then(encoding);
        codepage.or(self.encoding).map(Encoding::name)
    }

    fn path(&self, id: u16, kind: &str) -> String {
        format!("{}/__substg1.0_{id:04X}{kind}", self.storage)
    }
}

/// The encoding of a Windows code page.
pub fn encoding(codepage: u32) -> Option<&'static Encoding> {
    let label = match codepage {
        65001 => "utf-8".to_owned(),
        20127 => "us-ascii".to_owned(),
        28591..=28606 => format!("iso-8859-{}", codepage - 28590),
        50220..=50222 => "iso-2022-jp".to_owned(),
        51932 => "euc-jp".to_owned(),
        51949 => "euc-kr".to_owned(),
        54936 => "gb18030".to_owned(),
        20866 => "koi8-r".to_owned(),
        other => format!("windows-{other}"),
    };
    let alias = match codepage {
        932 | 936 | 949 | 950 => format!("cp{codepage}"),
        _ => label,
    };
    charset::encoding_of(&alias)
}
