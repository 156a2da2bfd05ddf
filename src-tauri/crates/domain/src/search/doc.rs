//! What is searched, and where a match stands in it.

/// The searchable texts of one document, as they were received.
#[derive(Debug, Clone, Copy, Default)]
pub struct Doc<'a> {
    /// The subject line.
    pub subject: &'a str,
    /// The names of who it is from: the sender's, or the parties'.
    pub names: &'a [&'a str],
    /// Their addresses.
    pub addresses: &'a [&'a str],
    /// The body, as plain text.
    pub body: &'a str,
}

/// A part of a [`Doc`]; of names and addresses, which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The subject.
    Subject,
    /// The name at this index.
    Name(usize),
    /// The address at this index.
    Address(usize),
    /// The body.
    Body,
}

impl Part {
    /// Whether words are found by prefix here.
    pub(super) fn is_short(self) -> bool {
        self != Self::Body
    }

    /// Whether `from:` looks here.
    pub(super) fn is_sender(self) -> bool {
        matches!(self, Self::Name(_) | Self::Address(_))
    }
}

/// A range of a part's original bytes, on character boundaries. Where one character
/// stands for several (㍿, ﬁ), the range takes it whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Highlight {
    /// Where.
    pub part: Part,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl<'a> Doc<'a> {
    pub(super) fn parts(&self) -> impl Iterator<Item = (Part, &'a str)> {
        let names = self
            .names
            .iter()
            .enumerate()
            .map(|(at, text)| (Part::Name(at), *text));
        let addresses = self
            .addresses
            .iter()
            .enumerate()
            .map(|(at, text)| (Part::Address(at), *text));
        std::iter::once((Part::Subject, self.subject))
            .chain(names)
            .chain(addresses)
            .chain(std::iter::once((Part::Body, self.body)))
    }
}
