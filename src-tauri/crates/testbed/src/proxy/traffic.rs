//! What one side of an IMAP connection says: its lines and literals (RFC 3501, sections 2.2 and
//! 4.3), and where in them a connection is to break.

/// What one side has said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traffic {
    /// How many bytes.
    pub bytes: u64,
    /// The lines that are complete, without what is in literals: of a client its commands, most
    /// often. A line goes on behind its literals.
    pub lines: Vec<String>,
    /// How many literals it began.
    pub literals: u64,
}

/// A place in what one side says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// After so many bytes.
    Bytes(u64),
    /// Before the first byte of a line, counted from 1.
    Line(u64),
    /// In the middle of a literal, counted from 1.
    Literal(u64),
}

/// One side, as it is read.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) traffic: Traffic,
    line: Vec<u8>,
    /// Where in it what follows the last literal starts.
    tail: usize,
    literal: Option<Literal>,
}

#[derive(Debug)]
struct Literal {
    size: u64,
    passed: u64,
}

impl Reader {
    /// Reads on, up to `place`: how many of the bytes come before it, and whether it was reached.
    pub(super) fn read(&mut self, bytes: &[u8], place: Option<Place>) -> (usize, bool) {
        for (at, byte) in bytes.iter().enumerate() {
            if self.reached(place) || self.begins(place) {
                return (at, true);
            }
            self.pass(*byte);
        }
        (bytes.len(), self.reached(place))
    }

    fn reached(&self, place: Option<Place>) -> bool {
        match place {
            Some(Place::Bytes(bytes)) => self.traffic.bytes >= bytes,
            Some(Place::Literal(number)) => {
                let half = |literal: &Literal| literal.passed >= literal.size / 2;
                self.traffic.literals == number && self.literal.as_ref().is_some_and(half)
            }
            Some(Place::Line(_)) | None => false,
        }
    }

    /// Whether the next byte is the first of the line at `place`.
    fn begins(&self, place: Option<Place>) -> bool {
        let before = self.traffic.lines.len() as u64;
        self.line.is_empty() && place == Some(Place::Line(before + 1))
    }

    fn pass(&mut self, byte: u8) {
        self.traffic.bytes += 1;
        if let Some(literal) = &mut self.literal {
            if literal.passed < literal.size {
                literal.passed += 1;
                return;
            }
            self.literal = None;
        }
        self.line.push(byte);
        if byte != b'\n' {
            return;
        }
        let end = self.line.trim_ascii_end().len();
        self.line.truncate(end);
        let tail = self.line.get(self.tail..).unwrap_or_default();
        self.literal = announced(tail).map(|size| Literal { size, passed: 0 });
        self.tail = match self.literal {
            Some(_) => {
                self.traffic.literals += 1;
                end
            }
            None => {
                let line = String::from_utf8_lossy(&self.line).into_owned();
                self.traffic.lines.push(line);
                self.line.clear();
                0
            }
        };
    }
}

/// The size of the literal that a line ends with: `{5}`, or `{5+}` (RFC 7888).
fn announced(line: &[u8]) -> Option<u64> {
    let inner = line.strip_suffix(b"}")?;
    let inner = inner.strip_suffix(b"+").unwrap_or(inner);
    let start = inner.iter().rposition(|byte| *byte == b'{')? + 1;
    std::str::from_utf8(&inner[start..]).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &[u8] = b"a1 LOGIN {3}\r\na\r\n {4+}\r\n{9}\n\r\na2 NOOP\r\na3 X {0}\r\n\r\n";

    #[test]
    fn lines_go_on_behind_their_literals() {
        let mut reader = Reader::default();
        // However the bytes come.
        for chunk in SAID.chunks(3) {
            assert_eq!(reader.read(chunk, None), (chunk.len(), false));
        }
        let lines = ["a1 LOGIN {3} {4+}", "a2 NOOP", "a3 X {0}"];
        assert_eq!(reader.traffic.lines, lines);
        assert_eq!(reader.traffic.literals, 3);
        assert_eq!(reader.traffic.bytes, SAID.len() as u64);
    }

    #[test]
    fn every_place_is_found() {
        for (place, before) in [
            (Place::Bytes(0), ""),
            (Place::Bytes(9), "a1 LOGIN "),
            (Place::Line(1), ""),
            (Place::Line(2), "a1 LOGIN {3}\r\na\r\n {4+}\r\n{9}\n\r\n"),
            (Place::Literal(1), "a1 LOGIN {3}\r\na"),
            (Place::Literal(2), "a1 LOGIN {3}\r\na\r\n {4+}\r\n{9"),
        ] {
            let found = Reader::default().read(SAID, Some(place));
            assert_eq!(found, (before.len(), true), "{place:?}");
        }
        let found = Reader::default().read(SAID, Some(Place::Line(4)));
        assert_eq!(found, (SAID.len(), false));
    }
}
