//! winmail.dat ([MS-OXTNEF]): the attachments that Outlook packed into one.
//!
//! Every step takes at least the eleven bytes of an attribute's frame, so reading ends; lengths
//! that lead beyond the bytes end it too, with what was found by then.

/// How a file begins.
const SIGNATURE: [u8; 4] = [0x78, 0x9f, 0x3e, 0x22];
/// Attachments of one file, at most.
const MANY: usize = 500;

const RENDERING: u32 = 0x0006_9002;
const TITLE: u32 = 0x0001_8010;
const DATA: u32 = 0x0006_800f;
const PROPERTIES: u32 = 0x0006_9005;

/// A file in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Packed {
    pub name: String,
    pub claimed_type: String,
    pub bytes: Vec<u8>,
}

/// Whether bytes are of this form.
pub fn is_tnef(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE)
}

/// The files in it, as far as it can be read.
pub fn unpack(bytes: &[u8]) -> Vec<Packed> {
    let mut files: Vec<Packed> = Vec::new();
    let mut rest = Bytes(bytes.get(6..).unwrap_or_default());
    if !is_tnef(bytes) {
        return files;
    }
    while let Some((attribute, data)) = rest.attribute() {
        if attribute == RENDERING {
            if files.len() == MANY {
                break;
            }
            files.push(Packed::default());
            continue;
        }
        let Some(file) = files.last_mut() else {
            continue;
        };
        match attribute {
            TITLE if file.name.is_empty() => file.name = eight_bit(data),
            DATA => file.bytes = data.to_vec(),
            PROPERTIES => properties(data, file),
            _ => {}
        }
    }
    files.retain(|file| !file.bytes.is_empty() || !file.name.is_empty());
    files
}

fn eight_bit(data: &[u8]) -> String {
    let end = data.iter().position(|byte| *byte == 0);
    crate::mime::charset::decode(&data[..end.unwrap_or(data.len())], None, None)
}

/// What the attachment's MAPI properties say of it, as far as they can be read.
fn properties(data: &[u8], file: &mut Packed) {
    let mut rest = Bytes(data);
    let Some(count) = rest.number() else { return };
    for _ in 0..count {
        let Some((id, value)) = rest.property() else {
            return;
        };
        match (id, value) {
            (0x3707, Value::Text(name)) if !name.is_empty() => file.name = name,
            (0x370e, Value::Text(kind)) => file.claimed_type = kind,
            (0x3701, Value::Bytes(bytes)) if file.bytes.is_empty() => file.bytes = bytes.to_vec(),
            _ => {}
        }
    }
}

enum Value<'a> {
    Text(String),
    Bytes(&'a [u8]),
    Other,
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        let bytes = self.take(4)?.try_into().ok()?;
        Some(u32::from_le_bytes(bytes))
    }

    /// An attribute: level, id, length, data, checksum.
    fn attribute(&mut self) -> Option<(u32, &'a [u8])> {
        self.take(1)?;
        let id = self.number()?;
        let length = usize::try_from(self.number()?).ok()?;
        let data = self.take(length)?;
        self.take(2)?;
        Some((id, data))
    }

    /// A property ([MS-OXTNEF], 2.1.3.4): what has several values, or a name, has them counted.
    fn property(&mut self) -> Option<(u16, Value<'a>)> {
        let tag = self.number()?;
        let (kind, id) = (tag & 0xffff, u16::try_from(tag >> 16).ok()?);
        if id >= 0x8000 {
            self.name()?;
        }
        let several = kind & 0x1000 != 0;
        let kind = kind & !0x1000;
        let fixed = match kind {
            0x0002 | 0x0003 | 0x0004 | 0x000a | 0x000b => Some(4),
            0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040 => Some(8),
            0x0048 => Some(16),
            _ => None,
        };
        // A text or bytes are counted even where there is but one.
        let values = match (several, fixed) {
            (false, Some(_)) => 1,
            _ => self.number()?,
        };
        let mut value = Value::Other;
        for _ in 0..values {
            match fixed {
                Some(length) => drop(self.take(length)?),
                None => value = self.varying(kind)?,
            }
        }
        Some((id, value))
    }

    /// The name of a named property: a set, then a number or a text.
    fn name(&mut self) -> Option<()> {
        self.take(16)?;
        let by_number = self.number()? == 0;
        if by_number {
            return self.number().map(drop);
        }
        self.padded().map(drop)
    }

    fn varying(&mut self, kind: u32) -> Option<Value<'a>> {
        let data = self.padded()?;
        Some(match kind {
            0x001f => {
                let text = encoding_rs::UTF_16LE.decode_without_bom_handling(data).0;
                Value::Text(text.trim_end_matches('\0').to_owned())
            }
            0x001e => Value::Text(eight_bit(data)),
            0x0102 => Value::Bytes(data),
            // An object begins with the id of its interface.
            0x000d => Value::Bytes(data.get(16..).unwrap_or_default()),
            _ => Value::Other,
        })
    }

    /// Bytes with their length, to the next multiple of four.
    fn padded(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let data = self.take(length)?;
        self.take(length.wrapping_neg() % 4)?;
        Some(data)
    }
}
