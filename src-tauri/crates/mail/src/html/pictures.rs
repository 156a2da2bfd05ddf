//! The pictures that come with a message, for its page.

use std::collections::HashMap;

use data_encoding::{BASE64, BASE64_MIME_PERMISSIVE};

use super::simple::PUT_ASIDE;
use crate::mime::{Structure, header};
use crate::sniff::{is_picture, sniff};

/// More pictures than a letter has.
const MOST: usize = 40;
/// What all of them may come to, in bytes, drawn.
const ROOM: usize = 24 << 20;

/// Draws a picture anew: its bytes as they came in, to a PNG of the program's own; None where it
/// can't be shown.
pub type Draw<'a> = dyn FnMut(&[u8]) -> Option<Vec<u8>> + 'a;

/// What an attribute that names a picture comes to.
pub enum Picture {
    /// A `data:` address with a PNG.
    Drawn(String),
    /// It is in the message, and not shown.
    LeftOut,
    /// It is not in the message.
    Elsewhere,
}

/// The pictures of one message.
pub struct Pictures<'a> {
    message: &'a Structure<'a>,
    draw: &'a mut Draw<'a>,
    /// What was put aside of the part in hand.
    pub aside: Vec<String>,
    known: HashMap<usize, Option<String>>,
    asked: usize,
    room: usize,
}

impl<'a> Pictures<'a> {
    pub fn new(message: &'a Structure<'a>, draw: &'a mut Draw<'a>) -> Self {
        Self {
            message,
            draw,
            aside: Vec::new(),
            known: HashMap::new(),
            asked: 0,
            room: ROOM,
        }
    }

    /// What `address` names: a part by its Content-ID (RFC 2392), or what stands in it itself.
    pub fn named(&mut self, address: &str) -> Picture {
        let drawn = if let Some(number) = address.strip_prefix(PUT_ASIDE) {
            let data = number.parse().ok().and_then(|n: usize| self.aside.get(n));
            data.and_then(|data| bytes_of(data))
                .and_then(|bytes| self.drawn(&bytes))
        } else if let Some(id) = address
            .get(..4)
            .filter(|s| s.eq_ignore_ascii_case("cid:"))
            .map(|_| &address[4..])
        {
            self.part(id).and_then(|part| {
                if let Some(known) = self.known.get(&part) {
                    return known.clone();
                }
                let drawn = self.drawn(&self.message.body(part));
                self.known.insert(part, drawn.clone());
                drawn
            })
        } else {
            return Picture::Elsewhere;
        };
        drawn.map_or(Picture::LeftOut, Picture::Drawn)
    }

    fn part(&self, id: &str) -> Option<usize> {
        let id = percent_decoded(id);
        (0..self.message.parts.len()).find(|part| {
            let fields = self.message.fields(*part);
            let field = fields.iter().find(|field| field.is("Content-ID"));
            field.is_some_and(|field| {
                let value = header::text(field.raw, None);
                value.trim().trim_matches(['<', '>']) == id
            })
        })
    }

    fn drawn(&mut self, bytes: &[u8]) -> Option<String> {
        if !sniff(bytes).is_some_and(is_picture) || self.asked >= MOST {
            return None;
        }
        self.asked += 1;
        let png = (self.draw)(bytes)?;
        self.room = self.room.checked_sub(png.len())?;
        Some(format!("data:image/png;base64,{}", BASE64.encode(&png)))
    }
}

/// The bytes in a `data:` address (RFC 2397); pictures are written in base64.
fn bytes_of(data: &str) -> Option<Vec<u8>> {
    let (kind, data) = data.split_once(',')?;
    if !kind.trim_end().to_ascii_lowercase().ends_with(";base64") {
        return None;
    }
    let data = percent_decoded(data);
    BASE64_MIME_PERMISSIVE.decode(data.as_bytes()).ok()
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
